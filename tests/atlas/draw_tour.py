"""Draws the pictures of the README anew: run it after a change to how pictures are drawn."""

from __future__ import annotations

from pathlib import Path

from town import DAY, SLUG, views

from kg.atlas.plate import Words
from kg.atlas.sheet import render
from kg.atlas.views import Asked, plate

FOLDER = Path(__file__).parent / "tour"
PICTURES = {
    "bundle": ("bundle", Asked(SLUG)),
    "matrix": ("matrix", Asked(SLUG)),
    "flow": ("flow", Asked(SLUG)),
    "law": ("flow", Asked(SLUG, by="law")),
    "icicle": ("icicle", Asked(SLUG, wrong={SLUG: {"1.3": 1, "4.2.1": 2}})),
    "process": ("process", Asked(SLUG, "2.3.1")),
    "timeline": ("laws", Asked(SLUG)),
}


def drawn(name: str) -> bytes:
    """A picture of the tour."""
    view, asked = PICTURES[name]
    return render(plate(views(), view, asked, DAY, Words("sv")), "svg")


if __name__ == "__main__":
    for name in PICTURES:
        (FOLDER / f"{name}.svg").write_bytes(drawn(name))
