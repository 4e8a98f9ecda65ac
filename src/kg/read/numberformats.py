"""What calamine does not tell of an .xlsx sheet: with how many decimals a number is shown (2.1 as "2.10")."""

from __future__ import annotations

import re
import zipfile
from xml.etree import ElementTree

from kg.read import archive

Decimals = dict[tuple[int, int], int]
"""By row and column, counted from 0: the decimals that a number there is shown with, where its format says so."""

_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>")
_PLACE = re.compile(rb"\br=\"([A-Z]{1,3})(\d{1,7})\"")
_STYLE = re.compile(rb"\bs=\"(\d{1,6})\"")
_FIXED = re.compile(r"[#,]*0\.(0{1,4})(?:[;_\\ ].*)?\Z")
_BUILT_IN = {"2": 2, "4": 2}
_MOST_CELLS = 200_000
_MOST_BYTES = 16 * 1024 * 1024


def decimals(packed: zipfile.ZipFile) -> dict[str, Decimals]:
    """The decimals of each sheet's numbers, by the sheet's name; none where the file does not say.

    A code such as 2.10 is the number 2.1 in the file, and only its format tells it from 2.1.
    """
    styles = _styles(packed)
    if not styles:
        return {}
    return {name: _of_sheet(packed, member, styles) for name, member in _sheets(packed).items()}


def column(name: bytes) -> int:
    """The column that letters name, counted from 1: "A" is 1."""
    found = 0
    for letter in name:
        found = found * 26 + letter - 64
    return found


def _styles(packed: zipfile.ZipFile) -> dict[bytes, int]:
    root = _xml(packed, "xl/styles.xml")
    if root is None:
        return {}
    own = {e.get("numFmtId", ""): _FIXED.match(e.get("formatCode", "")) for e in root.iter() if _tag(e) == "numFmt"}
    told = {**_BUILT_IN, **{number: len(found[1]) for number, found in own.items() if found}}
    cells = next((e for e in root if _tag(e) == "cellXfs"), ())
    each = ((n, told.get(e.get("numFmtId", ""))) for n, e in enumerate(cells))
    return {str(n).encode(): shown for n, shown in each if shown}


def _sheets(packed: zipfile.ZipFile) -> dict[str, str]:
    """Members of the archive by the names of the sheets that they hold."""
    book, leads = _xml(packed, "xl/workbook.xml"), _xml(packed, "xl/_rels/workbook.xml.rels")
    if book is None or leads is None:
        return {}
    targets = {e.get("Id", ""): e.get("Target", "") for e in leads}
    members = set(packed.namelist())
    found = {}
    for sheet in (e for e in book.iter() if _tag(e) == "sheet"):
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        target = targets.get(key, "")
        member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if member in members:
            found[sheet.get("name", "")] = member
    return found


def _of_sheet(packed: zipfile.ZipFile, member: str, styles: dict[bytes, int]) -> Decimals:
    found: Decimals = {}
    rest = b""
    for piece in archive.chunks(packed, member):
        text = rest + piece
        last = text.rfind(b"<") if b">" not in text[text.rfind(b"<") :] else len(text)
        for match in _CELL.finditer(text, 0, last):
            style, place = _STYLE.search(match[1]), _PLACE.search(match[1])
            if style and place and style[1] in styles:
                found[int(place[2]) - 1, column(place[1]) - 1] = styles[style[1]]
                if len(found) >= _MOST_CELLS:
                    return found
        rest = text[last:]
    return found


def _xml(packed: zipfile.ZipFile, member: str) -> ElementTree.Element | None:
    if member not in packed.namelist():
        return None
    return ElementTree.fromstring(b"".join(archive.chunks(packed, member, _MOST_BYTES)))


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
