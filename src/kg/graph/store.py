"""The graph on disk: an embedded Oxigraph store, built aside and swapped in one step, opened to be read only.

Beside the store lies what it says, one N-Triples file a named graph, dumped from it when it was built, and what the
builder made of it for quick starts: a process that only wants facts reads those and never starts the engine.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Protocol

from kg.errors import FailedError, StoreError
from kg.graph import iris, manifest
from kg.graph.manifest import Manifest
from kg.graph.versions import Versions

if TYPE_CHECKING:
    import pyoxigraph as ox

_HINT = "run kg build"


Quads = Iterable["ox.Quad"]
"""Statements, each in a named graph."""


class Graphs(Protocol):
    """Named graphs to query and to read."""

    @property
    def oxigraph(self) -> ox.Store:
        """The store to query."""

    @property
    def graphs(self) -> Mapping[str, int]:
        """Named graphs and how many triples each holds."""

    @property
    def merged(self) -> bool:
        """Whether the default graph of the store holds what a query without GRAPH sees, each statement once."""

    def triples(self, graph: str) -> bytes:
        """A named graph as canonical N-Triples; nothing where there is no such graph."""


class MemoryStore:
    """Quads in memory, for what is looked at once: a file to validate, a plan being imported."""

    def __init__(self, quads: Iterable[ox.Quad] = ()) -> None:
        import pyoxigraph as ox

        self.oxigraph = ox.Store()
        self.oxigraph.bulk_extend(quads)
        self.merged = False

    @property
    def graphs(self) -> Mapping[str, int]:
        """Named graphs and how many triples each holds."""
        return _counts(self.oxigraph)

    def triples(self, graph: str) -> bytes:
        """A named graph as canonical N-Triples; nothing where there is no such graph."""
        import pyoxigraph as ox

        return self.oxigraph.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph)) or b""

    def load(self, graph: str, triples: bytes) -> None:
        """Add a named graph from N-Triples, as `triples` gives them."""
        import pyoxigraph as ox

        name = ox.NamedNode(graph)
        self.oxigraph.bulk_load(triples, format=ox.RdfFormat.N_TRIPLES, to_graph=name, lenient=True)

    def merge(self) -> MemoryStore:
        """Make the default graph of those that a query without GRAPH sees; no graph may change after."""
        _merge(self.oxigraph)
        self.merged = True
        return self


class Store:
    """A built store, held open for reading: no later build takes it away before it is closed."""

    merged = True

    def __init__(self, folder: Path, said: Manifest, held: IO[bytes]) -> None:
        self._folder = folder
        self._manifest = said
        self._held = held

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open the current version of the store in a folder.

        Raises StoreError where there is none, or it is of another format, or damaged.
        """
        try:
            found = Versions(path).read()
        except (OSError, ValueError) as error:
            raise StoreError(f"the graph is damaged ({error})", where=str(path), hint=_HINT) from error
        if found is None:
            raise StoreError("no graph has been built here", where=str(path), hint=_HINT)
        folder, held = found
        try:
            return cls(folder, manifest.read(folder), held)
        except BaseException:
            held.close()
            raise

    @property
    def version(self) -> Path:
        """Folder of the version that is held."""
        return self._folder

    @property
    def fingerprint(self) -> str:
        """Fingerprint of the inputs that the store was built from."""
        return self._manifest.fingerprint

    @property
    def graphs(self) -> Mapping[str, int]:
        """Named graphs and how many triples each holds."""
        return {name: count for name, (_, count) in self._manifest.graphs.items()}

    @property
    def default(self) -> int:
        """How many triples the default graph holds."""
        return self._manifest.default

    @cached_property
    def oxigraph(self) -> ox.Store:
        """The engine, opened read-only when first asked for.

        Raises StoreError where its files are damaged.
        """
        import pyoxigraph as ox

        try:
            return ox.Store.read_only(str(self._folder / "oxigraph"))
        except OSError as error:
            raise StoreError(f"the graph is damaged ({error})", where=str(self._folder), hint=_HINT) from error

    def triples(self, graph: str) -> bytes:
        """A named graph as canonical N-Triples; nothing where there is no such graph.

        Raises StoreError where its file cannot be read.
        """
        if graph not in self._manifest.graphs:
            return b""
        try:
            return (self._folder / self._manifest.graphs[graph][0]).read_bytes()
        except OSError as error:
            raise StoreError(f"the graph is damaged ({error})", where=str(self._folder), hint=_HINT) from error

    def beside(self, name: str) -> bytes | None:
        """What the builder kept under a name beside the graphs.

        None where it kept nothing, or where that is gone or no longer what it was: all of it can be made again.
        """
        said = self._manifest.beside.get(name)
        if said is None:
            return None
        try:
            kept = (self._folder / "beside" / name).read_bytes()
        except OSError:
            return None
        return kept if hashlib.sha256(kept).hexdigest() == said else None

    def memory(self) -> MemoryStore:
        """A copy in memory: slower to open, faster to query over and over."""
        copy = MemoryStore()
        for graph in self.graphs:
            copy.load(graph, self.triples(graph))
        return copy

    def close(self) -> None:
        """Let go of the version, so that a later build may remove it; the store is not to be used after."""
        self.__dict__.pop("oxigraph", None)
        self._held.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def build(
    path: Path, quads: Iterable[ox.Quad], *, fingerprint: str = "", beside: Mapping[str, bytes] | None = None
) -> Mapping[str, int]:
    """Write quads as the new version of the store in a folder, and swap it in; named graphs and their sizes come back.

    `beside` holds, by name, what the builder wants kept with them; it may hold nothing that the quads do not say.
    Whoever reads the version before goes on reading it, and where the work breaks off it stays the current one.
    Raises FailedError where the folder cannot be written or the disk is full.
    """
    import pyoxigraph as ox

    try:
        with Versions(path).writing() as folder:
            store = ox.Store(str(folder / "oxigraph"))
            store.bulk_extend(quads)
            _merge(store)
            store.flush()
            graphs = _dump(store, folder)
            default = len(store) - sum(count for _, count in graphs.values())
            del store
            # RocksDB's diary names the machine and the hour; a build says the same whenever and wherever it is made.
            (folder / "oxigraph" / "LOG").unlink(missing_ok=True)
            manifest.write(folder, fingerprint, graphs, default, _keep(folder / "beside", beside or {}))
    except OSError as error:
        hint = "free some space or choose a folder that can be written; the graph before still stands"
        raise FailedError(f"the graph could not be written ({error})", where=str(path), hint=hint) from error
    return {name: count for name, (_, count) in graphs.items()}


