"""A made-up records plan of sixty rows: units as rows of their own, and one record type a row."""

from __future__ import annotations

from typing import NamedTuple

HEADS = ("Nr", "Process", "Handlingstyp", "Bevaras/Gallras", "Gallringsfrist", "IT-stöd", "Sortering", "Anmärkning")


class Line(NamedTuple):
    """A row of the plan, by its columns."""

    code: str = ""
    title: str = ""
    record: str = ""
    fate: str = ""
    term: str = ""
    system: str = ""
    order: str = ""
    note: str = ""


def unit(code: str, title: str) -> Line:
    return Line(code, title)


def record(name: str, fate: str = "", term: str = "", system: str = "", order: str = "", note: str = "") -> Line:
    return Line("", "", name, fate, term, system, order, note)


LINES = (
    unit("1", "Styra och leda hamnen"),
    unit("1.1", "Leda hamnstyrelsens arbete"),
    record("Protokoll från hamnstyrelsen", "Bevaras", "", "Ankaret", "Kronologiskt"),
    record("Kallelse till sammanträde", "Gallras", "Vid inaktualitet", "Ankaret"),
    record("Beslut om taxa", "Bevaras", "", "Ankaret", "Kronologiskt", "Se 2.10 för kungörelsen."),
    unit("1.2", "Planera och följa upp"),
    record("Verksamhetsplan", "Bevaras"),
    record("Underlag till verksamhetsplan", "Gallras", "2 år", "", "Per år"),
    record("Månadsrapport", "Gallras", "3 år", "Kajplatsen", "Per år"),
    record("Nyckeltal, arbetsmaterial", "Gallras", "Vid inaktualitet"),
    unit("1.3", "Samverka med andra hamnar"),
    record("Avsiktsförklaring", "Bevaras", "", "", "Per motpart"),
    record("Minnesanteckning/dagordning", "Gallras", "1 år"),
    unit("2", "Stödja verksamheten"),
    unit("2.1", "Anställa och avveckla personal"),
    record("Anställningsavtal", "Bevaras", "", "Besättningen", "Personnummer"),
    record("Ansökan, ej anställda", "Gallras", "2 år efter tillsatt tjänst", "Besättningen"),
    record("Intyg (kopia)", "Gallras", "Vid inaktualitet"),
    unit("2.2", "Betala löner"),
    record("Lönelista", "Gallras", "7 år", "Besättningen", "Per månad"),
    record("Jämkningsbesked", "Gallras", "2 år"),
    unit("2.3", "Köpa in"),
    record("Anbud, antaget", "Bevaras", "", "Ankaret", "Diarienummer"),
    record("Anbud, ej antaget", "Gallras", "4 år", "Ankaret", "Diarienummer"),
    record("Ramavtal", "Gallras", "2 år efter avtalets slut", "Ankaret"),
    unit("2.4", "Bokföra"),
    record("Leverantörsfaktura", "Gallras", "7 år", "Kajplatsen", "Verifikationsnummer"),
    record("Kvitto på kontantköp", "Gallras", "7 år", "Kajplatsen", "", "EU-projekt 10 år, enligt avtal."),
    unit("2.5", "Sköta arkivet"),
    record("Arkivförteckning", "Bevaras"),
    record("Gallringsbeslut", "Bevaras", "", "Ankaret"),
    unit("2.6", "Sköta fordon och båtar"),
    record("Körjournal", "Gallras", "3 år"),
    record("Besiktningsprotokoll för arbetsbåt", "Gallras", "5 år efter båtens avyttring"),
    unit("2.7", "Informera om hamnen"),
    record("Pressmeddelande", "Bevaras", "", "", "Kronologiskt"),
    record("Inlägg i sociala medier", "Gallras", "Vid inaktualitet"),
    unit("2.8", "Skydda uppgifter"),
    record("Registerförteckning", "Bevaras"),
    record("Anmälan om incident", "Gallras", "5 år efter avslutat ärende", "Ankaret"),
    unit("2.9", "Förvalta lokaler"),
    record("Hyreskontrakt", "Gallras", "2 år efter avtalets slut", "Ankaret"),
    record("Felanmälan", "Gallras", "1 år"),
    unit("2.10", "Kungöra och anslå"),
    record("Kungörelse", "Bevaras", "", "Ankaret"),
    record("Bevis om anslag", "Gallras", "2 år"),
    unit("3", "Driva hamnen"),
    unit("3.1", "Ta emot fartyg"),
    record("Anlöpsanmälan", "Gallras", "5 år", "Lotsen", "Fartygets namn"),
    record("Loggbok för hamnvakt", "Bevaras", "", "Lotsen", "Kronologiskt"),
    record("Klagomål på buller", "Gallras / Bevaras vid överklagande", "", "Ankaret"),
    unit("3.2", "Hyra ut båtplatser"),
    record("Kölista", "Gallras", "Vid inaktualitet", "Kajplatsen"),
    record("Platsavtal", "Gallras", "2 år efter avtalets slut", "Kajplatsen", "Platsnummer"),
    record("Uppsägning av plats", "Gallras", "2 år", "Kajplatsen"),
    record("Protokoll från platsbesök", "", "", "", "", "Utred om handlingen finns kvar."),
    unit("3.3", "Muddra och underhålla kajer"),
    record("Sjömätning", "Bevaras", "", "Lotsen", "Område"),
    record("Provtagning av sediment", "Bevaras, levereras efter 5 år", "", "Lotsen"),
    record("Arbetsorder", "Gallras", "3 år efter avslutat arbete", "Kajplatsen"),
)
