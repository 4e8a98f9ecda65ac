"""A made-up town with a plan large enough to draw: the pictures of the README are of it."""

from __future__ import annotations

from datetime import date

from kg.answer.views import Views
from kg.catalogue import Catalogue, PlanView
from kg.model.disposition import DispositionRule
from kg.model.fact import Span
from kg.model.law import Citation
from kg.model.plan import CrossReference, Plan, Process, RecordType
from kg.model.retention import RetentionRule
from kg.model.statute import Statute, StatuteName

SLUG, DAY, CHANGE = "sjovik", date(2026, 1, 1), date(2024, 7, 1)

UNITS = """
1 Leda och styra
1.1 Planera och följa upp
1.2 Hantera revision
1.3 Svara på remisser
1.4 Samverka med andra
2 Ge verksamhetsstöd
2.1 Administrera personal
2.1.1 Rekrytera
2.1.2 Hantera anställning
2.1.3 Betala ut löner
2.2 Administrera ekonomi
2.2.1 Hantera kundfakturor
2.2.2 Hantera leverantörsfakturor
2.2.3 Redovisa och göra bokslut
2.3 Köpa in
2.3.1 Upphandla
2.3.2 Förvalta avtal
2.3.3 Direktupphandla
2.4 Hantera information
2.4.1 Registrera allmänna handlingar
2.4.2 Lämna ut handlingar
2.4.3 Vårda arkiv
3 Bygga och planera
3.1 Ge lov
3.1.1 Pröva bygglov
3.1.2 Utöva tillsyn
3.2 Planera mark
3.2.1 Upprätta detaljplan
3.2.2 Upplåta mark
4 Ge omsorg
4.1 Ge stöd i hemmet
4.1.1 Utreda behov
4.1.2 Bevilja hemtjänst
4.2 Tillhandahålla hjälpmedelsförsörjning
4.2.1 Förskriva hjälpmedel
5 Låna och lära
5.1 Driva bibliotek
5.1.1 Registrera lån
5.1.2 Kräva in böcker
5.2 Driva kulturskola
"""
RECORDS = {
    "1.1": 9, "1.2": 4, "1.3": 3, "1.4": 2, "2.1.1": 7, "2.1.2": 12, "2.1.3": 5, "2.2.1": 6, "2.2.2": 8, "2.2.3": 9,
    "2.3.1": 10, "2.3.2": 5, "2.3.3": 4, "2.4.1": 6, "2.4.2": 4, "2.4.3": 5, "3.1.1": 14, "3.1.2": 6, "3.2.1": 8,
    "3.2.2": 3, "4.1.1": 6, "4.1.2": 4, "4.2.1": 3, "5.1.1": 2, "5.1.2": 3, "5.2": 4,
}  # fmt: skip
REFERENCES = """
1.2 2.2.3 revisionsberättelse
1.3 ? remissvar
1.4 2.3.2 samverkansavtal
2.1.1 2.4.1 ansökningar
2.1.2 2.1.3 löneavtal
2.1.3 2.2.3 löneunderlag
2.2.2 2.3.2 ramavtal
2.2.1 5.1.2 krav på ersättning
2.3.1 2.2.2 fakturor
2.3.1 1.1 upphandlingsplan
2.3.2 2.3.1 förfrågningsunderlag
2.3.3 2.3.1 stora inköp
2.4.2 2.4.3 arkivförteckning
2.4.1 2.4.3 diarium
3.1.1 3.2.1 planbesked
3.1.2 3.1.1 lovhandlingar
3.1.1 2.2.1 avgifter
3.2.2 2.3.3 arrenden
3.2.1 - samrådsredogörelse
4.1.1 4.1.2 beslut
4.1.2 2.2.1 avgifter
4.2.1 4.9 utprovning
4.2.1 2.3.1 inköp av hjälpmedel
5.1.1 5.1.2 påminnelser
5.1.2 2.2.1 fakturor
5.2 2.1.1 timanställda
5.2 ? elevregister
"""
ACTS = (
    ("1990:782", "arkivlagen", date(1991, 7, 1), None, "2.4.3 2.4.2 1.1"),
    ("2009:400", "offentlighets- och sekretesslagen", date(2009, 6, 30), None, "2.4.2 4.1.1 5.1.1"),
    ("2010:900", "plan- och bygglagen", date(2011, 5, 2), None, "3.1.1 3.1.2 3.2.1"),
    ("2016:1145", "lagen om offentlig upphandling", date(2017, 1, 1), None, "2.3.1 2.3.2"),
    ("2001:453", "socialtjänstlagen", date(2002, 1, 1), date(2025, 6, 30), "4.1.1 4.1.2"),
    ("1986:223", "förvaltningslagen", date(1987, 1, 1), date(2018, 6, 30), "1.3"),
)
RECIPIENTS = (("stadsarkivet",), ("stadsarkivet",), ("regionen", "stadsarkivet"), ("kommunstyrelsen",))


