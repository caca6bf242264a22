"""A copy of a store's file that nobody replaces, in a folder of its own, which goes with who holds it.

A process that is killed clears nothing away, so the next one does: the system takes the lock of a folder from a process
that ends, however that happens.
"""

from __future__ import annotations

import shutil
import tempfile
import time
import weakref
from contextlib import suppress
from pathlib import Path
from typing import IO

from career_pathways.loader.files import took_lock

_NAMED = "pathways-copy-"
_LOCK = "lock"
_NEW = 60
"""Seconds in which a folder may not have its lock yet."""


def copy_for(holder: object, file: Path) -> Path:
    """A copy of a file, which is there as long as `holder`; what killed processes left goes. Raises OSError."""
    _clear_abandoned()
    folder = Path(tempfile.mkdtemp(prefix=_NAMED))
    lock = (folder / _LOCK).open("ab")
    weakref.finalize(holder, _remove, folder, lock)
    took_lock(lock.fileno())
    return Path(shutil.copyfile(file, folder / file.name))


def _clear_abandoned() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{_NAMED}*"):
        with suppress(OSError):  # it may be another user's
            if time.time() - folder.stat().st_mtime <= _NEW:
                continue
            with suppress(OSError):  # it holds something
                folder.rmdir()
            with (folder / _LOCK).open("r+b") as lock:
                if took_lock(lock.fileno()):
                    _remove(folder, lock)


def _remove(folder: Path, lock: IO[bytes]) -> None:
    lock.close()  # Windows removes no file that is open
    shutil.rmtree(folder, ignore_errors=True)
