"""Answers as data frames: every row comes back as it was, and a column has the type that its field declares."""

from __future__ import annotations

import sys
from collections import namedtuple
from collections.abc import Iterable
from typing import Any, get_args, get_origin, get_type_hints

import pandas
import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_graph import small_graph
from tries import tries

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.errors import WrongParameter
from career_pathways.queries.comparison import Compared, Comparison
from career_pathways.queries.frames import frame
from career_pathways.queries.gaps import Gap, RouteReach
from career_pathways.queries.library import queries
from career_pathways.queries.rows.occupations import Occupation
from career_pathways.queries.rows.paths import Link
from career_pathways.queries.rows.reach import StepsAway
from career_pathways.queries.run import row_kind

LIBRARIES = ("pandas", "polars")

KINDS: tuple[Any, ...] = (
    *dict.fromkeys(row_kind(question) for question in queries()),
    StepsAway,
    Compared,
    Gap,
    RouteReach,
)


@pytest.fixture(scope="module")
def asked() -> Explorer:
    return Explorer.of(small_graph())


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value that a field may hold, within 64 bits."""
    if choices := [choice for choice in get_args(hint) if type(None) in get_args(hint)]:
        return st.none() | values(next(choice for choice in choices if choice is not type(None)))
    if get_origin(hint) is tuple:
        return st.lists(values(get_args(hint)[0]), max_size=3).map(tuple)
    if hasattr(hint, "_fields"):
        return rows_of(hint)
    return {
        bool: st.booleans(),
        int: st.integers(-(2**63), 2**63 - 1),
        float: st.floats(allow_nan=False),
        str: st.text(st.characters(codec="utf-8"), max_size=5),
    }[hint]


def rows_of(kind: Any) -> st.SearchStrategy[Any]:
    return st.builds(kind, *map(values, get_type_hints(kind).values()))


def records(made: Any, kind: Any) -> list[Any]:
    """The rows of a frame."""
    columns = [field(made, name, hint) for name, hint in get_type_hints(kind).items()]
    return [kind(*values) for values in zip(*columns, strict=True)]


def field(made: Any, name: str, hint: Any) -> list[Any]:
    """The values of a field: lists as tuples, the columns of the records that it holds as these."""
    items = next((get_args(choice)[0] for choice in (hint, *get_args(hint)) if get_origin(choice) is tuple), None)
    if hasattr(items, "_fields"):
        fields = [values_of(made[f"{name}_{of}"]) for of in items._fields]
        return [tuple(map(items, *map(tuples, values))) for values in zip(*fields, strict=True)]
    return list(tuples(values_of(made[name])))


def tuples(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(tuple(value) if isinstance(value, list) else value for value in values)


def values_of(column: Any) -> list[Any]:
    if isinstance(column, pandas.Series):
        missing = column.isna()
        return [None if none else value for value, none in zip(column.tolist(), missing, strict=True)]
    return list(column.to_list())


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(max_examples=tries(15))
@given(data=st.data())
def test_rows_come_back_as_they_were(library: Any, kind: Any, data: st.DataObject) -> None:
    rows = data.draw(st.lists(rows_of(kind), max_size=4))
    made = frame(rows, library)
    if rows:
        assert records(made, kind) == rows


@pytest.mark.parametrize("library", LIBRARIES)
def test_the_types_of_the_columns_are_those_of_the_fields_with_and_without_rows(asked: Explorer, library: Any) -> None:
    full = frame(asked.ask("search", {"text": "nurse"}), library)
    none = frame(asked.ask("search", {"text": "astronaut"}), library)
    assert len(full) > 0 == len(none)
    assert list(full.columns) == list(none.columns)
    assert list(full.dtypes) == list(none.dtypes)


def test_integers_that_may_be_null_stay_integers(asked: Explorer) -> None:
    answer = asked.ask("occupations", {"route": "care"})
    levels = {row.level for row in answer.rows if isinstance(row, Occupation) or hasattr(row, "level")}
    assert None in levels
    assert str(frame(answer, "pandas")["level"].dtype) == "Int64"
    assert frame(answer, "polars")["level"].dtype == polars.Int64
    assert set(frame(answer, "polars")["level"]) == levels


def test_lists_are_lists_and_text_is_text(asked: Explorer) -> None:
    answer = asked.ask("route-occupations", {"id": "care"})
    made = frame(answer, "pandas")
    assert {type(value) for value in made["specialisms"]} == {list}
    assert isinstance(made["title"].dtype, pandas.StringDtype)
    assert frame(answer, "polars")["specialisms"].dtype == polars.List(polars.String)


@pytest.mark.parametrize("library", LIBRARIES)
def test_paths_are_one_frame_that_numbers_them(asked: Explorer, library: Any) -> None:
    found = asked.paths("care/carer-2", "care/matron-7", choice="alternatives")
    made = frame(found, library)
    assert list(made.columns) == ["path", *Link._fields]
    assert list(made["path"]) == [n for n, path in enumerate(found.paths, 1) for _ in path.links]
    assert list(frame(found.paths[0], library)["id"]) == [link.id for link in found.paths[0].links]


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_comparison_without_rows_keeps_its_columns(asked: Explorer, library: Any) -> None:
    first, second = asked.occupation("care/carer-2"), asked.occupation("health/surgeon-6")
    assert list(frame(Comparison(first, second, ()), library).columns) == list(Compared._fields)
    assert len(frame(asked.compare(first.id, second.id), library)) > 0


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_sequence_without_rows_has_no_columns(library: Any) -> None:
    assert frame((), library).shape == (0, 0)


@pytest.mark.parametrize("library", LIBRARIES)
def test_rows_that_declare_no_types_are_taken_as_they_are(library: Any) -> None:
    pair = namedtuple("pair", "name number")
    made = frame([pair("a", 1), pair("b", None)], library)
    assert values_of(made["number"]) == [1, None]


def test_pandas_comes_first_then_polars(asked: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = asked.ask("routes")
    assert isinstance(frame(answer), pandas.DataFrame)
    monkeypatch.setitem(sys.modules, "pandas", None)
    assert isinstance(frame(answer), polars.DataFrame)


def test_a_library_that_is_not_installed_is_an_error_with_its_cure(
    asked: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = asked.ask("routes")
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match="needs pandas, which is not installed: pip install pandas"):
        frame(answer, "pandas")
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(ImportError, match="needs polars, which is not installed: pip install polars"):
        frame(answer, "polars")
    with pytest.raises(ImportError, match="neither is installed: pip install pandas"):
        frame(answer)


def test_what_is_no_library_or_no_rows_is_refused(asked: Explorer) -> None:
    with pytest.raises(WrongParameter, match=r"library 'numpy'.* pandas or polars"):
        frame(asked.ask("routes"), "numpy")  # type: ignore[arg-type]
    both: list[Any] = [asked.occupation("care/carer-2"), asked.ask("routes").rows[0]]
    with pytest.raises(WrongParameter, match="not of Occupation and Route"):
        frame(both)
    with pytest.raises(WrongParameter, match="not of str"):
        frame("care")  # type: ignore[arg-type]
    with pytest.raises(WrongParameter, match=r"Names holds no rows of one kind\. Name one of its parts"):
        frame(asked.names)  # type: ignore[arg-type]
    with pytest.raises(WrongParameter, match="Occupation holds no rows"):
        frame(asked.occupation("care/carer-2"))
