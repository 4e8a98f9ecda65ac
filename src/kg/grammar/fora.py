"""What a sentence tells of a standing meeting: who takes part, who calls it, how often, what for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.grammar import periods, roles, subjects
from kg.text import lexicon

_PURPOSE_WORDS = 12


@dataclass(frozen=True, slots=True)
class Meeting:
    """What one sentence tells; empty where it tells nothing of that kind."""

    name: str | None = None
    """The meeting that the sentence names; None where it means the one before ("Mötena hålls …")."""
    opens: bool = False
    """Whether the sentence begins with a meeting of its own ("Kontinuerliga möten med …")."""
    group: str | None = None
    """The group of a forum in which someone takes part: "den lokala styrgruppen"."""
    groups: tuple[str, ...] = ()
    """Groups that a forum has: "både styrgrupp och handläggargrupp"."""
    participants: tuple[str, ...] = ()
    talkers: tuple[str, ...] = ()
    """Those between whom a dialogue is held."""
    meets: bool = False
    """Whether the sentence speaks of people who meet."""
    forum: bool = False
    """Whether the sentence calls something a forum."""
    convener: str | None = None
    frequency: str | None = None
    often: str | None = None
    purpose: str | None = None
    parties: tuple[str, ...] = ()
    governed_by: str | None = None
    shared: bool = False
    """Whether it holds for all meetings that stand under the section."""


def read(sentence: str) -> Meeting:
    """What a sentence tells of a meeting; whether there is one, the sentences together must show."""
    text = " ".join(re.sub(r"[*”“\"]", " ", sentence).split())
    again = [] if re.search(rf"\b(?:{_words('turns')})\b", text) else periods.recurrences(text)
    loose = re.search(r"\b(?:träffas|möts|sker|hålls)\s(?:\S+\s){0,3}?(vid\sbehov|regelbundet|kontinuerligt)", text)
    members, group = _participants(text, bool(again))
    name, opens = _name(text)
    return Meeting(
        name=name,
        opens=opens,
        group=group,
        groups=_groups(text),
        participants=members,
        talkers=_talkers(text),
        meets=named(text) or bool(re.search(rf"\b(?:{_words('meets')})\b", text)),
        forum=_is_forum(text),
        convener=_convener(text),
        frequency=again[0].value.every if again else None,
        often=again[0].value.words if again else (loose[1] if loose else None),
        purpose=_purpose(text),
        parties=_parties(text),
        governed_by=_governed(text),
        shared=bool(re.search(_words("shared"), text, re.IGNORECASE)),
    )


@cache
def _words(name: str) -> str:
    listed = sorted(lexicon.load("fora")["words"][name], key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in listed)


@cache
def _meeting_word() -> str:
    endings = "en|n|na|et|t|ar|arna|er|erna|ens|ets|enas|arnas|s|or|orna"
    return rf"(?<![\w-])(?:[\w]+-)?[\wåäöÅÄÖ]*(?:{_words('meetings')})(?:{endings})?(?![\w-])"


def named(text: str) -> bool:
    """Whether a text names a meeting or a group that meets."""
    found = [word.casefold() for word in re.findall(_meeting_word(), text, re.IGNORECASE)]
    return any(not re.search(_words("not_meetings"), word) for word in found)


def titled(title: str) -> bool:
    """Whether a title names a meeting; a body beside others ("Nämnden och rektor") is told of for other things."""
    title = re.sub(r"^\d+(?:\.\d+)*\.?\s", "", title)
    beside = re.search(
        rf"(?:{_words('bodies')})\w*\s(?:och|samt)\s|\s(?:och|samt)\s\w*(?:{_words('bodies')})", title, re.I
    )
    return named(title) and beside is None


def general(title: str) -> bool:
    """Whether a title is one of those under which anything stands: "Ansvar", "2 Organisation"."""
    return (
        re.fullmatch(rf"(?:\d+(?:\.\d+)*\.?\s)?(?:{_words('general')})(?:\soch\s\w+)?", title.strip(), re.I) is not None
    )


def announces(text: str) -> bool:
    """Whether a sentence opens a list of meetings: "De olika nätverken heter:", "Det finns två grupper:"."""
    return bool(
        re.search(rf"{_meeting_word()}\s(?:heter|är)\b(?!\s\w+(?:ade|ad|t|da|dda)\sav\b)", text, re.IGNORECASE)
        or re.search(rf"\bfinns\s(?:[\wåäö]+\s){{0,3}}{_meeting_word()}", text, re.IGNORECASE)
    )


def _name(text: str) -> tuple[str | None, bool]:
    opening = re.match(
        rf"(?:Kontinuerliga|Regelbundna|Strukturerade|Gemensamma|Återkommande|Fasta)?\s?(?P<np>(?:{_meeting_word()}|Uppföljning\sav\s[^.;]+?(?=,\s[A-ZÅÄÖ]{{2}}))"
        rf"(?:\s(?:med|mellan|för|utifrån|kring)\s[^.;]+?|\s[a-zåäö]+,\s[^.;]+?)?)(?=\s(?:sker|hålls|genomförs|träffas|där|en\sgång|två|ca|minst|var|varje|i|inom|\d)\b|,\s|\.|$)",
        text,
        re.IGNORECASE,
    )
    if opening is None:
        return None, False
    name = " ".join(opening["np"].split()[:9])
    if re.fullmatch(_words("anaphors"), name, re.IGNORECASE) or re.search(_words("not_meetings"), name, re.IGNORECASE):
        return None, False
    first = name.split()[0]
    plural_or_bare = not re.search(r"(?:et|(?<!öt)en|na)$", first)
    return roles.normal(name) if roles.starting(name) else name[:1].lower() + name[1:] if name[
        1:2
    ].islower() else name, plural_or_bare


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    attends = _words("attends")
    shapes = (
        r"^(?:På|I|Vid)\s(?P<where>[^.;,]+?)\s(?:deltar|deltagar|ingår|sitter|möts|närvarar|representerar|finns\srepresentanter\sfrån)\s(?P<who>[^.;]+)",
        r"(?:^Där|^Deltar|\soch\si\s\w+)\s(?:sitter|ingår|deltar|gör)\s(?P<who>[^.;]+)",
        r"^Deltagare\si\s(?P<where>[^.;,]+?)\sär\s(?P<who>[^.;]+)",
        r"^Delta(?:gare|gande)\sfrån\s[^.;,]+?\sär\s(?P<who>[^.;]+)",
        r"^(?P<where>[^.;,]+?)\sbestår\sav\s(?P<who>[^.;]+)",
        r"\brepresenteras\sav\s(?P<who>[^.;]+?)(?:\si\s(?P<where>[^.;,]+))?(?:\.|$)",
        r"^Representant\si\s(?P<where>[^.;,]+?)\sär\s(?P<who>[^.;]+)",
        rf"^(?:Från|För)\s[^.;,]+?\s(?:{attends})\s(?:tex\s|t\.ex\.\s|bl\.a\.\s)?(?P<who>[^.;]+?)(?:\si\s(?P<where>[^.;,]+))?(?:\.|$)",
        r"^(?P<who>(?:[^.;:]|:(?=[ae]\s))+?)\s(?:deltar|deltagar|deltager|medverkar|närvarar|representerar|träffas|möts)\b(?:\s(?:socialförvaltningen|förvaltningen|kommunen))?(?:\si\s(?P<where>(?!samband)[^.;,]+))?",
        r",\s(?P<who>[^.;:,]+?)\s(?:deltar|deltagar|deltager|närvarar|representerar)\b",
        r"^(?:\w+\s)?[\wåäö]*(?:möten?|träffar?)\s(?:med\s)?(?P<who>[^.;:]+?)(?:\s(?:sker|hålls|genomförs|där|inom|en\sgång|två|ca|var|varje)\b|\.|$)",
        r"\bnätverk\sför\s(?P<who>[^.;]+)",
    )
    return tuple(re.compile(shape, re.IGNORECASE) for shape in shapes)


def _participants(text: str, recurs: bool) -> tuple[tuple[str, ...], str | None]:
    """Who takes part, and in which group where one is named."""
    shapes = _patterns()
    for n, pattern in enumerate(shapes):
        found = pattern.search(text)
        if found is None:
            continue
        where = found.groupdict().get("where")
        members = people(found["who"])
        present = re.search(r"\b(?:deltar|deltagar|möts|närvarar)\b", found[0]) is not None
        if members and (where is None or named(where) or present or n not in {0, 3}):
            return members, _group(where) if where and named(where) else None
    recurring = re.match(r"Samverkan\smed\s(?P<who>[^.;,]+?)\ssker\s", text) if recurs else None
    return (people(recurring["who"]), None) if recurring else ((), None)


def _talkers(text: str) -> tuple[str, ...]:
    """Those between whom a forum is a dialogue; they take part where the text names no others."""
    found = re.search(r"\b(?:samtal|dialog)\smellan\s(?P<who>[^.;,]+)", text)
    return people(found["who"]) if found else ()


def _is_forum(text: str) -> bool:
    return bool(re.search(r"\b(?:är|som)\sett\s[\wåäö]*(?:forum|nätverk)\b", text))


def _group(where: str | None) -> str | None:
    if where is None:
        return None
    where = re.sub(r"\s?\([^)]*\)", "", where).strip()
    return where[:1].lower() + where[1:]


def _groups(text: str) -> tuple[str, ...]:
    found = re.search(r"\b[Dd]et\sfinns\s(?:både\s)?(?P<list>[^.;]+)", text)
    names = re.split(r",\s|\soch\s|\ssamt\s", found["list"]) if found else []
    return (
        tuple(names) if len(names) > 1 and all(re.fullmatch(r"[\wåäö-]*grupp(?:er)?", name) for name in names) else ()
    )


def people(text: str) -> tuple[str, ...]:
    """Roles and bodies of a list, in order, in their own words; nothing where the words are a clause of their own."""
    text = re.sub(r"\([^)]*\)", " ", text)
    text = re.split(r"\s(?:inom\sramen|i\ssamband|utifrån|som\s(?:har|inte|är)|från\sde\solika|inom\solika)\b", text)[0]
    found: list[str] = []
    joints = r",\s|(?<!-)\s(?:och/eller|och|samt)\s(?!omsorg|utbildning|ungdom|fritid|sjukvård|lärande|familjeomsorg)"
    for part in re.split(joints, text):
        clean = " ".join(part.split()).strip(" .")
        clean = re.sub(
            r"^(?:(?:och|även|alla|en|ett|tex|t\.ex\.|samtliga|eventuellt|respektive|varje)\s)+",
            "",
            clean,
            flags=re.IGNORECASE,
        )
        clean = re.sub(r"\s(?:mfl|m\.fl|mm|m\.m|etc)\.?$", "", clean)
        clean = re.sub(r"^representanter\s(?:för|från)\s", "", clean, flags=re.IGNORECASE)
        if any(subjects.finite(word) for word in clean.split()):
            continue
        role = roles.starting(clean)
        if role is not None:
            whole = len(clean.split()) <= 7 and re.match(
                r"(?:\s(?:från|för|inom|på|i|hos|vid)\s|$)|\w*\s\w+$", clean[role.end :]
            )
            found.append(roles.normal(clean) if whole else role.value)
        elif found and re.fullmatch(
            r"[A-ZÅÄÖ][\wåäö-]+(?:\s[A-ZÅÄÖ][\wåäö-]+)*|[A-ZÅÄÖ]{2,5}-\w+",
            clean,
        ):
            found.append(clean)
    return tuple(dict.fromkeys(found))


def _convener(text: str) -> str | None:
    before = re.search(rf"(?:^|,\s)(?P<who>[^.;,]+?)\s(?:{_words('conveners')})\b(?!\s(?:för|in|i)\b)", text)
    after = re.search(rf"\b(?:{_words('convening')})\s(?P<who>[^.;,]+)", text, re.IGNORECASE)
    for found in (before, after):
        role = roles.starting(found["who"].strip()) if found else None
        if found and role:
            return role.value
        if found and found is after and re.match(r"[A-ZÅÄÖ]", found["who"]):
            return found["who"].strip(" .")
    return None


def _purpose(text: str) -> str | None:
    found = (
        re.search(r"\bSyfte(?:t)?\s(?:med\s[^.;]+?\s)?är\s(?:att\s)?(?P<what>[^.;]+)", text, re.IGNORECASE)
        or re.search(r"\b(?:syftar\still|är\still\sför)\s(?:att\s)?(?P<what>[^.;]+)", text)
        or re.search(r"\bär\sett\sforum\sför\s(?:att\s)?(?P<what>[^.;]+)", text)
        or re.search(r"^På\s[^.;,]+?\s(?:diskuteras|behandlas|bereds)\s(?:och\s\w+s\s)?(?P<what>[^.;]+)", text)
    )
    if found is None:
        return None
    words = found["what"].split()[:_PURPOSE_WORDS]
    return (
        re.sub(r"(?:\s(?:och|samt|att|för|av|med|i|på|om|till|den|det|en|som|de))+$", "", " ".join(words)).strip(" ,")
        or None
    )


def _parties(text: str) -> tuple[str, ...]:
    found = re.search(r"\b[Ss]amverka(?:n(?:sform)?|r)\s(?:sker\s|finns\s)?mellan\s(?P<who>[^.;]+)", text) or re.search(
        r"\bdär\s(?P<who>[^.;]+?)\ssamverkar\b", text
    ) or re.search(r"\bavtal(?:et)?\smellan\s(?P<who>[^.;]+)", text)  # fmt: skip
    if found is None:
        return ()
    who = re.sub(r"\([^)]*\)", " ", found["who"])
    who = re.split(r"\s(?:sker|regleras|är|i\slänet|kring|samverkar|med\sstöd)\b", who)[0]
    parts = re.split(r",\s|\s(?:och|samt)\s(?!sjukvård|omsorg|utbildning)", who)
    names = (" ".join(part.split()).strip(" .") for part in parts)
    parties = tuple(dict.fromkeys(name for name in names if name and len(name.split()) <= 5))
    return parties if len(parties) > 1 else ()


def _governed(text: str) -> str | None:
    found = re.search(
        r"\b(?:regleras|reglerad|reglerat|styrs)\s(?:i|av|genom)\s(?:ett\s|en\s)?(?P<what>[\wåäö-]*(?:avtal|överenskommelse|dokument)(?:et|en)?(?:\smellan\s[^.;]+)?)",
        text,
    )
    own = re.search(
        r"\b(?P<what>[Ss]amverkansavtal|[Ss]amverkansdokument)\b\s(?:finns|mellan)|\bhar\sett\seget\s(?P<own>[\wåäö]+(?:avtal|dokument))",
        text,
    )
    what = found["what"] if found else ((own["what"] or own["own"]) if own else None)
    return what[:1].lower() + what[1:].strip(" .") if what else None
