"""What a question takes in a query string: read off the signature of the function that answers it.

A parameter is called as that function calls it. So what is added to a question is there by itself, on the pages and in
openapi.json too; what is a file of the user's is not taken.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from types import NoneType, SimpleNamespace, UnionType
from typing import Any, Literal, NamedTuple, Unpack, get_args, get_origin, get_type_hints, is_typeddict

from career_pathways.explorer.views.view import MOST
from career_pathways.loader.errors import WrongParameter
from career_pathways.loader.words.near import near, shortened

_HIGHEST = 99_999
"""No level is higher; which ones there are, the map knows."""

_RANGES = {
    "limit": (0, MOST),
    "level": (1, _HIGHEST),
    "levels": (1, _HIGHEST),
    "steps": (1, MOST),
    "max_level_gap": (1, 7),
}
"""The lowest and the highest value of a number, by the end of its name."""

_TRUTHS = {"true": True, "1": True, "on": True, "yes": True, "false": False, "0": False, "off": False, "no": False}

_LONGEST = 1_000
"""Characters of a text: far more than any title has."""

SHORT = {
    "occupation": ("from", "to"),
    "origin": ("from",),
    "destination": ("to",),
    "text": ("q",),
    "levels": ("level",),
    "in_route": ("in",),
}
"""What the addresses of pages call parameters; taken wherever no parameter has that name itself."""


class Parameter(NamedTuple):
    """What a question takes by one name."""

    name: str
    kind: str
    """`text`, `integer`, `boolean`, or `texts`, `integers`, `pairs` for what may come several times."""
    required: bool
    default: Any = None
    choices: tuple[str, ...] = ()
    about: str = ""
    """What it is, in a sentence."""

    @property
    def several(self) -> bool:
        """Whether it may come several times."""
        return self.kind in {"texts", "integers", "pairs"}

    @property
    def range(self) -> tuple[int, int] | None:
        """The lowest and the highest value of a number."""
        return next((of for name, of in _RANGES.items() if self.name == name or self.name.endswith(f"_{name}")), None)

    def value(self, given: Sequence[str]) -> Any:
        """What these texts mean. Raises WrongParameter."""
        for text in given:
            if len(text) > _LONGEST:
                raise WrongParameter(f"{self.name} has {len(text):,} characters.", f"Write at most {_LONGEST:,}.")
        if self.kind == "pairs":
            if len(given) % 2:
                raise WrongParameter(f"{self.name} is given {len(given)} times.", "Name two occupations for each path.")
            return list(zip(given[::2], given[1::2], strict=True))
        if self.kind == "integers":
            return tuple(self._one(part) for text in given for part in text.split(","))
        if self.kind == "texts":
            return tuple(self._one(text) for text in given)
        if len(given) > 1:
            raise WrongParameter(f"{self.name} is given {len(given)} times.", "Give it once.")
        return self._one(given[0])

    def _one(self, text: str) -> Any:
        if self.choices and text not in self.choices:
            raise WrongParameter(f"{self.name} {shortened(text)!r}: one of {', '.join(self.choices)}.")
        if self.kind == "boolean":
            if text.lower() not in _TRUTHS:
                raise WrongParameter(f"{self.name} {shortened(text)!r}: true or false.")
            return _TRUTHS[text.lower()]
        if not self.kind.startswith("integer"):
            return text
        low, high = self.range or (-MOST, MOST)
        digits = text.strip().removeprefix("-")
        if not (digits.isascii() and digits.isdecimal() and len(digits) < 10 and low <= int(text) <= high):
            raise WrongParameter(f"{self.name} {shortened(text)!r}: a whole number from {low:,} to {high:,}.")
        return int(text)


def parameters_of(function: Callable[..., Any], *, required: Collection[str] = ()) -> tuple[Parameter, ...]:
    """What a function takes that a query string can hold, in its order; those of a TypedDict one by one.

    `required`: what has a default there and is needed here.
    """
    signature = inspect.signature(function)
    annotations = {name: p.annotation for name, p in signature.parameters.items() if p.annotation is not p.empty}
    hints = get_type_hints(SimpleNamespace(__annotations__=annotations), vars(sys.modules[function.__module__]))
    found: list[Parameter] = []
    for name, parameter in signature.parameters.items():
        hint = hints.get(name)
        if get_origin(hint) is Unpack:
            found += of_fields(get_args(hint)[0])
        elif hint is not None and (made := _parameter(name, hint, parameter.default)):
            found.append(made)
    return tuple(p._replace(required=True) if p.name in required else p for p in found)


def of_fields(kind: type, prefix: str = "") -> tuple[Parameter, ...]:
    """The fields of a record, or of a TypedDict, as parameters, none of them required; `prefix`: before their names."""
    defaults = {} if is_typeddict(kind) else getattr(kind, "_field_defaults", {})
    found = (_parameter(f"{prefix}{name}", hint, defaults.get(name)) for name, hint in get_type_hints(kind).items())
    return tuple(parameter for parameter in found if parameter)


_KINDS: Mapping[Any, str] = {str: "text", int: "integer", bool: "boolean"}


def _parameter(name: str, hint: Any, default: Any) -> Parameter | None:
    """None where a query string cannot hold it."""
    if Path in get_args(hint):
        return None
    required = default is inspect.Parameter.empty
    if get_origin(hint) is UnionType or NoneType in get_args(hint):
        (hint,) = (one for one in get_args(hint) if one is not NoneType)
    choices = CHOICES.get(name.removeprefix("from_").removeprefix("to_"), ())
    if get_origin(hint) is Literal:
        hint, choices = str, get_args(hint)
    kind = _KINDS.get(hint)
    if kind is None and get_origin(hint) in {Sequence, Collection}:
        (of,) = get_args(hint)
        kind = "pairs" if get_origin(of) is tuple else f"{_KINDS[of]}s"
    if kind is None:
        return None
    side, _, field = name.partition("_")
    about = ABOUT.get(name) or f"Of the set to {'start from' if side == 'from' else 'come to'}: {ABOUT[field]}"
    return Parameter(name, kind, required, None if required else default, choices, about)


CHOICES = {"column": ("technical", "higher_technical", "professional")}
"""Of texts that are one of a few, where the type does not say so."""


def wishes(parameters: Sequence[Parameter], given: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """What is asked for, by name, of the pairs of a query string; what is empty, as of a form, is not given.

    Raises WrongParameter, with the near names, for what is no parameter, missing, or of another kind.
    """
    known = {parameter.name: parameter for parameter in parameters}
    short = {other: p.name for p in parameters for other in SHORT.get(p.name, ()) if other not in known}
    texts: dict[str, list[str]] = {}
    for name, text in given:
        if name not in known and name not in short:
            close = near(name, [*known, *short], n=1)
            cure = f"Did you mean {close[0]!r}?" if close else f"There are: {', '.join(known) or 'none'}."
            raise WrongParameter(f"no parameter {shortened(name)!r}. {cure}", candidates=tuple(close))
        if text.strip():
            texts.setdefault(short.get(name, name), []).append(text)
    if missing := [p.name for p in parameters if p.required and p.name not in texts]:
        raise WrongParameter(f"the parameter {missing[0]!r} is missing. {known[missing[0]].about}")
    return {name: known[name].value(some) for name, some in texts.items()}


ABOUT = {
    "text": "What people call their work.",
    "occupation": 'An occupation: its id, its title, or its title with its level, as in "Butcher (2)".',
    "origin": "The occupation from which a path leads.",
    "destination": "The occupation to which a path leads.",
    "first": "An occupation.",
    "second": "Another occupation.",
    "in_route": "Of several occupations with the same title, the one in this route.",
    "route": "Only occupations of this route: its id or name, or the beginning of either.",
    "levels": "Only occupations of these levels, as stated: 2, or several with commas between them.",
    "level": "Of several occupations with the same title, the one of this level.",
    "column": "Only occupations of this column of the map.",
    "cluster": "Only occupations of this cluster.",
    "apprenticeship_only": "Only occupations marked apprenticeship only.",
    "degree": "Only occupations that come with a degree.",
    "limit": "At most this many rows, or this many of each group; 0: all.",
    "steps": "Within this many progressions.",
    "backwards": "Instead of what it can lead to, everything that can lead to it.",
    "choice": "The best path, all that are as short, or ways that really differ.",
    "via": "Go through this occupation; may be repeated, in the order of the path.",
    "avoid": "Do not go through this route, cluster or occupation; may be repeated.",
    "max_level_gap": "No step up of more than this many levels.",
    "only": "Nothing but these; may be repeated.",
    "by": "What makes a path short: rung by rung in the trade, the fewest relationships, or the lowest cost.",
    "figure": "The findings, kind by kind; the level 2 of each route; or which route reaches which.",
    "older": "The name of the older edition.",
    "newer": "The name of the newer edition.",
    "routes": "What stands in this route; may be repeated.",
    "pathways": "What stands in this pathway; may be repeated.",
    "clusters": "What stands in this cluster; may be repeated.",
    "around": "An occupation, what it can lead to, and what can lead to it; may be repeated.",
    "paths": "What stands along the best path from one occupation to another: two values, one after the other.",
    "shared": "Only occupations that stand in more than one route.",
    "query": "What a named question names.",
    "parameters": "A parameter of that question, as NAME=VALUE; may be repeated.",
    "cypher": "The nodes and relationships that a statement of your own returns.",
    "format": "The format of the file.",
    "spreadsheet_safe": "CSV for spreadsheets: a ' before what would run as a formula.",
    "form": "The form of the answer.",
    "columns": "Only these columns, with commas between them.",
    "edition": "Of several editions in the store, the one to ask.",
}
"""What each parameter is; a test holds that none is missing."""
