"""The made-up plans of `library` in a store in memory."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from library import bokby, ekby

from kg import assets
from kg.graph import derive, iris
from kg.graph.store import MemoryStore


@pytest.fixture(scope="session")
def source() -> MemoryStore:
    store = MemoryStore(derive.as_read(bokby("Planera verksamhten", ())))
    for plan in (bokby(), ekby()):
        store.oxigraph.extend(derive.effective(plan))
    store.oxigraph.extend(derive.as_read(ekby()))
    graph = ox.NamedNode(iris.ONTOLOGY_GRAPH)
    store.oxigraph.load(path=str(assets.ontology("kg.ttl")), format=ox.RdfFormat.TURTLE, to_graph=graph)
    return store
