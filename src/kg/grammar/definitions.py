"""What a sentence tells the meaning of: "Med ordinärt boende avses …", "(så kallat urvalsbevarande)"."""

from __future__ import annotations

import re
from functools import cache

from kg.grammar import periods
from kg.text import lexicon

_MOST_WORDS = 6
_TIME_WORDS = 6
_QUOTES = re.compile(r"[*”“\"']")
_DAY = re.compile(
    r"\b(?:(?:19|20)\d\d-\d\d-\d\d|\d{1,2}\s(?:jan|feb|mars|april|maj|juni|juli|aug|sept|okt|nov|dec)\w*\s\d{4})"
)


def term(sentence: str, lead: str | None = None) -> str | None:
    """The term that the sentence explains, or in an item that `lead` explains by it; None where there is none."""
    text = _QUOTES.sub("", sentence)
    for pattern in _patterns():
        match = pattern.search(text)
        if match:
            found = _clean(match["term"] if match["term"] else f"{match['how']} {match['what']}")
            if found:
                return found
    return _of_item(text, _QUOTES.sub("", lead)) if lead else None


def timing(sentence: str) -> str | None:
    """When or how often, in the words of the sentence; None where it does not say."""
    again = periods.recurrences(sentence)
    if again:
        return again[0].value.words
    length = next((m for m in periods.lengths(sentence) if m.value.event or m.value.relation == "within"), None)
    if length is not None:
        return " ".join(sentence[length.start : length.end].split()[: _TIME_WORDS + 2])
    match = _times().search(sentence) or _DAY.search(sentence)
    return " ".join(match[0].split()).rstrip(" ,.;:") if match else None


def negated(sentence: str) -> bool:
    """Whether the sentence says that something is not."""
    return bool(_not().search(sentence))


def _of_item(text: str, lead: str) -> str | None:
    """An item under "Det finns olika typer av samtycke": the item's own name, else what the lead explains."""
    named = re.match(r"\s*(?P<name>[\wåäöÅÄÖ-]+(?:\s[\wåäö-]+){0,2})\s(?:där|som|innebär|är|[–-]|:)\s", text)
    if named and re.search(rf"\b(?:{_words('sorts')})\b", lead, re.IGNORECASE):
        return _clean(named["name"])
    return term(lead) if lead.rstrip().endswith(":") else None


def _clean(found: str) -> str | None:
    text = " ".join(re.sub(r"\([^)]*\)", " ", found).split()).strip(" ,.;:–-")
    text = re.sub(r"^(?:en|ett|begreppet|insatsen|ordet|termen)\s", "", text, flags=re.IGNORECASE)
    if not text or len(text.split()) > _MOST_WORDS or re.match(rf"(?:{_words('none')})\b", text, re.IGNORECASE):
        return None
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _words(name: str) -> str:
    return "|".join(lexicon.load("definitions")["words"][name])


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    term = r"(?P<term>[^,.;:()]{2,60}?)"
    told = [
        rf"\bmed\s{term}\s(?:{_words('meant')})\b",
        rf"\b(?:{_words('purpose')})\smed\s{term}\s(?:är|kan\svara)\b",
        r"^\s*(?:en|ett)\s(?P<what>[\wåäö]+)\s(?:är|räknas\ssom|anses)\s(?P<how>[\wåäö]+)\s(?:om|när)\s",
        rf"^\s*i\s{term}\s(?:{_words('contains')})\b",
        rf"^\s*{term}\s(?:{_words('says')})\b",
        rf"^\s*{term}\s(?:är|utgör)\s(?:{_words('kinds')})\b",
        r"\s\((?P<term>[a-zåäö]{3,}\s[a-zåäö]{4,})\)\.?$",
        rf"\b(?:{_words('called')})\s(?P<term>[\wåäö-]+(?:\s[\wåäö-]+)?)(?=[).,;]|\s(?:det|som|innebär|vilket)\b|$)",
    ]
    return tuple(re.compile(_named(each), re.IGNORECASE) for each in told)


def _named(pattern: str) -> str:
    """The pattern with all three names, those that it lacks never met."""
    lacking = "".join(f"(?P<{name}>(?!))?" for name in ("term", "how", "what") if f"(?P<{name}>" not in pattern)
    return f"{pattern}{lacking}"


@cache
def _times() -> re.Pattern[str]:
    times = lexicon.load("definitions")["times"]
    return re.compile(
        rf"\b(?:(?:{'|'.join(times['before'])})(?:\s[\wåäö:-]+){{1,{_TIME_WORDS}}}|(?:{'|'.join(times['alone'])})\b)",
        re.IGNORECASE,
    )


@cache
def _not() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon.load('definitions')['times']['not'])})\b", re.IGNORECASE)
