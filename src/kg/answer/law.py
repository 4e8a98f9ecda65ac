"""The laws that a text cites, each provision by itself: what it is, whether it holds on a day, and what took over."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from kg.extract import legal
from kg.extract.legal import Laws
from kg.grammar import citations as references
from kg.grammar import provisions
from kg.grammar.acts import Act, ActKind, Names
from kg.grammar.provisions import Provision
from kg.graph import iris
from kg.model.answer import LegalRef
from kg.model.fact import Fact, IsoDate
from kg.model.law import Citation
from kg.model.statute import Statute
from kg.read.document import Document, blocks
from kg.text.passage import Passage

Register = Mapping[str, Statute]
"""Statutes by number."""


class Successor(Fact):
    """An act that took over from one that has ceased."""

    act: str
    title: str
    iri: str | None = None


class Moved(Fact):
    """Where a provision of a ceased act is found on the day asked for."""

    act: str
    chapter: str | None = None
    section: str | None = None
    """None where only the chapter is known."""
    iri: str | None = None
    certain: bool = True


class LawRow(Fact):
    """One provision, or one whole act, that a text cites."""

    text: str
    """The words of the citation; other rows may come from the same words."""
    line: int
    """Line of the first word, counted from 1."""
    start: int
    end: int
    """Characters of the whole text that hold the citation, counted from 0, the last not included."""
    kind: ActKind
    act: str | None
    """Number: "2001:453", "SOSFS 2006:5", "2016/679"; None where the act is not known."""
    title: str
    """Title in the registry, else the act's words in the text."""
    chapter: str | None = None
    section: str | None = None
    """Section, or article of an EU act."""
    paragraph: str | None = None
    item: str | None = None
    sentence: str | None = None
    iri: str | None = None
    in_force: bool | None = None
    """Whether the act applies on the day; None is unknown, which must never be shown as in force."""
    since: IsoDate | None = None
    until: IsoDate | None = None
    """First and last day on which the act applied, where known."""
    base_act: str | None = None
    """Number of the act that this one only amends."""
    replaced_by: tuple[Successor, ...] = ()
    moved_to: tuple[Moved, ...] = ()
    certain: bool = False
    """False where the registry does not know the act or is not sure of it."""


def register(statutes: Iterable[Statute]) -> Register:
    """Statutes by their numbers."""
    return {statute.number: statute for statute in statutes}


def read(text: str, names: Names, statutes: Register, on: date, day: date | None = None) -> tuple[LawRow, ...]:
    """Laws cited in a text, in order, one row a provision, each with its status on the day `on`.

    A name means what it meant when the text was written: on `day`, where that is known, else on the day that the text
    states, else in the middle of the time in which it can have been written by what it cites by number; a text that
    tells nothing of its age is read as of `on`.
    """
    lines = text.split("\n")
    document = Document("", hashlib.sha256(text.encode()).hexdigest(), tuple(lines), "prose")
    laws = legal.laws(document, names, day or _written(document, names, statutes, on))
    starts = _starts(lines)
    return tuple(
        row
        for block in blocks(list(enumerate(lines, start=1)))
        for row in _rows(block.passage, _Places(text, lines, starts), laws, statutes, on)
    )


def status(citation: Citation, statutes: Register, on: date) -> LegalRef:
    """A citation of a plan with its act's status on a day, for the `legal` field of an answer.

    The IRI is that of the place which all its sections share: the section where it is one, else the chapter or act.
    """
    statute = statutes.get(citation.sfs or "")
    section = citation.sections[0] if len(citation.sections) == 1 else None
    over = _successors(statute, statutes, on) if statute else ()
    return LegalRef(
        citation=legal.written(citation),
        iri=_iri(citation.sfs, statutes, citation.chapter, section),
        in_force=statute.in_force(on) if statute else None,
        replaced_by=", ".join(successor.act for successor in over) or None,
    )


def _written(document: Document, names: Names, statutes: Register, on: date) -> date:
    """The day on which a text was written, as far as it tells: the day it states, else the middle of the time between
    the newest act that it cites and the end of the first that has ceased, or `on`."""
    laws = legal.laws(document, names)
    cited = {match.value.number or "" for match in names.find("\n".join(document.lines))}
    ends = (statutes[number].in_force_until for number in cited if number in statutes)
    ceased = [end for end in ends if isinstance(end, date) and end < on]
    day = laws.day or on
    by_number = (day.month, day.day) == (12, 31) and any(str(day.year) in number for number in cited)
    if not by_number or day > on:
        return day
    return on if not (ceased or laws.given) else day + max(min(ceased, default=on) - day, timedelta(0)) / 2


# Places


