"""Findings as a SARIF 2.1.0 log, for code hosts and build servers; fingerprints survive renumbering."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from kg import __version__
from kg.lint import report
from kg.lint.rule import Found

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def log(found: Sequence[Found], lang: report.Language) -> str:
    """The log as JSON text; `lang` is the language of its messages."""
    codes = list(dict.fromkeys(finding.rule for finding in found))
    driver = {
        "name": "kg lint",
        "version": __version__,
        "semanticVersion": __version__,
        "language": lang,
        "rules": [_rule(code, found, lang) for code in codes],
    }
    results = [_result(finding, codes.index(finding.rule), lang) for finding in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(code: str, found: Sequence[Found], lang: report.Language) -> dict[str, Any]:
    rule = report.ruled(code)
    first = next(finding for finding in found if finding.rule == code)
    told: dict[str, Any] = {
        "id": code,
        "name": "".join(word.capitalize() for word in first.name.split("-")),
        "defaultConfiguration": {"level": _LEVELS[first.severity]},
        "properties": {"kind": first.kind},
    }
    if rule is not None:
        told["shortDescription"] = {"text": rule.name.replace("-", " ")}
        told["fullDescription"] = {"text": getattr(rule.explanation, lang)}
        if rule.fix:
            told["help"] = {"text": getattr(rule.fix, lang)}
    return told


def _result(finding: Found, index: int, lang: report.Language) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": report.told(finding, lang)},
        "locations": [_location(finding)],
        "partialFingerprints": {"kgFinding/v1": finding.fingerprint},
        "properties": {"certain": finding.certain, "corrected": finding.corrected, "evidence": list(finding.evidence)},
    }
    fix = report.fixed(finding, lang)
    if fix:
        result["properties"]["fix"] = fix
    return result


def _location(finding: Found) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": f"data/plans/{finding.plan}/facts.json"}}
    logical = [{"name": code, "fullyQualifiedName": f"{finding.plan}/{code}"} for code in finding.where]
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding.lines:
        location["properties"] = {"sourceLines": list(finding.lines)}
    if logical:
        location["logicalLocations"] = logical
    return location
