"""What may be asked of the Explorer besides, by keyword; and how a method shows the keywords that it takes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Any, Literal, TypedDict, TypeVar

from career_pathways.loader.words.near import near

By = Literal["rungs", "steps", "cost"]
Choice = Literal["best", "shortest", "alternatives"]


class Filters(TypedDict, total=False):
    """What may be in an answer: the fields of `career_pathways.Among`, but for the cluster."""

    route: str | None
    """Only occupations in this route: its id, its name, or the beginning of one."""
    levels: Collection[int]
    """Only of one of these stated levels."""
    column: str | None
    """Only of this one: "technical", "higher_technical" or "professional"."""
    apprenticeship_only: bool
    """Whether only those that are learnt by an apprenticeship alone."""
    degree: bool
    """Whether only those that come with a degree."""


class PathWishes(TypedDict, total=False):
    """What a path has to be like; see `Explorer.paths`."""

    in_route: str | None
    """Of namesakes, those in this route are meant."""
    via: Sequence[str]
    """Occupations that the path passes through, in this order."""
    avoid: Sequence[str]
    """Occupations, clusters or routes that it keeps out of."""
    max_level_gap: int | None
    """How many levels one step may rise at most; None for any number."""
    only: Sequence[str]
    """Bases that its progressions may have; none for any."""
    by: By
    """What is best: "rungs", small steps between occupations that are alike; "steps", the fewest relationships; "cost",
    the lowest cost."""


class PartWishes(TypedDict, total=False):
    """What a part of the map has to be like: all of it where nothing is asked for.

    `career_pathways.queries.selection.selected` has the rules of how they go together.
    """

    in_route: str | None
    """Of namesakes, the one in this route is meant; else the one in the only route of `routes`."""

    routes: Sequence[str]
    """What stands in one of these routes, by id or name."""
    pathways: Sequence[str]
    """The same of pathways."""
    clusters: Sequence[str]
    """The same of clusters."""
    levels: Sequence[int]
    """Occupations of one of these stated levels."""
    around: Sequence[str]
    """Occupations, with all within `steps` of one of them."""
    steps: int
    """How many steps around them, 1 where it is left out; crossings are free."""
    paths: Sequence[tuple[str, str]]
    """Pairs of occupations, for what stands along the best path from the one to the other."""
    shared: bool
    """Whether only occupations that stand in more than one route."""
    query: str | None
    """A question of the library, for the nodes that its rows name."""
    parameters: Mapping[str, Any] | None
    """Those of that question."""
    cypher: str | None
    """A statement of your own, for the nodes and relationships that it returns."""
    only: Sequence[str]
    """Only nodes of these labels and relationships of these types."""


class _LeftOut:
    """What stands for a keyword that is left out."""

    def __repr__(self) -> str:
        return "…"


Method = TypeVar("Method", bound=Callable[..., Any])


def taking(wishes: Any = None) -> Callable[[Method], Method]:
    """A method whose `**`, if it has one, are the keys of a TypedDict.

    `help` and Tab show each of them, and any other keyword is a TypeError that names the nearest. Values may come out
    of a data frame.
    """

    def with_keywords(method: Method) -> Method:
        code = method.__code__
        own = code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount]
        taken = (*own, *(wishes.__annotations__ if wishes else ()))

        @wraps(method)
        def asked(*given: Any, **named: Any) -> Any:
            for name in named:
                if name not in taken:
                    alike = "".join(f" Did you mean {other!r}?" for other in near(name, taken, n=1))
                    raise TypeError(f"{method.__name__}() takes no {name!r}.{alike} It takes {', '.join(taken)}.")
            return method(*map(_own, given), **{name: _own(value) for name, value in named.items()})

        if wishes:
            asked.__signature__ = _spelt_out(method, wishes)  # type: ignore[attr-defined]
        return asked  # type: ignore[return-value]

    return with_keywords


def _own(value: Any) -> Any:
    """A value as Python has it: numbers of numpy, arrays and columns of data frames are numbers and lists."""
    if made := getattr(value, "tolist", None) or getattr(value, "to_list", None):  # numpy and pandas; polars
        return _own(made())
    if isinstance(value, dict):
        return {name: _own(of) for name, of in value.items()}
    if isinstance(value, list | tuple):
        items = map(_own, value)
        return value._make(items) if hasattr(value, "_make") else type(value)(items)
    return value


def _spelt_out(method: Callable[..., Any], wishes: Any) -> Signature:
    """The signature of a method with the keys of a TypedDict in place of its `**`."""
    declared = signature(method)
    own = [parameter for parameter in declared.parameters.values() if parameter.kind is not Parameter.VAR_KEYWORD]
    keys = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=_LEFT_OUT, annotation=getattr(of, "__forward_arg__", of))
        for name, of in wishes.__annotations__.items()
    ]
    return declared.replace(parameters=[*own, *keys])


_LEFT_OUT = _LeftOut()
