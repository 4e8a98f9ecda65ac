"""The audit log: whatever is done to it afterwards is found, at its line."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import StoreError
from kg.writing.audit import NOTHING, Head, Log, check, line
from kg.writing.keep import Keep

NOW = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
WHO = {"key": "0a1b2c3d4e5f", "name": "arkivet på Ö"}


def written(number: int) -> tuple[list[bytes], Head]:
    """A log of so many lines, and where it ends."""
    lines, previous = [], NOTHING
    for n in range(1, number + 1):
        entry = {"n": n, "time": f"2026-05-04T03:02:{n:02d}Z", "who": WHO, "what": "plan.put", "plan": f"plan-{n}"}
        lines.append(line({**entry, "previous": previous}))
        previous = json.loads(lines[-1])["hash"]
    return lines, Head(number, previous, sum(map(len, lines)))


LINES, HEAD = written(6)
WHOLE = b"".join(LINES)
PLACES = st.integers(0, len(LINES) - 1)


def test_a_log_that_nobody_touched_is_whole() -> None:
    verdict = check(WHOLE, HEAD)
    assert (verdict.entries, verdict.hash, verdict.broken) == (6, HEAD.hash, None)
    assert check(b"", None).broken is None


@given(at=st.integers(0, len(WHOLE) - 1), byte=st.integers(0, 255))
@settings(max_examples=300)
def test_any_byte_that_is_another_is_found_at_its_line(at: int, byte: int) -> None:
    changed = WHOLE[:at] + bytes([byte]) + WHOLE[at + 1 :]
    broken = check(changed, HEAD).broken
    if changed == WHOLE:
        assert broken is None
    else:
        assert broken is not None
        assert broken.line == WHOLE[:at].count(b"\n") + 1


@given(at=PLACES)
def test_a_line_that_was_taken_out_is_found(at: int) -> None:
    broken = check(b"".join(LINES[:at] + LINES[at + 1 :]), HEAD).broken
    assert broken is not None
    assert broken.line == at + 1


@given(one=PLACES, other=PLACES)
def test_lines_that_changed_places_are_found(one: int, other: int) -> None:
    lines = list(LINES)
    lines[one], lines[other] = lines[other], lines[one]
    broken = check(b"".join(lines), HEAD).broken
    assert (broken is None) == (one == other)
    assert broken is None or broken.line == min(one, other) + 1


@given(at=st.integers(0, len(WHOLE) - 1))
def test_a_tail_that_was_cut_off_is_found_wherever_the_cut_is(at: int) -> None:
    broken = check(WHOLE[:at], HEAD).broken
    assert broken is not None
    assert broken.line == WHOLE[:at].count(b"\n") + 1


@given(at=st.integers(0, len(LINES)), again=PLACES)
def test_a_line_that_was_put_in_is_found(at: int, again: int) -> None:
    assert check(b"".join([*LINES[:at], LINES[again], *LINES[at:]]), HEAD).broken is not None


@given(at=PLACES, name=st.sampled_from(["who", "what", "plan", "time", "n"]))
def test_a_line_with_a_hash_made_to_fit_is_found_by_the_next_or_by_the_end(at: int, name: str) -> None:
    forged = line({**json.loads(LINES[at]), name: "another"})
    broken = check(b"".join([*LINES[:at], forged, *LINES[at + 1 :]]), HEAD).broken
    assert broken is not None
    assert broken.line in (at + 1, at + 2)


def test_lines_that_another_added_in_the_right_form_are_found() -> None:
    entry = {"n": 7, "time": "2026-05-04T03:02:07Z", "who": WHO, "what": "plan.put", "previous": HEAD.hash}
    broken = check(WHOLE + line(entry), HEAD).broken
    assert broken is not None
    assert broken.line == 7


def test_a_log_whose_end_was_forgotten_is_broken() -> None:
    assert check(WHOLE, None).broken is not None


def log_of(folder: Path, number: int = 2) -> Log:
    log = Log(Keep(folder))
    for n in range(number):
        log.add(NOW, WHO, "plan.put", plan=f"plan-{n}")
    return log


def test_entries_say_when_who_and_what_and_are_bound_to_each_other(tmp_path: Path) -> None:
    first, second = log_of(tmp_path).entries()
    assert (first["n"], first["time"], first["who"], first["plan"]) == (1, "2026-05-04T03:02:01Z", WHO, "plan-0")
    assert (first["previous"], second["previous"]) == (NOTHING, first["hash"])


def test_nothing_is_added_to_a_broken_log(tmp_path: Path) -> None:
    log = log_of(tmp_path)
    path = tmp_path / "audit.jsonl"
    path.write_bytes(path.read_bytes().replace(b"plan-0", b"plan-9"))
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"audit\.jsonl:1.*kg audit verify"):
        log.add(NOW, WHO, "plan.put")
    assert path.read_bytes() == before


@pytest.mark.parametrize("before", [0, 2])
@pytest.mark.parametrize("part", [0, 1, 40, -1, None])
@pytest.mark.parametrize("head", [False, True])
def test_a_line_whose_writing_was_broken_off_is_whole_and_finished_by_the_next(
    tmp_path: Path, before: int, part: int | None, head: bool
) -> None:
    log = log_of(tmp_path, before)
    files = {name: (tmp_path / name).read_bytes() for name in ("audit.jsonl", "audit.head") if before}
    log.add(NOW, WHO, "plan.put", plan="under way")
    told = (tmp_path / "audit.jsonl").read_bytes()[len(files.get("audit.jsonl", b"")) :]
    if not head:  # the process ended somewhere between putting the line down beside the log and telling the end
        (tmp_path / "audit.jsonl").write_bytes(files.get("audit.jsonl", b"") + told[:part])
        (tmp_path / "audit.head").write_bytes(files["audit.head"]) if before else (tmp_path / "audit.head").unlink()
    (tmp_path / "audit.next").write_bytes(told)
    (tmp_path / "audit.next").chmod(0o600)
    assert log.verify().broken is None
    log.add(NOW, WHO, "plan.put", plan="next")
    assert [entry["plan"] for entry in log.entries()][before:] == ["under way", "next"]


def test_others_may_not_read_it(tmp_path: Path) -> None:
    log_of(tmp_path)
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
