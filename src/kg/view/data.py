"""A network as nodes and edges, for whoever draws it elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.model.listing import GraphData, GraphEdge, GraphNode, GraphView

if TYPE_CHECKING:
    from networkx import MultiDiGraph

_EDGES: Mapping[GraphView, frozenset[str]] = {
    "tree": frozenset({"broader", "part-of"}),
    "references": frozenset({"reference", "successor"}),
    "flow": frozenset({"disposition"}),
}
"""Which kinds of edge a view shows; one that is not named here shows all."""


def data(network: MultiDiGraph[str], view: GraphView, process: str | None = None) -> GraphData:
    """The part of a network that a view shows, in an order that stays the same for the same graph.

    `tree` has units and what is above them, `references` what leads from unit to unit, `flow` who receives records,
    `process` a unit (its IRI) with all that touches it and the units above, `all` everything.
    Raises UsageError where the view `process` has no process, or one that the network does not know.
    """
    found = part(network, view, process)
    nodes = [GraphNode(id=node, **_known(GraphNode, said)) for node, said in found.nodes(data=True)]
    edges = [
        GraphEdge(source=tail, target=head, id=key if key.startswith("http") else None, **_known(GraphEdge, said))
        for tail, head, key, said in found.edges(keys=True, data=True)
    ]
    nodes.sort(key=lambda node: (node.plan, node.kind, node.sort_key or "", node.id))
    edges.sort(key=lambda edge: (edge.kind, edge.source, edge.target, edge.id or ""))
    return GraphData(view=view, nodes=tuple(nodes), edges=tuple(edges))


def part(network: MultiDiGraph[str], view: GraphView, process: str | None = None) -> MultiDiGraph[str]:
    """The same part as a network of its own, its nodes by plan, kind and place in the structure.

    Raises what `data` raises.
    """
    from networkx import MultiDiGraph

    if view == "process":
        kept = _touching(network, process)
    else:
        wanted = _EDGES.get(view)
        kept = {
            (tail, head, key)
            for tail, head, key, said in network.edges(keys=True, data=True)
            if wanted is None or said["kind"] in wanted
        }
    ends = {end for tail, head, _ in kept for end in (tail, head)}
    shown = _also(network, view) | ends | ({process} if process and view == "process" else set())
    made: MultiDiGraph[str] = MultiDiGraph()
    told: dict[str, dict[str, Any]] = {node: said for node, said in network.nodes(data=True) if node in shown}
    for node in sorted(told, key=lambda n: (told[n]["plan"], told[n]["kind"], told[n].get("sort_key", ""), n)):
        made.add_node(node, **told[node])
    for tail, head, key in sorted(kept):
        made.add_edge(tail, head, key=key, **network.edges[tail, head, key])
    return made


def _also(network: MultiDiGraph[str], view: GraphView) -> set[str]:
    """Nodes that a view shows though nothing leads to them."""
    kinds = {"tree": ("unit", "section"), "all": ("unit", "section", "record-type", "body")}.get(view, ())
    return {node for node, said in network.nodes(data=True) if said["kind"] in kinds}


def _touching(network: MultiDiGraph[str], process: str | None) -> set[tuple[str, str, str]]:
    if process is None or process not in network:
        raise UsageError("the view `process` shows one process", hint="name its plan and its code")
    found = {*network.in_edges(process, keys=True), *network.out_edges(process, keys=True)}
    above: str | None = process
    seen: set[str] = set()
    while above is not None and above not in seen:
        seen.add(above)
        over = [(t, h, k) for t, h, k in network.out_edges(above, keys=True) if k in _EDGES["tree"]]
        found |= set(over)
        above = over[0][1] if over else None
    return found


def _known(kind: type[GraphNode] | type[GraphEdge], said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in kind.model_fields if name in said}
