"""Yes and no, lists, and what a document says of itself: from a made-up guideline, read into facts."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from kg import assets
from kg.answer import prose
from kg.catalogue import PlanView
from kg.extract import handbook, legal, registry
from kg.model.answer import FactValue, PlanAnswer
from kg.read import plaintext

TODAY = date(2026, 11, 25)
_TEXT = """
Riktlinje för kulturhuset i Lekeby

| Dokumenttyp: | Riktlinje |
| Diarienummer: | 2021-0000417 |
| Antaget: | 2021-03-08 |
| Gäller fr.o.m. | 2021-04-01 |

Utlåning

Utställningspärmen består av katalog, hängplan samt försäkringsbrev.

Följande uppgifter ska stå på lådan:

- Konstnär: (skriv hela namnet)
- Inventarienummer

Skulpturer får inte lånas ut. Målningar kan visas i trapphuset. Gåvor får tas emot endast om nämnden godkänner det.

Sekreteraren skickar inbjudan senast två veckor innan vernissagen.

Vernissageråd

Vernissagerådet träffas fyra gånger per år. Enhetschefen är sammankallande. Protokoll förs av sekreteraren som justeras
av enhetschefen.

Ateljéstöd

Insatsen ateljéstöd handläggs av kulturenheten. Ateljéstöd verkställs på enheterna Månen (för personer med
synnedsättning) samt Solen.

Mentorstöd

Det personliga mentorstödet riktar sig till ungdomar 13-19 år. Mentorstöd köps av Storby kommun.
"""


@cache
def _view() -> PlanView:
    names = legal.names(registry.statutes(assets.data() / "statutes"))
    document = plaintext.parse("kulturhus.txt", _TEXT.encode())
    return PlanView(handbook.plan("lekeby-kultur", document, legal.laws(document, names)))


def _one(text: str, on: date | None = None, **facts: FactValue) -> PlanAnswer:
    told = prose.answer(_view(), None, text, text, facts, on, TODAY)
    assert told, text
    return told[0]


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Får skulpturer lånas ut?", "Nej:"),
        ("Kan målningar visas i trapphuset?", "Ja:"),
        ("Räcker det att skicka inbjudan tre dagar innan vernissagen?", "Nej:"),
        ("Räcker det att skicka inbjudan tre veckor innan vernissagen?", "Ja:"),
        ("Är mentorstödet i egen regi?", "Nej:"),
        ("Gällde riktlinjen den 15 mars 2021?", "Nej:"),
        ("Gällde riktlinjen den 15 maj 2021?", "Ja:"),
    ],
)
def test_yes_or_no_is_said_where_the_text_settles_it(text: str, begins: str) -> None:
    told = _one(text)
    assert told.status == "resolved"
    assert (told.says or "").startswith(begins), told.says


@pytest.mark.parametrize(
    "text",
    [
        "Får skulpturer lånas ut till skolor?",
        "Kan målningar säljas i trapphuset?",
        "Får gåvor tas emot?",
        "Får skulpturer inte lånas ut?",
        "Kan målningar visas i trapphuset eller i aulan?",
    ],
)
def test_neither_is_said_where_a_word_of_the_question_is_not_the_text_s(text: str) -> None:
    told = prose.answer(_view(), None, text, text, {}, None, TODAY)
    assert not any((each.says or "").startswith(("Ja:", "Nej:")) for each in told)


def test_one_outside_the_ages_that_a_text_names_is_told_no() -> None:
    assert (_one("Kan en 30-åring få mentorstöd?").says or "").startswith("Nej")
    assert not (_one("Kan en 15-åring få mentorstöd?").says or "").startswith("Nej")


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Vad består utställningspärmen av?", ("katalog", "hängplan", "försäkringsbrev")),
        ("Vad ska stå på lådan?", ("konstnär", "inventarienummer")),
    ],
)
def test_what_a_passage_lists_is_told(text: str, things: tuple[str, ...]) -> None:
    told = _one(text)
    assert told.status == "resolved"
    assert all(thing in (told.says or "") for thing in things), told.says


def test_bare_name_is_told_with_what_the_text_lists_of_it() -> None:
    told = _one("utställningspärm")
    assert any("hängplan" in step.does for step in told.steps)


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Vem justerar protokollet från vernissagerådet?", "enhetschefen"),
        ("Vem för protokoll när vernissagerådet sammanträder?", "sekreteraren"),
        ("Vem kallar till vernissagerådet?", "enhetschefen"),
    ],
)
def test_duty_of_a_meeting_goes_before_the_one_who_calls_it(text: str, owner: str) -> None:
    told = _one(text)
    assert told.owner is not None
    assert told.owner.name == owner


def test_unit_of_a_group_is_told_to_those_of_the_group_only() -> None:
    own, other = _one("Var ges ateljéstöd till personer med synnedsättning?"), _one("Vem verkställer ateljéstöd?")
    assert own.carried_out_by == "Månen"
    assert other.carried_out_by != "Månen"


def test_question_how_many_is_not_answered_without_a_number() -> None:
    assert _one("Hur många målningar visas i trapphuset?").status == "not-in-document"


@pytest.mark.parametrize(
    ("text", "said"),
    [("När antogs riktlinjen?", "2021-03-08"), ("Vilket diarienummer har riktlinjen?", "2021-0000417")],
)
def test_head_of_a_document_tells_of_the_document(text: str, said: str) -> None:
    assert said in (_one(text).says or "")


def test_document_asked_for_before_it_held_is_said_not_to_hold() -> None:
    assert (_one("riktlinje för kulturhuset", on=date(2021, 3, 15)).says or "").startswith("Nej")
