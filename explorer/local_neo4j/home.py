"""The home of a local server, a folder that nobody but the user may look into. It holds

data/          the databases; they stay when the server stops
data.old/      those in whose place a bulk load has put others, until these answer; put back where there is no data/
bulk/          what a bulk load makes: a home of its own; the next one removes what a killed one has left
conf/          neo4j.conf and the class path, written anew on every start
import/        empty: the folder that LOAD CSV would read files from, if it might
logs/          Neo4j's own, and console.log, what the process prints
password       of the user neo4j; never shown, and on no command line
server.json    the version that wrote the data, the addresses, and the process (LocalServer)
lock           held by start and stop, so that they take turns
bulk.lock      held by a bulk load
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

from platformdirs import user_data_path

from career_pathways.explorer.progress import Say
from career_pathways.loader.errors import LocalServerError
from career_pathways.loader.files import took_lock

ENVIRONMENT_VARIABLE = "PATHWAYS_NEO4J_HOME"
"""Names another home."""

DATA, OLD_DATA = "data", "data.old"

_LARGEST = 10_000
"""Bytes of server.json that are read: what is longer is damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalServer:
    """A server, running or stopped."""

    username: ClassVar[str] = "neo4j"
    home: Path
    version: str
    """Of Neo4j; that which wrote the data."""
    uri: str
    browser: str
    """Where the Neo4j Browser is."""
    pid: int | None = None
    """Its process; None where it does not run."""
    created: float | None = None
    """When that process began, in seconds of the epoch: another process may have been given its number since."""

    @property
    def password_file(self) -> Path:
        """Holds the password of the user."""
        return self.home / "password"

    @property
    def log(self) -> Path:
        """What Neo4j says of itself."""
        return self.home / "logs" / "neo4j.log"


def server_home(explicit: Path | None = None) -> Path:
    """`explicit`, else what PATHWAYS_NEO4J_HOME names, else `neo4j` in the user's data folder."""
    if explicit is None:
        named = os.environ.get(ENVIRONMENT_VARIABLE)
        explicit = Path(named) if named else user_data_path("career-pathways", appauthor=False) / "neo4j"
    return explicit.expanduser().absolute()


@contextmanager
def explained(home: Path) -> Iterator[None]:
    """Raises LocalServerError for what the system refuses in the block."""
    try:
        yield
    except OSError as error:
        raise LocalServerError(
            f"{error.filename or home}: {error.strerror or error}.",
            "Check permissions and room, or name another home with {neo4j_home}.",
        ) from error


def owned(home: Path) -> Path:
    """`home`, made where there is none. Raises LocalServerError where it is a folder of something else."""
    if home.is_dir() and any(home.iterdir()) and not (home / "lock").exists():
        raise LocalServerError(f"{home}: a folder with something else in it.", "Name an empty one with {neo4j_home}.")
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    home.chmod(0o700)
    return home


def remembered(home: Path) -> LocalServer | None:
    """The server as server.json has it; None where there is none. Raises LocalServerError where it is damaged."""
    file = home / "server.json"
    try:
        with file.open("rb") as opened:
            server = LocalServer(home=home, **json.loads(opened.read(_LARGEST)))
        whole = (
            re.fullmatch(r"5\.26\.\d+", server.version) and urlsplit(server.uri).port and urlsplit(server.browser).port
        )
        if not whole or (server.pid is not None and not isinstance(server.created, float)):
            raise ValueError
        return server
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, RecursionError) as error:
        cure = "End the server if it runs, and delete this file; the data stays."
        raise LocalServerError(f"{file}: damaged.", cure) from error


def remember(server: LocalServer) -> None:
    """Write server.json, in one step."""
    held = {name: value for name, value in asdict(server).items() if name != "home"}
    temporary = server.home / ".server.json"
    temporary.write_text(json.dumps(held, indent=2) + "\n", encoding="utf-8")
    temporary.replace(server.home / "server.json")


def mend(home: Path) -> None:
    """Put the databases back that a bulk load had taken away when it was killed, before it had put others there."""
    if (home / OLD_DATA).exists() and not (home / DATA).exists():
        (home / OLD_DATA).rename(home / DATA)


@contextmanager
def locked(file: Path, say: Say) -> Iterator[None]:
    """Hold the lock that `file` stands for, after whoever holds it. The system takes it from a process that ends."""
    with file.open("ab") as opened:
        waits = False
        while took_lock(opened.fileno()) is False:
            if not waits:
                say("Another `pathways neo4j` is at work; waiting for it …")
            waits = True
            time.sleep(0.1)
        yield
