"""Which reader reads a file: told by what stands in it, never by its name; a folder of files is one document."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from kg.errors import SourceError
from kg.read import archive, delimited, grid, piped, plaintext, worker
from kg.read.document import Document, Place, Row
from kg.text.passage import Passage

Reader = Literal["plaintext", "delimited", "spreadsheet", "word", "pdf"]
Mend = Callable[[Sequence[str]], Sequence[str]]
"""Lines as they stand to the same lines with damage repaired."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LEAST_CODED = 0.5
_CODED = re.compile(r"\s*(?:(?:VO|PG|P)\s)?\d+(?:\.\d+)*\.?[\s\t]")
_MOST_FILES = 200


def read(path: Path, mend: Mend | None = None) -> Document:
    """Read a file, or all files of a folder, into one document.

    `mend` repairs what conversion damaged, line for line, before the text is taken apart. Raises SourceError where a
    file is missing, empty, too large, locked, broken, a trap, or of a kind that no reader knows.
    """
    return _folder(path, mend) if path.is_dir() else _file(path, mend)


def kind(name: str, data: bytes) -> Reader:
    """The reader for a file's bytes.

    Raises SourceError for a kind of file that no reader knows, with the way out.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _of_archive(name, data)
    if data.startswith(_OLE):
        return _of_container(name, data)
    if data.startswith(b"{\\rtf"):
        raise SourceError("RTF is not read", where=name, hint="save it as .docx")
    text = plaintext.decoded(name, data)
    if piped.drawn(text.split("\n")):
        return "plaintext"
    mark = delimited.delimiter(text)
    return "plaintext" if mark is None or (mark == "\t" and _units_first(text)) else "delimited"


def _of_archive(name: str, data: bytes) -> Reader:
    with archive.guarded(name), zipfile.ZipFile(io.BytesIO(data)) as packed:
        found = archive.kind(packed)
    if found in {"xlsx", "xlsb", "ods"}:
        return "spreadsheet"
    if found == "docx":
        return "word"
    what = "an .odt file" if found == "odt" else "a ZIP archive that is no document"
    raise SourceError(f"{what} is not read", where=name, hint="save it as .docx, .xlsx, .ods, .pdf, .csv or .txt")


def _of_container(name: str, data: bytes) -> Reader:
    """Of the older Office formats the spreadsheet is read; a new format in such a container is locked."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise SourceError("the file is locked by a password", where=name, hint="save it without one")
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise SourceError("the file holds macros", where=name, hint="save it without them, as .xlsx or .docx")
    if any(word.encode("utf-16-le") in data for word in ("Workbook", "Book")):
        return "spreadsheet"
    raise SourceError("an older Word file is not read", where=name, hint="save it as .docx")


def _units_first(text: str) -> bool:
    """Whether most rows begin with a number, as those of a classification structure pasted as text do."""
    rows = [line for line in text.split("\n") if "\t" in line]
    return sum(bool(_CODED.match(line)) for line in rows) >= _LEAST_CODED * len(rows)


def _file(path: Path, mend: Mend | None) -> Document:
    data = plaintext.load(path)
    reader = kind(path.name, data)
    if reader in {"plaintext", "delimited"}:
        parse = plaintext.parse if reader == "plaintext" else delimited.parse
        found = parse(path.name, data)
        return found if mend is None else parse(path.name, data, mend(found.lines))
    cells = worker.read(reader, path, data)
    if not cells.rows:
        hint = "scan it with text recognition first" if reader == "pdf" else "give a document with text"
        raise SourceError("no text was found in it", where=str(path), hint=hint)
    sha256 = hashlib.sha256(data).hexdigest()
    return grid.document(path.name, sha256, cells, None if mend is None else mend(cells.lines))


# A folder


def _folder(path: Path, mend: Mend | None) -> Document:
    files = sorted((f for f in path.iterdir() if f.is_file() and f.name[0] not in ".~"), key=lambda f: _natural(f.name))
    if not files or len(files) > _MOST_FILES:
        raise SourceError(f"a folder of {len(files)} files", where=str(path), hint=f"give one of 1 to {_MOST_FILES}")
    parts = [_file(file, None) for file in files]
    found = _joined(path.name, parts)
    if mend is None:
        return found
    mended, at = mend(found.lines), 0
    for n, file in enumerate(files):
        size = len(parts[n].lines)
        own = tuple(mended[at : at + size])
        parts[n], at = _file(file, lambda _, own=own: own), at + size  # type: ignore[misc]
    return _joined(path.name, parts)


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (0, part.casefold()) for part in re.split(r"(\d+)", name)]


def _joined(name: str, parts: list[Document]) -> Document:
    """One document of several: the lines of each after those of the one before, each place with its file's name."""
    if len({part.layout == "table" for part in parts}) > 1:
        parts = [part if part.layout == "table" else _as_rows(part) for part in parts]
    moved = list(_moved(parts))
    return Document(
        name=name,
        sha256=hashlib.sha256("\n".join(f"{part.name}:{part.sha256}" for part in parts).encode()).hexdigest(),
        lines=tuple(line for part in parts for line in part.lines),
        layout=next((part.layout for part in parts if part.layout != "prose"), "prose"),
        rows=tuple(row for part in moved for row in part.rows),
        blocks=tuple(block for part in moved for block in part.blocks),
        places={n: place for part in moved for n, place in part.places.items()},
        readings={n: found for part in moved for n, found in part.readings.items()},
        notes=tuple(f"{part.name}: {note}" for part in parts for note in part.notes),
    )


def _as_rows(part: Document) -> Document:
    return replace(part, layout="table", rows=tuple(Row((block.passage,)) for block in part.blocks), blocks=())


def _moved(parts: Sequence[Document]) -> Iterator[Document]:
    """The documents with their lines and tables counted from where those before end."""
    by = tables = 0
    for part in parts:
        yield replace(
            part,
            rows=tuple(
                replace(row, cells=tuple(_shifted(c, by) for c in row.cells), table=(row.table or 1) + tables)
                for row in part.rows
            ),
            blocks=tuple(
                replace(block, passage=_shifted(block.passage, by), raw=tuple((n + by, line) for n, line in block.raw))
                for block in part.blocks
            ),
            places={n + by: _named(part.name, n, part.places.get(n)) for n in range(1, len(part.lines) + 1)},
            readings={n + by: found for n, found in part.readings.items()},
        )
        by += len(part.lines)
        tables += max([row.table for row in part.rows], default=0) + 1


def _shifted(passage: Passage, by: int) -> Passage:
    return replace(passage, lines=tuple(line + by for line in passage.lines))


def _named(name: str, line: int, place: Place | None) -> Place:
    return Place(place.page if place else None, f"{name}: {place.cell if place and place.cell else f'rad {line}'}")
