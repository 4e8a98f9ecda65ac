"""Who receives or keeps records: "till kommunstyrelsen och/eller till kultur- och fritidsnämnden"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.grammar.match import Match
from kg.grammar.rules.reading import GAP, alternatives, begins
from kg.model.disposition import RecipientLogic
from kg.text import lexicon


@dataclass(frozen=True, slots=True)
class Recipients:
    """Those who receive or keep, in the order of the text."""

    names: tuple[str, ...]
    """With a small first letter where the name begins with a word for an organ; empty where they cannot be read."""
    logic: RecipientLogic | None


def find(
    text: str, start: int, end: int, prepositions: Sequence[str], units: Mapping[str, str]
) -> Match[Recipients] | None:
    """Who is named behind a verb, in text[start:end]; None where no preposition introduces anyone.

    Commas and "och" belong to a name until another organ begins behind them: a word like "nämnden" or "styrelsen", or
    the preposition again.
    """
    if not prepositions:
        return None
    unknown: Match[Recipients] | None = None
    for opener in _opener(tuple(prepositions)).finditer(text, start, end):
        if not _near().fullmatch(text, start, opener.start()):
            break
        found = bare(text, opener.end(), end, units, tuple(prepositions))
        if found:
            return Match(opener.start(), found.end, found.value)
        if opener[1].casefold() == "till" and unknown is None:
            unknown = Match(opener.start(), _end(text, opener.end(), end), Recipients((), None))
    return unknown


def bare(
    text: str,
    start: int,
    end: int,
    units: Mapping[str, str],
    prepositions: Sequence[str] = (),
    proper: bool = True,
) -> Match[Recipients] | None:
    """Who is named at a place, with no preposition before; None where no organ is.

    `proper`: a capital letter is enough to make a name one of an organ.
    """
    last = _end(text, start, end)
    names, joins = _split(text[start:last], prepositions, units)
    if not names[0] or not _is_organ(names[0], units, proper=proper):
        return None
    read = tuple(dict.fromkeys(_written(name, units) for name in names if name))
    return Match(start, start + len(text[start:last].rstrip(" ,.;")), Recipients(read, _logic(read, joins)))


def _end(text: str, start: int, end: int) -> int:
    """Where the names that begin at a place end."""
    stop = _stop().search(text, start, end)
    if stop and stop[0].strip() == "som" and _POINTS.match(text, start):
        return start + len(re.split(r"[,.;]", text[start:end])[0])
    return stop.start() if stop else end


_POINTS = re.compile(r"(?:den|det|de)\s", re.IGNORECASE)
"""Begins a name that a clause with "som" completes: "den nämnd som ansvarar för elevhälsan"."""


def _split(text: str, prepositions: Sequence[str], units: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Names, and the words that join them."""
    pieces = _pieces(text)
    names, joins = [pieces[0]], []
    for join, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        again = prepositions and re.match(rf"\s*(?:{alternatives(prepositions)})\s+(?=\S)", piece, re.IGNORECASE)
        name = piece[again.end() :] if again else piece
        apart = _is_organ(names[-1], units) and _is_organ(name, units, begins=True)
        if again or apart:
            names.append(name)
            joins.append(join.strip())
        else:
            names[-1] += join + piece
    return [" ".join(name.split()).strip(" ,.;") for name in names], joins


def _pieces(text: str) -> list[str]:
    """Names and joins by turns; "bygg- och miljönämnden" is one name."""
    pieces: list[str] = []
    for at, piece in enumerate(_join().split(text)):
        if at % 2 == 0 and len(pieces) > 1 and pieces[-2].endswith("-"):
            pieces[-2:] = [pieces[-2] + pieces[-1] + piece]
        else:
            pieces.append(piece)
    return pieces


def _logic(names: tuple[str, ...], joins: list[str]) -> RecipientLogic:
    if len(names) == 1:
        return "single"
    words = lexicon.load("dispositions")["joins"]
    for logic in ("and/or", "or"):
        if any(" ".join(join.casefold().split()) in words[logic] for join in joins):
            return "and/or" if logic == "and/or" else "or"
    return "and"


def _is_organ(name: str, units: Mapping[str, str], begins: bool = False, proper: bool = True) -> bool:
    """Whether a name is that of an organ; `begins`: also where it stands behind another, with no preposition."""
    words = re.findall(r"[\w-]+", name)
    if " ".join(words).casefold() in units or _company().search(name):
        return True
    if begins:
        return any(_organ("bodies").fullmatch(word) for word in words[:4])
    named = any(_organ(kind).fullmatch(word) for kind in ("bodies", "places") for word in words[:4])
    return named or bool(proper and words and words[0][0].isupper())


def _written(name: str, units: Mapping[str, str]) -> str:
    if name.casefold() in units:
        return units[name.casefold()]
    first = name.split()[0]
    begins = first.endswith(("-", "-,")) or any(_organ(kind).fullmatch(first) for kind in ("bodies", "places"))
    return name[0].lower() + name[1:] if begins and first[1:2].islower() else name


@cache
def _opener(prepositions: tuple[str, ...]) -> re.Pattern[str]:
    """A preposition: "fram till", "till och med" and "till den 1 juli" are words of time, "i sin helhet" is idle."""
    words, idle = alternatives(prepositions), alternatives(lexicon.load("dispositions")["idle"]["words"])
    return re.compile(
        rf"(?<=\s)(?<!fram\s)(?!(?:{idle})(?!\w))(?P<preposition>{words})\s+(?!och\smed|dess\b|den\s\d|\d)(?=\S)",
        re.IGNORECASE,
    )


@cache
def _near() -> re.Pattern[str]:
    """What may stand between a verb and the preposition: a few words, or idle phrases."""
    idle = alternatives(lexicon.load("dispositions")["idle"]["words"])
    word = r"(?!(?:om|som|när|då|vars|efter|utan)\b)[\w./-]+"
    return re.compile(rf"(?:\s+(?:{idle})|\s+{word}){{0,5}}\s+", re.IGNORECASE)


@cache
def _company() -> re.Pattern[str]:
    names = alternatives(lexicon.load("dispositions")["organs"]["companies"])
    return re.compile(rf"^\W*[A-ZÅÄÖ].*\s(?:{names})$|^\W*AB\s[A-ZÅÄÖ]")


@cache
def _join() -> re.Pattern[str]:
    words = lexicon.load("dispositions")["joins"]
    every = alternatives(word for key in ("and/or", "or", "and") for word in words[key])
    return re.compile(rf"(\s(?:{every})(?=\s)|,)", re.IGNORECASE)


@cache
def _organ(kind: str) -> re.Pattern[str]:
    return re.compile(rf"[\w-]*(?:{alternatives(lexicon.load('dispositions')['organs'][kind])})", re.IGNORECASE)


@cache
def _stop() -> re.Pattern[str]:
    """What ends names: a sign, a word of time or condition, or the records of a further rule without a verb."""
    words = lexicon.load("dispositions")
    stops, joins = alternatives(words["organ_stops"]["words"]), alternatives(words["around"]["before"])
    prepositions = alternatives({word for group in words["prepositions"].values() for word in group})
    further = rf"(?:,\s|(?:,\s|\s)(?:{joins})\s)(?=(?:{begins()})\s(?:[\w-]+\s){{0,5}}?(?:{prepositions})\s)"
    return re.compile(rf"[;:({GAP}\n]|[.!?](?=\s|$)|(?:,\s?|\s)(?:{stops})(?!\w)|{further}", re.IGNORECASE)
