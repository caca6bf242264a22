"""The real document, read once for all tests, and the hand-read routes."""

from __future__ import annotations

import gc
import json
import os
import re
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, settings
from parts import part_of
from places import TESTS
from tries import PROFILE, tries

from career_pathways.exports.part import Part
from career_pathways.loader import adding
from career_pathways.loader.building import ReadDocument, build, read
from career_pathways.loader.catalogue import Catalogue
from career_pathways.loader.graph import what_if
from career_pathways.loader.graph.build import build_graph
from career_pathways.loader.reading.reader import Reading, read_catalogue
from career_pathways.loader.source import SourceText, read_source
from career_pathways.loader.stores import embedded
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.loader.stores.store import Store, Target
from career_pathways.queries import gaps, whole_graph

GOLD = TESTS / "gold"

os.environ.setdefault(
    "JDK_JAVA_OPTIONS",
    "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote",
)
"""What a test starts of Java lives too briefly for its second compiler to pay, a server too: it takes half without it.
Nor are the jars verified class by class, which the checksums of all of them were."""

settings.register_profile(
    PROFILE,
    max_examples=tries(100),
    deadline=None,  # speed is measured in benchmarks/, not here
    derandomize=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile(PROFILE)


@pytest.fixture(scope="session")
def source() -> SourceText:
    return read_source()


@pytest.fixture(scope="session")
def document() -> ReadDocument:
    """The packaged document, read with its curated readings."""
    return read(None, None)


@pytest.fixture(scope="session")
def catalogue(document: ReadDocument) -> Catalogue:
    return document.catalogue


FEW = {"Construction", "Sales and Marketing and Procurement"}


@pytest.fixture(scope="session")
def few_routes(document: ReadDocument) -> Catalogue:
    """Routes with all that a map has, for a server: what it does depends on no number of routes. All in `make soak`."""
    routes = tuple(r for r in document.catalogue.routes if PROFILE == "soak" or r.name in FEW)
    return replace(document.catalogue, routes=routes)


@pytest.fixture(scope="session")
def graph_of_few(few_routes: Catalogue) -> nx.MultiDiGraph:
    """The graph of these routes. Nobody changes it."""
    return nx.freeze(build_graph(few_routes))


@pytest.fixture(scope="session")
def bare(source: SourceText) -> Reading:
    """The packaged document, read without any curated reading."""
    return read_catalogue(source)


@pytest.fixture(scope="session")
def graph(catalogue: Catalogue) -> nx.MultiDiGraph:
    """The graph of the packaged document. Nobody changes it."""
    return nx.freeze(build_graph(catalogue))


@pytest.fixture(scope="session")
def whole_map(graph: nx.MultiDiGraph) -> Part:
    """That graph as a part."""
    return part_of(graph)


@pytest.fixture(scope="session")
def built_store(graph: nx.MultiDiGraph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store file with the graph of the packaged document. Nobody changes it, so that it is read once in a process."""
    path = tmp_path_factory.mktemp("store") / "pathways.kgl"
    with EmbeddedStore(path) as store:
        store.replace(graph)
    with pytest.MonkeyPatch.context() as patch:
        _read_once(path, patch)
        yield path


def _read_once(path: Path, patch: pytest.MonkeyPatch) -> None:
    """Keep what the first command finds in this file, immutable as it is there, for those after it."""
    load, read_back = embedded._load, whole_graph.stored_graph
    loaded = cache(lambda: load(path))
    whole = cache(lambda: nx.freeze(read_back(EmbeddedStore(path))))

    def is_meant(store: Store) -> bool:
        return isinstance(store, EmbeddedStore) and store.path == path

    patch.setattr(embedded, "_load", lambda place: loaded() if place == path else load(place))
    patch.setattr(whole_graph, "stored_graph", lambda store: whole() if is_meant(store) else read_back(store))


@pytest.fixture(scope="session")
def both(built_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the map of 2017 and the list of 2026. Nobody changes it."""
    store = tmp_path_factory.mktemp("both") / "both.kgl"
    shutil.copy(built_store, store)
    adding.add(store, Path("2026"), None)
    return store


@pytest.fixture(scope="session")
def today(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the list of 2026 alone. Nobody changes it."""
    store = tmp_path_factory.mktemp("today") / "today.kgl"
    build(store, Path("2026"), None)
    return store


@pytest.fixture(scope="session", autouse=True)
def followed_once() -> Iterator[None]:
    """What follows from a graph that is frozen is found once in a process: it stays the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(what_if, "_inferred", _once(what_if._inferred))
        patch.setattr(gaps, "gaps", _once(gaps.gaps))
        kept = _once(EmbeddedStore.in_memory)
        made = EmbeddedStore.__dict__["in_memory"].__func__

        def in_memory(cls: type[EmbeddedStore], graph: nx.MultiDiGraph) -> Any:
            return copy(kept(graph)) if cls is EmbeddedStore else made(cls, graph)  # who closes it closes a copy

        patch.setattr(EmbeddedStore, "in_memory", classmethod(in_memory))
        yield


def _once(found: Callable[[nx.MultiDiGraph], Any]) -> Callable[[nx.MultiDiGraph], Any]:
    kept = lru_cache(maxsize=8)(found)
    return lambda graph: kept(graph) if nx.is_frozen(graph) else found(graph)


@pytest.fixture(scope="session")
def neo4j_target() -> Target:
    """The real Neo4j's database, whose whole content belongs to the tests."""
    from neo4j_server import neo4j_address

    uri, username, password = neo4j_address()
    return Target(uri=uri, username=username, password=password)


@pytest.fixture(scope="session")
def gold() -> list[dict[str, Any]]:
    """All fifteen routes, read by hand; see tests/gold/README.md."""
    return [json.loads(file.read_text("utf-8")) for file in sorted(GOLD.glob("*.json"))]


def pytest_configure() -> None:
    """Ctrl-C ends what the tests start, also where a shell has started the tests in the background, which ignore it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Where only tests of the server or the browser, or slow ones, are wanted, a file that has none is not imported."""
    wanted = re.fullmatch(r"(server|browser|slow)( and (?!.*\bor\b).*| )?", config.option.markexpr)
    if not wanted or collection_path.suffix != ".py":
        return None
    return f"mark.{wanted[1]}" not in collection_path.read_text("utf-8") or None


def pytest_collection_finish() -> None:
    """Graphs of the session stay: looking through them for garbage again and again took a sixth of all the time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_sessionfinish() -> None:
    """The folders also import as `loader` and so on, by accident of the working directory: never in a test."""
    accidents = {"loader", "queries", "exports", "explorer"} & sys.modules.keys()
    assert not accidents, f"imported by folder and not as career_pathways.…: {accidents}"
