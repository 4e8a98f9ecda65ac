"""Files that may be traps are read in a process of their own, with little memory and time, and without network."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

from kg import confine
from kg.errors import SourceError
from kg.read.grid import Grid

MOST_BYTES = 64 * 1024 * 1024
"""Size of the largest file that is read."""
_MEMORY = 2 * 1024 * 1024 * 1024
_SECONDS = 120
_SECONDS_FOR_EACH_MIB = 60
_MOST_SECONDS = 600
_REFUSED = 65
_READERS = ("spreadsheet", "word", "pdf")


def read(reader: str, path: Path, data: bytes, seconds: float | None = None) -> Grid:
    """What a reader makes of a file's bytes, read in a process of its own.

    `seconds` are what it may take; where left out, two minutes and more for a large file. Raises SourceError where
    the reader refuses the file, or needs more memory or time than it may have.
    """
    seconds = seconds or min(_SECONDS + _SECONDS_FOR_EACH_MIB * len(data) / (1 << 20), _MOST_SECONDS)
    command = [sys.executable, "-P", "-m", "kg.read.worker", reader, path.name]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            out, err = process.communicate(data, timeout=seconds)
        except subprocess.TimeoutExpired as error:
            process.kill()
            hint = "save the file anew, or split it"
            raise SourceError(f"could not be read in {seconds:.3g} seconds", where=str(path), hint=hint) from error
    told = err.decode(errors="replace").strip().splitlines()
    if process.returncode == _REFUSED and told:
        message, _, hint = told[-1].partition("\t")
        raise SourceError(message, where=str(path), hint=hint or None)
    if process.returncode != 0:
        reason = f" ({told[-1][:120]})" if told else ""
        hint = "save the file anew, or split it"
        raise SourceError(f"broken, or too much to be read{reason}", where=str(path), hint=hint)
    return Grid.unpacked(out)


def main(reader: str, name: str) -> int:
    """Read what comes on standard input; the grid goes to standard output, what was wrong to standard error."""
    _limited()
    if reader not in _READERS:
        return 2
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        grid = import_module(f"kg.read.{reader}").read(name, data)
    except SourceError as error:
        _tell(error.message, error.hint or "")
        return _REFUSED
    except MemoryError:
        _tell("needs more memory than it may have", "split the file")
        return _REFUSED
    except RecursionError:
        _tell("nests too deeply", "save the file anew")
        return _REFUSED
    sys.stdout.buffer.write(grid.packed().encode())
    return 0


def _tell(message: str, hint: str) -> None:
    sys.stderr.write("\t".join(" ".join(part.split()) for part in (message, hint)) + "\n")


def _limited() -> None:
    """Less memory, processor time and disk for this process, and no network, where that can be had."""
    confine.spare(_MEMORY, _MOST_SECONDS, MOST_BYTES)
    confine.stay_offline()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
