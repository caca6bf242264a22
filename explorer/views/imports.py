"""What only an imported map shows: occupations by their tables, and the rows that state a step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.words.titles import named
from career_pathways.queries.rows.occupations import Occupation

from .view import View, own_levels, view_of
from .wording import level_words

if TYPE_CHECKING:
    from .screen import Screen

_RELATED = 10
"""Related occupations that are shown of one."""


def imported_view(explorer: Explorer, found: Occupation) -> View:
    """One occupation of an imported map: a row for each cluster that lists it, with where tables state it."""
    of_import = explorer.imported
    assert of_import is not None
    edition, origin = of_import.edition, of_import.origins[found.id]
    files = dict(explorer.cypher(_FILES, {"id": found.id}, limit=None).rows)
    added: Mapping[str, Any] = {
        "file": lambda row: files[row["cluster"]],
        "files": lambda _: origin.files,
        "code": lambda _: origin.code,
        "status": lambda _: origin.status,
        "description": lambda _: origin.description,
        **own_levels(explorer),
    }
    view = view_of(explorer.ask("occupation", {"id": found.id}, limit=None), {}, added=added)
    related = explorer.ask("related", {"id": found.id}, limit=None).rows

    def text(screen: Screen) -> list[str]:
        own = {column: made({}) for column, made in own_levels(explorer).items()}
        level, *how = level_words(found._asdict() | own).split("; ")
        about = [f"{level[0].upper()}{level[1:]}, in {found.route_name}", *how]
        about += [f"code {origin.code}"] * bool(origin.code) + [str(origin.status)] * bool(origin.status)
        lines = [
            *map(screen.styled, screen.wrapped(found.title)),
            *screen.wrapped("; ".join(about)),
            *screen.whole(found.id),
            *(["", *screen.wrapped(origin.description)] if origin.description else []),
        ]
        for row in view.rows:
            column = f" ({row['cluster_column'].replace('_', ' ')} column)" if row["cluster_column"] else ""
            place = [row["pathway_name"]] * (row["pathway_name"] not in {row["cluster_name"], row["route_name"]})
            where = "".join(f", in the pathway {name}" for name in place)
            lines += ["", *screen.wrapped(f"{row['cluster_name']}{column}{where}")]
            if row["specialisms"]:
                lines += screen.wrapped(f"Specialisms: {'; '.join(row['specialisms'])}", "  ")
            lines += screen.wrapped(f"{row['file']}, row {row['line']}: “{row['quote']}”", "  ")
            if screen.explain:
                lines += screen.whole(row["cluster"], "  ")
        if related:
            names = "; ".join(named(other.title, other.level) for other in related[:_RELATED])
            more = f"; and {len(related) - _RELATED} more" if len(related) > _RELATED else ""
            lines += ["", *screen.wrapped(f"Related, which is no progression: {names}{more}", "  ")]
        return lines

    attribution = f" {edition.attribution}." if edition.attribution else ""
    note = f"{edition.title}; licence: {edition.licence}.{attribution}"
    return view._replace(text=text, notes=(*view.notes, note))


_FILES = "MATCH (:Occupation {id: $id})-[listed:IN_CLUSTER]->(c:Cluster) RETURN c.id AS cluster, listed.file AS file"
