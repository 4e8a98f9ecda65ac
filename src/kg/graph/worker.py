"""A process that evaluates queries of strangers one at a time, shut off from files, network and other processes.

It is forked by `kg.graph.starter`, or started as a program: then its first line of input says where the store is and
what the limits are. Every other line says `how` a query is to be answered, and how many bytes its text has, which
follows. It answers each with a line of words, `told`, and as many bytes as the last of them says: a whole result, or
what went wrong.
"""

from __future__ import annotations

import gzip
import json
import os
import signal
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

import pyoxigraph as ox

from kg import confine

_R, _G = ox.QueryResultsFormat, ox.RdfFormat
ROWS = {"json": _R.JSON, "xml": _R.XML, "csv": _R.CSV, "tsv": _R.TSV}
GRAPHS = {"turtle": _G.TURTLE, "ntriples": _G.N_TRIPLES, "jsonld": _G.JSON_LD, "rdfxml": _G.RDF_XML}

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


class Whole:
    """Collects a result that is given in pieces, until it has more rows or bytes than it may have."""

    def __init__(self, limits: dict[str, int], row_end: bytes = b"", more: int = 0) -> None:
        self._bytes, self._rows = limits["bytes"], limits["rows"] - more
        self._row_end, self._seam = row_end, b""
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        """Take a piece; raises TooMuch."""
        self._pieces.append(piece)
        if self._row_end:
            # Texts of a result can hold what ends a row in CSV and JSON; a limit may err by those.
            seen = self._seam + piece
            self._rows -= seen.count(self._row_end)
            self._seam = seen[len(seen) - len(self._row_end) + 1 :]
        self._bytes -= len(piece)
        if self._rows < 0 or self._bytes < 0:
            raise TooMuch("rows" if self._rows < 0 else "bytes")
        return len(piece)

    def flush(self) -> None:
        """All that was written is here."""

    def whole(self) -> bytes:
        """What was collected."""
        return b"".join(self._pieces)


class How(NamedTuple):
    """How a query is to be answered: against which graphs, and in which formats."""

    base: str | None = None
    default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None = None
    named: list[ox.NamedNode | ox.BlankNode] | None = None
    rows: str | None = "json"
    graph: str | None = "turtle"
    gzip: bool = False


@lru_cache(maxsize=100)
def how(told: bytes) -> How:
    """The same again for the same bytes: most queries are to be answered alike."""
    said = json.loads(told)
    return How(**{**said, "default": _nodes(said["default"]), "named": _nodes(said["named"])})


class Evaluator:
    """A graph, and what a query of it may use."""

    def __init__(self, store: ox.Store, setup: dict[str, Any]) -> None:
        self.store = store
        self._limits: dict[str, int] = setup["limits"]
        self._prefixes: dict[str, str] = setup["prefixes"]

    def answer(self, text: str, how: How) -> Answer:
        """What a query gives, or how it went wrong."""
        try:
            found = self.store.query(
                text,
                base_iri=how.base,
                prefixes=self._named(text),
                default_graph=how.default,
                named_graphs=how.named,
            )
            if isinstance(found, ox.QueryTriples):
                return self._graph(found, how.graph)
            return self._rows(found, how.rows)
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

    def _named(self, text: str) -> dict[str, str]:
        """Prefixes that a query may use; each one that is given takes time to read."""
        if text.count(":") == text.count("://"):
            return {}
        return {name: iri for name, iri in self._prefixes.items() if f"{name}:" in text}

    def _rows(self, found: ox.QuerySolutions | ox.QueryBoolean, format: str | None) -> Answer:
        kind = "boolean" if isinstance(found, ox.QueryBoolean) else "rows"
        if format in ("csv", "tsv") and kind == "boolean":
            format = "json"  # the standard knows no CSV of a truth value
        if format is None:
            return "error", "format", kind.encode()
        sink: Any = Whole(self._limits, *_ROW_ENDS[format])
        found.serialize(sink, format=ROWS[format])
        return kind, format, sink.whole()

    def _graph(self, found: Iterable[ox.Triple], format: str | None) -> Answer:
        if format is None:
            return "error", "format", b"graph"
        most = self._limits["rows"]
        triples = list(islice(found, most + 1))
        if len(triples) > most:
            raise TooMuch("rows")
        sink: Any = Whole(self._limits)
        ox.serialize(_ordered(triples), sink, format=GRAPHS[format], prefixes=self._prefixes)
        return "graph", format, sink.whole()


def _nodes(names: list[str] | None) -> Any:
    return None if names is None else [ox.NamedNode(name) for name in names]


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
    evaluator = Evaluator(store, setup)
    evaluator.answer("ASK {}", How())
    confine.limit(setup["limits"]["memory"])
    confine.filter_calls()
    start = _grown()
    _tell(target, ("graphs", str(os.getpid()), "\n".join(graphs).encode()))
    for line in source:
        told, _, size = line.rpartition(b"\t")
        asked, text = how(told), source.read(int(size)).decode()
        _alarm(setup["seconds"] + 1)
        kind, what, body = evaluator.answer(text, asked)
        packed = asked.gzip and len(body) > _LARGE
        body = gzip.compress(body, 1, mtime=0) if packed else body
        last = _grown() - start > _GROWN or what in ("memory", "failed")
        _tell(target, (kind, what, body), packed=packed, last=last)
        _alarm(0)
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
