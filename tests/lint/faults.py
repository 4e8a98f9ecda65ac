"""A clean made-up plan, and faults planted in it: each with the rule that must catch it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from typing import Any

from kg.lint.sample import Sample, read
from kg.model.disposition import Condition
from kg.model.plan import Plan

CLEAN = """
units = [
  "1 VO Styra", "1.1 P Planera arbetet", "1.2 P Leda personalen",
  "2 VO Stödja", "2.1 PG Hantera inköp", "2.1.1 P Köpa in varor", "2.1.2 P Upphandla tjänster",
  { unit = "2.1.3 P Beställa varor", ended = 2020-01-01, successors = ["2.1.1"] },
  "2.2 PG Hantera ekonomi", "2.2.1 P Betala leverantörer", "2.2.2 P Fakturera kunder",
  "2.2.3 P Bokföra händelser",
  "3 VO Tillhandahålla bibliotek", "3.1 P Låna ut böcker", "3.2 P Ordna utställningar",
]
references = [
  { source = "1.1", subject = "underlag", cited_level = "P", target = "2.2.3", cited_title = "Bokföra händelser" },
  { source = "2.1.1", subject = "ramavtal", cited_level = "P", target = "2.1.2", cited_title = "Upphandla tjänster" },
  { source = "2.2.1", subject = "påminnelser", cited_level = "P", target = "2.2.2", cited_title = "Fakturera kunder" },
  { source = "3.1", subject = "boklistor", cited_level = "P", target = "3.2", cited_title = "Ordna utställningar" },
  { source = "3.2", subject = "rapport", cited_level = "P", target = "1.1", cited_title = "Planera arbetet" },
]
rules = [
  { process = "1.1", action = "preserve" },
  { process = "1.2", action = "transfer", recipients = ["nämnden för skog"], recipient_logic = "single" },
  { process = "2.1.1", action = "transfer", recipients = ["nämnden för skog"], recipient_logic = "single" },
  { process = "2.1.2", action = "transfer", recipients = ["nämnden för skog"], recipient_logic = "single" },
  { process = "2.1.3", action = "preserve" },
  { process = "2.2.1", action = "transfer", recipients = ["nämnden för vatten"], recipient_logic = "single" },
  { process = "2.2.2", action = "destroy", conditions = [
    { about = "date", op = "before", value = "2019-01-01", at = 2019-01-01, of = "handling" },
  ] },
  { process = "2.2.2", action = "preserve", conditions = [
    { about = "date", op = "on-or-after", value = "2019-01-01", at = 2019-01-01, of = "handling" },
  ] },
  { process = "2.2.3", action = "preserve" }, { process = "3.1", action = "destroy" },
  { process = "3.2", action = "preserve" },
]
citations = [{ text = "arkivlagen (1990:782)", law = "arkivlagen", sfs = "1990:782", cited_by = "1.1" }]

[[statutes]]
number = "1990:782"
kind = "act"
title = "Arkivlag (1990:782)"
in_force_from = 1991-07-01

[[statutes]]
number = "1980:100"
kind = "act"
title = "Sekretesslag (1980:100)"
in_force_until = 2009-06-29
replaced_by = ["2009:400"]

[[statutes]]
number = "2009:400"
kind = "act"
title = "Offentlighets- och sekretesslag (2009:400)"
in_force_from = 2009-06-30

