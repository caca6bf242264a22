"""The tools: each a function of an Explorer and the arguments of an assistant, which answers with a Result.

What a tool is for stands in its docstring, and what an argument is beside it: an assistant reads both.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from pydantic import Field

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.views.occupations import next_view, search_view
from career_pathways.explorer.views.view import check_levels
from career_pathways.loader.errors import WrongParameter

from .envelope import Result, result
from .rows import steps
from .words import MCP

_LONGEST = 200
"""Characters of a name; titles have at most 120."""

Name = Annotated[str, Field(max_length=_LONGEST)]
Occupation = Annotated[str, Field(max_length=_LONGEST, description="Id, title, or title with level: Butcher (2).")]
Route = Annotated[str | None, Field(max_length=_LONGEST, description="A route, or the beginning of its name.")]
Offset = Annotated[int, Field(ge=0, le=100_000)]


def find_occupations(
    explorer: Explorer,
    text: Annotated[str, Field(max_length=_LONGEST, description="What people call their work, as they say it.")],
    limit: Annotated[int, Field(ge=1, le=50)] = 10,
) -> Result:
    """Find occupations by everyday words. Begin here, then use the ids that it answers with."""
    view = search_view(explorer, text, limit=0)
    kept = ("id", "title", "level", "route_name", "found_in", "found")
    rows = [{name: row[name] for name in kept} for row in view.rows[:limit]]
    return result("search", rows, view.notes_in(MCP), total=len(view.rows), paged=False)


def next_occupations(
    explorer: Explorer,
    occupation: Annotated[Occupation | None, Field()] = None,
    level: Annotated[int | None, Field(description="Instead of an occupation: workers of this level.")] = None,
    route: Route = None,
    steps_ahead: Annotated[int, Field(ge=1, le=5)] = 1,
    limit: Annotated[int, Field(ge=1, le=100)] = 10,
    offset: Offset = 0,
) -> Result:
    """What an occupation, or workers of a level, can progress to, the most closely related first, each with why."""
    if (occupation is None) == (level is None):
        raise WrongParameter("name an occupation, or a level: one of the two.")
    check_levels(explorer, {} if level is None else {"level": level})
    levels = () if level is None else (level,)
    view = next_view(explorer, occupation, steps=steps_ahead, limit=0, route=route, levels=levels)
    rows = view.rows[offset : offset + limit]
    return result("next", list(steps(explorer, rows)), view.notes_in(MCP), total=len(view.rows), offset=offset)


TOOLS: tuple[Callable[..., Result], ...] = (find_occupations, next_occupations)
"""In the order in which they are listed."""
