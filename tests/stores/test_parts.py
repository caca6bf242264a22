"""A large store, which is a file and a folder: it answers as one file does, and is whole or not there."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import networkx as nx
import pytest
from small_graph import small_graph

from career_pathways.loader.errors import StoreError
from career_pathways.loader.files import PARTED
from career_pathways.loader.stores import embedded, placing, statements
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.loader.stores.parted import GRAPH, Parts
from career_pathways.loader.stores.rows import GraphRows
from career_pathways.queries.library import Query, queries
from career_pathways.queries.run import run

VALUES: dict[str, Any] = {
    "id": "construction/roofer-2",
    "from": "construction/roofer-2",
    "to": "construction/construction-site-management-6",
    "level": 2,
    "text": "crane",
}


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a store in parts is."""
    monkeypatch.setattr(embedded, "LARGE", 0)
    EmbeddedStore(tmp_path / "maps.kgl").replace(small_graph())
    return tmp_path / "maps.kgl"


@pytest.fixture(scope="module")
def pair(
    graph_of_few: nx.MultiDiGraph, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[EmbeddedStore, ...]]:
    """The same map in one file and in parts."""
    folder = tmp_path_factory.mktemp("pair")
    with pytest.MonkeyPatch.context() as patch:
        for name, large in (("file", 10**9), ("parts", 0)):
            patch.setattr(embedded, "LARGE", large)
            EmbeddedStore(folder / name).replace(graph_of_few)
    yield EmbeddedStore(folder / "file"), EmbeddedStore(folder / "parts")


@pytest.mark.parametrize("question", queries(), ids=lambda question: question.name)
def test_every_question_has_the_same_answer(question: Query, pair: tuple[EmbeddedStore, ...]) -> None:
    asked = {p.name: VALUES[p.name] for p in question.parameters if not p.optional}
    of_file, of_parts = (run(question, store, asked, limit=None).rows for store in pair)
    assert of_file == of_parts


def test_a_store_in_parts_is_named_by_a_small_file(path: Path) -> None:
    assert path.read_bytes().startswith(PARTED)
    assert [folder.name for folder in folders(path)] == [named(path)]


def test_a_store_is_replaced_in_one_step_and_whoever_reads_the_old_one_reads_on(path: Path) -> None:
    with EmbeddedStore(path) as reader:
        before = reader.counts()
        fewer = small_graph()
        fewer.remove_nodes_from([n for n in fewer if n.startswith("health")])
        EmbeddedStore(path).replace(fewer)
        assert reader.counts() == before
    assert EmbeddedStore(path).counts() != before
    assert [folder.name for folder in folders(path)] == [named(path)]


def test_one_that_is_replaced_while_it_is_opened_is_opened_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read, begun = embedded._read, []

    def late(graph: Path) -> Any:
        if not begun:
            begun.append(graph)
            EmbeddedStore(path).replace(small_graph())
        return read(graph)

    monkeypatch.setattr(embedded, "_read", late)
    assert EmbeddedStore(path).counts()["Occupation"] == 9
    assert not begun[0].exists()


def test_a_small_map_in_the_place_of_a_large_one_is_one_file_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "LARGE", 1_000)
    EmbeddedStore(path).replace(small_graph())
    assert list(path.parent.iterdir()) == [path]


def test_damage_is_noticed_wherever_it_is(path: Path) -> None:
    for place in Parts(**json.loads(path.read_bytes().removeprefix(PARTED))).files:
        part = folders(path)[0] / GRAPH / place
        sound = part.read_bytes()
        for damaged in (sound[:-1] + bytes([sound[-1] ^ 1]), sound[:-1]) if sound else (b"0",):
            part.write_bytes(damaged)
            with pytest.raises(StoreError, match=r"maps\.kgl: the store is damaged: .*Make it anew"):
                EmbeddedStore(path).counts()
        part.unlink()
        with pytest.raises(StoreError, match="damaged"):
            EmbeddedStore(path).counts()
        part.write_bytes(sound)
    assert EmbeddedStore(path).counts()["Occupation"] == 9


@pytest.mark.parametrize("content", [b"", b"{}", b'{"folder": "../other", "files": {}}', b"[1]", b'{"folder": 1}'])
def test_a_file_that_names_no_folder_is_damaged(path: Path, content: bytes) -> None:
    path.write_bytes(PARTED + content)
    with pytest.raises(StoreError, match="damaged: it names no folder"):
        EmbeddedStore(path).counts()
    EmbeddedStore(path).replace(small_graph())
    assert EmbeddedStore(path).counts()["Occupation"] == 9


