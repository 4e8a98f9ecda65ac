"""One clause of a rule: its verb, who receives, which records it names, and under what conditions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.grammar import conditions
from kg.grammar.match import Match
from kg.grammar.rules import predicates, recipients, states
from kg.grammar.rules.reading import GAP, alternatives, plain
from kg.grammar.rules.recipients import Recipients
from kg.model.disposition import Action, Condition, Operator
from kg.text import lexicon

_NOBODY = Recipients((), None)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with one verb, as places in the text."""

    start: int
    verb: Match[Action]
    end: int
    subject: tuple[int, int]
    """Stands before the verb; that of the clause before, where the clause has none of its own."""


def split(text: str, start: int, end: int) -> list[Clause]:
    """Clauses of a sentence, one for each verb that makes a rule."""
    verbs = [Match(m.start + start, m.end + start, m.value) for m in predicates.main(text[start:end])]
    found: list[Clause] = []
    at = start
    for number, verb in enumerate(verbs, start=1):
        border = _border(text, verb.end, verbs[number].start) if number < len(verbs) else end
        shared = found and not _bare(text[at : verb.start])
        if shared and verb.value == "transfer+incorporate" and found[-1].verb.value == "transfer":
            last = found.pop()
            both: Match[Action] = Match(last.verb.start, last.verb.end, "transfer+incorporate")
            found.append(Clause(last.start, both, border, last.subject))
            at = border
            continue
        found.append(Clause(at, verb, border, found[-1].subject if shared else (at, verb.start)))
        at = border
    return found


def who(text: str, clause: Clause, units: Mapping[str, str]) -> Match[Recipients] | None:
    """Who receives or keeps, and where that stands; None where the clause names someone who cannot be read.

    Access is given to those named before the verb ("att berörd personal ges läsbehörighet").
    """
    action = clause.verb.value
    if action == "read-access":
        named = _given().search(text, clause.subject[0], clause.verb.start) or _given_to().search(
            text, clause.verb.end, clause.end
        )
        value = Recipients((plain(named[1]),), "single") if named else _NOBODY
        return Match(clause.verb.end, clause.end, value)
    prepositions: Sequence[str] = lexicon.load("dispositions")["prepositions"][action]
    found = recipients.find(text, clause.verb.end, clause.end, prepositions, units)
    if found is None or (not found.value.names and action not in {"transfer", "transfer+incorporate", "lend"}):
        return Match(clause.verb.end, clause.verb.end, _NOBODY)
    return found if found.value.names else None


def conditions_of(
    text: str, clause: Clause, receiving: tuple[int, int], units: Mapping[str, str]
) -> list[Match[Condition]]:
    """Conditions of a clause, with places in its subject and, behind a gap, in the rest.

    Words after "om" or "som" that no pattern fits stand as a condition in their own words: the rule does not hold
    without them.
    """
    subject = text[slice(*clause.subject)]
    rest = text[clause.verb.end : receiving[0]] + GAP * (receiving[1] - receiving[0]) + text[receiving[1] : clause.end]
    whole = f"{subject}{GAP}{rest}" if clause.verb.value != "none-occur" else subject
    found = conditions.find(whole, units)
    if found or clause.verb.value in {"read-access", "none-occur"}:
        return found
    kept = conditions.phrase(whole)
    return [kept] if kept and not is_rest(subject) and not age(text, clause) else []


def records_of(subject: str, found: Sequence[Match[Condition]]) -> str | None:
    """The records that a subject names as its own; None for records in general.

    What a condition has read is no part of the name ("personalakter för avslutade anställningar"), but for the form
    that records are kept in ("fysiska personalakter").
    """
    if conditions.opens(subject):
        return None
    here = [match for match in found if match.start < len(subject)]
    form = next((match for match in here if match.value.about == "medium"), None)
    if form and not _bare(subject[: form.start]):
        here.remove(form)
        if not _own(subject[form.end : min((match.start for match in here), default=len(subject))]):
            return None
    first = here[0] if here else None
    if first and not plain(subject[: first.start]) and first.value.about == "status":
        return _own(first.value.of or "")
    ends = [first.start] if first else [verb.start for verb in predicates.every(subject)[:1]]
    words = subject[: min(ends, default=len(subject))]
    return _own(words[: _end(_stop(), words)])


def open_to(text: str, clause: Clause) -> str | None:
    """The records that access is given to; None for records in general."""
    words = text[clause.start : clause.end]
    access = _access().search(words)
    words = words[access.end() :] if access else text[clause.start : clause.verb.start]
    return _own(words[: _end(_access_stop(), words)])


