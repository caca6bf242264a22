"""Texts that are seldom wanted, kept where they cost no memory: beyond some size in a file that goes with them."""

from __future__ import annotations

import tempfile
from array import array

from career_pathways.loader.errors import StoreError

IN_MEMORY = 8_000_000
"""Bytes of them that are held in memory."""


class Texts:
    """Texts by their numbers."""

    def __init__(self) -> None:
        """None is kept yet."""
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- it lives as long as they do
        self._starts = array("q", (0,))
        self._was_read = False

    def add(self, text: str) -> int:
        """Keep a text. Out: its number. Raises StoreError where the disk has no room."""
        data = text.encode()
        try:
            if self._was_read:
                self._file.seek(self._starts[-1])
                self._was_read = False
            self._file.write(data)
        except OSError as error:
            fact = f"{tempfile.gettempdir()}: {error.strerror}, so the texts of the map cannot be kept there."
            raise StoreError(fact, "Make room, or name another folder for what is kept for a while.") from error
        self._starts.append(self._starts[-1] + len(data))
        return len(self._starts) - 2

    def __getitem__(self, number: int) -> str:
        """The text of a number. Raises StoreError where it can no longer be read."""
        start, end = self._starts[number], self._starts[number + 1]
        self._was_read = True
        try:
            self._file.seek(start)
            return self._file.read(end - start).decode()
        except OSError as error:
            fact = f"{tempfile.gettempdir()}: {error.strerror}, so the texts of the map cannot be read again."
            raise StoreError(fact, "Do it again.") from error
