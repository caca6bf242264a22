"""The files of tables: found where the mapping file says, and read whole or bit by bit, each time the same bytes."""

from __future__ import annotations

import io
import os
import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from career_pathways.loader.errors import WrongMap
from career_pathways.loader.files import read_bytes
from career_pathways.loader.toml import shown

from .mapping import MapFile, TableMapping

LARGEST = 100_000_000
"""Bytes of a table that is read whole, as JSON and workbooks are."""

LARGEST_IN_ROWS = 10_000_000_000
"""Bytes of one that is read row by row: sixty times one of 8,000,000 relations."""

Progress = Callable[[str, int, int], None]
"""What is told what is done, how many rows of it so far, and of about how many."""

READING, RELATING = "reading", "relating"
"""What is done with tables: they are read, and the ends of their progressions compared."""

_MOST_FILES = 10_000
"""Files that one pattern may fit."""

_BITE = 1 << 20
"""Bytes that are read at once."""

_CUT = "Cut it into several, and name them by a pattern."


class TableFile:
    """A file that a mapping file names."""

    def __init__(self, name: str, path: Path, meter: Meter) -> None:
        """`name`: from the folder of the tables, with "/" between. It is not read yet."""
        self.name = name
        self.sha256 = ""
        """Of its bytes, as 64 hexadecimal digits, once it was read."""
        self._path = path
        self._meter = meter

    def read(self) -> bytes:
        """All of it. Raises WrongMap where it cannot be read, is too large, or has changed since it was read before."""
        data = read_bytes(self._path, LARGEST, WrongMap, _CUT)
        self._meter.add(data)
        self._note(sha256(data).hexdigest())
        return data

    @contextmanager
    def opened(self) -> Iterator[Watched]:
        """Its bytes, to be read to the end. Raises WrongMap as `read` does, and where it changes meanwhile."""
        try:
            with Watched(self.name, self._path, self._meter) as watched:
                if watched.size > LARGEST_IN_ROWS:
                    raise WrongMap(f"{self._path}: more than {LARGEST_IN_ROWS:,} bytes.", _CUT)
                yield watched
                self._note(watched.finish())
        except OSError as error:
            raise WrongMap(f"{self._path}: {error.strerror or error}.", _CUT) from error

    def row_of_no_text(self, encoding: str) -> int | None:
        """The row, counted by its line ends, of the first byte that is no text of this encoding; None where all are."""
        decoder, row = getincrementaldecoder(encoding)(), 1
        with self._path.open("rb") as file:
            while True:
                bite = file.read(_BITE)
                try:
                    decoder.decode(bite, final=not bite)
                except UnicodeError as error:
                    start = getattr(error, "start", 0)
                    return row + bite[:start].count(b"\n")
                if not bite:
                    return None
                row += bite.count(b"\n")

    def _note(self, digest: str) -> None:
        if self.sha256 not in {"", digest}:
            raise _changed(self.name)
        self.sha256 = digest


def _changed(name: str) -> WrongMap:
    """The error for a file that is not what it was."""
    return WrongMap(f"{name}: it has changed while it was read.", "Do it again once nobody writes it.")


