"""States of matters and persons: what a text says of them, what follows, and whether a rule's condition holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from kg.text import lexicon, words
from kg.text.words import Token

Claim = tuple[str, bool]
"""A state of data/lexicon/status.toml, or a phrase that it does not know, and whether it is so."""
Meaning = tuple[frozenset[Claim], ...]
"""Alternatives of which one must hold; the claims of each all of them."""

_BOUNDARY = re.compile(r"[.,;:!?()–—]")
_EITHER = re.compile(r",?\s+eller\s+")
_REACH = 4
"""Words between a negation and the state that it reaches, and between the words of a phrase, at most."""


@dataclass(frozen=True, slots=True)
class Found:
    """A claim as a text states it: its words, with the negation, and its place."""

    words: str
    start: int
    end: int
    claim: Claim


def find(text: str) -> list[Found]:
    """The states that a running text says of a matter, in order; those of persons are left out."""
    persons = {name for name, state in _table("states").items() if state.get("person")}
    return [found for found in _found(text, _forms(given=False)) if found.claim[0] not in persons]


def claims(text: str) -> tuple[Claim, ...]:
    """What a value, such as "genomförd men ej redovisad", says; a part without a known state counts as its own."""
    return _claims(words.fold(text))


@lru_cache(maxsize=4096)
def _claims(text: str) -> tuple[Claim, ...]:
    found = [claim for part in text.split(",") if part.strip() for claim in _part(part.strip())]
    return tuple(dict.fromkeys(found))


def _part(part: str) -> list[Claim]:
    known = [found.claim for found in _found(part, _forms(given=True))]
    if known:
        return known
    said = [word for word in part.split() if word not in _negators()]
    key = " ".join(sorted(words.stems(" ".join(said)))) or " ".join(said) or part
    return [(key, len(said) == len(part.split()))]


def closure(said: Iterable[Claim]) -> frozenset[Claim]:
    """The claims with what they entail, and what is taken for granted beside them; of two that clash neither stays."""
    return _closure(frozenset(said))


@lru_cache(maxsize=4096)
def _closure(said: frozenset[Claim]) -> frozenset[Claim]:
    clashing = {name for name, holding in said if (name, not holding) in said}
    known = {name: holding for name, holding in said if name not in clashing}
    while new := _entailed(known) or _presumed(known):
        known.update((name, holding) for name, holding in new.items() if name not in clashing)
        if not new.keys() - clashing:
            break
    return frozenset(known.items())


def _entailed(known: Mapping[str, bool]) -> dict[str, bool]:
    new: dict[str, bool] = {}
    for rule in _table("entails"):
        for name, holding in rule["states"].items():
            if known.get(rule["of"]) is True and name not in known:
                new.setdefault(name, holding)
            if known.get(name) is (not holding) and rule["of"] not in known:
                new.setdefault(rule["of"], False)
    return new


def _presumed(known: Mapping[str, bool]) -> dict[str, bool]:
    """What the first presumption that has something to add adds."""
    for rule in _table("presumes"):
        new = {name: holding for name, holding in rule["states"].items() if name not in known}
        if known.get(rule["of"]) is rule["is"] and new:
            return new
    return {}


def meaning(value: str, of: str | None = None) -> Meaning:
    """What a condition's value requires: "a eller b" is two alternatives.

    `of` is what the condition says it of: an employment that is over means a person who has left.
    """
    parts = [_claims(part) for part in _EITHER.split(words.fold(value)) if part]
    known = [said for said in parts if any(name in _table("states") for name, _ in said)]
    alternatives = tuple(frozenset(said) for said in known or parts)
    if of is None or "anställning" not in words.stems(of):
        return alternatives
    return tuple(frozenset(_of_employment(claim) for claim in each) for each in alternatives)


def _of_employment(claim: Claim) -> Claim:
    name, holding = claim
    return ("anställd", holding != (name == "avslutad")) if name in {"pågående", "avslutad"} else claim


def holds(required: Meaning, known: frozenset[Claim]) -> bool | None:
    """Whether one of the alternatives is true under the claims; None where that is not known."""
    unknown = False
    for each in required:
        if each <= known:
            return True
        unknown = unknown or not any((name, not holding) in known for name, holding in each)
    return None if unknown else False


def groups(value: str, of: str | None = None) -> tuple[str, ...]:
    """The groups of states that exclude each other which the value is about; an unknown state is a group of its own."""
    return tuple(dict.fromkeys(_group(name) for each in meaning(value, of) for name, _ in sorted(each)))


def states(group: str, named: Iterable[str]) -> tuple[str, ...]:
    """The states of the group to ask with, in the words of the values named where these say the same."""
    concerned = {claim: value for value in reversed(list(named)) for claim in _single(value, group)}
    listed = _table("groups").get(group)
    if listed is None:
        return _opposites(group, concerned)
    at_stake = {name for name, _ in concerned}
    offered = [entry["value"] for entry in listed if "for" not in entry or at_stake & set(entry["for"])]
    plain = {meaning(value): value for value in concerned.values()}
    return tuple(plain.get(meaning(value), value) for value in offered)


def _single(value: str, group: str) -> Iterator[Claim]:
    yield from (claim for each in meaning(value) for claim in sorted(each) if _group(claim[0]) == group)


def _opposites(group: str, concerned: Mapping[Claim, str]) -> tuple[str, ...]:
    name = next((claim[0] for claim in concerned), group)
    pair = {True: name, False: f"{_table('negators')[0]} {name}"}
    for holding in (True, False):
        value = concerned.get((name, holding))
        if value is not None and len(claims(value)) == 1:
            pair[holding], other = value, _turned(value)
            if (name, not holding) not in concerned and claims(other) == ((name, not holding),):
                pair[not holding] = other
    return (pair[True], pair[False])


def _turned(value: str) -> str:
    """The value with its negation taken away, or with one put before its last word."""
    said = value.split()
    kept = [word for word in said if words.fold(word) not in _negators()]
    return " ".join(kept if len(kept) < len(said) else [*said[:-1], _table("negators")[0], said[-1]])


def _group(name: str) -> str:
    state = _table("states").get(name)
    return str(state["group"]) if state else name


def _found(text: str, forms: Forms) -> list[Found]:
    said = words.tokens(text)
    out: list[Found] = []
    at = 0
    while at < len(said):
        best = max(_hits(text, said, at, forms), key=_last, default=None) if said[at].text in forms else None
        if best is None:
            at += 1
            continue
        end, form = best
        first, last, negated = _negation(text, said, at, end, forms)
        negated = negated and not form.plain
        found = text[said[first].start : said[last].end]
        out.append(Found(found, said[first].start, said[last].end, (form.state, form.holding != negated)))
        at = last + 1
    return out


def _last(hit: tuple[int, Form]) -> int:
    return hit[0]


def _hits(text: str, said: list[Token], at: int, forms: Forms) -> Iterator[tuple[int, Form]]:
    """Forms that begin at a word, with the place of their last word."""
    for form in forms.get(said[at].text, ()):
        end = _reached(text, said, at, form.rest)
        if end is not None:
            yield end, form


def _reached(text: str, said: list[Token], at: int, rest: Sequence[frozenset[str] | None]) -> int | None:
    """Where the rest of a form ends if it follows the word; None stands for words between."""
    for place, wanted in enumerate(rest):
        if wanted is None:
            nearest = (_reached(text, said, at + skip, rest[place + 1 :]) for skip in range(_REACH + 1))
            return next((end for end in nearest if end is not None and not _parted(text, said, at, end)), None)
        if at + 1 >= len(said) or said[at + 1].text not in wanted or _parted(text, said, at, at + 1):
            return None
        at += 1
    return at


def _parted(text: str, said: list[Token], first: int, last: int) -> bool:
    return bool(_BOUNDARY.search(text[said[first].end : said[last].start]))


def _negation(text: str, said: list[Token], first: int, last: int, forms: Forms) -> tuple[int, int, bool]:
    """First and last word of a claim with its negation, and whether it has one: within, before, or right after it."""
    if any(word.text in _negators() for word in said[first : last + 1]):
        return first, last, True
    for before in range(first - 1, max(first - 1 - _REACH, -1), -1):
        if said[before].text in _table("stops") or _parted(text, said, before, before + 1):
            break
        if said[before].text in _negators():
            return before, last, True
    after = last + 1
    if after == len(said) or said[after].text not in _negators() or _parted(text, said, last, after):
        return first, last, False
    negates_next = after + 1 < len(said) and any(_hits(text, said, after + 1, forms))
    return (first, last, False) if negates_next else (first, after, True)


@dataclass(frozen=True, slots=True)
class Form:
    """A way of saying a state: what follows its first word, and whether it affirms the state."""

    rest: tuple[frozenset[str] | None, ...]
    state: str
    holding: bool
    plain: bool = False


Forms = Mapping[str, tuple[Form, ...]]
"""Forms by their first word."""


@cache
def _forms(given: bool) -> Forms:
    table: dict[str, list[Form]] = {}
    for name, state in _table("states").items():
        said = [*state.get("words", ()), *state.get("phrases", ()), *(state.get("given", ()) if given else ())]
        said += [verb + ending for verb in state.get("verbs", ()) for ending in _table("done")]
        every = [(phrase, True, False) for phrase in said]
        every += [(phrase, False, False) for phrase in state.get("opposite", ())]
        every += [(phrase, True, True) for phrase in state.get("plain", ())]
        for phrase, holding, plain in every:
            first, *rest = (None if part == "~" else frozenset(part.split("|")) for part in phrase.split())
            for word in first or ():
                table.setdefault(word, []).append(Form(tuple(rest), name, holding, plain))
    return {word: tuple(forms) for word, forms in table.items()}


@cache
def _negators() -> frozenset[str]:
    return frozenset(_table("negators"))


def _table(name: str) -> Any:
    return lexicon.load("status")[name]
