"""Duties in running text: who shall do what, by when and how often."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg.grammar import answerable, binding, clauses, laid, periods, roles, subjects, unsettled, verbs
from kg.grammar.clauses import Clause
from kg.grammar.match import Match
from kg.grammar.subjects import words
from kg.text import lexicon

_MOST_WORDS = 12

_STORING = {"förvara", "spara", "bevara", "arkivera"}

_KEEPING = {*_STORING, "gallra"}

_EMPTY = {
    "vara",
    "bli",
    "finnas",
    "ha",
    "kunna",
    "ske",
    "gå",
    "få",
    "innebära",
    "gälla",
    "behöva",
    "delta",
    "framgå",
    "utgöra",
}

_LOOSE_ENDS = re.compile(
    r"(?:\s(?:och|samt|eller|i|på|av|för|att|med|till|om|som|den|det|en|ett|de|där|hos|under|vid|över|från|inom|utifrån|alla)|,)+$"
)


@dataclass(frozen=True, slots=True)
class Duty:
    """What a text lays on someone, as a verb with its object."""

    role: str | None
    """In the words of the text; "denne" where a pronoun stands for someone named before, "du" after an imperative."""
    duty: str
    modality: str
    """must, should, may, must-not, need-not, does (the present tense of routine), open (a question without answer)."""
    record: str | None = None
    deadline: str | None = None
    recurrence: str | None = None
    timing: str | None = None
    circumstance: str | None = None


def find(sentence: str) -> list[Match[Duty]]:
    """Duties of one sentence, in order."""
    open_ = unsettled.find(sentence)
    if open_ is not None:
        return [Match(0, len(sentence), Duty(None, _short(open_), "open", record=record(sentence)))]
    found = list(_responsible(sentence))
    for clause in [*laid.find(sentence), *clauses.find(sentence)]:
        if any(clause.start < match.end and match.start < clause.end for match in found):
            continue
        duty = _of_clause(clause, sentence)
        if duty is not None and _whole(duty.duty) and binding.binds(duty, clause, sentence):
            found.append(Match(clause.start, clause.end, duty))
    found = _by_whom(found + _gapped(sentence, found))
    if not found:
        found += _imperative(sentence)
    return sorted(found, key=lambda match: match.start)


def _whole(duty: str) -> bool:
    """Whether a duty has an object that was not cut: "förbereda när …" and "avgöra vem" lack their own."""
    return " " in duty and not re.search(
        r"^\S+\s(?:när|då|först|sedan|förrän)\b|\s(?:vem|vad|hur|vilka|vilken|varför)$", duty
    )


def _by_whom(found: list[Match[Duty]]) -> list[Match[Duty]]:
    """ "X ses över varje år och ROLE ser till att det görs": one duty, and whose it is."""
    said = rf"se till att (?:det|detta|så) (?:{words('happens')})"
    told = next((m for m in found if re.fullmatch(said, m.value.duty)), None)
    others = [m for m in found if m is not told]
    if told is None:
        return found
    return [m if m.value.role else Match(m.start, m.end, replace(m.value, role=told.value.role)) for m in others]


def _gapped(sentence: str, found: list[Match[Duty]]) -> list[Match[Duty]]:
    """ "X förvaras hos A, Y hos B": the second duty, whose verb is left out."""
    kept = next((m for m in found if m.value.role and m.value.duty.split(" ", 1)[0] in _STORING), None)
    gap = re.search(r",\s(?:och\s)?(?P<what>(?:[a-zåäö]+\s){1,4})hos\s", sentence[kept.start :]) if kept else None
    role = _keeper(f" hos {sentence[kept.start + gap.end() :]}") if kept and gap else None
    if kept is None or gap is None or role is None or record(gap["what"]) is None:
        return []
    verb = kept.value.duty.split(" ", 1)[0]
    duty = replace(kept.value, role=role, duty=f"{verb} {gap['what'].strip()}", record=record(gap["what"]))
    return [Match(kept.start + gap.start("what"), len(sentence), duty)]


def heading_role(title: str, whole: bool = False) -> str | None:
    """The role whose duties a section's title announces: "Enhetschefens ansvar", if `whole` also "Utförare"."""
    whose = re.match(rf"(?P<role>.+?s)\s(?:{words('headings')})\b", title.strip(), re.IGNORECASE)
    role = roles.starting(whose["role"] if whose else title.strip())
    if role is None or (whose is None and (not whole or role.end < len(title.strip()) or "/" in title)):
        return None
    return re.sub(r"(?<=\w{3})s$", "", role.value) if whose else role.value


