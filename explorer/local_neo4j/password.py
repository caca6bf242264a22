"""The first password of a local server."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from career_pathways.loader.errors import LocalServerError

from .home import LocalServer
from .process import environment


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
            argument_file(["-XX:-UsePerfData", "-cp", str(jars / "*"), "org.neo4j.cli.AdminTool", *command]),
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
