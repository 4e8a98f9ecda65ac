"""Prefixes and CURIEs: the prefixes are those that ontology/kg.ttl declares, and no others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from kg import assets
from kg.errors import FailedError

_PREFIX = re.compile(r"^@prefix\s+([\w-]*):\s*<([^>]*)>\s*\.", re.MULTILINE)


@cache
def prefixes() -> Mapping[str, str]:
    """Namespaces by prefix."""
    path = assets.ontology("kg.ttl")
    try:
        return dict(_PREFIX.findall(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise FailedError(f"the ontology cannot be read ({error})", where=str(path), hint="install kg again") from error


@cache
def expand(curie: str) -> str:
    """The IRI of a CURIE: skos:broader.

    Raises KeyError for a prefix that the ontology does not declare.
    """
    prefix, _, name = curie.partition(":")
    return prefixes()[prefix] + name


def shorten(iri: str) -> str:
    """The CURIE of an IRI, or the IRI where no prefix fits."""
    fitting = [(namespace, prefix) for prefix, namespace in prefixes().items() if iri.startswith(namespace)]
    if not fitting:
        return iri
    namespace, prefix = max(fitting, key=lambda pair: len(pair[0]))
    name = iri[len(namespace) :]
    return f"{prefix}:{name}" if re.fullmatch(r"[\w-]+", name) else iri
