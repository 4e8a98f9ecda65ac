"""Where a row's remark sends its record: by a code, by the title of a unit, or to another plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from kg.grammar import references
from kg.grammar.match import Match
from kg.grammar.referents import subject
from kg.grammar.references import ReferenceDraft
from kg.text import lexicon

_SUBJECT = "Handlingarna"
_MOST_TITLE_WORDS = 8


def find(text: str, titles: Mapping[str, str]) -> list[Match[ReferenceDraft]]:
    """References of a remark, in order; `titles` lead from codes to titles.

    A remark that begins with its verb ("Redovisas i 2.1") speaks of the row's own record: its subject is None.
    A body that deals with the record ("hanteras av Lantmäteriet") and another record ("ingår i protokollet") are no
    units of a plan, and no references.
    """
    found = references.find(text, titles)
    if not found and _verb_first().match(text):
        lead = f"{_SUBJECT} {text[:1].lower()}{text[1:]}"
        shift = len(_SUBJECT) + 1
        found = [
            Match(max(0, m.start - shift), m.end - shift, replace(m.value, subject=_own(m.value.subject)))
            for m in references.find(lead, titles)
        ]
    coded = [_outside(text, m) for m in found if m.value.target] or list(_coded(text))
    if coded:
        return coded
    kept = [m for m in found if not (_storing().match(m.value.verb) or (m.value.external and not _plan_named(m.value)))]
    return [*_by_title(text, titles), *_elsewhere(text)] or list(_unknown(text)) or kept


def _plan_named(draft: ReferenceDraft) -> bool:
    """Whether a reference out of the document leads to a plan or a process, and not to a body alone."""
    words = [*lexicon.load("columns")["pointers"]["plans"], *_list("pointed"), *_list("places")]
    return draft.kind != "redirect" or re.search("|".join(words), draft.to or "", re.IGNORECASE) is not None


# With a code


def _outside(text: str, match: Match[ReferenceDraft]) -> Match[ReferenceDraft]:
    """The reference, marked as leaving the document where another's plan is named behind the code."""
    draft = replace(match.value, subject=_bare(match.value.subject))
    behind = re.match(rf"\W*(?:i|enligt)\s(?P<to>{_plans()})", text[match.end :], re.IGNORECASE)
    if behind:
        return Match(match.start, match.end + behind.end(), replace(draft, external=True, to=behind["to"]))
    return Match(match.start, match.end, draft)


def _coded(text: str) -> Iterator[Match[ReferenceDraft]]:
    """A code behind whose it is: "handläggs i miljönämndens process 3.1.2", "se kommunstyrelsens plan 7.1.3"."""
    before = ""
    for match in _led().finditer(text):
        way = match["way"].strip(" ,")
        whose = re.search(rf"(?P<whose>{_plans()}|{_bodies()})", way, re.IGNORECASE)
        before = re.split(r"[.;]\s", text[: match.start()])[-1]
        verb = " ".join(match["verb"].split()).lower()
        draft = ReferenceDraft(
            subject(before),
            verb,
            "see" if re.fullmatch("|".join(_list("see")), match["verb"]) else "redirect",
            target=match["code"],
            external=whose is not None,
            to=way if whose else None,
        )
        yield Match(match.start(), match.end(), draft)


@cache
def _led() -> re.Pattern[str]:
    sends = rf"(?:{'|'.join(_list('verbs'))})\s(?:{'|'.join(_list('prepositions'))})"
    lead = "|".join([*_list("lead"), r"plan(?:en)?", *lexicon.load("columns")["pointers"]["plans"]])
    way = rf"(?:[^.;:\d]{{0,60}}?(?<!\w))??(?:{lead}),?\s(?:(?:{'|'.join(_list('lead'))})\s)?"
    return re.compile(
        rf"(?<!\w)(?P<verb>{'|'.join(_list('see'))}|{sends})\s(?P<way>{way})(?P<code>\d+(?:\.\d+)+)(?![\d:-])(?!\s?§)",
        re.IGNORECASE,
    )


@cache
def _plans() -> str:
    """A pattern of the plan of another body: "kommunstyrelsens plan", "dokumenthanteringsplan 5"."""
    plans = "|".join(lexicon.load("columns")["pointers"]["plans"])
    return rf"(?:[\w-]+s\s)?(?:gemensamma\s)?(?:{plans}|plan(?:en)?(?!\w))"


@cache
def _bodies() -> str:
    return rf"[\w-]*(?:{'|'.join(lexicon.load('bodies')['keepers'])})s?(?!\w)"


# Without a code


def _own(subject: str | None) -> str | None:
    return None if subject == _SUBJECT else subject


def _bare(subject: str | None) -> str | None:
    """The subject of "Omfattar inte kopior, dessa redovisas i …" is the copies."""
    left_out = rf"(?:\w+\s)?(?:{'|'.join(_list('not_here'))})\s(?:inte|ej)\s(?P<what>.+?)(?:,\s(?:dessa|de|den|det))?$"
    found = re.match(left_out, subject or "", re.IGNORECASE)
    return found["what"] if found else subject


