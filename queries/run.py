"""A Query on an open store: parameters checked, rows typed, the total order applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from career_pathways.loader.errors import QueryError, WrongParameter
from career_pathways.loader.stores.cypher import ReadOnly
from career_pathways.loader.stores.store import LIMIT, TIMEOUT, Store

from .answers import Row, order_key, read_rows, row_type
from .library import Parameter, Query


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question answered, and what was asked."""

    query: Query
    parameters: Mapping[str, str | int | None]
    """All of them, those left out too."""
    rows: tuple[Row, ...]
    truncated: bool
    """Whether there were more rows than the limit allowed."""


def run(
    query: Query,
    store: Store,
    parameters: Mapping[str, str | int | None] | None = None,
    *,
    timeout: float = TIMEOUT,
    limit: int | None = LIMIT,
) -> Answer:
    """Ask `query`, within `timeout` seconds, for at most `limit` rows (None: all).

    A parameter may be given as text, as a command line does: "2" is read as an integer where one is wanted.
    Raises WrongParameter where a parameter is unknown, missing or of another type, and what Store.run raises.
    """
    asked = check_parameters(query, parameters or {})
    result = store.run(ReadOnly(query.text), asked, timeout=timeout, limit=limit)
    if result.columns != query.returns:
        raise QueryError(f"{query.name}.cypher returns {', '.join(result.columns)}, not as declared.")
    kind = row_type(query.returns)
    rows = sorted(read_rows(kind, result.rows), key=lambda row: order_key(row, query.order))
    return Answer(query, asked, tuple(rows), result.truncated)


def check_parameters(query: Query, given: Mapping[str, str | int | None]) -> dict[str, str | int | None]:
    """All parameters of `query` with their values: those given, else their defaults. Raises WrongParameter."""
    wanted = {parameter.name: parameter for parameter in query.parameters}
    if unknown := sorted(given.keys() - wanted.keys()):
        raise WrongParameter(f"{query.name} has no parameter {unknown[0]!r}. {_signature(query)}")
    missing = [p.name for p in query.parameters if not p.optional and given.get(p.name) is None]
    if missing:
        raise WrongParameter(f"{query.name} needs the parameter {missing[0]!r}. {_signature(query)}")
    return {
        p.name: p.default if given.get(p.name) is None else _typed(query, p, given[p.name]) for p in query.parameters
    }


def _typed(query: Query, parameter: Parameter, value: Any) -> str | int:
    if parameter.type == "string" and isinstance(value, str):
        return value
    if parameter.type == "integer" and isinstance(value, int) and not isinstance(value, bool):
        return value
    if parameter.type == "integer" and isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            pass  # the error below says it
    raise WrongParameter(
        f"{query.name}: {parameter.name} is {value!r}, not {_ARTICLE[parameter.type]}. {_signature(query)}"
    )


_ARTICLE = {"string": "a string", "integer": "an integer"}


def _signature(query: Query) -> str:
    if not query.parameters:
        return "It takes none."
    parts = (f"{p.name} ({'optional ' * p.optional}{p.type}): {p.about}" for p in query.parameters)
    return f"It takes {'; '.join(parts)}."
