"""Services and kinds of case: what they are called, whom they are for, lists of them, and the units beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.grammar import ages, roles
from kg.text import lexicon

_MOST_WORDS = 9


@cache
def words(name: str) -> str:
    """A list of data/lexicon/assignments.toml as alternatives of a pattern, longest first."""
    listed = sorted(lexicon.load("assignments")["words"][name], key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in listed)


def outside(unit: str | None, kinds: set[str] | None = None) -> bool:
    """Whether a unit is none of the body's own: bought, private, another municipality, the region."""
    return bool(unit and re.search(words("outside"), unit, re.IGNORECASE)) or bool(kinds and "bought" in kinds)


def matter(text: str) -> tuple[str | None, tuple[str, ...]]:
    """The kind of case that a phrase names, and the names in parentheses after it; None for "detta" and its like."""
    text = re.sub(r"[*”“\"]", " ", text)
    aliases = tuple(
        alias.strip()
        for alias in re.findall(r"\(([^)]{3,40})\)", text)
        if not re.search(r"\d|\btex\b|t\.ex|\bse\b", alias)
    )
    text = " ".join(re.sub(r"\([^)]*\)?", " ", text).split()).strip(" ,.:;-–")
    text = re.sub(r"^(?:och|samt|även|också|bl\.?\s?a\.?|t\.?\s?ex\.?|olika)\s", "", text, flags=re.IGNORECASE)
    if re.fullmatch(words("anaphors"), text, re.IGNORECASE) or not re.search(r"\w{3}", text):
        return None, aliases
    text = re.sub(r"^(?:verkställande|verkställighet|handläggning)\sav\s", "", text, flags=re.IGNORECASE)
    text = re.sub(rf"^(?:{words('kinds')})\s(?=\S)", "", text, flags=re.IGNORECASE)
    if re.match(r"(?:insatser|stöd|bistånd|tjänster|ärenden|åtgärder)\senligt\s", text, re.IGNORECASE):
        return text[:1].lower() + " ".join(text.split()[:4])[1:].rstrip(","), aliases
    text = re.split(r",?\s(?:enligt|dvs\.?|tex|t\.ex\.|såsom|i form av|som ges|för personer (?:med|som))\s", text)[0]
    text = " ".join(text.split()[:_MOST_WORDS])
    text = re.sub(r"(?:\s(?:och|i|på|av|för|som|med|till|om|eller|samt|den|en|ett|annan))+$", "", text).strip(" ,")
    return (text[:1].lower() + text[1:] if text[1:2].islower() else text), aliases


def is_service(text: str | None) -> bool:
    """Whether a phrase names a service or a kind of case, and no duty or record."""
    told = re.sub(rf"[\wåäö-]*(?:{words('not_matters')})[\wåäö]*", " ", text or "", flags=re.IGNORECASE)
    return bool(re.search(rf"(?:{words('matters')})", told, re.IGNORECASE))


def is_case(text: str | None) -> bool:
    """Whether a phrase names a service, or what people send in ("anmälningar"), which is a kind of case too."""
    return is_service(text) or bool(text and re.search(rf"\b(?:{words('applications')})\b", text, re.IGNORECASE))


def group(text: str) -> str | None:
    """Whom a matter is for: "till personer med …", "för vuxna"."""
    found = re.search(
        rf"\b(?:{words('given')}|till)\s(?:de\s)?(?P<who>(?:yngre|äldre|vuxna|barn|unga|ungdomar|personer|person|familjer|elever|brukare|skolungdomar)\b[^.;:]*)",
        text,
    )
    if found is None:
        return None
    who = re.sub(r"\([^)]*\)", " ", found["who"])
    who = re.split(
        r",|\s(?:verkställs|handläggs|i form|innefattas|ingår|ges|som har|som får|oavsett|och (?:ska|kan))\b", who
    )[0]
    return " ".join(who.split()[:9]) or None


