"""Units in a rule: those that the document introduces, and those named after "inkommit till" and its like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.grammar.match import Match
from kg.grammar.rules.reading import GAP, alternatives, cue
from kg.text import lexicon


@dataclass(frozen=True, slots=True)
class UnitList:
    """Units of which one is enough."""

    names: tuple[str, ...]
    """Short forms where there are any, else the words of the text."""
    but: bool
    """Whether all units but these are meant."""


def find(clause: str, units: Mapping[str, str]) -> list[Match[UnitList]]:
    """Units in the order of the text, with the words that tie records to them.

    `units` leads from folded names and short forms to the short form. A name that is not among them counts as a unit's
    only behind words of origin ("upprättats inom …"). Of the units in a list one is enough, whatever joins them.
    """
    names = tuple(sorted(name for name in units if name.strip()))
    found = []
    for match in _lists(names).finditer(clause):
        pattern = _item(names, match["list"] is not None)
        listed = re.finditer(pattern, match["list"] or match["bare"], re.IGNORECASE)
        named = tuple(dict.fromkeys(_name(item, units) for item in listed))
        but = re.search(rf"(?:{cue('except').pattern})\s$", clause[: match.start()], re.IGNORECASE)
        found.append(Match(but.start() if but else match.start(), match.end(), UnitList(named, but is not None)))
    return found


def _name(item: re.Match[str], units: Mapping[str, str]) -> str:
    known = item.groupdict().get("known")
    if known:
        return units.get(" ".join(known.casefold().split()), known)
    short = re.search(r"\(([A-ZÅÄÖ]{2,6})\)$", item[0])
    return short[1] if short else " ".join(item[0].split())


@cache
def _lists(names: tuple[str, ...]) -> re.Pattern[str]:
    """Lists behind words of origin, of any names; else lists of known names alone."""
    words = lexicon.load("conditions")["origin"]
    verb, place = alternatives(words["words"]), alternatives(words["places"])
    tied = rf"(?:(?:{verb})\s(?:(?:{place})\s)?(?:(?:och/eller|och|eller)\s)?)*(?:{verb})\s(?:{place})\s"
    join = r"(?:\s?,\s|\s?(?:och/eller|och|eller|samt|respektive)\s)"
    anything, known = (_item(names, also).replace("(?P<known>", "(?:") for also in (True, False))
    lists = rf"(?:{tied})(?P<list>{anything}(?:{join}{anything})*)|(?P<bare>{known}(?:{join}{known})*)"
    return re.compile(rf"(?<![\w{GAP}])(?:{lists})", re.IGNORECASE)


def _item(names: tuple[str, ...], anything: bool) -> str:
    """Pattern of one unit: a known name with its short form behind, glued to "och" or not; else words up to a stop."""
    words = lexicon.load("conditions")
    small = alternatives([*words["function"]["words"], *words["subject"]["words"], *words["origin"]["words"]])
    word = rf"(?!(?:{small})(?![\w-]))[^\W\d][\w-]*"
    small = alternatives(words["determiners"]["words"])
    other = rf"(?<![\w-])(?!(?:{small})\s){word}(?:\s(?:för\s)?{word}){{0,4}}(?:\s\([A-ZÅÄÖ]{{2,6}}\))?"
    if not names:
        return other if anything else r"(?!)"
    listed = alternatives(names)
    known = rf"(?P<known>{listed})(?::?s)?(?=och\s|eller\s|samt\s|(?![\w-]))(?:\s\((?:{listed})\))?"
    return rf"(?:{known}|{other})" if anything else known
