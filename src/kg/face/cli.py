"""The command line: which commands there are, and how each ends."""

from __future__ import annotations

import io
import os
import sys
from copy import copy
from typing import Annotated, NoReturn

import typer

from kg import __version__
from kg.errors import FailedError, KgError
from kg.face import ask, change, check, draw, kept, make, run, sort, terminal

app = typer.Typer(
    name="kg",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Which process owns a record, where it goes, how long it is kept, by which law, and why.\n\n"
    "Exit status: 0 fine, 1 findings or differences, 2 wrong use, 3 failed.",
)

app.command()(ask.resolve)
app.command()(ask.facts)
app.command()(ask.law)
app.command()(ask.query)
app.command()(ask.questions)
app.command()(check.lint)
app.command()(check.rule)
app.command()(check.fix)
app.command()(change.compare)
app.add_typer(change.what_if)
app.command("import")(make.import_)
app.command()(make.build)
app.command()(make.validate)
app.command()(make.export)
app.command()(sort.batch)
app.command()(sort.reorganise)
app.command()(sort.sample)
app.command("graph")(draw.graph_)
app.command()(kept.restore)
app.add_typer(kept.key, name="key")
app.add_typer(kept.audit, name="audit")
app.command()(run.serve)
app.command()(run.mcp)


def _version(wanted: bool) -> None:
    if wanted:
        terminal.say(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    del version


def _only(word: str) -> typer.Typer:
    """The command line with the one command that the word names; with all of them where it names none.

    Typer works out the options of every command that it is given, which costs more than many an answer.
    """
    chosen = copy(app)
    named = [c for c in app.registered_commands if word == (c.name or getattr(c.callback, "__name__", ""))]
    groups = [group for group in app.registered_groups if word == group.name]
    if named or groups:
        chosen.registered_commands, chosen.registered_groups = named, groups
    return chosen


def _line(error: KgError) -> str:
    """An error as a line, in Swedish where KG_LANG asks for it."""
    from kg.face import swedish

    return swedish.line(error, "sv" if os.environ.get("KG_LANG") == "sv" else "en")


def _fail(line: str, status: int) -> NoReturn:
    sys.stderr.write(f"kg: {line}\n")
    raise SystemExit(status)


def main() -> None:
    """Run the command line; an error is one line on standard error, never a traceback."""
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                encoding="utf-8", errors="surrogateescape" if stream is sys.stdin else "backslashreplace"
            )
    try:
        words = sys.argv[1:] or ["--help"]
        status = _only(words[0])(words, prog_name="kg", standalone_mode=False)
        if isinstance(status, int) and status:
            raise SystemExit(status)
    except KgError as error:
        _fail(_line(error), error.exit_status)
    except KeyboardInterrupt:
        _fail("interrupted; nothing was lost", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        _fail(str(FailedError(str(error.strerror or error), where=str(error.filename or "")).message), 3)
    except Exception as error:
        if hasattr(error, "format_message"):
            _fail(f"{' '.join(str(error.format_message()).split())}: see kg --help", 2)
        if os.environ.get("KG_DEBUG"):
            raise
        fault = f"a fault of the program ({type(error).__name__}: {error})"
        _fail(f"{fault}: set KG_DEBUG=1 to see where, and report it", 3)
    finally:
        terminal.held.close()
