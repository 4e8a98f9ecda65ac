"""The words of the pages in Swedish and English, and how numbers, days and periods are written in each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.face.web.negotiate import Language
from kg.text import phrasebook
from kg.text.phrasebook import Phrasebook

_FOLDER = Path(__file__).parent.parent / "i18n"


def table(lang: Language) -> Mapping[str, str]:
    """All words of a language by dotted key: "ask.title"."""
    return phrasebook.table(_FOLDER, lang)


class Words(Phrasebook):
    """The words of one language."""

    def __init__(self, lang: Language) -> None:
        super().__init__(lang, _FOLDER)
