"""Which records a rule on keeping speaks of, and on what conditions: day of birth, provider, medium, a closed case."""

from __future__ import annotations

import re
from functools import cache

from kg.model.disposition import Condition
from kg.text import lexicon

_MOST_WORDS = 12


_ARTICLES = re.compile(
    r"^(?:alla|all|samtliga|de|den|det|en|ett|även|för|dessa|detta|sådana|vissa|när det gäller)\s", re.IGNORECASE
)


@cache
def _custody() -> re.Pattern[str]:
    return re.compile("|".join(lexicon.load("retention")["words"]["custody"]), re.IGNORECASE)


def about_custody(title: str) -> bool:
    """Whether a title speaks of keeping records."""
    return bool(_custody().search(title))


def record(text: str) -> str | None:
    """The records that a phrase names, without articles and marks; None where it names none."""
    text = re.sub(r"[*”“\"]", "", text).strip(" ,.")
    text = re.sub(r"^/?kasta\s", "", text)
    while _ARTICLES.match(text) and len(text.split()) > 1:
        text = _ARTICLES.sub("", text, count=1)
    if not _names_record(text):
        return None
    cut = re.search(
        r"[,;(]|\s(?:oavsett|så)\s|\s(?:för\s(?:brukare|personer|elever|klienter|patienter)\s)?födda?\s", text
    )
    text = text[: cut.start()] if cut and _names_record(text[: cut.start()]) else text
    words = text.split()[:_MOST_WORDS]
    text = re.sub(r"(?:\s(?:och|i|på|av|för|som|med|till|om|den|en|ett|de|sådan))+$", "", " ".join(words))
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _names_record(text: str) -> bool:
    words = lexicon.load("retention")["words"]
    heads, endings = "|".join(words["records"]), "en|n|na|er|erna|or|orna|ar|arna|et|t|s|e|ns|ens|r|rna"
    pattern = rf"(?<![\w-])(?:[\wåäö-]*)(?:{heads})(?:{endings})?(?![\w-])"
    found = [m[0].casefold() for m in re.finditer(pattern, text, re.IGNORECASE)]
    none = rf"(?:{'|'.join(words['not_records'])})(?:{endings})?"
    return any(not re.fullmatch(none, word) for word in found)


def event(words: str | None) -> str | None:
    """The event that a period runs from, as a key of data/lexicon/retention.toml."""
    for key, cues in lexicon.load("retention")["events"].items():
        if words and any(cue in words.casefold() for cue in cues):
            return str(key)
    return None


def conditions(text: str) -> tuple[Condition, ...]:
    """Conditions that a text sets on records: day of birth, provider, medium, a closed case."""
    found: list[Condition] = []
    born = birth_day(text)
    if born is not None:
        found.append(born)
    words, low = lexicon.load("retention"), text.casefold()
    for about, table in (("provider", words["providers"]), ("medium", words["media"])):
        value = next((key for key, cues in table.items() if any(cue in low for cue in cues)), None)
        if value is not None:
            found.append(Condition(about=about, op="is", value=value))  # type: ignore[arg-type]
    if re.search(rf"\b(?:{'|'.join(words['words']['closed'])})\b", low):
        found.append(Condition(about="status", op="is", value="avslutad"))
    return tuple(found)


def birth_day(text: str) -> Condition | None:
    """ "födda dag 5, 15, 25" and "födda andra dagar än 3 och 13"."""
    days = r"\d{1,2}(?:\s?(?:,|och|eller|samt)\s?\d{1,2})*"
    found = re.search(
        rf"\bföd(?:da|d|elsedag|elsedagar)?\s(?P<other>(?:på\s)?(?:en\s|ett\s)?(?:annat?|andra)\s(?:datum|dag|dagar)\sän\s)?"
        rf"(?:den\s|på\s|dag(?:en|arna)?\s){{1,3}}(?P<days>{days})(?!\s?(?:januari|februari|mars|april|maj|juni|juli|aug|sept|okt|nov|dec|-))",
        text,
        re.IGNORECASE,
    )
    if found is None:
        return None
    numbers = tuple(re.findall(r"\d{1,2}", found["days"]))
    spared = re.search(
        r"\b(?:utom|förutom|undantag\S*)\s(?:för\s)?(?:\S+\s){0,3}$", text[: found.start()], re.IGNORECASE
    )
    other = bool(found["other"]) != (spared is not None)
    return Condition(about="birth_day", op="not" if other else "in", value=numbers)


def plans_named(sentence: str) -> tuple[str, ...]:
    """Retention plans that a sentence names, by their abbreviation in capitals or their name."""
    words = "|".join(sorted(lexicon.load("retention")["words"]["plans"], key=len, reverse=True))
    named = re.findall(rf"\b[\wåäö]*(?:{words})(?:en|erna|n)?\b", sentence, re.IGNORECASE)
    short = re.findall(r"(?:\b(?:[Ii]|[Ee]nligt|av)\s|\()([A-ZÅÄÖ]{2,5})(?=[\s).,])", sentence)
    return tuple(dict.fromkeys([*short, *(() if short else named)]))
