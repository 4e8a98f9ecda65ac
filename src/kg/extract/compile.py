"""A document compiled into facts: read, mended, taken apart by the grammar that fits its kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.errors import SourceError
from kg.extract import (
    corrections,
    facts,
    legal,
    numbers,
    package,
    pointers,
    registry,
    rowfacts,
    tables,
    understood,
    workbook,
)
from kg.extract.profile import Profile
from kg.extract.understood import Table
from kg.model.organisation import Organisation
from kg.model.plan import Plan
from kg.model.source import Source, Unread
from kg.read import formats
from kg.read.document import Document


@dataclass(frozen=True)
class Compiled:
    """What an import made."""

    plan: Plan
    source: Source
    unread: tuple[Unread, ...]
    tables: tuple[Table, ...] = ()
    """Which column of each table was taken for what."""
    notes: tuple[str, ...] = ()
    """What the reader left out, in Swedish."""


def document(path: Path, slug: str, data: Path, profile: Profile | None = None) -> Compiled:
    """Read a document into the facts of a plan, with the repairs that its folder in `data` holds.

    A folder of files is read as one document; `profile` helps where the guess of columns and numbers goes wrong.
    Raises SourceError where the document cannot be read, nothing in it is a fact, or a repair no longer fits.
    """
    folder = data / "plans" / slug
    laid = folder / "corrections.toml"
    damage = corrections.load(laid).damage
    read = formats.read(path, (lambda lines: corrections.mended(lines, damage, str(laid))) if damage else None)
    if sum(map(len, read.lines)) > _MOST_CHARACTERS:
        message = f"holds more than {_MOST_CHARACTERS // 1_000_000} million characters of text"
        raise SourceError(message, where=str(path), hint="split it: a plan of a thousand pages holds fewer")
    if workbook.marked(read):
        return _edited(folder, slug, read)
    plan, unread, tables = _facts(slug, read, data, profile or Profile())
    if not any(getattr(plan, name) for name in Plan.model_fields if name not in _FRAME):
        raise SourceError(
            "nothing in it could be read as a plan", where=str(path), hint="give a plan with numbered units"
        )
    return Compiled(plan, _source(folder, slug, read), tuple(unread), tables, read.notes)


def _edited(folder: Path, slug: str, read: Document) -> Compiled:
    """A workbook that `kg export` made: its facts are effective, so that nothing may be laid over them again."""
    laid = [name for name in ("corrections.toml", "summaries.toml") if (folder / name).is_file()]
    if laid:
        hint = f"import it under another --slug, or put {' and '.join(laid)} away"
        raise SourceError("the workbook holds what corrections have laid over", where=str(folder), hint=hint)
    plan, source, unread = workbook.plan(slug, read)
    return Compiled(plan, source, tuple(unread), (), read.notes)


_MOST_CHARACTERS = 4_000_000
"""More are no plan, and would take a grammar many minutes."""
_FRAME = {"slug", "document", "sha256", "sections", "passages", "parties"}
"""What a plan has besides facts that a grammar has understood."""
_Facts = tuple[Plan, list[Unread], tuple[Table, ...]]


def _facts(slug: str, read: Document, data: Path, profile: Profile) -> _Facts:
    laws = legal.laws(read, legal.names(registry.statutes(data / "statutes")))
    units = unit_names(registry.organisations(data / "organisations"), slug)
    rows = tables.find(read, profile)
    if rows is None and read.layout == "prose":
        from kg.extract import handbook

        return handbook.plan(slug, read, laws), [], ()
    if rows is None:
        read, guesses = numbers.mended(read)
        plan, unread = facts.plan(slug, read, laws, units)
        told = [understood.guessed(read, guess) for guess in guesses]
        return plan, sorted([*unread, *told], key=lambda u: u.first), understood.of_kinds(read)
    plan, unread = facts.plan(slug, read, laws, units, rows.structure)
    own = rowfacts.read(read, rows.records, laws, {p.code: p.title for p in plan.processes}, profile)
    # a body that has the records is no unit, neither in a remark nor in the text above its table
    sent = (r for r in plan.cross_references if r.target or not pointers.leads_to_body(r.kind, r.external, r.to))
    plan = plan.model_copy(update={"cross_references": tuple(sent)})
    plan = plan.model_copy(update={name: (*getattr(plan, name), *found) for name, found in own.lists()})
    return plan, sorted([*unread, *own.unread], key=lambda u: u.first), tuple(rows.tables)


def _source(folder: Path, slug: str, read: Document) -> Source:
    if (folder / "source.toml").is_file():
        return package.source_of(folder)
    kind: Literal["handbook", "classification"] = "handbook" if read.layout == "prose" else "classification"
    title = next((line.strip() for line in read.lines if line.strip()), slug)[:120]
    return Source(slug=slug, title=title, document=read.name, kind=kind, issuer="")


def unit_names(organisations: Sequence[Organisation], slug: str) -> dict[str, str]:
    """Folded names of the units that have to do with a plan, to the name that the register gives them."""
    named: dict[str, str] = {}
    for unit in organisations:
        if slug in unit.plans and unit.kind in {"unit", "board"}:
            for name in (unit.name, *unit.aliases):
                named.setdefault(" ".join(name.casefold().split()), unit.name)
    return named
