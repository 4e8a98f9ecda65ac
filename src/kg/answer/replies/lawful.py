"""Whether a provision is the right one on a day: what has ceased, and where its matter is found now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from kg.answer import law, verdict
from kg.answer.law import LawRow
from kg.answer.meant import Found
from kg.answer.replies.inquiry import Inquiry
from kg.answer.sightings import Sighting
from kg.answer.verdict import Verdict
from kg.grammar import provisions
from kg.grammar.acts import Names
from kg.model.answer import LegalRef, PlanAnswer, Step
from kg.model.fact import Fact
from kg.text import lexicon

_LATER = 4
"""Years after the year of its number within which an act has come to apply."""
_NEAR, _MOST = 0.9, 4
"""Share of the best score from which facts are meant together, and how many are told."""


def reply(inquiry: Inquiry, names: Names) -> list[PlanAnswer]:
    """The provisions that the question cites with their status on the day; empty where nobody knows one of them.

    A place without an act of its own is one of the act that the document itself cites with that place. The premise is
    wrong where an act that is asked for as valid had ceased.
    """
    day, year = _day(inquiry), _year(inquiry)
    rows = _of_year(inquiry, names, day, year) if year else ()
    rows = rows or law.read(inquiry.text, names, inquiry.statutes, day, _written(inquiry))
    cited = {citation.sfs for citation in inquiry.view.plan.citations}
    rows = tuple(row for row in rows if row.act and (row.act in inquiry.statutes or row.act in cited))
    rows = rows or _cited(inquiry, names)
    if not rows:
        return []
    ceased = [row for row in rows if row.in_force is False]
    steps = tuple(_step(row) for row in rows)
    open_ = "?" in inquiry.text and re.match(_open(), inquiry.text, re.IGNORECASE)
    decided: Verdict | None = None
    if ceased and not open_:
        decided = "no"
    elif "?" in inquiry.text and not open_ and all(row.in_force for row in rows):
        decided = "yes"
    return [
        inquiry.reply(
            None,
            "wrong-premise" if ceased else "resolved",
            record=rows[0].text,
            legal=tuple(_ref(row) for row in rows),
            steps=steps,
            says=verdict.told(decided, "sv") + " ".join(step.does for step in steps),
            says_en=verdict.told(decided, "en") + " ".join(step.does_en for step in steps),
        )
    ]


def _open() -> str:
    """How a question begins that asks which act, or when, and not whether."""
    return rf"\W*(?:{'|'.join(lexicon.load('asking')['open'])})\b"


def _of_year(inquiry: Inquiry, names: Names, day: date, year: int) -> tuple[LawRow, ...]:
    """The act of that year: what its name meant from the end of it on, as acts apply some time after their number."""
    for after in range(_LATER):
        rows = law.read(inquiry.text, names, inquiry.statutes, day, date(year + after, 12, 31))
        if any((row.act or "").startswith(f"{year}:") for row in rows):
            return rows
    return law.read(inquiry.text, names, inquiry.statutes, day, date(year, 12, 31))


def named(inquiry: Inquiry, names: Names) -> list[PlanAnswer]:
    """The same for a text that is nothing but the name of an act; empty for another."""
    told = reply(inquiry, names)
    return told if told and told[0].record == inquiry.text.strip() else []


def _day(inquiry: Inquiry) -> date:
    """The day asked about, which the year of an act is not ("lagen från 2001")."""
    year = _year(inquiry)
    named = (time.first for time in inquiry.others if not (time.year_only and time.first.year == year))
    return inquiry.on or next(named, inquiry.today)


def _year(inquiry: Inquiry) -> int | None:
    """The year by which the question tells which act of a name it means."""
    between = "|".join(lexicon.load("asking")["of_year"])
    match = re.search(rf"lag\w*\s(?:{between})\s(\d{{4}})\b", inquiry.text, re.IGNORECASE)
    return int(match[1]) if match else None


def basis(inquiry: Inquiry, found: Sequence[Found], seen: Sequence[Sighting]) -> list[PlanAnswer]:
    """The law that the text rests on in what the question names; empty where it cites none there."""
    own = [each for each in found if getattr(each.topic.fact, "legal", ())]
    best = own[0].score if own else 0.0
    near = [each for each in own if each.score >= best * _NEAR]
    cited = list(dict.fromkeys(text for each in near for text in getattr(each.topic.fact, "legal", ())))
    facts: list[Fact] = [each.topic.fact for each in near]
    refs = list(inquiry.legal(cited))
    if not refs:
        places = [getattr(each.topic.fact, "section", None) or getattr(each.topic.fact, "id", None) for each in found]
        places = places or [each.passage.section for each in seen]
        named = [each for each in inquiry.view.plan.citations if places and each.cited_by == places[0]]
        refs = [law.status(each, inquiry.statutes, inquiry.day) for each in named if each.sfs]
        facts = [each for each in named if each.sfs]
    if not refs:
        return []
    refs = list(dict.fromkeys(refs))
    names = ", ".join(dict.fromkeys(ref.citation for ref in refs))
    steps = tuple(inquiry.step(fact, f"Här åberopas {names}.", f"Here {names} is cited.") for fact in facts[:_MOST])
    told = found[0] if found else None
    return [inquiry.reply(told, "resolved", legal=tuple(refs), steps=steps, says=f"{names}.", says_en=f"{names}.")]


def _written(inquiry: Inquiry) -> date | None:
    """A day on which the document may have been written: not before the newest act that it cites was in force."""
    cited = (inquiry.statutes.get(citation.sfs or "") for citation in inquiry.view.plan.citations)
    return max((statute.in_force_from for statute in cited if statute and statute.in_force_from), default=None)


def _cited(inquiry: Inquiry, names: Names) -> tuple[LawRow, ...]:
    """Places of the question that name no act, as places of the act that the document cites with them."""
    rows: list[LawRow] = []
    for match in provisions.find(inquiry.text):
        for place in match.value:
            for citation in inquiry.view.plan.citations:
                if citation.sfs and citation.chapter == place.chapter and place.section in (None, *citation.sections):
                    section = f" {place.section} §" if place.section else ""
                    chapter = f" {place.chapter} kap." if place.chapter else ""
                    rows += law.read(f"lagen ({citation.sfs}){chapter}{section}", names, inquiry.statutes, inquiry.day)
                    break
    return tuple(rows)


def _name(row: LawRow) -> str:
    place = [f"{row.chapter} kap." if row.chapter else "", f"{row.section} §" if row.section else ""]
    return " ".join([row.title, *(part for part in place if part)])


def _step(row: LawRow) -> Step:
    now = [_moved(row)] if row.moved_to else [f"{over.title}" for over in row.replaced_by]
    if row.in_force is False:
        until = f" {row.until}" if row.until else ""
        sv = f"{_name(row)} gäller inte: upphörde att gälla efter{until}" if until else f"{_name(row)} gäller inte"
        en = f"{_name(row)} is not in force" + (f": it ceased after{until}" if until else "")
        then = "; ".join(now)
        return Step(
            does=sv + (f". Nu gäller {then}." if then else "."),
            does_en=en + (f". Now {then} holds." if then else "."),
        )
    if row.in_force is None:
        return Step(
            does=f"Om {_name(row)} gäller är inte känt.", does_en=f"Whether {_name(row)} is in force is not known."
        )
    return Step(does=f"{_name(row)} gäller.", does_en=f"{_name(row)} is in force.")


def _moved(row: LawRow) -> str:
    titles = {over.act: over.title for over in row.replaced_by}
    said = []
    for move in row.moved_to:
        place = [f"{move.chapter} kap." if move.chapter else "", f"{move.section} §" if move.section else ""]
        said.append(" ".join(part for part in [*place, titles.get(move.act, move.act)] if part))
    return ", ".join(dict.fromkeys(said))


def _ref(row: LawRow) -> LegalRef:
    over = ", ".join(dict.fromkeys(move.act for move in row.moved_to)) or ", ".join(o.act for o in row.replaced_by)
    return LegalRef(citation=_name(row), iri=row.iri, in_force=row.in_force, replaced_by=over or None)
