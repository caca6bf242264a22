"""The embedded store: kglite behind the interface of `store.py`. One file, or one with a folder beside it; no server.

kglite is young and of one maintainer, so it is pinned, nothing else imports it, and the same tests run on a
real Neo4j. What is worked around here, and why, stands in docs/stores.md.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import kglite

from career_pathways.loader.errors import QueryError, StoreError
from career_pathways.loader.files import PARTED, STORE
from career_pathways.loader.schema import NODES, VERSIONS

from .cypher import STOP
from .declared import counted, counting_statements, in_order
from .editions import EDITIONS, edition_asked
from .store import (
    LIMIT,
    TIMEOUT,
    Progress,
    ReadOnly,
    Result,
    Store,
    as_read_only,
    check_limits,
    no_value,
    refuse_lone_surrogates,
    too_slow,
)

if TYPE_CHECKING:
    import networkx as nx

    from career_pathways.loader.editions.joins import Join

    from .filling import Filling
    from .rows import Rows

LARGE = 600_000
"""Nodes and relationships from which on a store is kept in parts. One file of so many is read in 0.9 s, each time; in
parts it opens in a third of that, and whatever looks at all progressions takes ten times as long."""

MOST = 2_500_000
"""Nodes and relationships that a store is filled with: 2,000,000 take 65 s and 2 GB."""

ROOM = 100
"""Bytes a row in parts, of the 270 to 320 that they take: those that kglite writes by way of memory. Where the disk has
no room for these, the system ends the process without a word."""

WORK = 1_000_000
"""Rows and list items that a question may hold on its way, at 400 to 900 bytes each. kglite's limit on the
rows that it returns does not bound them."""

_ELSEWHERE = "Name another file with {store_or_variable}"
_ANEW = "Make it anew with {build}."
_PERMISSIONS = "Check the permissions."

_IN_MEMORY = Path("memory")
"""The place of a store that no file holds; a file of that name is another place."""


class EmbeddedStore(Store):
    """The store in one file, read into memory on the first question and frozen from then on."""

    def __init__(self, path: Path, edition: str | None = None) -> None:
        """`path`: the file, which need not exist before `replace`; `edition`: see `Store.wanted`."""
        self.path = path
        self.wanted = edition
        self._frozen: kglite.FrozenGraph | None = None
        self._editions: tuple[str, ...] = ()
        self._best_asked: Callable[[str], str] = str
        self._seen: object = None
        """What tells the file that was read, or written, from another in its place."""

    @classmethod
    def in_memory(cls, graph: nx.MultiDiGraph) -> Self:
        """A store of this graph that no file holds."""
        return cls.all_in_memory((graph,), ())

    @classmethod
    def all_in_memory(
        cls, contents: Iterable[Rows | nx.MultiDiGraph], joins: Iterable[Join], edition: str | None = None
    ) -> Self:
        """The same of several editions, and of what joins them; `edition`: see `Store.wanted`."""
        store = cls(_IN_MEMORY, edition)
        filling = _filling(contents, joins)
        store._frozen, store._editions = _loaded(filling.statements(), store.path).freeze(), filling.editions
        return store

    @property
    def in_parts(self) -> bool:
        """See Store."""
        self._open()
        return self._best_asked is not str  # by which only one in parts is not asked as it is

    @property
    def editions(self) -> tuple[str, ...]:
        """See Store."""
        self._open()
        return self._editions

    @property
    def edition(self) -> str | None:
        """See Store."""
        return edition_asked(self.editions, self.wanted, str(self.path))

    def of_edition(self, name: str) -> Self:
        """See Store."""
        self._open()  # so that both are of one file, read once
        other = copy(self)
        other.wanted = name
        return other

    def replace(self, content: Rows | nx.MultiDiGraph, *, progress: Progress | None = None) -> None:
        """See Store. The new file takes the old one's place in one step.

        The same content, the same bytes of the file, where it is not kept in parts.
        """
        self.replace_all((content,), (), progress=progress)

    def replace_all(
        self,
        contents: Iterable[Rows | nx.MultiDiGraph],
        joins: Iterable[Join],
        *,
        progress: Progress | None = None,
    ) -> None:
        """The same with several editions, and with what joins them; in whatever order they come, the same bytes.

        Raises StoreError, too, where there are more than MOST rows, before any is made; and where the file was read
        before, and somebody else has written it since.
        """
        from .placing import new_folder, place_file  # noqa: PLC0415 -- of no question: how a store is filled

        _refuse_link_to_nothing(self.path)
        target = _led(self.path)
        _refuse_to_overwrite(target)
        filling = _filling(contents, joins)
        if filling.rows > MOST:
            fact = f"{self.path}: {filling.rows:,} nodes and relationships; a file does well up to {MOST:,}."
            raise StoreError(fact, "Keep them in a Neo4j: {load_bulk}.")
        loaded = _loaded(filling.statements(progress), self.path)
        if self._seen not in {None, _seen(target)}:
            raise StoreError(f"{self.path}: somebody else has written the store meanwhile; it is kept.", "Do it again.")
        try:
            if in_parts := filling.rows > LARGE:
                with new_folder(target, filling.rows * ROOM) as folder:
                    _to_parts(loaded, folder)
            else:
                place_file(target, loaded.to_bytes())
        except (OSError, kglite.KgError) as error:
            fact = f"{target}: the store cannot be written: {getattr(error, 'strerror', None) or error}."
            raise StoreError(fact, f"{_ELSEWHERE}, or make room for it.") from error
        self._seen = _seen(target)
        if in_parts:
            self._frozen = None  # opened from there when it is next asked, in a tenth of the memory
        else:
            self._frozen, self._editions = loaded.freeze(), filling.editions  # so that it need not be read again
            self._best_asked = str

    def counts(self) -> dict[str, int]:
        """See Store."""
        frozen = self._open()
        return counted({name: frozen.cypher(statement).scalar() for name, statement in counting_statements()})

    def run(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float = TIMEOUT,
        limit: int | None = LIMIT,
    ) -> Result:
        """See Store."""
        check_limits(timeout, limit)
        frozen, given = self._open(), self.given(cypher, parameters)
        result = _answer(frozen, as_read_only(cypher, given, embedded=True), given, timeout, limit)
        return result._replace(editions=self._editions)

    def best_asked(self, text: str) -> str:
        """See Store."""
        return self._best_asked(text)

    def close(self) -> None:
        """See Store."""
        self._frozen = None

    def _open(self) -> kglite.FrozenGraph:
        if self._frozen is None:
            if self.path is _IN_MEMORY:
                raise StoreError("the map was held in memory, and is closed.", "Build it again.")
            seen = _seen(self.path)
            self._frozen, self._editions, self._best_asked = _load(self.path)
            self._seen = seen
        return self._frozen


def _answer(
    frozen: kglite.FrozenGraph, question: ReadOnly, parameters: dict[str, Any], timeout: float, limit: int | None
) -> Result:
    milliseconds = max(1, round(timeout * 1000))  # kglite takes 0 for no limit
    try:
        view = frozen.cypher(question, params=parameters, timeout_ms=milliseconds, max_work_units=WORK, row_limit=limit)
    except kglite.CypherTimeoutError as error:
        raise too_slow(timeout) from error
    except (kglite.KgError, ValueError, TypeError, OverflowError, RecursionError) as error:
        if stopped := re.search(f"{STOP}(.*?)'", str(error)):
            reason, _, cure = stopped[1].partition("|")
            fact = f"on the way there is {reason}, which Neo4j and this store take differently."
            raise QueryError(fact, cure or "Leave it out with WHERE.") from error
        if "max_work_units" in str(error) or "safety limit" in str(error):
            raise QueryError(
                f"the question holds more than {WORK:,} rows on its way.", "Begin from an id, not from all."
            ) from error
        if missing := re.search(r"Missing parameter: \$(\w+)", str(error)):
            raise no_value(missing[1]) from error
        refuse_lone_surrogates(parameters)
        if "Aggregate function" in str(error):  # in a CASE, beside AND, before IS NULL
            raise QueryError(
                "a function of many rows stands within a condition or a CASE.", "Name it in a WITH before."
            ) from error
        raise QueryError(f"the store cannot answer: {error}") from error
    names = tuple(view.columns)
    ids: list[str] = []

    def id_of(number: int) -> str:
        """That of a node by kglite's own number, which is all that a relationship tells of its ends."""
        if not ids:
            ids.extend(frozen.cypher("MATCH (n) RETURN n.id AS id").column("id"))  # by their numbers: none was removed
        return ids[number]

    rows = tuple(zip(*[_values(view.column(name), id_of) for name in names], strict=True))
    names = names or question.columns  # which kglite does not tell of groups without rows behind an OPTIONAL MATCH
    total = (view.diagnostics or {}).get("total_rows") if len(rows) == limit else None
    return Result(names, rows, truncated=total is not None and total > len(rows))