def at(line: int) -> Span:
    return Span(document="sjovik.txt", first=line, last=line, sha256=f"{line:064x}")


def plan() -> Plan:
    units = [line.split(" ", 1) for line in UNITS.split("\n") if line]
    deep = {1: "VO", 2: "PG", 3: "P"}
    return Plan(
        slug=SLUG,
        document="sjovik.txt",
        sha256="d" * 64,
        processes=tuple(
            Process(
                code=code,
                level=deep[code.count(".") + 1],  # type: ignore[arg-type]
                title=title,
                parent=code.rpartition(".")[0] or None,
                added=CHANGE if code in ("2.3.1", "5.2") else None,
                ended=CHANGE if code == "2.3.3" else None,
                successors=("2.3.1",) if code == "2.3.3" else (),
                span=at(n),
            )
            for n, (code, title) in enumerate(units, 1)
        ),
        record_types=tuple(
            RecordType(process=code, name=f"handling {n} i {code}", span=at(100 + n))
            for code, count in RECORDS.items()
            for n in range(1, count + 1)
        ),
        cross_references=tuple(_references(dict(units))),  # type: ignore[arg-type]
        disposition_rules=tuple(_rules()),
        retention_rules=(
            RetentionRule(process="2.2.2", record="fakturor", action="destroy", period="P7Y", span=at(301)),
            RetentionRule(process="5.1.1", record="lån", action="destroy", period="P1Y", span=at(302)),
            RetentionRule(process="3.1.1", record=None, action="preserve", span=at(303)),
        ),
        citations=tuple(
            Citation(text=f"3 § {name}", law=name, sfs=number, sections=("3",), cited_by=code, span=at(400 + n))
            for n, (number, name, _, _, codes) in enumerate(ACTS)
            for code in codes.split()
        ),
    )


def _references(titles: dict[str, str]) -> list[CrossReference]:
    made = []
    for n, line in enumerate(one for one in REFERENCES.split("\n") if one):
        source, target, subject = line.split(" ", 2)
        inside = target not in "?-"
        cited = "Fakturera kund" if (source, target) == ("3.1.1", "2.2.1") else titles.get(target)
        made.append(
            CrossReference(
                source=source,
                subject=subject,
                verb="hanteras i",
                kind="redirect",
                cited_level=None,
                target=target if inside else None,
                cited_title=cited if inside else None,
                to=None if inside else "berörd process" if target == "?" else "länsstyrelsen",
                external=target == "-",
                span=at(200 + n),
            )
        )
    return made


def _rules() -> list[DispositionRule]:
    rules = []
    for n, code in enumerate(RECORDS):
        action, to = (("transfer", RECIPIENTS[n % 4]), ("stay", ()), ("destroy", ()))[n % 3]
        rules.append(
            DispositionRule(
                process=code,
                order=1,
                action=action,  # type: ignore[arg-type]
                recipients=to,
                recipient_logic="and" if len(to) > 1 else "single" if to else None,
                span=at(500 + n),
            )
        )
    return rules


def views() -> Views:
    """The town's plan as pictures are drawn from it, with the acts that it cites."""
    statutes = tuple(
        Statute(
            number=number,
            kind="act",
            title=f"{name.capitalize()} ({number})",
            names=(StatuteName(name=name),),
            in_force_from=first,
            in_force_until=last,
        )
        for number, name, first, last, _ in ACTS
    )
    about = {"title": "Sjöviks klassificeringsstruktur"}
    return Views(Catalogue({SLUG: PlanView(plan())}), (), statutes, lambda slug: about)
