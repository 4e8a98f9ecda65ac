"""Where a row's remark sends its record: by a code, by the title of a unit, or to another plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from kg.extract import otherplans
from kg.grammar import references
from kg.grammar.match import Match
from kg.grammar.references import ReferenceDraft
from kg.text import lexicon

_SUBJECT = "Handlingarna"


def find(text: str, titles: Mapping[str, str]) -> list[Match[ReferenceDraft]]:
    """References of a remark, in order; `titles` lead from codes to titles.

    A remark that begins with its verb ("Redovisas i 2.1") speaks of the row's own record: its subject is None.
    A body that deals with the record ("hanteras av Lantmäteriet") and another record ("ingår i protokollet") are no
    units of a plan, and no references.
    """
    found = references.find(text, titles)
    if not found and otherplans.verb_first().match(text):
        lead = f"{_SUBJECT} {text[:1].lower()}{text[1:]}"
        shift = len(_SUBJECT) + 1
        found = [
            Match(max(0, m.start - shift), m.end - shift, replace(m.value, subject=_own(m.value.subject)))
            for m in references.find(lead, titles)
        ]
    coded = [otherplans.outside(text, m, _bare(m.value.subject)) for m in found if m.value.target] or list(
        otherplans.coded(text)
    )
    if coded:
        return [*coded, *otherplans.also(text, coded[-1])]
    kept = [m for m in found if not (_storing().match(m.value.verb) or _body_alone(m.value))]
    return [*_by_title(text, titles), *otherplans.named(text)] or list(otherplans.unknown(text)) or kept


def leads_to_body(kind: str, external: bool, to: str | None) -> bool:
    """Whether a reference out of the document leads to a body alone, and to no plan or process of it."""
    words = [*lexicon.load("columns")["pointers"]["plans"], *_list("pointed"), *_list("places")]
    return external and kind == "redirect" and not re.search("|".join(words), to or "", re.IGNORECASE)


def _body_alone(draft: ReferenceDraft) -> bool:
    return draft.target is None and leads_to_body(draft.kind, draft.external, draft.to)


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


@cache
def _cue() -> re.Pattern[str]:
    sends = rf"(?:{'|'.join(_list('verbs'))})\s(?:{'|'.join(_list('prepositions'))})"
    between = "|".join(lexicon.load("columns")["pointers"]["between"])
    return re.compile(rf"(?<!\w)(?P<verb>{'|'.join(_list('see'))}|{sends})\s(?:(?:{between})\s)*", re.IGNORECASE)


def _list(name: str) -> list[str]:
    found: list[str] = lexicon.load("references")[name]
    return found
