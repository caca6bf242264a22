"""The process of a local server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]

from .home import LocalServer


def home_argument(home: Path) -> str:
    """What the command line of a server says of its home."""
    return f"--home-dir={home}"


def process_of(server: LocalServer) -> psutil.Process | None:
    """The process of the server where it runs, and never another one that was given its number."""
    if server.pid is None or server.created is None:
        return None
    try:
        process = psutil.Process(server.pid)
        # The moment moves when the clock is set; then the command line decides.
        same = abs(process.create_time() - server.created) < 1 or home_argument(server.home) in process.cmdline()
    except psutil.Error:
        return None
    return process if same and alive(process) else None


def alive(process: psutil.Process) -> bool:
    """Whether it runs, and is not one that has ended and that nobody has waited for."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def end(process: psutil.Process, seconds: float) -> bool:
    """End the process. Out: whether it ended within so many seconds when it was asked to; else it was killed."""
    try:
        process.terminate()
        process.wait(seconds)
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired:
        process.kill()
        process.wait(seconds)
        return False
    return True


def environment() -> dict[str, str]:
    """That of this process, without what belongs to another Neo4j: its server would not know what to do with it."""
    return {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold Ctrl-C back until the block has ended, so that no process begins of which nobody knows."""
    if threading.current_thread() is not threading.main_thread():  # Ctrl-C comes to the main thread only
        yield
        return
    caught: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: caught.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if caught:
        raise KeyboardInterrupt


def detached() -> dict[str, Any]:
    """How a process is started that outlives this one, and that Ctrl-C does not reach."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}
