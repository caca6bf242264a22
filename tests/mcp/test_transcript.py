"""The conversation and the table of tools in docs/mcp.md, as the server has them.

    PYTHONPATH=tests/helpers python tests/mcp/test_transcript.py

writes them anew, as `make guide` does.
"""

from __future__ import annotations

import inspect
import json
import re
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp_process import McpProcess
from places import DOCS

from career_pathways.explorer.mcp.calling import map_tool
from career_pathways.explorer.mcp.held import Held
from career_pathways.explorer.mcp.tools import TOOLS
from career_pathways.loader.building import build

PAGE = DOCS / "mcp.md"

WIDTH = 130
"""Characters of a line of an answer, where it can be broken."""

CHEF = "catering-and-hospitality/commis-chef-2"

CONVERSATION: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("What is their work called on the map?", "find_occupations", {"text": "I work in a hotel kitchen", "limit": 2}),
    ("What can come next?", "next_occupations", {"occupation": CHEF, "limit": 2}),
    ("How far up can they get as a chef?", "find_path", {"origin": CHEF, "destination": "Senior chef culinary arts"}),
    ("And could they come to manage the hotel?", "find_path", {"origin": CHEF, "destination": "Hospitality manager"}),
    ("Their brother is a butcher. What comes next for him?", "next_occupations", {"occupation": "Butcher", "limit": 1}),
    (
        "He works in a shop, and the assistant asks again:",
        "next_occupations",
        {"occupation": "Butcher", "route": "Sales", "limit": 1},
    ),
)
"""What is asked, and the call that an assistant makes of it."""


def conversation(store: Path) -> str:
    """The calls and their answers, over standard input and output."""
    process = McpProcess("--store", str(store))
    made = "\n".join(part for asked in CONVERSATION for part in _exchange(process, *asked))
    process.process.terminate()
    assert process.ended() == (128 + signal.SIGTERM, "")
    return made


def _exchange(process: McpProcess, asked: str, tool: str, arguments: dict[str, Any]) -> Iterator[str]:
    answer = process.call(tool, **arguments)
    text = answer["content"][0]["text"]
    yield f"**{asked}**\n\n```text\n{tool} {json.dumps(arguments, ensure_ascii=False)}\n```\n"
    yield f"```text\n{text}\n```\n" if answer["isError"] else f"```json\n{laid_out(json.loads(text))}\n```\n"


def laid_out(value: Any, before: str = "") -> str:
    """JSON with each object and list on one line that fits on one."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(before) + len(flat) <= WIDTH or not isinstance(value, dict | list) or not value:
        return flat
    inner = f"{before} "
    if isinstance(value, list):
        parts = [laid_out(one, inner) for one in value]
    else:
        parts = [f"{json.dumps(key)}: {laid_out(one, inner)}" for key, one in value.items()]
    begin, end = ("[", "]") if isinstance(value, list) else ("{", "}")
    return begin + f",\n{inner}".join(parts) + end


def tools() -> str:
    """The table of the tools: what each is for, and what it takes."""
    lines = ["| tool | what it answers | arguments |", "|---|---|---|"]
    for tool in (map_tool(ask, Held(Path)) for ask in TOOLS):
        about = " ".join(inspect.cleandoc(tool.description).partition("\n\n")[0].split())
        about = about.replace("|", "\\|")
        lines.append(
            f"| `{tool.name}` | {about} | {', '.join(f'`{name}`' for name in tool.parameters['properties'])} |"
        )
    return "\n".join([*lines, ""])


def part(name: str) -> str:
    """What stands in the page between the two marks of that name."""
    return PAGE.read_text("utf-8").partition(f"<!-- {name} -->\n")[2].partition(f"<!-- /{name} -->")[0]


def test_the_table_of_tools_is_that_of_the_server() -> None:
    assert part("tools") == tools()


@pytest.mark.slow
def test_the_conversation_is_that_of_the_server(built_store: Path) -> None:
    assert part("transcript") == conversation(built_store)


def test_every_client_is_told_of_it_in_json_that_can_be_read() -> None:
    told = [
        json.loads(text)
        for text in re.findall(
            r"```json\n(\{\n.*?)```", PAGE.read_text("utf-8").partition("\n## The tools\n")[0], re.DOTALL
        )
    ]
    for configuration in told:
        ((key, servers),) = configuration.items()
        assert key in {"mcpServers", "servers"}
        assert servers["career-pathways"]["args"] == ["mcp"]
    assert len(told) == 2


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "pathways.kgl"
        build(store, None, None)
        for name, new in {"tools": tools(), "transcript": conversation(store)}.items():
            text = PAGE.read_text("utf-8")
            mark = f"<!-- {name} -->\n"
            PAGE.write_text(text.replace(f"{mark}{part(name)}<!--", f"{mark}{new}<!--"), "utf-8")
