"""What all commands share: the graph that they ask, where they write, and the options that they have in common."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.model.answer import FactValue
    from kg.service import KnowledgeGraph

Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output, nothing else.")]
Plans = Annotated[list[str] | None, typer.Option("--plan", help="Slug of a plan; may be given several times.")]
Out = Annotated[Path | None, typer.Option("--output", "-o", help="File to write; standard output where left out.")]
On = Annotated[str | None, typer.Option("--on", help="The day asked about, YYYY-MM-DD; today where left out.")]

held = ExitStack()
"""What a command holds open until it ends."""


def graph() -> KnowledgeGraph:
    """The graph that the surroundings name; closed when the command ends.

    Raises UsageError where the surroundings name a folder that is not there.
    """
    from kg.service import KnowledgeGraph
    from kg.settings import Settings

    return held.enter_context(KnowledgeGraph(Settings.from_environment()))


def say(text: str) -> None:
    """Write text and a line end to standard output."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def write(data: bytes, target: Path | None) -> None:
    """Write bytes to a file, in one step, or to standard output.

    Raises FailedError where the file cannot be written.
    """
    if target is None:
        sys.stdout.buffer.write(data)
        return
    from kg.extract.package import replace_file

    replace_file(target, data)
    sys.stderr.write(f"wrote {target}\n")


def unpack(packed: bytes, folder: Path) -> None:
    """Unpack an archive of our own making into a folder that is not there yet, in one step.

    Raises FailedError where there is such a folder already, or it cannot be written.
    """
    import io
    import tempfile
    import zipfile

    from kg.errors import FailedError

    try:
        with tempfile.TemporaryDirectory(dir=folder.absolute().parent, prefix=".kg-") as aside:
            made = Path(aside) / folder.name
            zipfile.ZipFile(io.BytesIO(packed)).extractall(made)
            if folder.exists():
                raise FailedError("is there already", where=str(folder), hint="name another folder, or a .zip file")
            made.rename(folder)
    except OSError as error:
        hint = "name a folder that can be made"
        raise FailedError(f"cannot be written ({error.strerror})", where=str(folder), hint=hint) from error
    sys.stderr.write(f"wrote {folder}\n")


def pairs(given: Iterable[str] | None, name: str) -> dict[str, FactValue]:
    """KEY=VALUE options as keys and values.

    Raises UsageError for one that is no such pair.
    """
    found: dict[str, FactValue] = {}
    for item in given or ():
        key, equals, value = item.partition("=")
        if not equals or not key.strip():
            raise UsageError(f"--{name} {item!r} is not KEY=VALUE", hint=f"write --{name} status=avslutat")
        found[key.strip()] = value.strip()
    return found
