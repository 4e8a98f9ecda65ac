"""A standing meeting that a sentence itself names: "Samrådet om X sammanträder …", "A och B har träffar …"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.grammar import fora, periods, roles
from kg.text import lexicon

_MOST_WORDS = 9


@dataclass(frozen=True, slots=True)
class Convened:
    """A meeting by its own name, and what its sentence alone tells of who meets and who calls."""

    name: str
    participants: tuple[str, ...] = ()
    convener: str | None = None
    often: str | None = None
    """How often, in words that no calendar counts: "vid behov"."""


def find(sentence: str) -> Convened | None:
    """The meeting that a sentence names as a standing one; None where it names none, or only means the one before."""
    text = " ".join(re.sub(r"[*”“\"]", " ", sentence).split())
    if re.search(rf"\b(?:{_words('denials')})\b", text):
        return None
    told = bool(periods.recurrences(text)) or _loose(text) is not None
    return (
        _led(text, told)
        or _gathering(text, told)
        or (_holding(text) if told else None)
        or _labelled(text, told)
        or _inviting(text)
    )


def anaphoric(sentence: str) -> bool:
    """Whether a sentence begins with words for the meeting just named: "Rådet samlas …", "Mötena kallas av …"."""
    return re.match(rf"(?:I\s|På\s|Vid\s)?(?:{_words('same')})\b", sentence, re.IGNORECASE) is not None


def _led(text: str, told: bool) -> Convened | None:
    """ "Rektorn leder elevrådet, som träffas varannan vecka": who leads, and what."""
    found = re.match(
        rf"(?P<who>[^.;:,]+?)\s(?:leder|sammankallar|kallar)\s(?P<np>[^.;:,]+?),\ssom\s(?:{_words('gathers')})\b", text
    )
    role = roles.starting(found["who"]) if found else None
    name = _name(found["np"]) if found and told else None
    return Convened(name, convener=role.value, often=_loose(text)) if name and role else None


def _gathering(text: str, told: bool) -> Convened | None:
    """ "Elevrådet träffas varannan vecka", "Brukarrådet består av …": a group by a name of its own."""
    found = re.match(rf"(?P<np>[^.;:,]+?)(?:,[^,.;]+,)?\s(?P<does>{_words('gathers')}|består\sav)\b", text)
    if found is None or not (told or found["does"].startswith("best") or _called(text)):
        return None
    name = _name(found["np"])
    whose = re.search(r"\sför\s(?P<who>.+)$", name or "")
    members = fora.people(whose["who"]) if whose else ()
    return Convened(name, members, often=_loose(text)) if name else None


def _holding(text: str) -> Convened | None:
    """ "Skolan och fritidsgården har gemensamma avstämningar varje månad": those who meet, and what they call it."""
    found = re.match(r"(?P<who>[^.;:]+?)\s(?:har|håller)\s(?P<np>[^.;,]+)", text)
    if found is None:
        return None
    what = found["np"]
    cut = [m.start for m in periods.recurrences(what)]
    what = re.sub(rf"\s(?:{_words('loosely')})\b.*$", "", what[: cut[0]] if cut else what).strip()
    what = re.sub(rf"^(?:{_words('kinds')})\s", "", what)
    if not _meets(what.split(" ", 1)[0]) or len(what.split()) > _MOST_WORDS or re.fullmatch(_words("bare"), what):
        return None
    who = re.split(r",\s(?:det vill säga|dvs\.?|nämligen|alltså)\s", found["who"])
    members = fora.people(who[-1].strip(" ,"))
    beside = re.search(r"\bmed\s(?P<who>.+)$", what)
    members += fora.people(beside["who"]) if beside else ()
    return Convened(what, tuple(dict.fromkeys(members)), often=_loose(text)) if members else None


def _labelled(text: str, told: bool) -> Convened | None:
    """ "Polisen: trygghetsrådet sammanträder kvartalsvis …", "Biblioteket: avstämningsmöten vid behov"."""
    found = re.match(r"(?P<who>[A-ZÅÄÖ][^.;:,]{2,50}):\s(?P<rest>\S.+)", text)
    if found is None or not told:
        return None
    body = found["rest"][:1].upper() + found["rest"][1:]
    inner = _gathering(body, told)
    if inner is not None:
        return inner
    bare = re.match(rf"(?P<np>[\wåäöÅÄÖ-]+(?:\s[a-zåäö]+)?)\s(?:{_words('loosely')})\b", body)
    if bare is None or not _meets(bare["np"].split(" ", 1)[0]):
        return None
    return Convened(f"{_small(bare['np'])} med {found['who']}", fora.people(found["who"]), often=_loose(text))


def _inviting(text: str) -> Convened | None:
    """ "Frivården bjuder in till planeringsträff inför …": who calls, and what for."""
    found = re.search(
        r"(?:^|:\s)(?P<who>[^.;:,]+?)\s(?:bjuder\sin|inbjuder|sammankallar|kallar)\still\s(?P<np>[^.;,]+)", text
    )
    role = roles.starting(found["who"]) if found else None
    if found is None or role is None or role.end < len(found["who"]):
        return None
    cut = [m.start for m in periods.recurrences(found["np"])] + [m.start for m in periods.lengths(found["np"])]
    what = (found["np"][: min(cut)] if cut else found["np"]).strip()
    if not _meets(what.split(" ", 1)[0]) or not re.search(rf"\b(?:{_words('settled')})\b", text):
        return None
    return Convened(" ".join(what.split()[:_MOST_WORDS]), (role.value,), role.value)


def _name(np: str) -> str | None:
    """The name of a group where a phrase is one: with a head that meets, and no mere "the meeting"."""
    np = re.sub(r"\s?\([^)]*\)", "", np).strip() if not re.search(r"\([A-ZÅÄÖ]{2,6}\)$", np) else np
    first = np.split(" ", 1)[0]
    head = re.split(r"\s(?:för|om|med|kring|i|inom|mellan|på)\s", np)[0].split()
    bare = re.sub(r"\([^)]*\)", "", " ".join(head)).split()
    if not bare or len(np.split()) > _MOST_WORDS or re.fullmatch(_words("same"), np, re.IGNORECASE):
        return None
    if re.match(rf"(?:{_words('nameless')})", np, re.IGNORECASE):
        return None
    if re.fullmatch(_words("persons"), first, re.IGNORECASE) or not _meets(bare[-1]) or len(bare) > 4:
        return None
    return _small(np)


def _meets(word: str) -> bool:
    """Whether a word is one for a meeting or for a group that meets, and no people that are only counted together."""
    heads = rf"[\wåäöÅÄÖ-]*(?:{_words('heads')})(?:{_words('endings')})?"
    none = rf"[\wåäöÅÄÖ-]*(?:{_words('not_meetings')})[\wåäö]*"
    return bool(re.fullmatch(heads, word, re.IGNORECASE)) and not re.fullmatch(none, word, re.IGNORECASE)


def _called(text: str) -> bool:
    return re.search(rf"\b(?:{_words('convening')})\s\S", text) is not None


def _small(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _loose(text: str) -> str | None:
    found = re.search(rf"\b(?:{_words('loosely')})\b", text)
    return found[0] if found else None


@cache
def _words(name: str) -> str:
    listed = sorted(lexicon.load("fora")["words"][name], key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in listed)