@cache
def _storing() -> re.Pattern[str]:
    """Verbs that say where records lie, which is no reference to another unit."""
    return re.compile("|".join(lexicon.load("columns")["pointers"]["storing"]), re.IGNORECASE)


def _by_title(text: str, titles: Mapping[str, str]) -> Iterator[Match[ReferenceDraft]]:
    """ "Se Hantera inköp", "redovisas i processen Hantera inköp": a unit by its title alone, the longest that fits."""
    for cue in _cue().finditer(text):
        rest = text[cue.end() :].lstrip("\"”'").casefold()
        fitting = [code for code, title in titles.items() if _begins(rest, title.casefold())]
        longest = max((len(titles[code]) for code in fitting), default=0)
        named = [code for code in fitting if len(titles[code]) == longest]
        if len(named) == 1:
            verb = " ".join(cue["verb"].split())
            see = re.fullmatch("|".join(_list("see")), verb) is not None
            draft = ReferenceDraft(
                None, verb.lower(), "see" if see else "redirect", target=named[0], cited_title=titles[named[0]]
            )
            yield Match(cue.start(), min(len(text), cue.end() + longest + 1), draft)


def _begins(text: str, title: str) -> bool:
    return text.startswith(title) and not text[len(title) : len(title) + 1].isalnum()


def _unknown(text: str) -> Iterator[Match[ReferenceDraft]]:
    """ "Se Ekonomi", "redovisas under Personal": a title that no unit of the document has.

    A capital inside a sentence tells a title, and so does a cell that is nothing else ("Se ekonomi"); names of records,
    bodies and laws are none.
    """
    for match in _titled().finditer(text):
        to = match["to"].strip(" \"”'")
        outside = re.search(_plans(), to, re.IGNORECASE) is not None
        alone = match.start() == 0 and match.end() == len(text.rstrip(" ."))
        named = to[:1].isupper() or (alone and not _record().search(to))
        if not outside and (not named or len(to.split()) > _MOST_TITLE_WORDS or _no_title().search(to)):
            continue
        verb = " ".join(match["verb"].split()).lower()
        see = re.fullmatch("|".join(_list("see")), match["verb"]) is not None
        before = re.split(r"[.;]\s", text[: match.start()])[-1]
        own = None if _verb_first().match(before) else subject(before)
        draft = ReferenceDraft(own, verb, "see" if see else "redirect", external=outside, to=to)
        yield Match(match.start(), match.end(), draft)


@cache
def _titled() -> re.Pattern[str]:
    words = lexicon.load("columns")["pointers"]
    between = "|".join([*words["between"], "avsnitt", "rubrik"])
    sends = rf"(?:{'|'.join(words['sending'])})\s(?:under|inom)"
    return re.compile(
        rf"(?<!\w)(?P<verb>{'|'.join(_list('see'))}|{sends})\s(?:(?:{between})\s)*(?P<to>[\"”']?[^\W\d_][^.;,()\d]*)"
    )


@cache
def _no_title() -> re.Pattern[str]:
    """What follows "se" and is no title: a body or what it has written, a law, a place on the page."""
    words = "|".join(lexicon.load("columns")["pointers"]["no_title"])
    laws = r"(?-i:\A[A-ZÅÄÖ]{2,}(?!\w))|§|\bkap\b|lag(?:en)?\Z|förordning(?:en)?\Z"
    return re.compile(rf"\A(?:{words})(?!\w)|{laws}|\A{_bodies()}(?:\Z|(?<=s)\s)", re.IGNORECASE)


@cache
def _record() -> re.Pattern[str]:
    nouns = "|".join(lexicon.load("records")["nouns"])
    return re.compile(rf"(?:{nouns})(?:en|n|et|t|na|erna|arna|orna)?\Z", re.IGNORECASE)


def _elsewhere(text: str) -> Iterator[Match[ReferenceDraft]]:
    by = "|".join(lexicon.load("columns")["pointers"]["by"])
    for match in re.finditer(
        rf"(?<!\w)(?P<verb>{'|'.join(_list('see'))}|(?:{'|'.join(_list('verbs'))})\s(?:{by}))\s(?P<to>{_plans()}[^.;,]*)",
        text,
        re.IGNORECASE,
    ):
        draft = ReferenceDraft(None, match["verb"].lower(), "see", external=True, to=match["to"].strip())
        yield Match(match.start(), match.end(), draft)


@cache
def _cue() -> re.Pattern[str]:
    sends = rf"(?:{'|'.join(_list('verbs'))})\s(?:{'|'.join(_list('prepositions'))})"
    between = "|".join(lexicon.load("columns")["pointers"]["between"])
    return re.compile(rf"(?<!\w)(?P<verb>{'|'.join(_list('see'))}|{sends})\s(?:(?:{between})\s)*", re.IGNORECASE)


@cache
def _verb_first() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_list('verbs'))})\s", re.IGNORECASE)


def _list(name: str) -> list[str]:
    found: list[str] = lexicon.load("references")[name]
    return found
