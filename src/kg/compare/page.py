"""A comparison as one HTML page that needs nothing else: tables with heads, no script, both themes."""

from __future__ import annotations

from html import escape

from kg.compare import report
from kg.compare.said import Language, said
from kg.model.comparison import Compared, Comparison, Row

_STYLE = """
:root { color-scheme: light dark; --line: #8885; --soft: #8882 }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; padding: 1rem 1.5rem 4rem; max-width: 80rem }
table { border-collapse: collapse; width: 100%; min-width: 44rem }
h1 { font-size: 1.6rem; line-height: 1.2; overflow-wrap: anywhere }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem }
tbody th { font-weight: 400 } tbody tr { border-top: 1px solid var(--line) } .scroll { overflow-x: auto }
.meaning-changed, .split, .merged { background: var(--soft) }
"""


def html(found: Comparison, lang: Language) -> str:
    """The page as text."""
    words = said(lang, found.manner)
    title = f"{words['heading']}: {found.left.plan} – {found.right.plan}"
    counts = ", ".join(f"{words[status]}: {n}" for status, n in found.counts.items())
    heads = (found.left.plan, words["relation"], found.right.plan, words["status"], words["why"])
    steps = "".join(
        f"<li>{escape(report.step(change, lang))}</li>" for change in found.changes if not change.moves_only
    )
    row = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    changed = f'<h2>{words["changes"]}</h2><ol lang="sv">{steps}</ol>' if found.changes else ""
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(title)}</h1><p>{escape(counts)}</p><p>{escape(words['meaning'])}</p>\n"
        f'<h2 id="rows">{words["rows"]}</h2><div class="scroll" tabindex="0" role="region" aria-labelledby="rows">'
        f"<table><thead><tr>{row}</tr></thead>\n"
        f"<tbody>{''.join(_row(row, found, lang) for row in found.rows)}</tbody></table></div>\n"
        f"{changed}\n</main>\n</body>\n</html>\n"
    )


def _row(row: Row, found: Comparison, lang: Language) -> str:
    words = said(lang, found.manner)
    relation = words[row.match.predicate] if row.match else "–"
    status = ", ".join(words[status] for status in row.changes)
    reasons = report.how(row, lang)
    return (
        f'<tr class="{row.status}"><th scope="row" lang="sv">{_unit(row.left)}</th><td>{escape(relation)}</td>'
        f'<td lang="sv">{_unit(row.right)}</td><td>{escape(status)}</td><td>{escape(reasons)}</td></tr>\n'
    )


def _unit(unit: Compared | None) -> str:
    return f"{escape(unit.code)} {escape(unit.title)}" if unit else "–"
