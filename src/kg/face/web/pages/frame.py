"""What every page shares: its language, its day, its frame, and how it is sent."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

import kg
from kg.errors import KgError
from kg.face.web import caching, problems
from kg.face.web.held import Version, version_of
from kg.face.web.negotiate import Language
from kg.face.web.pages import links
from kg.face.web.pages.files import asset, island
from kg.face.web.pages.words import Words
from kg.face.web.problems import Refusal

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
LANGUAGES: tuple[Language, Language] = ("sv", "en")
NAVIGATION = ("ask", "structure", "references", "flow", "findings", "compare", "laws")
FOOT = ("import", "inventory", "questions", "sparql", "data", "api", "about", "accessibility")


@cache
def templates() -> Environment:
    """The templates, each value in them escaped."""
    folder = Path(__file__).parent.parent / "templates"
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@dataclass(frozen=True)
class Shown:
    """A page to show: a template with what it tells, or a body of its own."""

    template: str = ""
    says: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    kept: bool = True
    """False where the page will be another in a moment, though nothing that it is asked has changed."""
    own_style: bool = False
    """Whether a script of the page brings its own style, which the page's nonce lets in; such a page is not kept."""


@dataclass(frozen=True)
class Drawn:
    """A picture or a table as a file."""

    body: str | bytes
    media: str
    name: str


@dataclass
class Visit:
    """One request for a page."""

    request: Request
    name: str
    lang: Language
    version: Version

    @cached_property
    def words(self) -> Words:
        """The words of the language."""
        return Words(self.lang)

    @cached_property
    def nonce(self) -> str:
        """What lets a style of this one response in."""
        return secrets.token_urlsafe(16)

    @property
    def asked(self) -> QueryParams:
        """What stands after the `?`."""
        return self.request.query_params

    @property
    def parts(self) -> Mapping[str, str]:
        """The parts of the path that have a name."""
        return self.request.path_params

    @cached_property
    def day(self) -> date:
        """The day asked about: `on`, or today where it is left out or is no day."""
        return self.given_day or date.today()

    @cached_property
    def given_day(self) -> date | None:
        """The day that `on` names."""
        try:
            return date.fromisoformat(self.asked.get("on", "").strip())
        except ValueError:
            return None

    def plan(self) -> str | None:
        """The plan that `plan` names, where there is such a plan."""
        slug = self.asked.get("plan")
        return slug if slug in self.version.kg.catalogue.plans else None

    def link(self, page: str, asked: links.Asked | None = None, /, **parts: str) -> str:
        """The address of a page in this language."""
        return links.address(page, self.lang, asked, **parts)

    def thing(self, iri: str) -> str | None:
        """The address of the page of a thing."""
        return links.of_thing(iri, self.lang)

    def same(self, **changed: object) -> str:
        """This page with some of what it is asked changed, or left out by None."""
        asked: dict[str, object] = {key: self.asked.getlist(key) for key in self.asked}
        return self.link(self.name, {**asked, **changed}, **self.parts)

    def file(self, suffix: str, **changed: object) -> str:
        """This page as a file: its picture (.svg) or its table (.csv), with some of what it is asked changed."""
        path, mark, asked = self.same(**changed).partition("?")
        return path + suffix + mark + asked

    @cached_property
    def plans(self) -> Mapping[str, str]:
        """Titles of the plans by slug."""
        rows = self.version.once("plan rows", self.version.kg.views.plan_rows)
        return {row.plan: row.title for row in rows}

    def render(self, shown: Shown) -> str:
        """A page with its frame."""
        other: Language = "en" if self.lang == "sv" else "sv"
        asked = {key: self.asked.getlist(key) for key in self.asked}
        return (
            templates()
            .get_template(shown.template)
            .render(
                t=self.words,
                lang=self.lang,
                here=self.name,
                visit=self,
                link=self.link,
                thing=self.thing,
                same=self.same,
                asset=asset,
                island=island,
                day=self.day,
                navigation=NAVIGATION,
                foot=FOOT,
                version=kg.__version__,
                other_lang=other,
                other=links.address(self.name, other, asked, **self.parts) if self.name in links.ADDRESSES else None,
                **shown.says,
            )
        )


Make = Callable[[Visit], Shown | Drawn]


def page(router: APIRouter, name: str, suffix: str = "") -> Callable[[Make], Make]:
    """Register what makes a page, or with a suffix a file of it, under the page's address in both languages."""

    def register(make: Make) -> Make:
        for lang, path in zip(LANGUAGES, links.ADDRESSES[name], strict=True):
            router.add_api_route(path + suffix, endpoint(make, name, lang), methods=["GET"], include_in_schema=False)
        return make

    return register


def endpoint(make: Make, name: str, lang: Language) -> Callable[[Request], Any]:
    """What answers a request for a page in a language."""

    async def answer(request: Request) -> Response:
        try:
            version = version_of(request.scope)
        except Refusal as refusal:
            return problems.refuse(request, refusal)
        visit = Visit(request, name, lang, version)
        etag = caching.tag(request, lang, str(visit.day))
        key = ("page", request.url.path, request.scope["query_string"], lang, visit.day)
        if version.bodies.get(key) is not None and caching.fresh(request, etag):
            return caching.not_modified(etag, caching.PRIVATE)
        return await run_in_threadpool(_made, make, visit, key, etag)

    return answer


def _made(make: Make, visit: Visit, key: tuple[object, ...], etag: str) -> Response:
    try:
        body = visit.version.bodies.get(key)
        shown = None if body else make(visit)
        if isinstance(shown, Drawn):
            headers = {"Content-Disposition": f'attachment; filename="{shown.name}"'}
            return caching.tagged(_bytes(shown.body), shown.media, etag, headers=headers)
        if shown is not None:
            body = visit.render(shown).encode()
            if shown.status != 200 or not shown.kept or shown.own_style:
                policy = POLICY.replace("style-src 'self'", f"style-src 'self' 'nonce-{visit.nonce}'")
                own = {"Content-Security-Policy": policy} if shown.own_style else {}
                # A script that fetches a page reads what is wrong in it; the status would be an error in the console.
                fetched = visit.request.headers.get("sec-fetch-dest") == "empty" and shown.status == 400
                status = 200 if fetched else shown.status
                return _page(body, visit, status, {"Cache-Control": "no-store", **own})
            visit.version.bodies.keep(key, body)
        assert body is not None
        return _page(body, visit, 200, {"ETag": etag, "Cache-Control": caching.PRIVATE})
    except Refusal as refusal:
        return _refused(refusal, visit)
    except KgError as error:
        return _refused(problems.of_error(error), visit)


def _bytes(body: str | bytes) -> bytes:
    return body.encode() if isinstance(body, str) else body


def _refused(refusal: Refusal, visit: Visit) -> Response:
    told = problems.told(refusal, visit.lang)
    body = visit.render(Shown("error.html", {"problem": told})).encode()
    return _page(body, visit, told.status, {"Cache-Control": "no-store", **(refusal.headers or {})})


def _page(body: bytes, visit: Visit, status: int, headers: Mapping[str, str]) -> Response:
    more = {"Content-Language": visit.lang, "Content-Security-Policy": POLICY}
    return Response(body, status, {**more, **headers}, media_type="text/html")


def inline(markup: str) -> Markup:
    """A picture of our own making, to stand in a page as it is."""
    return Markup(markup)  # kg.view.svg has escaped every text in it
