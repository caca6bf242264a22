"""Rows as an assistant gets them: what it needs to say an answer, with the line that each step rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.views.wording import PARTS
from career_pathways.queries.listings import Place, places


def steps(explorer: Explorer, rows: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Progressions with their basis, why they are, the parts of their relatedness, and where their ends are listed."""
    listed = places(explorer.store, _ends(rows))
    for row in rows:
        ends = {"from_": {"id": row["from_id"], "title": row["from_title"]}} if "from_id" in row else {}
        yield {
            **{f"{side}{name}": value for side, of in ends.items() for name, value in of.items()},
            "id": row["id"],
            "title": row["title"],
            "level": row["level"],
            "route": row["route_name"],
            "basis": row["basis"],
            "why": row["reason"],
            "relatedness": row["relatedness"],
            "parts": {part: row[part] for part in PARTS if row[part]},
            "shared_words": row["shared_words"],
            "source": source(listed.get(row["id"], ()), row["to_cluster"]),
        }


def _ends(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for row in rows:
        yield row["id"]


def source(listed: Sequence[Place], cluster: str | None) -> dict[str, Any] | None:
    """Where the document lists an occupation: in this cluster, or first where it is none of those."""
    for place in (*(place for place in listed if place.cluster == cluster), *listed):
        return {
            "line": place.line,
            "quote": place.quote,
            "cluster": place.cluster_name,
            "pathway": place.pathway_name,
        }
    return None
