"""What a query of a stranger may use, how it is put to a pool of workers, what comes back, and how it is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kg.errors import KgError, StoreError, UsageError
from kg.graph import guard
from kg.graph.guard import Bounds

Limit = Literal["time", "memory", "rows", "bytes"]
Kind = Literal["rows", "boolean", "graph"]

_SAID: Mapping[Limit, str] = {
    "time": "the query takes more than {} s",
    "memory": "the query needs more than {} MB of memory",
    "rows": "the query gives more than {} rows or triples",
    "bytes": "the query gives more than {} MB",
}
_LESS = "ask for less, with LIMIT or a narrower pattern; a whole plan can be downloaded as RDF"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may use, and how many may wait."""

    seconds: float = 5.0
    """From the moment it is asked until its result is whole."""
    quick: float = 0.5
    """Seconds after which a query counts as long; where others wait, only half of the workers go on with long ones."""
    wait: float = 2.0
    """Seconds that a query waits for a worker, within its `seconds`."""
    waiting: int = 64
    """Queries that may wait."""
    memory: int = 512 << 20
    """Bytes beside the graph itself; systems other than Linux take no notice."""
    rows: int = 100_000
    """Rows, or triples, of a result."""
    bytes: int = 20_000_000
    """Of a result, in its format."""
    bounds: Bounds = field(default_factory=Bounds)
    """Of the text of a query."""


class Asked(NamedTuple):
    """A query with its dataset and the formats that its result may have."""

    text: str
    default: Sequence[str] | None = None
    """Graphs that make up the default graph. Where neither these nor `named` are given, the query's own, or ours."""
    named: Sequence[str] | None = None
    """Graphs that GRAPH sees."""
    rows: str | None = "json"
    """Format of rows and truth values: json, xml, csv or tsv; None where none is accepted."""
    graph: str | None = "turtle"
    """Format of a graph: turtle, ntriples, jsonld or rdfxml; None where none is accepted."""
    base: str | None = None
    """What relative IRIs are relative to."""
    gzip: bool = False
    """Whether a large result may come compressed."""


class Found(NamedTuple):
    """A whole result."""

    kind: Kind
    format: str
    body: bytes
    gzip: bool = False


class OverrunError(KgError):
    """A query needs more than it may have."""

    code = "overrun"

    def __init__(self, limit: Limit, most: str) -> None:
        """`most` is what it may have: seconds, MB of memory, rows, or MB of a result."""
        super().__init__(_SAID[limit].format(most), hint=_LESS)
        self.limit = limit
        self.most = most


class BusyError(KgError):
    """Too many queries at once."""

    code = "busy"

    def __init__(self) -> None:
        super().__init__("too many queries are being answered", hint="ask again in a moment")


class FormatError(UsageError):
    """The result has none of the formats that were accepted."""

    code = "not-acceptable"

    def __init__(self, kind: str) -> None:
        has = "a graph" if kind == "graph" else "rows" if kind == "rows" else "a truth value"
        super().__init__(f"the query gives {has}, and no format for that is accepted")
        self.kind = kind


def refusal(error: str, detail: str, asked: Asked, limits: Limits) -> KgError:
    """The error that a worker tells of, for whoever asked."""
    match error:
        case "syntax":
            return guard.explain(SyntaxError(detail), guard.disarm(asked.text), None)
        case "format":
            return FormatError(detail)
        case "rows":
            return OverrunError("rows", f"{limits.rows}")
        case "bytes":
            return OverrunError("bytes", f"{limits.bytes / 1e6:g}")
        case "memory":
            return OverrunError("memory", f"{limits.memory >> 20}")
        case "store":
            return StoreError(f"the graph could not be read ({detail})", hint="run kg build")
    return UsageError(f"the query could not be evaluated ({detail})")
