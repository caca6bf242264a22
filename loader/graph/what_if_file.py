"""Changes to a graph as a file asks for them: occupations and progressions to add or remove. Text in, records out.

A file of changes is TOML:

    about = "Letting as a way into surveying"      # optional

    [[add.occupation]]
    title = "Lettings negotiator"
    cluster = "Facilities Manager"                 # its id, or its name where only one cluster has it
    level = 4                                      # optional, 1 to 8
    specialisms = ["Student lettings"]             # optional

    [[add.progression]]
    from = "Lettings negotiator"
    to = "construction/chartered-surveyor-6"
    because = "both value property"                # the reason, shown wherever the step is

    [[remove.occupation]]
    name = "Junior energy manager"

    [[remove.progression]]
    from = "Property maintenance operative (2)"
    to = "Facilities manager"

An occupation is named by its id, its title, or its title and level, "Roofer (2)" or "Roofer (level 2)", where only one
has it; titles are compared as `key` does. Each table may stand as often as there is something to change.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from career_pathways.loader.errors import WhatIfError
from career_pathways.loader.toml import parsed, shown
from career_pathways.loader.words.titles import TITLE_WITH_LEVEL

LARGEST = 100_000
"""Bytes of a file."""

_MOST_LINES = 1_000
_MOST_CHANGES = 250
"""Each name is compared with all that the map has, and as many occupations of one cluster have 15,000 progressions."""

_LONGEST_TITLE = 200
_LONGEST_TEXT = 2_000
"""Characters, of a name and of a reason."""

_LEVELS = range(1, 9)
"""The levels of England's qualifications. The document states levels outside the band of their column, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedOccupation:
    """One that is not on the map."""

    place: str
    """Where it is asked for, as errors name it: "what-if.toml, [[add.occupation]] number 2"."""
    title: str
    """White space folded."""
    cluster: str
    """As the file names it."""
    level: int | None = None
    specialisms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedOccupation:
    """One to do without."""

    place: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedProgression:
    """One to add, from any occupation to any other, across pathways, routes and to lower levels, too; or to remove."""

    place: str
    origin: str
    """As the file names it; so is the destination."""
    destination: str
    because: str = ""
    """Of one to add: the reason, shown wherever the step is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What one file says, each kind in its order."""

    about: str = ""
    added_occupations: tuple[AddedOccupation, ...] = ()
    added_progressions: tuple[ChangedProgression, ...] = ()
    removed_occupations: tuple[RemovedOccupation, ...] = ()
    removed_progressions: tuple[ChangedProgression, ...] = ()


def read_changes(text: str, name: str) -> Changes:
    """The changes that a TOML text asks for, in the form above.

    In: the text, and the name of its file for errors. Whether occupations and clusters exist is not asked here.
    Raises WhatIfError, with file, table and key, where the text is not TOML, a key is unknown or missing, a value is of
    the wrong type or says nothing, or nothing is asked for.
    """
    for count, most, of in ((len(text), LARGEST, "characters"), (text.count("\n"), _MOST_LINES, "lines")):
        if count > most:
            raise WhatIfError(f"{name}: more than {most:,} {of}, which is no small file of changes.", "Split it.")
    try:
        document = parsed(text)
    except ValueError as error:
        raise WhatIfError(f"{name}: {error}.", "Correct it there.") from error
    about = _value(name, "about", _text, document.pop("about")) if "about" in document else ""
    found: dict[str, tuple[dict[str, Any], ...]] = dict.fromkeys(_FORM, ())
    tables_left = _MOST_CHANGES
    for verb, kinds in document.items():
        if verb not in {"add", "remove"}:
            raise WhatIfError(f"{name}: unknown key {shown(verb)}.", f"A file has `about` and the tables {_TABLES}.")
        if not isinstance(kinds, dict):
            raise WhatIfError(f"{name}: {verb} = {shown(kinds)} is not a table.", f"Write {_TABLES}.")
        for kind, tables in kinds.items():
            table = f"{verb}.{kind}"
            if table not in _FORM:
                raise WhatIfError(f"{name}: unknown table {verb}.{_shown_key(kind)}.", f"There are {_TABLES}.")
            if not isinstance(tables, list) or not all(isinstance(fields, dict) for fields in tables):
                raise WhatIfError(f"{name}: {table} is not a list of tables.", f"Write [[{table}]], with two brackets.")
            tables_left -= len(tables)
            if tables_left < 0:
                raise WhatIfError(f"{name}: more than {_MOST_CHANGES} changes.", "Split it.")
            found[table] = tuple(_fields(name, table, i, fields) for i, fields in enumerate(tables, 1))
    if not any(found.values()):
        raise WhatIfError(f"{name}: nothing to change.", f"Add one of the tables {_TABLES}.")
    return Changes(
        about=about,
        added_occupations=tuple(AddedOccupation(**fields) for fields in found["add.occupation"]),
        added_progressions=tuple(ChangedProgression(**fields) for fields in found["add.progression"]),
        removed_occupations=tuple(RemovedOccupation(**fields) for fields in found["remove.occupation"]),
        removed_progressions=tuple(ChangedProgression(**fields) for fields in found["remove.progression"]),
    )


