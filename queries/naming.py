"""From what a person types to the occupation or the route that is meant, and to words that the map knows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from career_pathways.loader.errors import AmbiguousName, UnknownName
from career_pathways.loader.stores.store import Store
from career_pathways.loader.words.titles import TITLE_WITH_LEVEL, normalised_title

from .answers import Cluster, Occupation, Route
from .library import query
from .run import run

_LONGEST_NAME = 200
"""Characters of a name that are looked at, and shown in an error."""

_CANDIDATES = 8
"""As many as fit on a screen below an error."""

LONGEST_SEARCH = 200
"""Characters of a text to look for."""

_SHORTEST_SLIP = 4
"""Letters of a word that may be a slip for another; shorter ones are names and abbreviations."""

_ALIKE = 70
"""How alike, of 100, a name must be to be offered; chosen by eye on slips of the maps' own titles."""


@dataclass(frozen=True)
class Names:
    """What a store has names for, each kind asked for once, when it is first needed."""

    store: Store

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        """All routes, in the order of the document."""
        return cast(tuple[Route, ...], run(query("routes"), self.store, limit=None).rows)

    @cached_property
    def clusters(self) -> tuple[Cluster, ...]:
        """All clusters, in the order of the document."""
        return cast(tuple[Cluster, ...], run(query("clusters"), self.store, limit=None).rows)

    @cached_property
    def pathways(self) -> dict[str, str]:
        """The names of all pathways that hold a cluster, by id, in the order of the document."""
        return {c.pathway: c.pathway_name for c in self.clusters}

    @cached_property
    def occupations(self) -> dict[str, Occupation]:
        """All occupations by id, in the order of their question."""
        rows = cast(tuple[Occupation, ...], run(query("occupations"), self.store, limit=None).rows)
        return {o.id: o for o in rows}

    @cached_property
    def by_title(self) -> dict[str, list[Occupation]]:
        """The same by normalised title."""
        named: dict[str, list[Occupation]] = {}
        for occupation in self.occupations.values():
            named.setdefault(normalised_title(occupation.title), []).append(occupation)
        return named


def find_route(names: Names, text: str) -> Route:
    """The route of that id or name, or the only one whose id or name begins so; capitals and commas do not count.

    Raises UnknownName, with what there is, and AmbiguousName, with the candidates.
    """
    routes = names.routes
    found = _fitting(routes, text)
    if len(found) == 1:
        return found[0]
    listed = "".join(f"\n  {r.id}" for r in found or routes)
    if not found:  # the nearest, where the contents of the document or a hurried hand spell it otherwise
        from rapidfuzz import fuzz, process  # noqa: PLC0415

        plain = [_plain(r.name) for r in routes]
        near = process.extract(_plain(text), plain, scorer=fuzz.WRatio, score_cutoff=80, limit=3)
        if near:
            suggested = "".join(f"\n  {routes[i].id}" for _, _, i in near)
            raise UnknownName(f"no route {text!r}. Did you mean:{suggested}")
    if found:
        raise AmbiguousName(
            f"{text!r} begins the names of {len(found)} routes. Write more of the one you mean:{listed}"
        )
    raise UnknownName(f"no route {text!r}. There are:{listed}")


def _fitting(routes: Sequence[Route], text: str) -> list[Route]:
    """The one route of that id or name, else those whose id or name begins so."""
    wanted = _plain(text)
    exact = [r for r in routes if wanted in {_plain(r.id), _plain(r.name)}]
    begun = [r for r in routes if wanted and (_plain(r.id).startswith(wanted) or _plain(r.name).startswith(wanted))]
    return exact[:1] or begun


