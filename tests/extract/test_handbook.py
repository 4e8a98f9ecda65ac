"""A handbook and a guideline made up for the test, of municipalities that do not exist, and the facts they hold."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import assets
from kg.extract import compile, handbook, legal, registry, sections
from kg.extract.handbook import Handbook
from kg.grammar.acts import Names
from kg.model.fact import Fact
from kg.read import plaintext

PROSE = Path(__file__).parent / "prose"
LISTS = (
    "sections",
    "retention_rules",
    "citations",
    "responsibilities",
    "assignments",
    "fora",
    "secrecy_rules",
    "systems",
)


@cache
def _names() -> Names:
    return legal.names(registry.statutes(assets.data() / "statutes"))


def _read(*paragraphs: str) -> Handbook:
    text = "\n\n".join(paragraphs)
    return handbook.read(plaintext.parse("handbook.txt", text.encode()), _names())


def _plain(fact: Fact) -> dict[str, Any]:
    """A fact without what it leaves unsaid, and with its line in place of its span."""
    told = fact.model_dump(mode="json", exclude_defaults=True)
    line = told.pop("span")["first"]
    return {"line": line, **{field: value for field, value in told.items() if value is not None}}


@pytest.mark.parametrize("name", ["handbook.md", "guideline.txt"])
def test_made_up_document_gives_the_facts_written_beside_it(name: str) -> None:
    found = handbook.read(plaintext.read(PROSE / name), _names())
    expected = json.loads((PROSE / name).with_suffix(".expected.json").read_text(encoding="utf-8"))
    assert {key: [_plain(fact) for fact in getattr(found, key)] for key in LISTS} == expected


def test_small_table_of_a_text_gives_rules_and_its_first_label_is_no_sentence(tmp_path: Path) -> None:
    path = tmp_path / "handbok.txt"
    rows = ["Handling            Ansvarig       Gallras", "Larmlista           Vaktmästaren   Efter 2 år"]
    rows += ["Nyckelkvittens      Rektorn        Bevaras", "Besökslista         Vaktmästaren   Vid inaktualitet"]
    path.write_text("Handbok\n\nListor\n\n" + "\n".join(rows) + "\n", encoding="utf-8")
    found = handbook.read(plaintext.read(path), _names())
    told = {(r.record, r.action, r.period, r.holder) for r in found.retention_rules}
    assert ("larmlista", "destroy", "P2Y", "vaktmästaren") in told
    assert ("nyckelkvittens", "preserve", None, "rektorn") in told
    assert found.responsibilities == ()


def test_long_text_with_a_small_table_is_read_as_a_handbook(tmp_path: Path) -> None:
    path = tmp_path / "handbok.txt"
    text = [f"Kuratorn skickar rapport {n} till rektorn varje månad." for n in range(80)]
    rows = ["Handling            Ansvarig       Gallras", "Larmlista           Vaktmästaren   Efter 2 år"]
    rows += [f"Besökslista {n}       Vaktmästaren   Vid inaktualitet" for n in range(4)]
    path.write_text("Handbok\n\nListor\n\n" + "\n\n".join([*text, "\n".join(rows)]) + "\n", encoding="utf-8")
    plan = compile.document(path, "handbok", Path(__file__).parents[2] / "data").plan
    assert len(plan.responsibilities) == 80
    assert len(plan.retention_rules) == 5


def test_example_lays_nothing_down() -> None:
    found = _read("Handbok", "Fall", "Exempel: Kuratorn skickar akten till arkivet den 3 maj.", "Kuratorn för journal.")
    assert [duty.duty for duty in found.responsibilities] == ["föra journal"]


def test_group_takes_its_own_name_and_the_title_above_gives_none() -> None:
    found = _read("Handbok", "2 Ansvar", "Elevrådet träffas varje tisdag. Rektorn är sammankallande.")
    (forum,) = found.fora
    assert (forum.name, forum.convener, forum.frequency) == ("elevrådet", "rektorn", "P1W")


def test_footnote_counts_where_its_mark_stands_and_ibid_repeats_the_one_before() -> None:
    found = _read(
        "Handbok", "Krav", "Anteckna tydligt.¹ Skriv kort.²", "¹ 11 kap. 5 § SoL (2001:453)", "² Ibid", "Slut", "Så."
    )
    cited = [(c.text, c.sfs, c.chapter, c.sections, c.cited_by) for c in found.citations]
    assert cited[0] == ("tydligt.¹", "2001:453", "11", ("5",), "s1")
    assert cited[1] == ("kort.²", "2001:453", "11", ("5",), "s1")
    assert {place[1:4] for place in cited} == {("2001:453", "11", ("5",))}


def test_section_number_alone_is_one_of_the_chapter_that_the_heading_names() -> None:
    found = _read(
        "Handbok",
        "SoL 11 kap. Handläggning",
        "5 § Ärenden skall dokumenteras.",
        "Handlingar skall förvaras säkert.",
        "Vi skriver kort.",
    )
    assert [(c.chapter, c.sections) for c in found.citations] == [("11", ()), ("11", ("5",))]
    (kept,) = found.retention_rules
    assert kept.layer == "law"
    assert kept.legal[0].endswith("11 kap. 5 § 2 st")


def test_task_without_a_name_goes_to_the_role_that_answers_for_it_and_is_marked() -> None:
    found = _read(
        "Handbok",
        "Ansvar",
        "Kuratorn ansvarar för att upprätta planen.",
        "Planen",
        "Planen ska upprättas inom tio dagar från beslutet.",
    )
    told, inferred = found.responsibilities
    assert (told.role, told.inferred) == ("kuratorn", False)
    assert (inferred.role, inferred.inferred, inferred.deadline) == ("kuratorn", True, "P10D/beslutet")


def test_condition_of_a_title_holds_for_its_section_and_the_opposite_for_the_others() -> None:
    found = _read(
        "Handbok",
        "Arkivering av personakter för elever födda dag 5, 15, 25",
        "Personakterna bevaras.",
        "Arkivering av övriga personakter",
        "Personakterna gallras fem år efter att eleven har slutat.",
    )
    kept, destroyed = found.retention_rules
    assert [(c.op, c.value) for c in kept.conditions] == [("in", ("5", "15", "25"))]
    assert [(c.op, c.value) for c in destroyed.conditions] == [("not", ("5", "15", "25"))]


def test_finishing_date_of_a_law_holds_for_the_rules_of_its_provision() -> None:
    found = _read(
        "Handbok",
        "SoL 12 kap. Gallring",
        "1 § Uppgifter i en akt skall gallras fem år efter den sista anteckningen.",
        "Gallringen skall vara genomförd senast kalenderåret efter det år då skyldigheten uppstod. Lag (2003:135).",
    )
    first, finish = found.retention_rules
    assert (first.period, first.event, first.finish_by) == ("P5Y", "last_entry", "calendar-year+1")
    assert (finish.finish_by, finish.period) == ("calendar-year+1", None)


def test_later_sentence_fills_in_who_carries_out_a_matter_of_the_list() -> None:
    found = _read(
        "Riktlinje",
        "Stöd",
        "Insatser enligt LSS är:",
        "- Ledsagning för vuxna\n- Avlösning i hemmet",
        "Insatsen avlösning köps av Storby kommun.",
    )
    walk, relief = found.assignments
    assert (walk.matter, walk.law, walk.carried_out_by) == ("ledsagning för vuxna", "LSS", None)
    assert (relief.matter, relief.carried_out_by, relief.external) == ("avlösning i hemmet", "Storby kommun", True)


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Rapport", "Vädret", "Det regnade i går. Många blev blöta, men ingen klagade."),
        ("Brev", "Hej", "Tack för senast. Vi ses väl snart igen, kanske redan i morgon."),
        ("Historik", "Föreningen", "Föreningen bildades 1923 och har sedan dess arbetat för bygden."),
        ("Lagar", "Om lagar", "Hur handlingar ska förvaras beskrivs i lagen. Det finns många lagar."),
    ],
)
def test_text_that_lays_nothing_down_gives_no_fact(paragraphs: tuple[str, ...]) -> None:
    found = _read(*paragraphs)
    assert not any(getattr(found, key) for key in LISTS if key != "sections")


@given(st.text(alphabet="abcåäö ABCÅ.,;:()§|#-*¹0123456789\n", max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_without_an_error_and_every_fact_lies_in_it(text: str) -> None:
    if not text.strip():
        return
    document = plaintext.parse("noise.txt", text.encode())
    found = handbook.read(document, _names())
    for key in LISTS:
        for fact in getattr(found, key):
            assert 1 <= fact.span.first <= fact.span.last <= len(document.lines)
            assert document.span(fact.span.first, fact.span.last) == fact.span


@pytest.mark.parametrize(
    ("name", "titles", "below"),
    [("002_ae0d69dbf14e607a.txt", 43, 10), ("004_f29c4944fee3a5b8.txt", 77, 55)],
)
def test_sections_of_the_documents_are_as_many_as_their_headings(
    sources: Path, name: str, titles: int, below: int
) -> None:
    outline = sections.read(plaintext.read(sources / name))
    assert len(outline.sections) == titles
    assert sum(section.parent is not None for section in outline.sections) == below
