"""Whether a graph can be trusted: the shapes of ontology/ held against it, by a fast engine or the reference one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, cast

from pyoxigraph import Literal as Text
from pyoxigraph import NamedNode, RdfFormat, parse

from kg import assets
from kg.graph import iris
from kg.graph.mapping import Dump
from kg.graph.terms import expand
from kg.graph.triples import Index, index, lexical
from kg.model.finding import Finding, Kind, Severity

if TYPE_CHECKING:
    from rdflib import Graph
    from shacl import Shapes

Engine = Literal["shacl", "pyshacl"]
_SEVERITIES: dict[str, Severity] = {"Violation": "error", "Warning": "warning", "Info": "info"}


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """What an engine reports: a node that a shape does not fit."""

    focus: str
    path: str
    """IRI of the property; empty where the shape is of the node as a whole."""
    shape: str
    """IRI of the shape."""
    severity: Severity


def validate(source: Dump, graph: str, engine: Engine = "shacl") -> tuple[Finding, ...]:
    """What the shapes find in one named graph, in the order of the lines of the source; nothing where all is well.

    "shacl" is compiled and takes a fraction of a second; "pyshacl" is the reference, and a hundred times slower.
    A finding's `rule` is the name of its shape, `evidence` the node that does not fit.
    """
    triples = source.triples(graph)
    found = violations(triples, engine)
    if not found:
        return ()
    about = _About(index(triples))
    findings = [_finding(violation, about, iris.slug_of(graph)) for violation in found]
    return tuple(sorted(findings, key=lambda f: (f.lines, f.where, f.rule, f.evidence)))


def violations(ntriples: bytes, engine: Engine = "shacl") -> tuple[Violation, ...]:
    """What an engine reports on a graph given as N-Triples, each once and in order."""
    report = _fast(ntriples) if engine == "shacl" else _reference(ntriples)
    return tuple(sorted(set(report)))


def _fast(ntriples: bytes) -> Iterator[Violation]:
    for result in _compiled().validate_text(ntriples.decode(), format="ntriples").results:
        focus, path = lexical(result.focus_node), (result.path or "").strip("<>")
        yield Violation(focus, path, lexical(result.source_shape or ""), _SEVERITIES[result.severity])


@cache
def _compiled() -> Shapes:
    from shacl import Shapes

    return Shapes.from_file(str(assets.ontology("shapes.ttl")))


def _reference(ntriples: bytes) -> Iterator[Violation]:
    import pyshacl
    from rdflib import RDF, Graph
    from rdflib.namespace import SH

    data = Graph().parse(data=ntriples, format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes_graph(), advanced=True)
    report = cast("Graph", report)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus, path, shape, severity = (
            str(report.value(result, part) or "")
            for part in (SH.focusNode, SH.resultPath, SH.sourceShape, SH.resultSeverity)
        )
        yield Violation(focus, path, shape, _SEVERITIES[severity.rpartition("#")[2]])


@cache
def _shapes_graph() -> Graph:
    from rdflib import Graph

    return Graph().parse(assets.ontology("shapes.ttl"))


@dataclass(frozen=True, slots=True)
class _Told:
    """What a shape says of itself."""

    kind: Kind
    message: str
    message_en: str


@cache
def _told() -> dict[str, _Told]:
    messages: dict[str, dict[str, str]] = {}
    kinds: dict[str, str] = {}
    for quad in parse(path=str(assets.ontology("shapes.ttl")), format=RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Text):
            if quad.predicate.value == expand("sh:message"):
                messages.setdefault(quad.subject.value, {})[quad.object.language or ""] = quad.object.value
            elif quad.predicate.value == expand("kg:findingKind"):
                kinds[quad.subject.value] = quad.object.value
    return {
        shape: _Told(cast(Kind, kinds.get(shape, "structure")), said["sv"], said["en"])
        for shape, said in messages.items()
    }


def _finding(violation: Violation, about: _About, slug: str) -> Finding:
    told, rule = _told()[violation.shape], violation.shape.removeprefix(iris.SHAPES)
    where, lines = about.where(violation.focus), about.lines(violation.focus)
    return Finding(
        rule=rule,
        name=rule.removeprefix("SH-"),
        kind=told.kind,
        severity=violation.severity,
        plan=slug,
        where=where,
        lines=lines,
        message=told.message,
        message_en=told.message_en,
        evidence=(violation.focus,),
    )


class _About:
    """Which units and lines of the source a node has to do with."""

    def __init__(self, found: Index) -> None:
        self._found = found
        self._users: dict[str, list[str]] = {}
        for subject, properties in found.items():
            for curie in ("kg:condition", "prov:wasDerivedFrom", "oa:hasSelector"):
                for term in properties.get(f"<{expand(curie)}>", ()):
                    self._users.setdefault(term, []).append(subject)

    def where(self, focus: str) -> tuple[str, ...]:
        """Codes of units, or ids of sections."""
        return tuple(dict.fromkeys(code for node in self._facts(focus) for code in self._codes(node)))

    def lines(self, focus: str) -> tuple[int, ...]:
        """First and last line of the places."""
        ends = [
            int(lexical(line))
            for node in self._facts(focus)
            for place in [node, *self._values(node, "prov:wasDerivedFrom")]
            for curie in ("kg:firstLine", "kg:lastLine")
            for line in self._values(place, curie)
        ]
        return (min(ends), max(ends)) if ends else ()

    def _facts(self, focus: str) -> list[str]:
        """The node, and what uses it where it is a part or a place of facts."""
        nodes = [f"<{focus}>"]
        for node in nodes:
            nodes.extend(user for user in self._users.get(node, ()) if user not in nodes)
        return nodes

    def _codes(self, node: str) -> Iterable[str]:
        owners = [
            *self._values(node, "kg:process"),
            *self._values(node, "kg:source"),
            *self._values(node, "kg:section"),
        ]
        for owner in [node, *owners, *self._values(node, "kg:citedBy")]:
            names = self._values(owner, "skos:notation") or self._values(owner, "dcterms:identifier")
            yield from map(lexical, names)

    def _values(self, node: str, curie: str) -> list[str]:
        return list(self._found.get(node, {}).get(f"<{expand(curie)}>", ()))
