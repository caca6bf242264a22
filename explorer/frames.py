"""Answers as data frames of pandas or polars. Neither is needed for anything else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from career_pathways.exports.formats.data_frames import Column, Library, data_frame, installed
from career_pathways.loader.errors import WrongParameter
from career_pathways.queries.answers import Link, Path, Paths, row_type
from career_pathways.queries.comparison import Comparison, Met
from career_pathways.queries.run import Answer


def frame(
    answer: Answer | Paths | Path | Comparison | Iterable[tuple[Any, ...]], library: Library | None = None
) -> Any:
    """An answer as a data frame, a column for each field of its rows, in their order.

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
    return data_frame(installed(library), *_columns(answer))


def _columns(answer: Any) -> tuple[dict[str, Column], dict[str, list[Any]]]:
    """The columns of an answer, by name: what each holds, and its values."""
    numbered: list[int] | None = None
    rows: Sequence[Any]
    if isinstance(answer, Answer):
        kind, rows = row_type(answer.query.returns), answer.rows
    elif isinstance(answer, Path):
        kind, rows = Link, answer.links
    elif isinstance(answer, Paths):
        kind, rows = Link, [link for path in answer.paths for link in path.links]
        numbered = [number for number, path in enumerate(answer.paths, 1) for _ in path.links]  # Rule 5
    else:
        kind, rows = _kind(answer)
    holds = _fields(kind) if kind else {}
    values = {name: [_listed(row[i]) for row in rows] for i, name in enumerate(holds)}
    if numbered is None:
        return holds, values
    return {"path": Column(int, False)} | holds, {"path": numbered} | values


def _kind(answer: Any) -> tuple[Any, Sequence[Any]]:
    """The kind of the rows, None where there are none, and the rows."""
    if isinstance(answer, Comparison):
        return Met, answer.rows
    if not isinstance(answer, Iterable) or hasattr(answer, "_fields"):
        raise WrongParameter(f"{type(answer).__name__} holds no rows of one kind. Name one of its parts.")
    rows = tuple(answer)
    kinds = list(dict.fromkeys(map(type, rows)))
    if not kinds:  # Rule 4
        return None, ()
    if len(kinds) > 1 or not hasattr(kinds[0], "_fields"):
        found = " and ".join(kind.__name__ for kind in kinds)
        raise WrongParameter(f"a data frame is made of rows of one kind of NamedTuple, not of {found}.")
    return kinds[0], rows


def _fields(kind: Any) -> dict[str, Column]:
    hints = get_type_hints(kind)
    return {name: _declared(hints.get(name)) for name in kind._fields}


def _declared(hint: Any) -> Column:
    """
    >>> _declared(int | None)
    Column(holds=<class 'int'>, nullable=True)
    >>> _declared(tuple[str, ...]).holds
    Column(holds=<class 'str'>, nullable=False)
    """
    choices = get_args(hint) if get_origin(hint) in {Union, UnionType} else (hint,)
    others = [choice for choice in choices if choice is not NoneType]
    only, nullable = (others[0] if len(others) == 1 else None), len(others) < len(choices)
    if get_origin(only) is tuple:
        items = [item for item in get_args(only) if item is not Ellipsis]
        return Column(_declared(items[0] if len(set(items)) == 1 else None), nullable)
    if get_origin(only) is Literal:
        only = str if all(isinstance(value, str) for value in get_args(only)) else None
    if hasattr(only, "_fields"):
        return Column(_fields(only), nullable)
    return Column(only if only in {bool, int, float, str} else None, nullable)


def _listed(value: Any) -> Any:
    if hasattr(value, "_asdict"):
        return {name: _listed(item) for name, item in value._asdict().items()}
    return [_listed(item) for item in value] if isinstance(value, tuple) else value  # Rule 2