def adopt(path: Path, built: Path) -> None:
    """Take the current version of the store in the folder `built` over as the new version of the one in `path`.

    The same swap as that of a build. Raises StoreError where nothing whole has been built there; FailedError where
    the folder cannot be written.
    """
    try:
        with Store.open(built) as held, Versions(path).writing() as folder:
            for entry in held.version.iterdir():
                if entry.is_dir():
                    shutil.copytree(entry, folder / entry.name)
                elif entry.name != "lock":
                    shutil.copyfile(entry, folder / entry.name)
    except OSError as error:
        hint = "free some space or choose a folder that can be written; the graph before still stands"
        raise FailedError(f"the graph could not be written ({error})", where=str(path), hint=hint) from error


def _merge(store: ox.Store) -> None:
    import pyoxigraph as ox

    for graph in iris.default_graphs(graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)):
        quads = store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
        store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)


def _dump(store: ox.Store, folder: Path) -> dict[str, tuple[str, int]]:
    import pyoxigraph as ox

    (folder / "graphs").mkdir()
    graphs = {}
    for n, name in enumerate(sorted(graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode))):
        file = f"graphs/{n:04d}.nt"
        store.dump(str(folder / file), format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(name))
        graphs[name] = (file, (folder / file).read_bytes().count(b" .\n"))
    return graphs


def _keep(folder: Path, beside: Mapping[str, bytes]) -> dict[str, str]:
    folder.mkdir()
    for name, kept in beside.items():
        (folder / name).write_bytes(kept)
    return {name: hashlib.sha256(kept).hexdigest() for name, kept in beside.items()}


def _counts(store: ox.Store) -> dict[str, int]:
    import pyoxigraph as ox

    names = [graph for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)]
    return {graph.value: sum(1 for _ in store.quads_for_pattern(None, None, None, graph)) for graph in names}
