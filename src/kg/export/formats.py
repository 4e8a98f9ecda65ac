"""Every format that a plan can be exported in, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.export import network as networks
from kg.export import rdf

if TYPE_CHECKING:
    from kg.catalogue import PlanView
    from kg.graph.store import Graphs
    from kg.graph.triples import Index

FORMATS = ("json", "csv", *rdf.FORMATS, *networks.FORMATS)


def export(source: Graphs, view: PlanView, format: str, network: Callable[[Index], networks.Network]) -> bytes:
    """A plan's effective facts in one of `FORMATS`; trig, nq and jsonld hold the graph as read beside it.

    `network` makes a network of a graph: `kg.view.network.network`, which this floor may not call by itself.
    Raises UsageError for another format.
    """
    if format == "json":
        from kg.extract import package

        return package.rendered(view.plan)
    if format == "csv":
        from kg.export import table

        return table.write(view)
    if format in networks.FORMATS:
        from kg.graph import iris, triples

        return networks.write(network(triples.index(source.triples(iris.effective(view.slug)))), format)
    if format in rdf.FORMATS:
        return rdf.write(source, view.slug, format)
    raise UsageError(f"no format is called {format!r}", hint=f"choose {', '.join(FORMATS)}")
