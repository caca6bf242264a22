"""A bulk load: what its user has to rely on, first with a java that does as it is told, then with Neo4j."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import networkx as nx
import psutil
import pytest
from click.testing import CliRunner
from small_graph import small_graph

from career_pathways.explorer.commands.main import main
from career_pathways.explorer.local_neo4j import bulk, configuration, swap
from career_pathways.explorer.local_neo4j import server as local_server
from career_pathways.explorer.local_neo4j.home import ENVIRONMENT_VARIABLE, LocalServer, mend, remember, remembered
from career_pathways.explorer.local_neo4j.jars import VERSION
from career_pathways.explorer.local_neo4j.process import alive
from career_pathways.loader.errors import GraphReplaced, LocalServerError, LossRefused, PathwaysError
from career_pathways.loader.stores.neo4j.imported import Found, found_in, refuse_to_replace
from career_pathways.loader.stores.neo4j.store import BoltStore
from career_pathways.loader.stores.rows import GraphRows
from career_pathways.loader.stores.store import Target

EMPTY = Found(number=4, editions=(), counts={}, nodes=0, relationships=0)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """That of a server which has a database and a user, and which does not run."""
    place = tmp_path / "home"
    for name, text in {"databases/neo4j": "old", "databases/system": "users", "transactions/system": "log"}.items():
        (place / "data" / name).mkdir(parents=True)
        (place / "data" / name / "file").write_text(text)
    (place / "lock").touch()
    (place / "password").write_text("secret")
    remember(LocalServer(home=place, version=VERSION, uri="bolt://127.0.0.1:1", browser="http://127.0.0.1:2/browser/"))
    return place


def new_data(home: Path) -> Path:
    """What an import has made, with a user of its own."""
    new = home / "bulk" / "data"
    for name, text in {"databases/neo4j": "new", "databases/system": "other users", "dbms": "password"}.items():
        (new / name).mkdir(parents=True)
        (new / name / "file").write_text(text)
    return new


def read(home: Path, name: str) -> str:
    return (home / "data" / name / "file").read_text()


# A new database in the old one's place ----------------------------------------------------------------------


def test_the_graph_is_the_new_one_and_the_users_stay(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "new_server", lambda place, *_: started.append(read(place, "databases/neo4j")))
    started: list[str] = []
    swap.swap(home, new_data(home))
    assert started == [read(home, "databases/neo4j")] == ["new"]
    assert (read(home, "databases/system"), read(home, "transactions/system")) == ("users", "log")
    assert not (home / "data" / "dbms").exists()
    assert not (home / "data.old").exists()


def test_where_the_server_does_not_come_up_the_old_one_is_put_back(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def start(place: Path, *_: object) -> None:
        started.append(read(place, "databases/neo4j"))
        if started[-1] == "new":
            raise LocalServerError("it does not start.")

    started: list[str] = []
    monkeypatch.setattr(swap, "new_server", start)
    with pytest.raises(LocalServerError, match="does not start"):
        swap.swap(home, new_data(home))
    assert started == ["new", "old"]
    assert not (home / "data.old").exists()


def test_what_an_earlier_swap_left_is_not_put_back(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (home / "data.old").mkdir()
    monkeypatch.setattr(swap.shutil, "copytree", full)
    monkeypatch.setattr(swap, "new_server", lambda *_: None)
    with pytest.raises(LocalServerError, match="No space left"):
        swap.swap(home, new_data(home))
    assert read(home, "databases/neo4j") == "old"


@pytest.mark.parametrize("moment", ["copytree", "rename"])
def test_what_is_killed_in_the_middle_is_put_right_by_the_next_start(
    home: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    new = new_data(home)
    if moment == "rename":
        (home / "data").rename(home / "data.old")
    mend(home)
    assert read(home, "databases/neo4j") == "old"
    monkeypatch.setattr(swap, "new_server", lambda *_: None)
    swap.swap(home, new)
    assert read(home, "databases/neo4j") == "new"


def test_a_swap_whose_data_another_bulk_load_has_removed_stops_no_server(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "process_of", pytest.fail)
    with pytest.raises(LocalServerError, match="another bulk load"):
        swap.swap(home, home / "bulk" / "data")


# What fails -------------------------------------------------------------------------------------------------


@pytest.fixture
def loading(home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A bulk load into a server that runs, whose import does as it is told."""
    running = LocalServer(
        home=home, version=VERSION, uri="bolt://127.0.0.1:1", browser="http://127.0.0.1:2/browser/", pid=1, created=1.0
    )
    patched = {"status": lambda _: running, "found_in": lambda _: EMPTY, "complete": lambda *_: None}
    patched |= {"server_jars": lambda *_, **__: home, "_swap": lambda place: swap.swap(place, place / "bulk" / "data")}
    patched |= {"set_password": lambda *_: (home / "bulk" / "password").write_text("x")}
    patched |= {"new_server": lambda *_: running, "_verify": lambda _: None}
    for name, does in patched.items():
        monkeypatch.setattr(bulk, name, does)
    monkeypatch.setattr(swap, "new_server", lambda *_: None)

    def load_it(does: str, graph: nx.MultiDiGraph | None = None, **more: Any) -> None:
        java = home.parent / "java"
        java.write_text(f"#!{sys.executable}\nimport os, sys, time\nfrom pathlib import Path\n{does}\n", "utf-8")
        java.chmod(0o755)
        monkeypatch.setattr(bulk, "java_command", lambda: str(java))
        bulk.load_in_bulk(GraphRows(graph or small_graph()), home=home, say=lambda _: None, **more)

    return load_it


