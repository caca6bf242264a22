"""The rows of imported maps: those of a good graph, in order, with the numbers that relatedness.py finds one by one."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imports import FIVE
from random_maps import random_map
from tries import tries

from career_pathways.loader.catalogue import Column
from career_pathways.loader.errors import InvalidCatalogue, InvalidGraph
from career_pathways.loader.graph.moves import move
from career_pathways.loader.graph.relatedness import Member, Rarity, related
from career_pathways.loader.graph.validate import validate
from career_pathways.loader.maps.reading import rows_of_map
from career_pathways.loader.maps.rows import MapRows
from career_pathways.loader.stores.read_back import graph_of_rows
from career_pathways.loader.stores.rows import GraphRows, Rows


def listed(rows: Rows) -> list[tuple[str, list[Any]]]:
    """All rows, with the order of what each of them has."""
    nodes = [(label.name, [list(row.items()) for row in of_label]) for label, of_label in rows.nodes()]
    relationships = [
        (kind.name, [(row["origin"], row["destination"], list(row["properties"].items())) for row in of_kind])
        for kind, of_kind in rows.relationships()
    ]
    return nodes + relationships


def check_relatedness(rows: MapRows, occupations: Any) -> None:
    """Number for number, and move for move."""
    graph = graph_of_rows(rows)
    rarity, ids = Rarity.among_occupations(graph), rows.names.ids

    def member(id_: str) -> Member:
        o = occupations[ids.index(id_)]
        place = o.listings[0].place
        band = None if place.column is None else Column(place.column).band
        return Member.of(id_, o.title, o.level, o.specialisms, *rows.names.named(place), band)

    for start, end, kind, found in graph.edges(keys=True, data=True):
        if kind == "PROGRESSES_TO":
            origin, destination = member(start), member(end)
            near = related(origin, destination, found["basis"], rarity)
            assert found["relatedness"] == near.whole
            assert {part: found[part] for part in near.parts} == near.parts
            assert tuple(found["shared_words"]) == near.shared_words
            assert found["move"] == move(origin, destination, found["basis"], rarity)


def check(file: Path) -> None:
    """Whether the rows of a map are good."""
    read, rows = rows_of_map(file, skip_bad=True)
    graph = graph_of_rows(rows)
    validate(graph)
    found = listed(rows)
    assert found == listed(GraphRows(graph))
    assert found == listed(rows)  # as often as somebody asks
    counts = Counter({name: len(of_name) for name, of_name in found[:5]})
    counts.update(kind for kind, of_kind in found[5:] for _ in of_kind)
    assert list(rows.counts.items()) == [(name, counts[name]) for name in rows.counts]
    assert sum(rows.counts.values()) == counts.total()
    check_relatedness(rows, read.records.occupations)


@pytest.mark.parametrize("file", FIVE, ids=lambda file: file.stem)
def test_the_rows_of_the_five_maps_are_those_of_good_graphs(file: Path) -> None:
    check(file)


@pytest.mark.slow
@settings(max_examples=tries(600, fewest=30), deadline=None)
@given(st.integers(0, 2**32))
def test_the_rows_of_any_tables_are_those_of_a_good_graph_or_there_are_none(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    try:
        check(random_map(tmp_path_factory.mktemp("drawn"), random.Random(seed)))
    except InvalidCatalogue:
        pass
    except InvalidGraph as error:  # what two tables state apart, and what is no map together
        assert "the same as" in error.fact or "SHARED_ACROSS_ROUTES" in error.fact
