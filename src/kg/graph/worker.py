"""A process that evaluates queries of strangers one at a time, shut off from files, network and other processes.

It is forked by `kg.graph.starter`, or started as a program: then its first line of input says where the store is and
what the limits are. Every other line is a query. It answers each with a line of words, `told`, and as many bytes as the
last of them says: a whole result, or what went wrong.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import signal
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg import confine

if TYPE_CHECKING:
    from typing_extensions import Buffer

ROWS = {"json": "JSON", "xml": "XML", "csv": "CSV", "tsv": "TSV"}
GRAPHS = {"turtle": "TURTLE", "ntriples": "N_TRIPLES", "jsonld": "JSON_LD", "rdfxml": "RDF_XML"}

_STACK = 256 << 20
"""Bytes of stack. The parser and the optimiser call themselves once for each level of nesting and use up to 4 kB a
level; the longest text that the guard lets pass cannot nest deeper than this holds."""
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_ROW_ENDS = {"json": (b"},{", 1), "xml": (b"</result>", 0), "csv": (b"\r\n", -1), "tsv": (b"\n", -1)}
"""What stands between rows or ends one, and how many rows more than that there are."""
_LARGE = 8192
"""Bytes from which on a result is worth compressing, and would keep a server from other requests if it did that."""
_GROWN = 96 << 10
"""Kilobytes that a worker may grow by in a query before another takes its place."""

Answer = tuple[str, str, bytes]
"""Kind of a result (rows, boolean, graph), its format, and the result; or error, which, and more of it."""


class TooMuch(Exception):
    """A result passes a limit: "rows" or "bytes"."""


class Whole(io.BytesIO):
    """Collects a result that is given in pieces, until it is larger than it may be."""

    def __init__(self, limits: dict[str, int], row_end: bytes = b"", rows: int = 0) -> None:
        super().__init__()
        self._limits, self._row_end, self._rows = limits, row_end, rows
        self._tail = b""

    def write(self, piece: Buffer) -> int:
        """Take a piece; raises TooMuch."""
        data = bytes(piece)
        if self.tell() + len(data) > self._limits["bytes"]:
            raise TooMuch("bytes")
        if self._row_end:
            # Texts of a result can hold what ends a row in CSV and JSON; a limit may err by those.
            seen = self._tail + data
            self._rows += seen.count(self._row_end)
            self._tail = seen[len(seen) - len(self._row_end) + 1 :]
            if self._rows > self._limits["rows"]:
                raise TooMuch("rows")
        return super().write(data)


def answer(store: ox.Store, asked: dict[str, Any], setup: dict[str, Any]) -> Answer:
    """What a query gives, or how it went wrong."""
    try:
        found = store.query(
            asked["text"],
            base_iri=asked["base"],
            # Each one that is given takes time to read.
            prefixes={name: iri for name, iri in setup["prefixes"].items() if f"{name}:" in asked["text"]},
            default_graph=_graphs(asked["default"]),
            named_graphs=_graphs(asked["named"]),
        )
        if isinstance(found, ox.QueryTriples):
            return _graph(found, asked["graph"], setup)
        return _rows(found, asked["rows"], setup)
    except SyntaxError as error:
        return "error", "syntax", str(error).encode()
    except TooMuch as error:
        return "error", str(error), b""
    except MemoryError:
        return "error", "memory", b""
    except OSError as error:
        return "error", "store", str(error).encode()
    except Exception as error:
        return "error", "failed", str(error).encode()


def _graphs(names: list[str] | None) -> Any:
    return None if names is None else _nodes(tuple(names))


@lru_cache(maxsize=100)
def _nodes(names: tuple[str, ...]) -> list[ox.NamedNode]:
    return [ox.NamedNode(name) for name in names]


def _rows(found: ox.QuerySolutions | ox.QueryBoolean, format: str | None, setup: dict[str, Any]) -> Answer:
    kind = "boolean" if isinstance(found, ox.QueryBoolean) else "rows"
    if format in ("csv", "tsv") and kind == "boolean":
        format = "json"  # the standard knows no CSV of a truth value
    if format is None:
        return "error", "format", kind.encode()
    sink = Whole(setup["limits"], *(_ROW_ENDS[format] if kind == "rows" else ()))
    found.serialize(sink, format=getattr(ox.QueryResultsFormat, ROWS[format]))
    return kind, format, sink.getvalue()


def _graph(found: Iterable[ox.Triple], format: str | None, setup: dict[str, Any]) -> Answer:
    if format is None:
        return "error", "format", b"graph"
    most = setup["limits"]["rows"]
    triples = list(islice(found, most + 1))
    if len(triples) > most:
        raise TooMuch("rows")
    sink = Whole(setup["limits"])
    ox.serialize(_ordered(triples), sink, format=getattr(ox.RdfFormat, GRAPHS[format]), prefixes=setup["prefixes"])
    return "graph", format, sink.getvalue()


def _ordered(triples: list[ox.Triple]) -> list[ox.Triple]:
    """Without doubles and the same for the same graph; the types of a subject first."""
    return sorted(set(triples), key=lambda t: (str(t.subject), t.predicate.value.replace(_TYPE, ""), str(t.object)))


def opened(setup: dict[str, Any]) -> ox.Store:
    """The store, in memory where it is small enough: there a scan takes a fraction of the time, and no file is open."""
    disk = ox.Store.read_only(setup["folder"])
    if len(disk) > setup["in_memory"]:
        return disk
    store = ox.Store()
    store.bulk_extend(disk)
    store.optimize()
    return store


def _serve(setup: dict[str, Any], store: ox.Store | None) -> None:
    source, target = sys.stdin.buffer, sys.stdout.buffer
    store = opened(setup) if store is None else store
    graphs = sorted(graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode))
    answer(store, {"text": "ASK {}", "base": None, "default": None, "named": None, "rows": "json"}, setup)
    confine.limit(setup["limits"]["memory"])
    confine.filter_calls()
    start = _grown()
    _tell(target, ("graphs", str(os.getpid()), "\n".join(graphs).encode()))
    for line in source:
        asked = json.loads(line)
        _alarm(setup["seconds"] + 1)
        kind, what, body = answer(store, asked, setup)
        packed = asked["gzip"] and len(body) > _LARGE
        body = gzip.compress(body, 1, mtime=0) if packed else body
        _alarm(0)
        last = _grown() - start > _GROWN or what in ("memory", "failed")
        _tell(target, (kind, what, body), packed=packed, last=last)
        if last:
            return


def _tell(target: Any, told: Answer, *, packed: bool = False, last: bool = False) -> None:
    kind, what, body = told
    target.write(b"%b %b %d %d %d\n%b" % (kind.encode(), what.encode(), packed, last, len(body), body))
    target.flush()


def _alarm(seconds: float) -> None:
    """End this process so many seconds from now, should whoever started it be unable to; 0 calls it off."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _grown() -> int:
    """The most memory that this process has had, in kilobytes; 0 where the system does not tell."""
    if sys.platform == "win32":  # pragma: no cover
        return 0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most >> 10 if sys.platform == "darwin" else most


def quiet() -> None:
    """Go behind the server, and leave it to that to be interrupted."""
    if sys.platform != "win32":
        os.nice(5)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def run(setup: dict[str, Any], store: ox.Store | None = None) -> None:
    """Serve queries until the input ends, on a store in memory where there is one."""
    threading.stack_size(_STACK)
    thread = threading.Thread(target=_serve, args=(setup, store))
    with suppress(BrokenPipeError):
        thread.start()
        thread.join()


def main() -> None:
    """Serve as a program."""
    confine.end_with_parent()
    quiet()
    run(json.loads(sys.stdin.buffer.readline()))


if __name__ == "__main__":
    main()
