"""Commands that stay up: `kg serve` and `kg mcp`."""

from __future__ import annotations

from typing import Annotated

import typer


def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port to listen on; 0 takes a free one.")
    ] = 8000,
) -> None:
    """API, SPARQL, linked data and the web pages."""
    from kg.face.web import app
    from kg.settings import Settings

    app.serve(Settings.from_environment(), host, port)


def mcp() -> None:
    """The same answers to an assistant, over standard input and output."""
    from kg.face import mcp as assistants
    from kg.settings import Settings

    assistants.serve(Settings.from_environment())
