from __future__ import annotations

import pytest

from kg.lint import clauses


@pytest.mark.parametrize(
    "text",
    [
        "Samråd om parkering samt hyresgäster som har garage.",
        "Utredning och utbetalning av bidrag enligt kommunens riktlinjer.",
        "Återkommande möten med vaktmästare där syftet är ordning.",
        "Även utlåning av nycklar till hyresgäster.",
    ],
)
def test_a_sentence_without_a_verb_in_its_main_clause_is_seen(text: str) -> None:
    assert clauses.verbless(text)


@pytest.mark.parametrize(
    "text",
    [
        "Enhetschefen återkopplar till motsvarande chef.",
        "Avtal som löpt ut arkiveras hos registrator.",
        "Handlingar som inkommit stannar kvar.",
        "Kontakta registrator vid tveksamhet.",
        "Referensgruppen träffas två gånger per år.",
        "Den som söker en insats ska ansöka skriftligt.",
    ],
)
def test_a_sentence_with_a_verb_is_let_be(text: str) -> None:
    assert not clauses.verbless(text)
