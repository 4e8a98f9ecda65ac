"""A made-up village: its classification structure, its guideline, its bodies, and the laws that they cite."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kg.building import build
from kg.extract import package
from kg.model.disposition import Condition, DispositionRule
from kg.model.fact import Span
from kg.model.handbook import Forum, Responsibility, SecrecyRule, Section, System
from kg.model.law import Citation
from kg.model.organisation import Party
from kg.model.plan import CrossReference, Plan, Process, RecordType
from kg.model.retention import RetentionRule
from kg.model.source import Source
from kg.settings import Settings

CHANGE = date(2020, 7, 1)
SLUG = "bokby"
GUIDELINE = "bokby-samverkan"
ODD = "lapp \"A/B\" <b>fet</b> & 'sned'"
"""A record type whose name is hostile to whoever builds a page or an address from it."""

LAW = "40 kap. 3 § OSL"

RECORDS = (
    ("1.1", "verksamhetsplan"),
    ("1.1", "protokoll"),
    ("1.2", "arrendeavtal"),
    ("1.3", "arrendeavtal"),
    ("1.3", "anbud"),
    ("1.3", "bygglovsansökan/ritning"),
    ("1.10", "besökslista"),
    ("2.1.1", "låntagarregister"),
    ("2.1.1", "lånekort"),
    ("2.1.2", "kravbrev"),
    ("2.1.2", "påminnelse"),
    ("2.1.2", ODD),
)


def at(line: int, document: str = "bokby.txt") -> Span:
    return Span(document=document, first=line, last=line, sha256=f"{line:064x}")


def plan(*more: tuple[str, str]) -> Plan:
    """The classification structure; `more` are record types beside its own."""
    units = (
        ("1", "VO", "Leda och styra", None),
        ("1.1", "P", "Planera verksamheten", "1"),
        ("1.2", "P", "Hantera arrenden", "1"),
        ("1.3", "P", "Upplåta mark", "1"),
        ("1.10", "P", "Ta emot besök", "1"),
        ("2", "VO", "Låna ut", None),
        ("2.1", "PG", "Utlåning", "2"),
        ("2.1.1", "P", "Registrera lån", "2.1"),
        ("2.1.2", "P", "Kräva in böcker", "2.1"),
    )
    dates: dict[str, dict[str, object]] = {
        "1.2": {"ended": CHANGE, "successors": ("1.3",)},
        "1.3": {"added": CHANGE, "summary": "Arrenden och andra upplåtelser av mark."},
        "2.1.1": {"terms": ("bok", "lånekort")},
    }
    status = Condition(about="status", op="is", value="avslutat", of="ärende")
    return Plan(
        slug=SLUG,
        document="bokby.txt",
        sha256="b" * 64,
        processes=tuple(
            Process(code=code, level=level, title=title, parent=parent, span=at(n), **dates.get(code, {}))  # type: ignore[arg-type]
            for n, (code, level, title, parent) in enumerate(units, start=1)
        ),
        record_types=tuple(
            RecordType(process=process, name=name, span=at(20 + n)) for n, (process, name) in enumerate(RECORDS + more)
        ),
        cross_references=(
            _reference("1.1", "tecknade arrenden", "hanteras i", "redirect", "1.3", "Upplåta mark", 50),
            _reference("1.10", "fakturor", "hanteras i", "redirect", None, None, 51, to="berörd process"),
            _reference("2.1.1", "boklistor", "exkl.", "exclude", "2.9", "Köpa böcker", 52),
            _reference("2.1.2", "inkasso", "hanteras av", "redirect", None, None, 53, to="kronan", external=True),
        ),
        disposition_rules=(
            DispositionRule(process="1.1", order=1, action="stay", span=at(60)),
            DispositionRule(
                process="1.3",
                order=1,
                action="transfer",
                recipients=("arkivnämnden",),
                recipient_logic="single",
                conditions=(status,),
                span=at(61),
            ),
            DispositionRule(process="1.3", order=2, action="stay", otherwise=True, span=at(62)),
            DispositionRule(process="2.1.1", order=1, action="destroy", span=at(63)),
            DispositionRule(
                process="2.1.2",
                order=1,
                action="transfer",
                recipients=("arkivnämnden", "kulturnämnden"),
                recipient_logic="and/or",
                span=at(64),
            ),
        ),
        citations=(
            Citation(
                text="3 § arkivlagen", law="arkivlagen", sfs="1990:782", sections=("3",), cited_by="1.1", span=at(70)
            ),
        ),
        parties=(Party(name="kulturnämnden", short="KuN", span=at(71)),),
    )


def _reference(
    source: str,
    subject: str,
    verb: str,
    kind: str,
    target: str | None,
    title: str | None,
    line: int,
    *,
    to: str | None = None,
    external: bool = False,
) -> CrossReference:
    return CrossReference(
        source=source,
        subject=subject,
        verb=verb,
        kind=kind,  # type: ignore[arg-type]
        cited_level=None,
        target=target,
        cited_title=title,
        external=external,
        to=to,
        span=at(line),
    )


def guideline() -> Plan:
    """A guideline, which has sections and duties instead of units and rules."""

    def here(line: int) -> Span:
        return at(line, "samverkan.txt")

    return Plan(
        slug=GUIDELINE,
        document="samverkan.txt",
        sha256="c" * 64,
        sections=(
            Section(id="s1", title="Möten", parent=None, span=here(1)),
            Section(id="s1.1", title="Bokrådet", parent="s1", span=here(2)),
        ),
        fora=(
            Forum(
                name="Bokrådet",
                convener="bibliotekschefen",
                participants=("skolan", "förskolan"),
                frequency="P3M",
                section="s1.1",
                span=here(3),
            ),
        ),
        responsibilities=(
            Responsibility(
                role="sekreteraren", duty="sända protokoll", deadline="P14D/mötet", section="s1.1", span=here(4)
            ),
        ),
        secrecy_rules=(
            SecrecyRule(
                rule="sekretess gäller för låntagare",
                kind="secrecy",
                legal=("40 kap. 3 § OSL",),
                section="s1",
                span=here(5),
            ),
        ),
        systems=(System(name="Bokis", used_for="lån", holds=("låntagarregister",), section="s1", span=here(6)),),
        retention_rules=(
            RetentionRule(
                record="kallelse", action="destroy", period="P1Y", counted_from="mötet", section="s1.1", span=here(7)
            ),
        ),
        citations=(
            Citation(
                text="40 kap. 3 § OSL",
                law="OSL",
                sfs="2009:400",
                chapter="40",
                sections=("3",),
                cited_by="s1",
                span=here(8),
            ),
        ),
    )


_ORGANISATIONS = """
[[organisation]]
id = "bokby"
name = "Bokby kommun"
kind = "body"
plans = ["bokby", "bokby-samverkan"]

