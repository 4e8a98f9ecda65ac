"""Findings as JUnit XML, a suite for each plan and a case for each rule, for build servers that read nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from kg.lint import report, run
from kg.lint.rule import Found

_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def suites(found: Sequence[Found], lang: report.Language) -> str:
    """The report as XML text; an error or a warning fails its case, a note is only printed."""
    root = ET.Element("testsuites", name="kg lint")
    plans = list(dict.fromkeys(finding.plan for finding in found)) or ["kg"]
    codes = list(dict.fromkeys([*(rule.code for rule in run.rules() if rule.default), *(f.rule for f in found)]))
    for plan in plans:
        mine = [finding for finding in found if finding.plan == plan]
        failed = {finding.rule for finding in mine if finding.severity != "info"}
        suite = ET.SubElement(
            root, "testsuite", name=plan, tests=str(len(codes)), failures=str(len(failed)), errors="0"
        )
        for code in codes:
            _case(suite, plan, code, [finding for finding in mine if finding.rule == code], lang)
    ET.indent(root)
    return f"<?xml version='1.0' encoding='utf-8'?>\n{ET.tostring(root, encoding='unicode')}\n"


def _case(suite: ET.Element, plan: str, code: str, found: Sequence[Found], lang: report.Language) -> None:
    rule = report.ruled(code)
    name = f"{code} {rule.name if rule else found[0].name}"
    case = ET.SubElement(suite, "testcase", classname=plan, name=name)
    if not found:
        return
    text = "\n".join(f"{report.place(finding, lang)}: {report.told(finding, lang)}" for finding in found)
    kind = "system-out" if found[0].severity == "info" else "failure"
    told = ET.SubElement(case, kind)
    if kind == "failure":
        told.set("type", found[0].kind)
        told.set("message", f"{len(found)}")
    told.text = _FORBIDDEN.sub("�", text)
