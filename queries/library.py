"""The question library: each `.cypher` file beside this module as a Query. Text only, no driver.

    file    = header query
    header  = title about {param} returns          one `// key: value` a line, in this order
    param   = "// param " NAME ": " ["optional "] TYPE [" = " DEFAULT] ", " WHAT
    TYPE    = "string" | "integer" | "integers" | "boolean"
    returns = "// returns: " COLUMN {", " COLUMN}

An optional parameter is null where it is not given. A question that looks at all of the map takes `$edition` besides,
which the store gives: null where it holds one edition, else the name of the one that is asked. The order of the answer
is the query's last ORDER BY, of columns, and of whether a column is a text: `basis = 'stated' DESC`.

What stands between /*+*/ and /*-*/ is asked of several editions, or of an imported map. Of a document alone it would
say nothing: there the question is shorter, and what people read and paste is what they need.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from career_pathways.loader.errors import QueryError, UnknownQuery
from career_pathways.loader.words.near import near, shortened

FOLDER = Path(__file__).parent


class Parameter(NamedTuple):
    """What a question is asked with."""

    name: str
    type: str
    """`string`, `integer`, `integers` (a list of them) or `boolean`."""
    about: str
    optional: bool = False
    """Whether it may be left out; it is null then, or `default`."""
    default: str | int | None = None


class Term(NamedTuple):
    """By what rows are ordered."""

    column: str
    downwards: bool
    value: str | None = None
    """Where it counts only whether the column is this."""


class Query(NamedTuple):
    """A question, in words and in Cypher."""

    name: str
    """The file's name without `.cypher`."""
    title: str
    about: str
    parameters: tuple[Parameter, ...]
    returns: tuple[str, ...]
    """The columns, in order: the fields of a record in `queries/rows/`."""
    order: tuple[Term, ...]
    """What the rows are ordered by; together these leave no ties."""
    text: str
    """The Cypher, without the header."""
    of_document: str
    """The same where a store holds the edition of a document alone."""
    marked: str
    """Both in one: with the marks of what is asked of the one, and not of the other."""

    def __repr__(self) -> str:
        """Its name, what it takes, and what it is about: all of them are more than a screen holds."""
        taken = ", ".join(f"{p.name}={p.default!r}" if p.optional else p.name for p in self.parameters)
        return f"{self.name}({taken}): {self.about}"


_MARKS = re.compile(r"/\*[+-]\*/")
_MARKED = re.compile(r"/\*\+\*/.*?/\*-\*/", re.DOTALL)


def parse_query(name: str, file: str) -> Query:
    """The question in the text of one file. Raises QueryError where the text has not the form above."""
    lines = file.splitlines()
    header = [line[3:].partition(": ") for line in takewhile(lambda line: line.startswith("// "), lines)]
    marked = "\n".join(lines[len(header) :]).strip()
    text = _MARKS.sub("", marked)
    keys = ["param" if key.startswith("param ") else key for key, _, value in header if value]
    if keys != ["title", "about", *["param"] * (len(header) - 3), "returns"] or not text or "\n//" in f"\n{text}":
        raise QueryError(f"{name}.cypher: not title, about, param…, returns and then Cypher. See queries/library.py.")
    order = [_term(term) for term in text.rpartition("ORDER BY ")[2].split(", ")]
    if "ORDER BY" not in text or None in order:
        raise QueryError(f"{name}.cypher: ends in {text.splitlines()[-1]!r}. Give it an ORDER BY of plain columns.")
    (_, _, title), (_, _, about), *parameters, (_, _, returns) = header
    return Query(
        name=name,
        title=title,
        about=about,
        parameters=tuple(_parameter(name, key.removeprefix("param "), value) for key, _, value in parameters),
        returns=tuple(returns.split(", ")),
        order=tuple(term for term in order if term),
        text=text,
        of_document=_MARKED.sub("", marked),
        marked=marked,
    )


def _term(text: str) -> Term | None:
    """TERM = COLUMN [" = 'VALUE'"] [" DESC"]; None of anything else."""
    plain = text.removesuffix(" DESC")
    column, equals, value = plain.partition(" = '")
    if not column.isidentifier() or (equals and not value.endswith("'")):
        return None
    return Term(column, text != plain, value.removesuffix("'") if equals else None)


def _parameter(query: str, name: str, declared: str) -> Parameter:
    type_, _, about = declared.partition(", ")
    type_, _, default = type_.removeprefix("optional ").partition(" = ")
    if type_ not in {"string", "integer", "integers", "boolean"} or not about:
        raise QueryError(f"{query}.cypher: cannot read param {name}. The form is `// param NAME: TYPE, WHAT`.")
    return Parameter(
        name=name,
        type=type_,
        about=about,
        optional=declared.startswith("optional ") or bool(default),
        default=int(default) if default and type_ == "integer" else default or None,
    )


def queries() -> tuple[Query, ...]:
    """All questions of the library, in the order of their names."""
    return tuple(query(path.stem) for path in sorted(FOLDER.glob("*.cypher")))


@cache
def query(name: str) -> Query:
    """The question of that name. Raises UnknownQuery, with the near ones, where there is none."""
    if name.islower() and name.replace("-", "a").isalpha():  # a name, and no way to another folder
        try:
            return parse_query(name, (FOLDER / f"{name}.cypher").read_text(encoding="utf-8"))
        except OSError:
            pass  # the error below says it
    known = [path.stem for path in sorted(FOLDER.glob("*.cypher"))]
    nearest = near(name.lower().replace("_", "-").replace(" ", "-"), known, cutoff=0.5)
    listed = f"Did you mean {' or '.join(map(repr, nearest))}?" if nearest else f"There are: {', '.join(known)}."
    cure = "" if nearest else "Cypher of your own is for {cypher}."
    raise UnknownQuery(f"no question {shortened(name)!r}. {listed}", cure, candidates=tuple(nearest))
