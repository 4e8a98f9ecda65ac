"""Findings as one HTML page that needs nothing else: headings to walk by, tables with heads, no script, both themes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kg.lint import report
from kg.lint.rule import Found

_STYLE = """
:root { color-scheme: light dark; --line: #8885; --page: #fff; --text: #1a1a1a }
:root { --error: #b3261e; --warning: #8a5a00; --info: #1f5f99 }
@media (prefers-color-scheme: dark) {
  :root { --error: #ff8a80; --warning: #ffc766; --info: #8ec7ff; --page: #161616; --text: #eee }
}
html { background: var(--page); color: var(--text) } a { color: var(--info) }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; padding: 1rem 1.5rem 4rem; max-width: 70rem }
h1 { margin-bottom: 0 } h2 { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1rem }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .4rem .6rem }
tbody tr { border-top: 1px solid var(--line) } td:first-child { max-width: 16rem; overflow-wrap: anywhere }
.error { color: var(--error) } .warning { color: var(--warning) } .info { color: var(--info) }
.mark { font-weight: 600 } nav ul { columns: 2 20rem; padding-left: 1.2rem } .scroll { overflow-x: auto }
"""
_WORDS = {
    "sv": {
        "title": "Granskning av planer",
        "contents": "Regler",
        "place": "Plats",
        "found": "Fynd",
    },
    "en": {
        "title": "Review of plans",
        "contents": "Rules",
        "place": "Place",
        "found": "Finding",
    },
}


def html(found: Sequence[Found], lang: report.Language) -> str:
    """The page as text."""
    words = _WORDS[lang]
    groups = [(code, list(group)) for code, group in report.by_rule(found)]
    links = "".join(
        f'<li><a href="#{code}-{group[0].severity}">{code} {escape(group[0].name)}</a> '
        f'<span class="mark {group[0].severity}">{report.said(lang)[group[0].severity]}</span> ({len(group)})</li>'
        for code, group in groups
    )
    body = "".join(_section(code, group, lang) for code, group in groups) or f"<p>{report.said(lang)['none']}</p>"
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{words['title']}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<header><h1>{words['title']}</h1><p>{report.summary(found, lang)}</p></header>\n"
        f'<nav aria-labelledby="contents"><h2 id="contents">{words["contents"]}</h2><ul>{links}</ul></nav>\n'
        f"<main>\n{body}</main>\n</body>\n</html>\n"
    )


def _section(code: str, found: Sequence[Found], lang: report.Language) -> str:
    words, first, rule = _WORDS[lang], found[0], report.ruled(code)
    id = f"{code}-{first.severity}"
    why = f"<p>{escape(getattr(rule.explanation, lang))}</p>" if rule else ""
    fixes = [fix for fix in dict.fromkeys(report.fixed(finding, lang) for finding in found) if fix]
    do = "".join(f"<p><strong>{report.said(lang)['do']}:</strong> {escape(fix)}</p>" for fix in fixes[:3])
    rows = "".join(
        f"<tr><td>{escape(report.place(finding, lang))}</td>"
        f"<td>{escape(report.told(finding, lang))}{escape(report.marks(finding, lang))}</td></tr>"
        for finding in found
    )
    return (
        f'<section><h2 id="{id}">{code} {escape(first.name)} '
        f'<span class="mark {first.severity}">{report.said(lang)[first.severity]}</span></h2>{why}{do}'
        f'<div class="scroll" tabindex="0" role="region" aria-labelledby="{id}"><table><thead><tr>'
        f'<th scope="col">{words["place"]}</th><th scope="col">{words["found"]}</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div></section>\n"
    )
