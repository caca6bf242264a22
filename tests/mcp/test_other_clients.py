"""Other people's clients: the Inspector's command line over standard input and output, and the conformance suite.

The suite speaks HTTP alone, which the command does not offer: the test does, on this machine.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from places import TESTS
from tool_examples import EXAMPLES

from career_pathways.explorer.mcp.held import Held
from career_pathways.explorer.mcp.server import server

BIN = TESTS / "helpers" / "agents" / "node_modules" / ".bin"

pytestmark = pytest.mark.soak

SCENARIOS = (
    "server-initialize",
    "ping",
    "tools-list",
    "resources-list",
    "prompts-list",
    "completion-complete",
    "dns-rebinding-protection",
)
"""Those that any server can pass; the others want tools of their own."""


def run(command: str, *arguments: str) -> str:
    """What a client prints; with the Node that is installed beside it, where there is one for this machine."""
    if not BIN.is_dir():
        raise AssertionError(f"no {BIN}: npm ci --prefix tests/helpers/agents")
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    result = subprocess.run(
        [str(BIN / command), *arguments], capture_output=True, text=True, check=False, env={**os.environ, "PATH": path}
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def inspected(built_store: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """How the Inspector is told of our server."""
    place = tmp_path_factory.mktemp("inspector") / "servers.json"
    arguments = ["-m", "career_pathways.explorer", "mcp", "--store", str(built_store)]
    place.write_text(json.dumps({"mcpServers": {"pathways": {"command": sys.executable, "args": arguments}}}))
    return "--cli", "--config", str(place), "--server", "pathways"


def test_the_inspector_lists_the_tools_and_calls_each(inspected: tuple[str, ...]) -> None:
    listed = json.loads(run("mcp-inspector", *inspected, "--method", "tools/list"))["tools"]
    assert [tool["name"] for tool in listed] == list(EXAMPLES)
    for name, arguments in EXAMPLES.items():
        given = [f"{key}={value if isinstance(value, str) else json.dumps(value)}" for key, value in arguments.items()]
        call = ("--method", "tools/call", "--tool-name", name, "--tool-arg", *given)
        answer: dict[str, Any] = json.loads(run("mcp-inspector", *inspected, *call))
        assert not answer.get("isError"), answer
        assert answer["structuredContent"] == json.loads(answer["content"][0]["text"])


@pytest.fixture(scope="module")
def address(built_store: Path) -> Iterator[str]:
    """The same server over HTTP, as the SDK has it."""
    listener = socket.create_server(("127.0.0.1", 0))
    served = uvicorn.Server(
        uvicorn.Config(server(Held(lambda: built_store)).streamable_http_app(), log_level="warning")
    )
    thread = threading.Thread(target=lambda: asyncio.run(served.serve([listener])))
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/mcp"
    served.should_exit = True
    thread.join(20)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_conformance_suite_passes_it(scenario: str, address: str, tmp_path: Path) -> None:
    told = run("conformance", "server", "--url", address, "--scenario", scenario, "--output-dir", str(tmp_path))
    assert ", 0 failed, 0 warnings" in told
