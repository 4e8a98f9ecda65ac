"""Beside the equals: units that a unit of the other plan takes in, and successors of units that ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.compare.likeness import Likenesses
from kg.compare.profile import Profile
from kg.model.comparison import Match, Predicate, Reason

_LEAST = 0.5
"""How much of a unit another must hold to take it in."""


def hosted(likenesses: Likenesses, equals: Sequence[tuple[str, str]]) -> Iterator[Match]:
    """Matches of units without an equal to the unit of the other plan that takes them in.

    It must stand where theirs stands: under the equal of the unit above, or be that equal itself.
    """
    left, right = likenesses.left, likenesses.right
    there = dict(equals)
    back = {other: code for code, other in equals}
    for code in left:
        if code not in there and (found := _host(likenesses, left[code], right, there)):
            yield _match(code, "broadMatch", found[0], found[1])
    for code in right:
        if code not in back and (found := _host(likenesses, right[code], left, back)):
            yield _match(found[0], "narrowMatch", code, found[1])


def _host(
    likenesses: Likenesses, guest: Profile, others: Mapping[str, Profile], equal: Mapping[str, str]
) -> tuple[str, list[Reason]] | None:
    above = equal.get(guest.unit.parent or "")
    if above is None or guest.children:
        return None
    around = others[above].children or (above,)
    best: tuple[float, str, list[Reason]] | None = None
    for code in around:
        if others[code].children:
            continue
        held, reasons = likenesses.coverage(guest, others[code])
        if held >= _LEAST and (best is None or held > best[0]):
            best = (held, code, reasons)
    return best and (best[1], best[2])


def _match(left: str, predicate: str, right: str, reasons: list[Reason]) -> Match:
    confidence = round(max(reason.score for reason in reasons if reason.kind != "place") * 0.8, 3)
    return Match.model_validate(
        {
            "subject": left,
            "predicate": predicate,
            "object": right,
            "origin": "proposed",
            "confidence": confidence,
            "reasons": tuple(reasons),
        }
    )


def inherited(
    left: Mapping[str, Profile], right: Mapping[str, Profile], pairs: Iterable[tuple[str, str]]
) -> Iterator[Match]:
    """Where one of two equals ended: the other, and each successor of it."""
    for one, other in pairs:
        for successor in right[other].unit.successors:
            if successor in right:
                yield _succession(one, successor, _handed(right, other, successor), successor)
        for successor in left[one].unit.successors:
            if successor in left:
                yield _succession(successor, other, _flipped(_handed(left, one, successor)), successor)


def _handed(units: Mapping[str, Profile], ended: str, successor: str) -> Predicate:
    """What a successor is to one that ended: broader where others ended in it, narrower where it is one of many."""
    merged = sum(successor in profile.unit.successors for profile in units.values()) > 1
    split = len(units[ended].unit.successors) > 1
    if merged == split:
        return "closeMatch"
    return "broadMatch" if merged else "narrowMatch"


def _flipped(predicate: Predicate) -> Predicate:
    other: Mapping[Predicate, Predicate] = {"broadMatch": "narrowMatch", "narrowMatch": "broadMatch"}
    return other.get(predicate, predicate)


def _succession(left: str, right: str, predicate: Predicate, successor: str) -> Match:
    reason = Reason(kind="succession", score=1.0, shared=(successor,))
    return Match(subject=left, predicate=predicate, object=right, origin="proposed", confidence=0.7, reasons=(reason,))
