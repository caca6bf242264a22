"""The question library: each `.cypher` file beside this module as a Query. Text only, no driver.

    file    = header query
    header  = title about {param} returns          one `// key: value` a line, in this order
    param   = "// param " NAME ": " ["optional "] TYPE [" = " DEFAULT] ", " WHAT
    TYPE    = "string" | "integer"
    returns = "// returns: " COLUMN {", " COLUMN}

An optional parameter is null where it is not given. The order of the answer is the query's last ORDER BY.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from career_pathways.loader.errors import QueryError, UnknownQuery
from career_pathways.loader.words.near import near

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a question wants to be told."""

    name: str
    type: str
    """`string` or `integer`."""
    about: str
    optional: bool = False
    """Whether it may be left out; it is null then, or `default`."""
    default: str | int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question, in words and in Cypher."""

    name: str
    """The file's name without `.cypher`."""
    title: str
    about: str
    parameters: tuple[Parameter, ...]
    returns: tuple[str, ...]
    """The columns, in order: the fields of a row in answers.py."""
    order: tuple[tuple[str, bool], ...]
    """The columns that the rows are ordered by, and whether downwards; together they leave no ties."""
    text: str
    """The Cypher, without the header."""


_HEADER = re.compile(
    r"// title: (?P<title>.+)\n"
    r"// about: (?P<about>.+)\n"
    r"(?P<parameters>(?:// param .+\n)*)"
    r"// returns: (?P<returns>.+)\n"
    r"(?P<text>(?:(?!//).*\n)+)"
)
_PARAMETER = re.compile(
    r"// param (?P<name>\w+): (?P<optional>optional )?(?P<type>string|integer)"
    r"(?: = (?P<default>[^,]+))?, (?P<about>.+)"
)
_ORDER = re.compile(r"(\w+)( DESC)?")


def parse_query(name: str, file: str) -> Query:
    """The question in the text of one file. Raises QueryError where the text has not the form above."""
    match = _HEADER.fullmatch(file)
    if match is None:
        raise QueryError(f"{name}.cypher: not title, about, param…, returns and then Cypher. See queries/library.py.")
    text = match["text"].strip()
    terms = text.rpartition("ORDER BY ")[2].split(", ")
    order = [_ORDER.fullmatch(term) for term in terms]
    if "ORDER BY" not in text or not all(order):
        raise QueryError(f"{name}.cypher: ends in {text.splitlines()[-1]!r}. Give it an ORDER BY of plain columns.")
    return Query(
        name=name,
        title=match["title"],
        about=match["about"],
        parameters=tuple(_parameter(name, line) for line in match["parameters"].splitlines()),
        returns=tuple(match["returns"].split(", ")),
        order=tuple((term[1], term[2] is not None) for term in order if term),
        text=text,
    )


def _parameter(query: str, line: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if match is None:
        raise QueryError(f"{query}.cypher: cannot read {line!r}. The form is `// param NAME: TYPE, WHAT`.")
    default = match["default"]
    return Parameter(
        name=match["name"],
        type=match["type"],
        about=match["about"],
        optional=bool(match["optional"]) or default is not None,
        default=int(default) if default is not None and match["type"] == "integer" else default,
    )


def queries() -> tuple[Query, ...]:
    """All questions, by name."""
    return tuple(query(path.stem) for path in sorted(FOLDER.glob("*.cypher")))


@cache
def query(name: str) -> Query:
    """The question of that name. Raises UnknownQuery, with the near ones, where there is none."""
    known = {path.stem: path for path in sorted(FOLDER.glob("*.cypher"))}
    if name not in known:
        nearest = near(name.lower().replace("_", "-").replace(" ", "-"), known, cutoff=0.5)
        cure = f"Did you mean {' or '.join(map(repr, nearest))}?" if nearest else f"There are: {', '.join(known)}."
        raise UnknownQuery(f"no question {name!r}. {cure}")
    return parse_query(name, known[name].read_text(encoding="utf-8"))
