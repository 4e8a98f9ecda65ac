"""A rule explained to a person: what it finds and why, how to mend it, and an example."""

from __future__ import annotations

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
