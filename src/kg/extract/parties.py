"""Organisations and units that a document introduces with a short form: "Avdelningen för funktionsstöd (AFF)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.model.organisation import Party
from kg.read.document import Document
from kg.text import lexicon
from kg.text.passage import Passage

_SHORT = re.compile(r"\(([A-ZÅÄÖ]{2,6})\)")
_WORD = re.compile(r"[\wåäöÅÄÖ-]+")
_SMALL = {"för", "och", "i", "av", "till", "med", "om", "på", "samt"}


def find(document: Document) -> tuple[Party, ...]:
    """Parties in the order of the text, each once.

    A short form counts as such where the words before it have its letters; what those words name is the party.
    """
    seen: set[str] = set()
    found: list[Party] = []
    for passage in _passages(document):
        for match in _SHORT.finditer(passage.text):
            start = _name_start(passage.text[: match.start()], match[1])
            if start is None or match[1] in seen or not _is_party(passage.text[start : match.start()]):
                continue
            seen.add(match[1])
            name = passage.text[start : match.start()].strip()
            found.append(Party(name=name, short=match[1], span=document.place(passage, start, match.end())))
    return tuple(found)


def units(parties: Iterable[Party]) -> dict[str, str]:
    """Folded names and short forms to the short form."""
    return {form.casefold(): party.short for party in parties for form in (party.name, party.short)}


def _passages(document: Document) -> Iterator[Passage]:
    for row in document.rows:
        yield from row.cells
    for block in document.blocks:
        yield block.passage


def _name_start(before: str, short: str) -> int | None:
    """Where the name begins whose letters the short form has, in order, from the first word on."""
    words = list(_WORD.finditer(before))
    for at in range(len(words) - 1, max(-1, len(words) - 9), -1):
        name = before[words[at].start() :]
        if words[at][0][0].casefold() == short[0].casefold() and _spelled(short, name):
            return words[at].start()
    return None


def _spelled(short: str, name: str) -> bool:
    """Whether the letters stand in the name in order, and each word that counts gives one."""
    rest = iter(name.casefold())
    in_order = all(letter in rest for letter in short.casefold())
    heavy = [word for word in _WORD.findall(name.casefold()) if word not in _SMALL]
    return in_order and len(heavy) <= len(short)


def _is_party(name: str) -> bool:
    """Whether a name is that of a body or unit, by the word that says what it is."""
    folded = name.casefold()
    return any(kind in folded for kind in lexicon.load("bodies")["kinds"])
