"""A database for the local server, made by Neo4j's own import, that takes the old one's place when it is whole.

1. All is made in a home of its own, `bulk` in that of the server: the files, the database that the import makes of
   them, and what a load makes besides, by a server that is started there for it. Meanwhile the old database answers.
2. Whatever fails, that home goes, with the processes that work in it; what a killed run has left, the next one removes.
3. In the end a process of its own (swap.py) stops the server and starts it on the new data: it goes on though whoever
   began it is killed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import psutil  # type: ignore[import-untyped]

from career_pathways.explorer.progress import Say, say_live, say_so
from career_pathways.exports.formats.neo4j_admin import UNSEEN, AdminFiles
from career_pathways.exports.part import BegunAgain, part_of_rows
from career_pathways.loader.errors import LocalServerError
from career_pathways.loader.schema import DOCUMENT
from career_pathways.loader.stores.neo4j.connection import graph_replaced
from career_pathways.loader.stores.neo4j.imported import complete, found_in, refuse_to_replace
from career_pathways.loader.stores.neo4j.store import BoltStore
from career_pathways.loader.stores.rows import Rows
from career_pathways.loader.stores.store import Target

from .configuration import configuration, free_ports, heap, set_password
from .home import OLD_DATA, LocalServer, explained, locked, remember, remembered, server_home
from .jars import server_jars
from .process import bound, detached, end, environment, java_command, line_by_line, process_of
from .server import SECONDS_TO_GIVE_UP, class_path_file, new_server, status

BULK = "bulk"
"""Of the server's home: the home in which a bulk load works."""

FILES = "files"
"""Of that: the folder that the import reads."""

SECONDS_TO_FLUSH = 600
"""For the server there to end, which writes what it still holds."""

_SHARE = 4
"""Of the memory that is free, that part is for what the import keeps outside of its heap."""

_STAGE = re.compile(r"\((\d)/(\d)\) (.+?) \d{4}-\d\d-\d\d")
_PERCENT = re.compile(r"(\d+)% ∆")
_LAST_LINES = 15


class Imported(NamedTuple):
    """What a bulk load did."""

    rows: int
    files: float
    """Seconds that the files took."""
    imported: float
    """Seconds that the import took."""
    completed: float
    """Seconds that constraints, indexes and empty lists took."""
    swapped: float
    """Seconds that taking the old one's place took."""


