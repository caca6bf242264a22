"""What a load into a server changes, by the rows that it holds and those that it should: compared as they come."""

from __future__ import annotations

from typing import Any

from career_pathways.loader.schema import RELATIONSHIPS
from career_pathways.loader.stores.neo4j.row_changes import compared, difference

KIND = next(kind for kind in RELATIONSHIPS if kind.name == "SHARED_ACROSS_ROUTES")
assert compared(KIND) == ("match", "score")


def row(origin: str, score: Any) -> dict[str, Any]:
    return {"origin": origin, "destination": "z", "properties": {"match": "same_title", "score": score}}


def held(origin: str, score: Any) -> tuple[tuple[str, str], list[Any]]:
    return (origin, "z"), ["same_title", score]


def test_rows_are_told_apart_by_key_then_by_value_and_type() -> None:
    before = [held("a", 1), held("b", 1), held("c", 1.0), held("d", 1), held("d", 1), held("f", 1)]
    found = difference(KIND, before, [row(origin, 1) for origin in "bcdeg"])
    assert found.written == bytes([False, True, True, True, True])  # b stays; c is a float; d is there twice; e, g come
    assert (found.held, found.wanted, found.added, found.changed) == (5, 5, 3, 1)
    assert found.removed == (("a", "z"), ("d", "z"), ("f", "z"))
    assert [one["origin"] for one in found.to_write([row(origin, 1) for origin in "bcdeg"])] == ["c", "d", "e", "g"]


def test_where_all_is_there_nothing_is_to_do() -> None:
    assert not difference(KIND, [held("a", 1)], [row("a", 1)])
