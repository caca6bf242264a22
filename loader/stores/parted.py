"""A store that is too large to be read whole at each start: its file names a folder, from which kglite reads on demand.

1. What a user names stays one file. It holds the name of a folder beside it, and of each file there size and checksum.
2. A new store has a new folder. It takes the old one's place as its file does, in one step; the old folder goes then,
   and whoever reads from it reads on.
3. A folder is whole, or the store is damaged: each checksum is compared when the store is opened.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Callable
from functools import cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import NamedTuple, TypeVar

from career_pathways.loader.errors import StoreError
from career_pathways.loader.files import PARTED

T = TypeVar("T")

GRAPH = "graph"
"""The folder, in that of a store, that is kglite's."""

NAME = re.compile(r"[^/\\]+\.[0-9a-f]{8}")
"""The name of a folder that this program has made."""

_FEW = 3
"""Properties of a relationship that are as well read one by one."""

_TIMES = 5
"""How often a store is looked at that is replaced meanwhile."""


class Parts(NamedTuple):
    """What the file of a store names."""

    folder: str
    """Its name."""
    files: dict[str, list[int]]
    """The size and the checksum of each file of the graph, by its place there."""
    before: str | None = None
    """The folder that this one took the place of, which goes with the next write at the latest."""


def parts_of(path: Path) -> Parts | None:
    """What the file of a store names; None where it is another file. Raises OSError."""
    with path.open("rb") as file:  # of a file of any size no more than is needed
        content = file.read() if file.read(len(PARTED)) == PARTED else b""
    try:
        parts = Parts(**json.loads(content)) if content else None
    except (ValueError, TypeError):
        return None
    return parts if parts and NAME.fullmatch(parts.folder) else None


def opened_parts(path: Path, load: Callable[[Path], T]) -> T:
    """What `load` makes of the folder of a graph that the file at `path` names.

    Raises StoreError where that is not whole, OSError, and what `load` raises.
    """
    parts = parts_of(path)
    for _ in range(_TIMES):
        try:
            return _opened(path, parts, load)
        except Exception:
            before, parts = parts, parts_of(path)
            if before == parts:  # else it was replaced meanwhile, and its folder is gone (rule 2)
                raise
    return _opened(path, parts, load)


def _opened(path: Path, parts: Parts | None, load: Callable[[Path], T]) -> T:
    if parts is None:
        raise _damaged(path, "it names no folder")
    graph = Path(os.path.realpath(path)).with_name(parts.folder) / GRAPH
    if not graph.is_dir():
        raise StoreError(
            f"{path}: its folder, {parts.folder}, is not beside it.",
            "Put it there, or make the store anew with {build}.",
            place=str(path),
        )
    for place, (size, checksum) in parts.files.items():  # rule 3
        if not (graph / place).is_file() or size_and_checksum(graph / place) != (size, checksum):
            raise _damaged(path, f"{graph / place} is not as it was written")
    return load(graph)


@cache
def read_once(text: str) -> str:
    """A question of the library, of which each relationship is read once, and not for each of its properties.

    In parts kglite reads all properties of a relationship to return one.
    """
    before, returns, columns = text.rpartition("\nRETURN ")
    for name in re.findall(r"\[(\w+):\w+\]", before[before.rfind("\nWITH ") + 1 :]):
        if len(re.findall(rf"\b{name}\.", columns)) > _FEW:
            before += f"\nWITH *, properties({name}) AS {name}_read"
            columns = re.sub(rf"\b{name}\.", f"{name}_read.", columns)
    return before + returns + columns


def size_and_checksum(path: Path) -> tuple[int, int]:
    """Those of a file. Raises OSError."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if not size:  # nothing cannot be mapped
            return 0, 0
        with mmap(file.fileno(), 0, access=ACCESS_READ) as content:
            return size, zlib.crc32(content)


def _damaged(path: Path, what: str) -> StoreError:
    return StoreError(f"{path}: the store is damaged: {what}.", "Make it anew with {build}.", place=str(path))
