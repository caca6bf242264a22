"""What became of occupations in other editions of a store, and what these state of it (docs/editions.md)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from career_pathways.loader.schema import DOCUMENT
from career_pathways.loader.stores.editions import FOLLOWS
from career_pathways.loader.stores.store import ReadOnly, Store

from .library import query
from .rows.imports import Became, StatedLater
from .run import run

_BECAME = ReadOnly(
    "UNWIND $ids AS id MATCH (o:Occupation {id: id})-[:BECAME]-(other:Occupation) "
    f"RETURN o.id AS id, coalesce(other.edition, '{DOCUMENT}') AS edition, other.id AS other "
    "ORDER BY id, edition, other"
)

_STATED = ReadOnly(
    "UNWIND $ids AS id MATCH (:Occupation {id: id})-[:BECAME]->(own:Occupation)-[step:PROGRESSES_TO]->"
    "(:Occupation)<-[:BECAME]-(former:Occupation) WHERE step.basis = 'stated' "
    "RETURN DISTINCT id, former.id AS destination, own.edition AS edition ORDER BY id, destination, edition"
)


class Neighbours(NamedTuple):
    """The editions that what became of occupations joins with the one that is asked, by name."""

    earlier: tuple[str, ...]
    later: tuple[str, ...]


def neighbours(store: Store) -> Neighbours:
    """Those that the edition that is asked follows, and that follow it."""
    follows, asked = dict(store.run(FOLLOWS, limit=None).rows), store.edition
    earlier = tuple(name for name in store.editions if follows[asked] == name)
    return Neighbours(earlier, tuple(name for name in store.editions if follows[name] == asked))


def became(store: Store, occupation: str) -> tuple[Became, ...]:
    """What an occupation became in a later edition, and was in an earlier one."""
    rows: tuple[Became, ...] = run(query("became"), store, {"id": occupation}, limit=None).rows
    return rows


def became_all(store: Store, occupations: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The ids of what each occupation became or was; those that nothing is joined with are left out."""
    found: dict[str, tuple[str, ...]] = {}
    for id_, _, other in store.run(_BECAME, {"ids": list(occupations)}, limit=None).rows:
        found[id_] = (*found.get(id_, ()), other)
    return found


def stated_later(store: Store, occupation: str, *, backwards: bool = False) -> tuple[StatedLater, ...]:
    """The rows of stated-later.cypher."""
    given = {"id": occupation, "backwards": backwards}
    rows: tuple[StatedLater, ...] = run(query("stated-later"), store, given, limit=None).rows
    return rows


def stated_pairs(store: Store, origins: Iterable[str]) -> dict[tuple[str, str], str]:
    """The later edition that states a progression between what two occupations became, by their ids."""
    found: dict[tuple[str, str], str] = {}
    for origin, destination, edition in store.run(_STATED, {"ids": list(dict.fromkeys(origins))}, limit=None).rows:
        found.setdefault((origin, destination), edition)
    return found
