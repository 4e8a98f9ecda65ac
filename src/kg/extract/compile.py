"""A document compiled into facts: read, mended, taken apart by the grammar that fits its kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.errors import SourceError
from kg.extract import corrections, facts, legal, package, registry
from kg.model.organisation import Organisation
from kg.model.plan import Plan
from kg.model.source import Source, Unread
from kg.read import plaintext
from kg.read.document import Document


@dataclass(frozen=True)
class Compiled:
    """What an import made."""

    plan: Plan
    source: Source
    unread: tuple[Unread, ...]


def document(path: Path, slug: str, data: Path) -> Compiled:
    """Read a document into the facts of a plan, with the repairs that its folder in `data` holds.

    Raises SourceError where the document cannot be read, nothing in it is a fact, or a repair no longer fits.
    """
    folder = data / "plans" / slug
    laid = folder / "corrections.toml"
    raw = plaintext.load(path)
    read = plaintext.parse(path.name, raw)
    damage = corrections.load(laid).damage
    if damage:
        read = plaintext.parse(path.name, raw, corrections.mended(read.lines, damage, str(laid)))
    plan, unread = _facts(slug, read, data)
    if not any(getattr(plan, name) for name in Plan.model_fields if name not in {"slug", "document", "sha256"}):
        raise SourceError(
            "nothing in it could be read as a plan", where=str(path), hint="give a plan with numbered units"
        )
    return Compiled(plan, _source(folder, slug, read), tuple(unread))


def _facts(slug: str, read: Document, data: Path) -> tuple[Plan, list[Unread]]:
    laws = legal.laws(read, legal.names(registry.statutes(data / "statutes")))
    units = unit_names(registry.organisations(data / "organisations"), slug)
    if read.layout == "prose":
        from kg.extract import handbook

        return handbook.plan(slug, read, laws), []
    return facts.plan(slug, read, laws, units)


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
