"""A third made-up plan, a village's handbook, and a register with the law that it rests on."""

from __future__ import annotations

from datetime import date
from typing import Any

from library import at as line_of

from kg.model.disposition import Condition
from kg.model.fact import Span
from kg.model.handbook import Assignment, Forum, Responsibility, SecrecyRule, Section, System
from kg.model.law import Citation
from kg.model.plan import Plan
from kg.model.retention import RetentionRule
from kg.model.statute import SectionMove, Statute, StatuteName

CHOSEN = ("5", "15", "25")


def at(line: int) -> Span:
    return line_of("dalby.txt", line)


def _duty(line: int, section: str, role: str | None, duty: str, **more: Any) -> Responsibility:
    return Responsibility(role=role, duty=duty, section=section, span=at(line), **more)


def _kept(line: int, record: str | None, action: Any, **more: Any) -> RetentionRule:
    return RetentionRule(record=record, action=action, section="s2", span=at(line), **more)


def _case(line: int, matter: str, **more: Any) -> Assignment:
    return Assignment(matter=matter, section="s1", span=at(line), **more)


def _forum(line: int, name: str, **more: Any) -> Forum:
    return Forum(name=name, section="s3", span=at(line), **more)


def _secret(line: int, kind: Any, rule: str, **more: Any) -> SecrecyRule:
    return SecrecyRule(rule=rule, kind=kind, section="s4", span=at(line), **more)


def _cited(line: int, section: str, text: str, law: str, sfs: str | None, **more: Any) -> Citation:
    return Citation(text=text, law=law, sfs=sfs, cited_by=section, span=at(line), **more)


def dalby() -> Plan:
    """The handbook; "ByL" is the act of 2001 in it, as its citations say."""
    born, closed = ({"about": "birth_day", "op": "in", "value": CHOSEN}, {"about": "status", "op": "is"})
    return Plan(
        slug="dalby",
        document="dalby.txt",
        sha256="d" * 64,
        sections=tuple(
            Section(id=f"s{n}", title=title, span=at(n))
            for n, title in enumerate(("Ansvar", "Arkiv", "Möten", "Sekretess"), start=1)
        ),
        responsibilities=(
            _duty(
                11,
                "s1",
                "enhetschefen",
                "upprätta byplan",
                record="byplan",
                deadline="P30D/beslut",
                modality="must",
                legal=("ByL 2001:7 11 kap. 5 § 2 st",),
            ),
            _duty(12, "s3", None, "skicka kallelse", record="kallelse", deadline="-P1W/mötet", modality="does"),
            _duty(13, "s1", "kontaktpersonen", "följa upp", recurrence="P3M", timing="var tredje månad"),
            _duty(
                14,
                "s1",
                "Enhetschefen",
                "lämna besked",
                timing="genast",
                modality="should",
                legal=("arkivlagen 1990:782", "ByL 2001:7 11 kap."),
            ),
            _duty(15, "s1", "nämnden", "besluta", modality="must"),
        ),
        retention_rules=(
            _kept(
                21,
                "byakter",
                "destroy",
                modality="must",
                layer="law",
                period="P5Y",
                counted_from="sista anteckningen",
                finish_by="calendar-year+1",
                legal=("ByL 2001:7 12 kap. 1-2 §§", "KA"),
            ),
            _kept(
                22,
                "avslutade byakter",
                "store",
                period="P1Y",
                counted_from="avslutad",
                holder="enhetschefen",
                next="mellanarkivet",
                conditions=(Condition(value="avslutad", **closed), Condition(**born)),
            ),
            _kept(23, "byakter", "transfer", period="P5Y", holder="Mellanarkivet", next="stadsarkivet"),
            _kept(24, "byakter", "destroy", modality="must-not", holder="mellanarkivet", legal=("KA",)),
        ),
        assignments=(
            _case(31, "boende", target_group="vuxna", age_from=18, age_to=64, law="ByL", handled_by="stödenheten"),
            _case(
                32, "ledsagning", law="ByL, SkogL", handled_by="stödenheten", carried_out_by="regionen", external=True
            ),
            _case(33, "gatuskötsel", handled_by="tekniska", carried_out_by="tekniska"),
            _case(34, "rådgivning", handled_by="regionen", external=True),
        ),
        fora=(
            _forum(
                41,
                "Samråd",
                purpose="planera",
                participants=("kontaktpersonen", "enhetschefen"),
                convener="enhetschefen",
                frequency="P3M",
                often="var tredje månad",
                parties=("Regionen",),
                governed_by="avtal",
            ),
            _forum(42, "Byråd", participants=("nämnden",), often="vid behov"),
            _forum(43, "Trepartsmöte", convener="nämnden"),
            _forum(44, "Öppet hus"),
        ),
        secrecy_rules=(
            _secret(51, "secrecy", "uppgifter om enskilda", legal=("ByL 2001:7 12 kap. 1 §",)),
            _secret(52, "outer", "sekretess mellan nämnder", applies_to=("skolan", "nämnden")),
            _secret(53, "inner", "ingen sekretess inom enheten", applies_to=("samma enhet",)),
            _secret(54, "breaking", "bryts i nöd"),
            _secret(55, "consent", "samtycke av den enskilde", applies_to=("den enskilde",)),
        ),
        systems=(
            System(name="Arkivia", used_for="akter", holds=("byplan", "byakter"), section="s2", span=at(61)),
            System(name="Bylistan", section="s3", span=at(62)),
        ),
        citations=(
            _cited(71, "s1", "bylagen", "ByL", "2001:7"),
            _cited(71, "s1", "ByL", "ByL", "2001:7"),
            _cited(72, "s1", "11 kap. 5-6 §§ ByL", "ByL", "2001:7", chapter="11", sections=("5", "6")),
            _cited(73, "s2", "12 kap. 1 § ByL", "ByL", "2001:7", chapter="12", sections=("1",)),
            _cited(74, "s2", "arkivlagen", "arkivlagen", "1990:782"),
            _cited(75, "s2", "KA", "KA", None),
            _cited(76, "s2", "BYFS 2006:5", "BYFS 2006:5", "BYFS 2006:5"),
            _cited(77, "s1", "skogslagen (1999:3)", "SkogL", "1999:3"),
            _cited(78, "s4", "lagen (2990:1)", "FramL", "2990:1"),
            _cited(79, "s4", "lagen (1971:8)", "lagen", "1971:8"),
        ),
    )


