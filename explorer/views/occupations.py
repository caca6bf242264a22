"""Occupations as views: what a search found, one by itself, and those that several routes share."""

from __future__ import annotations

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.words.titles import named

from .view import View, view_of
from .wording import LEVEL_CELL


def search_view(explorer: Explorer, text: str, *, limit: int = 20) -> View:
    """Occupations by words of their title or of a specialism. Raises what Explorer.search does."""
    answer = explorer.search(text, limit=None)
    shown = {"title": "title", "level": "level", "route_name": "route", "found": "found in", "id": "id"}
    return view_of(answer, shown, limit=limit, cells=LEVEL_CELL)


def occupation_view(explorer: Explorer, occupation: str, *, route: str | None = None, level: int | None = None) -> View:
    """One occupation: a row for each cluster that lists it. Raises what Explorer.occupation does."""
    found = explorer.occupation(occupation, route=route, level=level)
    answer = explorer.ask("occupation", {"id": found.id}, limit=None)
    shown = {
        "pathway_name": "pathway",
        "cluster_name": "cluster",
        "cluster_column": "column",
        "specialisms": "specialisms",
        "line": "line",
        "quote": "the document says",
    }
    heading = f"{named(found.title, found.level)}{' degree' if found.degree else ''}, {found.route_name}, {found.id}"
    return view_of(answer, shown, heading=heading)


def shared_view(explorer: Explorer, *, route: str | None = None, limit: int = 50) -> View:
    """Occupations that stand in more than one route, or in `route` and another. Raises what Explorer.ask does."""
    answer = explorer.ask("shared-across-routes", {"route": route}, limit=None)
    shown = {
        "title": "title",
        "level": "level",
        "route_name": "in",
        "other_title": "also as",
        "other_level": "level",
        "other_route_name": "also in",
        "match": "match",
    }
    return view_of(answer, shown, limit=limit)
