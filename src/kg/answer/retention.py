"""How long records are kept and by whom: law, regulation and local routine kept apart, counted out to days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from kg.answer import counting, custody, events, facts, keeping, layers
from kg.answer.case import Case, Truth, truth, values
from kg.answer.custody import Stage
from kg.answer.facts import Days
from kg.catalogue import PlanView
from kg.model.answer import FactValue, Layer, MissingFact, Retention, RetentionLayer, Status, Step
from kg.model.retention import RetentionRule

CLOSED = "avslutad"
"""The state of a file for which rules on keeping run; assumed where nobody says another."""
OWN_PROVIDER = "kommunal"
"""The provider that a municipality's own document speaks of where nobody says another."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """One rule under the facts: whether it holds, and the days it gives."""

    rule: RetentionRule
    layer: Layer
    holds: Truth
    key: str | None = None
    """Fact that dates the event it counts from."""
    start: Days | None = None
    arises: date | None = None
    """The day on which the period has run; None where its event is not dated to the day."""
    finish_by: date | None = None
    finish_rule: RetentionRule | None = None


@dataclass(frozen=True)
class Kept:
    """What the rules come to for one record."""

    status: Status
    retention: Retention | None
    deciding: Ruling | None = None
    rulings: tuple[Ruling, ...] = ()
    """What decides in each layer, law first."""
    stages: tuple[Stage, ...] = ()
    missing: tuple[MissingFact, ...] = ()
    steps: tuple[Step, ...] = ()
    legal: tuple[str, ...] = ()
    clash: tuple[Layer, ...] = ()

    def holder(self, day: date | None) -> str | None:
        """Who holds the records on the day; without a day, who has them at the end."""
        if day is not None and any(stage.holder.until for stage in self.stages):
            stage = custody.held_on(self.stages, day)
            return stage.holder.holder if stage else None
        rule = self.deciding.rule if self.deciding else None
        if rule is not None and rule.holder and rule.action not in {"destroy", "preserve"}:
            return rule.holder
        return self.stages[-1].holder.holder if self.stages else rule.holder if rule else None


def keep(
    view: PlanView, rules: Iterable[RetentionRule], case: Case, wants_day: bool = False, destroyed: bool = False
) -> Kept:
    """What the rules that concern a record say of it in this case.

    `wants_day` tells that the question is for a day, so that an undated event must be asked for; `destroyed` that it
    takes for granted that the record is to be destroyed. Where two layers give days which cannot both be kept, or
    other periods, the status is `conflict`, with both in `retention.layers`, the law's first.
    """
    return _Keeping(view, tuple(rules), _assumed(case), wants_day, destroyed).kept()


