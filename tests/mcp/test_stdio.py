"""`pathways mcp` as a process: its tools, nothing but the protocol on its output, and an end that always comes."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import anyio
import pytest
from assistant import Assistant
from click.testing import CliRunner
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp_process import COMMAND, HELLO, McpProcess
from mcp_types import CallToolResult
from tool_examples import EXAMPLES

from career_pathways.explorer.commands import extras
from career_pathways.explorer.commands import mcp as mcp_module
from career_pathways.explorer.commands.main import main
from career_pathways.explorer.mcp.held import Held
from career_pathways.explorer.mcp.server import INSTRUCTIONS, server

ROOFER = {"occupation": "construction/roofer-2"}


@pytest.mark.slow
def test_a_client_over_standard_input_and_output_gets_what_one_in_memory_gets(
    built_store: Path, asked: Assistant
) -> None:
    parameters = StdioServerParameters(command=COMMAND[0], args=[*COMMAND[1:], "--store", str(built_store)])

    async def over_stdio() -> dict[str, CallToolResult]:
        async with Client(stdio_client(parameters)) as client:
            assert client.instructions == INSTRUCTIONS
            assert (await client.list_tools()).tools == asked.tools()
            return {name: await client.call_tool(name, given) for name, given in EXAMPLES.items()}

    assert [tool.name for tool in asked.tools()] == list(EXAMPLES)
    for name, answer in anyio.run(over_stdio).items():
        expected = asked.ask(name, **EXAMPLES[name])
        text = expected.pop("text")
        assert (answer.is_error, answer.structured_content) == (False, expected)
        assert [content.text for content in answer.content] == [text]  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mcp")


@pytest.fixture(scope="module")
def process(folder: Path) -> Iterator[McpProcess]:
    """A server of somebody who has no store yet, with a folder of its own for what is temporary."""
    (folder / "tmp").mkdir()
    environment = {"XDG_DATA_HOME": str(folder / "data"), "TMPDIR": str(folder / "tmp"), "PATHWAYS_STORE": ""}
    spoken = McpProcess(**environment)
    yield spoken
    spoken.process.kill()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="where the user's own store is, and signals, as on Linux")
def test_it_builds_its_store_goes_on_when_that_changes_and_speaks_nothing_but_the_protocol(
    process: McpProcess, folder: Path
) -> None:
    calls = [process.call_of("next_occupations", **ROOFER) for _ in range(50)]
    calls[0]["params"]["_meta"] = {"progressToken": "first"}
    process.write(b'{"jsonrpc":"2.0","id":9,"met\n\xff\xfe\n\n[]\n')  # half a message, and none
    first, *others = (answer["result"] for answer in process.ask_at_once(calls))  # while the store is built
    assert not first["isError"]
    assert all(other == first for other in others)
    assert [told["params"]["progressToken"] for told in process.notifications] == ["first"]

    assert process.ask("no/such/method", {})["error"]["code"] == -32601
    assert process.call("find_occupations", text="x" * 1_000_000)["isError"]
    assert process.call("no_such_tool")["isError"]
    assert process.call("find_occupations", text="chef \ud83d")["structuredContent"]["results"]  # half a character

    store = folder / "data" / "career-pathways" / "pathways.kgl"
    kept = store.rename(store.with_suffix(".kept"))
    gone = process.call("next_occupations", **ROOFER)["structuredContent"]
    assert gone["results"] == first["structuredContent"]["results"]
    assert gone["notes"][-1] == "The store is gone; what was read of it before answers."
    kept.rename(store)
    assert process.call("next_occupations", **ROOFER) == first

    process.send(call := process.call_of("reach", occupation="Roofer"))
    process.hang_up()
    assert process.next_message()["id"] == call["id"]  # what was asked is answered yet
    status, said = process.ended()
    assert (status, process.odd, list((folder / "tmp").iterdir())) == (0, [], [])
    assert said.splitlines() == [f"No store yet: building {store} from the packaged document …"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_it_ends_whatever_its_client_does(built_store: Path, tmp_path: Path) -> None:
    """Where the library alone waits for the next line, as in modelcontextprotocol/python-sdk#514."""
    options = ("--store", str(built_store))
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    imports_told = {**os.environ, "PYTHONPROFILEIMPORTTIME": "1"}
    deaf = subprocess.Popen([*COMMAND, *options], **pipes, env=imports_told)  # type: ignore[call-overload]
    interrupted = McpProcess(*options, TMPDIR=str(tmp_path))
    interrupted.call("next_occupations", **ROOFER)  # which has a copy of the store made
    interrupted.send(interrupted.call_of("reach", occupation="Roofer"))
    interrupted.process.send_signal(signal.SIGINT)
    assert interrupted.ended() == (130, "Interrupted.\n")
    assert list(tmp_path.iterdir()) == []

    deaf.stdin.write(json.dumps(interrupted.request("initialize", HELLO)).encode() + b"\n")
    deaf.stdin.flush()
    deaf.stdout.readline()
    deaf.stdout.close()  # and its own end stays open
    assert deaf.wait(2) == 0
    imported = set(re.findall(rb"\| +([a-z]\w+)", deaf.stderr.read()))
    assert b"mcp" in imported and not imported & {b"networkx", b"numpy", b"neo4j", b"kglite"}  # before it is asked


@pytest.mark.slow
def test_a_store_that_is_missing_damaged_or_of_no_such_edition_is_told_until_it_is_mended(
    built_store: Path, tmp_path: Path
) -> None:
    store = tmp_path / "maps.kgl"

    async def told() -> list[str]:
        found = []
        content = built_store.read_bytes()
        async with Client(server(Held(lambda: store, "2017")), raise_exceptions=True) as client:
            for there in (None, b"", content[:5_000], content):
                if there is not None:
                    store.write_bytes(there)
                answer = await client.call_tool("next_occupations", ROOFER)
                found.append(f"{answer.is_error} {answer.content[0].text}")  # type: ignore[union-attr]
            other = await client.call_tool("next_occupations", {**ROOFER, "edition": "1999"})
            found.append(f"{other.is_error} {other.content[0].text}")  # type: ignore[union-attr]
        return found

    missing, empty, damaged, mended, edition = anyio.run(told)
    for text, fact in {missing: "no store", empty: "not a store", damaged: "damaged", edition: "'1999'"}.items():
        assert text.startswith("True ") and fact in text
    assert mended.startswith("False ")


def test_without_the_extra_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> None:
        raise ModuleNotFoundError("No module named 'mcp'", name="mcp")

    monkeypatch.setattr(extras, "import_module", missing)
    result = CliRunner().invoke(main, ["mcp"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "needs mcp, which is not installed:" in result.stderr


@pytest.mark.parametrize("terminal", [True, False])
def test_who_types_the_command_is_told_what_it_waits_for(
    terminal: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(mcp_module, "module_of", Mock())
    monkeypatch.setattr(sys, "stdin", Mock(isatty=lambda: terminal))
    main(["mcp"], standalone_mode=False)
    out, err = capsys.readouterr()
    assert (out, "Ctrl-C ends it" in err, err == "") == ("", terminal, not terminal)


def test_what_it_says_of_itself_is_short_and_claims_no_map() -> None:
    assert len(INSTRUCTIONS) <= 800
    assert "2017" not in INSTRUCTIONS
