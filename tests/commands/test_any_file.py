"""Whatever is named where a file is wanted: its text is read, or the error says what it is. Soon, in little memory."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from career_pathways.explorer.commands.main import main
from career_pathways.loader.source import SourceText

MAPS = "Occupational Map: Crafts\nMaking\tCluster: Tailor <i>Make clothes.</i> Tailor (2) Cutter (3)\n"
CHANGES = '[[add.progression]]\nfrom = "Hospitality manager"\nto = "Retail management"\nbecause = "both sell"\n'
WHERE = {
    # command that ends with the file, what stands in one that is right
    "build": (["build", "--store", "made.kgl"], MAPS),
    "check": (["check"], MAPS),
    "catalogue": (["catalogue"], MAPS),
    "lookups": (["check", "maps.txt", "--lookups"], f'document = "{SourceText(MAPS).sha256}"\n'),
    "what if": (["next", "Butcher", "--route", "sales", "--with"], CHANGES),
    "password": (["query", "routes", "--store", "bolt://127.0.0.1:1", "--password-file"], "wrong\n"),
}


EACH = [pytest.param(where, marks=pytest.mark.slow if where == "what if" else ()) for where in WHERE]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, built_store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("PATHWAYS_STORE", str(built_store))
    (tmp_path / "maps.txt").write_text(MAPS)
    with chdir(tmp_path):
        yield tmp_path


def run(where: str, file: str) -> Result:
    return CliRunner().invoke(main, [*WHERE[where][0], file])


def refused(result: Result, where: str) -> bool:
    """In one line, or in click's own words; with the exit status of a misuse."""
    assert (result.stdout, "Traceback" in result.stderr) == ("", False), where
    return result.exit_code == 2


@pytest.mark.parametrize("where", EACH)
def test_what_is_no_text_is_refused(where: str, folder: Path) -> None:
    """A device without an end after cdgriffith/puremagic#109."""
    (folder / "folder").mkdir()
    (folder / "loop").symlink_to("loop")
    (folder / "binary").write_bytes(bytes(range(256)))
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        for file in ("/dev/zero", "folder", "loop", "binary", "socket", "missing", "binary/x", "x" * 300):
            assert refused(run(where, file), where), file
    assert not (folder / "made.kgl").exists()


@pytest.mark.parametrize("where", EACH)
def test_a_pipe_is_read_as_a_file_is(where: str, folder: Path) -> None:
    """As process substitution gives one: after noahmorrison/chevron#26, facebook/zstd#4340 and tseemann/prokka#128."""
    (folder / "file").write_text(WHERE[where][1])
    os.mkfifo(folder / "pipe")
    writing = threading.Thread(target=(folder / "pipe").write_text, args=(WHERE[where][1],))
    writing.start()
    piped = run(where, "pipe")
    writing.join()
    assert not refused(piped, where) if where == "password" else piped.exit_code == 0, piped.output
    assert piped.stdout.replace("pipe", "file") == run(where, "file").stdout


@pytest.mark.parametrize(
    ("given", "says"), [(b"x" * 400_001, "more than 400,000 bytes"), (b"RETURN '\xff' AS x", "not text in UTF-8")]
)
def test_a_statement_from_standard_input_is_read_within_its_limit(given: bytes, says: str) -> None:
    result = CliRunner().invoke(main, ["query", "--cypher", "-"], input=given)
    assert (result.exit_code, says in result.stderr) == (2, True)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps the limit")
@pytest.mark.parametrize("where", [*WHERE, "stdin"])
def test_a_device_without_an_end_takes_little_memory(where: str) -> None:
    limited = "import resource; resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000,) * 2)\n"
    code = f"{limited}from career_pathways.explorer.__main__ import start; start()"
    command = WHERE[where][0] + ["/dev/zero"] if where in WHERE else ["query", "--cypher", "-"]
    with Path("/dev/zero").open() as zero:
        done = subprocess.run(
            [sys.executable, "-c", code, *command], stdin=zero, capture_output=True, text=True, check=False
        )
    assert (done.returncode, "bytes" in done.stderr) == (2, True), done.stderr
