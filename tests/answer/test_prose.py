"""Answers from a handbook that nobody has seen before: a made-up one on building permits, read into facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import assets
from kg.answer import prose
from kg.answer.law import Register
from kg.catalogue import PlanView
from kg.extract import registry
from kg.model.answer import FactValue, PlanAnswer
from kg.model.disposition import Condition
from kg.model.fact import Fact, Span
from kg.model.handbook import Assignment, Forum, Responsibility, SecrecyRule, Section, System
from kg.model.organisation import Organisation
from kg.model.plan import Plan
from kg.model.retention import RetentionRule

TODAY = date(2026, 11, 25)


def _at(line: int) -> Span:
    return Span(document="bygghandbok.txt", first=line, last=line, sha256="0" * 64)


def _listed(line: int, matter: str, **more: object) -> Assignment:
    return Assignment.model_validate({"matter": matter, "section": "s1", "span": _at(line), **more})


def _duty(line: int, role: str | None, duty: str, **more: object) -> Responsibility:
    return Responsibility.model_validate(
        {"role": role, "duty": duty, "section": "s2", "modality": "must", "span": _at(line), **more}
    )


def _kept(line: int, record: str, action: str, **more: object) -> RetentionRule:
    fields = {"record": record, "action": action, "modality": "must", "layer": "local", "section": "s5"}
    return RetentionRule.model_validate({**fields, "span": _at(line), **more})


_OLD = Condition(about="birth_day", op="in", value=("5", "15"))
_PLAN = Plan(
    slug="lekeby-bygg",
    document="bygghandbok.txt",
    sha256="0" * 64,
    sections=tuple(
        Section(id=f"s{at}", title=title, span=_at(at))
        for at, title in enumerate(
            ["Handbok för bygglov", "Vem gör vad", "Ansvar och tider", "Möten", "Sekretess", "Arkivering"]
        )
    ),
    assignments=(
        _listed(10, "bygglov", handled_by="byggenheten", carried_out_by="byggenheten", law="PBL"),
        _listed(11, "strandskyddsdispens", handled_by="miljöenheten", law="MB"),
        _listed(12, "rivningslov", handled_by="byggenheten", carried_out_by="Storby kommun", external=True),
        _listed(13, "tillsyn", handled_by="byggenheten", law="PBL"),
        _listed(14, "tillsyn", handled_by="miljöenheten", law="MB"),
        _listed(15, "skolskjuts", handled_by="skolenheten", target_group="elever", age_from=6, age_to=15),
        _listed(16, "energirådgivning"),
    ),
    responsibilities=(
        _duty(20, "byggnadsinspektören", "hålla tekniskt samråd", deadline="P14D/beslut"),
        _duty(21, "sekreteraren", "skicka kallelse", record="kallelse", deadline="-P1W/mötet"),
        _duty(22, None, "utse kontrollansvarig", modality="open"),
        _duty(23, None, "märka ritningar med diarienummer", record="ritningar"),
        _duty(24, "byggnadsinspektören", "besöka byggplatsen", recurrence="P3M", timing="var tredje månad"),
        _duty(25, "enhetschefen", "se till att personalen har utbildning"),
        _duty(26, "handläggaren", "upprätta kontrollplan", record="kontrollplan", legal=("PBL 2010:900 10 kap. 6 §",)),
    ),
    fora=(
        Forum(
            name="Byggrådet", convener="stadsarkitekten", participants=("stadsarkitekten", "brandchef"),
            frequency="P6M", often="två gånger per år", purpose="samordna byggandet", section="s3", span=_at(30),
        ),
        Forum(name="Kundforum – KF", participants=("byggherrar", "mäklare"), section="s3", span=_at(31)),
    ),
    secrecy_rules=(
        SecrecyRule(
            rule="sekretess mellan byggenheten och kommunens energibolag", kind="outer",
            applies_to=("byggenheten", "kommunens energibolag"), section="s4", span=_at(40),
        ),
        SecrecyRule(
            rule="anhöriga får se ritningar med fullmakt", kind="consent", applies_to=("anhöriga",), section="s4",
            span=_at(41),
        ),
    ),
    systems=(
        System(name="Plankoll", used_for="registrera ritningar", holds=("ritningar",), section="s2", span=_at(50)),
    ),
    retention_rules=(
        _kept(60, "lovakter", "destroy", period="P10Y", counted_from="avslutad", event="closed", holder="närarkivet"),
        _kept(61, "lovakter", "preserve", conditions=(_OLD,)),
        _kept(62, "lovakter", "store", period="P2Y", counted_from="avslutad", event="closed", holder="byggenheten",
              next="närarkivet"),
    ),
)  # fmt: skip
_BODIES = (Organisation(id="lekeby-bygg", name="byggenheten", kind="unit", aliases=("BE",), plans=("lekeby-bygg",)),)
_VIEW = PlanView(_PLAN, _BODIES)


@cache
def _statutes() -> Register:
    return {statute.number: statute for statute in registry.statutes(assets.data() / "statutes")}


def _ask(text: str, on: date | None = None, **facts: FactValue) -> list[PlanAnswer]:
    return prose.answer(_VIEW, None, text, text, facts, on, TODAY)


def _one(text: str, on: date | None = None, **facts: FactValue) -> PlanAnswer:
    (told,) = _ask(text, on, **facts)
    return told


def _owners(answers: Sequence[PlanAnswer]) -> set[str | None]:
    return {told.owner.name for told in answers if told.owner}


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Vem handlägger bygglov?", "byggenheten"),
        ("bygglov", "byggenheten"),
        ("Vem sköter bygglovet?", "byggenheten"),
        ("Vilken enhet tar hand om strandskyddsdispenser?", "miljöenheten"),
        ("Vem håller tekniskt samråd?", "byggnadsinspektören"),
        ("Vem ser till att personalen är utbildad?", "enhetschefen"),
        ("Vem upprättar kontrollplanen?", "handläggaren"),
        ("Vem skriver kontrollplan?", "handläggaren"),
        ("Vem sammankallar Byggrådet?", "stadsarkitekten"),
    ],
)
def test_role_or_unit_that_the_handbook_names_is_the_owner(text: str, owner: str) -> None:
    told = _one(text)
    assert (told.status, told.owner.name if told.owner else None) == ("resolved", owner)


def test_owner_is_the_body_of_the_register_where_it_is_known() -> None:
    known, unknown = _one("bygglov").owner, _one("strandskyddsdispens").owner
    assert known is not None
    assert unknown is not None
    assert known.iri.endswith("/organisation/lekeby-bygg")
    assert unknown.iri.endswith("/lekeby-bygg/body/milj%C3%B6enheten") or "lekeby-bygg/body" in unknown.iri


def test_listings_of_two_units_are_told_apart_by_the_law() -> None:
    answers = _ask("Vem handlägger tillsyn?")
    assert {told.status for told in answers} == {"needs-facts"}
    (asked,) = answers[0].missing_facts
    assert (asked.fact, asked.leads_to) == ("law", {"PBL": "byggenheten", "MB": "miljöenheten"})
    assert _owners(_ask("Vem handlägger tillsyn?", law="MB")) == {"miljöenheten"}
    assert _owners(_ask("Vem handlägger tillsyn enligt MB?")) == {"miljöenheten"}


def test_case_carried_out_elsewhere_tells_who_does_it() -> None:
    told = _one("Vem verkställer rivningslov?")
    assert (told.handled_by, told.carried_out_by, told.recipients) == (
        "byggenheten",
        "Storby kommun",
        ("Storby kommun",),
    )


def test_matters_of_two_units_in_one_question_are_a_conflict() -> None:
    answers = _ask("Vem handlägger bygglov och strandskyddsdispens?")
    assert {told.status for told in answers} == {"conflict"}
    assert _owners(answers) == {"byggenheten", "miljöenheten"}


def test_deadline_is_counted_from_its_event_to_the_day() -> None:
    told = _one("Beslutet togs 2024-02-20. När ska tekniskt samråd hållas?")
    assert told.due is not None
    assert told.due.by == date(2024, 3, 5)
    assert "2024-02-20 + 14 dagar = 2024-03-05" in (told.says or "")


def test_deadline_without_the_day_of_its_event_asks_for_it() -> None:
    told = _one("När ska tekniskt samråd hållas?")
    assert (told.status, [missing.fact for missing in told.missing_facts]) == ("needs-facts", ["decision_date"])


def test_deadline_before_an_event_is_said_to_be_before_it() -> None:
    told = _one("När ska kallelsen skickas?")
    assert told.due is not None
    assert told.due.before
    assert "senast 1 vecka före mötet" in (told.says or "")


def test_recurring_duty_is_due_a_period_after_the_last_time() -> None:
    told = _one("Byggplatsen besöktes 2024-11-30. När ska byggplatsen besökas nästa gång?")
    assert told.due is not None
    assert told.due.by == date(2025, 2, 28)


@pytest.mark.parametrize(
    "text",
    [
        "Vem utser kontrollansvarig?",
        "Vem märker ritningar?",
        "Vem handlägger energirådgivning?",
        "Vem sammankallar Kundforum?",
        "Hur ofta träffas Kundforum?",
        "Hur länge sparas kontrollplanen?",
    ],
)
def test_what_the_handbook_leaves_out_is_said_to_be_left_out(text: str) -> None:
    told = _one(text)
    assert told.status == "not-in-document"
    assert told.steps


@pytest.mark.parametrize(
    "text",
    ["Vem betalar ut studiebidrag?", "reseräkning", "Hur länge sparas patientjournaler?", "Vem städar lokalerna?"],
)
def test_what_the_handbook_does_not_speak_of_has_no_answer(text: str) -> None:
    assert _ask(text) == []


@pytest.mark.parametrize(
    "text",
    ["försäkringsritning av båt", "kontrollkort", "byggavgift", "rivningsfirma", "skolakt", "tillsynsvecka",
     "samrådsgrupp för hamnen", "plan för snöröjning", "ritningsskåp", "Vem besöker skolan?", "Var förvaras elevakter?",
     "Vem beslutar om skolmat?", "beslut om färdtjänst", "Får grannen se min journal från sjukhuset?",
     "Hur länge sparas fordonsakter?", "enhetschefens bil"],
)  # fmt: skip
def test_part_of_a_compound_or_a_broad_word_alone_bears_no_answer(text: str) -> None:
    assert _ask(text) == []


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("bygglovsbeslut", "bygglov"),
        ("ansökan om strandskyddsdispens", "strandskyddsdispens"),
        ("kontrollplan för en villa", "kontrollplan"),
        ("Min granne undrar en sak: vem handlägger bygglov för ett uterum i trädgården?", "bygglov"),
    ],
)
def test_matter_bears_an_answer_to_a_record_or_a_sentence_about_it(text: str, record: str) -> None:
    assert _one(text).record == record


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Måste vi skicka kallelse?", "Ja: Sekreteraren"),
        ("Ska byggnadsinspektören besöka byggplatsen?", "Ja: Byggnadsinspektören"),
        ("Måste vi inte skicka kallelse?", "Sekreteraren"),
        ("Måste vi skicka kallelse 3 veckor före mötet?", "Sekreteraren"),
    ],
)
def test_yes_is_said_only_where_the_question_is_the_duty_itself(text: str, begins: str) -> None:
    assert (_one(text).says or "").startswith(begins)


def test_definition_is_looked_for_in_the_section_of_that_title_or_the_purpose() -> None:
    assert _one("Vad menas med sekretess?").record == "Sekretess"
    assert "samordna byggandet" in (_one("Vad är Byggrådet?").says or "")


def test_what_a_thing_is_that_is_only_mentioned_is_said_to_be_unknown() -> None:
    told = _one("Vad är en kontrollplan?")
    assert (told.status, told.owner) == ("not-in-document", None)
    assert "Ansvar och tider" in (told.says or "")


def test_forum_tells_who_takes_part_and_how_often() -> None:
    told = _one("Hur ofta träffas Byggrådet och vem deltar?")
    assert told.forum is not None
    assert (told.forum.participants, told.forum.frequency) == (("stadsarkitekten", "brandchef"), "P6M")


def test_short_name_after_a_dash_finds_the_forum() -> None:
    told = _one("Vilka deltar i KF?")
    assert told.record == "Kundforum – KF"


def test_limit_between_two_parties_is_found_by_their_names() -> None:
    told = _one("Är det sekretess mellan byggenheten och energibolag?")
    assert told.secrecy == ("outer",)


def test_disclosure_that_turns_on_consent_asks_for_it() -> None:
    asked = _one("Får en anhörig se ritningarna?")
    assert (asked.status, [missing.fact for missing in asked.missing_facts]) == ("needs-facts", ["consent"])
    assert _one("Får en anhörig se ritningarna?", consent=True).status == "resolved"


def test_system_is_named_where_it_is_asked_for() -> None:
    told = _one("I vilket system registreras ritningar?")
    assert "Plankoll" in (told.says or "")


def test_file_is_kept_by_the_rules_of_its_kind() -> None:
    told = _one("Lovakten avslutades 2014-06-01 för en sökande född den 7:e. När gallras den?")
    assert told.retention is not None
    assert (told.action, told.retention.earliest) == ("destroy", date(2024, 6, 1))
    assert [holder.holder for holder in told.retention.chain] == ["byggenheten", "närarkivet"]


def test_file_is_where_its_custody_chain_says_on_the_day_asked_about() -> None:
    told = _one("lovakt", on=date(2015, 1, 1), closed="2014-06-01", birth_day=7)
    assert (told.action, told.owner.name if told.owner else None) == ("store", "byggenheten")


def test_place_of_a_law_that_has_ceased_is_a_wrong_premise() -> None:
    text = "Är 7 § förvaltningslagen (1986:223) rätt lagrum i dag?"
    (told,) = prose.answer(_VIEW, None, text, text, {}, None, TODAY, statutes=_statutes())
    assert told.status == "wrong-premise"
    assert (told.legal[0].in_force, told.legal[0].replaced_by) == (False, "2017:900, 2009:600")
    assert (told.says or "").startswith("Nej")


def test_place_of_a_law_in_force_is_confirmed() -> None:
    text = "Är 10 kap. 6 § PBL fortfarande i kraft?"
    (told,) = prose.answer(_VIEW, None, text, text, {}, None, TODAY, statutes=_statutes())
    assert (told.status, told.legal[0].in_force) == ("resolved", True)


def test_law_of_unknown_status_is_never_shown_as_in_force() -> None:
    told = _one("Vem upprättar kontrollplanen?")
    assert told.legal
    assert all(law.in_force is None for law in told.legal)


def test_english_question_finds_the_same_facts() -> None:
    told = _one("What happens to the file of a person born on the 5th?")
    assert told.action == "preserve"


def _named(fact: Fact) -> str:
    return next(str(value) for key in ("matter", "name", "duty", "record") if (value := getattr(fact, key, None)))


@settings(deadline=None)
@given(st.sampled_from([*_PLAN.assignments, *_PLAN.fora, *_PLAN.responsibilities, *_PLAN.retention_rules]))
def test_every_fact_is_found_by_its_own_name(fact: Fact) -> None:
    answers = _ask(_named(fact))
    lines = {line for told in answers for step in told.steps if step.source for line in step.source.lines}
    assert answers
    assert lines


@settings(deadline=None)
@given(st.text(max_size=60))
def test_noise_is_never_an_error(text: str) -> None:
    for told in _ask(text):
        assert told.plan == "lekeby-bygg"


@settings(deadline=None)
@given(st.sampled_from(["bygglov", "tillsyn", "lovakt", "Byggrådet", "kontrollplan", "Vem gör vad?"]), st.dates())
def test_every_answer_rests_on_a_fact_with_its_place(text: str, on: date) -> None:
    for told in _ask(text, on if on.year > 1900 else None):
        assert any(step.fact and step.source for step in told.steps) or told.status == "needs-facts"
        assert all(step.does and step.does_en for step in told.steps)
