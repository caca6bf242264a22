"""What users hand in by mistake, and machines that fail: a clear error or a sound answer, and the store as it was."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from places import ROOT

from career_pathways.explorer.commands.main import main
from career_pathways.loader.reading.curated import PACKAGED
from career_pathways.loader.source import LARGEST, read_source

DOCUMENT = read_source().text
HEAD = "Occupational Map: Crafts\nMaking\tCluster: Tailor <i>Make clothes.</i> "


@pytest.fixture
def store(tmp_path: Path, built_store: Path) -> Path:
    """A store that must still be there, byte for byte, whatever happens."""
    path = tmp_path / "kept" / "pathways.kgl"
    path.parent.mkdir()
    path.write_bytes(built_store.read_bytes())
    return path


def build(store: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["build", *arguments, "--store", str(store)])


def refused(result: Result, *said: str) -> bool:
    """Whether the project's own error was shown, with these words in it."""
    return (
        result.exit_code in {1, 2}
        and isinstance(result.exception, SystemExit)
        and all(text in result.stderr for text in said)
    )


BAD = {
    "empty": (b"", ["no line"]),
    "white space": (b" \n\t\n", ["no line"]),
    "binary": (bytes(range(256)) * 40, ["line 3: byte 0x80 is not UTF-8"]),
    "not UTF-8": (HEAD.encode() + b"Caf\xe9 owner", ["line 2: byte 0xe9 is not UTF-8"]),
    "50 MB": (b"Roofer (2) " * 4_800_000, [f"more than {LARGEST:,} bytes", "whole routes"]),
    "an HTML bomb": (HEAD.encode() + b"<b>" * 20_000, ["no occupation in 1"]),
    "a cell without end": (
        HEAD.encode() + b"Roofer Wall Tile " * 5_000,
        ["line 2: more than 1,000 words in one cluster"],
    ),
    "an unknown heading": (HEAD.encode() + b"\n# Something else\n", ["line 3: a heading", "# Something else"]),
    "no occupation": (
        b"Occupational Map: Crafts\nMaking\tCluster: Tailor <i>Make clothes.</i>\n",
        ["no occupation in 1"],
    ),
    "a fourth column": (HEAD.encode() + b"\t\t\t\tRoofer (2)", ["line 2: text in a fourth column", "Roofer (2)"]),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_document_that_is_none_is_refused_soon_and_the_store_is_kept(kind: str, store: Path, tmp_path: Path) -> None:
    content, said = BAD[kind]
    document = tmp_path / "maps.txt"
    document.write_bytes(content)
    before, start = store.read_bytes(), time.monotonic()
    result = build(store, str(document))
    assert refused(result, *said), result.output
    assert time.monotonic() - start < 20
    assert store.read_bytes() == before


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        DOCUMENT[: len(DOCUMENT) // 2],
        HEAD + "<div>Roofer (2)</div><div>Tiler",
        HEAD + "<div>Roofer (2) <i>Tiler</div",
        DOCUMENT.replace("</div>", ""),
        DOCUMENT.replace("\n", "\r\n"),
    ],
    ids=["truncated", "an unclosed tag", "a broken tag", "no tag closed", "line ends of Windows"],
)
def test_a_damaged_document_is_read_and_nothing_of_it_is_lost(text: str, tmp_path: Path) -> None:
    document = tmp_path / "maps.txt"
    document.write_bytes(text.encode())
    assert build(tmp_path / "s.kgl", str(document)).exit_code == 0
    result = CliRunner().invoke(main, ["check", str(document), "--csv"])
    assert result.exit_code == 0
    assert "characters without an owner" not in result.stdout
    assert "characters owned twice" not in result.stdout


def test_a_lookup_that_fits_nothing_is_refused(store: Path, tmp_path: Path) -> None:
    packaged = (ROOT / "loader" / "lookups" / PACKAGED).read_text("utf-8")
    lookups = tmp_path / "mine.toml"
    lookups.write_text(packaged + '\n[[reading]]\nline = 57\nentry = "Unicorn"\nbecause = "why not"\n', "utf-8")
    before = store.read_bytes()
    assert refused(build(store, "--lookups", str(lookups)), "mine.toml, reading", "line 57", "'Unicorn'")
    assert store.read_bytes() == before


def failing(real: Callable[..., Any], number: int) -> Callable[..., Any]:
    def fail(*_: Any, **__: Any) -> Any:
        raise OSError(number, os.strerror(number))

    del real
    return fail


