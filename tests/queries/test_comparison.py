"""Two occupations beside each other: what both reach, what only one does, where they first meet."""

from __future__ import annotations

import networkx as nx
from offline import reach
from small_graph import small_graph

from career_pathways.queries.comparison import Comparison, compare
from career_pathways.queries.rows.occupations import Occupation


def compared(graph: nx.MultiDiGraph, first: str, second: str) -> Comparison:
    one, other = (
        Occupation(*({**graph.nodes[id_], "id": id_}[field] for field in Occupation._fields)) for id_ in (first, second)
    )
    return compare(one, other, reach(graph, first), reach(graph, second))


def test_they_first_meet_where_the_farther_of_the_two_ways_is_shortest() -> None:
    found = compared(small_graph(), "care/ward-clerk", "health/carer-2")
    assert found.meeting
    assert (found.meeting.id, found.meeting.from_first, found.meeting.from_second) == ("health/nurse-5", 2, 1)


def test_where_one_lies_on_the_way_of_the_other_they_meet_there() -> None:
    found = compared(small_graph(), "care/carer-2", "care/nurse-5")
    assert found.meeting
    assert (found.meeting.id, found.meeting.from_first, found.meeting.from_second) == ("care/nurse-5", 1, 0)


def test_two_that_meet_nowhere_say_so() -> None:
    found = compared(small_graph(), "care/carer-2", "care/cleaner-2")
    assert found.meeting is None
    assert {row.who for row in found.rows} == {"first"}


def test_each_occupation_within_reach_of_either_stands_in_it_once(graph: nx.MultiDiGraph) -> None:
    occupations = [node for node, label in graph.nodes(data="label") if label == "Occupation"]
    for one, other in zip(occupations[::50], occupations[7::50], strict=False):
        ahead, others = ({row.id for row in reach(graph, id_)} for id_ in (one, other))
        rows = {row.id: row.who for row in compared(graph, one, other).rows}
        assert rows.keys() == ahead | others
        ahead |= {one} & others
        others |= {other} & ahead
        assert {id_ for id_, who in rows.items() if who == "both"} == ahead & others
        assert {id_ for id_, who in rows.items() if who == "first"} == ahead - others
