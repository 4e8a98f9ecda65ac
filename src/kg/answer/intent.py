"""What a question asks for: who handles, who calls, how long, by when, whether something may be disclosed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from kg.grammar import sentences, verbs
from kg.text import lexicon, words

Kind = Literal["assignment", "retention", "responsibility", "forum", "secrecy", "system", "section"]
"""Kinds of facts that a handbook or guideline yields."""

_ELSE = 0.6
_ACTS = frozenset({"convenes", "takes-part", "carries-out", "handles", "where", "system"})
"""What words for acts ask for, unless the question is only whether the act is due: "Ska vi skicka kallelse?"."""
_PLACES = frozenset({"where"})
"""What a question that a yes or a no answers does not ask for, though its words are those of a place ("skicka")."""
_BARE: Mapping[Kind, float] = {"responsibility": 0.97, "secrecy": 0.9, "system": 0.85, "section": 0.6}
"""What a fact of a kind is worth where a thing is only named; 1 for the others."""


@dataclass(frozen=True, slots=True)
class Intent:
    """What a question asks for, in the order in which its words say so; nothing where it only names something."""

    kinds: tuple[str, ...]

    def __contains__(self, kind: str) -> bool:
        return kind in self.kinds

    def any(self, *kinds: str) -> bool:
        """Whether one of these is asked for."""
        return not set(kinds).isdisjoint(self.kinds)

    def worth(self, kind: Kind) -> float:
        """What a fact of this kind is worth as an answer, 0 to 1."""
        looks = [table[name] for name in self.kinds if (table := _looks()) and name in table]
        return max((each.get(kind, _ELSE) for each in looks), default=_BARE.get(kind, 1.0))


def of(text: str) -> Intent:
    """What the text asks for: nothing where it is a bare name, which asks with no word and no mark."""
    if "?" not in text and not _questioning().search(text):
        return Intent(())
    found = tuple(name for name, pattern in _patterns() if pattern.search(text))
    if _whom().search(text):
        found = tuple(name for name in found if name != "responsible")
    if polar(text):
        found = tuple(name for name in found if name not in _PLACES)
    return Intent(tuple(name for name in found if name not in _ACTS) if "obliges" in found else found)


def verb_of(duty: str) -> str:
    """The verb that a duty begins with, the first of two: "gallra" of "gallra/kasta handlingar"."""
    return re.split(r"[\s/]", duty, maxsplit=1)[0]


def verbs_like(verb: str) -> frozenset[str]:
    """Roots of the verbs that say the same of a duty, the verb's own among them."""
    own = root_of(verb)
    return frozenset({own}).union(*(group for group in _groups() if own in group))


@lru_cache(maxsize=8192)
def root_of(word: str) -> str:
    """What the forms of a verb share, its infinitive: "upprättar", "upprättas"; another word's root."""
    folded = words.fold(word)
    verb = verbs.of_present(folded) if folded.endswith("r") else verbs.active(folded) if folded.endswith("s") else None
    return verb or (folded if folded.endswith("a") else words.root(words.stem(folded)))


def is_act(word: str) -> bool:
    """Whether a folded word is a verb that duties are put with, in the present, the infinitive or the passive."""
    active = root_of(word)
    return verbs.infinitive(active) and (verbs.office(active) or len(verbs_like(active)) > 1)


@lru_cache(maxsize=1024)
def asked_acts(text: str) -> frozenset[str]:
    """The folded words of a text that stand where a question has its verb: "Vem hämtar …", "Hur ofta töms …"."""
    said = [token.text for token in words.tokens(text)]
    before = frozenset(lexicon.load("asking")["before_verbs"])
    opening = said[:1] if yes_or_no(text) else []
    found = {word for last, word in pairwise(said) if last in before and (last != "när" or said[0] == "när")}
    helped = lexicon.load("asking")["auxiliaries"]
    after = (third for (last, aux), (_, third) in pairwise(pairwise(said)) if last in before and aux in helped)
    return frozenset(found).union(opening, filter(_may_act, after))


