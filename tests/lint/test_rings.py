from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as some

from kg.lint import rings
from kg.lint.sample import read

CODES = some.sampled_from(["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"])
EDGES = some.lists(some.tuples(CODES, CODES).filter(lambda edge: edge[0] != edge[1]), max_size=16, unique=True)


def references(edges: list[tuple[str, str]]) -> str:
    told = ", ".join(f'{{ source = "{a}", subject = "ramavtal", target = "{b}" }}' for a, b in edges)
    return f'units = ["1 VO Styra", "1.1 P Planera"]\nreferences = [{told}]'


@given(EDGES)
def test_every_ring_of_few_steps_is_found_once_and_no_other(edges: list[tuple[str, str]]) -> None:
    plan = read(references(edges)).plan
    found = [[reference.source for reference in ring.references] for ring in rings.found(plan.cross_references)]
    known = list(nx.simple_cycles(nx.DiGraph(edges), length_bound=6))
    turned = [cycle[cycle.index(min(cycle)) :] + cycle[: cycle.index(min(cycle))] for cycle in known]
    assert sorted(found) == sorted(turned)
