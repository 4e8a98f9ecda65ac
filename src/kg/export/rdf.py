"""A plan as RDF: its graphs in every syntax, and as SKOS or RiC-O for whoever knows nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import assets
from kg.graph import query, serialise

if TYPE_CHECKING:
    from kg.graph.store import Graphs

PROFILES = ("skos", "rico")
FORMATS = (*serialise.FORMATS, *PROFILES)


def write(source: Graphs, slug: str, format: str) -> bytes:
    """A plan in one of `FORMATS`; the profiles are Turtle, made by the queries of queries/export.

    Raises UsageError for a plan that the graph does not hold, and for another format.
    """
    if format not in PROFILES:
        return serialise.write(source, slug, format)
    profile = query.read(assets.queries() / "export" / f"{format}.rq")
    return query.run(source, profile, {"plan": slug}, "turtle")
