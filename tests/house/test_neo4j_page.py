"""docs/neo4j.md is true: its parts come from the code, its questions answer and its plans are those of the real Neo4j.

python tests/house/test_neo4j_page.py: writes these parts into the page, its plans and what a load prints from a server.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import neo4j
import networkx as nx
import pytest
from asked import OF_OTHERS
from click.testing import CliRunner
from places import DOCS

from career_pathways.explorer.commands.main import main
from career_pathways.loader.schema import (
    INDEXES,
    NODES,
    SCHEMA_VERSION,
    NodeLabel,
    RelationshipType,
    nodes_of,
    relationships_of,
)
from career_pathways.loader.stores.neo4j.row_changes import BOOKKEEPING, OWNER, schema_statements
from career_pathways.loader.stores.neo4j.searching import INDEX_STATEMENT
from career_pathways.loader.stores.neo4j.store import BoltStore
from career_pathways.loader.stores.store import Target
from career_pathways.queries.library import Query, queries, query

PAGE = DOCS / "neo4j.md"
NAMES = [question.name for question in queries() if question.name not in OF_OTHERS]
"""Those that a document answers."""

ROOFER = "construction/roofer-2"
EXAMPLES: dict[str, Mapping[str, str | int | list[int]]] = {
    "cluster-occupations": {"id": "construction/onsite-construction/core-building-tradesperson"},
    "clusters": {"route": "construction"},
    "dead-ends": {"route": "catering-and-hospitality"},
    "level-jumps": {"route": "construction"},
    "level-next-steps": {"level": 2, "route": "construction"},
    "level-next-steps-ahead": {"level": 2, "route": "construction"},
    "links-ahead": {"id": ROOFER},
    "next-steps": {"id": ROOFER},
    "next-steps-ahead": {"id": ROOFER},
    "occupation": {"id": ROOFER},
    "occupations": {"route": "construction", "level": 2},
    "reach": {"id": ROOFER},
    "reach-destinations": {"from_level": [2], "from_route": "construction"},
    "reach-origins": {"from_level": [2], "to_route": "construction"},
    "route-occupations": {"id": "construction"},
    "search": {"text": "tower crane"},
    "shared-across-routes": {"route": "construction"},
    "shortest-path": {
        "from": "engineering-and-manufacturing/butcher-2",
        "to": "sales-and-marketing-and-procurement/retail-management-6",
    },
    "reach-back": {"id": "construction/construction-site-supervisor-4"},
    "what-leads-to": {"id": "construction/construction-site-supervisor-4"},
}
"""Values of the map with which a question has rows; what stands in no list has its default."""

SCANS = {
    "editions": "lists every edition",
    "clusters": "`route` may be left out, so it looks at all 15 routes",
    "dead-ends": "`route` may be left out, so it looks at all 15 routes; the occupations it seeks",
    "levels": "counts every occupation",
    "reach-destinations": "any of what makes a set may be left out",
    "reach-origins": "any of what makes a set may be left out",
    "occupations": "`route` may be left out, so it looks at all 15 routes; the occupations it seeks",
    "routes": "shows every route, and follows its relationships",
    "search": "looks for parts of words in every title and specialism",
    "shared-across-routes": "asks for all relationships of a type; there are 28",
}
"""Why a question is right to look at all nodes of a label, or at all relationships of a type."""


# What the code makes of the page --------------------------------------------------------------------------


def schema_drawing() -> str:
    """The schema drawn in Mermaid: a box for each label, an arrow for each relationship type, with their properties.

    The name of an arrow stands in a box on it: Mermaid draws one of several arrows from a box to itself.
    """

    def lines(kind: NodeLabel | RelationshipType) -> str:
        return "<br>".join([kind.name, *(p.name for p in kind.properties)])

    labels = [f'  {node.name}["{lines(node)}"]' for node in nodes_of(SCHEMA_VERSION)]
    of_document = [r for r in relationships_of(SCHEMA_VERSION) if r.name != "RELATED_TO"]
    types = [f'  {r.start} --- {r.name}_{i}("{lines(r)}") --> {r.end}' for i, r in enumerate(of_document)]
    return "\n".join(["flowchart LR", *labels, *types, ""])


def drawing() -> str:
    return f"```mermaid\n{schema_drawing()}```\n"


def removal() -> str:
    """The statements that leave nothing of ours in a database."""
    made = [statement.split()[1:3] for statement in schema_statements()]
    made.append(["INDEX", INDEX_STATEMENT.split()[3]])
    statements = [
        f":auto MATCH (n:{'|'.join(node.name for node in NODES)}) WHERE n.loaded_by = '{OWNER}'\n"
        "CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS",
        f"MATCH (n:{BOOKKEEPING}) DELETE n",
        *(f"DROP {kind} {name} IF EXISTS" for kind, name in made),
    ]
    return "```cypher\n" + "".join(f"{statement};\n" for statement in statements) + "```\n"


def questions() -> str:
    return "\n".join(_pasted(question) for question in queries() if question.name in NAMES)


def _pasted(question: Query) -> str:
    values = {p.name: EXAMPLES.get(question.name, {}).get(p.name, p.default) for p in question.parameters}
    if "$edition" in question.text:
        values["edition"] = None
    lines = "".join(f":param {name} => {_cypher(value)};\n" for name, value in values.items())
    parameters = f"```\n{lines}```\n\n" if lines else ""
    return (
        f"### {question.title}\n\n`{question.name}`: {question.about}\n\n{parameters}```cypher\n{question.text}\n```\n"
    )


def _cypher(value: str | int | list[int] | None) -> str:
    return "null" if value is None else f"'{value}'" if isinstance(value, str) else str(value)


def plans(driver: neo4j.Driver) -> str:
    lines = ["| question | finds its first nodes by | why it scans | db hits |", "|---|---|---|---|"]
    for question in (question for question in queries() if question.name in NAMES):
        found, hits = profiled(driver, question.name)
        shown = "<br>".join(f"`{operator}` on {what}" for operator, what in found)
        lines.append(f"| {question.name} | {shown} | {SCANS.get(question.name, '')} | {hits:,} |")
    return "\n".join([*lines, ""])


def part(name: str, text: str) -> str:
    """What stands in the page between the two marks of that name."""
    return text.partition(f"<!-- {name} -->\n")[2].partition(f"<!-- /{name} -->")[0]


# What a reader makes of it --------------------------------------------------------------------------------


def read_question(name: str) -> tuple[dict[str, str], str]:
    """The parameters of a question, each as Cypher, and its statement, as they are pasted from the page."""
    (text,) = re.findall(rf"\n`{name}`: .*?```\n(?=\n###|$)", part("questions", PAGE.read_text("utf-8")), re.DOTALL)
    *parameters, statement = re.findall(r"```(?:cypher)?\n(.*?)```", text, re.DOTALL)
    lines = "".join(parameters).splitlines()
    given = [re.fullmatch(r":param (\w+) => (.+);", line) for line in lines]
    assert all(given), lines
    return {match[1]: match[2] for match in given if match}, statement


def read_plans() -> dict[str, tuple[set[tuple[str, str]], str, int]]:
    """The table of the page: for each question its operators and what they are on, why it scans, and its db hits."""
    rows = re.findall(r"\| ([a-z-]+) \| (.+?) \| (.*?) ?\| ([\d,]+) \|\n", part("plans", PAGE.read_text("utf-8")))
    return {
        name: (set(re.findall(r"`(\w+)` on (\S+?)(?=<br>|$)", shown)), why, int(hits.replace(",", "")))
        for name, shown, why, hits in rows
    }


def ran(driver: neo4j.Driver, name: str, before: str = "") -> neo4j.EagerResult:
    """What the server answers to a question of the page; Browser has it evaluate the parameters first."""
    parameters, statement = read_question(name)
    given = {
        name: driver.execute_query(f"RETURN {value} AS value").records[0]["value"] for name, value in parameters.items()
    }
    return driver.execute_query(before + statement, given)


def profiled(driver: neo4j.Driver, name: str) -> tuple[list[tuple[str, str]], int]:
    """How the server finds its first nodes or relationships, each operator with what it is on, and all db hits."""
    plan: Any = ran(driver, name, "PROFILE ").summary.profile
    found = [
        (step["operatorType"].partition("@")[0], re.search(r":(\w+(?:\(\w+\))?)", step["args"]["Details"]))
        for step in _steps(plan)
        if not step.get("children") and step["operatorType"].partition("@")[0] not in {"Argument", "Projection"}
    ]
    hits = sum(step.get("dbHits", 0) for step in _steps(plan))
    return list(dict.fromkeys((operator, what[1] if what else "everything") for operator, what in found)), hits


def _steps(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for child in plan.get("children", ()):
        yield from _steps(child)


def remove(driver: neo4j.Driver) -> None:
    """Run what the page says, a statement at a time, as Browser does."""
    for statement in part("removal", PAGE.read_text("utf-8")).strip("`\n").removeprefix("cypher\n").split(";\n"):
        if statement:
            with driver.session() as session:
                session.run(statement.removeprefix(":auto ")).consume()


def loads(target: Target) -> list[str]:
    """What two loads print, the first into a database that holds nothing of ours."""
    environment = {"NEO4J_USERNAME": target.username, "NEO4J_PASSWORD": target.password or ""}
    told = []
    for _ in range(2):
        result = CliRunner().invoke(main, ["load", "--to", target.uri], env=environment)
        assert result.exit_code == 0, result.stderr
        on_the_way = r"writing [\d,]+ rows\n"  # a bar on a terminal
        told.append(result.stdout + re.sub(on_the_way, "", result.stderr).replace(target.uri, "bolt://localhost:7687"))
    return told


LOADS = r"\$ pathways load --to bolt://localhost:7687\n((?:[^$`].*\n)*)"
SECONDS = r"in [\d.]+ s\b"


# The tests ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("made", [drawing, questions, removal], ids=lambda made: made.__name__)
def test_its_parts_are_those_of_the_code(made: Any) -> None:
    assert part(made.__name__, PAGE.read_text("utf-8")) == made()


def test_a_question_scans_only_with_a_reason_and_never_everything() -> None:
    scanning = {name: why for name, (found, why, _) in read_plans().items() if any("Scan" in o for o, _ in found)}
    assert scanning == SCANS
    assert "AllNodesScan" not in part("plans", PAGE.read_text("utf-8"))


def test_each_index_serves_a_question() -> None:
    sought = {what for found, _, _ in read_plans().values() for operator, what in found if "Seek" in operator}
    assert {f"{of}({property_})" for of, property_ in INDEXES} <= sought


@pytest.fixture(scope="module")
def printed(neo4j_target: Target) -> list[str]:
    """What two loads print, the first into a database that holds nothing of ours."""
    with driver_of(neo4j_target) as driver:
        remove(driver)
    return loads(neo4j_target)


@pytest.fixture(scope="module")
def driver(neo4j_target: Target, printed: list[str]) -> Iterator[neo4j.Driver]:  # noqa: ARG001 -- which loads it
    """One of a server that holds the packaged document's graph; leaves nothing of it."""
    with driver_of(neo4j_target) as driver:
        replan(driver)
        yield driver
        remove(driver)


