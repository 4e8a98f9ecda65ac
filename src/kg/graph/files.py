"""RDF files of other people, read into memory to be looked at."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.errors import SourceError
from kg.graph import iris
from kg.graph.store import MemoryStore

_MOST_BYTES = 64 * 1024 * 1024


def load(path: Path) -> MemoryStore:
    """The quads of a file, its format told by the ending of its name; what stands in no named graph gets the file's.

    Raises SourceError where the file cannot be read, is too large, or is no RDF of a known format.
    """
    format = ox.RdfFormat.from_extension(path.suffix.lstrip(".").lower())
    if format is None:
        hint = "use .ttl, .nt, .nq, .trig, .rdf or .jsonld"
        raise SourceError(f"{path.suffix or 'a name without ending'} is no RDF format", where=str(path), hint=hint)
    graph = ox.NamedNode(f"{iris.ID}file/{iris.key(path.name)}")
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise SourceError("the file is larger than 64 MiB", where=str(path), hint="split it")
        quads = [_within(quad, graph) for quad in ox.parse(path.read_bytes(), format=format)]
    except OSError as error:
        raise SourceError(f"cannot be read ({error.strerror})", where=str(path), hint="check the name") from error
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        where = f"{path}:{line}" if line else str(path)
        raise SourceError(f"no valid RDF ({error})", where=where, hint="mend it") from error
    return MemoryStore(quads)


def _within(quad: ox.Quad, graph: ox.NamedNode) -> ox.Quad:
    named = isinstance(quad.graph_name, ox.NamedNode)
    return quad if named else ox.Quad(quad.subject, quad.predicate, quad.object, graph)
