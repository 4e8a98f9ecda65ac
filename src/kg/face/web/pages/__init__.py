"""The pages for people: each page a file, Swedish at / and English at /en, whole without scripts."""

from __future__ import annotations

from fastapi import APIRouter

from kg.face.web.pages import ask, crossing, files, flow, review, structure, unit

router = APIRouter(include_in_schema=False)
for _room in (files, ask, structure, unit, review, crossing, flow):
    router.include_router(_room.router)
