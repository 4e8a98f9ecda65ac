"""A network of nodes and edges for programs that lay it out: Gephi, yEd, Cytoscape, Graphviz, Mermaid."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from kg.errors import UsageError
from kg.export import diagram

FORMATS = ("graphml", "gexf", *diagram.FORMATS)

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_GEXF = "http://gexf.net/1.3"


class Network(Protocol):
    """What `kg.view.network` makes: a directed networkx graph with several edges between two nodes."""

    @property
    def nodes(self) -> Callable[..., Iterable[Any]]:
        """`nodes(data=True)`: nodes, each with what is said of it."""

    @property
    def edges(self) -> Callable[..., Iterable[Any]]:
        """`edges(keys=True, data=True)`: tail, head, key, and what is said of the edge."""


def write(network: Network, format: str) -> bytes:
    """A network in one of `FORMATS`; every attribute is a string.

    Raises UsageError for another format, and for a network that is too large for Mermaid.
    """
    if format not in FORMATS:
        raise UsageError(f"no network format is called {format!r}", hint=f"choose {', '.join(FORMATS)}")
    nodes = [(node, _said(data)) for node, data in network.nodes(data=True)]
    edges = [(tail, head, _said(data)) for tail, head, _, data in network.edges(keys=True, data=True)]
    if format in diagram.FORMATS:
        return (diagram.dot if format == "dot" else diagram.mermaid)(nodes, edges).encode()
    root = _graphml(nodes, edges) if format == "graphml" else _gexf(nodes, edges)
    indent(root, " ")
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _graphml(nodes: list[tuple[str, dict[str, str]]], edges: list[tuple[str, str, dict[str, str]]]) -> Element:
    root = Element("graphml", xmlns=_GRAPHML)
    keys: dict[tuple[str, str], str] = {}
    for kind, names in (("node", _names(d for _, d in nodes)), ("edge", _names(d for *_, d in edges))):
        for name in names:
            key = keys[kind, name] = f"{kind[0]}{len(keys)}"
            SubElement(root, "key", {"id": key, "for": kind, "attr.name": name, "attr.type": "string"})
    graph = SubElement(root, "graph", edgedefault="directed")
    for node, data in nodes:
        _graphml_data(SubElement(graph, "node", id=_text(node)), "node", data, keys)
    for number, (tail, head, data) in enumerate(edges):
        edge = SubElement(graph, "edge", id=f"e{number}", source=_text(tail), target=_text(head))
        _graphml_data(edge, "edge", data, keys)
    return root


def _graphml_data(parent: Element, kind: str, data: Mapping[str, str], keys: Mapping[tuple[str, str], str]) -> None:
    for name, value in data.items():
        SubElement(parent, "data", key=keys[kind, name]).text = value


def _gexf(nodes: list[tuple[str, dict[str, str]]], edges: list[tuple[str, str, dict[str, str]]]) -> Element:
    root = Element("gexf", xmlns=_GEXF, version="1.3")
    graph = SubElement(root, "graph", mode="static", defaultedgetype="directed")
    for kind, names in (("node", _names(d for _, d in nodes)), ("edge", _names(d for *_, d in edges))):
        declared = SubElement(graph, "attributes", {"class": kind, "mode": "static"})
        for name in names:
            SubElement(declared, "attribute", id=name, title=name, type="string")
    listed = SubElement(graph, "nodes")
    for node, data in nodes:
        _gexf_data(SubElement(listed, "node", id=_text(node), label=data.get("label", _text(node))), data)
    listed = SubElement(graph, "edges")
    for number, (tail, head, data) in enumerate(edges):
        edge = SubElement(listed, "edge", id=str(number), source=_text(tail), target=_text(head))
        _gexf_data(edge, data)
    return root


def _gexf_data(parent: Element, data: Mapping[str, str]) -> None:
    values = SubElement(parent, "attvalues")
    for name, value in data.items():
        SubElement(values, "attvalue", {"for": name, "value": value})


def _said(data: Mapping[str, Any]) -> dict[str, str]:
    return {name: _text(value) for name, value in data.items() if value is not None}


def _names(said: Iterable[Mapping[str, str]]) -> list[str]:
    return list(dict.fromkeys(name for data in said for name in data))


def _text(value: object) -> str:
    """Text without the characters that XML has no place for."""
    return "".join(c for c in str(value) if c.isprintable() or c in "\t\n")
