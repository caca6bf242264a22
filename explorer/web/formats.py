"""What a page is about as a part of the map, in every format that an export has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from career_pathways.exports.registry import FORMATS

from .html import Html, element
from .links import address

_OF_ENDS = {
    "occupation": ("around", ("occupation",)),
    "next": ("around", ("occupation",)),
    "before": ("around", ("occupation",)),
    "reach": ("around", ("occupation",)),
    "compare": ("around", ("first", "second")),
    "path": ("paths", ("origin", "destination")),
}
"""By question: how an export chooses its part, and by which parameters of the question."""

_OF_ROUTES = frozenset({"map", "gaps", "shared"})
"""Questions of a route, or of the whole map."""

Chosen = list[tuple[str, str]]


def part_of(question: str, given: Mapping[str, Sequence[str]]) -> Chosen | None:
    """What an export is asked for, where a question is about a part of the map; None where it is not.

    >>> part_of("path", {"origin": ["Butcher"], "destination": ["Retailer"], "in_route": ["sales"]})
    [('paths', 'Butcher'), ('paths', 'Retailer'), ('in_route', 'sales')]
    """
    if question in _OF_ENDS:
        by, names = _OF_ENDS[question]
        ends = [text for name in names for text in given.get(name, ())]
        besides = [(name, text) for name in ("in_route", "steps") for text in given.get(name, ())]
        return [*((by, text) for text in ends), *besides] if len(ends) == len(names) else None
    if question in _OF_ROUTES:
        return [("routes", text) for text in given.get("route", ())]
    of_library, _, name = question.partition("/")
    if of_library != "questions" or not name:
        return None
    asked = [("parameters", f"{key}={text}") for key, some in given.items() for text in some if key not in _OF_ALL]
    within = [("in_route", text) for text in given.get("in_route", ())]
    return [("query", name), *asked, *within]


_OF_ALL = frozenset({"in_route", "limit", "edition"})
"""What every question of the library takes besides its own."""


def as_files(part: Chosen | None) -> Html | None:
    """Links to a part in every format, one click away."""
    if part is None:
        return None
    items = [
        element(
            "li",
            element("a", form.name, href=address("/api/export", [("format", form.name), *part])),
            f": {form.about}",
        )
        for form in FORMATS.values()
    ]
    summary = element("summary", "This part of the map in other formats")
    return element("details", summary, element("ul", *items), class_="formats")
