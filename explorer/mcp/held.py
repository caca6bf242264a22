"""The store that the tools ask: opened, and built where it is not there yet, when the first of them is called."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.serving.late import in_time
from career_pathways.explorer.serving.served import Served, State
from career_pathways.loader.stores.store import Target

T = TypeVar("T")


class Held:
    """A store, and what answers from it."""

    def __init__(self, place: Callable[[], Path | Target], edition: str | None = None) -> None:
        """`place`: the file or the database, built first where that is needed; asked once, by the first call."""
        self._place, self._edition = place, edition
        self._served: Served | None = None
        self._lock = threading.Lock()

    def ask(self, question: Callable[[Explorer], T], edition: str | None = None) -> T:
        """What is answered of an edition (None: the one that answers where nobody names one). Raises PathwaysError."""

        def asked(state: State) -> T:
            explorer = state.explorer(edition)  # reading it takes longer than an answer may
            return in_time(lambda: question(explorer))

        return self.served().answer(asked)

    def served(self) -> Served:
        """The store, read. Raises StoreError and UnknownName, and is tried again at the next call."""
        with self._lock:
            if self._served is None:
                self._served = Served(self._place(), self._edition)
            return self._served
