"""Who sends a key with a request (RFC 6750), and whether it is for what the request asks."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers

from kg.face.web.problems import Refusal
from kg.service import KnowledgeGraph
from kg.writing.keys import Key


async def holder(graph: KnowledgeGraph, headers: Headers, *scopes: str) -> Key:
    """The key of a request, which is for one of the scopes.

    Raises Refusal where there is none, it holds no longer, or is for something else.
    """
    kind, _, token = headers.get("authorization", "").partition(" ")
    key = await run_in_threadpool(graph.key_of, token.strip()) if kind.casefold() == "bearer" else None
    if key is None:
        what = ("En giltig nyckel krävs.", "A key that holds is needed.")
        hint = ("skicka Authorization: Bearer kg_…", "send Authorization: Bearer kg_…")
        raise Refusal("no-key", what, hint, {"WWW-Authenticate": 'Bearer realm="kg"'})
    if not set(scopes) & set(key.scopes):
        what = (f"Nyckeln gäller inte {' eller '.join(scopes)}.", f"The key is not for {' or '.join(scopes)}.")
        challenge = f'Bearer realm="kg", error="insufficient_scope", scope="{" ".join(scopes)}"'
        raise Refusal("no-scope", what, None, {"WWW-Authenticate": challenge})
    return key
