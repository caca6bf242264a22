"""What a word of the command line may become: what the placeholder of its option or argument names.

A ROUTE is completed as a route wherever it stands, so a new option needs no more than its placeholder.

1. What is offered names one thing: an occupation by its title, else by title and level, else by its id. Where an option
   before it says the route, namesakes elsewhere do not count.
2. Capitals do not matter. What all offers have otherwise than it is typed is written as they have it; where they differ
   among themselves, as it is typed, so that no shell takes a letter back.
3. Ids are offered to what looks like the beginning of one; of nothing, and of the beginning of a route, the routes are,
   as the folders that ids begin with.
4. No store is made here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from importlib import import_module
from os.path import expandvars
from pathlib import Path
from typing import Any, NamedTuple

import click
from click.shell_completion import CompletionItem

from career_pathways.explorer.address import Address
from career_pathways.explorer.views.wording import UNSTATED, level_words
from career_pathways.loader.editions.packaged import PACKAGED
from career_pathways.loader.words.titles import named, normalised_title
from career_pathways.queries.library import FOLDER, Query, query
from career_pathways.queries.names import Names

from .main import COMMANDS, imported
from .pages import PAGES

_LONGEST = 64 * 1024
"""Bytes of the heading of a CSV that are looked at."""

KEPT = "kept"
"""The type of an item that is what has been typed: the others do not begin so, and no shell is to take it away."""


class Offer(NamedTuple):
    """What may be meant."""

    names: tuple[str, ...]
    """What it alone is called, the best first."""
    about: str = ""
    id: str = ""
    called: str = ""
    """What it is called as others are, too; what is offered is its id."""


class _Completed(click.ParamType[Any]):
    """A type that completes; else as it was."""

    def __init__(self, of: click.ParamType[Any], kinds: Iterable[str]) -> None:
        self.name = of.name
        self.of = of
        self.kinds = tuple(kinds)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return self.of.convert(value, param, ctx)

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,
        incomplete: str,
    ) -> list[CompletionItem[str]]:
        offers = (offer for kind in self.kinds for offer in _KINDS[kind](ctx, incomplete))
        files = self.of.shell_complete(ctx, param, incomplete) if isinstance(self.of, click.Path) else []
        return fitting(offers, incomplete) + files


def prepared(command: click.Command) -> click.Command:
    """The same command, whose parameters complete what their placeholders name.

    What is written so far is not judged, and `--cypher -` reads nothing: that would be what is typed meanwhile.
    """
    command = copy(command)
    command.params = [copy(parameter) for parameter in command.params]
    for parameter in command.params:
        parameter.callback = None
        placeholder = parameter.metavar or (parameter.name or "").upper()
        if placeholder in PLACEHOLDERS:
            parameter.type = _Completed(parameter.type, PLACEHOLDERS[placeholder])
    return command


def fitting(offers: Iterable[Offer], typed: str) -> list[CompletionItem[str]]:
    """Those that begin with what is typed, by the first of their names that does (rule 2)."""
    begun = typed.casefold()
    found: dict[str, str] = {}
    for offer in offers:
        names = [*offer.names, offer.id] if offer.id and "/" in typed else offer.names  # rule 3
        name = next((name for name in names if name.casefold().startswith(begun) and name.isprintable()), None)
        if name is None and offer.called and offer.called.casefold().startswith(begun):
            name = offer.id
        if name is not None:
            found.setdefault(name, offer.about)
    if len({name[: len(typed)] for name in found}) > 1:  # rule 2
        found = {
            typed + name[len(typed) :] if name.casefold().startswith(begun) else name: about
            for name, about in found.items()
        }
    items = [CompletionItem(name, help=about or None) for name, about in found.items()]
    if len(found) > 1 and not all(name.casefold().startswith(begun) for name in found):
        items.insert(0, CompletionItem(typed, type=KEPT))
    return items


def _names(ctx: click.Context) -> Names:
    """What the store has names for that the words before say, or the environment."""
    store = ctx.params.get("store")
    address = Address(store and expandvars(store), ctx.params.get("password_file"), ctx.params.get("edition"))
    names = Names(address.opened())
    ctx.call_on_close(names.store.close)
    return names


def _occupations(ctx: click.Context, typed: str) -> Iterator[Offer]:
    names = _names(ctx)
    if "/" not in typed:
        yield from (Offer((f"{id_}/",), f"ids of {name}") for id_, name in names.routes.items())
    if typed:
        yield from occupations(names, _route_before(ctx))


def occupations(names: Names, route: str = "") -> Iterator[Offer]:
    """All occupations (rule 1); `route`: the beginning of the id or name of one in which a title is enough."""
    found = sorted(names.occupations, key=lambda o: o.title.casefold())
    inside = [route and begins(route, o.route, o.route_name) for o in found]
    keys = [normalised_title(o.title) for o in found]
    titles, levels = Counter(keys), Counter(zip(keys, [o.level for o in found], strict=True))
    titles_inside = Counter(key for key, within in zip(keys, inside, strict=True) if within)
    for o, key, within in zip(found, keys, inside, strict=True):
        about = f"{level_words(o._asdict())}, {o.route_name}"
        if titles[key] == 1 or (within and titles_inside[key] == 1):
            yield Offer((o.title,), about, o.id)
        elif titles_inside[key] and not within:
            continue
        elif o.level is not None and levels[key, o.level] == 1:
            yield Offer((named(o.title, o.level),), about, o.id)
        else:
            yield Offer((), about, o.id, called=named(o.title, o.level))


def begins(text: str, *names: str) -> bool:
    """Whether one of some names begins so."""
    return any(name.casefold().startswith(text.casefold()) for name in names)


def _route_before(ctx: click.Context) -> str:
    """The route that a word before says, to tell namesakes apart."""
    given = ctx.params.get("in_route")
    return given if isinstance(given, str) else ""


def _routes(ctx: click.Context, _: str) -> Iterator[Offer]:
    yield from (Offer((id_, name), name) for id_, name in _names(ctx).routes.items())


def _editions(ctx: click.Context, _: str) -> Iterator[Offer]:
    yield from (Offer((name,)) for name in _names(ctx).store.editions)


def _clusters(ctx: click.Context, typed: str) -> Iterator[Offer]:
    names = _names(ctx)
    if "/" not in typed:
        yield from (Offer((f"{id_}/",), f"ids of {name}") for id_, name in names.routes.items())
    if typed:
        yield from places(names.clusters)


def _pathways(ctx: click.Context, _: str) -> Iterator[Offer]:
    yield from places(_names(ctx).pathways)


def places(known: Mapping[str, str]) -> Iterator[Offer]:
    """Clusters or pathways, by name where only one is called so."""
    called = Counter(map(normalised_title, known.values()))
    for id_, name in known.items():
        only = called[normalised_title(name)] == 1
        yield Offer((name,) if only else (), id_, id_, called="" if only else name)


def _questions(*_: Any) -> Iterator[Offer]:
    yield from (Offer((path.stem,), query(path.stem).title) for path in sorted(FOLDER.glob("*.cypher")))


def _parameters(ctx: click.Context, typed: str) -> Iterator[Offer]:
    """KEY= of the question that the words before name; after it the values that a name is wanted for."""
    question = _question(ctx)
    key, equals, value = typed.partition("=")
    if not equals:
        yield from (Offer((f"{p.name}=",), p.about) for p in question.parameters)
        return
    for offer in _values(ctx, question, key, value):
        names = tuple(f"{key}={name}" for name in offer.names)
        yield Offer(names, offer.about, offer.id and f"{key}={offer.id}", offer.called and f"{key}={offer.called}")


def _question(ctx: click.Context) -> Query:
    """The question that the words before name. Raises UnknownQuery, StopIteration where they name none."""
    # Where the last word is an option without its value, click leaves what stands before it in `args`.
    return query(next(filter(None, (ctx.params.get("name"), *ctx.params.get("queries", ()), *ctx.args))))


def _values(ctx: click.Context, question: Query, key: str, value: str) -> Iterator[Offer]:
    """As `in_ids` of queries/naming.py takes them for names."""
    if key == "route" or (key, question.name) == ("id", "route-occupations"):
        yield from _routes(ctx, value)
    elif (key, question.name) == ("id", "cluster-occupations"):
        yield from _clusters(ctx, value)
    elif key in {"id", "from", "to"}:
        yield from _occupations(ctx, value)
    elif key == "level":
        yield from _levels()


def _formats(*_: Any) -> Iterator[Offer]:
    formats = import_module("career_pathways.exports.registry").FORMATS  # `export` alone has imported it
    yield from (Offer((form.name,), form.about) for form in formats.values())


def _levels(*_: Any) -> Iterator[Offer]:
    yield from (Offer((str(level),), level_words({"level": level})) for level in range(2, 8))


def _several(offers: Iterable[Offer], typed: str) -> Iterator[Offer]:
    """With commas between them: those before the last stay."""
    before = typed[: typed.rfind(",") + 1]
    yield from (Offer((f"{before}{offer.names[0]}",), offer.about) for offer in offers)


def _columns(ctx: click.Context, typed: str) -> Iterator[Offer]:
    given = ctx.params
    if ctx.info_name == "query" and (given.get("name") or given.get("cypher") or ctx.args):
        names = _question(ctx).returns
    else:
        asked, added = ANSWERS.get(_answer(ctx), ("", ""))
        names = (*(column for name in asked.split() for column in query(name).returns), *added.split())
        names = (*names, "what_if") if given.get("changes") else names
    yield from _several((Offer((name,)) for name in names), typed)


def _answer(ctx: click.Context) -> str:
    """The answer that the words before ask for, as ANSWERS has it."""
    if ctx.info_name == "next" and (ctx.params.get("batch") or "-" in {ctx.params.get("occupation"), *ctx.args}):
        return "next -"
    figure = ctx.params.get("figure", "findings")
    return str(ctx.info_name) if figure == "findings" else f"{ctx.info_name} --figure {figure}"


def _columns_of_the_map(*_: Any) -> Iterator[Offer]:
    yield from (Offer((column,), levels) for column, levels in UNSTATED.items())


def _headings(ctx: click.Context, _: str) -> Iterator[Offer]:
    """Those of the CSV that --batch names, where that is a file and no pipe."""
    batch = ctx.params.get("batch") or "-"
    if (file := Path(batch)).is_file():
        headings_of = import_module("career_pathways.explorer.given_names").headings_of  # csv, for this alone
        with file.open("rb") as lines:
            yield from (Offer((heading,)) for heading in headings_of([lines.readline(_LONGEST)], batch))


ANSWERS: Mapping[str, tuple[str, str]] = {
    "search": ("search", "degree apprenticeship_only"),
    "show": ("occupation", ""),
    "next": ("next-steps level-next-steps next-steps-ahead", "degree apprenticeship_only reason"),
    "next -": (
        "next-steps next-steps-ahead",
        "line given from_id from_title from_level from_route_name degree apprenticeship_only reason problem candidates",
    ),
    "before": ("what-leads-to", "degree apprenticeship_only reason"),
    "path": (
        "shortest-path",
        "path carried_level degree apprenticeship_only from_carried_level from_degree from_apprenticeship_only reason",
    ),
    "reach": ("reach reach-destinations", "degree apprenticeship_only"),
    "compare": ("", "who id title level column route route_name from_first from_second degree apprenticeship_only"),
    "diff": (
        "",
        "change from_id from_title from_level from_column from_route from_code "
        "to_id to_title to_level to_column to_route to_code evidence score also "
        "candidates_id candidates_title candidates_level candidates_column candidates_route candidates_code reason",
    ),
    "gaps": ("", "kind id title level column route route_name finding beside lines"),
    "gaps --figure level-two": (
        "",
        "route route_name professional own own_reaching share cut_off cut_off_titles cut_off_lines map map_reaching "
        "map_share",
    ),
    "gaps --figure matrix": (
        "",
        "origin origin_name destination destination_name occupations reaching going_on who lines",
    ),
    "shared": ("shared-across-routes", ""),
    "query": ("", "name title about parameters"),
    "check": ("", "kind line where finding"),
    "catalogue": ("", "route pathway cluster column row title level degree specialisms line"),
    "build": ("", "of count"),
    "editions": ("editions", "asked"),
    "load": ("", "of count added changed removed"),
}
"""The columns of a command's answers: the questions that it asks, and what its views add."""


