"""Facts to quads and back, from the model's notes: what goes in comes out again, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Protocol

from pydantic import ValidationError
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import StoreError, UsageError
from kg.graph import iris, notes
from kg.graph.notes import Field
from kg.graph.terms import expand
from kg.graph.triples import Index, index, lexical
from kg.model.fact import Fact, Span
from kg.model.plan import Plan

Term = NamedNode | Literal
Triple = tuple[str, str, Term]
"""Subject and property as IRIs, and the object."""

_SECTION_LINKS = {"kg:section", "dcterms:isPartOf"}
_LINE = "line="


class Dump(Protocol):
    """What facts are read back from: a store, or anything that gives a named graph as N-Triples."""

    def triples(self, graph: str) -> bytes:
        """All triples of a named graph as canonical N-Triples."""
        ...


def quads(plan: Plan, graph: str) -> Iterator[Quad]:
    """All facts of a plan as quads of a named graph; what follows from them is `kg.graph.derive`'s.

    Raises UsageError for a plan whose slug is taken by the data that plans share.
    """
    if plan.slug in {"", iris.SHARED}:
        raise UsageError(f"a plan cannot be called {plan.slug!r}", hint="choose another slug")
    name, known = NamedNode(graph), _Names(plan)
    for subject, predicate, term in _plan_triples(plan, known):
        yield Quad(known.node(subject), known.node(predicate), term, name)


class _Names:
    """Identifiers of a plan's facts, and nodes made once."""

    def __init__(self, plan: Plan) -> None:
        self.slug = plan.slug
        self.facts = iris.facts(plan)
        self._codes = {process.code for process in plan.processes}
        self._sections = {section.id for section in plan.sections} - self._codes
        self._nodes: dict[str, NamedNode] = {}

    def node(self, iri: str) -> NamedNode:
        """The node of an IRI."""
        found = self._nodes.get(iri)
        if found is None:
            found = self._nodes[iri] = NamedNode(iri)
        return found

    def link(self, curie: str, key: str) -> NamedNode:
        """The unit of a code, or the section of an id."""
        to_section = curie in _SECTION_LINKS or key in self._sections
        return self.node(iris.section(self.slug, key) if to_section else iris.unit(self.slug, key))


def _plan_triples(plan: Plan, known: _Names) -> Iterator[Triple]:
    scheme, source = iris.plan(plan.slug), iris.document(plan.slug, plan.document)
    a, position = expand("rdf:type"), expand("kg:position")
    yield scheme, a, known.node(expand("kg:Plan"))
    yield scheme, expand("dcterms:identifier"), Literal(plan.slug)
    yield scheme, expand("prov:wasDerivedFrom"), known.node(source)
    yield source, expand("kg:sha256"), Literal(plan.sha256)
    places: dict[str, Span] = {}
    for name, curie in notes.CLASSES.items():
        kind = known.node(expand(curie))
        for n, (iri, fact) in enumerate(zip(known.facts[name], getattr(plan, name), strict=True), start=1):
            yield iri, a, kind
            yield iri, position, _integer(n)
            yield from _fact_triples(iri, fact, known, places)
    for iri, span in places.items():
        yield from _place_triples(iri, span, known)


def _fact_triples(iri: str, fact: Fact, known: _Names, places: dict[str, Span]) -> Iterator[Triple]:
    for field in notes.fields(type(fact)):
        value = getattr(fact, field.name)
        if value is None or value == field.silent:
            continue
        if field.form == "span":
            place = iris.place(known.slug, value)
            places[place] = value
            yield iri, field.iri, known.node(place)
        elif field.form == "nested":
            for n, part in enumerate(value, start=1):
                inner = f"{iri}/{field.name.rstrip('s')}/{n}"
                yield iri, field.iri, known.node(inner)
                yield inner, expand("rdf:type"), known.node(expand(f"kg:{type(part).__name__}"))
                yield inner, expand("kg:position"), _integer(n)
                yield from _fact_triples(inner, part, known, places)
        else:
            yield from _value_triples(iri, field, value, known)


def _value_triples(iri: str, field: Field, value: Any, known: _Names) -> Iterator[Triple]:
    several = value if isinstance(value, tuple) else (value,)
    for one in dict.fromkeys(several):
        yield iri, field.iri, _term(field, one, known)
    if isinstance(value, tuple):
        kept = sorted(set(value))
        if field.mixed or list(value) != kept:
            order = " ".join([field.curie, *(str(kept.index(one)) for one in value)])
            yield iri, expand("kg:sequence"), Literal(order)


def _term(field: Field, value: Any, known: _Names) -> Term:
    if field.form == "link":
        return known.link(field.curie, value)
    if field.form == "word":
        return known.node(field.words[value])
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if field.lang:
        return Literal(text, language=field.lang)
    return Literal(text, datatype=known.node(field.datatype)) if field.datatype else Literal(text)


