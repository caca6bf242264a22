"""Every question of the library: its form, its answer on a small graph, the same answer from both stores."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from asked import asked, checked, order_key
from small_graph import small_graph

from career_pathways.loader.errors import QueryError, UnknownQuery
from career_pathways.loader.schema import DOCUMENT
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.loader.stores.neo4j.store import BoltStore
from career_pathways.loader.stores.read_only import checked_question
from career_pathways.loader.stores.store import ReadOnly, Store, Target
from career_pathways.queries.library import FOLDER, Term, parse_query, queries, query
from career_pathways.queries.names import OF_ID, OF_INITIAL, ROUTES
from career_pathways.queries.rows.paths import Link
from career_pathways.queries.rows.paths import Path as Way
from career_pathways.queries.rows.routes import LevelCount, Route
from career_pathways.queries.run import row_kind, run
from career_pathways.queries.searching import OCCUPATIONS

Parameters = Mapping[str, Any]

ASKED: dict[str, list[Parameters]] = {
    "cluster-occupations": [{"id": "care/ward/helpers"}, {"id": "none"}],
    "clusters": [{}, {"route": "health"}],
    "dead-ends": [{}, {"route": "care"}],
    "level-jumps": [{}, {"route": "health"}],
    "level-next-steps": [{"level": 2}, {"level": 2, "route": "care"}, {"level": 4}],
    "level-next-steps-ahead": [{"level": 2}, {"level": 2, "route": "care", "steps": 5}],
    "levels": [{}],
    "next-steps": [{"id": "care/carer-2"}, {"id": "health/nurse-5"}, {"id": "none"}],
    "next-steps-ahead": [{"id": "care/carer-2"}, {"id": "care/carer-2", "steps": 5}, {"id": "none"}],
    "links-ahead": [{"id": "care/carer-2"}, {"id": "health/nurse-5"}, {"id": "none"}],
    "occupation": [{"id": "care/nurse-5"}, {"id": "none"}],
    "occupations": [{}, {"route": "care", "level": 2}],
    "reach": [{"id": "care/carer-2"}, {"id": "care/carer-2", "relationships": 1}, {"id": "care/carer-2", "level": 7}],
    "reach-back": [{"id": "care/matron-7"}, {"id": "health/uber-surgeon-7", "level": 2, "route": "care"}],
    "reach-destinations": [{}, {"from_level": [2]}, {"from_route": "care", "to_column": "professional"}],
    "reach-origins": [
        {"to_level": [5, 7], "from_degree": False},
        {"to_apprenticeship_only": True, "to_degree": True},
        {"from_cluster": "care/ward/helpers", "to_apprenticeship_only": False},
    ],
    "route-occupations": [{"id": "care"}, {"id": "hair"}],
    "routes": [{}],
    "search": [
        {"text": "SHIFT"},
        {"text": "über"},
        {"text": '"and" \\'},
        {"text": ""},
        {"text": "nurse shift"},
        {"text": "ubersurgeon =e\nubersurgeon\tÜber-surgeon\n=e\tÜber-surgeon"},
    ],
    "shared-across-routes": [{}, {"route": "health"}, {"route": "hair"}],
    "shortest-path": [
        {"from": "care/carer-2", "to": "health/uber-surgeon-7"},
        {"from": "care/carer-2", "to": "care/matron-7"},
        {"from": "care/matron-7", "to": "care/carer-2"},
        {"from": "care/carer-2", "to": "care/carer-2"},
    ],
    "became": [{"id": "care/nurse-5"}],
    "related": [{"id": "care/nurse-5"}],
    "stated-later": [{"id": "care/nurse-5"}, {"id": "care/nurse-5", "backwards": True}],
    "what-leads-to": [{"id": "care/nurse-5"}, {"id": "care/carer-2"}],
}
"""Questions with parameters; one that stands in no list here is asked with none."""

NAMES = [path.stem for path in sorted(FOLDER.glob("*.cypher"))]
CASES = [(name, parameters) for name in NAMES for parameters in ASKED.get(name, [{}])]


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = EmbeddedStore(tmp_path_factory.mktemp("store") / "pathways.kgl")
    store.replace(small_graph())
    return store


@pytest.fixture(scope="module")
def neo4j(neo4j_target: Target) -> Iterator[Store]:
    with BoltStore(neo4j_target) as store:
        store.replace(small_graph())
        yield store


def ids(store: Store, name: str, **parameters: str | int) -> list[str]:
    return [row.id for row in run(query(name), store, parameters).rows]


@pytest.mark.server
@pytest.mark.parametrize(("name", "parameters"), CASES, ids=str)
def test_both_stores_answer_the_same_in_the_same_order(
    embedded: Store, neo4j: Store, name: str, parameters: Parameters
) -> None:
    question = query(name)
    asked = {p.name: parameters.get(p.name, p.default) for p in question.parameters}
    one, other = (store.run(question.text, asked, limit=None) for store in (embedded, neo4j))
    assert one == other
    assert run(question, embedded, parameters, limit=None) == run(question, neo4j, parameters, limit=None)
    columns = len(question.returns)  # a Link has more: the levels that a path carries
    in_rows = [row[:columns] for row in run(question, embedded, parameters, limit=None).rows]
    assert [[list(v) if isinstance(v, tuple) else v for v in row] for row in in_rows] == [*map(list, one.rows)]


@pytest.mark.parametrize("name", NAMES)
def test_a_question_leaves_no_ties_and_sorts_by_what_it_returns(embedded: Store, name: str) -> None:
    question = query(name)
    assert {term.column for term in question.order} <= set(question.returns)
    assert question.order[-1].column in {"id", "from_id", "other_id", "route", "edition"}
    for parameters in ASKED.get(name, [{}]):
        keys = [order_key(row, question.order) for row in run(question, embedded, parameters).rows]
        assert keys == sorted(set(keys))


@pytest.mark.parametrize("name", NAMES)
def test_a_question_takes_the_parameters_that_it_declares(name: str) -> None:
    question = query(name)
    asked = set(re.findall(r"\$(\w+)", question.text))
    assert {p.name for p in question.parameters} == asked - {"edition"}  # which the store gives


@pytest.mark.parametrize("name", NAMES)
def test_of_a_document_alone_the_same_is_asked_in_fewer_words(embedded: Store, name: str) -> None:
    question = query(name)
    assert not {"$edition", "'stated' DESC"} & set(re.findall(r"\$edition|'stated' DESC", question.of_document))
    for parameters in ASKED.get(name, [{}]):
        asked = {p.name: parameters.get(p.name, p.default) for p in question.parameters}
        whole, fewer = (embedded.run(ReadOnly(text), asked) for text in (question.text, question.of_document))
        assert whole == fewer


@pytest.mark.parametrize("name", NAMES)
def test_a_question_holds_no_value_of_the_map(name: str) -> None:
    written = set(re.findall(r"'([^']*)'", query(name).text))
    assert written <= {
        "title",
        "specialism",
        "both",
        "professional",
        "stated",
        ":",
        "",
        " ",
        "-",
        "/",
        "\\n",
        "\\t",
        "&",
        "and",
        DOCUMENT,
    }  # words of the model, not of a document


def test_each_question_has_a_title_of_its_own_and_a_row() -> None:
    titles = [question.title for question in queries()]
    assert len(titles) == len(set(titles)) >= 15
    for question in queries():
        kind = row_kind(question)
        assert tuple(name for name in kind._fields if name not in kind._field_defaults) == question.returns


def test_the_closest_next_step_comes_first(embedded: Store) -> None:
    assert ids(embedded, "next-steps", id="care/carer-2") == ["care/nurse-5", "care/matron-7"]


def test_equally_close_steps_come_by_cost_then_level_then_title(embedded: Store) -> None:
    assert ids(embedded, "next-steps", id="health/nurse-5") == ["health/surgeon-6", "health/uber-surgeon-7"]


def test_an_origin_whose_level_is_not_stated_comes_last(embedded: Store) -> None:
    assert ids(embedded, "what-leads-to", id="care/nurse-5") == ["care/carer-2", "care/ward-clerk"]


def test_steps_of_a_level_come_route_by_route_and_only_from_stated_levels(embedded: Store) -> None:
    rows = run(query("level-next-steps"), embedded, {"level": 2}).rows
    assert [(row.route_name, row.from_id, row.id) for row in rows] == [
        ("Care", "care/carer-2", "care/nurse-5"),
        ("Care", "care/carer-2", "care/matron-7"),
        ("Health", "health/carer-2", "health/nurse-5"),
    ]


def test_the_shortest_path_crosses_routes_and_gives_its_reasons(embedded: Store) -> None:
    rows = run(query("shortest-path"), embedded, {"from": "care/carer-2", "to": "health/uber-surgeon-7"}).rows
    way = Way(tuple(row for row in rows if isinstance(row, Link)))
    assert [(link.type, link.id, link.relatedness, link.match) for link in way.links] == [
        ("PROGRESSES_TO", "care/nurse-5", 0.9, None),
        ("SHARED_ACROSS_ROUTES", "health/nurse-5", None, "same_title"),
        ("PROGRESSES_TO", "health/uber-surgeon-7", 0.4, None),
    ]
    assert (way.steps, way.crossings, way.cost) == (2, 1, 2)


def test_of_equally_short_and_cheap_paths_the_most_related_is_taken(embedded: Store) -> None:
    rows = run(query("shortest-path"), embedded, {"from": "care/carer-2", "to": "health/surgeon-6"}).rows
    assert [row.id for row in rows] == ["care/nurse-5", "health/nurse-5", "health/surgeon-6"]  # 0.9 beats 0.3


def test_one_relationship_is_shorter_than_two_cheaper_ones(embedded: Store) -> None:
    assert ids(embedded, "shortest-path", **{"from": "care/carer-2", "to": "care/matron-7"}) == ["care/matron-7"]


def test_there_is_no_path_downwards_and_none_to_oneself(embedded: Store) -> None:
    for start, end in (("care/matron-7", "care/carer-2"), ("care/carer-2", "care/carer-2")):
        assert ids(embedded, "shortest-path", **{"from": start, "to": end}) == []


def test_reach_comes_by_level_then_by_distance(embedded: Store) -> None:
    rows = run(query("reach"), embedded, {"id": "care/carer-2"}).rows
    assert [(row.id, row.level, row.relationships) for row in rows] == [
        ("health/carer-2", 2, 1),
        ("care/nurse-5", 5, 1),
        ("health/nurse-5", 5, 2),
        ("health/surgeon-6", 6, 3),
        ("care/matron-7", 7, 1),
        ("health/uber-surgeon-7", 7, 3),
    ]
    near = ids(embedded, "reach", id="care/carer-2", relationships=1)
    assert near == ["health/carer-2", "care/nurse-5", "care/matron-7"]


def test_a_search_finds_titles_before_specialisms_whatever_the_capitals(embedded: Store) -> None:
    assert ids(embedded, "search", text="NURSE") == ["health/nurse-5", "care/nurse-5"]
    found = run(query("search"), embedded, {"text": "night"}).rows
    assert [(row.id, row.found_in, row.found) for row in found] == [
        ("care/carer-2", "specialism", ("Night shift",)),
        ("care/nurse-5", "specialism", ("Night shift",)),
    ]
    assert ids(embedded, "search", text="ÜBER") == ["health/uber-surgeon-7"]


def test_a_cluster_lists_the_specialisms_of_its_own_entry(embedded: Store) -> None:
    rows = run(query("cluster-occupations"), embedded, {"id": "care/ward/helpers"}).rows
    assert [(row.id, row.specialisms) for row in rows] == [
        ("care/carer-2", ("Day shift",)),
        ("care/cleaner-2", ('Floors "and" \\ stairs',)),
        ("care/ward-clerk", ()),
    ]


def test_an_occupation_shows_every_cluster_that_lists_it(embedded: Store) -> None:
    rows = run(query("occupation"), embedded, {"id": "care/nurse-5"}).rows
    assert [(row.cluster, row.line) for row in rows] == [("care/ward/nurses", 12), ("care/ward/heads", 13)]


def test_a_shared_pair_shows_once_and_with_a_route_from_there(embedded: Store) -> None:
    pairs = [(row.id, row.other_id) for row in run(query("shared-across-routes"), embedded).rows]
    assert pairs == [("care/carer-2", "health/carer-2"), ("care/nurse-5", "health/nurse-5")]
    there = run(query("shared-across-routes"), embedded, {"route": "health"}).rows
    assert [(row.id, row.other_id) for row in there] == [pair[::-1] for pair in pairs]


def test_a_dead_end_has_no_next_step_and_lies_below_the_professional_column(embedded: Store) -> None:
    assert ids(embedded, "dead-ends") == ["care/cleaner-2"]


def test_a_dead_end_names_the_routes_where_the_same_occupation_goes_on(tmp_path: Path) -> None:
    graph = small_graph()
    graph.remove_edge("care/nurse-5", "care/matron-7", "PROGRESSES_TO")
    store = EmbeddedStore(tmp_path / "pathways.kgl")
    store.replace(graph)
    rows = run(query("dead-ends"), store).rows
    assert [(row.id, row.goes_on_in) for row in rows] == [
        ("care/cleaner-2", ()),
        ("care/nurse-5", ("Health",)),
    ]


def test_a_route_without_a_table_is_a_route_with_nothing_in_it(embedded: Store) -> None:
    assert run(query("routes"), embedded).rows[2] == Route("hair", "Hair", 3, 0, 0, 0)


def test_occupations_without_a_level_are_counted_last(embedded: Store) -> None:
    counted = [row for row in run(query("levels"), embedded).rows if row.route == "care"]
    assert counted == [
        LevelCount("care", "Care", 2, 2),
        LevelCount("care", "Care", 5, 1),
        LevelCount("care", "Care", 7, 1),
        LevelCount("care", "Care", None, 1),
    ]


def test_a_jump_skips_a_level(embedded: Store) -> None:
    jumps = run(query("level-jumps"), embedded).rows
    assert [(row.from_id, row.level_gap) for row in jumps][:2] == [("care/carer-2", 5), ("care/carer-2", 3)]
    assert all(row.level_gap > 1 for row in jumps)


def test_a_limit_keeps_the_first_rows_of_the_whole_answer(embedded: Store) -> None:
    whole = run(query("reach"), embedded, {"id": "care/carer-2"})
    cut = run(query("reach"), embedded, {"id": "care/carer-2"}, limit=2)
    assert (cut.rows, cut.truncated, whole.truncated) == (whole.rows[:2], True, False)


def test_parameters_are_typed_and_those_left_out_are_shown(embedded: Store) -> None:
    answer = run(query("level-next-steps"), embedded, {"level": "2"})
    assert answer.parameters == {"level": 2, "route": None}
    assert run(query("reach"), embedded, {"id": "care/carer-2"}).parameters["relationships"] == 12
    sets = run(query("reach-origins"), embedded, {"from_level": "2, 5", "to_level": 7, "to_degree": "True"}).parameters
    assert [sets[name] for name in ("from_level", "to_level", "to_degree")] == [[2, 5], [7], True]


@pytest.mark.parametrize(
    ("name", "parameters", "error"),
    [
        ("next-steps", {}, "needs the parameter 'id'. It takes id (string): the occupation to start from."),
        ("next-steps", {"id": "x", "level": 2}, "no parameter 'level'"),
        ("level-next-steps", {"level": "two"}, "level is 'two', not an integer"),
        ("level-next-steps", {"level": True}, "level is True"),
        ("next-steps", {"id": 2}, "id is 2, not a string"),
        ("routes", {"id": "care"}, "no parameter 'id'. It takes none."),
        ("reach-origins", {"to_level": "2,nine"}, "to_level is '2,nine', not integers, as in \"2,3\""),
        ("reach-origins", {"to_level": []}, "to_level is [], not integers"),
        ("reach-origins", {"to_degree": "yes"}, "to_degree is 'yes', not true or false"),
    ],
    ids=["missing", "unknown", "wrong text", "wrong kind", "number for text", "takes none", "list", "empty", "truth"],
)
def test_a_wrong_parameter_says_what_the_question_takes(
    embedded: Store, name: str, parameters: Parameters, error: str
) -> None:
    with pytest.raises(QueryError, match=re.escape(error)):
        run(query(name), embedded, parameters)


@pytest.mark.parametrize(
    ("asked", "near"),
    [("next-step", "'next-steps'"), ("Shortest Path", "'shortest-path'"), ("xyz", "There are: ")],
)
def test_an_unknown_question_offers_the_near_ones(asked: str, near: str) -> None:
    with pytest.raises(UnknownQuery, match=near):
        query(asked)


@pytest.mark.parametrize(
    "file",
    [
        "MATCH (n) RETURN n.id AS id ORDER BY id\n",
        "// title: T\n// about: A\n// returns: id\nMATCH (n) RETURN n.id AS id\n",
        "// title: T\n// about: A\n// returns: id\nMATCH (n) RETURN n.id AS id ORDER BY n.id\n",
        "// title: T\n// about: A\n// param x: text, x\n// returns: id\nRETURN 1 AS id ORDER BY id\n",
        "// about: A\n// title: T\n// returns: id\nMATCH (n) RETURN n.id AS id ORDER BY id\n",
    ],
    ids=["no header", "no order", "order by no column", "unknown type", "other order"],
)
def test_a_file_without_the_form_is_an_error_that_names_it(file: str) -> None:
    with pytest.raises(QueryError, match=r"broken\.cypher: "):
        parse_query("broken", file)


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_of_the_declared_types_and_in_the_declared_order(
    name: str, graph: nx.MultiDiGraph, built_store: Path
) -> None:
    question = query(name)
    with EmbeddedStore(built_store) as store:
        for parameters in asked(name, graph)[:: 1 if name != "shortest-path" else 10]:
            given = {p.name: parameters.get(p.name, p.default) for p in question.parameters}
            checked(question, store.run(ReadOnly(question.text), given, limit=None).rows)


@pytest.mark.parametrize("values", [["care", "Care", None, "3"], ["care", None, 2, 3]])
def test_a_value_of_another_type_fails_that_test(values: list[Any]) -> None:
    with pytest.raises(AssertionError, match=r"levels: .* is ('3'|None)"):
        checked(query("levels"), [values])


def test_rows_in_another_order_or_with_a_tie_fail_that_test() -> None:
    for levels in ([3, 2], [2, 2]):
        with pytest.raises(AssertionError, match="levels"):
            checked(query("levels"), [["care", "Care", level, 1] for level in levels])


@pytest.mark.parametrize("statement", [OF_ID, OF_INITIAL, ROUTES, OCCUPATIONS])
def test_what_names_are_found_by_only_reads(statement: str) -> None:
    assert checked_question(str(statement)) == statement


def test_the_order_puts_null_last_upwards_and_first_downwards() -> None:
    rows = [LevelCount(route, "", level, 0) for route, level in (("a", 2), ("b", None), ("ab", 7))]
    upwards = sorted(rows, key=lambda row: order_key(row, (Term("level", False),)))
    downwards = sorted(rows, key=lambda row: order_key(row, (Term("level", True),)))
    by_text = sorted(rows, key=lambda row: order_key(row, (Term("route", True),)))
    assert [row.level for row in upwards] == [2, 7, None]
    assert [row.level for row in downwards] == [None, 7, 2]
    assert [row.route for row in by_text] == ["b", "ab", "a"]


def test_a_store_is_asked_for_no_more_rows_than_are_taken_and_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent = []
    with EmbeddedStore.in_memory(small_graph()) as store:
        asked_for = store.run
        monkeypatch.setattr(
            store, "run", lambda text, *args, **more: sent.append(text) or asked_for(text, *args, **more)
        )
        answers = [run(query("occupations"), store, limit=limit) for limit in (2, None)]
    assert sent[0] == f"{sent[1]}\nLIMIT 3"
    assert answers[0].truncated
    assert answers[0].rows == answers[1].rows[:2]


def test_what_looks_for_paths_of_any_length_is_asked_without_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = []
    with EmbeddedStore.in_memory(small_graph()) as store:
        asked_for = store.run
        monkeypatch.setattr(
            store, "run", lambda text, *args, **more: sent.append(text) or asked_for(text, *args, **more)
        )
        for name in ("reach", "reach-back"):
            run(query(name), store, {"id": "care/carer-2"}, limit=2)
    assert not any("LIMIT" in text for text in sent)
