"""The browser's core over the packaged document, in one process for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx
import pytest
from browser_core import BrowserCore

from career_pathways.explorer.explorer import Explorer


@pytest.fixture(scope="session")
def explorer(graph: nx.MultiDiGraph) -> Explorer:
    return Explorer.of(graph)


@pytest.fixture(scope="session")
def core(explorer: Explorer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserCore]:
    core = BrowserCore(explorer, tmp_path_factory.mktemp("core"))
    yield core
    core.close()
