"""The server over standard input and output, from its first message to an end that always comes.

1. A thread reads standard input and fills a pipe that the server reads: what waits at standard input itself waits until
   something comes, and neither Ctrl-C nor a client that listens no more would end it.
2. Where the client has closed its end, what it has asked is answered yet, for as long as PATIENCE.
3. Then, and at once where nobody listens any more, on Ctrl-C and on a signal, the process ends: in the middle of
   whatever it does, with no copy of a store and no process of its own left behind.
4. While MOST requests are being answered, or their answers are not read, no more are taken: such a client waits.
5. Half a character, which clients send that cut a text within one, is taken for U+FFFD: the SDK passes over a message
   that has it, and its client would wait for ever.
"""

from __future__ import annotations

import asyncio
import atexit
import os
import re
import select
import signal
import sys
import threading
import time
from contextlib import suppress
from typing import Any, NoReturn

import psutil  # type: ignore[import-untyped]
from mcp.server import MCPServer
from mcp.server.context import CallNext, HandlerResult, ServerRequestContext

PATIENCE = 1.7
"""Seconds; a client that closes its end waits two for ours, or kills us."""

MOST = 1_000
"""Requests, of which an assistant has a handful: with their answers they take 30 MB."""

_QUIET = 3
"""Times that nothing is being answered, one after another, until all is."""

_LOOK = 0.05
"""Seconds from one look to the next."""

_PIECE = 65_536
"""Bytes that are read at once."""

_INTERRUPTED = 128 + signal.SIGINT


class _Answering:
    """How many requests are being answered, until the answer is written: a middleware of the server."""

    def __init__(self) -> None:
        self.requests = 0

    async def __call__(self, ctx: ServerRequestContext[Any, Any], call_next: CallNext) -> HandlerResult:
        if task := asyncio.current_task():  # of this request alone, which writes the answer, too
            self.requests += 1
            task.add_done_callback(self._answered)
        return await call_next(ctx)

    def _answered(self, _: object) -> None:
        self.requests -= 1


def speak(server: MCPServer[Any]) -> NoReturn:
    """Answer until the client or a signal ends it. Called in the main thread, and once: the process ends here."""
    answering = _Answering()
    server.middleware.append(answering)
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):  # none of them is everywhere
            signal.signal(number, lambda number, _: _end(128 + number))
    client, listener = os.dup(0), os.dup(1)
    read_end, write_end = os.pipe()
    os.dup2(read_end, 0)
    os.close(read_end)
    threading.Thread(target=_listen, args=(client, listener, write_end, answering), daemon=True).start()
    with suppress(Exception):  # nobody listens any more
        server.run()
    _end(0)


def _listen(client: int, listener: int, server: int, answering: _Answering) -> None:
    """Hand on what the client writes, until it has no more to say (rules 1, 2 and 4). All three are descriptors."""
    begun = list[bytes]()  # a line that has not ended yet
    with suppress(OSError):
        while piece := _piece(client, listener):
            while answering.requests > MOST:
                time.sleep(_LOOK)
            ended, end, rest = piece.rpartition(b"\n")
            if not end:
                begun.append(rest)
                continue
            lines, begun = _of_whole_characters(b"".join([*begun, ended, end])), [rest]
            while lines:
                lines = lines[os.write(server, lines) :]
    until, quiet = time.monotonic() + PATIENCE, 0
    while quiet < _QUIET and time.monotonic() < until:
        time.sleep(_LOOK)
        quiet = 0 if answering.requests else quiet + 1
    _end(0)


def _of_whole_characters(lines: bytes) -> bytes:
    """JSON without halves of characters (rule 5)."""
    if b"\\ud" not in lines.lower():
        return lines
    return _ESCAPED.sub(lambda found: rb"\ufffd" if found["half"] else found[0], lines)


_ESCAPED = re.compile(rb"\\(?:ud[89ab]..\\ud[c-f]..|(?P<half>ud[89a-f]..)|.)", re.IGNORECASE)


def _piece(client: int, listener: int) -> bytes:
    """What comes next; nothing where the client has closed either end. Raises OSError."""
    if hasattr(select, "poll"):  # not on Windows
        ends = select.poll()
        ends.register(client, select.POLLIN)
        ends.register(listener, 0)  # an error is told, whatever is asked for
        if any(end == listener and event & (select.POLLERR | select.POLLNVAL) for end, event in ends.poll()):
            return b""
    return os.read(client, _PIECE)


def _end(status: int) -> NoReturn:
    """End the process now (rule 3), from whatever thread."""
    with suppress(BaseException):
        if status == _INTERRUPTED and sys.stderr:
            print("Interrupted.", file=sys.stderr, flush=True)
        for child in psutil.Process().children(recursive=True):
            with suppress(psutil.Error):
                child.kill()
        atexit._run_exitfuncs()  # the copies of a store among them
    os._exit(status)