def _fields(name: str, table: str, number: int, given: Mapping[str, object]) -> dict[str, Any]:
    """The fields of a record from the keys of a table, the `number`-th of its kind in the file `name`."""
    place, form = f"{name}, [[{table}]] number {number}", _FORM[table]
    for key in given:
        if key not in form:
            raise WhatIfError(f"{place}: unknown key {_shown_key(key)}.", f"[[{table}]] has {', '.join(form)}.")
    for key, (_, _, required) in form.items():
        if required and key not in given:
            raise WhatIfError(f"{place}: no `{key}`.", f"Add it: {key} = …")
    return {"place": place} | {form[key].field: _value(place, key, form[key].read, v) for key, v in given.items()}


class _WrongValue(Exception):
    """What is wrong with a value, and the cure."""


def _value(place: str, key: str, read: Callable[[object], Any], value: object) -> Any:
    try:
        return read(value)
    except _WrongValue as error:
        fact, cure = error.args
        raise WhatIfError(f"{place}: {key} = {shown(value)} {fact}.", cure) from error


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _WrongValue("is not a text that says something", "Write it in quotes.")
    text = " ".join(value.split())
    if len(text) > _LONGEST_TEXT:
        raise _WrongValue(f"has more than {_LONGEST_TEXT:,} characters", "Shorten it.")
    if any(unicodedata.category(character) in {"Cc", "Cf"} for character in text):
        raise _WrongValue("holds a character that cannot be seen", "Leave it out.")
    return text


def _name(value: object) -> str:
    name = _text(value)
    if len(name) > _LONGEST_TITLE:
        raise _WrongValue(f"has more than {_LONGEST_TITLE} characters", "Shorten it.")
    return name


def _title(value: object) -> str:
    title = _name(value)
    if not any(character.isalnum() for character in title):
        raise _WrongValue("holds no letter and no digit", "Name the occupation.")
    if TITLE_WITH_LEVEL.fullmatch(title):
        raise _WrongValue("ends in a level", "Write it apart, as `level = …`.")
    return title


def _level(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value not in _LEVELS:
        cure = f"Write a whole number from {_LEVELS[0]} to {_LEVELS[-1]}, or leave the key out."
        raise _WrongValue("is not a level", cure)
    return value


def _specialisms(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
        raise _WrongValue("is not a list of texts", 'Write it as ["…", "…"].')
    return tuple(dict.fromkeys(map(_name, value)))


class _Key(NamedTuple):
    field: str
    """Of the record."""
    read: Callable[[object], object]
    """Raises _WrongValue."""
    required: bool = True


_ENDS = {"from": _Key("origin", _name), "to": _Key("destination", _name)}
_FORM = {
    "add.occupation": {
        "title": _Key("title", _title),
        "cluster": _Key("cluster", _name),
        "level": _Key("level", _level, required=False),
        "specialisms": _Key("specialisms", _specialisms, required=False),
    },
    "add.progression": {**_ENDS, "because": _Key("because", _text)},
    "remove.occupation": {"name": _Key("name", _name)},
    "remove.progression": _ENDS,
}
_TABLES = ", ".join(f"[[{table}]]" for table in _FORM)


def _shown_key(key: str) -> str:
    return shown(key) if not re.fullmatch(r"[\w-]{1,80}", key) else f"`{key}`"
