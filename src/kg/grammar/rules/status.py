"""From states in a clause to conditions on a matter or a person, with what they are said of and on which day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from kg.grammar.match import Match
from kg.grammar.rules import states
from kg.grammar.rules.reading import GAP, Reading, alternatives, cue, plain
from kg.grammar.rules.states import Group
from kg.model.disposition import Operator
from kg.text import lexicon


@dataclass(frozen=True, slots=True)
class _Holder:
    """What a group of states is said of."""

    words: str
    """In the words of the text; "" where the text does not say."""
    person: bool

    @property
    def of(self) -> str | None:
        return states.normal(_carrier().sub("", self.words)) if self.words else None


def read(reading: Reading) -> None:
    """Add the conditions that the states of a clause come to.

    A state said of a person, or of what a person has ("vars anställning är …"), is a condition on the person. A state
    that follows "eller om …" is an alternative of the one before.
    """
    previous: tuple[int, str] | None = None
    for match in states.find(reading.text):
        dated = any(bound.start < match.end and match.start < bound.end for bound in reading.bounds)
        if dated or not reading.free(match.start, match.end) or _tells_origin(reading, match):
            continue
        holder = _holder(reading, match)
        if holder.person or any(state.person for state in match.value.states):
            _add_person(reading, match, holder)
            continue
        if previous and re.match(r"[\s,]*eller\b", reading.text[previous[0] : match.start]):
            _merge(reading, previous[1], match, holder.words)
        else:
            _add_status(reading, match, holder)
        previous = (reading.claimed[-1][1], holder.words)
        if holder.of:
            reading.spoken_of[match.end] = holder.of


def _add_person(reading: Reading, match: Match[Group], holder: _Holder) -> None:
    day = reading.bound_after(match.end, beyond_place=True)
    for state in match.value.states:
        bound = day.value if day and day.value.at and state is match.value.states[-1] else None
        op: Operator = "not" if state.denied else (bound.op if bound else "is")
        end = day.end if bound and day else match.end
        of = holder.of if holder.person and not state.person else None
        reading.add((match.start, end), "person", op, state.words, bound, of)


def _add_status(reading: Reading, match: Match[Group], holder: _Holder) -> None:
    group = match.value
    day = reading.bound_after(match.end, beyond_place=True) or reading.bound_before(match.start)
    denied = len(group.states) == 1 and group.states[0].denied
    bound = (
        day.value if day and day.value.at and (day.value.op == "is" or (denied and day.value.op in _NOT_YET)) else None
    )
    place = (min(match.start, day.start), max(match.end, day.end)) if bound and day else (match.start, match.end)
    if group.either:
        reading.add(place, "status", "in", tuple(state.written() for state in group.states), bound, holder.of)
        return
    for state in group.states:
        reading.add(place, "status", "not" if state.denied else "is", state.words, bound, holder.of)


_NOT_YET = {"before", "until"}
"""Limits by which a state that is denied had not come about: "inte avslutats före 2023-01-01"."""


def _merge(reading: Reading, words: str, match: Match[Group], more: str) -> None:
    known = reading.found[-1]
    value = known.value.value
    if isinstance(value, str):
        value = (f"{words} {'ej ' if known.value.op == 'not' else ''}{value}".strip(),)
    added = tuple(f"{more} {state.written()}".strip() for state in match.value.states)
    condition = known.value.model_copy(update={"op": "in", "value": (*value, *added)})
    reading.found[-1] = replace(known, end=match.end, value=condition)
    reading.claimed.append((match.start, match.end))


def _holder(reading: Reading, match: Match[Group]) -> _Holder:
    if match.value.noun:
        return _Holder(match.value.noun, person=False)
    before = reading.text[: match.start].rstrip()
    whose = re.search(r"\bvars\s([\wåäö-]+)$", before)
    if whose:
        return _Holder(whose[1], person=True)
    relative = re.search(r"\b(?:som|vilka|vilken|vilket)$", before)
    near = before[_last(_boundary(), before) :]
    words = _antecedent(reading, relative.start()) if relative else plain(near)
    return _Holder(words, person=_people().search(words) is not None)


def _antecedent(reading: Reading, at: int) -> str:
    """The noun phrase that "som" at a place points back to: what follows "rör" or "avser", else what stands before it.

    A word of that kind before a unit only ("gällande enheten") is passed over.
    """
    start = _last(re.compile(rf"[{GAP},.:]"), reading.text[:at])
    stops = [at, *(a for a, _ in reading.claimed if start < a < at)]
    for match in cue("subject").finditer(reading.text, start, at):
        if reading.free(match.end(), match.end() + 2):
            start = match.end()
            stops = [stop for stop in stops if stop > start]
        else:
            stops.append(match.start())
    return plain(reading.text[start : min(stops)])


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=0)


@cache
def _boundary() -> re.Pattern[str]:
    return re.compile(rf"[{GAP},.:;]|\b(?:och|eller|samt|som)\b|^\s*(?:om|när|då)\b|\s(?:då|där)\b")


@cache
def _carrier() -> re.Pattern[str]:
    """Records in general before what they are about: of "handlingar i projekt" a state is said of the project."""
    words = lexicon.load("conditions")
    return re.compile(
        rf"^(?:{alternatives(words['subject']['general'])})\s(?:i|om|från|kring|för|över)\s(?=\w)", re.IGNORECASE
    )


@cache
def _people() -> re.Pattern[str]:
    """Words for people, alone or as those that records are kept on ("akter över personal")."""
    people = alternatives(lexicon.load("conditions")["people"]["words"])
    return re.compile(rf"^(?:{people})(?!\w)|\s(?:över|för|om|på)\s(?:{people})$", re.IGNORECASE)


def _tells_origin(reading: Reading, match: Match[Group]) -> bool:
    """Whether the words tell how a record came to be ("upprättats före 2018"), which is no state."""
    received = {form for forms in lexicon.load("conditions")["received"].values() for form in forms}
    words = reading.text[match.start : match.end].casefold()
    return any(words.endswith(form) for form in received) and reading.bound_after(match.end) is not None
