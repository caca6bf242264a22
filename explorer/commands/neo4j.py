"""`pathways neo4j`: a Neo4j server of the user's own. Arguments in, one call, rendered out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from career_pathways.explorer.local_neo4j import server as local_server
from career_pathways.explorer.local_neo4j.home import LocalServer
from career_pathways.explorer.views.view import View
from career_pathways.loader.errors import LocalServerError

from .command_line import COMMAND_LINE
from .options import answers


def _version(_: click.Context, __: click.Parameter, asked: str | None) -> str | None:
    if asked is not None:
        try:
            local_server.chosen_version(asked, written=None)
        except LocalServerError as error:
            raise click.BadParameter(error.text(COMMAND_LINE)) from error
    return asked


@click.group(context_settings={"help_option_names": ["-h", "--help"]})  # also where it is run by itself
def neo4j() -> None:
    """A Neo4j server of your own on this machine, without Docker.

    It needs Java 17 or later, and once Maven, which fetches it. It listens on this machine only, has a password of its
    own, and keeps its data between stop and start. PATHWAYS_NEO4J_HOME names another folder for it,
    PATHWAYS_NEO4J_HEAP the memory for Java, as in 6g.

    \b
    Example:
      pathways neo4j start
    """


@neo4j.command()
@click.option(
    "--version",
    metavar="5.26.x",
    callback=_version,
    help="The version of Neo4j. Default: 5.26.12, or the newer one that wrote the data.",
)
@answers
def start(version: str | None) -> View:
    """Start the server, and say how to reach it.

    The first time it is fetched, 131 MB. It goes on running until `pathways neo4j stop`.

    \b
    Example:
      pathways neo4j start
    """
    notes = ("It goes on running until `pathways neo4j stop`.", "Next: pathways load --to local")
    return _view("neo4j start", _facts(local_server.start(version)), *notes)


@neo4j.command()
@answers
def stop() -> View:
    """Stop the server; its data stays.

    \b
    Example:
      pathways neo4j stop
    """
    stopped = local_server.stop()
    done = "The server has stopped; its data stays. Start it again with `pathways neo4j start`."
    return _view("neo4j stop", {"stopped": stopped}, done if stopped else "No server was running.")


@neo4j.command()
@answers
def status() -> View:
    """Whether the server runs, and how to reach it.

    The exit status is 1 where it does not.

    \b
    Example:
      pathways neo4j status
    """
    facts = _facts(local_server.status())
    stopped = None if facts["running"] else LocalServerError("the server does not run.", "Start it with {start_neo4j}.")
    return _view("neo4j status", facts)._replace(failure=stopped)


def _facts(server: LocalServer | None) -> dict[str, str | int | bool | None]:
    """What there is to know of a server; of one that was never started only that it does not run."""
    facts: dict[str, str | int | bool | None] = {"running": server is not None and server.pid is not None}
    for name in ("uri", "username", "password_file", "browser", "version", "pid", "home", "log") if server else ():
        value = getattr(server, name)
        facts[name] = str(value) if isinstance(value, Path) else value
    return facts


def _view(question: str, facts: Mapping[str, str | int | bool | None], *notes: str) -> View:
    rows = [{"name": name, "value": value} for name, value in facts.items()]
    return View(question=question, rows=rows, columns=("name", "value"), notes=notes)
