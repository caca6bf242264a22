"""What the server calls the places of a template, in its API and on its pages: parameters by their Python names."""

from __future__ import annotations

from collections.abc import Mapping

from career_pathways.loader.errors import PathwaysError

WEB: Mapping[str, str] = {
    "in": "`in_route`",
    "route": "`route`",
    "level": "`level`",
    "heading": "`heading`",
    "around": "`around`",
    "via": "`via`",
    "avoid": "`avoid`",
    "max_level_gap": "`max_level_gap`",
    "only": "`only`",
    "store": "the store, when the server is started",
    "store_or_variable": "the store, when the server is started",
    "password_file": "a password file, when the server is started",
    "key": "the key, when the server is started",
    "force": "another name",
    "output": "a format of several files",
    "file_or_stream": "a file",
    "narrower": "`routes`, `pathways`, `clusters`, `around` or `only`",
    "format": "`format`",
    "all_rows": "`limit=0`",
    "fewest": "`by=steps`",
    "rows": "the rows of `form=json` and `form=csv`",
    "build": "the command that builds stores",
    "build_add": "the command that builds stores, adding {edition}",
    "load_edition": "the command that loads a server, with {edition}",
    "add": "adding",
    "edition": "`edition`",
    "skip_bad": "leaving out what is bad",
    "lookups": "curated readings",
    "no_lookups": "no curated readings",
    "load": "the command that loads a server",
    "load_bulk": "the command that loads a server in bulk",
    "analyse": "the command that analyses a whole map",
    "allow_loss": "allowing the loss",
    "start_neo4j": "the command that starts one",
    "stop_neo4j": "the command that stops it",
    "neo4j_home": "the folder of the local Neo4j",
    "neo4j_heap": "PATHWAYS_NEO4J_HEAP, where the server is started",
    "bulk": "the bulk load",
    "version": "another version",
    "search": "a search",
    "cypher": "own Cypher",
    "parameter": "`parameters`",
    "page_editions": "career_pathways/docs/editions.md",
    "page_gaps": "career_pathways/docs/gaps.md",
    "page_maps": "career_pathways/docs/maps.md",
    "page_neo4j": "career_pathways/docs/neo4j.md",
    "clusters": "the question clusters",
    "see_route": "what a route holds, by the question route-occupations",
    "see_occupation": "the page of the occupation",
    "see_path": "the path from {origin} to {destination}",
    "see_reach": "all that {occupation} can lead to",
    "see_reach_back": "all that can lead to {occupation}",
}
"""A word for each place, as COMMAND_LINE has one; they go as well on a page as in JSON."""


def worded(error: PathwaysError) -> str:
    """Fact and cure of an error, as the server says them."""
    return error.text(WEB)
