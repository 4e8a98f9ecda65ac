"""One clause of a rule: its verb, who receives, which records it names, and under what conditions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.grammar import conditions
from kg.grammar.match import Match
from kg.grammar.rules import named, order, predicates, recipients
from kg.grammar.rules.order import Place
from kg.grammar.rules.predicates import Verb
from kg.grammar.rules.reading import GAP, alternatives, begins, plain
from kg.grammar.rules.recipients import Recipients
from kg.model.disposition import Action, Condition
from kg.text import lexicon

_NOBODY = Recipients((), None)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with one verb, as places in the text."""

    start: int
    verb: Match[Verb]
    end: int
    subject: Place
    """What stands before the verb; that of the clause before, where the clause has nothing of its own."""
    records: Place
    """Where the records stand: in the subject, or behind the verb."""
    receiving: Match[Recipients] | None = None
    """Who receives, where the order of the words or an active verb says so."""
    inferred: bool = False
    """Whether the verb is that of the clause before."""

    @property
    def action(self) -> Action:
        """What happens to the records."""
        return self.verb.value.action


def split(text: str, start: int, end: int, units: Mapping[str, str]) -> list[Clause]:
    """Clauses of a sentence, one for each verb that makes a rule, and one for each that leaves out its verb."""
    verbs = _verbs(text, start, end, units)
    found: list[Clause] = []
    at = start
    for number, verb in enumerate(verbs, start=1):
        border = _border(text, verb.end, verbs[number].start) if number < len(verbs) else end
        shared = bool(found) and not named.bare(text[at : verb.start])
        if shared and verb.value.action == "transfer+incorporate" and found[-1].action == "transfer":
            last = found.pop()
            found.append(replace(last, verb=_taken_in(last.verb), end=border))
        elif shared:
            found.append(Clause(at, verb, border, found[-1].subject, found[-1].records))
        else:
            found += _with_further(text, _clause(text, at, verb, border, units), units)
        at = border
    return found


def who(text: str, clause: Clause, units: Mapping[str, str]) -> Match[Recipients] | None:
    """Who receives or keeps, and where that stands; None where the clause names someone who cannot be read.

    Access is given to those named before the verb ("att berörd personal ges läsbehörighet").
    """
    if clause.receiving:
        return clause.receiving
    action = clause.action
    if action == "read-access":
        given = _given().search(text[clause.subject[0] : clause.verb.start]) or _given_to().search(
            text, clause.verb.end, clause.end
        )
        value = Recipients((plain(given[1]),), "single") if given else _NOBODY
        return Match(clause.verb.end, clause.end, value)
    prepositions: Sequence[str] = lexicon.load("dispositions")["prepositions"][action]
    if clause.verb.value.agent:
        prepositions = [*prepositions, "av"]
    first = max(clause.verb.end, clause.records[1])
    found = recipients.find(text, first, clause.end, prepositions, units)
    if found is None or (not found.value.names and action not in {"transfer", "transfer+incorporate", "lend"}):
        return Match(clause.verb.end, clause.verb.end, _NOBODY)
    return found if found.value.names else None


def conditions_of(
    text: str, clause: Clause, receiving: Place, units: Mapping[str, str]
) -> tuple[list[Match[Condition]], int]:
    """Conditions of a clause, and where its records begin in the words that their places are in.

    Words after "om" or "som" that no pattern fits stand as a condition in their own words: the rule does not hold
    without them.
    """
    subject, rest = _without(text, clause.subject, receiving), _without(text, (clause.verb.end, clause.end), receiving)
    whole = f"{subject}{GAP}{rest}" if clause.action != "none-occur" else subject
    behind = clause.records[0] >= clause.verb.end
    origin = len(subject) + 1 + clause.records[0] - clause.verb.end if behind else clause.records[0] - clause.subject[0]
    found = conditions.find(whole, units)
    if not found and clause.action not in {"read-access", "none-occur"}:
        kept = conditions.phrase(whole)
        rest_of = is_rest(text, clause) or named.age(subject, text[clause.start : clause.end])
        found = [kept] if kept and not rest_of else []
    return found, origin


