"""A real Neo4j on this machine, without Docker: fetched from Maven Central, run on Java 17 or later.

I/O only. Its jars lie in the user's cache folder, once for each version. All else lies in its home, a folder that
nobody but the user may look into:

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
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil  # type: ignore[import-untyped]
from platformdirs import user_data_path

from career_pathways.loader.errors import LocalServerError

from .jars import VERSION, Say, java_command, locked, say_live, say_so, server_jars

ENVIRONMENT_VARIABLE = "PATHWAYS_NEO4J_HOME"
"""Names another home."""

USERNAME = "neo4j"
HEAP = 4096
"""Megabytes, taken only when needed: a load is one transaction, and 450,000 rows ran out of 2048."""
SECONDS_TO_START = 120
SECONDS_TO_STOP = 60
SECONDS_TO_GIVE_UP = 10
"""For a server to end that has not come up: it holds nothing yet, or recovers it from its log."""


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


def start(
    version: str | None = None, *, home: Path | None = None, say: Say = say_so, live: Say = say_live
) -> LocalServer:
    """A running server, which outlives this process: the one that runs in `home`, else a new one on the data there.

    `version`: 5.26.x, not older than what wrote the data. Default: that, but not less than VERSION. What there is to
    tell goes to `say`, a line at a time, and what changes from second to second to `live`. Interrupted, it leaves no
    server behind. Raises LocalServerError.
    """
    place = server_home(home)
    with _told(place), locked(_owned(place) / "lock", say):
        known = _known(place)
        if known and (process := _process(known)):
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
                if _alive(process):
                    raise
                say("It has just ended.")  # somebody has killed it
        first = not (place / "data" / "databases").exists()
        wanted = chosen_version(version, written=known.version if known and not first else None)
        java = java_command()
        jars = server_jars(wanted, say=say, live=live)
        bolt, http = _free_ports(*(urlsplit(url).port for url in (known.uri, known.browser)) if known else (None, None))
        stopped = LocalServer(
            version=wanted,
            home=place,
            uri=f"bolt://127.0.0.1:{bolt}",
            username=USERNAME,
            password_file=place / "password",
            pid=None,
            browser=f"http://127.0.0.1:{http}/browser/",
        )
        for name in ("conf", "import", "logs"):
            (place / name).mkdir(exist_ok=True)
        (place / "conf" / "neo4j.conf").write_text(configuration(bolt, http), encoding="utf-8")
        say(f"Starting Neo4j {wanted} …")
        try:
            if first:
                _set_password(java, jars, stopped)
            elif not stopped.password_file.exists():
                raise LocalServerError(
                    f"{stopped.password_file}: the password of the data in {place} is missing.",
                    "Write it there; or, to begin anew without the data, delete {folder}.",
                    folder=place / "data",
                )
            return _started(java, jars, stopped, live)
        except BaseException:
            if first:  # nobody knew of it yet, and a half-made database starts no better
                shutil.rmtree(place / "data", ignore_errors=True)
            raise


def stop(home: Path | None = None, *, say: Say = say_so) -> bool:
    """Stop the server in `home`; its data stays. Out: whether one was running. Raises LocalServerError."""
    place = server_home(home)
    if not (place / "lock").exists():
        return False
    with _told(place), locked(place / "lock", say):
        known = _known(place)
        process = known and _process(known)
        if known is None or process is None:
            return False
        if not _ended(process, SECONDS_TO_STOP):
            say(f"Neo4j did not stop within {SECONDS_TO_STOP} seconds and was killed; it recovers on the next start.")
        _remember(replace(known, pid=None, created=None))
        return True


def status(home: Path | None = None) -> LocalServer | None:
    """The server in `home`; None where none was ever started. Raises LocalServerError."""
    place = server_home(home)
    with _told(place):
        known = _known(place)
    if known is None or _process(known):
        return known
    return replace(known, pid=None, created=None)


def server_home(explicit: Path | None = None) -> Path:
    """Where the server lives: as told, else as PATHWAYS_NEO4J_HOME says, else `neo4j` in the user's data folder."""
    if explicit is None:
        named = os.environ.get(ENVIRONMENT_VARIABLE)
        explicit = Path(named) if named else user_data_path("career-pathways", appauthor=False) / "neo4j"
    return explicit.expanduser().absolute()


# What is started --------------------------------------------------------------------------------------------


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


