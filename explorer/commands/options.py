"""What commands share: options, the open store, and how an answer or an error leaves the program."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial, wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from career_pathways.explorer.address import LONGEST, Address, is_like_an_address
from career_pathways.explorer.explorer import Explorer, of_one_edition
from career_pathways.explorer.views.data import to_json
from career_pathways.explorer.views.view import MOST, QUALIFICATIONS, View, asked_of, levels_there, of_columns
from career_pathways.explorer.views.wording import UNSTATED
from career_pathways.loader.errors import AmbiguousName, Misuse, PathwaysError, visible
from career_pathways.loader.stores.opening import opened
from career_pathways.loader.stores.store import Target
from career_pathways.loader.words.near import shortened
from career_pathways.loader.words.titles import named

from .command_line import COMMAND_LINE, worded, words_here

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")

_MOST_CHOICES = 20
"""Occupations among which somebody chooses by number."""


class FileName(click.Path):
    """The name of a file. What was meant as an address is none, and as it may hold a password it is not shown."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """As click.Path does."""
        if value == "":
            self.fail("the name of the file is empty.", param, ctx)
        if isinstance(value, str) and len(value) > LONGEST:
            self.fail(f"{len(value):,} characters are too long for the name of a file.", param, ctx)
        if isinstance(value, str) and is_like_an_address(value):
            self.fail(
                "the address of a server, where a file is wanted; a file of such a name begins with ./", param, ctx
            )
        return super().convert(value, param, ctx)


_FILE = FileName(dir_okay=False, path_type=Path)

skip_bad_option = click.option(
    "--skip-bad",
    is_flag=True,
    help="Of the tables of a mapping file, leave out what is bad, and say how much that was.",
)

lookups_option = click.option(
    "--lookups",
    type=FileName(dir_okay=False),
    metavar="FILE|none",
    help="Curated readings for this document. Default: the packaged ones, where they belong to it.",
)

password_option = click.option(
    "--password-file",
    type=_FILE,
    help="A file with the server's password. Default: NEO4J_PASSWORD; the user is NEO4J_USERNAME, else neo4j.",
)

with_option = click.option(
    "--with",
    "changes",
    type=_FILE,
    metavar="FILE",
    help="What if: ask the map with the occupations and progressions that this file adds or removes (`pathways help "
    "what-if`).",
)

_LEVELS = {word: str(level) for level, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}


class Number(click.IntRange):
    """A whole number within a range, in words where click has "integer range" and "1<=x<=8"."""

    name = "number"

    def _describe_range(self) -> str:
        return f"from {self.min:,} to {self.max:,}"


class Level(Number):
    """A level as people write it: 2, "two", "level 2".

    One that qualifications do not have, from 1 to 8, may be a level of an imported map's own: `open_map` knows.
    """

    def __init__(self) -> None:
        """From 1 to 8, as qualifications have them."""
        super().__init__(QUALIFICATIONS[0], QUALIFICATIONS[-1])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Raises click.BadParameter where the value is no level."""
        if isinstance(value, str):
            written = value.strip().lower().removeprefix("level").strip()
            written = _LEVELS.get(written, written)
            if not written.removeprefix("-").isdecimal():
                self.fail(f"{shortened(value)!r} is not a level: write a number from 1 to 8, as 2 or two.", param, ctx)
            value = written
            if ctx is not None and len(written) < _DIGITS and int(written) not in QUALIFICATIONS:
                ctx.meta.setdefault(_OWN_LEVELS, []).append((int(written), param))
                return int(written)
        return super().convert(value, param, ctx)


_DIGITS = 6
"""No level has so many."""

_OWN_LEVELS = f"{__name__}.own_levels"
"""Where a context keeps the levels that the map has to judge, each with its option."""


def _judge_levels(explorer: Explorer, ctx: click.Context) -> None:
    """Raises click.BadParameter for the first level that no qualification has, and the map has not either."""
    for level, param in ctx.meta.get(_OWN_LEVELS, ()):
        levels = levels_there(explorer)
        if level not in levels:
            raise not_in_range(level, levels[0], levels[-1], ctx=ctx, param=param)


