"""The API gives what the command line gives, tells errors in two languages, and its lists can be walked."""

from __future__ import annotations

import json
import os
from datetime import date
from typing import Any

import httpx
import pytest
from serving import Server
from tests.forked import kg
from village import GUIDELINE, ODD, RECORDS, SLUG

from kg.face.web.paging import part
from kg.model.finding import Finding
from kg.service import KnowledgeGraph
from kg.settings import Settings

QUESTIONS: list[dict[str, Any]] = [
    {"text": "verksamhetsplan"},
    {"text": "protokoll", "plans": [SLUG]},
    {"text": "arrendeavtal", "plans": [SLUG], "on": "2019-01-01"},
    {"text": "arrendeavtal", "plans": [SLUG], "on": "2021-01-01", "facts": {"status": "avslutat"}},
    {"text": "arrendeavtal", "plans": [SLUG], "facts": {"status": "pågående"}},
    {"text": "anbud", "plans": [SLUG]},
    {"text": "anbuden", "plans": [SLUG], "facts": {"status": "avslutat", "date": "2022-02"}},
    {"text": "ritning", "plans": [SLUG]},
    {"text": "besökslistor", "plans": [SLUG]},
    {"text": "låntagarregistret", "plans": [SLUG]},
    {"text": "lånekort", "plans": [SLUG], "on": "2024-02-29"},
    {"text": "kravbrev", "plans": [SLUG]},
    {"text": "krafbrev", "plans": [SLUG]},
    {"text": "påminnelse från 2020-03-04", "plans": [SLUG]},
    {"text": "Vart ska jag skicka ett avslutat arrendeavtal?", "plans": [SLUG]},
    {"text": "tecknade arrenden", "plans": [SLUG]},
    {"text": "boklistor", "plans": [SLUG]},
    {"text": "rymdraket", "plans": [SLUG]},
    {"text": ODD, "plans": [SLUG]},
    {"text": "fakturor", "plans": [SLUG], "facts": {"consent": "ja", "age": "17"}},
]


def query(question: dict[str, Any]) -> list[tuple[str, str]]:
    """A question as the parameters of a GET."""
    said = [("text", question["text"]), *(("plan", slug) for slug in question.get("plans", ()))]
    said += [("on", question["on"])] if "on" in question else []
    return said + [("fact", f"{key}={value}") for key, value in question.get("facts", {}).items()]


def command(settings: Settings, *arguments: str, lines: str = "") -> str:
    """What `kg` prints."""
    environ = {**os.environ, "KG_DATA": str(settings.data), "KG_STORE": str(settings.store), "KG_SOURCES": ""}
    done = kg(arguments, environ, given=lines.encode())
    assert done.returncode == 0, done.stderr
    return done.stdout.decode()


def test_api_and_command_line_give_the_same_bytes_to_twenty_questions(server: Server, settings: Settings) -> None:
    asked = "".join(f"{json.dumps(question)}\n" for question in QUESTIONS)
    printed = command(settings, "resolve", "--stdin", "--json", lines=asked).splitlines()
    assert len(printed) == len(QUESTIONS) == 20
    for question, line in zip(QUESTIONS, printed, strict=True):
        got = server.get("/api/resolve", params=query(question))
        posted = server.client.post("/api/resolve", json=question)
        assert (got.status_code, posted.status_code) == (200, 200), got.text
        assert got.text == posted.text == line
    assert len({json.loads(line)["status"] for line in printed}) >= 3


def test_one_question_on_the_command_line_is_the_same_too(server: Server, settings: Settings) -> None:
    printed = command(settings, "resolve", "arrendeavtal", "--plan", SLUG, "--fact", "status=avslutat", "--json")
    got = server.get("/api/resolve", params=[("text", "arrendeavtal"), ("plan", SLUG), ("fact", "status=avslutat")])
    assert got.text == printed.strip()


def test_many_questions_are_answered_in_order_and_a_wrong_one_stops_none(server: Server) -> None:
    asked = [*QUESTIONS, {"text": "anbud", "plans": ["ingenstans"]}]
    given = server.client.post("/api/resolve/batch", json={"questions": asked})
    answers = given.json()["answers"]
    assert given.status_code == 200
    assert len(answers) == len(asked)
    assert answers[-1] == {"error": {"code": "not-found", "index": 20, "message": "plan: ”ingenstans” finns inte"}}
    for question, answer in zip(QUESTIONS[::5], answers[:-1:5], strict=True):
        assert answer == server.get("/api/resolve", params=query(question)).json()


