"""Rows as data frames of pandas or polars. Neither is needed for anything else."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
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
    """A type, `object` for several; for lists, the column of their items; None where there is nothing to know it by."""
    nullable: bool


def frame(rows: Iterable[Any], library: Library | None = None) -> Any:
    """Rows as a data frame, a column for each of their fields, in order.

    In: what `Explorer` answers with, or rows of one kind (a sequence of NamedTuples, as `Differences.occupations`);
    "pandas", "polars", or None for the one that is installed, pandas first. Out: its DataFrame.

    1. Text is a column of strings, a whole number one of integers, whether or not it may be null: pandas has Int64 for
       that, boolean and string too, never floats or objects.
    2. A tuple becomes a list: in pandas in a column of objects, in polars in one of lists.
    3. Null stays null; in a column of floats pandas shows it as NaN.
    4. A record within a row is a column for each of its fields, as `origin_title`; of several records that is a column
       of lists, as `cut_off_title`, and `cut_off` says how many they are.
    5. What a statement of one's own returns says by its values what a column holds: one kind, as text, whole numbers,
       numbers, or lists of one kind; else the values as they are. A map, or a node that is returned whole, is a column
       for each of its keys, as `n_properties_title`.
    6. An answer without rows keeps its columns and, but for rule 5, their types. A sequence that is empty does not say
       what it would hold, and gives no columns.
    7. Some paths are one frame, a row for each relationship; the column `path` counts them from 1.

    Raises WrongParameter for another library or for what holds no rows of one kind, ImportError where the library is
    not installed.
    """
    return data_frame(installed(library), *_columns(rows))


def _columns(answer: Any) -> tuple[dict[str, FrameColumn], dict[str, list[Any]]]:
    """The columns of some rows, by name: what each holds, and its values."""
    if isinstance(
        paths := getattr(answer, "paths", None), tuple
    ):  # Rule 7: the number of the path before each relationship.
        numbers = [number for number, path in enumerate(paths, 1) for _ in path.links]
        holds, values = _columns([link for path in paths for link in path.links])
        return {"path": FrameColumn(int, False)} | holds, {"path": numbers} | values
    kind = getattr(answer, "kind", None)
    if kind is None and hasattr(answer, "columns"):
        returned = {name: [row[i] for row in answer] for i, name in enumerate(answer.columns)}
        found = [column for name, of_name in returned.items() for column in _untyped(name, of_name, returned)]
    else:
        kind, rows = (kind, tuple(answer)) if kind else _kind(answer)
        hints = _hints(kind).items() if kind else ()
        found = [
            column for i, (name, hint) in enumerate(hints) for column in _spread(name, hint, [row[i] for row in rows])
        ]
    return (
        {name: holds for name, holds, _ in found},
        {name: [_listed(value) for value in of_column] for name, _, of_column in found},
    )


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


def _hints(kind: Any) -> dict[str, Any]:
    """The fields of a record, in order, with the types that they declare."""
    return {name: get_type_hints(kind).get(name) for name in kind._fields}


def _spread(name: str, hint: Any, values: list[Any]) -> Iterator[tuple[str, FrameColumn, list[Any]]]:
    """The column of a field, or those of the records that it holds: their names, what they hold, their values."""
    only, nullable = _without_null(hint)
    if record := _record(only):  # Rule 4
        for i, (field, of_field) in enumerate(_hints(record).items()):
            holds = _declared(of_field)
            of_records = [None if value is None else value[i] for value in values]
            yield f"{name}_{field}", holds._replace(nullable=holds.nullable or nullable), of_records
    elif record := _record(_item(only)):
        yield name, FrameColumn(int, False), [len(value) for value in values]
        for i, (field, of_field) in enumerate(_hints(record).items()):
            each = [tuple(one[i] for one in value) for value in values]
            yield f"{name}_{field}", FrameColumn(_declared(of_field), False), each
    elif hint is None:
        yield from _untyped(name, values)
    else:
        yield name, _declared(hint), values


def _record(hint: Any) -> Any:
    return hint if hasattr(hint, "_fields") else None


def _without_null(hint: Any) -> tuple[Any, bool]:
    """The one type that is no null, None where there are several, and whether null is one of them."""
    choices = get_args(hint) if get_origin(hint) in {Union, UnionType} else (hint,)
    others = [choice for choice in choices if choice is not NoneType]
    return (others[0] if len(others) == 1 else None), len(others) < len(choices)


def _item(hint: Any) -> Any:
    """What a tuple holds, where that is of one type."""
    items = {item for item in get_args(hint) if item is not Ellipsis} if get_origin(hint) is tuple else ()
    return next(iter(items)) if len(items) == 1 else None


def _declared(hint: Any) -> FrameColumn:
    """
    >>> _declared(int | None)
    FrameColumn(holds=<class 'int'>, nullable=True)
    >>> _declared(tuple[str, ...]).holds
    FrameColumn(holds=<class 'str'>, nullable=False)
    """
    only, nullable = _without_null(hint)
    if get_origin(only) is tuple:
        return FrameColumn(_declared(_item(only)), nullable)
    if get_origin(only) is Literal:
        only = str if all(isinstance(value, str) for value in get_args(only)) else None
    return FrameColumn(only if only in {bool, int, float, str} else None, nullable)


def _untyped(name: str, values: list[Any], taken: Container[str] = ()) -> Iterator[tuple[str, FrameColumn, list[Any]]]:
    """The column of what a statement returned, or those of its maps (rule 5), unless one of their names is taken."""
    there = [value for value in values if value is not None]
    keys = dict.fromkeys(key for value in there for key in value) if all(isinstance(v, dict) for v in there) else {}
    if not keys or any(f"{name}_{key}" in taken for key in keys):
        yield name, _guessed(values), values
    for key in keys if not any(f"{name}_{key}" in taken for key in keys) else ():
        yield from _untyped(f"{name}_{key}", [None if value is None else value.get(key) for value in values], taken)


def _guessed(values: Iterable[Any]) -> FrameColumn:
    """What a column of these values holds; whole numbers and others together are numbers.

    >>> _guessed([2, None]).holds, _guessed([2, 0.5]).holds, _guessed([2, "b"]).holds
    (<class 'int'>, <class 'float'>, <class 'object'>)
    """
    there = [value for value in values if value is not None]
    kinds = set(map(type, there))
    if kinds and kinds <= {list, tuple}:
        items = _guessed(item for value in there for item in value)
        return FrameColumn(object if items.holds is object else items, True)
    only = float if kinds == {int, float} else next(iter(kinds)) if len(kinds) == 1 else object
    fits = only is not int or all(-(2**63) <= value < 2**63 for value in there)
    return FrameColumn((only if fits and only in _PANDAS else object) if kinds else None, True)


def _listed(value: Any) -> Any:
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
        dtype = _PANDAS[column.holds][column.nullable] if column.holds in _PANDAS else "object"
        return pandas.Series(values, dtype=dtype)

    return pandas.DataFrame({name: typed(values, kinds[name]) for name, values in columns.items()})


def _polars_frame(polars: Any, columns: Mapping[str, list[Any]], kinds: Mapping[str, FrameColumn]) -> Any:
    types = {bool: polars.Boolean, int: polars.Int64, float: polars.Float64, str: polars.String, object: polars.Object}

    def typed(column: FrameColumn) -> Any:
        if isinstance(column.holds, FrameColumn):
            return polars.List(typed(column.holds) or polars.Null)
        return types.get(column.holds)

    def series(name: str, values: list[Any]) -> Any:
        column = items = kinds[name]
        while isinstance(items.holds, FrameColumn):
            items = items.holds
        return polars.Series(name, values, dtype=typed(column), strict=items.holds is not float)  # 2 among 2.5

    return polars.DataFrame([series(name, values) for name, values in columns.items()])
