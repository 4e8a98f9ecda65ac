"""Mechanical mends: edits of findings as entries of a plan's corrections.toml, shown as a difference or written."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SourceError
from kg.extract.package import replace_file
from kg.lint.baseline import quoted
from kg.lint.rule import Edit, Found

NAME = "corrections.toml"
_HEAD = "# What conversion broke and what people reviewed. The original is never changed.\n"


@dataclass(frozen=True, slots=True)
class Fix:
    """What would be written into one plan's corrections."""

    plan: str
    path: Path
    before: str
    after: str
    findings: tuple[Found, ...]
    """Those that it mends."""

    @property
    def diff(self) -> str:
        """The change as a unified difference; empty where nothing changes."""
        lines = difflib.unified_diff(
            self.before.splitlines(keepends=True), self.after.splitlines(keepends=True), f"a/{NAME}", f"b/{NAME}"
        )
        return "".join(lines)

    def write(self) -> None:
        """Put the file in place, whole or not at all.

        Raises FailedError where it cannot be written.
        """
        replace_file(self.path, self.after.encode())


def offered(found: Iterable[Found], plans: Path) -> tuple[Fix, ...]:
    """What the edits of the findings come to, a plan at a time; findings without an edit, and corrected ones, are left.

    `plans` is the folder that holds a folder for each plan.
    Raises SourceError where a plan's corrections cannot be read.
    """
    by_plan: dict[str, list[Found]] = {}
    for finding in found:
        if finding.edit is not None and not finding.corrected:
            by_plan.setdefault(finding.plan, []).append(finding)
    return tuple(_fix(plan, plans / plan / NAME, findings) for plan, findings in by_plan.items())


def _fix(plan: str, path: Path, findings: list[Found]) -> Fix:
    before = _read(path)
    known = {(e.get("kind"), e.get("key"), e.get("field")) for e in tomllib.loads(before).get("error", ())}
    entries, mended = [], []
    for finding in findings:
        edit = finding.edit
        if edit is not None and (edit.kind, edit.key, edit.field) not in known:
            known.add((edit.kind, edit.key, edit.field))
            entries.append(_entry(edit, finding))
            mended.append(finding)
    start = before or _HEAD
    after = "\n".join([start.rstrip("\n") + "\n", *entries]) if entries else before
    return Fix(plan, path, before, after, tuple(mended))


def _read(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"cannot be read ({error})", where=str(path), hint="mend the file first") from error
    return text


def _entry(edit: Edit, finding: Found) -> str:
    fields = {**edit.model_dump(), "reason": f"{finding.rule}: {finding.message}"}
    return "[[error]]\n" + "\n".join(f"{name} = {quoted(value)}" for name, value in fields.items()) + "\n"
