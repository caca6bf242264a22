"""An assistant that asks the tools of a server in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import Client
from mcp_types import Tool

from career_pathways.explorer.mcp.held import Held
from career_pathways.explorer.mcp.server import server


class Assistant:
    """A client that stays connected."""

    def __init__(self, portal: BlockingPortal, client: Client) -> None:
        """`portal`: of the thread where the client is."""
        self._portal, self._client = portal, client

    def tools(self) -> list[Tool]:
        """Those that are listed."""
        return self._portal.call(self._client.list_tools).tools

    def ask(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """What a tool answers: the object, which its text says too."""
        answer = self._portal.call(self._client.call_tool, tool, arguments)
        text = answer.content[0].text
        assert not answer.is_error, text
        assert json.loads(text) == answer.structured_content
        return dict(answer.structured_content or {}) | {"text": text}

    def refused(self, tool: str, arguments: Mapping[str, Any]) -> str:
        """What a tool says of what it does not answer."""
        answer = self._portal.call(self._client.call_tool, tool, dict(arguments))
        assert answer.is_error, answer.content[0].text
        assert answer.structured_content is None
        return str(answer.content[0].text)

    def pages(self, tool: str, **arguments: Any) -> Iterator[dict[str, Any]]:
        """All answers from one `next_offset` to the next."""
        offset: int | None = 0
        while offset is not None:
            answer = self.ask(tool, **arguments, offset=offset)
            assert answer["next_offset"] is None or answer["next_offset"] > offset
            yield answer
            offset = answer["next_offset"]


@contextmanager
def assistant(held: Held, mode: Literal["auto", "legacy"] = "auto") -> Iterator[Assistant]:
    """One that asks a store."""
    client = Client(server(held), raise_exceptions=True, mode=mode)
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(client):
        yield Assistant(portal, client)
