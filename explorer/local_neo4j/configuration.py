"""What a local server is started with: neo4j.conf, ports of this machine, its first password."""

from __future__ import annotations

import os
import re
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from career_pathways.loader.errors import LocalServerError

from .home import LocalServer
from .jars import class_path
from .process import environment

CACHE = 128
"""Megabytes: the maps take a few."""

HEAP_VARIABLE = "PATHWAYS_NEO4J_HEAP"
"""Says how much memory Java may take for the server, or for an import: as in 6g, or 6000m."""

HEAP = 4096
"""Megabytes where it says nothing, or half of what the machine has: a load is one transaction, and 450,000 rows ran out
of 2048."""


def heap() -> int:
    """Megabytes for Java. Raises LocalServerError where the variable says no such thing."""
    said = os.environ.get(HEAP_VARIABLE)
    if not said:
        return min(HEAP, int(psutil.virtual_memory().total / 2**21))
    found = re.fullmatch(r"(\d{1,6})([mg])", said, re.IGNORECASE)
    if found is None:
        raise LocalServerError(f"{HEAP_VARIABLE} {said!r}: not a size.", "It is like 6g, or 6000m.")
    return int(found[1]) * (1024 if found[2] in "gG" else 1)


def cache_for(data: Path) -> int:
    """Megabytes in which the databases of a folder have room, where a quarter of the machine's memory is so much."""
    held = sum(file.stat().st_size for file in (data / "databases").rglob("*") if file.is_file())
    return int(min(held * 5 // 4, psutil.virtual_memory().total // 4)) >> 20


def configuration(bolt: int, http: int, cache: int = 0) -> str:
    """neo4j.conf: Bolt and the Browser's pages for this machine only, and nothing else. Neo4j refuses unknown names.

    `cache`: megabytes of the databases that are kept in memory, at least CACHE.
    """
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
        "server.memory.pagecache.size": f"{max(cache, CACHE)}m",  # the default is half the memory
    }
    return "".join(f"{name}={value}\n" for name, value in settings.items())


def free_ports(*wanted: int | None) -> list[int]:
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


def set_password(java: str, jars: Path, server: LocalServer) -> None:
    """Give a server that has not run yet a new password: in its file, and in Neo4j.

    neo4j-admin takes it only as an argument, and everybody may read the command lines of a machine. So it goes by
    way of an argument file of Java's; and without -XX:-UsePerfData Java would write it to a file in /tmp. Raises
    LocalServerError where Neo4j does not take it.
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
            argument_file(["-XX:-UsePerfData", "-cp", class_path(jars), "org.neo4j.cli.AdminTool", *command]),
        )
        variables = environment() | {"NEO4J_HOME": str(server.home), "NEO4J_CONF": str(server.home / "conf")}
        done = subprocess.run(
            [java, f"@{arguments}"], env=variables, capture_output=True, text=True, errors="replace", check=False
        )
    finally:
        arguments.unlink(missing_ok=True)
    if done.returncode != 0:
        printed = (done.stderr + done.stdout).replace(password, "…").strip().splitlines()
        raise LocalServerError(
            f"Neo4j {server.version} does not take its first password: {printed[0] if printed else ''}"
        )


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
