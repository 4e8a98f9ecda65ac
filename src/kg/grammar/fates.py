"""What a cell of a records plan says of a record's fate: kept for good, destroyed after a time, delivered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from kg.grammar import fatewords as told
from kg.grammar import kept, leftopen, provisos, receivers
from kg.grammar import spelled as spelling
from kg.grammar.fatewords import Action
from kg.grammar.match import Match
from kg.model.disposition import Condition
from kg.text import lexicon

_MOST_WORDS = 12


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
    spelled = spelling.out(text, about)
    if leftopen.is_open(spelled.text):
        return []
    for start, end in _parts(spelled.text):
        fate = _fate(spelled.text[start:end], found, about)
        if fate is not None:
            found.append(Match(start, end, fate))
    apart = _told_apart(found)
    plain = {m.value.action for m in apart if not (m.value.conditions or m.value.otherwise)}
    if {"preserve", "destroy"} <= plain:
        return []  # "Bevaras/Gallras" leaves the choice open, and says neither
    if sum(m.value.action == "destroy" and not (m.value.conditions or m.value.otherwise) for m in apart) > 1:
        return []  # two times, and nothing says when which
    return [Match(*spelled.back(m.start, m.end), m.value) for m in apart]


def tells(text: str) -> bool:
    """Whether a cell is nothing but fates: how a column of them is known without its head."""
    return bool(find(text)) and len(text.split()) <= _MOST_WORDS


def _mark(text: str, about: Action | None) -> list[Match[Fate]] | None:
    """The fates of a cell that is one mark; None where it is more than a mark.

    "Nej" under "Gallras" is kept; under "Bevaras" it says nothing of when to destroy, and is no rule.
    """
    bare = text.strip(" *.()").casefold()
    words = lexicon.load("fates")
    if about == "destroy" and re.fullmatch("|".join(words["marks"]["denied"]), bare):
        return [Match(0, len(text), Fate("preserve"))]
    if not bare or re.fullmatch("|".join(words["marks"]["no"]), text.strip().casefold()):
        return []
    for action in ("preserve", "destroy"):
        if bare in words["letters"][action]:
            return [Match(0, len(text), Fate(action))]
    if about and re.fullmatch("|".join(words["marks"]["yes"]), bare):
        return [] if about == "transfer" else [Match(0, len(text), Fate(about))]
    number = re.fullmatch(r"(\d{1,3})", bare)
    if number and about and about != "preserve" and int(number[1]):
        return [Match(0, len(text), Fate(about, f"P{number[1]}Y"))]
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
    limits = lexicon.load("fates")["limits"]
    bound = rf"(?!(?:(?:{'|'.join(limits['lead'])})\s)?(?:{'|'.join(limits['words'])})\s)"
    no_day = r"(?!\s?\d{1,2}(?:[.;,)]|\s*\Z|\s(?:och|samt)\s\d))"  # the days of "dag 5, 15 och 25" stay together
    return re.compile(
        rf"(?P<mark>;\s?|\.\s+|\n|\s/\s|/\s?(?=[A-ZÅÄÖ]|{told.action_words()})|\s?\({bound}(?=\S)|\)[,.]?\s?|\s[-–]\s|,\s{bound}{no_day})"
        rf"|\s{bound}(?=(?:{joints})\b{no_day})"
    )


def _fate(part: str, before: list[Match[Fate]], about: Action | None) -> Fate | None:
    if _points_away().match(part):
        return None
    part, bound = _bounded(part)
    length = _length(part)
    time = None if length else _time(part)
    named = _action(part)
    if named == "transfer" and _opens(part):
        named = None  # "Efter leverans till arkivet": what destroying waits for
    if named == "transfer" and receivers.returns(part) and not receivers.find(part):
        return None
    if named is None and about == "preserve":
        return None
    if named is None and length is None and time is None:
        waits = _event(part) if about and about != "preserve" and not before else None
        return Fate(about, counted_from=waits, event=_key(waits)) if about and waits and _opens(part) else None
    action = named or ("transfer" if length and receivers.find(part) else _carried(before, about))
    if action == "preserve" and (length or time):
        # "Bevaras 5 år" is no rule that can be trusted: for good and for five years at once.
        return None
    counted = _counted(part, length) if length else time
    if action == "transfer" and length is None and not time:
        counted = _event(part)
    if action == "destroy" and length is None:
        # "omedelbart efter kontroll" waits for the control
        counted = (
            time if time and not re.search(told.time_words() + r"\s(?:efter|när|då)\s", part, re.I) else _event(part)
        )
    conditions, otherwise = provisos.find(part, action, length.start() if length else None, counted)
    if action == "destroy" and not counted and length is None and len(conditions) == 1 and _at(part, conditions[0]):
        counted, conditions = str(conditions[0].value), ()
    counted = f"{counted}, {bound}" if counted and bound else counted
    return Fate(
        action=action,
        period=told.duration(length) if length else None,
        counted_from=counted,
        event=_key(counted),
        conditions=conditions,
        otherwise=otherwise,
        to=receivers.find(part) if action == "transfer" else None,
    )


def _length(part: str) -> re.Match[str] | None:
    """The first length of time that a part tells; an age that someone reaches ("fyllt 21 år") is none."""
    words = lexicon.load("fates")["ages"]
    reached = re.compile(rf"\b(?:{'|'.join(words['before'])})\s(?:minst\s)?\Z", re.IGNORECASE)
    years = re.compile(rf"(?:{'|'.join(words['after'])})\b", re.IGNORECASE)
    found = told.length().finditer(part)
    return next((m for m in found if not reached.search(part, 0, m.start()) and not years.match(part, m.end())), None)


@cache
def _points_away() -> re.Pattern[str]:
    """A part that only says where to look: "Se bevarande av protokoll"."""
    return re.compile(rf"\W*(?:{'|'.join(lexicon.load('references')['see'])})\s")


def _bounded(part: str) -> tuple[str, str | None]:
    """A part without the bound of its event ("vid inaktualitet, dock senast efter 2 år"), and that bound."""
    words = lexicon.load("fates")["limits"]
    lead, limits = "|".join(words["lead"]), "|".join(words["words"])
    found = re.search(rf"[\s,(]+(?:(?:{lead})\s)?(?P<bound>(?:{limits})\s.*)", part, re.IGNORECASE)
    before = part[: found.start()] if found else ""
    if not found or told.length().search(before) or not (_time(before) or _event(before)):
        return part, None
    return before, found["bound"].strip(" .,)")


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


def _told_apart(found: Iterable[Match[Fate]]) -> list[Match[Fate]]:
    """The fates, each once: "Gallras, 2 år" is one fate in two parts, and so is "Gallras. Vid inaktualitet"."""
    out: list[Match[Fate]] = []
    for match in found:
        last = out[-1] if out else None
        fate = match.value
        if last and last.value.action == fate.action != "preserve" and _bare(last.value):
            merged = replace(fate, conditions=(*last.value.conditions, *fate.conditions))
            out[-1] = Match(last.start, match.end, merged)
        elif last and last.value.action == "destroy" and fate == Fate("destroy"):
            continue  # "Sparas i 2 år, därefter gallras"
        elif last and _runs_from(last.value, fate):
            out[-1] = Match(last.start, match.end, replace(last.value, period=fate.period))
        elif last is None or last.value != fate:
            out.append(match)
    return out


def _runs_from(event: Fate, length: Fate) -> bool:
    """Whether a length of time runs from the event before it: "Gallras efter avslutat ärende, 5 år"."""
    own = length == Fate("destroy", length.period) and length.period is not None
    no_day = event.counted_from is None or event.counted_from in lexicon.load("fates")["times"]
    return own and event.action == "destroy" and not (event.period or no_day or event.conditions)


def _bare(fate: Fate) -> bool:
    return not (fate.period or fate.counted_from or fate.to)
