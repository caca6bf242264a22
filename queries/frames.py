"""Rows as data frames of pandas or polars. Neither is needed for anything else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from career_pathways.loader.errors import WrongParameter

Library = Literal["pandas", "polars"]

_LIBRARIES: tuple[Library, ...] = ("pandas", "polars")
"""The first that is installed is taken where none is named."""


class FrameColumn(NamedTuple):
    """What a column holds."""

    holds: Any
    """A type; for lists, the column of its items; for records, those of their fields; None where it is not known."""
    nullable: bool


def frame(rows: Iterable[Any], library: Library | None = None) -> Any:
    """Rows as a data frame, a column for each of their fields, in order.

    In: what `Explorer` answers with, or rows of one kind (a sequence of NamedTuples, as `Differences.occupations`);
    "pandas", "polars", or None for the one that is installed, pandas first. Out: its DataFrame.

    1. Text is a column of strings, a whole number one of integers, whether or not it may be null: pandas has Int64 for
       that, boolean and string too, never floats or objects.
    2. A tuple becomes a list, and a record within it a mapping: in pandas a column of objects, in polars one of lists
       and structs.
    3. Null stays null; in a column of floats pandas shows it as NaN.
    4. An answer without rows keeps its columns and their types. A sequence that is empty does not say what it would
       hold, and gives no columns.
    5. Some paths are one frame, a row for each relationship; the column `path` counts them from 1.

    Raises WrongParameter for another library or for what holds no rows of one kind, ImportError where the library is
    not installed.
    """
    return data_frame(installed(library), *_columns(rows))


def _columns(answer: Any) -> tuple[dict[str, FrameColumn], dict[str, list[Any]]]:
    """The columns of some rows, by name: what each holds, and its values."""
    if paths := getattr(answer, "paths", None):  # Rule 5: the number of the path before each relationship.
        numbers = [number for number, path in enumerate(paths, 1) for _ in path.links]
        holds, values = _columns([link for path in paths for link in path.links])
        return {"path": FrameColumn(int, False)} | holds, {"path": numbers} | values
    kind = getattr(answer, "kind", None)
    if kind is None and hasattr(answer, "columns"):
        rows = tuple(answer)
        holds = dict.fromkeys(answer.columns, FrameColumn(None, True))
    else:
        kind, rows = (kind, tuple(answer)) if kind else _kind(answer)
        holds = _fields(kind) if kind else {}
    return holds, {name: [_listed(row[i]) for row in rows] for i, name in enumerate(holds)}


def _kind(answer: Any) -> tuple[Any, tuple[Any, ...]]:
    """The kind of the rows, None where there are none, and the rows."""
    if not isinstance(answer, Iterable) or hasattr(answer, "_fields"):
        raise WrongParameter(f"{type(answer).__name__} holds no rows of one kind. Name one of its parts.")
    rows = tuple(answer)
    kinds = list(dict.fromkeys(map(type, rows)))
    if not kinds:  # Rule 4: nothing says what an empty sequence would hold.
        return None, ()
    if len(kinds) > 1 or not hasattr(kinds[0], "_fields"):
        found = " and ".join(kind.__name__ for kind in kinds)
        raise WrongParameter(f"a data frame is made of rows of one kind of NamedTuple, not of {found}.")
    return kinds[0], rows


def _fields(kind: Any) -> dict[str, FrameColumn]:
    return {name: _declared(get_type_hints(kind).get(name)) for name in kind._fields}


def _declared(hint: Any) -> FrameColumn:
    """
    >>> _declared(int | None)
    FrameColumn(holds=<class 'int'>, nullable=True)
    >>> _declared(tuple[str, ...]).holds
    FrameColumn(holds=<class 'str'>, nullable=False)
    """
    choices = get_args(hint) if get_origin(hint) in {Union, UnionType} else (hint,)
    others = [choice for choice in choices if choice is not NoneType]
    only, nullable = (others[0] if len(others) == 1 else None), len(others) < len(choices)
    if get_origin(only) is tuple:
        items = [item for item in get_args(only) if item is not Ellipsis]
        return FrameColumn(_declared(items[0] if len(set(items)) == 1 else None), nullable)
    if get_origin(only) is Literal:
        only = str if all(isinstance(value, str) for value in get_args(only)) else None
    if hasattr(only, "_fields"):
        return FrameColumn(_fields(only), nullable)
    return FrameColumn(only if only in {bool, int, float, str} else None, nullable)


def _listed(value: Any) -> Any:
    if hasattr(value, "_asdict"):
        return {name: _listed(item) for name, item in value._asdict().items()}
    return [_listed(item) for item in value] if isinstance(value, tuple) else value  # Rule 2


def installed(wanted: str | None) -> Library:
    """The library that is wanted, or the first that is installed.

    Raises WrongParameter for another library, ImportError where it is not installed.
    """
    for library in _LIBRARIES:
        if wanted in {None, library} and find_spec(library):
            return library
    if wanted not in {None, *_LIBRARIES}:
        raise WrongParameter(f"library {wanted!r}: data frames are made by {' or '.join(_LIBRARIES)}.")
    missing = f"{wanted}, which is not installed" if wanted else "pandas or polars, and neither is installed"
    raise ImportError(f"a data frame needs {missing}: pip install {wanted or _LIBRARIES[0]}")


def data_frame(library: Library, kinds: Mapping[str, FrameColumn], columns: Mapping[str, list[Any]]) -> Any:
    """A DataFrame of an installed library: its columns by name, what each holds, and its values."""
    make = _pandas_frame if library == "pandas" else _polars_frame
    return make(import_module(library), columns, kinds)


_PANDAS = {bool: ("bool", "boolean"), int: ("int64", "Int64"), float: ("float64", "float64"), str: ("string", "string")}
"""Each type without and with nulls."""


def _pandas_frame(pandas: Any, columns: Mapping[str, list[Any]], kinds: Mapping[str, FrameColumn]) -> Any:
    def typed(values: list[Any], column: FrameColumn) -> Any:
        dtype = _PANDAS[column.holds][column.nullable] if isinstance(column.holds, type) else "object"
        return pandas.Series(values, dtype=dtype)

    return pandas.DataFrame({name: typed(values, kinds[name]) for name, values in columns.items()})


def _polars_frame(polars: Any, columns: Mapping[str, list[Any]], kinds: Mapping[str, FrameColumn]) -> Any:
    types = {bool: polars.Boolean, int: polars.Int64, float: polars.Float64, str: polars.String}

    def typed(holds: Any) -> Any:
        if isinstance(holds, FrameColumn):
            inner = typed(holds.holds)
            return inner and polars.List(inner)
        if isinstance(holds, dict):
            return polars.Struct({name: typed(field.holds) or polars.Null for name, field in holds.items()})
        return types.get(holds)

    return polars.DataFrame(dict(columns), schema={name: typed(column.holds) for name, column in kinds.items()})
