"""A plan made up for these tests, with every kind of fact, and a register to go with it."""

from __future__ import annotations

from datetime import date

import pytest

from kg.graph import derive
from kg.graph.store import MemoryStore
from kg.model.disposition import Condition, DispositionRule
from kg.model.fact import Span
from kg.model.handbook import Assignment, Forum, Passage, Responsibility, SecrecyRule, Section, System
from kg.model.law import Citation
from kg.model.organisation import Organisation, Party
from kg.model.plan import CrossReference, Plan, Process, RecordType
from kg.model.retention import RetentionRule
from kg.model.source import Source
from kg.model.statute import Statute, StatuteName

DAY = date(2020, 12, 11)


def at(first: int, last: int | None = None) -> Span:
    """A place in the made-up document."""
    return Span(document="plan åäö.txt", first=first, last=last or first, sha256=f"{first:064x}")


CELL = at(18).model_copy(update={"page": 2, "cell": "B7"})


@pytest.fixture(scope="session")
def plan() -> Plan:
    """Two groups, an ended process with a successor, and one or two facts of every kind."""
    return Plan(
        slug="mini",
        document="plan åäö.txt",
        sha256="c" * 64,
        processes=(
            Process(code="1", level="VO", title="Styra", parent=None, span=at(1)),
            Process(code="1.1", level="PG", title="Leda", parent="1", span=at(2), terms=("mål", "budget")),
            Process(code="1.1.1", level="P", title="Köpa", parent="1.1", ended=DAY, successors=("1.1.2",), span=at(3)),
            Process(code="1.1.2", level="P", title="Köpa in", parent="1.1", added=DAY, summary="Inköp.", span=at(4)),
            Process(code="1.2", level="P", title="Granska", parent="1", span=at(5)),
        ),
        record_types=(
            RecordType(process="1.1.1", name="CSN-avtal", span=at(6)),
            RecordType(process="1.1.2", name="csn-avtal", span=at(7)),
            RecordType(process="1.1.2", name="anbud", phrase="anbud och avtal", span=at(7)),
        ),
        cross_references=(
            CrossReference(
                source="1.1.1",
                subject="avtal om lokaler",
                verb="hanteras i",
                kind="redirect",
                cited_level="P",
                target="1.1.2",
                cited_title="Köpa in",
                span=at(8, 9),
            ),
            CrossReference(
                source="1.2",
                subject=None,
                verb="exkl.",
                kind="exclude",
                cited_level=None,
                target="1.1",
                cited_title=None,
                span=at(9),
            ),
            CrossReference(
                source="1.2",
                subject="tvister",
                verb="se",
                kind="see",
                cited_level=None,
                target="9.9",
                cited_title=None,
                external=True,
                span=at(9),
            ),
        ),
        disposition_rules=(
            DispositionRule(
                process="1.1.1",
                order=1,
                action="transfer",
                recipients=("regionnämnden", "AFS"),
                recipient_logic="and/or",
                conditions=(
                    Condition(about="date", op="before", value="2020-12-11", at=DAY, of="avtal"),
                    Condition(about="status", op="in", value=("pågående", "avslutat")),
                ),
                span=at(10),
            ),
            DispositionRule(process="1.1.1", order=2, action=None, otherwise=True, truncated=True, span=at(11)),
        ),
        retention_rules=(
            RetentionRule(
                record="personakt",
                action="destroy",
                period="P5Y",
                counted_from="sista anteckning",
                event="last_entry",
                finish_by="calendar-year+1",
                modality="must",
                layer="law",
                holder="enhetschef",
                next="stadsarkivet",
                legal=("12 kap. 1 § SoL",),
                span=at(12),
            ),
        ),
        citations=(
            Citation(
                text="11 kap. 5-6 §§ SoL",
                law="SoL",
                sfs="2001:453",
                chapter="11",
                sections=("5", "6"),
                cited_by="s1",
                span=at(13),
            ),
            Citation(text="AB § 3", law="AB", sfs="AB", cited_by="1.2", span=at(13)),
        ),
        responsibilities=(
            Responsibility(
                role="enhetschef",
                duty="boka samtal",
                record="plan",
                deadline="P30D/beslut",
                section="s1",
                span=at(14),
            ),
            Responsibility(
                role=None,
                duty="följa upp",
                deadline="-P1W/möte",
                recurrence="P3M",
                timing="var tredje månad",
                circumstance="när planen är färdig",
                modality="should",
                inferred=True,
                section="s1.1",
                span=at(14),
            ),
        ),
        assignments=(
            Assignment(
                matter="boende",
                target_group="vuxna",
                age_from=18,
                age_to=65,
                law="LSS",
                handled_by="AFS",
                carried_out_by="hemtjänsten",
                section="s1.1",
                span=at(15),
            ),
        ),
        fora=(
            Forum(
                name="Samråd",
                participants=("chef", "AFS"),
                convener="chef",
                frequency="P3M",
                parties=("Regionen", "Byn"),
                span=at(16),
            ),
        ),
        secrecy_rules=(SecrecyRule(rule="stark sekretess", kind="secrecy", applies_to=("akter",), span=at(17)),),
        systems=(System(name="Arkivia", used_for="akter", holds=("personakt",), span=CELL),),
        sections=(
            Section(id="s1", title="Inledning", span=at(19)),
            Section(id="s1.1", title="Ansvar", parent="s1", span=at(20)),
        ),
        passages=(
            Passage(
                terms=("anhörig", "närstående"),
                defines="anhörig",
                modality="does",
                lists=("make", "barn"),
                section="s1.1",
                span=at(22),
            ),
            Passage(
                terms=("arkivrummet", "rökning"),
                timing="alltid",
                negated=True,
                denies=("röka",),
                section="s1.1",
                span=at(23),
            ),
        ),
        parties=(Party(name="Avdelningen för stöd", short="AFS", span=at(21)),),
    )