def configuration(bolt: int, http: int) -> str:
    """neo4j.conf: Bolt and the Browser's pages for this machine only, and nothing else. Neo4j refuses unknown names."""
    settings = {
        "server.config.strict_validation.enabled": "true",
        "server.default_listen_address": "127.0.0.1",
        "server.default_advertised_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{bolt}",
        "server.bolt.advertised_address": f"127.0.0.1:{bolt}",
        "server.http.enabled": "true",
        "server.http.listen_address": f"127.0.0.1:{http}",
        "server.http.advertised_address": f"127.0.0.1:{http}",
        "server.http_enabled_modules": "BROWSER",  # its pages speak Bolt, so no query needs to come in by HTTP
        "server.https.enabled": "false",
        "dbms.security.auth_enabled": "true",
        "dbms.security.allow_csv_import_from_file_urls": "false",
        "server.directories.import": "import",
        "dbms.usage_report.enabled": "false",
        "client.allow_telemetry": "false",
        "db.logs.query.enabled": "OFF",  # it would hold what people ask, with their parameters
        "db.transaction.timeout": "10m",
        "db.tx_log.preallocate": "false",  # it would take 256 MB for each of two empty databases
        "server.memory.pagecache.size": "128m",  # the graph takes a few megabytes; the default is half the memory
    }
    return "".join(f"{name}={value}\n" for name, value in settings.items())


def _started(java: str, jars: Path, server: LocalServer, live: Say) -> LocalServer:
    """The server, started and answering. Where it does not come up it is ended, and what it said is the error."""
    opened = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in ("java.nio", "java.io", "sun.nio.ch")]
    command = [
        java,
        f"-Xmx{_heap()}m",
        "-Dfile.encoding=UTF-8",
        *opened,
        "-cp",
        str(jars / "*"),
        "org.neo4j.server.CommunityEntryPoint",
        _home_argument(server.home),
        f"--config-dir={server.home / 'conf'}",
    ]
    said = server.log.stat().st_size if server.log.exists() else 0
    process: psutil.Process | None = None
    try:
        with (server.home / "logs" / "console.log").open("wb") as output, _uninterrupted():
            child = subprocess.Popen(
                command,
                cwd=server.home,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                **_detached(),
            )
            child.returncode = 0  # it is meant to outlive this process, and Python would warn that it does
            process = psutil.Process(child.pid)
            server = replace(server, pid=process.pid, created=process.create_time())
            _remember(server)
        try:
            _wait_for(server, process, live)
        except _NotUp as error:
            raise LocalServerError(f"{error.fact}:\n{_last_words(server, said)}") from error
    except BaseException:
        if process:
            _ended(process, SECONDS_TO_GIVE_UP)
            _remember(replace(server, pid=None, created=None))
        raise
    return server


def _heap() -> int:
    """Megabytes that the server may grow to: HEAP, or half of what the machine has."""
    return min(HEAP, int(psutil.virtual_memory().total / 2**21))


class _NotUp(LocalServerError):
    """The server ended before it answered, or does not answer in time."""


def _wait_for(server: LocalServer, process: psutil.Process, live: Say) -> None:
    """Come back when the server answers. Raises LocalServerError where it ends instead, or refuses the password."""
    import neo4j  # noqa: PLC0415 -- takes longer to import than stop and status take

    begun, told = time.monotonic(), -1
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
                if not _alive(process):
                    raise _NotUp(f"Neo4j {server.version} ended before it answered") from error
                if seconds >= SECONDS_TO_START:
                    raise _NotUp(
                        f"Neo4j {server.version} does not answer at {server.uri} after {seconds} seconds"
                    ) from error
                if seconds > told:
                    live(f"  {seconds} s")
                told = seconds
                time.sleep(0.2)
    finally:
        live("")


def _last_words(server: LocalServer, said: int) -> str:
    """The end of what the process printed, and of the log from `said` on, without the stacks of Java."""
    printed = (server.home / "logs" / "console.log").read_bytes()
    logged = server.log.read_bytes()[said:] if server.log.exists() else b""
    lines = (printed + logged).decode("utf-8", errors="replace").splitlines()
    return (
        "\n".join([line for line in lines if not line.startswith("\t")][-15:])
        + f"\nMore stands in {server.log.parent}."
    )


# The password -----------------------------------------------------------------------------------------------