def test_a_file_without_its_folder_says_which_one_is_missing(path: Path) -> None:
    moved = path.parent / "elsewhere" / "maps.kgl"
    moved.parent.mkdir()
    path.rename(moved)
    with pytest.raises(StoreError, match=rf"its folder, {named(moved)}, is not beside it"):
        EmbeddedStore(moved).counts()
    folders(path)[0].rename(moved.with_name(named(moved)))
    assert EmbeddedStore(moved).counts()["Occupation"] == 9


def test_a_copy_of_the_file_keeps_its_folder_whichever_of_the_two_is_made_anew(path: Path) -> None:
    copy = path.with_name("copy.kgl")
    for anew, kept in ((path, copy), (copy, path)):
        copy.write_bytes(path.read_bytes())
        EmbeddedStore(anew).replace(small_graph())
        assert EmbeddedStore(kept).counts()["Occupation"] == 9
        assert {folder.name for folder in folders(path)} == {named(path), named(copy)}
    EmbeddedStore(copy).replace(small_graph())
    EmbeddedStore(path).replace(small_graph())
    assert {folder.name for folder in folders(path)} == {named(path), named(copy)}


KILLED = """
import os, pathlib, signal, sys
sys.path[:0] = {path}
from small_graph import small_graph
from career_pathways.loader.stores import embedded
embedded.LARGE = 0
pathlib.Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
embedded.EmbeddedStore(pathlib.Path({store!r})).replace(small_graph())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed so there")
def test_a_killed_writer_leaves_the_old_store_and_what_the_next_one_removes(path: Path) -> None:
    before = path.read_bytes()
    script = KILLED.format(path=sys.path, store=str(path))
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -signal.SIGKILL
    assert path.read_bytes() == before
    assert EmbeddedStore(path).counts()["Occupation"] == 9
    assert len(folders(path)) == 2
    EmbeddedStore(path).replace(small_graph())
    assert {entry.name for entry in path.parent.iterdir()} == {path.name, named(path)}


def test_only_what_a_writer_has_made_is_removed(path: Path) -> None:
    theirs = [path.parent / name for name in ("maps.kgl.notes", "maps.kgl.0123abcd", "thesis.0123abcd")]
    for folder in theirs:
        (folder / GRAPH).mkdir(parents=True)
        (folder / "thesis.txt").write_text("mine")
    of_somebody = Parts("maps.kgl.0123abcd", {}, before="thesis.0123abcd")
    path.write_bytes(PARTED + json.dumps(of_somebody._asdict()).encode())
    EmbeddedStore(path).replace(small_graph())
    EmbeddedStore(path).replace(small_graph())
    assert all((folder / "thesis.txt").exists() for folder in theirs)


class Many(GraphRows):
    """More rows than a file holds, of which none can be asked for."""

    @property
    def counts(self) -> dict[str, int]:  # type: ignore[override]
        return {"Occupation": 1_000_000, "PROGRESSES_TO": 10_000_000}

    def nodes(self) -> Any:
        raise AssertionError


def test_more_rows_than_a_file_does_well_end_at_once_with_what_takes_them(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"11,000,000 nodes and relationships; .* in a Neo4j: the command `load`"):
        EmbeddedStore(tmp_path / "maps.kgl").replace(Many(small_graph()))
    assert list(tmp_path.iterdir()) == []


def test_a_disk_without_room_is_told_before_anything_is_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sorted(path.parent.rglob("*"))
    monkeypatch.setattr(placing.shutil, "disk_usage", lambda _: SimpleNamespace(free=1_000))
    with pytest.raises(StoreError, match=r"cannot be written: No space left on device.*make room"):
        EmbeddedStore(path).replace(small_graph())
    assert sorted(path.parent.rglob("*")) == before
    assert EmbeddedStore(path).counts()["Occupation"] == 9


def test_however_many_rows_a_statement_has_the_file_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int]] = []
    for name, batch in (("one", 10**6), ("many", 2)):
        monkeypatch.setattr(statements, "BATCH", batch)
        EmbeddedStore(tmp_path / name).replace(small_graph(), progress=lambda done, of: told.append((done, of)))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "many").read_bytes()
    assert told[-1] == (50, 50)


def folders(path: Path) -> list[Path]:
    return [folder for folder in path.parent.iterdir() if folder.is_dir() and (folder / GRAPH / "CURRENT").exists()]


def named(path: Path) -> str:
    return Parts(**json.loads(path.read_bytes().removeprefix(PARTED))).folder
