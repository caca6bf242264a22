"""The catalogue: what a document of occupational maps says, as records that JSON can hold. No parsing here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from .schema import BANDS
from .source import Span


class Column(StrEnum):
    """One of the three columns of a pathway's table, from left to right, each a band of levels."""

    TECHNICAL = "technical"
    HIGHER_TECHNICAL = "higher_technical"
    PROFESSIONAL = "professional"

    @property
    def band(self) -> tuple[int, int]:
        """The lowest and the highest level of the column, as the maps define them."""
        return BANDS[self.value]

    @property
    def position(self) -> int:
        """0 for the leftmost."""
        return _IN_ORDER.index(self)


_IN_ORDER = tuple(Column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One occupation as one cluster lists it, verbatim."""

    title: str
    """As in the document, typos kept, white space folded."""
    level: int | None = None
    """The level in brackets; None where the document states none."""
    degree: bool = False
    specialisms: tuple[str, ...] = ()
    line: int
    title_span: Span
    specialism_spans: tuple[Span, ...] = ()
    """One for each of `specialisms`, in the same order."""
    quote: str = ""
    """All of the entry as it stands in the source, without markup: what the scan lost is lost here, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A group of occupations in one cell of a pathway's table."""

    name: str
    """Without "Cluster:" and "APPRENTICESHIP ONLY"."""
    column: Column
    row: int
    """Counted from 1 within the pathway."""
    apprenticeship_only: bool = False
    description: str = ""
    line: int
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pathway:
    """One table of a route."""

    name: str
    line: int
    clusters: tuple[Cluster, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One occupational map."""

    name: str
    """As in "Occupational Map: …"."""
    line: int
    pathways: tuple[Pathway, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All routes of one document, in its order."""

    source_name: str
    source_sha256: str
    routes: tuple[Route, ...] = ()

    def clusters(self) -> Iterator[tuple[Route, Pathway, Cluster]]:
        """Every cluster with what it belongs to, in the document's order."""
        for route in self.routes:
            for pathway in route.pathways:
                for cluster in pathway.clusters:
                    yield route, pathway, cluster


def to_json(catalogue: Catalogue) -> str:
    """The catalogue as JSON text, the same bytes on every run; spans are `[start, end]`."""
    document = {
        "schema_version": 1,
        "source": {"name": catalogue.source_name, "sha256": catalogue.source_sha256},
        "routes": catalogue.routes,
    }
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False, default=_as_json) + "\n"


def _as_json(record: Span | Route | Pathway | Cluster | Entry) -> list[int] | dict[str, Any]:
    if isinstance(record, Span):
        return [record.start, record.end]
    return {field.name: getattr(record, field.name) for field in fields(record)}
