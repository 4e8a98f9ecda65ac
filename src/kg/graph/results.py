"""Results of queries as bytes: the SPARQL formats, RDF, and a plain table for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.graph import serialise
from kg.graph.terms import prefixes, shorten

if TYPE_CHECKING:
    import pyoxigraph as ox

_ROWS = {"json": "JSON", "csv": "CSV", "tsv": "TSV", "xml": "XML"}
_GRAPHS = {"turtle": "TURTLE", "ntriples": "N_TRIPLES", "jsonld": "JSON_LD", "rdfxml": "RDF_XML"}
_YES = {"sv": ("nej", "ja"), "en": ("no", "yes")}
_NONE = {"sv": "inga rader", "en": "no rows"}


def known(format: str) -> None:
    """Check that a format is one of ours, before a query is run for it.

    Raises UsageError where it is not.
    """
    if format != "table" and format not in _ROWS and format not in _GRAPHS:
        raise UsageError(f"no format is called {format!r}", hint=f"choose {', '.join(('table', *_ROWS, *_GRAPHS))}")


def write(found: Any, format: str, headings: Mapping[str, str], lang: str) -> bytes:
    """What a query found, in a format; `table` is text for people, with the headings given for variables.

    Raises UsageError where rows are asked for as a graph, or a graph as rows.
    """
    import pyoxigraph as ox

    if isinstance(found, ox.QueryTriples):
        return _graph(found, "turtle" if format == "table" else format)
    if format == "table":
        if isinstance(found, ox.QueryBoolean):
            return f"{_YES[lang][bool(found)]}\n".encode()
        return _table(found, headings, lang).encode()
    if format not in _ROWS:
        raise UsageError(f"the query gives rows, not a graph for {format}", hint=f"choose table, {', '.join(_ROWS)}")
    written = found.serialize(format=getattr(ox.QueryResultsFormat, _ROWS[format]))
    return written or b""


def _graph(found: ox.QueryTriples, format: str) -> bytes:
    import pyoxigraph as ox

    if format not in _GRAPHS:
        raise UsageError(f"the query gives a graph, not rows for {format}", hint=f"choose {', '.join(_GRAPHS)}")
    written = getattr(ox.RdfFormat, _GRAPHS[format])
    return ox.serialize(serialise.ordered(found), format=written, prefixes=dict(prefixes())) or b""


def rows(found: Any) -> Iterator[dict[str, str]]:
    """Rows with the text of what is bound, by variable.

    Raises UsageError where a query did not give rows.
    """
    import pyoxigraph as ox

    if not isinstance(found, ox.QuerySolutions):
        raise UsageError("the query gives no rows", hint="write a SELECT")
    names = [variable.value for variable in found.variables]
    for solution in found:
        yield {name: _text(solution[name]) for name in names if solution[name] is not None}


def _text(term: Any) -> str:
    return str(getattr(term, "value", term))


def _table(found: ox.QuerySolutions, headings: Mapping[str, str], lang: str) -> str:
    names = [variable.value for variable in found.variables]
    body = [[_cell(solution[name]) for name in names] for solution in found]
    if not body:
        return f"{_NONE[lang]}\n"
    head = [headings.get(name, name) for name in names]
    widths = [max(len(row[n]) for row in [head, *body]) for n in range(len(names))]
    lines = [head, ["─" * width for width in widths], *body]
    return "".join("  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() + "\n" for line in lines)


def _cell(term: Any) -> str:
    import pyoxigraph as ox

    if term is None:
        return ""
    text = shorten(term.value) if isinstance(term, ox.NamedNode) else _text(term)
    # A control character in a literal must not steer the terminal.
    return "".join(c if c.isprintable() else " " for c in text)
