from __future__ import annotations

from examples import found

from kg.lint import sample

ROWS = """
units = ["1 VO Bygga", "1.1 P Pröva bygglov", "1.2 P Mäta"]
records = { "1.1" = ["ansökan", "ritning"], "1.2" = ["karta", "mätdata"] }
[[rules]]
process = "1.1"
action = "preserve"
applies_to = "ansökan"
[[rules]]
process = "1.1"
action = "destroy"
applies_to = "ritning"
[[rules]]
process = "1.2"
action = "preserve"
applies_to = "karta"
[[rules]]
process = "1.2"
action = "destroy"
applies_to = "mätdata"
"""


def test_a_plan_with_a_row_a_record_type_leaves_no_other_kinds_out() -> None:
    assert [finding.message for finding in found(sample.read(ROWS))] == []


def test_a_row_that_only_says_where_its_record_is_kept_is_no_contradiction() -> None:
    row = 'references = [{ source = "1.1", subject = "faktura", target = "1.2" }]\n'
    listed = ROWS.replace('"ritning"]', '"ritning", "faktura"]')
    assert "KG224" not in {finding.rule for finding in found(sample.read(row + listed))}


def test_a_flat_plan_has_its_processes_at_the_top() -> None:
    flat = 'units = ["1 P Leda", "2 P Låna ut"]\n'
    assert "KG103" not in {finding.rule for finding in found(sample.read(flat))}
    divided = 'units = ["1 VO Leda", "1.1 P Planera", "2 P Låna ut"]\n'
    assert "KG103" in {finding.rule for finding in found(sample.read(divided))}


def test_rules_of_rows_are_compared_in_the_order_in_which_they_are_tried() -> None:
    conditions = 'conditions = [{ about = "medium", op = "is", value = "papper" }]'
    told = ROWS.replace('applies_to = "ritning"', f'applies_to = "ritning"\n{conditions}')
    told = told.replace('applies_to = "ansökan"', f'applies_to = "ansökan"\n{conditions}')
    assert "KG312" not in {finding.rule for finding in found(sample.read(told))}


def test_what_only_a_rule_takes_that_breaks_off_has_no_rule() -> None:
    cut = """
    units = ["1 VO Styra", "1.1 P Hantera klagomål", "1.2 P Köpa in"]
    [[rules]]
    process = "1.1"
    action = "transfer"
    recipients = ["Vård AB"]
    conditions = [
      { about = "status", op = "not", value = "besvarat" },
      { about = "year", op = "is", value = "2018", of = "verksamhetsår" },
    ]
    [[rules]]
    process = "1.1"
    otherwise = true
    truncated = true
    [[rules]]
    process = "1.2"
    action = "preserve"
    """
    gaps = [finding for finding in found(sample.read(cut)) if finding.rule == "KG310"]
    assert [(gap.severity, gap.where) for gap in gaps] == [("warning", ("1.1",))]
    assert all(said in gaps[0].message for said in ("besvarat", "2018"))
