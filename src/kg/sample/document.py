"""A municipality's records plan as a document of rows, and the facts that a right reading of it gives."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.model.disposition import DispositionRule
from kg.model.fact import Span
from kg.model.law import Citation
from kg.model.plan import CrossReference, Plan, Process, RecordType
from kg.model.retention import RetentionRule
from kg.sample.town import Record, Town, Unit

HEADS = ("Nr", "Process", "Handlingstyp", "Bevaras/Gallras", "Gallringsfrist", "Lagrum", "Anmärkning")
_CITED = re.compile(r"(?P<law>.+) \((?P<sfs>\d{4}:\d+)\)")


@dataclass
class _Facts:
    processes: list[Process] = field(default_factory=list)
    record_types: list[RecordType] = field(default_factory=list)
    cross_references: list[CrossReference] = field(default_factory=list)
    disposition_rules: list[DispositionRule] = field(default_factory=list)
    retention_rules: list[RetentionRule] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)


def name(town: Town) -> str:
    """File name of the document."""
    return f"{town.slug}.csv"


def written(town: Town) -> bytes:
    """The document: CSV with semicolons, UTF-8, a row a unit or a record type."""
    return "".join(f"{line}\n" for line in _lines(town)).encode()


def facts(town: Town) -> Plan:
    """What stands in the document, each fact with its line."""
    lines = _lines(town)
    out = _Facts()
    at = 1
    for unit in town.units:
        at += 1
        _unit(out, unit, _span(town, lines, at))
        for order, record in enumerate(unit.records, start=1):
            at += 1
            _record(out, unit, record, order, _span(town, lines, at))
    return Plan(
        slug=town.slug,
        document=name(town),
        sha256=hashlib.sha256(written(town)).hexdigest(),
        **{kind: tuple(found) for kind, found in vars(out).items()},
    )


def _lines(town: Town) -> Sequence[str]:
    rows: list[Sequence[str]] = [HEADS]
    for unit in town.units:
        rows.append((unit.code, unit.title, "", "", "", "", _note(unit)))
        rows += [_row(record) for record in unit.records]
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(rows)
    return text.getvalue().splitlines()


def _note(unit: Unit) -> str:
    if unit.ended:
        return f"Upphörd {unit.ended}, ersatt av {unit.successor}."
    sent = unit.sent
    return f"{sent.subject} hanteras i {' '.join(filter(None, (sent.code, sent.title)))}." if sent else ""


def _row(record: Record) -> Sequence[str]:
    fate = "Bevaras" if record.fate == "B" else "Gallras"
    term = {"B": "", "0": "Vid inaktualitet"}.get(record.fate, f"{record.fate} år")
    return ("", "", record.name, fate, term, record.law or "", "")


def _span(town: Town, lines: Sequence[str], at: int) -> Span:
    passage = hashlib.sha256(lines[at - 1].encode()).hexdigest()
    return Span(document=name(town), first=at, last=at, sha256=passage)


def _unit(out: _Facts, unit: Unit, span: Span) -> None:
    above = unit.code.rpartition(".")[0] or None
    heirs = (unit.successor,) if unit.successor else ()
    out.processes.append(
        Process(
            code=unit.code,
            level="P" if above else "VO",
            title=unit.title,
            parent=above,
            ended=unit.ended,
            successors=heirs,
            span=span,
        )
    )
    if unit.sent:
        out.cross_references.append(
            CrossReference(
                source=unit.code,
                subject=unit.sent.subject,
                verb="hanteras i",
                kind="redirect",
                cited_level=None,
                target=unit.sent.code,
                cited_title=unit.sent.title,
                span=span,
            )
        )


def _record(out: _Facts, unit: Unit, record: Record, order: int, span: Span) -> None:
    called = record.name[0].lower() + record.name[1:]
    out.record_types.append(RecordType(process=unit.code, name=called, span=span))
    out.disposition_rules.append(
        DispositionRule(
            process=unit.code,
            order=order,
            applies_to=called,
            span=span,
            action="preserve" if record.fate == "B" else "destroy",
        )
    )
    out.retention_rules.append(
        RetentionRule(
            process=unit.code,
            record=called,
            action="preserve" if record.fate == "B" else "destroy",
            modality="must",
            layer="local",
            period=f"P{record.fate}Y" if record.fate not in "B0" else None,
            counted_from="inaktualitet" if record.fate == "0" else None,
            legal=(record.law,) if record.law else (),
            span=span,
        )
    )
    cited = _CITED.fullmatch(record.law or "")
    if cited:
        law = cited["law"][0].lower() + cited["law"][1:]
        out.citations.append(Citation(text=cited[0], law=law, sfs=cited["sfs"], cited_by=unit.code, span=span))
