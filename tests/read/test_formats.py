"""A file's reader is told by what stands in it; and what each reader makes of a file."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mini import make, pdf

from kg.errors import SourceError
from kg.read import delimited, formats, plaintext
from kg.read.document import Document


def _rows(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.rows]


@pytest.mark.parametrize("kind", make.FORMATS)
def test_name_of_a_file_does_not_matter(tmp_path: Path, kind: str) -> None:
    path = make.FORMATS[kind](tmp_path)
    found = formats.kind("hemlig", path.read_bytes())
    assert found == {"x": "spreadsheet", "o": "spreadsheet", "d": "word", "p": "pdf"}.get(kind[0], "delimited")


@pytest.mark.parametrize("kind", ["txt", "csv-semicolon-utf8", "xlsx", "docx", "pdf-ruled"])
def test_damage_is_repaired_before_the_text_is_taken_apart(tmp_path: Path, kind: str) -> None:
    path = make.FORMATS[kind](tmp_path)
    found = formats.read(path, lambda lines: [line.replace("Kölista", "Kölistan") for line in lines])
    assert any("Kölistan" in row for row in _rows(found))
    assert not any("Kölistan" in line for line in found.lines)


# Delimited text


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("a;b;c\n1;2;3\n4;5;6\n", ";"),
        ("a,b,c\n1,2,3\n4,5,6\n", ","),
        ("a|b\n1|2\n3|4\n5|6\n", "|"),
        ('a;b;c\n"1;1";2;3\n4;"5\n5";6\n', ";"),
        ("En mening, som har ett komma.\nEn till, med två, och mer.\nOch en utan.\n", None),
        ("Ett ord\n", None),
        ("", None),
    ],
)
def test_delimiter_is_what_makes_even_rows(text: str, mark: str | None) -> None:
    assert delimited.delimiter(text) == mark


def test_quoted_line_break_keeps_its_cell_whole_and_its_lines_right() -> None:
    found = delimited.parse("x", b'a;b;c\n"ett\ntv\xc3\xa5";"tre\nfyra";fem\nsex;sju;atta\n')
    assert _rows(found)[1] == ["ett två", "tre fyra", "fem"]
    assert [found.place(cell).lines for cell in found.rows[1].cells] == [(2, 3), (3, 4), (4, 4)]
    assert found.rows[2].line == 5


def test_number_in_a_cell_may_have_been_a_code() -> None:
    assert delimited.readings_of("1.1") == ("1.1", "1.10")
    assert delimited.readings_of("1,12") == ("1.12",)
    assert delimited.readings_of("2024-10-01")[0] == "1.10"
    assert delimited.readings_of("1-okt") == ("1.10",)
    assert delimited.readings_of("Protokoll") == ()


def test_older_character_sets_are_told_apart_by_swedish_letters() -> None:
    text = "Åtgärd för ägare;ändå\n"
    for charset in ("utf-8", "utf-16", "latin-1", "cp1252", "cp850", "mac_roman"):
        assert plaintext.decoded("x", text.encode(charset)) == text


@given(st.text(alphabet='a;,|\t"\n å1', max_size=200))
def test_any_text_is_cells_or_refused(text: str) -> None:
    try:
        found = delimited.parse("x", text.encode())
    except SourceError:
        return
    for row in found.rows:
        for cell in row.cells:
            assert 1 <= found.place(cell).first <= found.place(cell).last <= len(found.lines)


# Spreadsheets


def test_merged_cell_stands_in_every_row_that_it_reaches(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Blad1"
    for row in (["Handlingstyp", "Gallring"], ["Karta", "2 år"], ["Skiss", None], ["Foto", "3 år"]):
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    book.save(tmp_path / "a.xlsx")
    found = formats.read(tmp_path / "a.xlsx")
    assert _rows(found)[1:] == [["Karta", "2 år"], ["Skiss", "2 år"], ["Foto", "3 år"]]
    assert found.place(found.rows[2].cells[1]).cell == "Blad1!B2"


def test_values_read_as_people_see_them(tmp_path: Path) -> None:
    from datetime import date

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([2.0, 1.1, date(2024, 10, 1), True, "  Två\nrader "])
    book.save(tmp_path / "a.xlsx")
    found = formats.read(tmp_path / "a.xlsx")
    assert _rows(found) == [["2", "1.1", "2024-10-01", "ja", "Två rader"]]
    assert found.readings[2] == ("1.1", "1.10")


# Word


def test_numbers_that_word_writes_itself_are_counted(tmp_path: Path) -> None:
    document = docx.Document()
    _number_headings(document)
    for level, title in ((1, "Styra"), (2, "Besluta"), (2, "Planera"), (1, "Stödja"), (2, "Köpa")):
        document.add_heading(title, level)
        document.add_paragraph("Text.")
    document.save(str(tmp_path / "a.docx"))
    headings = [line for line in formats.read(tmp_path / "a.docx").lines if line != "Text."]
    assert headings == ["1 Styra", "1.1 Besluta", "1.2 Planera", "2 Stödja", "2.1 Köpa"]


def _number_headings(document: docx.document.Document) -> None:
    """Give the heading styles a numbered list of two levels."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading{n + 1}"/>'
        f'<w:lvlText w:val="{".".join(f"%{k + 1}" for k in range(n + 1))}"/></w:lvl>'
        for n in range(2)
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def test_inserted_text_is_read_and_deleted_text_is_not(tmp_path: Path) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    paragraph = document.add_paragraph("Karta")
    for tag, word in (("ins", "<w:t> och skiss</w:t>"), ("del", "<w:delText> och foto</w:delText>")):
        paragraph._p.append(
            parse_xml(f"<w:{tag} {nsdecls('w')}><w:r>{word}</w:r></w:{tag}>".replace("> och", ">\u00a0och"))
        )
    document.save(str(tmp_path / "a.docx"))
    assert [" ".join(line.split()) for line in formats.read(tmp_path / "a.docx").lines] == ["Karta och skiss"]


