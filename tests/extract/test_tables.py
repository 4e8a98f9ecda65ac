"""Tables with one record type a row, in the layouts that plans have: the units, records and rules that they give."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import assets
from kg.errors import SourceError
from kg.extract import compile
from kg.extract.compile import Compiled
from kg.extract.profile import Profile


def _read(folder: Path, text: str, profile: Profile | None = None) -> Compiled:
    path = folder / "plan.csv"
    path.write_text(text, encoding="utf-8")
    return compile.document(path, "plan", assets.data(), profile)


def _units(made: Compiled) -> list[tuple[str, str, str]]:
    return [(p.code, p.level, p.title) for p in made.plan.processes]


def _records(made: Compiled) -> list[str]:
    return [f"{r.process} {r.name}" for r in made.plan.record_types]


def _kept(made: Compiled) -> list[str]:
    return [
        " ".join(str(part) for part in (r.record, r.action, r.period, r.counted_from) if part)
        + "".join(f" om {c.value}" for c in r.conditions)
        for r in made.plan.retention_rules
    ]


COMMON = """Handlingstyp;Bevaras/Gallras;Gallringsfrist;Format/System;Registreras/Sorteras;Anmärkning
1 Styra;;;;;
1.1.1 - Leda nämnd;;;;;
Protokoll;Bevaras;;Hamnen;Diarieförs;Se även 2.1.1
Kallelser;Gallras;Vid inaktualitet;Hamnen/Kajen;Kronologiskt;
Uppdrag [Inaktuell];Gallras;2 år;;;Redovisas inom process 2.1.1.
2 Stödja;;;;;
2.1.1 – Sköta ekonomi;;;;;
Faktura, leverantör*;Gallras*;7 år, EU-projekt 10 år;Kajen;Nr;OSL 19 kap. 1 §
Karta;;;;;Förvaras hos hamnkontoret
Övriga handlingar;Gallras;2 år;;;Se dokumenthanteringsplan 5
*Stjärna betyder något;;;;;
"""


def test_common_form_gives_units_records_and_rules(tmp_path: Path) -> None:
    made = _read(tmp_path, COMMON)
    assert _units(made) == [
        ("1", "VO", "Styra"),
        ("1.1.1", "P", "Leda nämnd"),
        ("2", "VO", "Stödja"),
        ("2.1.1", "P", "Sköta ekonomi"),
    ]
    assert _records(made) == [
        "1.1.1 protokoll",
        "1.1.1 kallelser",
        "1.1.1 uppdrag [Inaktuell]",
        "2.1.1 faktura, leverantör",
        "2.1.1 karta",
        "2.1.1 övriga handlingar",
    ]
    assert _kept(made) == [
        "protokoll preserve",
        "kallelser destroy inaktualitet",
        "uppdrag [Inaktuell] destroy P2Y",
        "faktura, leverantör destroy P10Y om EU-projekt",
        "faktura, leverantör destroy P7Y",
        "övriga handlingar destroy P2Y",
    ]
    assert made.unread == ()


def test_references_speak_of_the_row_s_own_record(tmp_path: Path) -> None:
    found = _read(tmp_path, COMMON).plan.cross_references
    assert [(r.source, r.subject, r.target, r.external, r.to) for r in found] == [
        ("1.1.1", "protokoll", "2.1.1", False, None),
        ("1.1.1", "uppdrag [Inaktuell]", "2.1.1", False, None),
        ("2.1.1", "övriga handlingar", None, True, "dokumenthanteringsplan 5"),
    ]


def test_law_is_cited_and_systems_hold_their_records(tmp_path: Path) -> None:
    plan = _read(tmp_path, COMMON).plan
    assert [(c.text, c.cited_by) for c in plan.citations] == [("OSL 19 kap. 1 §", "2.1.1")]
    assert [(s.name, s.holds) for s in plan.systems] == [
        ("Hamnen", ("protokoll", "kallelser")),
        ("Kajen", ("kallelser", "faktura, leverantör")),
    ]


def test_row_for_the_rest_takes_what_the_rows_before_it_left(tmp_path: Path) -> None:
    rules = _read(tmp_path, COMMON).plan.disposition_rules
    assert [(r.order, r.otherwise) for r in rules if r.process == "2.1.1"] == [(1, False), (2, False), (3, True)]


def test_units_in_columns_of_their_own(tmp_path: Path) -> None:
    made = _read(
        tmp_path,
        "Verksamhetsområde,Processgrupp,Process,Handlingstyp,Bevara,Gallra,Tidsfrist för leverans,Lagrum\n"
        "1 Leda,1.1 Styra,1.1.1 Besluta,Protokoll,X,,5 år,KL 2017:725\n"
        "1 Leda,1.1 Styra,1.1.1 Besluta,Kallelse,,2 år,,\n"
        "2 Stödja,2.1 Ekonomi,2.1.1 Betala,Faktura,,7 år efter räkenskapsårets utgång,,\n",
    )
    assert [code for code, _, _ in _units(made)] == ["1", "1.1", "1.1.1", "2", "2.1", "2.1.1"]
    assert _kept(made) == [
        "protokoll preserve",
        "protokoll transfer P5Y",
        "kallelse destroy P2Y",
        "faktura destroy P7Y räkenskapsårets utgång",
    ]
    assert made.plan.retention_rules[0].legal == ("KL 2017:725",)


def test_code_and_title_on_every_row(tmp_path: Path) -> None:
    made = _read(
        tmp_path,
        "Klassificering|Process|Rutin/Handling|Gallring|Förvaringsplats|Media\n"
        "1.1|Styra|Protokoll|Bevaras|Närarkiv|Papper\n1.1|Styra|Lista|2 år|Närarkiv|Papper\n"
        "1.2|Planera|Skiss|Vid inaktualitet||Digital\n",
    )
    assert _records(made) == ["1.1 protokoll", "1.1 lista", "1.2 skiss"]
    assert _kept(made) == ["protokoll preserve", "lista destroy P2Y", "skiss destroy inaktualitet"]


def test_plan_without_numbers_is_numbered_by_place(tmp_path: Path) -> None:
    made = _read(
        tmp_path,
        "Handling;Bevaras / gallras;Anmärkning\nPersonal;;\nAnställningsavtal;Bevaras;\nLedighetsansökan;2 år;\n"
        "Ekonomi;;\nFaktura;Gallras efter 7 år;\n",
    )
    assert _units(made) == [("1", "P", "Personal"), ("2", "P", "Ekonomi")]
    assert _records(made) == ["1 anställningsavtal", "1 ledighetsansökan", "2 faktura"]


def test_leaves_at_four_numbers_and_titles_in_the_column_of_records(tmp_path: Path) -> None:
    made = _read(
        tmp_path,
        "Beteckning;Handlingsslag;Bevaras;Gallras;Kommentar\n2;Stödja;;;\n2.5;Ekonomi;;;\n2.5.0;Leda ekonomi;;;\n"
        ";Policy;x;;\n2.5.1;Redovisning;;;\n2.5.1.1;Löpande bokföring;;;\n;Verifikation;;7;\n;Huvudbok;x;;\n",
    )
    assert [code for code, _, _ in _units(made)] == ["2", "2.5", "2.5.0", "2.5.1", "2.5.1.1"]
    assert _kept(made) == ["policy preserve", "verifikation destroy P7Y", "huvudbok preserve"]


def test_table_without_heads_is_known_by_its_cells(tmp_path: Path) -> None:
    made = _read(
        tmp_path,
        "00.01;Ledning;Protokoll;Bevaras\n00.01;Ledning;Inbjudan;Gallras vid inaktualitet\n"
        "00.01.10;Val;Röstlängd;Gallras 4 år efter valet\n",
    )
    assert [code for code, _, _ in _units(made)] == ["00.01", "00.01.10"]
    assert _records(made) == ["00.01 protokoll", "00.01 inbjudan", "00.01.10 röstlängd"]
    assert max(c.sure for table in made.tables for c in table.columns) < 0.7


def test_number_that_lost_its_nought_is_told_by_the_row_of_numbers(tmp_path: Path) -> None:
    codes = [
        "2",
        *(f"2.{n}" for n in range(1, 10)),
        "2.1",
        "2.11",
        *(f"2.{n}" for n in range(12, 20)),
        "2.2",
        "3",
        "3.1",
    ]
    rows = "".join(f"{code};Enhet {n};;\n;;Handling {n};2 år\n" for n, code in enumerate(codes))
    made = _read(tmp_path, "Nr;Process;Handlingstyp;Gallring\n" + rows)
    found = [code for code, _, _ in _units(made)]
    assert found == ["2", *(f"2.{n}" for n in range(1, 21)), "3", "3.1"]


@pytest.mark.parametrize(
    ("cell", "message"),
    [("Se policy", "”Se policy” gav ingen regel"), ("Bevaras/Gallras", "”Bevaras/Gallras” gav ingen regel")],
)
def test_cell_that_gives_no_rule_is_told_with_its_place(tmp_path: Path, cell: str, message: str) -> None:
    made = _read(tmp_path, f"Handlingstyp;Gallring;Anmärkning\n1.1 Styra;;\nKarta;{cell};\nSkiss;2 år;\n")
    assert [unread.message for unread in made.unread] == [f"rad 3: {message}"]
    assert _kept(made) == ["skiss destroy P2Y"]


def test_record_above_which_no_unit_stands_is_told(tmp_path: Path) -> None:
    made = _read(tmp_path, "Handlingstyp;Gallring;Anmärkning\nKarta;2 år;\n1.1 Styra;;\nSkiss;2 år;\n")
    assert [unread.message for unread in made.unread] == ["rad 2: ingen process står över handlingen"]


def test_period_that_does_not_fit_preserving_is_told_and_gives_no_rule(tmp_path: Path) -> None:
    made = _read(
        tmp_path, "Handlingstyp;Bevaras/Gallras;Gallringsfrist\n1.1 Styra;;\nKarta;Bevaras;5 år\nFoto;Gallras;1 år\n"
    )
    assert _kept(made) == ["karta preserve", "foto destroy P1Y"]
    assert [unread.message for unread in made.unread] == ["rad 3: ”5 år” passar inte till bevaras"]


def test_profile_names_columns_separators_and_words(tmp_path: Path) -> None:
    profile = Profile.model_validate(
        {
            "columns": {"record": ["Informationspost"], "fate": ["Slutöde"], "level": ["Funktion"]},
            "numbering": {"separator": "-"},
            "words": {"preserve": ["Arkiveras"], "destroy": ["Slängs"]},
        }
    )
    text = "ID;Funktion;Informationspost;Slutöde\n1-1;Styra;;\n;;Protokoll;Arkiveras\n;;Utkast;Slängs efter 1 år\n"
    made = _read(tmp_path, text, profile)
    assert _units(made) == [("1.1", "P", "Styra")]
    assert _kept(made) == ["protokoll preserve", "utkast destroy P1Y"]


# Classification structures, in which the record types stand as examples in a description


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_structure_in_a_workbook_or_word_is_read_as_the_text_is(tmp_path: Path, kind: str) -> None:
    rows = [
        ["Nr", "Process", "Beskrivning med exempel", "Princip"],
        ["1", "Styra", "", ""],
        *(
            [f"1.{n}", f"Planera {n}", f"Exempel på handlingar: Karta {n}, foto", "Handlingarna bevaras."]
            for n in range(1, 13)
        ),
    ]
    (tmp_path / "plan.txt").write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    if kind == "xlsx":
        book = openpyxl.Workbook()
        assert book.active is not None
        for row in rows:
            book.active.append([float(row[0]) if row[0][0].isdigit() else row[0], *row[1:]])
        book.save(tmp_path / "plan.xlsx")
    else:
        document = docx.Document()
        _table(document, rows)
        document.save(str(tmp_path / "plan.docx"))
    text, other = (compile.document(tmp_path / f"plan.{k}", "plan", assets.data()) for k in ("txt", kind))
    assert _units(other) == _units(text)
    assert _records(other) == _records(text)
    assert len(text.plan.record_types) == 24
    assert [r.action for r in other.plan.disposition_rules] == ["preserve"] * 12
    assert other.tables[0].columns[2].kind == "text"


def _table(document: docx.document.Document, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(0, len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


# Word documents


def test_numbered_sections_of_a_document_are_no_units(tmp_path: Path) -> None:
    document = docx.Document()
    for heading in ("1 Inledning", "2 Begrepp", "2.1 Gallring"):
        document.add_heading(heading, 1)
        document.add_paragraph("En text om planen.")
    document.add_heading("3.1 Driva hamnen", 1)
    document.add_paragraph("Processen omfattar driften.")
    _table(document, [("Handlingstyp", "Gallring"), ("Loggbok", "Bevaras"), ("Lista", "1 år")])
    document.save(str(tmp_path / "plan.docx"))
    made = compile.document(tmp_path / "plan.docx", "plan", assets.data())
    assert _units(made) == [("3.1", "P", "Driva hamnen")]
    assert "driften" in made.plan.processes[0].terms
    assert _records(made) == ["3.1 loggbok", "3.1 lista"]


def test_headings_without_numbers_make_the_tree(tmp_path: Path) -> None:
    document = docx.Document()
    for area, process in (("Stödja", "Köpa in"), ("Driva", "Ta emot fartyg")):
        document.add_heading(area, 1)
        document.add_heading(process, 2)
        rows = [("Handlingstyp", "Gallring"), (f"Lista över {process.lower()}", "1 år"), ("Avtal", "Bevaras")]
        _table(document, rows)
    document.save(str(tmp_path / "plan.docx"))
    made = compile.document(tmp_path / "plan.docx", "plan", assets.data())
    assert _units(made) == [
        ("1", "VO", "Stödja"),
        ("1.1", "P", "Köpa in"),
        ("2", "VO", "Driva"),
        ("2.1", "P", "Ta emot fartyg"),
    ]
    assert _records(made) == ["1.1 lista över köpa in", "1.1 avtal", "2.1 lista över ta emot fartyg", "2.1 avtal"]


_WORDS = ["", "1.1", "1.1 Styra", "Handlingstyp", "Gallring", "Bevaras", "2 år", "Karta", "*"]


@given(st.lists(st.lists(st.sampled_from(_WORDS), min_size=3, max_size=3), max_size=12))
@settings(max_examples=25, deadline=None)
def test_any_table_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    text = "".join(";".join(row) + "\n" for row in rows)
    try:
        made = _read(tmp_path_factory.mktemp("any"), text)
    except SourceError:
        return
    codes = {process.code for process in made.plan.processes}
    assert all(record.process in codes for record in made.plan.record_types)


# What stands in the columns, in other ways


def test_mark_under_heads_on_two_lines_says_what_its_own_head_does(tmp_path: Path) -> None:
    made = _read(
        tmp_path,
        "Process;Handlingstyp;Bevarande och gallring;;Hantering;\n;;Bevaras;Gallras;Media;Förvaras\n"
        "1.1 Styra;Protokoll;X*;;Digitalt;Diarium\n;Utkast;;När ersatt av ny version;Digitalt;Server\n"
        ";Beräkning;;Nej;Digitalt;Server\n",
    )
    assert _kept(made) == ["protokoll preserve", "utkast destroy ersatt av ny version", "beräkning preserve"]
    assert [c.kind for c in made.tables[0].columns] == ["level", "record", "fate", "fate", "medium", "place"]


def test_choice_left_open_gives_no_rule_whatever_its_period(tmp_path: Path) -> None:
    made = _read(
        tmp_path, "Handlingstyp;Bevaras/Gallras;Frist\n1.1 Styra;;\nKarta;Bevaras/gallras;5 år\nFoto;Gallras;1 år\n"
    )
    assert _kept(made) == ["foto destroy P1Y"]
    assert [unread.message for unread in made.unread] == [
        "rad 3: ”Bevaras/gallras” gav ingen regel",
        "rad 3: ”Bevaras/gallras” lämnar öppet vad ”5 år” gäller",
    ]


def test_row_that_says_both_is_told_and_gives_no_rule(tmp_path: Path) -> None:
    made = _read(tmp_path, "Handlingstyp;Bevaras;Gallras\n1.1 Styra;;\nKarta;X;2 år\nFoto;;1 år\n")
    assert _kept(made) == ["foto destroy P1Y"]
    assert [unread.message for unread in made.unread] == [
        "rad 3: raden säger både bevaras och gallras: skriv vad som gäller när"
    ]


def test_bare_number_is_in_the_unit_of_its_head(tmp_path: Path) -> None:
    made = _read(
        tmp_path, "Handlingstyp;Bevaras/Gallras;Gallringsfrist (mån)\n1.1 Styra;;\nLogg;Gallras;24\nKarta;Bevaras;\n"
    )
    assert _kept(made) == ["logg destroy P24M", "karta preserve"]


def test_part_of_a_year_is_months_and_no_years_are_no_rule(tmp_path: Path) -> None:
    made = _read(tmp_path, "Handlingstyp;Gallras efter (år)\n1.1 Styra;\nLogg;0,5\nBrev;0\nLista;2\n")
    assert _kept(made) == ["logg destroy P6M", "lista destroy P2Y"]


def test_remark_tells_of_other_records_and_from_when(tmp_path: Path) -> None:
    made = _read(
        tmp_path,
        "Handlingstyp;Gallring;Anmärkning\n1.1 Styra;;\nEnkätsvar;1 år;Sammanställningen bevaras\n"
        "Lista;2 år;Kan bevaras av lokala skäl\nBrev;10 år;Från det att avtalet löpt ut\n",
    )
    assert _kept(made) == [
        "enkätsvar preserve om Sammanställningen",
        "enkätsvar destroy P1Y",
        "lista destroy P2Y",
        "brev destroy P10Y avtalet löpt ut",
    ]


def test_records_are_handed_to_whom_the_cell_names(tmp_path: Path) -> None:
    made = _read(tmp_path, "Handlingstyp;Gallring\n1.1 Visa;\nSkiss;Återlämnas till konstnären\nLista;1 år\n")
    assert [(r.record, r.action, r.next) for r in made.plan.retention_rules] == [
        ("skiss", "transfer", "konstnären"),
        ("lista", "destroy", None),
    ]
    assert [(r.action, r.recipients) for r in made.plan.disposition_rules] == [
        ("transfer", ("konstnären",)),
        ("destroy", ()),
    ]


def test_short_forms_mean_what_the_plan_says(tmp_path: Path) -> None:
    made = _read(
        tmp_path,
        "Förkortningar;;\nG2;Gallras efter 2 år;\nVI;Vid inaktualitet;\nHandlingstyp;Åtgärd;Plats\n1.1 Köpa;;\n"
        "Anbud;G2;Server\nPåminnelse;VI;Server\nAvtal;B;Arkiv\nOffert;G 4;Server\n",
    )
    assert _kept(made) == ["anbud destroy P2Y", "påminnelse destroy inaktualitet", "avtal preserve"]
    assert [unread.message for unread in made.unread] == ["rad 9: ”G 4” gav ingen regel"]


def test_footnote_tells_when_starred_records_are_delivered(tmp_path: Path) -> None:
    made = _read(
        tmp_path,
        "Handlingstyp;Bevaras;Gallras\n1.1 Pröva;;\nBeslut;X*;\nKarta;X;\nUtkast;;2 år*\n"
        "* Levereras till kommunarkivet fem år efter avslutat ärende.;;\n",
    )
    assert _kept(made) == [
        "beslut preserve",
        "beslut transfer P5Y avslutat ärende",
        "karta preserve",
        "utkast destroy P2Y",
    ]


def test_totals_and_names_of_bodies_are_no_records(tmp_path: Path) -> None:
    made = _read(
        tmp_path,
        "Handlingstyp;Gallring;Anm\n1.1 Styra;;\nKarta;2 år;\nSumma;1;\nSocialnämnden;;\n"
        "Handlingstyp;Gallring;Anm\n2.1 Vårda;;\nSchema;1 år;\n",
    )
    assert _records(made) == ["1.1 karta", "2.1 schema"]


@pytest.mark.parametrize(("first", "second"), [("5:1", "5:2"), ("5-1", "5-2")])
def test_codes_may_have_another_sign_between_their_numbers(tmp_path: Path, first: str, second: str) -> None:
    made = _read(tmp_path, f"Kod;Process;Handlingstyp;Gallring\n{first};Leda;Karta;2 år\n{second};Ge;Brev;0,5 år\n")
    assert _units(made) == [("5.1", "P", "Leda"), ("5.2", "P", "Ge")]
    assert _kept(made) == ["karta destroy P2Y", "brev destroy P6M"]


def test_code_with_a_letter_is_told(tmp_path: Path) -> None:
    made = _read(tmp_path, "Nr;Process;Handlingstyp;Gallring\nA1.1;Leda;Karta;2 år\nA1.2;Ge;Brev;1 år\n")
    assert [code for code, _, _ in _units(made)] == ["1", "2"]
    assert [unread.message for unread in made.unread] == [
        "rad 2: koden ”A1.1” har en bokstav: enheterna numreras efter sin plats"
    ]


def test_capitals_stand_above_small_letters_in_a_plan_without_numbers(tmp_path: Path) -> None:
    made = _read(
        tmp_path,
        "Handling;Bevaras / gallras;Anm\nSTÖDJA;;\nKöpa;;\nAnbud;Bevaras;\nSälja;;\nKvitto;7 år;\n"
        "DRIVA;;\nLogg;1 år;\n",
    )
    assert _units(made) == [("1", "VO", "STÖDJA"), ("1.1", "P", "Köpa"), ("1.2", "P", "Sälja"), ("2", "P", "DRIVA")]


def test_title_inside_a_sheet_wins_over_the_sheets_name(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "5 Alkohol m m"
    for row in (
        ["Handlingstyp", "Gallring"],
        ["5 Alkohol och tobak", None],
        ["5.1 Tillsyn", None],
        ["Rapport", "2 år"],
    ):
        sheet.append(row)
    book.save(tmp_path / "plan.xlsx")
    made = compile.document(tmp_path / "plan.xlsx", "plan", assets.data())
    assert _units(made) == [("5", "VO", "Alkohol och tobak"), ("5.1", "P", "Tillsyn")]
    assert made.unread == ()


def test_table_goes_on_below_a_heading_and_above_its_heads_repeated(tmp_path: Path) -> None:
    document = docx.Document()
    head = ("Handlingstyp", "Gallring", "Anmärkning")
    document.add_heading("1.1 Styra", 1)
    _table(document, [head])
    document.add_heading("1.2 Leda", 1)
    _table(document, [("Karta", "2 år", ""), ("Brev", "1 år", ""), head, ("Lista", "3 år", "")])
    document.save(str(tmp_path / "plan.docx"))
    made = compile.document(tmp_path / "plan.docx", "plan", assets.data())
    assert _records(made) == ["1.2 karta", "1.2 brev", "1.2 lista"]


# Codes that a spreadsheet holds as numbers


def _numbers(folder: Path, formats: Sequence[str | None], title_again: bool = False) -> Compiled:
    """Units 2.8 to 2.11 as numbers, each with one record, in a column with these formats."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Kod", "Handlingstyp", "Gallring"])
    for code, form in zip((2.1, 2.2, 2.8, 2.9, 2.1, 2.11), formats, strict=True):
        for text, fate in ((f"Enhet {sheet.max_row}", None), (f"Lista {sheet.max_row}", "2 år")):
            sheet.append([code, text, fate])
            if form:
                sheet.cell(sheet.max_row, 1).number_format = form
    book.save(folder / "plan.xlsx")
    return compile.document(folder / "plan.xlsx", "plan", assets.data())


CODES = ["2.1", "2.2", "2.8", "2.9", "2.10", "2.11"]


def test_number_is_read_with_the_decimals_that_it_is_shown_with(tmp_path: Path) -> None:
    made = _numbers(tmp_path, ["0.0", "0.0", "0.0", "0.0", "0.00", "0.00"])
    assert [code for code, _, _ in _units(made)] == CODES
    assert [r.process for r in made.plan.record_types] == CODES
    assert made.unread == ()


def test_number_whose_format_says_nothing_is_told_by_the_codes_around_it_and_the_guess_is_told(tmp_path: Path) -> None:
    made = _numbers(tmp_path, [None] * 6)
    assert [r.process for r in made.plan.record_types] == CODES
    assert [unread.message for unread in made.unread] == ["Sheet!A10: ”2.1” lästes som 2.10: skriv koden som text"]