def replan(driver: neo4j.Driver) -> None:
    driver.execute_query("CALL db.prepareForReplanning()")  # else a plan may be made before it has sampled its indexes


def driver_of(target: Target) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(target.uri, auth=(target.username, target.password or ""))


@pytest.mark.server
@pytest.mark.parametrize("name", NAMES)
def test_a_question_pasted_has_rows(driver: neo4j.Driver, name: str) -> None:
    assert read_question(name)[0].keys() == set(re.findall(r"\$(\w+)", query(name).text))
    assert ran(driver, name).records


@pytest.mark.server
@pytest.mark.parametrize("name", NAMES)
def test_the_server_finds_its_way_as_the_table_says(driver: neo4j.Driver, name: str) -> None:
    found, hits = profiled(driver, name)
    shown, _, about = read_plans()[name]
    assert set(found) == shown
    assert about / 2 <= hits <= about * 2  # another patch may count a little otherwise


@pytest.mark.server
def test_what_it_draws_is_there(driver: neo4j.Driver) -> None:
    drawn = re.findall(r"```cypher\n(.*?)```", PAGE.read_text("utf-8").partition("\n## Drawing it\n")[2], re.DOTALL)
    assert len(drawn) == 3
    for statement in drawn:
        found = driver.execute_query(statement).records
        assert 0 < len({node.element_id for record in found for node in record["p"].nodes}) <= 300  # what Browser draws


