"""Statutes and provisions as triples, and which of them the citations and legal bases of a plan mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from pyoxigraph import Literal, NamedNode

from kg.grammar import citations, provisions
from kg.grammar.acts import ActName
from kg.grammar.acts import Names as ActNames
from kg.graph import iris
from kg.graph.statements import Triple, day, node, swedish
from kg.graph.terms import expand
from kg.model.law import Citation
from kg.model.statute import SectionMove, Statute

_RINFO = "http://rinfo.lagrummet.se/publ/sfs/"
_PLACE = re.compile(r"(\d+:\d+)\s(.+)")

Link = tuple[str, NamedNode]
"""Property as CURIE, and the statute or provision that it leads to."""


def statute(act: Statute, known: Mapping[str, Statute]) -> Iterator[Triple]:
    """What the register says of a statute; `known` holds all of them by number."""
    iri = _law(act)
    yield iri, "rdf:type", node("eli:LegalResource")
    yield iri, "rdfs:label", swedish(act.title)
    yield iri, "eli:title", swedish(act.title)
    yield iri, "eli:id_local", Literal(act.number)
    yield iri, "kg:statuteKind", NamedNode(iris.value(expand("kg:statuteKind"), act.kind))
    yield iri, "kg:certain", Literal(act.certain)
    names = [text for name in act.names for text in (name.name, name.abbreviation) if text]
    for text in dict.fromkeys(names):
        yield iri, "skos:altLabel", swedish(text)
    yield from _in_force(iri, act)
    for later in act.replaced_by:
        yield iri, "dcterms:isReplacedBy", NamedNode(_numbered(later, known))
    if act.base_act:
        yield iri, "eli:amends", NamedNode(_numbered(act.base_act, known))
    if iri == iris.law(act.number):
        yield iri, "owl:sameAs", NamedNode(_RINFO + act.number.replace(" ", "_"))
    for move in act.section_map:
        yield from _moved(act.number, move)


def _in_force(iri: str, act: Statute) -> Iterator[Triple]:
    if act.in_force_from:
        yield iri, "eli:first_date_entry_in_force", day(act.in_force_from)
    if isinstance(act.in_force_until, date):
        yield iri, "eli:date_no_longer_in_force", day(act.in_force_until)
    elif act.in_force_until == "unknown":
        yield iri, "kg:endUnknown", Literal(True)
    if act.checked:
        yield iri, "kg:checked", day(act.checked)


def _moved(act: str, move: SectionMove) -> Iterator[Triple]:
    """Where a provision is found now; nothing where that is not sure, or depends on the wording of a day."""
    if not move.certain or move.start or move.until:
        return
    before = _places(f"{act} {move.cited}")
    after = {iri: said for written in move.to for iri, said in _places(written).items()}
    for said in (*before.values(), *after.values()):
        yield from said
    for old in before:
        for new in after:
            yield old, "dcterms:isReplacedBy", NamedNode(new)


def _places(written: str) -> dict[str, list[Triple]]:
    """Provisions that the register writes as "2025:400 16 kap. 1 §", each with what is to be said of it."""
    found: dict[str, list[Triple]] = {}
    for act, places in _PLACE.findall(written):
        for place in (place for match in provisions.find(places) for place in match.value):
            iri = _provision(act, place.chapter, place.section)
            if iri:
                found[iri] = list(_described(iri, act, place.chapter, place.section))
    return found


def _provision(act: str | None, chapter: str | None, section: str | None) -> str | None:
    iri = iris.law(act, chapter, section)
    return iri if iri and "#" in iri else None


def _described(iri: str, act: str, chapter: str | None, section: str | None) -> Iterator[Triple]:
    words = [act, chapter and f"{chapter} kap.", section and f"{section} §"]
    yield iri, "rdf:type", node("eli:LegalResourceSubdivision")
    yield iri, "eli:is_part_of", NamedNode(iri.partition("#")[0])
    yield iri, "rdfs:label", swedish(" ".join(word for word in words if word))


def _law(act: Statute) -> str:
    return act.iri or iris.statute(act.number)


def _numbered(number: str, known: Mapping[str, Statute]) -> str:
    return _law(known[number]) if number in known else iris.law(number) or iris.statute(number)


class Laws:
    """Which statutes and provisions one plan cites, and what is to be said of them in its graph."""

    def __init__(self, cited: Iterable[Citation], statutes: Iterable[Statute]) -> None:
        """`cited` are the plan's citations: what a law is called in them, it is called in the rest of the plan."""
        self._statutes = {act.number: act for act in statutes}
        names = {(citation.law, citation.sfs): None for citation in cited if citation.law and citation.sfs}
        self._names = ActNames(ActName(law, number) for law, number in names if law and number)
        self._said: dict[Triple, None] = {}

    def cited(self, citation: Citation) -> Iterator[Link]:
        """The statute of a citation (kg:law) and its places (kg:cites), as far as they have identifiers."""
        yield from self._links(
            citation.sfs, citation.law, [(citation.chapter, section) for section in citation.sections or (None,)]
        )

    def named(self, words: str) -> Iterator[Link]:
        """The same for the words of a legal basis or the name of a law: "SoL 2001:453 12 kap. 1 § 2 st", "SoL, LVM".

        A name that the plan's citations give no number, or several, leads nowhere.
        """
        for match in citations.find(words, self._names):
            act, places = match.value.act, match.value.places
            yield from self._links(act.number, act.text, [(place.chapter, place.section) for place in places])

    def described(self) -> Iterator[Triple]:
        """What is to be said of all that was linked so far."""
        yield from self._said

    def _links(
        self, number: str | None, name: str | None, places: Iterable[tuple[str | None, str | None]]
    ) -> Iterator[Link]:
        act = self._statutes.get(number or "")
        iri = _law(act) if act else iris.law(number)
        if number is None or iri is None:
            return
        self._say([(iri, "rdf:type", node("eli:LegalResource"))])
        self._say([(iri, "rdfs:label", swedish(act.title if act else f"{name or ''} ({number})".strip()))])
        yield "kg:law", NamedNode(iri)
        for chapter, section in places:
            place = _provision(number, chapter, section)
            if place:
                self._say(_described(place, number, chapter, section))
                yield "kg:cites", NamedNode(place)

    def _say(self, triples: Iterable[Triple]) -> None:
        self._said.update(dict.fromkeys(triples))
