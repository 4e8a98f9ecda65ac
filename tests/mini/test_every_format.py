"""One made-up plan gives one and the same facts, whatever the format that it comes in."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from kg import assets
from kg.extract import compile, explaining
from kg.extract.compile import Compiled
from kg.text.passage import digest
from tests.mini import make
from tests.mini.plan import LINES


@cache
def _read(kind: str) -> tuple[Compiled, tuple[str, ...]]:
    from kg.read import formats

    with TemporaryDirectory() as folder:
        path = make.FORMATS[kind](Path(folder))
        return compile.document(path, "hamnen", assets.data()), formats.read(path).lines


def _facts(plan: Any) -> Any:
    """A plan's facts without their places."""
    if isinstance(plan, dict):
        return {key: _facts(value) for key, value in plan.items() if key not in {"span", "document", "sha256"}}
    return [_facts(each) for each in plan] if isinstance(plan, list) else plan


def test_units_are_those_of_the_plan() -> None:
    plan = _read("txt")[0].plan
    assert [(p.code, p.title) for p in plan.processes] == [(line.code, line.title) for line in LINES if line.code]
    assert {p.code: (p.level, p.parent) for p in plan.processes if p.code in {"2", "2.10"}} == {
        "2": ("VO", None),
        "2.10": ("P", "2"),
    }


def test_every_row_is_a_record_type_of_its_unit() -> None:
    code, expected = "", []
    for line in LINES:
        code = line.code or code
        if line.record:
            expected.append((code, line.record[0].lower() + line.record[1:]))
    assert [(r.process, r.name) for r in _read("txt")[0].plan.record_types] == expected


def test_rules_say_what_the_columns_say() -> None:
    told = {
        name: [(r.action, r.period, r.counted_from, [c.value for c in r.conditions]) for r in rules]
        for name in ("ramavtal", "klagomål på buller", "provtagning av sediment", "protokoll från platsbesök")
        for rules in [[r for r in _read("txt")[0].plan.retention_rules if r.record == name]]
    }
    assert told == {
        "ramavtal": [("destroy", "P2Y", "avtalets slut", [])],
        "klagomål på buller": [("preserve", None, None, ["överklagande"]), ("destroy", None, None, [])],
        "provtagning av sediment": [("preserve", None, None, []), ("transfer", "P5Y", None, [])],
        "protokoll från platsbesök": [],
    }


@pytest.mark.parametrize("kind", [kind for kind in make.FORMATS if kind != "txt"])
def test_every_format_gives_the_same_facts(kind: str) -> None:
    assert _facts(_read(kind)[0].plan.model_dump(mode="json")) == _facts(_read("txt")[0].plan.model_dump(mode="json"))
    # a number whose format does not show its nought is read by the codes around it, and that is told
    guesses = ["Plan!A49: ”2.1” lästes som 2.10: skriv koden som text"] if kind == "xlsx" else []
    assert [unread.message for unread in _read(kind)[0].unread] == guesses


@pytest.mark.parametrize("kind", make.FORMATS)
def test_every_fact_stands_where_it_says(kind: str) -> None:
    made, lines = _read(kind)
    for record in made.plan.record_types:
        span = record.span
        assert span.sha256 == digest(lines[span.first - 1 : span.last])
        passage = " ".join(lines[span.first - 1 : span.last]).casefold().replace("- ", "")
        assert record.name.split()[0].casefold() in passage


@pytest.mark.parametrize(
    ("kind", "placed"),
    [
        ("xlsx", lambda span: span.cell == "Plan!C6"),
        ("ods", lambda span: span.cell == "Plan!C4"),
        ("docx", lambda span: span.cell == "Tabell 1!A3"),
        ("pdf-ruled", lambda span: span.page == 1),
        ("csv-semicolon-utf8", lambda span: (span.first, span.cell) == (4, None)),
    ],
)
def test_first_record_has_its_cell_or_page(kind: str, placed: Callable[[Any], bool]) -> None:
    assert placed(_read(kind)[0].plan.record_types[0].span)


def test_folder_of_files_is_one_plan(tmp_path: Path) -> None:
    for part, lines in enumerate((LINES[:13], LINES[13:]), start=1):
        text = "".join("\t".join(line) + "\n" for line in (make.HEADS, *lines))
        (tmp_path / f"{part} plan.txt").write_text(text, encoding="utf-8")
    made = compile.document(tmp_path, "hamnen", assets.data())
    assert _facts(made.plan.model_dump(mode="json")) == _facts(_read("txt")[0].plan.model_dump(mode="json"))
    assert made.plan.record_types[-1].span.cell == "2 plan.txt: rad 48"


def test_explanation_names_every_column_and_how_sure_it_is() -> None:
    told = list(explaining.told(_read("xlsx")[0]))
    assert told[0] == "Plan!A4: 60 rader"
    assert "  ”Handlingstyp” → handlingstyp (95 %, av rubriken)" in told
    assert "bladet Val är dolt och lästes inte" in told
    assert "  ”Handlingstyp” → record type (95 %, by its head)" in list(explaining.told(_read("xlsx")[0], "en"))
