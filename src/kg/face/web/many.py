"""Many questions in one request: one that was asked before is answered from memory, by the very bytes it is put in."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter
from fastapi.exceptions import RequestValidationError
from pydantic import Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError
from kg.face import swedish
from kg.face.web import api, asked, negotiate, reply
from kg.face.web.held import Version, version_of
from kg.face.web.problems import Refusal, told
from kg.model.answer import Answer
from kg.model.fact import Fact

router = APIRouter(prefix="/api", responses=reply.PROBLEMS)
BATCH = 1000
"""Questions in one request at most."""


class Wrong(Fact):
    """Why a question among many has no answer."""

    code: str
    index: int
    """Place of the question, from 0."""
    message: str


class Unanswered(Fact):
    """A question among many that has no answer."""

    error: Wrong


class Answers(Fact):
    """Answers to many questions, in their order."""

    answers: tuple[Answer | Unanswered, ...]


class Questions(asked.Asked):
    """Many questions."""

    questions: Annotated[tuple[asked.Question, ...], Field(min_length=1, max_length=BATCH)]


class _Sent(msgspec.Struct, forbid_unknown_fields=True):
    """The same, each question as the bytes that it was sent as."""

    questions: Annotated[list[msgspec.Raw], msgspec.Meta(min_length=1, max_length=BATCH)]


_SENT = msgspec.json.Decoder(_Sent)
_BODY: dict[str, Any] = {
    "required": True,
    "content": {reply.JSON: {"schema": {"$ref": f"#/components/schemas/{Questions.__name__}"}}},
}


@router.post(
    "/resolve/batch",
    response_model=Answers,
    summary="Many questions at once",
    openapi_extra={"requestBody": _BODY},
    **api.BODY,
)
async def resolve_many(request: Request) -> Response:
    """Up to 1,000 questions; one that cannot be answered does not stop the others."""
    version, today, body = version_of(request.scope), date.today(), await request.body()
    keys = [(bytes(raw), today) for raw in _raw(body)]
    answers = [found for key in keys if (found := version.asked.get(key)) is not None]
    if not keys or len(answers) < len(keys):
        lang = negotiate.language(request.headers.get("accept-language"))
        answers = await run_in_threadpool(_answered, version, _checked(body).questions, keys, today, lang)
    whole = b'{"answers":[' + b",".join(answers) + b"]}"
    return Response(whole, media_type=reply.JSON, headers={"Cache-Control": "no-store"})


def _raw(body: bytes) -> list[msgspec.Raw]:
    """The questions of a body as they stand in it; none where it has another form, which `_checked` then tells."""
    try:
        return _SENT.decode(body).questions
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return []


def _checked(body: bytes) -> Questions:
    try:
        return Questions.model_validate_json(body)
    except ValidationError as error:
        found = error.errors(include_url=False)
        raise RequestValidationError([{**each, "loc": ("body", *each["loc"])} for each in found]) from None


def _answered(
    version: Version,
    questions: tuple[asked.Question, ...],
    keys: list[tuple[bytes, date]],
    today: date,
    lang: negotiate.Language,
) -> list[bytes]:
    answers = []
    for index, question in enumerate(questions):
        try:
            answer = api.answer(version, api.question(question), today)
            if len(keys) == len(questions):
                version.asked.keep(keys[index], answer, len(answer) + len(keys[index][0]))
        except (KgError, Refusal) as error:
            said = swedish.line(error, lang) if isinstance(error, KgError) else told(error, lang).detail
            answer = Unanswered(error=Wrong(code=error.code, index=index, message=said)).model_dump_json().encode()
        answers.append(answer)
    return answers
