"""The mapping of a comparison as a file: SSSOM (TSV), Turtle, and TOML for a person to review."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from kg.compare.said import Language, said, why
from kg.model.comparison import Compared, Comparison, Match, Reviewed

_SSSOM = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "mapping_date",
    "confidence",
    "comment",
)


def matched(found: Comparison) -> Iterator[tuple[Match, Compared, Compared]]:
    """Every match with its two units."""
    for row in found.rows:
        if row.match and row.left and row.right:
            yield row.match, row.left, row.right


def sssom(found: Comparison, lang: Language) -> str:
    """The mapping as SSSOM: a head of YAML comments, then a line for each match, tab between its fields.

    What was refused in review has a line too, with the modifier Not.
    """
    from kg.graph import iris
    from kg.graph.offering import LICENCE

    left, right = found.left.plan, found.right.plan
    head = [
        f'#mapping_set_id: "{iris.mapping_set(left, right)}"',
        f'#mapping_set_title: "{left} – {right}"',
        f'#license: "{LICENCE}"',
        f'#subject_source: "{iris.plan(left)}"',
        f'#object_source: "{iris.plan(right)}"',
        "#curie_map:",
        '#  skos: "http://www.w3.org/2004/02/skos/core#"',
        '#  semapv: "https://w3id.org/semapv/vocab/"',
        f'#  left: "{iris.unit(left, "")}"',
        f'#  right: "{iris.unit(right, "")}"',
    ]
    lines = ["\t".join(_SSSOM), *("\t".join(" ".join(str(field).split()) for field in f) for f in _lines(found, lang))]
    return "\n".join([*head, *lines]) + "\n"


def _lines(found: Comparison, lang: Language) -> Iterator[tuple[object, ...]]:
    for match, one, other in matched(found):
        yield (
            f"left:{one.code}", one.title, f"skos:{match.predicate}", "", f"right:{other.code}", other.title,
            match.justification, match.mapping_date or "", match.confidence, _comment(match, lang),
        )  # fmt: skip
    for each in found.refused:
        yield (
            f"left:{each.subject}", each.subject_label, f"skos:{each.predicate}", each.modifier,
            f"right:{each.object}", each.object_label,
            each.justification, found.reviewed or "", each.confidence, each.comment or "",
        )  # fmt: skip


def _comment(match: Match, lang: Language) -> str:
    return match.comment or "; ".join(why(reason, lang) for reason in match.reasons if reason.score)


def turtle(found: Comparison, lang: Language) -> str:
    """The mapping in RDF: SKOS between the units, and an axiom with the metadata of SSSOM for each."""
    from kg.graph import crosswalk

    told = (
        (match.model_copy(update={"comment": _comment(match, lang)}), one.title, other.title)
        for match, one, other in matched(found)
    )
    return crosswalk.proposed(found.left, found.right, told).decode()


def draft(found: Comparison, lang: Language) -> str:
    """A file for data/mappings: what was reviewed as it is, and what is proposed for a person to review.

    A proposal has a justification that data/mappings refuses, so that none gets in unread.
    """
    lines = [f"# {line}" for line in said(lang)["draft"].splitlines()]
    lines += [
        f"subject_plan = {_text(found.left.plan)}",
        f"object_plan = {_text(found.right.plan)}",
        f"mapping_date = {date.today().isoformat()}",
    ]
    for match, one, other in matched(found):
        lines += _entry(match, one.title, other.title, _comment(match, lang))
    for each in found.refused:
        lines += _entry(each, each.subject_label, each.object_label, each.comment, each.modifier)
    return "\n".join(lines) + "\n"


def _entry(
    one: Match | Reviewed, subject: str, object: str, comment: str | None, modifier: str | None = None
) -> list[str]:
    said = {
        "subject": one.subject,
        "subject_label": subject,
        "predicate": one.predicate,
        "modifier": modifier,
        "object": one.object,
        "object_label": object,
        "justification": one.justification,
        "confidence": one.confidence,
        "comment": comment,
    }
    return ["", "[[mapping]]", *(f"{name} = {_text(value)}" for name, value in said.items() if value not in (None, ""))]


def _text(value: object) -> str:
    """A value of TOML; its strings may be written as those of JSON."""
    return json.dumps(value, ensure_ascii=False)
