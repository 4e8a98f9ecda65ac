"""SPARQL over the graph: saved questions with parameters, and what anyone writes; read only, and this graph only."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from kg.errors import SourceError, StoreError, UsageError
from kg.graph import guard, iris, results
from kg.graph.parameters import Parameter, Words, bind
from kg.graph.terms import prefixes

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.graph.store import Graphs

Language = Literal["sv", "en"]

_HEADER = re.compile(r"^#:(?: |$)(.*)$", re.MULTILINE)


class SavedQuery(BaseModel):
    """A query of queries/, or one that somebody wrote just now."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: str = ""
    """Series and number: "Q01"; empty for a query that has none."""
    name: str = ""
    """Words of the file's name: "owner-of-record"."""
    title_sv: str = ""
    title_en: str = ""
    answers: Words = Words()
    """What the rows say, and what they leave out."""
    parameters: tuple[Parameter, ...] = ()
    columns: Mapping[str, Words] = {}
    """Headings of the columns, by variable."""
    text: str
    """The whole file; it runs as it stands in any SPARQL client."""
    where: str | None = None
    """File it was read from."""

    @property
    def stem(self) -> str:
        """Name of the file without its ending: "Q01-owner-of-record"."""
        return "-".join(part for part in (self.number, self.name) if part)


class Saved(Mapping[str, SavedQuery]):
    """The queries of a folder by stem; number or bare name find one too, whatever the case."""

    def __init__(self, folder: Path) -> None:
        self._queries = {path.stem: read(path) for path in sorted(folder.glob("**/*.rq"))}
        self._names = {
            alias.casefold(): query
            for stem, query in reversed(self._queries.items())
            for alias in (query.name, query.number, stem)
            if alias
        }

    def __getitem__(self, name: str) -> SavedQuery:
        return self._names[name.casefold()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._queries)

    def __len__(self) -> int:
        return len(self._queries)


def saved(folder: Path) -> Saved:
    """Queries of a folder and the folders in it, in the order of their names.

    Raises SourceError where a header is no header.
    """
    return Saved(folder)


def read(path: Path) -> SavedQuery:
    """The query of a .rq file.

    Raises SourceError where the file cannot be read or its header is no header.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"the query cannot be read ({error})", where=str(path), hint="name a .rq file") from error
    number, dash, name = path.stem.partition("-")
    numbered = bool(dash) and any(c.isdigit() for c in number)
    return parse(text, where=str(path), number=number if numbered else "", name=name if numbered else path.stem)


def parse(text: str, *, where: str | None = None, number: str = "", name: str = "") -> SavedQuery:
    """The query of a text, whose header is the comment lines that begin with `#: `, which together are TOML.

    Raises SourceError where the header is no TOML or says what no header says.
    """
    try:
        header: dict[str, Any] = tomllib.loads("\n".join(_HEADER.findall(text)))
        return SavedQuery.model_validate(header | {"text": text, "where": where, "number": number, "name": name})
    except ValidationError as error:
        first = error.errors()[0]
        what = f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
        raise SourceError(
            f"the header is wrong ({what})", where=where, hint="mend the lines that begin with #:"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise SourceError(
            f"the header is no TOML ({error})", where=where, hint="mend the lines that begin with #:"
        ) from error


def find(given: str, folder: Path) -> SavedQuery:
    """The query that a person means: a file, the name or number of a saved one, or SPARQL itself.

    Raises UsageError where it is none of them.
    """
    if "{" in given:
        return parse(given)
    path = Path(given)
    if path.suffix == ".rq" and path.is_file():
        return read(path)
    known = saved(folder)
    if given in known:
        return known[given]
    near = get_close_matches(
        given.casefold(), [name.casefold() for query in known.values() for name in (query.name, query.stem)], 1
    )
    hint = f"did you mean {known[near[0]].stem}?" if near else "see kg questions, or write SPARQL"
    raise UsageError("no such query or file", where=given, hint=hint)


def run(
    source: Graphs,
    query: SavedQuery | str,
    params: Mapping[str, str] | None = None,
    format: str = "table",
    lang: Language = "sv",
) -> bytes:
    """The result of a query: rows as table, json, csv, tsv or xml; a graph as turtle, ntriples, jsonld or rdfxml.

    `table`, the default, gives a graph as Turtle. `lang` is the language of a table's headings.
    Raises UsageError for a query that cannot be read or is refused, for a parameter that does not fit, and for a
    format that the result cannot have; StoreError where the store fails.
    """
    asked = parse(query) if isinstance(query, str) else query
    results.known(format)
    found = _evaluate(source, asked, params or {})
    try:
        headings = {name: getattr(words, lang) for name, words in asked.columns.items()}
        return results.write(found, format, headings, lang)
    except OSError as error:
        raise _failed(error) from error


def rows(source: Graphs, query: SavedQuery | str, params: Mapping[str, str] | None = None) -> list[dict[str, str]]:
    """Rows of a SELECT, each with the text of what is bound, by variable.

    Raises what `run` raises, and UsageError where the query is no SELECT.
    """
    asked = parse(query) if isinstance(query, str) else query
    found = _evaluate(source, asked, params or {})
    try:
        return list(results.rows(found))
    except OSError as error:
        raise _failed(error) from error


def _evaluate(
    source: Graphs, query: SavedQuery, params: Mapping[str, str]
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    import pyoxigraph as ox

    graphs = source.graphs
    own = guard.check(query.text, graphs)
    bound = bind(query.text, query.parameters, params, slugs=_slugs(graphs))
    text = guard.disarm(bound)
    default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None
    # The engine does not merge graphs that are named to it: what two of them say would count twice.
    default = None if own or source.merged else [ox.NamedNode(graph) for graph in iris.default_graphs(graphs)]
    try:
        return source.oxigraph.query(text, prefixes=dict(prefixes()), default_graph=default)
    except SyntaxError as error:
        raise guard.explain(error, text, query.where) from error
    except OSError as error:
        raise _failed(error) from error


def _slugs(graphs: Iterable[str]) -> list[str]:
    return sorted({iris.slug_of(graph) for graph in graphs} - {iris.SHARED})


def _failed(error: OSError) -> StoreError:
    return StoreError(f"the graph could not be read ({error})", hint="run kg build")
