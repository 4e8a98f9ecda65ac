"""Which unit handles, and which carries out, a kind of case: "X handläggs och verkställs inom Y", "X köps av Z"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.grammar import ages, roles, subjects
from kg.grammar.match import Match
from kg.text import lexicon

_MOST_WORDS = 9
_UNIT_WORDS = 12


@dataclass(frozen=True, slots=True)
class Assigned:
    """What one sentence tells of a kind of case."""

    matter: str | None
    """None where the sentence speaks of what was named before it ("Dessa ärenden …")."""
    handled_by: str | None = None
    carried_out_by: str | None = None
    external: bool = False
    target_group: str | None = None
    age_from: int | None = None
    age_to: int | None = None
    examples: tuple[str, ...] = ()
    area: bool = False
    """Whether it holds for all that the section is about ("Inom området handläggs …")."""
    also: bool = False
    """Whether the unit carries out something else beside ("På X verkställs även …")."""
    defined: bool = False
    """Whether the sentence only says what the matter is."""
    words: str = ""
    """The words that the matter stands in, where a list holds several."""


def find(sentence: str) -> list[Match[Assigned]]:
    """What a sentence tells of who handles and who carries out, in order."""
    text = re.sub(r"[*”“\"]", " ", sentence)
    found: list[Match[Assigned]] = []
    for reader in (_area, _front, _passive, _owned, _responsible, _listed, _defined):
        for match in reader(text):
            if not any(match.start < other.end and other.start < match.end for other in found):
                found.append(match)
    return sorted(found, key=lambda match: match.start)


@cache
def _words(name: str) -> str:
    listed = sorted(lexicon.load("assignments")["words"][name], key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in listed)


@cache
def _verbs() -> str:
    return "|".join(sorted(lexicon.load("assignments")["verbs"], key=len, reverse=True))


def _kinds(verbs: str) -> set[str]:
    return {lexicon.load("assignments")["verbs"][verb] for verb in re.findall(_verbs(), verbs)}


def _done(kinds: set[str], unit: str | None) -> dict[str, str | None]:
    handled = unit if kinds & {"handled", "both"} else None
    carried = unit if kinds & {"carried", "both", "bought"} else None
    return {"handled_by": handled, "carried_out_by": carried}


def outside(unit: str | None, kinds: set[str] | None = None) -> bool:
    """Whether a unit is none of the body's own: bought, private, another municipality, the region."""
    return bool(unit and re.search(_words("outside"), unit, re.IGNORECASE)) or bool(kinds and "bought" in kinds)


def unit(text: str) -> str | None:
    """The unit that a text begins with: a role or body, "enheterna A och B", a name, or a carrier outside."""
    text = " ".join(re.sub(r"\((?!köpt)[^)]*\)?", " ", text).split())
    cut = re.search(r"[.;:]|,\s(?!Klippan|[A-ZÅÄÖ])|\s(?:om|som|där|utan|dock|men|enligt|samt\sföljs)\s|\s(?:och|samt)\s(?:kan|ska|är|har)\s", text)
    words = text[: cut.start() if cut else len(text)].split()[:_UNIT_WORDS]
    phrase = " ".join(words).strip(" ,")
    if re.match(r"enhet(?:en|erna)\s(?:för\s)?\S", phrase, re.IGNORECASE):
        return phrase
    found = roles.starting(phrase)
    if found is not None and found.end == len(phrase):
        return found.value
    if re.match(rf"(?:{_words('carriers')})", phrase, re.IGNORECASE):
        return phrase
    if re.match(r"[A-ZÅÄÖ][a-zåäö]+", phrase):
        return phrase
    if found is not None:
        more = re.match(r"(?:\s\([^)]*\))?\s(?:eller|och)\s(?:av\s|på\s)?", phrase[found.end :])
        other = unit(phrase[found.end + more.end() :]) if more else None
        return f"{found.value} {more[0].split()[-1 if more[0].split()[-1] not in {'av', 'på'} else -2]} {other}" if more and other else found.value
    return None


