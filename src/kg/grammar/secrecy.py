"""Rules on secrecy in running text: who must keep silent, between whom, what breaks it, and whose consent opens it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg.text import lexicon

Kind = Literal["secrecy", "breaking", "outer", "inner", "consent"]
_MOST_WORDS = 12
_LOOSE_ENDS = re.compile(
    r"(?:\s(?:och|samt|eller|i|på|av|för|att|med|till|om|som|den|det|en|ett|de|där|hos|under|vid|över|från|inom|inte|är|kan|han|hon)|,)+$"
)


@dataclass(frozen=True, slots=True)
class Secrecy:
    """One rule: a short statement, its kind, and whom or what it is about; two parties of a limit in their order."""

    rule: str
    kind: Kind
    applies_to: tuple[str, ...] = ()


def find(sentence: str, breaking: bool = False, consent: bool = False) -> Secrecy | None:
    """The rule that a sentence states; None where it only talks of secrecy.

    `breaking` and `consent` tell that it is an item of a list of rules that break secrecy, or of kinds of consent.
    """
    text = " ".join(re.sub(r"^[^§]{0,24}§\s(?=[A-ZÅÄÖ])|[*”“\"]", " ", sentence).split())
    if breaking:
        case = re.sub(r"^(?:då|om|när)\s", "", text, flags=re.IGNORECASE).rstrip(". ")
        return (
            Secrecy(short(f"bryts när {_bare(case)}"), "breaking")
            if not re.match(r"m\.?fl|mm|se\s", case, re.I)
            else None
        )
    if consent:
        named = re.match(r"(?P<what>[\wåäöÅÄÖ]+\s(?:samtycke|medgivande))\s(?P<rest>.+)", text)
        return (
            Secrecy(short(f"{_small(named['what'])}: {_bare(re.sub(r'^(?:där|som) ', '', named['rest']))}"), "consent")
            if named
            else None
        )
    low = text.casefold()
    if re.search(rf"(?:{_words('talk')})", low) or text.endswith("?"):
        return None
    if re.search(rf"\b(?:{_words('consent')})", low):
        return _consent(text)
    if re.search(rf"\b(?:{_words('access')})", low):
        return _access(text)
    if re.search(rf"\b(?:{_words('secrecy')})", low):
        return _limit(text)
    return None


@cache
def _words(name: str) -> str:
    listed = sorted(lexicon.load("secrecy")["words"][name], key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in listed)


def breaks(text: str) -> bool:
    """Whether a text opens a list of rules that break secrecy."""
    return bool(re.search(rf"(?:{_words('breaking')})", text, re.IGNORECASE))


def kinds_of_consent(text: str) -> bool:
    """Whether a text opens a list of kinds of consent."""
    return bool(re.search(r"\b(?:typer|former|slags?)\s(?:av\s)?samtycke", text, re.IGNORECASE))


def short(text: str) -> str:
    """A statement in a few words, without what hangs loose where it was cut."""
    return _LOOSE_ENDS.sub("", " ".join(text.split()[:_MOST_WORDS])).strip(" ,.;:(")


def _small(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _bare(text: str) -> str:
    text = re.sub(r"\([^)]*\)", " ", text)
    return _small(" ".join(text.split()))


def _consent(text: str) -> Secrecy | None:
    only = re.search(r"(?P<what>\S+)\sfår\sendast\s\S+\som\s(?P<who>(?:den\s)?\S+)\sger\ssitt\ssamtycke", text)
    if only:
        return Secrecy(short(f"{_small(only['what'])} bara med samtycke av {only['who']}"), "consent", (only["who"],))
    given = re.search(
        rf"(?P<who>{_words('givers')})\s[^.;]*?\b(?:ge|ger|lämnar)\s(?:sitt\s)?(?:samtycke|medgivande)\still\s(?P<what>[^.;]+)",
        text,
        re.IGNORECASE,
    )
    if given:
        who = _small(given["who"])
        return Secrecy(short(f"samtycke av {who} till {given['what']}"), "consent", (who,))
    return _asked(text) or _proxy(text)


def _asked(text: str) -> Secrecy | None:
    """ "samtycke ska inhämtas", "samtycket bör omprövas regelbundet"."""
    asked = re.search(
        r"(?i)\b(?:samtycke|fullmakt|medgivande)\w*\b[^.;]*?\b(?P<does>inhämta|dokumentera|ompröva|kräv)s\b"
        r"|\b(?P<do>inhämta)\w*\s(?:\S+\s){0,3}samtycke",
        text,
    )
    if asked is None:
        return None
    verb = asked["does"] or asked["do"]
    words = "samtycke krävs" if verb == "kräv" else f"{verb} samtycke"
    why = re.search(r"\bom\s([^.;,]+)", text[: asked.start()], re.IGNORECASE)
    kind = re.search(rf"\b((?:\w+t\soch/eller\s)?(?:{_words('kinds')})\w*)\b", text, re.IGNORECASE)
    words += f" om {why[1]}" if why else ""
    words += " regelbundet" if "regelbundet" in text else ""
    return Secrecy(short(words), "consent", (kind[1].casefold(),) if kind else ())


def _proxy(text: str) -> Secrecy | None:
    """ "Anhöriga har rätt att ta del av X om den anhörige har fullmakt"."""
    proxy = re.search(r"(?P<who>[^.;,]+?)\shar\srätt\satt\sta\sdel\sav\s(?P<what>[^.;,]+?)\som\s(?P<case>[^.;]+)", text)
    if proxy is None:
        return None
    how = re.findall(rf"\b(?:{_words('warrants')})\b", proxy["case"])
    what = f"{_small(proxy['who'])} får läsa {proxy['what']} med {' eller '.join(dict.fromkeys(how))}"
    return Secrecy(short(what), "consent", (_small(proxy["who"]),)) if how else None


def _access(text: str) -> Secrecy | None:
    tended = re.search(r"(?P<what>[^.;,]+?)\s(?:ska|skall)\svara\stillgänglig\sför\s(?P<who>[^.;,]+)", text)
    if tended:
        who = re.split(r"\s(?:och/eller|och\stil)\s", tended["who"])[0]
        return Secrecy(short(f"{_small(tended['what'])} tillgänglig för {who}"), "secrecy", (short(who),))
    return None


def _limit(text: str) -> Secrecy | None:
    inside = re.search(rf"(?:{_words('inner')})", text, re.IGNORECASE)
    if re.search(r"\bgäller\s(?:då\s)?inte\ssekretess\b", text) and inside and "verksamhetsgren" in text:
        return Secrecy("ingen sekretess inom samma nämnd och verksamhetsgren", "inner", ("samma nämnd",))
    if re.search(r"\b(?:ingen|inte|ej|upphör)\s(?:\w+\s)?sekretess", text):
        return None
    if inside and re.search(r"\bbara\sfår\slämnas\sut|\bfår\sbara\slämnas\sut|\bendast\b", text):
        return Secrecy("uppgifter lämnas bara ut när arbetet behöver dem", "inner", ("enheter inom samma nämnd",))
    return _between(text) or _outward(text) or _holding(text) or _shut(text)


def _between(text: str) -> Secrecy | None:
    """ "Det råder sekretess mellan X och Y"."""
    between = re.search(
        r"\b(?:sekretess(?:en|gräns(?:er)?)?)\s(?:även\s|också\s|råder\s|gäller\s|finns\s)*mellan\s(?P<parties>[^.;”]+)",
        text,
        re.IGNORECASE,
    )
    if between is None:
        return None
    parties = re.split(
        r"\s(?:samt|med|liksom)\s|,\s(?:där|vilken|vilket)\s", re.sub(r"\([^)]*\)", " ", between["parties"])
    )[0]
    parties = re.split(r",\s(?:exempelvis|t\.ex|tex|till exempel|dvs)\b", parties)[0]
    parted = re.split(r"(?<!-)\s(?:respektive|och)\s(?!omsorg)", parties)
    sides = tuple(" ".join(side.split()) for side in parted if side.strip())
    return Secrecy(short(f"sekretess mellan {' och '.join(sides)}"), "outer", sides[:2])


def _outward(text: str) -> Secrecy | None:
    """ "Sekretessen gäller utåt, gentemot X och Y"."""
    found = re.search(r"\bsekretessen?\sgäller\sutåt\b[^.;]*?\bgentemot\s(?P<who>[^.;]+)", text, re.IGNORECASE)
    sides = tuple(re.split(r"\soch\s", found["who"])) if found else ()
    return Secrecy(short(f"sekretess gentemot {' och '.join(sides)}"), "outer", sides) if sides else None


def _holding(text: str) -> Secrecy | None:
    """ "Sekretess gäller inom X för uppgift om Y", "Den som … får inte röja …"."""
    holds = re.search(r"\b[Ss]ekretess\s(?:gäller|råder)\s(?P<rest>(?:inom|för|hos|hela)\s[^.;,]+)", text)
    if holds:
        about = re.search(r"\bför\s(?P<what>[^.;,]+)", holds["rest"])
        whom = (short(about["what"]),) if about else ()
        return Secrecy(short(f"sekretess gäller {holds['rest']}"), "secrecy", whom)
    silent = re.search(r"(?P<who>[^.;,]+?)\sfår\sinte\s(?:obehörigen\s)?röja\s(?P<what>[^.;]+)", text)
    if silent is None:
        return None
    about = re.search(r"\bom\s([^.;]+)$", silent["what"])
    words = f"röj inte uppgifter om {about[1]}" if about else f"röj inte {silent['what']}"
    return Secrecy(short(words), "secrecy", (short(_small(silent["who"])),))


def _shut(text: str) -> Secrecy | None:
    """ "Uppgiften kan bara lämnas ut om …"."""
    shut = re.search(
        r"\b(?:uppgiften|uppgifter|den)\s(?:bara\skan|kan\sbara|bara\sfår|får\sbara)\slämnas\sut\som\s(?P<case>[^.;]+)",
        text,
    )
    if shut is None:
        return None
    whom = ("självständig verksamhetsgren",) if "gräns" in text else ()
    return Secrecy(short(f"uppgifter lämnas bara ut om {shut['case']}"), "outer", whom)
