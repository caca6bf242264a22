"""A real Neo4j on this machine, without Docker: started, stopped, asked whether it runs. I/O only."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil  # type: ignore[import-untyped]

from career_pathways.explorer.progress import Say, say_live, say_so
from career_pathways.loader.errors import LocalServerError

from .configuration import argument_file, cache_for, configuration, free_ports, heap, set_password
from .home import DATA, LocalServer, explained, locked, mend, owned, remember, remembered, server_home
from .jars import VERSION, class_path, server_jars
from .process import alive, detached, end, environment, home_argument, java_command, process_of, uninterrupted

_LAST = 100_000
"""Bytes of a log that are looked at."""

SECONDS_TO_START = 120
SECONDS_TO_STOP = 60
SECONDS_TO_GIVE_UP = 10
"""For a server to end that has not come up: it holds nothing yet, or recovers it from its log."""


def start(
    version: str | None = None, *, home: Path | None = None, say: Say = say_so, live: Say = say_live
) -> LocalServer:
    """A running server, which outlives this process: the one that runs in `home`, else a new one on the data there.

    `version`: 5.26.x, not older than what wrote the data. Default: that, but not less than VERSION. `say` is called
    with each line for the user, `live` with what changes from second to second. Interrupted, it leaves no server
    behind. Raises LocalServerError.
    """
    place = server_home(home)
    with explained(place), locked(owned(place) / "lock", say):
        known = remembered(place)
        mend(place)
        if known and (process := process_of(known)):
            if version not in {None, known.version}:
                raise LocalServerError(
                    f"Neo4j {known.version} is running in {place}.",
                    "Before {wanted} can start, stop it with {stop_neo4j}.",
                    wanted=version,
                )
            say(f"Neo4j {known.version} is already running.")
            try:
                _wait_for(known, process, live)
                return known
            except _NotUp:
                if alive(process):
                    raise
                say("It has just ended.")  # somebody has killed it
        return new_server(place, known, version, say, live)


def new_server(
    place: Path,
    known: LocalServer | None,
    version: str | None,
    say: Say,
    live: Say,
    begun: Mapping[str, Any] | None = None,
) -> LocalServer:
    """A server that starts now, on the data in its home; where there is none yet, with a new password.

    In a home whose lock is held. `begun`: how its process is started, where it is not to outlive this one.
    """
    first = not (place / DATA / "databases").exists()
    wanted = chosen_version(version, written=known.version if known and not first else None)
    java = java_command()
    jars = server_jars(wanted, say=say, live=live)
    bolt, http = free_ports(*(urlsplit(url).port for url in (known.uri, known.browser)) if known else (None, None))
    here = "127.0.0.1"
    stopped = LocalServer(
        version=wanted, home=place, uri=f"bolt://{here}:{bolt}", browser=f"http://{here}:{http}/browser/"
    )
    for name in ("conf", "import", "logs"):
        (place / name).mkdir(exist_ok=True)
    (place / "conf" / "neo4j.conf").write_text(configuration(bolt, http, cache_for(place / DATA)), encoding="utf-8")
    say(f"Starting Neo4j {wanted} …")
    try:
        if first:
            set_password(java, jars, stopped)
        elif not stopped.password_file.exists():
            raise LocalServerError(
                f"{stopped.password_file}: the password of the data in {place} is missing.",
                "Write it there; or, to begin anew without the data, delete {folder}.",
                folder=place / DATA,
            )
        return _started(java, jars, stopped, live, detached() if begun is None else begun)
    except BaseException:
        if first:  # nobody knew of it yet, and a half-made database starts no better
            shutil.rmtree(place / DATA, ignore_errors=True)
        raise


def stop(home: Path | None = None, *, say: Say = say_so) -> bool:
    """Stop the server in `home`; its data stays. Out: whether one was running. Raises LocalServerError."""
    place = server_home(home)
    if not (place / "lock").exists():
        return False
    with explained(place), locked(place / "lock", say):
        known = remembered(place)
        process = known and process_of(known)
        if known is None or process is None:
            return False
        if not end(process, SECONDS_TO_STOP):
            say(f"Neo4j did not stop within {SECONDS_TO_STOP} seconds and was killed; it recovers on the next start.")
        remember(replace(known, pid=None, created=None))
        return True


def status(home: Path | None = None) -> LocalServer | None:
    """The server in `home`; None where none was ever started. Raises LocalServerError."""
    place = server_home(home)
    with explained(place):
        known = remembered(place)
    if known is None or process_of(known):
        return known
    return replace(known, pid=None, created=None)


def chosen_version(asked: str | None, *, written: str | None) -> str:
    """The version to start on data that `written` wrote (None: there is none). Raises LocalServerError.

    A newer patch of 5.26 reads the data of an older one; nothing is promised of the other way.

    >>> chosen_version(None, written="5.26.0") == VERSION
    True
    >>> chosen_version(None, written="5.26.999")
    '5.26.999'
    >>> chosen_version("5.26.3", written="5.26.0")
    '5.26.3'
    """
    if asked is not None and not re.fullmatch(r"5\.26\.\d+", asked):
        raise LocalServerError(f"Neo4j {asked}: this program runs 5.26.x, as in {VERSION}.")
    if asked is None:
        return max(VERSION, written or VERSION, key=_patch)
    if written is not None and _patch(asked) < _patch(written):
        raise LocalServerError(
            f"Neo4j {asked} is older than {written}, which wrote the data.",
            "Start {written} or a newer 5.26.x, or name another home with {neo4j_home}.",
            written=written,
        )
    return asked


def _patch(version: str) -> int:
    return int(version.rpartition(".")[2])


def _started(java: str, jars: Path, server: LocalServer, live: Say, begun: Mapping[str, Any]) -> LocalServer:
    """The server, started and answering. Where it does not come up it is ended, and what it said is the error."""
    opened = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in ("java.nio", "java.io", "sun.nio.ch")]
    command = [
        java,
        f"-Xmx{heap()}m",
        "-Dfile.encoding=UTF-8",
        *opened,
        f"@{class_path_file(jars, server)}",  # 20,000 characters, of which Windows takes 32,000 in all
        "org.neo4j.server.CommunityEntryPoint",
        home_argument(server.home),
        f"--config-dir={server.home / 'conf'}",
    ]
    logged = server.log.stat().st_size if server.log.exists() else 0
    process: psutil.Process | None = None
    try:
        with (server.home / "logs" / "console.log").open("wb") as output, uninterrupted():
            child = subprocess.Popen(
                command,
                cwd=server.home,
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                **begun,
            )
            child.returncode = 0  # it is meant to outlive this process, and Python would warn that it does
            process = psutil.Process(child.pid)
            server = replace(server, pid=process.pid, created=process.create_time())
            remember(server)
        try:
            _wait_for(server, process, live)
        except _NotUp as error:
            words = _last_words(server, logged)
            cure = f"Java has {heap()} MB; raise {{neo4j_heap}}." if "OutOfMemoryError" in words else ""
            raise LocalServerError(f"{error.fact}:\n{words}", cure) from error
    except BaseException:
        if process:
            end(process, SECONDS_TO_GIVE_UP)
            remember(replace(server, pid=None, created=None))
        raise
    return server


def class_path_file(jars: Path, server: LocalServer) -> Path:
    """The class path as a file of arguments for Java, in the home that nobody else may write to."""
    file = server.home / "conf" / "class-path"
    file.write_bytes(argument_file(["-cp", class_path(jars)]))
    return file


class _NotUp(LocalServerError):
    """The server ended before it answered, or does not answer in time."""


def _wait_for(server: LocalServer, process: psutil.Process, live: Say) -> None:
    """Come back when the server answers. Raises LocalServerError where it ends instead, or refuses the password."""
    import neo4j  # noqa: PLC0415 -- takes longer to import than stop and status take

    begun, shown = time.monotonic(), -1
    password = server.password_file.read_text(encoding="utf-8").strip()
    try:
        while True:
            try:
                with neo4j.GraphDatabase.driver(
                    server.uri, auth=(server.username, password), connection_timeout=5
                ) as driver:
                    driver.verify_connectivity()
                return
            except neo4j.exceptions.AuthError as error:  # never twice: three wrong ones lock out the right one
                raise LocalServerError(
                    f"{server.password_file}: not the password of the server.",
                    "Where it was changed, write the new one there.",
                ) from error
            except (neo4j.exceptions.DriverError, neo4j.exceptions.Neo4jError) as error:
                seconds = round(time.monotonic() - begun)
                if not alive(process):
                    raise _NotUp(f"Neo4j {server.version} ended before it answered") from error
                if seconds >= SECONDS_TO_START:
                    raise _NotUp(
                        f"Neo4j {server.version} does not answer at {server.uri} after {seconds} seconds"
                    ) from error
                if seconds > shown:
                    live(f"  {seconds} s")
                shown = seconds
                time.sleep(0.2)
    finally:
        live("")


def _last_words(server: LocalServer, begin: int) -> str:
    """The end of what the process printed, and of the log from byte `begin` on, without the stacks of Java."""
    printed = _end_of(server.home / "logs" / "console.log", 0)
    logged = _end_of(server.log, begin) if server.log.exists() else b""
    lines = (printed + logged).decode("utf-8", errors="replace").splitlines()
    return (
        "\n".join([line for line in lines if not line.startswith("\t")][-15:])
        + f"\nMore stands in {server.log.parent}."
    )


def _end_of(file: Path, begin: int) -> bytes:
    """The last bytes of a file, none before byte `begin`; a log may be of any size."""
    with file.open("rb") as opened:
        opened.seek(max(begin, file.stat().st_size - _LAST))
        return opened.read(_LAST)
