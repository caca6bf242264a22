"""What an imported map has besides: its edition, and where its tables state what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from career_pathways.loader.stores.store import ReadOnly, Store


class Edition(NamedTuple):
    """An imported map."""

    name: str
    title: str
    licence: str
    attribution: str | None
    level_name: str | None
    """What its levels are called; None where they are those of qualifications in England."""
    level_lowest: int | None
    level_highest: int | None

    @property
    def levels(self) -> range:
        """Those that an occupation can have."""
        lowest, highest = self.level_lowest, self.level_highest
        return range(1, 9) if lowest is None or highest is None else range(lowest, highest + 1)


class Origin(NamedTuple):
    """Where tables state an occupation, and what they state that no document does."""

    code: str | None
    status: str | None
    description: str | None
    files: tuple[str, ...]
    lines: tuple[int, ...]
    """A row for each of the files."""


_EDITION = ReadOnly(
    "MATCH (e:Edition) WHERE $edition IS NULL OR e.edition = $edition "
    f"RETURN e.edition AS name, {', '.join(f'e.{name} AS {name}' for name in Edition._fields[1:])}"
)
_ORIGINS = ReadOnly(
    "MATCH (o:Occupation) WHERE $edition IS NULL OR o.edition = $edition "
    f"RETURN o.id AS id, {', '.join(f'o.{name} AS {name}' for name in Origin._fields)}"
)
_STEPS = ReadOnly(
    "MATCH (origin:Occupation)-[step:PROGRESSES_TO]->(next:Occupation) "
    "WHERE $edition IS NULL OR origin.edition = $edition "
    "RETURN origin.id AS origin, next.id AS destination, step.file AS file, step.line AS line"
)


_IN_ROUTE = ReadOnly(
    "MATCH (o:Occupation)-[:IN_CLUSTER]->(:Cluster)-[:IN_PATHWAY]->(:Pathway)-[:IN_ROUTE]->(:Route {id: $route}) "
    "RETURN DISTINCT o.id"
)


Added = dict[str, Callable[[Mapping[str, Any]], Any]]
"""Columns that are made of the others of a row."""


class Imported:
    """An imported map; what is asked of it is asked once."""

    def __init__(self, store: Store) -> None:
        """`store`: one that holds an imported map. Raises what Store.run raises."""
        self.edition = Edition(*store.run(_EDITION, limit=1).rows[0])
        self._store = store
        self._origins: dict[str, Origin] | None = None
        self._steps: dict[tuple[str, str], tuple[str, int]] | None = None

    @property
    def origins(self) -> dict[str, Origin]:
        """By the id of an occupation."""
        if self._origins is None:
            rows = self._store.run(_ORIGINS, limit=None).rows
            self._origins = {
                id_: Origin(code, status, description, tuple(files), tuple(lines))
                for id_, code, status, description, files, lines in rows
            }
        return self._origins

    @property
    def steps(self) -> dict[tuple[str, str], tuple[str, int]]:
        """File and row of each progression, by the ids of its ends."""
        if self._steps is None:
            rows: tuple[Any, ...] = self._store.run(_STEPS, limit=None).rows
            self._steps = {(origin, destination): (file, line) for origin, destination, file, line in rows}
        return self._steps

    def in_route(self, route: str) -> frozenset[str]:
        """The ids of all occupations that stand in a route, be it their first or another."""
        return frozenset(id_ for (id_,) in self._store.run(_IN_ROUTE, {"route": route}, limit=None).rows)

    def step_columns(self, occupation: str | None, *, back: bool = False) -> Added:
        """Columns with the file and the row that state a step.

        `occupation`: the origin of all steps, or, `back`, their destination; None where each row names both ends.
        """

        def source(row: Mapping[str, Any]) -> tuple[str | None, int | None]:
            ends = (row["id"], occupation) if back else (row.get("from_id", occupation), row["id"])
            return self.steps.get((str(ends[0]), str(ends[1])), (None, None))

        return {"step_file": lambda row: source(row)[0], "step_row": lambda row: source(row)[1]}

    def places(self, row: Mapping[str, Any]) -> str:
        """Where tables state what a finding is about: the rows of an occupation, else the row of its `lines`."""
        origin = self.origins.get(row["id"])
        if origin is None:
            return f"row {'; '.join(map(str, row['lines']))}"
        return "; ".join(f"{file}, row {line}" for file, line in zip(origin.files, origin.lines, strict=True))
