"""Commands that stay up: `kg serve` and `kg mcp`."""

from __future__ import annotations

from typing import Annotated

import typer


def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port to listen on; 0 takes a free one.")
    ] = 8000,
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=64, help="Processes that share the port and the graph.")
    ] = 1,
    name: Annotated[
        list[str] | None, typer.Option("--name", help="A name that it answers for, beside those of this machine.")
    ] = None,
    proxy: Annotated[
        list[str] | None, typer.Option("--proxy", help="A proxy whose word for the client's address is taken.")
    ] = None,
    public: Annotated[bool, typer.Option("--public", help="Let pages of other sites read /sparql.")] = False,
) -> None:
    """API, SPARQL, linked data and the web pages."""
    from kg.face.web import app, options
    from kg.settings import Settings

    given = options.Options.from_environment(
        hosts=tuple(name or ()), proxies=options.proxies(proxy or [], "--proxy"), public=public
    )
    app.serve(Settings.from_environment(), host, port, given, workers=workers)


def mcp() -> None:
    """The same answers to an assistant, over standard input and output."""
    from kg.face import mcp as assistants
    from kg.settings import Settings

    assistants.serve(Settings.from_environment())
