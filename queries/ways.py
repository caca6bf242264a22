"""The ways from one occupation to others: progressions and crossings, asked by the ids of occupations."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import TYPE_CHECKING, Any

from career_pathways.loader.stores.store import ReadOnly, Store

from .library import Query, query
from .run import as_asked, records, row_kind, run

if TYPE_CHECKING:
    from .among import Among
    from .rows.paths import Link
    from .rows.reach import LinkAhead, Reached, SetReach


@cache
def _links_between(shortest_path: Query) -> ReadOnly:
    """What that question says of the relationships that it has found, for given `ids`."""
    _, _, told = shortest_path.text.partition("occupations[i + 1] AS next\n")
    return ReadOnly(
        "UNWIND range(1, size($ids) - 1) AS position "
        "MATCH (origin:Occupation {id: $ids[position - 1]})-[link:PROGRESSES_TO|SHARED_ACROSS_ROUTES]->"
        "(next:Occupation {id: $ids[position]})\n"
        "WITH position, origin, link, next ORDER BY position, type(link) DESC\n"  # of both kinds the crossing
        f"WITH position, origin, collect(link)[0] AS link, next\n{told}"
    )


class Ways:
    """The ways in a store, by the questions of the library."""

    def __init__(self, store: Store) -> None:
        """`store`: asked when a way is."""
        self._store = store

    def question(self, name: str) -> Query:
        """The question of that name, as it is asked here."""
        return as_asked(query(name), self._store)

    def ahead(self, occupation: str) -> tuple[LinkAhead, ...]:
        """The rows of links-ahead.cypher: what paths from an occupation go over."""
        return self._rows("links-ahead", id=occupation)

    def links(self, ids: Sequence[str]) -> tuple[Link, ...]:
        """The relationships from each of these occupations to the next, as the rows of shortest-path.cypher."""
        question = query("shortest-path")
        links: tuple[Link, ...] = records(_links_between(question), self._store, {"ids": [*ids]}, row_kind(question))
        return links

    def shortest(self, origin: str, destination: str) -> tuple[Link, ...]:
        """The rows of shortest-path.cypher; none where there is no path."""
        return self._rows("shortest-path", **{"from": origin, "to": destination})

    def reached(self, occupation: str, *, backwards: bool = False) -> tuple[Reached, ...]:
        """The rows of reach.cypher, or, `backwards`, of reach-back.cypher."""
        return self._rows("reach-back" if backwards else "reach", id=occupation)

    def between(self, question: str, origins: Among, destinations: Among) -> tuple[SetReach, ...]:
        """The rows of reach-origins.cypher or reach-destinations.cypher (`question`), for sets in ids."""
        return self._rows(question, **origins.parameters("from"), **destinations.parameters("to"))

    def before(self, occupation: str) -> tuple[str, ...]:
        """What progresses to an occupation, by id, in the order of what-leads-to.cypher."""
        return tuple(row.id for row in self._rows("what-leads-to", id=occupation))

    def goes_on(self, occupation: str) -> bool:
        """Whether anything progresses from an occupation in its route."""
        return bool(self._rows("next-steps", id=occupation))

    def pathways_of(self, occupation: str) -> dict[str, str]:
        """The pathways that an occupation is in: their names by id."""
        return {listing.pathway: listing.pathway_name for listing in self._rows("occupation", id=occupation)}

    def any_in(self, pathway: str, occupations: AbstractSet[str]) -> bool:
        """Whether any of some occupations is in a pathway."""
        clusters = [cluster.id for cluster in self._rows("clusters") if cluster.pathway == pathway]
        return any(row.id in occupations for id_ in clusters for row in self._rows("cluster-occupations", id=id_))

    def _rows(self, name: str, **parameters: Any) -> tuple[Any, ...]:
        return run(query(name), self._store, parameters, limit=None).rows
