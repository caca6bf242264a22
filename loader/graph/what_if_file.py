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
has it; titles are compared as `normalised_title` does. Each table may stand as often as there is something to change.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, NoReturn

from career_pathways.loader.errors import WhatIfError
from career_pathways.loader.words.titles import TITLE_WITH_LEVEL

_LONGEST_FILE = 1_000
"""Lines of a file. To find the line of each key takes time that grows with their square."""

_LONGEST_NAME = 200
"""Characters of a name that are shown in an error."""

_LEVELS = range(1, 9)
"""The levels of England's qualifications. The document states levels outside the band of their column, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedOccupation:
    """One that is not on the map."""

    place: str
    """The file and the line where it is asked for, as errors name them."""
    title: str
    """White space folded."""
    cluster: str
    """As the file names it."""
    level: int | None = None
    specialisms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedProgression:
    """A hypothesis: from any occupation to any other, across pathways, routes and to lower levels, too."""

    place: str
    origin: str
    """As the file names it; so is the destination."""
    destination: str
    because: str
    """The reason, shown wherever the step is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedOccupation:
    """One to do without."""

    place: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedProgression:
    """One to do without."""

    place: str
    origin: str
    destination: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What one file says, each kind in its order."""

    about: str = ""
    added_occupations: tuple[AddedOccupation, ...] = ()
    added_progressions: tuple[AddedProgression, ...] = ()
    removed_occupations: tuple[RemovedOccupation, ...] = ()
    removed_progressions: tuple[RemovedProgression, ...] = ()


def read_changes(text: str, name: str) -> Changes:
    """The changes that a TOML text asks for, in the form above.

    In: the text, and the name of its file for errors. Whether occupations and clusters exist is not asked here.
    Raises WhatIfError, with file, line and key, where the text is not TOML, a key is unknown or missing, a value is of
    the wrong type or says nothing, or nothing is asked for.
    """
    if text.count("\n") > _LONGEST_FILE:
        raise WhatIfError(f"{name}: more than {_LONGEST_FILE:,} lines, which is no small file of changes. Split it.")
    try:
        document = tomllib.loads(text)
        file = _File(name, _lines(text))
    except (ValueError, RecursionError) as error:  # tomllib lets through those of a long number and of deep nesting
        raise WhatIfError(f"{name}: not TOML: {error}. Correct it there.") from error
    about = file.value(_said, "about", document.pop("about")) if "about" in document else ""
    found: dict[tuple[str, str], tuple[dict[str, Any], ...]] = {}
    for verb, kinds in document.items():
        if verb not in {"add", "remove"}:
            file.fail((verb,), f"unknown key {verb!r}. A file has `about` and the tables {_TABLES}.")
        if not isinstance(kinds, dict):
            file.fail((verb,), f"{verb} = {shortened(kinds)} is no table. Write {_TABLES}.")
        for kind, tables in kinds.items():
            path = (verb, kind)
            if path not in _FORM:
                file.fail(path, f"unknown table {verb}.{_shown_key(kind)}. There are {_TABLES}.")
            if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
                file.fail(path, f"{verb}.{kind} is not a list of tables. Write [[{verb}.{kind}]], with two brackets.")
            found[path] = tuple(file.table(path, i, table) for i, table in enumerate(tables))
    if not any(found.values()):
        raise WhatIfError(f"{name}: nothing to change. Add one of the tables {_TABLES}.")
    return Changes(
        about=about,
        added_occupations=tuple(AddedOccupation(**t) for t in found.get(("add", "occupation"), ())),
        added_progressions=tuple(AddedProgression(**t) for t in found.get(("add", "progression"), ())),
        removed_occupations=tuple(RemovedOccupation(**t) for t in found.get(("remove", "occupation"), ())),
        removed_progressions=tuple(RemovedProgression(**t) for t in found.get(("remove", "progression"), ())),
    )


def _said(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("is no text that says something. Write it in quotes")
    text = " ".join(value.split())
    if any(unicodedata.category(character) in {"Cc", "Cf"} for character in text):
        raise ValueError("holds a character that cannot be seen. Leave it out")
    return text


def _title(value: object) -> str:
    title = _said(value)
    if not any(character.isalnum() for character in title):
        raise ValueError("holds no letter and no digit. Name the occupation")
    if TITLE_WITH_LEVEL.fullmatch(title):
        raise ValueError("ends in a level. Write it apart, as `level = …`")
    return title


def _stated(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value not in _LEVELS:
        raise ValueError(f"is no level. Write a whole number from {_LEVELS[0]} to {_LEVELS[-1]}, or leave the key out")
    return value


def _specialisms(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
        raise ValueError('is no list of texts. Write it as ["…", "…"]')
    return tuple(dict.fromkeys(map(_said, value)))


class _Key(NamedTuple):
    field: str
    """Of the record."""
    read: Callable[[object], object]
    """Raises ValueError with what is wrong and the cure."""
    required: bool = True


_ENDS = {"from": _Key("origin", _said), "to": _Key("destination", _said)}
_FORM = {
    ("add", "occupation"): {
        "title": _Key("title", _title),
        "cluster": _Key("cluster", _said),
        "level": _Key("level", _stated, required=False),
        "specialisms": _Key("specialisms", _specialisms, required=False),
    },
    ("add", "progression"): {**_ENDS, "because": _Key("because", _said)},
    ("remove", "occupation"): {"name": _Key("name", _said)},
    ("remove", "progression"): _ENDS,
}
_TABLES = ", ".join(f"[[{verb}.{kind}]]" for verb, kind in _FORM)

_Path = tuple[str | int, ...]
"""Where something stands in a TOML document: ("add", "occupation", 0, "title")."""


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    lines: Mapping[_Path, int]

    def place(self, path: _Path) -> str:
        """The file, and the line of what stands there, or of the nearest around it whose line is known."""
        while path and path not in self.lines:
            path = path[:-1]
        return f"{self.name}, line {self.lines[path]}" if path else self.name

    def fail(self, path: _Path, what: str) -> NoReturn:
        raise WhatIfError(f"{self.place(path)}: {what}")

    def value(self, read: Callable[[object], Any], key: str, value: object, *around: str | int) -> Any:
        try:
            return read(value)
        except ValueError as error:
            self.fail((*around, key), f"{key} = {shortened(value)} {error}.")

    def table(self, path: tuple[str, str], number: int, table: Mapping[str, object]) -> dict[str, Any]:
        """The fields of a record."""
        form, header = _FORM[path], f"[[{'.'.join(path)}]]"
        for key in table:
            if key not in form:
                told = ", ".join(form)
                self.fail((*path, number, key), f"unknown key {_shown_key(key)}. {header} has {told}.")
        for key, (_, _, required) in form.items():
            if required and key not in table:
                self.fail((*path, number), f"{header} has no `{key}`. Add it: {key} = …")
        fields = {form[key].field: self.value(form[key].read, key, v, *path, number) for key, v in table.items()}
        return {"place": self.place((*path, number)), **fields}


def shortened(value: object) -> str:
    """A value as an error shows it: in Python's form, which says as much, and not too long."""
    text = repr(value)
    return text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME]}…"


