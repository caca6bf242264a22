"""What the command line calls the places of a template: of an error's cure, of a note beside an answer."""

from __future__ import annotations

from collections.abc import Mapping
from shlex import quote

import click

from career_pathways.loader.errors import PathwaysError

COMMAND_LINE: Mapping[str, str] = {
    "in": "--in",
    "route": "--route",
    "level": "--level",
    "heading": "--heading",
    "around": "--around",
    "via": "--via",
    "avoid": "--avoid",
    "max_level_gap": "--max-level-gap",
    "only": "--only",
    "store": "--store",
    "store_or_variable": "--store or PATHWAYS_STORE",
    "password_file": "--password-file",
    "key": "with --key-file or SKILLS_ENGLAND_API_KEY",
    "force": "--force",
    "output": "-o",
    "file_or_stream": "a file, or - for standard output",
    "narrower": "--route, --pathway, --cluster, --around or --only",
    "format": "--format",
    "all_rows": "--limit 0",
    "fewest": "--by steps",
    "rows": "--json and --csv",
    "build": "`pathways build --store {place}`",
    "build_add": "`pathways build --add {edition}`",
    "add": "--add",
    "edition": "--edition or PATHWAYS_EDITION",
    "skip_bad": "--skip-bad",
    "lookups": "--lookups",
    "no_lookups": "`--lookups none`",
    "load": "`pathways load --to`",
    "load_bulk": "`pathways load --bulk --to local`",
    "analyse": "`pathways analyse`",
    "load_edition": "`pathways load {edition} --to`",
    "allow_loss": "--allow-loss",
    "start_neo4j": "`pathways neo4j start`",
    "stop_neo4j": "`pathways neo4j stop`",
    "neo4j_home": "PATHWAYS_NEO4J_HOME",
    "neo4j_heap": "PATHWAYS_NEO4J_HEAP",
    "bulk": "--bulk",
    "version": "--version",
    "search": "`pathways search`",
    "cypher": "--cypher",
    "parameter": "-p",
    "page_editions": "`pathways help editions`",
    "page_gaps": "`pathways help gaps`",
    "page_maps": "`pathways help maps`",
    "page_neo4j": "`pathways help neo4j`",
    "clusters": "`pathways query clusters`",
    "see_route": "what a route holds: `pathways query route-occupations -p id={a_route}`",
    "see_occupation": "`pathways show OCCUPATION`",
    "see_path": "`pathways path {origin} {destination}`",
    "see_reach": "`pathways reach {occupation}`",
    "see_reach_back": "`pathways reach {occupation} --backwards`",
}
"""A word for each place; one word may have places for data itself."""


_STORE = ("store", "password_file")
_OF_A_STORE = {"build_add": _STORE} | dict.fromkeys(
    ("search", "clusters", "see_route", "see_occupation", "see_path", "see_reach", "see_reach_back"),
    (*_STORE, "edition"),
)
"""The words for commands that ask or change the same store, and which options each takes besides."""


def words_here() -> Mapping[str, str]:
    """COMMAND_LINE, whose commands repeat the store and the edition that the command which runs was given."""
    context = click.get_current_context(silent=True)
    given = context.params if context else {}
    written = {name: f"--{name.replace('_', '-')} {_quoted(str(text))}" for name, text in given.items() if text}
    return {
        **COMMAND_LINE,
        **{
            name: _going_on(COMMAND_LINE[name], *(written[option] for option in options if option in written))
            for name, options in _OF_A_STORE.items()
        },
    }


def _quoted(text: str) -> str:
    """A text as a shell takes it, in which a template has no place."""
    return quote(text).replace("{", "{''")  # what is in quotes goes on after an end and a beginning of them


def _going_on(word: str, *options: str) -> str:
    """A word for a command with more options at its end."""
    return " ".join([word[:-1], *options]) + "`"


def worded(error: PathwaysError) -> str:
    """An error as the command line says it, to paste; where it is of a changed map, so are the commands it names."""
    error, words = error.to_paste(), words_here()
    if "changes" not in error.data:
        return error.text(words)
    see = {name: _going_on(word, "--with {with_file}") for name, word in words.items() if name.startswith("see_")}
    of_file = type(error)(error.fact, error.cure, **error.data | {"with_file": quote(error.data["changes"])})
    return of_file.text({**words, **see})
