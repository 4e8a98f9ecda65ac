"""Words for people in Swedish and English, and how numbers, days and periods are written in each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Language = Literal["sv", "en"]

_PERIOD = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?\Z")
_SPACE = "\u00a0"


@cache
def table(folder: Path, lang: Language) -> Mapping[str, str]:
    """All words of a language by dotted key, "ask.title", from `sv.toml` or `en.toml` of a folder."""
    return dict(_flat(tomllib.loads((folder / f"{lang}.toml").read_text(encoding="utf-8"))))


def _flat(told: Mapping[str, Any], before: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in told.items():
        found += _flat(value, f"{before}{key}.") if isinstance(value, dict) else [(before + key, str(value))]
    return found


@dataclass(frozen=True)
class Phrasebook:
    """The words of one language in a folder."""

    lang: Language
    folder: Path

    def __call__(self, key: str, **said: object) -> str:
        """The words under a key, with what their braces stand for; under `n`, those for one or for many.

        Raises KeyError for words that are not there: nothing ever shows a key.
        """
        words = table(self.folder, self.lang)
        if isinstance(n := said.get("n"), int):
            key = f"{key}.{'one' if n == 1 else 'many'}"
            said = {**said, "n": self.number(n)}
        return words[key].format(**said) if said else words[key]

    def has(self, key: str) -> bool:
        """Whether there are words under a key."""
        return key in table(self.folder, self.lang)

    def either(self, key: str, otherwise: str) -> str:
        """The words under a key, or what stands in for them where a value is not of a closed list."""
        return table(self.folder, self.lang).get(key, otherwise)

    def number(self, n: int) -> str:
        """A number as the language writes it: 1 234 or 1,234."""
        return f"{n:,}".replace(",", _SPACE if self.lang == "sv" else ",")

    def period(self, iso: str | None) -> str:
        """An ISO 8601 duration in words: P5Y is "5 år"; one that is none of days to years as it stands."""
        found = _PERIOD.match((iso or "").lstrip("-"))
        if not found or not any(found.groups()):
            return iso or ""
        units = ("years", "months", "weeks", "days")
        return " ".join(self(f"period.{u}", n=int(n)) for u, n in zip(units, found.groups(), strict=True) if n)
