"""The committed facts are those that the importer reads: byte for byte, where the originals are at hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg import assets
from kg.extract import compile, package

SLUGS = [folder.name for folder in package.folders(assets.data())]


@pytest.mark.parametrize("slug", SLUGS)
def test_import_gives_the_committed_facts(sources: Path, slug: str) -> None:
    folder = assets.data() / "plans" / slug
    made = compile.document(sources / package.source_of(folder).document, slug, assets.data())
    assert package.differences((folder / "facts.json").read_bytes(), package.rendered(made.plan)) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_committed_facts_name_every_unit_once_and_place_every_fact(slug: str) -> None:
    plan = package.facts_of(assets.data() / "plans" / slug)
    codes = [process.code for process in plan.processes]
    assert len(codes) == len(set(codes))
    told = json.loads((assets.data() / "plans" / slug / "facts.json").read_bytes())
    spans = [fact["span"] for facts in told.values() if isinstance(facts, list) for fact in facts]
    assert spans
    assert all(span["document"] == plan.document and 1 <= span["first"] <= span["last"] for span in spans)


def test_no_sentence_of_a_source_stands_in_the_data(sources: Path) -> None:
    for slug in SLUGS:
        folder = assets.data() / "plans" / slug
        text = " ".join((sources / package.source_of(folder).document).read_text(encoding="utf-8").split())
        for name in ("facts.json", "summaries.toml", "corrections.toml"):
            path = folder / name
            kept = " ".join(path.read_text(encoding="utf-8").split()) if path.is_file() else ""
            runs = [run for run in _sentences(text) if run in kept]
            assert runs == [], f"{slug}/{name}"


def _sentences(text: str) -> list[str]:
    """Sentences of a dozen words and more that end in a full stop."""
    return [s.strip() for s in text.split(". ") if len(s.split()) >= 12]
