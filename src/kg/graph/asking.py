"""A query of a stranger, put as `kg.graph.worker` reads it."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

import msgspec

from kg.errors import UsageError
from kg.graph import guard
from kg.graph.limits import Asked

Graphs = tuple[str, ...]


def put(asked: Asked, graphs: Collection[str]) -> bytes:
    """A line that says how a query is to be answered and how long its text is, and the text.

    `graphs` are those that there are. Raises UsageError for one that is not there.
    """
    for graph in (*(asked.default or ()), *(asked.named or ())):
        if graph not in graphs:
            hint = f"there is {', '.join(f'<{known}>' for known in graphs) or 'none'}"
            raise UsageError(f"<{graph}> is not a graph here", hint=hint)
    default: Graphs | None = None
    named: Graphs | None = None
    if asked.default is not None or asked.named is not None:
        default, named = tuple(asked.default or ()), tuple(asked.named or ())
    text = guard.disarm(asked.text).encode()
    return b"%b\t%d\n%b" % (_how(default, named, asked.base, asked.rows, asked.graph, asked.gzip), len(text), text)


@lru_cache(100)
def _how(
    default: Graphs | None, named: Graphs | None, base: str | None, rows: str | None, graph: str | None, gzip: bool
) -> bytes:
    how = {"base": base, "default": default, "named": named, "rows": rows, "graph": graph, "gzip": gzip}
    return msgspec.json.encode(how)
