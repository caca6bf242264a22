"""Data frames of pandas or polars: what they are made of, and the map as a pair of them.

Neither library is needed for anything else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Literal, NamedTuple

from career_pathways.exports.part import Part
from career_pathways.exports.tables import NODE_TABLE, RELATIONSHIP_TABLE, column_values, node_rows, relationship_rows
from career_pathways.loader.errors import WrongParameter
from career_pathways.loader.schema import Property

Library = Literal["pandas", "polars"]

_LIBRARIES: tuple[Library, ...] = ("pandas", "polars")
"""The first that is installed is taken where none is named."""


class Frames(NamedTuple):
    """A map, or a part of it, as two data frames."""

    nodes: Any
    relationships: Any


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
    return Frames(_frame(used, NODE_TABLE, node_rows(part)), _frame(used, RELATIONSHIP_TABLE, relationship_rows(part)))


def _frame(library: Library, table: tuple[Property, ...], rows: Iterator[Mapping[str, Any]]) -> Any:
    read = tuple(rows)
    kinds = {column.name: _column(column) for column in table}
    return data_frame(library, kinds, {name: column_values(read, name) for name in kinds})


_TYPES = {"string": str, "integer": int, "float": float, "boolean": bool}


def _column(declared: Property) -> Column:
    kind = _TYPES[declared.type.removesuffix(" list")]
    return Column(Column(kind, False) if declared.type.endswith(" list") else kind, declared.optional)


class Column(NamedTuple):
    """What a column holds."""

    holds: Any
    """A type; for lists, the column of its items; for records, those of their fields; None where it is not known."""
    nullable: bool


def installed(asked: str | None) -> Library:
    """The library that was asked for, or the first that is installed.

    Raises WrongParameter for another library, ImportError where it is not installed.
    """
    for library in _LIBRARIES:
        if asked in {None, library} and find_spec(library):
            return library
    if asked not in {None, *_LIBRARIES}:
        raise WrongParameter(f"library {asked!r}: data frames are made by {' or '.join(_LIBRARIES)}.")
    missing = f"{asked}, which is not installed" if asked else "pandas or polars, and neither is installed"
    raise ImportError(f"a data frame needs {missing}: pip install {asked or _LIBRARIES[0]}")


def data_frame(library: Library, kinds: Mapping[str, Column], columns: Mapping[str, list[Any]]) -> Any:
    """A DataFrame of an installed library: its columns by name, what each holds, and its values."""
    return _FRAMES[library](import_module(library), columns, kinds)


_PANDAS = {bool: ("bool", "boolean"), int: ("int64", "Int64"), float: ("float64", "float64"), str: ("string", "string")}
"""Each type without and with nulls."""


def _pandas_frame(pandas: Any, columns: Mapping[str, list[Any]], kinds: Mapping[str, Column]) -> Any:
    def typed(values: list[Any], column: Column) -> Any:
        dtype = _PANDAS[column.holds][column.nullable] if isinstance(column.holds, type) else "object"
        return pandas.Series(values, dtype=dtype)

    return pandas.DataFrame({name: typed(values, kinds[name]) for name, values in columns.items()})


def _polars_frame(polars: Any, columns: Mapping[str, list[Any]], kinds: Mapping[str, Column]) -> Any:
    types = {bool: polars.Boolean, int: polars.Int64, float: polars.Float64, str: polars.String}

    def typed(holds: Any) -> Any:
        if isinstance(holds, Column):
            inner = typed(holds.holds)
            return inner and polars.List(inner)
        if isinstance(holds, dict):
            return polars.Struct({name: typed(field.holds) or polars.Null for name, field in holds.items()})
        return types.get(holds)

    return polars.DataFrame(dict(columns), schema={name: typed(column.holds) for name, column in kinds.items()})


_FRAMES: Mapping[Library, Callable[[Any, Mapping[str, list[Any]], Mapping[str, Column]], Any]] = {
    "pandas": _pandas_frame,
    "polars": _polars_frame,
}
