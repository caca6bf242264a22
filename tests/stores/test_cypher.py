"""The project's own questions would pass the guard, which is why no store has to ask it about them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from small_graph import small_graph

from career_pathways.loader.errors import RefusedQuery
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.loader.stores.read_back import stored_graph
from career_pathways.loader.stores.read_only import checked_question
from career_pathways.loader.stores.statements import counting_statements
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
