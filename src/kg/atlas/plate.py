"""A picture with all that belongs to it: its words, its legend, and a table of the same facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from kg.model.fact import Span
from kg.text.phrasebook import Language, Phrasebook
from kg.view.svg import Key

Format = Literal["svg", "png", "html", "csv"]


class Words(Phrasebook):
    """The words of pictures in one language."""

    def __init__(self, lang: Language) -> None:
        super().__init__(lang, Path(__file__).parent / "words")


class Draw(Protocol):
    """Draws: `standalone` for a file of its own, else for a page."""

    def __call__(self, *, title: str, description: str, legend: Sequence[Key], standalone: bool) -> str:
        """The picture as SVG."""


@dataclass(frozen=True)
class Addresses:
    """Where the things of a picture lead; a picture outside the pages leads nowhere."""

    unit: Callable[[str, str], str | None] = field(default=lambda plan, code: None)
    """Of a unit or section, by plan and code."""
    law: Callable[[str], str | None] = field(default=lambda number: None)
    pair: Callable[[str, str], str | None] = field(default=lambda source, target: None)
    """Of the references from one group to another."""


NOWHERE = Addresses()


@dataclass(frozen=True)
class Plate:
    """A picture, ready to be drawn."""

    name: str
    """What its file is called, without ending."""
    lang: Language
    title: str
    description: str
    legend: tuple[Key, ...]
    draw: Draw
    head: tuple[str, ...]
    """Heads of the table's columns."""
    rows: tuple[tuple[object, ...], ...]
    """The table: every fact that is drawn."""

    def svg(self, *, standalone: bool = True) -> str:
        """The picture as SVG; standalone with style, title and legend in it."""
        return self.draw(
            title=self.title,
            description=self.description,
            legend=self.legend if standalone else (),
            standalone=standalone,
        )


def keys(words: Words, *lines: tuple[str, str], said: Mapping[str, object] | None = None) -> tuple[Key, ...]:
    """A legend of marks, each with the words under a key."""
    return tuple((mark, words(key, **(said or {}))) for mark, key in lines)


def place(span: Span) -> str:
    """Where a fact stands: "plan.txt:12–14"."""
    first, last = span.lines
    return f"{span.document}:{first}" + (f"–{last}" if last != first else "")
