"""The pages for people: each page a file, Swedish at / and English at /en, whole without scripts."""

from __future__ import annotations

from fastapi import APIRouter

from kg.face.web.pages import (
    about,
    ask,
    compared,
    crossing,
    editor,
    files,
    flow,
    given,
    laws,
    questions,
    review,
    section,
    structure,
    things,
    unit,
)

router = APIRouter(include_in_schema=False)
_rooms = (
    files, ask, structure, unit, review, crossing, compared, flow, laws, section, things, questions, editor,
    given, about,
)  # fmt: skip
for _room in _rooms:
    router.include_router(_room.router)