class Meter:
    """How many rows were read, by the ends of their lines."""

    def __init__(self, progress: Progress | None, size: int) -> None:
        """`size`: the bytes of all tables."""
        self._progress, self._size = progress, size
        self._bytes = self._rows = 0

    def add(self, data: bytes) -> None:
        """Count what was read, and tell how far that is."""
        if self._progress and data:
            self._bytes += len(data)
            self._rows += data.count(b"\n")
            self._progress(READING, self._rows, max(self._rows, self._rows * self._size // self._bytes))


class Watched(io.RawIOBase):
    """The bytes of a file as they are read, and what shows of them on the way."""

    def __init__(self, name: str, path: Path, meter: Meter) -> None:
        """`name`: what an error calls the file. Raises OSError."""
        self._name, self._read = name, 0
        self._file = path.open("rb", buffering=0)
        self._stated = self._state()
        self._meter = meter
        self.size = self._stated[0]
        self._digest = sha256()
        self.has_nul = False
        """Whether a byte so far was zero."""

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """As io.RawIOBase has it."""
        data = self._file.read(len(buffer)) or b""
        buffer[: len(data)] = data
        self._read += len(data)
        if self._read > self.size:  # or one that grows all the time were never read
            raise _changed(self._name)
        self._digest.update(data)
        self.has_nul = self.has_nul or b"\0" in data
        self._meter.add(data)
        return len(data)

    def buffered(self) -> io.BufferedReader:
        """The same for whoever reads text."""
        return io.BufferedReader(self, _BITE)

    def finish(self) -> str:
        """The SHA-256 of all of it. Raises WrongMap where somebody has written it meanwhile."""
        if self._state() != self._stated:
            raise _changed(self._name)
        return self._digest.hexdigest()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
        super().close()

    def _state(self) -> tuple[int, int]:
        state = os.fstat(self._file.fileno())
        return state.st_size, state.st_mtime_ns


class TableFiles:
    """The files of a mapping file, each once however many tables it is of."""

    def __init__(self, mapping: MapFile, progress: Progress | None = None) -> None:
        """Nothing is read yet."""
        beside = mapping.path.parent
        self._folders = [beside / mapping.folder] if mapping.folder else [beside, beside / mapping.path.stem]
        self._files: dict[str, TableFile] = {}
        self._meter = Meter(progress, self._size(mapping) if progress else 0)

    @property
    def digests(self) -> tuple[tuple[str, str], ...]:
        """Those that were read, by name, each with its SHA-256."""
        return tuple((name, self._files[name].sha256) for name in sorted(self._files))

    def of(self, table: TableMapping) -> Iterator[TableFile]:
        """Those of a table: in the folder that is named, else beside the mapping file, else in a folder of its name.

        Raises WrongMap where there is none.
        """
        for folder in self._folders:
            if found := _matching(folder, table):
                if len(found) > _MOST_FILES:
                    fact = f"{table.place}: {shown(table.file)} fits {len(found):,} files."
                    raise WrongMap(fact, "Write a pattern that fits {most} at most.", most=f"{_MOST_FILES:,}")
                return (self._file(path, folder) for path in found)
        if any((folder / table.file).exists() for folder in self._folders):
            raise WrongMap(f"{table.place}: {shown(table.file)} is not a file.", "Name a table.")
        beside, *named = self._folders
        where = f"beside it nor in a folder {named[0].name}" if named else f"in {beside}"
        raise WrongMap(
            f"{table.place}: no file {shown(table.file)} {where}.",
            'Put it there, or say in the mapping file where the tables lie, as in folder = "../data".',
        )

    def _size(self, mapping: MapFile) -> int:
        """The bytes of all tables; of what is not there, when it is read, an error will tell."""
        size = 0
        for table in mapping.tables:
            with suppress(WrongMap, OSError):
                found = (_matching(folder, table) for folder in self._folders)
                size += sum(path.stat().st_size for path in next(filter(None, found), ()))
        return size

    def _file(self, path: Path, folder: Path) -> TableFile:
        name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_posix()
        name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")  # no store takes half a character
        return self._files.setdefault(name, TableFile(name, path, self._meter))


def _matching(folder: Path, table: TableMapping) -> list[Path]:
    try:
        found = folder.glob(table.file) if re.search(r"[*?\[]", table.file) else [folder / table.file]
        return sorted(path for path in found if path.is_file())
    except (NotImplementedError, ValueError, OSError, re.error) as error:
        reason = getattr(error, "strerror", None) or error
        fact = f"{table.place}: file {shown(table.file)}: {reason}."
        raise WrongMap(fact, "Write a name, or a pattern, from the folder of the tables.") from error