def not_in_range(level: int, lowest: int, highest: int, **option: Any) -> click.BadParameter:
    """The error for a level that the map cannot have; `option`: by what click names the option."""
    return click.BadParameter(f"{level} is not in the range from {lowest} to {highest}.", **option)


_MEANT = "Of several occupations with the same title, the one in this route."

in_option = click.option("--in", "in_route", metavar="ROUTE", help=_MEANT)

in_or_route_option = click.option("--in", "--route", "in_route", metavar="ROUTE", help=_MEANT)
"""The same where no other route can be asked for: nothing is left out of the answer."""


class Seconds(click.FloatRange):
    """As click has it, but that nan is in no range, and its range in words."""

    name = "number"

    def _describe_range(self) -> str:
        return f"from {self.min:,} to {self.max:,}"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Raises click.BadParameter where the value is no number of seconds in the range."""
        seconds = super().convert(value, param, ctx)
        if math.isnan(seconds):
            self.fail(f"{value} is not in the range {self._describe_range()}.", param, ctx)
        return seconds


class Levels(click.ParamType[tuple[int, ...]]):
    """One level or several: "2", "2,3", "two or three"."""

    name = "levels"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:
        """Raises click.BadParameter where one of them is no level."""
        if isinstance(value, tuple):
            return value
        return tuple(Level().convert(one, param, ctx) for one in re.split(r"[,;+&]|\b(?:and|or)\b", value))


def filter_options(command: F) -> F:
    """What may be in an answer, on every command alike; the command takes the fields of `Filters`."""
    for option in (
        click.option("--degree", is_flag=True, help="Only occupations that come with a degree."),
        click.option("--apprenticeship-only", is_flag=True, help="Only occupations marked apprenticeship only."),
        click.option("--column", type=click.Choice(list(UNSTATED)), help="Only occupations of this column of the map."),
        click.option(
            "--level",
            "levels",
            type=Levels(),
            default=(),
            metavar="LEVELS",
            help='Only occupations of these levels, as stated: 2, "2,3", two.',
        ),
        click.option(
            "--route",
            metavar="ROUTE",
            help="Only occupations of this route: its id or name, or the beginning of either.",
        ),
    ):
        command = option(command)
    return command


def limit_option(default: int, what: str) -> Callable[[F], F]:
    """`--limit N`, 0 being no limit: where none is given, only what a screen shows has one."""

    def limited(command: F) -> F:
        @click.option(
            "--limit",
            type=Number(0, MOST),
            help=f"{what}; 0: all. Default: {default} on a screen, all in JSON, CSV and the like.",
        )
        @wraps(command)
        def with_limit(*args: Any, limit: int | None, **kwargs: Any) -> Any:
            if limit is None:
                limit = 0 if form_asked(click.get_current_context().params) else default
            return command(*args, limit=limit, **kwargs)

        return with_limit  # type: ignore[return-value]

    return limited


def place_option(command: F) -> F:
    """`--store` and `--password-file`; the command takes them as one `store`, an Address."""

    @click.option(
        "--store",
        metavar="FILE|URI|local",
        help="The store: a file, a Neo4j server (bolt://…, neo4j://…, neo4j+s://…), or `local` for that of `pathways "
        "neo4j start`. Default: what PATHWAYS_STORE names, else pathways.kgl in your data folder.",
    )
    @password_option
    @wraps(command)
    def placed(*args: Any, store: str | None, password_file: Path | None, **kwargs: Any) -> Any:
        return command(*args, store=Address(store, password_file), **kwargs)

    return placed  # type: ignore[return-value]


def store_option(command: F) -> F:
    """What `place_option` has, and `--edition`: which of several editions is asked."""

    @click.option(
        "--edition",
        metavar="EDITION",
        help="Of several editions in the store, the one to ask. Default: what PATHWAYS_EDITION names, else 2017, that "
        "of the document.",
    )
    @wraps(command)
    def of_edition(*args: Any, store: Address, edition: str | None, **kwargs: Any) -> Any:
        return command(*args, store=store._replace(edition=edition), **kwargs)

    return place_option(of_edition)  # type: ignore[return-value]


_FORMS = {
    "json": "One JSON object",
    "csv": "CSV with a heading",
    "tsv": "The same, with tabs",
    "nl": "One JSON object for each row, each on a line of its own",
}
"""The forms that have an option of their own; `--format` names the others."""


def form_asked(given: Mapping[str, Any]) -> str | None:
    """The form in which an answer is wanted, None for the table on a screen. In: the options that `form_options` adds.

    Raises click.UsageError where two are wanted.
    """
    forms = [form for form in _FORMS if given[f"as_{form}"]]
    options = [*(f"--{form}" for form in forms), *(f"--format {form}" for form in given["table"])]
    if len(options) > 1:
        raise click.UsageError(
            f"An answer has one form: {' or '.join(options)}, not {'both' if len(options) == 2 else 'all'}."
        )
    return next(iter((*forms, *given["table"])), None)


def _names_of_columns(_: click.Context, param: click.Parameter, text: str | None) -> tuple[str, ...]:
    """What --columns names, in its order."""
    columns = () if text is None else tuple(name.strip() for name in text.split(","))
    if "" in columns:
        raise click.BadParameter("a name is empty. Write the names of columns with commas between them.", param=param)
    if twice := next((name for name in columns if columns.count(name) > 1), None):
        raise click.BadParameter(f"{shortened(twice)!r} is named twice.", param=param)
    return columns


TABLES = ("github", "plain")
"""The forms of a table that every answer has."""


def form_options(command: F, tables: Sequence[str] = TABLES) -> F:
    """`--json`, `--csv`, `--tsv`, `--nl`, `--format`, `--columns`; the command takes `form`, None for none of them."""

    @click.option(
        "-t",
        "--format",
        "table",
        type=click.Choice(tables),
        multiple=True,
        help=f"A table in Markdown, or one without lines{'; or a whole page in Markdown' if 'page' in tables else ''}.",
    )
    @click.option(
        "--columns",
        metavar="NAMES",
        callback=_names_of_columns,
        help="Only these columns, with commas between them; --csv shows their names.",
    )
    @wraps(command)
    def of_form(*args: Any, **kwargs: Any) -> Any:
        form = form_asked(kwargs)
        if form == "page" and kwargs["columns"]:
            raise click.UsageError("A page has columns of its own. Leave out --columns, or ask for a table.")
        of_forms = {"table", *(f"as_{name}" for name in _FORMS)}
        return command(*args, form=form, **{name: value for name, value in kwargs.items() if name not in of_forms})

    for form, about in reversed(_FORMS.items()):
        of_form = click.option(f"--{form}", f"as_{form}", is_flag=True, help=f"{about}.")(of_form)
    return of_form  # type: ignore[return-value]


quiet_option = click.option(
    "-q", "--quiet", is_flag=True, help="Leave out the notes beside the answer; errors are still told."
)


def answers(command: F, tables: Sequence[str] = TABLES) -> F:
    """The options of `form_options`, and `--quiet`; the command returns a View, and this shows it."""

    @partial(form_options, tables=tables)
    @quiet_option
    @wraps(command)
    def show(
        *args: Any, form: str | None, columns: tuple[str, ...], quiet: bool, explain: bool = False, **kwargs: Any
    ) -> None:
        with designed_errors():
            view = of_one_edition(lambda: command(*args, **kwargs))
            view = of_columns(view, columns) if columns else view
            show_view(view, form, explain=explain, quiet=quiet)
            if failure := view.ended().failure:
                raise failure

    return show  # type: ignore[return-value]


explain_option = click.option(
    "--explain", is_flag=True, help="Show also the numbers behind the answer, the ids, and where the document says so."
)


def asks(command: F) -> F:
    """`--store`, and what `answers` has; the command returns a question, which is asked of the map in the store."""

    @wraps(command)
    def ask(store: Address, **wishes: Any) -> View:
        return view_of_names(open_map(store), command(**wishes))

    return store_option(answers(ask))  # type: ignore[return-value]


def view_of_names(explorer: Explorer, question: Callable[[Explorer], View]) -> View:
    """The answer to a question, with what its names were taken to mean."""
    view, understood = with_choices(explorer, question)
    return asked_of(explorer.store.edition, view, understood)


def with_choices(explorer: Explorer, question: Callable[[Explorer], T]) -> tuple[T, tuple[str, ...]]:
    """The answer to a question, and what its names were taken to mean, which is shown before an error, too.

    On a terminal, whoever asks chooses among the occupations that a name means, where they fit on a screen.
    """
    understood = explorer.names.understood
    while True:
        try:
            return question(explorer), tuple(understood.values())
        except PathwaysError as error:
            choices = error.candidates if isinstance(error, AmbiguousName) and "name" in error.data else ()
            if not 0 < len(choices) <= _MOST_CHOICES or not (sys.stdin.isatty() and sys.stderr.isatty()):
                for note in understood.values():
                    click.echo(note, err=True)
                raise
            click.echo(f"{error.fact} Which one?", err=True)
            for number, id_ in enumerate(choices, 1):
                occupation = explorer.occupation(id_)
                place = f"{named(occupation.title, occupation.level)}, {occupation.route_name}"
                click.echo(f"{number:>4}  {place}", err=True)
            number = click.prompt("Number", type=Number(1, len(choices)), err=True)
            explorer.names.chosen[error.data["name"]] = choices[number - 1]


def show_view(view: View, form: str | None = None, *, explain: bool = False, quiet: bool = False) -> None:
    """A view on standard output, in a form, None for the table of a screen; beside it notes on standard error.

    `explain`: with the numbers behind it. `quiet`: without what stands beside it.
    """
    if form is None:
        from .terminal import shown_on  # noqa: PLC0415 -- only what is read by people is laid out

        beside = shown_on(view, explain=explain)
    elif form == "json":
        _write(to_json(view, COMMAND_LINE), as_found=bool(view.stream))
        return
    else:
        from career_pathways.explorer.views.forms import written  # noqa: PLC0415 -- csv and tabulate

        _write(written(view, form), as_found=bool(view.stream))
        beside = view.beside(words_here())
        if form not in {"github", "plain"}:  # one table, which has no room for others
            besides = [
                f"{name} ({len(block.rows):,})" for name, block in view.below.items() if block.shown and block.rows
            ]
            beside = [*beside, *([f"In --json alone: {', '.join(besides)}."] if besides else [])]
    for note in [] if quiet else beside:
        click.echo(visible(note), err=True)


def _write(pieces: Iterable[str], *, as_found: bool) -> None:
    """Pieces on standard output; `as_found`: each at once, so that no row is half written when the command is ended."""
    for text in pieces if as_found else ["".join(pieces)]:
        click.echo(text, nl=False)


def parameter(text: str) -> tuple[str, str]:
    """KEY=VALUE as the two."""
    key, equals, value = text.partition("=")
    if not key or not equals:
        raise click.UsageError(f"-p {text!r} is not KEY=VALUE, as in -p level=2.")
    return key, value


class _UsageError(click.ClickException):
    exit_code = 2


@contextmanager
def designed_errors() -> Iterator[None]:
    """Errors of the project as click shows errors, without usage: exit status 2 where the command can be put right."""
    try:
        yield
    except PathwaysError as error:
        raise (_UsageError if isinstance(error, Misuse) else click.ClickException)(worded(error)) from error


def open_map(store: Address) -> Explorer:
    """The map in the store, open until the command ends; the user's own is built where it is not there yet."""
    explorer = Explorer(opened(built(store), store.edition_named))
    ctx = click.get_current_context()
    ctx.call_on_close(explorer.close)
    _judge_levels(explorer, ctx)
    return explorer


def built(store: Address) -> Path | Target:
    """The file or the database; the user's own file is built from the packaged document where it is not there yet.

    What is named is never made: a slip in its name would be answered from another map.
    """
    place = store.resolved()
    if isinstance(place, Path) and not store.named and not place.exists():
        from career_pathways.loader.building import build  # noqa: PLC0415 -- imports the reader, which no other question needs

        click.echo(f"No store yet: building {place} from the packaged document …", err=True)
        build(place, source=None, lookups=None)
    return place
