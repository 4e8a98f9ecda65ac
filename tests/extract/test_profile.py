"""A profile's file is read, and what it cannot say is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.extract import profile


def _load(folder: Path, text: str) -> profile.Profile:
    path = folder / "profile.toml"
    path.write_text(text, encoding="utf-8")
    return profile.load(path)


def test_profile_is_read(tmp_path: Path) -> None:
    found = _load(
        tmp_path,
        'skip = ["Val"]\n[columns]\nrecord = ["Post"]\n[numbering]\nseparator = "-"\nignored = "HN"\n'
        '[marks]\nVO = ["Funktion"]\n[words]\ndestroy = ["slängs"]\n',
    )
    assert (found.kind(" POST: "), found.kind("Annat")) == ("record", None)
    assert found.code("HN 1-2-3 Styra") == "1.2.3 Styra"
    assert found.told("Slängs efter 1 år") == "gallras efter 1 år"


def test_empty_profile_changes_nothing() -> None:
    empty = profile.Profile()
    assert (empty.code("1-2 Styra"), empty.told("Slängs"), empty.kind("Post")) == ("1-2 Styra", "Slängs", None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[columns]\nhandling = ["Post"]\n', "no kind of column is called 'handling'"),
        ('[words]\nburn = ["bränns"]\n', "words"),
        ("[columns\n", "no valid TOML"),
        ("other = 1\n", "other"),
    ],
)
def test_what_a_profile_cannot_say_is_told(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        _load(tmp_path, text)
