"""Rules on keeping records in running text: destroyed or kept, how long from what, by whom, and who has them next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.grammar import asides, clauses, kept, periods, roles, subjects, verbs, whereabouts
from kg.grammar.clauses import Clause
from kg.grammar.keeping import BEFORE, Action, Keeping, Modality
from kg.grammar.match import Match
from kg.model.disposition import Condition
from kg.text import lexicon

_NEXT_CALENDAR_YEAR = re.compile(
    r"\bsenast\s(?:(?:under\s)?kalenderåret\s(?:efter|därefter)"
    r"|(?:vid|före|under)\s(?:(?:utgången|slutet)\sav\s)?(?:det\s)?(?:påföljande|följande|nästa|nästkommande)\s(?:kalender)?år)",
    re.IGNORECASE,
)

_THIS_CALENDAR_YEAR = re.compile(
    r"\bsenast\s(?:vid|före)\s(?:utgången|slutet)\sav\s(?:samma\s)?(?:kalender)?år", re.IGNORECASE
)


def find(sentence: str, custody: bool = False) -> list[Match[Keeping]]:
    """Rules of one sentence, in order; `custody` tells that the text around it speaks of keeping records."""
    custody = custody or kept.about_custody(sentence)
    colon = whereabouts.labelled(sentence)
    if colon is not None:
        plain = find(sentence[:colon] + sentence[colon + 1 :], custody)
        return [Match(match.start + (match.start >= colon), match.end + 1, match.value) for match in plain]
    found: list[Match[Keeping]] = []
    clauses_ = list(_clauses(sentence))
    for clause in clauses_:
        others = [(o.start, o.end) for o in clauses_ if o is not clause]
        keeping = _of_clause(clause, sentence, custody, others)
        if keeping is None:
            continue
        same = next((n for n, m in enumerate(found) if _same(m.value, keeping)), None)
        if same is None:
            found.append(Match(clause.start, clause.end, keeping))
        elif found[same].value.period is None and keeping.period:
            found[same] = Match(found[same].start, clause.end, keeping)
    found += asides.gapped(sentence, found)
    first = found[0].value.record if found else None
    more = (
        *asides.totals(sentence),
        *asides.past(sentence),
        *asides.pointers(sentence),
        *asides.selections(sentence, first),
    )
    for match in (*more, *_elsewhere(sentence, first)):
        spares = match.value.action == "preserve" and match.value.conditions
        if spares or not any(match.start < other.end and other.start < match.end for other in found):
            found.append(match)
    return sorted(found, key=lambda match: match.start)


def _same(first: Keeping, second: Keeping) -> bool:
    return (first.action, first.record) == (second.action, second.record)


def _elsewhere(sentence: str, record: str | None) -> Iterator[Match[Keeping]]:
    for match in whereabouts.find(sentence):
        what, action, told = match.value
        keeping = Keeping(what or record, action, **told)  # type: ignore[arg-type]
        if keeping.record is not None:
            yield Match(match.start, match.end, keeping)


def _clauses(sentence: str) -> Iterator[Clause]:
    agreed = re.search(r"\b(?:avtal|överenskommelse)[^.;]*\som\satt\s", sentence)
    if agreed is None:
        yield from clauses.find(sentence)
        return
    for clause in clauses.find(sentence[agreed.end() :]):
        yield replace(clause, start=clause.start + agreed.end(), end=clause.end + agreed.end(), modality="may")


def _of_clause(clause: Clause, sentence: str, custody: bool, others: list[tuple[int, int]]) -> Keeping | None:
    action, verb = _action(clause, sentence)
    if action is None:
        return _finished(clause, sentence)
    record = _record(clause)
    if record is None and clause.passive and re.fullmatch(r"de|dem|dessa", (clause.patient or "").strip(), re.I):
        record = BEFORE
    if record is None and not kept.birth_day(f"{clause.before} {clause.patient} {clause.rest}"):
        return None
    around = f"{clause.before}, {clause.patient or clause.subject} {clause.rest}{_more_days(clause, sentence)}"
    if not _fits(action, verb, clause, around, custody):
        return None
    length = _length(sentence, clause, others)
    if length and length.event:
        around = around.replace(length.event, "")
    holder, next_ = _hands(clause, sentence, action)
    return Keeping(
        record=record,
        action="preserve" if action == "store" and _forever(clause, sentence) else action,
        modality="must-not" if _none(clause) else _modality(clause.modality),
        period=length.duration if length else None,
        counted_from=length.event if length else _event_alone(sentence, action),
        event=kept.event(length.event if length else _event_alone(sentence, action)),
        holder=holder,
        next=next_,
        conditions=(*kept.conditions(around), *_holds(clause, sentence)),
    )


def _action(clause: Clause, sentence: str) -> tuple[Action | None, str]:
    known = lexicon.load("retention")["actions"]
    particle = clause.rest.split(" ", 1)[0]
    verb = f"{clause.verb} {particle}" if f"{clause.verb} {particle}" in known else clause.verb
    after = re.match(r"\S+\s\S+\soch\s(?:därefter|sedan)\s(?:\w+\s)?([a-zåäö]+s)\b", sentence[clause.start :])
    later = verbs.active(after[1]) if after else verb
    verb = later if later in known else verb
    return (known[verb], verb) if verb in known else (None, verb)


def _fits(action: Action, verb: str, clause: Clause, around: str, custody: bool) -> bool:
    """Whether the verb speaks of keeping records here, as "skicka", "lägga" and "följa" mostly do not."""
    if verb == "följa":
        whom = roles.starting(re.sub(r"^med\s", "", clause.rest))
        meant = clause.modality == "must" and not clause.passive and custody
        return meant and whom is not None and roles.is_person(whom.value)
    if verb == "undanta":
        return re.match(r"från\s(?:all\s)?gallring", clause.rest) is not None
    if verb == "lägga":
        return bool(re.search("|".join(lexicon.load("retention")["words"]["containers"]), clause.rest, re.IGNORECASE))
    if verb == "lämna":
        return custody and bool(re.search(r"\btill\s\S*arkiv", clause.rest))
    sent = "|".join(lexicon.load("retention")["words"]["sent"])
    if action == "transfer" and re.match(rf"(?:{sent})", clause.patient or "", re.IGNORECASE):
        return False
    if action == "transfer":
        return custody and bool(re.search(r"\btill\s\S", clause.rest))
    return action != "weed" or custody or "akt" in around


def _more_days(clause: Clause, sentence: str) -> str:
    """ "… och 13" of "födda dag 3 och 13", which stands where a clause else would end."""
    more = re.match(r"(?:\s?(?:,|och|eller|samt)\s?\d{1,2})+", sentence[clause.end :])
    return more[0] if more and re.search(r"\bföd\w*\s(?:\S+\s)*\S*\d$", clause.rest) else ""


def _none(clause: Clause) -> bool:
    """ "Ingen handling får gallras": what is said of none is forbidden of all."""
    return re.match(r"(?:ingen|inga|inget)\s", (clause.patient or "").strip(), re.IGNORECASE) is not None


def _record(clause: Clause) -> str | None:
    if clause.passive:
        text = re.sub(r"^(?:ingen|inga|inget)\s", "", (clause.patient or "").strip(), flags=re.IGNORECASE)
        if not subjects.sane(text):
            return None
    elif clause.verb == "följa":
        text = clause.subject
    else:
        text = re.split(r"\s(?:till|hos|vidare)\s", f" {clause.rest}", maxsplit=1)[0].strip()
        text = re.sub(r"^/?kasta\s", "", text)
    return kept.record(text)


def _length(sentence: str, clause: Clause, others: list[tuple[int, int]]) -> periods.Length | None:
    """The length of time of a clause: after its verb, else before it ("Efter ett år skickas …"); none of another's."""
    found = [m for m in periods.lengths(sentence) if m.value.relation != "before"]
    nearer = [(start, end) for start, end in others if start > clause.start]
    mine = [
        m for m in found
        if not any(start <= m.start < end for start, end in nearer)
        and not any(start <= m.start < min(end, clause.start) for start, end in others)
    ]  # fmt: skip
    least = re.search(r"\bdock\s(?:inte\sförrän|tidigast|minst)\s", sentence[clause.start :])
    after = [
        m.value
        for m in mine
        if clause.start <= m.start <= clause.end + 40 and not _parted(sentence[clause.end : m.start])
    ]
    if least and not after:
        after = [m.value for m in mine if 0 <= m.start - clause.start - least.end() < 3]
    then = re.match(r"\S+\s(?:därefter|sedan)\b", sentence[clause.start :])
    if not after and then:
        return next((m.value for m in reversed(found) if m.end <= clause.start), None)
    before = [m.value for m in mine if m.start < clause.start and ";" not in sentence[m.end : clause.start]]
    return next(iter(after or (before if clause.before or len(found) == 1 else [])), None)


