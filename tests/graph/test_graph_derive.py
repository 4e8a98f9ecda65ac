"""What follows from facts: structure that other tools know, and links to all that a plan names."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from datetime import date

import pytest
from pyoxigraph import Quad

from kg.graph import derive, handout, iris
from kg.graph.store import MemoryStore
from kg.graph.terms import prefixes, shorten
from kg.graph.triples import index
from kg.model.organisation import Organisation
from kg.model.plan import Plan
from kg.model.statute import SectionMove, Statute
from kg.view.network import network

READ, EFFECTIVE = iris.as_read("mini"), iris.effective("mini")


def ask(store: MemoryStore, where: str, graph: str = EFFECTIVE) -> set[tuple[str, ...]]:
    """Rows of a SELECT over one graph; IRIs without what all ours begin with."""
    head = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in prefixes().items())
    found = store.oxigraph.query(f"{head}SELECT * WHERE {{ GRAPH <{graph}> {{ {where} }} }}")
    names = [variable.value for variable in found.variables]  # type: ignore[union-attr]
    return {tuple(_short(row[name].value) for name in sorted(names)) for row in found}  # type: ignore[union-attr, index]


def _short(value: str) -> str:
    return shorten(value.removeprefix(iris.ID))


@pytest.mark.parametrize(
    ("code", "key"), [("2", "0002"), ("2.10", "0002.0010"), ("12.3.4", "0012.0003.0004"), ("12345", "12345")]
)
def test_codes_sort_as_people_read_them(code: str, key: str) -> None:
    assert derive.sort_key(code) == key


def test_sort_keys_put_nine_before_ten() -> None:
    codes = ["2.10", "2.9", "10", "2", "2.9.1"]
    assert sorted(codes, key=derive.sort_key) == ["2", "2.9", "2.9.1", "2.10", "10"]


def test_a_plan_is_a_concept_scheme_with_a_top_and_a_tree(effective: MemoryStore) -> None:
    assert ask(effective, "?plan a skos:ConceptScheme, dcat:Dataset ; dcterms:title ?title") == {
        ("mini", "Plan för mini")
    }
    assert ask(effective, "?plan skos:hasTopConcept ?top . ?top skos:topConceptOf ?plan") == {
        ("mini", "mini/process/1")
    }
    assert ask(effective, "?a skos:narrower ?b . ?b skos:broader ?a") == {
        ("mini/process/1", "mini/process/1.1"),
        ("mini/process/1", "mini/process/1.2"),
        ("mini/process/1.1", "mini/process/1.1.1"),
        ("mini/process/1.1", "mini/process/1.1.2"),
    }


def test_units_are_activities_of_their_level(effective: MemoryStore) -> None:
    classes = ask(effective, "?unit a rico:Activity, ?class FILTER(STRSTARTS(STR(?class), STR(kg:)))")
    assert classes >= {
        ("kg:BusinessArea", "mini/process/1"),
        ("kg:ProcessGroup", "mini/process/1.1"),
        ("kg:Process", "mini/process/1.2"),
    }


def test_levels_stand_in_order_from_the_top(effective: MemoryStore) -> None:
    assert ask(effective, "?plan xkos:levels/rdf:rest*/rdf:first ?level . ?level xkos:depth ?depth") == {
        ("1", "mini/level/VO", "mini"),
        ("2", "mini/level/PG", "mini"),
        ("3", "mini/level/P", "mini"),
    }


def test_an_exclusion_is_a_note_of_the_unit(effective: MemoryStore) -> None:
    assert ask(effective, "?unit xkos:exclusionNote ?note") == {("exkl. 1.1", "mini/process/1.2")}


def test_references_lead_to_units_in_the_effective_graph_alone(effective: MemoryStore) -> None:
    assert ask(effective, "?reference kg:target ?unit") == {
        ("mini/reference/1.1.1/1.1.2", "mini/process/1.1.2"),
        ("mini/reference/1.2/1.1", "mini/process/1.1"),
    }
    assert ask(effective, "?reference kg:target ?unit", READ) == set()


def test_mentions_that_differ_in_capitals_are_one_record_type(effective: MemoryStore) -> None:
    assert ask(effective, "?mention a kg:RecordTypeMention ; kg:record ?type") == {
        ("mini/mention/1.1.1/csn-avtal", "shared/record-type/csn-avtal"),
        ("mini/mention/1.1.2/csn-avtal", "shared/record-type/csn-avtal"),
        ("mini/mention/1.1.2/anbud", "shared/record-type/anbud"),
    }
    assert ask(effective, "?type skos:prefLabel ?name . FILTER(CONTAINS(STR(?type), 'csn'))") == {
        ("csn-avtal", "shared/record-type/csn-avtal")
    }


def test_bodies_are_those_of_the_register_that_have_to_do_with_the_plan(effective: MemoryStore) -> None:
    assert ask(effective, "?rule kg:recipient ?body . ?body rdfs:label ?name") == {
        ("shared/organisation/namnd", "Nämnden", "mini/rule/1.1.1/1"),
        ("shared/organisation/afs", "Avdelningen för stöd", "mini/rule/1.1.1/1"),
    }
    assert ask(effective, "?assignment kg:carriedOutBy ?body . ?body a org:Organization ; skos:prefLabel ?name") == {
        ("mini/assignment/boende/vuxna", "mini/body/hemtjänsten", "hemtjänsten")
    }
    assert ask(effective, "?duty kg:role ?role . ?role a kg:Role") == {
        ("mini/duty/enhetschef/boka-samtal", "shared/organisation/chef")
    }


def test_a_name_that_two_bodies_share_is_neither(plan: Plan) -> None:
    twins = [Organisation(id=id, name="regionnämnden", kind="board", plans=("mini",)) for id in ("a", "b")]
    store = MemoryStore(derive.effective(plan, None, twins))
    assert ("mini/body/regionnämnden", "mini/rule/1.1.1/1") in ask(store, "?rule kg:recipient ?body")


def test_a_short_form_of_the_text_is_the_body_it_stands_for(plan: Plan) -> None:
    store = MemoryStore(derive.effective(plan))
    assert ask(store, "?assignment kg:handledBy ?body . ?body skos:altLabel ?short") == {
        ("mini/assignment/boende/vuxna", "mini/body/avdelningen-för-stöd", "AFS")
    }


def test_citations_lead_to_the_law_and_its_sections(effective: MemoryStore) -> None:
    assert ask(
        effective,
        "?citation a kg:Citation ; kg:cites ?place . ?place eli:is_part_of ?law ; a eli:LegalResourceSubdivision",
    ) == {
        ("mini/citation/s1/11-kap.-5-6-§§-sol", "https://lagen.nu/2001:453", f"https://lagen.nu/2001:453#K11P{n}")
        for n in (5, 6)
    }
    assert ("mini/citation/1.2/ab-§-3", "shared/statute/ab") in ask(effective, "?citation kg:law ?law")


def test_legal_bases_and_names_of_laws_lead_where_the_plans_citations_lead(plan: Plan, effective: MemoryStore) -> None:
    act, place = "https://lagen.nu/2001:453", "https://lagen.nu/2001:453#K12P1"
    assert ask(effective, "?rule a kg:RetentionRule ; kg:law ?law ; kg:cites ?place") == {
        (act, place, "mini/retention/personakt/destroy")
    }
    duty = plan.responsibilities[0].model_copy(update={"legal": ("SoL 2001:453 11 kap. 5-6 §§", "KA")})
    assigned = plan.assignments[0].model_copy(update={"law": "AB, SoL, LSS"})
    store = MemoryStore(
        derive.effective(plan.model_copy(update={"responsibilities": (duty,), "assignments": (assigned,)}))
    )
    assert ask(store, "?duty a kg:Responsibility ; kg:law ?law ; kg:cites ?place") == {
        ("mini/duty/enhetschef/boka-samtal", act, f"{act}#K11P{n}") for n in (5, 6)
    }
    assert ask(store, "?assignment a kg:Assignment ; kg:law ?law") == {("mini/assignment/boende/vuxna", act)}


def test_a_name_of_two_laws_in_one_plan_is_neither(plan: Plan) -> None:
    older = plan.citations[0].model_copy(update={"sfs": "1980:620"})
    store = MemoryStore(derive.effective(plan.model_copy(update={"citations": (*plan.citations, older)})))
    assert ask(store, "?rule a kg:RetentionRule ; kg:law ?law") == set()


def test_a_provision_leads_to_where_it_is_found_now_if_that_is_sure_and_the_same_on_every_day(
    statutes: tuple[Statute, ...],
) -> None:
    moves = (
        SectionMove(cited="12 kap. 1 §", to=("2025:400 16 kap. 1 §", "2025:400 16 kap. 2 §")),
        SectionMove(cited="8 kap.", to=("2025:400 32 kap.",)),
        SectionMove(cited="14 kap. 2 §", to=("2025:400 27 kap. 2 §",), until=date(2011, 6, 30)),
        SectionMove(cited="3 kap. 6 §", to=("2025:400 21 kap. 1 §",), certain=False),
        SectionMove(cited="9 kap. 9 §"),
    )
    act = statutes[0].model_copy(update={"section_map": moves})
    store = MemoryStore(derive.shared((), (act,)))
    old, new = "https://lagen.nu/2001:453", "https://lagen.nu/2025:400"
    assert ask(store, "?place dcterms:isReplacedBy ?to ; eli:is_part_of ?act", iris.SHARED_GRAPH) == {
        (old, f"{old}#K12P1", f"{new}#K16P1"),
        (old, f"{old}#K12P1", f"{new}#K16P2"),
        (old, f"{old}#K8", f"{new}#K32"),
    }
    assert ("2025:400 16 kap. 2 §",) in ask(store, f"<{new}#K16P2> rdfs:label ?label", iris.SHARED_GRAPH)


def test_the_register_says_what_it_does_not_know(effective: MemoryStore) -> None:
    graph = iris.SHARED_GRAPH
    assert ask(effective, "?law kg:endUnknown true ; kg:checked ?day", graph) == {
        ("2020-12-11", "https://lagen.nu/2020:1")
    }
    assert ask(effective, "?law dcterms:isReplacedBy ?later", graph) == {
        ("https://lagen.nu/2025:400", "https://lagen.nu/2001:453")
    }
    assert ask(effective, "?law eli:amends ?base", graph) == {("https://lagen.nu/2001:453", "https://lagen.nu/2020:1")}
    assert ask(effective, "?law owl:sameAs ?same . ?law kg:certain true", graph) == {
        (f"https://lagen.nu/{number}", f"http://rinfo.lagrummet.se/publ/sfs/{number}")
        for number in ("2001:453", "2020:1")
    }
    assert ask(effective, "?unit org:subOrganizationOf ?body", graph) == {
        ("shared/organisation/regionen", "shared/organisation/namnd"),
        ("shared/organisation/namnd", "shared/organisation/afs"),
    }


def test_everything_that_is_named_can_be_shown(effective: MemoryStore) -> None:
    silent = {"/lines", "/cell", "/place/", "/condition/", "/graph/", "/import"}
    for graph in (READ, EFFECTIVE):
        nameless = {
            subject
            for subject, about in index(effective.triples(graph)).items()
            if not any(part in subject for part in silent)
            and "<http://www.w3.org/2000/01/rdf-schema#label>" not in about
        }
        assert nameless == set()


def test_the_import_and_the_mended_graph_say_what_they_come_from(effective: MemoryStore) -> None:
    assert ask(effective, "?plan prov:wasGeneratedBy/prov:used ?document") == {
        ("mini/document/plan%20%C3%A5%C3%A4%C3%B6.txt", "mini")
    }
    assert ask(effective, "?graph prov:wasRevisionOf ?before") == {("mini/graph/as-read", "mini/graph/effective")}


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_the_dataset_holds_every_graph_and_their_union(effective: MemoryStore) -> None:
    copy = handout.dataset(effective)
    sizes = {str(graph.identifier): len(graph) for graph in copy.graphs() if len(graph)}
    assert {name: size for name, size in sizes.items() if name in effective.graphs} == dict(effective.graphs)
    rows = copy.query("SELECT ?title { ?unit skos:notation '1.2' ; skos:prefLabel ?title }")
    assert {str(row[0]) for row in rows} == {"Granska"}  # type: ignore[index]


def test_the_network_joins_units_records_and_bodies(effective: MemoryStore) -> None:
    made = network(index(effective.triples(EFFECTIVE)))
    short = {_short(node): data for node, data in made.nodes(data=True)}
    assert short["mini/process/1.1.1"] == {
        "kind": "unit",
        "plan": "mini",
        "label": "1.1.1 Köpa",
        "code": "1.1.1",
        "level": "P",
        "sort_key": "0001.0001.0001",
        "ended": "2020-12-11",
    }
    edges = {
        (data["kind"], _short(tail), _short(head)): (_short(key), data)
        for tail, head, key, data in made.edges(keys=True, data=True)
    }
    key, said = edges["reference", "mini/process/1.1.1", "mini/process/1.1.2"]
    assert key == "mini/reference/1.1.1/1.1.2"
    assert said["subject"] == "avtal om lokaler"
    assert said["reference_kind"] == "redirect"
    key, said = edges["disposition", "mini/process/1.1.1", "shared/organisation/namnd"]
    assert (said["action"], said["order"], said["recipient_logic"]) == ("transfer", "1", "and-or")
    assert ("names", "mini/process/1.1.2", "shared/record-type/anbud") in edges
    assert ("successor", "mini/process/1.1.1", "mini/process/1.1.2") in edges
    assert ("broader", "mini/process/1.2", "mini/process/1") in edges
    assert not [edge for edge in edges if "9.9" in edge[2]], "what lies outside the document is no node"


def test_record_types_join_the_networks_of_two_plans(plan: Plan) -> None:
    other = plan.model_copy(update={"slug": "other"})
    stores = [MemoryStore(derive.effective(one)) for one in (plan, other)]
    made = network(*(index(s.triples(iris.effective(p.slug))) for s, p in zip(stores, (plan, other), strict=True)))
    assert {_short(unit) for unit in made.predecessors(iris.record_type("anbud"))} == {
        "mini/process/1.1.2",
        "other/process/1.1.2",
    }


def test_deriving_loads_no_library_that_only_validation_needs() -> None:
    code = "import kg.graph.derive, kg.graph.shapes, kg.graph.handout, kg.view.network, sys; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"rdflib", "pyshacl", "shacl", "networkx"} & set(run.stdout.split())


def _of(quads: Iterable[Quad]) -> set[str]:
    return {str(quad) for quad in quads}


def test_the_mended_graph_says_all_that_the_read_one_says(plan: Plan) -> None:
    read = {text.replace(READ, EFFECTIVE) for text in _of(derive.as_read(plan))}
    assert read <= _of(derive.effective(plan))
