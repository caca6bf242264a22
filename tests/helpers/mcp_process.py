"""`pathways mcp` as a process, spoken to line by line: what no client of the SDK sends, too."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from queue import Queue
from typing import Any

COMMAND = [sys.executable, "-m", "career_pathways.explorer", "mcp"]

HELLO = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "tests", "version": "1"}}

PATIENCE = 60
"""Seconds in which a line comes: on a machine that is busy with all the tests."""


class McpProcess:
    """A server that was greeted."""

    def __init__(self, *options: str, greeted: bool = True, **environment: str) -> None:
        """`options`: of the command. `environment`: besides that of this process."""
        self.process = subprocess.Popen(
            [*COMMAND, *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **environment},
        )
        self.odd: list[bytes] = []
        """Lines on standard output that are no message of the protocol."""
        self.notifications: list[dict[str, Any]] = []
        """Those that came while an answer was waited for."""
        self._lines: Queue[dict[str, Any] | None] = Queue()
        self._errors: list[bytes] = []
        self._readers = [threading.Thread(target=read, daemon=True) for read in (self._read, self._read_errors)]
        for reader in self._readers:
            reader.start()
        self._asked = 0
        if greeted:
            self.hello = self.ask("initialize", HELLO)["result"]
            self.send({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            try:
                message = json.loads(line)
                assert message["jsonrpc"] == "2.0"
            except (ValueError, KeyError, TypeError, AssertionError):
                self.odd.append(line)
            else:
                self._lines.put(message)
        self._lines.put(None)

    def _read_errors(self) -> None:
        assert self.process.stderr
        self._errors.extend(self.process.stderr)

    def write(self, line: bytes) -> None:
        """Bytes as they are."""
        assert self.process.stdin
        self.process.stdin.write(line)
        self.process.stdin.flush()

    def send(self, *messages: Mapping[str, Any]) -> None:
        self.write(b"".join(json.dumps(message).encode() + b"\n" for message in messages))

    def next_message(self) -> dict[str, Any]:
        """What comes next, be it an answer or a notification. Raises queue.Empty and EOFError."""
        message = self._lines.get(timeout=PATIENCE)
        if message is None:
            raise EOFError(self.errors)
        return message

    def request(self, method: str, params: Mapping[str, Any]) -> dict[str, Any]:
        """A request with a number of its own, to be sent."""
        self._asked += 1
        return {"jsonrpc": "2.0", "id": self._asked, "method": method, "params": params}

    def call_of(self, tool: str, **arguments: Any) -> dict[str, Any]:
        return self.request("tools/call", {"name": tool, "arguments": arguments})

    def ask(self, method: str, params: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to one request."""
        (answer,) = self.ask_at_once([self.request(method, params)])
        return answer

    def ask_at_once(self, requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The answers to several that are sent together, in the order of the requests; others are passed over."""
        self.send(*requests)
        answers: dict[Any, dict[str, Any] | None] = dict.fromkeys(request["id"] for request in requests)
        while not all(answers.values()):
            message = self.next_message()
            if "id" not in message:
                self.notifications.append(message)
            if message.get("id") in answers:
                answers[message["id"]] = message
        return [answer for answer in answers.values() if answer]

    def call(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """What a tool answers."""
        answer: dict[str, Any] = self.ask("tools/call", {"name": tool, "arguments": arguments})["result"]
        return answer

    @property
    def errors(self) -> str:
        """What stands on standard error so far."""
        return b"".join(self._errors).decode()

    def hang_up(self) -> None:
        """Close its standard input."""
        assert self.process.stdin
        self.process.stdin.close()

    def ended(self, seconds: float = 2) -> tuple[int, str]:
        """Its status and its standard error, once it ends. Raises subprocess.TimeoutExpired where it does not."""
        try:
            status = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        for reader in self._readers:
            reader.join(seconds)
        return status, self.errors