def _parted(between: str) -> bool:
    return re.search(r";|\s(?:där|som|och|samt|varefter)\s", between) is not None


def _event_alone(sentence: str, action: Action) -> str | None:
    """ "… överlämnas när gallringsskyldigheten inträder": an event without a length of time."""
    found = (
        re.search(r"\snär\s((?:\S+\s){0,3}\S*(?:inträder|avslutas|upphör))\b", sentence)
        if action == "transfer"
        else None
    )
    return found[1] if found else None


def _modality(kind: str) -> Modality:
    if kind in {"must-not", "need-not"}:
        return "must-not" if kind == "must-not" else "need-not"
    return "may" if kind in {"may", "can"} else "must"


def _forever(clause: Clause, sentence: str) -> bool:
    words = "|".join(map(re.escape, lexicon.load("retention")["words"]["forever"]))
    return clause.verb == "spara" and bool(re.search(words, sentence[clause.start :], re.IGNORECASE))


def _finished(clause: Clause, sentence: str) -> Keeping | None:
    """ "Gallringen ska vara klar senast kalenderåret efter …": by when a destruction is done."""
    if not re.match(r"gallring(?:en)?\b", (clause.subject or clause.patient or "").strip(), re.IGNORECASE):
        return None
    finish = "calendar-year+1" if _NEXT_CALENDAR_YEAR.search(sentence) else None
    finish = finish or ("calendar-year+0" if _THIS_CALENDAR_YEAR.search(sentence) else None)
    within = next((m.value for m in periods.lengths(sentence) if m.value.relation == "within"), None)
    finish = finish or (within.duration if within else None)
    return Keeping(None, "destroy", finish_by=finish, event="arisen" if finish else None) if finish else None


