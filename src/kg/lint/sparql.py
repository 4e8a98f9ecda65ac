"""Lint rules that are SPARQL: a .rq file of queries/lint, its header the lines that begin with `#| `."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.errors import SourceError
from kg.graph import iris, query
from kg.lint.rule import Check, Hit, Rule, define
from kg.lint.subject import Subject, place_order

_HEADER = re.compile(r"^#\|(?: |$)(.*)$", re.MULTILINE)
_WHERE = re.compile(r"^WHERE \{$", re.MULTILINE)
_TODAY = re.compile(r"(?<=VALUES \?today \{ )UNDEF(?= \})")
_CODES = ("where", "codes")
"""Columns that may hold several codes, which a query gathers in no order."""


def read(path: Path) -> Rule:
    """The rule of a .rq file.

    A row is a hit. Its columns `where`, `where2` … are codes, `record` the name of a record, `fact`, `fact2` …
    identifiers of facts, whose lines are the hit's; every column may stand in the messages. A query with the line
    `VALUES ?today { UNDEF }` is told the day.
    Raises SourceError where the file cannot be read, or is no such query.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(
            f"the rule cannot be read ({error})", where=str(path), hint="save it as UTF-8 text"
        ) from error
    if len(_WHERE.findall(text)) != 1:
        raise SourceError("no line that says WHERE { alone", where=str(path), hint="write the outer WHERE { so")
    header = "\n".join(_HEADER.findall(text))
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#|"))
    return define(header, _check(body), path)


def _check(text: str) -> Check:
    def check(subject: Subject) -> Iterator[Hit]:
        graphs = "\n".join(f"FROM <{graph}>" for graph in (subject.graph, iris.SHARED_GRAPH))
        asked = _WHERE.sub(lambda _: f"{graphs}\nWHERE {{", text, count=1)
        asked = _TODAY.sub(f'"{subject.today}"^^<http://www.w3.org/2001/XMLSchema#date>', asked)
        # What two graphs say alike is one finding: the engine does not merge the graphs of a query.
        seen = {tuple(sorted(row.items())): row for row in query.rows(subject.source, asked)}
        yield from map(_hit, seen.values())

    return check


def _hit(row: Mapping[str, str]) -> Hit:
    where = tuple(dict.fromkeys(code for column in _columns(row, "where") for code in sorted(column, key=place_order)))
    several = {
        name: ", ".join(sorted(set(row[name].split()), key=place_order)) for name in _CODES if " " in row.get(name, "")
    }
    return Hit(
        where=where,
        says={**row, **several},
        record=row.get("record"),
        evidence=tuple(dict.fromkeys(iri for column in _columns(row, "fact") for iri in column)),
    )


def _columns(row: Mapping[str, str], name: str) -> Iterable[list[str]]:
    """Values of `name`, `name2` …; a value may be several, parted by spaces."""
    return (value.split() for column, value in row.items() if column.rstrip("0123456789") == name)