def load_in_bulk(
    rows: Rows,
    *,
    allow_loss: bool = False,
    home: Path | None = None,
    say: Say = say_so,
    live: Say = say_live,
    files_made: Callable[[int], None] = lambda _: None,
) -> Imported:
    """Make the rows of an edition all that the local server holds.

    `say` is called with each line for the user, `live` with what changes, `files_made` with how many rows more stand in
    the files. Raises LossRefused where the server holds something else and `allow_loss` is not given, GraphReplaced
    where a load has come meanwhile, LocalServerError, NoConnection, and what the rows raise; the old database is then
    as it was, and answers.
    """
    place = server_home(home)
    server = status(place)
    if server is None or server.pid is None:
        raise LocalServerError("the local Neo4j does not run.", "Start it with {start_neo4j}.")
    edition, counts = str(rows.edition.get("edition") or DOCUMENT), rows.counts
    with explained(place), locked(place / "bulk.lock", say), _cleared(place) as bulk:
        target = target_of(server)
        found = found_in(target)
        shutil.rmtree(place / OLD_DATA, ignore_errors=True)  # the data answers that was put into their place
        if not allow_loss:
            refuse_to_replace(found, edition, counts, target)
        java, jars = java_command(), server_jars(server.version, say=say, live=live)
        began = time.perf_counter()
        files = written_files(rows, bulk / FILES, files_made)
        written = time.perf_counter()
        staged = _staged(java, jars, server, bulk)
        run_import(java, jars, staged, files, live)
        shutil.rmtree(bulk / FILES)
        imported = time.perf_counter()
        live("constraints and indexes …")
        staged = new_server(bulk, None, server.version, lambda _: None, lambda _: None, bound())
        complete(target_of(staged), counts, edition, found.number // 2 * 2 + 2, files.empty_lists)
        _end(bulk, SECONDS_TO_FLUSH)
        completed = time.perf_counter()
        now = found_in(target)
        if now.number != found.number:
            raise graph_replaced(target)
        if not allow_loss:
            refuse_to_replace(now, edition, counts, target)  # somebody may have put in nodes of their own meanwhile
        live("the new database takes the old one's place …")
        _swap(place)
        _verify(place)
        live("")
        seconds = (written - began, imported - written, completed - imported, time.perf_counter() - completed)
        return Imported(sum(counts.values()), *seconds)


def target_of(server: LocalServer) -> Target:
    """The database of a local server."""
    password = server.password_file.read_text(encoding="utf-8").strip()
    return Target(uri=server.uri, username=server.username, password=password)


def written_files(rows: Rows, folder: Path, made: Callable[[int], None] = lambda _: None) -> AdminFiles:
    """The tables of an import, written to a new folder; what was found in them meanwhile. Raises OSError."""
    part = part_of_rows(rows)
    files = AdminFiles(part, UNSEEN, made)
    folder.mkdir(parents=True)

    def write() -> None:
        for name, table in files.tables:
            with (folder / name).open("wb", buffering=0) as out:
                table(part, out)

    try:
        write()
    except BegunAgain:
        write()
    return files


def run_import(java: str, jars: Path, staged: LocalServer, files: AdminFiles, live: Say) -> None:
    """Run Neo4j's import on the files in the home of a server that has not started. Raises LocalServerError."""
    megabytes = heap()
    free = int(psutil.virtual_memory().available / _SHARE) >> 20
    options = [f"--{name}={value}" for name, value in files.options]
    command = [
        *(java, f"-Xmx{megabytes}m", "-XX:+ExitOnOutOfMemoryError", "-Dfile.encoding=UTF-8"),
        *(f"@{class_path_file(jars, staged)}", "org.neo4j.cli.AdminTool", "database", "import", "full", "neo4j"),
        *(f"--max-off-heap-memory={free}m", f"--report-file={staged.home / 'report'}", *options),
    ]
    variables = environment() | {"NEO4J_HOME": str(staged.home), "NEO4J_CONF": str(staged.home / "conf")}
    with subprocess.Popen(
        command,
        cwd=staged.home / FILES,
        env=variables,
        **line_by_line(),
        **bound(),
    ) as process:
        try:
            remember(replace(staged, pid=process.pid, created=psutil.Process(process.pid).create_time()))
            assert process.stdout
            printed = list(_followed(process.stdout, live))
        except BaseException:
            process.kill()
            raise
    if process.returncode != 0:
        raise import_failure(printed, megabytes)


def _followed(printed: Iterator[str], live: Say) -> Iterator[str]:
    """What the import prints but for its dots, which `live` is told as percents."""
    stage = ""
    for line in printed:
        if found := _STAGE.match(line):
            stage = f"import, {found[1]} of {found[2]}: {found[3].lower()}"
        elif found := _PERCENT.search(line):
            live(f"{stage} {found[1]} %")
            continue
        yield line


def import_failure(printed: Sequence[str], megabytes: int) -> LocalServerError:
    """Why the import failed, out of what it printed; `megabytes`: of its heap."""
    text = "".join(printed)
    if "OutOfMemoryError" in text:
        return LocalServerError(
            f"the import has too little memory with {megabytes} MB for Java.", "Raise {neo4j_heap}."
        )
    if "No space left" in text or "File too large" in text or "Disk quota" in text:
        return LocalServerError(
            "the import has no room on the disk. Nothing was changed.",
            "Make room for it, or name another home with {neo4j_home}.",
        )
    lines = [line.rstrip() for line in printed if line.strip() and not line.startswith("\t")]
    return LocalServerError("\n".join(["the import failed, and nothing was changed:", *lines[-_LAST_LINES:]]))


@contextmanager
def _cleared(place: Path) -> Iterator[Path]:
    """Where a bulk load works: nothing is there before, and nothing afterwards (rule 2)."""
    clear(place)
    bulk = place / BULK
    bulk.mkdir(mode=0o700)
    try:
        yield bulk
    finally:
        clear(place)


def clear(place: Path) -> None:
    """End the process that works where a bulk load does, and remove all of it; after a swap that is under way."""
    with locked(place / "lock", say_so):
        if (place / BULK).exists():
            _end(place / BULK, SECONDS_TO_GIVE_UP)
            shutil.rmtree(place / BULK)


def _end(bulk: Path, seconds: float) -> None:
    try:
        known = remembered(bulk)
    except LocalServerError:  # it was killed while it wrote that
        known = None
    if known and (process := process_of(known)):
        end(process, seconds)


def _staged(java: str, jars: Path, server: LocalServer, bulk: Path) -> LocalServer:
    """The server in whose home the import works, with a password of its own; it has not started."""
    bolt, http = free_ports(None, None)
    staged = LocalServer(
        version=server.version, home=bulk, uri=f"bolt://127.0.0.1:{bolt}", browser=f"http://127.0.0.1:{http}/browser/"
    )
    for name in ("conf", "import", "logs"):
        (bulk / name).mkdir()
    (bulk / "conf" / "neo4j.conf").write_text(configuration(bolt, http), encoding="utf-8")
    set_password(java, jars, staged)
    return staged


def _verify(place: Path) -> None:
    """Pass where the new database answers; the first answer of a server that has just started takes its time."""
    server = status(place)
    assert server is not None
    with BoltStore(target_of(server)) as store:
        store.verify()


def _swap(place: Path) -> None:
    """Rule 3."""
    code = "import sys; from career_pathways.explorer.local_neo4j.swap import main; main(sys.argv[1])"
    command = [sys.executable, "-c", code, str(place)]
    swapping = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **detached())
    _, said = swapping.communicate()  # interrupted, it leaves that process alone
    if swapping.returncode != 0:
        lines = said.strip().splitlines() or ["it ended without a word"]
        raise LocalServerError(f"the new database did not take the old one's place: {lines[-1]}")