def statutes() -> tuple[Statute, ...]:
    """An act with its two successors, one in force, one to come, and one that nobody has checked; 1971:8 is in none."""
    return (
        _act(
            "1980:1",
            "Bylag (1980:1)",
            (1982, 1, 1),
            in_force_until=date(2001, 12, 31),
            replaced_by=("2001:7",),
            names=(StatuteName(name="bylagen"),),
            section_map=(SectionMove(cited="5 §", to=("2001:7 12 kap. 1 §",)),),
        ),
        _act(
            "2001:7",
            "Bylag (2001:7)",
            (2002, 1, 1),
            in_force_until=date(2015, 6, 30),
            replaced_by=("2015:9",),
            names=(StatuteName(name="bylagen", abbreviation="ByL"),),
            section_map=(
                SectionMove(cited="11 kap. 5 §", to=("2015:9 14 kap. 3 §", "2015:9 14 kap. 7 §")),
                SectionMove(cited="12 kap. 1 §", to=("2015:9 16 kap. 1 §",)),
            ),
        ),
        _act("2015:9", "Bylag (2015:9)", (2015, 7, 1), names=(StatuteName(name="bylagen", abbreviation="ByL"),)),
        _act("1990:782", "Arkivlag (1990:782)", (1991, 7, 1), names=(StatuteName(name="arkivlagen"),)),
        _act("1999:3", "Skogslag (1999:3)", (2000, 1, 1), names=(StatuteName(name="skogslagen"),)),
        _act("2990:1", "Framtidslag (2990:1)", (2990, 1, 1)),
        Statute(
            number="BYFS 2006:5",
            kind="agency",
            title="Byns föreskrifter",
            in_force_from=date(2006, 7, 1),
            in_force_until="unknown",
            certain=False,
        ),
    )


def _act(number: str, title: str, start: tuple[int, int, int], **more: Any) -> Statute:
    iri = f"https://lagen.nu/{number}"
    return Statute(number=number, kind="act", title=title, iri=iri, in_force_from=date(*start), **more)
