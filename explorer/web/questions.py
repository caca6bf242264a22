"""The questions of the server, each with the view that answers it and the parameters that this takes.

The API, openapi.json, the forms of the pages and the pages themselves are made of this table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.views.diff import diff_view
from career_pathways.explorer.views.editions import editions_view
from career_pathways.explorer.views.gaps import gaps_view
from career_pathways.explorer.views.occupations import before_view, next_view, occupation_view, search_view, shared_view
from career_pathways.explorer.views.path import path_view
from career_pathways.explorer.views.query import query_view, questions_view
from career_pathways.explorer.views.reach import compare_view, reach_view, sets_view
from career_pathways.explorer.views.view import View
from career_pathways.loader.errors import WrongParameter
from career_pathways.queries.among import Among
from career_pathways.queries.library import Query, queries, query

from .parameters import Parameter, of_fields, parameters_of


class Question(NamedTuple):
    """What is asked at one address."""

    name: str
    title: str
    about: str
    ask: Callable[..., View]
    """Takes an Explorer, and the parameters by name; a `limit` of 0 is none."""
    parameters: tuple[Parameter, ...]
    quick: bool = False
    """Whether its answer takes no more than a few milliseconds, whatever is asked."""
    quick_without: frozenset[str] = frozenset()
    """What makes it no quick one where it is asked for."""
    of_several: bool = False
    """Whether it is about all editions of the store, in place of one that is asked."""

    def is_quick(self, wishes: Mapping[str, Any]) -> bool:
        """Whether it is answered in a few milliseconds."""
        return self.quick and self.quick_without.isdisjoint(wishes)


def _search(explorer: Explorer, text: str, **wishes: Any) -> View:
    return search_view(explorer, text, **wishes)


def _next(explorer: Explorer, occupation: str | None = None, **wishes: Any) -> View:
    levels = set(wishes.get("levels", ()))
    if occupation is None and not levels:
        raise WrongParameter("neither an occupation nor a level is named.", "Name one, as in occupation=Butcher.")
    if occupation is None and len(levels) > 1:
        raise WrongParameter("workers of one level at a time.", "Ask what a set can lead to: reach?from_levels=2,3.")
    if occupation is None and wishes.get("in_route") is not None:
        raise WrongParameter("in_route says which occupation is meant, and none is named.", "Name a route instead.")
    return next_view(explorer, occupation, **wishes)


def _path(explorer: Explorer, origin: str, destination: str, *, limit: int | None = None, **wishes: Any) -> View:
    if limit is None and wishes.get("choice") == "alternatives":
        limit = _ALTERNATIVES
    return path_view(explorer, origin, destination, **{**wishes, "limit": limit or None})


_ALTERNATIVES = 5
"""Ways that are really different, where nobody says how many."""

_SETS = (*of_fields(Among, "from_"), *of_fields(Among, "to_"))


def _reach(explorer: Explorer, occupation: str | None = None, **wishes: Any) -> View:
    sets = {p.name: wishes.pop(p.name) for p in _SETS if p.name in wishes}
    sets = {name: value for name, value in sets.items() if value}
    if occupation is not None and sets:
        raise WrongParameter(
            f"{next(iter(sets))} belongs to a set, and an occupation is named.", "Leave one of them out."
        )
    if occupation is not None:
        return reach_view(explorer, occupation, **wishes)
    if not sets:
        raise WrongParameter("neither an occupation nor a set is named.", "Name one, as in from_levels=2.")
    for name in ("in_route", "steps", "backwards"):
        if wishes.pop(name, None):
            raise WrongParameter(f"{name} belongs to an occupation, and none is named.", "Leave it out.")
    origins, destinations = (
        Among(**{name.removeprefix(side): value for name, value in sets.items() if name.startswith(side)})
        for side in ("from_", "to_")
    )
    # Asked of the store, not of the graph in memory: the answer has its Cypher.
    return sets_view(Explorer(explorer.store), origins, destinations, **wishes)


def _questions(explorer: Explorer) -> View:  # noqa: ARG001 -- the same of every map
    return questions_view(queries())


def _library(question: Query) -> Question:
    def ask(explorer: Explorer, *, in_route: str | None = None, limit: int = 0, **given: Any) -> View:
        return query_view(explorer, question.name, given, in_route=in_route, limit=limit)

    own = tuple(Parameter(p.name, "text", not p.optional, p.default, about=p.about) for p in question.parameters)
    return Question(f"questions/{question.name}", question.title, question.about, ask, (*own, *parameters_of(ask)))


_FOUND = (
    Question(
        "search", "Search", "Occupations by what people call their work.", _search, parameters_of(search_view), True
    ),
    Question(
        "next",
        "What can I do next?",
        "What an occupation, or workers of a level, can progress to.",
        _next,
        parameters_of(next_view),
        True,
    ),
    Question(
        "path",
        "How do I get there?",
        "How to get from one occupation to another, rung by rung.",
        _path,
        tuple(p._replace(default=None) if p.name == "limit" else p for p in parameters_of(Explorer.paths)),
        True,
        frozenset({"choice", "via", "avoid", "max_level_gap", "only"}),
    ),
    Question(
        "before", "What leads here?", "What leads to an occupation.", before_view, parameters_of(before_view), True
    ),
    Question(
        "occupation",
        "Occupation",
        "What an occupation is, and where the document says so.",
        occupation_view,
        parameters_of(occupation_view),
        True,
    ),
    Question(
        "reach",
        "Where can it lead?",
        "Everything that an occupation, or a set, can lead to.",
        _reach,
        (
            *(p._replace(required=False, default=None) for p in parameters_of(reach_view)[:1]),
            *parameters_of(reach_view)[1:],
            *_SETS,
        ),
        True,
        frozenset({"steps", *(p.name for p in _SETS)}),
    ),
    Question(
        "compare",
        "Compare",
        "What two occupations can both reach, and where they first meet.",
        compare_view,
        parameters_of(compare_view),
        True,
    ),
    Question("gaps", "Gaps", "What the map does not offer.", gaps_view, parameters_of(gaps_view)),
    Question(
        "shared", "Shared", "Occupations that stand in more than one route.", shared_view, parameters_of(shared_view)
    ),
    Question("editions", "Editions", "The editions of the store.", editions_view, (), of_several=True),
    Question(
        "diff",
        "What changed",
        "What changed between two editions.",
        diff_view,
        parameters_of(diff_view),
        of_several=True,
    ),
    Question("questions", "Questions", "The questions that have a name.", _questions, ()),
)

QUESTIONS: Mapping[str, Question] = {q.name: q for q in (*_FOUND, *map(_library, queries()))}
"""By the end of their address; those of the library as "questions/NAME"."""


def check_of_library(name: str) -> None:
    """Raises UnknownQuery for the address of a question of the library that it has not."""
    of_library, _, rest = name.partition("/")
    if of_library == "questions" and rest:
        query(rest)