def says_again(condition: Condition, found: Sequence[Condition]) -> bool:
    """Whether a condition on the subject names only what a state is said of: "samtycken som gäller behandlingar …"."""
    if condition.about != "subject" or not isinstance(condition.value, str):
        return False
    said = states.normal(condition.value)
    return any(other.about == "status" and other.of == said for other in found)


def is_rest(subject: str) -> bool:
    """Whether the subject takes what other rules leave: "övriga", "äldre", "som inte överlämnas"."""
    left = alternatives(lexicon.load("dispositions")["otherwise"]["left"])
    if predicates.every(subject) and re.search(rf"\b(?:{left})\b", subject):
        return True
    return any(_begins(key).match(subject) for key in ("words", "older", "newer"))


def age(text: str, clause: Clause) -> Operator | None:
    """Whether a clause is about what is older (`before`) or newer (`after`) than the day of the rules before.

    Its subject says so ("äldre handlingar"), or a word behind one of coming in ("inkomna dessförinnan").
    """
    subject, words = text[slice(*clause.subject)], text[clause.start : clause.end]
    for op, start, behind in (("before", "older", "earlier"), ("after", "newer", "later")):
        if _begins(start).match(subject) or _came(behind).search(words):
            return "before" if op == "before" else "after"
    return None


def _border(text: str, start: int, end: int) -> int:
    """Where, between two verbs, the clause of the second begins.

    Before words with which rules begin; else at the last comma, "men" or "medan"; else at the last "och".
    """
    if not _bare(text[start:end]):
        return start
    begun = _joined_start().search(text, start, end)
    if begun:
        return begun.start()
    for joint in (_STRONG, _WEAK):
        places = [match.start() for match in joint.finditer(text, start, end)]
        if places:
            return places[-1]
    return start


def _bare(words: str) -> str:
    """Words of a subject without those that only join it."""
    around = lexicon.load("dispositions")["around"]
    bare = " ".join(words.strip(" ,;:.-").split())
    bare = re.sub(rf"^(?:(?:{alternatives(around['before'])})(?:\s|$))+", "", bare, flags=re.IGNORECASE)
    return re.sub(rf"(?:(?:^|\s)(?:{alternatives(around['after'])}))+$", "", bare, flags=re.IGNORECASE)


def _own(words: str) -> str | None:
    bare = plain(_bare(words))
    if not bare or bare.casefold() in lexicon.load("dispositions")["general"]["words"]:
        return None
    return bare[0].lower() + bare[1:] if bare[1:2].islower() else bare


def _end(pattern: re.Pattern[str], words: str) -> int:
    match = pattern.search(words)
    return match.start() if match else len(words)


_STRONG = re.compile(r"[,;]\s|\s(?=(?:men|medan)\s)", re.IGNORECASE)
_WEAK = re.compile(r"\s(?=(?:och|samt)\s)", re.IGNORECASE)


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
def _joined_start() -> re.Pattern[str]:
    words = lexicon.load("dispositions")
    begins = alternatives([*words["starters"]["words"], *words["otherwise"]["words"], *words["otherwise"]["older"]])
    joining = alternatives(words["around"]["before"])
    return re.compile(rf"(?:[,;]\s(?:(?:{joining})\s)?|\s(?:{joining})\s)(?=(?:{begins})(?!\w))", re.IGNORECASE)


@cache
def _given() -> re.Pattern[str]:
    return re.compile(r"(?:\batt\s|\bkan\s|\bska\s|,\s|^)((?:(?!kan\s|ska\s)[^\W\d][\w-]*\s){1,4})$", re.IGNORECASE)


@cache
def _given_to() -> re.Pattern[str]:
    giving = alternatives(lexicon.load("dispositions")["giving"]["words"])
    return re.compile(rf"(?<!\w)(?:{giving})\s(?:till\s)?((?:[^\W\d][\w-]*\s?){{1,4}})", re.IGNORECASE)


@cache
def _access() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(lexicon.load('dispositions')['access']['words'])})\s", re.IGNORECASE)


@cache
def _access_stop() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{alternatives(lexicon.load('dispositions')['access']['stops'])})(?!\w)", re.IGNORECASE)


@cache
def _stop() -> re.Pattern[str]:
    return re.compile(rf",?\s(?:{alternatives(lexicon.load('dispositions')['around']['stops'])})(?!\w)", re.IGNORECASE)
