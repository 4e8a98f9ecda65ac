"""What a build keeps for quick starts changes no answer, whether it is there, gone, damaged or of other word lists."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from kg import assets
from kg.answer import inventory
from kg.errors import StoreError
from kg.extract import registry
from kg.graph import iris, mapping
from kg.graph import store as stores
from kg.service import KnowledgeGraph, warm
from kg.settings import Settings
from kg.text import lexicon, nouns

TODAY = date(2026, 1, 15)
PLANS = sorted(path.name for path in (assets.data() / "plans").iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def kept(built: Path) -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph(Settings(data=assets.data(), store=built)) as graph:
        yield graph


@pytest.fixture(scope="module")
def answers(kept: KnowledgeGraph) -> list[str]:
    return told(kept)


def told(graph: KnowledgeGraph) -> list[str]:
    """Answers to a few questions of each plan, about each plan and about all."""
    texts = []
    for path in sorted((Path(__file__).parent / "questions").glob("*.json")):
        texts += [str(each["question"]) for each in json.loads(path.read_bytes())[::25]]
    asked = [graph.question(text, plans) for text in texts for plans in ((), *((slug,) for slug in PLANS))]
    return [graph.resolve(question, TODAY).model_dump_json() for question in asked]


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def alter(path: Path) -> None:
    """Other facts, well formed: what somebody's hand might do."""
    path.write_bytes(path.read_bytes().replace("nämnden".encode(), "nämnder".encode()).replace(b"1.1", b"1.2"))


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("harm", [Path.unlink, empty, truncate, alter])
def test_answers_are_the_same_where_what_was_kept_is_gone_or_harmed(
    built: Path, tmp_path: Path, answers: list[str], harm: Callable[[Path], None]
) -> None:
    store = tmp_path / "store"
    shutil.copytree(built, store)
    files = [*store.glob("v*/beside/*")]
    assert len(files) == 2 + 2 * len(PLANS)
    for path in files:
        harm(path)
    with KnowledgeGraph(Settings(data=assets.data(), store=store)) as graph:
        assert all(graph.store.beside(path.name) is None for path in files)
        assert told(graph) == answers


@pytest.mark.parametrize("slug", PLANS)
def test_a_plan_and_its_names_are_kept_as_the_graph_has_them(kept: KnowledgeGraph, slug: str) -> None:
    plan = warm.plan(kept.store, slug)
    assert plan == mapping.plan_from(kept.store, iris.effective(slug))
    view = kept.catalogue.plans[slug]
    names = warm.names(kept.store, view)
    assert names is not None
    assert json.dumps(inventory.told(names, view)) == json.dumps(inventory.told(inventory.taken(view), view))


def test_words_and_bodies_are_kept_as_their_files_have_them(kept: KnowledgeGraph) -> None:
    organisations = assets.data() / "organisations"
    assert warm.organisations(kept.store, organisations) == registry.organisations(organisations)
    tables = json.loads(kept.store.beside("lexicon.json") or b"")["value"]
    assert {name: json.loads(text) for name, text in tables.items()} == {name: lexicon.load(name) for name in tables}
    for slug in PLANS:
        words = json.loads(kept.store.beside(f"names-{slug}.json") or b"")["value"]["words"]
        assert {word: [stem, list(parts)] for word in words for stem, parts in [nouns._analysis(word)]} == words


def test_what_was_made_from_other_word_lists_or_models_is_left_aside(kept: KnowledgeGraph, tmp_path: Path) -> None:
    slug = PLANS[0]
    view = kept.catalogue.plans[slug]
    other = {
        "lexicon.json": b'{"key":"another","value":{"synonyms":"{}"}}',
        "organisations.json": b'{"key":"another","value":[]}',
        f"names-{slug}.json": b'{"key":"another","value":{"words":{},"names":{}}}',
        f"plan-{slug}.json": b'{"slug":"x","colour":"red"}',
    }
    stores.build(tmp_path, (), beside=other)
    with stores.Store.open(tmp_path) as store:
        assert {name: store.beside(name) for name in other} == other
        assert warm.names(store, view) is None
        assert warm.organisations(store, assets.data() / "organisations") == registry.organisations(
            assets.data() / "organisations"
        )
        before = dict(lexicon._known)
        warm.learn(store)
        assert lexicon._known == before
        with pytest.raises(StoreError):  # the graph itself is asked, and it is empty
            warm.plan(store, slug)
