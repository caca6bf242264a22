"""What fills an embedded store: the rows of its editions, what joins them, and how many there are. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from career_pathways.loader.schema import DOCUMENT

from .editions import edition_of
from .rows import Rows, rows_of
from .statements import constraint_statements, join_statements, load_statements
from .store import Progress

if TYPE_CHECKING:  # networkx takes longer to import than a question takes to answer
    import networkx as nx

    from career_pathways.loader.editions.joins import Join


class Filling(NamedTuple):
    """The editions of a store, the document's first, then by name."""

    contents: tuple[tuple[str, Rows], ...]
    """Each with its name."""
    joins: tuple[Join, ...]
    rows: int
    """Nodes and relationships."""

    @property
    def editions(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(name for name, _ in self.contents)

    def statements(self, progress: Progress | None = None) -> Iterator[tuple[str, dict[str, Any]]]:
        """What fills an empty store, in the order to run it; `progress`: told how many rows of how many are there."""
        done = 0
        for statement in constraint_statements():
            yield statement, {}
        filling = (load_statements(rows) for _, rows in self.contents)
        for statement, parameters in chain(chain.from_iterable(filling), join_statements(self.joins)):
            yield statement, parameters
            done += len(parameters["rows"])
            if progress is not None:
                progress(done, self.rows)


def filling_of(contents: Iterable[Rows | nx.MultiDiGraph], joins: Iterable[Join]) -> Filling:
    """What fills a store with these editions, in whatever order they come. No row is made yet."""
    of_name = {edition_of(content): rows_of(content) for content in contents}
    named = tuple((name, of_name[name]) for name in sorted(of_name, key=lambda name: (name != DOCUMENT, name)))
    kept = tuple(joins)
    return Filling(named, kept, sum(sum(rows.counts.values()) for _, rows in named) + len(kept))
