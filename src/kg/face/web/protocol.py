"""Requests of the SPARQL 1.1 Protocol: GET and both forms of POST, read into one operation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote_to_bytes

from starlette.requests import Request

from kg.face.web.problems import Refusal

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

_BODY = 200_000
"""Bytes of a body; the longest query that is evaluated may be nine times as long where each letter is encoded."""
_FIELDS = 1000
_SEEN = {"query": ("default-graph-uri", "named-graph-uri"), "update": ("using-graph-uri", "using-named-graph-uri")}


@dataclass(frozen=True, slots=True)
class Operation:
    """What a client asks for."""

    kind: Literal["query", "update"]
    text: str
    default: tuple[str, ...] | None = None
    """Graphs that make up the default graph; None where neither these nor `named` are given."""
    named: tuple[str, ...] | None = None
    format: str | None = None
    """Short name of a format, where one is given beside Accept."""


async def read(request: Request) -> Operation | None:
    """The operation of a request; None where a GET asks for nothing, and so for the description of the service.

    Raises Refusal for a request that the protocol does not know.
    """
    fields = _fields(request.scope["query_string"])
    if request.method == "POST":
        fields += await _posted(request)
    asked = [(name, value) for name, value in fields if name in _SEEN]
    if not asked and request.method != "POST":
        return None
    if len(asked) != 1:
        said = (f"Frågan har {len(asked)} query eller update.", f"There are {len(asked)} query or update.")
        raise Refusal("usage", said, ("skicka precis en", "send exactly one"))
    kind: Literal["query", "update"] = "query" if asked[0][0] == "query" else "update"
    if kind == "update" and request.method != "POST":
        raise Refusal("usage", ("En ändring kan inte göras med GET.", "An update cannot be made by GET."))
    default, named = (tuple(value for name, value in fields if name == seen) for seen in _SEEN[kind])
    given = bool(default or named)
    named_format = next((value for name, value in fields if name in ("format", "output")), None)
    return Operation(kind, asked[0][1], default if given else None, named if given else None, named_format)


async def _posted(request: Request) -> list[tuple[str, str]]:
    media, _, parameters = request.headers.get("content-type", "").partition(";")
    media = media.strip().casefold()
    if media not in (FORM, QUERY, UPDATE):
        said = (f"Innehållet är {media or 'utan typ'}.", f"The content is {media or 'of no type'}.")
        hint = (f"skicka {QUERY} eller {FORM}", f"send {QUERY} or {FORM}")
        raise Refusal("media-type", said, hint, {"Accept-Post": f"{QUERY}, {FORM}"})
    charset = next((p.partition("=")[2] for p in parameters.casefold().split(";") if "charset=" in p), "utf-8")
    if charset.strip(' "') not in ("utf-8", "utf8"):
        raise Refusal("media-type", (f"Teckenkodningen är {charset}.", f"The charset is {charset}."), ("UTF-8",) * 2)
    body = await _body(request)
    return _fields(body) if media == FORM else [("query" if media == QUERY else "update", _decoded(body))]


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _BODY:
            said = (f"Högst {_BODY} byte.", f"At most {_BODY} bytes.")
            raise Refusal("too-large", said, ("fråga mindre åt gången", "ask for less"), {"Connection": "close"})
    return bytes(body)


def _fields(encoded: bytes) -> list[tuple[str, str]]:
    """Names and values of a form. What the standard library's reader gives, in half its time."""
    pieces = [piece.replace(b"+", b" ").partition(b"=") for piece in encoded.split(b"&") if piece]
    if len(pieces) > _FIELDS:
        raise Refusal("usage", (f"Fler än {_FIELDS} fält.", f"More than {_FIELDS} fields."))
    return [(_decoded(unquote_to_bytes(name)), _decoded(unquote_to_bytes(value))) for name, _, value in pieces]


def _decoded(text: bytes) -> str:
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        raise _no_utf8() from None


def _no_utf8() -> Refusal:
    return Refusal("usage", ("Texten är inte UTF-8.", "The text is not UTF-8."), ("koda om den", "encode it anew"))
