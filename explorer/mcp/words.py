"""What a tool calls the places of a template: arguments by their names, other tools by theirs.

What no tool can do, as making a store, whoever asks the assistant does in a terminal.
"""

from __future__ import annotations

from collections.abc import Mapping

from career_pathways.loader.errors import NoPathway, PathwaysError
from career_pathways.loader.words.titles import named

MCP: Mapping[str, str] = {
    "in": "`route`",
    "route": "`route`",
    "level": "`level`",
    "heading": "the heading",
    "around": "the occupation",
    "via": "`via`",
    "avoid": "`avoid`",
    "max_level_gap": "`max_level_gap`",
    "only": "`only`",
    "store": "the store, where the server is configured",
    "store_or_variable": "PATHWAYS_STORE, where the server is configured",
    "password_file": "a password file, where the server is configured",
    "key": "the key, where the server is configured",
    "force": "another name",
    "output": "a file",
    "file_or_stream": "a file",
    "narrower": "a narrower question",
    "format": "the format",
    "all_rows": "a higher `limit`",
    "fewest": "`choice` shortest",
    "rows": "`cut_off_lines`",
    "build": "`pathways build --store {place}` in a terminal",
    "build_add": "`pathways build --add {edition}` in a terminal",
    "load_edition": "`pathways load {edition} --to` the server, in a terminal",
    "add": "adding",
    "edition": "`edition`",
    "skip_bad": "leaving out what is bad",
    "lookups": "curated readings",
    "no_lookups": "no curated readings",
    "load": "`pathways load --to` in a terminal",
    "load_bulk": "`pathways load --bulk --to local` in a terminal",
    "analyse": "`pathways analyse` in a terminal",
    "allow_loss": "allowing the loss",
    "start_neo4j": "`pathways neo4j start` in a terminal",
    "stop_neo4j": "`pathways neo4j stop` in a terminal",
    "neo4j_home": "the folder of the local Neo4j",
    "neo4j_heap": "PATHWAYS_NEO4J_HEAP, where the server is started",
    "bulk": "the bulk load",
    "version": "another version",
    "search": "find_occupations",
    "cypher": "query_cypher",
    "parameter": "`parameters`",
    "page_editions": "the page on editions of the documentation",
    "page_gaps": "the page on gaps of the documentation",
    "page_maps": "the page on maps of the documentation",
    "page_neo4j": "the page on Neo4j of the documentation",
    "clusters": "query_cypher",
    "see_route": "what a route holds, by query_cypher",
    "see_occupation": 'show_occupation of "{occupation}"',
    "see_path": 'find_path from "{origin}" to "{destination}"',
    "see_reach": 'reach of "{occupation}"',
    "see_reach_back": 'reach of "{occupation}" backwards',
}
"""A word for each place, as COMMAND_LINE has one."""


def worded(error: PathwaysError) -> str:
    """An error as an assistant reads it, with the ids of what may be meant where the text does not have them."""
    text = error.to_paste().text(MCP)
    if isinstance(error, NoPathway):
        closed = any(reason.kind == "condition" for reason in error.reasons)
        of_text = {"{nearest_titles}": error.nearest, "{leading_titles}": error.leading}
        listed = [row for place, rows in of_text.items() if place in error.cure for row in rows]
        offered = error.nearest if closed else listed
        ids = "".join(f"\n  {row.id}  {named(row.title, row.level)}, {row.route_name}" for row in offered)
        heading = "Nearest to it of what can be reached so:" if closed else "Their ids:"
        return f"{text}\n{heading}{ids}" if ids else text
    missing = [id_ for id_ in error.candidates if id_ not in text]
    return f"{text}\nCandidates: {', '.join(missing)}" if missing else text
