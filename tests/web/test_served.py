"""A store that is replaced, deleted, damaged and restored while it is asked: no answer fails, the newest is given."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx
import pytest
from small_graph import small_graph, with_title
from starlette.testclient import TestClient

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.serving import served as served_module
from career_pathways.explorer.serving.late import TooSlow, in_time
from career_pathways.explorer.serving.served import Answered, Kept, Served, content_hash
from career_pathways.explorer.web.one_file import one_file
from career_pathways.explorer.web.server import application
from career_pathways.loader.errors import GraphReplaced, NoConnection, StoreError
from career_pathways.loader.stores import embedded
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.loader.stores.store import Target
from career_pathways.queries.names import Names

ROOFER = "/api/occupation?occupation=construction/roofer-2"


@pytest.fixture(scope="module")
def others(graph: nx.MultiDiGraph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Stores that differ in a title."""
    folder = tmp_path_factory.mktemp("stores")
    stores = {title: folder / f"{title}.kgl" for title in ("Thatcher", "Tiler")}
    for title, store in stores.items():
        EmbeddedStore(store).replace(with_title(graph, "construction/roofer-2", title))
    return stores


@pytest.fixture
def store(built_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(built_store, tmp_path / "own.kgl"))


@pytest.fixture
def own(store: Path) -> Iterator[TestClient]:
    with TestClient(application(Served(store)), base_url="http://127.0.0.1") as client:
        yield client


def put(content: Path, store: Path) -> None:
    """A store in the place of another in one step, as a build does it."""
    beside = store.with_suffix(".new")
    shutil.copyfile(content, beside)
    beside.replace(store)


