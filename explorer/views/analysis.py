"""An analysis of a whole map as a view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from career_pathways.queries.analyses import ANALYSES

from .view import Stream, View, cut_note


def analysis_view(name: str, rows: Iterable[Mapping[str, Any]], limit: int, parameters: Mapping[str, Any]) -> View:
    """The first `limit` rows of an analysis (0: all, which are shown as they come)."""
    columns = tuple(ANALYSES[name].columns)
    shown = {column: column.replace("_", " ") for column in columns if column not in _UNSHOWN.get(name, ())}
    view = View(question=f"analyse {name}", rows=(), columns=columns, shown=shown, parameters=parameters)
    if not limit:
        return view._replace(stream=Stream(_whole(rows), lambda: view))
    first = list(islice(_whole(rows), limit + 1))
    more = len(first) > limit
    return view._replace(rows=first[:limit], truncated=more, notes=cut_note(limit, None) if more else ())


_UNSHOWN = {
    "reach": ("id", "column", "route"),
    "levels": ("id", "column", "route", "nearest_id"),
    "gaps": ("id", "column", "route", "beside"),
    "matrix": ("origin", "destination"),
    "level-two": ("route",),
}
"""Of each analysis the columns that its table has no room for."""


def _whole(rows: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for row in rows:
        yield {column: tuple(value) if isinstance(value, list) else value for column, value in row.items()}
