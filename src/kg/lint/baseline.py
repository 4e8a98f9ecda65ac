"""What is accepted: findings that were looked at and are left as they are, each with a reason and a last day."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from kg.errors import SourceError
from kg.lint.rule import Found, Rule
from kg.model.fact import Strings

STALE = "KG001"
EXPIRED = "KG002"
_NAMES = {STALE: "accepted-no-longer-found", EXPIRED: "acceptance-expired"}


class Accepted(BaseModel):
    """One entry: the findings that it means, why they stay, and until when."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    plan: str
    reason: str
    until: date | None = None
    """Last day on which it holds; None for good."""
    where: Strings = ()
    """Codes that the finding names, all of them; empty for any."""
    record: str | None = None
    fingerprint: str | None = None
    """Of one finding, however its lines move or its units are renumbered."""

    def means(self, finding: Found) -> bool:
        """Whether the entry is about a finding."""
        if (self.rule, self.plan) != (finding.rule, finding.plan):
            return False
        if self.fingerprint is not None:
            return self.fingerprint == finding.fingerprint
        return set(self.where) <= set(finding.where) and self.record in (None, finding.record)


class Baseline(BaseModel):
    """All entries of a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    accept: tuple[Accepted, ...] = ()
    path: str = "lint.toml"

    def left(self, found: Iterable[Found], day: date, plans: Sequence[str], rules: Sequence[Rule]) -> list[Found]:
        """The findings that no entry accepts on the day, and one for each entry that is out of date.

        An entry that means nothing any more, of a plan and a rule that were looked at, is a finding itself, and so is
        one whose last day has gone by.
        """
        found = list(found)
        holding = [entry for entry in self.accept if entry.until is None or day <= entry.until]
        left = [finding for finding in found if not any(entry.means(finding) for entry in holding)]
        looked_at = {rule.code for rule in rules}
        for entry in self.accept:
            if entry.plan not in plans or entry.rule not in looked_at:
                continue
            if not any(entry.means(finding) for finding in found):
                left.append(self._out_of_date(STALE, entry))
            elif entry not in holding:
                left.append(self._out_of_date(EXPIRED, entry))
        return left

    def _out_of_date(self, code: str, entry: Accepted) -> Found:
        what = " ".join(part for part in (entry.rule, *entry.where, entry.record) if part)
        stale = code == STALE
        return Found(
            rule=code,
            name=_NAMES[code],
            kind="other",
            severity="warning",
            plan=entry.plan,
            where=entry.where,
            record=entry.record,
            message=f"{self.path}: {what} godtas men finns inte längre"
            if stale
            else f"{self.path}: {what} godtogs till och med {entry.until}",
            message_en=f"{self.path}: {what} is accepted but no longer found"
            if stale
            else f"{self.path}: {what} was accepted until {entry.until}",
            fix="Stryk posten." if stale else "Åtgärda felet, eller förnya posten med skäl.",
            fix_en="Strike the entry." if stale else "Mend the fault, or renew the entry with a reason.",
            fingerprint=f"{code}-{what}",
        )


def load(path: Path) -> Baseline:
    """The entries of a TOML file: [[accept]] with rule, plan, reason, and where, record, fingerprint, until as needed.

    Raises SourceError where it cannot be read, or an entry lacks its reason.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        return Baseline.model_validate({**told, "path": path.name})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise SourceError(f"{where}: {first['msg']}", where=str(path), hint="mend the entry") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"the baseline cannot be read ({error})", where=str(path), hint="mend the line") from error


def written(found: Iterable[Found], reason: str) -> str:
    """A baseline file, in TOML, that accepts the findings, for people to give better reasons in."""
    entries = []
    for finding in found:
        lines = [f"rule = {quoted(finding.rule)}", f"plan = {quoted(finding.plan)}"]
        lines += [f"where = [{', '.join(map(quoted, finding.where))}]"] if finding.where else []
        lines += [f"record = {quoted(finding.record)}"] if finding.record else []
        lines += [f"fingerprint = {quoted(finding.fingerprint)}", f"reason = {quoted(reason)}"]
        entries.append("[[accept]]\n" + "\n".join(lines) + "\n")
    return "\n".join(entries)


def quoted(value: str) -> str:
    """A text as a TOML string."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " else f"\\u{ord(c):04x}" for c in escaped) + '"'
