"""What a browser is given: small, the same for the same map, and refused where it would say something else."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest
from browser_core import BrowserCore
from places import ROOT

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.web.packed_columns import deflated
from career_pathways.explorer.web.packed_map import packed_map
from career_pathways.explorer.web.packed_words import packed_questions, packed_titles
from career_pathways.loader.errors import InvalidGraph

MOST = 430_000
"""Bytes of what is packed, of script and style, in a page of 500,000."""


@pytest.fixture(scope="module")
def packed(explorer: Explorer) -> str:
    return packed_map(explorer)


def test_a_store_and_the_graph_in_memory_are_packed_alike(packed: str, built_store: Path) -> None:
    with Explorer.open(built_store) as stored:
        assert packed_map(stored) == packed


def test_all_that_a_page_holds_is_small(packed: str) -> None:
    built = sum(file.stat().st_size for file in (ROOT / "explorer/web/built").glob("explorer.*"))
    assert sum(len(deflated(text)) for text in (packed, packed_titles(), packed_questions())) + built < MOST


def test_two_maps_that_differ_anywhere_are_packed_otherwise(packed: str, graph: nx.MultiDiGraph) -> None:
    other = graph.copy()
    end = next((a, b) for a, b, of in other.edges(data=True) if "move" in of and of["move"] == "in_trade")
    other.edges[*end, "PROGRESSES_TO"]["skips"] ^= True
    assert packed_map(Explorer.of(other)) != packed


def test_what_does_not_follow_as_the_browser_makes_it_is_not_packed(graph: nx.MultiDiGraph) -> None:
    other = graph.copy()
    end = next((a, b) for a, b, of in other.edges(data=True) if "move" in of)
    other.edges[*end, "PROGRESSES_TO"]["relatedness"] += 0.1
    with pytest.raises(InvalidGraph, match="cannot be packed"):
        packed_map(Explorer.of(other))


def test_it_is_one_line_of_json_in_which_no_text_is_escaped(packed: str, explorer: Explorer) -> None:
    assert "\n" not in packed
    assert json.loads(packed)["occupations"]["title"] == [
        o.title for o in sorted(explorer.names.occupations, key=lambda o: o.id)
    ]


def test_the_browser_is_ready_in_a_moment(core: BrowserCore) -> None:
    assert core.opened["unpacking"] < 500  # 20 on an idle machine
