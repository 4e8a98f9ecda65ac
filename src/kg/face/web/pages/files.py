"""The pages' own files: style sheets, and scripts where they were bundled, under addresses that change with content."""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import APIRouter, FastAPI
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from kg.face.web import packing
from kg.face.web.problems import unknown
from kg.view import svg

_FOLDER = Path(__file__).parent.parent / "static"
_BUNDLE = _FOLDER / "dist"
_MEDIA = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
_YEAR = "public, max-age=31536000, immutable"

log = logging.getLogger("kg.web")


@dataclass(frozen=True)
class _File:
    body: bytes
    packed: bytes
    media: str
    digest: str


@cache
def _all() -> dict[str, _File]:
    """Files by name; the style of pictures belongs to `kg.view`, which draws them."""
    found = {path.name: path.read_bytes() for path in _FOLDER.iterdir() if path.suffix in _MEDIA}
    found["picture.css"] = svg.style().encode()
    if _islands():
        found |= {f"dist/{path.name}": path.read_bytes() for path in _BUNDLE.iterdir() if path.suffix in _MEDIA}
    return {name: _file(name, body) for name, body in found.items()}


def _file(name: str, body: bytes) -> _File:
    packed = gzip.compress(body, 9, mtime=0)
    return _File(body, packed, _MEDIA[Path(name).suffix], hashlib.sha256(body).hexdigest()[:12])


@cache
def _islands() -> dict[str, list[str]]:
    return bundled(_BUNDLE)


def bundled(folder: Path) -> dict[str, list[str]]:
    """Files of each script in a bundle's folder, its own first; without a bundle none, and a line in the log."""
    try:
        told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        return {name: [one["file"], *one["imports"]] for name, one in told.items()}
    except OSError:
        log.warning("no scripts were bundled, so the pages do without: install Node.js, then run python hatch_build.py")
        return {}


@asynccontextmanager
async def _read(_: FastAPI) -> AsyncIterator[None]:
    """Before the first page is asked for, the log says where scripts are missing."""
    _all()
    yield


router = APIRouter(include_in_schema=False, lifespan=_read)


def asset(name: str) -> str:
    """Address of a file, with its digest."""
    return f"/static/{name}?v={_all()[name].digest}"


def island(name: str) -> Markup:
    """The element that loads a script, with those it needs; nothing where it was not bundled."""
    files = _islands().get(name, ())
    ahead = "".join(f'<link rel="modulepreload" href="/static/dist/{file}">' for file in files[1:])
    return Markup(f'{ahead}<script type="module" src="/static/dist/{files[0]}"></script>' if files else "")


@router.get("/static/{name:path}")
async def static(request: Request, name: str) -> Response:
    """A file; kept for a year by whoever asked for it by its digest, or by a name that holds one."""
    if name not in _all():
        raise unknown("static", name[:100])
    file = _all()[name]
    lasting = request.query_params.get("v") == file.digest or (name.startswith("dist/") and name.endswith(".js"))
    etag = f'W/"{file.digest}"'
    headers = {"ETag": etag, "Cache-Control": _YEAR if lasting else "public, no-cache", "Vary": "Accept-Encoding"}
    if etag in request.headers.get("if-none-match", ""):
        return Response(None, 304, headers)
    packs = packing.takes(request.scope) and len(file.packed) < len(file.body)
    headers |= {"Content-Type": file.media} | ({"Content-Encoding": "gzip"} if packs else {})
    return Response(file.packed if packs else file.body, 200, headers)
