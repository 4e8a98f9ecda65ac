"""The made-up plan in every format that is read, made anew for each run of the tests."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from tests.mini.pdf import ruled, unruled
from tests.mini.plan import HEADS, LINES, Line

Maker = Callable[[Path], Path]


def _write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def tabbed(folder: Path) -> Path:
    """Plain text with tabs between the cells."""
    return _write(folder / "plan.txt", "".join("\t".join(line) + "\n" for line in (HEADS, *LINES)).encode())


def delimited(mark: str, encoding: str, broken: bool = False) -> Maker:
    """Delimited text; `broken` puts line breaks inside quotes."""

    def make(folder: Path) -> Path:
        text = io.StringIO()
        writer = csv.writer(text, delimiter=mark, lineterminator="\r\n", quoting=csv.QUOTE_ALL if broken else 0)
        writer.writerow(HEADS)
        for line in LINES:
            writer.writerow([cell.replace(" efter ", " efter\n") if broken else cell for cell in line])
        return _write(folder / "plan.csv", text.getvalue().encode(encoding))

    return make


def workbook(folder: Path) -> Path:
    """A workbook as people make them: codes that became numbers, heads on two lines and repeated, cells merged."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Plan"
    sheet.append(["Dokumenthanteringsplan för hamnen"])
    sheet.merge_cells("A1:H1")
    sheet.append([*HEADS[:3], "Gallring", None, *HEADS[5:]])
    sheet.append([None, None, None, "Bevaras/Gallras", "Gallringsfrist"])
    for column in "ABCFGH":
        sheet.merge_cells(f"{column}2:{column}3")
    sheet.merge_cells("D2:E2")
    for n, line in enumerate(LINES):
        if n == 30:
            sheet.append([*HEADS[:3], "Gallring", None, *HEADS[5:]])
            sheet.append([None, None, None, "Bevaras/Gallras", "Gallringsfrist"])
        code: float | str | None = float(line.code) if line.code.count(".") <= 1 and line.code else line.code or None
        sheet.append([code, *(cell or None for cell in line[1:])])
    sheet.column_dimensions["G"].hidden = True
    other = book.create_sheet("Ändringslogg")
    other.append(["Datum", "Ändring"])
    book.create_sheet("Val").sheet_state = "hidden"
    book.save(folder / "plan.xlsx")
    return folder / "plan.xlsx"


def opendocument(folder: Path) -> Path:
    """The plan as an OpenDocument sheet."""
    return opendocument_of((HEADS, *LINES), folder / "plan.ods")


def opendocument_of(lines: Sequence[Sequence[str]], path: Path) -> Path:
    """Rows as an OpenDocument sheet, with a run of empty cells behind each as offices write them."""
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
            if cell
            else "<table:table-cell/>"
            for cell in line
        )
        + '<table:table-cell table:number-columns-repeated="1016"/></table:table-row>'
        for line in lines
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Plan">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", kind)
        packed.writestr("content.xml", content)
        packed.writestr("META-INF/manifest.xml", manifest)
    return path


def document(folder: Path) -> Path:
    """A Word document: an introduction, then a table for each business area with its units as merged rows."""
    import docx

    made = docx.Document()
    made.add_heading("Dokumenthanteringsplan för hamnen", 0)
    made.add_paragraph("Planen visar vad som händer med hamnens handlingar.")
    for area in _areas():
        made.add_paragraph(f"{area[0].code} {area[0].title}", style="Heading 1")
        table = made.add_table(0, 6)
        _fill(table, HEADS[2:])
        for line in area[1:]:
            cells = table.add_row().cells
            if line.code:
                cells[0].merge(cells[5]).text = f"{line.code} {line.title}"
            else:
                for cell, text in zip(cells, line[2:], strict=True):
                    cell.text = text
    made.save(str(folder / "plan.docx"))
    return folder / "plan.docx"


def _fill(table: object, texts: Sequence[str]) -> None:
    for cell, text in zip(table.add_row().cells, texts, strict=True):  # type: ignore[attr-defined]
        cell.text = text


def _areas() -> list[list[Line]]:
    areas: list[list[Line]] = []
    for line in LINES:
        if line.code and "." not in line.code:
            areas.append([])
        areas[-1].append(line)
    return areas


def printed(folder: Path) -> Path:
    """A PDF with ruled tables over several pages, their heads repeated."""
    return _write(folder / "plan.pdf", ruled([HEADS, *LINES]))


def typed(folder: Path) -> Path:
    """A PDF whose columns are held apart by white space alone."""
    return _write(folder / "plan.pdf", unruled([HEADS, *LINES]))


FORMATS: dict[str, Maker] = {
    "txt": tabbed,
    "csv-semicolon-utf8": delimited(";", "utf-8"),
    "csv-semicolon-bom": delimited(";", "utf-8-sig"),
    "csv-comma-latin1": delimited(",", "latin-1"),
    "csv-tab-utf16": delimited("\t", "utf-16"),
    "csv-pipe-cp850": delimited("|", "cp850"),
    "csv-quoted-breaks": delimited(";", "utf-8", broken=True),
    "xlsx": workbook,
    "ods": opendocument,
    "docx": document,
    "pdf-ruled": printed,
    "pdf-unruled": typed,
}
