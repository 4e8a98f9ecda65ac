"""Every identifier is minted here: stable over rebuilds, readable, and never two things under one."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from urllib.parse import quote, unquote

from kg.model.fact import Span
from kg.model.plan import CrossReference, Plan

NS = "https://w3id.org/kg-se/ns#"
ID = "https://w3id.org/kg-se/id/"
SHAPES = "https://w3id.org/kg-se/shapes#"
SHARED = "shared"
"""Takes the place of a slug in what all plans share; no plan may be called so."""

SHARED_GRAPH = f"{ID}{SHARED}/graph/data"
ONTOLOGY_GRAPH = f"{ID}{SHARED}/graph/ontology"
RECORD_TYPES = f"{ID}{SHARED}/record-types"

_SFS = re.compile(r"\d{4}:[1-9]\d*(?: s\. ?\d+)?\Z")
_CODE = re.compile(r"(\d+)\s*([a-z]?)\Z")
_WORDS = 8


def fold(text: str) -> str:
    """Text with case, white space and composed letters made alike: names that fold alike are one name."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def key(text: str) -> str:
    """Text as a part of an IRI: folded, hyphens for spaces, letters as they are, the rest percent-encoded."""
    folded = fold(text).replace(" ", "-")
    return "".join(c if c.isalnum() or c in "-._§" else _exact(c) for c in folded) or "-"


def _exact(text: str) -> str:
    """Text percent-encoded so that it can be had back; `~` too, as it tells equal keys apart."""
    return quote(text, safe="").replace("~", "%7E")


def plan(slug: str) -> str:
    """The plan itself, a concept scheme."""
    return f"{ID}{_exact(slug)}"


def slug_of(iri: str) -> str:
    """Slug of the plan that an identifier belongs to."""
    return unquote(iri.removeprefix(ID).partition("/")[0])


def as_read(slug: str) -> str:
    """The named graph of the facts as the document has them."""
    return f"{plan(slug)}/graph/as-read"


def effective(slug: str) -> str:
    """The named graph of the facts with corrections laid over and references resolved: the one that answers use."""
    return f"{plan(slug)}/graph/effective"


def default_graphs(graphs: Iterable[str]) -> list[str]:
    """Of a store's named graphs, those that a query without GRAPH sees, as one.

    They are the effective graph of every plan, what plans share, mappings between them, and the ontology.
    """
    return sorted(graph for graph in graphs if slug_of(graph) == SHARED or graph == effective(slug_of(graph)))


def unit(slug: str, code: str) -> str:
    """A business area, process group or process."""
    return f"{plan(slug)}/process/{_exact(code)}"


def section(slug: str, id: str) -> str:
    """A section of a handbook or guideline."""
    return f"{plan(slug)}/section/{_exact(id)}"


def level(slug: str, mark: str) -> str:
    """A level of the plan's structure."""
    return f"{plan(slug)}/level/{mark}"


def document(slug: str, name: str) -> str:
    """A source document of the plan."""
    return f"{plan(slug)}/document/{_exact(name)}"


def importing(slug: str) -> str:
    """The work of reading the plan's document into facts."""
    return f"{plan(slug)}/import"


def place(slug: str, span: Span) -> str:
    """A passage of a source document; another passage on the same lines is another place."""
    seen = "\0".join([span.document, str(span.page), str(span.cell), span.sha256])
    return f"{plan(slug)}/place/{span.first}-{span.last}~{hashlib.sha256(seen.encode()).hexdigest()[:10]}"


def body(slug: str, name: str) -> str:
    """A body, unit or role that the plan names and no register knows."""
    return f"{plan(slug)}/body/{key(name)}"


def organisation(id: str) -> str:
    """A body, unit or role of the register."""
    return f"{ID}{SHARED}/organisation/{_exact(id)}"


def statute(number: str) -> str:
    """A statute or agreement of the register that has no identifier elsewhere."""
    return f"{ID}{SHARED}/statute/{key(number)}"


def record_type(name: str) -> str:
    """The record type of this name, whichever plans name it."""
    return f"{ID}{SHARED}/record-type/{key(name)}"


def mapping_set(subject_plan: str, object_plan: str) -> str:
    """The mapping from one plan to another."""
    return f"{ID}{SHARED}/mappings/{_exact(subject_plan)}--{_exact(object_plan)}"


