"""Units, titles and text found in both layouts, with what conversion does to them."""

from __future__ import annotations

import pytest

from kg.extract import lifespan, structure
from kg.read import plaintext


def _running(text: str) -> structure.Structure:
    head = "VO 1, LEDA\n\nP 1.1 Ett Processen omfattar ett.\n\nP 1.2 Två Processen omfattar två.\n\n"
    return structure.find(plaintext.parse("plan.txt", (head + text).encode()))


def _titles(text: str) -> dict[str, str]:
    return {entry.code: entry.title.text for entry in _running(text).entries[3:]}


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("P 1.3 Tre\nfyra fem Processen omfattar allt.\n", {"1.3": "Tre fyra fem"}),
        ("P 1.3 Tre fyra\noch fem\n\nProcessen omfattar allt.\n", {"1.3": "Tre fyra och fem"}),
        ("P 1.3 Sköta hjälp-\nmedel Processen omfattar allt.\n", {"1.3": "Sköta hjälpmedel"}),
        ("P\n\n1.3 Tre Processen omfattar allt.\n", {"1.3": "Tre"}),
        (
            "VO 2, STÖDJA\nALLA\n\nPG 2.1 Handla\nupp\n\nP 2.1.1 Köpa Här köps det.\n",
            {"2": "STÖDJA ALLA", "2.1": "Handla upp", "2.1.1": "Köpa"},
        ),
        ("P 1.3 Tre Tillagd 2022-03-01. Processen omfattar allt.\n", {"1.3": "Tre"}),
        ("P 1.3 Sköta IS/IT Processen omfattar allt.\n", {"1.3": "Sköta IS/IT"}),
        ("P 1.3. Tre Processen omfattar allt.\n", {"1.3": "Tre"}),
    ],
)
def test_title_is_whole(text: str, titles: dict[str, str]) -> None:
    assert _titles(text) == titles


@pytest.mark.parametrize(
    "text",
    [
        "P 1.3 Tre Processen omfattar allt.\n\nDet andra redovisas under P\n1.1 Ett.\n",
        "P 1.3 Tre Processen omfattar allt.\n\nDet andra redovisas under\nP 1.4 Fyra. Resten stannar.\n",
        'P 1.3 Tre Processen omfattar allt.\n\nDet andra hanteras i\n1.1 "Ett".\n',
    ],
)
def test_number_of_a_wrapped_reference_is_no_unit(text: str) -> None:
    assert list(_titles(text)) == ["1.3"]


def test_text_of_a_unit_stands_between_its_title_and_the_next() -> None:
    found = _running(
        "P 1.3 Tre Processen omfattar allt.\nExempel på handlingar: karta\n\nEn kommentar.\n\nP 1.4 Fyra\n"
    ).entries
    assert [passage.text for passage in found[3].text] == [
        "Processen omfattar allt. Exempel på handlingar: karta",
        "En kommentar.",
    ]


def test_disposition_glued_to_a_comment_is_told_from_it() -> None:
    found = _running(
        "P 1.3 Tre Processen omfattar allt.\n\nKartor hanteras i P 1.1 Ett Överlämnas till nämnden för vatten.\n"
    ).entries[3]
    assert [passage.text for passage in found.text][1:] == ["Kartor hanteras i P 1.1 Ett"]
    assert [passage.text for passage in found.disposition] == ["Överlämnas till nämnden för vatten."]


def test_sentence_that_goes_on_after_a_page_break_is_one() -> None:
    found = _running("P 1.3 Tre Processen omfattar allt som\n\n\n\nhar med vatten att göra.\n").entries[3]
    assert [passage.text for passage in found.text] == ["Processen omfattar allt som har med vatten att göra."]


TABLE = """Nr\tProcess\tBeskrivning med exempel\tPrincip
1\t\tLeda\t
1.1 Styra arbetet\t\t\t
1.1.1.\tBesluta\tHär beslutas.\tHandlingarna stannar kvar.
1.1.2\tVidare-utbilda\tKurser hålls.\tHandlingarna stannar kvar.
2\tStödja\t\t
2.1\tSköta fråga-svar\tHär sköts fråga-svar.\tHandlingarna stannar kvar.
"""


def _table() -> structure.Structure:
    return structure.find(plaintext.parse("plan.txt", TABLE.encode()))


def test_table_gives_units_wherever_their_titles_stand() -> None:
    assert [(entry.code, entry.title.text) for entry in _table().entries] == [
        ("1", "Leda"),
        ("1.1", "Styra arbetet"),
        ("1.1.1", "Besluta"),
        ("1.1.2", "Vidareutbilda"),
        ("2", "Stödja"),
        ("2.1", "Sköta fråga-svar"),
    ]


def test_level_without_a_mark_is_that_of_the_place() -> None:
    entries = _table().entries
    codes = frozenset(entry.code for entry in entries)
    assert [structure.level(entry, codes) for entry in entries] == ["VO", "PG", "P", "P", "VO", "P"]


def test_parent_is_the_nearest_unit_above() -> None:
    assert structure.parent("2.5.1", frozenset({"2", "2.5"})) == "2.5"
    assert structure.parent("2.5.1", frozenset({"2"})) == "2"
    assert structure.parent("2", frozenset({"2"})) is None


def test_row_without_a_number_is_reported_and_the_rest_goes_on() -> None:
    text = TABLE.replace("2\tStödja", "\tNågot utan nummer\t\t\n2\tStödja")
    found = structure.find(plaintext.parse("plan.txt", text.encode()))
    assert len(found.entries) == 6


@pytest.mark.parametrize(
    ("text", "added", "ended", "successors"),
    [
        ("Tillagd 2020-12-11. Processen omfattar", "2020-12-11", None, ()),
        ("Upphörd 2020-12-11. Processen omfattar", None, "2020-12-11", ()),
        ("Upphörd den 1 mars 2022, ersatt av P 2.5.4 och P 2.5.5.", None, "2022-03-01", ("2.5.4", "2.5.5")),
        ("Tillagt 2019-01-01. Upphört 2021-01-01.", "2019-01-01", "2021-01-01", ()),
        ("Processen upphörde 2020-12-11 inte.", None, None, ()),
        ("Upphörd.Om sådana handlingar ändå", None, None, ()),
        ("Tillagd i december", None, None, ()),
    ],
)
def test_lifespan_is_read_from_the_words(
    text: str, added: str | None, ended: str | None, successors: tuple[str, ...]
) -> None:
    life = lifespan.find(text)
    assert (str(life.added or "") or None, str(life.ended or "") or None, life.successors) == (added, ended, successors)
