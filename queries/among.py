"""Which occupations may be in an answer, or make up a set: one rule for every question. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from career_pathways.loader.errors import WrongParameter
from career_pathways.loader.schema import BANDS
from career_pathways.loader.words.near import shortened

from .marks import Marks
from .names import Names
from .naming import find_named, find_route


class Among(NamedTuple):
    """A set of occupations, by what each of them has to be. What is left out does not count."""

    route: str | None = None
    """The route that it is in: its id, its name, or the beginning of one."""
    levels: Collection[int] = ()
    """Its stated level is one of these."""
    column: str | None = None
    """The column that it stands in: "technical", "higher_technical" or "professional"."""
    apprenticeship_only: bool = False
    """Whether every cluster that lists it says that it is learnt by an apprenticeship only."""
    degree: bool = False
    """Whether it comes with a degree."""
    cluster: str | None = None
    """A cluster that lists it: its id, or its name."""

    @property
    def given(self) -> dict[str, Any]:
        """What is asked for, by name."""
        return {name: value for name, value in self._asdict().items() if value}

    def parameters(self, prefix: str) -> dict[str, Any]:
        """It as the parameters of a question about sets; null where nothing is asked for."""
        levels = {"level": self.levels, **{name: value for name, value in self._asdict().items() if name != "levels"}}
        return {f"{prefix}_{name}": value or None for name, value in levels.items()}

    def words(self, names: Names) -> str:
        """What is asked for, as it is said behind "occupations"; "anywhere on the map" where nothing is.

        >>> Among(levels=(2, 3), column="technical", degree=True).words(None)
        'of level 2 or 3, in the technical column, with a degree'
        """
        words = (
            f"of level {' or '.join(map(str, self.levels))}" if self.levels else "",
            f"in {names.routes[self.route]}" if self.route else "",
            f"in the cluster {names.clusters[self.cluster]}" if self.cluster else "",
            f"in the {self.column.replace('_', ' ')} column" if self.column else "",
            "by apprenticeship only" if self.apprenticeship_only else "",
            "with a degree" if self.degree else "",
        )
        return ", ".join(filter(None, words)) or "anywhere on the map"


EVERYTHING = Among()


def resolved(names: Names, among: Among) -> Among:
    """The same with ids for names, and levels in order. Raises UnknownName, AmbiguousName and WrongParameter."""
    if not isinstance(among, Among):
        raise WrongParameter(f"{among!r}: not a set of occupations, as Among(levels=[2]) is.")
    for name in ("apprenticeship_only", "degree"):
        if type(getattr(among, name)) is not bool:
            raise WrongParameter(f"{name} {getattr(among, name)!r}: neither True nor False.")
    levels = among.levels
    is_list = isinstance(levels, Collection) and not isinstance(levels, str | bytes)
    if not is_list or not all(type(level) is int for level in levels):
        raise WrongParameter(f"levels {levels!r}: not a list of levels, as in levels=[2, 3].")
    if among.column not in (None, *BANDS):
        raise WrongParameter(f"no column {shortened(str(among.column))!r}: one of {', '.join(BANDS)}.")
    route = None if among.route is None else find_route(names, among.route)
    cluster = None if among.cluster is None else find_named(names, "cluster", among.cluster, prefer=route)
    return among._replace(route=route, levels=tuple(sorted(set(levels))), cluster=cluster)


def allowing(
    among: Among, marks: Callable[[], Marks], listed: Callable[[str], AbstractSet[str]]
) -> Callable[[Any], bool]:
    """The one rule of what may be in an answer, for rows with id, route, level and column.

    `among`: in ids. `marks` and `listed`, the ids of what a cluster lists, are asked once, and only where they count.
    """
    marked = marks() if among.apprenticeship_only or among.degree else None
    ids = [
        *([marked.apprenticeship_only] if marked and among.apprenticeship_only else []),
        *([marked.degree] if marked and among.degree else []),
        *([listed(among.cluster)] if among.cluster else []),
    ]

    def allowed(row: Any) -> bool:
        return (
            among.route in {None, row.route}
            and (not among.levels or row.level in among.levels)
            and among.column in {None, row.column}
            and all(row.id in of for of in ids)
        )

    return allowed
