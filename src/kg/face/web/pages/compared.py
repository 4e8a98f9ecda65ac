"""Two plans side by side: which unit is which, what is said for it, and the mapping as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter

from kg.compare import mapped, report
from kg.compare.said import said
from kg.face.web.comparing import comparison
from kg.face.web.pages import tables
from kg.face.web.pages.frame import Drawn, Shown, Visit, page
from kg.face.web.problems import unknown
from kg.model.comparison import Comparison, Row, Status

router = APIRouter()

_KINDS: Sequence[Status] = (
    "same", "renamed", "moved", "split", "merged", "added", "ended", "meaning-changed",
)  # fmt: skip


@dataclass(frozen=True)
class Beside:
    """A row with its links and its words."""

    row: Row
    left: str | None
    right: str | None
    sign: str
    relation: str
    kinds: tuple[str, ...]


@page(router, "compare")
def compared(visit: Visit) -> Shown:
    """Two plans and their rows, all or of one kind."""
    plans = _plans(visit)
    left, right = _two(visit, plans)
    says: dict[str, Any] = {"tabs": plans, "left": left, "right": right, "found": None}
    if left is None or right is None or left == right:
        return Shown("compare.html", says)
    found = comparison(visit.version, left, right)
    words = said(visit.lang, found.manner)
    kind = visit.asked.get("kind", "")
    says |= {
        "found": found,
        "words": words,
        "kind": kind if kind in _KINDS else "",
        "kinds": [(one, number) for one in _KINDS if (number := sum(one in row.changes for row in found.rows))],
        "rows": [_beside(visit, row, found, words) for row in _chosen(visit, found)],
    }
    return Shown("compare.html", says)


@page(router, "compare", ".csv")
def table(visit: Visit) -> Drawn:
    """The rows of the choice as a table."""
    found = _must(visit)
    rows = (report.fields(row, visit.lang) for row in _chosen(visit, found))
    return tables.csv(report.COLUMNS, rows, f"{_name(found)}.csv")


@page(router, "compare", ".tsv")
def sssom(visit: Visit) -> Drawn:
    """The mapping as SSSOM."""
    found = _must(visit)
    return Drawn(
        mapped.sssom(found, visit.lang), "text/tab-separated-values; charset=utf-8", f"{_name(found)}.sssom.tsv"
    )


@page(router, "compare", ".ttl")
def turtle(visit: Visit) -> Drawn:
    """The mapping in RDF."""
    found = _must(visit)
    return Drawn(mapped.turtle(found, visit.lang), "text/turtle; charset=utf-8", f"{_name(found)}.ttl")


@page(router, "compare", ".toml")
def draft(visit: Visit) -> Drawn:
    """The mapping for a person to review."""
    found = _must(visit)
    return Drawn(mapped.draft(found, visit.lang), "application/toml; charset=utf-8", f"{_name(found)}.toml")


def _plans(visit: Visit) -> list[str]:
    """The plans that have a structure."""
    return [slug for slug, view in visit.version.kg.catalogue.plans.items() if view.plan.processes]


def _two(visit: Visit, plans: Sequence[str]) -> tuple[str | None, str | None]:
    """The plans asked for, or else the first two."""
    left, right = (visit.asked.get(side) for side in ("left", "right"))
    one = left if left in plans else next((plan for plan in plans if plan != right), None)
    other = right if right in plans else next((plan for plan in plans if plan != one), None)
    return one, other


def _must(visit: Visit) -> Comparison:
    """The comparison of a file.

    Raises Refusal where there are no two plans.
    """
    left, right = _two(visit, _plans(visit))
    if left is None or right is None:
        raise unknown("plan", visit.asked.get("right", ""))
    return comparison(visit.version, left, right)


def _name(found: Comparison) -> str:
    return f"{found.left.plan}--{found.right.plan}"


def _chosen(visit: Visit, found: Comparison) -> list[Row]:
    kind = visit.asked.get("kind")
    return [row for row in found.rows if kind not in _KINDS or kind in row.changes]


def _beside(visit: Visit, row: Row, found: Comparison, words: Mapping[str, str]) -> Beside:
    match = row.match
    return Beside(
        row=row,
        left=visit.link("unit", plan=found.left.plan, code=row.left.code) if row.left else None,
        right=visit.link("unit", plan=found.right.plan, code=row.right.code) if row.right else None,
        sign=report.sign(row).strip(),
        relation=words[match.predicate] if match else words["no-match"] if row.left and row.right else "",
        kinds=tuple(words[kind] for kind in row.changes if kind not in ("added", "ended")),
    )
