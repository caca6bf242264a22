"""A writer that is killed leaves its files, and the next one removes them; those of one that is alive stay.

After Comfy-Org/comfy-cli#689 (13 files left by 20 kills) and yvgude/lean-ctx#958 (files that nothing ever removed).
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from parts import part_of
from small_graph import small_graph
from tries import tries

from career_pathways.exports.files import export
from career_pathways.loader.files import new_beside, remove_left
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.loader.stores.placing import place_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fork and kill -9")


def killed(act: Callable[[], object], function: str, nth: int) -> bool:
    """Whether a process that acts was killed, as with kill -9, when it called a function of `os` for the nth time."""
    child = os.fork()
    if child == 0:  # pragma: no cover
        calls = 0

        def kill(*_: object, **__: object) -> None:
            nonlocal calls
            calls += 1
            if calls == nth:
                os.kill(os.getpid(), signal.SIGKILL)
            real(*_, **__)

        real = getattr(os, function)
        setattr(os, function, kill)
        try:
            act()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.rglob("*") if file.is_file()}


STORE = b"RGF a store"


@pytest.mark.parametrize("function", ["fsync", "replace"])
def test_what_a_killed_build_leaves_the_next_one_removes(function: str, tmp_path: Path) -> None:
    store = tmp_path / "maps.kgl"
    store.write_bytes(STORE)
    for _ in range(3):
        assert killed(lambda: place_file(store, b"RGF new"), function, 1)
    assert len(names(tmp_path)) == 2, "each removes what the one before has left"
    assert store.read_bytes() == STORE
    with EmbeddedStore(store) as opened:
        opened.replace(small_graph())
    assert names(tmp_path) == {"maps.kgl"}


@pytest.mark.parametrize("target", ["map.csv", "map.graphml", "folder"])
@pytest.mark.parametrize(("function", "nth"), [("fsync", 1), ("fsync", 2), ("replace", 1), ("replace", 2), ("link", 2)])
def test_what_a_killed_export_leaves_the_next_one_removes(target: str, function: str, nth: int, tmp_path: Path) -> None:
    form = "neo4j-admin" if target == "folder" else None
    part, place = part_of(small_graph()), tmp_path / target
    whole = {file.name for file in export(part, place, form)}
    assert killed(lambda: export(part, place, form, force=True), function, nth)
    assert names(tmp_path) > whole
    export(part, place, form, force=True)
    assert names(tmp_path) == whole


def test_a_folder_that_only_a_killed_export_has_made_is_taken_for_empty(tmp_path: Path) -> None:
    part = part_of(small_graph())
    assert killed(lambda: export(part, tmp_path / "made", "neo4j-admin"), "fsync", 2)
    assert len(names(tmp_path)) == 2
    written = export(part, tmp_path / "made", "neo4j-admin")
    assert names(tmp_path) == {file.name for file in written}


def test_what_a_writer_that_is_alive_has_made_stays(tmp_path: Path) -> None:
    store, ours = tmp_path / "maps.kgl", tmp_path / f".maps.kgl.{os.getpid()}-00000000"
    ours.write_text("of a process of this number, long ago")
    others = [
        tmp_path / name for name in (".maps.kgl", ".other.kgl.1-00000000", "maps.kgl.1-00000000", ".maps.kgl.1-0")
    ]
    for other in others:
        other.write_text("of somebody else")
    (tmp_path / ".maps.kgl.2-00000000").symlink_to(others[0])
    with new_beside(store) as writing:
        remove_left(tmp_path, {"maps.kgl"})
        assert writing.exists()
        assert not ours.exists()
    assert names(tmp_path) == {*(other.name for other in others), ".maps.kgl.2-00000000"}


def test_writers_at_once_do_not_take_each_others_files(tmp_path: Path) -> None:
    store = tmp_path / "maps.kgl"
    with ThreadPoolExecutor(8) as pool:
        for _ in pool.map(lambda i: place_file(store, b"RGF %d" % i), range(200)):
            pass
    assert names(tmp_path) == {"maps.kgl"}


@pytest.mark.slow
def test_builds_that_are_killed_at_any_moment_leave_nothing_for_ever(tmp_path: Path, built_store: Path) -> None:
    store = tmp_path / "maps.kgl"
    store.write_bytes(built_store.read_bytes())
    command = [sys.executable, "-m", "career_pathways.explorer", "build", "--store", str(store)]
    begun = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    took = time.monotonic() - begun
    for _ in range(tries(30, fewest=3)):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(random.uniform(0.7 * took, 1.05 * took))  # it writes at its end
            process.kill()
    assert store.read_bytes() == built_store.read_bytes()
    subprocess.run(command, check=True, capture_output=True)
    assert names(tmp_path) == {"maps.kgl"}
