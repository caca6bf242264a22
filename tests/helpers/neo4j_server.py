"""A real Neo4j for the tests: the one that NEO4J_URI names, else one of their own, once a session.

Their own is that of `pathways neo4j start`, in a temporary home. Where it cannot start the tests that ask for Neo4j
fail and say why; they are never skipped.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

import neo4j
import pytest

from career_pathways.explorer.local_neo4j import server as local_server
from career_pathways.loader.errors import LocalServerError


@cache
def neo4j_driver() -> neo4j.Driver:
    """A driver of the running server, one for the whole session. Raises RuntimeError with what is missing."""
    uri, username, password = neo4j_address()
    driver = neo4j.GraphDatabase.driver(uri, auth=(username, password))
    atexit.register(driver.close)
    driver.verify_connectivity()
    return driver


def neo4j_address() -> tuple[str, str, str]:
    """URI, username and password of the running server. Raises RuntimeError with what is missing."""
    found = _server()
    if isinstance(found, LocalServerError):
        raise RuntimeError(f"the tests on Neo4j have no server: {found}") from found
    return found


@cache
def _server() -> tuple[str, str, str] | LocalServerError:
    """Its address; where it does not start, why: asked once, and not by every test anew."""
    if uri := os.environ.get("NEO4J_URI"):
        address = uri, os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD", "")
        _empty_only(*address)
        atexit.register(_empty, *address)
        return address
    home = Path(tempfile.mkdtemp(prefix="neo4j-for-tests-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    atexit.register(local_server.stop, home)  # runs before the folder goes
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("JDK_JAVA_OPTIONS", "-XX:+UseSerialGC")  # it lives for minutes: loads want the second compiler
            server = local_server.start(home=home)
    except LocalServerError as error:
        return error
    return server.uri, server.username, server.password_file.read_text("utf-8").strip()


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