def _filling(contents: Iterable[Rows | nx.MultiDiGraph], joins: Iterable[Join]) -> Filling:
    from .filling import filling_of  # noqa: PLC0415 -- of no question: how a store is filled

    return filling_of(contents, joins)


def _loaded(statements: Iterable[tuple[str, dict[str, Any]]], path: Path) -> kglite.KnowledgeGraph:
    """What the statements make in kglite's memory; `path` names the store in an error."""
    kglite.set_query_warning_policy("silent")
    new = kglite.KnowledgeGraph()
    try:
        for statement, parameters in statements:
            new.cypher(statement, params=parameters)
    except kglite.KgError as error:
        raise StoreError(f"{path}: the graph cannot be loaded: {error}") from error
    return new


def _load(path: Path) -> tuple[kglite.FrozenGraph, tuple[str, ...], Callable[[str], str]]:
    """What the file holds, immutable; its editions; how it is best asked.

    Raises StoreError where it is not a store of this version.
    """
    kglite.set_query_warning_policy("silent")  # checked_question says it better, and as an error
    try:
        _refuse_link_to_nothing(path)
        if not path.exists():
            raise StoreError(f"{path}: no store.", "Make it with {build}.", place=str(path))
        if not path.is_file():
            raise StoreError(f"{path}: not a file.", f"{_ELSEWHERE}.")
        with path.open("rb") as file:
            start = file.read(len(PARTED))
        if not start.startswith(STORE):
            raise StoreError(f"{path}: not a store.", f"{_ELSEWHERE}.")
        frozen, best_asked = _read_parts(path) if start == PARTED else (_read(path), str)
        return frozen, _checked_editions(frozen, path), best_asked
    except (OSError, kglite.FileIoError) as error:
        raise StoreError(f"{path}: the store cannot be read: {error}.", _PERMISSIONS) from error
    except kglite.KgError as error:
        raise StoreError(f"{path}: the store is damaged.", _ANEW, place=str(path)) from error