def _set_password(java: str, jars: Path, server: LocalServer) -> None:
    """A new password for a server that has not run yet: in its file, and in Neo4j.

    neo4j-admin takes it only as an argument, and everybody may read the command lines of a machine. So it goes by
    way of an argument file of Java's; and without -XX:-UsePerfData Java would write it to a file in /tmp.
    """
    password = secrets.token_urlsafe(24)
    arguments = server.home / ".arguments"
    for left in (server.password_file, arguments):  # by a first start that was interrupted
        left.unlink(missing_ok=True)
    _write_secret(server.password_file, f"{password}\n".encode())
    command = ["dbms", "set-initial-password", "--", password]  # it may begin with a dash
    try:
        _write_secret(
            arguments,
            argument_file(["-XX:-UsePerfData", "-cp", str(jars / "*"), "org.neo4j.cli.AdminTool", *command]),
        )
        environment = _environment() | {"NEO4J_HOME": str(server.home), "NEO4J_CONF": str(server.home / "conf")}
        done = subprocess.run(
            [java, f"@{arguments}"], env=environment, capture_output=True, text=True, errors="replace", check=False
        )
    finally:
        arguments.unlink(missing_ok=True)
    if done.returncode != 0:
        said = (done.stderr + done.stdout).replace(password, "…").strip().splitlines()
        raise LocalServerError(f"Neo4j {server.version} does not take its first password: {said[0] if said else ''}")


def argument_file(arguments: Iterable[str]) -> bytes:
    r"""What `java @file` reads as these arguments, whatever they hold.

    >>> argument_file(["-cp", "C:\\my jars\\*"])
    b'"-cp"\n"C:\\\\my jars\\\\*"\n'
    """
    escaped = (argument.replace("\\", "\\\\").replace('"', '\\"') for argument in arguments)
    text = "".join(f'"{argument}"\n' for argument in escaped)
    return text.encode("mbcs") if sys.platform == "win32" else os.fsencode(text)


def _write_secret(file: Path, content: bytes) -> None:
    """Make `file`, readable by nobody else from its first moment."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(content)


# The home ---------------------------------------------------------------------------------------------------


@contextmanager
def _told(home: Path) -> Iterator[None]:
    """What the system refuses, as an error of the project."""
    try:
        yield
    except OSError as error:
        raise LocalServerError(
            f"{error.filename or home}: {error.strerror or error}.",
            "Check permissions and room, or name another home with {neo4j_home}.",
        ) from error


def _owned(home: Path) -> Path:
    """`home`, made where there is none. Raises LocalServerError where it is a folder of something else."""
    if home.is_dir() and any(home.iterdir()) and not (home / "lock").exists():
        raise LocalServerError(f"{home}: a folder with something else in it.", "Name an empty one with {neo4j_home}.")
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    home.chmod(0o700)
    return home


def _known(home: Path) -> LocalServer | None:
    """What server.json says; None where there is none."""
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


def _remember(server: LocalServer) -> None:
    """Write server.json, in one step."""
    held = {name: value for name, value in asdict(server).items() if name in _REMEMBERED}
    temporary = server.home / ".server.json"
    temporary.write_text(json.dumps(held, indent=2) + "\n", encoding="utf-8")
    temporary.replace(server.home / "server.json")


def _detached() -> dict[str, Any]:
    """How a process is started that outlives this one, and that Ctrl-C does not reach."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}


def _free_ports(*wanted: int | None) -> list[int]:
    """As many free ports of 127.0.0.1, the wanted ones where they are still free."""
    ports = []
    with ExitStack() as held:  # all at once, so that they differ
        for port in wanted:
            one = held.enter_context(socket.socket())
            if sys.platform != "win32":  # there it would let two servers share a port
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                one.bind(("127.0.0.1", port or 0))
            except OSError:
                one.bind(("127.0.0.1", 0))
            ports.append(one.getsockname()[1])
    return ports


# The process ------------------------------------------------------------------------------------------------


def _home_argument(home: Path) -> str:
    return f"--home-dir={home}"


def _process(server: LocalServer) -> psutil.Process | None:
    """The process of the server where it runs, and never another one that was given its number."""
    if server.pid is None or server.created is None:
        return None
    try:
        process = psutil.Process(server.pid)
        # The moment moves when the clock is set; then the command line tells.
        same = abs(process.create_time() - server.created) < 1 or _home_argument(server.home) in process.cmdline()
    except psutil.Error:
        return None
    return process if same and _alive(process) else None


def _alive(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _ended(process: psutil.Process, seconds: float) -> bool:
    """End the process. Out: whether it ended by itself when told to; else it was killed."""
    try:
        process.terminate()
        process.wait(seconds)
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired:
        process.kill()
        process.wait(seconds)
        return False
    return True


def _environment() -> dict[str, str]:
    """That of this process, without what belongs to another Neo4j: its server would not know what to do with it."""
    return {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C comes after this, so that no process begins of which nobody knows."""
    if threading.current_thread() is not threading.main_thread():  # Ctrl-C comes to the main thread only
        yield
        return
    caught: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: caught.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if caught:
        raise KeyboardInterrupt
