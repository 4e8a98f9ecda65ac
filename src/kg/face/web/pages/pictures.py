"""The pictures of `kg.atlas` in pages: with addresses, as files, and with their legends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter
from markupsafe import Markup

from kg.atlas import sheet
from kg.atlas.plate import Addresses, Plate, Words
from kg.face.web.pages.frame import Drawn, Visit, inline, page
from kg.view import legend

_MEDIA = {"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv; charset=utf-8"}


@dataclass(frozen=True)
class Picture:
    """A picture as a template shows it."""

    drawn: Markup
    title: str
    legend: tuple[tuple[Markup, str], ...]
    files: tuple[tuple[str, str], ...]
    """Names and addresses of its files."""


def words(visit: Visit) -> Words:
    """The words of pictures in the language of a visit."""
    return Words(visit.lang)


def addresses(visit: Visit) -> Addresses:
    """Where the things of a picture lead in the pages."""

    def unit(plan: str, code: str) -> str | None:
        view = visit.version.kg.catalogue.plans[plan]
        if code in view.processes:
            return visit.link("unit", plan=plan, code=code)
        return visit.link("section", plan=plan, code=code)

    return Addresses(
        unit=unit,
        law=lambda number: visit.link("law", number=number),
        pair=lambda source, target: visit.same(**{"from": source, "to": target}),
    )


def picture(visit: Visit, plate: Plate, path: str = "") -> Picture:
    """A picture with addresses of its files: those of the page, or under it with a path."""
    return Picture(
        drawn=inline(plate.svg(standalone=False)),
        title=plate.title,
        legend=tuple((inline(legend.mark(mark)), told) for mark, told in plate.legend),
        files=tuple((ending.upper(), visit.file(f"{path}.{ending}")) for ending in _MEDIA),
    )


def files(
    router: APIRouter, name: str, path: str = "", *, table: bool = True
) -> Callable[[Callable[[Visit], Plate]], Callable[[Visit], Plate]]:
    """Register the files of a page's picture, all made of one plate; `table` is whether that makes the CSV too."""

    def register(make: Callable[[Visit], Plate]) -> Callable[[Visit], Plate]:
        for ending in ("svg", "png", *(("csv",) if table else ())):
            page(router, name, f"{path}.{ending}")(_file(make, ending))
        return make

    return register


def _file(make: Callable[[Visit], Plate], ending: str) -> Callable[[Visit], Drawn]:
    def drawn(visit: Visit) -> Drawn:
        plate = make(visit)
        return Drawn(sheet.render(plate, ending), _MEDIA[ending], f"{plate.name}.{ending}")

    return drawn
