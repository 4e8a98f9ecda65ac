"""The style of pictures for a page, for a file of its own, and for programs that know little CSS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

Theme = Literal["light", "dark"]
HUES = 8
"""How many hues tell areas apart; picture.css has as many."""

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_MEDIA = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{((?:[^{}]*\{[^{}]*\})*)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NAMED = re.compile(r"(--[\w-]+):\s*([^;]+);")
_USED = re.compile(r"var\((--[\w-]+)(?:,\s*var\((--[\w-]+)\))?\)")
_CLASSES = re.compile(r' class="([^"]*)"')
_CLASS = re.compile(r"\.([\w-]+)")


@cache
def page() -> str:
    """The style as a page links it: colours are variables, so that one rule serves light, dark and print."""
    return (Path(__file__).parent / "picture.css").read_text(encoding="utf-8")


def file(body: str) -> str:
    """The style of a picture within its file: as much of it as the picture uses, dark on a dark screen.

    It has no variables, which drawing programs and word processors do not know.
    """
    used = _used(body)
    light = "".join(f"{rule}\n" for rule in _rules("light", used))
    dark = "".join(f"{rule}\n" for rule in _rules("dark", used) if "#" in rule)
    return f"\n{light}@media screen and (prefers-color-scheme: dark) {{\n{dark}}}\n"


def flat(body: str, theme: Theme, family: str) -> str:
    """The style of a picture in one theme and typeface, for a program that knows classes and colours only."""
    font = f'.picture {{ font-family: "{family}"; font-size: 13px; }}'
    return "\n".join([*(rule for rule in _rules(theme, _used(body)) if ":hover" not in rule), font])


def _used(body: str) -> frozenset[str]:
    return frozenset(name for names in set(_CLASSES.findall(body)) for name in names.split())


def _rules(theme: Theme, used: frozenset[str]) -> Iterator[str]:
    """Every rule for the classes that are used, its colours filled in.

    A rule that speaks of the hue stands once for each hue that is used, under that hue's class instead of `.picture`:
    it weighs as much as before, so that the later rule still wins.
    """
    colours = _colours(theme)
    hues = [n for n in range(1, HUES + 1) if f"hue{n}" in used]
    for selectors, said in _plain():
        kept = [one for one in selectors if used.issuperset(_CLASS.findall(one))]
        if not kept:
            continue
        plain = [one for one in said if "var(--hue)" not in one]
        if plain:
            yield f"{', '.join(kept)} {{ {_filled(plain, colours)} }}"
        hued = [one for one in said if "var(--hue" in one]
        for hue in hues if hued else ():
            under = ", ".join(one.replace(".picture", f".hue{hue}", 1) for one in kept)
            yield f"{under} {{ {_filled(hued, colours | {'--hue': colours[f'--h{hue}']})} }}"


@cache
def _plain() -> list[tuple[list[str], list[str]]]:
    """Selectors and declarations of each rule that holds everywhere, without the colours' names."""
    found = []
    for selectors, said in _RULE.findall(_MEDIA.sub("", _COMMENT.sub("", page()))):
        declared = [one.strip() for one in _NAMED.sub("", said).split(";") if one.strip()]
        if declared:
            found.append(([one.strip() for one in selectors.split(",")], declared))
    return found


def _filled(said: list[str], colours: dict[str, str]) -> str:
    return _USED.sub(lambda met: colours.get(met[1]) or colours[met[2]], "; ".join(said))


@cache
def _colours(theme: Theme) -> dict[str, str]:
    light, dark = _RULE.search(_COMMENT.sub("", page())), _DARK.search(page())
    assert light is not None, "picture.css opens with the colours"
    assert dark is not None, "picture.css has colours for a dark screen"
    return dict(_NAMED.findall(light[2])) | (dict(_NAMED.findall(dark[1])) if theme == "dark" else {})
