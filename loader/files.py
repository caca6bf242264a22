"""Whole files: read within a limit, whatever a user names, and written beside their place, to be moved there."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator, Set
from contextlib import contextmanager, suppress
from pathlib import Path

from .errors import PathwaysError

STORE = b"RGF"
"""What the file of a store begins with."""

PARTED = STORE + b" in parts\n"
"""The same of a store that has a folder beside it (stores/parted.py); JSON follows."""

_DAY = 86_400
"""Seconds after which nobody still writes a file, where no lock can tell."""

_TEMPORARY = re.compile(r"\.(?P<place>.+)\.\d+-[0-9a-f]{8}(?:\.old)?", re.DOTALL)
"""The name of a file beside its place: with the number of the process, for whoever finds it."""


def read_bytes(path: Path, largest: int, error: type[PathwaysError], cure: str) -> bytes:
    """The content of a file, a pipe or a device that a user names; all of them are read here.

    No more than `largest` bytes and one are read, whatever size the system states. Raises `error` with `cure` where
    there are more, or where it cannot be read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except (OSError, ValueError) as failure:  # ValueError: a NUL in the name
        raise error(f"{path}: {getattr(failure, 'strerror', None) or failure}.", cure) from failure
    if len(data) > largest:
        raise error(f"{path}: more than {largest:,} bytes.", cure)
    return data


@contextmanager
def new_beside(place: Path) -> Iterator[Path]:
    """A new and empty file in the folder of `place`, to be written and moved there; where it is not moved, it goes.

    It is locked meanwhile, so that `remove_left` knows that its writer is alive. Raises OSError.
    """
    while True:
        path = place.with_name(f".{place.name}.{os.getpid()}-{os.urandom(4).hex()}")
        handle: int | None = None
        try:  # before it is made: a signal may end the process at once
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
            if sys.platform == "win32":  # where a file that is open can neither be moved nor removed
                os.close(handle)
                handle = None
            if handle is None or (took_lock(handle) is not False and path.exists()):
                yield path
                return
        finally:
            if handle is not None:
                os.close(handle)
            path.unlink(missing_ok=True)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock of a file that is there, if that can be done: then a second name for it is not taken for left."""
    handle: int | None = None
    with suppress(OSError):
        handle = None if sys.platform == "win32" else os.open(path, os.O_RDONLY)
    try:
        if handle is not None:
            took_lock(handle)
        yield
    finally:
        if handle is not None:
            os.close(handle)


def remove_left(folder: Path, places: Set[str] | None = None) -> None:
    """Remove the files that writers which are gone, as after a `kill -9`, have left beside these places of a folder.

    `places`: their names; None for all. A file whose writer may be alive stays, and so does what cannot be removed.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            match = _TEMPORARY.fullmatch(entry.name)
            if match and (places is None or match["place"] in places) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    _remove_if_left(entry.path)


def _remove_if_left(path: str) -> None:
    if sys.platform == "win32":
        if time.time() - Path(path).stat().st_mtime > _DAY:
            Path(path).unlink()
        return
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        if took_lock(handle):
            Path(path).unlink()
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def took_lock(handle: int) -> bool | None:
        """Take the lock of an open file, which ends with the process. Out: whether nobody else holds it."""
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def took_lock(handle: int) -> bool | None:
        """Take the lock of an open file, which ends with the process.

        Out: whether nobody else holds it; None where the disk has no locks.
        """
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return None
        return True
