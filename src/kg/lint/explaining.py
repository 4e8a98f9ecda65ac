"""A rule explained to a person: what it finds and why, how to mend it, and an example."""

from __future__ import annotations

from collections.abc import Sequence

from kg.lint.rule import Rule

_SV = {
    "fix": "Åtgärd",
    "source": "Källa",
    "example": "Ger fynd",
    "mended": "Rättat",
    "since": "sedan",
    "off": "körs bara när den väljs",
    "unsure": "en bedömningsfråga",
}
_EN = {
    "fix": "To do",
    "source": "Source",
    "example": "Raises it",
    "mended": "Mended",
    "since": "since",
    "off": "runs only when chosen",
    "unsure": "a matter of judgement",
}


def text(rule: Rule, lang: str) -> str:
    """All that the rule's header says, as text of a page."""
    said = _EN if lang == "en" else _SV
    notes = [rule.severity, rule.kind, f"{said['since']} {rule.since}"]
    notes += [said["off"]] if not rule.default else []
    notes += [said["unsure"]] if not rule.certain else []
    parts = [f"{rule.code} {rule.name} ({', '.join(notes)})", getattr(rule.explanation, lang)]
    if rule.fix:
        parts.append(f"{said['fix']}: {getattr(rule.fix, lang)}")
    parts.append(f"{said['source']}: {rule.source}")
    parts += [f"{said[name]}:\n{_indented(getattr(rule, name))}" for name in ("example", "mended")]
    return "\n\n".join(parts) + "\n"


def _indented(sample: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in sample.strip().splitlines())


_SERIES = {
    "KG1": "Structure and numbering",
    "KG2": "Cross-references",
    "KG3": "Dispositions and recipients",
    "KG4": "Ownership, and change over time",
    "KG5": "Law",
    "KG6": "Wording and whole text",
    "KG7": "Handbooks and guidelines",
}


def index(rules: Sequence[Rule]) -> str:
    """The list of all rules in Markdown, which stands as queries/lint/README.md."""
    lines = [
        "# Lint rules",
        "",
        "Made from the rules themselves; a test holds it up to date. `kg rule CODE` explains one, with an example that",
        "raises it and the same example mended. A rule is one file: a query here, or a module of `kg.lint.rules` where",
        "likeness, intervals, rings or the running text are needed. In a query, the lines that begin with `#|` are the",
        "header, in TOML; its columns `where`, `record` and `fact` are codes, the name of a record, and identifiers of",
        "facts, and every column may stand in braces in the messages.",
        "",
        "An *error* makes an answer wrong or impossible, a *warning* makes it doubtful, *info* is worth knowing.",
        "A rule marked *off* runs only when its code, or ALL, is selected; one marked *judgement* is not certain.",
    ]
    for series, title in _SERIES.items():
        mine = [rule for rule in rules if rule.code.startswith(series)]
        lines += ["", f"## {series}xx {title}", "", "| rule | finds | kind | severity |", "|---|---|---|---|"]
        lines += [_row(rule) for rule in mine]
    return "\n".join(lines) + "\n"


def _row(rule: Rule) -> str:
    notes = [rule.severity, *([] if rule.default else ["off"]), *([] if rule.certain else ["judgement"])]
    first = rule.explanation.en.split(". ")[0].rstrip(".")
    return f"| {rule.code} {rule.name} | {first} | {rule.kind} | {', '.join(notes)} |"
