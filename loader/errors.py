"""Every error the project raises for a reason that a user can act on.

    PathwaysError
    ├── UnreadableSource, ReadingError, LookupsError, WrongMap, InvalidCatalogue, InvalidGraph
    ├── FetchError
    │   └── WrongKey
    ├── StoreError
    │   └── WrongAddress, NoConnection, AccessRefused, LossRefused, GraphReplaced
    ├── LocalServerError
    ├── QueryError
    │   └── RefusedQuery, UnknownQuery, WrongParameter
    ├── UnknownName, AmbiguousName, NoPathway, Contradiction, WhatIfError, NotInstalled
    └── ExportError
        └── WrongExport

An error is a fact with data: its kind, what is wrong and where, and the cure, in words that no interface owns. The cure
is a template: "{route}" in it stands for what an interface calls that (an option, a parameter). Each interface has a
table of its words; the one of Python is here, since `str(error)` is Python's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from shlex import quote
from typing import Any

PYTHON: Mapping[str, str] = {
    "in": "`in_route`",
    "route": "`route`",
    "level": "`level`",
    "heading": "`heading`",
    "around": "`around`",
    "via": "`via`",
    "avoid": "`avoid`",
    "max_level_gap": "`max_level_gap`",
    "only": "`only`",
    "store": "`store`",
    "store_or_variable": "`store` or PATHWAYS_STORE",
    "password_file": "`password_file`",
    "key": "as `key`",
    "force": "`force=True`",
    "output": "`target`",
    "file_or_stream": "a file",
    "narrower": "`routes`, `clusters`, `around` or `only`",
    "format": "`format`",
    "all_rows": "`limit=None`",
    "fewest": '`by="steps"`',
    "rows": "the rows of the answer",
    "build": "the command `build`",
    "build_add": '`career_pathways.build(…, "{edition}")`, or in a file with the command `build`',
    "add": "`add`",
    "edition": "`edition`",
    "skip_bad": "`skip_bad=True`",
    "lookups": "`lookups`",
    "no_lookups": '`lookups="none"`',
    "load": "the command `load`",
    "load_bulk": "the command `load`, in bulk",
    "analyse": "the command `analyse`",
    "load_edition": "the command `load` of {edition}",
    "allow_loss": "`allow_loss=True`",
    "start_neo4j": "`career_pathways.explorer.local_neo4j.server.start`",
    "stop_neo4j": "`career_pathways.explorer.local_neo4j.server.stop`",
    "neo4j_home": "`home`",
    "neo4j_heap": "PATHWAYS_NEO4J_HEAP",
    "bulk": "`load_in_bulk`",
    "version": "`version`",
    "search": "`Explorer.search`",
    "cypher": "`Explorer.cypher`",
    "parameter": "`parameters`",
    "page_editions": "career_pathways/docs/editions.md",
    "page_gaps": "career_pathways/docs/gaps.md",
    "page_maps": "career_pathways/docs/maps.md",
    "page_neo4j": "career_pathways/docs/neo4j.md",
    "clusters": '`Explorer.ask("clusters")`',
    "see_route": 'what a route holds: `Explorer.ask("route-occupations", {"id": …})`',
    "see_occupation": '`ask("occupation", {"id": …})`',
    "see_path": '`path("{origin}", "{destination}")`',
    "see_reach": '`reach("{occupation}")`',
    "see_reach_back": '`reach("{occupation}", backwards=True)`',
}
"""What Python calls the places of a template."""

_PLACE = re.compile(r"\{(\w+)\}")


def filled(template: str, words: Mapping[str, str], data: Mapping[str, Any]) -> str:
    """A template with its places filled: first by the words of an interface, then by data.

    A word may have places for data itself. What stands in the data is never read as a place. Raises KeyError for a
    place that neither has.

    >>> filled("Look with {search}.", {"search": "search({text})"}, {"text": "{crane}"})
    'Look with search({crane}).'
    """
    worded = _PLACE.sub(lambda place: words.get(place[1], place[0]), template)
    return _PLACE.sub(lambda place: str(data[place[1]]), worded)


_CONTROL = {code: f"\\x{code:02x}" for code in (*range(9), *range(11, 32), *range(127, 160))}
_CONTROL |= {code: f"\\u{code:04x}" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
"""What a terminal obeys, and what turns the direction of a text."""


def visible(text: str) -> str:
    r"""A text that a terminal shows and does not obey: control characters as Python writes them.

    >>> visible("\x1b[31mred")
    '\\x1b[31mred'
    """
    return text if text.isprintable() else text.translate(_CONTROL)


class PathwaysError(Exception):
    """The base of every error that a user can act on; as text it is its fact and its cure."""

    def __init__(self, fact: str, cure: str = "", **data: Any) -> None:
        """`fact`: what is wrong, and where. `cure`: a template of what to do.

        `data`: the values of the cure's places, and what a program wants to know besides (candidates, reasons).
        """
        super().__init__(fact)
        self.fact = fact
        self.cure = cure
        self.data = data

    @property
    def kind(self) -> str:
        """The name of its class: `UnknownName`."""
        return type(self).__name__

    @property
    def candidates(self) -> tuple[str, ...]:
        """The ids of what may have been meant, the likeliest first."""
        return tuple(self.data.get("candidates", ()))

    def text(self, words: Mapping[str, str]) -> str:
        """Fact and cure in the words of an interface; a space between them where neither breaks the line."""
        cure = filled(self.cure, words, self.data)
        broken = self.fact.endswith("\n") or cure.startswith("\n")
        return f"{self.fact}{'' if broken or not cure else ' '}{cure}"

    def to_paste(self) -> PathwaysError:
        """The same with its place, where the cure names one, as a shell takes it."""
        if "place" not in self.data:
            return self
        return type(self)(self.fact, self.cure, **self.data | {"place": quote(self.data["place"])})

    def __str__(self) -> str:
        """Fact and cure in the words of Python."""
        return self.text(PYTHON)

    def _repr_html_(self) -> str:
        """The same for a notebook, in its lines."""
        return f"<pre>{visible(f'{self.kind}: {self}').replace('&', '&amp;').replace('<', '&lt;')}</pre>"

    def __reduce__(self) -> Any:
        """So that an error goes from process to process with its data."""
        return partial(type(self), self.fact, self.cure, **self.data), ()


class Misuse(PathwaysError):
    """The base of those that whoever asks can put right in the question itself."""


class UnreadableSource(Misuse):
    """No such file, or not text."""


class ReadingError(PathwaysError):
    """The document holds something that no rule reads."""


class LookupsError(Misuse):
    """A curated reading is unused, fits twice, or is not one."""


class WrongMap(Misuse):
    """A mapping file that is none, or a table that it names and that does not hold what it says."""


class InvalidCatalogue(PathwaysError):
    """A document that holds no occupation."""


class InvalidGraph(PathwaysError):
    """A graph that breaks the graph model."""


class FetchError(PathwaysError):
    """A publisher of maps that answers nothing, something else than expected, or much less than before."""


class WrongKey(FetchError, Misuse):
    """No key for the API of a publisher, or one that it refuses."""


class StoreError(PathwaysError):
    """The store is missing, damaged, or of another version."""


class WrongAddress(StoreError, Misuse):
    """An address that is not one of a Neo4j server, or a password file that cannot be read."""


class NoConnection(StoreError):
    """Nothing answers at an address, or something that is not a Neo4j from 5.26 on."""


class AccessRefused(StoreError):
    """A password, a database or a right that the server does not grant."""


class LossRefused(StoreError):
    """A load that would take away more than anybody asked for."""


class GraphReplaced(StoreError):
    """Another load has replaced the graph since the store was opened."""


class LocalServerError(PathwaysError):
    """The Neo4j of this machine lacks something, is damaged, or does not start."""


class QueryError(PathwaysError):
    """A question that the store refused, or that took too long."""


class RefusedQuery(QueryError, Misuse):
    """A statement that does more than read the graph, names what it lacks, or is not Cypher as the store takes it."""


class UnknownQuery(QueryError, Misuse):
    """No question of that name."""


class WrongParameter(QueryError, Misuse):
    """A parameter that is missing, not known, or not of the kind that is wanted."""


class UnknownName(Misuse):
    """No occupation, cluster or route of that name."""


class AmbiguousName(Misuse):
    """More than one occupation, cluster or route of that name."""


class NoPathway(PathwaysError):
    """Two occupations that exist, and no path from the one to the other."""

    @property
    def reasons(self) -> tuple[Any, ...]:
        """Why there is none, the most telling first: each a `kind` and a `text`."""
        return tuple(self.data.get("reasons", ()))

    @property
    def nearest(self) -> tuple[Any, ...]:
        """What can be reached and is most like the destination, the most like first; three at most."""
        return tuple(self.data.get("nearest", ()))

    @property
    def leading(self) -> tuple[Any, ...]:
        """What leads to the destination, the nearest to it first; three at most."""
        return tuple(self.data.get("leading", ()))


class Contradiction(Misuse):
    """Conditions of a path that no path can keep together."""


class WhatIfError(Misuse):
    """A what-if file that cannot be read, or that does not fit the graph."""


class NotInstalled(Misuse):
    """A library, or Java, that is needed and not there."""


class ExportError(PathwaysError):
    """An export that cannot be written for a reason outside of the question: a full disk, a missing library."""


class WrongExport(ExportError, Misuse):
    """An export that is asked for wrongly: in its format, its file, or what is chosen."""
