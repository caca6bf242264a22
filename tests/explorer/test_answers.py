"""Every answer alike: it is gone through, counted, says what was asked, and is a data frame with and without rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import polars
import pytest
from small_graph import small_graph

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.editions.changes import Change
from career_pathways.loader.editions.listed import Listed
from career_pathways.queries.among import Among
from career_pathways.queries.answers import Rows
from career_pathways.queries.differences import Differences
from career_pathways.queries.edition_changes import EditionChanges
from career_pathways.queries.frames import frame
from career_pathways.queries.gaps import Gaps
from career_pathways.queries.library import queries
from career_pathways.queries.rows.imports import EditionHeld

WHAT_IF = "[[add.progression]]\nfrom = 'care/cleaner-2'\nto = 'care/nurse-5'\nbecause = 'it is said'\n"

GIVEN = {"from": "care/carer-2", "to": "care/matron-7", "text": "nurse", "level": 2, "steps": 2}
"""Values for the parameters that a question needs."""

IDS = {"cluster-occupations": "care/ward/helpers", "route-occupations": "care"}
"""The same for `id`, where that is no occupation's."""


def changes() -> EditionChanges:
    held = EditionHeld("2017", "0", "2017", None, None, None, None, None, None, 1, 2, 0)
    became = (Listed("b:1", "Nurse", 5, None, "Care", "OCC1"), Listed("b:2", "Matron", None, None, "Care", "OCC2"))
    rows = (
        Change("split", Listed("care/nurse-5", "Nurse", 5, None, "Care"), became, "code", also=("moved",)),
        Change("added", None, became[:1], None),
    )
    return EditionChanges(held, held._replace(edition="2026"), rows, {"older": "2017", "newer": "2026"}, {})


def _asked(name: str) -> Callable[[Explorer], Rows]:
    question = next(question for question in queries() if question.name == name)

    def ask(explorer: Explorer) -> Rows:
        known = {**GIVEN, "id": IDS.get(name, "care/carer-2")}
        return explorer.ask(name, {p.name: known[p.name] for p in question.parameters if not p.optional})

    return ask


ANSWERS: Mapping[str, Callable[[Explorer], Rows]] = {
    **{f"ask {question.name}": _asked(question.name) for question in queries()},
    "search": lambda explorer: explorer.search("nurse"),
    "next": lambda explorer: explorer.next("care/carer-2"),
    "next, two steps": lambda explorer: explorer.next("care/carer-2", steps=2),
    "next_of_level": lambda explorer: explorer.next_of_level(2),
    "before": lambda explorer: explorer.before("care/nurse-5"),
    "reach": lambda explorer: explorer.reach("care/carer-2"),
    "reach within steps": lambda explorer: explorer.reach("care/carer-2", steps=2),
    "reach_between, origins": lambda explorer: explorer.reach_between(Among(levels=[2]), Among(route="care")),
    "reach_between, what they lead to": lambda explorer: explorer.reach_between(Among(levels=[2])),
    "became": lambda explorer: explorer.became("care/carer-2"),
    "cypher": lambda explorer: explorer.cypher("MATCH (r:Route) RETURN r.id AS id ORDER BY id"),
    "path": lambda explorer: explorer.path("care/carer-2", "care/matron-7"),
    "paths": lambda explorer: explorer.paths("care/carer-2", "care/matron-7", choice="alternatives"),
    "compare": lambda explorer: explorer.compare("care/carer-2", "health/surgeon-6"),
    "gaps": lambda explorer: explorer.gaps(),
    "editions": lambda explorer: explorer.editions(),
    "changes": lambda _: changes(),
    "differences": lambda explorer: explorer.what_if(WHAT_IF).differences,
}
"""All that an Explorer answers with."""

NONE: Mapping[str, Callable[[Explorer], Rows]] = {
    "search": lambda explorer: explorer.search("astronaut"),
    "next": lambda explorer: explorer.next("care/cleaner-2"),
    "next_of_level": lambda explorer: explorer.next_of_level(7),
    "before": lambda explorer: explorer.before("care/cleaner-2"),
    "reach": lambda explorer: explorer.reach("care/cleaner-2"),
    "reach within steps": lambda explorer: explorer.reach("care/cleaner-2", steps=2),
    "reach_between, origins": lambda explorer: explorer.reach_between(Among(levels=[2]), Among(route="hair")),
    "compare": lambda explorer: explorer.compare("care/carer-2", "health/surgeon-6", route="hair"),
    "gaps": lambda _: Gaps((), (), ()),
    "changes": lambda _: replace(changes(), rows=()),
    "differences": lambda _: Differences((), (), ()),
}
"""Answers of the same kinds without rows."""


