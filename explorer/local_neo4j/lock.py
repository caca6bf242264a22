"""A lock that one process holds at a time."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from career_pathways.explorer.progress import Say


@contextmanager
def locked(file: Path, say: Say) -> Iterator[None]:
    """Hold the lock that `file` stands for, after whoever holds it. The system takes it from a process that ends."""
    with file.open("ab") as opened:
        waits = False
        while not _lock(opened.fileno()):
            if not waits:
                say("Another `pathways neo4j` is at work; waiting for it …")
            waits = True
            time.sleep(0.1)
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