def helps(word: str) -> bool:
    """Whether a word may only help the verb after it: "har antagit"."""
    return word in lexicon.load("asking")["auxiliaries"]


def _may_act(word: str) -> bool:
    """Whether a word after an auxiliary may be its verb: "har |antagit|", "ska |upprätta|"."""
    return word.endswith(("a", "as", "t", "ts")) and not words.known(word)


@lru_cache(maxsize=1024)
def yes_or_no(text: str) -> bool:
    """Whether a text is a question that a yes or a no answers: it opens with its verb, "Krävs beslut för …"."""
    said = [token.text for token in words.tokens(text)]
    if not said or "?" not in text:
        return False
    known = lexicon.load("asking")["opening_verbs"]
    return said[0] in known or (said[0][-1] in "rs" and (verbs.of_present(said[0]) is not None or is_act(said[0])))


@lru_cache(maxsize=1024)
def polar(text: str) -> str:
    """The sentence of a text that a yes or a no answers; empty where there is none, or it offers a choice."""
    for start, end in reversed(sentences.split(text)):
        if yes_or_no(text[start:end]):
            chosen = frozenset(lexicon.load("asking")["choice"])
            said = {token.text for token in words.tokens(text[start:end])}
            return text[start:end] if said.isdisjoint(chosen) else ""
    return ""


def fates(text: str) -> frozenset[str]:
    """What the verbs of a text do with records: "gallra" destroys, "rensa" weeds."""
    actions = lexicon.load("retention")["actions"]
    found = (actions.get(root_of(token.text)) for token in words.tokens(text))
    return frozenset(action for action in found if action)


def presumes_destroying(text: str) -> bool:
    """Whether a question takes for granted that records are to be destroyed ("när inträder gallringsskyldigheten")."""
    return any(re.search(each, text, re.IGNORECASE) for each in lexicon.load("asking")["presumes_destroying"])


def answers_for(duty: str) -> bool:
    """Whether a duty is put as answering for something ("se till att …")."""
    return duty.startswith(tuple(lexicon.load("asking")["verbs"]["answers"]))


def without_answering(duty: str) -> str:
    """A duty without the words that only say that someone answers for it."""
    told = next((each for each in lexicon.load("asking")["verbs"]["answers"] if duty.startswith(each)), "")
    return duty.removeprefix(told).strip()


@cache
def answering() -> frozenset[str]:
    """Roots of the words by which a question asks who answers for something."""
    return frozenset(map(root_of, lexicon.load("asking")["verbs"]["answering"]))


def primary(verb: str) -> int:
    """How far down the list of telling verbs this one stands; the length of the list where it is none of them."""
    listed = [root_of(each) for each in lexicon.load("asking")["verbs"]["primary"]]
    return listed.index(root_of(verb)) if root_of(verb) in listed else len(listed)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    entries = lexicon.load("asking")["kind"]
    return tuple((e["name"], re.compile(rf"(?<!\w)(?:{'|'.join(e['said'])})(?!\w)", re.IGNORECASE)) for e in entries)


@cache
def _whom() -> re.Pattern[str]:
    """Questions for the one whom an act is for, not the one who acts: "Vem kontaktar man …", "Vem ska jag ringa …"."""
    return re.compile("|".join(lexicon.load("asking")["whom"]), re.IGNORECASE)


@cache
def questioning() -> frozenset[str]:
    """Words that open a question and name nothing."""
    return frozenset(lexicon.load("asking")["questioning"])


@cache
def _questioning() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(lexicon.load('asking')['questioning'])})(?!\w)", re.IGNORECASE)


@cache
def _looks() -> Mapping[str, Mapping[str, float]]:
    return {entry["name"]: entry.get("looks", {}) for entry in lexicon.load("asking")["kind"]}


@cache
def _groups() -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(root_of(verb.split()[0]) for verb in group) for group in lexicon.load("asking")["verbs"]["same"]
    )
