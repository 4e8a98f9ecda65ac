"""Settings: what the environment says, and what holds where it is silent."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kg import __version__, assets
from kg.errors import UsageError
from kg.settings import Settings

CHECKOUT = Path(__file__).resolve().parents[1]


def test_checkout_keeps_its_store_in_build_and_reads_its_own_data() -> None:
    settings = Settings.from_environment({})
    assert settings.data == CHECKOUT / "data"
    assert settings.store == CHECKOUT / "build" / "store"
    assert settings.language == "sv"


def test_environment_wins(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {"KG_DATA": str(tmp_path), "KG_STORE": str(tmp_path / "s"), "KG_SOURCES": str(tmp_path), "KG_LANG": "en"}
    )
    assert settings == Settings(data=tmp_path, store=tmp_path / "s", sources=tmp_path, language="en")


def test_empty_values_count_as_unset() -> None:
    empty = dict.fromkeys(("KG_DATA", "KG_STORE", "KG_SOURCES", "KG_LANG"), "")
    assert Settings.from_environment(empty) == Settings.from_environment({})


def test_unknown_language_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="KG_LANG is 'fi': use sv or en"):
        Settings.from_environment({"KG_LANG": "fi"})


@pytest.mark.parametrize("name", ["KG_DATA", "KG_SOURCES"])
def test_folder_that_is_not_there_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=f"missing: {name} names no folder"):
        Settings.from_environment({name: str(tmp_path / "missing")})


@pytest.mark.parametrize(
    ("platform", "environ", "cache"),
    [
        ("linux", {"XDG_CACHE_HOME": "{tmp}/xdg"}, "xdg"),
        ("linux", {}, "home/.cache"),
        ("darwin", {"XDG_CACHE_HOME": "{tmp}/xdg"}, "home/Library/Caches"),
        ("win32", {"LOCALAPPDATA": "{tmp}/local"}, "local"),
        ("win32", {}, "home/AppData/Local"),
    ],
)
def test_installed_copy_keeps_its_store_in_the_users_cache(
    platform: str, environ: dict[str, str], cache: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    monkeypatch.setattr(assets, "root", lambda: tmp_path / "_assets")
    settings = Settings.from_environment({name: value.format(tmp=tmp_path) for name, value in environ.items()})
    assert settings.store == tmp_path / cache / "kg" / __version__ / "store"
    assert settings.sources is None
