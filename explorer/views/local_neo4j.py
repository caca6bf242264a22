"""The Neo4j server of this machine as a view."""

from __future__ import annotations

from pathlib import Path

from career_pathways.explorer.local_neo4j.home import LocalServer

from .view import Note, View


def server_view(question: str, server: LocalServer | None, notes: tuple[str | Note, ...]) -> View:
    """The server, a fact a row; of one that was never started only that it does not run."""
    facts: dict[str, str | int | bool | None] = {"running": server is not None and server.pid is not None}
    for name in ("uri", "username", "password_file", "browser", "version", "pid", "home", "log") if server else ():
        value = getattr(server, name)
        facts[name] = str(value) if isinstance(value, Path) else value
    rows = [{"name": name, "value": value} for name, value in facts.items()]
    return View(question=question, rows=rows, columns=("name", "value"), notes=notes)
