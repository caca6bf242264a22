"""A function of tools.py as a tool of the server, which answers whatever it is called with.

1. It takes the function's arguments but for the map, and, where it is about one edition, which one; and no others: the
   SDK would ignore what it does not know, and answer another question.
2. An error of the project, and wrong arguments, are answered in plain words, as what the assistant can put right.
3. Anything else is a fault of the program: its log has it, and the assistant is told no more than that.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable
from typing import Annotated, Any

from mcp.server.mcpserver.context import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.tools import Tool
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import ValidationError

from career_pathways.loader.errors import PathwaysError

from .arguments import Asked, blank, given, lean, wrong
from .envelope import Result, as_sent, sendable
from .held import Held
from .tools import OF_ONE_EDITION
from .words import worded

_LOG = logging.getLogger(__name__)

_READ_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


class _MapTool(Tool):
    """A tool whose errors say what an assistant can put right."""

    async def run(self, arguments: dict[str, Any], context: Context[Any, Any], convert_result: bool = False) -> Any:
        """As the SDK runs it, by the rules of the module."""
        known = given(arguments, self.parameters)
        if empty := blank(known):
            return _refused(f"`{empty[0]}` is blank: write what is meant, or leave it out.")
        try:
            return await super().run(known, context, convert_result)
        except ToolError as error:
            cause = error.__cause__
            if isinstance(cause, PathwaysError):
                return _refused(worded(cause))
            if isinstance(cause, ValidationError):
                return _refused(wrong(cause, tuple(self.parameters["properties"])))
            _LOG.exception("%s failed", self.name, exc_info=cause)
            return _refused(f"{self.name} failed, by a fault of the program; the log of the server says more.")


def _refused(text: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=sendable(text))], is_error=True)


def map_tool(ask: Callable[..., Result], held: Held) -> Tool:
    """A function of tools.py as a tool of the server."""
    signature = inspect.signature(ask, eval_str=True)
    of_map, *parameters = signature.parameters.values()
    if ask in OF_ONE_EDITION:
        kind = inspect.Parameter.KEYWORD_ONLY
        parameters.append(inspect.Parameter("edition", kind, default=None, annotation=Asked | None))

    def made(edition: str | None, arguments: dict[str, Any]) -> Result:
        if of_map.annotation is Held:
            return ask(held, **arguments)
        return held.ask(lambda explorer: ask(explorer, **arguments), edition)

    def answer(**arguments: Any) -> CallToolResult:
        edition = arguments.pop("edition", None) if ask in OF_ONE_EDITION else None
        answered = made(edition, arguments)
        if notice := held.notice:
            answered["notes"].append(notice)
        text, content = as_sent(answered)
        return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=content)

    answer.__name__, answer.__doc__ = ask.__name__, inspect.getdoc(ask)
    answer.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=parameters, return_annotation=Annotated[CallToolResult, Result]
    )
    tool = _MapTool.from_function(answer, annotations=_READ_ONLY)
    model = tool.fn_metadata.arg_model
    model.model_config["extra"] = "forbid"  # Rule 1
    model.model_rebuild(force=True)
    tool.parameters = {**lean(tool.parameters), "additionalProperties": False}
    tool.fn_metadata.output_schema = {
        name: of for name, of in lean(tool.fn_metadata.output_schema, nulls=True).items() if name != "description"
    }
    return tool
