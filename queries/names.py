"""What a map has names for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from career_pathways.loader.stores.store import ReadOnly, Store
from career_pathways.loader.words.titles import key, normalised_title

from .library import query
from .rows.occupations import Occupation
from .run import records, run

if TYPE_CHECKING:
    from .searching import Index

_PLAIN = "0123456789abcdefghijklmnopqrstuvwxyz"
"""What begins a title as it begins its key."""

_RETURN = "RETURN " + ", ".join(f"o.`{column}` AS `{column}`" for column in Occupation._fields)

_OF_EDITION = "($edition IS NULL OR coalesce(o.edition, '2017') = $edition)"

OF_ID = ReadOnly(f"MATCH (o:Occupation {{id: $id}}) WHERE {_OF_EDITION} {_RETURN}")

OF_CODE = ReadOnly(f"MATCH (o:Occupation) WHERE o.code = $code AND {_OF_EDITION} {_RETURN} ORDER BY id")

OF_INITIAL = ReadOnly(
    "MATCH (o:Occupation) "
    f"WHERE (left(toLower(o.title), 1) = $initial OR NOT left(toLower(o.title), 1) IN $plain) AND {_OF_EDITION} "
    f"{_RETURN} ORDER BY route_name, level, title, id"
)
"""The occupations whose keys may begin with a letter or a digit."""

ROUTES = ReadOnly(
    "MATCH (r:Route) WHERE $edition IS NULL OR coalesce(r.edition, '2017') = $edition "
    "RETURN r.id AS id, r.name AS name, r.line AS line ORDER BY line, id"
)
"""Names alone: the question `routes` counts what is in each, which takes a hundred times as long."""


class Names:
    """What a store has names for, each kind asked for once, when it is first needed."""

    def __init__(self, store: Store, unchanged: Names | None = None) -> None:
        """`unchanged`: those of the map as it was, where changes were made to it (`Explorer.what_if`)."""
        self.store = store
        self.unchanged = unchanged
        self.understood: dict[str, str] = {} if unchanged is None else unchanged.understood
        """What names were taken to mean that nothing is called, each with a sentence that says so."""
        self.chosen: dict[str, str] = {} if unchanged is None else unchanged.chosen
        """The ids that were chosen for names that mean several occupations."""
        self.index: Index | None = None
        """The words of all titles and specialisms, where they were needed (understanding.py)."""
        self._by_id: dict[str, Occupation | None] = {}
        self._has_all = False
        """Whether `_by_id` holds all that there are: then nothing is added to it, however many others are named."""
        self._by_initial: dict[str, dict[str, list[Occupation]]] = {}

    @cached_property
    def routes(self) -> dict[str, str]:
        """The names of all routes by id, in the order of the document."""
        return {id_: name for id_, name, _ in self._route_rows}

    @cached_property
    def _route_rows(self) -> tuple[Any, ...]:
        return self.store.run(ROUTES, limit=None).rows

    @cached_property
    def _cluster_rows(self) -> tuple[Any, ...]:
        return run(query("clusters"), self.store, limit=None).rows

    @cached_property
    def clusters(self) -> dict[str, str]:
        """The names of all clusters by id, in the order of the document."""
        return {c.id: c.name for c in self._cluster_rows}

    @cached_property
    def pathways(self) -> dict[str, str]:
        """The names of all pathways that hold a cluster, by id, in the order of the document."""
        return {c.pathway: c.pathway_name for c in self._cluster_rows}

    def lines(self, kind: str) -> dict[str, int]:
        """The lines where the routes, pathways or clusters (`kind`) begin, by id."""
        if kind == "route":
            return {id_: line for id_, _, line in self._route_rows}
        lines: dict[str, int] = {}
        for c in self._cluster_rows:
            lines.setdefault(c.pathway if kind == "pathway" else c.id, c.line)
        return lines

    @cached_property
    def occupations(self) -> tuple[Occupation, ...]:
        """All occupations, in the order of their question."""
        return run(query("occupations"), self.store, limit=None).rows

    def remember(self) -> None:
        """Keep all occupations by their ids, so that none is asked for any more."""
        self._by_id = {o.id: o for o in self.occupations}
        self._has_all = True

    def occupation(self, id_: str) -> Occupation | None:
        """The occupation of that id; None where there is none."""
        if id_ not in self._by_id and not self._has_all:
            self._by_id[id_] = next(iter(records(OF_ID, self.store, {"id": id_}, Occupation)), None)
        return self._by_id.get(id_)

    def edition_of(self, text: str) -> str | None:
        """The other edition of the store in which an occupation has this text as its id or its code."""
        for name in self.store.editions if self.store.edition else ():
            others = Names(self.store.of_edition(name)) if name != self.store.edition else None
            if others and (others.occupation(text) or others.coded(text)):
                return name
        return None

    def coded(self, code: str) -> list[Occupation]:
        """The occupations that an imported map has under that code, with capitals or without."""
        return [
            o
            for text in dict.fromkeys((code, code.upper()))
            for o in records(OF_CODE, self.store, {"code": text}, Occupation)
        ]

    def titled(self, name: str) -> list[Occupation]:
        """The occupations of that title, in the order of their question: as `called` finds names."""
        wanted = key(name)
        initial = wanted[:1] if wanted[:1] and wanted[0] in _PLAIN else ""
        if initial not in self._by_initial:
            beginning = {"initial": initial, "plain": list(_PLAIN)}
            of_key: dict[str, list[Occupation]] = {}
            for occupation in records(OF_INITIAL, self.store, beginning, Occupation) if initial else self.occupations:
                of_key.setdefault(key(occupation.title), []).append(occupation)
            self._by_initial[initial] = of_key
        found = self._by_initial[initial].get(wanted, []) if wanted else []
        title = normalised_title(name)
        return [o for o in found if normalised_title(o.title) == title] or found


def called(known: Mapping[str, str], name: str) -> list[str]:
    """The ids of what is called so, of names by id: those of the same normalised title, else those of the same key."""
    wanted, title = key(name), normalised_title(name)
    found = [id_ for id_, other in known.items() if wanted and key(other) == wanted]
    return [id_ for id_ in found if normalised_title(known[id_]) == title] or found
