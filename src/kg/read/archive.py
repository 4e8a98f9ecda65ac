"""Office files are ZIP archives: what is in one, and whether it may be unpacked at all."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import ParseError

from kg.errors import SourceError

_MOST_MEMBERS = 5_000
_MOST_BYTES = 400 * 1024 * 1024
_MOST_RATIO = 500
_SMALL = 8 * 1024 * 1024
_HEAD = 4096
_CHUNK = 1024 * 1024
_BROKEN = (zipfile.BadZipFile, zlib.error, ParseError, OSError, EOFError, RuntimeError, ValueError, KeyError)


@contextmanager
def guarded(name: str) -> Iterator[None]:
    """Whatever a broken archive raises while it is read becomes a SourceError."""
    try:
        yield
    except (MemoryError, RecursionError):
        raise
    except _BROKEN as error:
        raise SourceError("the file is broken", where=name, hint="open it, save it anew and try again") from error


def opened(name: str, data: bytes) -> zipfile.ZipFile:
    """The archive, once nothing in it is a trap.

    Raises SourceError where it is broken, locked, holds macros or entities, or would unpack to far more than it is.
    """
    with guarded(name):
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
        _checked(name, members)
        for member in members:
            if member.filename.endswith((".xml", ".rels")):
                with archive.open(member) as stream:
                    _without_entities(name, member.filename, stream.read(_HEAD))
    return archive


def _checked(name: str, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_BYTES:
        raise SourceError("the file unpacks to more than 400 MiB", where=name, hint="split it")
    for member in members:
        if member.flag_bits & 1:
            raise SourceError("the file is locked by a password", where=name, hint="save it without one")
        if member.filename.casefold().endswith("vbaproject.bin") or member.filename.startswith("Basic/"):
            raise SourceError("the file holds macros", where=name, hint="save it without them, as .xlsx or .docx")
        if member.file_size > max(_SMALL, _MOST_RATIO * member.compress_size):
            message = f"{member.filename} unpacks to far more than it is"
            raise SourceError(message, where=name, hint="save the file anew")


def _without_entities(name: str, member: str, head: bytes) -> None:
    plain = head.replace(b"\x00", b"").upper()
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise SourceError(f"{member} declares entities of its own", where=name, hint="save the file anew")


def chunks(archive: zipfile.ZipFile, member: str, most: int = _MOST_BYTES) -> Iterator[bytes]:
    """The bytes of a member, piece by piece; where it is longer than it said, it ends at `most`."""
    with archive.open(member) as stream:
        while most > 0 and (piece := stream.read(_CHUNK)):
            most -= len(piece)
            yield piece


def kind(archive: zipfile.ZipFile) -> str | None:
    """What the archive is: "xlsx", "xlsb", "ods", "docx", "odt"; None for anything else."""
    names = set(archive.namelist())
    for member, found in (("xl/workbook.xml", "xlsx"), ("xl/workbook.bin", "xlsb"), ("word/document.xml", "docx")):
        if member in names:
            return found
    with archive.open("mimetype") if "mimetype" in names else io.BytesIO() as stream:
        told = stream.read(200)
    return "ods" if b"opendocument.spreadsheet" in told else "odt" if b"opendocument.text" in told else None
