"""Two plans or two editions side by side: a row for each pair of units, and for each that only one side has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.catalogue import natural
from kg.compare import editions
from kg.compare.match import matches
from kg.model.comparison import (
    Compared,
    Comparison,
    Crosswalk,
    Manner,
    Match,
    Predicate,
    Row,
    Side,
    Status,
)
from kg.model.plan import Plan, Process
from kg.text import words

_FIRST: Sequence[Status] = ("meaning-changed", "split", "merged", "ended", "added", "moved", "renamed", "same")
_EQUAL = ("exactMatch", "closeMatch")


def compare(left: Plan, right: Plan, manner: Manner | None = None, reviewed: Crosswalk | None = None) -> Comparison:
    """What two plans, or two editions of one plan, have in common.

    Without `manner`, plans of one slug are editions: there the same number is a hint, and all steps from the left to
    the right are given. What was reviewed wins over what is proposed.
    """
    manner = manner or ("editions" if left.slug == right.slug else "plans")
    found = matches(left, right, manner, reviewed)
    refused = tuple(each for each in reviewed.mapping if each.modifier) if reviewed else ()
    rows = tuple(_rows(left, right, found, manner, {(e.subject, e.object): e.comment for e in refused}))
    codes = {match.subject: match.object for match in found if _equal(match)} if manner == "editions" else {}
    return Comparison(
        manner=manner,
        left=_side(left),
        right=_side(right),
        counts=dict(Counter(row.status for row in rows)),
        rows=rows,
        reviewed=reviewed.mapping_date if reviewed else None,
        refused=refused,
        changes=editions.steps(left, right, codes) if manner == "editions" else (),
    )


def _side(plan: Plan) -> Side:
    return Side(plan=plan.slug, document=plan.document, sha256=plan.sha256)


def turned(crosswalk: Crosswalk) -> Crosswalk:
    """A reviewed mapping read from right to left."""
    over: Mapping[Predicate, Predicate] = {"broadMatch": "narrowMatch", "narrowMatch": "broadMatch"}
    mapping = (
        one.model_copy(
            update={
                "subject": one.object,
                "object": one.subject,
                "subject_label": one.object_label,
                "object_label": one.subject_label,
                "predicate": over.get(one.predicate, one.predicate),
            }
        )
        for one in crosswalk.mapping
    )
    plans = {"subject_plan": crosswalk.object_plan, "object_plan": crosswalk.subject_plan}
    return crosswalk.model_copy(update={**plans, "mapping": tuple(mapping)})


def _equal(match: Match) -> bool:
    """Whether the two are one and the same, and not one part or the heir of the other."""
    return match.predicate in _EQUAL or not any(reason.kind in ("named", "succession") for reason in match.reasons)


class _Pairs:
    """Which units belong together."""

    def __init__(self, left: Plan, right: Plan, matches: Sequence[Match]) -> None:
        self.left = {unit.code: unit for unit in left.processes}
        self.right = {unit.code: unit for unit in right.processes}
        self.matches = [match for match in matches if match.subject in self.left and match.object in self.right]
        self.of_left: dict[str, list[Match]] = defaultdict(list)
        self.of_right: dict[str, list[Match]] = defaultdict(list)
        for match in self.matches:
            self.of_left[match.subject].append(match)
            self.of_right[match.object].append(match)
        self.best_right = {code: max(found, key=_weight).subject for code, found in self.of_right.items()}
        self.best_left = {code: max(found, key=_weight).object for code, found in self.of_left.items()}

    def changes(self, match: Match, manner: Manner) -> tuple[Status, ...]:
        """All that holds of a pair."""
        one, other = self.left[match.subject], self.right[match.object]
        found: list[Status] = []
        best = self.best_left[one.code] == other.code and self.best_right[other.code] == one.code
        if not best:
            if one.code == other.code:
                found.append("meaning-changed")
            if match.predicate != "broadMatch" and len(self.of_left[one.code]) > 1:
                found.append("split")
            if match.predicate != "narrowMatch" and len(self.of_right[other.code]) > 1:
                found.append("merged")
        if manner == "editions" and other.ended and not one.ended:
            found.append("ended")
        if one.code != other.code or self._moved(one, other, manner):
            found.append("moved")
        if _title(one) != _title(other):
            found.append("renamed")
        return tuple(found) or ("same",)

    def _moved(self, one: Process, other: Process, manner: Manner) -> bool:
        return manner == "editions" and one.parent != other.parent


def _weight(match: Match) -> tuple[bool, bool, float]:
    return (match.predicate == "exactMatch", match.predicate == "closeMatch", match.confidence)


def _title(unit: Process) -> str:
    return words.fold(unit.title).rstrip(" .")


def _rows(
    left: Plan, right: Plan, found: Sequence[Match], manner: Manner, refused: Mapping[tuple[str, str], str | None]
) -> Iterator[Row]:
    pairs = _Pairs(left, right, found)
    rows = [_row(pairs, match, manner) for match in pairs.matches]
    met = {(match.subject, match.object) for match in pairs.matches}
    gone = [code for code in pairs.left if code not in pairs.of_left]
    new = [code for code in pairs.right if code not in pairs.of_right]
    same_number = {code for code in pairs.left.keys() & pairs.right.keys() if (code, code) not in met}
    for code in sorted(same_number):
        more: list[Status] = ["meaning-changed"]
        more += ["ended"] if code in gone else []
        more += ["added"] if code in new else []
        both = (_compared(pairs.left[code]), _compared(pairs.right[code]))
        comment = refused.get((code, code))
        rows.append(Row(status="meaning-changed", changes=tuple(more), left=both[0], right=both[1], comment=comment))
    alone: list[tuple[Status, str, Process]] = [("ended", code, pairs.left[code]) for code in gone]
    for status, code, unit in alone:
        if code not in same_number:
            rows.append(Row(status=status, changes=(status,), left=_compared(unit)))
    for code in new:
        if code not in same_number:
            rows.append(Row(status="added", changes=("added",), right=_compared(pairs.right[code])))
    yield from sorted(rows, key=_order)


def _row(pairs: _Pairs, match: Match, manner: Manner) -> Row:
    changes = pairs.changes(match, manner)
    return Row(
        status=next(status for status in _FIRST if status in changes),
        changes=changes,
        left=_compared(pairs.left[match.subject]),
        right=_compared(pairs.right[match.object]),
        match=match,
    )


def _compared(unit: Process) -> Compared:
    return Compared(code=unit.code, level=unit.level, title=unit.title, added=unit.added, ended=unit.ended)


def _order(row: Row) -> tuple[object, ...]:
    side = row.left or row.right
    assert side is not None
    return (natural(side.code), row.left is None, natural(row.right.code) if row.right else ())