MADE = "made = Path.cwd().parent / 'data/databases/neo4j'; made.mkdir(parents=True); (made / 'file').write_text('new')"


def test_a_bulk_load_that_succeeds_leaves_only_its_database(home: Path, loading: Callable[..., None]) -> None:
    shown: list[str] = []
    printed = "print('(1/4) Node import 2026-11-29 00:41'); print('..... 35% ∆1s [2s]')"
    loading(f"{MADE}; {printed}", live=shown.append)
    assert read(home, "databases/neo4j") == "new"
    assert "import, 1 of 4: node import 35 %" in shown
    assert not (home / "bulk").exists()


@contextmanager
def small_files() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize(
    ("does", "told"),
    [
        ("sys.exit('Caused by: java.io.IOException: No space left on device')", r"no room on the disk.*Make room"),
        ("sys.exit('java.lang.OutOfMemoryError: Java heap space')", r"too little memory with \d+ MB.*_NEO4J_HEAP"),
        ("sys.exit('Something else')", r"import failed, and nothing was changed:\nSomething else"),
    ],
)
def test_an_import_that_fails_says_why_and_leaves_the_old_database(
    home: Path, loading: Callable[..., None], does: str, told: str
) -> None:
    with pytest.raises(LocalServerError, match=told):
        loading(f"{MADE}; {does}")
    assert read(home, "databases/neo4j") == "old"
    assert not (home / "bulk").exists()


def test_a_disk_that_is_full_of_its_files_is_told_and_nothing_is_left(home: Path, loading: Callable[..., None]) -> None:
    with small_files(), pytest.raises(LocalServerError, match=r"File too large.*room, or name another home"):
        loading("sys.exit('never asked')")
    assert read(home, "databases/neo4j") == "old"
    assert not (home / "bulk").exists()


