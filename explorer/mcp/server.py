"""The server: the tools over a store, spoken over standard input and output."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated, Any

from mcp.server import MCPServer
from mcp.server.mcpserver.context import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.tools import Tool
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import ValidationError

from career_pathways import __version__
from career_pathways.explorer.views.data import json_text
from career_pathways.loader.errors import PathwaysError

from .envelope import Result
from .held import Held
from .tools import TOOLS, Name
from .words import worded

INSTRUCTIONS = (
    "The UK occupational maps of December 2017 as a graph. find_occupations first, then use ids. Progressions are "
    "inferred from where occupations stand on the map: say so, and quote the line of the document that a step rests on."
)
"""What an assistant is told of the server, at most 800 characters."""

_READ_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


def server(held: Held) -> MCPServer[Any]:
    """The server, which nobody has connected to yet."""
    return MCPServer(
        "career-pathways",
        title="Career Pathways",
        instructions=INSTRUCTIONS,
        version=__version__,
        tools=[_tool(ask, held) for ask in TOOLS],
        log_level="WARNING",  # else each refused argument is a line on standard error
    )


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
