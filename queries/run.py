"""A question of the library on an open store: parameters checked, its rows made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from itertools import repeat
from typing import Any, TypeVar

from career_pathways.loader.errors import QueryError, WrongParameter
from career_pathways.loader.schema import DOCUMENT
from career_pathways.loader.stores.store import LIMIT, TIMEOUT, ReadOnly, Store

from .answers import Answer
from .library import Parameter, Query

R = TypeVar("R")

_ROWS = {
    "became": "imports.Became",
    "cluster-occupations": "occupations.Occupation",
    "clusters": "routes.Cluster",
    "dead-ends": "findings.DeadEnd",
    "editions": "imports.EditionHeld",
    "level-jumps": "steps.Progression",
    "level-next-steps": "steps.Progression",
    "level-next-steps-ahead": "steps.LevelAhead",
    "levels": "routes.LevelCount",
    "links-ahead": "reach.LinkAhead",
    "next-steps": "steps.Step",
    "next-steps-ahead": "steps.Ahead",
    "occupation": "listings.Listing",
    "occupations": "occupations.Occupation",
    "reach": "reach.Reached",
    "reach-back": "reach.Reached",
    "reach-destinations": "reach.SetReach",
    "reach-origins": "reach.SetReach",
    "related": "imports.Related",
    "route-occupations": "occupations.Occupation",
    "routes": "routes.Route",
    "search": "occupations.SearchHit",
    "shared-across-routes": "findings.Shared",
    "shortest-path": "paths.Link",
    "stated-later": "imports.StatedLater",
    "stated-steps": "imports.StatedStep",
    "what-leads-to": "steps.Step",
}
"""Each question with the record of its rows, in `queries/rows/`; the fields are the columns that it returns."""


def run(
    query: Query,
    store: Store,
    parameters: Mapping[str, Any] | None = None,
    *,
    timeout: float = TIMEOUT,
    limit: int | None = LIMIT,
) -> Answer:
    """Ask `query`, within `timeout` seconds, for at most `limit` rows (None: all).

    A parameter may be given as text, as a command line does: "2" is read as an integer where one is wanted. The rows
    come as the store gives them: tests prove of every question that their types and their order are as declared.
    Raises WrongParameter where a parameter is unknown, missing or of another type, and what Store.run raises.
    """
    given = check_parameters(query, parameters or {})
    kind, query = row_kind(query), as_asked(query, store)
    asked = store.best_asked(_as_far_as_asked(query, given)) + _limit(query, limit)
    result = store.run(ReadOnly(asked), given, timeout=timeout, limit=limit)
    if result.columns != query.returns:
        raise QueryError(f"{query.name}.cypher returns {', '.join(result.columns)}, not as declared.")
    return Answer(query.name, rows_of(kind, result.rows), given, query, kind, query.returns, result.truncated)


def as_asked(query: Query, store: Store) -> Query:
    """The question as a store is asked it: shorter where it holds the edition of a document alone."""
    return query._replace(text=query.of_document) if store.editions == (DOCUMENT,) else query


def _as_far_as_asked(query: Query, given: Mapping[str, Any]) -> str:
    """The text of a question, whose patterns look no farther than its `steps`: no parameter can stand in a pattern.

    The rows are the same. In a map with circles five steps come to nearly all from everywhere, two to a few.
    """
    steps = given.get("steps")
    return query.text if steps is None else query.text.replace("*..5", f"*..{min(max(steps, 1), 5)}")


def _limit(query: Query, limit: int | None) -> str:
    """What has a store make no more rows than are taken, and one that says that there are more.

    Not where paths of any length are looked for: all are needed to order them, and Neo4j, which plans for the few rows
    of the LIMIT, then follows each path where it would look at each node once (5 s for a `reach` that takes 0.05 s).
    """
    bounded = type(limit) is int and 0 <= limit < _MOST and "*.." not in query.text  # else Store.run judges it
    return f"\nLIMIT {limit + 1}" if bounded and limit is not None else ""


_MOST = 2**31
"""Rows; what Neo4j and the embedded store take for a limit."""


@cache
def row_kind(query: Query) -> Any:
    """The record of a question's rows, a NamedTuple. Raises QueryError where none is declared."""
    if query.name not in _ROWS:
        raise QueryError(f"{query.name}.cypher: no record of its rows. Name one in queries/run.py.")
    module, _, name = _ROWS[query.name].partition(".")
    return getattr(import_module(f"career_pathways.queries.rows.{module}"), name)


