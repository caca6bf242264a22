"""What a browser is given: small, the same for the same map, and refused where it would say something else."""

from __future__ import annotations

import json

import networkx as nx
import pytest
from browser_core import BrowserCore
from places import ROOT

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.web.packed import content_hash, deflated, packed_map, packed_titles
from career_pathways.loader.errors import InvalidGraph

MOST = 380_000
"""Bytes of map, everyday titles and core in a page of 500,000."""


def test_a_store_and_the_graph_in_memory_are_packed_alike(explorer: Explorer, built_store: object) -> None:
    packed = packed_map(explorer)
    with Explorer.open(str(built_store)) as stored:
        assert packed_map(stored) == packed
    assert len(content_hash(packed)) == 64


def test_map_titles_and_core_leave_room_for_the_rest_of_a_page(explorer: Explorer) -> None:
    core = (ROOT / "explorer/web/built/explorer.js").read_bytes()
    assert len(deflated(packed_map(explorer))) + len(deflated(packed_titles())) + len(core) < MOST


def test_two_maps_that_differ_anywhere_have_two_hashes(explorer: Explorer, graph: nx.MultiDiGraph) -> None:
    other = graph.copy()
    end = next((a, b) for a, b, of in other.edges(data=True) if "move" in of and of["move"] == "in_trade")
    other.edges[*end, "PROGRESSES_TO"]["skips"] ^= True
    assert content_hash(packed_map(Explorer.of(other))) != content_hash(packed_map(explorer))


def test_what_does_not_follow_as_the_browser_makes_it_is_not_packed(graph: nx.MultiDiGraph) -> None:
    other = graph.copy()
    end = next((a, b) for a, b, of in other.edges(data=True) if "move" in of)
    other.edges[*end, "PROGRESSES_TO"]["relatedness"] += 0.1
    with pytest.raises(InvalidGraph, match="cannot be packed"):
        packed_map(Explorer.of(other))


def test_it_is_one_line_of_json_in_which_no_text_is_escaped(explorer: Explorer) -> None:
    packed = packed_map(explorer)
    assert "\n" not in packed
    assert json.loads(packed)["occupations"]["title"] == [
        o.title for o in sorted(explorer.names.occupations, key=lambda o: o.id)
    ]


def test_the_browser_is_ready_in_a_moment(core: BrowserCore) -> None:
    assert core.opened["unpacking"] < 500  # 20 on an idle machine