def test_many_questions_asked_again_are_answered_alike_and_a_changed_one_anew(server: Server) -> None:
    def ask(*questions: dict[str, Any]) -> bytes:
        given = server.client.post("/api/resolve/batch", json={"questions": questions})
        assert given.status_code == 200, given.text[:500]
        return given.content

    first, other = QUESTIONS[3], {**QUESTIONS[3], "on": "2019-01-01"}
    assert ask(first, QUESTIONS[1]) == ask(first, QUESTIONS[1])
    answers = json.loads(ask(first, other))["answers"]
    assert answers == [server.get("/api/resolve", params=query(question)).json() for question in (first, other)]
    assert answers[0] != answers[1]


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"questions": []}, "body.questions"),
        ({"questions": [{"text": "anbud"}] * 1001}, "body.questions"),
        ({"questions": [{"text": "anbud"}, {"txt": "anbud"}]}, "body.questions.1.text"),
        ({"questions": [{"text": "anbud"}], "more": 1}, "body.more"),
        ({"questions": [{"text": "anbud", "facts": {"färg": "röd"}}]}, "body.questions.0.facts"),
        ([], "body"),
    ],
)
def test_many_questions_of_the_wrong_form_are_refused_with_the_place(server: Server, body: Any, where: str) -> None:
    server.client.post("/api/resolve/batch", json={"questions": [{"text": "anbud"}]})
    told = server.client.post("/api/resolve/batch", json=body)
    assert told.status_code == 422, told.text[:500]
    assert any(error["where"].startswith(where) for error in told.json()["errors"]), told.text[:500]


@pytest.mark.parametrize(
    ("path", "status", "code", "swedish", "english"),
    [
        ("/api/resolve?text=a&plan=x", 404, "not-found", "plan: ”x” finns inte", "plan: there is no 'x'"),
        ("/api/resolve", 422, "invalid", "query.text: saknas", "query.text: is missing"),
        ("/api/resolve?text=a&txt=b", 422, "invalid", "query.txt: okänd parameter", "query.txt: unknown parameter"),
        ("/api/plans/bokby?x=1", 422, "invalid", "query.x: okänd parameter", "query.x: unknown parameter"),
        ("/api/processes/bokby/9", 404, "not-found", "process: ”9” finns inte", "process: there is no '9'"),
        ("/api/nothing", 404, "not-found", "/api/nothing", "/api/nothing"),
        ("/api/plans?limit=0", 422, "invalid", "query.limit: är mindre än 1", "query.limit: is less than 1"),
    ],
)
def test_an_error_says_what_is_wrong_in_the_language_asked_for(
    server: Server, path: str, status: int, code: str, swedish: str, english: str
) -> None:
    for language, detail in (("sv", swedish), ("en-GB, sv;q=0.5", english), ("de", swedish)):
        told = server.get(path, headers={"Accept-Language": language})
        assert told.headers["content-type"] == "application/problem+json"
        assert (told.status_code, told.json()["status"], told.json()["code"]) == (status, status, code)
        assert told.json()["detail"] == detail
        assert told.headers["content-language"] == ("en" if language.startswith("en") else "sv")


def test_an_unknown_fact_names_the_known_ones(server: Server) -> None:
    told = server.get("/api/resolve", params={"text": "anbud", "fact": "färg=röd"}, headers={"Accept-Language": "en"})
    assert told.status_code == 422
    assert "status" in told.json()["detail"]
    assert told.json()["errors"][0]["where"] == "query.fact.0"


def test_an_error_is_plain_text_or_a_page_for_whoever_asks_for_it(server: Server) -> None:
    text = server.get("/api/nothing", headers={"Accept": "text/plain"})
    page = server.get("/api/<script>", headers={"Accept": "text/html"})
    assert text.headers["content-type"].startswith("text/plain")
    assert page.headers["content-type"].startswith("text/html")
    assert "<script>" not in page.text


@pytest.mark.parametrize(
    "path",
    [
        "processes",
        "records",
        "references",
        "dispositions",
        "organisations",
        "statutes",
        "rules",
        "sections",
        "citations",
    ],
)
def test_a_list_walked_in_parts_is_the_whole_list(server: Server, path: str) -> None:
    whole = server.get(f"/api/{path}", params={"limit": 1000}).json()
    seen: list[Any] = []
    after: dict[str, str] = {}
    while True:
        step = server.get(f"/api/{path}", params={"limit": 2, **after}).json()
        assert step["total"] == whole["total"]
        seen += step["items"]
        if step["next"] is None:
            break
        after = {"after": step["next"]}
    assert seen == whole["items"]
    assert len(seen) == whole["total"] > 0


