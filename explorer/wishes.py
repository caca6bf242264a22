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
    """What may be in an answer: the fields of `career_pathways.queries.among.Among`, but for the cluster."""

    route: str | None
    levels: Collection[int]
    column: str | None
    apprenticeship_only: bool
    degree: bool


class PathWishes(TypedDict, total=False):
    """What a path has to be like; see `Explorer.paths`."""

    in_route: str | None
    via: Sequence[str]
    avoid: Sequence[str]
    max_level_gap: int | None
    only: Sequence[str]
    by: By


class PartWishes(TypedDict, total=False):
    """What a part of the map has to be like: all of it where nothing is asked for.

    `career_pathways.queries.selection.selected` has the rules of how they go together.
    """

    in_route: str | None
    """Where a name has namesakes, the one in this route is meant; else the one in the only route of `routes`."""

    routes: Sequence[str]
    """Names or ids, as are those of the next two."""
    pathways: Sequence[str]
    clusters: Sequence[str]
    levels: Sequence[int]
    """Stated ones."""
    around: Sequence[str]
    """Occupations, with all within `steps` (1) of one of them."""
    steps: int
    paths: Sequence[tuple[str, str]]
    """Pairs of occupations, for what stands along the best path from the one to the other."""
    shared: bool
    """Whether only occupations that stand in more than one route."""
    query: str | None
    """A named question with its `parameters`, for the nodes that its rows name."""
    parameters: Mapping[str, Any] | None
    cypher: str | None
    """A statement of one's own, for the nodes and relationships that it returns, or that were `given`, where it was
    asked before: `career_pathways.queries.selection.AnswerParts`, which takes longer to import than these."""
    given: Any
    only: Sequence[str]
    """Labels and relationship types."""


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
