"""Each broken graph raises exactly the violations named, and the reference says the same; a good graph raises none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from kg import assets
from kg.graph import derive, iris, shapes
from kg.graph.shapes import Engine, Violation
from kg.graph.store import MemoryStore
from kg.graph.terms import expand, prefixes
from kg.model.plan import Plan
from kg.service import KnowledgeGraph
from kg.settings import Settings

# The version of pySHACL that we hold ourselves to still asks rdflib for names that rdflib would rather forget.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib", "ignore::DeprecationWarning:pyshacl")

ENGINES: tuple[Engine, ...] = ("shacl", "pyshacl")
GRAPH = iris.effective("mini")
BASE = f"{iris.ID}mini/"
LAW = "https://lagen.nu/"

P1, P11, P111, P112, P12 = (f"<{BASE}process/{code}>" for code in ("1", "1.1", "1.1.1", "1.1.2", "1.2"))
MENTION, REDIRECT, EXCLUDE = (
    f"<{BASE}mention/1.1.2/anbud>",
    f"<{BASE}reference/1.1.1/1.1.2>",
    f"<{BASE}reference/1.2/1.1>",
)
RULE, CUT = f"<{BASE}rule/1.1.1/1>", f"<{BASE}rule/1.1.1/2>"
DATE, STATUS = f"<{BASE}rule/1.1.1/1/condition/1>", f"<{BASE}rule/1.1.1/1/condition/2>"
KEEP, DUTY = f"<{BASE}retention/personakt/destroy>", f"<{BASE}duty/enhetschef/boka-samtal>"
ASSIGNED, FORUM = f"<{BASE}assignment/boende/vuxna>", f"<{BASE}forum/samråd>"
PASSAGE = f"<{BASE}passage/s1.1/22>"
SECRET, SYSTEM = f"<{BASE}secrecy/secrecy/stark-sekretess>", f"<{BASE}system/arkivia>"
S1, S11 = f"<{BASE}section/s1>", f"<{BASE}section/s1.1>"
PARTY, CITED = f"<{BASE}party/afs>", f"<{BASE}citation/s1/11-kap.-5-6-§§-sol>"
PLAN, DOCUMENT, IMPORT = f"<{iris.plan('mini')}>", f"<{iris.document('mini', 'plan åäö.txt')}>", f"<{BASE}import>"
LEVEL, RECORD = f"<{BASE}level/P>", f"<{iris.record_type('anbud')}>"
BOARD, UNIT = f"<{iris.organisation('namnd')}>", f"<{iris.organisation('afs')}>"
ACT, SECTION = f"<{LAW}2001:453>", f"<{LAW}2001:453#K11P5>"

PLACE = "?place"
LINES = "?place/lines"
"""Stand for the place of the unit 1.2, whose name carries a hash."""


def gone(node: str, *curies: str) -> str:
    """Take away all values of properties."""
    return " ; ".join(f"DELETE {{ {node} {curie} ?x }} WHERE {{ {node} {curie} ?x }}" for curie in curies)


def more(node: str, curie: str, value: str) -> str:
    """Add a value."""
    return f"INSERT DATA {{ {node} {curie} {value} }}"


def other(node: str, curie: str, value: str) -> str:
    """Put one value in place of all."""
    return f"{gone(node, curie)} ; {more(node, curie, value)}"


Broken = tuple[str, set[tuple[str, str, str]]]
"""An update that breaks the good graph; and what it raises: node, property or "", shape."""

BROKEN: dict[str, Broken] = {
    # every fact
    "a fact without a place": (gone(P12, "prov:wasDerivedFrom"), {(P12, "prov:wasDerivedFrom", "fact-place")}),
    "a fact with two places": (
        "INSERT { ?u prov:wasDerivedFrom ?p } WHERE { ?u skos:notation '1.2' . ?o skos:notation '1' ; "
        "prov:wasDerivedFrom ?p }",
        {(P12, "prov:wasDerivedFrom", "fact-place")},
    ),
    "a place that is none": (other(P12, "prov:wasDerivedFrom", P1), {(P12, "prov:wasDerivedFrom", "fact-place")}),
    "a position of zero": (other(P12, "kg:position", "0"), {(P12, "kg:position", "fact-position")}),
    "a position in words": (other(P12, "kg:position", "'först'"), {(P12, "kg:position", "fact-position")}),
    "a section that is not there": (other(DUTY, "kg:section", P1), {(DUTY, "kg:section", "fact-section")}),
    # the plan and its sources
    "a plan without a slug": (gone(PLAN, "dcterms:identifier"), {(PLAN, "dcterms:identifier", "plan-slug")}),
    "a slug with a space": (other(PLAN, "dcterms:identifier", "'a b'"), {(PLAN, "dcterms:identifier", "plan-slug")}),
    "a plan without a title": (gone(PLAN, "dcterms:title"), {(PLAN, "dcterms:title", "plan-title")}),
    "a plan without a document": (gone(PLAN, "prov:wasDerivedFrom"), {(PLAN, "prov:wasDerivedFrom", "plan-document")}),
    "a top that is no unit": (more(PLAN, "skos:hasTopConcept", S1), {(PLAN, "skos:hasTopConcept", "plan-top")}),
    "a plan valid from two days": (
        more(PLAN, "kg:validFrom", "'2021-01-01'^^xsd:date"),
        {(PLAN, "kg:validFrom", "plan-valid-from")},
    ),
    "a document without a hash": (gone(DOCUMENT, "kg:sha256"), {(DOCUMENT, "kg:sha256", "document-hash")}),
    "an import of nothing": (gone(IMPORT, "prov:used"), {(IMPORT, "prov:used", "import-used")}),
    "a place in no document": (gone(PLACE, "oa:hasSource"), {(PLACE, "oa:hasSource", "place-source")}),
    "a place from line 0": (other(PLACE, "kg:firstLine", "0"), {(PLACE, "kg:firstLine", "place-first")}),
    "lines out of order": (other(PLACE, "kg:firstLine", "99"), {(PLACE, "kg:firstLine", "place-first")}),
    "a place without an end": (gone(PLACE, "kg:lastLine"), {(PLACE, "kg:lastLine", "place-last")}),
    "a hash cut off": (other(PLACE, "kg:sha256", "'abc'"), {(PLACE, "kg:sha256", "place-hash")}),
    "a place that selects nothing": (gone(PLACE, "oa:hasSelector"), {(PLACE, "oa:hasSelector", "place-selector")}),
    "page 0": (more(PLACE, "kg:page", "0"), {(PLACE, "kg:page", "place-page")}),
    "two cells": (more(PLACE, "kg:cell", "'A1', 'A2'"), {(PLACE, "kg:cell", "place-cell")}),
    "lines of another standard": (other(LINES, "rdf:value", "'rad 1'"), {(LINES, "rdf:value", "selector-lines")}),
    # units
    "a unit without a code": (gone(P12, "skos:notation"), {(P12, "skos:notation", "unit-code")}),
    "a code with letters": (
        other(P12, "skos:notation", "'1.B'"),
        {(P12, "skos:notation", "unit-code"), (P12, "", "unit-place")},
    ),
    "a unit without a title": (gone(P12, "skos:prefLabel"), {(P12, "skos:prefLabel", "unit-title")}),
    "an empty title": (other(P12, "skos:prefLabel", "' '@sv"), {(P12, "skos:prefLabel", "unit-title")}),
    "two titles": (more(P12, "skos:prefLabel", "'Pröva'@sv"), {(P12, "skos:prefLabel", "unit-title")}),
    "an unknown level": (
        other(P12, "kg:level", "kg:level-X"),
        {(P12, "kg:level", "unit-level"), (P12, "", "unit-class"), (P12, "", "unit-root")},
    ),
    "two parents": (more(P111, "skos:broader", P1), {(P111, "skos:broader", "unit-parent"), (P111, "", "unit-place")}),
    "a parent that is not there": (
        other(P111, "skos:broader", f"<{BASE}process/7>"),
        {(P111, "skos:broader", "unit-parent")},
    ),
    "added after it ended": (
        more(P111, "kg:added", "'2021-01-01'^^xsd:date"),
        {(P111, "kg:added", "unit-added")},
    ),
    "added on no date": (other(P112, "kg:added", "'snart'"), {(P112, "kg:added", "unit-added")}),
    "ended twice": (more(P111, "kg:ended", "'2021-01-01'^^xsd:date"), {(P111, "kg:ended", "unit-ended")}),
    "a successor that is not there": (
        more(P111, "kg:successor", f"<{BASE}process/7>"),
        {(P111, "kg:successor", "unit-successor")},
    ),
    "a unit of no plan": (gone(P12, "skos:inScheme"), {(P12, "skos:inScheme", "unit-scheme")}),
    "a unit without a sort key": (gone(P12, "kg:sortKey"), {(P12, "kg:sortKey", "unit-sort-key")}),
    "two summaries": (more(P112, "skos:scopeNote", "'Annat.'@sv"), {(P112, "skos:scopeNote", "unit-summary")}),
    "a level that the class belies": (other(P12, "kg:level", "kg:level-PG"), {(P12, "", "unit-class")}),
    "a process without a parent": (
        gone(P12, "skos:broader"),
        {(P12, "", "unit-root"), (P12, "", "unit-top")},
    ),
    "a business area with a parent": (
        f"{more(P1, 'skos:broader', S1)} ; {more(S1, 'a', 'kg:Unit')} ; {more(S1, 'skos:notation', '0')}",
        {
            (P1, "", "unit-root"),
            (P1, "", "unit-place"),
            (S1, "kg:level", "unit-level"),
            (S1, "skos:inScheme", "unit-scheme"),
            (S1, "kg:sortKey", "unit-sort-key"),
            (S1, "", "unit-class"),
            (S1, "", "unit-top"),
        },
    ),
    "a successor of what has not ended": (more(P12, "kg:successor", P112), {(P12, "", "unit-succession")}),
    "a code that does not fit its place": (other(P12, "skos:notation", "'2.2'"), {(P12, "", "unit-place")}),
    "a code two levels down": (other(P12, "skos:notation", "'1.2.3'"), {(P12, "", "unit-place")}),
    "a code that only begins alike": (other(P12, "skos:notation", "'11.2'"), {(P12, "", "unit-place")}),
    "a code used twice": (
        other(P112, "skos:notation", "'1.1.1'"),
        {(P111, "", "unit-unique"), (P112, "", "unit-unique"), (REDIRECT, "", "reference-match")},
    ),
    "units above each other": (
        other(P1, "skos:broader", P111),
        {(P1, "", "unit-root"), (P1, "", "unit-place"), *((unit, "", "unit-cycle") for unit in (P1, P11, P111))},
    ),
    "a level without depth": (gone(LEVEL, "xkos:depth"), {(LEVEL, "xkos:depth", "level-depth")}),
    "a level of no kind": (gone(LEVEL, "xkos:organizedBy"), {(LEVEL, "xkos:organizedBy", "level-kind")}),
    "a section on a level": (more(LEVEL, "skos:member", S1), {(LEVEL, "skos:member", "level-member")}),
    # record types
    "a mention without a name": (gone(MENTION, "rdfs:label"), {(MENTION, "rdfs:label", "mention-name")}),
    "a mention in no process": (gone(MENTION, "kg:process"), {(MENTION, "kg:process", "mention-process")}),
    "a mention in a process that is not there": (
        other(MENTION, "kg:process", f"<{BASE}process/7>"),
        {(MENTION, "kg:process", "mention-process")},
    ),
    "a mention of no record type": (other(MENTION, "kg:record", P1), {(MENTION, "kg:record", "mention-record")}),
    "a record type without a name": (gone(RECORD, "skos:prefLabel"), {(RECORD, "skos:prefLabel", "record-name")}),
    # cross-references
    "a reference from nowhere": (gone(REDIRECT, "kg:source"), {(REDIRECT, "kg:source", "reference-source")}),
    "a reference of an unknown kind": (
        other(EXCLUDE, "kg:referenceKind", "kg:referenceKind-hint"),
        {(EXCLUDE, "kg:referenceKind", "reference-kind"), (EXCLUDE, "", "reference-subject")},
    ),
    "a reference without words": (gone(REDIRECT, "kg:verb"), {(REDIRECT, "kg:verb", "reference-verb")}),
    "a reference to an unknown level": (
        other(REDIRECT, "kg:citedLevel", "kg:action-stay"),
        {(REDIRECT, "kg:citedLevel", "reference-level")},
    ),
    "a reference to two codes": (
        more(EXCLUDE, "kg:citedNotation", "'1.1 '"),
        {(EXCLUDE, "kg:citedNotation", "reference-code"), (EXCLUDE, "", "reference-match")},
    ),
    "external perhaps": (more(REDIRECT, "kg:external", "'kanske'"), {(REDIRECT, "kg:external", "reference-external")}),
    "a target that is no unit": (other(REDIRECT, "kg:target", PLAN), {(REDIRECT, "kg:target", "reference-target")}),
    "a redirect without a subject": (gone(REDIRECT, "kg:subject"), {(REDIRECT, "", "reference-subject")}),
    "a reference without an aim": (
        gone(REDIRECT, "kg:citedNotation", "kg:target"),
        {(REDIRECT, "", "reference-aim")},
    ),
    "a target that is not what is cited": (other(REDIRECT, "kg:target", P12), {(REDIRECT, "", "reference-match")}),
    # rules and conditions
    "a rule of no process": (gone(RULE, "kg:process"), {(RULE, "kg:process", "rule-process")}),
    "a rule without order": (gone(RULE, "kg:ruleOrder"), {(RULE, "kg:ruleOrder", "rule-order")}),
    "an unknown action": (other(RULE, "kg:action", "kg:action-burn"), {(RULE, "kg:action", "rule-action")}),
    "two actions": (more(RULE, "kg:action", "kg:action-stay"), {(RULE, "kg:action", "rule-action")}),
    "an unknown relation of recipients": (
        other(RULE, "kg:recipientLogic", "kg:recipientLogic-xor"),
        {(RULE, "kg:recipientLogic", "rule-logic"), (RULE, "", "rule-recipients")},
    ),
    "a recipient without a name": (
        more(RULE, "kg:recipientName", "''@sv"),
        {(RULE, "kg:recipientName", "rule-recipient-name")},
    ),
    "a recipient that is a unit of the plan": (
        more(RULE, "kg:recipient", P1),
        {(RULE, "kg:recipient", "rule-recipient")},
    ),
    "a condition that is none": (more(RULE, "kg:condition", P1), {(RULE, "kg:condition", "rule-condition")}),
    "otherwise perhaps": (other(CUT, "kg:otherwise", "'kanske'"), {(CUT, "kg:otherwise", "rule-otherwise")}),
    "truncated in words": (
        other(CUT, "kg:truncated", "'ja'"),
        {(CUT, "kg:truncated", "rule-truncated"), (CUT, "", "rule-says")},
    ),
    "inferred in words": (more(RULE, "kg:actionInferred", "'ja'"), {(RULE, "kg:actionInferred", "rule-inferred")}),
    "a rule that says nothing": (gone(CUT, "kg:truncated"), {(CUT, "", "rule-says")}),
    "two recipients and no relation": (gone(RULE, "kg:recipientLogic"), {(RULE, "", "rule-recipients")}),
    "two recipients that are one": (
        other(RULE, "kg:recipientLogic", "kg:recipientLogic-single"),
        {(RULE, "", "rule-recipients")},
    ),
    "two rules of one order": (
        other(CUT, "kg:ruleOrder", "1"),
        {(RULE, "", "rule-unique"), (CUT, "", "rule-unique")},
    ),
    "a condition about nothing": (gone(STATUS, "kg:about"), {(STATUS, "kg:about", "condition-about")}),
    "a condition about the weather": (
        other(STATUS, "kg:about", "kg:about-weather"),
        {(STATUS, "kg:about", "condition-about")},
    ),
    "a condition without an operator": (
        gone(STATUS, "kg:operator"),
        {(STATUS, "kg:operator", "condition-operator")},
    ),
    "a condition without a value": (gone(STATUS, "kg:value"), {(STATUS, "kg:value", "condition-value")}),
    "a day in words": (other(DATE, "kg:at", "'i fjol'"), {(DATE, "kg:at", "condition-at")}),
    "a value inferred in words": (more(DATE, "kg:inferred", "'ja'"), {(DATE, "kg:inferred", "condition-inferred")}),
    "before no day": (gone(DATE, "kg:at"), {(DATE, "", "condition-day")}),
    "is one of two": (other(STATUS, "kg:operator", "kg:operator-is"), {(STATUS, "", "condition-alternatives")}),
    "an action that keeps nothing": (
        other(KEEP, "kg:action", "kg:action-lend"),
        {(KEEP, "kg:action", "retention-action")},
    ),
    "a period in words": (other(KEEP, "kg:period", "'fem år'"), {(KEEP, "kg:period", "retention-period")}),
    "a final day in words": (other(KEEP, "kg:finishBy", "'sen'"), {(KEEP, "kg:finishBy", "retention-finish")}),
    "a retention rule that only should be": (
        other(KEEP, "kg:modality", "kg:modality-should"),
        {(KEEP, "kg:modality", "retention-modality")},
    ),
    "a retention rule by custom": (other(KEEP, "kg:layer", "kg:layer-custom"), {(KEEP, "kg:layer", "retention-layer")}),
    "a period from an unknown event": (other(KEEP, "kg:event", "kg:event-x"), {(KEEP, "kg:event", "retention-event")}),
    "a holder that is a section": (other(KEEP, "kg:holder", S1), {(KEEP, "kg:holder", "retention-holder")}),
    "a retention rule that says nothing": (
        gone(KEEP, "kg:action", "kg:period", "kg:holderName", "kg:nextHolderName", "kg:legalBasis"),
        {(KEEP, "", "retention-says")},
    ),
    # handbooks
    "a section without an id": (gone(S1, "dcterms:identifier"), {(S1, "dcterms:identifier", "section-id")}),
    "a section without a title": (gone(S1, "skos:prefLabel"), {(S1, "skos:prefLabel", "section-title")}),
    "a section in a unit": (other(S11, "dcterms:isPartOf", P1), {(S11, "dcterms:isPartOf", "section-parent")}),
    "an id used twice": (
        other(S11, "dcterms:identifier", "'s1'"),
        {(S1, "", "section-unique"), (S11, "", "section-unique")},
    ),
    "sections in each other": (
        more(S1, "dcterms:isPartOf", S11),
        {(S1, "", "section-cycle"), (S11, "", "section-cycle")},
    ),
    "a duty on two roles": (more(DUTY, "kg:roleName", "'chef'@sv"), {(DUTY, "kg:roleName", "duty-role")}),
    "a duty to do nothing": (gone(DUTY, "kg:duty"), {(DUTY, "kg:duty", "duty-text")}),
    "a deadline in words": (other(DUTY, "kg:deadline", "'genast'"), {(DUTY, "kg:deadline", "duty-deadline")}),
    "a recurrence in words": (more(DUTY, "kg:recurrence", "'ofta'"), {(DUTY, "kg:recurrence", "duty-recurrence")}),
    "a duty of an unknown modality": (
        more(DUTY, "kg:modality", "kg:modality-might"),
        {(DUTY, "kg:modality", "duty-modality")},
    ),
    "a role inferred in words": (more(DUTY, "kg:inferred", "'ja'"), {(DUTY, "kg:inferred", "duty-inferred")}),
    "an assignment of nothing": (gone(ASSIGNED, "kg:matter"), {(ASSIGNED, "kg:matter", "assignment-matter")}),
    "ages out of order": (other(ASSIGNED, "kg:ageFrom", "70"), {(ASSIGNED, "kg:ageFrom", "assignment-from")}),
    "an age below zero": (
        f"{gone(ASSIGNED, 'kg:ageFrom')} ; {other(ASSIGNED, 'kg:ageTo', '-1')}",
        {(ASSIGNED, "kg:ageTo", "assignment-to")},
    ),
    "an assignment to nobody": (
        gone(ASSIGNED, "kg:handledByName", "kg:carriedOutByName"),
        {(ASSIGNED, "", "assignment-unit")},
    ),
    "a forum without a name": (gone(FORUM, "skos:prefLabel"), {(FORUM, "skos:prefLabel", "forum-name")}),
    "a frequency in words": (other(FORUM, "kg:frequency", "'ofta'"), {(FORUM, "kg:frequency", "forum-frequency")}),
    "a secrecy rule that says nothing": (gone(SECRET, "kg:statement"), {(SECRET, "kg:statement", "secrecy-text")}),
    "a secrecy rule of no kind": (gone(SECRET, "kg:secrecyKind"), {(SECRET, "kg:secrecyKind", "secrecy-kind")}),
    "a system without a name": (gone(SYSTEM, "skos:prefLabel"), {(SYSTEM, "skos:prefLabel", "system-name")}),
    "a passage without words": (gone(PASSAGE, "kg:term"), {(PASSAGE, "kg:term", "passage-terms")}),
    "a passage of an unknown modality": (
        more(PASSAGE, "kg:modality", "kg:modality-must-not"),
        {(PASSAGE, "kg:modality", "passage-modality")},
    ),
    # law and bodies
    "a citation of nothing": (gone(CITED, "rdfs:label"), {(CITED, "rdfs:label", "citation-text")}),
    "a citation from nowhere": (other(CITED, "kg:citedBy", PLAN), {(CITED, "kg:citedBy", "citation-by")}),
    "a law that is none": (other(CITED, "kg:law", P1), {(CITED, "kg:law", "citation-law")}),
    "a provision that is none": (more(CITED, "kg:cites", P1), {(CITED, "kg:cites", "citation-place")}),
    "a rule that rests on no law": (more(KEEP, "kg:law", P1), {(KEEP, "kg:law", "basis-law")}),
    "a duty that rests on no provision": (more(DUTY, "kg:cites", P1), {(DUTY, "kg:cites", "citation-place")}),
    "a law without a name": (gone(ACT, "rdfs:label"), {(ACT, "rdfs:label", "law-name")}),
    "a law that ends before it begins": (
        more(
            ACT,
            "eli:first_date_entry_in_force",
            "'2020-01-01'^^xsd:date ; eli:date_no_longer_in_force '2019-12-31'^^xsd:date",
        ),
        {(ACT, "eli:first_date_entry_in_force", "law-from")},
    ),
    "a law that ends in words": (
        more(ACT, "eli:date_no_longer_in_force", "'snart'"),
        {(ACT, "eli:date_no_longer_in_force", "law-until")},
    ),
    "a law of two numbers": (more(ACT, "eli:id_local", "'1', '2'"), {(ACT, "eli:id_local", "law-number")}),
    "a provision of no law": (gone(SECTION, "eli:is_part_of"), {(SECTION, "eli:is_part_of", "provision-of")}),
    "a body without a name": (gone(BOARD, "skos:prefLabel"), {(BOARD, "skos:prefLabel", "body-name")}),
    "bodies in each other": (
        more(BOARD, "org:subOrganizationOf", UNIT),
        {(BOARD, "", "body-cycle"), (UNIT, "", "body-cycle")},
    ),
    "a party without a name": (gone(PARTY, "skos:prefLabel"), {(PARTY, "skos:prefLabel", "party-name")}),
    "a party without a short form": (gone(PARTY, "skos:altLabel"), {(PARTY, "skos:altLabel", "party-short")}),
}
TOGETHER = 11
"""Graphs that hold all these faults between them: the reference takes its time over each graph."""
WARNINGS = {
    "unit-root",
    "unit-succession",
    "reference-subject",
    "rule-recipients",
    "retention-says",
    "duty-deadline",
    "duty-recurrence",
    "assignment-unit",
    "forum-frequency",
}


@pytest.fixture(scope="module")
def place(plan: Plan) -> str:
    """Identifier of the place of the unit 1.2."""
    return iris.place("mini", plan.processes[-1].span)


@pytest.fixture
def broken(effective: MemoryStore) -> MemoryStore:
    """A copy of the plan's effective graph, to break."""
    return MemoryStore(effective.oxigraph.quads_for_pattern(None, None, None, NamedNode(GRAPH)))


