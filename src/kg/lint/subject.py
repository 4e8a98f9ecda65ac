"""What a rule looks at: one graph of a plan, as facts and as triples, with the lines of the original if at hand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal, TypeVar

from kg.catalogue import PlanView
from kg.grammar import sentences
from kg.graph import iris
from kg.graph.store import Graphs
from kg.model.fact import Fact, Span
from kg.model.source import Damage
from kg.text.passage import Passage

Layer = Literal["effective", "as-read"]
T = TypeVar("T")

_PARTS = re.compile(r"\d+|[^\d.]+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def place_order(code: str) -> tuple[object, ...]:
    """Sort key of a code or of the id of a section: "s9" stands before "s10", "2.9" before "2.10"."""
    return tuple((not part.isdecimal(), int(part) if part.isdecimal() else part) for part in _PARTS.findall(code))


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the original's text."""

    code: str
    """The unit or section it stands in; empty before the first."""
    passage: Passage


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the original."""

    code: str
    """The unit or section it stands in; empty before the first."""
    text: str
    passage: Passage
    """The piece of text it is of."""
    start: int
    """Where it begins there."""

    @property
    def line(self) -> int:
        """Line on which it begins."""
        return self.passage.line_at(self.start)

    def line_at(self, offset: int) -> int:
        """Line of the character at `offset` of the sentence."""
        return self.passage.line_at(self.start + offset)


@dataclass(frozen=True)
class Subject:
    """One plan under lint."""

    source: Graphs
    """Holds the graph looked at and what plans share."""
    view: PlanView
    """The facts of that graph."""
    layer: Layer
    today: date
    lines: Sequence[str] = field(default=())
    """The original's lines with conversion damage mended; empty where it is not at hand."""

    damage: Sequence[Damage] = field(default=())
    """What conversion broke in the original, and how it was mended."""
    derived: dict[object, Any] = field(default_factory=dict, compare=False)

    def once(self, make: Callable[[Subject], T]) -> T:
        """What several rules derive from the plan, made by the first that asks."""
        if make not in self.derived:
            self.derived[make] = make(self)
        found: T = self.derived[make]
        return found

    @property
    def graph(self) -> str:
        """The named graph looked at."""
        return iris.effective(self.view.slug) if self.layer == "effective" else iris.as_read(self.view.slug)

    @cached_property
    def places(self) -> Mapping[str, Span]:
        """Span of every unit, section and fact, by identifier."""
        plan = self.view.plan
        return {
            iri: fact.span
            for name, minted in iris.facts(plan).items()
            for iri, fact in zip(minted, getattr(plan, name), strict=True)
        }

    @cached_property
    def headings(self) -> Mapping[str, str]:
        """Titles of sections by id."""
        return {section.id: section.title for section in self.view.plan.sections}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Folded titles of units and sections, by code and id."""
        titles = {process.code: process.title for process in self.view.plan.processes} | dict(self.headings)
        return {code: iris.fold(title) for code, title in titles.items()}

    def iri(self, fact: Fact) -> str:
        """Identifier of one of the plan's facts."""
        return self.view.iri(fact)

    def live(self, code: str) -> bool:
        """Whether the unit holds today."""
        return code in self.view.processes and self.view.live(code, self.today)

    @cached_property
    def _starts(self) -> tuple[list[int], list[str]]:
        """First lines of units and sections, ascending, and whose they are."""
        plan = self.view.plan
        units = [(process.span.first, process.code) for process in plan.processes]
        units += [(section.span.first, section.id) for section in plan.sections]
        units.sort()
        return [first for first, _ in units], [code for _, code in units]

    def code_at(self, line: int) -> str | None:
        """The unit or section in whose text a line stands; None before the first."""
        firsts, codes = self._starts
        at = bisect_right(firsts, line)
        return codes[at - 1] if at else None

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The original in the pieces that its layout makes: what stands between empty lines, and each cell of a row."""
        found: list[Block] = []
        held: list[tuple[int, str]] = []

        def close() -> None:
            if held:
                code = self.code_at(held[0][0])
                found.append(Block(code or "", Passage.of(held)))
                held.clear()

        for n, line in enumerate(self.lines, start=1):
            cells = _TAG.sub(" ", line).split("\t")
            if len(cells) > 1 or not line.strip() or (held and self.code_at(n) != self.code_at(held[0][0])):
                close()
            for cell in cells:
                if cell.strip():
                    held.append((n, cell))
                if len(cells) > 1:
                    close()
        close()
        return tuple(found)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the blocks, in the order of the text."""
        return tuple(
            Sentence(block.code, block.passage.text[start:end], block.passage, start)
            for block in self.blocks
            for start, end in sentences.split(block.passage.text)
        )

    @cached_property
    def numbered(self) -> tuple[tuple[int, str], ...]:
        """Lines of the original with their numbers, tags taken out, lines that say nothing left out."""
        plain = ((n, _TAG.sub(" ", line)) for n, line in enumerate(self.lines, start=1))
        return tuple((n, line) for n, line in plain if line.strip())
