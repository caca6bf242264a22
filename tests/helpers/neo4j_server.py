"""A real Neo4j for the tests: the one that NEO4J_URI names, else one of their own, once a session.

Their own is that of `pathways neo4j start`, in a temporary home. Where it cannot start the tests that ask for Neo4j
fail and say why; they are never skipped.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import threading
from contextlib import suppress
from functools import cache
from pathlib import Path

import neo4j
import psutil
from click.testing import CliRunner

from career_pathways.explorer.commands.neo4j import neo4j as commands
from career_pathways.explorer.local_neo4j import server as local_server
from career_pathways.explorer.local_neo4j.home import ENVIRONMENT_VARIABLE, LocalServer


@cache
def neo4j_driver() -> neo4j.Driver:
    """A driver of the running server, one for the whole session. Raises RuntimeError with what is missing."""
    uri, username, password = neo4j_address()
    driver = neo4j.GraphDatabase.driver(uri, auth=(username, password))
    atexit.register(driver.close)
    driver.verify_connectivity()
    return driver


@cache
def neo4j_address() -> tuple[str, str, str]:
    """URI, username and password of the running server. Raises RuntimeError with what is missing."""
    if uri := os.environ.get("NEO4J_URI"):
        address = uri, os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD", "")
        _empty_only(*address)
        atexit.register(_empty, *address)
        return address
    own = own_server()
    return own.server.uri, own.server.username, own.password


class Started:
    """A server that `pathways neo4j start` started, what it printed, and the command lines of its processes."""

    def __init__(self, home: Path) -> None:
        self.command_lines: set[str] = set()
        over = threading.Event()
        watching = threading.Thread(target=self._watch, args=(over,))
        watching.start()
        try:
            self.result = CliRunner().invoke(commands, ["start"], env={ENVIRONMENT_VARIABLE: str(home)})
        finally:
            over.set()
            watching.join()
        self._server = local_server.status(home)

    def _watch(self, over: threading.Event) -> None:
        while not over.wait(0.1):  # the shortest process of a start takes over a second
            for process in psutil.Process().children(recursive=True):
                with suppress(psutil.Error):
                    self.command_lines.add("\0".join(process.cmdline()))

    @property
    def server(self) -> LocalServer:
        """Raises RuntimeError with what is missing."""
        if self.result.exit_code or not self._server:
            raise RuntimeError(f"the tests on Neo4j have no server: {self.result.output}")
        return self._server

    @property
    def password(self) -> str:
        """That of its file."""
        return self.server.password_file.read_text("utf-8").strip()


@cache
def own_server() -> Started:
    """The tests' own, in a temporary home; started once, whether it comes up or not."""
    folder = Path(tempfile.mkdtemp(prefix="neo4j-for-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(local_server.stop, folder / "a home")  # runs before the folder goes
    return Started(folder / "a home")


def _empty_only(uri: str, username: str, password: str) -> None:
    """Raises RuntimeError where the database holds something: the tests replace the whole content."""
    with neo4j.GraphDatabase.driver(uri, auth=(username, password)) as driver:
        driver.verify_connectivity()
        held = driver.execute_query("MATCH (n) RETURN count(n) AS nodes").records[0]["nodes"]
    if held:
        raise RuntimeError(f"{uri} holds {held} nodes. Name an empty database for the tests, or unset NEO4J_URI.")


def _empty(uri: str, username: str, password: str) -> None:
    """Leave the user's database as empty as it was."""
    with neo4j.GraphDatabase.driver(uri, auth=(username, password)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
