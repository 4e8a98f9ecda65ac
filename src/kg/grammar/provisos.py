"""What a rule of a plan's cell is conditional on: "vid överklagande", "EU-projekt 10 år", or all that is left."""

from __future__ import annotations

import re
from functools import cache

from kg.grammar import fatewords as told
from kg.grammar import kept, receivers
from kg.grammar.fatewords import Action
from kg.model.disposition import Condition
from kg.text import lexicon

_MOST_WORDS = 12
_DAYS = re.compile(r"(?<!födda )(?<!född )\bdag(?:en|ar|arna)?\s\d{1,2}(?=\s?(?:,|och|samt)\s?\d)", re.IGNORECASE)


def find(part: str, action: Action, length: int | None, counted: str | None) -> tuple[tuple[Condition, ...], bool]:
    """What a fate is conditional on: "vid överklagande", "EU-projekt 10 år"; and whether it takes the rest."""
    rest = "|".join(lexicon.load("fates")["rest"]["words"])
    aside = re.search(r"\((?P<what>[^()]+)\)", part)
    if re.match(rf"\W*(?:{rest})(?!\w)", (aside["what"] if aside else part), re.IGNORECASE):
        return (), True
    # in a plan's cell the days of a sample may stand alone: "bevaras dag 5, 15 och 25"
    born = kept.birth_day(_DAYS.sub(r"födda \g<0>", part) if action == "preserve" else part)
    if born is not None:
        return (born,), False
    lawful = aside and re.search(r"§|\bkap\b", aside["what"])
    if aside and not lawful and not told.says().search(aside["what"]) and re.search(r"\w\w", aside["what"]):
        return (Condition(about="subject", op="is", value=aside["what"].strip()),), False
    held = _held().search(part) if length is not None else None
    if held:
        return (Condition(about="condition", op="is", value=held["what"].strip()),), False
    sampled = re.search(
        rf"(?<!\w)(?:{'|'.join(lexicon.load('fates')['openers']['sample'])})(?!\w)", part, re.IGNORECASE
    )
    if sampled:
        return (Condition(about="condition", op="is", value=sampled[0].casefold()),), False
    openers = "|".join(lexicon.load("fates")["openers"]["condition"])
    said = re.search(rf"(?<!\w)(?:{openers})\s(?P<what>[^.;:()]+)", _without_times(part), re.IGNORECASE)
    if said:
        what = re.split(
            rf"{told.action_words()}|{told.length().pattern}|,", said["what"], maxsplit=1, flags=re.IGNORECASE
        )[0]
        what = re.sub(r"\s(?:gäller|är|ska|skall)$", "", what.strip(" ,:–-"))
        return ((Condition(about="condition", op="is", value=what),) if what and what != counted else ()), False
    head = _head(part, length)
    head = None if head and counted and counted in head else head
    return ((Condition(about="subject", op="is", value=head),) if head else ()), False


@cache
def _held() -> re.Pattern[str]:
    """What must have happened too before records are destroyed: "2 år, dock tidigast när revision skett"."""
    words = lexicon.load("fates")["limits"]
    when = "|".join(words["when"])
    return re.compile(rf"[\s,](?:{'|'.join(words['earliest'])})\s(?:{when})\s(?P<what>[^.;,()\d]+)", re.IGNORECASE)


def _without_times(part: str) -> str:
    return re.sub(told.time_words(), lambda match: " " * len(match[0]), part, flags=re.IGNORECASE)


def _head(part: str, length: int | None) -> str | None:
    """Words before the fate that say which records it is for: "EU-projekt: 10 år"."""
    first = re.search(told.action_words(), part, re.IGNORECASE)
    time = re.search(told.time_words(), part, re.IGNORECASE)
    starts = [at for at in (length, first.start() if first else None, time.start() if time else None) if at is not None]
    lead = "|".join(lexicon.load("fates")["lead"]["words"])
    joints = "|".join(lexicon.load("fates")["rest"]["joints"])
    head = receivers.ARCHIVE.sub("", part[: min(starts)]) if starts else ""
    head = re.sub(rf"^\W*(?:(?:{joints})\s)?|(?<!\w)(?:{lead})(?!\w)", "", head, flags=re.IGNORECASE).strip(" ,:;–-(*")
    head = re.sub(r"^(?:i|av|för|om)\s", "", head)
    return head if re.search(r"\w\w", head) and len(head.split()) <= _MOST_WORDS else None
