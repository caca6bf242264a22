"""The API answers as the command line does with --json, byte for byte; and errors as problem+json."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import anyio
import pytest
from click.testing import CliRunner
from followed import blocks, words
from openapi_spec_validator import validate
from places import DOCS
from starlette.testclient import TestClient

from career_pathways.explorer.commands.main import imported, main
from career_pathways.explorer.web.answering import parameters
from career_pathways.explorer.web.questions import QUESTIONS
from career_pathways.queries.library import queries

CHOICES = {
    "search?text=I work in a warehouse": ["search", "I work in a warehouse"],
    "search?text=roofr&limit=3": ["search", "roofr", "--limit", "3"],
    "search?text=hairdresser": ["search", "hairdresser"],
    "search?text=manager&route=constr&levels=4,6": ["search", "manager", "--route", "constr", "--level", "4,6"],
    "search?text=nurse&degree=true&column=professional": "search nurse --degree --column professional".split(),
    "next?occupation=plumber": ["next", "plumber"],
    "next?occupation=Butcher&route=sales&limit=2": "next Butcher --route sales --limit 2".split(),
    "next?occupation=Butcher&in_route=sales&steps=3": "next Butcher --in sales --steps 3".split(),
    "next?occupation=Roofer&levels=3&column=technical": "next Roofer --level 3 --column technical".split(),
    "next?occupation=Roofer&apprenticeship_only=1": "next Roofer --apprenticeship-only".split(),
    "next?levels=2&route=construction": "next --level 2 --route construction".split(),
    "next?levels=3&steps=2&route=digital&limit=1": "next --level 3 --steps 2 --route digital --limit 1".split(),
    "next?occupation=Hospitality manager": ["next", "Hospitality manager"],
    "before?occupation=Registered nurse": ["before", "Registered nurse"],
    "before?occupation=Facilities manager&levels=2,3": ["before", "Facilities manager", "--level", "2,3"],
    "before?occupation=Butcher&in_route=sales&limit=1": "before Butcher --in sales --limit 1".split(),
    "occupation?occupation=Lifting technician": ["show", "Lifting technician"],
    "show?occupation=Butcher&in_route=engineering&level=2": "show Butcher --in engineering --level 2".split(),
    "path?origin=Butcher&destination=Retail management&in_route=sales": [
        *["path", "Butcher", "Retail management", "--in", "sales"]
    ],
    "path?origin=Roofer&destination=Site inspector&by=steps": ["path", "Roofer", "Site inspector", "--by", "steps"],
    "path?origin=Roofer&destination=Site inspector&by=cost&choice=shortest": [
        *["path", "Roofer", "Site inspector", "--by", "cost", "--all"]
    ],
    "path?origin=Commis chef&destination=Senior chef culinary arts&choice=alternatives&limit=3": [
        *["path", "Commis chef", "Senior chef culinary arts", "--alternatives", "3"]
    ],
    "path?origin=Roofer&destination=Site inspector&max_level_gap=2&only=same_row&only=within_cluster": [
        *["path", "Roofer", "Site inspector", "--max-level-gap", "2", "--only", "same_row"],
        *["--only", "within_cluster"],
    ],
    "path?origin=Butcher&destination=Retail management&in_route=sales&avoid=Advanced butcher&by=steps": [
        *["path", "Butcher", "Retail management", "--in", "sales", "--avoid", "Advanced butcher", "--by", "steps"]
    ],
    "reach?occupation=Commis chef": ["reach", "Commis chef"],
    "reach?occupation=Commis chef&limit=5": ["reach", "Commis chef", "--limit", "5"],
    "reach?occupation=Registered nurse&backwards=true&levels=2": "reach Registered+nurse --backwards --level 2".split(),
    "reach?occupation=Roofer&steps=2&route=construction": "reach Roofer --steps 2 --route construction".split(),
    "reach?from_levels=2&to_route=digital": "reach --from-level 2 --to-route digital".split(),
    "reach?from_route=care&from_degree=1&column=professional": (
        "reach --from-route care --from-degree --column professional".split()
    ),
    "reach?to_route=legal&to_levels=7&limit=4": "reach --to-route legal --to-level 7 --limit 4".split(),
    "compare?first=Butcher&second=Retailer&in_route=sales": "compare Butcher Retailer --in sales".split(),
    "compare?first=Roofer&second=plumber&levels=6&limit=2": "compare Roofer plumber --level 6 --limit 2".split(),
    "gaps": ["gaps"],
    "gaps?route=construction&limit=2": "gaps --route construction --limit 2".split(),
    "gaps?figure=level-two": "gaps --figure level-two".split(),
    "gaps?figure=matrix&route=digital": "gaps --figure matrix --route digital".split(),
    "shared": ["shared"],
    "shared?route=construction&limit=3": "shared --route construction --limit 3".split(),
    "editions": ["editions"],
    "questions": ["query"],
    "next?occupation=Roofer&columns=id,title,relatedness": "next Roofer --columns id,title,relatedness".split(),
    "questions/next-steps?id=Butcher&in_route=sales": "query next-steps -p id=Butcher --in sales".split(),
    "questions/route-occupations?id=digital&limit=2": "query route-occupations -p id=digital --limit 2".split(),
}
"""What is asked over HTTP, and on the command line."""

ASKED: dict[str, dict[str, str]] = {
    "cluster-occupations": {"id": "Building Services Engineering Technician"},
    "route-occupations": {"id": "digital"},
    "level-next-steps": {"level": "2", "route": "digital"},
    "level-next-steps-ahead": {"level": "2", "route": "digital"},
    "reach-destinations": {"from_level": "2", "to_route": "digital"},
    "reach-origins": {"from_route": "digital", "to_level": "7", "to_degree": "true"},
    "search": {"text": "roof"},
    "shortest-path": {"from": "Roofer", "to": "Site inspector"},
}
"""What questions of the library are asked with; the others that need an id, with that of an occupation."""


def asked_for(name: str) -> dict[str, str]:
    """The parameters that a question of the library is asked with."""
    (found,) = (q for q in queries() if q.name == name)
    return ASKED.get(name, {p.name: "construction/roofer-2" for p in found.parameters if p.name == "id"})


LIBRARY = [q.name for q in queries()]


def on_the_command_line(store: Path, command: list[str], form: str = "--json") -> str:
    words = [word.replace("+", " ") for word in command]
    result = CliRunner().invoke(main, [*words, form, "--store", str(store)])
    assert result.exit_code == 0, result.output
    return result.stdout_bytes.decode()  # as it is written: a line of CSV ends in CR and LF


@pytest.mark.parametrize(
    "address", [pytest.param(a, marks=[pytest.mark.slow] if i % 5 else []) for i, a in enumerate(CHOICES)]
)
def test_a_question_over_http_is_answered_as_by_its_command(
    client: TestClient, built_store: Path, address: str
) -> None:
    response = client.get(f"/api/{address}")
    assert response.headers["content-type"] == "application/json"
    assert response.text == on_the_command_line(built_store, CHOICES[address])


@pytest.mark.parametrize(
    "line", [line for block in blocks(DOCS / "web.md") for line in block.lines if line.startswith("curl ")]
)
def test_what_the_page_asks_with_curl_is_answered(client: TestClient, line: str) -> None:
    _, *options, address = words(line)
    path = address.removeprefix("http://127.0.0.1:8000")
    if options:
        assert options[::2] == ["-H", "-d"]
        name, _, value = options[1].partition(": ")
        response = client.post(path, content=options[3], headers={name: value})
    else:
        response = client.get(path)
    assert (response.status_code, path.startswith("/api/")) == (200, True)


@pytest.mark.slow
@pytest.mark.parametrize("name", LIBRARY)
def test_each_question_of_the_library_too(client: TestClient, built_store: Path, name: str) -> None:
    needed = asked_for(name)
    given = [word for key, value in needed.items() for word in ("-p", f"{key}={value}")]
    response = client.get(f"/api/questions/{name}", params=needed)
    assert response.text == on_the_command_line(built_store, ["query", name, *given])


@pytest.mark.parametrize(
    ("form", "option"),
    [("csv", "--csv"), ("tsv", "--tsv"), ("nl", "--nl"), ("github", "--format=github"), ("plain", "--format=plain")],
)
def test_other_forms_are_those_of_the_command_line(
    client: TestClient, built_store: Path, form: str, option: str
) -> None:
    found = client.get("/api/next", params={"occupation": "Roofer", "form": form})
    assert found.text == on_the_command_line(built_store, ["next", "Roofer"], option)


def test_an_answer_is_the_same_whether_it_is_kept_or_not_and_whoever_asked_before(client: TestClient) -> None:
    first = client.get("/api/next", params={"occupation": "plumber"})
    client.get("/api/next", params={"occupation": "lorry driver"})
    second = client.get("/api/next", params={"occupation": "plumber"})
    assert first.text == second.text
    assert "lorry" not in client.get("/api/next", params={"occupation": "plumber", "limit": "0"}).text
    tag = first.headers["etag"]
    assert client.get("/api/next?occupation=plumber", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    "name", ["search", "next", "before", "occupation", "path", "reach", "compare", "gaps", "shared"]
)
def test_every_option_of_a_command_is_a_parameter(name: str) -> None:
    """But for what belongs to a terminal, to a file or to the store."""
    command = imported({"occupation": "show"}.get(name, name))
    of_the_screen = {"explain", "quiet", "table", "as_json", "as_csv", "as_tsv", "as_nl"}
    of_files = {"store", "password_file", "changes", "batch", "heading"}
    called = {"every": "choice", "alternatives": "choice"}
    options = {called.get(str(p.name), str(p.name)) for p in command.params} - of_the_screen - of_files
    assert options - {p.name for p in parameters(QUESTIONS[name])} == set()


@pytest.mark.parametrize(
    ("address", "status", "kind"),
    [
        ("next?occupation=carpenter", 409, "AmbiguousName"),
        ("next?occupation=zzzzzz", 404, "UnknownName"),
        ("path?origin=Roofer&destination=Retailer", 404, "NoPathway"),
        ("path?origin=Roofer", 400, "WrongParameter"),
        ("path?origin=Roofer&destination=Roofer", 400, "WrongParameter"),
        ("next", 400, "WrongParameter"),
        ("next?levels=2,3", 400, "WrongParameter"),
        ("next?occupation=Roofer&limit=-1", 400, "WrongParameter"),
        ("next?occupation=Roofer&limit=x", 400, "WrongParameter"),
        ("next?occupation=Roofer&levels=12", 400, "WrongParameter"),
        ("next?occupation=Roofer&steps=9", 400, "WrongParameter"),
        ("next?occupation=Roofer&occupation=Butcher", 400, "WrongParameter"),
        ("next?occupation=Roofer&degree=perhaps", 400, "WrongParameter"),
        ("next?occupation=Roofer&form=xml", 400, "WrongParameter"),
        ("next?occupation=Roofer&columns=a,,b", 400, "WrongParameter"),
        ("next?occupation=Roofer&columns=nothing", 404, "UnknownName"),
        ("next?occupation=Roofer&edition=1999", 404, "UnknownName"),
        ("next?occupation=Roofer&with=changes.toml", 400, "WrongParameter"),
        ("next?occupation=Roofer&changes=/etc/passwd", 400, "WrongParameter"),
        ("reach?occupation=Roofer&from_levels=2", 400, "WrongParameter"),
        ("reach?from_levels=2&steps=2", 400, "WrongParameter"),
        ("search?text=++", 400, "WrongParameter"),
        ("search?text=()", 404, "UnknownName"),
        ("questions/dead-end", 404, "UnknownQuery"),
        ("questions/..%2F..%2Fetc%2Fpasswd", 404, "UnknownQuery"),
        ("questions/next-steps", 400, "WrongParameter"),
        ("nexd", 404, "UnknownName"),
        ("export?format=pdf", 400, "WrongParameter"),
        ("export?format=dot&routes=construction&levels=8", 400, "WrongExport"),
        ("diff?older=2017&newer=1999", 404, "UnknownName"),
    ],
)
def test_an_error_is_told_in_neutral_words(client: TestClient, address: str, status: int, kind: str) -> None:
    response = client.get(f"/api/{address}")
    assert response.headers["content-type"] == "application/problem+json"
    told = response.json()
    assert (response.status_code, told["status"], told["kind"]) == (status, status, kind)
    assert told["detail"]
    assert "--" not in told["detail"]
    assert "pathways " not in told["detail"]


def test_what_may_be_meant_and_why_there_is_no_path_is_told_besides(client: TestClient) -> None:
    several = client.get("/api/next?occupation=carpenter").json()
    assert "construction/carpentry-and-joinery-2" in several["candidates"]
    none = client.get("/api/path?origin=Site inspector&destination=Roofer").json()
    assert none["reasons"][0].keys() == {"kind", "text"}
    assert none["reasons"][0]["kind"] == "other way round"


def test_own_cypher_is_answered_with_the_guard_and_the_limits(client: TestClient) -> None:
    statement = "MATCH (r:Route) WHERE r.line > $line RETURN r.name AS name ORDER BY name"
    found = client.post("/api/cypher", json={"statement": statement, "parameters": {"line": 100}, "limit": 2})
    assert (found.status_code, found.json()["truncated"], len(found.json()["results"])) == (200, True, 2)
    refused = client.post("/api/cypher", json={"statement": "MATCH (n) DETACH DELETE n"})
    assert (refused.status_code, refused.json()["kind"]) == (400, "RefusedQuery")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b"{}", 400),
        (b'{"statement": 1}', 400),
        (b'{"statement": "RETURN 1", "more": 1}', 400),
        (b'{"statement": "RETURN 1", "limit": true}', 400),
        (b'{"statement": "RETURN 1", "timeout": 3600}', 400),
        (b'{"statement": "RETURN 1", "timeout": NaN}', 400),
        (b"[" * 50_000, 400),
        (b" " * 100_001, 413),
    ],
)
def test_a_body_that_is_none_is_refused(client: TestClient, body: bytes, status: int) -> None:
    response = client.post("/api/cypher", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == status


def test_cypher_of_an_edition_that_is_not_there_is_not_answered_by_another(client: TestClient) -> None:
    response = client.post("/api/cypher", json={"statement": "RETURN 1 AS one", "edition": "1999"})
    assert (response.status_code, response.json()["candidates"]) == (404, ["2017"])
    assert response.headers["cache-control"] == "no-store"


def test_a_body_that_does_not_come_is_not_waited_for(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("career_pathways.explorer.web.api.SECONDS", 0.01)

    async def never(_: object) -> object:
        await anyio.sleep(5)
        yield b""

    monkeypatch.setattr("starlette.requests.Request.stream", never)
    response = client.post("/api/cypher", json={"statement": "RETURN 1 AS one"})
    assert (response.status_code, response.json()["title"]) == (408, "Too slow")


def test_more_than_two_statements_at_a_time_are_asked_to_come_again(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("threading.BoundedSemaphore.acquire", lambda *_, **__: False)
    response = client.post("/api/cypher", json={"statement": "RETURN 1 AS one"})
    assert (response.status_code, response.headers["retry-after"]) == (503, "2")


@pytest.mark.parametrize(
    "name",
    [
        *("csv", "svg"),
        *(pytest.param(name, marks=pytest.mark.slow) for name in ("graphml", "json", "cypher", "turtle", "dot")),
        *(pytest.param(name, marks=pytest.mark.slow) for name in ("mermaid", "neo4j-admin")),
    ],
)
def test_an_export_has_the_bytes_of_its_file(client: TestClient, built_store: Path, tmp_path: Path, name: str) -> None:
    response = client.get("/api/export", params={"format": name, "around": "Commis chef"})
    assert "attachment" in response.headers["content-disposition"]
    ending = {"csv": "career-pathways.csv", "neo4j-admin": "career-pathways"}.get(name, "one")
    command = ["export", "--around", "Commis chef", "-o", str(tmp_path / ending), "--format", name]
    assert CliRunner().invoke(main, [*command, "--store", str(built_store)]).exit_code == 0
    if ending == "one":
        assert response.content == (tmp_path / "one").read_bytes()
    else:
        packed = zipfile.ZipFile(BytesIO(response.content))
        files = {str(f.relative_to(tmp_path)): f.read_bytes() for f in tmp_path.rglob("*") if f.is_file()}
        assert {name: packed.read(name) for name in packed.namelist()} == files


@pytest.mark.slow
def test_openapi_is_valid_by_its_specification(client: TestClient) -> None:
    validate(client.get("/openapi.json").json())


def test_openapi_has_every_question_with_every_parameter(client: TestClient) -> None:
    described: dict[str, Any] = client.get("/openapi.json").json()
    for name, question in QUESTIONS.items():
        listed = described["paths"][f"/api/{name}"]["get"]["parameters"]
        of_all = described["components"]["parameters"]
        listed = [of_all[p["$ref"].rpartition("/")[2]] if "$ref" in p else p for p in listed]
        assert [p["name"] for p in listed] == [p.name for p in parameters(question)]
        assert all(p["description"] for p in listed)
    assert "post" in described["paths"]["/api/cypher"]
    assert "get" in described["paths"]["/api/export"]


def test_the_rows_of_an_answer_are_as_openapi_says(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    content = described["paths"]["/api/questions/next-steps"]["get"]["responses"]["200"]["content"]
    rows = content["application/json"]["schema"]["allOf"][1]["properties"]["results"]["items"]["properties"]
    (row, *_) = client.get("/api/questions/next-steps?id=construction/roofer-2").json()["results"]
    kinds = {str: "string", int: "integer", float: "number", bool: "boolean", list: "array", type(None): "null"}
    assert rows.keys() == row.keys()
    assert all(kinds[type(value)] in rows[name]["type"] for name, value in row.items())


def test_what_nobody_foresaw_is_told_without_a_stack_trace(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("career_pathways.explorer.web.api.sent", lambda *_: 1 // 0)
    response = client.get("/api/next?occupation=Roofer&limit=7")
    assert (response.status_code, "ZeroDivision" in response.text) == (500, False)
    assert "Traceback" not in capsys.readouterr().err
    json.loads(response.text)
