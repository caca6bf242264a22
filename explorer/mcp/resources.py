"""What an assistant may read before it asks: how the map is made, whose it is, its routes, an occupation by its id.

Few hosts read any of it, so that nothing is here that the tools do not answer too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ResourceNotFoundError
from mcp.server.mcpserver.resources import ResourceSecurity

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.views.data import json_text
from career_pathways.explorer.views.editions import editions_view
from career_pathways.exports.manifest import source_of
from career_pathways.loader.errors import AmbiguousName, PathwaysError, UnknownName
from career_pathways.loader.schema import DOCUMENT
from career_pathways.queries.answers import INFERENCE, STATED

from .envelope import as_sent, result
from .held import Held
from .tools import show_occupation
from .words import worded

PAGE = Path(__file__).parents[2] / "docs" / "graph-model.md"

CAVEAT = (
    "None of it is advice of the government. A level that is not stated is not known. An occupation on the map is no "
    "vacancy, and nothing is said of pay, places or dates."
)

_JSON = "application/json"

T = TypeVar("T")


def add_resources(server: MCPServer[Any], held: Held) -> None:
    """Let a server answer with these of the store."""

    def read(answer: Callable[[Explorer], T], edition: str | None = None) -> T:
        try:
            return held.ask(answer, edition)
        except (UnknownName, AmbiguousName) as error:
            raise ResourceNotFoundError(worded(error)) from error
        except PathwaysError as error:
            raise ResourceError(worded(error)) from error

    @server.resource("pathways://schema", mime_type="text/markdown")
    def schema() -> str:
        """Labels, relationship types and properties, for query_cypher; and what each basis of a progression means."""
        return "\n".join(_tables(PAGE.read_text("utf-8")))

    @server.resource("pathways://about", mime_type=_JSON)
    def about() -> str:
        """The editions there: which answers, how much each holds, whose it is, where its progressions come from."""
        return read(lambda explorer: json_text(described(explorer, held.notice)))

    @server.resource("pathways://routes", mime_type=_JSON)
    def routes() -> str:
        """The routes of the map, each with how many pathways, clusters and occupations it has."""

        def answer(explorer: Explorer) -> str:
            rows = [row._asdict() for row in explorer.ask("routes", limit=None).rows]
            return as_sent(result("The routes of the map", rows, (), paged=False))[0]

        return read(answer)

    @server.resource("pathways://occupation/{+id}", mime_type=_JSON, security=ResourceSecurity(exempt_params={"id"}))
    def occupation(id: str) -> str:
        """An occupation, as show_occupation answers it. Its id may hold "/"."""

        edition, colon, _ = id.partition(":")  # as ids of an imported map begin
        editions = read(lambda explorer: explorer.store.editions) if colon else ()
        asked = edition if edition in editions else None
        return read(lambda explorer: as_sent(show_occupation(explorer, id))[0], asked)


def described(explorer: Explorer, notice: str | None = None) -> dict[str, Any]:
    """The editions of a map, as an assistant tells where an answer comes from. `notice`: of the store, if any."""
    columns = ("edition", "title", "published", "follows", "routes", "occupations", "progressions", "licence", "url")
    editions = [
        {
            **{name: row[name] for name in columns},
            "attribution": row["attribution"],
            "source": source_of(row),
            "where_progressions_come_from": INFERENCE if row["edition"] == DOCUMENT else STATED,
            "answers_where_none_is_named": row["asked"],
        }
        for row in editions_view(explorer).rows
    ]
    return {"editions": editions, "caveat": CAVEAT, **({"notice": notice} if notice else {})}


def _tables(page: str) -> Iterator[str]:
    """Of docs/graph-model.md the schema, and the table of the bases."""
    (bases,) = re.findall(r"^\| basis \|.*?(?=^$)", page, re.MULTILINE | re.DOTALL)
    schema = page.partition("\n## The schema\n")[2]
    yield "# The graph\n\n¹ only imported maps have it; ² it may be null there.\n"
    yield schema[schema.index("| label |") :].strip().replace("<br>", ", ")
    yield "\n## Why a progression is one\n"
    yield bases
    yield "In an imported map: `stated` by its tables, or `related`. `relatedness`, from 0 to 1, only ranks."
