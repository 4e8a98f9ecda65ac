"""Main clauses with a modal verb, a passive or a role that acts: who, which verb, what about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.grammar import kept, roles, subjects, verbs
from kg.grammar.match import Match
from kg.grammar.subjects import words
from kg.text import lexicon

_DEPONENT = {
    "finnas", "finns", "träffas", "trivas", "umgås", "minnas", "lyckas", "hoppas", "vistas", "behövas", "behövs",
    "krävas", "föregås", "krävs", "avses", "menas", "saknas", "märks", "syns",
}  # fmt: skip
_NO_VERBS = {"för", "hör", "eller", "efter", "under", "över", "år"}
"""Words that look like a present and mostly are none."""
_AUXILIARY = re.compile(r"\b(?:kan|kunna|kunde|skulle|vill|ska|skall|bör|får|måste)\s(?:\S+\s){0,5}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """One main clause: its verb as an infinitive, whose act it is, and what it is about."""

    start: int
    end: int
    modality: str
    verb: str
    """Active infinitive."""
    role: str | None
    """Who acts, where the text says; "denne" for a pronoun."""
    patient: str | None
    """What is acted upon, where the verb stands in the passive."""
    rest: str
    """What follows the verb."""
    passive: bool = False
    before: str = ""
    """What stands before the verb and its subject: "Vid behov", "När planen är färdig"."""
    subject: str = ""
    """The subject in the words of the text."""


def find(sentence: str) -> list[Clause]:
    """Clauses of one sentence that say what someone shall, may or does, in order."""
    text = subjects.plain(sentence)
    found = [_nominal(clause) for clause in _modal(text)]
    for clause in [*_passive(text), *_acting(text), *_done(text)]:
        if not any(clause.start < other.end and other.start < clause.end for other in found):
            found.append(_nominal(clause))
    found += _related(text, found)
    return sorted(found, key=lambda c: c.start)


def _nominal(clause: Clause) -> Clause:
    """ "Samordning av akten" that "sker" is to "samordna akten", "uppföljning" to "följa upp"."""
    noun = re.match(
        r"(?P<stem>[\wåäö]+?)n?ing(?:en|ar|arna)?(?:\sav\s(?P<what>.+))?$", clause.patient or "", re.IGNORECASE
    )
    if clause.verb != "göra" or not clause.passive or noun is None:
        return clause
    stem = noun["stem"].casefold()
    particle = re.match(rf"(?:{words('particles')})(?=\w{{3}})", stem)
    forms = [(f"{stem}a", ""), (f"{stem}na", "")]
    forms += [(f"{stem[particle.end() :]}{end}", f" {particle[0]}") for end in ("a", "na")] if particle else []
    verb = next((form + after for form, after in forms if verbs.office(form)), None)
    what = noun["what"] or re.sub(r"^(?:även\s)?(?:för|av)\s", "", clause.before, flags=re.IGNORECASE)
    return (
        replace(clause, verb=verb, patient=what, before="" if not noun["what"] else clause.before) if verb else clause
    )


def _modal(text: str) -> Iterator[Clause]:
    done = 0
    anchors = list(subjects.modals().finditer(text))
    for at, anchor in enumerate(anchors):
        verb = _infinitive(text, anchor.end()) if anchor.start() >= done else None
        if verb is None:
            continue
        limit = _next(text, verb.end(), anchors[at + 1 :])
        between = text[anchor.end() : verb.start()].strip()
        head = text[done : anchor.start()]
        by = re.match(r"(?:\w+\s){0,2}av\s", between)
        loose = subjects.without(between)
        inverted = loose not in {"", "det"} and not by and (subjects.fronted(head) or not subjects.subject(head))
        if not inverted and subjects.subordinate(head, text[: anchor.start()]):
            continue
        end = subjects.end(text, verb.end(), max(limit, verb.end()) if limit < len(text) else None)
        rest = " ".join([text[verb.end() : end].strip(), between[by.start() :] if by else ""]).strip()
        subject = loose if inverted else subjects.subject(head)
        made = Clause(
            start=anchor.start(),
            end=end,
            modality=_modality(anchor[0], f"{head[-12:]} {between}"),
            verb=verb[0].casefold(),
            role=None,
            patient=None,
            rest=rest,
            before=head.strip(" ,") if inverted else "",
            subject=subject,
        )
        yield from _voiced(text, made, verb, last=limit == len(text))
        done = end


def _voiced(text: str, made: Clause, verb: re.Match[str], last: bool) -> Iterator[Clause]:
    """The clause with who acts and on what, by the voice of its verb; two where "och därefter" joins a second verb."""
    if not verbs.passive(verb[0]) or verb[0].casefold() in _DEPONENT:
        yield replace(made, role=subjects.person(made.subject))
        return
    passive = replace(made, passive=True, verb=verbs.active(verb[0]), patient=made.subject or None)
    later = re.match(r"\soch\s(?:därefter|sedan)\s([a-zåäö]+s)\b", text[verb.end() :])
    if later is None:
        tail = text[made.end :] if last else ""
        yield replace(passive, role=subjects.agent(made.rest, tail))
        return
    yield replace(passive, end=verb.end(), rest="")
    begin = verb.end() + later.start(1)
    end = subjects.end(text, verb.end() + later.end())
    rest = text[verb.end() + later.end() : end].strip()
    yield replace(
        passive, start=begin, end=end, verb=verbs.active(later[1]), rest=rest, role=subjects.agent(rest, text[end:])
    )


def _next(text: str, start: int, anchors: list[re.Match[str]]) -> int:
    """Where the next modal verb of a main clause stands."""
    for anchor in anchors:
        if anchor.start() > start and not subjects.subordinate(text[start : anchor.start()], text[: anchor.start()]):
            return anchor.start()
    return len(text)


def _modality(modal: str, around: str) -> str:
    if re.search(rf"(?:^|\s)(?:{words('negations')})(?:\s|$)", around):
        return "need-not" if modal.casefold() == "behöver" else "must-not"
    return str(lexicon.load("duties")["modals"][modal.casefold()])


def _infinitive(text: str, start: int) -> re.Match[str] | None:
    """The first infinitive after a modal verb, within the ten words after it."""
    for n, word in enumerate(re.finditer(r"[\wåäöÅÄÖ-]+|[.;:]", text[start:])):
        if n > 10 or word[0] in ".;:":
            return None
        before = text[start : start + word.start()].split()
        noun = before and before[-1].casefold() in {
            "en",
            "ett",
            "den",
            "det",
            "de",
            "i",
            "på",
            "för",
            "med",
            "om",
            "till",
            "hos",
            "vid",
            "av",
            "från",
        }
        if verbs.infinitive(word[0]) and (not noun or word[0].endswith("as")):
            return re.compile(re.escape(word[0])).match(text, start + word.start())
    return None


def _passive(text: str) -> Iterator[Clause]:
    """Present passives of office verbs: "Protokoll förs av …", "Efter ett år skickas akterna"."""
    for word in re.finditer(r"(?<![\w-])(?:[a-zåäö]{2,}s|sker)\b", text):
        verb = verbs.active(word[0])
        before = text[: word.start()]
        if word[0] in _DEPONENT or not verbs.office(verb) or _AUXILIARY.search(before):
            continue
        head = re.split(r"(?<=[a-zåäö]),\s(?=(?:därefter|sedan|varefter)\b)|;\s", before)[-1]
        if subjects.bare_clause(head) or subjects.subordinate(head, before):
            continue
        end = subjects.end(text, word.end())
        rest = text[word.end() : end].strip()
        if re.match(rf"(?:{words('negations')})\b", rest):
            continue
        if subjects.fronted(head):
            split = re.split(
                r"\s(?:till|av|hos|i|på|med|via|inom|från|senast|ut|den|efter|var|för\s(?!eget))(?=\s)",
                rest,
                maxsplit=1,
            )[0]
            tail = rest[len(split) :].strip()
            yield Clause(
                word.start(), end, "does", verb, subjects.agent(rest), split.strip(" ,"), tail, True, head.strip()
            )
        elif subjects.subject(head):
            yield Clause(word.start(), end, "does", verb, subjects.agent(rest), _patient(head), rest, True)


def _done(text: str) -> Iterator[Clause]:
    """ "Efter att dagordningen sammanställts av sekreteraren …": who has done it before is who does it."""
    for found in re.finditer(
        r"\b(?:efter\satt|när|då|sedan)\s(?P<what>(?:[\wåäö-]+\s){1,4}?)(?:har\s)?(?P<stem>[a-zåäö]+?)(?P<end>ats|ts)\sav\s(?=\w)",
        text,
        re.IGNORECASE,
    ):
        verb = next((v for v in (f"{found['stem']}a", f"{found['stem']}na") if verbs.office(v)), None)
        role = roles.starting(text[found.end() :])
        if verb and role and subjects.sane(found["what"].strip()):
            end = found.end() + role.end
            yield Clause(found.start("what"), end, "does", verb, role.value, found["what"].strip(), "", True)


def _related(text: str, found: list[Clause]) -> list[Clause]:
    """ "Protokoll förs av A som justeras av B": what is said of the record named before, where no person is meant."""
    told = []
    for match in re.finditer(r"(?P<word>[\wåäö-]+)\ssom\s(?P<verb>[a-zåäö]+s)\s(?=av\s)", text):
        verb, role = verbs.active(match["verb"]), subjects.agent(text[match.end() :])
        before = [clause for clause in found if clause.start < match.start() and clause.patient]
        own = match["word"] if kept.record(match["word"]) else before[-1].patient if before else None
        inside = any(clause.start < match.start("verb") < clause.end for clause in found)
        if role and own and kept.record(own) and verbs.office(verb) and not inside:
            told.append(Clause(match.start("verb"), len(text), "does", verb, role, own, "", True))
    return told


def _patient(head: str) -> str:
    """The subject of a passive that may follow another of the same subject: "Akterna sorteras i … och |läggs|"."""
    subject = subjects.subject(head)
    first = next((w for w in subject.split() if w.endswith("s") and verbs.office(verbs.active(w))), None)
    return subject.split(f" {first}", 1)[0] if first and not subject.startswith(first) else subject


def _acting(text: str) -> Iterator[Clause]:
    """A role and what it does by its office: "Handläggaren skickar uppdrag till …", also with the verb first."""
    known = roles.find(text)
    for n, role in enumerate(known):
        if role.value.endswith("s") and not role.value.endswith(("ss", "MAS", "SAS")):
            continue
        joined = n and re.fullmatch(r"\s(?:och|samt|eller)\s", text[known[n - 1].end : role.start])
        first = known[n - 1] if joined else role
        after = _present(text, role.end, text[: first.start])
        if after is not None:
            verb, begins, at = after
            end = subjects.end(text, at)
            who = roles.normal(text[first.start : role.end])
            if re.match(rf"\s?(?:{words('negations')})\b", text[at:]):
                continue
            yield Clause(begins, end, "does", verb, who, None, text[at:end].strip())
        else:
            yield from _inverted(text, role, known)


def _inverted(text: str, role: Match[str], known: list[Match[str]]) -> Iterator[Clause]:
    """ "Efter fem år överlämnar mellanarkivet …", "Exemplaret behåller brukaren"."""
    front = re.search(r"(?:^|\s)([a-zåäö]+r)\s$", text[: role.start])
    if (
        front is None
        or front.start() == 0
        or front[1] in _NO_VERBS
        or "," in text[max(0, role.start - 30) : role.start]
    ):
        return
    verb = verbs.of_present(front[1])
    before = text[: front.start()]
    pronoun = re.search(r"(?:^|\s)(?:den|det|de|han|hon|man|du|vi|ni|som|vilka)$", before, re.IGNORECASE)
    if verb is None or not verbs.office(verb) or pronoun or any(other.end == front.start() for other in known):
        return
    fronted = before.strip()
    if re.search(rf"(?:^|\s)(?:som|att|{words('openers')})\s?$", fronted) or subjects.bare_clause(fronted):
        return
    end = subjects.end(text, role.end)
    rest = text[role.end : end].strip(" ,") or (fronted if not subjects.fronted(fronted) else "")
    yield Clause(front.start(), end, "does", verb, role.value, None, rest, False, fronted)


def _present(text: str, at: int, head: str) -> tuple[str, int, int] | None:
    """The office verb of a role that ends at `at`, as an infinitive, and where it begins and ends."""
    after = re.match(
        rf"(?P<that>\sär\sden(?:\sperson)?\ssom|\ssom)?\s(?:(?:{words('adverbs')})\s)*(?P<verb>[a-zåäö]+r)\b", text[at:]
    )
    kept_ = after is not None and after["verb"] == "för" and kept.record(" ".join(text[at + after.end() :].split()[:1]))
    if after is None or (after["verb"] in _NO_VERBS and not kept_):
        return None
    verb = verbs.of_present(after["verb"])
    if verb is None or not verbs.office(verb):
        return None
    governed = re.search(rf"(?:{words('governors')})\s(?:\S+\s)?$", head, re.IGNORECASE)
    under = re.search(
        r"(?:^|\s)(?:som|av|till|hos|för|med|från|att|om|när|vilken|då|eller|där|inom|mellan|på|i|än|hur|vad)\s(?:\S+\s)?$",
        head,
        re.IGNORECASE,
    )
    relative = after["that"] and not after["that"].startswith(" är")
    handed = re.search(r"(?:^|\s)(?:till|är\sdet|det\sär)\s(?:\S+\s)?$", head, re.IGNORECASE)
    if (relative and not handed) or (not relative and under and not governed):
        return None
    return verb, at + after.start("verb"), at + after.end()
