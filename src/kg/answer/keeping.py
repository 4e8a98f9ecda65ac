"""The steps of counting out how long records are kept, in words, each with the rule and the place it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from kg.answer import counting, events, wording
from kg.answer.case import Case, values
from kg.answer.counting import Language
from kg.answer.custody import Stage
from kg.answer.told import place
from kg.catalogue import PlanView
from kg.model.answer import Layer, Step
from kg.model.fact import Fact
from kg.model.retention import RetentionRule
from kg.text import lexicon

if TYPE_CHECKING:
    from kg.answer.retention import Ruling

_LAYERS: dict[Layer, dict[Language, str]] = {
    "law": {"sv": "Lagen", "en": "The law"},
    "regulation": {"sv": "Föreskriften", "en": "The regulation"},
    "local": {"sv": "Den lokala rutinen", "en": "The local routine"},
}


def told(
    view: PlanView,
    rulings: Sequence[Ruling],
    chosen: Ruling,
    stages: Sequence[Stage],
    clash: Sequence[Layer],
    stays: Sequence[RetentionRule],
    holding: Sequence[RetentionRule],
    blocked: bool,
) -> Iterator[Step]:
    """What each layer says, who holds the records when, what stops the disposal, and where two layers differ."""
    for ruling in rulings:
        yield _step(view, ruling.rule, _ruling(ruling, "sv"), _ruling(ruling, "en"))
    if chosen.rule.action == "preserve" and any(ruling.rule.action == "destroy" for ruling in rulings):
        yield _step(
            view,
            chosen.rule,
            "Urvalet går före den allmänna gallringen: akten bevaras.",
            "The selection goes before the general disposal: the file is preserved.",
        )
    yield from chain(view, stages)
    if chosen.rule.action == "destroy":
        for rule in holding:
            yield _step(view, rule, *_held(rule, blocked))
    if clash:
        for rule in stays:
            yield _step(view, rule, *_left(rule))
        yield _clash(rulings, clash, bool(stays))


def split(view: PlanView, rules: Sequence[RetentionRule], case: Case) -> Iterator[Step]:
    """Two rules that draw the selection differently, each with its place, and what that means for the record."""
    if not rules:
        return
    drawn = [", ".join(v for c in rule.conditions if c.about == "birth_day" for v in values(c)) for rule in rules]
    for rule, days in zip(rules, drawn, strict=True):
        yield _step(view, rule, f"Här bevaras födda dag {days}.", f"Here those born on day {days} are preserved.")
    day = case.facts.get("birth_day")
    yield Step(
        does=f"Texten motsäger sig själv: urvalet är dag {drawn[0]} på ett ställe och dag {drawn[1]} på ett annat, "
        f"och dag {day} finns bara i det ena.",
        does_en=f"The text contradicts itself: the selection is day {drawn[0]} in one place and day {drawn[1]} in "
        f"another, and day {day} is only in one of them.",
    )


def chain(view: PlanView, stages: Sequence[Stage]) -> Iterator[Step]:
    """Who holds the records, from when until when, with the counting."""
    for number, stage in enumerate(stages):
        follows = stages[number + 1].holder.holder if number + 1 < len(stages) else None
        sv, en = _stage(stage, follows, number > 0, "sv"), _stage(stage, follows, number > 0, "en")
        if stage.rule is None:
            yield Step(does=sv, does_en=en)
        else:
            yield _step(view, stage.rule, sv, en)


def _step(view: PlanView, fact: Fact, sv: str, en: str) -> Step:
    return Step(does=sv, does_en=en, fact=view.iri(fact), source=place(fact.span))  # type: ignore[attr-defined]


def _ruling(ruling: Ruling, lang: Language) -> str:
    rule = ruling.rule
    by = f" ({', '.join(rule.legal)})" if rule.legal else ""
    said = f"{_LAYERS[ruling.layer][lang]}{by}: {wording.happens(rule.action or 'store', (), None, lang)}"
    if rule.period:
        joint = {"sv": "efter", "en": "after"} if rule.action in {"destroy", "transfer"} else {"sv": "i", "en": "for"}
        said += f" {joint[lang]} {counting.spoken(rule.period, lang)}"
        said += _from(ruling, lang)
    elif rule.process and rule.counted_from:
        said += {"sv": f" (när: {rule.counted_from})", "en": f" (when: {rule.counted_from})"}[lang]
    return f"{said}{_sum(ruling, lang)}{_finish(ruling, lang)}."


def _from(ruling: Ruling, lang: Language) -> str:
    if ruling.key is None and not ruling.rule.counted_from:
        return ""
    if ruling.rule.process and not ruling.rule.counted_from:
        return {
            "sv": f" (planen säger inte från när; räknas här från {_start(ruling, lang)})",
            "en": f" (the plan does not say from when; counted here from {_start(ruling, lang)})",
        }[lang]
    return {"sv": f", räknat från {_start(ruling, lang)}", "en": f", counted from {_start(ruling, lang)}"}[lang]


def _start(ruling: Ruling, lang: Language) -> str:
    if counting.from_year_end(ruling.rule.counted_from):
        return str(lexicon.load("events")["year_end"][lang])
    return events.name(ruling.key, lang) if ruling.key else str(ruling.rule.counted_from or "")


def _sum(ruling: Ruling, lang: Language) -> str:
    if ruling.arises is None or ruling.start is None or ruling.key is None or ruling.rule.period is None:
        return ""
    return f": {counting.written(_start(ruling, lang), ruling.start.first, ruling.rule.period, ruling.arises, lang)}"


def _finish(ruling: Ruling, lang: Language) -> str:
    if ruling.finish_by is None:
        return ""
    return {"sv": f"; gallringen klar senast {ruling.finish_by}", "en": f"; disposal done by {ruling.finish_by}"}[lang]


def _stage(stage: Stage, follows: str | None, later: bool, lang: Language) -> str:
    holder, rule = stage.holder, stage.rule
    said = {"sv": f"Hos {holder.holder}", "en": f"With {holder.holder}"}[lang]
    if holder.start:
        said += {"sv": f" från {holder.start}", "en": f" from {holder.start}"}[lang]
    if holder.until and rule is not None and rule.period and stage.start:
        name = events.name(stage.key, lang) if stage.key else {"sv": "från", "en": "from"}[lang]
        said += {"sv": " till ", "en": " until "}[lang] + f"{holder.until}: "
        said += counting.written(name, stage.start, rule.period, holder.until, lang)
    elif rule is not None and rule.period and later and stage.key:
        # Counted from the event and not from the handing over: it is no time that this holder alone has.
        length = counting.spoken(rule.period, lang)
        name = events.name(stage.key, lang)
        said += {"sv": f" till {length} efter {name}", "en": f" until {length} after {name}"}[lang]
    elif rule is not None and rule.period:
        said += {"sv": " i ", "en": " for "}[lang] + counting.spoken(rule.period, lang)
    if rule is not None and rule.action == "destroy":
        return said + {"sv": "; där gallras de.", "en": "; there they are destroyed."}[lang]
    return said + ({"sv": f"; därefter {follows}.", "en": f"; then {follows}."}[lang] if follows else ".")


def _held(rule: RetentionRule, blocked: bool) -> tuple[str, str]:
    while_ = "; ".join(value for c in rule.conditions if c.about == "condition" for value in values(c))
    about = f" ({while_})" if while_ else ""
    if blocked:
        return (
            f"Gallringen är stoppad så länge villkoret består{about}.",
            f"Disposal is stopped as long as the condition lasts{about}.",
        )
    return (
        f"Förutsatt att inget hindrar gallringen{about}.",
        f"Provided that nothing stops the disposal{about}.",
    )


def _left(rule: RetentionRule) -> tuple[str, str]:
    record, where = rule.record or "", rule.holder
    return (
        f"{_LAYERS['local']['sv']}: {record} ligger kvar{f' i {where}' if where else ''}, utan gräns i tid.",
        f"{_LAYERS['local']['en']}: {record} stays{f' in {where}' if where else ''}, without limit in time.",
    )


def _clash(rulings: Iterable[Ruling], clash: Sequence[Layer], stays: bool) -> Step:
    by_layer = {ruling.layer: ruling for ruling in rulings}
    first, second = (_LAYERS[layer] for layer in clash)
    one, other = by_layer[clash[0]], None if stays else by_layer.get(clash[1])
    sv = (
        _differ(one, other, "sv")
        if other
        else "den ena gallrar, digitalt som på papper, den andra låter ligga kvar i systemet utan gräns i tid"
    )
    en = (
        _differ(one, other, "en")
        if other
        else "one destroys, digital as on paper, the other leaves in the system without limit in time"
    )
    return Step(
        does=f"{first['sv']} och {second['sv'].lower()} motsäger varandra: {sv}. {first['sv']} går före.",
        does_en=f"{first['en']} and {second['en'].lower()} contradict each other: {en}. {first['en']} goes first.",
    )


def _differ(first: Ruling, second: Ruling, lang: Language) -> str:
    if first.rule.period != second.rule.period:
        periods = [counting.spoken(r.rule.period or "", lang) for r in (first, second)]
        return {"sv": f"{periods[0]} mot {periods[1]}", "en": f"{periods[0]} against {periods[1]}"}[lang]
    day = _day(second.arises)
    if first.arises and second.arises and second.arises < first.arises:
        return {"sv": f"{day} är före {first.arises}", "en": f"{day} is before {first.arises}"}[lang]
    return {"sv": f"{day} är efter {first.finish_by}", "en": f"{day} is after {first.finish_by}"}[lang]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
