"""Keys: shown once, kept as a hash, for some purposes, until some day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kg.errors import StoreError, UsageError
from kg.writing.keep import Keep
from kg.writing.keys import Keys, until

NOW = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
END = NOW + timedelta(days=90)


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(Keep(tmp_path))


def made(keys: Keys, name: str = "arkivet", *scopes: str) -> str:
    key, token = keys.made(name, scopes or ("plans:write",), END, NOW)
    keys.keep(key)
    return token


def test_a_key_opens_what_it_is_for_until_it_expires(keys: Keys) -> None:
    token = made(keys, "arkivet", "plans:write", "mcp")
    holder = keys.holder(token, NOW)
    assert holder is not None
    assert (holder.name, holder.scopes) == ("arkivet", ("plans:write", "mcp"))
    assert keys.holder(token, END - timedelta(seconds=1)) == holder
    assert keys.holder(token, END) is None


def test_a_revoked_key_opens_nothing_and_is_still_listed(keys: Keys) -> None:
    token = made(keys)
    keys.keep(keys.revoked("arkivet", NOW))
    assert keys.holder(token, NOW) is None
    assert [key.state(NOW) for key in keys.all()] == ["revoked"]
    with pytest.raises(UsageError, match="could be revoked"):
        keys.revoked("arkivet", NOW)


def test_what_is_kept_opens_nothing(keys: Keys, tmp_path: Path) -> None:
    token = made(keys)
    kept = (tmp_path / "keys.json").read_text(encoding="utf-8")
    assert token not in kept
    assert token.split("_", 2)[2] not in kept
    assert keys.holder(keys.all()[0].sha256, NOW) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda token: "",
        lambda token: token[:-1],
        lambda token: token + "A",
        lambda token: token + "\n",
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: token.replace("kg_", "KG_"),
        lambda token: f"kg_{'0' * 12}{token[15:]}",
        lambda token: "kg_" + "ä" * 56,
        lambda token: "\ud800",
    ],
)
def test_nothing_but_the_key_itself_is_the_key(keys: Keys, change: object) -> None:
    token = made(keys)
    assert callable(change)
    assert keys.holder(change(token), NOW) is None


def test_no_two_keys_are_alike(keys: Keys) -> None:
    tokens = {made(keys, f"nyckel {n}") for n in range(20)}
    assert len({token.split("_", 2)[2] for token in tokens}) == 20
    assert all(len(token.split("_", 2)[2]) == 43 for token in tokens)


@pytest.mark.parametrize(
    ("name", "scopes", "end", "said"),
    [
        ("a", ("plans:read",), END, "plans:write, corrections:write, mcp"),
        ("a", (), END, "a key for nothing"),
        ("", ("mcp",), END, "no name"),
        ("a\nb", ("mcp",), END, "no name"),
        ("arkivet", ("mcp",), END, "revoke it first"),
        ("a", ("mcp",), NOW, "gone by"),
    ],
)
def test_a_key_that_cannot_be_is_refused(
    keys: Keys, name: str, scopes: tuple[str, ...], end: datetime, said: str
) -> None:
    made(keys)
    with pytest.raises(UsageError, match=said):
        keys.made(name, scopes, end, NOW)


def test_keys_that_others_could_read_are_not_used(keys: Keys, tmp_path: Path) -> None:
    token = made(keys)
    (tmp_path / "keys.json").chmod(0o644)
    with pytest.raises(StoreError, match="chmod 600"):
        keys.holder(token, NOW)


def test_damaged_keys_open_nothing(keys: Keys, tmp_path: Path) -> None:
    token = made(keys)
    (tmp_path / "keys.json").write_text('{"keys": [{}]}', encoding="utf-8")
    with pytest.raises(StoreError, match="damaged"):
        keys.holder(token, NOW)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("90d", END),
        ("12h", NOW + timedelta(hours=12)),
        ("2w", NOW + timedelta(days=14)),
        ("2026-12-31", datetime(2027, 1, 1, tzinfo=UTC)),
    ],
)
def test_an_end_is_a_span_or_a_last_day(text: str, end: datetime) -> None:
    assert until(text, NOW) == end


@pytest.mark.parametrize("text", ["", "90", "0d", "-1d", "90 dagar", "2026-13-01", "i morgon", "999999d"])
def test_what_is_no_end_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="90d"):
        until(text, NOW)
