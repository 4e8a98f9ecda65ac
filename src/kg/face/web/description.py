"""The SPARQL endpoint described to whoever comes without a query."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.face.web import linked
from kg.face.web.held import version_of
from kg.graph import endpoint


def described(request: Request) -> Response:
    """The service description in the format that Accept likes best; Turtle for who would rather have a page.

    Raises Refusal where it takes none of them, or where no graph is open yet.
    """
    suffix = linked.by_accept(request, "ttl")
    suffix = "ttl" if suffix == "html" else suffix
    version = version_of(request.scope)
    url = f"{request.base_url}sparql"

    def make() -> bytes:
        return endpoint.describe(url, version.kg.store.graphs, version.kg.store.default, linked.FORMATS[suffix][2])

    headers = {"Link": '</.well-known/void>; rel="describedby"'}
    return linked.sent(request, ("sparql", url, suffix), suffix, make, "en", headers)
