"""What the graph says of one thing, with the names of all that it leads to: as RDF, and as lines for people."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

from kg.graph import iris, serialise
from kg.graph.terms import expand, shorten
from kg.graph.triples import index, language, lexical

if TYPE_CHECKING:
    from kg.graph.store import Graphs

_LABELS = ("rdfs:label", "skos:prefLabel", "dcterms:title", "skos:notation")
_FIRST = ("rdf:type", "skos:notation", "skos:prefLabel", "rdfs:label", "skos:altLabel", "dcterms:title")
_DATA_SET = {
    "title": "dcterms:title",
    "publisher": "dcterms:publisher",
    "issued": "dcterms:issued",
    "valid_from": "kg:validFrom",
}
_MOST = 200
"""Things told of that lead to the one described; a plan is led to by all its units."""
_KEPT = "!#$%&'()*+,/:;=?@[]~"
_HEX = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property."""

    text: str
    """The label of a thing, or the text of a literal."""
    iri: str | None = None
    """What it is, where it is a thing."""
    lang: str | None = None
    """Language of the text, where it has one."""


@dataclass(frozen=True, slots=True)
class Line:
    """A property with its values."""

    property: str
    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """All that the graph says of one thing."""

    iri: str
    title: str
    kinds: tuple[str, ...]
    """What it is, in words."""
    says: tuple[Line, ...]
    said_of: tuple[Line, ...] = ()
    """What leads to it, by the property that leads."""
    parts: tuple[Description, ...] = ()
    """Things without a name that belong to this one: conditions, places."""
    left_out: int = 0
    """How many of those that lead to it are not told of."""


Pair = tuple[str, str]
"""A property, as IRI, and a term as N-Triples writes it."""


