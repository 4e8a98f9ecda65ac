"""The folder of a plan: source.toml, facts.json, corrections.toml, summaries.toml; read, checked and written whole."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ValidationError

from kg.errors import FailedError, SourceError, UsageError
from kg.extract import corrections
from kg.model.plan import Plan
from kg.model.source import Corrections, Source

_SCHEMA = "https://w3id.org/kg-se/plan.schema.json"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


@dataclass(frozen=True)
class Package:
    """All that a plan's folder holds."""

    folder: Path
    source: Source
    corrections: Corrections
    as_read: Plan
    effective: Plan
    """The facts with corrections, successions and summaries laid over."""


def folders(data: Path) -> list[Path]:
    """Folders of plans, by name; those without a source.toml are none.

    Raises SourceError where there is no folder for plans.
    """
    home = data / "plans"
    if not home.is_dir():
        raise SourceError("no folder for plans", where=str(home), hint="check KG_DATA")
    return sorted(path for path in home.iterdir() if (path / "source.toml").is_file())


def load(folder: Path) -> Package:
    """Read a plan's folder.

    Raises SourceError where a file is missing, broken, or does not fit the others.
    """
    source = source_of(folder)
    if source.slug != folder.name:
        raise SourceError(f"slug is {source.slug!r}", where=str(folder / "source.toml"), hint=f"write {folder.name!r}")
    laid = corrections.load(folder / "corrections.toml")
    plan = facts_of(folder)
    if (plan.slug, plan.document) != (source.slug, source.document):
        where = str(folder / "facts.json")
        raise SourceError(
            f"facts of {plan.slug} in {plan.document}, not of source.toml", where=where, hint="run kg import"
        )
    summaries = _summaries(folder / "summaries.toml")
    effective = corrections.effective(plan, laid, summaries, str(folder / "corrections.toml"))
    return Package(folder, source, laid, plan, effective)


def source_of(folder: Path) -> Source:
    """The description of a plan's document.

    Raises SourceError where source.toml is missing or broken.
    """
    path = folder / "source.toml"
    try:
        return Source.model_validate(corrections.toml(path))
    except ValidationError as error:
        raise _invalid(path, error) from error


def facts_of(folder: Path) -> Plan:
    """The facts of facts.json.

    Raises SourceError where it is missing, no JSON, or holds no facts.
    """
    return facts_file(folder / "facts.json")


def facts_file(path: Path) -> Plan:
    """The facts of a file such as facts.json, wherever it lies.

    Raises SourceError where it is missing, no JSON, or holds no facts.
    """
    try:
        return Plan.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise _invalid(path, error) from error
    except OSError as error:
        raise SourceError(f"cannot be read ({error.strerror})", where=str(path), hint="run kg import") from error


def check_original(package: Package, sources: Path | None) -> None:
    """Hold facts against the original, where it is at hand.

    Raises SourceError where the document is another edition than the one that was read.
    """
    original = sources / package.source.document if sources else None
    if original is None or not original.is_file():
        return
    if hashlib.sha256(original.read_bytes()).hexdigest() != package.as_read.sha256:
        where = str(package.folder / "facts.json")
        raise SourceError(f"no longer fits {original.name}, which has changed", where=where, hint="run kg import")


