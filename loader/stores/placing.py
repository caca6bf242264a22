"""A store put in its place in one step: readers see the old one or the new, a crash leaves the old.

What is written is a file, or a folder and the file that names it (parted.py). A folder that is being written holds a
file WRITING, whose lock ends with its writer: what a killed writer has left is known by it, and removed by the next.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path

from career_pathways.loader.files import PARTED, new_beside, remove_left, took_lock

from .parted import GRAPH, NAME, Parts, parts_of, size_and_checksum

WRITING = "writing"


def place_file(target: Path, content: bytes) -> None:
    """Put `content` at `target`. Raises OSError; nothing is left behind then."""
    target.parent.mkdir(parents=True, exist_ok=True)
    remove_left(target.parent, {target.name})
    _remove_left_folders(target)
    before = _named(target)
    with new_beside(target) as temporary:  # a full disk, Ctrl-C: nothing is left behind
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    _remove_folder(target, before)


@contextmanager
def new_folder(target: Path, room: int) -> Iterator[Path]:
    """Where a graph is to be written, beside `target`; without an error it is then put there.

    Raises OSError; where there is not `room`, in bytes, before anything is written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _remove_left_folders(target)  # before anything is written, since a disk may be full of it
    if shutil.disk_usage(target.parent).free < room:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    folder = target.with_name(f"{target.name}.{os.urandom(4).hex()}")
    folder.mkdir()
    try:
        with _locked(folder / WRITING):
            yield folder / GRAPH
            place_file(target, _naming(folder, target))
    except BaseException:
        if folder.name != _named(target):
            _remove(folder)
        raise
    (folder / WRITING).unlink(missing_ok=True)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT)
    try:
        took_lock(handle)
        yield
    finally:
        os.close(handle)


def _naming(folder: Path, target: Path) -> bytes:
    """What the file at `target` holds that names a folder: all of its graph but kglite's lock."""
    graph = folder / GRAPH
    found = sorted(path for path in graph.rglob("*") if path.is_file() and not path.name.startswith("."))
    files = {path.relative_to(graph).as_posix(): list(size_and_checksum(path)) for path in found}
    return PARTED + json.dumps(Parts(folder.name, files, _named(target))._asdict()).encode()


def _named(target: Path) -> str | None:
    """The name of the folder of the store that is there."""
    with suppress(OSError):
        parts = parts_of(target)
        return parts.folder if parts else None
    return None


def _is_named(target: Path, name: str) -> bool:
    """Whether a folder beside `target` is that of a store: of the one there, or of one whose file was copied."""
    with suppress(OSError), os.scandir(target.parent) as entries:
        return any(entry.is_file() and _named(Path(entry.path)) == name for entry in entries)
    return True


def _remove_left_folders(target: Path) -> None:
    """Remove what the store at `target` has no more use for: what killed writers have left, and what was replaced."""
    with suppress(OSError):
        _remove_folder(target, (parts := parts_of(target)) and parts.before)
    for folder in target.parent.glob(f"{escape(target.name)}.*"):
        if NAME.fullmatch(folder.name) and (folder / WRITING).is_file():
            with suppress(OSError):
                _remove_if_left(folder, target)


def _remove_if_left(folder: Path, target: Path) -> None:
    handle = os.open(folder / WRITING, os.O_WRONLY)
    try:
        if took_lock(handle) and not _is_named(target, folder.name):  # looked up now: a writer may just have ended
            _remove(folder)
    finally:
        os.close(handle)


def _remove_folder(target: Path, name: str | None) -> None:
    """Remove the folder of a store that was replaced; where that cannot be done, as on Windows while it is read, later.

    Nothing but such a folder is removed, whatever a file names.
    """
    if name and NAME.fullmatch(name) and not _is_named(target, name):
        folder = target.with_name(name)
        with suppress(OSError):
            if {path.name for path in folder.iterdir()} <= {GRAPH, WRITING} and (folder / GRAPH / "CURRENT").is_file():
                _remove(folder)


def _remove(folder: Path) -> None:
    """Remove a folder, which holds WRITING to the last: where that is killed, the next writer goes on."""
    with suppress(OSError):
        (folder / WRITING).touch()
        shutil.rmtree(folder / GRAPH, ignore_errors=True)
        if not (folder / GRAPH).exists():
            (folder / WRITING).unlink()
            folder.rmdir()