# PDF


def _pdf(path: Path, *pages: str) -> Document:
    path.write_bytes(pdf.pdf(pages))
    return formats.read(path)


def test_text_in_two_columns_is_read_one_after_the_other(tmp_path: Path) -> None:
    left = [f"vänster rad {n} med några ord till om hur hamnen drivs" for n in range(12)]
    right = [f"höger rad {n} med några ord till om hur kajen vårdas" for n in range(12)]
    page = "".join(
        pdf.text(40, 500 - 12 * n, a, 14) + pdf.text(440, 500 - 12 * n, b, 14)
        for n, (a, b) in enumerate(zip(left, right, strict=True))
    )
    found = _pdf(tmp_path / "a.pdf", page)
    assert found.layout == "prose"
    assert list(found.lines) == [*left, *right]


def test_word_broken_over_lines_is_whole_and_page_numbers_are_gone(tmp_path: Path) -> None:
    pages = [
        pdf.text(60, 300, "Handlingar om hamn-") + pdf.text(60, 290, "fogdens arbete.") + pdf.text(400, 20, str(n))
        for n in (1, 2)
    ]
    found = _pdf(tmp_path / "a.pdf", *pages)
    assert [block.passage.text for block in found.blocks] == ["Handlingar om hamnfogdens arbete."] * 2
    assert [found.place(block.passage).page for block in found.blocks] == [1, 2]


def test_row_cut_by_a_page_break_is_one_row(tmp_path: Path) -> None:
    def table(rows: list[list[str]], top: int) -> str:
        drawn = ""
        for n, row in enumerate(rows):
            for x, cell in zip((40, 240, 440), row, strict=True):
                drawn += pdf.text(x + 2, top - 20 * n - 12, cell) + f"{x} {top - 20 * n - 20} 200 20 re S\n"
        return drawn

    heads = ["Handlingstyp", "Bevaras/Gallras", "Anmärkning"]
    first = table(
        [heads, ["Karta", "Bevaras", ""], ["Ritning av bryggor", "Gallras 2 år efter", "Diarieförs och"]], 500
    )
    second = table([heads, ["och kajer", "avslutat ärende", "ordnas"], ["Foto", "Bevaras", ""]], 550)
    found = _pdf(tmp_path / "a.pdf", first, second)
    assert _rows(found) == [
        heads,
        ["Karta", "Bevaras", ""],
        ["Ritning av bryggor och kajer", "Gallras 2 år efter avslutat ärende", "Diarieförs och ordnas"],
        ["Foto", "Bevaras", ""],
    ]


def test_page_without_text_is_told(tmp_path: Path) -> None:
    found = _pdf(tmp_path / "a.pdf", pdf.text(60, 300, "Text."), "10 10 100 100 re f")
    assert found.notes == ("sida 2 har ingen text: är den inskannad?",)