def _of_clause(clause: Clause, sentence: str) -> Duty | None:
    if clause.verb == "vara" and clause.modality != "can":
        return _made(clause, sentence)
    if clause.verb in _EMPTY or clause.modality == "can":
        return None
    if not clause.passive:
        impersonal = re.search(r"\b(?:man|du|ni|vi)\b", sentence[: clause.end], re.IGNORECASE)
        return (
            _duty(clause.role, clause.verb, roles.small(clause.rest), clause, sentence)
            if clause.role or impersonal
            else None
        )
    patient = clause.patient or ""
    if (
        clause.verb in {"handlägga", "verkställa"}
        or not subjects.sane(patient)
        or patient.casefold() in {"", "som", "det", "den", "de", "dessa"}
    ):
        return None
    rest = re.sub(r"(?:^|\s)av\s.*$", "", clause.rest) if clause.role else clause.rest
    verb = clause.verb
    role = clause.role or (_keeper(clause.rest) if verb in _STORING else None)
    role = role or (_keeper(patient) if verb in _KEEPING else None)
    if clause.modality == "does" and role is None and verb in {"göra", "hålla"}:
        return None
    if clause.modality == "does" and role is None and not _handles(verb, f"{patient} {rest}", sentence):
        return None
    rest = re.sub(r"(?:^|\s)hos\s.*$", "", rest) if role and not clause.role else rest
    verb = "besluta om" if verb == "besluta" and not re.match(r"(?:om|att|över)\b", patient) else verb
    particle = re.match(rf"(?:{words('particles')}|på$)(?=\s|$)", rest)
    if particle:
        verb, rest = f"{verb} {particle[0]}", rest[particle.end() :]
    return _duty(role, verb, f"{roles.small(patient)} {rest}", clause, sentence)


def _handles(verb: str, about: str, sentence: str) -> bool:
    """Whether a passive without anyone named is still a duty: a record is handled, or a time is set."""
    listed = lexicon.load("duties")["words"]["handling"]
    timed = bool(periods.recurrences(sentence) or any(m.value.deadline for m in periods.lengths(sentence)))
    return timed or (verb in listed and (record(about) is not None or bool(_timing().search(sentence))))


def _made(clause: Clause, sentence: str) -> Duty | None:
    """ "Gallringen ska vara avslutad", "… ska vara godkända av ROLE": to finish, to approve."""
    made = re.match(r"(\w+?)(?:ade|ad|da|d|t)\b", clause.rest)
    role = subjects.agent(clause.rest)
    if made is None:
        return None
    verb = next((v for v in (f"{made[1]}a", f"{made[1]}na") if verbs.office(v)), None)
    about = subjects.subject(sentence[: clause.start])
    return _duty(role, verb, roles.small(about), clause, sentence) if verb and about else None


def _keeper(rest: str) -> str | None:
    at = re.search(r"(?:^|\s)hos\s", rest)
    found = roles.starting(rest[at.end() :]) if at else None
    return found.value if found else None


def _duty(role: str | None, verb: str, about: str, clause: Clause, sentence: str) -> Duty:
    told = sentence[clause.start :] if clause.rest or not clause.passive else sentence[clause.start : clause.end]
    later = re.search(rf",\s(?:och|men)\s(?=[^,.;]*\b(?:{words('shall')})\b)", told)
    told = told[: later.start()] if later else told
    spans = [m for m in periods.lengths(told) if m.value.deadline]
    lengths = [m.value.deadline for m in spans]
    again = periods.recurrences(sentence)
    timing = _timing().search(sentence)
    if timing and re.search(rf"\soch\s(?:{words('shall')})\s", sentence[clause.end : timing.start()]):
        timing = None
    joint = "" if about.lstrip().startswith("/") else (", " if about.lstrip().startswith(",") else " ")
    about = _bare(about)
    text = _short(verbs.agreeing(f"{verb}{joint}{about}".strip()))
    return Duty(
        role=role,
        duty=text,
        modality=clause.modality,
        record=record(re.split(r"\s(?:utifrån|från|enligt|inför|i\ssamband)\s", about)[0]),
        deadline=lengths[0] if lengths else None,
        recurrence=again[0].value.every if again else None,
        timing=roles.small(_short(_when(sentence, again, timing, told, spans))) or None,
        circumstance=_circumstance(clause.before) or _as_long(sentence[clause.start :]),
    )


def _when(
    sentence: str,
    again: list[Match[periods.Recurrence]],
    timing: re.Match[str] | None,
    told: str,
    lengths: list[Match[periods.Length]],
) -> str:
    """When, in the words of the text: how often, with what may shorten it; else the time; else the length of time."""
    if again:
        more = re.match(rf"(?:{words('sooner')})", sentence[again[0].end :])
        return again[0].value.words + (more[0] if more else "")
    if timing:
        return timing[0].strip()
    return told[lengths[0].start : lengths[0].end] if lengths else ""