def find_occupation(
    names: Names, text: str, *, route: str | None = None, level: int | None = None, prefer: str | None = None
) -> Occupation:
    """The occupation of that id or title.

    In: an id; or a title, as "Butcher" or, with its level, "Butcher (2)", spelt as `normalised_title` forgives. `route`
    (an id) and `level` leave only the occupations of theirs; `prefer` (the id of a route) decides between namesakes.
    Raises UnknownName, with the nearest, and AmbiguousName, with the candidates.
    """
    text = text.strip()
    if known := names.occupations.get(text):
        if (route, level) != (route and known.route, level and known.level):
            told = f"{known.route_name}, {f'level {known.level}' if known.level else 'its level not stated'}"
            raise UnknownName(f"{text} stands in {told}. Leave out --route and --level, or name another.")
        return known
    title, written = text[:_LONGEST_NAME], level
    if match := TITLE_WITH_LEVEL.fullmatch(text):
        title, written = match["title"][:_LONGEST_NAME], int(match["level"])
        if level not in {None, written}:
            raise UnknownName(f"{text!r} says level {written}, and --level says {level}. Leave out one of them.")
    spelt = dict.fromkeys((normalised_title(title), normalised_title(text[:_LONGEST_NAME])))
    namesakes = [o for spelling in spelt for o in names.by_title.get(spelling, ())]
    found = [
        o
        for o in namesakes
        if (route is None or o.route == route) and (level is None or o.level == level) and written in {None, o.level}
    ]
    if len(found) > 1 and prefer:
        found = [o for o in found if o.route == prefer] or found
    if len(found) == 1:
        return found[0]
    if found:
        by_level = f", with its level as in '{title} ({found[0].level})'," if len({o.level for o in found}) > 1 else ""
        raise AmbiguousName(
            f"{len(found)} occupations are called {title!r}. Name one by its id{by_level} or say which with --route:"
            f"{_listed(found)}"
        )
    if namesakes:
        where = " ".join([*([f"in the route {route}"] if route else []), *([f"at level {written}"] if written else [])])
        raise UnknownName(f"no occupation {title!r} {where}. There is:{_listed(namesakes)}")
    near = _nearest(title, tuple(names.occupations.values()))
    if not near:
        raise UnknownName(f"no occupation {title!r}. Look for it with `pathways search`.")
    raise UnknownName(f"no occupation {title!r}. Did you mean:{_listed(near)}")


def find_pathway(names: Names, text: str, *, prefer: str | None = None) -> str:
    """The id of the pathway of that id or name; `prefer` (the id of a route) decides between namesakes.

    Capitals and commas do not count. Raises UnknownName, with the nearest, and AmbiguousName, with the candidates.
    """
    return _find_named("pathway", names.pathways, text, prefer)


def find_cluster(names: Names, text: str, *, prefer: str | None = None) -> str:
    """The id of the cluster of that id or name; else as `find_pathway`."""
    return _find_named("cluster", {c.id: c.name for c in names.clusters}, text, prefer)


def _find_named(kind: str, named: Mapping[str, str], text: str, prefer: str | None) -> str:
    text = text.strip()
    if text in named:
        return text
    found = [id_ for id_, name in named.items() if _plain(name) == _plain(text)]
    if len(found) > 1 and prefer:
        found = [id_ for id_ in found if id_.partition("/")[0] == prefer] or found
    if len(found) == 1:
        return found[0]
    if found:
        listed = "".join(f"\n  {id_}" for id_ in found)
        raise AmbiguousName(f"{len(found)} {kind}s are called {text!r}. Name one by its id:{listed}")
    from rapidfuzz import fuzz, process  # noqa: PLC0415

    plain = {id_: _plain(name) for id_, name in named.items()}
    near = process.extract(_plain(text[:_LONGEST_NAME]), plain, scorer=fuzz.WRatio, score_cutoff=_ALIKE, limit=5)
    if near:
        suggested = "".join(f"\n  {id_}" for _, _, id_ in near)
        raise UnknownName(f"no {kind} {text[:_LONGEST_NAME]!r}. Did you mean:{suggested}")
    raise UnknownName(f"no {kind} {text[:_LONGEST_NAME]!r}. `pathways query clusters --csv` lists them with their ids.")


def find_place(names: Names, text: str, *, prefer: str | None = None) -> str:
    """The id of the route, cluster or occupation of that id, name or title.

    A route is also meant by the beginning of its name where nothing else is called so; `prefer` (the id of a route)
    decides between namesakes. Raises UnknownName, and AmbiguousName with the candidates.
    """
    text = text.strip()
    ids = {text} & {*(r.id for r in names.routes), *(c.id for c in names.clusters), *names.occupations}
    if ids:
        return text
    routes = _fitting(names.routes, text)
    exact = {r.id: "route" for r in routes if _plain(text) in {_plain(r.id), _plain(r.name)}}
    exact |= {c.id: "cluster" for c in names.clusters if _plain(c.name) == _plain(text)}
    exact |= {o.id: "occupation" for o in names.by_title.get(normalised_title(text), ())}
    found = exact or {r.id: "route" for r in routes}
    if len(found) > 1 and prefer:
        found = {id_: kind for id_, kind in found.items() if id_.partition("/")[0] == prefer} or found
    if len(found) == 1:
        return next(iter(found))
    if found:
        listed = "".join(f"\n  {id_} ({kind})" for id_, kind in found.items())
        raise AmbiguousName(f"{len(found)} places of the map are called {text!r}. Name one by its id:{listed}")
    try:
        return find_occupation(names, text, prefer=prefer).id
    except UnknownName as error:
        from rapidfuzz import fuzz, process  # noqa: PLC0415

        others = {c.id: _plain(c.name) for c in names.clusters} | {r.id: _plain(r.name) for r in names.routes}
        near = process.extract(_plain(text), others, scorer=fuzz.ratio, score_cutoff=80, limit=3)
        listed = "".join(f"\n  {id_}" for _, _, id_ in near)
        raise UnknownName(
            f"no route, cluster or occupation {text!r}.{str(error).partition('.')[2] or ' Did you mean:'}{listed}"
        ) from error


