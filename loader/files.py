"""Whole files: read within a limit, whatever a user names, and written in one step."""

from __future__ import annotations

from pathlib import Path

from .errors import PathwaysError


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
