"""The process of a local server, and the Java that runs it."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]

from career_pathways.loader.errors import LocalServerError

from .home import LocalServer

JAVA = 17

INSTEAD = "Or use a server of your own, in Docker or not: name it with NEO4J_URI"
"""What helps whoever cannot install something."""

_INSTALL_JAVA = (
    "Install Java 17 or later (Debian, Ubuntu: apt-get install openjdk-17-jre-headless, or openjdk-21-jre-headless; "
    f"macOS: brew install openjdk; Windows: winget install EclipseAdoptium.Temurin.21.JRE). {INSTEAD}."
)


def java_command() -> str:
    """The Java to run: that of JAVA_HOME, else the first on PATH. Raises LocalServerError."""
    home, found = java_found()
    if found is None:
        lacking = f"JAVA_HOME names {home}, which holds no bin/java" if home else "there is no `java` on PATH"
    else:
        version = version_of(found)
        if version is not None and version >= JAVA:
            return found
        lacking = f"{found}{' (JAVA_HOME names it)' if home else ''} is Java {version}"
        if version is None:  # macOS has a `java` that only says that there is none
            lacking = f"{found} is not a working Java"
    raise LocalServerError(f"Neo4j runs on Java {JAVA} or later, and {lacking}.", _INSTALL_JAVA)


def java_found() -> tuple[str | None, str | None]:
    """JAVA_HOME, where it is set, and the Java there, else the first on PATH."""
    home = os.environ.get("JAVA_HOME")
    return home, shutil.which("java", path=str(Path(home, "bin"))) if home else shutil.which("java")


def version_of(java: str) -> int | None:
    """The version of a Java; None where it says none."""
    asked = subprocess.run([java, "-version"], capture_output=True, text=True, errors="replace", check=False)
    return java_version(asked.stderr + asked.stdout)


def java_version(text: str) -> int | None:
    """What `java -version` says: `version "` [`1.`] NUMBER. None where it says none.

    >>> java_version('openjdk version "17.0.15" 2025-04-15')
    17
    >>> java_version('java version "1.8.0_392"')
    8
    """
    found = re.search(r'version "(?:1\.)?(\d+)', text)
    return int(found[1]) if found else None


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
    with suppress(psutil.NoSuchProcess):
        process.terminate()
        if not _gone(process, seconds):
            process.kill()
            _gone(process, max(seconds, 1))
            return False
    return True


def _gone(process: psutil.Process, seconds: float) -> bool:
    """Whether it ends within so many seconds; one that another process has yet to wait for has ended."""
    until = time.monotonic() + seconds
    while alive(process):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    with suppress(psutil.TimeoutExpired):
        process.wait(0)
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


def line_by_line() -> dict[str, Any]:
    """How a process is started of which all that it prints is read as lines."""
    return {
        **{"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT},
        **{"text": True, "encoding": "utf-8", "errors": "replace"},
    }


def bound() -> dict[str, Any]:
    """How a process is started that Ctrl-C does not reach, and that Linux ends with this one, even by `kill -9`.

    Where the system cannot do that, whoever starts it next finds and ends it.
    """
    if sys.platform != "linux":
        return detached()
    system = ctypes.CDLL(None)  # not in the child, where a lock of Python's may be held
    return {"start_new_session": True, "preexec_fn": partial(system.prctl, _PR_SET_PDEATHSIG, signal.SIGKILL)}


_PR_SET_PDEATHSIG = 1
"""Of linux/prctl.h: the signal that a process gets when its parent ends."""
