"""Changes of the made-up village as programs send them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from village import SLUG, plan

from kg.extract import package
from kg.service import KnowledgeGraph
from kg.settings import Settings

Files = dict[str, bytes]
LIBRARY = "sagoby"
"""A plan that the village does not have yet."""


def packed(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def source(slug: str = SLUG, document: str = "bokby.txt") -> bytes:
    fields = {"slug": slug, "title": "En plan", "document": document, "kind": "classification", "issuer": "Bokby"}
    return "".join(f'{name} = "{value}"\n' for name, value in fields.items()).encode()


def files(*more: tuple[str, str], slug: str = SLUG) -> Files:
    """The village's plan with more record types, or another plan with the same facts."""
    facts = plan(*more).model_copy(update={"slug": slug})
    return {"source.toml": source(slug), "facts.json": package.rendered(facts)}


CORRECTIONS = """
[[error]]
kind = "record_type"
key = "1.1/protokoll"
field = "name"
read = "protokoll"
right = "nämndprotokoll"
reason = "Så heter handlingen i rubriken."
"""


def key(settings: Settings, *scopes: str, name: str = "") -> str:
    """A new key of a server."""
    with KnowledgeGraph(settings) as graph:
        return graph.create_key(name or "-".join(scopes), scopes, "1h")[1]
