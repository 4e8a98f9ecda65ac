"""Numbers that Word writes before headings by itself: they stand in no text, and must be counted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_PART = re.compile(r"%(\d)")
_MOST_LEVELS = 9


@dataclass
class Numbering:
    """The counters of a document's lists."""

    formats: Mapping[tuple[int, int], tuple[str, int]]
    """By list and level: the pattern ("%1.%2") and the first number; only levels that are written in digits."""
    styles: Mapping[str, tuple[int, int]]
    """By style: the list and level that its paragraphs are in."""
    counts: dict[int, list[int]] = field(default_factory=dict)

    def of(self, paragraph: Any, heading: bool) -> str:
        """The number before a paragraph, "2.3.1"; nothing where it has none, or it only numbers the items of a list."""
        place = _place(paragraph.pPr) or self.styles.get(_style(paragraph) or "")
        if place is None or place not in self.formats:
            return ""
        number, level = place
        if not heading and "%1" not in self.formats.get((number, 1), ("", 1))[0]:
            return ""
        counts = self.counts.setdefault(number, [])
        while len(counts) <= level:
            counts.append(self._first(number, len(counts)) - 1)
        counts[level] += 1
        del counts[level + 1 :]
        pattern = self.formats[place][0]
        shown = _PART.sub(lambda part: str(counts[int(part[1]) - 1]) if int(part[1]) <= len(counts) else "", pattern)
        return shown if re.fullmatch(r"[\d.]+", shown) else ""

    def _first(self, number: int, level: int) -> int:
        return self.formats.get((number, level), ("", 1))[1]


def of_document(document: Any) -> Numbering:
    """The lists of a python-docx document."""
    styles = {s.style_id: place for s in document.styles if (place := _place(getattr(s.element, "pPr", None)))}
    try:
        numbering = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return Numbering({}, {})
    abstract = {_value(a, "abstractNumId", own=True): a for a in numbering.findall(_w("abstractNum"))}
    formats = {}
    for num in numbering.num_lst:
        levels = abstract.get(str(num.abstractNumId.val))
        for level in levels.findall(_w("lvl")) if levels is not None else ():
            if _value(level, "numFmt") == "decimal" and "%" in (_value(level, "lvlText") or ""):
                at = int(level.get(_w("ilvl")) or 0)
                formats[num.numId, at] = (_value(level, "lvlText") or "", int(_value(level, "start") or 1))
                linked = _value(level, "pStyle")
                if linked and at < _MOST_LEVELS:
                    styles[linked] = (num.numId, at)
    return Numbering(formats, styles)


def _place(properties: Any) -> tuple[int, int] | None:
    found = properties.numPr if properties is not None else None
    if found is None or found.numId is None:
        return None
    level = found.ilvl.val if found.ilvl is not None else 0
    return (found.numId.val, level) if 0 <= level < _MOST_LEVELS else None


def _style(paragraph: Any) -> str | None:
    return paragraph.style  # type: ignore[no-any-return]


def _value(element: Any, name: str, own: bool = False) -> str | None:
    holder = element if own else element.find(_w(name))
    return holder.get(_w(name if own else "val")) if holder is not None else None


def _w(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"
