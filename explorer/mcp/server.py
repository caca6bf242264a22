"""The server: the tools over a store, spoken over standard input and output."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

from mcp.server import MCPServer
from mcp.server.context import CallNext, HandlerResult, ServerRequestContext
from mcp.server.mcpserver.context import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.tools import Tool
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS, CallToolResult, TextContent, ToolAnnotations
from pydantic import ValidationError

from career_pathways import __version__
from career_pathways.explorer.views.data import json_text
from career_pathways.loader.errors import PathwaysError

from .envelope import Result
from .held import Held
from .prompts import add_prompts
from .resources import add_resources
from .tools import TOOLS, Name
from .words import worded

INSTRUCTIONS = (
    "Career Pathways: a map of occupations, their levels, and what each can progress to: the UK occupational maps, or "
    "another map that was imported (pathways://about says which, and whose it is). Begin with find_occupations, by the "
    "words that people use, then ask by the ids that it answers with. A progression is inferred from where occupations "
    "stand on the map, or stated by its tables: the notes of an answer say which. Pass that on, and call none a "
    "promise. Each step has the line of the source that it rests on: quote the line. A level may be not stated: say "
    "so, and do not guess. Ids, lines and reasons come from the tools alone; where a tool finds no way, it says why "
    "and what lies nearest."
)
"""What an assistant is told of the server, at most 800 characters."""

_READ_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


def server(held: Held) -> MCPServer[Any]:
    """The server, which nobody has connected to yet."""
    made: MCPServer[Any] = MCPServer(
        "career-pathways",
        title="Career Pathways",
        instructions=INSTRUCTIONS,
        version=__version__,
        tools=[_tool(ask, held) for ask in TOOLS],
        log_level="WARNING",  # else each refused argument is a line on standard error
        middleware=[partial(_told_to_wait, held), _told_what_is_wrong],
    )
    add_resources(made, held)
    add_prompts(made, held)
    return made


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
        raise MCPError(INVALID_PARAMS, f"{error}. An argument is a text of at most 200 characters.") from error


class _MapTool(Tool):
    """A tool whose errors say what an assistant can put right."""

    async def run(self, arguments: dict[str, Any], context: Context[Any, Any], convert_result: bool = False) -> Any:
        """As the SDK runs it; an error of the project, and wrong arguments, are answered in plain words."""
        try:
            return await super().run(arguments, context, convert_result)
        except ToolError as error:
            if isinstance(error.__cause__, PathwaysError):
                return _refused(worded(error.__cause__))
            if isinstance(error.__cause__, ValidationError):
                return _refused(_wrong_arguments(error.__cause__, tuple(self.parameters["properties"])))
            raise


def _refused(text: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=text)], is_error=True)


def _wrong_arguments(error: ValidationError, known: tuple[str, ...]) -> str:
    """What is wrong with the arguments, one sentence each; pydantic's own text has an address of its manual in it."""
    lines = []
    for found in error.errors(include_url=False, include_input=False):
        name = ".".join(map(str, found["loc"]))
        unknown = found["type"] == "extra_forbidden"
        lines.append(f"no argument {name!r}: there are {', '.join(known)}." if unknown else f"{name}: {found['msg']}.")
    return "\n".join(lines)


def _tool(ask: Callable[..., Result], held: Held) -> Tool:
    """A function of tools.py as a tool of the server: without the Explorer, and with the edition that is asked."""
    signature = inspect.signature(ask, eval_str=True)
    edition = inspect.Parameter("edition", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Name | None)

    def answer(edition: str | None = None, **given: Any) -> CallToolResult:
        made = held.ask(lambda explorer: ask(explorer, **given), edition)
        if notice := held.notice:
            made["notes"].append(notice)
        return CallToolResult(content=[TextContent(type="text", text=json_text(made))], structured_content=dict(made))

    answer.__name__, answer.__doc__ = ask.__name__, ask.__doc__
    answer.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[*list(signature.parameters.values())[1:], edition],
        return_annotation=Annotated[CallToolResult, Result],
    )
    tool = _MapTool.from_function(answer, annotations=_READ_ONLY)
    model = tool.fn_metadata.arg_model  # which ignores unknown arguments, and would answer another question
    model.model_config["extra"] = "forbid"
    model.model_rebuild(force=True)
    tool.parameters["additionalProperties"] = False
    return tool
