"""What a query found, for people: as a table whose cells lead on, and where it lends itself as a chart or a graph."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.face.web.pages.frame import Visit, inline
from kg.graph import iris, query
from kg.graph.terms import shorten
from kg.view import bars, ties

MOST = 500
"""Rows that a page shows; all are in the file."""
_DRAWN = {"chart": 60, "graph": 200}
"""Rows that a picture shows."""
_CODES = frozenset({"code", "source", "target", "process", "unit", "ended", "successor", "area", "parent"})
"""Columns that hold the code of a unit."""
_CALLED = """SELECT ?thing (SAMPLE(?n) AS ?code) (SAMPLE(?l) AS ?name) WHERE {
  VALUES ?thing { ?things }
  ?thing skos:prefLabel|dcterms:title|rdfs:label ?l .
  OPTIONAL { ?thing skos:notation ?n }
} GROUP BY ?thing"""
"""What things are called, and the codes of those that have one."""
_TRIPLE = ("subject", "predicate", "object")
_LINE = re.compile(r'(<[^>]*>|_:\S+) <([^>]*)> (?:<([^>]*)>|(_:\S+)|("(?:[^"\\]|\\.)*")\S*) \.')


@dataclass(frozen=True)
class Cell:
    """A value, with the page that it leads to."""

    text: str
    href: str | None = None
    whole: str = ""
    """The identifier, where the text is short for it."""


@dataclass(frozen=True)
class Result:
    """Rows of a query on a visit."""

    visit: Visit
    names: Sequence[str]
    rows: Sequence[Mapping[str, str]]
    heads: Sequence[str] = ()
    title: str = ""
    triples: bool = False
    """Whether the rows are the triples of a graph."""

    @property
    def head(self) -> Sequence[str]:
        """Headings of the columns."""
        return self.heads or self.names

    @property
    def more(self) -> int:
        """How many rows the table leaves out."""
        return max(len(self.rows) - MOST, 0)

    @cached_property
    def cells(self) -> list[list[Cell]]:
        """The rows that the table shows."""
        return [[self._cell(row, name) for name in self.names] for row in self.rows[:MOST]]

    @property
    def shown(self) -> str:
        """How it is shown: as a table, unless the address asks for a picture that there is."""
        asked = self.visit.asked.get("show", "table")
        return asked if asked in self.ways else "table"

    @cached_property
    def ways(self) -> list[str]:
        """The ways in which it can be shown."""
        return ["table", *(["chart"] if self._numbers else []), *(["graph"] if self._ends else [])]

    def picture(self, *, standalone: bool = False) -> str | None:
        """The chart or graph that the address asks for."""
        if self.shown == "table":
            return None
        words = self.visit.words
        told = {"title": self.title or words("results.result"), "description": words(f"results.{self.shown}_is")}
        drawn = (self._chart if self.shown == "chart" else self._graph)(told, standalone)
        return drawn if standalone else inline(drawn)

    @property
    def left_out(self) -> int:
        """How many rows the picture leaves out."""
        return max(len(self.rows) - _DRAWN.get(self.shown, MOST), 0)

    def _chart(self, told: Mapping[str, str], standalone: bool) -> str:
        number = self._numbers[-1]
        label = next((at for at, name in enumerate(self.names) if name not in self._numbers), None)
        made = []
        for at, (row, cells) in enumerate(zip(self.rows[: _DRAWN["chart"]], self.cells, strict=False)):
            told_of = (self._name(cell) for cell in cells if cell.text and not _is_number(cell.text))
            name = " ".join(dict.fromkeys(told_of))
            href = cells[label].href if label is not None else None
            made.append((name or str(at + 1), float(row.get(number) or 0), href))
        return bars.draw(made, **told, standalone=standalone)

    def _graph(self, told: Mapping[str, str], standalone: bool) -> str:
        left, right = self._ends or (0, 0)
        found: dict[ties.Tie, None] = {}
        names: dict[str, str] = {}
        hrefs: dict[str, str | None] = {}
        for row, cells in zip(self.rows[: _DRAWN["graph"]], self.cells, strict=False):
            ends = [cells[at] for at in (left, right)]
            if not all(end.text for end in ends):
                continue
            for end in ends:
                names[end.text] = self._name(end)
                hrefs[end.text] = end.href or hrefs.get(end.text)
            says = shorten(row["predicate"]) if self.triples else ""
            found[(ends[0].text, ends[1].text, says)] = None
        return ties.draw(list(found), names, hrefs, **told, standalone=standalone)

    def _name(self, cell: Cell) -> str:
        return self._called.get(cell.whole, cell.text)

    @cached_property
    def _called(self) -> Mapping[str, str]:
        """What the things that a picture shows are called, by their identifiers."""
        drawn = self.cells[: _DRAWN.get(self.shown, 0)]
        things = sorted({f"<{cell.whole}>" for row in drawn for cell in row if cell.whole.startswith(iris.ID)})
        if not things:
            return {}
        found = query.rows(self.visit.version.kg.store, _CALLED.replace("?things", " ".join(things)))
        return {row["thing"]: " ".join(filter(None, (row.get("code"), row["name"]))) for row in found}

    @cached_property
    def _numbers(self) -> list[str]:
        """Columns of numbers that are no codes; a chart needs one, and two rows."""
        if len(self.rows) < 2:
            return []
        return [
            name
            for name in self.names
            if name not in _CODES and all(_is_number(row.get(name, "")) for row in self.rows[:MOST])
        ]

    @cached_property
    def _ends(self) -> tuple[int, int] | None:
        """Two columns whose cells lead somewhere, or are named as ends of a tie; a graph needs them."""
        if self.triples and self.rows:
            return (0, 2)
        held = [at for at in range(len(self.names)) if self._leads(at)]
        return (held[0], held[1]) if len(held) > 1 else None

    def _leads(self, at: int) -> bool:
        texts = [row[at] for row in self.cells if row[at].text]
        return bool(texts) and sum(cell.href is not None for cell in texts) * 2 >= len(texts)

    def _cell(self, row: Mapping[str, str], name: str) -> Cell:
        value, slug = row.get(name, ""), row.get("plan")
        if value.startswith(("https://", "http://")):
            return Cell(short(value), self.visit.thing(value), value)
        plans = self.visit.version.kg.catalogue.plans
        if name in _CODES and slug is not None and slug in plans and value in plans[slug].processes:
            return Cell(value, self.visit.link("unit", plan=slug, code=value))
        return Cell(value)


def short(iri: str) -> str:
    """An identifier as short as it can be told apart: ours without their beginning, others by their prefix."""
    return iri.removeprefix(iris.ID) if iri.startswith(iris.ID) else shorten(iri)


def of_json(visit: Visit, body: bytes) -> Result:
    """The result of a SELECT in SPARQL's JSON."""
    told = json.loads(body)
    rows = [{name: cell["value"] for name, cell in row.items()} for row in told["results"]["bindings"]]
    return Result(visit, told["head"]["vars"], rows)


def of_triples(visit: Visit, body: bytes) -> Result:
    """The result of a CONSTRUCT or DESCRIBE in N-Triples, a row a triple."""
    return Result(visit, _TRIPLE, list(_read(body.decode())), triples=True)


def _read(text: str) -> Iterator[dict[str, str]]:
    for line in text.splitlines():
        if found := _LINE.match(line):
            subject, predicate, iri, blank, literal = found.groups()
            value = iri or blank or _unescaped(literal)
            yield {"subject": subject.strip("<>"), "predicate": predicate, "object": value}


def _unescaped(literal: str) -> str:
    try:
        return str(json.loads(literal))
    except json.JSONDecodeError:
        return literal[1:-1]


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?\d{1,15}(\.\d+)?([eE][+-]?\d{1,2})?", text))
