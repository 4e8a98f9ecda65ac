"""A passage of running text that remembers which line each of its characters came from."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_STRAY = re.compile(r"(?<![\w-])((?:[A-ZÅÄÖ]{2,5}|[eE]))-\s(?=[a-zåäö])(?!(?:och|eller|samt|respektive|resp|till)\b)")
"""A space after the hyphen of a short first part: "IT- komponenter"."""


_JOINTS = {"och", "eller", "samt", "respektive"}
_ABBREVIATED = re.compile(r"(?:^|[\s(/-])[A-ZÅÄÖ]{2,}-$")


def digest(lines: Sequence[str]) -> str:
    """SHA-256 (hex) of lines as they stand, joined by a line feed: the hash in a `Span`."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Passage:
    """Text unwrapped from numbered lines; `line_at` leads back to them."""

    text: str
    offsets: tuple[int, ...]
    """Where each piece begins in `text`, ascending; the first is 0."""
    lines: tuple[int, ...]
    """The line (from 1) that each piece came from."""

    @classmethod
    def of(cls, numbered: Iterable[tuple[int, str]]) -> Passage:
        """Join lines by one space; a line that ends in a hyphen is joined without one.

        White space inside a line is folded to one space, and none is left after the hyphen of "IT- komponenter". A soft
        break "-⏎" keeps its hyphen only where the next line begins with a slash, a capital or "och"/"eller"
        ("styrelse-⏎/nämnd", "kort- och"), or an abbreviation stands before it ("VA-⏎anläggning"), as those are no
        line-break hyphens.
        """
        text, offsets, lines = "", [], []
        for number, raw in numbered:
            line = _STRAY.sub(r"\1-", " ".join(raw.split()))
            if not line:
                continue
            if text:
                first = line.split(" ", 1)[0]
                if text.endswith("-") and not text.endswith(" -"):
                    if not (line[0] == "/" or line[0].isupper() or first in _JOINTS or _ABBREVIATED.search(text)):
                        text = text[:-1]
                    elif first in _JOINTS:
                        text += " "
                else:
                    text += " "
            offsets.append(len(text))
            lines.append(number)
            text += line
        return cls(text, tuple(offsets) or (0,), tuple(lines) or (0,))

    def joined(self, other: Passage) -> Passage:
        """This passage and the other, one space between."""
        shift = len(self.text) + 1
        offsets = (*self.offsets, *(offset + shift for offset in other.offsets))
        return Passage(f"{self.text} {other.text}", offsets, (*self.lines, *other.lines))

    def line_at(self, offset: int) -> int:
        """Line of the character at `offset`."""
        return self.lines[max(0, bisect_right(self.offsets, offset) - 1)]

    def span_lines(self, start: int, end: int) -> tuple[int, int]:
        """First and last line of text[start:end]."""
        return self.line_at(start), self.line_at(max(start, end - 1))

    def cut(self, start: int, end: int) -> Passage:
        """The part text[start:end] as a passage of its own, stripped of surrounding space."""
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        piece = piece.strip()
        end = start + len(piece)
        first = max(0, bisect_right(self.offsets, start) - 1)
        offsets, lines = [0], [self.lines[first]]
        for at, line in zip(self.offsets[first + 1 :], self.lines[first + 1 :], strict=True):
            if at >= end:
                break
            offsets.append(at - start)
            lines.append(line)
        return Passage(piece, tuple(offsets), tuple(lines))
