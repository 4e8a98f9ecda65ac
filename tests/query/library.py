"""Two small made-up plans: a town library's and a village's."""

from __future__ import annotations

from datetime import date

from kg.model.disposition import Condition, DispositionRule
from kg.model.fact import Span
from kg.model.law import Citation
from kg.model.plan import CrossReference, Plan, Process, RecordType
from kg.model.retention import RetentionRule

CHANGE = date(2020, 7, 1)


def at(document: str, first: int, last: int | None = None) -> Span:
    return Span(document=document, first=first, last=last or first, sha256="0" * 64)


def _unit(code: str, level: str, title: str, line: int, **more: object) -> Process:
    parent = code.rpartition(".")[0] or None
    return Process(code=code, level=level, title=title, parent=parent, span=at("bokby.txt", line), **more)  # type: ignore[arg-type]


def _refers(
    source: str, line: int, subject: str, verb: str, kind: str, target: str | None, title: str | None, **more: object
) -> CrossReference:
    return CrossReference(
        source=source,
        subject=subject,
        verb=verb,
        kind=kind,  # type: ignore[arg-type]
        cited_level=None,
        target=target,
        cited_title=title,
        span=at("bokby.txt", line),
        **more,  # type: ignore[arg-type]
    )


def bokby(title: str = "Planera verksamheten", successors: tuple[str, ...] = ("1.3",)) -> Plan:
    """The library's plan; other arguments give it as it was read, before corrections."""
    records = [
        *(("1.1", "verksamhetsplan", 3), ("1.1", "protokoll", 3), ("1.2", "avtal", 6), ("1.3", "Avtal", 9)),
        *(
            ("1.3", "anbud", 9),
            ("1.3", "protokoll", 10),
            ("1.10", "besökslista", 13),
            ("2.1.1", "låntagarregister", 18),
        ),
        *(("2.1.2", "kravbrev", 22), ("2.1.2", "påminnelse", 22)),
    ]
    return Plan(
        slug="bokby",
        document="bokby.txt",
        sha256="b" * 64,
        processes=(
            _unit("1", "VO", "Leda och styra", 1),
            _unit("1.1", "P", title, 2),
            _unit("1.2", "P", "Hantera avtal", 5, ended=CHANGE, successors=successors),
            _unit("1.3", "P", "Teckna och förvalta avtal", 8, added=CHANGE),
            _unit("1.10", "P", "Ta emot besök", 12),
            _unit("2", "VO", "Låna ut", 15),
            _unit("2.1", "PG", "Utlåning", 16),
            _unit("2.1.1", "P", "Registrera lån", 17),
            _unit("2.1.2", "P", "Kräva in böcker", 21),
        ),
        record_types=tuple(RecordType(process=p, name=n, span=at("bokby.txt", line)) for p, n, line in records),
        cross_references=(
            _refers("1.1", 4, "tecknade avtal", "hanteras i", "redirect", "1.3", "Teckna och förvalta avtal"),
            _refers("1.1", 4, "äldre avtal", "se", "see", "1.2", "Hantera avtal."),
            _refers("1.3", 11, "nämndens protokoll", "redovisas under", "redirect", "1.1", "Planera verksamhet"),
            _refers("1.10", 14, "fakturor", "hanteras i", "redirect", None, None, to="berörd process"),
            _refers("2.1.1", 20, "boklistor", "exkl.", "exclude", "2.9", "Köpa böcker"),
            _refers("2.1.2", 24, "inkasso", "hanteras av", "redirect", None, None, to="kommunstyrelsen", external=True),
        ),
        disposition_rules=(
            _rule("1.1", 1, 4, "stay"),
            _rule("1.3", 1, 11, "transfer+incorporate", recipients=("arkivnämnden",), recipient_logic="single"),
            _rule(
                "2.1.1",
                1,
                19,
                "transfer",
                recipients=("kulturnämnden", "arkivnämnden"),
                recipient_logic="and/or",
                conditions=(
                    Condition(about="unit", op="in", value=("filialen", "centralbiblioteket")),
                    Condition(about="status", op="is", value="avslutat", of="ärende"),
                ),
            ),
            _rule("2.1.1", 2, 19, "stay", otherwise=True),
            _rule("2.1.2", 1, 23, None, applies_to="kravbrev till låntagare", truncated=True),
        ),
        retention_rules=(
            RetentionRule(
                record="kravbrev",
                action="destroy",
                period="P2Y",
                counted_from="sista betalningen",
                holder="filialen",
                span=at("bokby.txt", 23),
            ),
        ),
        citations=(
            Citation(
                text="3 och 6 §§ arkivlagen",
                law="arkivlagen",
                sfs="1990:782",
                sections=("3", "6"),
                cited_by="1.1",
                span=at("bokby.txt", 4),
            ),
        ),
    )


def _rule(process: str, order: int, line: int, action: str | None, **more: object) -> DispositionRule:
    return DispositionRule(process=process, order=order, action=action, span=at("bokby.txt", line), **more)  # type: ignore[arg-type]


def ekby() -> Plan:
    here = [at("ekby.txt", line) for line in (1, 2, 3)]
    return Plan(
        slug="ekby",
        document="ekby.txt",
        sha256="e" * 64,
        processes=(
            Process(code="1", level="VO", title="Styra", parent=None, span=here[0]),
            Process(code="1.1", level="P", title="Fatta beslut", parent="1", span=here[1]),
        ),
        record_types=(RecordType(process="1.1", name="Protokoll", span=here[2]),),
        disposition_rules=(DispositionRule(process="1.1", order=1, action="preserve", span=here[2]),),
        citations=(
            Citation(
                text="5 § bylagen (1980:1)", law="bylagen", sfs="1980:1", sections=("5",), cited_by="1.1", span=here[2]
            ),
            Citation(text="arkivlagen", law="arkivlagen", sfs="1990:782", cited_by="1.1", span=here[2]),
        ),
    )
