"""Where each page is: one address a page and language, so that every page and every state of it can be linked."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, unquote, urlencode

from kg.face.web.document import local
from kg.face.web.negotiate import Language
from kg.graph import iris

ADDRESSES: Mapping[str, tuple[str, str]] = {
    "ask": ("/", "/en/"),
    "structure": ("/struktur", "/en/structure"),
    "unit": ("/process/{plan}/{code}", "/en/process/{plan}/{code}"),
    "section": ("/avsnitt/{plan}/{code}", "/en/section/{plan}/{code}"),
    "record": ("/handling/{name:path}", "/en/record/{name:path}"),
    "actor": ("/aktor/{name:path}", "/en/actor/{name:path}"),
    "forum": ("/forum/{plan}/{name:path}", "/en/forum/{plan}/{name:path}"),
    "references": ("/korsreferenser", "/en/references"),
    "flow": ("/floden", "/en/flow"),
    "findings": ("/granska", "/en/findings"),
    "rule": ("/granska/{code}", "/en/findings/{code}"),
    "compare": ("/jamfor", "/en/compare"),
    "laws": ("/lagar", "/en/laws"),
    "law": ("/lag/{number:path}", "/en/law/{number:path}"),
    "questions": ("/fragor", "/en/questions"),
    "question": ("/fragor/{name}", "/en/questions/{name}"),
    "sparql": ("/sparql", "/en/sparql"),
    "data": ("/oppna-data", "/en/open-data"),
    "api": ("/api", "/en/api"),
    "import": ("/importera", "/en/import"),
    "imported": ("/importera/{token}", "/en/import/{token}"),
    "inventory": ("/inventering", "/en/inventory"),
    "sorted": ("/inventering/{token}", "/en/inventory/{token}"),
    "about": ("/om", "/en/about"),
    "accessibility": ("/tillganglighet", "/en/accessibility"),
}
"""Paths in Swedish and in English, by the name of the page."""

Asked = Mapping[str, object]
"""What stands after the `?`: a value, or several under one name; None and nothing are left out."""


def address(page: str, lang: Language, asked: Asked | None = None, /, **parts: str) -> str:
    """The address of a page in a language, with what it is asked."""
    path = ADDRESSES[page][lang == "en"].replace(":path", "")
    for part, value in parts.items():
        path = path.replace(f"{{{part}}}", quote(value, safe=":"))
    return path + query(asked or {})


def query(asked: Asked) -> str:
    """`?a=1&b=2` of what is asked, or nothing."""
    pairs = [
        (key, str(one))
        for key, value in asked.items()
        for one in (value if isinstance(value, (list, tuple)) else [value])
        if one not in (None, "")
    ]
    return f"?{urlencode(pairs)}" if pairs else ""


def of_thing(iri: str, lang: Language) -> str | None:
    """The page of a thing: a unit's or section's own, else what the graph says of it, else where the web has it."""
    if iri.startswith(iris.ID):
        slug, _, rest = iri.removeprefix(iris.ID).partition("/")
        kind, _, key = rest.partition("/")
        if kind == "process" and "/" not in key:
            return address("unit", lang, plan=slug, code=unquote(key))
        if kind == "section" and "/" not in key:
            return address("section", lang, plan=slug, code=unquote(key))
    return local(iri)