def soon(holds: Callable[[], bool], seconds: float = 20) -> bool:
    """Whether something comes to hold; on busy cores a new store takes longer to read than on idle ones."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.02)
    return False


@pytest.mark.slow
def test_whatever_becomes_of_the_store_no_answer_fails_and_the_newest_is_given(
    own: TestClient, store: Path, others: dict[str, Path], built_store: Path
) -> None:
    statuses: list[int] = []
    over = threading.Event()

    def ask() -> None:
        while not over.wait(0.02):  # the rest of a core is for what is looked at
            statuses.append(own.get(ROOFER).status_code)
            statuses.append(own.get("/next?from=construction/roofer-2").status_code)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        hashes = [own.get(ROOFER).headers["x-map-hash"]]
        tag = own.get(ROOFER).headers["etag"]
        put(others["Thatcher"], store)
        assert soon(lambda: "Thatcher" in own.get(ROOFER).text)
        hashes.append(own.get(ROOFER).headers["x-map-hash"])
        assert own.get(ROOFER, headers={"If-None-Match": tag}).status_code == 200
        store.unlink()
        assert soon(lambda: "is gone" in own.get(ROOFER).headers.get("x-store-notice", ""))
        assert "Thatcher" in own.get(ROOFER).text
        page = own.get("/next?from=construction/roofer-2")  # which was asked, and kept, before
        assert "The store is gone" in page.text
        assert (page.headers["cache-control"], page.headers.get("etag")) == ("no-store", None)
        statement = {"statement": "MATCH (o:Occupation {id: 'construction/roofer-2'}) RETURN o.title AS title"}
        assert "Thatcher" in own.post("/api/cypher", json=statement).text
        put(others["Tiler"], store)
        assert soon(lambda: "Tiler" in own.get(ROOFER).text)
        store.write_bytes(store.read_bytes()[:50_000])
        assert soon(lambda: "cannot be read" in own.get(ROOFER).headers.get("x-store-notice", ""))
        assert "Tiler" in own.get(ROOFER).text
        put(built_store, store)
        assert soon(lambda: '"title": "Roofer"' in own.get(ROOFER).text)
        assert "x-store-notice" not in own.get(ROOFER).headers
        hashes.append(own.get(ROOFER).headers["x-map-hash"])
    finally:
        over.set()
        asking.join()
    assert set(statuses) == {200}
    assert (hashes[0] == hashes[2], hashes[0] == hashes[1]) == (True, False)


@pytest.mark.slow
def test_a_store_that_is_gone_before_anybody_asked_for_the_new_one_is_noticed(tmp_path: Path) -> None:
    store, other = tmp_path / "own.kgl", tmp_path / "other.kgl"
    EmbeddedStore(store).replace(small_graph())
    EmbeddedStore(other).replace(small_graph())
    served = Served(store)
    first = served.state()
    put(other, store)
    served.state()
    assert soon(lambda: "reading the store" not in [thread.name for thread in threading.enumerate()])
    store.unlink()
    assert soon(lambda: served.state() is not first and served.state().notice is not None, 5)


@pytest.mark.slow
def test_it_is_seen_without_anybody_asking(own: TestClient, store: Path, others: dict[str, Path]) -> None:
    before = [thread.name for thread in threading.enumerate()]
    put(others["Tiler"], store)
    assert "reading the store" not in before
    assert soon(lambda: "reading the store" in [thread.name for thread in threading.enumerate()])
    assert soon(lambda: "reading the store" not in [thread.name for thread in threading.enumerate()])
    assert "Tiler" in own.get(ROOFER).text


@pytest.mark.parametrize("content", [b"", b"no store", b"kglite but no store" * 100])
def test_a_server_does_not_begin_on_what_is_no_store(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "own.kgl").write_bytes(content)
    with pytest.raises(StoreError):
        Served(tmp_path / "own.kgl")


def test_a_store_that_is_too_large_for_a_browser_is_neither_served_nor_made_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "LARGE", 0)
    EmbeddedStore(tmp_path / "own.kgl").replace(small_graph())
    for begin in (Served, lambda place: one_file([Explorer.open(place)])):
        with pytest.raises(StoreError, match="too large to be held whole"):
            begin(tmp_path / "own.kgl")


def test_the_hash_is_of_the_content_and_of_nothing_else() -> None:
    graph, turned, quoted, loaded = small_graph(), nx.MultiDiGraph(), small_graph(), small_graph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    next(iter(quoted.edges(data=True)))[2]["quote"] = "another reading"
    for _, of in loaded.nodes(data=True):
        of["loaded_at"] = "2026-01-01"
    hashes = [content_hash(one) for one in (graph, turned, loaded, quoted)]
    assert (len(set(hashes)), len(set(hashes[:3]))) == (2, 1)


def test_of_kept_answers_the_oldest_make_room() -> None:
    kept = Kept()
    for i in range(20):
        kept.put(str(i), Answered(200, (), b"x" * 990_000))
    kept.put("large", Answered(200, (), b"x" * 3_000_000))
    assert [kept.get(str(i)) is not None for i in range(20)] == [False] * 12 + [True] * 8
    assert kept.get("large") is None
    long = [f"{i:08,}" * 1_000 for i in range(2_000)]
    for address in long:
        kept.put(address, Answered(404, (), b""))
    assert sum(kept.get(address) is not None for address in long) < 1_000


def test_names_of_nothing_are_neither_kept_nor_asked_for_where_all_occupations_are_known(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "own.kgl") as store:
        store.replace(small_graph())
        names = Names(store)
        names.remember()
    store.run = None  # type: ignore[assignment,method-assign] -- nothing is asked any more
    assert [names.occupation(f"nothing-{i}") for i in range(3)] == [None] * 3
    assert all(names.occupation(o.id) == o for o in names.occupations)


class _Server:
    """What a server's store is to `Served`: another graph, or nobody there."""

    def __init__(self) -> None:
        self.failing: list[Exception] = []
        self.read = 0

    def state(self, *_: object) -> _Server:
        self.read += 1
        return self

    def copied(self) -> _Server:
        return self

    def check(self) -> None:
        if self.failing:
            raise self.failing.pop()

    def close(self) -> None:
        pass


@pytest.mark.slow
def test_a_server_with_another_graph_is_read_anew_and_one_that_is_gone_is_asked_again_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server = _Server()
    monkeypatch.setattr(served_module, "State", server.state)
    served = Served(Target(uri="bolt://localhost:7687"))
    server.failing = [GraphReplaced("another graph.")]
    assert (served.answer(lambda _: "answered"), server.read) == ("answered", 2)
    server.failing = [NoConnection("nobody answers.")]
    with pytest.raises(NoConnection):
        served.answer(lambda _: "answered")
    assert served.answer(lambda _: "answered") == "answered"


def test_an_answer_that_takes_too_long_is_ended() -> None:
    def endless() -> None:
        while True:
            pass

    with pytest.raises(TooSlow, match=r"within 0\.05 seconds"):
        in_time(endless, 0.05)
    assert in_time(lambda: "answered", 0.05) == "answered"
