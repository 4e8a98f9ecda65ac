"""Where ontology/, queries/ and data/ are: inside an installed wheel, or at the top of a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.errors import FailedError

_PACKAGE = Path(__file__).resolve().parent


@cache
def root() -> Path:
    """Folder that holds `ontology`, `queries` and `data`.

    Raises FailedError where neither an installed copy nor a checkout is found.
    """
    for folder in (_PACKAGE / "_assets", _PACKAGE.parents[1]):
        if (folder / "ontology").is_dir() and (folder / "data").is_dir():
            return folder
    raise FailedError("ontology/, queries/ and data/ were not found", where=str(_PACKAGE), hint="install kg again")


def ontology(name: str) -> Path:
    """A file of ontology/."""
    return root() / "ontology" / name


def queries() -> Path:
    """The folder of .rq files."""
    return root() / "queries"


def code(name: str) -> Path:
    """A room of the program, or one of its modules, as a file."""
    return _PACKAGE / name


def data() -> Path:
    """The folder of plans, statutes, organisations and the lexicon as delivered; `Settings.data` may name another."""
    return root() / "data"
