"""Files that are traps, or broken, end in one clear error, soon and without much memory."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mini import make, pdf

from kg import assets
from kg.errors import SourceError
from kg.extract import compile
from kg.read import formats, spreadsheet, word, worker
from kg.read import pdf as read_pdf

SHEET = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{rows}</sheetData></worksheet>"
)
CELL = '<row r="{row}"><c r="{cell}" t="inlineStr"><is><t>x</t></is></c></row>'


def _zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return path


def _with(path: Path, member: str, data: bytes) -> Path:
    """The file with one member of its archive put in or changed."""
    with zipfile.ZipFile(path) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    return _zip(path, members | {member: data})


def _refused(path: Path, message: str) -> None:
    with pytest.raises(SourceError, match=message) as refused:
        formats.read(path)
    assert len(str(refused.value).splitlines()) == 1
    assert refused.value.hint


def test_archive_that_unpacks_to_far_more_than_it_is(tmp_path: Path) -> None:
    path = make.workbook(tmp_path)
    _refused(_with(path, "xl/worksheets/sheet1.xml", bytes(60 * 1024 * 1024)), "unpacks to far more")


def test_archive_of_very_many_members(tmp_path: Path) -> None:
    members = {"xl/workbook.xml": b"<w/>"} | {f"xl/{n}": b"" for n in range(5_001)}
    _refused(_zip(tmp_path / "plan.xlsx", members), "unpacks")


def test_cell_that_stands_far_out(tmp_path: Path) -> None:
    rows = CELL.format(row=1, cell="A1") + CELL.format(row=1_048_576, cell="XFD1048576")
    path = _with(make.workbook(tmp_path), "xl/worksheets/sheet1.xml", SHEET.format(rows=rows).encode())
    _refused(path, "XFD1048576")


def test_cell_far_out_that_is_only_coloured_does_no_harm(tmp_path: Path) -> None:
    rows = CELL.format(row=1, cell="A1") + '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    path = _with(make.workbook(tmp_path), "xl/worksheets/sheet1.xml", SHEET.format(rows=rows).encode())
    assert formats.read(path).lines[0] == "x"


def test_opendocument_cell_repeated_without_end(tmp_path: Path) -> None:
    path = make.opendocument(tmp_path)
    with zipfile.ZipFile(path) as packed:
        content = packed.read("content.xml")
    cell = b'<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
    row = b'<table:table-row table:number-rows-repeated="1048576">' + cell + b"</table:table-row>"
    _refused(_with(path, "content.xml", content.replace(b"</table:table>", row + b"</table:table>")), "as far out as")


@pytest.mark.parametrize("kind", ["xlsx", "docx", "ods"])
def test_entities(tmp_path: Path, kind: str) -> None:
    path = make.FORMATS[kind](tmp_path)
    member = {"xlsx": "xl/worksheets/sheet1.xml", "docx": "word/document.xml", "ods": "content.xml"}[kind]
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    entities = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{lol}]><x>&l9;</x>'
    _refused(_with(path, member, entities.encode()), "entities")


@pytest.mark.parametrize(("kind", "member"), [("xlsx", "xl/vbaProject.bin"), ("docx", "word/vbaProject.bin")])
def test_macros(tmp_path: Path, kind: str, member: str) -> None:
    _refused(_with(make.FORMATS[kind](tmp_path), member, b"x"), "macros")


def test_locked_office_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    )
    _refused(path, "locked by a password")


def test_locked_pdf(tmp_path: Path) -> None:
    path = make.printed(tmp_path)
    data = path.read_bytes()
    encrypt = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <" + b"00" * 32 + b"> /U <" + b"11" * 32 + b"> /P -4 >> "
    path.write_bytes(data.replace(b"/Root 1 0 R", encrypt + b"/ID [<00><00>] /Root 1 0 R"))
    _refused(path, "password")


@pytest.mark.parametrize("kind", ["xlsx", "ods", "docx", "pdf-ruled"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_file_that_was_cut_off(tmp_path: Path, kind: str, share: float) -> None:
    path = make.FORMATS[kind](tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[: int(share * len(data))])
    with suppress(SourceError):
        formats.read(path)


def test_file_of_200_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    _refused(path, "larger than 64 MiB")


def test_text_that_no_grammar_would_come_to_the_end_of(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("1.1 Leda (" + "((a, " * 1_000_000, encoding="utf-8")
    with pytest.raises(SourceError, match="more than 4 million characters"):
        compile.document(path, "plan", assets.data())


@pytest.mark.long
def test_pdf_stream_that_unpacks_to_gigabytes_stays_within_its_limits(tmp_path: Path) -> None:
    packer = zlib.compressobj(9)
    packed = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed += 3000 * (packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH))
    made = pdf.pdf([pdf.text(50, 500, "x")])
    stream = (
        b"<< /Length " + str(len(packed)).encode() + b" /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream"
    )
    start, end = made.index(b"5 0 obj") + 8, made.index(b"endstream") + 9
    path = tmp_path / "plan.pdf"
    path.write_bytes(made[:start] + stream + made[end:])
    with pytest.raises(SourceError, match=r"memory|too much|broken|could not be read in 8 seconds"):
        worker.read("pdf", path, path.read_bytes(), seconds=8)


def test_reader_that_does_not_end_is_killed(tmp_path: Path) -> None:
    path = make.printed(tmp_path)
    with pytest.raises(SourceError, match=r"could not be read in 0\.05 seconds"):
        worker.read("pdf", path, path.read_bytes(), seconds=0.05)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{\\rtf1 hej}", "RTF"),
        (b"PK\x03\x04" + bytes(99), "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "older Word"),
        (b"%PDF-1.7\n%%EOF", "broken|no text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
    ],
)
def test_what_no_reader_knows(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "plan"
    path.write_bytes(data)
    _refused(path, message)


def test_archive_that_is_no_document(tmp_path: Path) -> None:
    _refused(_zip(tmp_path / "plan.xlsx", {"hej.txt": b"hej"}), "ZIP archive")


def test_opendocument_text_is_told_the_way_out(tmp_path: Path) -> None:
    _refused(_zip(tmp_path / "p.odt", {"mimetype": b"application/vnd.oasis.opendocument.text"}), r"\.odt")


def test_empty_folder(tmp_path: Path) -> None:
    _refused(tmp_path, "a folder of 0 files")


@pytest.mark.parametrize("start", [b"", b"PK\x03\x04", b"%PDF-1.4\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"a;b;c\n"])
@given(noise=st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_noise_is_told_apart_or_refused(start: bytes, noise: bytes) -> None:
    try:
        formats.kind("x", start + noise)
    except SourceError:
        return


@cache
def _sound(kind: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return make.FORMATS[kind](Path(folder)).read_bytes()


@pytest.mark.parametrize(
    ("kind", "reader"), [("xlsx", spreadsheet), ("ods", spreadsheet), ("docx", word), ("pdf-ruled", read_pdf)]
)
@given(at=st.floats(0, 1), noise=st.binary(min_size=1, max_size=60))
@settings(max_examples=10, deadline=None)
def test_damaged_file_raises_nothing_but_source_errors(kind: str, reader: ModuleType, at: float, noise: bytes) -> None:
    data = bytearray(_sound(kind))
    place = int(at * (len(data) - len(noise)))
    data[place : place + len(noise)] = noise
    try:
        reader.read("x", bytes(data))
    except SourceError:
        return
