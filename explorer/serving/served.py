"""The store that the server answers from, held in memory, and changed for another where it was replaced.

1. One state of the store is held: the graph of each edition that was asked, with what is known of it. All answers of a
   request are of one state.
2. Whether the file is another than the one that was read is seen by its inode, time and size, at each request and a few
   times a second. Then a new state is read beside the one that answers, which goes on until the new one is whole.
3. A file that is gone or damaged changes nothing but the `notice` of the state that answers.
4. A server is asked at each request whether its graph is still the one that was read. Where it is not, all is read
   anew; where it does not answer, nothing does, until it answers again.
"""

from __future__ import annotations

import gc
import json
import os
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from career_pathways.explorer.explorer import Explorer, of_one_edition
from career_pathways.loader.errors import GraphReplaced, StoreError
from career_pathways.loader.stores.opening import opened
from career_pathways.loader.stores.store import Target
from career_pathways.queries.names import ROUTES

from .copies import copy_for
from .whole import refuse_large

if TYPE_CHECKING:
    import networkx as nx

T = TypeVar("T")

_KEPT = 8_000_000
"""Bytes of answers that are kept, with their addresses."""

_BESIDE = 1_500
"""Bytes that an answer takes besides: of headers, and of the memory that holds it together."""

_TIMES = 3
"""How often a file is read that somebody writes meanwhile."""