@pytest.fixture(scope="session")
def source() -> Source:
    """What the plan's folder says of its document."""
    return Source(
        slug="mini",
        title="Plan för mini",
        document="plan åäö.txt",
        kind="classification",
        issuer="Regionen",
        issued=DAY,
        valid_from=DAY,
    )


@pytest.fixture(scope="session")
def organisations() -> tuple[Organisation, ...]:
    """A region with a board; a body of another plan that goes by the same short form as ours."""
    return (
        Organisation(id="regionen", name="Regionen", kind="body", plans=("mini",)),
        Organisation(
            id="namnd", name="Nämnden", kind="board", aliases=("regionnämnden",), part_of="regionen", plans=("mini",)
        ),
        Organisation(id="afs", name="Avdelningen för stöd", kind="unit", part_of="namnd", plans=("mini",)),
        Organisation(id="chef", name="chef", kind="role", aliases=("enhetschef",), part_of="afs", plans=("mini",)),
        Organisation(id="annan", name="Arkivet för sådant", kind="unit", aliases=("AFS",), plans=("annan",)),
        Organisation(id="stadsarkivet", name="stadsarkivet", kind="body"),
    )


@pytest.fixture(scope="session")
def statutes() -> tuple[Statute, ...]:
    """An act that another replaced, an amending act, and an agreement without an identifier elsewhere."""
    return (
        Statute(
            number="2001:453",
            kind="act",
            title="Socialtjänstlag (2001:453)",
            names=(StatuteName(name="socialtjänstlagen", abbreviation="SoL"),),
            in_force_from=date(2002, 1, 1),
            in_force_until=date(2025, 6, 30),
            replaced_by=("2025:400",),
            iri="https://lagen.nu/2001:453",
        ),
        Statute(
            number="2020:1",
            kind="act",
            title="Lag om ändring",
            base_act="2001:453",
            in_force_until="unknown",
            checked=DAY,
            iri="https://lagen.nu/2020:1",
        ),
        Statute(number="AB", kind="agreement", title="Allmänna bestämmelser"),
    )


@pytest.fixture(scope="session")
def effective(
    plan: Plan, source: Source, organisations: tuple[Organisation, ...], statutes: tuple[Statute, ...]
) -> MemoryStore:
    """The plan's two graphs and what all plans share, in memory; not to be changed."""
    return MemoryStore(
        [
            *derive.as_read(plan, source),
            *derive.effective(plan, source, organisations, statutes),
            *derive.shared(organisations, statutes),
        ]
    )
