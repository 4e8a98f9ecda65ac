"""Forms of Swedish verbs as offices write them: the infinitive behind a present, a passive or an imperative."""

from __future__ import annotations

import re
from functools import cache

from kg.text import lexicon

_ADJECTIVE = re.compile(
    r"(?:iga|liga|ella|iska|ala|ande|ende|arna|erna|orna|ena|dda|tta|na(?<!mna)(?<!dna)(?<!ckna)(?<!ppna)(?<!nna)(?<!ärna))$"
)
_SHORT = {
    "bli",
    "ge",
    "få",
    "gå",
    "stå",
    "se",
    "ta",
    "dra",
    "be",
    "ske",
    "ha",
    "bo",
    "nå",
    "te",
    "utse",
    "förse",
    "anse",
    "delge",
    "ange",
    "uppge",
    "överse",
    "bese",
    "delta",
    "motta",
    "anta",
    "vidta",
    "inta",
    "uppta",
}
_NOT_VERBS = {
    "alla",
    "också",
    "andra",
    "båda",
    "samma",
    "första",
    "sista",
    "nya",
    "gamla",
    "egna",
    "vissa",
    "olika",
    "många",
    "dessa",
    "denna",
    "detta",
    "deras",
    "dennas",
    "våra",
    "sina",
    "dina",
    "flera",
    "extra",
    "bra",
    "stora",
    "små",
    "lilla",
    "övriga",
    "samtliga",
    "berörda",
    "ena",
    "annat",
    "annans",
    "vara",
    "blanketta",
    "dem",
    "hemma",
    "inga",
    "sådana",
    "nästa",
    "högsta",
    "lägsta",
    "närmsta",
    "närmaste",
    "enda",
    "hela",
    "halva",
    "vårdnadshavaras",
    "brukarens",
    "ansvariga",
}


def infinitive(word: str) -> bool:
    """Whether a word looks like an infinitive: "upprätta", "upprättas", "ge", "ges"."""
    low = word.casefold()
    if low in {"vara", "bli", "finnas"}:
        return True
    if low in _NOT_VERBS:
        return False
    if low in _SHORT or low in lexicon.load("duties")["passives"]:
        return True
    stem = low[:-1] if low.endswith("s") else low
    if stem in _office():
        return True
    return (
        len(stem) > 3
        and stem.endswith(("a", "å"))
        and not _ADJECTIVE.search(stem)
        and not low.endswith(("ans", "ets", "ens"))
    )


def passive(word: str) -> bool:
    """Whether an infinitive or a present stands in the passive: "upprättas", "görs", "ske"."""
    low = word.casefold()
    return low in lexicon.load("duties")["passives"] or (low.endswith("s") and not low.endswith("ss") and len(low) > 3)


def active(word: str) -> str:
    """The active infinitive of a verb in the passive: "upprättas" → "upprätta", "görs" → "göra", "sänds" → "sända"."""
    low = word.casefold()
    known = lexicon.load("duties")["passives"]
    if low in known:
        return str(known[low])
    if not low.endswith("s"):
        return low
    stem = low[:-1]
    return stem if stem[-1:] in "aåeoy" else f"{stem}a"


def of_present(word: str) -> str | None:
    """The infinitive of a verb in the present tense: "skickar" → "skicka"; None for another word."""
    low = word.casefold()
    known = lexicon.load("duties")["presents"]
    if low in known:
        return str(known[low])
    if low.endswith("för") and len(low) > 4:
        return f"{low}a"
    if low.endswith("ar") and len(low) > 4:
        return low[:-1]
    if low.endswith("er") and len(low) > 4:
        return f"{low[:-2]}a"
    return None


@cache
def _office() -> frozenset[str]:
    return frozenset(verb.split(" ")[0] for verb in lexicon.load("duties")["verbs"]["office"])


def office(verb: str) -> bool:
    """Whether an infinitive is a verb of office work (data/lexicon/duties.toml)."""
    return verb.casefold() in _office()


def imperative(word: str) -> str | None:
    """The infinitive of an imperative of office work: "Kontakta" → "kontakta", "Skriv" → "skriva"; None else."""
    low = word.casefold()
    return next(
        (form for form in (low, f"{low}a") if form in _office() and not (form == low and low in {"följa"})), None
    )


def agreeing(text: str) -> str:
    """A second verb after "och" in the form of the first: "kalla och leder" → "kalla och leda"."""

    def mend(match: re.Match[str]) -> str:
        verb = (
            of_present(match[2]) if match[2].endswith("r") else (active(match[2]) if match[2].endswith("s") else None)
        )
        return f"{match[1]}{verb}" if verb and office(verb) else match[0]

    return (
        text if text.startswith("se till att") else re.sub(r"(\b(?:och|samt)\s(?:att\s)?)([a-zåäö]+[rs])\b", mend, text)
    )
