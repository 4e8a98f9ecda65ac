"""The words of data/lexicon: one TOML file a family, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from kg import assets
from kg.errors import SourceError


@cache
def load(name: str) -> dict[str, Any]:
    """Tables of data/lexicon/<name>.toml.

    Raises SourceError where the file is missing or is no TOML.
    """
    path = assets.data() / "lexicon" / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(str(error), where=str(path), hint="mend the word list") from error
