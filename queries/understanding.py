"""What people call their work, as a search and as a name: the answer, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from career_pathways.loader.errors import AmbiguousName, UnknownName
from career_pathways.loader.words.near import shortened
from career_pathways.loader.words.titles import named

from .answers import Answer
from .everyday_titles import EverydayTitle
from .names import Names
from .offers import listed, nearest_occupations, unknown
from .rows.occupations import Occupation, SearchHit
from .searching import Found, Index, look_for


def understood(
    names: Names, text: str, title: str, prefer: str | None, where: str, allowed: Callable[[Occupation], bool]
) -> Occupation:
    """The only occupation that a search finds for a name that none has; `Names.understood` then says so.

    `where`: what is allowed, in words. Raises AmbiguousName where it finds several, UnknownName where it finds none, or
    none for certain.
    """
    shown = shortened(title)
    found, occupations = _answers(names, title, prefer, allowed)
    if found.everyday and found.everyday.kind != "same" and not _own_words(found):
        cure = "Nearest are:{listed}" if occupations else "Look for other words with {search}."
        error = unknown(lacking(names, found.everyday), cure, occupations)
        raise _with_others(error, names, title, _lost_of(names, found.everyday))
    if where and not occupations:
        elsewhere, others = _answers(names, title, prefer, lambda _: True)
        if others and not elsewhere.notes:
            raise unknown(f"no occupation {shown!r}{where}.", "There is:{listed}", others)
    by_another_title = not found.exact and any(hit.found_in in {"everyday title", "nearest"} for hit in found.hits)
    if found.notes or by_another_title or not occupations:
        near = occupations or nearest_occupations(title, names.occupations)
        cure = "Did you mean:{listed}" if near else "Look for it with {search}."
        raise _with_others(unknown(f"no occupation {shown!r}.", cure, near), names, text, ())
    if len(occupations) > 1:
        raise AmbiguousName(
            f"{len(occupations)} occupations answer {shown!r}.",
            "Name one by its id or its title:{listed}",
            listed=listed(occupations),
            candidates=tuple(o.id for o in occupations),
            name=text,
        )
    (occupation,) = occupations
    names.understood[text] = (
        f"{shown!r} is taken to mean {named(occupation.title, occupation.level)}, {occupation.route_name}."
    )
    return occupation


def _with_others(error: UnknownName, names: Names, text: str, lost: Sequence[str]) -> UnknownName:
    """The same, which also offers what other editions have, or that there is one which has what the document lost."""
    if not (lost or names.store.edition):
        return error
    module, more, cure = import_module(".elsewhere", __package__), dict[str, str](), error.cure  # of few names
    if others := module.elsewhere(names.store, text, lost) if names.store.edition else ():
        lines = [f"{o.id}  {named(o.title, o.level)}, in {o.edition}" for o in others[:_OFFERED]]
        more = {"elsewhere": "".join(f"\n  {line}" for line in lines)}
        own = f"{cure}\n" if error.data["candidates"] else ""
        cure = f"{own}In other editions, each asked with {{edition}}:{{elsewhere}}"
    elif lost and (name := module.to_add(names.store)):
        more = {"edition": name}
        cure = f"The edition {name} has that route: add it with {names.store.adding}. {cure}"
    return UnknownName(error.fact, cure, **error.data | more)


_OFFERED = 20
"""Occupations of other editions that an error lists: more than the packaged one has in any route that is lost."""


def _answers(
    names: Names, title: str, prefer: str | None, allowed: Callable[[Occupation], bool]
) -> tuple[Found, list[Occupation]]:
    """What a search finds for a name, and the occupations that it may mean: those that it says as a whole, if any."""
    try:
        found = look_for(_index(names), title, allowed)
    except UnknownName:
        return Found(()), []
    hits = found.hits[: found.exact] or found.hits
    hits = tuple(hit for hit in hits if hit.route == prefer) or hits
    return found, [occupation for hit in hits if (occupation := names.occupation(hit.id))]


def found_by(names: Names, text: str, allowed: Callable[[Occupation], bool], limit: int | None) -> Answer:
    """What a search finds among the occupations that are allowed, with notes. Raises what `look_for` does."""
    found = look_for(_index(names), text, allowed)
    notes, lost = list(found.notes), tuple[str, ...]()
    if found.everyday and found.everyday.kind != "same" and not _own_words(found):
        notes.append(lacking(names, found.everyday))
        lost = _lost_of(names, found.everyday)
    else:
        lost = tuple(id_ for id_ in _lost(names) if {*found.words} & {*id_.split("-")} - {"and"})
        notes += [_lost(names)[id_] for id_ in lost]
    return Answer(
        "search",
        found.hits[:limit],
        {"text": text},
        None,
        SearchHit,
        SearchHit._fields,
        limit is not None and len(found.hits) > limit,
        notes=tuple(notes),
        lost=lost,
    )


def _own_words(found: Found) -> bool:
    """Whether an imported map answers in words of its own; what everyday titles say is of the map of 2017."""
    return any(":" in hit.id and hit.found_in in {"title", "specialism"} for hit in found.hits[:1])


def lacking(names: Names, everyday: EverydayTitle) -> str:
    """What a map lacks of an everyday title that it has not, in a sentence or two."""
    lost = [_lost(names)[id_] for id_ in _lost_of(names, everyday)]
    return " ".join([f"The map has no {everyday.title!r}.", *lost])


def _lost_of(names: Names, everyday: EverydayTitle) -> tuple[str, ...]:
    """The routes whose tables the document lost that have what is called so."""
    return tuple(id_ for id_ in everyday.occupations if id_ in _lost(names))


def _index(names: Names) -> Index:
    """The words of the map, kept with its names."""
    names.index = names.index or Index(names.store)
    return names.index


def _lost(names: Names) -> dict[str, str]:
    """The routes that hold no occupation, by id, each with a sentence that says so."""
    held, lines = _index(names).routes, names.lines("route")
    return {
        id_: f"The document holds no table of the route {name} (line {lines[id_]})."
        for id_, name in names.routes.items()
        if id_ not in held and ":" not in id_  # a route of an imported map, of occupations that stand in others first
    }
