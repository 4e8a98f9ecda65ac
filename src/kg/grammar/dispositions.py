"""Rules of what happens to records: who receives, keeps or borrows them, which, and under what conditions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from kg.grammar import conditions
from kg.grammar.match import Match
from kg.grammar.rules import clauses, items, named, predicates
from kg.grammar.rules.clauses import Clause
from kg.grammar.rules.items import Piece
from kg.grammar.rules.predicates import Verb
from kg.grammar.rules.reading import alternatives, cue
from kg.model.disposition import Action, Condition, Operator, RecipientLogic
from kg.text import lexicon


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule as the text has it; the fields are those of `kg.model.disposition.DispositionRule`."""

    action: Action | None
    recipients: tuple[str, ...] = ()
    recipient_logic: RecipientLogic | None = None
    applies_to: str | None = None
    conditions: tuple[Condition, ...] = ()
    otherwise: bool = False
    truncated: bool = False
    action_inferred: bool = False


Found = list[Match[RuleDraft]]


def find(text: str, units: Mapping[str, str]) -> Found:
    """Rules of a disposition cell, in the order of the text, each with the place of its words.

    `text` is the whole cell on one line; the items of a list may stand on lines of their own, or follow one another
    behind a colon. `units` leads from folded names and short forms of units to the short form. A sentence that no
    pattern fits gives no rule; `unread` tells of it.
    """
    found: Found = []
    for piece in items.pieces(text):
        if piece.items:
            found += _of_list(text, piece, units, found)
        elif _is_proviso(text, piece) and found:
            found[-1] = _with_proviso(text, piece, units, found[-1])
        else:
            found += _of_sentence(text, piece, units, found)
    return found


def unread(text: str, matches: Sequence[Match[RuleDraft]]) -> list[tuple[int, int]]:
    """Places of the sentences and items that have a verb of disposition and gave no rule."""
    return [
        (piece.start, piece.end)
        for whole in items.pieces(text)
        for piece in (whole, *whole.items)
        if _has_verb(text[piece.start : piece.end]) and not _gave_rule(piece, matches)
    ]


def split(text: str) -> int | None:
    """Where a disposition begins that runs on from other text without a mark; None where there is none.

    From there to the end all is rules. A remark that only mentions a handing over ("förteckning över arkiv som
    överlämnas") begins none, nor does a sentence about what is done with records day by day.
    """
    if not predicates.main(text):
        return None
    for start in _candidates(text):
        if _is_all_rules(text[start:]):
            return start
    return None


def _of_sentence(text: str, piece: Piece, units: Mapping[str, str], before: Found) -> Found:
    found: Found = []
    cut = _is_cut(text, piece)
    parts = clauses.split(text, piece.start, piece.end, units)
    for part in parts:
        if cut and part is parts[-1]:
            found.append(_broken(text, part.start, piece.end))
        else:
            draft = _draft(text, part, units, [*before, *found])
            found += [_placed(text, part.start, part.end, draft)] if draft else []
    if not parts:
        found += _without_verb(text, piece, units, before, cut)
    return found


def _of_list(text: str, piece: Piece, units: Mapping[str, str], before: Found) -> Found:
    """A rule for each item, with the conditions of the lead-in; where all items must hold, one rule."""
    together = cue_of("all").search(text, piece.start, piece.end)
    parts = clauses.split(text, piece.start, together.start() if together else piece.end, units)
    if not parts:
        found: Found = []
        for item in piece.items:
            found += _of_sentence(text, item, units, [*before, *found])
        return found
    lead = _draft(text, parts[-1], units, before)
    if lead is None:
        return []
    if together:
        every = [c.value for item in piece.items for c in _item_conditions(text, item, units)]
        return [_placed(text, piece.start, piece.items[-1].end, replace(lead, conditions=(*lead.conditions, *every)))]
    return [_of_item(text, item, lead, units) for item in piece.items]


