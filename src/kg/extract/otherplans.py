"""Pointers of a row's remark that no unit of the document has: another plan and its codes, an unknown title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kg.grammar import referents
from kg.grammar.match import Match
from kg.grammar.references import ReferenceDraft
from kg.text import lexicon

_MOST_TITLE_WORDS = 8


def outside(text: str, match: Match[ReferenceDraft], subject: str | None) -> Match[ReferenceDraft]:
    """The reference, marked as leaving the document where another's plan is named behind the code."""
    draft = replace(match.value, subject=subject)
    behind = re.match(rf"\W*(?:i|enligt)\s(?P<to>{_plans()})", text[match.end :], re.IGNORECASE)
    if behind:
        return Match(match.start, match.end + behind.end(), replace(draft, external=True, to=behind["to"]))
    return Match(match.start, match.end, draft)


def coded(text: str) -> Iterator[Match[ReferenceDraft]]:
    """A code behind whose it is: "handläggs i miljönämndens process 3.1.2", "se kommunstyrelsens plan 7.1.3"."""
    before = ""
    for match in _led().finditer(text):
        way = match["way"].strip(" ,")
        whose = re.search(rf"(?P<whose>{_plans()}|{_bodies()})", way, re.IGNORECASE)
        before = re.split(r"[.;]\s", text[: match.start()])[-1]
        verb = " ".join(match["verb"].split()).lower()
        draft = ReferenceDraft(
            referents.subject(before),
            verb,
            "see" if re.fullmatch("|".join(_list("see")), match["verb"]) else "redirect",
            target=match["code"],
            external=whose is not None,
            to=way if whose else None,
        )
        yield Match(match.start(), match.end(), draft)


def also(text: str, last: Match[ReferenceDraft]) -> Iterator[Match[ReferenceDraft]]:
    """ "Se 3.1 samt kommunstyrelsens plan 1.5.2": the same records, sent to another plan too."""
    lead = "|".join(_list("lead"))
    also = rf"\W*(?:och|samt)\s(?:även\s)?(?P<to>{_plans()}),?\s(?:(?:{lead})\s)?(?P<code>\d+(?:\.\d+)+)(?![\d:-])"
    found = re.match(also, text[last.end :], re.IGNORECASE)
    if found:
        draft = replace(last.value, target=found["code"], cited_title=None, external=True, to=found["to"])
        yield Match(last.end, last.end + found.end(), draft)


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


def unknown(text: str) -> Iterator[Match[ReferenceDraft]]:
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
        own = None if verb_first().match(before) else referents.subject(before)
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


def named(text: str) -> Iterator[Match[ReferenceDraft]]:
    """Another plan by its name: "se dokumenthanteringsplan 5", "hanteras enligt planen för kultur"."""
    by = "|".join(lexicon.load("columns")["pointers"]["by"])
    for match in re.finditer(
        rf"(?<!\w)(?P<verb>{'|'.join(_list('see'))}|(?:{'|'.join(_list('verbs'))})\s(?:{by}))\s(?P<to>{_plans()}[^.;,]*)",
        text,
        re.IGNORECASE,
    ):
        draft = ReferenceDraft(None, match["verb"].lower(), "see", external=True, to=match["to"].strip())
        yield Match(match.start(), match.end(), draft)


@cache
def verb_first() -> re.Pattern[str]:
    """A remark that begins with the verb that sends its row's own record."""
    return re.compile(rf"(?:{'|'.join(_list('verbs'))})\s", re.IGNORECASE)


def _list(name: str) -> list[str]:
    found: list[str] = lexicon.load("references")[name]
    return found