@dataclass(frozen=True)
class _Keeping:
    view: PlanView
    rules: tuple[RetentionRule, ...]
    case: Case
    wants_day: bool
    destroyed: bool = False
    held: list[RetentionRule] = field(default_factory=list)

    def kept(self) -> Kept:
        decided = {layer: self._decide(layer) for layer in layers.LAYERS}
        rulings = [ruling for found, _ in decided.values() if (ruling := found) is not None]
        asking = self._asked({key: None for _, lacking in decided.values() for key in lacking})
        chosen = _exception(rulings) or next(iter(rulings), None)
        if asking and not self.destroyed and self._stays():
            other = replace(self, destroyed=True).kept()
            if other.clash:
                return replace(other, retention=None, missing=asking)
        if chosen is None:
            status: Status = "needs-facts" if asking else "no-rule"
            return Kept(
                status, None, missing=asking, stages=self.stages, steps=tuple(keeping.chain(self.view, self.stages))
            )
        apart = () if self.blocked else layers.clash(chosen, rulings)
        clash = apart or (() if self.blocked else self._kept_on(chosen))
        stays = self._stays() if clash and not apart else []
        split = layers.split(self.rules, self.case)
        undated = self._undated(rulings if chosen.rule.action == "destroy" else [chosen])
        status = "needs-facts" if asking else ("conflict" if clash or split else "resolved")
        if self.wants_day and undated and status == "resolved" and not any(r.arises for r in rulings):
            status = "needs-facts"
        return Kept(
            status,
            None if asking else self._retention(chosen, rulings),
            chosen,
            tuple(rulings),
            self.stages,
            asking or undated,
            (
                *keeping.told(self.view, rulings, chosen, self.stages, clash, stays, self.holding, self.blocked),
                *keeping.split(self.view, split, self.case),
            ),
            tuple(dict.fromkeys(law for ruling in rulings for law in ruling.rule.legal)),
            clash or tuple(layers.layer_of(rule) for rule in split),
        )

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The custody chain of the rules that may hold."""
        live = [rule for rule in self.rules if self._holds(rule) is not False and not layers.forbids(rule)]
        own = [rule for rule in live if layers.layer_of(rule) == "local"] or live
        return custody.chain(own, [rule for rule in own if self._holds(rule) is None], self.case)

    @cached_property
    def holding(self) -> tuple[RetentionRule, ...]:
        """Rules that forbid disposal for as long as something lasts, and may hold."""
        return tuple(rule for rule in self.rules if layers.forbids(rule) and self._provided(rule) is not False)

    @cached_property
    def blocked(self) -> bool:
        """Whether such a rule surely holds."""
        return any(self._holds(rule) is True and rule.conditions for rule in self.holding)

    def _kept_on(self, chosen: Ruling) -> tuple[Layer, ...]:
        """Where the routine lets lie, for good, in one form what the law destroys in any."""
        destroys = chosen.layer != "local" and chosen.rule.action == "destroy"
        return (chosen.layer, "local") if destroys and self._stays() else ()

    def _stays(self) -> list[RetentionRule]:
        """Rules of the routine that let lie for good what is in the record's form."""
        return [
            rule
            for rule in self.rules
            if rule.action == "store" and rule.period is None and self._holds(rule) is True
            if layers.layer_of(rule) == "local" and any(c.about == "medium" for c in rule.conditions)
        ]

    def _decide(self, layer: Layer) -> tuple[Ruling | None, tuple[str, ...]]:
        """The ruling of a layer: the most specific rule that holds, and the facts that a more specific one lacks."""
        own = [r for r in self.rules if layers.layer_of(r) == layer and not layers.forbids(r)]
        ends = [r for r in own if r.action == "preserve" or (r.action == "destroy" and (r.period or not r.finish_by))]
        ranked = sorted(ends, key=lambda r: (-_special(r), not r.period))
        best = next((r for r in ranked if self._holds(r) is True), None)
        if self.destroyed:
            ranked = [r for r in ranked if r.action == "destroy"]
            best = best or next((r for r in ranked if self._holds(r) is None), None)
        open_ = [r for r in ranked if self._holds(r) is None and (best is None or _special(r) > _special(best))]
        if best is None and not open_:
            stored = [r for r in own if r.period and self._holds(r) is True]
            best = next(iter(stored), None) if layer == "local" else None
        apart = {(r.action, r.period) for r in open_} | ({(best.action, best.period)} if best else set())
        lacking = tuple(key for r in open_ for key in self._unknown(r)) if len(apart) > 1 or best is None else ()
        return (None if best is None or lacking else self._ruled(best, layer)), lacking

    def _ruled(self, rule: RetentionRule, layer: Layer) -> Ruling:
        # a row of a plan that names an event which no fact dates runs from that, and from nothing else
        key = events.key_of(rule) or ("closed" if rule.period and not (rule.process and rule.counted_from) else None)
        if counting.from_year_end(rule.counted_from):
            key = events.key_of(rule) or events.key_of_year(self.case.facts)
        start = self.case.days(key) if key else None
        if start and counting.from_year_end(rule.counted_from):
            start = Days(counting.after_year(start.first), counting.after_year(start.last))
        ruling = Ruling(rule, layer, True, key, start)
        finish = rule if rule.finish_by else self._finishing(rule, layer)
        if start is None or rule.period is None or self.blocked:
            return replace(ruling, finish_rule=finish)
        ends = [counting.after(day, rule.period) for day in (start.first, start.last)]
        last = [counting.finished(day, finish.finish_by) for day in ends] if finish and finish.finish_by else [None]
        return replace(
            ruling,
            arises=ends[0] if len(set(ends)) == 1 else None,
            finish_by=last[0] if len(set(last)) == 1 else None,
            finish_rule=finish,
        )

    def _finishing(self, rule: RetentionRule, layer: Layer) -> RetentionRule | None:
        """The rule of the same layer that says by when disposal must be done: the next in the text."""
        if rule.action != "destroy":
            return None
        after = [
            r
            for r in self.view.plan.retention_rules
            if r.finish_by and layers.layer_of(r) == layer and r.span.first >= rule.span.first
        ]
        return min(after, key=lambda r: r.span.first, default=None)

    def _holds(self, rule: RetentionRule) -> Truth:
        found = [truth(condition, self.case, rule.conditions) for condition in rule.conditions]
        return False if False in found else None if None in found else True

    def _provided(self, rule: RetentionRule) -> Truth:
        found = [truth(c, self.case, rule.conditions) for c in rule.conditions if c.about == "provider"]
        return False not in found

    def _unknown(self, rule: RetentionRule) -> Iterable[str]:
        return (facts.asked_by(c.about) for c in rule.conditions if truth(c, self.case, rule.conditions) is None)

    def _asked(self, keys: Iterable[str]) -> tuple[MissingFact, ...]:
        return tuple(self._question(key) for key in keys)

    def _question(self, key: str) -> MissingFact:
        told = facts.keys()[key]
        conditions = [c for rule in self.rules for c in rule.conditions if facts.asked_by(c.about) == key]
        named = tuple(dict.fromkeys(value for c in conditions for value in values(c))) or told.values
        leads = {}
        for value in (*named, *_others(key, named)):
            found = _Keeping(self.view, self.rules, self.case.knowing({key: _typed(key, value)}), False).kept()
            leads[value] = (found.retention.action if found.retention else found.status) or found.status
        return MissingFact(
            fact=key, question=told.question, question_en=told.question_en, values=tuple(leads), leads_to=leads
        )

    def _undated(self, rulings: Sequence[Ruling]) -> tuple[MissingFact, ...]:
        keys = dict.fromkeys(
            r.key for r in rulings if r.key and r.arises is None and r.rule.period and not self.blocked
        )
        return tuple(
            MissingFact(fact=key, question=facts.keys()[key].question, question_en=facts.keys()[key].question_en)
            for key in keys
        )

    def _retention(self, chosen: Ruling, rulings: Sequence[Ruling]) -> Retention:
        ends = (
            [r for r in rulings if r.rule.action == chosen.rule.action] if chosen.rule.action == "destroy" else [chosen]
        )
        dated = next((r for r in ends if r.arises or r.finish_by), chosen)
        action = chosen.rule.action or "store"
        return Retention(
            action="store" if self.blocked and action == "destroy" else action,
            earliest=dated.arises,
            finish_by=dated.finish_by,
            chain=tuple(stage.holder for stage in self.stages),
            period=chosen.rule.period,
            held=self.blocked and action == "destroy",
            layers=tuple(self._layer(ruling) for ruling in rulings),
        )

    def _layer(self, ruling: Ruling) -> RetentionLayer:
        rule = ruling.rule
        return RetentionLayer(
            layer=ruling.layer,
            action=rule.action,
            period=rule.period,
            counted_from=rule.counted_from,
            earliest=ruling.arises,
            finish_by=ruling.finish_by,
            legal=rule.legal,
            iri=self.view.iri(rule),
        )


def _special(rule: RetentionRule) -> int:
    return len([c for c in rule.conditions if c.about != "provider" and c.op != "not"])


def _exception(rulings: Sequence[Ruling]) -> Ruling | None:
    """A selection that preserves what the general duty would destroy goes before that duty."""
    chosen = [r for r in rulings if r.rule.action == "preserve" and r.rule.conditions]
    return chosen[0] if chosen else None


def _assumed(case: Case) -> Case:
    """The case with what goes without saying: the document's own provider, and a closed file where its day is known."""
    more: dict[str, FactValue] = {} if "provider" in case.facts else {"provider": OWN_PROVIDER}
    if "status" not in case.facts or "closed" in case.facts:
        more["status"] = CLOSED
    return replace(case, facts={**events.completed(dict(case.facts)), **more})


def _others(key: str, named: Sequence[str]) -> tuple[str, ...]:
    """A value that none of the rules names, so that the answer under "any other" is shown too."""
    if key != "birth_day":
        return ()
    return tuple(str(day) for day in range(1, 32) if str(day) not in named)[:1]


def _typed(key: str, value: str) -> FactValue:
    return int(value) if facts.keys()[key].type == "int" and value.isdecimal() else value
