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
    writing: Annotated[bool, typer.Option("--writing", help="Let whoever has a key change plans.")] = False,
    public: Annotated[bool, typer.Option("--public", help="Let pages of other sites read /sparql.")] = False,
) -> None:
    """API, SPARQL, linked data and the web pages."""
    from kg import assets
    from kg.errors import UsageError
    from kg.face.web import app, options
    from kg.settings import Settings

    given = options.Options.from_environment(
        hosts=tuple(name or ()), proxies=options.proxies(proxy or [], "--proxy"), public=public, writing=writing
    )
    settings = Settings.from_environment()
    if given.writing and settings.data == assets.data() and assets.root().name == "_assets":
        raise UsageError("the plans of an installed copy are not changed", hint="name a folder of yours in KG_DATA")
    app.serve(settings, host, port, given, workers=workers)


def mcp(
    http: Annotated[bool, typer.Option("--http", help="Over HTTP, for keys of the scope mcp.")] = False,
    host: Annotated[str, typer.Option("--host", help="Address to listen on, with --http.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port to listen on, with --http.")] = 8001,
    name: Annotated[list[str] | None, typer.Option("--name", help="A name that it answers for, with --http.")] = None,
    proxy: Annotated[
        list[str] | None, typer.Option("--proxy", help="A proxy whose word for the client's address is taken.")
    ] = None,
) -> None:
    """The same answers to an assistant, over standard input and output or HTTP."""
    from kg.settings import Settings

    if not http:
        from kg.face import mcp as assistants

        assistants.serve(Settings.from_environment())
        return
    from kg.face import mcp_http
    from kg.face.web import options

    given = options.Options.from_environment(hosts=tuple(name or ()), proxies=options.proxies(proxy or [], "--proxy"))
    mcp_http.serve(Settings.from_environment(), host, port, given)
