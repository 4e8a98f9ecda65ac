"""The made-up plans of `library` and `handbook`, and their law, in a store in memory."""

from __future__ import annotations

import pytest
from handbook import dalby, statutes
from library import bokby, ekby

from kg.graph import derive
from kg.graph.store import MemoryStore


@pytest.fixture(scope="session")
def source() -> MemoryStore:
    store = MemoryStore(derive.as_read(bokby("Planera verksamhten", ())))
    for plan in (bokby(), ekby(), dalby()):
        store.oxigraph.extend(derive.effective(plan, statutes=statutes()))
    for plan in (ekby(), dalby()):
        store.oxigraph.extend(derive.as_read(plan))
    store.oxigraph.extend(derive.shared((), statutes()))
    return store
