"""Pictures as PNG: the same drawing in dots, with a typeface of its own so that it looks alike on every machine."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from kg.errors import FailedError, UsageError
from kg.view import paint
from kg.view.paint import Theme

_FAMILY = "Source Sans Pro"
_FACES = ("Regular", "Semibold")
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_SIZE = re.compile(r' width="([\d.]+)" height="([\d.]+)" role=')
_MOST = 60_000_000
"""Dots that a picture may have: some 240 MB while it is drawn."""


def render(drawn: str, theme: Theme = "light", scale: float = 2.0) -> bytes:
    """A picture file (SVG of `kg.view`) as PNG, the same bytes on every machine; nothing but the text is read.

    `scale` is dots for each unit of the drawing; a large picture gets fewer, down to one.
    Raises UsageError for a picture that is too large even so.
    """
    import resvg_py

    wide, high = (float(n) for n in _SIZE.search(drawn).groups())  # type: ignore[union-attr]  # svg.picture writes them
    scale = min(scale, max((_MOST / (wide * high)) ** 0.5, 1.0))
    if wide * high * scale * scale > _MOST:
        raise UsageError("the picture is too large for PNG", hint="choose svg, or one plan or process")
    style = f"<style>{paint.flat(drawn, theme, _FAMILY)}</style>"
    return resvg_py.svg_to_bytes(
        svg_string=_STYLE.sub(lambda _: style, drawn, count=1),
        zoom=scale,
        skip_system_fonts=True,
        font_files=list(_faces()),
        font_family=_FAMILY,
        sans_serif_family=_FAMILY,
        serif_family=_FAMILY,
    )


@cache
def _faces() -> tuple[str, ...]:
    found = find_spec("font_source_sans_pro")
    if found is None or found.origin is None:
        raise FailedError(
            "the typeface of pictures is not installed", hint="install font-source-sans-pro, or choose svg"
        )
    folder = Path(found.origin).parent / "files"
    return tuple(str(folder / f"SourceSansPro-{face}.ttf") for face in _FACES)