@pytest.mark.server
def test_the_question_that_browser_cuts_off_has_as_many_rows(driver: neo4j.Driver) -> None:
    ((name, level, rows),) = re.findall(
        r"`(level-next-steps)` for level (\d) and all routes has ([\d,]+)", PAGE.read_text("utf-8")
    )
    asked = query(name).text
    assert (
        f"{len(driver.execute_query(asked, {'level': int(level), 'route': None, 'edition': None}).records):,}" == rows
    )


@pytest.mark.server
def test_the_number_of_a_graph_at_rest_is_even(driver: neo4j.Driver) -> None:
    (asked,) = re.findall(rf"```cypher\n(MATCH \(s:{BOOKKEEPING}.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert driver.execute_query(asked).records[0]["number"] % 2 == 0


@pytest.mark.server
def test_after_its_removal_only_what_is_the_users_own_is_left(
    driver: neo4j.Driver, neo4j_target: Target, graph: nx.MultiDiGraph
) -> None:
    mine = "CREATE (:Person {name: 'Ada'})-[:KNOWS]->(:Route {name: 'Route 66'})"
    driver.execute_query(f"MATCH (r:Route {{id: 'construction'}}) {mine}-[:NEAR]->(r)")
    try:
        remove(driver)
        left = driver.execute_query(
            "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN n.name AS name, type(r) AS type"
        ).records
        assert sorted(tuple(record) for record in left) == [("Ada", "KNOWS"), ("Route 66", None)]
        shown = driver.execute_query("SHOW INDEXES YIELD name").records
        made = {statement.split()[2] for statement in schema_statements()} | {INDEX_STATEMENT.split()[3]}
        assert not {record["name"] for record in shown} & made
    finally:
        driver.execute_query("MATCH (n) WHERE n.loaded_by IS NULL AND n.name IN ['Ada', 'Route 66'] DETACH DELETE n")
        with BoltStore(neo4j_target) as store:
            store.replace(graph)
        replan(driver)


@pytest.mark.server
def test_a_load_prints_what_it_shows(printed: list[str]) -> None:
    shown = re.findall(LOADS, PAGE.read_text("utf-8"))
    assert [re.sub(SECONDS, "in … s", text) for text in printed] == [re.sub(SECONDS, "in … s", text) for text in shown]


if __name__ == "__main__":
    from neo4j_server import neo4j_address

    def write(name: str, new: str) -> None:
        text = PAGE.read_text("utf-8")
        mark = f"<!-- {name} -->\n"
        PAGE.write_text(text.replace(mark + part(name, text) + "<!--", f"{mark}{new}<!--"), "utf-8")

    for made in (drawing, questions, removal):
        write(made.__name__, made())
    uri, username, password = neo4j_address()
    target = Target(uri=uri, username=username, password=password)
    with driver_of(target) as connected:
        remove(connected)
        told = [re.sub(SECONDS, "in … s", text) for text in loads(target)]
        replan(connected)
        write("plans", plans(connected))
        remove(connected)
    shown = iter(told)
    text = re.sub(
        LOADS, lambda _: f"$ pathways load --to bolt://localhost:7687\n{next(shown)}", PAGE.read_text("utf-8")
    )
    PAGE.write_text(text, "utf-8")
