"""The groups of a map, one in the other, and which of them are its routes, pathways and clusters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from career_pathways.loader.toml import shown

from .bad import Bad, Report
from .records import Layer, Source

_DEEPEST = 100
"""Groups from the root that are looked at."""


class Groups:
    """Groups by their codes, each in one parent at most or in several."""

    def __init__(self, depths: Mapping[str, int]) -> None:
        """`depths`: how far from the root routes, pathways and clusters stand, from 1."""
        self._depths = [depths.get(key) for key in ("route", "pathway", "cluster")]
        self._groups: dict[str, Layer] = {}
        self._sources: dict[str, Source] = {}
        self._parents: dict[str, dict[str, Any]] = {}
        self._chains: dict[str, tuple[str, ...]] = {}

    def __contains__(self, code: object) -> bool:
        """Whether there is a group of that code."""
        return code in self._groups

    def __iter__(self) -> Iterator[str]:
        """The codes of all groups."""
        return iter(self._groups)

    def add(self, code: str, name: str, source: Source) -> bool:
        """Add a group; `source`: where it is stated. Out: whether there was none of that code."""
        if code in self._groups:
            return False
        self._groups[code], self._sources[code] = Layer(name, code), source
        return True

    def source(self, code: str) -> Source:
        """Where a group is stated."""
        return self._sources[code]

    @property
    def are_nested(self) -> bool:
        """Whether any stands in another."""
        return bool(self._parents)

    def hang(self, child: str, parent: str, source: Any) -> None:
        """Put a group into another, which may come later; `source`: where that is stated."""
        self._parents.setdefault(child, {}).setdefault(parent, source)

    def check(self, occupations: Mapping[str, dict[str, Any]], report: Report) -> None:
        """Report, and take out, what is no tree: a parent that is not there, a second one of a group, a circle.

        `occupations`: by their codes, what each stands in, with the place that states it.
        """
        for of, above in [*self._parents.items(), *occupations.items()]:
            for parent, source in list(above.items()):
                if parent not in self._groups and parent not in occupations:
                    finding = f"parent {shown(parent)} of {shown(of)} is neither an occupation nor a group"
                    report(Bad("unknown parent", source.file, source.row, finding, "Name one that a table has."))
                    del above[parent]
                elif of in self._groups and parent not in self._groups:
                    finding = f"group {shown(of)} stands in {shown(parent)}, which is an occupation"
                    report(Bad("group below an occupation", source.file, source.row, finding, "Groups hold groups."))
                    del above[parent]
            if of in self._groups and len(above) > 1:
                for source in list(above.values())[1:]:
                    finding = f"group {shown(of)} stands in {' and in '.join(map(shown, above))}"
                    report(Bad("group in two", source.file, source.row, finding, "A group stands in one other."))
                for parent in list(above)[1:]:
                    del above[parent]
        self._check_circles({**self._parents, **occupations}, report)

    def _check_circles(self, above: Mapping[str, dict[str, Any]], report: Report) -> None:
        """Take out what leads back to where it began."""
        done: set[str] = set()
        for begin in above:
            way: dict[str, None] = {begin: None}
            stack = [(begin, iter(list(above.get(begin, ()))))] if begin not in done else []
            while stack:
                here, parents = stack[-1]
                parent = next(parents, None)
                if parent is None:
                    stack.pop()
                    way.pop(here, None)
                    done.add(here)
                elif parent in way:
                    source = above[here].pop(parent)
                    finding = f"{shown(here)} stands in {shown(parent)}, which stands in it"
                    report(Bad("circle of groups", source.file, source.row, finding, "Take one of them out."))
                elif parent not in done:
                    way[parent] = None
                    stack.append((parent, iter(list(above.get(parent, ())))))

    def places(
        self, inside: Mapping[str, Any], occupations: Mapping[str, Mapping[str, Any]]
    ) -> Iterator[tuple[tuple[Layer | None, Layer | None, Layer | None], Any]]:
        """For each group that an occupation stands in, itself or by the occupations above it: route, pathway, cluster.

        Each with the place that states it. A layer is None where the group is not that deep, or none is said to be it.
        """
        waiting, seen = list(inside.items()), set(inside)
        for code, source in waiting:  # which grows meanwhile
            if code not in self._groups:
                more = [(parent, source) for parent in occupations.get(code, ()) if parent not in seen]
                seen.update(parent for parent, _ in more)
                waiting += more
                continue
            chain = self._chain(code)
            route, pathway, cluster = (
                self._groups[chain[d - 1]] if d and d <= len(chain) else None for d in self._depths
            )
            yield (route, pathway, cluster), source

    def _chain(self, code: str) -> tuple[str, ...]:
        """The groups that one stands in, from the root down to itself."""
        way = []
        here: str | None = code
        while here is not None and here not in self._chains:
            way.append(here)
            here = next(iter(self._parents.get(here, ())), None)
        chain = () if here is None else self._chains[here]
        for below in reversed(way):
            chain = self._chains[below] = (*chain, below)[:_DEEPEST]
        return chain
