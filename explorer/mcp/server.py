"""The server: the tools over a store, spoken over standard input and output."""

from __future__ import annotations

from functools import partial
from typing import Any

from anyio import move_on_after, to_thread
from mcp.server import MCPServer
from mcp.server.context import CallNext, HandlerResult, ServerRequestContext
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS
from mcp_types import Tool as ListedTool
from pydantic import ValidationError

from career_pathways import __version__

from .calling import map_tool
from .held import Held
from .prompts import add_prompts
from .resources import add_resources
from .tools import OF_SEVERAL_EDITIONS, TOOLS

INSTRUCTIONS = (
    "Career Pathways: a map of occupations, their levels, and what each can progress to: the UK occupational maps, or "
    "another map that was imported (pathways://about says which, and whose it is). Begin with find_occupations, by the "
    "words that people use, then ask by the ids that it answers with. A progression is inferred from where occupations "
    "stand on the map, or stated by its tables: the notes of an answer say which. Pass that on, and call none a "
    "promise. Each step has the source that it rests on: quote the line, or name the file and the row. A level may be "
    "not stated: say so, and do not guess. Ids, lines and reasons come from the tools alone; where a tool finds no "
    "way, it says why and what lies nearest."
)
"""What an assistant is told of the server, at most 800 characters."""


_LOOK = 1.0
"""Seconds that a list of tools may take for the sake of the store."""


def server(held: Held) -> MCPServer[Any]:
    """The server, which nobody has connected to yet."""
    made = _MapServer(
        held,
        "career-pathways",
        title="Career Pathways",
        instructions=INSTRUCTIONS,
        version=__version__,
        tools=[map_tool(ask, held) for ask in TOOLS],
        log_level="WARNING",  # else each refused argument is a line on standard error
        middleware=[partial(_told_to_wait, held), _told_what_is_wrong],
    )
    add_resources(made, held)
    add_prompts(made, held)
    return made


class _MapServer(MCPServer[Any]):
    """A server that lists what the store has an answer for."""

    def __init__(self, held: Held, *args: Any, **kwargs: Any) -> None:
        """`held`: the store."""
        super().__init__(*args, **kwargs)
        self._held = held

    async def list_tools(self) -> list[ListedTool]:
        """The tools; those about several editions where the store has them, or nobody knows in time.

        All of them can be called: a host that has listed them does not list them anew when the store is another.
        """
        several = True
        with move_on_after(_LOOK):
            several = await to_thread.run_sync(self._held.may_have_several, abandon_on_cancel=True)
        return [tool for tool in await super().list_tools() if several or tool.name not in OF_SEVERAL_EDITIONS]


async def _told_to_wait(held: Held, ctx: ServerRequestContext[Any, Any], call_next: CallNext) -> HandlerResult:
    """As it goes on; a client that wants to hear of progress is told why the first call takes seconds."""
    if ctx.method == "tools/call" and not held.is_open:
        await ctx.session.report_progress(0, message="Reading the map, which is built first where there is none yet.")
    return await call_next(ctx)


async def _told_what_is_wrong(ctx: ServerRequestContext[Any, Any], call_next: CallNext) -> HandlerResult:
    """As it goes on; wrong arguments of a prompt are told, where the SDK tells of a fault of the server."""
    try:
        return await call_next(ctx)
    except ValueError as error:
        if ctx.method != "prompts/get":
            raise
        fact = "" if isinstance(error, ValidationError) else f"{error}. "  # which speaks of a library
        raise MCPError(INVALID_PARAMS, f"{fact}An argument is a text of at most 200 characters.") from error
