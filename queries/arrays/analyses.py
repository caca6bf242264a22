"""The analyses of a whole map by their names, and their answers by arrays, as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from career_pathways.loader.catalogue import Column
from career_pathways.queries.analyses import ANALYSES

from .figures import figures
from .findings import Findings
from .reach import Say, distances_of_all, reach_of_all, sets_reached, silent
from .whole_map import UNSTATED, Marks, Numbers, WholeMap

_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "float": pa.float64(),
    "string list": pa.list_(pa.string()),
    "integer list": pa.list_(pa.int64()),
}

_AT_ONCE = 50_000
"""Findings that are made into a table together."""


class _Asked(NamedTuple):
    whole: WholeMap
    level: int | None
    say: Say

    @property
    def origins(self) -> Marks:
        """What is started from."""
        return np.ones(self.whole.size, np.bool_) if self.level is None else self.whole.level == self.level


def schema_of(name: str) -> pa.Schema:
    """The columns of the analysis of that name."""
    return pa.schema([(column, _TYPES[kind]) for column, kind in ANALYSES[name].columns.items()])


def analysed(name: str, whole: WholeMap, level: int | None = None, say: Say = silent) -> Iterator[pa.Table]:
    """The answer of the analysis of that name, piece by piece.

    `level`: of those that start at a level, the only one to start from, None for all.
    """
    schema = schema_of(name)
    for columns in _MADE[name](_Asked(whole, level, say)):
        yield pa.table(columns, schema=schema)


_Columns = dict[str, Any]


def _reach(asked: _Asked) -> Iterator[_Columns]:
    found = reach_of_all(asked.whole, asked.origins, say=asked.say)
    reached = found.reached
    order = np.lexsort((np.arange(asked.whole.size), -reached))
    order = order[asked.origins[order]]
    yield {**_about(asked.whole, order), "reached": reached[order], "farthest": found.farthest[order]}


def _distances(asked: _Asked) -> Iterator[_Columns]:
    whole = asked.whole
    for pairs in distances_of_all(whole, asked.origins, say=asked.say):
        ends = {name: whole.ids.take(pa.array(of)) for name, of in pairs._asdict().items() if name != "relationships"}
        yield {**ends, "relationships": pairs.relationships}


def _levels(asked: _Asked) -> Iterator[_Columns]:
    whole = asked.whole
    found = sets_reached(whole, asked.origins, np.ones(whole.size, np.bool_), say=asked.say)
    nearest = _about(whole, found.nearest)
    yield {
        **_about(whole, found.occupation),
        "others": found.others,
        **{f"nearest_{name}": nearest[name] for name in ("id", "title", "level", "route_name")},
        "relationships": found.relationships,
    }


def _gaps(asked: _Asked) -> Iterator[_Columns]:
    findings = iter(Findings(asked.whole, figures(asked.whole, asked.say).matrix))
    while rows := list(islice(findings, _AT_ONCE)):
        yield dict(zip(rows[0]._fields, zip(*rows, strict=True), strict=True))


def _matrix(asked: _Asked) -> Iterator[_Columns]:
    whole = asked.whole
    cells = figures(whole, asked.say).matrix
    of = np.bincount(whole.route, minlength=len(whole.routes["id"]))
    ends = {"origin": cells.origin, "destination": cells.destination}
    named = {f"{end}{more}": _of_routes(whole, more, of_end) for end, of_end in ends.items() for more in ("", "_name")}
    yield {**named, "occupations": of[cells.origin], "reaching": cells.reaching, "going_on": cells.going_on}


def _level_two(asked: _Asked) -> Iterator[_Columns]:
    whole = asked.whole
    found = figures(whole, asked.say).level_two
    every = np.arange(len(whole.routes["id"]))
    with np.errstate(invalid="ignore"):
        shares = {"share": found.own_reaching / found.own, "map_share": found.reaching / np.float64(found.of)}
    yield {
        "route": _of_routes(whole, "", every),
        "route_name": _of_routes(whole, "_name", every),
        "professional": found.professional,
        "own": found.own,
        "own_reaching": found.own_reaching,
        "map": np.full(len(every), found.of),
        "map_reaching": found.reaching,
        **{name: pa.array(share, from_pandas=True) for name, share in shares.items()},
    }


_MADE: dict[str, Callable[[_Asked], Iterator[_Columns]]] = {
    "reach": _reach,
    "distances": _distances,
    "levels": _levels,
    "gaps": _gaps,
    "matrix": _matrix,
    "level-two": _level_two,
}


def _about(whole: WholeMap, occupations: Numbers) -> _Columns:
    """What every row about an occupation has of it."""
    number, route, level = pa.array(occupations), whole.route[occupations], whole.level[occupations]
    return {
        "id": whole.ids.take(number),
        "title": whole.titles.take(number),
        "level": pa.array(level.astype(np.int64), mask=level == UNSTATED),
        "column": pa.array([*Column, None], pa.string()).take(pa.array(whole.column[occupations] % (len(Column) + 1))),
        "route": _of_routes(whole, "", route),
        "route_name": _of_routes(whole, "_name", route),
    }


def _of_routes(whole: WholeMap, what: str, routes: Any) -> pa.Array:
    """Their ids, or their names ("_name")."""
    return pa.array(whole.routes["name" if what else "id"], pa.string()).take(pa.array(routes))