def matter(text: str) -> tuple[str | None, tuple[str, ...]]:
    """The kind of case that a phrase names, and the names in parentheses after it; None for "detta" and its like."""
    text = re.sub(r"[*”“\"]", " ", text)
    aliases = tuple(alias.strip() for alias in re.findall(r"\(([^)]{3,40})\)", text) if not re.search(r"\d|\btex\b|t\.ex|\bse\b", alias))
    text = " ".join(re.sub(r"\([^)]*\)?", " ", text).split()).strip(" ,.:;-–")
    text = re.sub(r"^(?:och|samt|även|också|bl\.?\s?a\.?|t\.?\s?ex\.?|olika)\s", "", text, flags=re.IGNORECASE)
    if re.fullmatch(_words("anaphors"), text, re.IGNORECASE) or not re.search(r"\w{3}", text):
        return None, aliases
    text = re.sub(r"^(?:verkställande|verkställighet|handläggning)\sav\s", "", text, flags=re.IGNORECASE)
    text = re.sub(rf"^(?:{_words('kinds')})\s(?=\S)", "", text, flags=re.IGNORECASE)
    if re.match(r"(?:insatser|stöd|bistånd|tjänster|ärenden|åtgärder)\senligt\s", text, re.IGNORECASE):
        return text[:1].lower() + " ".join(text.split()[:4])[1:].rstrip(","), aliases
    text = re.split(r",?\s(?:enligt|dvs\.?|tex|t\.ex\.|såsom|i form av|som ges|för personer (?:med|som))\s", text)[0]
    text = " ".join(text.split()[:_MOST_WORDS])
    text = re.sub(r"(?:\s(?:och|i|på|av|för|som|med|till|om|eller|samt|den|en|ett|annan))+$", "", text).strip(" ,")
    return (text[:1].lower() + text[1:] if text[1:2].islower() else text), aliases


def is_service(text: str | None) -> bool:
    """Whether a phrase names a service or a kind of case, and no duty or record."""
    return bool(text and re.search(rf"(?:{_words('matters')})", text, re.IGNORECASE))


def group(text: str) -> str | None:
    """Whom a matter is for: "till personer med …", "för vuxna"."""
    found = re.search(
        rf"\b(?:{_words('given')}|till)\s(?:de\s)?(?P<who>(?:yngre|äldre|vuxna|barn|unga|ungdomar|personer|person|familjer|elever|brukare|skolungdomar)\b[^.;:]*)",
        text,
    )
    if found is None:
        return None
    who = re.sub(r"\([^)]*\)", " ", found["who"])
    who = re.split(r",|\s(?:verkställs|handläggs|i form|innefattas|ingår|ges|som har|som får|oavsett|och (?:ska|kan))\b", who)[0]
    return " ".join(who.split()[:9]) or None


def _with(text: str, value: dict[str, object]) -> Assigned:
    age = ages.find(text)
    low, high = (age[0].value.first, age[0].value.last) if age else (None, None)
    return Assigned(**{"target_group": group(text), "age_from": low, "age_to": high, **value})  # type: ignore[arg-type]


def _area(text: str) -> Iterator[Match[Assigned]]:
    """ "Inom området handläggs och verkställs insatser till …" and "Inom X för vuxna innefattas insatser enligt …"."""
    found = re.match(rf"(?:Inom|I)\s(?P<where>[^,.;]+?)\s(?P<verbs>(?:{_verbs()})(?:\soch\s(?:{_verbs()}))?)\s(?P<what>[^.;,]+)", text)
    if found and re.fullmatch(_words("areas"), found["where"], re.IGNORECASE):
        name, _ = matter(found["what"])
        kinds = _kinds(found["verbs"])
        value: dict[str, object] = {"matter": name, "area": True, "also": bool(kinds & {"carried", "both"})}
        yield Match(0, found.end(), _with(found["what"], value))


