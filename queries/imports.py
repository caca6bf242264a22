"""What an imported map has besides: its edition, and where its tables state what."""

from __future__ import annotations

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


class Origin(NamedTuple):
    """Where tables state an occupation, and what they state that no document does."""

    code: str | None
    status: str | None
    description: str | None
    files: tuple[str, ...]
    lines: tuple[int, ...]
    """A row for each of the files."""


_EDITION = ReadOnly(
    f"MATCH (e:Edition) RETURN e.edition AS name, {', '.join(f'e.{name} AS {name}' for name in Edition._fields[1:])}"
)
_ORIGINS = ReadOnly(
    f"MATCH (o:Occupation) RETURN o.id AS id, {', '.join(f'o.{name} AS {name}' for name in Origin._fields)}"
)
_STEPS = ReadOnly(
    "MATCH (origin:Occupation)-[step:PROGRESSES_TO]->(next:Occupation) "
    "RETURN origin.id AS origin, next.id AS destination, step.file AS file, step.line AS line"
)


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
