"""A mapping file: which tables a map is in, and which of their columns is what. TOML in, a checked record out.

    file        = ["folder"] edition ["groups_are"] ["levels"] ["columns"] ["infer"] table+
    edition     = id title licence ["published" "attribution" "url" "follows"]
    table       = occupations | groups | parents | relations | correspondences
                                                                    several of each, in the order of the file
    occupations = [code title level degree specialisms description status]
                  [route pathway cluster column row in progresses_to]
    groups      = code name
    parents     = child parent
    relations   = from to kind ["rank" "note"]                      kind: progression, related or same
    correspondences = edition from to ["match"]                     edition: the name of another
    each        = file ["rows" "where" "delimiter" "encoding"]
    value       = COLUMN | { column ["split" "first" "map"] }

docs/maps.md says what each key means.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn

from career_pathways.loader.catalogue import Column
from career_pathways.loader.errors import WrongMap
from career_pathways.loader.files import read_bytes
from career_pathways.loader.graph.build import slug
from career_pathways.loader.schema import DOCUMENT
from career_pathways.loader.toml import parsed, shown
from career_pathways.loader.words.near import near

MAPPING = ".toml"
"""How the name of a mapping file ends."""

LARGEST = 200_000
"""Bytes of a mapping file: a hundred times the longest that was needed."""

PROGRESSION, RELATED, SAME = RELATION_KINDS = ("progression", "related", "same")

_PLACES = ("route", "pathway", "cluster")

_VALUES = {
    "occupations": (
        *("code", "title", "level", "degree", "specialisms", "description", "status"),
        *(*_PLACES, "column", "row", "in", "progresses_to"),
    ),
    "groups": ("code", "name"),
    "parents": ("child", "parent"),
    "relations": ("from", "to", "rank", "note"),
    "correspondences": ("from", "to", "match"),
}
"""By the kind of a table, what its columns can be."""

_REQUIRED = {
    "occupations": (),
    "groups": ("code", "name"),
    "parents": ("child", "parent"),
    "relations": ("kind", "from", "to"),
    "correspondences": ("edition", "from", "to"),
}
"""What each needs besides the file."""

_SAID = {"relations": ("kind",), "correspondences": ("edition",)}
"""What a table says of all its rows; it names no column."""

_OF_A_TABLE = ("file", "rows", "where", "delimiter", "encoding")

_EDITION = ("id", "title", "published", "licence", "attribution", "url", "follows")

_SECTIONS = ("folder", "edition", "groups_are", "levels", "columns", "infer", *_VALUES)

_MOST_TABLES = 200

_LONGEST_ID = 100
"""Characters of the id of an edition, with which all ids of its graph begin."""

_LEVELS = (-1000, 1000)
"""The lowest and the highest number that can be a level."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell is taken for."""

    column: str
    """The name of a column; in JSON a dotted path, in which "*" stands for each of a list."""
    split: str | None = None
    """What stands between the values of one cell."""
    first: int | None = None
    """How many characters of a value are taken."""
    map: Mapping[str, str] | None = None
    """What each value is called in the map."""

    @property
    def is_plain(self) -> bool:
        """Whether a cell is taken as it is."""
        return self.split is None and self.first is None and self.map is None