def _front(text: str) -> Iterator[Match[Assigned]]:
    """ "På enheten för X verkställs även Y", "I undantagsfall verkställs insatsen på Z", "För yngre … verkställs Y i Z"."""
    found = re.match(rf"(?:På|Inom|I|Hos|Vid|För)\s(?P<where>[^,.;]+?)\s(?P<verbs>(?:{_verbs()})(?:\soch\s(?:{_verbs()}))?)\s(?P<also>även\s|också\s)?(?P<what>[^.;]+)", text)
    if found is None:
        return
    kinds = _kinds(found["verbs"])
    split = re.search(r"\s(?:på|i|av|hos|inom)\s(?=\S)", found["what"])
    inside = found["what"][split.end() :] if split and not text.startswith(("På", "Hos")) else ""
    who = unit(inside) if inside else unit(found["where"])
    name, aliases = matter(found["what"][: split.start()] if split and inside else found["what"])
    if who is None or (name is not None and not is_service(name)):
        return
    value: dict[str, object] = {
        **_done(kinds, who), "matter": name, "examples": aliases, "also": bool(found["also"]), "external": outside(who, kinds),
    }  # fmt: skip
    yield Match(0, found.end(), _with(f"för {found['where']}" if text.startswith("För") else "", value))


def _passive(text: str) -> Iterator[Match[Assigned]]:
    """ "X handläggs och verkställs inom Y", "X sköts i … av Y", "X finns inte i egen regi, utan köps av Y"."""
    pattern = rf"(?:(?P<kan>\bkan|\bska|\bskall)\s)?\b(?P<verbs>(?:{_verbs()})(?:\soch\s(?:{_verbs()}))?)\b"
    for found in re.finditer(pattern, text):
        head = text[: found.start()]
        clause = re.search(r"(?:.*[.;:]\s)?(?P<np>.*)$", head, re.DOTALL)
        subject = clause["np"] if clause else head
        subject = re.split(r"\s(?:finns|är|har|kan|individanpassas)\s", subject)[0]
        if re.search(r"\b(?:var|hur|vem|vilka|som|vilken|där)\b(?:\s\S+){0,5}\s?$", subject):
            continue
        kinds = _kinds(found["verbs"])
        who = _beside(text[found.end() :])
        name, aliases = matter(subject)
        if who is None or (name is not None and not is_service(name)):
            continue
        if re.search(r"\beller\s(?:anordnas|bedrivs|drivs|utförs|ges)\si\segen\sregi", text):
            who = f"{who} eller egen regi"
        value: dict[str, object] = {**_done(kinds, who), "matter": name, "examples": aliases, "external": outside(who, kinds)}
        yield Match(0, len(text), _with(subject, value))
        return


def _beside(after: str) -> str | None:
    """The unit beside a verb: after "av" where one stands there, else after "inom", "på", "hos" or "i"."""
    near = re.split(r"[.;:]", after)[0]
    for prepositions in ("av", "inom|hos|från", "på|i"):
        for by in re.finditer(rf"(?:^|\s)(?:{prepositions})\s(?=\S)", near[:70]):
            who = unit(near[by.end() :])
            if who is not None:
                return who
    return None


def _owned(text: str) -> Iterator[Match[Assigned]]:
    """ "X finns i egen regi", "Regionens ansvar", "Detta tillhör Y", "Y är värd för verksamheten"."""
    regi = re.match(r"(?P<what>[^.;:,]+?)\s(?:finns|bedrivs|drivs|har\s[^.;,]{3,60})\s(?:\w+\s)?i\segen\sregi", text)
    if regi and "inte" not in regi[0] and " ej " not in regi[0]:
        name, aliases = matter(re.split(r"\shar\s", regi["what"])[0])
        yield Match(0, regi.end(), _with(regi["what"], {"matter": name, "carried_out_by": "egen regi", "examples": aliases}))
    whose = re.search(r"(?:^|(?<=\.\s))(?:(?P<what>[^.;]+?)\sär\s)?(?P<who>[A-ZÅÄÖ]?[\wåäö]+)s\sansvar(?=\.|$)", text)
    role = roles.starting(whose["who"]) if whose else None
    if whose and role:
        name, aliases = matter(whose["what"] or "")
        yield Match(whose.start(), whose.end(), _with("", {"matter": name, "handled_by": role.value, "external": outside(role.value)}))
    host = re.match(r"(?P<who>[^.;]+?)\s(?:är\svärd|är\shuvudman|ansvarar\ssom\svärd)\sför\s(?P<what>[^.;]+)", text)
    if host and (roles.find(host["who"])):
        name, _ = matter(host["what"])
        yield Match(0, host.end(), _with("", {"matter": name, "carried_out_by": roles.normal(host["who"]), "external": outside(host["who"])}))
    belongs = re.match(r"(?P<what>Detta|Dessa(?:\s\w+)?|[^.;,]+?)\s(?:tillhör|hör\still|ligger\spå|ligger\sunder)\s(?P<who>[^.;,]+)", text)
    who = unit(belongs["who"]) if belongs else None
    if belongs and who and not re.match(r"huvudansvaret|ansvaret", belongs["what"], re.IGNORECASE):
        name, _ = matter(belongs["what"])
        if name is None or is_service(name):
            yield Match(0, belongs.end(), Assigned(name, handled_by=who))


