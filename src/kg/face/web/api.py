"""The API's questions: a record and its answer, laws in a text, findings and rules, and what one types to search."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, BeforeValidator, Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.answer.law import LawRow
from kg.answer.suggest import Suggestions
from kg.face.web import asked, caching, paging, reply
from kg.face.web.asked import Asked, Day, OfPlans, OnDay, Slug, Text
from kg.face.web.held import Version, version_of
from kg.face.web.problems import unknown
from kg.lint import run as lint
from kg.lint.rule import Found, Words
from kg.model.answer import Answer, Question
from kg.model.fact import Fact
from kg.model.finding import Kind, Severity
from kg.model.listing import Suggestion, SuggestionKind

router = APIRouter(prefix="/api", responses=reply.PROBLEMS)
BODY: dict[str, Any] = {"responses": reply.BODIES, "dependencies": [Depends(reply.json_only)]}
BARE: dict[str, Any] = {"dependencies": [Depends(reply.nothing_asked)]}


def answer(version: Version, question: Question, today: date) -> bytes:
    """The answer to a question as JSON: the very bytes of `kg resolve --json`."""
    key = ("answer", question.model_dump_json(), today)
    found = version.bodies.get(key)
    if found is None:
        reply.known_plans(version, question.plans)
        resolved = version.kg.with_passages(version.kg.resolve(question, today))
        found = version.bodies.keep(key, resolved.model_dump_json().encode())
    return found


@router.get("/resolve", response_model=Answer, summary="Who owns a record, where it goes, and why")
async def resolve(request: Request, said: Annotated[asked.ResolveQuery, Query()]) -> Response:
    """One question as a query string; the same object as `kg resolve --json`."""
    version, today = version_of(request.scope), date.today()
    question = Question(text=said.text, plans=said.plan, on=said.on, facts=asked.facts_of_pairs(said.fact))
    etag = caching.tag(request, str(today))
    response = caching.tagged(answer(version, question, today), reply.JSON, etag, policy=caching.PRIVATE)
    caching.remember(request, version, response)
    return caching.not_modified(etag, caching.PRIVATE) if caching.fresh(request, etag) else response


def question(given: asked.Question) -> Question:
    """The question of a body."""
    return Question(text=given.text, plans=tuple(given.plans), on=given.on, facts=given.facts)


@router.post("/resolve", response_model=Answer, summary="The same, with the question in the body", **BODY)
async def resolve_body(request: Request, given: asked.Question) -> Response:
    """One question as JSON, for what should not stand in an address."""
    body = answer(version_of(request.scope), question(given), date.today())
    return Response(body, media_type=reply.JSON, headers={"Cache-Control": "no-store"})


class SearchQuery(Asked):
    """What somebody has typed so far."""

    q: Annotated[str, Field(max_length=200)]
    kind: Annotated[tuple[SuggestionKind, ...], Field(max_length=20)] = ()
    """Kinds of things to suggest; all where none is given."""
    plan: Annotated[tuple[Slug, ...], Field(max_length=50)] = ()
    """Slugs of plans; all where none is given."""
    limit: Annotated[int, Field(ge=1, le=50), BeforeValidator(asked.whole_number)] = 10
    """How many at most."""


class Suggested(Fact):
    """Suggestions, best first."""

    items: tuple[Suggestion, ...]


@router.get("/search", response_model=Suggested, summary="Suggestions while one types")
async def search(request: Request, said: Annotated[SearchQuery, Query()]) -> Response:
    """Records, processes, sections, organisations, statutes, fora and systems whose name begins, or holds, the text."""

    def find(version: Version) -> Suggested:
        plans = reply.known_plans(version, said.plan)
        known = version.once("suggestions", lambda: Suggestions(version.kg.views))
        return Suggested(items=known.find(said.q, kinds=said.kind, plans=plans, most=said.limit))

    return await reply.told(request, find, policy=caching.PRIVATE)


class LawQuery(OnDay):
    """A text that cites laws."""

    text: Text


class LawBody(Asked):
    """A text that cites laws."""

    text: Annotated[str, Field(max_length=200_000)]
    on: Day | None = None
    """The day asked about; today where none is given."""


class Laws(Fact):
    """Provisions cited in a text, in its order."""

    items: tuple[LawRow, ...]


@router.get("/law", response_model=Laws, summary="Laws cited in a text, and whether they hold")
async def law(request: Request, said: Annotated[LawQuery, Query()]) -> Response:
    """Each provision with its identifier, its status on the day, and where it is found now."""
    day = said.on or date.today()

    def find(version: Version) -> Laws:
        return Laws(items=version.kg.views.law(said.text, day))

    return await reply.told(request, find, day=day, policy=caching.PRIVATE)


@router.post("/law", response_model=Laws, summary="The same, for a longer text", **BODY)
async def law_body(request: Request, said: LawBody) -> Response:
    """The text in the body; a document of some dozen pages at most."""
    version, day = version_of(request.scope), said.on or date.today()
    found = await run_in_threadpool(version.kg.views.law, said.text, day)
    headers = {"Cache-Control": "no-store"}
    return Response(Laws(items=found).model_dump_json(), media_type=reply.JSON, headers=headers)


class FindingsQuery(OfPlans):
    """Which findings."""

    select: Annotated[tuple[Annotated[str, Field(pattern="^(?:KG[0-9]{1,3}|ALL)$")], ...], Field(max_length=100)] = ()
    """Codes of rules, or series ("KG2"); the default rules where none is given, every rule by ALL."""
    severity: Annotated[tuple[Severity, ...], Field(max_length=3)] = ()
    kind: Annotated[tuple[Kind, ...], Field(max_length=30)] = ()


@router.get("/findings", response_model=paging.Part[Found], summary="What an archivist should act on")
async def findings(request: Request, said: Annotated[FindingsQuery, Query()]) -> Response:
    """Findings of the lint rules, worst first."""

    def find(version: Version) -> paging.Part[Found]:
        plans = reply.known_plans(version, said.plan)
        codes = {rule.code for rule in lint.rules() if rule.selected(said.select)}
        shown = [
            finding
            for finding in found(version, every=not codes <= {rule.code for rule in lint.rules() if rule.default})
            if finding.rule in codes
            and (not plans or finding.plan in plans)
            and (not said.severity or finding.severity in said.severity)
            and (not said.kind or finding.kind in said.kind)
        ]
        return paging.part(shown, _finding_name, said.limit, said.after)

    return await reply.told(request, find, day=date.today(), slow=True)


def found(version: Version, *, every: bool) -> tuple[Found, ...]:
    """Findings of the default rules, or of every rule; the first take some seconds, and are kept."""
    select = ("ALL",) if every else ()
    return version.once(f"findings {select}", lambda: version.kg.findings(select=select))


def _finding_name(finding: Found) -> str:
    worst = {"error": 1, "warning": 2, "info": 3}[finding.severity]
    return f"{worst}/{finding.rule}/{finding.plan}/{' '.join(finding.where)}/{finding.fingerprint}"


class RuleRow(BaseModel):
    """A lint rule."""

    code: str
    name: str
    kind: Kind
    severity: Severity
    certain: bool
    default: bool
    needs_text: bool
    message: Words
    fix: Words | None
    since: str
    source: str
    explanation: Words
    example: str
    mended: str


def _rules() -> list[RuleRow]:
    return [RuleRow.model_validate(rule.model_dump(include=set(RuleRow.model_fields))) for rule in lint.rules()]


@router.get("/rules", response_model=paging.Part[RuleRow], summary="The rules that find them")
async def rules(request: Request, said: Annotated[asked.Page, Query()]) -> Response:
    """Every rule with what it finds and why, its source, and an example."""
    return await reply.told(request, lambda _: paging.part(_rules(), lambda r: r.code, said.limit, said.after))


@router.get("/rules/{code}", response_model=RuleRow, summary="One rule", **BARE)
async def rule(request: Request, code: asked.Code) -> Response:
    """The rule of a code."""

    def find(_: Version) -> RuleRow:
        found = next((each for each in _rules() if each.code == code), None)
        if found is None:
            raise unknown("rule", code)
        return found

    return await reply.told(request, find)