@dataclass(frozen=True, slots=True)
class TableMapping:
    """Some files of one form, and what their columns are."""

    kind: str
    """`occupations`, `groups`, `parents`, `relations` or `correspondences`."""
    place: str
    """Where which mapping file has it: `onet.toml, [[occupations]] 2`."""
    file: str
    """The name of a file, or a pattern of names."""
    values: Mapping[str, Value]
    """By what they are: the keys of its kind."""
    rows: str | None = None
    """In JSON, the dotted path to the records; in a workbook, the name of the sheet."""
    where: Mapping[str, tuple[str, ...]] | None = None
    """Only rows are read whose column holds one of these values."""
    delimiter: str | None = None
    encoding: str | None = None
    relation: str | None = None
    """Of relations: one of `RELATION_KINDS`."""
    edition: str | None = None
    """Of correspondences: the name of the edition that they lead to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFile:
    """A mapping file, checked."""

    path: Path
    sha256: str
    folder: str | None
    """Where the tables lie, from where the mapping file lies."""
    name: str
    """Of the edition, as a slug: what its ids begin with."""
    title: str
    published: str | None
    licence: str
    attribution: str | None
    url: str | None
    follows: str | None
    """The name of the edition that this one comes after."""
    groups_are: Mapping[str, int]
    """How far from the root of the groups routes, pathways and clusters stand, from 1."""
    level_name: str | None
    """None where levels are those of qualifications in England."""
    levels: tuple[int, int]
    columns: Mapping[str, str]
    """What a value of `column` stands for."""
    rising: bool
    """Whether what is related and one level up is taken for a progression."""
    tables: tuple[TableMapping, ...]


def is_mapping(source: Path | None) -> bool:
    """Whether what a user names is a mapping file, by its name."""
    return source is not None and source.suffix.lower() == MAPPING


def read_mapping(path: Path) -> MapFile:
    """The mapping in a file. Raises WrongMap, with the place in the file and a cure."""
    data = read_bytes(path, LARGEST, WrongMap, "Name a mapping file in TOML.")
    try:
        found = parsed(data.decode("utf-8-sig"))
    except ValueError as error:  # UnicodeDecodeError is one
        what = str(error)
        if isinstance(error, UnicodeDecodeError):
            what = f"line {data[: error.start].count(10) + 1}: not text in UTF-8"
        raise WrongMap(f"{path}: {what}.", "Mend the mapping file.") from error
    return _Checked(path.name, found).mapping(path, sha256(data).hexdigest())


class _Checked:
    """What a TOML text says, taken apart key by key; whatever is not as it should be raises WrongMap."""

    def __init__(self, name: str, found: dict[str, Any]) -> None:
        self.name = name
        self.found = found

    def fail(self, place: str, what: str, cure: str, **data: Any) -> NoReturn:
        raise WrongMap(f"{self.name}, {place}: {what}.", cure, **data)

    def mapping(self, path: Path, digest: str) -> MapFile:
        """All of it."""
        self.known("the top", self.found, _SECTIONS)
        edition = self.table("edition")
        self.known("[edition]", edition, _EDITION)
        for key in ("id", "title", "licence"):
            if key not in edition:
                cure = 'Write it there; "unknown" is a licence, too.' if key == "licence" else "Write it there."
                self.fail("[edition]", f"no {key}", cure)
        texts = {key: self.text("[edition]", edition, key) for key in _EDITION}
        lowest, highest, level_name = self.levels()
        name = self.name_of_edition(str(texts["id"]))
        follows = None if texts["follows"] is None else slug(texts["follows"])
        if follows == name:
            self.fail("[edition]", f"follows is {shown(texts['follows'])}, which it is", "Name the edition before it.")
        infer = self.table("infer")
        self.known("[infer]", infer, ("rising",))
        if not isinstance(infer.get("rising", False), bool):
            self.fail("[infer]", f"rising is {shown(infer['rising'])}", "Write true or false.")
        groups_are = self.groups_are()
        tables = tuple(self.tables(name))
        if any("in" in t.values or t.kind == "parents" for t in tables) and not groups_are:
            self.fail(
                "the top", "groups without [groups_are]", "Say at what depth routes, pathways and clusters stand."
            )
        folder = self.found.get("folder")
        if folder is not None and (not isinstance(folder, str) or not folder.strip() or "\0" in folder):
            self.fail("the top", f"folder is {shown(folder)}", "Write where the tables lie, as a text.")
        return MapFile(
            path=path,
            sha256=digest,
            folder=folder,
            name=name,
            title=str(texts["title"]),
            published=texts["published"],
            licence=str(texts["licence"]),
            attribution=texts["attribution"],
            url=texts["url"],
            follows=follows,
            groups_are=groups_are,
            level_name=level_name,
            levels=(lowest, highest),
            columns=self.columns(),
            rising=infer.get("rising", False),
            tables=tables,
        )

    def known(self, place: str, found: Mapping[str, Any], names: tuple[str, ...]) -> None:
        """Raises WrongMap for a key that means nothing there."""
        for name in found:
            if name not in names:
                close = near(name, names)
                cure = "Did you mean {near}?" if close else "There are {near}."
                self.fail(place, f"no such key: {shown(name)}", cure, near=", ".join(close or names))

    def table(self, name: str) -> dict[str, Any]:
        found = self.found.get(name, {})
        if not isinstance(found, dict):
            self.fail(f"[{name}]", "not a table", "Write it as [{section}], with its keys below.", section=name)
        return found

    def text(self, place: str, found: Mapping[str, Any], key: str) -> str | None:
        """A text with its white space folded; a date is one, too. None where it is not there."""
        value = found.get(key)
        if value is None:
            return None
        if isinstance(value, date):
            value = value.isoformat()
        text = " ".join(value.split()) if isinstance(value, str) else ""
        if not text or not text.isprintable():
            self.fail(place, f"{key} is {shown(value)}", "Write a text of one line.")
        return text

    def name_of_edition(self, id_: str) -> str:
        """What the edition is called in a store."""
        if len(id_) > _LONGEST_ID:
            self.fail("[edition]", f"id has {len(id_):,} characters", "Write {most} at most.", most=_LONGEST_ID)
        if (name := slug(id_)) == DOCUMENT:
            self.fail("[edition]", f"id is {shown(id_)}, as the packaged document is called", "Call it otherwise.")
        return name

    def whole(self, place: str, found: Mapping[str, Any], key: str, low: int, high: int) -> int:
        value = found[key]
        if type(value) is not int or not low <= value <= high:
            self.fail(
                place, f"{key} is {shown(value)}", "Write a whole number from {low} to {high}.", low=low, high=high
            )
        return value

    def levels(self) -> tuple[int, int, str | None]:
        levels = self.table("levels")
        if not levels:
            return 1, 8, None
        self.known("[levels]", levels, ("name", "lowest", "highest"))
        for key in ("name", "lowest", "highest"):
            if key not in levels:
                self.fail("[levels]", f"no {key}", "Write what the levels are called, the lowest and the highest.")
        lowest, highest = (self.whole("[levels]", levels, key, *_LEVELS) for key in ("lowest", "highest"))
        if lowest > highest:
            self.fail("[levels]", f"lowest is {lowest}, and highest is {highest}", "Write the lower one first.")
        return lowest, highest, self.text("[levels]", levels, "name")

    def groups_are(self) -> dict[str, int]:
        found = self.table("groups_are")
        self.known("[groups_are]", found, _PLACES)
        depths = {key: self.whole("[groups_are]", found, key, 1, 100) for key in _PLACES if key in found}
        if list(depths.values()) != sorted(set(depths.values())):
            self.fail("[groups_are]", "a layer is no deeper than the one above it", "Number them from the root.")
        return depths

    def columns(self) -> dict[str, str]:
        found = self.table("columns")
        for value, column in found.items():
            if not isinstance(column, str) or column not in list(Column):
                cure = "A column is one of {columns}."
                self.fail("[columns]", f"{value} is {shown(column)}", cure, columns=", ".join(Column))
        return found

    def tables(self, own_name: str) -> Iterator[TableMapping]:
        count = 0
        for kind in _VALUES:
            listed = self.found.get(kind, [])
            if not isinstance(listed, list) or not all(isinstance(table, dict) for table in listed):
                self.fail(
                    f"[[{kind}]]", "not a list of tables", "Write it as [[{section}]], once for each.", section=kind
                )
            for number, found in enumerate(listed, 1):
                count += 1
                place = f"[[{kind}]]" + (f" {number}" if len(listed) > 1 else "")
                yield self.one_table(kind, place, found, own_name)
        if not self.found.get("occupations"):
            self.fail("the top", "no [[occupations]]", "Name a table of them, and what its columns are.")
        if count > _MOST_TABLES:
            self.fail("the top", f"{count} tables", "Write at most {most}, with patterns of names.", most=_MOST_TABLES)

    def one_table(self, kind: str, place: str, found: dict[str, Any], own_name: str) -> TableMapping:
        self.known(place, found, (*_OF_A_TABLE, *_SAID.get(kind, ()), *_VALUES[kind]))
        values = {key: self.value(f"{place} {key}", found[key]) for key in _VALUES[kind] if key in found}
        for key in ("file", *_REQUIRED[kind]):
            if key not in found:
                self.fail(place, f"no {key}", "Write it there.")
        file = found["file"]
        if not isinstance(file, str) or not file.strip() or "\0" in file or "**" in file:
            self.fail(place, f"file is {shown(file)}", "Write the name of a file, or a pattern like data/*.json.")
        if kind == "occupations" and not {"code", "title"} & values.keys():
            self.fail(place, "neither code nor title", "Say in which column the occupations are named.")
        relation = found.get("kind")
        if relation is not None and relation not in list(RELATION_KINDS):
            self.fail(place, f"kind is {shown(relation)}", "Write progression, related or same.")
        edition = self.text(place, found, "edition")
        edition = None if edition is None else slug(edition)
        if edition == own_name:
            self.fail(place, f"edition is {shown(edition)}, which is this one", "Name the other.")
        rows, delimiter, encoding = (self.one_text(place, found, key) for key in ("rows", "delimiter", "encoding"))
        if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
            self.fail(place, f"delimiter is {shown(delimiter)}", "Write one character, \\t for a tab.")
        if encoding is not None:
            self.check_encoding(place, encoding)
        return TableMapping(
            kind=kind,
            place=f"{self.name}, {place}",
            file=file,
            values=values,
            rows=rows,
            where=self.where(place, found),
            delimiter=delimiter,
            encoding=encoding,
            relation=relation,
            edition=edition,
        )

    def one_text(self, place: str, found: Mapping[str, Any], key: str) -> str | None:
        value = found.get(key)
        if value is not None and (not isinstance(value, str) or not value):
            self.fail(place, f"{key} is {shown(value)}", "Write a text.")
        return value

    def check_encoding(self, place: str, encoding: str) -> None:
        try:
            is_text = "".encode(encoding) is not None and codecs.lookup(encoding) is not None
        except (LookupError, ValueError, TypeError):
            is_text = False
        if not is_text:
            self.fail(place, f"encoding is {shown(encoding)}", "Write one that Python knows, as utf-8 or cp1252.")

    def where(self, place: str, found: Mapping[str, Any]) -> dict[str, tuple[str, ...]] | None:
        where = found.get("where")
        if where is None:
            return None
        if not isinstance(where, dict):
            self.fail(place, f"where is {shown(where)}", "Write { COLUMN = VALUE }.")
        wanted = {}
        for column, values in where.items():
            listed = values if isinstance(values, list) else [values]
            if not listed or not all(type(value) in {str, int, bool} for value in listed):
                self.fail(place, f"where {column} is {shown(values)}", "Write a value, or a list of them.")
            wanted[column] = tuple(_as_cell(value) for value in listed)
        return wanted

    def value(self, place: str, found: object) -> Value:
        if isinstance(found, str):
            found = {"column": found}
        if not isinstance(found, dict):
            self.fail(place, f"it is {shown(found)}", "Write the name of a column, or { column = …, split = … }.")
        self.known(place, found, ("column", "split", "first", "map"))
        column = self.one_text(place, found, "column")
        if column is None or not column.strip():
            self.fail(place, "no column", "Write its name.")
        first = self.whole(place, found, "first", 1, 10_000) if "first" in found else None
        mapped = found.get("map")
        if mapped is not None and (
            not isinstance(mapped, dict) or not all(type(v) in {str, int, bool} for v in mapped.values())
        ):
            self.fail(place, f"map is {shown(mapped)}", "Write { VALUE = NAME }.")
        names = None if mapped is None else {" ".join(k.split()): _as_cell(v) for k, v in mapped.items()}
        return Value(" ".join(column.split()), self.one_text(place, found, "split"), first, names)


def _as_cell(value: str | int | bool) -> str:
    """A value as a cell holds it, its white space folded."""
    return str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())
