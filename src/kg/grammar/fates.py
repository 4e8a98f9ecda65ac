"""What a cell of a records plan says of a record's fate: kept for good, destroyed after a time, delivered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from kg.grammar import fatewords as told
from kg.grammar import kept
from kg.grammar.fatewords import Action
from kg.grammar.match import Match
from kg.model.disposition import Condition
from kg.text import lexicon

_MOST_WORDS = 12
_RECEIVER = re.compile(r"(?:^|\s)till\s(?P<to>[\wåäöÅÄÖ-]*(?:arkiv|arkivet|myndighet|myndigheten|nämnd|nämnden))\b")
_DAYS = re.compile(r"(?<!födda )(?<!född )\bdag(?:en|ar|arna)?\s\d{1,2}(?=\s?(?:,|och|samt)\s?\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fate:
    """One thing that becomes of the records of a row."""

    action: Action
    period: str | None = None
    """ISO 8601 duration."""
    counted_from: str | None = None
    """What the period runs from, or the event that the action waits for, in the words of the cell."""
    event: str | None = None
    """The same as a key of facts, where it is one."""
    conditions: tuple[Condition, ...] = ()
    otherwise: bool = False
    to: str | None = None
    """Who receives what is delivered."""


def find(text: str, about: Action | None = None) -> list[Match[Fate]]:
    """The fates that a cell tells, in order.

    `about` is what the column is for ("Gallringsfrist" is about destroying): a mark or a bare length of time then
    says that. A cell that no pattern fits gives none, and so does an empty one: silence is no rule.
    """
    return list(_find(text, about))


@lru_cache(maxsize=8192)
def _find(text: str, about: Action | None) -> list[Match[Fate]]:
    whole = _mark(text, about)
    if whole is not None:
        return whole
    found: list[Match[Fate]] = []
    whole_words, longer = _spelled(text)
    for start, end in _parts(whole_words):
        fate = _fate(whole_words[start:end], found, about)
        if fate is not None:
            found += [Match(max(start - longer, 0), end - longer, fate)]
    bare = {m.value.action for m in found if not (m.value.conditions or m.value.otherwise or m.value.period)}
    # "Bevaras/Gallras" leaves the choice open, and says neither.
    return [] if {"preserve", "destroy"} <= bare and all(not m.value.conditions for m in found) else _told_apart(found)


def _spelled(text: str) -> tuple[str, int]:
    """A cell with the letter that opens it written out ("B, 1 ex", "G vid avslut"), and by how much it grew."""
    words = lexicon.load("fates")
    letters = {letter: action for action, each in words["letters"].items() for letter in each}
    after = "|".join([*words["openers"]["event"], *words["openers"]["condition"], *words["openers"]["sample"]])
    opening = (
        rf"(?P<letter>[{''.join(letters)}])[,.:]?\s(?:(?:{after})(?!\w)|{told.length().pattern}|{told.time_words()})"
    )
    found = re.match(opening, text, re.IGNORECASE)
    if not found:
        return text, 0
    word = words["letters_mean"][letters[found["letter"].casefold()]]
    return word + text[1:], len(word) - 1


def tells(text: str) -> bool:
    """Whether a cell is nothing but fates: how a column of them is known without its head."""
    return bool(find(text)) and len(text.split()) <= _MOST_WORDS


def _mark(text: str, about: Action | None) -> list[Match[Fate]] | None:
    """The fates of a cell that is one mark; None where it is more than a mark."""
    bare = text.strip(" *.()").casefold()
    words = lexicon.load("fates")
    if not bare or re.fullmatch("|".join(words["marks"]["no"]), text.strip().casefold()):
        return []
    for action in ("preserve", "destroy"):
        if bare in words["letters"][action]:
            return [Match(0, len(text), Fate(action))]
    if about and re.fullmatch("|".join(words["marks"]["yes"]), bare):
        return [] if about == "transfer" else [Match(0, len(text), Fate(about))]
    number = re.fullmatch(r"(\d{1,3})", bare)
    if number and about:
        return [Match(0, len(text), Fate(about if about != "preserve" else "destroy", f"P{number[1]}Y"))]
    return None


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """The cell in parts that each tell one fate: cut at stops, and where another action or time begins."""
    cuts = [0]
    for match in _cut().finditer(text):
        before, after = text[cuts[-1] : match.start()], text[match.end() :]
        inside = after.partition(")")[0] if "(" in match[0] else after
        if told.says().search(before) and told.says().search(inside):
            cuts.append(match.end() if match["mark"] else match.start())
    yield from zip(cuts, [*cuts[1:], len(text)], strict=True)


@cache
def _cut() -> re.Pattern[str]:
    joints = "|".join(lexicon.load("fates")["rest"]["joints"])
    no_day = r"(?!\s?\d{1,2}(?:[.;,)]|\s*\Z|\s(?:och|samt)\s\d))"  # the days of "dag 5, 15 och 25" stay together
    return re.compile(
        rf"(?P<mark>;\s?|\.\s+|\n|\s/\s|/\s?(?=[A-ZÅÄÖ]|{told.action_words()})|\s?\((?=\S)|\)[,.]?\s?|\s[-–]\s|,\s{no_day})"
        rf"|\s(?=(?:{joints})\b{no_day})"
    )


def _fate(part: str, before: list[Match[Fate]], about: Action | None) -> Fate | None:
    length = told.length().search(part)
    time = None if length else _time(part)
    named = _action(part)
    if named is None and length is None and time is None:
        waits = _event(part) if about and about != "preserve" and not before else None
        return Fate(about, counted_from=waits, event=_key(waits)) if about and waits and _opens(part) else None
    action = named or ("transfer" if length and _receiver(part) else _carried(before, about))
    if action == "preserve" and (length or time):
        # "Bevaras 5 år" is no rule that can be trusted: for good and for five years at once.
        return None
    counted = _counted(part, length) if length else time
    if action == "destroy" and length is None:
        # "omedelbart efter kontroll" waits for the control
        counted = (
            time if time and not re.search(told.time_words() + r"\s(?:efter|när|då)\s", part, re.I) else _event(part)
        )
    conditions, otherwise = _provisos(part, length.start() if length else None, counted)
    if action == "destroy" and not counted and length is None and len(conditions) == 1 and _at(part, conditions[0]):
        counted, conditions = str(conditions[0].value), ()
    return Fate(
        action=action,
        period=told.duration(length) if length else None,
        counted_from=counted,
        event=_key(counted),
        conditions=conditions,
        otherwise=otherwise,
        to=_receiver(part) if action == "transfer" else None,
    )


def _carried(before: list[Match[Fate]], about: Action | None) -> Action:
    """The action of a length of time that names none: that of the part before, or of the column; else destroying."""
    last = before[-1].value.action if before else None
    return last if last in {"destroy", "transfer"} else (about if about in {"destroy", "transfer"} else "destroy")


def _action(part: str) -> Action | None:
    """The action that a part names; what must not be destroyed is preserved, what is not preserved says nothing."""
    first = re.search(told.action_words(), part, re.IGNORECASE)
    if first is None:
        return None
    words = lexicon.load("fates")
    named = {action: "|".join(words["actions"][action]) for action in told.ACTIONS}
    action = next(action for action, pattern in named.items() if re.fullmatch(pattern, first[0], re.IGNORECASE))
    no = "|".join(words["negation"]["words"])
    after = part[first.end() :]
    negated = re.match(rf"\s(?:{no})\b", after, re.I) or re.search(rf"\b(?:{no})\s$", part[: first.start()], re.I)
    if not negated or re.search(rf"\b(?:{'|'.join(words['negation']['until'])})\b", after, re.IGNORECASE):
        return action
    return "preserve" if action == "destroy" else None


def _time(part: str) -> str | None:
    times: dict[str, list[str]] = lexicon.load("fates")["times"]
    written = {name: rf"(?<!\w)(?:{'|'.join(words)})(?!\w)" for name, words in times.items()}
    return next((name for name, pattern in written.items() if re.search(pattern, part, re.IGNORECASE)), None)


def _counted(part: str, length: re.Match[str]) -> str | None:
    """What a length of time runs from: "2 år efter avslutat ärende"."""
    openers = "|".join(lexicon.load("fates")["openers"]["from"])
    found = re.match(rf"[\s,]*(?:{openers})\s(?:det\satt\s|att\s|och\smed\s)?(?P<event>.+)", part[length.end() :], re.I)
    # "Efter kalenderårets utgång + 2 år"
    found = found or re.search(
        rf"(?:^|\s)(?:{openers})\s(?P<event>.+?)\s?(?:\+|plus)\s?\Z", part[: length.start()], re.I
    )
    return _trimmed(found["event"]) if found else None


def _event(part: str) -> str | None:
    """What destroying waits for without a length of time: "Gallras efter skanning"."""
    openers = "|".join(lexicon.load("fates")["openers"]["event"])
    at = rf"vid(?=\s(?:{_points()})\W*\Z)"
    found = re.search(rf"(?:^|\s)(?:{openers}|{at})\s(?:det\satt\s|att\s)?(?P<event>.+)", part, re.IGNORECASE)
    return _trimmed(found["event"]) if found else None


def _opens(part: str) -> bool:
    """Whether a part begins with what destroying waits for: "Efter läsårets slut" in a column of periods."""
    openers = "|".join(lexicon.load("fates")["openers"]["event"])
    return re.match(rf"\W*(?:{openers})\s|\W*vid\s(?:{_points()})\W*\Z", part, re.IGNORECASE) is not None


@cache
def _points() -> str:
    return "|".join(lexicon.load("fates")["openers"]["at"])


def _at(part: str, condition: Condition) -> bool:
    """Whether a condition is a point in time: "Gallras vid nytt beslut"."""
    said = str(condition.value)
    return f"vid {said}" in part.casefold().replace(said.casefold(), said) and bool(re.fullmatch(_points(), said, re.I))


def _trimmed(event: str) -> str | None:
    stop = re.search(r"[.;:(]|,\s|\s(?:om|såvida|ifall|enligt|dock|men)\s", event)
    words = event[: stop.start() if stop else len(event)].split()[:_MOST_WORDS]
    return " ".join(words).strip(" .,;:*)/") or None


def _key(counted: str | None) -> str | None:
    found = kept.event(counted)
    if found or counted is None:
        return found
    events: dict[str, list[str]] = lexicon.load("fates")["events"]
    return next((key for key, cues in events.items() if re.search("|".join(cues), counted, re.IGNORECASE)), None)


def _receiver(part: str) -> str | None:
    found = _RECEIVER.search(part)
    return found["to"] if found else None


def _provisos(part: str, length: int | None, counted: str | None) -> tuple[tuple[Condition, ...], bool]:
    """What a fate is conditional on: "vid överklagande", "EU-projekt 10 år"; and whether it takes the rest."""
    rest = "|".join(lexicon.load("fates")["rest"]["words"])
    aside = re.search(r"\((?P<what>[^()]+)\)", part)
    if re.match(rf"\W*(?:{rest})(?!\w)", (aside["what"] if aside else part), re.IGNORECASE):
        return (), True
    # in a plan's cell the days of a sample may stand alone: "bevaras dag 5, 15 och 25"
    born = kept.birth_day(_DAYS.sub(r"födda \g<0>", part) if _action(part) == "preserve" else part)
    if born is not None:
        return (born,), False
    lawful = aside and re.search(r"§|\bkap\b", aside["what"])
    if aside and not lawful and not told.says().search(aside["what"]) and re.search(r"\w\w", aside["what"]):
        return (Condition(about="subject", op="is", value=aside["what"].strip()),), False
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


def _without_times(part: str) -> str:
    return re.sub(told.time_words(), lambda match: " " * len(match[0]), part, flags=re.IGNORECASE)


def _head(part: str, length: int | None) -> str | None:
    """Words before the fate that say which records it is for: "EU-projekt: 10 år"."""
    first = re.search(told.action_words(), part, re.IGNORECASE)
    time = re.search(told.time_words(), part, re.IGNORECASE)
    starts = [at for at in (length, first.start() if first else None, time.start() if time else None) if at is not None]
    lead = "|".join(lexicon.load("fates")["lead"]["words"])
    joints = "|".join(lexicon.load("fates")["rest"]["joints"])
    head = _RECEIVER.sub("", part[: min(starts)]) if starts else ""
    head = re.sub(rf"^\W*(?:(?:{joints})\s)?|(?<!\w)(?:{lead})(?!\w)", "", head, flags=re.IGNORECASE).strip(" ,:;–-(*")
    head = re.sub(r"^(?:i|av|för|om)\s", "", head)
    return head if re.search(r"\w\w", head) and len(head.split()) <= _MOST_WORDS else None


def _told_apart(found: Iterable[Match[Fate]]) -> list[Match[Fate]]:
    """The fates, each once: "Gallras, 2 år" is one fate in two parts, and so is "Gallras. Vid inaktualitet"."""
    out: list[Match[Fate]] = []
    for match in found:
        last = out[-1] if out else None
        fate = match.value
        if (
            last
            and last.value.action == fate.action == "destroy"
            and not last.value.period
            and not last.value.counted_from
        ):
            merged = replace(fate, conditions=(*last.value.conditions, *fate.conditions))
            out[-1] = Match(last.start, match.end, merged)
        elif last is None or last.value != fate:
            out.append(match)
    return out