[[organisation]]
id = "bokby-arkivnamnden"
name = "arkivnämnden"
kind = "board"
aliases = ["AN"]
part_of = "bokby"
plans = ["bokby"]
"""
_STATUTES = {
    "sfs-1990-782": """
number = "1990:782"
kind = "act"
title = "Arkivlag (1990:782)"
in_force_from = 1991-07-01
names = [{ name = "arkivlagen", abbreviation = "ArkL" }]
iri = "https://lagen.nu/1990:782"
""",
    "sfs-1980-100": """
number = "1980:100"
kind = "act"
title = "Sekretesslag (1980:100)"
in_force_from = 1981-01-01
in_force_until = 2009-06-29
replaced_by = ["2009:400"]
names = [{ name = "sekretesslagen", abbreviation = "SekrL" }]
iri = "https://lagen.nu/1980:100"
""",
    "sfs-2009-400": """
number = "2009:400"
kind = "act"
title = "Offentlighets- och sekretesslag (2009:400)"
in_force_from = 2009-06-30
names = [{ name = "offentlighets- och sekretesslagen", abbreviation = "OSL" }]
iri = "https://lagen.nu/2009:400"
""",
    "eu-2016-679": """
number = "2016/679"
kind = "eu"
title = "Dataskyddsförordningen"
names = [{ name = "dataskyddsförordningen", abbreviation = "GDPR" }]
""",
}


def settle(folder: Path, *more: tuple[str, str]) -> Settings:
    """Settings of a data folder with the village in it, and of its store, which is built."""
    data = folder / "data"
    sources = {
        SLUG: Source(
            slug=SLUG, title="Bokbys plan", document="bokby.txt", kind="classification", issuer="Bokby kommun"
        ),
        GUIDELINE: Source(
            slug=GUIDELINE, title="Samverkan i Bokby", document="samverkan.txt", kind="guideline", issuer="Bokby kommun"
        ),
    }
    for each in (plan(*more), guideline()):
        package.save(data / "plans" / each.slug, each, sources[each.slug])
    for name, text in {
        "organisations/bokby": _ORGANISATIONS,
        **{f"statutes/{k}": t for k, t in _STATUTES.items()},
    }.items():
        path = data / f"{name}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings = Settings(data=data, store=folder / "store")
    build(settings)
    return settings
