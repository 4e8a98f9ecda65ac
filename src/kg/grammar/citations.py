"""Legal references in running text: an act, the places in it, and how the two belong together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from kg.grammar import provisions
from kg.grammar.acts import Act, ActName, Names
from kg.grammar.match import Match
from kg.grammar.provisions import Provision
from kg.text import lexicon


@dataclass(frozen=True, slots=True)
class Reference:
    """One act with the places of it that are cited together; no place where the act is cited whole."""

    act: Act
    places: tuple[Provision, ...]
    by: str
    """How the act was found: "before", "after", "context" (carried over), "alone"."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Places in a row: "11 kap. 5-6 §§, 12 kap. 1 § och 7 kap. 3 §"."""

    start: int
    end: int
    parts: tuple[Match[tuple[Provision, ...]], ...]


def find(text: str, names: Names, context: Act | None = None) -> list[Match[Reference]]:
    """Legal references in the text, in order.

    `context` is the act that the text stands under (a heading, "denna lag"); a place without an act of its own is read
    as one of the act named last, or of the context, else it is no legal reference ("§ 64" of the minutes).
    """
    acts = names.find(text)
    found: list[Match[Reference]] = []
    used: set[int] = set()
    last = context
    cursor = 0
    for group in _groups(text, provisions.find(text)):
        for match in acts:
            if cursor <= match.start and match.end <= group.start and match.value.kind in {"act", "eu", "agency"}:
                last = match.value
        cursor = group.start
        at_after = _after(text, group, acts)
        at_before = _before(text, group, acts)
        if at_before is not None and not (at_after is not None and _hands_over(text, acts[at_before], group, found)):
            act, by, index = _meant(acts[at_before].value, last, context), "before", at_before
        elif at_after is not None:
            act, by, index = _meant(acts[at_after].value, last, context), "after", at_after
        else:
            act, by, index = last, "context", None
        if act is None:
            continue
        if index is not None:
            used.add(index)
        found += _references(group, act, by, acts[index] if index is not None else None)
        last = act if act.kind != "preparatory" else last
    for index, match in enumerate(acts):
        if index not in used and match.value.kind not in {"same", "this"}:
            found.append(Match(match.start, match.end, Reference(match.value, (), "alone")))
    return sorted(found, key=lambda m: (m.start, m.end))


def _meant(act: Act, last: Act | None, context: Act | None) -> Act | None:
    if act.kind == "same":
        return last
    return context or last if act.kind == "this" else act


def _groups(text: str, parts: list[Match[tuple[Provision, ...]]]) -> list[_Group]:
    groups: list[_Group] = []
    for part in parts:
        bare = ":" in text[part.start : part.end]
        if groups and _joint().fullmatch(text, groups[-1].end, part.start):
            groups[-1] = _Group(groups[-1].start, part.end, (*groups[-1].parts, part))
        elif not bare or re.search(r"[A-ZÅÄÖ]{2,}\w*\s?$|\bkap\.?\s?$", text[: part.start]):
            groups.append(_Group(part.start, part.end, (part,)))
    return groups


@cache
def _joint() -> re.Pattern[str]:
    joins = "|".join(re.escape(j) for j in lexicon.load("citations")["joins"])
    return re.compile(rf"\s?(?:,|;)?\s?(?:(?:{joins})\s)?(?:i\s)?", re.IGNORECASE)


def _after(text: str, group: _Group, acts: list[Match[Act]]) -> int | None:
    links = "|".join(lexicon.load("citations")["links"])
    for index, match in enumerate(acts):
        if match.start >= group.end:
            gap = text[group.end : match.start]
            return index if re.fullmatch(rf"\s?(?:(?:{links})\s)?(?:den\s|den\sgamla\s|nya\s)?\(?", gap) else None
    return None


def _before(text: str, group: _Group, acts: list[Match[Act]]) -> int | None:
    for index in range(len(acts) - 1, -1, -1):
        if acts[index].end <= group.start:
            gap = text[acts[index].end : group.start]
            fits = re.fullmatch(
                r"[\s,:;(]*(?:(?:om|och)\s[^.§()]{0,90}?[\s,:(])?(?:(?:i|enligt|se|särskilt|t\.ex\.)\s)?[(]?", gap
            )
            return index if fits and acts[index].value.kind not in {"preparatory"} else None
    return None


def _hands_over(text: str, before: Match[Act], group: _Group, found: Iterable[Match[Reference]]) -> bool:
    """Whether the act before the places belongs to earlier places: "4 § LSS och 5 § SoL", "OSL och 7 § FL"."""
    gap = text[before.end : group.start].strip(" ,;")
    joined = bool(gap) and any(gap.startswith(join) for join in lexicon.load("citations")["joins"])
    return joined or any(reference.end >= before.end and reference.value.by == "after" for reference in found)


def _references(group: _Group, act: Act, by: str, beside: Match[Act] | None) -> Iterable[Match[Reference]]:
    """One reference a part; a part without a chapter of its own does not inherit one, as sections follow acts."""
    for at, part in enumerate(group.parts):
        start, end = part.start, part.end
        if beside is not None and by == "before" and at == 0:
            start = beside.start
        if beside is not None and by == "after" and at == len(group.parts) - 1:
            end = beside.end
        yield Match(start, end, Reference(act, part.value, by))


def meaning(act: Act, day: date | None) -> ActName | None:
    """The act that a name means on a day; None where no act bore the name then, or the text gives a number."""
    if act.number is not None or not act.candidates:
        return None
    if day is None:
        return act.candidates[-1]
    for name in act.candidates:
        if (name.since is None or name.since <= day) and (name.until is None or day < name.until):
            return name
    return None
