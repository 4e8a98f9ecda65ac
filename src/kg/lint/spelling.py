"""Misspelt Swedish words, and what they should be: a dictionary, and only slips that it can mend."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from kg.errors import FailedError
from kg.extract.package import replace_file
from kg.text import lexicon, words

_SHORTEST = 4
_PART = 3
"""Letters that a part of a compound has at least."""
_OFTEN = 3
"""Times that a word no dictionary knows must stand in a document to be taken for right."""
_ELSE = re.compile(r"(\w{3,}els)((?!e)\w{4,})$")
_AGAIN = re.compile(r"(\w{2,3})\1")
"""A syllable written twice."""
_SURE = 10
"""Letters from which the only word a slip away is the one that is meant."""
_LONG_WORD = 12
"""Letters from which a word two slips from one of the dictionary can hardly be another."""
_TRIPLE = re.compile(r"(\w)\1\1")
_VOWELS = "aeiouyåäöé"
_CONSONANTS = "bcdfghjklmnprstvx"


class Dictionary(Protocol):
    """What knows words."""

    def spell(self, word: str) -> bool:
        """Whether the word is spelt right."""
        ...


@cache
def dictionary() -> Dictionary:
    """The Swedish hunspell dictionary of the package hunspell-sv.

    Raises FailedError where it is not installed.
    """
    from importlib import import_module
    from importlib.metadata import PackageNotFoundError, files

    try:
        affixes = next(path for path in files("hunspell-sv") or () if path.name == "sv_SE.aff")
        folder = Path(str(affixes.locate())).parent
        found: Dictionary = import_module("hunspell").Hunspell("sv_SE", hunspell_data_dir=str(folder))
    except (ImportError, PackageNotFoundError, StopIteration) as error:
        raise FailedError("no Swedish dictionary is installed", hint="install kg again") from error
    return found


_told: dict[str, dict[str, Any]] = {"known": {}, "elsewhere": {}}
"""What was asked of the dictionary: whether it has a word, and what a word it lacks should be."""


@contextmanager
def remembering(file: Path) -> Iterator[None]:
    """Answers of the dictionary from a file, and new ones into it: looking a word up costs more than all else of lint.

    The file holds for one edition of dictionary and program; one that is damaged, or cannot be written, is let be.
    """
    edition = _edition()
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        kept = json.loads(file.read_bytes())
        if kept.pop("edition") == edition:
            for name, answers in _told.items():
                answers.update(kept[name])
    before = [len(answers) for answers in _told.values()]
    yield
    if [len(answers) for answers in _told.values()] != before:
        with suppress(FailedError, OSError):
            replace_file(file, json.dumps({"edition": edition, **_told}, ensure_ascii=False).encode())


def _edition() -> str:
    from importlib.metadata import PackageNotFoundError, version

    with suppress(PackageNotFoundError):
        told = [version("hunspell-sv"), *sorted(_own()), *sorted(_openers())]
        return hashlib.sha256("\0".join(told).encode() + Path(__file__).read_bytes()).hexdigest()[:16]
    return ""


def mended(word: str, vocabulary: Mapping[str, int]) -> str | None:
    """What a misspelt word should be; None where it is right, is a name or an abbreviation, or nobody can tell.

    `vocabulary` holds the folded words of the document and how often each stands there: a slip is sought among these
    first, as a document mostly spells a word right elsewhere, then among all words.
    """
    if not word[1:].islower() or known(word):
        return None
    folded = words.fold(word)
    if len(word) < _SHORTEST:
        return next((swap for swap in _swaps(folded) if swap in words.function()), None) if word.islower() else None
    slips = (slip for slip in dict.fromkeys(_edits(folded)) if slip != folded and slip in vocabulary)
    near = [slip for slip in slips if known(slip) or vocabulary[slip] > _OFTEN]
    if near:
        return min(near, key=lambda slip: (-vocabulary[slip], slip))
    if _TRIPLE.search(folded):
        return _TRIPLE.sub(r"\1\1", folded)
    return None if word[0].isupper() else _elsewhere(folded)


def _elsewhere(word: str) -> str | None:
    """What the word should be by the dictionary alone; None for a compound that it merely does not list."""
    if word not in _told["elsewhere"]:
        _told["elsewhere"][word] = _sought(word)
    sought: str | None = _told["elsewhere"][word]
    return sought


def _sought(word: str) -> str | None:
    joined = _joint(word)
    if joined is not None or _made_of_known(word):
        return joined
    once = _AGAIN.sub(r"\1", word, count=1)
    if once != word and known(once):
        return once
    for slips, last in ((_near_edits(word), False), (_edits(word), True)):
        every = [slip for slip in dict.fromkeys(slips) if slip != word and dictionary().spell(slip)]
        right = [slip for slip in every if _simple(slip) or (len(every) == 1 and len(word) >= _SURE)]
        best = min(right, key=lambda slip: _rank(slip, word), default=None)
        if best is not None and (_noun(best) or last):
            return best
    return _two_slips(word)


def _two_slips(word: str) -> str | None:
    """The entry of the dictionary two slips from a long word, in the word's own form; None where there is no one."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    for ending in range(3):
        base = word[: len(word) - ending]
        if len(base) < _LONG_WORD:
            break
        near = process.extract(base, _entries(), scorer=OSA.distance, score_cutoff=2, limit=2)
        right = near[0][0] + word[len(base) :] if len(near) == 1 else ""
        if right[:_PART] == word[:_PART] and known(right):
            return right
    return None


