"""A build: the facts of all plans, corrected, written as quads, validated, and swapped in as the new store."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import __version__, assets
from kg.errors import FailedError, SourceError, StoreError
from kg.extract import crosswalk, package, registry
from kg.extract.package import Package
from kg.graph import crosswalk as crossing
from kg.graph import derive, iris, notes, shapes
from kg.graph import store as stores
from kg.graph.store import MemoryStore
from kg.model.comparison import Crosswalk
from kg.model.finding import Finding
from kg.model.plan import Plan
from kg.settings import Settings


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made of each plan."""

    changed: bool
    """False where the store already held these facts."""
    counts: Mapping[str, Mapping[str, int]]
    """By plan: number of facts of each kind."""
    findings: tuple[Finding, ...]
    """Violations of the shapes that do not stop a build."""
    store: Path
    left_out: tuple[str, ...] = ()
    """Mappings of plans that are not here, a line each: what, where, what to do."""


class ViolatedError(FailedError):
    """Facts that the shapes do not allow."""

    def __init__(self, broken: Sequence[Finding]) -> None:
        first = broken[0]
        more = f" (and {len(broken) - 1} more)" if len(broken) > 1 else ""
        where = f"{first.plan} {' '.join(first.where)}".strip()
        super().__init__(f"{first.message_en}{more}", where=where, hint="mend the facts or their corrections")
        self.broken = tuple(broken)


Beside = Callable[[Sequence[Plan], Path], Mapping[str, bytes]]
"""What is to be kept beside the graph of these plans and this folder of organisations, by the name of its file."""


def build(settings: Settings, beside: Beside = lambda plans, organisations: {}, made_by: str = "") -> BuildReport:
    """Facts of all plans to the store; the old store serves until the new one is whole.

    `made_by` is the fingerprint of whatever makes what is kept beside them.
    Raises SourceError for a plan folder that cannot be read; ViolatedError where a shape is violated; FailedError where
    the store cannot be written.
    """
    packages = _packages(settings)
    counted = {each.source.slug: counts(each.effective) for each in packages}
    mapped, left_out = crosswalk.load(settings.data, [each.effective for each in packages])
    fingerprint = _fingerprint(settings.data, made_by)
    if _built(settings.store, fingerprint):
        return BuildReport(False, counted, (), settings.store, left_out)
    memory = MemoryStore(_quads(settings.data, packages, mapped))
    findings = _validated(memory, packages)
    _refuse([finding for finding in findings if finding.severity == "error"])
    kept = beside([each.effective for each in packages], settings.data / "organisations")
    stores.build(settings.store, memory.oxigraph, fingerprint=fingerprint, beside=kept)
    return BuildReport(True, counted, findings, settings.store, left_out)


def counts(plan: Plan) -> dict[str, int]:
    """How many facts of each kind a plan has."""
    return {name: len(value) for name in Plan.model_fields if isinstance(value := getattr(plan, name), tuple)}


def _packages(settings: Settings) -> list[Package]:
    found = [package.load(folder) for folder in package.folders(settings.data)]
    for each in found:
        package.check_original(each, settings.sources)
    if not found:
        where = str(settings.data / "plans")
        raise SourceError("no plans", where=where, hint="import a document first")
    return found


def _quads(data: Path, packages: Sequence[Package], mapped: Iterable[Crosswalk]) -> stores.Quads:
    organisations = registry.organisations(data / "organisations")
    statutes = registry.statutes(data / "statutes")
    for each in packages:
        yield from derive.as_read(each.as_read, each.source)
        yield from derive.effective(each.effective, each.source, organisations, statutes)
    for each_pair in mapped:
        yield from crossing.reviewed(each_pair)
    yield from derive.shared(organisations, statutes)


def _validated(memory: MemoryStore, packages: Iterable[Package]) -> tuple[Finding, ...]:
    graphs = [graph(each.source.slug) for each in packages for graph in (iris.as_read, iris.effective)]
    # What is wrong as read and not corrected is found in both graphs of a plan.
    return tuple(dict.fromkeys(finding for graph in graphs for finding in shapes.validate(memory, graph)))


def _refuse(broken: Sequence[Finding]) -> None:
    if broken:
        raise ViolatedError(broken)


def _built(store: Path, fingerprint: str) -> bool:
    try:
        with stores.Store.open(store) as held:
            return held.fingerprint == fingerprint
    except StoreError:
        return False


def _fingerprint(data: Path, made_by: str) -> str:
    """Of all that a build reads: data, ontology, and the program that maps them."""
    digest = hashlib.sha256(f"{__version__} {notes.digest()} {_program()} {made_by}".encode())
    for folder in (data, assets.ontology("")):
        for path in _files(folder):
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _program() -> str:
    """Of the modules that make the quads, so that a change of theirs is a change of the graph."""
    files = sorted(Path(derive.__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("."))