class Descriptions:
    """The graph of one version, thing by thing: the graphs that answers use, held as terms in memory."""

    def __init__(self, source: Graphs) -> None:
        self._source = source
        names = (expand(curie) for curie in _LABELS)
        self._names = {name: at for at, name in enumerate(names)}

    @cached_property
    def _about(self) -> Mapping[str, tuple[Pair, ...]]:
        """Properties and values by subject, each once though several graphs say it."""
        merged: dict[str, dict[Pair, None]] = defaultdict(dict)
        for graph in iris.default_graphs(self._source.graphs):
            for subject, about in index(self._source.triples(graph)).items():
                merged[subject].update(dict.fromkeys((p[1:-1], term) for p, terms in about.items() for term in terms))
        return {subject: tuple(pairs) for subject, pairs in merged.items()}

    @cached_property
    def _leading(self) -> Mapping[str, tuple[Pair, ...]]:
        """Properties and subjects by what they lead to."""
        found: dict[str, list[Pair]] = defaultdict(list)
        for subject, pairs in self._about.items():
            for name, term in pairs:
                if term[0] == "<":
                    found[term].append((name, subject))
        order = {subject: _natural(subject) for subject in self._about}
        return {term: tuple(sorted(pairs, key=lambda p: (p[0], order[p[1]]))) for term, pairs in found.items()}

    @cached_property
    def _known(self) -> Mapping[str, str]:
        """Identifiers of ours by their path in ASCII, of all that stands in the graph."""
        terms = [*self._about, *self._leading, *(f"<{graph}>" for graph in self._source.graphs)]
        ours = (term[1:-1] for term in terms if term.startswith(f"<{iris.ID}"))
        return {address(iri): iri for iri in ours}

    def about(self, slug: str) -> dict[str, str]:
        """What the graph says of a plan as a data set: title, publisher, issued, valid_from, as far as it does."""
        said = dict(self._about.get(f"<{iris.plan(slug)}>", ()))
        terms = {name: said.get(expand(curie)) for name, curie in _DATA_SET.items()}
        return {name: self._value(term, "sv").text for name, term in terms.items() if term}

    def find(self, path: bytes | str) -> str | None:
        """The identifier whose path this is, as a client may write it; None where the graph has none such."""
        wanted = _HEX.sub(lambda code: code[0].upper(), quote(path, safe=_KEPT))
        return self._known.get(wanted) or self._known.get(wanted.replace("%7E", "~"))

    def identifiers(self) -> list[str]:
        """All identifiers of ours, in order."""
        return sorted(self._known.values())

    def describe(self, iri: str, lang: str = "sv") -> Description:
        """What the graph says of a thing, for people, with labels in a language where there are some."""
        node = f"<{iri}>"
        says, led = self._about.get(node, ()), self._leading.get(node, ())
        parts = sorted(self._parts(node), key=_natural)
        return Description(
            iri=iri,
            title=self.label(iri, lang),
            kinds=self._kinds(node, lang),
            says=tuple(self._lines(says, lang)),
            said_of=tuple(self._lines(led[:_MOST], lang)),
            parts=tuple(self._part(part, node, lang) for part in parts),
            left_out=max(0, len(led) - _MOST),
        )

    def write(self, iri: str, format: str) -> bytes:
        """What the graph says of a thing and what leads to it, with the labels of all of them, as RDF.

        `format` is ttl, nt, jsonld or rdfxml. Raises UsageError for another.
        """
        import pyoxigraph as ox

        lines = "".join(f"{s} <{p}> {o} .\n" for s, p, o in sorted(self._told(f"<{iri}>")))
        quads = ox.parse(lines.encode(), format=ox.RdfFormat.N_TRIPLES, lenient=True)
        return serialise.triples((quad.triple for quad in quads), format)

    def label(self, iri: str, lang: str = "sv") -> str:
        """What a thing is called: in the language where it has a name in it, else in any, else by its identifier."""
        said = list(self._labels(f"<{iri}>"))
        if not said:
            return shorten(iri).removeprefix(iris.ID)
        return lexical(min(said, key=lambda pair: (language(pair[1]) != lang, self._names[pair[0]]))[1])

    def _told(self, node: str) -> set[tuple[str, str, str]]:
        found = {(node, *pair) for pair in self._about.get(node, ())}
        found |= {(subject, name, node) for name, subject in self._leading.get(node, ())[:_MOST]}
        for part in self._parts(node):
            found |= {(part, *pair) for pair in self._about.get(part, ())}
        for other in {end for s, p, o in found for end in (s, f"<{p}>", o)} - {node}:
            found |= {(other, *pair) for pair in self._labels(other)}
        return found

    def _part(self, part: str, of: str, lang: str) -> Description:
        says = [pair for pair in self._about.get(part, ()) if pair[1] != of]
        iri = part[1:-1]
        return Description(iri, self.label(iri, lang), self._kinds(part, lang), tuple(self._lines(says, lang)))

    def _parts(self, node: str) -> set[str]:
        """Nameless things that belong to one, and those that belong to them."""
        found: set[str] = set()
        ahead = [node]
        while ahead:
            terms = {term for _, term in self._about.get(ahead.pop(), ()) if self._is_part(node, term)} - found
            found |= terms
            ahead += terms
        return found

    def _is_part(self, node: str, term: str) -> bool:
        places = f"<{iris.plan(iris.slug_of(node[1:-1]))}/place/"
        nested = term.startswith((f"{node[:-1]}/", places)) and term != node
        return nested and not any(True for _ in self._labels(term))

    def _labels(self, node: str) -> Iterator[Pair]:
        return (pair for pair in self._about.get(node, ()) if pair[0] in self._names)

    def _kinds(self, node: str, lang: str) -> tuple[str, ...]:
        a = expand("rdf:type")
        kinds = {term[1:-1] for name, term in self._about.get(node, ()) if name == a}
        # Our own words say more of it than those of others.
        ours_first = sorted(kinds, key=lambda kind: (not kind.startswith(iris.NS), kind))
        return tuple(dict.fromkeys(self.label(kind, lang) for kind in ours_first))

    def _lines(self, pairs: Iterable[Pair], lang: str) -> Iterator[Line]:
        values: dict[str, list[Value]] = defaultdict(list)
        for name, term in pairs:
            values[name].append(self._value(term, lang))
        first = {expand(curie): at for at, curie in enumerate(_FIRST)}
        labels = {name: self.label(name, lang) for name in values}
        for name in sorted(values, key=lambda name: (first.get(name, len(first)), labels[name])):
            told = sorted(values[name], key=lambda value: (_natural(value.text), value.iri or ""))
            yield Line(name, labels[name], tuple(told))

    def _value(self, term: str, lang: str) -> Value:
        if term[0] == "<":
            return Value(self.label(term[1:-1], lang), iri=term[1:-1])
        return Value(lexical(term), lang=language(term))


def address(iri: str) -> str:
    """The path of one of our identifiers, below `iris.ID`, in ASCII as it stands in a URL."""
    return quote(iri.removeprefix(iris.ID), safe=_KEPT)


def _natural(text: str) -> str:
    return _DIGITS.sub(lambda digits: digits[0].zfill(9), text.casefold())