def update(store: MemoryStore, text: str) -> None:
    head = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in prefixes().items())
    for one in text.split(" ; DELETE"):
        one = one if one.startswith(("DELETE", "INSERT")) else f"DELETE{one}"
        for step in re.split(r" ; (?=INSERT)", one):
            data = step.startswith("INSERT DATA")
            body = re.sub(r"INSERT DATA \{(.*)\}", rf"INSERT DATA {{ GRAPH <{GRAPH}> {{\1}} }}", step)
            store.oxigraph.update(head + (body if data else f"WITH <{GRAPH}> {step}"))


def named(node: str, place: str) -> str:
    return node.replace("?place", f"<{place}>").replace(">/lines", "/lines>")


@pytest.mark.parametrize(("edit", "expected"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_graph_raises_exactly_what_is_wrong(
    edit: str, expected: set[tuple[str, str, str]], broken: MemoryStore, place: str
) -> None:
    before = broken.triples(GRAPH)
    update(broken, named(edit, place))
    ntriples = broken.triples(GRAPH)
    assert sorted(ntriples.splitlines()) != sorted(before.splitlines()), "the update changed nothing"
    wanted = {
        Violation(
            named(node, place)[1:-1],
            expand(path) if path else "",
            f"{iris.SHAPES}SH-{shape}",
            "warning" if shape in WARNINGS else "error",
        )
        for node, path, shape in expected
    }
    assert set(shapes.violations(ntriples)) == wanted


@pytest.mark.parametrize("first", range(TOGETHER))
def test_the_reference_says_the_same_of_a_graph_broken_in_many_ways(
    first: int, broken: MemoryStore, place: str
) -> None:
    chosen = list(BROKEN.values())[first::TOGETHER]
    for edit, _ in chosen:
        update(broken, named(edit, place))
    found = {engine: set(shapes.violations(broken.triples(GRAPH), engine)) for engine in ENGINES}
    assert found["shacl"] == found["pyshacl"]
    wanted = {f"{iris.SHAPES}SH-{shape}" for _, expected in chosen for _, _, shape in expected}
    assert wanted <= {violation.shape for violation in found["pyshacl"]}


def test_every_shape_is_broken_by_some_graph() -> None:
    text = assets.ontology("shapes.ttl").read_text(encoding="utf-8")
    declared = set(re.findall(r"^shapes:SH-([\w-]+)", text, re.MULTILINE))
    assert declared == {shape for _, expected in BROKEN.values() for _, _, shape in expected}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_good_plan_raises_nothing(effective: MemoryStore, engine: Engine) -> None:
    assert {graph: shapes.validate(effective, graph, engine) for graph in effective.graphs} == dict.fromkeys(
        effective.graphs, ()
    )


def test_a_finding_says_where_and_what_in_both_languages(broken: MemoryStore) -> None:
    update(broken, gone(DATE, "kg:at"))
    (finding,) = shapes.validate(broken, GRAPH)
    assert (finding.rule, finding.name, finding.severity) == ("SH-condition-day", "condition-day", "error")
    assert (finding.kind, finding.plan) == ("date-conflict", "mini")
    assert (finding.where, finding.lines) == (("1.1.1",), (10, 10))
    assert finding.evidence == (DATE[1:-1],)
    assert finding.message.startswith("Ett villkor")
    assert finding.message_en.startswith("A condition")


def test_findings_stand_in_the_order_of_the_lines(broken: MemoryStore) -> None:
    update(broken, f"{gone(P12, 'skos:prefLabel')} ; {gone(P11, 'skos:prefLabel')} ; {gone(S1, 'skos:prefLabel')}")
    assert [finding.where for finding in shapes.validate(broken, GRAPH)] == [("1.1",), ("1.2",), ("s1",)]


def test_what_is_wrong_in_several_graphs_is_told_once(tmp_path: Path) -> None:
    told = f"{P11} a {expanded('kg:Process')}, {expanded('kg:Unit')} ; {expanded('skos:notation')} '1.1' ."
    files = [tmp_path / "one.ttl", tmp_path / "two.ttl"]
    for file in files:
        file.write_text(told, encoding="utf-8")
    graph = KnowledgeGraph(Settings(tmp_path, tmp_path / "store"))
    alone, both = graph.validate(files[:1]), graph.validate(files)
    assert both == alone != ()


def expanded(curie: str) -> str:
    return f"<{expand(curie)}>"


def test_a_plan_without_a_register_is_good_too(plan: Plan) -> None:
    store = MemoryStore([*derive.as_read(plan), *derive.effective(plan)])
    assert [finding for graph in store.graphs for finding in shapes.validate(store, graph)] == []


@pytest.mark.parametrize("engine", ENGINES)
def test_an_empty_graph_raises_nothing(engine: Engine) -> None:
    assert shapes.validate(MemoryStore(), "urn:nothing", engine) == ()