class Answered(NamedTuple):
    """What is sent."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Kept:
    """Answers by their addresses, the last ones that were asked; for several threads at once."""

    def __init__(self) -> None:
        """Nothing is kept yet."""
        self._answers: OrderedDict[str, Answered] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, address: str) -> Answered | None:
        """The answer of that address, where it is kept."""
        with self._lock:
            if address in self._answers:
                self._answers.move_to_end(address)
            return self._answers.get(address)

    def put(self, address: str, answer: Answered) -> None:
        """Keep an answer, and let go of the oldest where there is no more room."""
        if len(answer.body) > _KEPT // 4:
            return
        with self._lock:
            if before := self._answers.pop(address, None):
                self._size -= _size(address, before)
            self._answers[address] = answer
            self._size += _size(address, answer)
            while self._size > _KEPT:
                self._size -= _size(*self._answers.popitem(last=False))


def _size(address: str, answer: Answered) -> int:
    return len(address) + len(answer.body) + _BESIDE


class State:
    """One state of the store."""

    def __init__(self, place: Path | Target, edition: str | None) -> None:
        """Reads the edition that answers where nobody names one. Raises StoreError, and UnknownName for no such one."""
        self.place, self.wanted = place, edition
        self.seen = seen(place)
        self.notice: str | None = None
        """What is to be said of the store beside every page."""
        self.tag = secrets.token_hex(12)
        """What tells this state from any other; that of a file from any other content."""
        self.kept = Kept()
        self._store = opened(place, edition)
        refuse_large(self._store)
        self.edition = self._store.edition or self._store.editions[0]
        self._copy: Path | None = None
        self._held: dict[str, tuple[Explorer, str]] = {}
        self._lock = threading.Lock()
        self._hold(self.edition)

    @property
    def editions(self) -> tuple[str, ...]:
        """The names of the editions there."""
        return self._store.editions

    def explorer(self, edition: str | None) -> Explorer:
        """The map of an edition, for one question. Raises UnknownName."""
        return self._hold(edition)[0].afresh()

    def holds(self, edition: str | None) -> bool:
        """Whether an edition is in memory, so that nobody waits for it."""
        return (edition or self.edition) in self._held

    def hash(self, edition: str | None = None) -> str:
        """What tells the content of an edition from any other."""
        return self._hold(edition)[1]

    def check(self) -> None:
        """Raises GraphReplaced and NoConnection where a server has another graph, or does not answer."""
        if isinstance(self.place, Target):
            self._store.run(ROUTES, limit=1)

    def apart(self) -> Path | Target:
        """Where a process of its own finds what this state answers from: of a file a copy, which nobody replaces."""
        return self._copy or self.place

    def _hold(self, edition: str | None) -> tuple[Explorer, str]:
        name = edition or self.edition
        if name in self._held:
            return self._held[name]
        with self._lock:
            if name not in self._held:
                store = self._store.of_edition(name)
                store.edition  # noqa: B018 -- raises UnknownName
                explorer = Explorer(store)
                graph = explorer.graph  # read now, and asked from then on where it answers faster
                _warmed(explorer)
                self._held[name] = explorer, content_hash(graph)
        return self._held[name]

    def copied(self) -> State:
        """The same with a copy of its file. Raises StoreError where the file is no more the one that was read."""
        if isinstance(self.place, Path):
            try:
                self._copy = copy_for(self, self.place)
                self.tag = sha256(self._copy.read_bytes()).hexdigest()
            except OSError as error:
                raise StoreError(f"{self.place}: the store cannot be read: {error.strerror}.") from error
            if seen(self.place) != self.seen:
                raise _Changing(f"{self.place}: the store is being written.")
        return self

    def close(self) -> None:
        """Let go of the store; what is asked of this state goes on."""
        if isinstance(self.place, Target):
            self._store.close()


class _Changing(StoreError):
    """A file that somebody writes while it is read."""


class Served:
    """The store of a server: its state, and how that becomes another."""

    def __init__(self, place: Path | Target, edition: str | None = None) -> None:
        """Raises StoreError, and UnknownName for an edition that the store has not."""
        self.place, self._edition = place, edition
        self._state = self._read()
        self._reading = threading.Lock()
        self._refused: tuple[object, ...] = ()
        """The file that could not be read, if any, so that it is not tried again; one that is gone is `None`."""

    def answer(self, ask: Callable[[State], T]) -> T:
        """What is asked of one state; of a server that holds another graph meanwhile, asked anew. Raises StoreError."""

        def once() -> T:
            state = self.state()
            try:
                state.check()
                return ask(state)
            except GraphReplaced:
                self._renew(state)
                raise

        return of_one_edition(once)

    def holds(self, edition: str | None) -> bool:
        """Whether what is asked of an edition is answered at once: without a server, and without reading the store."""
        return isinstance(self.place, Path) and self._state.holds(edition)

    def state(self) -> State:
        """That which answers; where the file is another, a new one is begun to be read (rule 2)."""
        if isinstance(self.place, Path):
            now = seen(self.place)
            if now not in (self._state.seen, *self._refused) and self._reading.acquire(blocking=False):
                threading.Thread(target=self._replace, args=(now,), daemon=True, name="reading the store").start()
            elif now == self._state.seen:
                self._state.notice, self._refused = None, ()
        return self._state

    def settled(self) -> State:
        """That which answers, once the other that is being read, if any, is read."""
        self.state()
        with self._reading:
            return self._state

    def _replace(self, now: object) -> None:
        try:
            if now is None:
                raise StoreError("the store is gone.")
            self._state = self._read()
            self._refused = ()
        except BaseException:
            self._refused = (now,)
            what = "is gone" if now is None else "cannot be read"
            self._state.notice = f"The store {what}; what was read of it before answers."
        finally:
            let_go()
            self._reading.release()

    def _read(self) -> State:
        for _ in range(_TIMES - 1):
            try:
                return State(self.place, self._edition).copied()
            except _Changing:
                continue
        return State(self.place, self._edition).copied()

    def _renew(self, old: State) -> None:
        """Another state in the place of an old one of a server, read once for all who ask meanwhile."""
        with self._reading:
            if self._state is old:
                self._state = self._read()
                old.close()
                let_go()


def let_go() -> None:
    """Free what nobody reaches any more, and look through all that is left no more: a graph holds itself, and stays."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def seen(place: Path | Target) -> object:
    """What tells a file from another in its place; None where there is none, and of a server."""
    if isinstance(place, Target):
        return None
    try:
        found = os.stat(place)  # noqa: PTH116 -- half the time of Path.stat, at each request
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size


def content_hash(graph: nx.MultiDiGraph) -> str:
    """What tells a graph from any other: the same for the same nodes, relationships and properties in any order.

    When a server was loaded is no part of it.
    """
    nodes = sorted(
        (id_, sorted(item for item in of.items() if item[0] != "loaded_at")) for id_, of in graph.nodes(data=True)
    )
    ends = sorted((*ends, sorted(of.items())) for *ends, of in graph.edges(keys=True, data=True))
    return sha256(json.dumps([nodes, ends], default=list).encode()).hexdigest()[:32]


def _warmed(explorer: Explorer) -> None:
    """Ask for what every question needs, so that no question waits for it, and no two threads ask for it at once."""
    names = explorer.names
    names.remember()
    explorer.marks, explorer.imported, names.routes, names.clusters, names.pathways  # noqa: B018
    explorer.search("warm")
    explorer.gaps()