@dataclass(frozen=True, slots=True)
class _Places:
    """Leads from a passage, whose white space is folded, back to the characters of the text."""

    text: str
    lines: list[str]
    starts: list[int]

    def at(self, passage: Passage, offset: int) -> int:
        """Where in the text a character of the passage stands: the same one of its line, spaces apart."""
        line = passage.line_at(offset)
        first = max(at for at, number in zip(passage.offsets, passage.lines, strict=True) if number == line)
        wanted = len("".join(passage.text[first:offset].split()))
        solid = [column for column, sign in enumerate(self.lines[line - 1]) if not sign.isspace()]
        return self.starts[line - 1] + solid[wanted]


def _starts(lines: Iterable[str]) -> list[int]:
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    return starts


def _rows(passage: Passage, places: _Places, laws: Laws, statutes: Register, on: date) -> Iterator[LawRow]:
    for match in references.find(passage.text, laws.names):
        number = laws.number(match.value.act)
        start, end = places.at(passage, match.start), places.at(passage, match.end - 1) + 1
        line = passage.line_at(match.start)
        for place in match.value.places or (Provision(),):
            row = _row(match.value.act, number, place, laws.day, statutes, on)
            yield row.model_copy(update={"text": places.text[start:end], "line": line, "start": start, "end": end})


def _row(act: Act, number: str | None, place: Provision, day: date | None, statutes: Register, on: date) -> LawRow:
    statute = statutes.get(number or "")
    section = place.section or place.article
    until = statute.in_force_until if statute else None
    moved = tuple(_moved(statute, place.chapter, section, day or on, statutes, on)) if statute else ()
    return LawRow(
        text="",
        line=0,
        start=0,
        end=0,
        kind=act.kind,
        act=number,
        title=statute.title if statute else act.text,
        chapter=place.chapter,
        section=section,
        paragraph=place.paragraph,
        item=place.item,
        sentence=place.sentence,
        iri=_iri(number, statutes, place.chapter, section if place.section or act.kind == "eu" else None),
        in_force=statute.in_force(on) if statute else None,
        since=statute.in_force_from if statute else None,
        until=until if isinstance(until, date) else None,
        base_act=statute.base_act if statute else None,
        replaced_by=_successors(statute, statutes, on) if statute else (),
        moved_to=moved,
        certain=statute.certain if statute else False,
    )


# What took over


def _ceased(statute: Statute, on: date) -> bool:
    return isinstance(statute.in_force_until, date) and statute.in_force_until < on


def _successors(statute: Statute, statutes: Register, on: date) -> tuple[Successor, ...]:
    """The acts that took over, and hold on the day; one that has ceased in its turn gives way to its own successors."""
    if not _ceased(statute, on):
        return ()
    found: dict[str, Successor] = {}
    for number in statute.replaced_by:
        next_ = statutes.get(number)
        further = _successors(next_, statutes, on) if next_ else ()
        mine = Successor(act=number, title=next_.title if next_ else number, iri=_iri(number, statutes))
        found |= {successor.act: successor for successor in further or (mine,)}
    return tuple(found.values())


def _moved(
    statute: Statute, chapter: str | None, section: str | None, day: date, statutes: Register, on: date
) -> Iterator[Moved]:
    """Where a place is found on the day asked for; nothing where the registry knows neither it nor its chapter.

    `day` chooses the wording, where one place held two.
    """
    if not _ceased(statute, on):
        return
    known = [move for move in statute.section_map if _place(move.cited)[1:] == (chapter, section) and move.holds(day)]
    if not known and chapter and section:
        known = [move for move in statute.section_map if _place(move.cited)[1:] == (chapter, None) and move.holds(day)]
    for move in known:
        for written in move.to:
            number, *place = _place(written)
            next_ = statutes.get(number or "")
            if next_ and _ceased(next_, on):
                further = _moved(next_, place[0], place[1], day, statutes, on)
                yield from (m.model_copy(update={"certain": m.certain and move.certain}) for m in further)
            elif number:
                iri = _iri(number, statutes, place[0], place[1])
                yield Moved(act=number, chapter=place[0], section=place[1], iri=iri, certain=move.certain)


@cache
def _place(written: str) -> tuple[str | None, str | None, str | None]:
    """Number, chapter and section (or article) of a place as the registry writes it: "2025:400 16 kap. 1 §"."""
    number = re.match(r"(?:[A-ZÅÄÖ-]+\s)?\d+[:/]\d+(?=\s|\Z)", written)
    found = provisions.find(written[number.end() if number else 0 :])
    place = found[0].value[0] if found else Provision()
    return number[0] if number else None, place.chapter, place.section or place.article


def _iri(number: str | None, statutes: Register, chapter: str | None = None, section: str | None = None) -> str | None:
    """IRI at lagen.nu of a place, of the act where the place has none; None where the act is not known there either.

    Sections have identifiers in SFS, articles in acts of the union; regulations of agencies have none for their parts.
    """
    if number is None:
        return None
    statute = statutes.get(number)
    swedish = iris.law(number, chapter, section)
    if swedish or statute is None or statute.iri is None:
        return swedish
    article = re.match(r"\d+", section or "") if statute.kind == "eu" else None
    return f"{statute.iri}#{article[0]}" if article else statute.iri
