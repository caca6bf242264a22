"""Curated readings: what no rule can settle, one place at a time, each with its reason.

A file of them is TOML. `document` is the SHA-256 of the one document that they belong to; each `[[reading]]` has

    line          where the occupation stands
    entry         the occupation as it stands there, with its level: "Poultry worker (2)"
    specialisms   optional: the texts after it that are its specialisms, in order, and no others
    because       why a reader of the page reads it so

Without `specialisms` a reading only says that `entry` is one occupation. A reading adds nothing to the document: its
texts must stand in the line, one after another. One that fits nowhere, or more than once, is an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from career_pathways.loader.errors import LookupsError
from career_pathways.loader.files import read_bytes
from career_pathways.loader.source import SourceText
from career_pathways.loader.toml import parsed, shown

PACKAGED = "occupational-maps-2017.toml"

LARGEST = 1_000_000
"""Bytes of a file: a hundred times the packaged one."""


@dataclass(frozen=True, slots=True)
class CuratedReading:
    """One occupation, and its specialisms where they are settled, too."""

    place: str
    """The file of the reading, and its number there."""
    line: int
    entry: str
    specialisms: tuple[str, ...] | None
    because: str

    def error(self, fits: int) -> LookupsError:
        """What to raise when the reading fits `fits` times and not once."""
        if fits:
            return LookupsError(
                f"{self.place}: {self.entry!r} fits {fits} times in line {self.line}.", "Add the words around it."
            )
        texts = ", ".join(map(repr, (self.entry, *(self.specialisms or ()))))
        return LookupsError(
            f"{self.place}: line {self.line} of the document does not hold {texts}, one after another.",
            "Correct the line or the texts, or take the reading out.",
        )


@dataclass(frozen=True, slots=True)
class Lookups:
    """The curated readings of one document."""

    name: str
    document: str
    """The SHA-256 of the document that they belong to."""
    readings: tuple[CuratedReading, ...]


def packaged_lookups(source: SourceText) -> Lookups | None:
    """The curated readings that come with the package, where they belong to this document; else None."""
    lookups = shipped_lookups()
    return lookups if lookups.document == source.sha256 else None


def shipped_lookups() -> Lookups:
    """The readings that ship with the package, whatever document they belong to."""
    text = (files("career_pathways.loader") / "lookups" / PACKAGED).read_text("utf-8")
    return parse_lookups(text, f"lookups/{PACKAGED}")


def read_lookups(path: Path, source: SourceText) -> Lookups:
    """The readings in a file, which must belong to this document. Raises LookupsError."""
    cure = "Name a TOML file of curated readings, or `none`."
    try:
        lookups = parse_lookups(read_bytes(path, LARGEST, LookupsError, cure).decode("utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        raise LookupsError(f"{path}: {error}.", cure) from error
    if lookups.document != source.sha256:
        raise LookupsError(
            f"{path}: made for the document {lookups.document[:12]}…, and {source.name} is {source.sha256[:12]}….",
            "Readings name lines of one document; read another with {no_lookups}.",
        )
    return lookups


def parse_lookups(text: str, name: str) -> Lookups:
    """The readings that a TOML text holds. Raises LookupsError where it is not in the form above."""
    try:
        document = parsed(text)
    except ValueError as error:
        raise LookupsError(f"{name}: {error}.") from error
    if unknown := document.keys() - {"document", "reading"}:
        raise LookupsError(f"{name}: unknown key {shown(min(unknown))}.", "A file has `document` and `[[reading]]`s.")
    if not isinstance(document.get("document"), str):
        raise LookupsError(f"{name}: no `document`:", "name the SHA-256 of the document that the readings belong to.")
    readings = document.get("reading", [])
    if not isinstance(readings, list) or not all(isinstance(reading, dict) for reading in readings):
        raise LookupsError(f"{name}: reading is not a list of tables.", "Write [[reading]], with two brackets.")
    return Lookups(
        name, document["document"], tuple(_reading(r, f"{name}, reading {i}") for i, r in enumerate(readings, 1))
    )


_TYPES = {"line": int, "entry": str, "specialisms": list, "because": str}


def _reading(reading: dict[str, Any], place: str) -> CuratedReading:
    for key, value in reading.items():
        if key not in _TYPES:
            raise LookupsError(f"{place}: unknown key {shown(key)}.", f"A reading has {', '.join(_TYPES)}.")
        if not isinstance(value, _TYPES[key]) or (not value and key != "specialisms"):
            raise LookupsError(f"{place}: {key} = {shown(value)} is not a {_TYPES[key].__name__} that says something.")
    if missing := [key for key in ("line", "entry", "because") if key not in reading]:
        raise LookupsError(f"{place}: no `{missing[0]}`.", "Every reading has its line, its entry and its reason.")
    specialisms = reading.get("specialisms")
    if specialisms is not None and not all(isinstance(s, str) and s for s in specialisms):
        raise LookupsError(f"{place}: specialisms must be texts.")
    settled = None if specialisms is None else tuple(specialisms)
    return CuratedReading(place, reading["line"], reading["entry"], settled, reading["because"])