def _shown_key(key: str) -> str:
    return shortened(key) if not re.fullmatch(r"[\w-]{1,80}", key) else f"`{key}`"


def _lines(text: str) -> dict[_Path, int]:
    """The line of each table and each key of a good TOML text, which `tomllib` does not tell.

    A statement is the fewest lines from the end of the one before that are TOML by themselves. So a "[[" within a text
    of several lines is no header.
    """
    lines: dict[_Path, int] = {}
    tables: dict[_Path, int] = {}
    table: _Path = ()
    piece, start = "", 1
    for number, line in enumerate(text.split("\n"), 1):
        piece += f"{line}\n"
        try:
            told: Any = tomllib.loads(piece)
        except ValueError:
            continue
        header = piece.lstrip().startswith("[")
        path: _Path = () if header else table
        while isinstance(told, dict) and told:
            key, told = next(iter(told.items()))
            path = (*path, key)
            if header and told and path in tables:  # the last table of an array that was opened before
                path = (*path, tables[path])
        if header and isinstance(told, list):
            *around, last = path
            array = (*around, last) if not isinstance(last, int) else tuple(around)
            tables[array] = tables.get(array, -1) + 1
            path = (*array, tables[array])
        if header:
            table = path
        for length in range(1, len(path) + 1):
            lines.setdefault(path[:length], start)
        piece, start = "", number + 1
    return lines
