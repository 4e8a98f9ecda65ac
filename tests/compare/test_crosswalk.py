"""Reviewed mappings: a file that is held against both plans, SKOS and SSSOM in the graph, and back again."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from tests.compare.neighbours import LEFT, MAPPING, RIGHT, lay

from kg.compare.compare import turned
from kg.errors import SourceError
from kg.extract import crosswalk, package
from kg.graph import iris
from kg.model.comparison import Crosswalk
from kg.service import KnowledgeGraph

SKOS = "http://www.w3.org/2004/02/skos/core#"


def load(data: Path) -> tuple[tuple[Crosswalk, ...], tuple[str, ...]]:
    return crosswalk.load(data, [package.load(folder).effective for folder in package.folders(data)])


def test_graph_holds_the_mapping_as_the_file_has_it(graph: KnowledgeGraph) -> None:
    (file,), _ = load(graph.settings.data)
    assert graph.crosswalk(LEFT, RIGHT) == file


def test_mapping_is_known_from_either_side(graph: KnowledgeGraph) -> None:
    (file,), _ = load(graph.settings.data)
    assert graph.crosswalk(RIGHT, LEFT) == turned(file)


def test_two_plans_without_a_mapping_have_none(graph: KnowledgeGraph) -> None:
    assert graph.crosswalk(LEFT, LEFT) is None


def test_refused_pair_stands_in_the_graph_as_refused_and_never_as_a_match(graph: KnowledgeGraph) -> None:
    name = NamedNode(iris.mappings(LEFT, RIGHT))
    found = {
        (quad.subject.value, quad.predicate.value.removeprefix(SKOS), quad.object.value)
        for quad in graph.store.oxigraph.quads_for_pattern(None, None, None, name)
        if quad.predicate.value.startswith(SKOS)
    }
    assert found == {(iris.unit(LEFT, "2.2.3"), "narrowMatch", iris.unit(RIGHT, "3.2.3"))}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('subject = "2.2.3"', 'subject = "2.2.9"', "hamnvik has no unit 2.2.9"),
        ('"Göra bokslut"', '"Göra något"', "hamnvik 2.2.3 is called 'Göra bokslut' and not 'Göra något'"),
        ('object_plan = "skogslunda"', 'object_plan = "annan"', "maps hamnvik--annan"),
        ('predicate = "narrowMatch"', 'predicate = "liksom"', "predicate: Input should be"),
        ("mapping_date = 2024-05-06", "", "mapping_date: Field required"),
        ("confidence = 0.9", "confidence = 9", "confidence: Input should be less than or equal to 1"),
        ('comment = "Skog', 'kommentar = "Skog', "kommentar: Extra inputs are not permitted"),
    ],
)
def test_mapping_that_does_not_fit_its_plans_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in MAPPING
    with pytest.raises(SourceError) as refused:
        load(lay(tmp_path, MAPPING.replace(old, new, 1)))
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_mapping_of_a_plan_that_is_not_there_is_left_out_and_told(tmp_path: Path) -> None:
    text = MAPPING.replace(f'object_plan = "{RIGHT}"', 'object_plan = "annan"')
    held, left_out = load(lay(tmp_path, text, f"{LEFT}--annan"))
    assert held == ()
    assert [line.rpartition("--")[2] for line in left_out] == ["annan.toml: no plan annan: import it, or drop the file"]


def test_pair_that_is_mapped_twice_is_refused(tmp_path: Path) -> None:
    again = MAPPING[MAPPING.index("[[mapping]]") : MAPPING.index("[[mapping]]", MAPPING.index("[[mapping]]") + 1)]
    with pytest.raises(SourceError, match=r"2\.2\.3 and 3\.2\.3 are mapped twice"):
        load(lay(tmp_path, MAPPING + "\n" + again))


def test_data_folder_without_mappings_has_none(tmp_path: Path) -> None:
    assert crosswalk.load(tmp_path, []) == ((), ())