def items(text: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Entries of a list, the names in parentheses after each, and its words; "avtal om A, B och C" is one entry."""
    text = re.sub(r"\soch\s(?:övrig|annan)\w*\s\w+\s(?:som|såsom)\s", ", ", text)
    pieces = re.findall(r"(?:[^,()]|\([^)]*\))+", text)
    for at, piece in enumerate(pieces):
        if re.search(r"\bavtal\b.*\som\s\w+$|\brör\s\w+$", piece) and at + 1 < len(pieces):
            pieces[at : at + 2] = [f"{piece},{pieces[at + 1]}"]
            break
    for piece in pieces:
        parts = [piece] if "," in re.sub(r"\([^)]*\)", "", piece) else _parted(piece)
        for part in parts:
            inner = tuple(word for words in re.findall(r"\(([^)]*)\)", part) for word in _examples(words))
            bare = re.sub(r"^\s*(?=behov\sav\s)", "insatser till personer med ", part)
            name, _ = matter(bare)
            if name and re.search(r"\w{4}|[A-ZÅÄÖ]{2}", name) and not re.match(r"\s*(?:dvs|mm|m\.m|mfl|etc|osv)", bare):
                yield name, inner, part


def _parted(piece: str) -> list[str]:
    """A piece between commas at "och", "samt" and "eller" outside parentheses, save "budget- och skuldrådgivning"."""
    return re.split(r"(?<!-)\s(?:och|samt|eller)\s(?![^(]*\))(?=[\w/-]+(?:\s[\w/-]+){0,4}\s?(?:\(|$))", piece)


def _examples(text: str) -> Iterator[str]:
    text = re.sub(rf"\b(?:{words('examples')}|både)(?=\s|$|\.)\.?", " ", text)
    if re.search(r"\b(?:enligt|som)\b", text) or ages.find(text):
        return
    for part in re.split(r",|\soch\s|\seller\s", text):
        if 1 <= len(part.split()) <= 4 and not re.search(r"\d", part):
            yield " ".join(part.split())


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


def unit(text: str) -> str | None:
    """The unit that a text begins with: a role or body, "enheterna A och B", a name, or a carrier outside."""
    text = " ".join(re.sub(r"\((?!köpt)[^)]*\)?", " ", text).split())
    cut = re.search(
        r"[.;:]|,\s(?![A-ZÅÄÖ])|\s(?:om|som|där|utan|dock|men|enligt|efter|oavsett|samt\sföljs)\s|\s(?:och|samt)\s(?:kan|ska|är|har|aldrig|inte|ej)\s",
        text,
    )
    phrase = " ".join(text[: cut.start() if cut else len(text)].split()[:_UNIT_WORDS]).strip(" ,")
    if re.match(r"enhet(?:en|erna)\s(?:för\s)?\S", phrase, re.IGNORECASE):
        return phrase
    found = roles.starting(phrase)
    if found is not None and found.end == len(phrase):
        return found.value
    if re.match(rf"(?:{words('carriers')})", phrase, re.IGNORECASE):
        return phrase
    if re.match(r"[A-ZÅÄÖ][a-zåäö]+", phrase):
        return phrase
    names = re.match(r"\s[A-ZÅÄÖ]\w+(?:,?\s(?:och\s)?[A-ZÅÄÖ]\w+)*", phrase[found.end :]) if found else None
    if found is not None and names:
        return f"{found.value}{names[0]}"
    if found is not None:
        more = re.match(r"(?:\s\([^)]*\))?\s(?:eller|och)\s(?:av\s|på\s)?", phrase[found.end :])
        other = unit(phrase[found.end + more.end() :]) if more else None
        return (
            f"{found.value} {more[0].split()[-1 if more[0].split()[-1] not in {'av', 'på'} else -2]} {other}"
            if more and other
            else found.value
        )
    return None


def seen(text: str, value: dict[str, object], kinds: set[str] | None = None) -> Assigned:
    """The values with the group and the ages that a text names, and whether the unit is an outside one."""
    age = ages.find(text)
    low, high = (age[0].value.first, age[0].value.last) if age else (None, None)
    unit_ = value.get("carried_out_by") or value.get("handled_by")
    away = outside(str(unit_) if unit_ else None, kinds)
    told = {"target_group": group(text), "age_from": low, "age_to": high, "external": away, **value}
    return Assigned(**told)  # type: ignore[arg-type]
