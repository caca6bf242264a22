"""The store that the tools ask: opened, and built where it is not there yet, when the first of them is called.

1. What goes wrong then is told to whoever called, and tried again by the next call.
2. An answer is of the store as it is when it is asked for: an assistant asks after hours of silence, and what was built
   meanwhile is read first. Of a store that is gone, or cannot be read any more, what was read before is asked, and a
   note says so.
3. AT_ONCE questions are answered at a time, so that many at once do not use up each other's time, nor memory.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.serving.cypher import OwnCypher
from career_pathways.explorer.serving.late import in_time
from career_pathways.explorer.serving.served import Served, State, let_go
from career_pathways.loader.errors import PathwaysError
from career_pathways.loader.stores.opening import opened
from career_pathways.loader.stores.store import Target

T = TypeVar("T")

AT_ONCE = 2

_LONG = 0.25
"""Seconds; an answer that takes longer makes a map of its own, which holds itself, and is let go of with the answer."""

_PATIENCE = 60
"""Seconds that a statement waits for others: an assistant asks several at once, and does not ask again by itself."""


class Held:
    """A store, and what answers from it."""

    def __init__(
        self,
        place: Callable[[], Path | Target],
        edition: str | None = None,
        there: Callable[[], Path | Target] | None = None,
    ) -> None:
        """`place`: the file or the database, built first where that is needed; asked until a store was opened there.

        `there`: the same, where nothing is built; None where `place` builds nothing either.
        """
        self._place, self._edition, self._there = place, edition, there or place
        self._served: Served | None = None
        self._opening = threading.Lock()
        self._answering = ThreadPoolExecutor(AT_ONCE)  # and not the threads of the SDK: each keeps memory of its own
        self.own_cypher = OwnCypher(_PATIENCE)
        """What answers statements of an assistant's own, fewer at a time."""

    @property
    def is_open(self) -> bool:
        """Whether the store is read: before, an answer takes seconds."""
        return self._served is not None

    @property
    def notice(self) -> str | None:
        """What is to be said of the store beside an answer (rule 2)."""
        return self._served.state().notice if self._served else None

    def may_have_several(self) -> bool:
        """Whether the store has several editions, as far as a look at it says: nothing is built, no server is asked."""
        try:
            if self._served is not None:
                return len(self._served.state().editions) > 1
            place = self._there()
            return isinstance(place, Target) or (place.exists() and len(opened(place).editions) > 1)
        except (PathwaysError, OSError):
            return False

    def ask(self, question: Callable[[Explorer], T], edition: str | None = None) -> T:
        """What is answered of an edition (None: the one that answers where nobody names one). Raises PathwaysError."""

        def asked(state: State) -> T:
            explorer = state.explorer(edition)  # reading it takes longer than an answer may
            return self._answering.submit(_answered, lambda: question(explorer)).result()

        return self.served().answer(asked)

    def served(self) -> Served:
        """The store, read as it is now. Raises StoreError and UnknownName."""
        with self._opening:
            if self._served is None:
                self._served = Served(self._place(), self._edition)
                let_go()
        self._served.settled()
        return self._served


def _answered(question: Callable[[], T]) -> T:
    """What is answered in time; memory that only a long answer takes is given back."""
    begun = time.monotonic()
    try:
        return in_time(question)
    finally:
        if time.monotonic() - begun > _LONG:
            gc.collect()
