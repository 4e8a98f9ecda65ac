"""A change tried in a process of its own, which has little memory and time and no network: built, validated, linted."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import confine
from kg.errors import KgError
from kg.extract import package
from kg.settings import Settings
from kg.writing.change import RefusedError

if TYPE_CHECKING:
    from kg.lint.rule import Found
    from kg.model.finding import Finding

SECONDS = 240.0
_MEMORY = 6 * 1024**3
"""Bytes of addresses; the engine maps far more than it uses."""
_PROCESSOR = 200
_FILE = 500_000_000
_MOST = 200
"""Faults and findings that are told one by one."""
_RANKS = ("info", "warning", "error")
Fault = dict[str, str]


class Trial:
    """How changes are tried."""

    def __init__(self, strict: str = "never", seconds: float = SECONDS) -> None:
        """`strict` also refuses what adds findings of lint of at least this severity, "error" or "warning"."""
        self.strict, self.seconds = strict, seconds

    def __call__(self, settings: Settings, slug: str, current: Path) -> Mapping[str, Any]:
        """Build and check the data of some settings, of which a plan is new; `current` is the store that it is held to.

        Raises RefusedError where a shape is violated, a file is broken, or it takes too much memory or time.
        """
        folder = settings.store.parent
        places = {"data": settings.data, "store": settings.store, "sources": settings.sources, "current": current}
        task = {name: str(path) if path else None for name, path in places.items()}
        (folder / "task.json").write_text(json.dumps({**task, "slug": slug, "strict": self.strict}), encoding="utf-8")
        command = [sys.executable, "-P", "-m", __name__, str(folder)]
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=self.seconds)
        except subprocess.TimeoutExpired:
            raise RefusedError([_fault("", f"cannot be built and checked in {self.seconds:.0f} seconds")]) from None
        try:
            told: dict[str, Any] = json.loads((folder / "result.json").read_bytes())
        except (OSError, ValueError):
            reason = f"needs too much to be built and checked (ended by {done.returncode})"
            raise RefusedError([_fault("", reason)]) from None
        if told["faults"]:
            raise RefusedError(told["faults"])
        return {name: told[name] for name in ("counts", "found", "findings")}


def main(folder: Path) -> None:
    """Do what task.json says; result.json tells what came of it."""
    _limited()
    task = json.loads((folder / "task.json").read_text(encoding="utf-8"))
    told: dict[str, Any] = {"faults": [], "counts": {}, "found": {}, "findings": []}
    try:
        told |= _tried(task)
    except MemoryError:
        told["faults"] = [_fault("", "needs more memory than it may have")]
    except RecursionError:
        told["faults"] = [_fault("", "nests too deeply")]
    except KgError as error:
        told["faults"] = list(_faults(error, task))
    (folder / "result.json").write_text(json.dumps(told, ensure_ascii=False, default=str), encoding="utf-8")


def _limited() -> None:
    confine.end_with_parent()
    confine.spare(_MEMORY, _PROCESSOR, _FILE)
    confine.stay_offline()


def _tried(task: Mapping[str, Any]) -> dict[str, Any]:
    from kg.service import KnowledgeGraph

    slug, data = task["slug"], Path(task["data"])
    sources = Path(task["sources"]) if task["sources"] else None
    settings = Settings(data, Path(task["store"]), sources)
    there = (data / "plans" / slug / "source.toml").is_file()
    if there:
        _named(package.load(data / "plans" / slug))
    with KnowledgeGraph(settings) as kg:
        counts = kg.build().counts.get(slug, {})
        found = kg.findings([slug]) if there else ()
        if there:
            kg.resolve(kg.question("protokoll", [slug]))
    told = {
        "counts": counts,
        "found": Counter(each.severity for each in found),
        "findings": [_told(each) for each in found[:_MOST]],
    }
    if task["strict"] in _RANKS and there:
        rank = _RANKS.index(task["strict"])
        before = _before(replace(settings, data=data, store=Path(task["current"])), slug)
        worse = [f for f in found if _RANKS.index(f.severity) >= rank and f.fingerprint not in before]
        told["faults"] = [_found(list(f.where), f) for f in worse[:_MOST]]
    return told


def _before(settings: Settings, slug: str) -> set[str]:
    from kg.service import KnowledgeGraph

    if not (settings.store / "CURRENT").exists():
        return set()
    with KnowledgeGraph(settings) as kg:
        return {each.fingerprint for each in kg.findings([slug])} if slug in kg.catalogue.plans else set()


def _named(plan: package.Package) -> None:
    """Refuse a plan whose facts name a document by a path: documents are looked for in the folder of originals."""
    from kg.errors import SourceError

    names = {plan.source.document, plan.as_read.document}
    for field in type(plan.as_read).model_fields:
        facts = getattr(plan.as_read, field)
        if isinstance(facts, tuple):
            names |= {span.document for fact in facts if (span := getattr(fact, "span", None)) is not None}
    for name in sorted(names):
        if Path(name).name != name or "\\" in name or ":" in name or name.startswith(".") or not name.isprintable():
            raise SourceError(f"{name[:100]!r} is no file name", where="document", hint="name the file without folders")


def _told(found: Found) -> dict[str, Any]:
    fields = {"rule", "severity", "certain", "where", "record", "lines", "message", "message_en", "fix"}
    return found.model_dump(mode="json", include=fields)


def _faults(error: KgError, task: Mapping[str, Any]) -> Iterator[Fault]:
    """What was wrong, by places within the plan; paths of this machine are nobody's business."""
    from kg.building import ViolatedError

    if isinstance(error, ViolatedError):
        for each in error.broken[:_MOST]:
            yield _found([each.plan, *each.where], each)
        return
    where, what = (_bare(text or "", task) for text in (error.where, error.message))
    yield _fault(where, what, error.hint or "")


def _bare(text: str, task: Mapping[str, Any]) -> str:
    for path in (f"{task['data']}/plans/{task['slug']}/", f"{Path(task['data']).parent}/"):
        text = text.replace(path, "").replace(path.replace("/", "\\"), "")
    return text


def _fault(where: str, what: str, hint: str = "") -> Fault:
    told = f"{what}: {hint}" if hint else what
    return {"where": where[:300], "what": told[:1000], "message": what[:1000], "hint": hint[:1000]}


def _found(where: list[str], finding: Finding) -> Fault:
    swedish = f"{finding.rule} {finding.message}"[:1000]
    return {**_fault(" ".join(where), f"{finding.rule} {finding.message_en}"), "swedish": swedish}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
