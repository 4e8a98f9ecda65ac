"""A network as a text that a drawing program lays out: DOT for Graphviz, Mermaid for wikis and READMEs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.errors import UsageError

FORMATS = ("dot", "mermaid")

MOST = 500
"""Edges that Mermaid draws by itself; its own default for `maxEdges`."""

Nodes = Sequence[tuple[str, Mapping[str, str]]]
Edges = Sequence[tuple[str, str, Mapping[str, str]]]

_SHAPES = {"unit": "box", "section": "box", "record-type": "note", "body": "ellipse"}
_BRACKETS = {"record-type": ('>"', '"]'), "body": ('(["', '"])')}
_LINES = {"broader": "dotted", "part-of": "dotted", "names": "dashed"}
_BREAK = str.maketrans(dict.fromkeys("\r\n\t", " "))


def dot(nodes: Nodes, edges: Edges) -> str:
    """The DOT language: one directed graph, left to right; what kind a node is shows by its shape."""
    lines = ["digraph kg {", '  graph [rankdir=LR, charset="UTF-8"];', '  node [fontname="sans-serif", fontsize=11];']
    names = {node: f"n{number}" for number, (node, _) in enumerate(nodes)}
    for node, said in nodes:
        style = ", style=dashed" if said.get("ended") else ""
        shape = _SHAPES.get(said.get("kind", ""), "box")
        lines.append(
            f"  {names[node]} [label={_quoted(_label(node, said))}, shape={shape}{style}, URL={_quoted(node)}];"
        )
    for tail, head, said in edges:
        told = _told(said)
        label = f", label={_quoted(told)}, fontsize=9" if told else ""
        line = _LINES.get(said.get("kind", ""), "solid")
        lines.append(f"  {names[tail]} -> {names[head]} [style={line}{label}];")
    return "\n".join([*lines, "}", ""])


def _quoted(text: str) -> str:
    return '"' + text.translate(_BREAK).replace("\\", "\\\\").replace('"', '\\"') + '"'


def mermaid(nodes: Nodes, edges: Edges) -> str:
    """A Mermaid flowchart from left to right.

    Raises UsageError for more edges than Mermaid draws.
    """
    if len(edges) > MOST:
        raise UsageError(
            f"Mermaid draws {MOST} edges at most, and these are {len(edges)}", hint="choose one process, or dot"
        )
    return "\n".join(["flowchart LR", *_flowchart(nodes, edges), ""])


def _flowchart(nodes: Nodes, edges: Edges) -> Iterator[str]:
    names = {node: f"n{number}" for number, (node, _) in enumerate(nodes)}
    for node, said in nodes:
        left, right = _BRACKETS.get(said.get("kind", ""), ('["', '"]'))
        yield f"  {names[node]}{left}{_escaped(_label(node, said))}{right}"
    for tail, head, said in edges:
        told = _told(said)
        arrow = "-.->" if said.get("kind") in _LINES else "-->"
        yield f"  {names[tail]} {arrow}" + (f'|"{_escaped(told)}"|' if told else "") + f" {names[head]}"


def _escaped(text: str) -> str:
    """Text that neither ends its label nor is read as Markdown or HTML: such signs are written by their numbers."""
    return "".join(f"#{ord(c)};" if c in '"#<>&`*_|\\' else c for c in text.translate(_BREAK))


def _label(node: str, said: Mapping[str, Any]) -> str:
    code, label = str(said.get("code") or ""), str(said.get("label") or "")
    return (label if label.startswith(code) else f"{code} {label}").strip() or node


def _told(said: Mapping[str, str]) -> str:
    parts = (said.get("subject"), said.get("verb"), said.get("action"))
    return " – ".join(part for part in parts if part)