def mappings(subject_plan: str, object_plan: str) -> str:
    """The named graph of the reviewed mapping from one plan to another."""
    return f"{ID}{SHARED}/graph/mappings/{_exact(subject_plan)}--{_exact(object_plan)}"


def tail(iri: str) -> str:
    """The key at the end of an identifier of a unit, section or document, as it was before it was minted."""
    return unquote(iri.rpartition("/")[2])


def value(property_iri: str, word: str) -> str:
    """A word of a closed list as a concept: kg:action and "transfer+incorporate" are kg:action-transfer-incorporate."""
    return f"{property_iri}-{re.sub(r'[^A-Za-z0-9_]+', '-', word)}"


def law(sfs: str | None, chapter: str | None = None, section: str | None = None) -> str | None:
    """A Swedish statute, chapter or section as lagen.nu names it: https://lagen.nu/2001:453#K11P5.

    None where the number is not that of a statute of SFS, as no identifier is made up.
    """
    if sfs is None or not _SFS.match(sfs):
        return None
    parts = [f"{mark}{number}" for mark, number in (("K", _number(chapter)), ("P", _number(section))) if number]
    iri = f"https://lagen.nu/{sfs.replace(' ', '_')}"
    return f"{iri}#{''.join(parts)}" if parts else iri


def _number(text: str | None) -> str | None:
    found = _CODE.match(text or "")
    return found[1] + found[2] if found else None


def facts(plan_: Plan) -> Mapping[str, tuple[str, ...]]:
    """Identifiers of all facts of a plan, by the name of their list, in its order.

    Facts that would share one get `~2`, `~3` … in the order of the text.
    """
    return {name: of_list(plan_, name) for name in _keys(plan_)}


def of_list(plan_: Plan, name: str) -> tuple[str, ...]:
    """Identifiers of the facts of one list of a plan, in its order."""
    kind, keys = _keys(plan_)[name]
    base = f"{plan(plan_.slug)}/{kind}"
    return _told_apart(f"{base}/{tail}" for tail in keys)


def _keys(p: Plan) -> dict[str, tuple[str, Iterable[str]]]:
    """Kind and key of each fact; the keys of a kind stand in the order of the list."""
    return {
        "processes": ("process", (_exact(x.code) for x in p.processes)),
        "record_types": ("mention", (f"{_exact(x.process)}/{key(x.name)}" for x in p.record_types)),
        "cross_references": ("reference", (f"{_exact(x.source)}/{_to(x)}" for x in p.cross_references)),
        "disposition_rules": ("rule", (f"{_exact(x.process)}/{x.order}" for x in p.disposition_rules)),
        "retention_rules": ("retention", (_short(x.record, x.action) for x in p.retention_rules)),
        "citations": ("citation", (f"{_exact(x.cited_by or '-')}/{_short(x.text)}" for x in p.citations)),
        "responsibilities": ("duty", (f"{_short(x.role)}/{_short(x.duty)}" for x in p.responsibilities)),
        "assignments": ("assignment", (_short(x.matter, x.target_group) for x in p.assignments)),
        "fora": ("forum", (_short(x.name) for x in p.fora)),
        "secrecy_rules": ("secrecy", (f"{x.kind}/{_short(x.rule)}" for x in p.secrecy_rules)),
        "systems": ("system", (_short(x.name) for x in p.systems)),
        "sections": ("section", (_exact(x.id) for x in p.sections)),
        "passages": ("passage", (f"{_exact(x.section or '-')}/{x.span.first}" for x in p.passages)),
        "parties": ("party", (_short(x.short) for x in p.parties)),
    }


def _to(reference: CrossReference) -> str:
    return _exact(reference.target) if reference.target is not None else _short(reference.to)


def _short(*texts: str | None) -> str:
    return "/".join(key(" ".join(text.split()[:_WORDS])) for text in texts if text) or "-"


def _told_apart(iris: Iterable[str]) -> tuple[str, ...]:
    seen: Counter[str] = Counter()
    told = []
    for iri in iris:
        seen[iri] += 1
        told.append(iri if seen[iri] == 1 else f"{iri}~{seen[iri]}")
    return tuple(told)
