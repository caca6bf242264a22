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
from career_pathways.explorer.web.served import Served
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