def _listed(occupations: Iterable[Occupation]) -> str:
    lines = [f"\n  {o.id}  {o.title}{f' ({o.level})' if o.level else ''}, {o.route_name}" for o in occupations]
    more = len(lines) - _CANDIDATES
    return "".join(lines[:_CANDIDATES]) + (f"\n  and {more} more" if more > 0 else "")


def _nearest(text: str, occupations: Sequence[Occupation]) -> list[Occupation]:
    """The occupations whose titles, or whose specialisms, are most like the text, best first; at most _CANDIDATES."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 -- 20 ms that a name spelt right does not need

    def likeness(
        wanted: Sequence[Hashable], name: Sequence[Hashable], /, *, score_cutoff: float | None = None
    ) -> float:
        """From 0 to 100: alike as a whole, or, at nine tenths of it, in the words that both have."""
        score = max(fuzz.ratio(wanted, name), 0.9 * fuzz.token_set_ratio(str(wanted), str(name)))
        return score if score >= (score_cutoff or 0) else 0.0

    wanted = normalised_title(text.rpartition("/")[2].replace("-", " ") if "/" in text else text)
    named = [(name, i) for i, o in enumerate(occupations) for name in (o.title, *o.specialisms)]
    names = [normalised_title(name) for name, _ in named]
    scored = process.extract(wanted, names, scorer=likeness, score_cutoff=_ALIKE, limit=3 * _CANDIDATES)
    best = dict.fromkeys(named[place][1] for _, _, place in scored)
    return [occupations[i] for i in best][:_CANDIDATES]


def known_words(names: Names, text: str) -> tuple[str, tuple[str, ...]]:
    """A text with each word that no title and no specialism holds replaced by the nearest that one does.

    Out: the text in small letters, without "(6)" or "level 6", and a note for each word that was replaced: by one that
    begins as it does ("plumber", "plumbing"), or by one that is at most a slip away for each four letters
    (Damerau-Levenshtein). Words of less than four letters stay as they are, and so does a word that is near to none.
    Raises UnknownName where the text holds no letter and no digit, or more than LONGEST_SEARCH characters.
    """
    from rapidfuzz import process  # noqa: PLC0415
    from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415

    if len(text) > LONGEST_SEARCH:
        raise UnknownName(f"{len(text):,} characters are too long to look for. Write at most {LONGEST_SEARCH}.")
    plain = re.sub(r"\(\d\)|\blevel \d\b", " ", unicodedata.normalize("NFKC", text).casefold())
    typed = [word for word in dict.fromkeys(re.findall(r"\w[\w']+", plain)) if word != "and"]
    if not typed:
        raise UnknownName(f"{text!r} holds nothing to look for. Write at least one word of a title or a specialism.")
    texts = (
        " ".join(t for o in names.occupations.values() for t in (o.title, *o.specialisms))
        .casefold()
        .replace("&", "and")
    )
    vocabulary = sorted(set(re.findall(r"\w+", texts)))
    words, notes = [], []
    for word in typed:
        near = None
        if word not in texts and len(word) >= _SHORTEST_SLIP:
            slip = process.extractOne(word, vocabulary, scorer=DamerauLevenshtein.distance, score_cutoff=len(word) // 4)
            stem = word[: max(_SHORTEST_SLIP, len(word) - 3)]
            near = slip[0] if slip else next((known for known in vocabulary if known.startswith(stem)), None)
        if near:
            notes.append(f"no title or specialism holds {word!r}; looked for {near!r}")
        words.append(near or word)
    return " ".join(words), tuple(notes)


def _plain(text: str) -> str:
    """Without capitals, punctuation and "and"."""
    return " ".join(word for word in re.findall(r"\w+", text.casefold()) if word != "and")
