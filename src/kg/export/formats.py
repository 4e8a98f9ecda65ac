"""Every format that a plan can be exported in, by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kg.errors import UsageError
from kg.export import network as networks
from kg.export import rdf

if TYPE_CHECKING:
    from kg.catalogue import PlanView
    from kg.export.page import Words
    from kg.graph.offering import Dump
    from kg.graph.store import Graphs
    from kg.graph.triples import Index
    from kg.model.listing import PlanRow

FORMATS = ("json", "schema", "csv", "xlsx", "html", "site", *rdf.FORMATS, "dcat", *networks.FORMATS, "svg")
"""All but svg are made here; that is drawn on a higher floor."""
FILES = {
    "json": ("JSON", "application/json", "json"),
    "csv": ("CSV", "text/csv", "csv"),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "html": ("HTML", "text/html", "html"),
    "site.zip": ("HTML, webbplats (ZIP)", "application/zip", "site"),
    "ttl": ("Turtle", "text/turtle", "ttl"),
    "nt": ("N-Triples", "application/n-triples", "nt"),
    "rdf": ("RDF/XML", "application/rdf+xml", "rdfxml"),
    "trig": ("TriG", "application/trig", "trig"),
    "nq": ("N-Quads", "application/n-quads", "nq"),
    "jsonld": ("JSON-LD", "application/ld+json", "jsonld"),
    "skos.ttl": ("SKOS", "text/turtle", "skos"),
    "rico.ttl": ("RiC-O", "text/turtle", "rico"),
    "dcat.ttl": ("DCAT-AP-SE", "text/turtle", "dcat"),
    "schema.json": ("JSON Schema", "application/schema+json", "schema"),
    "graphml": ("GraphML", "application/graphml+xml", "graphml"),
    "gexf": ("GEXF", "application/gexf+xml", "gexf"),
    "dot": ("Graphviz", "text/vnd.graphviz", "dot"),
}
"""Name, media type, and name for `kg export`, by the end of the file's name."""

_BASE = "https://w3id.org/kg-se"
"""Where our identifiers lead: a server with another name tells its own addresses under /data."""


@dataclass(frozen=True)
class Told:
    """What an export needs beside the facts."""

    row: PlanRow
    """Of the plan's document: title, publisher, days."""
    language: Literal["sv", "en"]
    words: Words
    """Puts rules into words: `kg.answer.wording`."""
    network: Callable[[Index], networks.Network]
    """Makes a network of a graph: `kg.view.network.network`; neither may be called from this floor."""

    @property
    def about(self) -> dict[str, str]:
        """What is known of the plan's document, by field of `Source`."""
        days = {name: day.isoformat() for name in ("issued", "valid_from") if (day := getattr(self.row, name))}
        return {"title": self.row.title, **({"issuer": self.row.publisher} if self.row.publisher else {}), **days}


def dumps(slugs: Sequence[str]) -> list[Dump]:
    """The files of plans, as a server offers them."""
    from kg.graph.offering import Dump

    return [Dump(slug, name, media, f"/data/{slug}.{end}") for slug in slugs for end, (name, media, _) in FILES.items()]


FROM_FACTS = ("json", "schema", "csv", "xlsx", "html", "site")
"""Formats that need no graph."""


def export(source: Graphs, view: PlanView, format: str, told: Told) -> bytes:
    """A plan's effective facts in one of `FORMATS`; trig, nq and jsonld hold the graph as read beside it.

    Raises UsageError for another format; FailedError where a value is too long for a cell of a workbook.
    """
    if format in FROM_FACTS:
        return of_facts(view, format, told)
    if format == "dcat":
        from kg.graph import offering

        return offering.catalogue(offering.Offer(_BASE, [told.row], dumps([view.slug])), "ttl")
    if format in networks.FORMATS:
        from kg.graph import iris, triples

        return networks.write(told.network(triples.index(source.triples(iris.effective(view.slug)))), format)
    if format in rdf.FORMATS:
        return rdf.write(source, view.slug, format)
    raise UsageError(f"no format is called {format!r}", hint=f"choose {', '.join(FORMATS)}")


def of_facts(view: PlanView, format: str, told: Told) -> bytes:
    """A plan in one of `FROM_FACTS`, be it in the graph or not.

    Raises UsageError for another format; FailedError where a value is too long for a cell of a workbook.
    """
    from kg.export import page, site, table, workbook
    from kg.extract import package

    made: dict[str, Callable[[], bytes]] = {
        "json": lambda: package.rendered(view.plan),
        "schema": package.schema,
        "csv": lambda: table.write(view),
        "xlsx": lambda: workbook.write(view.plan, told.about, told.language),
        "html": lambda: page.whole(view, told.about, told.words, told.language),
        "site": lambda: site.archive(view, told.about, told.words, told.language, package.rendered(view.plan)),
    }
    if format not in made:
        raise UsageError(f"no such format without a graph: {format!r}", hint=f"choose {', '.join(FROM_FACTS)}")
    return made[format]()
