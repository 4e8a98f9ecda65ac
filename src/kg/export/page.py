"""A plan as one accessible HTML file: units with records, rules and references, then every other list as a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Literal, Protocol

from kg.model.cells import written
from kg.model.disposition import DispositionRule
from kg.model.fact import Fact, Span
from kg.text import lexicon

if TYPE_CHECKING:
    from kg.catalogue import PlanView
    from kg.model.plan import CrossReference, Process, RecordType
    from kg.model.retention import RetentionRule

Language = Literal["sv", "en"]
Link = Callable[[str], str]
"""The address of a unit, by its code."""
STYLE = """
:root { color-scheme: light dark; --line: #8886; --quiet: #57606a; --link: #0b57a4 }
@media (prefers-color-scheme: dark) { :root { --quiet: #b0b8c0; --link: #8ec7ff } }
body { font: 1rem/1.55 system-ui, sans-serif; margin: 0 auto; padding: 1rem 1.25rem 4rem; max-width: 62rem }
a { color: var(--link) } h1 { line-height: 1.2 } h2, h3, h4 { margin-top: 2.2rem; line-height: 1.25 }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .35rem .6rem }
tbody tr { border-top: 1px solid var(--line) } caption { text-align: left; font-weight: 600; padding: .4rem .6rem }
.scroll { overflow-x: auto } .quiet { color: var(--quiet) } td { overflow-wrap: anywhere; min-width: 5rem }
nav ul { padding-left: 1.2rem; list-style: none } .ended > a { text-decoration: line-through }
.skip { position: absolute; left: -99rem } .skip:focus { left: 1rem }
@media print { nav { display: none } section { break-inside: avoid } }
"""
_OF_UNITS = ("processes", "record_types", "cross_references", "disposition_rules", "retention_rules")
_PERIOD = re.compile(r"P(\d+)([YMWD])\Z")


class Words(Protocol):
    """What puts rules into words: `kg.answer.wording`, which this floor may not call by itself."""

    def outcome(self, rule: DispositionRule, lang: Language, /) -> str:
        """What a rule says happens."""

    def conditions(self, rule: DispositionRule, lang: Language, /) -> str:
        """The conditions of a rule."""


def whole(view: PlanView, about: Mapping[str, str], words: Words, lang: Language = "sv") -> bytes:
    """The plan as one file that needs nothing else; `about` has the title and the publisher of its document."""

    def link(code: str) -> str:
        return f"#{anchor(code)}"

    units = "".join(
        f'<section aria-labelledby="{anchor(u.code)}">{heading(u, lang)}{unit(view, u, words, lang, link)}</section>\n'
        for u in view.plan.processes
    )
    contents = f'<nav aria-label="{said("contents", lang)}">{tree(view, lang, link)}</nav>\n' if units else ""
    body = f"{intro(view, about, lang)}{contents}{units}{lists(view, lang)}"
    return framed(about.get("title", view.slug), body, lang, f"<style>{STYLE}</style>").encode()


def framed(title: str, body: str, lang: Language, style: str, above: str = "") -> str:
    """A page with its head; `above` goes before its main part."""
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(title)}</title>\n'
        f'{style}\n</head>\n<body>\n<a class="skip" href="#main">{said("skip", lang)}</a>\n{above}'
        f'<main id="main">\n{body}</main>\n</body>\n</html>\n'
    )


def intro(view: PlanView, about: Mapping[str, str], lang: Language) -> str:
    """Title, publisher and edition."""
    title = f'<h1 lang="sv">{escape(about.get("title", view.slug))}</h1>'
    pairs = [("issuer", about.get("issuer")), ("issued", about.get("issued")), ("valid_from", about.get("valid_from"))]
    pairs += [("document", view.plan.document), ("sha256", view.plan.sha256[:12])]
    labels = lexicon.load("workbook")["about"]
    told = " · ".join(f"{escape(labels[name][lang == 'en'])}: {escape(value)}" for name, value in pairs if value)
    return f'{title}\n<p class="quiet">{told}</p>\n'


def tree(view: PlanView, lang: Language, link: Link, parent: str = "") -> str:
    """The units below a unit as nested lists."""
    items = "".join(
        f'<li{" class=ended" if u.ended else ""}><a href="{escape(link(u.code))}" lang="sv">{escape(u.code)} '
        f"{escape(u.title)}</a>{_dates(u, lang)}{tree(view, lang, link, u.code)}</li>"
        for u in view.children.get(parent, ())
    )
    return f"<ul>{items}</ul>" if items else ""


def anchor(code: str) -> str:
    """What a unit is called within a page, or as a file."""
    return f"e-{re.sub(r'[^0-9A-Za-z.-]', '-', code)}"


def heading(u: Process, lang: Language) -> str:
    """The heading of a unit, as deep as it stands."""
    depth = min(2 + (u.code.count(".") if u.parent else 0), 6)
    title = f'<span lang="sv">{escape(u.title)}</span>'
    return f'<h{depth} id="{anchor(u.code)}">{escape(u.code)} {title}{_dates(u, lang)}</h{depth}>'


def unit(view: PlanView, u: Process, words: Words, lang: Language, link: Link) -> str:
    """All that a plan says of a unit, without its heading."""
    after = ", ".join(f'<a href="{escape(link(code))}">{escape(code)}</a>' for code in u.successors)
    parts = [f'<p lang="sv">{escape(u.summary)}</p>' if u.summary else ""]
    parts += [f"<p>{said('after', lang)} {after}.</p>" if after else ""]
    own = [r for r in view.rules.get(u.code, ()) if not r.applies_to]
    items = [f"<li>{escape(_rule(r, words, lang))} {_place(r.span, lang)}</li>" for r in own]
    parts.append(f"<p>{said('rules', lang)}</p><ol>{''.join(items)}</ol>" if items else "")
    records = view.records.get(u.code, ())
    rows = [[_swedish(r.name), _becomes(view, r, words, lang), _place(r.span, lang)] for r in records]
    parts.append(table(said("records", lang), [said(h, lang) for h in ("record", "becomes", "place")], rows))
    named = {r.name.casefold() for r in records}
    rest = [r for r in view.rules.get(u.code, ()) if r.applies_to and r.applies_to.casefold() not in named]
    more = [[_swedish(r.applies_to or ""), escape(_rule(r, words, lang)), _place(r.span, lang)] for r in rest]
    parts.append(table(said("special", lang), [said(h, lang) for h in ("subject", "becomes", "place")], more))
    sent = [_reference(view, r, lang, link) for r in view.references_from.get(u.code, ())]
    heads = [said(h, lang) for h in ("subject", "sent", "place")]
    return "".join([*parts, table(said("references", lang), heads, sent)])


def lists(view: PlanView, lang: Language) -> str:
    """Every list that is of no unit, each a table with the columns that are filled."""
    labels = lexicon.load("workbook")
    out = []
    for name in type(view.plan).model_fields:
        facts = getattr(view.plan, name)
        if isinstance(facts, tuple) and facts and name not in _OF_UNITS:
            title = labels["sheets"].get(name, [name, name])[lang == "en"]
            out.append(
                f'<section aria-labelledby="l-{name}"><h2 id="l-{name}">{title}</h2>{_listed(facts, lang)}</section>\n'
            )
    return "".join(out)


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with its caption, nothing where it has no rows; cells are markup, empty columns are left out."""
    rows = list(rows)
    if not rows:
        return ""
    filled = [at for at in range(len(heads)) if any(row[at] for row in rows)]
    body = "".join(f"<tr>{''.join(f'<td>{row[at]}</td>' for at in filled)}</tr>\n" for row in rows)
    top = "".join(f'<th scope="col">{escape(heads[at])}</th>' for at in filled)
    named = escape(caption)
    return (
        f'<div class="scroll" role="group" tabindex="0" aria-label="{named}"><table><caption>{named}</caption>'
        f"<thead><tr>{top}</tr></thead>\n<tbody>\n{body}</tbody></table></div>\n"
    )


def said(key: str, lang: Language) -> str:
    """A word of these pages."""
    return str(lexicon.load("workbook")["page"][key][lang == "en"])


def _listed(facts: Sequence[Fact], lang: Language) -> str:
    fields = lexicon.load("workbook")["fields"]
    kind = type(facts[0])
    filled = [f for f in kind.model_fields if f != "span" and any(written(getattr(fact, f)) for fact in facts)]
    heads = [*(fields.get(f, [f, f])[lang == "en"] for f in filled), said("place", lang)]
    rows = [
        [*(_swedish(written(getattr(fact, f))) for f in filled), _place(fact.span, lang)]  # type: ignore[attr-defined]
        for fact in facts
    ]
    return table(f"{len(facts)} {said('rows', lang)}", heads, rows)


def _becomes(view: PlanView, record: RecordType, words: Words, lang: Language) -> str:
    """What the rules that name a record say: how long it is kept, or where it goes."""
    name = record.name.casefold()
    kept = [r for r in view.plan.retention_rules if r.process == record.process and (r.record or "").casefold() == name]
    told = [_kept(r, words, lang) for r in kept]
    if not told:
        rules = view.rules.get(record.process, ())
        told = [_rule(r, words, lang) for r in rules if r.applies_to and r.applies_to.casefold() == name]
    return "<br>".join(escape(line) for line in told)


def _kept(rule: RetentionRule, words: Words, lang: Language) -> str:
    as_rule = DispositionRule.model_construct(
        process="", order=0, action=rule.action, conditions=rule.conditions, recipients=(), recipient_logic=None
    )
    after = rule.counted_from and f"{said('from', lang)} {rule.counted_from}"
    parts = [words.outcome(as_rule, lang), _period(rule.period, lang), after]
    return " ".join(filter(None, parts)) + _when(words.conditions(as_rule, lang), lang)


def _rule(rule: DispositionRule, words: Words, lang: Language) -> str:
    rest = f"{said('otherwise', lang)}: " if rule.otherwise else ""
    return f"{rest}{words.outcome(rule, lang)}{_when(words.conditions(rule, lang), lang)}"


def _when(conditions: str, lang: Language) -> str:
    return f" – {said('when', lang)} {conditions}" if conditions else ""


def _period(period: str | None, lang: Language) -> str:
    found = _PERIOD.match(period or "")
    if not found:
        return period or ""
    one, many = lexicon.load("workbook")["lengths"][found[2]][lang == "en"]
    return f"{found[1]} {one if found[1] == '1' else many}"


def _reference(view: PlanView, r: CrossReference, lang: Language, link: Link) -> list[str]:
    target = view.processes.get(r.target or "")
    title = r.cited_title or (target.title if target else "")
    shown = _swedish(f"{r.target or ''} {title}".strip() or r.to or "")
    shown = f'<a href="{escape(link(target.code))}">{shown}</a>' if target else shown
    outside = f" ({said('outside', lang)})" if r.external else ""
    return [_swedish(r.subject or ""), f"{_swedish(r.verb)} {shown}{outside}", _place(r.span, lang)]


def _swedish(text: str) -> str:
    lines = "<br>".join(map(escape, text.split("\n")))
    return f'<span lang="sv">{lines}</span>' if text else ""


def _dates(u: Process, lang: Language) -> str:
    told = [(said("added", lang), u.added), (said("ended", lang), u.ended)]
    return "".join(f' <span class="quiet">({word} {day.isoformat()})</span>' for word, day in told if day)


def _place(span: Span, lang: Language) -> str:
    lines = str(span.first) if span.first == span.last else f"{span.first}–{span.last}"
    page = f"{said('of_page', lang)} {span.page}" if span.page else f"{said('line', lang)} {lines}"
    return f'<span class="quiet">{escape(span.cell or page)}</span>'