def test_a_walk_goes_on_where_it_was_though_its_last_thing_has_gone() -> None:
    names = [_found(f"2.{n}") for n in range(1, 13)]
    first = part(names, lambda finding: finding.name, 4, None)
    left = [finding for finding in names if finding.name != first.next]
    assert [finding.name for finding in part(left, lambda finding: finding.name, 3, first.next).items] == [
        "2.5",
        "2.6",
        "2.7",
    ]


def _found(name: str) -> Finding:
    return Finding(rule="KG000", name=name, kind="other", severity="info", plan="", message="", message_en="")


def test_codes_stand_in_the_order_people_read_them(server: Server) -> None:
    codes = [row["code"] for row in server.get("/api/processes", params={"under": "1"}).json()["items"]]
    assert codes == ["1", "1.1", "1.2", "1.3", "1.10"]


def test_units_that_had_ended_on_a_day_are_left_out(server: Server) -> None:
    after = server.get("/api/processes", params={"on": "2021-01-01", "under": "1"}).json()["items"]
    before = server.get("/api/processes", params={"on": "2019-01-01", "under": "1"}).json()["items"]
    assert "1.2" not in {row["code"] for row in after}
    assert "1.3" not in {row["code"] for row in before}


def test_a_unit_is_told_with_all_that_hangs_on_it(server: Server) -> None:
    told = server.get(f"/api/processes/{SLUG}/1.3").json()
    assert told["unit"]["title"] == "Upplåta mark"
    assert [above["code"] for above in told["path"]] == ["1"]
    assert [before["code"] for before in told["predecessors"]] == ["1.2"]
    assert {record["name"] for record in told["records"]} == {name for code, name in RECORDS if code == "1.3"}
    assert [reference["source"] for reference in told["referenced_by"]] == ["1.1"]
    assert [rule["action"] for rule in told["rules"]] == ["transfer", "stay"]
    assert [fact["key"] for fact in told["facts"]] == ["status"]
    assert server.get(f"/api/processes/{SLUG}/1.3", params={"on": "2019-01-01"}).json()["live"] is False


def test_a_section_is_told_with_all_that_stands_in_it(server: Server) -> None:
    told = server.get(f"/api/sections/{GUIDELINE}/s1.1").json()
    assert [above["title"] for above in told["path"]] == ["Möten"]
    assert told["fora"][0]["convener"] == "bibliotekschefen"
    assert told["responsibilities"][0]["deadline"] == "P14D/mötet"
    assert [rule["record"] for rule in told["retention"]] == ["kallelse"]


def test_the_tree_of_a_plan_counts_what_hangs_on_each_unit(server: Server) -> None:
    tree = server.get(f"/api/plans/{SLUG}/tree").json()
    assert tree["title"] == "Bokbys plan"
    assert [child["code"] for child in tree["children"]] == ["1", "2"]
    planned = tree["children"][0]["children"][0]
    assert (planned["records"], planned["references"], planned["rules"]) == (2, 1, 1)
    sections = server.get(f"/api/plans/{GUIDELINE}/tree").json()["children"]
    assert sections[0]["children"][0]["title"] == "Bokrådet"


def test_references_tell_whether_the_plan_has_what_they_cite(server: Server) -> None:
    found = server.get("/api/references", params={"found": "true"}).json()["items"]
    lost = server.get("/api/references", params={"found": "false", "external": "false"}).json()["items"]
    assert [(row["target"], row["target_title"]) for row in found] == [("1.3", "Upplåta mark")]
    assert {row["target"] for row in lost} == {None, "2.9"}


def test_findings_name_the_rule_that_found_them(server: Server) -> None:
    found = server.get("/api/findings", params={"select": "KG2"}).json()
    assert found["total"] == len(found["items"]) > 0
    assert all(finding["rule"].startswith("KG2") for finding in found["items"])
    rule = server.get(f"/api/rules/{found['items'][0]['rule']}").json()
    assert rule["explanation"]["sv"]
    assert rule["explanation"]["en"]
    errors = server.get("/api/findings", params={"severity": "error", "select": "ALL"}).json()["items"]
    assert {finding["severity"] for finding in errors} <= {"error"}


