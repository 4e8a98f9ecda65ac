"""Who answers for what: "ROLE ansvarar för …", "har det yttersta ansvaret för …", "det är ROLE som ansvarar"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.grammar import roles, verbs
from kg.grammar.subjects import words


def content(body: str, clause: bool) -> str:
    """What someone answers for, as a verb with its object."""
    stop = re.search(r"[.;!?]|,\s(?:som|vilket|där|men|utan|då|och\sfinns)\s|\s(?:så\satt|utan|enligt)\s", body)
    body = body[: stop.start() if stop else len(body)].strip(" ,")
    first = body.split(" ", 1)[0] if body else ""
    if first in {"beslutar", "avgör"}:
        return f"{verbs.of_present(first)}{body[len(first) :]}"
    if not body or first.casefold() in {"utan", "och", "men", "är", "som"}:
        return ""
    if clause and verbs.infinitive(first) and not first.endswith("s"):
        return body
    return f"se till att {roles.small(body)}" if clause else f"ansvara för {roles.small(body)}"


@cache
def _phrases() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<phrase>{words('responsible')}|har\s(?:även\s|också\s)?(?:ett\s)?[\wåäö]*ansvar(?:et)?,?\s(?:för\s)?att)\b",
        re.IGNORECASE,
    )


def holders(sentence: str) -> Iterator[tuple[str, int, int]]:
    """Who answers for something, and where the words that say so begin and end."""
    known, bare = roles.find(sentence), roles.find(sentence, field=False)
    for phrase in _phrases().finditer(sentence):
        before = sentence[: phrase.start()]
        near = next(
            (r for r in reversed(known) if re.fullmatch(r"(?:\ssom)?\s(?:\w+\s)?", sentence[r.end : phrase.start()])),
            None,
        )
        first = roles.starting(sentence)
        if near is not None:
            if re.search(r"\bsom\s$", sentence[: near.start]) or re.search(
                r"(?:den|det|de)\s(?:\w+\s)?$", sentence[: near.start]
            ):
                continue
            if re.search(r"(?:^|\s)(?:vem|vilka|att)\s$", sentence[: near.start], re.I) or (
                near.start > 0 and re.search(r"\sav\s$", sentence[: near.start])
            ):
                continue
            yield near.value, near.start, phrase.end()
        elif first is not None and before.endswith(" och ") and not re.search(r"\s(?:som|att)\s", before):
            yield first.value, phrase.start(), phrase.end()
        elif first is not None and re.match(r"\ssom\s", sentence[first.end :]) and "," not in before:
            yield roles.normal(" ".join(before.split()[:10])), 0, phrase.end()
    for inverted in re.finditer(r"\b(?:ansvarar|svarar)\s(?=\S)|\bhar\s(?=\S)", sentence):
        role = next((r for r in bare if r.start == inverted.end()), None)
        after = (
            re.match(r"\s(?:också\s|även\s)?(?:ansvaret\s|ansvar\s)?för(?:\satt)?\b", sentence[role.end :])
            if role
            else None
        )
        if role and after and (inverted[0].startswith(("a", "s")) or "ansvar" in after[0]):
            yield role.value, inverted.start(), role.end + after.end()
