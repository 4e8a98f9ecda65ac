"""The pages' own files: style sheets and small scripts, each under an address that changes with its content."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from kg.face.web.problems import unknown
from kg.view import svg

router = APIRouter(include_in_schema=False)

_FOLDER = Path(__file__).parent.parent / "static"
_MEDIA = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
_YEAR = "public, max-age=31536000, immutable"


@cache
def _all() -> dict[str, tuple[bytes, str, str]]:
    """Content, media type and digest by name; the style of pictures belongs to `kg.view`, which draws them."""
    found = {path.name: path.read_bytes() for path in sorted(_FOLDER.iterdir()) if path.suffix in _MEDIA}
    found["picture.css"] = svg.style().encode()
    return {
        name: (body, _MEDIA[Path(name).suffix], hashlib.sha256(body).hexdigest()[:12]) for name, body in found.items()
    }


def asset(name: str) -> str:
    """Address of a file, with its digest."""
    return f"/static/{name}?v={_all()[name][2]}"


@router.get("/static/{name}")
async def static(request: Request, name: str) -> Response:
    """A file; kept for a year by whoever asked for it by its digest."""
    if name not in _all():
        raise unknown("static", name)
    body, media, digest = _all()[name]
    policy = _YEAR if request.query_params.get("v") == digest else "public, no-cache"
    etag = f'W/"{digest}"'
    if etag in request.headers.get("if-none-match", ""):
        return Response(None, 304, {"ETag": etag, "Cache-Control": policy})
    return Response(body, 200, {"ETag": etag, "Cache-Control": policy, "Content-Type": media})
