"""The server: how much of a processor a question costs over HTTP, how long people wait, and what it takes in memory.

    python benchmarks/web.py [--requests N] [--rate N] [--seconds N]

Ends with status 1 where a figure misses its limit. How long people wait is only to be had on a core that is idle.
"""

from __future__ import annotations

import argparse
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import quantiles

import psutil

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "helpers"))

from figures import held  # noqa: E402
from web_mix import Asking, milliseconds_of_cpu, mix  # noqa: E402

from career_pathways.explorer.explorer import Explorer  # noqa: E402
from career_pathways.loader.building import build  # noqa: E402

PER_REQUEST = 2.5
"""Milliseconds of processor time, of the mix."""

P99 = 50.0
"""Milliseconds that 99 of 100 wait at most, on an idle core."""

MEMORY = 200
"""Megabytes that the server has resident at most, after all that and before its store is replaced."""

HANG_UPS = 1_000


def main() -> int:
    """Measures all of it. Out: 1 where a figure misses its limit."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--requests", type=int, default=2_000)
    arguments.add_argument("--rate", type=int, default=200, help="requests a second")
    arguments.add_argument("--seconds", type=int, default=10)
    wanted = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "pathways.kgl"
        build(store, source=None, lookups=None)
        command = [sys.executable, "-m", "career_pathways.explorer", "serve", "--port", "0", "--store", str(store)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server, Explorer.open(store) as explorer:
            assert server.stdout
            address = re.search(r":(\d+)/", server.stdout.readline())
            assert address
            try:
                return measured(psutil.Process(server.pid), int(address[1]), explorer, store, wanted)
            finally:
                server.terminate()


def measured(server: psutil.Process, port: int, explorer: Explorer, store: Path, wanted: argparse.Namespace) -> int:
    """The figures of a server that runs."""
    addresses = mix(explorer)
    asking = Asking(port)
    for address in islice(addresses, 100):  # what is imported with the first answers
        asking.get(address)
    before = server.cpu_times()
    statuses = Counter(asking.get(address) for address in islice(addresses, wanted.requests))
    cost = milliseconds_of_cpu(before, server.cpu_times(), wanted.requests)
    print(f"{wanted.requests:,} requests: {dict(statuses)}")
    waited, missed = at_a_rate(port, list(islice(addresses, wanted.rate * wanted.seconds)), wanted.rate)
    hang_ups(port, list(islice(addresses, HANG_UPS)))
    time.sleep(1)
    print(f"after {HANG_UPS:,} hang-ups it answers {asking.get('/api/next?occupation=construction/roofer-2')}")
    resident = server.memory_info().rss / 1e6
    failed_meanwhile = while_the_store_changes(port, store, addresses)
    time.sleep(3)  # for the while that two maps are held, one read and one answering, it is more
    held("resident after its store was replaced", server.memory_info().rss / 1e6, "MB")
    failed = [
        not held("processor time a request", cost, "ms", PER_REQUEST),
        not held(f"99 of 100 at {wanted.rate} a second wait", waited, "ms", P99),
        not held("failed requests", missed + statuses[500] + statuses[503], "requests", 0),
        not held("those while the store was replaced, deleted, damaged, restored", failed_meanwhile, "requests", 0),
        not held("resident before that", resident, "MB", MEMORY),
    ]
    asking.close()
    return int(any(failed))


def at_a_rate(port: int, addresses: list[str], rate: int) -> tuple[float, int]:
    """How long 99 of 100 requests wait that come at a rate, whether the last was answered or not; and how many fail."""
    waits: list[float] = []
    missed: list[str] = []
    begin, lanes = time.perf_counter() + 0.2, 16

    def lane(own: int) -> None:
        asking = Asking(port)
        for i in range(own, len(addresses), lanes):
            due = begin + i / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            if asking.get(addresses[i]) >= 500:
                missed.append(addresses[i])
            waits.append(1000 * (time.perf_counter() - due))
        asking.close()

    threads = [threading.Thread(target=lane, args=(i,)) for i in range(lanes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return quantiles(waits, n=100)[98], len(missed)


def while_the_store_changes(port: int, store: Path, addresses: Iterator[str]) -> int:
    """How many requests fail while the store becomes another, is deleted, damaged and restored."""
    begun, over, statuses = store.read_bytes(), threading.Event(), Counter[int]()

    def ask() -> None:
        asking = Asking(port)
        while not over.is_set():
            statuses[asking.get(next(addresses))] += 1
        asking.close()

    beside = store.with_suffix(".new")
    build(beside, source=None, lookups="none")  # without its curated readings
    newer = beside.read_bytes()
    thread = threading.Thread(target=ask)
    thread.start()
    for content in (newer, begun, None, begun, begun[:50_000], begun):
        if content is None:
            store.unlink()
        else:
            beside.write_bytes(content)
            beside.replace(store)
        time.sleep(2.5)  # it is seen within 2
    over.set()
    thread.join()
    print(f"while the store changed: {dict(statuses)}")
    return sum(number for status, number in statuses.items() if status >= 500)


def hang_ups(port: int, addresses: list[str]) -> None:
    """Clients that ask and are gone before they are answered, some of them in the middle of asking."""
    for i, address in enumerate(addresses):
        connection = socket.create_connection(("127.0.0.1", port), 30)
        asked = f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
        connection.sendall(asked if i % 2 else asked[: len(asked) // 2])
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
