"""A plan as an office writes it, from its Markdown: the document in a format, and what an archivist reads out of it."""

from __future__ import annotations

import csv
import io
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.mini.pdf import ruled

FOLDER = Path(__file__).parent
_UNITS = {"år": "Y", "månader": "M", "månad": "M", "veckor": "W", "dagar": "D"}
_RULE = re.compile(
    r"(?P<action>bevaras|gallras|levereras)(?:\s(?P<number>\d+)\s(?P<unit>\w+))?(?:\s(?:efter|vid|när)?\s?(?P<event>[^\[]+?))?"
    r"(?:\s?\[(?P<condition>[^\]]+)\])?\s*\Z"
)
ACTIONS = {"bevaras": "preserve", "gallras": "destroy", "levereras": "transfer"}


@dataclass(frozen=True)
class Rule:
    """What becomes of a record: action, ISO period, the event it runs from, a condition."""

    action: str
    period: str | None = None
    event: str = ""
    condition: str = ""


@dataclass(frozen=True)
class Office:
    """One file of this folder."""

    name: str
    formats: tuple[str, ...]
    blocks: tuple[tuple[int, tuple[str, ...]], ...]
    """Lines of the document: depth and words of a heading, or 0 and the cells of a row; one cell is a paragraph."""
    units: tuple[tuple[str, str, str, str | None], ...]
    records: tuple[tuple[str, str, tuple[Rule, ...], str], ...]


def load(name: str) -> Office:
    """A plan of this folder by its name."""
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    first, _, rest = text.partition("\n")
    document, _, expected = rest.partition("\n## Enheter\n")
    units, _, records = expected.partition("\n## Handlingar\n")
    return Office(
        name,
        tuple(first.rpartition(":")[2].replace(" ", "").split(",")),
        tuple(_blocks(document.partition("\n## Dokumentet\n")[2])),
        tuple((code, level, title, above or None) for code, level, title, above in _rows(units)),
        tuple((code, record, tuple(_rules(rules)), to) for code, record, rules, to in _rows(records)),
    )


def _blocks(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    for line in text.splitlines():
        if heading := re.match(r"(#+) (.+)", line):
            yield len(heading[1]), (heading[2],)
        elif line.startswith("|") and not set(line) <= set("|-"):
            yield 0, tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
        elif line.strip() and not line.startswith("|"):
            yield 0, (line.strip(),)


def _rows(text: str) -> list[tuple[str, ...]]:
    return [cells for _, cells in _blocks(text)][1:]


def _rules(text: str) -> Iterator[Rule]:
    for part in text.split(" + "):
        found = _RULE.match(part)
        if part != "-":
            assert found, part
            period = f"P{found['number']}{_UNITS[found['unit']]}" if found["number"] else None
            yield Rule(ACTIONS[found["action"]], period, found["event"] or "", found["condition"] or "")


# The document in a format


def write(office: Office, kind: str, folder: Path) -> Path:
    """The document of an office as a file."""
    path = folder / f"{office.name}.{kind}"
    rows = [cells for _, cells in office.blocks]
    if kind == "csv":
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerows(rows)
        path.write_bytes(text.getvalue().encode("cp1252"))
    elif kind == "txt":
        path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    elif kind == "md":
        path.write_text("".join(_drawn(office)), encoding="utf-8")
    elif kind == "run":
        lines = (textwrap.wrap(" ".join(cell for cell in row if cell), 110) for row in rows)
        path.write_text("\n".join(line for each in lines for line in each) + "\n", encoding="utf-8")
    elif kind == "pdf":
        path.write_bytes(ruled(rows))
    elif kind == "docx":
        _word(office, path)
    elif kind == "xlsx":
        _workbook(rows, path)
    else:
        _opendocument(rows, path)
    return path


def _drawn(office: Office) -> Iterator[str]:
    """Text with tables drawn by bars, as made of a Word document or a web page."""
    width = 0
    for _, cells in office.blocks:
        if len(cells) == 1:
            yield f"\n{cells[0]}\n\n"
        else:
            yield f"| {' | '.join(cells)} |\n"
            yield f"|{'---|' * len(cells)}\n" if width != len(cells) else ""
        width = len(cells)


def _workbook(rows: list[tuple[str, ...]], path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append([int(cell) if re.fullmatch(r"[1-9]\d?", cell) else cell or None for cell in row])
    book.save(path)


def _opendocument(rows: list[tuple[str, ...]], path: Path) -> None:
    from tests.mini.make import opendocument_of

    opendocument_of(rows, path)


def _word(office: Office, path: Path) -> None:
    import docx

    made = docx.Document()
    table = None
    for depth, cells in office.blocks:
        if depth or len(cells) == 1:
            table = None
            made.add_heading(cells[0], depth) if depth else made.add_paragraph(cells[0])
            continue
        table = table or made.add_table(0, len(cells))
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    made.save(str(path))
