"""Rules on secrecy in other words: who is under it, what it does not hinder, what needs whose consent, who may read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.grammar import roles
from kg.grammar.secrecy import Kind, Secrecy, short
from kg.text import lexicon


def parts(sentence: str) -> list[tuple[int, int]]:
    """Offsets of the halves of a sentence on secrecy that sets two against each other: "…, medan …"."""
    joint = re.search(r",\s(?=medan\s)", sentence) if "sekretess" in sentence.casefold() else None
    return [(0, joint.start()), (joint.end() + len("medan "), len(sentence))] if joint else [(0, len(sentence))]


def find(sentence: str) -> list[Secrecy]:
    """Rules that a sentence states so, in order; none where it only talks of secrecy or asks."""
    text = " ".join(re.sub(r"[*”“\"]", " ", sentence).split())
    if text.endswith("?") or not re.search(rf"(?:{_words('about')})", text, re.IGNORECASE):
        return []
    found: list[Secrecy] = []
    for reader in (_under, _unhindered, _passed_on, _borders, _reading, _consented, _unless, _agreeing, _of_consent):
        found += [rule for rule in reader(text) if rule not in found]
    return found


def _rule(text: str, kind: Kind, *whom: str) -> Secrecy:
    words = _small(short(re.sub(r"\([^)]*\)", " ", text)))
    return Secrecy(words, kind, tuple(_small(one.strip()) for one in whom))


def _small(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


@cache
def _words(name: str) -> str:
    listed = sorted(lexicon.load("secrecy")["words"][name], key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in listed)


def _under(text: str) -> Iterator[Secrecy]:
    """ "Inom X gäller sekretess enligt …, medan A omfattas av …", "Uppgifter om X omfattas av sekretess"."""
    inside = re.match(
        r"(?P<where>(?:Inom|Hos|För|I)\s[^.;,]+?)\s(?:gäller|råder)\ssekretess(?=[\s.,;]|$)(?!\smellan)", text
    )
    if inside:
        yield _rule(f"sekretess gäller {_small(inside['where'])}", "secrecy")
    for found in re.finditer(r"(?:^|,\s(?:medan|och|samt)\s)(?P<who>[^.;,]+?)\somfattas\sav\s(?P<what>[^.;,]+)", text):
        if re.match(r"sekretess|\d+\skap", found["what"]) and not re.search(r"\b(?:inte|ej)\b", found[0]):
            yield _rule(f"{_small(found['who'])} omfattas av sekretess", "secrecy", found["who"])


def _unhindered(text: str) -> Iterator[Secrecy]:
    """ "Sekretessen hindrar inte att namn lämnas till …", "Trots sekretess får uppgift lämnas …"."""
    found = re.search(
        r"\b[Ss]ekretess(?:en)?\s(?:hindrar|utgör)\s(?:inte|ej)\s(?:något\shinder\sför\s)?att\s(?P<what>[^.;]+)", text
    )
    if found:
        yield _rule(f"hindrar inte att {found['what']}", "breaking")
    spite = re.match(
        r"(?:Trots|Utan\shinder\sav)\s(?:tystnadsplikt\seller\s)?sekretess(?:en)?\s(?P<modal>får|ska|kan)\s(?P<what>[^.;]+)",
        text,
    )
    if spite:
        yield _rule(f"trots sekretess {spite['modal']} {spite['what']}", "breaking")


def _passed_on(text: str) -> Iterator[Secrecy]:
    """ "Uppgifter får inte utan vidare lämnas från X till Y"."""
    found = re.match(
        r"(?P<what>Uppgift(?:er|erna)?)\sfår\s(?:därför\s)?inte\s(?P<how>utan\svidare\s)?lämnas\s(?:ut\s)?från\s(?P<from>[^.;,]+?)\still\s(?P<to>[^.;,]+)",
        text,
    )
    sides = (roles.starting(found["from"]), roles.starting(found["to"])) if found else ()
    if found and all(sides):
        people = all(side and roles.is_person(side.value) for side in sides)
        words = f"uppgifter får inte {found['how'] or ''}lämnas från {found['from']} till {found['to']}"
        yield _rule(words, "inner" if people else "outer", found["from"], found["to"])


def _borders(text: str) -> Iterator[Secrecy]:
    """ "Mellan A inom B finns ingen sekretessgräns, med undantag för C"."""
    none = re.match(
        r"(?:Mellan\s(?P<whom>[^.;,]+?)\s(?:finns|går|råder)\sing(?:en|a)\ssekretessgräns(?:er)?|Det\sfinns\singen\ssekretessgräns\smellan\s(?P<also>[^.;,]+))",
        text,
    )
    whom = (none["whom"] or none["also"]) if none else None
    if none is None or whom is None or not re.search(r"\b(?:inom|i|hos|på)\s", whom):
        return
    yield _rule(f"ingen sekretessgräns mellan {whom}", "inner", whom)
    apart = re.match(
        r",\s(?:med\sundantag\s(?:för|av)|utom\smot|förutom)\s(?P<who>[^.;,]+?)(?=\ssom\s|[.;,]|$)", text[none.end() :]
    )
    if apart:
        yield _rule(f"sekretessgräns mot {apart['who']}", "outer", apart["who"])


def _reading(text: str) -> Iterator[Secrecy]:
    """ "Inre sekretess innebär att ROLE bara får läsa det som behövs …"."""
    found = re.search(
        r"(?:.*\batt\s|^)(?P<who>[^.;,]+?)\s(?:(?:bara|endast|enbart)\sfår|får\s(?:bara|endast|enbart))\s(?P<does>ta\sdel\sav|läsa|se)\s(?P<what>[^.;,]+\s(?:behövs|behöver)\s[^.;,]+)",
        text,
    )
    role = roles.starting(found["who"]) if found else None
    if found and role:
        yield _rule(f"{role.value} får bara {found['does']} {found['what']}", "inner", role.value)


def _consented(text: str) -> Iterator[Secrecy]:
    """ "En kopia får lämnas till X först sedan samtycke har inhämtats", "… endast med samtycke"."""
    found = re.match(
        rf"(?P<what>[^.;,]+?)\sfår\s(?P<does>[^.;,]*?)\s?(?:{_words('only_then')})\s(?P<case>[^.;]*?(?:samtyck|medgivande|fullmakt)\w*[^.;,]*)",
        text,
    )
    if found:
        kind = re.search(r"(?:\b(?P<kind>\w+(?:t|n))\s)?(?:samtycke|medgivande)", found["case"])
        given = re.search(r"(?P<who>\S+(?:en|n|na|e|ne))\s(?:har\s)?(?:samtyck|gett|lämnat|medgett)", found["case"])
        words = re.sub(r"\ssamtycke$", "", f"{kind['kind']} samtycke") if kind and kind["kind"] else ""
        told = f"{words} samtycke".strip()
        by = f" av {given['who']}" if given else ""
        yield _rule(f"{found['what']} får {found['does']} bara med {told}{by}", "consent")


def _unless(text: str) -> Iterator[Secrecy]:
    """ "Bilden får inte visas om inte vårdnadshavaren har samtyckt", "… utan brukarens samtycke"."""
    found = re.match(
        r"(?P<what>[^.;,]+?)\sfår\s(?:inte|aldrig|ej)\s(?P<does>[^.;,]+?)\s(?:om\sinte\s(?P<who>[^.;,]+?)\s(?:har\s)?(?:samtyck(?:t|er)|gett\s\S*\s?(?:samtycke|medgivande))|utan\s(?P<whose>\S+)\s(?:samtycke|medgivande))",
        text,
    )
    if found:
        who = found["who"] or re.sub(r"s$", "", found["whose"])
        yield _rule(f"{found['what']} får inte {found['does']} utan samtycke av {who}", "consent", who)


def _agreeing(text: str) -> Iterator[Secrecy]:
    """ "Eleven måste samtycka till att bilden visas"."""
    found = re.match(
        r"(?P<who>[^.;,]+?)\s(?:måste|ska|skall|bör)\s(?:först\s|alltid\s)?samtycka\still\s(?P<what>[^.;,]+)", text
    )
    role = roles.starting(found["who"]) if found else None
    if found and role:
        yield _rule(f"samtycke av {role.value} till {found['what']}", "consent", role.value)


def _of_consent(text: str) -> Iterator[Secrecy]:
    """ "Samtycket ska vara frivilligt", "Ett samtycke kan alltid tas tillbaka"."""
    found = re.match(
        r"(?:Ett\s|Den\senskildes\s|Varje\s)?(?P<kind>\w+t\s)?[Ss]amtycke(?:t|n)?\s(?P<does>(?:ska|skall|måste)\s(?:vara|gälla|avse)|kan|får|gäller|upphör|godtas)\s(?P<what>[^.;]+?)(?=,\sutan\s|[.;]|$)",
        text,
    )
    if found and not re.search(rf"\b(?:{_words('describing')})", found["what"]):
        yield _rule(f"{found['kind'] or ''}samtycke {found['does']} {found['what']}", "consent")