def is_rest(text: str, clause: Clause) -> bool:
    """Whether a clause takes what other rules leave."""
    return named.is_rest(text[slice(*clause.subject)]) or named.is_rest(text[slice(*clause.records)])


def _verbs(text: str, start: int, end: int, units: Mapping[str, str]) -> list[Match[Verb]]:
    """Verbs of a sentence; an active one only where an organ acts."""
    found: list[Match[Verb]] = []
    for match in predicates.main(text[start:end]):
        verb = Match(match.start + start, match.end + start, match.value)
        first = _border(text, found[-1].end, verb.start) if found else start
        if not verb.value.active or order.acts(text, first, verb, end, units):
            found.append(verb)
    return found


def _clause(text: str, start: int, verb: Match[Verb], end: int, units: Mapping[str, str]) -> Clause:
    if verb.value.active:
        receiving = order.acts(text, start, verb, end, units)
    else:
        receiving = order.fronted(text, start, verb, units)
    if predicates.incorporated(text[start:end], verb.end - start, end - start) and verb.value.action == "transfer":
        verb = _taken_in(verb)
    records = order.records(text, start, verb, end, receiving)
    return Clause(start, verb, end, (start, verb.start), records, receiving)


def _with_further(text: str, clause: Clause, units: Mapping[str, str]) -> list[Clause]:
    """A clause, with those behind it that leave out its verb ("… till arkivet, pågående till nämnden")."""
    found = [clause]
    while clause.action in {"transfer", "transfer+incorporate", "stay", "lend", "store", "preserve"}:
        receiving = who(text, found[-1], units)
        more = order.further(text, receiving.end, clause.end, units) if receiving else None
        if receiving is None or more is None:
            break
        subject, to = more
        verb = Match(subject[1], subject[1], clause.verb.value)
        found[-1] = replace(found[-1], end=receiving.end)
        found.append(Clause(receiving.end, verb, clause.end, subject, subject, to, inferred=True))
    return found


def _taken_in(verb: Match[Verb]) -> Match[Verb]:
    return Match(verb.start, verb.end, replace(verb.value, action="transfer+incorporate"))


def _without(text: str, place: Place, receiving: Place) -> str:
    """Words of a place, with a gap for those of another inside it."""
    start, end = place
    first, last = (min(max(at, start), end) for at in receiving)
    return text[start:first] + GAP * (last - first) + text[last:end]


def _border(text: str, start: int, end: int) -> int:
    """Where, between two verbs, the clause of the second begins.

    Before words with which rules begin; else at the last comma, "men" or "medan"; else at the last "och".
    """
    if not named.bare(text[start:end]):
        return start
    begun = _joined_start().search(text, start, end)
    if begun:
        return begun.start()
    for joint in (_STRONG, _WEAK):
        places = [match.start() for match in joint.finditer(text, start, end)]
        if places:
            return places[-1]
    return start


_STRONG = re.compile(r"[,;]\s|\s(?=(?:men|medan|däremot)\s)", re.IGNORECASE)
_WEAK = re.compile(r"\s(?=(?:och|samt)\s)", re.IGNORECASE)


@cache
def _joined_start() -> re.Pattern[str]:
    joining = alternatives(lexicon.load("dispositions")["around"]["before"])
    return re.compile(rf"(?:[,;]\s(?:(?:{joining})\s)?|\s(?:{joining})\s)(?=(?:{begins()})(?!\w))", re.IGNORECASE)


@cache
def _given() -> re.Pattern[str]:
    return re.compile(r"(?:\batt\s|\bkan\s|\bska\s|,\s|^)((?:(?!kan\s|ska\s)[^\W\d][\w-]*\s){1,4})$", re.IGNORECASE)


@cache
def _given_to() -> re.Pattern[str]:
    giving = alternatives(lexicon.load("dispositions")["giving"]["words"])
    return re.compile(rf"(?<!\w)(?:{giving})\s(?:till\s)?((?:[^\W\d][\w-]*\s?){{1,4}})", re.IGNORECASE)
