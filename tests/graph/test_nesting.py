"""What stands in what."""

from __future__ import annotations

import pytest
from small_graph import small_graph

from career_pathways.loader.graph.nesting import NESTING, held_by, holds
from career_pathways.loader.schema import RELATIONSHIPS


@pytest.mark.parametrize(
    ("node", "holders"),
    [
        ("care/nurse-5", ["care/ward/nurses", "care/ward/heads"]),
        ("care/ward/heads", ["care/ward"]),
        ("care/ward", ["care"]),
        ("care", []),
        ("0" * 64, []),
    ],
    ids=["occupation", "cluster", "pathway", "route", "edition"],
)
def test_a_node_stands_in_what_holds_it_and_in_nothing_further_up(node: str, holders: list[str]) -> None:
    assert held_by(small_graph(), node) == holders


def test_a_node_holds_what_stands_in_it() -> None:
    graph = small_graph()
    for node in graph:
        assert sorted(holds(graph, node)) == sorted(other for other in graph if node in held_by(graph, other))


def test_the_schema_declares_each_nesting_from_its_label() -> None:
    declared = {r.start: r.name for r in RELATIONSHIPS if r.name in NESTING.values()}
    assert declared == NESTING
