"""Units that have no equal in the other plan, where one there takes them in: what was merged, and what was split."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.compare.likeness import Likenesses
from kg.compare.profile import Profile
from kg.model.comparison import Match, Reason

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