def _hands(clause: Clause, sentence: str, action: Action) -> tuple[str | None, str | None]:
    """Who holds the records, and who has them next."""
    after = sentence[clause.start :]
    holder = (
        clause.role
        or asides.named(after, r"\bhos\s")
        or asides.named(clause.patient or "", r"\bhos\s")
        or (_place(clause) if action == "store" else None)
    )
    on = re.search(r"\binnan\s[^.;]*?(?:överlämnas|skickas|lämnas|flyttas|levereras)\s", after)
    next_ = asides.named(after[on.end() - 1 :], r"\btill\s") if on else None
    if action == "transfer" and next_ is None and clause.verb != "följa":
        next_ = asides.named(f" {clause.rest}", r"\btill\s")
    return holder, next_


def _place(clause: Clause) -> str | None:
    """The system or archive where records stand: "i verksamhetssystemet", "på Stadsarkivet"."""
    text = f"{clause.rest} {clause.patient or ''}"
    found = re.search(r"\b(?:i|på)\s((?:[\wåäö]+\s)?[\wåäö]*(?:arkiv(?:et)?|system(?:et)?))\b", text)
    named = re.match(r"i\s([A-ZÅÄÖ][\wåäö]{2,})$", clause.rest)
    return found[1] if found else named[1] if named else None


def _holds(clause: Clause, sentence: str) -> tuple[Condition, ...]:
    """What holds a destruction back, and on which occasion records move."""
    tail = sentence[clause.start :]
    block = re.search(r"\bså länge\s((?:\S+\s){2,9}?\S*gallrats)|\bså länge\s((?:\S+\s?){2,9})", tail)
    if block:
        value = re.split(r"\soch\s\S+s\b(?!\sav\b)", (block[1] or block[2]).strip(" ."))[0]
        return (Condition(about="condition", op="is", value=value),)
    missing = re.search(r"\bom det inte finns\s(?:ett?\s)?((?:\S+\s?){1,6})", tail)
    if missing:
        return (Condition(about="condition", op="not", value=missing[1].strip(" .")),)
    until = re.search(r"\b(?:innan|förrän)\s((?:\S+\s){1,5}?har\s[a-zåäö]+t)\b", tail)
    if until and (_none(clause) or clause.modality == "must-not"):
        return (Condition(about="condition", op="not", value=until[1]),)
    moving = re.search(r"\bvid\s((?:flytt|byte)\b(?:\s\S+){0,5})", clause.rest)
    if moving:
        return (Condition(about="condition", op="is", value=moving[1].strip(" .")),)
    return (
        (Condition(about="condition", op="is", value="avtal"),)
        if re.search(r"\bavtal\b.*\som\satt\s", sentence)
        else ()
    )
