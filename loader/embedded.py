"""The embedded store: kglite behind the interface of `store.py`. One file, no server.

kglite is young and of one maintainer, so it is pinned, nothing else imports it, and the same tests run on a real Neo4j.
What is worked around here, and why, stands in docs/stores.md.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import kglite

from .errors import QueryError, StoreError
from .schema import SCHEMA_VERSION
from .store import (
    LIMIT,
    TIMEOUT,
    Result,
    checked_question,
    constraint_statements,
    counting_statements,
    load_statements,
)

if TYPE_CHECKING:
    import networkx as nx

MAGIC = b"RGF"
"""What a file of kglite begins with."""

WORK = 2_000_000
"""Rows and list items that a question may hold on its way: kglite takes about 400 bytes for each, and its own limit on
returned rows still computes them all."""


class EmbeddedStore:
    """The store in one file. Read into memory on the first question, frozen from then on."""

    def __init__(self, path: Path) -> None:
        """`path`: the file, which need not exist before `replace`."""
        self.path = path
        self._frozen: kglite.FrozenGraph | None = None

    def replace(self, graph: nx.MultiDiGraph) -> None:
        """See Store. The file is written beside the old one and put in its place in one step; the same graph gives the
        same bytes."""
        target = Path(os.path.realpath(self.path))  # a link stays a link
        _refuse_to_overwrite(target)
        kglite.set_query_warning_policy("silent")
        new = kglite.KnowledgeGraph()
        try:
            for statement in constraint_statements():
                new.cypher(statement)
            for statement, parameters in load_statements(graph):
                new.cypher(statement, params=parameters)
        except kglite.KgError as error:
            raise StoreError(f"{self.path}: the graph cannot be loaded: {error}") from error
        _write(target, new.to_bytes())
        self._frozen = None

    def counts(self) -> dict[str, int]:
        """See Store."""
        frozen = self._open()
        return {name: frozen.cypher(statement).scalar() for name, statement in counting_statements()}

    def run(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float = TIMEOUT,
        limit: int | None = LIMIT,
    ) -> Result:
        """See Store."""
        question = checked_question(cypher)
        frozen = self._open()
        try:
            view = frozen.cypher(
                question,
                params=dict(parameters or {}),
                timeout_ms=max(1, round(timeout * 1000)),  # 0 would be no limit
                max_work_units=WORK,
                row_limit=limit,
            )
        except kglite.CypherTimeoutError as error:
            raise QueryError(
                f"the question took longer than {timeout:g} seconds. Begin from an id, shorten its paths, or allow more."
            ) from error
        except (kglite.KgError, ValueError, TypeError, OverflowError, RecursionError) as error:
            if "max_work_units" in str(error) or "safety limit" in str(error):
                raise QueryError(
                    f"the question needs more than {WORK:,} rows on its way. Begin from an id, shorten its paths, or use LIMIT."
                ) from error
            raise QueryError(f"the store cannot answer: {error}") from error
        columns = tuple(view.columns)
        rows = tuple(tuple(_value(row[column]) for column in columns) for row in view)
        total = (view.diagnostics or {}).get("total_rows")
        return Result(columns, rows, truncated=total is not None and total > len(rows))

    def close(self) -> None:
        """See Store."""
        self._frozen = None

    def __enter__(self) -> Self:
        """The store itself; nothing is opened yet."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close it."""
        self.close()

    def _open(self) -> kglite.FrozenGraph:
        if self._frozen is None:
            self._frozen = _load(self.path)
        return self._frozen


def _load(path: Path) -> kglite.FrozenGraph:
    """The graph in the file, immutable. Raises StoreError where it is not a store of this version."""
    if not path.exists():
        raise StoreError(f"{path}: no store. Make it with `pathways build`.")
    if not path.is_file():
        raise StoreError(f"{path}: not a file. Name the store's file with --store or {_variable()}.")
    kglite.set_query_warning_policy("silent")  # checked_question says it better, and as an error
    try:
        with path.open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                raise StoreError(f"{path}: not a store. Name another file with --store or {_variable()}.")
        frozen = kglite.load(str(path)).freeze()
        versions = frozen.cypher("MATCH (e:Edition) RETURN e.schema_version AS version").column("version")
    except (OSError, kglite.FileIoError) as error:
        raise StoreError(f"{path}: the store cannot be read: {error}. Check the permissions.") from error
    except kglite.KgError as error:
        raise StoreError(
            f"{path}: the store is damaged: {error}. Make it anew with `pathways build`."
        ) from error
    if versions != [SCHEMA_VERSION]:
        found = f"of version {versions[0]}" if len(versions) == 1 else "of something else"
        raise StoreError(
            f"{path}: a store {found}; this program reads version {SCHEMA_VERSION}. Make it anew with `pathways build`."
        )
    return frozen


def _variable() -> str:
    from .store import ENVIRONMENT_VARIABLE  # noqa: PLC0415

    return ENVIRONMENT_VARIABLE


def _refuse_to_overwrite(target: Path) -> None:
    """Raises StoreError where something stands at `target` that no build has put there."""
    try:
        if not target.exists():
            return
        if not target.is_file():
            raise StoreError(f"{target}: not a file. Name the store's file with --store or PATHWAYS_STORE.")
        with target.open("rb") as file:
            start = file.read(len(MAGIC))
    except OSError as error:
        raise StoreError(
            f"{target}: the store cannot be read: {error.strerror}. Check the permissions."
        ) from error
    if start and start != MAGIC:
        raise StoreError(
            f"{target}: a file that is not a store. Name another with --store, or move this one away."
        )


def _write(target: Path, content: bytes) -> None:
    """Put `content` at `target` in one step: a reader sees the old file or the new one, a crash leaves the old one."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}-{secrets.token_hex(4)}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise StoreError(
            f"{target}: the store cannot be written: {error.strerror}. Free the place, or name another with --store."
        ) from error
    except BaseException:  # Ctrl-C in the middle leaves nothing behind either
        temporary.unlink(missing_ok=True)
        raise


def _value(value: Any) -> Any:
    """A value as Result describes it: kglite's nodes and relationships without its internal numbers and the keys it adds."""
    if isinstance(value, list):
        return [_value(v) for v in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"id", "labels", "properties"}:
        properties = {k: _value(v) for k, v in value["properties"].items() if k != "type"}
        return {"labels": value["labels"], "properties": properties}
    if value.keys() == {"id", "start", "end", "type", "properties"}:
        return {"type": value["type"], "properties": {k: _value(v) for k, v in value["properties"].items()}}
    return {k: _value(v) for k, v in value.items()}