@cache
def _entries() -> tuple[str, ...]:
    """The words of the dictionary's list that are long enough to be told by two slips."""
    from importlib.metadata import files

    path = next(path for path in files("hunspell-sv") or () if path.name == "sv_SE.dic")
    lines = Path(str(path.locate())).read_text(encoding="utf-8", errors="replace").splitlines()
    listed = (line.split("/")[0].split("\t")[0] for line in lines[1:])
    return tuple(word for word in listed if len(word) >= _LONG_WORD - 2 and word.islower())


def _rank(candidate: str, word: str) -> tuple[object, ...]:
    """Nouns that the lexicon knows go first, then slips that add or drop a letter, which are the commonest."""
    return (not _noun(candidate), len(candidate) == len(word), candidate)


def _noun(word: str) -> bool:
    """Whether the word ends in a noun of the lexicon."""
    return any(words.known(word[at:]) for at in range(len(word) - _SHORTEST))


def known(word: str) -> bool:
    """Whether a dictionary has the word, in its own case or small, or the lexicon of lint lists it."""
    if word not in _told["known"]:
        folded = words.fold(word)
        spell = dictionary().spell
        listed = spell(folded) or (word != folded and spell(word)) or words.stem(folded) in _own()
        _told["known"][word] = bool(listed) and _joined_right(folded)
    return bool(_told["known"][word])


@cache
def _openers() -> frozenset[str]:
    """Words of three letters that open many compounds; of others, most are what a slip leaves by chance."""
    return frozenset(lexicon.load("lint")["spelling"]["openers"])


def _joined_right(word: str) -> bool:
    """Whether no noun in -else has lost its last letter before another word, which the dictionary lets pass."""
    match = _ELSE.match(word)
    return not (match and dictionary().spell(f"{match[1]}e") and dictionary().spell(match[2]) and len(match[2]) > _PART)


@cache
def _own() -> frozenset[str]:
    return frozenset(map(words.stem, lexicon.load("lint")["spelling"]["words"]))


def _simple(word: str) -> bool:
    """Whether a word that is right is no chance compound of a scrap and another word."""
    spell = dictionary().spell
    splits = ((word[:at], word[at:]) for at in range(2, len(word) - 1))
    return len(word) <= 2 * _SHORTEST or not any(min(map(len, p)) <= _PART and all(map(spell, p)) for p in splits)


def _joint(word: str) -> str | None:
    """The compound with the linking s that it lacks, or without one too many; None where that makes no word."""
    match = _ELSE.match(word)
    if match and not _joined_right(word):
        return f"{match[1]}e{match[2]}"
    for at in range(_PART, len(word) - _PART):
        first, second = word[:at], word[at:]
        if dictionary().spell(first) and _long(second) and known(f"{first}s{second}"):
            return f"{first}s{second}"
        if second[0] == "s" and dictionary().spell(first) and _long(second[1:]) and known(first + second[1:]):
            return first + second[1:]
    return None


def _long(part: str) -> bool:
    return len(part) > _PART and dictionary().spell(part)


def _made_of_known(word: str) -> bool:
    """Whether the word is a compound that the dictionary merely does not list."""
    for at in range(_PART, len(word) - _PART):
        first, second = word[:at], word[at:]
        if _long(second) and any(map(_first, (first, first.removesuffix("s")))):
            return True
    return False


def _first(part: str) -> bool:
    """Whether a part may open a compound: a word, or one in its linking form ("faro"); of short ones only some."""
    if len(part) <= _PART:
        return part in _openers()
    return dictionary().spell(part) or (part[-1] in "ou" and dictionary().spell(f"{part[:-1]}a"))


def _swaps(word: str) -> Iterator[str]:
    """The word with two neighbours swapped, at each place."""
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _near_edits(word: str) -> Iterator[str]:
    """All that the word may have been before a letter was added, doubled, made single, or swapped with the next."""
    for at in range(len(word)):
        head, tail = word[:at], word[at:]
        yield head + tail[1:]
        yield head + tail[0] + tail
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]


def _edits(word: str) -> Iterator[str]:
    """All that, and before a letter was lost, or changed into another of its kind."""
    yield from _near_edits(word)
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        yield from (head + letter + tail for letter in _VOWELS + _CONSONANTS)
        if tail:
            kind = _VOWELS if tail[0] in _VOWELS else _CONSONANTS
            yield from (head + letter + tail[1:] for letter in kind)


_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?![-\w])")


def of_text(text: str) -> Iterator[tuple[str, int]]:
    """Words of a text, hyphened ones in their parts, with their places."""
    for match in _WORD.finditer(text):
        yield match[0], match.start()


def cased(right: str, word: str) -> str:
    """The mended word with a capital where the misspelt one had it."""
    return right[:1].upper() + right[1:] if word[:1].isupper() else right
