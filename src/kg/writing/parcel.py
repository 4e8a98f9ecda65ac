"""What a program sends as a plan: a ZIP archive or a form, of which only the files of a plan are taken, in memory.

Nothing is unpacked to a path that a sender chose, and nothing is read beyond the size that a plan may have.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterable
from email.parser import BytesParser
from email.policy import HTTP

from kg.errors import KgError
from kg.writing.states import NAMES

LARGEST = 20_000_000
"""Bytes of a parcel."""
_FILE = 60_000_000
"""Bytes of one file, unpacked."""
_MOST = 20
"""Entries of an archive."""
_CHUNK = 1 << 20
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 1
ZIP, FORM = "application/zip", "multipart/form-data"


class ParcelError(KgError):
    """What was sent is no plan."""

    exit_status = 2
    code = "parcel"


def opened(data: bytes, media: str, slug: str) -> dict[str, bytes]:
    """The files of the plan `slug` in a parcel of a media type, `ZIP` or `FORM` with its boundary.

    The files stand at the top, or all in one folder that has the name of the plan.
    Raises ParcelError, which says what is wrong, for anything else.
    """
    found: dict[str, bytes] = {}
    for name, content in _zipped(data) if media.startswith(ZIP) else _posted(data, media):
        bare = name.removeprefix(f"{slug}/")
        if bare not in NAMES:
            hint = f"send {', '.join(NAMES)}, at the top or in a folder {slug}"
            raise ParcelError("no file of a plan", where=repr(name[:100]), hint=hint)
        if bare in found:
            raise ParcelError("there twice", where=bare, hint="send each file once")
        found[bare] = content
    missing = [name for name in NAMES[:2] if name not in found]
    if missing:
        raise ParcelError(f"{' and '.join(missing)} missing", hint="send the whole folder of the plan")
    return found


def _zipped(data: bytes) -> Iterable[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > _MOST:
                raise ParcelError(f"more than {_MOST} entries in the archive", hint="send the files of one plan")
            return [(each.filename, _content(archive, each)) for each in members if not each.is_dir()]
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise ParcelError(f"a broken archive ({error})", hint="pack the folder anew") from error


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    where = repr(member.filename[:100])
    if stat.S_ISLNK(member.external_attr >> 16):
        raise ParcelError("a link, not a file", where=where, hint="pack the files themselves")
    if member.flag_bits & _ENCRYPTED or member.compress_type not in _PLAIN:
        raise ParcelError("locked, or packed in another way than deflate", where=where, hint="pack it as a plain ZIP")
    content = bytearray()
    with archive.open(member) as stream:
        while piece := stream.read(_CHUNK):
            content += piece
            if len(content) > _FILE:
                raise ParcelError(f"more than {_FILE // 1_000_000} MB unpacked", where=where, hint="split the plan")
    return bytes(content)


def _posted(data: bytes, media: str) -> Iterable[tuple[str, bytes]]:
    head = b"Content-Type: " + media.encode("latin-1", "replace").translate(None, b"\r\n") + b"\r\n\r\n"
    told = BytesParser(policy=HTTP).parsebytes(head + data)
    parts = list(told.iter_parts()) if told.is_multipart() else []
    if not parts or told.defects or len(parts) > _MOST:
        raise ParcelError("a broken form", hint="send multipart/form-data with one file a part")
    for part in parts:
        content = part.get_payload(decode=True)
        if part.is_multipart() or part.defects or not isinstance(content, bytes):
            raise ParcelError("a broken form", hint="send multipart/form-data with one file a part")
        yield part.get_filename() or str(part.get_param("name", "", "content-disposition")), content
