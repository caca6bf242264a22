"""What a question is about: an occupation, or the workers of a level, and the route where they are.

`route` says where the occupation is that is asked about. It tells namesakes apart and leaves nothing out of an answer;
of a level it leaves the workers of one route. Where the occupation is in another, it is asked about all the same, and a
note says so.
"""

from __future__ import annotations

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.views import view
from career_pathways.loader.errors import WrongParameter
from career_pathways.loader.words.titles import named
from career_pathways.queries.naming import find_occupation


def check_one_of_two(occupation: str | None, level: int | None) -> None:
    """Raises WrongParameter where both or neither are given."""
    if occupation is None and level is None:
        raise WrongParameter("neither `occupation` nor `level` is given.", "Name one of the two.")
    if occupation is not None and level is not None:
        raise WrongParameter("both `occupation` and `level` are given.", "Leave one out.")


def meant(explorer: Explorer, name: str, route: str | None) -> str:
    """The id of the occupation of that name, of namesakes the one in `route`. Raises what Explorer.occupation does."""
    found = find_occupation(explorer.names, name, prefer=route)
    if route is not None:
        wanted, of_import = explorer.route(route), explorer.imported
        if wanted != found.route and not (of_import and found.id in of_import.in_route(wanted)):
            explorer.names.understood[f"{name} in {route}"] = (
                f"{named(found.title, found.level)} is in {found.route_name}, not in {explorer.names.routes[wanted]}."
            )
    return found.id


def about(explorer: Explorer, id_: str) -> str:
    """An occupation as a question names it: with its route, its level and its id."""
    found = explorer.names.occupation(id_)
    return f"{view.about(explorer, found)} [{id_}]" if found else id_


def in_route(explorer: Explorer, route: str | None) -> str:
    """Where a question looks, behind its other words; nothing where it looks everywhere."""
    return "" if route is None else f" in {explorer.names.routes[explorer.route(route)]}"