def _topics(ctx: click.Context, _: str) -> Iterator[Offer]:
    if before := ctx.params.get("topic"):
        command = imported(before[0]) if before[0] in COMMANDS else None
        within = command.commands if isinstance(command, click.Group) and len(before) == 1 else {}
        yield from (Offer((name,), one.get_short_help_str()) for name, one in within.items())
        return
    yield from (Offer((name,), about) for name, about in PAGES.items())
    yield from (Offer((name,), about) for name, (_, about) in COMMANDS.items())


def _changes() -> Iterator[Offer]:
    meanings = import_module("career_pathways.explorer.views.diff").MEANINGS  # `diff` alone has imported it
    yield from (Offer((kind,), meaning) for kind, meaning in meanings.items())


def _editions_of_the_package(*_: Any) -> Iterator[Offer]:
    yield from (Offer((name,), "an edition of the package") for name in PACKAGED)


_KINDS: Mapping[str, Callable[[click.Context, str], Iterator[Offer]]] = {
    "occupation": _occupations,
    "route": _routes,
    "edition": _editions,
    "cluster": _clusters,
    "pathway": _pathways,
    "question": _questions,
    "parameter": _parameters,
    "format": _formats,
    "level": _levels,
    "levels": lambda _, typed: _several(_levels(), typed),
    "column of the map": _columns_of_the_map,
    "column": _columns,
    "heading": _headings,
    "topic": _topics,
    "changes": lambda _, typed: _several(_changes(), typed),
    "edition of the package": _editions_of_the_package,
}

PLACEHOLDERS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("OCCUPATION", "FROM", "TO", "FROM TO", "FIRST", "SECOND"), ("occupation",)),
    "ROUTE": ("route",),
    **dict.fromkeys(("EDITION", "OLDER", "NEWER"), ("edition",)),
    "CHANGES": ("changes",),
    "PATHWAY": ("pathway",),
    "CLUSTER": ("cluster",),
    "ROUTE|CLUSTER|OCCUPATION": ("route", "cluster", "occupation"),
    "NAME": ("question",),
    "KEY=VALUE": ("parameter",),
    "FORMAT": ("format",),
    "LEVEL": ("level",),
    "LEVELS": ("levels",),
    "COLUMN": ("column of the map",),
    "NAMES": ("column",),
    "HEADING": ("heading",),
    "TOPIC": ("topic",),
    "SOURCE": ("edition of the package",),
}
"""What completes a word, by the placeholder of its option or argument."""
