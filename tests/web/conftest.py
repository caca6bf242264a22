"""One server over the packaged document, and the browser's core over it in one process, for all tests that only ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
from browser_core import BrowserCore
from starlette.testclient import TestClient

from career_pathways.explorer.commands.command_line import COMMAND_LINE
from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.serving.served import Served
from career_pathways.explorer.web.server import application

HERE = "http://127.0.0.1"


@pytest.fixture(scope="session")
def client(built_store: Path) -> Iterator[TestClient]:
    with TestClient(application(Served(built_store), words=COMMAND_LINE), base_url=HERE) as client:
        yield client


@pytest.fixture(scope="session")
def explorer(graph: nx.MultiDiGraph) -> Explorer:
    return Explorer.of(graph)


@pytest.fixture(scope="session")
def core(explorer: Explorer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserCore]:
    core = BrowserCore(explorer, tmp_path_factory.mktemp("core"))
    yield core
    core.close()


HOSTILE = [
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "\"'><svg/onload=alert(1)>",
    "&lt;b&gt; &amp; ]]> -->",
    "\u202eevil\u202c \u200f\u05d0\u200e",
    "javascript:alert(1)",
    "{{7*7}} ${7*7} {route} %s",
    "L" * 10_000,
]


@pytest.fixture(scope="session")
def hostile_map(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The map with titles, quotes and names that are meant to break a page."""
    other = graph.copy()
    occupations = [node for node, label in other.nodes(data="label") if label == "Occupation"]
    for i, node in enumerate(occupations):
        other.nodes[node]["title"] = HOSTILE[i % len(HOSTILE)]
    for node, label in other.nodes(data="label"):
        if label in {"Cluster", "Pathway"}:
            other.nodes[node]["name"] = HOSTILE[len(node) % (len(HOSTILE) - 1)]
    for i, (_, _, of) in enumerate(other.edges(data=True)):
        if "quote" in of:
            of["quote"] = HOSTILE[i % len(HOSTILE)]
    return other
