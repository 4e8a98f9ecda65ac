"""A plan as a small static site in one ZIP file: contents, a page a unit, all records from A to Ö, and the data."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING

from kg.export import page
from kg.export.page import Language, Words, said

if TYPE_CHECKING:
    from kg.catalogue import PlanView
    from kg.model.plan import Process

_DAY = (2000, 1, 1, 0, 0, 0)
"""The same plan gives the same bytes."""
_ORDER = str.maketrans({"å": "z{a", "ä": "z{b", "ö": "z{c", "é": "e"})


def archive(view: PlanView, about: Mapping[str, str], words: Words, lang: Language, data: bytes) -> bytes:
    """The files in a ZIP archive; `data` is the plan as JSON, laid beside the pages for whoever wants the facts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in [
            *_pages(view, about, words, lang),
            ("plan.json", data),
            ("style.css", page.STYLE.encode()),
        ]:
            packed.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _pages(view: PlanView, about: Mapping[str, str], words: Words, lang: Language) -> Iterator[tuple[str, bytes]]:
    title = about.get("title", view.slug)

    def made(own: str, body: str, here: str) -> bytes:
        style = '<link rel="stylesheet" href="style.css">'
        return page.framed(own, body, lang, style, _navigation(here, lang)).encode()

    tree = page.tree(view, lang, _file)
    contents = f"{page.intro(view, about, lang)}<h2>{said('contents', lang)}</h2>\n<nav>{tree}</nav>\n" if tree else ""
    yield "index.html", made(title, contents or page.intro(view, about, lang) + page.lists(view, lang), "index.html")
    yield "handlingar.html", made(f"{said('register', lang)} – {title}", _register(view, lang), "handlingar.html")
    if tree:
        more = f"<h1>{said('more', lang)}</h1>{page.lists(view, lang)}"
        yield "mer.html", made(f"{said('more', lang)} – {title}", more, "mer.html")
    for unit in view.plan.processes:
        own = f'<h1>{escape(unit.code)} <span lang="sv">{escape(unit.title)}</span></h1>\n'
        below = page.tree(view, lang, _file, unit.code)
        body = f"{_trail(view, unit, lang)}{own}{page.unit(view, unit, words, lang, _file)}"
        body += f"<h2>{said('below', lang)}</h2>{below}" if below else ""
        yield _file(unit.code), made(f"{unit.code} {unit.title} – {title}", body, "")


def _file(code: str) -> str:
    return f"{page.anchor(code)}.html"


def _navigation(here: str, lang: Language) -> str:
    pages = {"index.html": "contents", "handlingar.html": "register", "mer.html": "more", "plan.json": "data"}
    links = " · ".join(
        f'<a href="{name}"{" aria-current=page" if name == here else ""}>{said(word, lang)}</a>'
        for name, word in pages.items()
    )
    return f'<header><nav aria-label="{said("site", lang)}">{links}</nav></header>\n'


def _trail(view: PlanView, unit: Process, lang: Language) -> str:
    above: list[str] = []
    parent = view.processes.get(unit.parent or "")
    while parent and len(above) < len(view.processes):
        above.insert(0, f'<a href="{_file(parent.code)}">{escape(parent.code)} {escape(parent.title)}</a>')
        parent = view.processes.get(parent.parent or "")
    return f'<nav aria-label="{said("trail", lang)}" lang="sv">{" › ".join(above)}</nav>\n' if above else ""


def _register(view: PlanView, lang: Language) -> str:
    records = sorted(view.plan.record_types, key=lambda r: (r.name.casefold().translate(_ORDER), r.process))
    rows = [
        [
            f'<span lang="sv">{escape(r.name)}</span>',
            f'<a href="{_file(r.process)}" lang="sv">{escape(r.process)} {escape(view.processes[r.process].title)}</a>',
        ]
        for r in records
    ]
    listed = page.table(said("register", lang), [said("record", lang), said("unit", lang)], rows)
    return f"<h1>{said('register', lang)}</h1>\n{listed}"