@pytest.fixture(scope="module")
def asked() -> Explorer:
    return Explorer.of(small_graph())


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_gone_through_counted_and_says_what_was_asked(asked: Explorer, name: str) -> None:
    answer = ANSWERS[name](asked)
    assert isinstance(answer, Rows)
    assert list(answer) == list(answer.rows) and len(answer) == len(answer.rows)
    assert isinstance(answer.notes, tuple) and answer.truncated in {True, False}
    assert dict(answer.parameters) is not None and (answer.query is None or answer.query.text)


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_the_same_frame_in_both_libraries(asked: Explorer, name: str) -> None:
    answer = ANSWERS[name](asked)
    one, other = answer.frame("pandas"), answer.frame("polars")
    links = sum(len(path) for path in answer.paths) if name == "paths" else len(answer)  # type: ignore[attr-defined]
    assert one.shape == other.shape == (links, len(one.columns))
    assert list(one.columns) == other.columns
    for column in one.columns:
        assert _plain(one[column]) == other[column].to_list(), column


@pytest.mark.parametrize("name", NONE)
def test_an_answer_without_rows_keeps_the_columns_and_their_types(asked: Explorer, name: str) -> None:
    full, none = ANSWERS[name](asked), NONE[name](asked)
    assert len(full) > 0 == len(none)
    for library in ("pandas", "polars"):
        one, other = full.frame(library), none.frame(library)  # type: ignore[arg-type]
        assert (list(one.columns), list(one.dtypes), len(other)) == (list(other.columns), list(other.dtypes), 0)


def _plain(column: Any) -> list[Any]:
    return [None if none else value for none, value in zip(column.isna(), column.tolist(), strict=True)]


TYPED = {
    "1": ("Int64", polars.Int64),
    "2.5": ("float64", polars.Float64),
    "'a'": ("string", polars.String),
    "true": ("boolean", polars.Boolean),
    "[1, 2]": ("object", polars.List(polars.Int64)),
    "['a']": ("object", polars.List(polars.String)),
    "[[1]]": ("object", polars.List(polars.List(polars.Int64))),
}


@pytest.mark.parametrize("value", TYPED)
def test_a_column_of_ones_own_statement_has_the_one_type_of_its_values(asked: Explorer, value: str) -> None:
    answer = asked.cypher(f"UNWIND [{value}, null] AS x RETURN x")
    of_pandas, of_polars = TYPED[value]
    assert (str(answer.frame("pandas").dtypes["x"]), answer.frame("polars").schema["x"]) == (of_pandas, of_polars)
    assert answer.frame("polars")["x"].to_list() == [row[0] for row in answer]


def test_whole_numbers_among_others_are_numbers(asked: Explorer) -> None:
    answer = asked.cypher("UNWIND [1, 2.5, null] AS x RETURN x, [x] AS list")
    assert answer.frame("polars")["x"].to_list() == [1.0, 2.5, None]
    assert answer.frame("polars")["list"].to_list() == [[1.0], [2.5], [None]]


@pytest.mark.parametrize("values", ["[1, 'a']", "[[1, 'a'], null]", "[[1], 'a']", "[[{a: 1}], [{b: 2}]]"])
def test_what_is_of_several_kinds_stays_as_it_is(asked: Explorer, values: str) -> None:
    answer = asked.cypher(f"UNWIND {values} AS x RETURN x")
    for library in ("pandas", "polars"):
        assert list(answer.frame(library)["x"]) == [row[0] for row in answer]  # type: ignore[arg-type]


def test_a_node_that_is_returned_whole_is_a_column_for_each_of_its_properties(asked: Explorer) -> None:
    answer = asked.cypher("MATCH (o:Occupation {route: 'care'}) RETURN o, o.title AS title ORDER BY o.id")
    for library in ("pandas", "polars"):
        made = answer.frame(library)  # type: ignore[arg-type]
        assert list(made["o_properties_title"]) == list(made["title"])
        assert {type(value) for value in made["o_properties_level"].to_list()} - {int} != set()  # one states none
    taken = asked.cypher("RETURN {b: 1} AS a, 2 AS a_b").frame("polars")
    assert (taken["a"].to_list(), taken["a_b"].to_list()) == ([{"b": 1}], [2])


def test_records_within_a_row_are_columns_of_their_fields(asked: Explorer) -> None:
    gaps = asked.gaps()
    for library in ("pandas", "polars"):
        made = frame(gaps.level_two, library)  # type: ignore[arg-type]
        assert [int(count) for count in made["own"]] == [len(row.own) for row in gaps.level_two]
        assert list(map(list, made["own_id"])) == [[listed.id for listed in row.own] for row in gaps.level_two]
    assert frame(gaps.matrix, "polars").schema["reaching_lines"] == polars.List(polars.List(polars.Int64))


def test_changes_are_one_flat_frame() -> None:
    made = changes().frame("pandas")
    assert made["origin_title"].fillna("").tolist() == ["Nurse", ""]
    assert (made["became"].tolist(), made["became_title"].tolist()) == ([2, 1], [["Nurse", "Matron"], ["Nurse"]])
    assert str(made["origin_level"].dtype) == "Int64" and changes().frame("polars")["became_level"].to_list()[0] == [
        5,
        None,
    ]


def test_differences_are_one_flat_frame_and_three_of_their_kinds(asked: Explorer) -> None:
    differences = asked.what_if(WHAT_IF).differences
    assert [(row.what, row.change, row.from_id, row.because) for row in differences] == [
        ("progression", "added", "care/cleaner-2", "it is said")
    ]
    assert len(frame(differences.progressions)) == 1
