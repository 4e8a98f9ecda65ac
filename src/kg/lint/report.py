"""Findings as a table, JSON, CSV, SARIF, JUnit or a page: the same for the terminal, a build server and a reader."""

from __future__ import annotations

import csv
import io
import json
import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Literal

from kg.errors import UsageError
from kg.lint import run
from kg.lint.rule import Found, Rule
from kg.model.finding import Severity

Language = Literal["sv", "en"]

_FIELDS = (
    "rule",
    "name",
    "kind",
    "severity",
    "certain",
    "plan",
    "where",
    "record",
    "lines",
    "message",
    "message_en",
    "fix",
)
_SAID: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "error": "fel",
        "warning": "varning",
        "info": "upplysning",
        "lines": "rad",
        "why": "Varför",
        "do": "Gör",
        "unsure": "bedömning",
        "corrected": "redan rättat",
        "none": "Inga fynd.",
        "opening": "Granskning av {plans}: {sum}. Det värsta först.",
        "as told": "Så som det står vid varje fynd.",
        "one": "fynd",
        "many": "fynd",
        "folded": "{count} upplysningar, en rad för varje regel (--all visar dem, --select väljer en regel):",
    },
    "en": {
        "error": "error",
        "warning": "warning",
        "info": "note",
        "lines": "line",
        "why": "Why",
        "do": "Do",
        "unsure": "judgement",
        "corrected": "corrected already",
        "none": "Nothing found.",
        "opening": "Review of {plans}: {sum}. Worst first.",
        "as told": "As it says at each finding.",
        "one": "finding",
        "many": "findings",
        "folded": "{count} notes, a line for each rule (show them with --all, or choose a rule with --select):",
    },
}
_COUNTED: Mapping[str, Mapping[Severity, tuple[str, str]]] = {
    "sv": {"error": ("fel", "fel"), "warning": ("varning", "varningar"), "info": ("upplysning", "upplysningar")},
    "en": {"error": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("note", "notes")},
}
"""One of a severity, and several."""
_FLOOD = 1 / 3
"""Share of the findings from which notes are drawn together, so that they do not hide what matters."""
_WIDTH = 110
_FEW = 3
"""Sections whose titles are told, codes left of a long list, fixes told one by one."""
_LONGEST = 700
"""Letters of a message that a letter has room for."""
_CODES = re.compile(r"\b(?:s?\d[\d.]*, ){8,}s?\d[\d.]*\d\b")
_QUOTED = re.compile(r'"([^"]*)"')
_MOST_CODES = 8
"""Codes shown of one finding; the message and the other formats have all."""


def write(found: Sequence[Found], format: str = "table", lang: Language = "sv", *, every: bool = False) -> bytes:
    """The findings in a format: table, json, csv, sarif (2.1.0), junit or html; all but the table have every note.

    Raises UsageError for a format that is none of these.
    """
    from kg.lint import junit, page, sarif

    formats: Mapping[str, Callable[[Sequence[Found], Language], str]] = {
        "table": partial(table, every=every),
        "json": as_json,
        "csv": as_csv,
        "sarif": sarif.log,
        "junit": junit.suites,
        "html": page.html,
    }
    if format not in formats:
        raise UsageError(f"no format is called {format!r}", hint=f"choose {', '.join(formats)}")
    return formats[format](found, lang).encode()


def table(found: Sequence[Found], lang: Language, *, every: bool = False) -> str:
    """For people: a group for each rule, worst first, with place, words, reason and what to do.

    Where notes are more than a third of the findings, only their rules and numbers are told, unless `every` asks for
    them all.
    """
    words = said(lang)
    if not found:
        return f"{words['none']}\n"
    notes = [finding for finding in found if finding.severity == "info"]
    folded = notes if not every and len(notes) > _FLOOD * len(found) else []
    shown = [finding for finding in found if not folded or finding.severity != "info"]
    plans = ", ".join(dict.fromkeys(finding.plan for finding in sorted(found, key=lambda f: f.plan)))
    opening = words["opening"].format(plans=plans, sum=summary(found, lang))
    groups = [_group(list(group), lang) for _, group in groupby(shown, key=lambda f: (f.rule, f.severity))]
    return "\n".join([f"{opening}\n", *groups, *([_folded(folded, lang)] if folded else [])])


def _group(found: Sequence[Found], lang: Language) -> str:
    words, first = said(lang), found[0]
    count = f"{len(found)} {words['one' if len(found) == 1 else 'many']}"
    lines = [f"{first.rule} {first.name} · {words[first.severity]} · {count}"]
    rule = ruled(first.rule)
    if rule is not None:
        lines.append(_wrapped(f"{words['why']}: {getattr(rule.explanation, lang)}", "  "))
    for finding in found:
        message = _shortened(_CODES.sub(_first_codes, told(finding, lang)))
        lines.append(_wrapped(f"- {place(finding, lang)}: {message}{marks(finding, lang)}", "  "))
    fixes = list(dict.fromkeys(fix for finding in found if (fix := fixed(finding, lang))))
    if len(fixes) > _FEW and all(_told_already(finding, lang) for finding in found):
        fixes = [words["as told"]]
    lines += [_wrapped(f"{words['do']}: {fix}", "  ") for fix in fixes]
    return "\n".join(lines) + "\n"


