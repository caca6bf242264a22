"""From what a person types to the occupation, the route or the place that is meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from types import NoneType
from typing import Any, Literal

from career_pathways.loader.errors import AmbiguousName, UnknownName, WrongParameter
from career_pathways.loader.words.near import shortened
from career_pathways.loader.words.titles import TITLE_WITH_LEVEL, key

from .library import Query
from .names import Names, called
from .offers import ALIKE, lines, listed, nearest, unknown
from .rows.occupations import Occupation

_AROUND_A_NAME = r"^[\s\"'‘’‚‛“”„«»‹›]+|[\s\"'‘’‚‛“”„«»‹›.,;:]+$"
"""Quotes, and the end of a sentence, that were copied with a name. Compiled where one has something there."""

_OF_OWN_LEVEL = re.compile(r"(?P<title>.*\S)\s*\((?P<level>-?\d{1,4})\)")
"""A title with a level that only a map with levels of its own has: "Mate (12)"."""

_ID_OR_CODE = re.compile(r"[\d:/]")
"""What only an id or a code has. A code that reads as a word, as "electrician" of a map whose codes are words, is
understood as one first, so that another edition takes no word from the one that is asked."""

_LEVEL_BEHIND = re.compile(r"[\s,]{1,3}level\s{1,3}(?P<level>\d)$", re.IGNORECASE)
"""A level as people write it without brackets: "Butcher, level 2"."""


def _written(text: str) -> str:
    """A name without what was copied with it: white space, quotes, the full stop of a sentence.

    >>> _written(" “Butcher (2)”. ")
    'Butcher (2)'

    Raises WrongParameter for what is no text.
    """
    if not isinstance(text, str):
        raise WrongParameter(f"{text!r} is not a name: write a text, as in 'Butcher'.")
    if text[:1].isalnum() and text[-1:].isalnum():
        return text
    return re.sub(_AROUND_A_NAME, "", text) or text.strip()


def find_route(names: Names, text: str) -> str:
    """The id of the route of that id or name, or of the only one whose id or name begins so.

    Names are compared by `key`. Raises UnknownName, with what there is, and AmbiguousName, with the candidates.
    """
    routes, text = names.routes, _written(text)
    if found := _one(_routes_called(routes, text), names, "route", text):
        return found
    fitting = _routes_beginning(routes, text)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise AmbiguousName(
            f"{text!r} begins the names of {len(fitting)} routes.",
            "Write more of the one you mean:{listed}",
            listed=lines(fitting),
            candidates=fitting,
        )
    near = nearest(text, routes, "WRatio", cutoff=80, limit=3)
    cure = "Did you mean:{listed}" if near else "There are:{listed}"
    raise UnknownName(f"no route {shortened(text)!r}.", cure, listed=lines(near or routes), candidates=near)


def _routes_called(routes: Mapping[str, str], text: str) -> list[str]:
    """The route of that id, else those of that name, else the one whose id reads so."""
    if text in routes:
        return [text]
    return called(routes, text) or [id_ for id_ in routes if key(id_) == key(text)]


def _routes_beginning(routes: Mapping[str, str], text: str) -> list[str]:
    """Those whose id or name begins so."""
    wanted = key(text)
    return [id_ for id_, name in routes.items() if wanted and any(key(n).startswith(wanted) for n in (id_, name))]


def find_occupation(
    names: Names, text: str, *, route: str | None = None, level: int | None = None, prefer: str | None = None
) -> Occupation:
    """The occupation of that id or title.

    In: an id; or a title, as "Butcher" or, with its level, "Butcher (2)", compared by `key`. `route` and `level` leave
    only the occupations of theirs; `prefer` (a route) decides between namesakes.
    Raises UnknownName, with the nearest, and AmbiguousName, with the candidates. On a changed map a name that meant an
    occupation which the changes remove is unknown, and does not mean a namesake in another route instead.
    """
    route, prefer = (None if name is None else find_route(names, name) for name in (route, prefer))
    if type(level) not in {int, NoneType}:
        raise WrongParameter(f"level {level!r}: not a whole number.")
    text = names.chosen.get(text, text) if isinstance(text, str) else _written(text)
    removed = _removed(names, text, route=route, level=level, prefer=prefer)
    try:
        found = _found(names, text, route=route, level=level, prefer=prefer)
    except UnknownName:
        if removed is None:
            raise
    else:
        if removed is None or found.route == removed.partition("/")[0]:  # the same anew, as with another level
            return found
    raise UnknownName(f"{removed} is one that the changes remove.", "Leave it in, or ask about another.")


def _removed(names: Names, text: str, **wanted: Any) -> str | None:
    """The id that a name had on the unchanged map, where the changes have removed it."""
    if names.unchanged is None:
        return None
    try:
        was = _found(names.unchanged, text, **wanted).id
    except (AmbiguousName, UnknownName):
        return None
    return was if names.occupation(was) is None else None


def _found(
    names: Names, text: str, *, route: str | None = None, level: int | None = None, prefer: str | None = None
) -> Occupation:
    plain = _written(text)
    if ("/" in plain or ":" in plain) and (known := names.occupation(plain)):  # as in every id (rule 5 of build_graph)
        if (route, level) != (route and known.route, level and known.level):
            where = f"{known.route_name}, {f'level {known.level}' if known.level else 'its level not stated'}"
            raise UnknownName(
                f"{plain} stands in {where}.",
                "Leave out {in}, {route} and {level}, or name another.",
                candidates=(plain,),
            )
        return known
    title, written = text.strip(), level
    typed = unicodedata.normalize("NFKC", plain)
    if match := TITLE_WITH_LEVEL.fullmatch(typed) or _LEVEL_BEHIND.search(typed):
        title = match["title"] if match.re is TITLE_WITH_LEVEL else typed[: match.start()]
        written = int(match["level"])
        if level not in {None, written}:
            raise UnknownName(
                f"{shortened(plain)!r} says level {written}, and level {level} is asked for.",
                "Leave out one of them.",
                candidates=tuple(o.id for o in names.titled(title)),
            )
    namesakes = list(dict.fromkeys(o for name in (title, text) for o in names.titled(name))) or names.coded(plain)
    if not namesakes and (match := _OF_OWN_LEVEL.fullmatch(typed)):
        namesakes = [o for o in names.titled(match["title"]) if o.level == int(match["level"])]
    found = [
        o
        for o in namesakes
        if (route is None or o.route == route) and (level is None or o.level == level) and written in {None, o.level}
    ]
    if len(found) > 1 and prefer:
        found = [o for o in found if o.route == prefer] or found
    if len(found) == 1:
        return found[0]
    shown = shortened(title)
    if found:
        by_level = ", with its level as in '{titled}'," if len({o.level for o in found}) > 1 else ""
        raise AmbiguousName(
            f"{len(found)} occupations are called {shown!r}.",
            f"Name one by its id{by_level} or say which with {{in}}:{{listed}}",
            titled=f"{shown} ({found[0].level})",
            listed=listed(found),
            candidates=tuple(o.id for o in found),
            name=text,
        )
    where = "".join([f" in the route {route}" if route else "", f" at level {written}" if written else ""])
    if namesakes:
        raise unknown(f"no occupation {shown!r}{where}.", "There is:{listed}", namesakes)
    if _ID_OR_CODE.search(plain) and (other := names.edition_of(plain)):
        fact = f"{shortened(plain)} is of the edition {other}, and {names.store.edition} is asked."
        raise UnknownName(fact, "Name its edition with {edition}.", editions=(other,))
    from .understanding import understood  # noqa: PLC0415 -- 10 ms that a name of the map does not need

    return understood(
        names, text, title, prefer, where, lambda row: route in {None, row.route} and written in {None, row.level}
    )


def find_named(names: Names, kind: Literal["pathway", "cluster"], text: str, *, prefer: str | None = None) -> str:
    """The id of the pathway or cluster of that id or name.

    Names are compared by `key`; `prefer` (a route) decides between namesakes. Raises UnknownName, with the nearest, and
    AmbiguousName, with the candidates.
    """
    text, known = _written(text), names.pathways if kind == "pathway" else names.clusters
    if text in known:
        return text
    if found := _one(called(known, text), names, kind, text, prefer):
        return found
    near = nearest(text, known, "WRatio", cutoff=ALIKE, limit=5)
    cure = "Did you mean:{listed}" if near else "{clusters} lists them with their ids."
    raise UnknownName(f"no {kind} {shortened(text)!r}.", cure, listed=lines(near), candidates=near)


def _one(ids: Iterable[str], names: Names, kind: str, text: str, prefer: str | None = None) -> str | None:
    """The only one of some routes, pathways or clusters (`kind`), or in the route `prefer`; None of none.

    Raises AmbiguousName, with the lines where they begin.
    """
    found = _preferred(ids, prefer)
    if len(found) > 1:
        where = names.lines(kind)
        raise _ambiguous(f"{kind}s", text, found, [f"{id_} (line {where[id_]})" for id_ in found])
    return next(iter(found), None)


def _preferred(ids: Iterable[str], route: str | None) -> list[str]:
    """Those in a route, where there are any."""
    found = list(ids)
    return [id_ for id_ in found if id_.partition("/")[0] == route] or found


def _ambiguous(what: str, text: str, found: list[str], places: list[str]) -> AmbiguousName:
    return AmbiguousName(
        f"{len(found)} {what} are called {shortened(text)!r}.",
        "Name one by its id:{listed}",
        listed=lines(places),
        candidates=tuple(found),
    )


def find_place(names: Names, text: str, *, prefer: str | None = None) -> str:
    """The id of the route, cluster or occupation of that id, name or title.

    A route is also meant by the beginning of its name where nothing else is called so; `prefer` (a route) decides
    between namesakes. Raises UnknownName, and AmbiguousName with the candidates.
    """
    text, prefer = _written(text), None if prefer is None else find_route(names, prefer)
    text = names.chosen.get(text, text)
    if text in names.routes or names.occupation(text) or text in names.clusters:
        return text
    places = dict.fromkeys(_routes_called(names.routes, text), "route")
    places |= dict.fromkeys(called(names.clusters, text), "cluster")
    places |= {o.id: "occupation" for o in names.titled(text)}
    places = places or dict.fromkeys(_routes_beginning(names.routes, text), "route")
    found = _preferred(places, prefer)
    if len(found) > 1:
        raise _ambiguous("places of the map", text, found, [f"{id_} ({places[id_]})" for id_ in found])
    if found:
        return found[0]
    try:
        return _found(names, text, prefer=prefer).id
    except UnknownName as error:
        if removed := _removed(names, text, prefer=prefer):
            raise UnknownName(f"{removed} is one that the changes remove, and needs no avoiding.") from None
        near = nearest(text, names.clusters | names.routes, "ratio", cutoff=80, limit=3)
        raise UnknownName(
            error.fact.replace("no occupation", "no route, cluster or occupation", 1),
            f"{error.cure}{{others}}",
            **error.data | {"others": lines(near), "candidates": (*error.candidates, *near)},
        ) from error


def in_ids(names: Names, question: Query, given: Mapping[str, Any], *, prefer: str | None) -> dict[str, Any]:
    """The parameters of a question, with ids for the names among them.

    Raises UnknownName and AmbiguousName.
    """
    resolved = dict(given)
    for name in {p.name for p in question.parameters}:
        value = given.get(name)
        if not isinstance(value, str):
            continue
        if name.endswith("route") or (name == "id" and question.name == "route-occupations"):
            resolved[name] = find_route(names, value)
        elif name.endswith("cluster") or (name == "id" and question.name == "cluster-occupations"):
            resolved[name] = find_named(names, "cluster", value, prefer=prefer)
        elif name in {"id", "from", "to"}:
            resolved[name] = find_occupation(names, value, prefer=prefer).id
    return resolved