[records]
"1.1" = ["verksamhetsplan", "budget"]
"1.2" = ["delegationsordning", "mötesanteckning"]
"2.1.1" = ["beställning", "orderbekräftelse"]
"2.1.2" = ["anbud", "tilldelningsbeslut"]
"2.1.3" = ["beställning"]
"2.2.1" = ["leverantörsfaktura", "utbetalningslista"]
"2.2.2" = ["kundfaktura", "kravbrev"]
"2.2.3" = ["huvudbok", "verifikation"]
"3.1" = ["låntagarregister", "lånekvitto"]
"3.2" = ["utställningskatalog", "affisch"]
"""

Fault = Callable[[Plan, random.Random], Plan]


def clean() -> Sample:
    return read(CLEAN)


def _with(plan: Plan, facts_of: str, at: int, /, **more: Any) -> Plan:
    facts = list(getattr(plan, facts_of))
    facts[at] = facts[at].model_copy(update=more)
    return plan.model_copy(update={facts_of: tuple(facts)})


def _pick(plan: Plan, name: str, chance: random.Random, wanted: Callable[[Any], bool] = bool) -> int:
    return chance.choice([at for at, fact in enumerate(getattr(plan, name)) if wanted(fact)])


def swapped_digit(plan: Plan, chance: random.Random) -> Plan:
    at = _pick(plan, "cross_references", chance)
    return _with(plan, "cross_references", at, target=chance.choice(["2.1.9", "7.1", "2.9", "3.12"]), cited_title=None)


def renamed_title(plan: Plan, chance: random.Random) -> Plan:
    at = _pick(plan, "cross_references", chance)
    title = str(plan.cross_references[at].cited_title)
    cut = chance.randrange(1, len(title) - 1)
    return _with(plan, "cross_references", at, cited_title=title[:cut] + title[cut + 1 :])


def ended_target(plan: Plan, chance: random.Random) -> Plan:
    at = _pick(plan, "cross_references", chance)
    return _with(plan, "cross_references", at, target="2.1.3", cited_title="Beställa varor")


def wrong_level(plan: Plan, chance: random.Random) -> Plan:
    return _with(plan, "cross_references", _pick(plan, "cross_references", chance), cited_level="PG")


def whole_group(plan: Plan, chance: random.Random) -> Plan:
    at = _pick(plan, "cross_references", chance)
    return _with(plan, "cross_references", at, target="2.1", cited_title="Hantera inköp", cited_level="PG")


def lost_code(plan: Plan, chance: random.Random) -> Plan:
    at = _pick(plan, "cross_references", chance)
    gone = {"target": None, "cited_title": None, "cited_level": None, "to": "berörd process"}
    return _with(plan, "cross_references", at, **gone)


def ring(plan: Plan, chance: random.Random) -> Plan:
    at = _pick(plan, "cross_references", chance)
    there = plan.cross_references[at]
    titles = {process.code: process.title for process in plan.processes}
    back = there.model_copy(
        update={"source": there.target, "target": there.source, "cited_title": titles[there.source]}
    )
    return plan.model_copy(update={"cross_references": (*plan.cross_references, back)})


def to_itself(plan: Plan, chance: random.Random) -> Plan:
    at = _pick(plan, "cross_references", chance)
    source = plan.cross_references[at].source
    return _with(plan, "cross_references", at, target=source, cited_title=None)


def sent_yet_listed(plan: Plan, chance: random.Random) -> Plan:
    reference = plan.cross_references[_pick(plan, "cross_references", chance)]
    record = plan.record_types[0].model_copy(update={"process": reference.source, "name": str(reference.subject)})
    return plan.model_copy(update={"record_types": (*plan.record_types, record)})


def doubled_owner(plan: Plan, chance: random.Random) -> Plan:
    kept = {rule.process: (rule.action, rule.recipients) for rule in plan.disposition_rules}
    record = plan.record_types[_pick(plan, "record_types", chance, lambda r: r.process not in {"2.1.3", "2.2.2"})]
    others = [code for code, kept_so in kept.items() if kept_so != kept[record.process] and code != "2.1.3"]
    again = record.model_copy(update={"process": chance.choice(others)})
    return plan.model_copy(update={"record_types": (*plan.record_types, again)})


def dropped_recipient(plan: Plan, chance: random.Random) -> Plan:
    at = _pick(plan, "disposition_rules", chance, lambda rule: bool(rule.recipients))
    return _with(plan, "disposition_rules", at, recipients=(), recipient_logic=None)


def two_recipients(plan: Plan, chance: random.Random) -> Plan:
    at = _pick(plan, "disposition_rules", chance, lambda rule: bool(rule.recipients))
    both = ("nämnden för skog", "nämnden för vatten")
    return _with(plan, "disposition_rules", at, recipients=both, recipient_logic="and/or")


def misspelt_recipient(plan: Plan, chance: random.Random) -> Plan:
    at = _pick(plan, "disposition_rules", chance, lambda rule: rule.recipients == ("nämnden för skog",))
    return _with(plan, "disposition_rules", at, recipients=(chance.choice(["nämden för skog", "nämndens för skog"]),))


def _dated(plan: Plan) -> list[int]:
    return [at for at, rule in enumerate(plan.disposition_rules) if rule.process == "2.2.2"]


def day_left_out(plan: Plan, chance: random.Random) -> Plan:
    del chance
    later = _dated(plan)[1]
    after = plan.disposition_rules[later].conditions[0].model_copy(update={"op": "after"})
    return _with(plan, "disposition_rules", later, conditions=(after,))


def overlapping_dates(plan: Plan, chance: random.Random) -> Plan:
    day = date(2019, 1, chance.randrange(2, 28))
    over = Condition(about="date", op="until", value=day.isoformat(), at=day, of="handling")
    return _with(plan, "disposition_rules", _dated(plan)[0], conditions=(over,))


def lost_rule(plan: Plan, chance: random.Random) -> Plan:
    at = _pick(plan, "disposition_rules", chance, lambda rule: rule.process != "2.2.2")
    rules = (*plan.disposition_rules[:at], *plan.disposition_rules[at + 1 :])
    return plan.model_copy(update={"disposition_rules": rules})


def cut_rule(plan: Plan, chance: random.Random) -> Plan:
    at = _pick(plan, "disposition_rules", chance, lambda rule: rule.process != "2.2.2")
    cut = {"action": None, "truncated": True, "recipients": (), "recipient_logic": None}
    return _with(plan, "disposition_rules", at, **cut)


def repealed_act(plan: Plan, chance: random.Random) -> Plan:
    del chance
    return _with(plan, "citations", 0, text="sekretesslagen (1980:100)", sfs="1980:100")


def unknown_act(plan: Plan, chance: random.Random) -> Plan:
    number = f"20{chance.randrange(10, 20)}:{chance.randrange(1000, 1400)}"
    return _with(plan, "citations", 0, text=f"lagen ({number})", sfs=number)


def code_twice(plan: Plan, chance: random.Random) -> Plan:
    again = chance.choice([p for p in plan.processes if p.level == "P" and not p.ended])
    twin = again.model_copy(update={"title": "Se över avtalen"})
    return plan.model_copy(update={"processes": (*plan.processes, twin)})


def title_twice(plan: Plan, chance: random.Random) -> Plan:
    one, other = chance.sample([at for at, p in enumerate(plan.processes) if p.level == "P" and not p.ended], 2)
    return _with(plan, "processes", one, title=plan.processes[other].title)


def wrong_mark(plan: Plan, chance: random.Random) -> Plan:
    at = _pick(plan, "processes", chance, lambda p: p.level == "PG")
    return _with(plan, "processes", at, level="P")


def skipped_number(plan: Plan, chance: random.Random) -> Plan:
    units = tuple(p for p in plan.processes if p.code != "2.2.2")
    without = {"processes": units}
    for name, key in (("record_types", "process"), ("disposition_rules", "process"), ("cross_references", "source")):
        without[name] = tuple(f for f in getattr(plan, name) if getattr(f, key) != "2.2.2")
    del chance
    return plan.model_copy(update=without)


def no_successor(plan: Plan, chance: random.Random) -> Plan:
    del chance
    return _with(plan, "processes", _pick(plan, "processes", random.Random(0), lambda p: bool(p.ended)), successors=())


def misspelt_record(plan: Plan, chance: random.Random) -> Plan:
    slips = {"delegationsordning": "delegatonsordning", "beställning": "beställnng", "huvudbok": "huvvudbok"}
    at = _pick(plan, "record_types", chance, lambda r: r.name in slips and r.process != "2.1.3")
    return _with(plan, "record_types", at, name=slips[plan.record_types[at].name])


FAULTS: dict[Fault, str] = {
    swapped_digit: "KG201",
    renamed_title: "KG202",
    wrong_level: "KG203",
    ended_target: "KG204",
    whole_group: "KG205",
    lost_code: "KG206",
    to_itself: "KG211",
    ring: "KG220",
    sent_yet_listed: "KG224",
    doubled_owner: "KG401",
    lost_rule: "KG301",
    two_recipients: "KG303",
    dropped_recipient: "KG304",
    cut_rule: "KG305",
    day_left_out: "KG310",
    overlapping_dates: "KG312",
    misspelt_recipient: "KG325",
    no_successor: "KG412",
    unknown_act: "KG501",
    repealed_act: "KG503",
    code_twice: "KG106",
    title_twice: "KG107",
    wrong_mark: "KG103",
    skipped_number: "KG105",
    misspelt_record: "KG601",
}