def _circumstance(before: str) -> str | None:
    before = before.strip(" ,")
    words = before.split()
    fits = (
        re.match(r"(?:om|när|vid|efter|då|inför|under)\s", before, re.IGNORECASE) and 1 < len(words) <= _MOST_WORDS + 2
    )
    return roles.small(_short(before)) if fits else None


def _as_long(after: str) -> str | None:
    found = re.search(r"\bså länge\s[^.;]+", after)
    return _short(found[0]) if found else None


@cache
def _timing() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words('timing')}|senast\s(?:[\wåäö]+\s){{0,3}}[\wåäö]+)", re.IGNORECASE)


def record(text: str) -> str | None:
    """The record that a duty is about: the first word whose last part names one ("genomförandeplanen")."""
    heads = "|".join(sorted(lexicon.load("duties")["words"]["records"], key=len, reverse=True))
    endings = "en|n|na|er|erna|or|orna|ar|arna|et|t|s|e|ns|ens"
    for found in re.finditer(
        rf"(?<![\w-])(?:[\wåäö]*-)?[\wåäö]*(?:{heads})(?:{endings})?(?![\w-])", text, re.IGNORECASE
    ):
        if not re.fullmatch(rf"(?:{words('not_records')})(?:{endings})?", found[0], re.IGNORECASE):
            return found[0].casefold()
    return None


def _bare(about: str) -> str:
    """What a verb is about, without deadlines, recurrence and marks."""
    cuts = [(m.start, m.end, "") for m in periods.lengths(about) if m.value.deadline or m.end == len(about)]
    cuts += [(m.start, m.end, m.value.what or "") for m in periods.recurrences(about)]
    for start, end, kept in sorted(cuts, reverse=True):
        about = f"{about[:start]} {kept} {about[end:]}"
    about = _timing().sub(" ", about)
    about = re.sub(rf"^\s*(?:(?:{words('adverbs')})(?=\s|$)\s?)+", "", about, flags=re.IGNORECASE)
    about = re.sub(r"\s(?:(?:senast|minst|dock|eller oftare)(?=\s|$)|inom$)", " ", f" {about}")
    return re.sub(r"\s+([,.;])", r"\1", " ".join(re.sub(r"[*”“\"]", "", about).split())).strip(" ,.;:–-")


def _short(text: str) -> str:
    return _LOOSE_ENDS.sub("", " ".join(text.split()[:_MOST_WORDS])).strip(" ,.;:")


def _responsible(sentence: str) -> Iterator[Match[Duty]]:
    for who, start, end in answerable.holders(sentence):
        tail = re.sub(r"^,?\s*(?:för\s)?", "", sentence[end:])
        parts = re.split(r",?\s(?:samt|och)\s(?:för\s)?att\s|,\satt\s|\soch\s(?=beslutar\s|avgör\s)", tail)
        for n, part in enumerate(parts):
            body = re.sub(r"^(?:för\s)?att\s", "", part.strip())
            opens = n > 0 or part.strip().startswith("att ") or sentence[start:end].endswith("att")
            text = answerable.content(body, opens)
            if text:
                clause = Clause(start, len(sentence), "must", "", who, None, body)
                own = sentence if len(parts) == 1 else f"{sentence[start:end]} {part}"
                clause = clause if len(parts) == 1 else replace(clause, start=0, end=len(own))
                yield Match(start, len(sentence), _duty(who, "", text, clause, own))


def _imperative(sentence: str) -> list[Match[Duty]]:
    asked = re.match(
        r"(?:Om|Vid|Har)\s[^.;]+?(?<!avser)(?<!vill)(?<!kan)(?<!ska)(?<!att)(?<!bör)\s(?=(?:kontakta|meddela|informera)\s[A-ZÅÄÖa-zåäö])",
        sentence,
    )
    if asked:
        sentence = sentence[asked.end() :][:1].upper() + sentence[asked.end() + 1 :]
    word = re.match(r"[\"”“*\s]*([A-ZÅÄÖ][a-zåäö]*|[a-zåäö]+)\s(?=[A-ZÅÄÖa-zåäö(/\d])", sentence)
    if word is None or word[1].casefold() in {"för", "var", "be", "hör", "så", "arbeta", "leda", "anger", "se"}:
        return []
    verb = verbs.imperative(word[1])
    if verb is None or not word[1][:1].isupper():
        return []
    end = subjects.end(sentence, word.end())
    about = re.sub(r"^(?:alltid|gärna|också|även|då)\s", "", sentence[word.end() : end].strip())
    clause = Clause(0, end, "must", verb, None, None, about)
    return [Match(0, end, _duty("du", verb, about, clause, sentence))]