def _read(path: Path) -> kglite.FrozenGraph:
    return kglite.load(str(path)).freeze()


def _read_parts(path: Path) -> tuple[kglite.FrozenGraph, Callable[[str], str]]:
    from .parted import opened_parts, read_once  # noqa: PLC0415 -- of no store that is one file

    return opened_parts(path, _read), read_once


def _checked_editions(frozen: kglite.FrozenGraph, path: Path) -> tuple[str, ...]:
    """The names of its editions. Raises StoreError where one of them is of another version."""
    found = frozen.cypher(EDITIONS)
    versions = found.column("version")
    if not versions or not set(versions) <= set(VERSIONS):
        of = f"a store of version {max(versions)}" if versions else "a graph of something else"
        raise StoreError(f"{path}: {of}; this program reads version {VERSIONS[0]}.", _ANEW, place=str(path))
    return tuple(found.column("edition"))


def _seen(path: Path) -> object:
    """Another for each file that is put in the place of the last."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size


def _led(path: Path) -> Path:
    """Where the file lies, so that a link stays a link. Raises StoreError where the working folder is gone."""
    try:
        return Path(os.path.realpath(path))
    except OSError as error:
        raise StoreError(f"{path}: the store cannot be written: {error.strerror}.", f"{_ELSEWHERE}.") from error


def _refuse_link_to_nothing(path: Path) -> None:
    """Raises StoreError where a link leads to itself, in a circle, or to where nothing is."""
    if path.is_symlink() and not path.exists():
        raise StoreError(f"{path}: a link that leads nowhere.", f"{_ELSEWHERE}, or mend the link.")


def _refuse_to_overwrite(target: Path) -> None:
    """Raises StoreError where something stands at `target` that no build has put there."""
    try:
        if not target.exists():
            return
        if not target.is_file():
            raise StoreError(f"{target}: not a file.", f"{_ELSEWHERE}.")
        with target.open("rb") as file:
            start = file.read(len(STORE))
    except OSError as error:
        raise StoreError(f"{target}: the store cannot be read: {error.strerror}.", _PERMISSIONS) from error
    if start and start != STORE:
        raise StoreError(f"{target}: a file that is not a store.", f"{_ELSEWHERE}, or move this one away.")


def _to_parts(loaded: kglite.KnowledgeGraph, folder: Path) -> None:
    """Write a graph into a folder."""
    for label in NODES:  # an index each, which each start would make anew; ids are found without
        loaded.cypher(f"DROP CONSTRAINT {label.name.lower()}_id")
    loaded.enable_disk_mode(str(folder))


def _values(values: list[Any], id_of: Callable[[int], str]) -> list[Any]:
    """Values as Result describes them: nodes and relationships without kglite's own numbers and keys."""
    if _NESTED.isdisjoint(map(type, values)):  # most columns; to ask each value takes longer than to read it
        return values
    return [_value(value, id_of) for value in values]


def _value(value: Any, id_of: Callable[[int], str]) -> Any:
    if isinstance(value, list):
        return _values(value, id_of)
    if not isinstance(value, dict):
        return value
    if value.keys() == {"id", "labels", "properties"}:
        kept = {k: v for k, v in value["properties"].items() if k not in _ADDED[value["labels"][0]]}
        return {"labels": value["labels"], "properties": in_order(kept)}
    if value.keys() == {"id", "start", "end", "type", "properties"}:
        return {
            "type": value["type"],
            "start": id_of(value["start"]),
            "end": id_of(value["end"]),
            "properties": in_order(value["properties"]),
        }
    return {k: _value(value[k], id_of) for k in sorted(value)}  # in which order no store says


_NESTED = frozenset({dict, list})

_ADDED = {
    label.name: {"type", "title"} - {declared.name for declared in label.properties} for label in NODES
}  # kglite keeps a type and a title for every node
