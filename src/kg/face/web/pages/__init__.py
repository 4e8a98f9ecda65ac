"""The pages for people: each page a file, Swedish at / and English at /en, whole without scripts."""

from __future__ import annotations

from fastapi import APIRouter

from kg.face.web.pages import (
    about,
    ask,
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
_ROOMS = (files, ask, structure, unit, review, crossing, flow, laws, section, things, questions, editor, given, about)
for _room in _ROOMS:
    router.include_router(_room.router)