@pytest.mark.slow
@pytest.mark.parametrize(
    ("function", "number", "said"),
    [("fsync", errno.ENOSPC, "No space left"), ("replace", errno.EROFS, "Read-only"), ("fsync", errno.EIO, "error")],
    ids=["a full disk", "a read-only folder", "a failing disk"],
)
def test_a_machine_that_fails_leaves_the_store_as_it_was(
    function: str, number: int, said: str, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, document = store.read_bytes(), tmp_path / "maps.txt"
    document.write_text(f"{HEAD}Tailor (2) Dressmaker (3)\n", "utf-8")
    monkeypatch.setattr(os, function, failing(getattr(os, function), number))
    assert refused(build(store, str(document)), str(store), said)
    monkeypatch.undo()
    assert store.read_bytes() == before
    assert [path.name for path in store.parent.iterdir()] == [store.name], "nothing is left beside it"


def test_a_store_of_another_version_says_how_to_make_it_anew(
    store: Path, built_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("career_pathways.loader.stores.embedded.VERSIONS", (99,))
    result = CliRunner().invoke(main, ["search", "roofer", "--store", str(store)])
    assert refused(result, "this program reads version 99", f"Make it anew with `pathways build --store {store}`.")
    assert store.read_bytes() == built_store.read_bytes()


@pytest.mark.parametrize("content", [b"", b"RGF and then nothing", b"PK\x03\x04 a zip file"])
def test_a_file_that_is_no_store_is_named(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "pathways.kgl"
    path.write_bytes(content)
    assert refused(CliRunner().invoke(main, ["search", "roofer", "--store", str(path)]), str(path))


@pytest.mark.slow
def test_two_builds_at_once_leave_one_sound_store(tmp_path: Path, built_store: Path) -> None:
    path = tmp_path / "pathways.kgl"
    command = [sys.executable, "-m", "career_pathways.explorer", "build", "--store", str(path)]
    builds = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]
    assert [process.wait(timeout=60) for process in builds] == [0, 0]
    for process in builds:
        process.communicate()
    assert path.read_bytes() == built_store.read_bytes()
    assert [file.name for file in tmp_path.iterdir()] == ["pathways.kgl"]


@pytest.mark.parametrize("seed", ["0", "4711"])
@pytest.mark.slow
def test_the_same_build_gives_the_same_bytes_in_every_process(seed: str, tmp_path: Path, built_store: Path) -> None:
    path = tmp_path / "pathways.kgl"
    environment = os.environ | {"PYTHONHASHSEED": seed}
    command = [sys.executable, "-m", "career_pathways.explorer", "build", "--store", str(path)]
    subprocess.run(command, check=True, capture_output=True, env=environment)
    assert path.read_bytes() == built_store.read_bytes()


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (n:Route {id: 'x'})",
        "MATCH (n) SET n.title = 'x' RETURN n",
        "MATCH (n) DETACH DELETE n",
        "LOAD CSV FROM 'file:///etc/hosts' AS row RETURN row",
        "CALL db.labels()",
        "MATCH (a:Occupation)-[:PROGRESSES_TO*]->(b) RETURN count(*) AS n",
        "MATCH (a:Occupation)-[:PROGRESSES_TO*2..]->(b) RETURN count(*) AS n",
        "MATCH (a:Occupation)-[:PROGRESSES_TO*1..999999999]->(b) RETURN count(*) AS n",
        "MATCH (r:Route) CALL (r) { RETURN 1 AS x } IN TRANSACTIONS RETURN x",
        "MATCH (r:Route) RETURN r.id AS id; MATCH (n) DELETE n",
    ],
)
def test_cypher_that_does_more_than_read_is_refused(cypher: str, store: Path) -> None:
    before = store.read_bytes()
    result = CliRunner().invoke(main, ["query", "--cypher", cypher, "--store", str(store)])
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert store.read_bytes() == before


@pytest.mark.slow
def test_cypher_that_takes_too_long_is_stopped(store: Path) -> None:
    cypher = "MATCH (a:Occupation), (b:Occupation), (c:Occupation), (d:Occupation) RETURN count(*) AS n"
    start = time.monotonic()
    result = CliRunner().invoke(main, ["query", "--cypher", cypher, "--timeout", "1", "--store", str(store)])
    assert refused(result)
    assert time.monotonic() - start < 15