def test_ctrl_c_ends_the_import(home: Path, loading: Callable[..., None]) -> None:
    def pressed(text: str) -> None:
        if text.endswith("5 %"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        loading("print('..... 5% ∆', flush=True); time.sleep(60)", live=pressed)
    assert not (home / "bulk").exists()


@pytest.mark.parametrize(
    ("now", "error"), [(EMPTY._replace(number=6), GraphReplaced), (EMPTY._replace(nodes=1), LossRefused)]
)
def test_what_came_meanwhile_is_not_lost(
    home: Path, loading: Callable[..., None], monkeypatch: pytest.MonkeyPatch, now: Found, error: type[Exception]
) -> None:
    found = iter((EMPTY, now))
    monkeypatch.setattr(bulk, "found_in", lambda _: next(found))
    with pytest.raises(error):
        loading(MADE)
    assert read(home, "databases/neo4j") == "old"


def test_what_a_killed_one_left_is_ended_and_removed_by_the_next(home: Path, loading: Callable[..., None]) -> None:
    left = psutil.Popen([sys.executable, "-c", "import time; time.sleep(60)"], stdout=subprocess.PIPE)
    (home / "bulk" / "files").mkdir(parents=True)
    (home / "data.old").mkdir()
    at = {"uri": "bolt://127.0.0.1:3", "browser": "http://127.0.0.1:4/browser/"}
    remember(LocalServer(home=home / "bulk", version=VERSION, pid=left.pid, created=left.create_time(), **at))
    loading(MADE)
    assert not alive(left)
    assert not (home / "data.old").exists()
    assert read(home, "databases/neo4j") == "new"


# What is refused --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (EMPTY._replace(editions=("2017", "2026")), "the edition 2026 besides"),
        (EMPTY._replace(nodes=2, relationships=1), "2 nodes of your own and 1 relationship of your own besides"),
        (EMPTY._replace(counts={"Occupation": 100}), r"more than 10%: Occupation 100 → 9"),
    ],
)
def test_what_a_bulk_load_would_take_away_is_refused(found: Found, told: str) -> None:
    with pytest.raises(LossRefused, match=told):
        refuse_to_replace(found, "2017", GraphRows(small_graph()).counts, Target(uri="bolt://here"))


@pytest.mark.parametrize(("said", "megabytes"), [("6g", 6144), ("512M", 512), ("", None)])
def test_the_heap_is_as_large_as_the_variable_says(
    monkeypatch: pytest.MonkeyPatch, said: str, megabytes: int | None
) -> None:
    monkeypatch.setenv(configuration.HEAP_VARIABLE, said)
    assert configuration.heap() == megabytes or megabytes is None
    monkeypatch.setenv(configuration.HEAP_VARIABLE, "6 GB")
    with pytest.raises(LocalServerError, match="like 6g"):
        configuration.heap()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--to", "bolt://there"), "Name a folder for the files with -o"),
        (("--to", "maps.kgl"), "no server"),
        (("--to", "local", "-o", "folder"), "-o belongs to --bulk and a server elsewhere"),
    ],
)
def test_files_are_for_a_server_elsewhere(arguments: tuple[str, ...], told: str) -> None:
    result = CliRunner().invoke(main, ["load", "--bulk", *arguments])
    assert (result.exit_code, told in result.output) == (2, True)


def test_the_files_for_a_server_elsewhere_come_with_the_command(tmp_path: Path) -> None:
    command = ["load", "2026", "--bulk", "--to", "neo4j://there", "-o", str(tmp_path / "files")]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    assert "sh import.sh neo4j" in " ".join(result.output.split())
    assert (tmp_path / "files" / "nodes-Occupation.csv").exists()
    again = CliRunner().invoke(main, command)
    assert (again.exit_code, "holds files. Name a new folder.\n" in again.output) == (2, True), again.output


# With the real server ---------------------------------------------------------------------------------------


@pytest.mark.server
@pytest.mark.soak
def test_a_bulk_load_is_what_a_load_is_and_its_server_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(home))
    before = local_server.start(home=home, say=lambda _: None)
    try:
        graph = small_graph()
        with BoltStore(bulk.target_of(before)) as store:
            store.load(GraphRows(graph))
            monkeypatch.setenv(configuration.HEAP_VARIABLE, "16m")
            with pytest.raises(PathwaysError, match="_NEO4J_HEAP"):
                bulk.load_in_bulk(GraphRows(graph), say=lambda _: None)
            monkeypatch.delenv(configuration.HEAP_VARIABLE)
            assert store.counts()["Occupation"] == 9
        bulk.load_in_bulk(GraphRows(graph), say=lambda _: None)
        after = remembered(home)
        assert after is not None
        assert (after.uri, after.pid == before.pid) == (before.uri, False)
        with BoltStore(bulk.target_of(after)) as store:
            assert not [change for change in store.load(GraphRows(graph)) if change.added or change.changed]
        assert found_in(bulk.target_of(after)).number == 4  # by it readers know that the graph is another
        assert [place.name for place in home.iterdir() if place.name in {"bulk", "data", "data.old"}] == ["data"]
    finally:
        local_server.stop(home)