def _of_item(text: str, item: Piece, lead: RuleDraft, units: Mapping[str, str]) -> Match[RuleDraft]:
    if _is_cut(text, item):
        return _broken(text, item.start, item.end)
    words = text[item.start : item.end]
    found = _item_conditions(text, item, units)
    records = named.records_of(words, found)
    own = _told_apart([match.value for match in found], records)
    draft = replace(lead, applies_to=records or lead.applies_to, conditions=(*lead.conditions, *own))
    return _placed(text, item.start, item.end, draft)


def _item_conditions(text: str, item: Piece, units: Mapping[str, str]) -> list[Match[Condition]]:
    words = text[item.start : item.end]
    return conditions.find(words, units) or [kept for kept in [conditions.phrase(words)] if kept]


def _draft(text: str, part: Clause, units: Mapping[str, str], before: Found) -> RuleDraft | None:
    """The rule of a clause; None where it names someone to receive who cannot be read."""
    receiving = clauses.who(text, part, units)
    if receiving is None:
        return None
    found, origin = clauses.conditions_of(text, part, (receiving.start, receiving.end), units)
    subject, words = text[slice(*part.records)], text[part.start : part.end]
    if part.action == "read-access":
        records = named.open_to(words, text[part.start : part.verb.start])
        records = None if records and records.casefold() in map(str.casefold, receiving.value.names) else records
    else:
        moved = [replace(match, start=match.start - origin, end=match.end - origin) for match in found]
        records = named.records_of(subject, moved)
    own = _told_apart([match.value for match in found], records)
    if part.inferred and before and records is None:
        records, own = before[-1].value.applies_to, _said_of(own, before[-1].value.conditions)
    age = named.age(subject, words)
    if age and not any(condition.about == "date" for condition in own):
        own = [*own, _beyond(age, before)]
    return RuleDraft(
        action=part.action,
        recipients=receiving.value.names,
        recipient_logic=receiving.value.logic,
        applies_to=records,
        conditions=tuple(own),
        otherwise=clauses.is_rest(text, part),
        action_inferred=part.inferred,
    )


def _without_verb(text: str, piece: Piece, units: Mapping[str, str], before: Found, cut: bool) -> Found:
    """A sentence that leaves out its verb takes that of the rule before; one that breaks off says no action."""
    words = text[piece.start : piece.end]
    if not _begins().match(words):
        return []
    if cut or (piece.end == len(text.rstrip()) and words[-1] not in ".!?" and named.is_rest(words)):
        return [_broken(text, piece.start, piece.end)]
    last = before[-1].value if before else None
    found = conditions.find(words, units)
    if last is None or last.action is None or not found or not words.endswith("."):
        return []
    records = named.records_of(words, found)
    own = _told_apart([match.value for match in found], records)
    draft = RuleDraft(last.action, last.recipients, last.recipient_logic, records, tuple(own), action_inferred=True)
    return [_placed(text, piece.start, piece.end, draft)]


def _broken(text: str, start: int, end: int) -> Match[RuleDraft]:
    rest = named.is_rest(text[start:end])
    return _placed(text, start, end, RuleDraft(None, otherwise=rest, truncated=True))


def _told_apart(found: Sequence[Condition], records: str | None) -> list[Condition]:
    return [c for c in found if not (records and named.says_again(c, found))]


def _said_of(found: Sequence[Condition], before: Sequence[Condition]) -> list[Condition]:
    """States that stand without a noun ("avslutade till arkivet") are said of what those of the rule before are."""
    of = next((condition.of for condition in before if condition.about == "status"), None)
    return [c.model_copy(update={"of": of}) if c.about == "status" and not c.of else c for c in found]


def _beyond(age: Operator, before: Found) -> Condition:
    """ "Äldre handlingar" are those from before the day that the rules before speak of, "nyare" those from then on."""
    dated = [condition for match in before for condition in match.value.conditions if condition.at is not None]
    at = dated[-1].at if dated else None
    if at is not None and dated[-1].op in {"until", "after"}:
        at += timedelta(days=1)
    op: Operator = "before" if age == "before" else "on-or-after"
    value = "äldre" if age == "before" else "nyare"
    return Condition(about="date", op=op, value=value, at=at, of="handling", inferred=True)


