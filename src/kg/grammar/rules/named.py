"""The records that a clause of a rule names as its own, and whether they are what other rules leave."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.grammar import conditions
from kg.grammar.match import Match
from kg.grammar.rules import predicates, states
from kg.grammar.rules.reading import alternatives, plain
from kg.model.disposition import Condition, Operator
from kg.text import lexicon


def records_of(subject: str, found: Sequence[Match[Condition]]) -> str | None:
    """The records that a subject names as its own; None for records in general.

    What a condition has read is no part of the name ("personalakter för avslutade anställningar"), but for the form
    that records are kept in ("fysiska personalakter").
    """
    if conditions.opens(subject):
        return None
    here = [match for match in found if 0 <= match.start < len(subject)]
    form = next((match for match in here if match.value.about == "medium"), None)
    if form and not bare(subject[: form.start]):
        here.remove(form)
        if not _own(subject[form.end : min((match.start for match in here), default=len(subject))]):
            return None
    first = here[0] if here else None
    if first and not plain(subject[: first.start]) and first.value.about == "status":
        return _own(first.value.of or "")
    ends = [first.start] if first else [verb.start for verb in predicates.every(subject)[:1]]
    words = subject[: min(ends, default=len(subject))]
    return _own(words[: _end(_stop(), words)])


def open_to(words: str, before: str) -> str | None:
    """The records that access is given to in the words of a clause; None for records in general.

    Where no word of access introduces them, they stand before the verb.
    """
    access = _access().search(words)
    words = words[access.end() :] if access else before
    return _own(words[: _end(_access_stop(), words)])


def says_again(condition: Condition, found: Sequence[Condition]) -> bool:
    """Whether a condition on the subject names only what a state is said of: "samtycken som gäller behandlingar …"."""
    if condition.about != "subject" or not isinstance(condition.value, str):
        return False
    said = states.normal(condition.value)
    return any(other.about == "status" and other.of == said for other in found)


def is_rest(subject: str) -> bool:
    """Whether the subject takes what other rules leave: "övriga", "äldre", "i övrigt", "som inte överlämnas"."""
    words = lexicon.load("dispositions")["otherwise"]
    left = rf"\b(?:{alternatives(words['left'])})\b"
    named = rf"{left}.*\b(?:{alternatives(words['named'])})\b"
    if re.search(named, subject) or (predicates.every(subject) and re.search(left, subject)):
        return True
    if re.search(rf"\b(?:{alternatives(words['anywhere'])})\b", subject, re.IGNORECASE):
        return True
    return any(_begins(key).match(subject) for key in ("words", "older", "newer"))


def age(subject: str, words: str) -> Operator | None:
    """Whether a clause is about what is older (`before`) or newer (`after`) than the day of the rules before.

    Its subject says so ("äldre handlingar"), or a word behind one of coming in ("inkomna dessförinnan").
    """
    for op, start, behind in (("before", "older", "earlier"), ("after", "newer", "later")):
        if _begins(start).match(subject) or _came(behind).search(words):
            return "before" if op == "before" else "after"
    return None


def bare(words: str) -> str:
    """Words of a subject without those that only join it."""
    around = lexicon.load("dispositions")["around"]
    words = " ".join(words.strip(" ,;:.-").split())
    words = re.sub(rf"^(?:(?:{alternatives(around['before'])})(?:\s|$))+", "", words, flags=re.IGNORECASE)
    return re.sub(rf"(?:(?:^|\s)(?:{alternatives(around['after'])}))+$", "", words, flags=re.IGNORECASE)


def _own(words: str) -> str | None:
    name = plain(bare(words))
    if not name or name.casefold() in lexicon.load("dispositions")["general"]["words"]:
        return None
    return name[0].lower() + name[1:] if name[1:2].islower() else name


def _end(pattern: re.Pattern[str], words: str) -> int:
    match = pattern.search(words)
    return match.start() if match else len(words)


@cache
def _begins(key: str) -> re.Pattern[str]:
    words = lexicon.load("dispositions")
    joining, begins = alternatives(words["around"]["before"]), alternatives(words["otherwise"][key])
    return re.compile(rf"[\s,;]*(?:(?:{joining})\s)*(?:{begins})(?!\w)", re.IGNORECASE)


@cache
def _came(key: str) -> re.Pattern[str]:
    received = alternatives(form for forms in lexicon.load("conditions")["received"].values() for form in forms)
    behind = alternatives(lexicon.load("dispositions")["otherwise"][key])
    return re.compile(rf"(?<!\w)(?:{received})\s(?:{behind})(?!\w)", re.IGNORECASE)


@cache
def _access() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(lexicon.load('dispositions')['access']['words'])})\s", re.IGNORECASE)


@cache
def _access_stop() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{alternatives(lexicon.load('dispositions')['access']['stops'])})(?!\w)", re.IGNORECASE)


@cache
def _stop() -> re.Pattern[str]:
    words = lexicon.load("dispositions")
    stops = alternatives([*words["around"]["stops"], *words["fronted"]["modals"]])
    return re.compile(rf",?\s(?:{stops})(?!\w)", re.IGNORECASE)
