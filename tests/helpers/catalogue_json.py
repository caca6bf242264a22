"""A catalogue back from its JSON, so that tests can see that the JSON holds all of it."""

from __future__ import annotations

import json
from typing import Any

from career_pathways.loader.catalogue import Catalogue, Cluster, Column, Entry, Pathway, Route
from career_pathways.loader.source import Span


def from_json(text: str) -> Catalogue:
    """The catalogue that `to_json` wrote."""
    document = json.loads(text)
    return Catalogue(
        source_name=document["source"]["name"],
        source_sha256=document["source"]["sha256"],
        routes=tuple(
            Route(
                name=r["name"],
                line=r["line"],
                pathways=tuple(
                    Pathway(name=p["name"], line=p["line"], clusters=tuple(_cluster(c) for c in p["clusters"]))
                    for p in r["pathways"]
                ),
            )
            for r in document["routes"]
        ),
    )


def _cluster(c: dict[str, Any]) -> Cluster:
    return Cluster(
        name=c["name"],
        column=Column(c["column"]),
        row=c["row"],
        apprenticeship_only=c["apprenticeship_only"],
        description=c["description"],
        line=c["line"],
        entries=tuple(
            Entry(
                title=e["title"],
                level=e["level"],
                degree=e["degree"],
                specialisms=tuple(e["specialisms"]),
                line=e["line"],
                title_span=Span(*e["title_span"]),
                specialism_spans=tuple(Span(*s) for s in e["specialism_spans"]),
                quote=e["quote"],
            )
            for e in c["entries"]
        ),
    )
