"""From the document to a loaded graph: `read_source`, `read_catalogue`, `build_graph`, `validate`.

Imported when first used: a question that the store answers needs neither the reader nor networkx.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from career_pathways.loader.graph.build import Graph, build_graph
    from career_pathways.loader.graph.validate import validate
    from career_pathways.loader.reading.curated import packaged_lookups
    from career_pathways.loader.reading.reader import Reading, read_catalogue

    from .catalogue import Catalogue, Cluster, Column, Entry, Pathway, Route
    from .source import SourceText, Span, read_source

_HOMES = {
    "catalogue": ("Catalogue", "Cluster", "Column", "Entry", "Pathway", "Route"),
    "reading.curated": ("packaged_lookups",),
    "graph.build": ("Graph", "build_graph"),
    "graph.validate": ("validate",),
    "reading.reader": ("Reading", "read_catalogue"),
    "source": ("SourceText", "Span", "read_source"),
}

__all__ = [
    "Catalogue",
    "Cluster",
    "Column",
    "Entry",
    "Graph",
    "Pathway",
    "Reading",
    "Route",
    "SourceText",
    "Span",
    "build_graph",
    "packaged_lookups",
    "read_catalogue",
    "read_source",
    "validate",
]


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f".{home}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