def _is_proviso(text: str, piece: Piece) -> bool:
    words = text[piece.start : piece.end]
    proviso = cue("proviso").search(words)
    return proviso is not None and not predicates.main(words[: proviso.start()])


def _with_proviso(text: str, piece: Piece, units: Mapping[str, str], match: Match[RuleDraft]) -> Match[RuleDraft]:
    more = (found.value for found in conditions.find(text[piece.start : piece.end], units))
    draft = replace(match.value, conditions=(*match.value.conditions, *more))
    return Match(match.start, piece.end, draft)


def _placed(text: str, start: int, end: int, draft: RuleDraft) -> Match[RuleDraft]:
    words = text[start:end]
    first = start + len(words) - len(words.lstrip(" ,;\n"))
    return Match(first, start + len(words.rstrip(" ,;\n")), draft)


def _is_cut(text: str, piece: Piece) -> bool:
    """Whether the text ends within the sentence: without a stop, on a word that another must follow."""
    last = piece.end == len(text.rstrip()) and text[piece.end - 1] not in ".!?"
    return last and cue_of("cut", at_end=True).search(text, piece.start, piece.end) is not None


def _candidates(text: str) -> Iterable[int]:
    """Places where a disposition may begin, the earliest first; inside a sentence only with a capital letter."""
    for piece in items.pieces(text):
        words = text[piece.start : piece.end]
        verbs = predicates.main(words)
        if not verbs:
            continue
        if not _remark().search(words, 0, verbs[0].start) and not _is_daily(words, verbs[0].value):
            yield piece.start
        yield from (
            piece.start + match.start()
            for match in reversed(list(re.finditer(r"(?<=\s)[A-ZÅÄÖ]", words[: verbs[0].start + 1])))
            if not _remark().search(words, match.start(), verbs[0].start)
        )


def _has_verb(words: str) -> bool:
    return any(not verb.value.active for verb in predicates.every(words))


def _is_daily(words: str, verb: Verb) -> bool:
    """Whether a sentence may as well tell what is done with certain records day by day ("larmlistor förvaras …")."""
    first = next(iter(find(words, {})), None)
    if not verb.daily or first is None or first.value.applies_to is None:
        return False
    archives = tuple(lexicon.load("dispositions")["daily"]["archives"])
    return not first.value.conditions and not any(name.endswith(archives) for name in first.value.recipients)


def _is_all_rules(text: str) -> bool:
    found = find(text, {})
    return all(_gave_rule(piece, found) for piece in items.pieces(text))


def _gave_rule(piece: Piece, found: Sequence[Match[RuleDraft]]) -> bool:
    """Whether a rule was read from a piece, or from one of its items."""
    end = piece.items[-1].end if piece.items else piece.end
    return any(match.start < end and piece.start < match.end for match in found)


def cue_of(table: str, at_end: bool = False) -> re.Pattern[str]:
    """Pattern of the words of a table of the lexicon "dispositions"."""
    words = alternatives(lexicon.load("dispositions")[table]["words"])
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])" + (r"\W*$" if at_end else ""), re.IGNORECASE)


@cache
def _begins() -> re.Pattern[str]:
    words = lexicon.load("dispositions")
    begins = alternatives([*words["starters"]["words"], *words["otherwise"]["words"], *words["general"]["words"]])
    return re.compile(rf"(?:{begins})(?!\w)", re.IGNORECASE)


@cache
def _remark() -> re.Pattern[str]:
    """A verb of day-to-day handling, but for one behind "som"; or the number of a process."""
    words = alternatives(lexicon.load("dispositions")["remarks"]["words"])
    return re.compile(rf"(?<!som\s)(?<!\w)(?:{words})(?!\w)|\b(?:P|PG|VO)\s\d|\d\.\d", re.IGNORECASE)
