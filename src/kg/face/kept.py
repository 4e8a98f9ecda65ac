"""Commands on what is kept of changes: `kg key`, `kg audit` and `kg restore`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from kg.face.terminal import Json, graph, say

key = typer.Typer(help="Keys that programs change plans with, or ask as an assistant.", rich_markup_mode=None)
audit = typer.Typer(help="The log of all changes.", rich_markup_mode=None)


@key.command("create")
def create(
    scope: Annotated[
        list[str], typer.Option("--scope", help="plans:write, corrections:write or mcp; may be given several times.")
    ],
    name: Annotated[str, typer.Option("--name", help="Whose key it is, as the audit log names it.")],
    expires: Annotated[str, typer.Option("--expires", help="90d, 12h, 6w or its last day, YYYY-MM-DD.")] = "90d",
    json: Json = False,
) -> None:
    """A new key: printed once, and kept as a hash only."""
    from kg.face import render

    made, token = graph().create_key(name, scope, expires)
    if json:
        say(render.as_json({"id": made.id, "name": made.name, "scopes": made.scopes, "key": token}))
        return
    say(token)
    sys.stderr.write(f"key {made.id} for {', '.join(made.scopes)}, until {made.expires:%Y-%m-%d %H:%M} UTC; ")
    sys.stderr.write("it is not shown again\n")


@key.command("list")
def list_(json: Json = False) -> None:
    """All keys, without what would open anything."""
    from kg.face import render

    now = datetime.now(UTC)
    rows = [
        {
            "id": each.id,
            "name": each.name,
            "state": each.state(now),
            "scopes": list(each.scopes),
            "created": f"{each.created:%Y-%m-%dT%H:%M:%SZ}",
            "expires": f"{each.expires:%Y-%m-%dT%H:%M:%SZ}",
        }
        for each in graph().all_keys()
    ]
    if json:
        say(render.as_json(rows))
        return
    for row in rows:
        say(f"{row['id']}  {row['state']:8} {row['expires']}  {' '.join(row['scopes']):30} {row['name']}")
    if not rows:
        sys.stderr.write("there are no keys: kg key create\n")


@key.command("revoke")
def revoke(which: Annotated[str, typer.Argument(help="Id or name of a key.")]) -> None:
    """End a key at once."""
    ended = graph().revoke_key(which)
    say(f"revoked {ended.id} {ended.name}")


@audit.command("verify")
def verify(
    known: Annotated[
        str | None, typer.Option("--known", help="A hash that was noted elsewhere: it must be in the log.")
    ] = None,
    json: Json = False,
) -> None:
    """Whether the log is what was written: exit 1, and the place, where it is not."""
    from kg.face import render

    kg = graph()
    verdict = kg.audit_verdict()
    lost = known is not None and not verdict.broken and known not in {entry["hash"] for entry in kg.audit()}
    broken = verdict.broken
    if json:
        say(render.as_json({**render.plain(verdict), "known": None if known is None else not lost}))
    elif broken is not None:
        say(f"broken at line {broken.line}: {broken.what}")
    elif lost:
        say(f"whole, but another log: no line has the hash {known}")
    else:
        say(f"whole: {verdict.entries} entries, the last {verdict.hash}")
    if broken is not None or lost:
        raise typer.Exit(1)


@audit.command("list")
def entries(json: Json = False) -> None:
    """All changes, oldest first."""
    from kg.face import render

    found = graph().audit()
    if json:
        say(render.as_json(found))
        return
    for entry in found:
        about = entry.get("plan") or entry.get("name") or ""
        step = f"{entry['before'][:12]} -> {entry['after'][:12]}" if "after" in entry else ""
        say(f"{entry['n']:5} {entry['time']}  {entry['what']:16} {about:24} {step:30} {entry['who']['name']}")


def restore(
    plan: Annotated[str, typer.Argument(help="Slug of the plan.")],
    state: Annotated[
        str | None, typer.Argument(help="The state, or its first letters; the states are listed where left out.")
    ] = None,
    json: Json = False,
) -> None:
    """Bring a plan back to a state that it was in; without a state, list them."""
    from kg.face import render

    kg = graph()
    if state is None:
        rows = kg.states(plan)
        for row in () if json else rows:
            said = f"{row.since or 'from the beginning':20}  {row.what or '':16} {row.who or ''}"
            say(f"{'*' if row.current else ' '} {row.state[:16]:16}  {said}".rstrip())
        if json:
            say(render.as_json(rows))
        return
    taken = kg.restore(plan, state)
    if json:
        say(render.as_json(taken))
    else:
        say(f"{plan}: {taken.after[:16]}" if taken.changed else f"{plan} is in that state")