def test_search_suggests_things_of_every_kind_as_one_types(server: Server) -> None:
    def kinds(text: str, **more: str) -> list[tuple[str, str]]:
        items = server.get("/api/search", params={"q": text, **more}).json()["items"]
        return [(item["kind"], item["label"]) for item in items]

    assert kinds("låntagar")[0] == ("record-type", "låntagarregister")
    assert ("process", "Kräva in böcker") in kinds("2.1")
    assert kinds("KRÄVA")[0] == ("process", "Kräva in böcker")
    assert kinds("arkivn")[0] == ("organisation", "arkivnämnden")
    assert kinds("gdpr")[0] == ("statute", "Dataskyddsförordningen")
    assert kinds("bokr")[0][0] in {"section", "forum"}
    assert kinds("bokis") == [("system", "Bokis")]
    assert ("record-type", "låntagarregister") in kinds("låntagareregister")
    assert kinds("bokr", kind="forum") == [("forum", "Bokrådet")]
    assert kinds("") == []
    assert kinds("zq") == []


def test_laws_of_a_text_are_told_with_their_status_on_the_day(server: Server) -> None:
    got = server.get("/api/law", params={"text": "7 kap. 1 § sekretesslagen (1980:100)", "on": "2015-01-01"}).json()
    posted = server.client.post("/api/law", json={"text": "7 kap. 1 § sekretesslagen (1980:100)", "on": "2015-01-01"})
    assert got == posted.json()
    assert [(row["act"], row["in_force"]) for row in got["items"]] == [("1980:100", False)]
    assert [over["act"] for over in got["items"][0]["replaced_by"]] == ["2009:400"]


def test_a_statute_is_found_by_its_number_whatever_that_holds(server: Server) -> None:
    assert server.get("/api/statutes/2016/679").json()["title"] == "Dataskyddsförordningen"
    assert server.get("/api/statutes/2016%2F679").json()["title"] == "Dataskyddsförordningen"
    archive = server.get("/api/statutes/1990:782").json()
    assert archive["holds"] is True
    assert [(unit["plan"], unit["code"]) for unit in archive["cited_by"]] == [(SLUG, "1.1")]
    assert server.get("/api/statutes/1980:100", params={"on": "2009-06-29"}).json()["holds"] is True
    assert server.get("/api/statutes/1980:100", params={"on": "2009-06-30"}).json()["holds"] is False


def test_networks_have_every_end_of_their_edges(server: Server, graph: KnowledgeGraph) -> None:
    for view in ("tree", "references", "flow", "all"):
        network = server.get(f"/api/graph/{view}").json()
        nodes = {node["id"] for node in network["nodes"]}
        assert network["view"] == view
        assert nodes
        assert all({edge["source"], edge["target"]} <= nodes for edge in network["edges"])
    whole = graph.network()
    everything = server.get("/api/graph/all").json()
    assert (len(everything["nodes"]), len(everything["edges"])) == (len(whole), whole.size())
    one = server.get(f"/api/processes/{SLUG}/1.3/graph").json()
    assert {node["code"] for node in one["nodes"] if node["kind"] == "unit"} == {"1", "1.1", "1.2", "1.3"}


def test_an_export_has_the_bytes_of_the_command(server: Server, graph: KnowledgeGraph) -> None:
    for format in ("json", "csv", "nq", "graphml"):
        told = server.get(f"/api/plans/{SLUG}/export", params={"format": format})
        assert told.content == graph.export(SLUG, format)
        assert server.get(f"/data/{SLUG}.{format}").content == told.content


def test_facts_that_rules_ask_for_are_those_of_the_command(server: Server, graph: KnowledgeGraph) -> None:
    told = server.get(f"/api/plans/{SLUG}/facts").json()["items"]
    assert told == [fact.model_dump(mode="json") for fact in graph.facts(SLUG)]


def test_plans_tell_their_edition_and_how_much_they_hold(server: Server) -> None:
    plans = {plan["plan"]: plan for plan in server.get("/api/plans").json()["items"]}
    assert plans[SLUG]["counts"]["record_types"] == len(RECORDS)
    assert (plans[SLUG]["sha256"], plans[SLUG]["publisher"]) == ("b" * 64, "Bokby kommun")
    assert server.get(f"/api/plans/{GUIDELINE}").json() == plans[GUIDELINE]


def test_what_depends_on_the_day_is_told_for_the_day_asked(server: Server) -> None:
    today = date.today().isoformat()
    assert server.get("/api/statutes/1990:782").json()["on"] == today
    assert (
        server.get(f"/api/plans/{SLUG}/tree", params={"on": today}).json()
        == server.get(f"/api/plans/{SLUG}/tree").json()
    )


@pytest.mark.parametrize("value", ["2021-02-29", "0", "2021-1-1", "2021-01-01T00:00", "1e3", " 2021-01-01", ""])
def test_what_is_no_day_is_refused(server: Server, value: str) -> None:
    told: httpx.Response = server.get("/api/resolve", params={"text": "anbud", "on": value})
    assert told.status_code == 422
