"""What people lay over a document: repairs, errors, successions, summaries; each must still fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.extract import corrections
from kg.model.fact import Span
from kg.model.plan import CrossReference, Plan, Process
from kg.model.source import Corrections, Damage, Erratum, Succession

SPAN = Span(document="plan.txt", first=1, last=1, sha256="0" * 64)
PLAN = Plan(
    slug="plan",
    document="plan.txt",
    sha256="0" * 64,
    processes=(
        Process(code="1", level="VO", title="Leda", parent=None, span=SPAN),
        Process(code="1.1", level="P", title="Styra", parent="1", span=SPAN),
    ),
    cross_references=(
        CrossReference(
            source="1.1",
            subject="kartor",
            verb="se",
            kind="see",
            cited_level="P",
            target="1.9",
            cited_title=None,
            span=SPAN,
        ),
    ),
)


def _damage(read: str, right: str, first: int = 1, last: int = 1) -> Damage:
    return Damage(first=first, last=last, read=read, right=right, reason="prov")


def test_repair_replaces_what_conversion_broke() -> None:
    assert corrections.mended(["ett u tbrott", "två"], [_damage("u tbrott", "utbrott")], "c.toml") == (
        "ett utbrott",
        "två",
    )


def test_repair_over_lines_keeps_their_number() -> None:
    mended = corrections.mended(
        ["lag u", "pphandling", "slut"], [_damage("u\npphandling", "\nupphandling", last=2)], "c.toml"
    )
    assert mended == ("lag ", "upphandling", "slut")


@pytest.mark.parametrize(
    ("damage", "message"),
    [(_damage("saknas", "x"), "no longer reads"), (_damage("två", "t\nvå", 2, 2), "number of lines")],
)
def test_repair_that_does_not_fit_says_where(damage: Damage, message: str) -> None:
    with pytest.raises(SourceError, match=message) as error:
        corrections.mended(["ett", "två"], [damage], "c.toml")
    assert error.value.where == "c.toml"


def test_error_is_corrected_in_the_effective_facts_only() -> None:
    laid = Corrections(
        error=(Erratum(kind="cross_reference", key="1.1>1.9", field="target", read="1.9", right="1.1", reason="prov"),)
    )
    effective = corrections.effective(PLAN, laid, {}, "c.toml")
    assert effective.cross_references[0].target == "1.1"
    assert PLAN.cross_references[0].target == "1.9"


@pytest.mark.parametrize(
    ("key", "field", "read"), [("1.1>9", "target", "1.9"), ("1.1>1.9", "target", "2"), ("1.1>1.9", "colour", "")]
)
def test_correction_of_what_is_not_there_is_an_error(key: str, field: str, read: str) -> None:
    laid = Corrections(
        error=(Erratum(kind="cross_reference", key=key, field=field, read=read, right="1", reason="prov"),)
    )
    with pytest.raises(SourceError, match="has no"):
        corrections.effective(PLAN, laid, {}, "c.toml")


def test_succession_and_summary_are_laid_over() -> None:
    laid = Corrections(succession=(Succession(ended="1", successors=("1.1",), reason="prov"),))
    effective = corrections.effective(PLAN, laid, {"1.1": "Styr."}, "c.toml")
    assert (effective.processes[0].successors, effective.processes[1].summary) == (("1.1",), "Styr.")


@pytest.mark.parametrize(
    ("succession", "summaries"),
    [(("9", ("1",)), {}), (("1", ("9",)), {}), (None, {"9": "Styr."})],
)
def test_what_names_no_unit_is_an_error(
    succession: tuple[str, tuple[str, ...]] | None, summaries: dict[str, str]
) -> None:
    laid = Corrections(
        succession=(Succession(ended=succession[0], successors=succession[1], reason="p"),) if succession else ()
    )
    with pytest.raises(SourceError):
        corrections.effective(PLAN, laid, summaries, "c.toml")


def test_broken_toml_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text('[[damage]]\nfirst = "1\n', encoding="utf-8")
    with pytest.raises(SourceError) as error:
        corrections.load(path)
    assert str(error.value).startswith(f"{path}:2: no valid TOML")


def test_unknown_field_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text("[[damage]]\nfirst = 1\n", encoding="utf-8")
    with pytest.raises(SourceError, match="damage"):
        corrections.load(path)