def _place_triples(iri: str, span: Span, known: _Names) -> Iterator[Triple]:
    selector, a = f"{iri}/lines", expand("rdf:type")
    yield iri, a, known.node(expand("oa:SpecificResource"))
    yield iri, expand("oa:hasSource"), known.node(iris.document(known.slug, span.document))
    yield iri, expand("oa:hasSelector"), known.node(selector)
    yield iri, expand("kg:firstLine"), _integer(span.first)
    yield iri, expand("kg:lastLine"), _integer(span.last)
    yield iri, expand("kg:sha256"), Literal(span.sha256)
    if span.page is not None:
        yield iri, expand("kg:page"), _integer(span.page)
    if span.cell is not None:
        yield iri, expand("kg:cell"), Literal(span.cell)
    yield selector, a, known.node(expand("oa:FragmentSelector"))
    # RFC 5147 counts the gaps between lines, so line 1 is line=0,1.
    yield selector, expand("rdf:value"), Literal(f"{_LINE}{span.first - 1},{span.last}")
    yield selector, expand("dcterms:conformsTo"), known.node("http://tools.ietf.org/rfc/rfc5147")


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(expand("xsd:integer")))


def plan_from(store: Dump, graph: str) -> Plan:
    """The facts of a named graph, as they were when they were written.

    Raises StoreError where the graph is no plan's, or holds what no plan may say.
    """
    found = index(store.triples(graph))
    reader = _Reader(found)
    try:
        return Plan.model_validate(reader.plan())
    except (ValidationError, KeyError, ValueError) as error:
        first = str(error).splitlines()[0]
        raise StoreError(f"the graph does not hold a plan ({first})", where=graph, hint="run kg build") from error


class _Reader:
    """Facts as plain values, for the model to take in at one go."""

    def __init__(self, found: Index) -> None:
        self._found = found
        self._spans: dict[str, dict[str, Any]] = {}
        self._by_class: dict[str, list[str]] = {}
        a = f"<{expand('rdf:type')}>"
        for subject, about in found.items():
            for kind in about.get(a, ()):
                self._by_class.setdefault(kind, []).append(subject)

    def plan(self) -> dict[str, Any]:
        """Fields of the plan."""
        (scheme,) = self._by_class[f"<{expand('kg:Plan')}>"]
        source = self._one(scheme, "prov:wasDerivedFrom")
        head = {
            "slug": lexical(self._one(scheme, "dcterms:identifier")),
            "document": iris.tail(lexical(source)),
            "sha256": lexical(self._one(source, "kg:sha256")),
        }
        return head | {name: self._facts(name, model) for name, model in notes.lists().items()}

    def _facts(self, name: str, model: type[Fact]) -> list[dict[str, Any]]:
        subjects = self._in_order(self._by_class.get(f"<{expand(notes.CLASSES[name])}>", ()))
        reading = _reading(model)
        return [self._fact(self._found[subject], reading) for subject in subjects]

    def _in_order(self, subjects: Iterable[str]) -> list[str]:
        position, found = f"<{expand('kg:position')}>", self._found
        placed = [(int(lexical(found[s][position][0])) if position in found[s] else 1 << 60, s) for s in subjects]
        return [subject for _, subject in sorted(placed)]

    def _fact(self, about: Mapping[str, list[str]], reading: Sequence[tuple[Field, str, _Decode]]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        orders = _orders(about)
        for field, iri, decode in reading:
            terms = about.get(iri)
            if terms is None and not (field.mixed and field.curie in orders):
                if field.required:
                    values[field.name] = None
            elif field.form == "span":
                values[field.name] = self._span((terms or [""])[0])
            elif field.form == "nested" and field.nested:
                inner = _reading(field.nested)
                values[field.name] = [self._fact(self._found[s], inner) for s in self._in_order(terms or ())]
            elif field.many and (not field.mixed or field.curie in orders):
                values[field.name] = _ordered([decode(term) for term in terms or ()], orders.get(field.curie))
            else:
                values[field.name] = decode(min(terms or [""]))
        return values

    def _span(self, place: str) -> dict[str, Any]:
        found = self._spans.get(place)
        if found is None:
            about = self._found[place]
            keys = {"first": "kg:firstLine", "last": "kg:lastLine", "page": "kg:page", "cell": "kg:cell"}
            read = {name: about.get(f"<{expand(curie)}>") for name, curie in keys.items()}
            found = {name: lexical(terms[0]) for name, terms in read.items() if terms}
            found["sha256"] = lexical(self._one(place, "kg:sha256"))
            found["document"] = iris.tail(lexical(self._one(place, "oa:hasSource")))
            self._spans[place] = found
        return found

    def _one(self, subject: str, curie: str) -> str:
        return self._found[subject][f"<{expand(curie)}>"][0]


_Decode = Callable[[str], str]


@cache
def _reading(model: type[Fact]) -> Sequence[tuple[Field, str, _Decode]]:
    return [(field, f"<{field.iri}>", _decoder(field)) for field in notes.fields(model)]


def _decoder(field: Field) -> _Decode:
    if field.form == "link":
        return lambda term: iris.tail(lexical(term))
    if field.form == "word":
        words = {f"<{concept}>": word for word, concept in field.words.items()}
        return lambda term: words[term]
    return lexical


def _orders(about: Mapping[str, list[str]]) -> dict[str, list[int]]:
    orders = {}
    for term in about.get(f"<{expand('kg:sequence')}>", ()):
        curie, *places = lexical(term).split(" ")
        orders[curie] = [int(place) for place in places]
    return orders


def _ordered(values: list[str], order: list[int] | None) -> list[str]:
    """Values in the order noted; a note that no longer fits, as values were added or taken away, is left aside."""
    kept = sorted(values)
    fits = order is not None and set(order) == set(range(len(kept)))
    return [kept[place] for place in order or ()] if fits else kept
