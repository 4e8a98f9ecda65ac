"""A change that was tried, as text: what it touches by kind, then the findings that come and go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from kg.compare.said import Language, said
from kg.model.comparison import Touched, WhatIf
from kg.model.finding import Finding

_SHOWN = 6
"""Codes of a finding at most; some are about half a plan."""


def heading(found: WhatIf, lang: Language) -> str:
    """The change in one sentence."""
    words = said(lang)
    new = found.new_title or found.new_codes.get(found.code, "")
    told = words[found.change].format(code=found.code, title=found.title, on=found.on, new=new)
    return told + (f", {words['into'].format(into=', '.join(found.into))}" if found.into else "")


def table(found: WhatIf, lang: Language) -> str:
    """For people."""
    words = said(lang)
    lines = [f"[{found.plan}] {heading(found, lang)}", "", f"{words['touched']}: {len(found.touched)}"]
    for kind, group in groupby(sorted(found.touched, key=lambda one: list(words).index(one.kind)), lambda o: o.kind):
        lines += [f"  {words[kind]}", *(f"    {one.code} {one.text}{_lines(one)}" for one in group)]
    for key, findings in (("gained", found.added), ("lost", found.removed)):
        lines += ["", f"{words[key]}: {len(findings) or words['nothing']}", *_findings(findings, lang)]
    return "\n".join([*lines, "", words["unchanged"]]) + "\n"


def _lines(one: Touched) -> str:
    if not one.lines:
        return ""
    first, last = one.lines[0], one.lines[-1]
    return f" [{first}]" if first == last else f" [{first}–{last}]"


def _findings(found: Sequence[Finding], lang: Language) -> Iterator[str]:
    for one in found:
        told = one.message if lang == "sv" else one.message_en
        more = f" … ({len(one.where)})" if len(one.where) > _SHOWN else ""
        yield f"  {one.rule} {' '.join(one.where[:_SHOWN])}{more}: {told}"
