"""The map, or a part of it, as a pair of data frames of pandas or polars."""

from __future__ import annotations

from itertools import repeat
from typing import Any, NamedTuple

from career_pathways.exports.part import Part
from career_pathways.exports.tables import (
    NODE_TABLE,
    RELATIONSHIP_TABLE,
    ROWS_AT_ONCE,
    Table,
    rows_in,
    whole_values,
)
from career_pathways.loader.schema import Property
from career_pathways.queries.frames import FrameColumn, Library, data_frame, installed


class Frames(NamedTuple):
    """A map, or a part of it, as two data frames."""

    nodes: Any
    relationships: Any

    def __repr__(self) -> str:
        """How large they are."""
        sizes = ("{} rows of {} columns".format(*frame.shape) for frame in self)
        return "Frames: nodes, {}; relationships, {}".format(*sizes)


def frames(part: Part, library: Library | None = None) -> Frames:
    """A part as a data frame of its nodes and one of its relationships: rows and columns as in the pair of Parquet.

    In: "pandas", "polars", or None for the one that is installed, pandas first. Out: two of its DataFrame.

    1. Text is a column of strings, a whole number one of integers, a truth one of booleans, whether or not it may be
       null: pandas has Int64 and boolean for that. A list is a list: in pandas a column of objects.
    2. What a label or a type does not have is null in its rows; in a column of floats pandas shows null as NaN.
    3. A part without nodes or relationships keeps the columns and their types.

    Raises WrongParameter for another library, ImportError where the library is not installed.
    """
    used = installed(library)
    return Frames(_frame(used, NODE_TABLE, part), _frame(used, RELATIONSHIP_TABLE, part))


def _frame(library: Library, table: Table, part: Part) -> Any:
    kinds = {column.name: _column(column) for column in table.columns(part)}
    values: dict[str, list[Any]] = {name: [] for name in kinds}
    for batch in table.batches(part, ROWS_AT_ONCE):
        for name, of_column in values.items():
            of_column.extend(whole_values(batch[name]) if name in batch else repeat(None, rows_in(batch)))
    return data_frame(library, kinds, values)


_TYPES = {"string": str, "integer": int, "float": float, "boolean": bool}


def _column(declared: Property) -> FrameColumn:
    kind = _TYPES[declared.type.removesuffix(" list")]
    return FrameColumn(FrameColumn(kind, False) if declared.type.endswith(" list") else kind, declared.optional)
