"""The registries kept by hand: organisations and statutes, from their TOML files into models."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from kg.errors import SourceError
from kg.extract.corrections import toml
from kg.model.fact import Fact
from kg.model.organisation import Organisation

if TYPE_CHECKING:
    from kg.model.statute import Statute

F = TypeVar("F", bound=Fact)
_SERIES = ("", "sfs-", "eu-", "avtal-")
"""What the name of a statute's file has before its number."""


def organisations(folder: Path) -> tuple[Organisation, ...]:
    """Bodies, units and roles of data/organisations/, file by file in the order of their names.

    Raises SourceError where the folder or a file cannot be read, a field is wrong, or an id is used twice.
    """
    found = [
        (path, _model(Organisation, entry, path))
        for path in _files(folder)
        for entry in _entries(toml(path), "organisation", path)
    ]
    return _distinct(found, lambda organisation: organisation.id)


def statutes(folder: Path) -> tuple[Statute, ...]:
    """Statutes of data/statutes/, one a file, in the order of the file names.

    Raises SourceError where the folder or a file cannot be read, a field is wrong, or a number is used twice.
    """
    from kg.model.statute import Statute

    found = [(path, _model(Statute, toml(path), path)) for path in _files(folder)]
    return _distinct(found, lambda statute: statute.number)


class Statutes(Mapping[str, "Statute"]):
    """Statutes by number, each read from its file when it is first asked for; the name of a file tells its number."""

    def __init__(self, folder: Path) -> None:
        self._files = {path.stem: path for path in _files(folder)}
        self._known: dict[str, Statute | None] = {}

    def __getitem__(self, number: str) -> Statute:
        if number not in self._known:
            self._known[number] = self._read(number)
        found = self._known[number]
        if found is None:
            raise KeyError(number)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._every)

    def __len__(self) -> int:
        return len(self._files)

    def _read(self, number: str) -> Statute | None:
        from kg.model.statute import Statute

        plain = unicodedata.normalize("NFKD", number.casefold()).encode("ascii", "ignore").decode()
        key = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
        path = next((self._files[name] for series in _SERIES if (name := series + key) in self._files), None)
        return None if path is None else _model(Statute, toml(path), path)

    @cached_property
    def _every(self) -> dict[str, Statute]:
        from kg.model.statute import Statute

        read = (_model(Statute, toml(path), path) for path in self._files.values())
        every = {statute.number: statute for statute in read}
        self._known.update(every)
        return every


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise SourceError("no such folder", where=str(folder), hint="name the folder that holds the .toml files")
    return sorted(folder.glob("*.toml"))


def _entries(tables: dict[str, Any], name: str, path: Path) -> list[Any]:
    entries = tables.pop(name, None)
    if tables or not isinstance(entries, list):
        raise SourceError(f"holds something else than [[{name}]] entries", where=str(path), hint="see data/README.md")
    return entries


def _model(kind: type[F], entry: object, path: Path) -> F:
    try:
        return kind.model_validate(entry)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or kind.__name__
        key = next((entry[k] for k in ("id", "number") if k in entry), "") if isinstance(entry, dict) else ""
        message = f"{key} {field}: {first['msg']}".strip()
        raise SourceError(message, where=str(path), hint="see data/README.md for the fields") from error


def _distinct(found: Iterable[tuple[Path, F]], key: Callable[[F], str]) -> tuple[F, ...]:
    seen: dict[str, Path] = {}
    models = []
    for path, model in found:
        if key(model) in seen:
            where = seen[key(model)]
            raise SourceError(f"{key(model)} is also in {where.name}", where=str(path), hint="keep one of the two")
        seen[key(model)] = path
        models.append(model)
    return tuple(models)
