"""What the command line calls the places of a template: of an error's cure, of a note beside an answer."""

from __future__ import annotations

from collections.abc import Mapping

COMMAND_LINE: Mapping[str, str] = {
    "route": "--route",
    "level": "--level",
    "around": "--around",
    "store": "--store",
    "store_or_variable": "--store or PATHWAYS_STORE",
    "password_file": "--password-file",
    "force": "--force",
    "output": "-o",
    "file_or_stream": "a file, or - for standard output",
    "narrower": "--route, --pathway, --cluster, --around or --only",
    "format": "--format",
    "all_rows": "--limit 0",
    "rows": "--json and --csv",
    "via": "--via",
    "avoid": "--avoid",
    "build": "`pathways build`",
    "no_lookups": "`--lookups none`",
    "load": "`pathways load --to`",
    "allow_loss": "`pathways load --allow-loss`",
    "start_neo4j": "`pathways neo4j start`",
    "stop_neo4j": "`pathways neo4j stop`",
    "neo4j_home": "PATHWAYS_NEO4J_HOME",
    "version": "--version",
    "search": "`pathways search`",
    "clusters": "`pathways query clusters`",
    "see_occupation": "`pathways show OCCUPATION`",
    "see_path": "`pathways path {origin} {destination}`",
    "see_reach": "`pathways reach {occupation}`",
    "see_reach_back": "`pathways reach {occupation} --backwards`",
}
"""A word for each place; one word may have places for data itself."""
