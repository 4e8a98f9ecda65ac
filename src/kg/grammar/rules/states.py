"""States in a rule, and what they are said of: "som ännu inte inletts", "planerade eller pågående kontroller"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kg.grammar.match import Match
from kg.text import lexicon


@dataclass(frozen=True, slots=True)
class State:
    """One state, affirmed or denied."""

    words: str
    """In its normal form, as far as the lexicon has one."""
    denied: bool
    person: bool
    """Whether only people are in this state ("direktöverförs")."""
    alone: bool
    """Whether it has a verb or a negation of its own, and so borrows none from the state before."""

    def written(self) -> str:
        """ "avslutat", "ej avslutat"."""
        return f"ej {self.words}" if self.denied else self.words


@dataclass(frozen=True, slots=True)
class Group:
    """States said of the same thing."""

    states: tuple[State, ...]
    either: bool
    """Whether one of them is enough."""
    noun: str | None
    """The noun that they stand before ("pågående ärenden"), in its normal form; None where they stand after a verb."""


def find(text: str) -> list[Match[Group]]:
    """Groups of states in the order of the text; a noun that they stand before belongs to the match."""
    found: list[Match[Group]] = []
    for run in _runs(text):
        last = run[-1]
        noun = None if last["pre"].strip() or _supine(last["state"]) else _noun().match(text, last.end())
        gaps = [text[a.end() : b.start()] for a, b in pairwise(run)]
        states, either = _read(run, gaps, attributive=noun is not None)
        end = noun.end() if noun else last.end()
        found.append(Match(run[0].start(), end, Group(states, either, normal(noun[1]) if noun else None)))
    return found


def normal(noun: str) -> str:
    """A noun phrase as conditions name it: "ärenden" is "ärende"; what the lexicon does not have stays as it is."""
    words = " ".join(noun.split())
    words = re.sub(rf"^(?:(?:{_alternatives(lexicon.load('conditions')['determiners']['words'])})\s)+(?=\w)", "", words)
    words = words[0].lower() + words[1:] if words[1:2].islower() else words
    first = words.split(" ")[0].casefold()
    table = _nouns()
    if words.casefold() in table:
        return table[words.casefold()]
    rest = words[len(first) :].lstrip().split(" ")[0]
    return table[first] if first in table and rest in lexicon.load("conditions")["function"]["words"] else words


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    run: list[re.Match[str]] = []
    for atom in _atom().finditer(text):
        if run and not _joint().fullmatch(text, run[-1].end(), atom.start()):
            yield run
            run = []
        run.append(atom)
    if run:
        yield run


def _read(run: list[re.Match[str]], gaps: list[str], attributive: bool) -> tuple[tuple[State, ...], bool]:
    """States of a run; "upprättat och expedierat" after a verb is one, "planerade och pågående åtgärder" are two."""
    states: list[State] = []
    either = any(not re.search(r"\b(?:och|samt)\b(?!/)", gap) for gap in gaps)
    denied = False
    for at, atom in enumerate(run):
        own = bool(atom["pre"].strip())
        denied = bool(_negation().search(atom["pre"])) if own or at == 0 else denied
        words, person = _normal_state(atom["state"])
        if atom["second"]:
            words = f"{words} men {'ej ' if atom['but'] else ''}{_normal_state(atom['second'])[0]}"
        elif atom["also"]:
            words = f"{words} och {atom['also']}"
        joined = at > 0 and not own and not attributive and not person and not states[-1].person
        if joined and re.search(r"\b(?:och|samt)\b(?!/)", gaps[at - 1]):
            states[-1] = State(f"{states[-1].words} och {words}", denied, False, states[-1].alone)
        else:
            states.append(State(words, denied, person, own or at == 0))
    return tuple(states), len(states) > 1 and (either or attributive)


def _normal_state(words: str) -> tuple[str, bool]:
    folded = " ".join(words.casefold().split())
    for family, person in (("states", False), ("person_states", True), ("opening_states", False)):
        if folded in _forms(family):
            return _forms(family)[folded], person
    if folded in lexicon.load("conditions")["standing"]["words"]:
        return _forms("opening_states")["gällande"], False
    prefix = _completion().match(folded)
    return (prefix[0] + _normal_state(folded[prefix.end() :])[0] if prefix else folded), False


def _supine(word: str) -> bool:
    return word.endswith(("ts", "tts")) or word.casefold() in {"skett", "pågår", "pågick"}


@cache
def _forms(family: str) -> Mapping[str, str]:
    return {form: key for key, forms in lexicon.load("conditions")[family].items() for form in forms}


@cache
def _nouns() -> Mapping[str, str]:
    return {form: key for key, forms in lexicon.load("conditions")["nouns"].items() for form in (key, *forms)}


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))


@cache
def _negation() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_alternatives(lexicon.load('conditions')['negation']['words'])})\b", re.IGNORECASE)


@cache
def _atom() -> re.Pattern[str]:
    """A state with the verb, negation and adverbs before it.

    A word that the lexicon does not have is a state where it has the ending of a passive and a verb or negation before
    it, or where it follows "är" or a state and "och".
    """
    words = lexicon.load("conditions")
    no, adverbs = _alternatives(words["negation"]["words"]), _alternatives(words["negation"]["adverbs"])
    helpers = _alternatives(words["negation"]["helpers"])
    states = rf"{_alternatives([*_forms('states'), *_forms('person_states')])}|{_fitting()}"
    function = _alternatives(words["function"]["words"])
    pre = rf"(?:(?:{no}|{adverbs}|{helpers})\s)"
    after = "|".join(rf"(?<={before}\s)" for before in ("som", "inte", "ej", "har", "ännu", "är"))
    passive = rf"(?:{after})[a-zåäö]{{3,}}(?:ats|its|tts|rts|lts|nts|dts)"
    after = "|".join(rf"(?<=\b{before}\s)" for before in ("är", r"är\sinte", r"är\sej", "fortfarande"))
    plain = rf"(?:{after})(?!(?:{function})\b)[a-zåäö]{{4,}}"
    also = (
        rf"(?!(?:{states})\b)[a-zåäö]{{3,}}(?:ad|at|de|da|ta|na|rt|its|ats|tts)(?=\s\d|\s?[,.;¦]|$|\s(?:{function})\b)"
    )
    return re.compile(
        rf"(?<![\w-])(?P<pre>{pre}*)(?P<state>(?:{states})|(?:{passive})|(?:{plain}))(?![\w-])"
        rf"(?:\smen\s(?P<but>(?:{no})\s)?(?P<second>{states})(?![\w-])|\s(?:och|samt)\s(?P<also>{also}))?",
        re.IGNORECASE,
    )


@cache
def _fitting() -> str:
    """Pattern of words that are states in some places only: how far a thing has come, and that it still stands."""
    words = lexicon.load("conditions")
    behind = "|".join(rf"(?<=\b{word}\s)" for word in words["opening_states_behind"]["words"])
    opening = rf"(?:(?<!.)|{behind})(?:{_alternatives(_forms('opening_states'))})(?=\s[a-zåäö])"
    after = _alternatives(words["standing"]["behind"])
    standing = _alternatives(words["standing"]["words"])
    standing = rf"(?:(?<=som\s)|(?<=fortfarande\s)|(?<=ännu\s))(?:{standing})(?=\s?(?:[¦,.;]|$)|\s(?:{after})\b|\s\d)"
    return rf"{_completion().pattern}(?:{_alternatives(_forms('states'))})|{opening}|{standing}"


@cache
def _completion() -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives(lexicon.load('conditions')['completion']['words'])})(?=[a-zåäö]{{4}})")


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(r"\s?(?:,\s?)?(?:(?:och/eller|och|eller|samt)\s)?(?:som\s)?|\s", re.IGNORECASE)


@cache
def _noun() -> re.Pattern[str]:
    """A noun after its adjective, with what may stand between, and a tail like "eller motsvarande"."""
    words = lexicon.load("conditions")
    function = _alternatives(words["function"]["words"])
    word = rf"(?!(?:{function})\b)[a-zåäö][\w/-]+"
    return re.compile(rf"\s({word}(?:\s{word}){{0,2}}(?:\s(?:{_alternatives(words['like']['words'])}))?)(?!\w)")