def _responsible(text: str) -> Iterator[Match[Assigned]]:
    """ "ansvarar kommunen för X", "X har regionen ansvar för", "Huvudansvaret för X ligger på Y"."""
    main = re.search(r"\b(?:[Hh]uvud)?[Aa]nsvaret\sför\s(?P<what>[^.;,]+?)\s(?:ligger\s(?:på|hos)|åligger|har|vilar\spå)\s(?P<who>[^.;,]+)", text)
    back = re.match(r"(?P<what>[^.;,]+?)\shar\s(?P<who>[^.;,]+?)\s(?:huvud)?ansvar(?:et)?\sför\.?$", text)
    turned = re.search(r"\b(?:ansvarar|svarar)\s(?P<who>(?:(?!för\b)\S+\s){1,4})för\s(?!att\b)(?P<what>[^.;]+)", text)
    straight = re.match(r"(?P<who>[^.;,]+?)\s(?:ansvarar|svarar)\sför\s(?!att\b)(?P<what>[^.;]+)", text)
    for found in (main, back, turned, straight):
        role = roles.starting(found["who"].strip()) if found else None
        if found is None or role is None or roles.is_person(role.value):
            continue
        name, aliases = matter(found["what"])
        if is_service(name):
            who = role.value if found is not main else _whole(found["who"], role.value)
            yield Match(found.start(), found.end(), _with(found["what"], {"matter": name, "handled_by": who, "external": outside(who), "examples": aliases}))
            return


def _whole(text: str, role: str) -> str:
    """The unit in parentheses after a body, which tells where in it: "kommunen (barn och utbildning)"."""
    inside = re.search(r"\(([^)]{3,40})\)?", text)
    found = roles.starting(inside[1].strip()) if inside else None
    return found.value if found else role


def _listed(text: str) -> Iterator[Match[Assigned]]:
    """ "I X ingår A (…), B (…) och C som … ger till Y", "Till X räknas A, B", "Såväl A som B hör hit", "Exempel på X är: A, B"."""
    both = re.match(r"Såväl\s(?P<a>.+?)\ssom\s(?P<b>.+?)\shör\shit", text)
    if both:
        for words in (both["a"], both["b"]):
            yield Match(0, 0, Assigned(matter(words)[0], defined=True, words=words))
        return
    found = re.match(
        rf"(?:I|Inom|Till)\s(?P<area>[^.;:]+?)\s(?:{_words('lists')})\s(?:bl\.?\s?a\.?\s|även\s)?(?P<list>.+)$", text
    ) or re.match(r"Exempel\spå\s(?P<area>[^.;:]+?)\sär:?\s(?P<list>.+)$", text) or re.match(
        r"(?:I|Inom)\s(?P<area>[^.;:]+?)\sska\s(?:arbete|verksamhet)\s(?P<list>.*\si\sform\sav\s.+?)\sredovisas", text
    )  # fmt: skip
    if found is None:
        return
    body = found["list"].rstrip(". ")
    given = re.search(rf"\ssom\s(?:\S+\s){{1,3}}(?:ger|ges|erbjuder)(?:\still)?\s(?P<who>[^,;]+?)(?=\si\sform\s|$)", body)
    formed = re.match(r"[^,(]*?\si\sform(?:\sav)?\s", body)
    items = body[formed.end() :] if formed else body
    items = items[: items.find(given[0])] if given and given[0] in items else items
    who = group(f"till {given['who']}") if given else group(found["area"])
    age = ages.find(given[0] if given else text)
    low, high = (age[0].value.first, age[0].value.last) if age else (None, None)
    head = re.match(rf"(?P<what>[^,(]+),\s(?!dvs)(?:{_words('examples')})\s(?P<rest>.+)$", items)
    if head and is_service(head["what"]):
        place = re.split(r"\sför\s", found["area"])[0]
        names = tuple(name for name, _, _ in _items(head["rest"]))
        yield Match(0, 0, Assigned(matter(head["what"])[0], unit(place), unit(place), False, who, low, high, names, words=head["what"]))
        return
    listed = list(_items(items))
    if roles.starting(listed[0][0] if listed else "") or not any(is_service(name) for name, _, _ in listed):
        return
    for name, inner, words in listed:
        yield Match(0, 0, Assigned(name, None, None, False, who or group(name), low, high, inner, defined=True, words=words))


