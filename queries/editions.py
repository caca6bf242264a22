"""The editions that a store holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from career_pathways.loader.errors import UnknownName
from career_pathways.loader.schema import DOCUMENT
from career_pathways.loader.stores.store import ReadOnly, Store
from career_pathways.loader.words.near import shortened

from .run import records

PACKAGED = (DOCUMENT, "2026")
"""The editions that ship with the package."""


class Edition(NamedTuple):
    """One edition of a store."""

    name: str
    id: str
    title: str
    published: str | None
    licence: str | None
    """None of a document, which does not state it."""
    attribution: str | None
    url: str | None
    level_name: str | None
    """What its levels are called; None where they are those of qualifications in England."""
    follows: str | None
    """The name of the edition that it is a later one of, where it says so."""
    occupations: int


EDITIONS = ReadOnly(
    f"MATCH (e:Edition) RETURN coalesce(e.edition, '{DOCUMENT}') AS name, "
    f"{', '.join(f'e.{name} AS {name}' for name in Edition._fields[1:])} ORDER BY name"
)


def editions(store: Store) -> tuple[Edition, ...]:
    """The editions of a store, by name."""
    return records(EDITIONS, store, {}, Edition)


def edition_called(name: str, there: Sequence[Edition]) -> Edition:
    """The edition of that name. Raises UnknownName, with those that are there."""
    found = [edition for edition in there if edition.name.casefold() == name.strip().casefold()]
    if found:
        return found[0]
    names = ", ".join(edition.name for edition in there)
    raise UnknownName(
        f"no edition {shortened(name)!r} in the store; it has {names}.",
        "Put one beside them with {build_add}.",
        edition=name if name in PACKAGED else "MAP.toml",
        candidates=tuple(edition.name for edition in there),
    )
