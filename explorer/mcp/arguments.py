"""What tools take: the kinds of their arguments, and what is said of one that is wrong.

1. What is unambiguous is taken: "10" for a number, 2026 for an edition, one name for a list of names. True and false
   are no numbers.
2. An argument that need not be given may as well be null or blank: hosts fill in what they do not know.
3. What is wrong is said by the name of the argument, without what stood there, which may be long.
4. A list of tools has nothing that a model does not need: no title of an argument, no null for one that may be absent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_core import PydanticCustomError

from career_pathways.loader.words.near import near, shortened

_LONGEST = 200
"""Characters of a name; titles have at most 120."""

_MOST_NAMES = 20
"""Names in a list."""


def _number(value: Any) -> Any:
    if isinstance(value, bool):
        raise PydanticCustomError("int_type", "no number")  # Rule 1
    return value


def _listed(value: Any) -> Any:
    listed = [value] if isinstance(value, str) else value  # Rule 1
    return [one for one in listed if not _is_blank(one)] if isinstance(listed, list) else listed


def _edition(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else str(value) if type(value) is int else value  # Rule 1


def _is_blank(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()


Name = Annotated[str, Field(max_length=_LONGEST)]
Text = Annotated[str, Field(max_length=_LONGEST, description='The words of the person: "I clean offices".')]
Occupation = Annotated[str, Field(max_length=_LONGEST, description='Id, title, or title with level: "Butcher (2)".')]
_PLACE = "Where the occupation is: tells namesakes apart"
Place = Annotated[str, Field(max_length=_LONGEST, description=f"{_PLACE}.")]
PlaceOrOnly = Annotated[str, Field(max_length=_LONGEST, description=f"{_PLACE}. Of a level: only this route's.")]
OnlyRoute = Annotated[str, Field(max_length=_LONGEST, description="Only what is about this route.")]
Edition = Annotated[str, Field(max_length=_LONGEST), BeforeValidator(_edition)]
"""The name of one."""
Asked = Annotated[Edition, Field(description="Of several editions: 2017 or 2026.")]
Names = Annotated[list[Name], Field(max_length=_MOST_NAMES), BeforeValidator(_listed)]
Level = Annotated[int, Field(description="Instead of an occupation: all of this level."), BeforeValidator(_number)]
Gap = Annotated[int, Field(ge=1, le=7, description="Most levels that a step may rise."), BeforeValidator(_number)]
Steps = Annotated[int, Field(ge=1, le=5, description="How many progressions ahead."), BeforeValidator(_number)]
Within = Annotated[int, Field(ge=1, le=12, description="Within this many progressions."), BeforeValidator(_number)]
Offset = Annotated[int, Field(ge=0), BeforeValidator(_number)]
UpTo10 = Annotated[int, Field(ge=1, le=10), BeforeValidator(_number)]
UpTo50 = Annotated[int, Field(ge=1, le=50), BeforeValidator(_number)]
UpTo100 = Annotated[int, Field(ge=1, le=100), BeforeValidator(_number)]
UpTo200 = Annotated[int, Field(ge=1, le=200), BeforeValidator(_number)]
Statement = Annotated[str, Field(max_length=4_000)]
Toml = Annotated[str, Field(max_length=20_000, description="A text in TOML; no file.")]

Choice = Literal["best", "shortest", "alternatives"]
Kind = Literal[
    "dead end",
    "one-way exit",
    "nothing leads to it",
    "entry at level 3 only",
    "level jump",
    "empty column",
    "empty route",
    "route apart",
    "one-way route",
    "bridge",
    "level-two",
    "matrix",
]
"""The kinds of findings (queries/gaps.py), and the two figures besides."""

Change = Literal[
    "renamed",
    "re-levelled",
    "moved",
    "split",
    "merged",
    "withdrawn",
    "added",
    "same",
    "proposed",
    "cannot tell",
]
Changes = Annotated[list[Change], BeforeValidator(_listed)]
"""Of editions (queries/edition_changes.py)."""


def given(arguments: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    """What is given of some arguments: all but what need not be, and is null or blank (rule 2)."""
    required = schema.get("required", ())
    return {
        name: value
        for name, value in arguments.items()
        if name in required or name not in schema["properties"] or not (value is None or _is_blank(value))
    }


def blank(arguments: Mapping[str, Any]) -> list[str]:
    """The names of those that are blank."""
    return [name for name, value in arguments.items() if _is_blank(value)]


def wrong(error: ValidationError, known: tuple[str, ...]) -> str:
    """What is wrong with the arguments, a sentence each (rule 3)."""
    return "\n".join(dict.fromkeys(_sentences(error, known)))


def _sentences(error: ValidationError, known: tuple[str, ...]) -> Iterator[str]:
    for found in error.errors(include_url=False, include_input=False):
        name, *within = map(str, found["loc"])
        if found["type"] == "extra_forbidden":
            close = "".join(near(name, known, n=1)) if len(name) <= _LONGEST else ""
            cure = f"Did you mean {close!r}? " if close else ""
            yield f"There is no argument {shortened(name)!r}. {cure}There are: {', '.join(known)}."
            continue
        context = {
            key: f"{value:,}" if isinstance(value, int) else value for key, value in found.get("ctx", {}).items()
        }
        words = _WRONG.get(found["type"])
        wanted = words.format(**context) if words else found["msg"]
        of = f"`{name}`, item {int(within[0]) + 1}" if within and within[0].isdecimal() else f"`{name}`"
        yield f"{of}: {wanted.removesuffix('.')}."


_WRONG = {
    "missing": "it is missing",
    "string_type": "a text is wanted",
    "string_unicode": "it has half a character, which no text has",
    "string_too_long": "a text of at most {max_length} characters is wanted",
    "int_type": "a whole number is wanted",
    "int_parsing": "a whole number is wanted",
    "int_parsing_size": "a smaller number is wanted",
    "int_from_float": "a whole number is wanted",
    "finite_number": "a whole number is wanted",
    "greater_than_equal": "it is {ge} at least",
    "less_than_equal": "it is {le} at most",
    "bool_type": "true or false is wanted",
    "bool_parsing": "true or false is wanted",
    "literal_error": "one of {expected} is wanted",
    "list_type": "a list is wanted",
    "dict_type": "an object is wanted",
    "too_long": "a list of at most {max_length} is wanted",
}


def lean(schema: Any, *, nulls: bool = False) -> Any:
    """A JSON schema with what a model needs of it (rule 4); `nulls`: also what may be null."""
    if isinstance(schema, list):
        return [lean(one, nulls=nulls) for one in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {name: value for name, value in schema.items() if name not in {"title", "additionalProperties"}}
    if (kinds := schema.pop("anyOf", None)) and {"type": "null"} in kinds:
        (kind,) = (one for one in kinds if one != {"type": "null"})
        schema = kind | schema | ({"type": [kind["type"], "null"]} if nulls else {})
    if schema.get("default", ...) is None:
        del schema["default"]
    return {
        name: {key: lean(of, nulls=nulls) for key, of in value.items()}
        if name == "properties"
        else lean(value, nulls=nulls)
        for name, value in schema.items()
    }