def records(statement: ReadOnly, store: Store, parameters: Mapping[str, Any], kind: type[R]) -> tuple[R, ...]:
    """The records that a statement of the project returns, where it is no question of the library."""
    return rows_of(kind, store.run(statement, parameters, limit=None).rows)


def rows_of(kind: Any, rows: Sequence[Sequence[Any]]) -> tuple[Any, ...]:
    """The records of these values, one for each field, lists as tuples; the last fields may have defaults."""
    if not rows:
        return ()
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    columns += [[kind._field_defaults[name]] * len(rows) for name in kind._fields[len(columns) :]]
    for i in _lists(kind):
        columns[i] = [None if value is None else tuple(value) for value in columns[i]]
    return tuple(map(tuple.__new__, repeat(kind), zip(*columns, strict=True)))  # as kind._make does, twice as fast


@cache
def _lists(kind: Any) -> tuple[int, ...]:
    """Which fields of a record hold tuples."""
    return tuple(i for i, hint in enumerate(kind.__annotations__.values()) if "tuple[" in str(hint))


def check_parameters(query: Query, given: Mapping[str, Any]) -> dict[str, Any]:
    """All parameters of `query` with their values: those given, else their defaults. Raises WrongParameter."""
    wanted = {parameter.name: parameter for parameter in query.parameters}
    if unknown := sorted(given.keys() - wanted.keys()):
        raise WrongParameter(f"{query.name} has no parameter {unknown[0]!r}. {_signature(query)}")
    if missing := [p.name for p in query.parameters if not p.optional and given.get(p.name) is None]:
        raise WrongParameter(f"{query.name} needs the parameter {missing[0]!r}. {_signature(query)}")
    return {
        p.name: p.default if given.get(p.name) is None else _typed(query, p, given[p.name]) for p in query.parameters
    }


def _typed(query: Query, parameter: Parameter, value: Any) -> Any:
    kind = parameter.type
    if kind in {"string", "integers"} and isinstance(value, str) and len(value) > _LONGEST:
        fact = f"{query.name}: {parameter.name} has {len(value):,} characters."
        raise WrongParameter(fact, f"Write at most {_LONGEST:,}.")
    if kind == "string" and isinstance(value, str):
        return value
    if kind == "integer" and (number := _whole(value)) is not None:
        return number
    if kind == "integers":
        listed = value.split(",") if isinstance(value, str) else value if isinstance(value, list | tuple) else [value]
        numbers = [_whole(one) for one in listed]
        if numbers and None not in numbers:
            return numbers
    if kind == "boolean" and (truth := str(value).lower()) in {"true", "false"}:
        return truth == "true"
    raise WrongParameter(f"{query.name}: {parameter.name} is {value!r}, not {_KINDS[kind]}. {_signature(query)}")


_KINDS = {
    "string": "a string",
    "integer": "an integer",
    "integers": 'integers, as in "2,3"',
    "boolean": "true or false",
}


def _whole(value: Any) -> int | None:
    """A whole number that a store holds, of a number or a text; None of anything else."""
    if isinstance(value, str):
        with suppress(ValueError):
            value = int(value)
    return value if type(value) is int and -(2**63) <= value < 2**63 else None


_LONGEST = 1_000
"""Characters of a text among the parameters: far more than an id, and what a search takes no time for."""


def _signature(query: Query) -> str:
    if not query.parameters:
        return "It takes none."
    parts = (f"{p.name} ({'optional ' * p.optional}{p.type}): {p.about}" for p in query.parameters)
    return f"It takes {'; '.join(parts)}."
