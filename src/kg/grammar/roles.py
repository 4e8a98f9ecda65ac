"""People and bodies in running text: "ansvarig handläggare", "enhetschef för IFO", "den som …"."""

from __future__ import annotations

import re
from functools import cache

from kg.grammar import kept, verbs
from kg.grammar.match import Match
from kg.text import lexicon

_MOST_WORDS = 10
_WORD = r"[A-Za-zÅÄÖåäöÉé][\wåäöÅÄÖ:/-]*"


def find(text: str, field: bool = True) -> list[Match[str]]:
    """Roles and units in the text, in order, in their own words; a capital that only opens a sentence is made small.

    Without `field`, what a role is over ("för IFO") is left out.
    """
    found: list[Match[str]] = []
    for match in _pattern().finditer(text):
        end = _field_end(text, match.end()) if field else match.end()
        if found and match.start() < found[-1].end:
            continue
        if found and _owner(text[found[-1].start : match.start()]):
            found[-1] = Match(found[-1].start, end, normal(text[found[-1].start : end]))
            continue
        found.append(Match(match.start(), end, normal(text[match.start() : end])))
    return found


def _owner(text: str) -> bool:
    """Whether words right before a role say whose it is: "regionens |barnmottagning|"."""
    return re.search(rf"(?:{_heads()})(?:ens|ns|nas|ets|enas|ernas|arnas)\s$", text, re.IGNORECASE) is not None


def starting(text: str) -> Match[str] | None:
    """The role that the text begins with; "den som …" as far as its clause goes."""
    whoever = _whoever().match(text)
    if whoever:
        words = list(re.finditer(r"\S+", text))[:_MOST_WORDS]
        own = re.match(r"\s\S+", text[whoever.end() :])
        inside = whoever.end() + (own.end() if own else 0)
        comma = re.search(r"[,;:]|\s(?:ska|skall|får|bör|måste|kan|är|har)\s(?=\S)", text[inside:])
        end = min(words[-1].end(), inside + comma.start() if comma else len(text))
        return Match(0, end, normal(text[:end].rstrip(" ,.;:")))
    first = next(iter(find(text)), None)
    return first if first and first.start == 0 else None


def normal(text: str) -> str:
    """Words of a role without the capital of a sentence's first word; "alla", "en" and "den" in front are dropped."""
    text = " ".join(text.split())
    text = re.sub(r"^(?:[Aa]lla|[Ee]n|[Ee]tt|[Rr]espektive|[Vv]arje|[Ss]amtliga)\s(?!som\b)", "", text)
    first = text.split(" ", 1)[0]
    names = sum(c.isupper() for c in first) > 1 or not first[:1].isupper() or _named(first)
    return text if names else text[:1].lower() + text[1:]


def _named(word: str) -> bool:
    """Whether a capital is a name's own: no ending of a common noun of this list."""
    return not re.fullmatch(
        rf"(?:[\wåäö-]*)(?:{_heads()})(?:{_endings()})|{_words('openers')}|den|det|de|var|alla", word, re.I
    )


@cache
def _pattern() -> re.Pattern[str]:
    short = "|".join(lexicon.load("roles")["short"])
    areas = _words("areas")
    compound = rf"(?:[\wåäöÅÄÖ-]*-\s(?:och|eller)\s)?(?:[\wåäöÅÄÖ]+-)?[\wåäöÅÄÖ]*(?:{_heads()})(?:{_endings()})"
    name = rf"(?:{short})|(?:{areas})(?:en|n|et)?(?:\s(?:öster|väster|norr|söder|norra|södra))?"
    place = (
        r"(?-i:(?:[A-ZÅÄÖ][a-zåäö]+\s)?[A-ZÅÄÖ][a-zåäö]+\skommuns?"
        r"|Region(?:en)?\s[A-ZÅÄÖ][a-zåäö]+|[A-ZÅÄÖ]\w+\s[A-ZÅÄÖ]\w+regionen)"
    )
    name = rf"{place}|{name}"
    return re.compile(
        rf"(?<![\w-])(?:(?:{_words('openers')})\s){{0,3}}(?:{name}|{compound})(?![\w-])(?:/{_WORD})?", re.IGNORECASE
    )


def _field_end(text: str, end: int) -> int:
    """Where the field of a role ends: "rektor |för gymnasiet och lärvux|"."""
    short = "|".join(lexicon.load("roles")["short"])
    bare = re.match(rf"\s(?:(?:{short})|(?i:{_words('areas')}))(?![\w-])", text[end:])
    if bare:
        return end + bare.end()
    link = re.match(rf"\s(?:{_words('links')})\s(?=\S)", text[end:])
    if link is None or (link[0] == " för " and kept.record(text[end + link.end() :].split(" ", 1)[0])):
        return end
    at, words, last = end + link.end(), 0, end
    stops = set(lexicon.load("roles")["stops"])
    while words < 6:
        word = re.match(rf"{_WORD}", text[at:])
        present = verbs.of_present(word[0]) if word else None
        if (
            word is None
            or word[0].casefold() in stops
            or (present and verbs.office(present))
            or (word[0].endswith("s") and len(word[0]) > 4 and words > 0)
        ):
            break
        if word[0] in {"och", "eller", "alternativt"}:
            rest = text[at + word.end() + 1 :]
            if words == 0 or (
                text[at - 2] != "-" and _pattern().match(rest) and not re.match(_words("areas"), rest, re.I)
            ):
                break
        else:
            last = at + word.end()
        at += word.end()
        words += 1
        if text[at : at + 1] != " ":
            break
        at += 1
    return last


@cache
def _whoever() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words('whoever')})\b", re.IGNORECASE)


@cache
def _heads() -> str:
    words = lexicon.load("roles")
    heads = [*words["persons"], *words["others"], *words["units"]]
    heads += [head[:-1] for head in heads if head.endswith("are")]
    return "|".join(sorted((re.escape(head) for head in heads), key=len, reverse=True))


@cache
def _endings() -> str:
    return "|".join(sorted(lexicon.load("roles")["endings"], key=len, reverse=True))


@cache
def _words(name: str) -> str:
    words = sorted(lexicon.load("roles")[name], key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in words)


def is_person(role: str) -> bool:
    """Whether a role is people by their office or otherwise, and no body or unit."""
    heads = "|".join((*lexicon.load("roles")["persons"], *lexicon.load("roles")["others"]))
    head = re.split(r"\s(?:för|inom|på|vid|från|i|hos|som)\s", role)[0]
    return bool(re.search(rf"(?:{heads})(?:{_endings()})$", head, re.IGNORECASE)) or role.split(" ")[0] in {
        "den",
        "var",
    }


def is_other(role: str) -> bool:
    """Whether a role is of those whom the work is about: "patienter" of "vård av patienter" does not act."""
    heads = "|".join(lexicon.load("roles")["others"])
    return re.fullmatch(rf"[\wåäö-]*(?:{heads})(?:{_endings()})", role, re.IGNORECASE) is not None


def small(text: str) -> str:
    """A phrase without the capital of a sentence's first word; names and abbreviations keep theirs."""
    return normal(text) if starting(text) else (text[:1].lower() + text[1:] if text[1:2].islower() else text)
