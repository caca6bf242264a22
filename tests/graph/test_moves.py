"""Kinds of move, and what skips a rung."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from places import TESTS

from career_pathways.loader.graph.moves import MOVES, skipping
from career_pathways.loader.graph.what_if import changed_graph
from career_pathways.loader.graph.what_if_file import read_changes
from career_pathways.loader.schema import BANDS

CASES = [line.split("\t") for line in (TESTS / "cases" / "moves.tsv").read_text("utf-8").splitlines()[1:]]

SALES, BUILDING = "sales-and-marketing-and-procurement", "construction"


def of(graph: nx.MultiDiGraph, start: str, end: str) -> dict[str, Any]:
    properties: dict[str, Any] = graph.edges[start, end, "PROGRESSES_TO"]
    return properties


@pytest.mark.parametrize(
    ("start", "end", "move"),
    [
        (f"{SALES}/baker-2", f"{SALES}/fashion-studio-assistant-3", "other_trade"),
        (f"{SALES}/butcher-2", f"{SALES}/advanced-butcher-3", "in_trade"),
        (f"{SALES}/butcher-2", f"{SALES}/retail-team-leader-3", "to_management"),
        (f"{BUILDING}/bricklayer-2", f"{BUILDING}/construction-site-supervisor-4", "to_management"),
        (f"{BUILDING}/construction-site-supervisor-4", f"{BUILDING}/construction-site-management-6", "to_management"),
        (f"{BUILDING}/roofer-2", f"{BUILDING}/advanced-carpentry-and-joinery-3", "other_trade"),
    ],
)
def test_a_move_is_what_an_adviser_would_call_it(graph: nx.MultiDiGraph, start: str, end: str, move: str) -> None:
    assert of(graph, start, end)["move"] == move


def test_nearly_nine_in_ten_progressions_drawn_at_random_are_called_as_a_reader_calls_them(
    graph: nx.MultiDiGraph,
) -> None:
    alike = [(of(graph, start, end)["move"] == "other_trade") == (change == "yes") for start, end, change in CASES]
    assert sum(alike) >= 0.89 * len(CASES) >= 125


def test_every_kind_of_move_is_on_the_map(graph: nx.MultiDiGraph) -> None:
    assert {move for *_, move in graph.edges(data="move")} - {None} == set(MOVES)


def test_a_step_skips_a_rung_where_two_nearer_ones_of_the_trade_lead_over_it(graph: nx.MultiDiGraph) -> None:
    assert of(graph, "catering-and-hospitality/commis-chef-2", "catering-and-hospitality/senior-chef-culinary-arts-4")[
        "skips"
    ]
    near, far = ("in_trade", 0.6), ("in_trade", 0.5)
    assert skipping({("a", "b"): near, ("b", "c"): near, ("a", "c"): far}) == {("a", "c")}
    assert skipping({("a", "b"): far, ("b", "c"): far, ("a", "c"): far}) == set()
    assert skipping({("a", "b"): near, ("b", "c"): ("other_trade", 0.6), ("a", "c"): far}) == set()
    assert skipping({("a", "b"): near, ("a", "c"): far}) == set()


@pytest.mark.slow
def test_a_rung_that_a_file_removes_is_skipped_no_more(graph: nx.MultiDiGraph) -> None:
    catering = "catering-and-hospitality"
    rungs = ("chef-de-partie-3", "senior-chef-production-cooking-3")
    text = "".join(f'[[remove.occupation]]\nname = "{catering}/{rung}"\n' for rung in rungs)
    changed = changed_graph(graph, read_changes(text, "changes.toml"))
    assert not of(changed, f"{catering}/commis-chef-2", f"{catering}/senior-chef-culinary-arts-4")["skips"]


def test_the_columns_are_those_of_the_schema() -> None:
    assert list(BANDS) == ["technical", "higher_technical", "professional"]
