"""Reviewed mappings between two plans, from data/mappings/<plan>--<plan>.toml, each held against both plans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from kg.errors import SourceError
from kg.extract.corrections import toml
from kg.model.comparison import Crosswalk, Reviewed
from kg.model.plan import Plan

_JOIN = "--"


def load(data: Path, plans: Iterable[Plan]) -> tuple[tuple[Crosswalk, ...], tuple[str, ...]]:
    """The files of data/mappings, by name, and what was left out: a line for each with a plan that is not here.

    A plan can go before those who mapped it have read that it did; the mapping counts again when it comes back.
    Raises SourceError where a file is broken or misnamed, or speaks of a unit or title that is not in its plan.
    """
    known = {plan.slug: {unit.code: unit.title for unit in plan.processes} for plan in plans}
    held: list[Crosswalk] = []
    left_out: list[str] = []
    for path in sorted((data / "mappings").glob("*.toml")):
        found = _read(path)
        gone = [slug for slug in (found.subject_plan, found.object_plan) if slug not in known]
        if gone:
            left_out.append(f"{path}: no plan {gone[0]}: import it, or drop the file")
            continue
        for problem in _problems(found, known):
            raise SourceError(problem, where=str(path), hint="review the mapping again, then mend or drop it")
        held.append(found)
    return tuple(held), tuple(left_out)


def _read(path: Path) -> Crosswalk:
    try:
        found = Crosswalk.model_validate(toml(path))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(map(str, first["loc"]))
        raise SourceError(
            f"{field}: {first['msg']}", where=str(path), hint="see data/README.md for the fields"
        ) from error
    stem = f"{found.subject_plan}{_JOIN}{found.object_plan}"
    if path.stem != stem:
        raise SourceError(f"maps {stem}", where=str(path), hint=f"call the file {stem}.toml")
    return found


def _problems(found: Crosswalk, known: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    seen: set[tuple[str, str]] = set()
    for one in found.mapping:
        for slug, code, label in _ends(found, one):
            title = known[slug].get(code)
            if title is None:
                yield f"{slug} has no unit {code}"
            elif title != label:
                yield f"{slug} {code} is called {title!r} and not {label!r}"
        if (one.subject, one.object) in seen:
            yield f"{one.subject} and {one.object} are mapped twice"
        seen.add((one.subject, one.object))


def _ends(found: Crosswalk, one: Reviewed) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
    return (
        (found.subject_plan, one.subject, one.subject_label),
        (found.object_plan, one.object, one.object_label),
    )
