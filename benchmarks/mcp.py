"""The server of assistants: how soon it answers, how much it says, and what it takes when it is flooded and hung up on.

    python benchmarks/mcp.py [--calls N]

Ends with status 1 where a figure misses its limit. Times are those of the processor, but for how long an answer takes.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import psutil

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "helpers"))

from figures import held  # noqa: E402
from mcp_process import McpProcess  # noqa: E402
from tool_examples import EXAMPLES  # noqa: E402

from career_pathways.explorer.explorer import Explorer  # noqa: E402
from career_pathways.loader.building import build  # noqa: E402

START = 1.5
"""Seconds of processor time from the spawn to the answer to the greeting: what the hastiest host once waited."""

FIRST = 1.5
"""The same of the first call, which reads the store."""

WARM = 25.0
"""Milliseconds of a `next_occupations` with its quotes, the median."""

LISTED = 16_000
"""Characters of the list of tools, which every conversation begins with."""

GROWTH = 50.0
"""Megabytes that it may grow by, after it has answered a hundred calls."""

SPAWNS = 7


def main() -> int:
    """Measures all of it. Out: 1 where a figure misses its limit."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--calls", type=int, default=1_000, help="one after another")
    calls = arguments.parse_args().calls
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "pathways.kgl"
        build(store, source=None, lookups=None)
        with Explorer.open(store) as explorer:
            occupations = [o.id for o in explorer.names.occupations]
        within = [*begun(store), *asked(store, occupations, calls)]
    return int(not all(within))


def begun(store: Path) -> Iterator[bool]:
    """The figures of the beginning, each the median of a few."""
    starts, firsts = [], []
    for _ in range(SPAWNS):
        server = McpProcess("--store", str(store))
        starts.append(cpu(server))
        server.call("next_occupations", occupation="Butcher", route="sales")
        firsts.append(cpu(server) - starts[-1])
        server.hang_up()
        server.ended()
    yield held("from the spawn to the answer to the greeting", median(starts), "s of CPU", START)
    yield held("its first answer", median(firsts), "s of CPU", FIRST)


def asked(store: Path, occupations: list[str], calls: int) -> Iterator[bool]:
    """The figures of one server that is asked much, and rudely."""
    server = McpProcess("--store", str(store))
    listed = json.dumps(server.ask("tools/list", {})["result"], ensure_ascii=False, separators=(",", ":"))
    yield held("its list of tools", len(listed), "characters", LISTED)
    names = cycle(occupations)
    for id_ in islice(names, 100):  # what is imported with the first answers
        server.call("next_occupations", occupation=id_)
    process, took = psutil.Process(server.process.pid), []
    right = [(name, given, server.call(name, **given)) for name, given in EXAMPLES.items()]
    resident = process.memory_info().rss
    for id_ in islice(names, calls):
        given = {"occupation": id_}
        start = time.perf_counter()
        answer = server.call("next_occupations", **given)
        took.append(1000 * (time.perf_counter() - start))
        right.append(("next_occupations", given, answer))
    yield held(f"{calls:,} next_occupations, one after another, median", median(took), "ms", WARM)
    held("95 of 100 of them within", quantiles(took, n=100)[94], "ms")
    yield held("wrong answers of 50 at once, of all tools", wrong(server, right[:50]), "answers", 0)
    hang_ups(server, occupations[:500])
    yield held("wrong answers of 50 at once after that", wrong(server, right[:50]), "answers", 0)
    yield held(f"wrong answers of {len(right):,} at once", wrong(server, right), "answers", 0)
    yield held("lines that are no message", len(server.odd), "lines", 0)
    held("resident after all that", process.memory_info().rss / 1e6, "MB")
    yield held("by how much it has grown", (process.memory_info().rss - resident) / 1e6, "MB", GROWTH)
    server.send(*(server.call_of("next_occupations", occupation=id_) for id_ in islice(names, 50)))
    start = time.perf_counter()
    server.process.terminate()  # in the middle of 50
    status, _ = server.ended(10)
    yield held(f"ended by SIGTERM with status {status}", time.perf_counter() - start, "s", 2)


def wrong(server: McpProcess, right: list[tuple[str, dict[str, Any], dict[str, Any]]]) -> int:
    """How many calls at once are answered otherwise than one after another. In: tool, arguments, the right answer."""
    answers = server.ask_at_once([server.call_of(name, **given) for name, given, _ in right])
    return sum(answer.get("result") != expected for answer, (_, _, expected) in zip(answers, right, strict=True))


def hang_ups(server: McpProcess, occupations: list[str]) -> None:
    """Lines that are none, that are too long, that ask for what is not there; calls that are withdrawn at once."""
    server.write(b'{"jsonrpc":"2.0","id":"half","met\n')
    server.write(b'{"jsonrpc":"2.0","id":"\xff\xfe","method":"ping"}\n\x00\n[]\n"text"\n17\n')
    server.ask("tools/call", {"name": "find_occupations", "arguments": {"text": "x" * 10_000_000}})
    server.ask("no/such/method", {})
    for id_ in occupations:
        call = server.call_of("next_occupations", occupation=id_)
        withdrawn = {"method": "notifications/cancelled", "params": {"requestId": call["id"]}}
        server.send(call, {"jsonrpc": "2.0", **withdrawn})
    server.ask("ping", {})


def cpu(server: McpProcess) -> float:
    """Seconds of processor time that it has taken."""
    times = psutil.Process(server.process.pid).cpu_times()
    return times.user + times.system


if __name__ == "__main__":
    sys.exit(main())