def _items(text: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Entries of a list, the names in parentheses after each, and its words; "avtal om A, B och C" is one entry."""
    pieces = re.findall(r"(?:[^,()]|\([^)]*\))+", text)
    for at, piece in enumerate(pieces):
        if re.search(r"\bavtal\b.*\som\s\w+$|\brör\s\w+$", piece) and at + 1 < len(pieces):
            pieces[at : at + 2] = [f"{piece},{pieces[at + 1]}"]
            break
    for piece in pieces:
        parts = [piece] if "," in re.sub(r"\([^)]*\)", "", piece) else _parted(piece)
        for part in parts:
            inner = tuple(word for words in re.findall(r"\(([^)]*)\)", part) for word in _examples(words))
            bare = re.sub(r"^.*\bsom\s(?=fastställande|t\.ex)", "", part)
            name, _ = matter(bare)
            if name and re.search(r"\w{4}|[A-ZÅÄÖ]{2}", name) and not re.match(r"\s*(?:dvs|mm|m\.m|mfl|etc|osv)", bare):
                yield name, inner, part


def _parted(piece: str) -> list[str]:
    """A piece between commas at "och", "samt" and "eller" outside parentheses, save "budget- och skuldrådgivning"."""
    return re.split(r"(?<!-)\s(?:och|samt|eller)\s(?![^(]*\))(?=[\w/-]+(?:\s[\w/-]+){0,4}\s?(?:\(|$))", piece)


def _examples(text: str) -> Iterator[str]:
    text = re.sub(rf"\b(?:{_words('examples')}|både)(?=\s|$|\.)\.?", " ", text)
    if re.search(r"\b(?:enligt|som)\b", text):
        return
    for part in re.split(r",|\soch\s|\seller\s", text):
        if 1 <= len(part.split()) <= 4 and not re.search(r"\d", part):
            yield " ".join(part.split())


def _defined(text: str) -> Iterator[Match[Assigned]]:
    """ "Med X avses bistånd enligt …", "Insatsen X är en … insats som ges enligt …", "Insatserna avser …"."""
    found = re.match(r"Med\s(?P<what>[^.;,]+?)\s(?:avses|menas)\s(?P<rest>.+)", text) or re.match(
        r"(?:Insatsen|Tjänsten)\s(?P<what>[^.;,]+?)\sär\s(?P<rest>en\s.+)", text
    )
    others = re.match(r"Med\s(?:övriga|andra)\s[^.;,]+?\s(?:avses|menas)\s(?P<list>[^.;]+)", text)
    if others:
        for name, inner, words in _items(others["list"]):
            if is_service(name):
                yield Match(0, 0, Assigned(name, examples=inner, defined=True, words=words))
    elif found and re.search(r"\b(?:insats|bistånd|stöd|vård|service|behovspröva|verksamhet|hjälp|omvårdnad)", found["rest"]):
        name, aliases = matter(found["what"])
        yield Match(0, found.end(), _with(found["rest"], {"matter": name, "examples": aliases, "defined": True}))
    bare = re.match(r"(?P<what>[A-ZÅÄÖ][a-zåäö]+ning(?:\soch\s\w+ning)?\sav\s[^.;]+)\.?$", text)
    if bare and is_service(bare["what"]) and not any(subjects.finite(word) for word in text.split()) and "," not in text:
        name, aliases = matter(bare["what"])
        yield Match(0, bare.end(), Assigned(name, examples=aliases, defined=True))
