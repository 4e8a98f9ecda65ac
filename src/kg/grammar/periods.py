"""Lengths of time, deadlines and recurrence: "fem år efter …", "senast 30 dagar efter beslut", "var tredje månad"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.grammar import verbs
from kg.grammar.match import Match
from kg.text import lexicon

_MOST_EVENT_WORDS = 9


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time, with the event it runs from where the text names one."""

    duration: str
    """ISO 8601: "P30D"."""
    event: str | None = None
    """What it is counted from, in the words of the text: "introduktionssamtalet"."""
    relation: str = "within"
    """"within" (senast, inom), "after" (… efter), "before" (… innan), "for" (i ett år)."""

    @property
    def deadline(self) -> str | None:
        """Duration, a slash and the event: "P30D/beslut", "-P1W/mötet"; None where there is no event."""
        if self.event is None:
            return self.duration if self.relation == "within" else None
        return f"{'-' if self.relation == 'before' else ''}{self.duration}/{self.event}"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How often something is done."""

    words: str
    every: str | None
    """ISO 8601 duration between two times; None where the text gives none that is exact."""
    what: str | None = None
    """What recurs, where it stands inside the expression: "en uppdragsdialog per år"."""


def lengths(text: str) -> list[Match[Length]]:
    """Lengths of time in the text, in order, those that say how often left out."""
    taken = [(m.start, m.end) for m in recurrences(text)]
    found = []
    for match in _length().finditer(text):
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        event, end = _event(text, match)
        cue = (match["cue"] or "").casefold()
        relation = "within" if cue.startswith(("senast", "inom")) else ("after" if match["after"] else "for")
        if (match["after"] or "").strip().casefold() in {"innan", "före"}:
            relation = "before" if not cue.startswith(("i", "under")) or cue.startswith("inom") else "for"
            event, end = (event, end) if relation == "before" else (None, match.end("unit"))
        duration = f"P{_number(match['number'])}{lexicon.load('periods')['units'][match['unit'].casefold()]}"
        found.append(Match(match.start(), end, Length(duration, event, relation)))
    return found


def recurrences(text: str) -> list[Match[Recurrence]]:
    """Expressions of how often, in order."""
    found = []
    for match in _recurrence().finditer(text):
        words = " ".join(match[0].split())
        found.append(Match(match.start(), match.end(), Recurrence(words, _every(match), _what(match))))
    return found


@cache
def _length() -> re.Pattern[str]:
    words = lexicon.load("periods")
    units = "|".join(sorted(words["units"], key=len, reverse=True))
    numbers = "|".join(sorted(words["numbers"], key=len, reverse=True))
    return re.compile(
        rf"\b(?:(?P<cue>senast(?:\sinom)?|inom|i|under|efter|högst|minst|tidigast)\s(?:(?:sammantaget|sammanlagt|totalt|ytterligare|cirka|ca|minst|högst)\s)?)?"
        rf"(?<!\d[–-])(?P<number>\d{{1,3}}|{numbers})\s(?P<unit>{units})\b(?!\s(?:och\säldre|eller\säldre))"
        rf"(?P<after>\s(?:efter|från|innan|före)(?:\s(?:och\smed|det(?:\satt)?|att))?\s)?",
        re.IGNORECASE,
    )


@cache
def _recurrence() -> re.Pattern[str]:
    words = lexicon.load("periods")
    numbers = "|".join(sorted(words["numbers"], key=len, reverse=True))
    terms = "|".join(sorted(words["terms"], key=len, reverse=True))
    every = "|".join(words["every"])
    ordinals = "|".join(words["ordinals"])
    days, which = "|".join(words["week"]["days"]), "|".join(words["week"]["which"])
    count = rf"(?:\d{{1,2}}|{numbers})"
    return re.compile(
        rf"\b(?:(?P<about>minst|högst|cirka|ca|mellan|ungefär)\s)?(?:"
        rf"(?P<times>{count})(?:\s?[-–]\s?(?P<upto>{count}))?\s(?:gånger|gång|ggr)(?:\s?/\s?|\s(?:per|om|i|på|varje)\s)(?P<term>{terms})"
        rf"|(?:var|vart)\s(?P<nth>{ordinals})\s(?P<unit>år|månad|vecka|dag)"
        rf"|(?P<other>varannan|vartannat)\s(?P<unit2>år|månad|vecka|dag)"
        rf"|var(?:je|t)?\s(?P<low>\d{{1,2}})(?:\s?[-–]\s?(?P<high>\d{{1,2}}))?(?::?e|:a)?\s(?P<unit3>år|månad|vecka|dag)"
        rf"|varje\s(?P<each>år|månad|vecka|dag|termin|kvartal|halvår)\b"
        rf"|(?:varje|på)\s(?P<weekday>(?:{days})(?:ar)?)|(?P<evenday>varannan|jämna|udda)\s(?:{days})"
        rf"|den\s(?:{which})\s(?:{days})en\s(?:i\s)?(?:varje\s|var\s)?(?P<within>månad|kvartal|termin)(?:en|et)?"
        rf"|(?P<word>{every})"
        rf"|(?P<once>{count})\s(?P<noun>[\wåäö]{{4,}})\s(?:per|om)\s(?P<term2>{terms})"
        rf"|(?P<several>flera|ett\spar|några)\sgånger\s(?:per|om)\s(?:{terms})"
        rf")(?![\wåäö])",
        re.IGNORECASE,
    )


def _what(match: re.Match[str]) -> str | None:
    return f"{match['once']} {match['noun']}" if match["once"] else None


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else int(lexicon.load("periods")["numbers"][text.casefold()])


def _every(match: re.Match[str]) -> str | None:
    words, part = lexicon.load("periods"), match.groupdict()
    letter = {"år": "Y", "månad": "M", "vecka": "W", "dag": "D"}
    if part["word"]:
        return str(words["every"][part["word"].casefold()])
    if part["weekday"]:
        return "P1W" if match[0].casefold().startswith("varje") or part["weekday"].endswith("ar") else None
    if part["evenday"]:
        return "P2W" if part["evenday"].casefold() == "varannan" else None
    if part["within"]:
        return f"P{words['terms'][part['within'].casefold()]}M"
    if part["nth"]:
        return f"P{words['ordinals'][part['nth'].casefold()]}{letter[part['unit'].casefold()]}"
    if part["other"]:
        return f"P2{letter[part['unit2'].casefold()]}"
    if part["low"]:
        return None if part["high"] else f"P{part['low']}{letter[part['unit3'].casefold()]}"
    if part["each"]:
        each = part["each"].casefold()
        return f"P1{letter[each]}" if each in letter else f"P{words['terms'][each]}M"
    count, term = part["times"] or part["once"], part["term"] or part["term2"]
    if count and not part["upto"] and (part["about"] or "").casefold() not in {"högst", "mellan"}:
        months, times = words["terms"][term.casefold()], _number(count)
        return _months(months // times) if months % times == 0 else None
    return None


def _months(months: int) -> str:
    return f"P{months // 12}Y" if months % 12 == 0 else f"P{months}M"


def _acts(word: str) -> bool:
    """Whether a word is a verb of office work in the present, with which another duty begins."""
    verb = verbs.active(word) if word.endswith("s") else verbs.of_present(word)
    return verb is not None and verbs.office(verb)


def _event(text: str, match: re.Match[str]) -> tuple[str | None, int]:
    if not match["after"]:
        return None, match.end()
    rest = text[match.end() :]
    stop = re.search(r"[.;:!?]|,\s|\s(?:samt|dock|men|eller\softare)\s|\soch\s(?=\S+\s(?:ska|skall|får|bör))", rest)
    rest = rest[: stop.start() if stop else len(rest)]
    joint = next((m for m in re.finditer(r"\soch\s(?=([a-zåäö]+[rs])(?:\s|$))", rest) if _acts(m[1])), None)
    words = rest[: joint.start() if joint else len(rest)].split()[:_MOST_EVENT_WORDS]
    event = " ".join(words).strip(" .,;:")
    return event or None, match.end() + len(event)