def _invalid(path: Path, error: ValidationError) -> SourceError:
    first = error.errors(include_url=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    message = f"{field}: {first['msg']}" if field else str(first["msg"])
    return SourceError(message, where=str(path), hint="mend the line, or run kg import")


def _summaries(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    tables = corrections.toml(path)
    odd = next((key for key, value in tables.items() if not isinstance(value, str)), None)
    if odd is not None:
        raise SourceError(f"{odd} is no sentence", where=str(path), hint='write "1.1" = "…"')
    return tables


# Writing


def rendered(plan: Plan) -> bytes:
    """The facts as facts.json holds them: one fact a line, so that a review sees what changed."""
    return "".join(_json(plan)).encode()


def schema() -> bytes:
    """The JSON Schema (2020-12) of facts.json and of `kg export --format json`, as ontology/plan.schema.json has it."""
    told = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": _SCHEMA, "title": "KG plan"}
    made = Plan.model_json_schema(mode="serialization")
    return (
        json.dumps(told | {k: v for k, v in made.items() if k != "title"}, ensure_ascii=False, indent=1).encode()
        + b"\n"
    )


def _json(plan: Plan) -> Iterator[str]:
    fields = {name: getattr(plan, name) for name in Plan.model_fields}
    yield "{\n"
    for n, (name, value) in enumerate(fields.items()):
        comma = "," if n + 1 < len(fields) else ""
        if isinstance(value, tuple):
            lines = ",\n".join(f"  {_line(fact)}" for fact in value)
            yield f' "{name}": [\n{lines}\n ]{comma}\n' if value else f' "{name}": []{comma}\n'
        else:
            yield f' "{name}": {json.dumps(value, ensure_ascii=False)}{comma}\n'
    yield "}\n"


def _line(fact: BaseModel) -> str:
    return json.dumps(fact.model_dump(mode="json"), ensure_ascii=False)


def differences(committed: bytes, now: bytes, most: int = 40) -> list[str]:
    """Lines of facts that one has and the other has not, "-" for committed and "+" for now; at most `most`."""
    before, after = committed.decode(errors="replace").splitlines(), now.decode().splitlines()
    gone, new = set(before) - set(after), set(after) - set(before)
    lines = [f"- {_told(line)}" for line in before if line in gone] + [
        f"+ {_told(line)}" for line in after if line in new
    ]
    if not lines and committed != now:
        lines = ["the same facts in another order or form"]
    return [*lines[:most], *([f"… and {len(lines) - most} more"] if len(lines) > most else [])]


def _told(line: str) -> str:
    with suppress(ValueError):
        fact = json.loads(line.strip().rstrip(","))
        if isinstance(fact, dict):
            span = fact.pop("span", None) or {}
            told = ", ".join(f"{k}={v}" for k, v in fact.items() if v not in (None, [], False))
            return f"{span.get('document', '')}:{span.get('first', '')}: {told}"[:240]
    return line.strip()[:240]


def save(folder: Path, plan: Plan, source: Source) -> None:
    """Write facts.json, and source.toml where there is none; each file is replaced in one step.

    Raises FailedError where the folder cannot be written; what was there still stands.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritten(folder, error) from error
    replace_file(folder / "facts.json", rendered(plan))
    if not (folder / "source.toml").is_file():
        replace_file(folder / "source.toml", _toml(source).encode())


def _toml(source: Source) -> str:
    shown = source.model_dump(mode="json", exclude_none=True)
    return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in shown.items())


def replace_file(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a file aside and put it in place in one step.

    `mode` is that of a new file; one that is there keeps its own.
    Raises FailedError where that cannot be done; the file that was there still stands.
    """
    aside: str | None = None
    try:
        handle, aside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            os.chmod(aside, path.stat().st_mode & 0o777)
        else:
            os.chmod(aside, mode)
        os.replace(aside, path)
    except OSError as error:
        raise _unwritten(path, error) from error
    finally:
        if aside is not None:
            with suppress(OSError):
                os.unlink(aside)


def _unwritten(path: Path, error: OSError) -> FailedError:
    hint = "free some space or choose a folder that can be written; what was there still stands"
    return FailedError(f"cannot be written ({error.strerror})", where=str(path), hint=hint)


# Names


def slug_for(document: str, data: Path) -> str:
    """The slug of the plan that a document belongs to: that of the folder that names it, else one made of its name."""
    with suppress(SourceError):
        for folder in folders(data):
            if source_of(folder).document == document:
                return folder.name
    plain = unicodedata.normalize("NFKD", Path(document).stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "plan"


def checked_slug(slug: str) -> str:
    """The slug, where it may name a folder and a part of an identifier.

    Raises UsageError where it may not.
    """
    if not _SLUG.match(slug):
        raise UsageError(f"{slug!r} is no slug", hint="use a-z, 0-9 and single hyphens")
    return slug


def names(packages: Sequence[Package]) -> list[str]:
    """Slugs of packages."""
    return [package.source.slug for package in packages]
