"""The home of a local server, a folder that nobody but the user may look into.

I/O only. It holds

    data/          the databases; they stay when the server stops
    conf/          neo4j.conf, written anew on every start
    import/        empty: the folder that LOAD CSV would read files from, if it might
    logs/          Neo4j's own, and console.log, what the process prints
    password       of the user neo4j; never shown, and on no command line
    server.json    the version that wrote the data, the addresses, and the process (LocalServer)
    lock           held by start and stop, so that they take turns
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_data_path

from career_pathways.loader.errors import LocalServerError

ENVIRONMENT_VARIABLE = "PATHWAYS_NEO4J_HOME"
"""Names another home."""

USERNAME = "neo4j"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalServer:
    """A server, running or stopped."""

    version: str
    """Of Neo4j; that which wrote the data."""
    home: Path
    uri: str
    username: str
    password_file: Path
    pid: int | None
    """Its process; None where it does not run."""
    created: float | None = None
    """When that process began, in seconds of the epoch: another process may have been given its number since."""
    browser: str = ""
    """Where the Neo4j Browser is."""

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
        held = json.loads(file.read_text(encoding="utf-8"))
        version, uri, browser, pid, created = (held[name] for name in _REMEMBERED)
        if not (re.fullmatch(r"5\.26\.\d+", version) and urlsplit(uri).port and urlsplit(browser).port):
            raise ValueError
        if pid is not None:
            pid, created = int(pid), float(created)
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError) as error:
        cure = "End the server if it runs, and delete this file; the data stays."
        raise LocalServerError(f"{file}: damaged.", cure) from error
    return LocalServer(
        version=version,
        home=home,
        uri=uri,
        username=USERNAME,
        password_file=home / "password",
        pid=pid,
        created=created,
        browser=browser,
    )


_REMEMBERED = ("version", "uri", "browser", "pid", "created")


def remember(server: LocalServer) -> None:
    """Write server.json, in one step."""
    held = {name: value for name, value in asdict(server).items() if name in _REMEMBERED}
    temporary = server.home / ".server.json"
    temporary.write_text(json.dumps(held, indent=2) + "\n", encoding="utf-8")
    temporary.replace(server.home / "server.json")
