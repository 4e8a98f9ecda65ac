"""What a query may not do, and what is wrong with one that cannot be read: said in one line, before anything runs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.errors import UsageError
from kg.graph.terms import prefixes

# No part of a text is looked at more than twice, whatever it holds: who writes it may want the guard itself to be slow.
_TOKEN = re.compile(
    r"""
      (?P<text>\"{3}(?:[^\\"]|\\.|"(?!""))*+\"{3} | '{3}(?:[^\\']|\\.|'(?!''))*+'{3}
        | "(?!"")(?:[^"\\\n\r]|\\.)*+" | '(?!'')(?:[^'\\\n\r]|\\.)*+')
    | (?P<open>["'])
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*+>)
    | (?P<comment>\#[^\r\n]*+)
    | (?P<variable>[?$@]\w++)
    | (?P<name>:[\w.%~-]*+)
    | (?P<run>[\w-][\w.-]*+)(?P<local>:[\w.%~-]*+)?
    | (?P<other>\S)
    """,
    re.VERBOSE | re.DOTALL,
)
_WORD = re.compile(r"[A-Za-z_]\w*+|\.\Z")
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
_MARKED = ("FROM", "SERVICE", '"', "'", "\\", *sorted(_UPDATES))
"""What a query has none of that need not be taken apart: texts, escapes, and words that may be refused."""
_SERVICE = re.compile(r"(?P<name>[?$]\w*|:[\w-]*)?(?P<first>[Ss])(?=[Ee][Rr][Vv][Ii][Cc][Ee])")
_ESCAPED = re.compile(r"\\u00[57]3(?=[Ee][Rr][Vv][Ii][Cc][Ee])")
_ESCAPE_GROWS = len(r"\u0073") - 1

_AT = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_KEYWORD = re.compile(r"expected ([A-Z]+)\Z")
_SAID = re.compile(r"Prefix not found|IRI parsing failed|(?:The|A|An|This) [\w ]+")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large a query of a stranger may be; one within them can still take long, and is then ended by its pool."""

    length: int = 20_000
    """Bytes in UTF-8. What a worker's stack can hold rests on this (`kg.graph.worker`)."""
    depth: int = 64
    """Brackets within brackets."""
    groups: int = 200
    """Pairs of braces: each UNION, OPTIONAL and GRAPH has one."""
    patterns: int = 150
    """Triple patterns and steps of paths; the time to plan grows with their cube, and is a second or two here."""


def check(text: str, graphs: Collection[str], bounds: Bounds | None = None) -> bool:
    """Whether a query names its own default graph by FROM; what it may not do is refused.

    Raises UsageError for SPARQL Update, for SERVICE, for FROM with a graph that is not among those given, and for a
    query that is larger than the bounds, where there are any.
    """
    if bounds is not None and len(text.encode(errors="replace")) > bounds.length:
        raise _too_large(f"is longer than {bounds.length} bytes")
    upper = text.upper()
    if (bounds is None or _is_small(text, bounds)) and not any(map(upper.__contains__, _MARKED)):
        return False
    tokens = list(_tokens(text))
    if bounds is not None:
        _measure(tokens, bounds)
    words = [token.upper() for kind, token in tokens if kind == "word"]
    first = next((word for word in words if word not in {"PREFIX", "BASE"}), None)
    if first in _UPDATES:
        raise UsageError(
            f"{first} would change the graph, which is only read", hint="change what stands in data/ and run kg build"
        )
    if "SERVICE" in words:
        raise _no_service()
    named = list(_from(tokens))
    for graph in named:
        if graph not in graphs:
            hint = f"there is {', '.join(f'<{known}>' for known in sorted(graphs)) or 'none'}"
            raise UsageError(f"FROM names <{graph}>, which is not a graph here", hint=hint)
    return bool(named)


def _is_small(text: str, bounds: Bounds) -> bool:
    """Whether a text cannot pass the bounds, whatever its signs stand for."""
    groups = text.count("{")
    depth = groups + text.count("(") + text.count("[")
    patterns = sum(map(text.count, "./;,"))
    return depth <= bounds.depth and groups <= bounds.groups and patterns <= bounds.patterns


def disarm(text: str) -> str:
    r"""The query with every `service` spelt `\u0073ervice`, unless it ends a variable or a prefixed name.

    The engine has no switch for SERVICE and would call any address named. Within texts and IRIs the escape means the
    same; anywhere else the engine refuses it, so that no reading of the query but ours can reach the network.
    """
    if "SERVICE" not in text.upper():
        return text
    return _SERVICE.sub(lambda m: m[0] if m["name"] else f"\\u00{ord(m['first']):02x}", text)


def explain(error: SyntaxError, text: str, where: str | None) -> UsageError:
    """What is wrong with a query that was disarmed and could not be read, with line and column of the original."""
    found = _AT.match(str(error))
    if found is None:
        return UsageError(f"this is no SPARQL query ({error})", where=where, hint="see kg questions for examples")
    line, column, reason = int(found[1]), int(found[2]), found[3]
    keyword = _KEYWORD.match(reason)
    # The parser counts a lone keyword that it missed as read.
    column = max(1, column - len(keyword[1])) if keyword else column
    lines = text.split("\n")
    seen = lines[line - 1] if line <= len(lines) else ""
    if _ESCAPED.match(seen, column - 1):
        return _no_service()
    near = _ESCAPED.sub(lambda m: chr(int(m[0][2:], 16)), seen[column - 1 :]).strip()[:30]
    column -= _ESCAPE_GROWS * sum(1 for m in _ESCAPED.finditer(seen) if m.start() < column - 1)
    at = f"this is no SPARQL query at line {line}, column {column}, {f'near {near!r}' if near else 'at its end'}"
    return UsageError(at, where=where, hint=_reason(reason))


def _measure(tokens: list[tuple[str, str]], bounds: Bounds) -> None:
    within: list[str] = []
    groups = patterns = 0
    for kind, token in tokens:
        if kind == "open":
            raise UsageError(f"a text that begins with {token} is not closed", hint=f"close it with {token}")
        if token in "([{" and kind == "other":
            within.append(token)
            groups += token == "{"
        elif token in ")]}" and kind == "other":
            del within[-1:]
        elif token in "./;" or (token == "," and within[-1:] != ["("]):  # within round brackets stand arguments
            patterns += 1
        if len(within) > bounds.depth:
            raise _too_large(f"nests brackets deeper than {bounds.depth}")
        if groups > bounds.groups:
            raise _too_large(f"has more than {bounds.groups} groups in braces")
        if patterns > bounds.patterns:
            raise _too_large(f"has more than {bounds.patterns} triple patterns and steps of paths")


def _too_large(why: str) -> UsageError:
    return UsageError(f"the query {why}", hint="ask for less at a time, or download the plan as RDF")


def _no_service() -> UsageError:
    hint = "ask about what stands in this graph only, and leave SERVICE out"
    return UsageError("SERVICE would ask another server", hint=hint)


def _reason(reason: str) -> str:
    said = _SAID.search(reason)
    if said and said[0] == "Prefix not found":
        return f"declare the prefix; without declaring, {', '.join(prefixes())} are known"
    if said and said[0] == "IRI parsing failed":
        return "write the whole IRI, with its scheme"
    if said:
        return said[0][0].lower() + said[0][1:].rstrip()
    if reason.startswith("expected "):  # a list of all that might stand there
        return "what stands there does not fit"
    return " ".join(reason.split())[:80]


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "local":
            yield "name", match[0]
        elif kind == "run":
            for word in _WORD.findall(match[0]):
                yield "word" if word != "." else "other", word
        elif kind != "comment" and kind is not None:
            yield kind, match[0]
        if kind == "open":  # the rest cannot be told apart; looking for its end again and again would take long
            return
        if kind in ("name", "local") and match[0].endswith("."):
            yield "other", "."


def _from(tokens: list[tuple[str, str]]) -> Iterator[str]:
    """Graphs named by FROM and FROM NAMED; an unknown prefix is left to the parser."""
    known = dict(prefixes())
    for (_, before), (kind, token) in pairwise(tokens):
        if kind == "iri" and before.endswith(":"):
            known[before[:-1]] = token[1:-1]
    for n, (kind, token) in enumerate(tokens):
        if kind != "word" or token.upper() != "FROM":
            continue
        after = [t for t in tokens[n + 1 : n + 3] if t[1].upper() != "NAMED"]
        if after and after[0][0] == "iri":
            yield after[0][1][1:-1]
        elif after and after[0][0] == "name":
            prefix, _, local = after[0][1].partition(":")
            if prefix in known:
                yield known[prefix] + local
