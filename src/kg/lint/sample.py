"""Small made-up plans in TOML: the examples that every rule carries, and that its tests run."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from kg.errors import SourceError
from kg.model.fact import Span
from kg.model.organisation import Organisation
from kg.model.plan import Plan
from kg.model.source import Damage, Source
from kg.model.statute import Statute

SLUG = "exempel"
_DOCUMENT = "exempel.txt"
_LISTS = {name: field for name, field in Plan.model_fields.items() if name not in {"slug", "document", "sha256"}}
_DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "cross_references": {
        "subject": None,
        "verb": "hanteras i",
        "kind": "redirect",
        "cited_level": None,
        "target": None,
        "cited_title": None,
    },
    "retention_rules": {"record": None},
    "citations": {"law": None},
    "responsibilities": {"role": None},
}


@dataclass(frozen=True)
class Sample:
    """A made-up plan with what lint looks at beside it."""

    plan: Plan
    source: Source
    lines: tuple[str, ...]
    """The made-up document; empty where the sample gives no text."""
    organisations: tuple[Organisation, ...] = ()
    statutes: tuple[Statute, ...] = ()
    today: date = date(2024, 1, 1)
    damage: tuple[Damage, ...] = ()


def read(text: str, where: str = "sample") -> Sample:
    """A sample from TOML.

    `units` are "1.1 P Leda", or tables with `unit` and further fields of a process; `sections` likewise "s1 Ansvar".
    `records` gives names of record types by code; `text` lines of the document by code. `references` and `rules` stand
    for cross_references and disposition_rules; a rule without `order` takes the next one of its process. Every other
    list of a plan goes by its own name, and so do `organisations`, `statutes` and `damage`. A fact has the lines of its
    unit, or `line`, counted from 1 within its text.
    Raises SourceError where it is no TOML, or no plan.
    """
    try:
        return _Reader(tomllib.loads(text)).sample()
    except (tomllib.TOMLDecodeError, ValidationError, KeyError, ValueError) as error:
        raise SourceError(f"no sample ({str(error).splitlines()[0]})", where=where, hint="mend the example") from error


class _Reader:
    def __init__(self, told: dict[str, Any]) -> None:
        self._told = told
        self._lines: list[str] = []
        self._spans: dict[str, Span] = {}

    def sample(self) -> Sample:
        told = self._told
        texts: Mapping[str, Sequence[str]] = told.pop("text", {})
        units = [self._placed(unit, "unit", texts) for unit in told.pop("units", [])]
        sections = [self._placed(section, "section", texts) for section in told.pop("sections", [])]
        records = told.pop("records", {})
        lists: dict[str, list[dict[str, Any]]] = {
            "processes": [_process(unit) for unit in units],
            "sections": [_section(section) for section in sections],
            "record_types": [
                {"process": code, "name": name, "span": self._span(code)}
                for code, names in records.items()
                for name in names
            ],
            "cross_references": told.pop("references", []),
            "disposition_rules": _ordered(told.pop("rules", [])),
        }
        source = Source(
            slug=SLUG,
            title="Exempel",
            document=_DOCUMENT,
            kind="classification",
            issuer="Exempelby",
            issued=told.pop("issued", None),
        )
        organisations = tuple(map(Organisation.model_validate, told.pop("organisations", [])))
        statutes = tuple(map(Statute.model_validate, told.pop("statutes", [])))
        today = told.pop("today", date(2024, 1, 1))
        damage = tuple(map(Damage.model_validate, told.pop("damage", [])))
        lists |= {name: told.pop(name) for name in list(told) if name in _LISTS}
        if told:
            raise ValueError(f"unknown {', '.join(told)}")
        facts = {name: [self._fact(name, each) for each in each_list] for name, each_list in lists.items()}
        plan = Plan.model_validate({"slug": SLUG, "document": _DOCUMENT, "sha256": "0" * 64, **facts})
        return Sample(plan, source, tuple(self._lines) if texts else (), organisations, statutes, today, damage)

    def _placed(self, given: Any, key: str, texts: Mapping[str, Sequence[str]]) -> dict[str, Any]:
        """A unit or section, with its lines put behind those before it."""
        unit: dict[str, Any] = {key: given} if isinstance(given, str) else dict(given)
        code = unit[key].split()[0]
        first = len(self._lines) + 1
        self._lines += texts.get(code) or [unit[key]]
        self._spans[code] = self._made(first, len(self._lines))
        return unit | {"span": self._made(first, first)}

    def _span(self, code: str | None) -> Span:
        return self._spans.get(code or "", self._made(1, 1))

    def _made(self, first: int, last: int) -> Span:
        sha256 = hashlib.sha256(f"{first}-{last}".encode()).hexdigest()
        return Span(document=_DOCUMENT, first=first, last=last, sha256=sha256)

    def _fact(self, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
        fact: dict[str, Any] = {**_DEFAULTS.get(name, {}), **given}
        owner = next((fact[key] for key in ("source", "process", "cited_by", "section") if fact.get(key)), None)
        line = fact.pop("line", None)
        if "span" not in fact:
            at = self._span(owner)
            fact["span"] = at if line is None else self._made(at.first + line - 1, at.first + line - 1)
        return fact


def _process(unit: dict[str, Any]) -> dict[str, Any]:
    code, level, title = unit.pop("unit").split(" ", 2)
    parent = code.rpartition(".")[0] or None
    return {"code": code, "level": level, "title": title, "parent": parent, **unit}


def _section(section: dict[str, Any]) -> dict[str, Any]:
    id, title = section.pop("section").split(" ", 1)
    return {"id": id, "title": title, **section}


def _ordered(rules: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    seen: dict[str, int] = {}
    out = []
    for rule in rules:
        seen[rule["process"]] = seen.get(rule["process"], 0) + 1
        out.append({"order": seen[rule["process"]], "action": None, **rule})
    return out
