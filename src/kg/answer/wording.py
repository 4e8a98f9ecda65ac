"""Actions, recipients and conditions in plain words, Swedish and English."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from kg.answer.case import values
from kg.model.disposition import Condition, DispositionRule
from kg.text import lexicon, words

Language = Literal["sv", "en"]
_KEPT = 8192
"""Rules whose words are kept."""


def _word(table: str, key: str, lang: Language) -> str:
    entry = lexicon.load("wording")[table].get(key)
    return str(entry[lang]) if entry else key


def listed(items: Sequence[str], logic: str | None, lang: Language) -> str:
    """Items in a row with the word that joins them: "A och/eller B"."""
    joint = _word("logic", logic if logic in {"and", "or", "and/or"} else "or", lang)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {joint} {items[-1]}" if items else ""


@lru_cache(maxsize=_KEPT)
def outcome(rule: DispositionRule, lang: Language) -> str:
    """What the rule says happens: "överlämnas till styrelsen för logistik"."""
    if rule.action is None:
        return {"sv": "regeln är avbruten i källan", "en": "the rule is cut off in the source"}[lang]
    return happens(rule.action, rule.recipients, rule.recipient_logic, lang)


def happens(action: str, recipients: Sequence[str], logic: str | None, lang: Language) -> str:
    """An action with those who receive: "stannar kvar på socialförvaltningen"."""
    said = _word("actions", action, lang)
    to = listed(recipients, logic, lang)
    joint = {"stay": {"sv": "på ", "en": "at "}, "read-access": {"sv": "", "en": ""}}.get(
        action, {"sv": "till ", "en": "to "}
    )
    return f"{said} {joint[lang]}{to}" if to else said


def clash(sides: Sequence[str], lang: Language) -> str:
    """What clashes with what: layers of rules, units, or actions."""
    named = [_word("side", side, lang) for side in sides]
    said = [happens(side, (), None, lang) if name == side else name for side, name in zip(sides, named, strict=True)]
    if len(set(said)) == 1 < len(said):
        return said[0] + {"sv": " mot sig själv", "en": " against itself"}[lang]
    return {"sv": " mot ", "en": " against "}[lang].join(said)


def condition(told: Condition, lang: Language) -> str:
    """The condition as a clause: "enheten är AFF eller FSE"."""
    named = told.of if told.about in {"status", "case", "date"} else None
    vague = told.about == "date" and named is not None and words.is_generic(named)
    about = named if named and not vague else _word("about", told.about, lang)
    if told.op in {"before", "until", "after", "on-or-after"} and told.at and told.about == "date":
        return f"{about} {_word('op', told.op, lang)} {told.at.isoformat()}"
    day = f" ({told.at.isoformat()})" if told.at else ""
    return f"{about} {_word('op', told.op, lang)} {listed(values(told), 'or', lang)}{day}"


@lru_cache(maxsize=_KEPT)
def conditions(rule: DispositionRule, lang: Language) -> str:
    """All conditions of the rule, joined by "och"; empty where it has none."""
    return {"sv": " och ", "en": " and "}[lang].join(condition(told, lang) for told in rule.conditions)