def _told_already(finding: Found, lang: Language) -> bool:
    """Whether the message says all that the fix quotes."""
    return all(quoted in told(finding, lang) for quoted in _QUOTED.findall(fixed(finding, lang) or '""'))


def _shortened(message: str) -> str:
    """The beginning of a long message, whole members of its list; the other formats have all."""
    if len(message) <= _LONGEST:
        return message
    return f"{re.split(r'[;,] (?=[^;,]*$)', message[:_LONGEST])[0]} …"


def _first_codes(match: re.Match[str]) -> str:
    """The first codes of a long list; the place has more of them, and the other formats have all."""
    codes = match[0].split(", ")
    return f"{', '.join(codes[:_FEW])} … ({len(codes)})"


def _folded(notes: Sequence[Found], lang: Language) -> str:
    lines = [said(lang)["folded"].format(count=len(notes))]
    for code, group in by_rule(notes):
        several = list(group)
        lines.append(f"  {code} {several[0].name} · {len(several)}")
    return "\n".join(lines) + "\n"


def _wrapped(text: str, indent: str) -> str:
    inner = f"{indent}  "
    return textwrap.fill(
        text, _WIDTH, initial_indent=indent, subsequent_indent=inner, break_long_words=False, break_on_hyphens=False
    )


def place(finding: Found, lang: Language) -> str:
    """Plan, codes and lines: "plan 2.5.4 (rad 330)"; of a few sections the titles, too."""
    codes = [*finding.where[:_MOST_CODES], *(["…"] if len(finding.where) > _MOST_CODES else [])]
    if len(codes) <= _FEW and len(finding.headings) == len(codes):
        codes = [f'{code} "{title}"' if title else code for code, title in zip(codes, finding.headings, strict=True)]
    at = f" ({said(lang)['lines']} {ranges(finding.lines)})" if finding.lines else ""
    return " ".join([finding.plan, *codes]) + at


def ranges(lines: Iterable[int], most: int = 6) -> str:
    """Lines with neighbours drawn together: "3-5, 9"."""
    runs: list[list[int]] = []
    for line in sorted(set(lines)):
        if runs and line == runs[-1][-1] + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    shown = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    return ", ".join([*shown[:most], *(["…"] if len(shown) > most else [])])


def marks(finding: Found, lang: Language) -> str:
    """What is to be known of a finding beside its message, in brackets."""
    known = [name for name, holds in (("unsure", not finding.certain), ("corrected", finding.corrected)) if holds]
    return f" [{', '.join(said(lang)[name] for name in known)}]" if known else ""


def told(finding: Found, lang: Language) -> str:
    """The message in a language."""
    return finding.message if lang == "sv" else finding.message_en


def fixed(finding: Found, lang: Language) -> str | None:
    """What to do, in a language."""
    return finding.fix if lang == "sv" else finding.fix_en or finding.fix


def said(lang: Language) -> Mapping[str, str]:
    """The words of a report."""
    return _SAID[lang]


def summary(found: Sequence[Found], lang: Language) -> str:
    """How many of each severity."""
    counts = Counter(finding.severity for finding in found)
    return ", ".join(f"{counts[level]} {words[counts[level] != 1]}" for level, words in _COUNTED[lang].items())


def by_rule(found: Sequence[Found]) -> Iterator[tuple[str, Iterator[Found]]]:
    """Findings in groups of one rule, in the order that they come in, which is worst first."""
    return groupby(found, key=lambda finding: finding.rule)


def ruled(code: str) -> Rule | None:
    """The rule of a code; None for what the baseline itself reports."""
    return next((rule for rule in run.rules() if rule.code == code), None)


def as_json(found: Sequence[Found], lang: Language) -> str:
    """A list of findings, the same in both languages."""
    del lang
    rows = [finding.model_dump(mode="json", exclude={"edit"}) for finding in found]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def as_csv(found: Sequence[Found], lang: Language) -> str:
    """A row for each finding; codes and lines are parted by spaces."""
    del lang
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\r\n")
    sheet.writerow([*_FIELDS, "corrected", "fingerprint"])
    for finding in found:
        row = finding.model_dump(mode="json")
        sheet.writerow([_cell(row[name]) for name in (*_FIELDS, "corrected", "fingerprint")])
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, list):
        return " ".join(map(str, value))
    return "" if value is None else value
