"""The project's own questions would pass the guard, which is why no store has to ask it about them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from small_graph import small_graph

from career_pathways.loader.errors import RefusedQuery
from career_pathways.loader.stores.declared import counting_statements
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.loader.stores.read_back import stored_graph
from career_pathways.loader.stores.read_only import checked_question
from career_pathways.loader.stores.store import ReadOnly, Result, as_read_only
from career_pathways.queries.library import Query, queries


class Recording(EmbeddedStore):
    """A store that keeps what it is asked."""

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None, **limits: Any) -> Result:
        self.__dict__.setdefault("questions", []).append(cypher)
        return super().run(cypher, parameters, **limits)


@pytest.mark.parametrize("query", queries(), ids=lambda query: query.name)
def test_a_question_of_the_library_passes_the_guard_as_it_is(query: Query) -> None:
    assert checked_question(query.text) == query.text


def test_the_statements_that_read_a_graph_back_pass_the_guard_as_they_are() -> None:
    store = Recording.in_memory(small_graph())
    stored_graph(store)
    questions = store.__dict__["questions"]
    assert all(isinstance(question, ReadOnly) for question in questions)
    assert [checked_question(question) for question in questions] == questions


def test_the_statements_that_count_pass_the_guard_as_they_are() -> None:
    statements = [statement for _, statement in counting_statements()]
    assert [checked_question(statement) for statement in statements] == statements


def test_what_is_read_only_is_taken_as_it_is_and_any_other_text_is_checked() -> None:
    slip = "MATCH (r:Route) RETURN r.nam AS name"
    for embedded in (True, False):
        assert as_read_only(ReadOnly(slip), None, embedded=embedded) == slip
        with pytest.raises(RefusedQuery, match="no property 'nam'"):
            as_read_only(slip, None, embedded=embedded)


def test_a_checked_question_is_not_checked_again() -> None:
    checked = as_read_only("MATCH (r:Route) RETURN r.name AS name /* all */;", None, embedded=True)
    assert checked == "MATCH (r:Route) RETURN r.name AS name          "
    assert as_read_only(checked, None, embedded=True) is checked


def test_a_question_of_the_library_does_not_import_the_guard(tmp_path: Path) -> None:
    path = tmp_path / "pathways.kgl"
    EmbeddedStore(path).replace(small_graph())
    program = f"""
import sys
from pathlib import Path
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.queries.library import query
from career_pathways.queries.run import run
answer = run(query("routes"), EmbeddedStore(Path({str(path)!r})))
print(len(answer.rows), "career_pathways.loader.stores.read_only" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "3 False\n"


LACKING = {
    "MATCH (c:Cluster) RETURN c.route": "Cluster has no `route`; it is reached by IN_PATHWAY, IN_ROUTE",
    "MATCH (c:Cluster) WHERE c.pathway = 'x' RETURN c": "Cluster has no `pathway`; it is reached by IN_PATHWAY",
    "MATCH (o:Occupation) RETURN o.cluster": "no property 'cluster'",
    "MATCH (r:Route {level: 2}) RETURN r": "Route has no `level`; Occupation has it, which is reached by IN_ROUTE",
    "MATCH (r:Route) RETURN r {.title}": "Route has no `title`; Occupation and Edition have it",
    "MATCH (o)-[:IN_CLUSTER]->(c) RETURN c.degree": "Cluster has no `degree`; Occupation has it, which is reached by",
    "MATCH (n:Route|Pathway) RETURN n.level": "Route and Pathway have no `level`; Occupation has it",
    "MATCH ()-[r:IN_ROUTE]->() RETURN r.cost": "IN_ROUTE has no `cost`; PROGRESSES_TO has it",
    "MATCH (n) RETURN n.basis": "no node has `basis`; PROGRESSES_TO has it",
    "MATCH p = (:Occupation)-[r:IN_CLUSTER]->() RETURN startNode(r).name": "Occupation has no `name`; ",
    "MATCH (o:Occupation) WITH collect(o) AS os UNWIND os AS x RETURN x.row": "Occupation has no `row`; Cluster has it",
    "MATCH (o:Occupation) RETURN [(o)-[:IN_CLUSTER]->(c) | c.level]": "Cluster has no `level`; Occupation has it",
    "MATCH (c:Cluster) WHERE EXISTS { (c)-->(p:Pathway {row: 1}) } RETURN c": "Pathway has no `row`; Cluster has it",
}


@pytest.mark.parametrize("embedded", [True, False], ids=["embedded", "server"])
@pytest.mark.parametrize(("question", "what"), LACKING.items(), ids=LACKING)
def test_a_property_that_a_label_lacks_is_an_error_with_the_label_that_has_it(
    question: str, what: str, embedded: bool
) -> None:
    with pytest.raises(RefusedQuery, match=re.escape(what)):
        as_read_only(question, None, embedded=embedded)


def test_a_label_that_is_narrowed_or_not_stated_is_asked_for_what_some_node_has() -> None:
    for question in ("MATCH (n) RETURN n.name, n.title, n.level", "MATCH ()-[r]->() RETURN r.cost, r.line, r.score"):
        assert as_read_only(question, None, embedded=False).startswith("MATCH")


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("MATCH (n) RETURN n", "MATCH (n:!CareerPathwaysLoad) RETURN n"),
        ("MATCH (n:!Route) RETURN n", "MATCH (n:(!Route)&!CareerPathwaysLoad) RETURN n"),
        ("MATCH (n) WHERE n:Route:Pathway RETURN n", "MATCH (n:!CareerPathwaysLoad) WHERE n:Route&Pathway RETURN n"),
        ("MATCH (a)-->(b) RETURN a", "MATCH (a)-->(b) RETURN a"),
        ("MATCH (a:Route) MATCH (a) RETURN sin(1)", "MATCH (a:Route) MATCH (a) RETURN sin(1)"),
        ("RETURN 1 + true AS x", "RETURN 1 + true AS x"),
    ],
)
def test_a_server_is_asked_the_question_itself_but_for_what_a_load_keeps_there(question: str, asked: str) -> None:
    assert as_read_only(question, None, embedded=False) == asked


def test_a_question_that_is_written_out_without_end_is_refused() -> None:
    nested = "x"
    for _ in range(9):
        nested = f"reduce(s = 0, y IN [{nested}] | {nested})"
    with pytest.raises(RefusedQuery):
        as_read_only(f"WITH 1 AS x RETURN {nested} AS z", None, embedded=True)
