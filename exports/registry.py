"""The formats: their names, how their files end, and who writes them."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import PurePath
from shlex import quote
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TypeAlias
from urllib.parse import unquote, urlsplit

from career_pathways.loader.errors import ExportError, WrongExport
from career_pathways.loader.words.near import near, shortened

if TYPE_CHECKING:  # networkx comes with it, which a list of formats does not need
    from .part import Part

Writer: TypeAlias = "Callable[[Part, BinaryIO], None]"
"""Writes a part to a stream that need not seek."""


class Format(NamedTuple):
    """A format that a part can be written in."""

    name: str
    about: str
    """What it is for, in a few words."""
    ending: str
    """By which it is known, and that of its files; "" where it is a folder."""
    module: str
    """Of exports/, imported when needed, since some bring a library."""
    writer: str = ""
    """The function in it that writes the one file."""
    text: bool = True
    """Whether it can be shown on a terminal."""

    @property
    def single(self) -> bool:
        """Whether it is one file."""
        return bool(self.writer)


FORMATS = {
    form.name: form
    for form in (
        Format("graphml", "Gephi, yEd, igraph, Cytoscape", ".graphml", "formats.graphml", "graphml"),
        Format("gexf", "Gephi, Gephi Lite", ".gexf", "formats.gexf", "gexf"),
        Format("json", "node-link JSON: networkx, D3", ".json", "formats.graph_json", "node_link"),
        Format("cytoscape", "Cytoscape, Cytoscape.js", ".cyjs", "formats.graph_json", "cytoscape"),
        Format("csv", "a pair of tables with CSVW metadata", ".csv", "formats.csv_tables"),
        Format("parquet", "a pair of tables: pandas, polars, DuckDB", ".parquet", "formats.parquet"),
        Format(
            "xlsx", "a workbook, a sheet for each label and type", ".xlsx", "formats.workbook", "workbook", text=False
        ),
        Format(
            "cypher",
            "a script for a Neo4j of your own, safe to run again",
            ".cypher",
            "formats.cypher_script",
            "cypher_script",
        ),
        Format("neo4j-admin", "a folder for neo4j-admin database import", "", "formats.neo4j_admin"),
        Format("turtle", "RDF: SKOS, with provenance", ".ttl", "formats.turtle", "turtle"),
        Format("jsonld", "the same RDF as JSON-LD", ".jsonld", "formats.jsonld", "jsonld"),
        Format("dot", "Graphviz", ".dot", "formats.dot", "dot"),
        Format("mermaid", "Markdown, GitHub; small parts only", ".mmd", "formats.mermaid", "mermaid"),
        Format("svg", "a picture in the layout of the map, or of a path", ".svg", "picture.map_picture", "svg"),
        Format("png", "the same picture in pixels", ".png", "picture.pixels", "png", text=False),
    )
}
"""In the order in which they are listed."""

_NEEDED = {"parquet": "Parquet needs pyarrow", "xlsx": "a workbook needs XlsxWriter", "png": "PNG needs resvg-py"}
"""By the name of a format the library that it needs, and that an installation of that name brings."""

_ALSO = {".gv": "dot", ".mermaid": "mermaid", ".cyp": "cypher", ".cql": "cypher"}
"""Other endings that say a format."""


def format_of(name: str | None, target: str) -> Format:
    """The format of that name (or ending), or else the one that the target's ending says. Raises WrongExport."""
    known = {form.ending: form.name for form in FORMATS.values() if form.ending} | _ALSO
    if name is not None:
        wanted = name.lower()
        wanted = known.get(f".{wanted.removeprefix('.')}", wanted)
        if wanted in FORMATS:
            return FORMATS[wanted]
        if nearest := near(wanted, FORMATS, n=1, cutoff=0.7):
            offered = {"near": repr(nearest[0]), "candidates": tuple(nearest)}
            raise WrongExport(f"no format {shortened(name)!r}.", "Did you mean {near}?", **offered)
        raise WrongExport(f"no format {shortened(name)!r}.", _LISTED)
    ending = PurePath(target).suffix.lower()
    if ending in known:
        return FORMATS[known[ending]]
    where = "standard output has no ending that says" if target == "-" else f"{target}: its ending does not say"
    raise WrongExport(f"{where} a format.", f"Name one with {{format}}. {_LISTED}")


def pip_install(extra: str) -> str:
    """The command that adds what an extra brings to this installation: of a checkout, a file or an index (PEP 610).

    By uv where this Python has no pip, as in what `uv tool install` makes.
    """
    python, project = quote(sys.executable), f"career-pathways[{extra}]"
    pip = f"{python} -m pip install" if find_spec("pip") else f"uv pip install -p {python}"
    origin = json.loads(distribution("career-pathways").read_text("direct_url.json") or "{}")
    if not origin:
        return f"{pip} {quote(project)}"
    url = str(origin["url"])
    if origin.get("dir_info", {}).get("editable"):
        folder = re.sub(r"^/(?=\w:)", "", unquote(urlsplit(url).path))  # of Windows: file:///C:/
        return f"{pip} -e {quote(f'{folder}[{extra}]')}"
    if vcs := origin.get("vcs_info"):
        url = f"{vcs['vcs']}+{url}@{vcs['commit_id']}"
    return f"{pip} {quote(f'{project} @ {url}')}"


_LISTED = "There are:" + "".join(f"\n  {form.name:<12} {form.ending:<9} {form.about}" for form in FORMATS.values())


def files_of(form: Format, part: Part, name: str, *, spreadsheet_safe: bool = False) -> tuple[tuple[str, Writer], ...]:
    """The files of an export, in the order to write them: each its name, and who writes it.

    `name`: that of the file; of a pair, each file is called after it. `spreadsheet_safe` is for CSV. Raises WrongExport
    where the part cannot be written in this format, ExportError where a library that it needs is not installed.
    """
    if spreadsheet_safe and form.name != "csv":
        raise WrongExport(f"{form.name}: only CSV is made safe for spreadsheets; xlsx is so by itself.")
    try:
        module = import_module(f".{form.module}", __package__)
    except ImportError as error:
        if form.name not in _NEEDED:
            raise
        fact = f"{_NEEDED[form.name]}, which is not installed:"
        raise ExportError(fact, "{command}", command=pip_install(form.name)) from error
    if form.single:
        return ((name, getattr(module, form.writer)),)
    if form.name == "neo4j-admin":
        return tuple(module.neo4j_admin_files(part))
    stem = name[: -len(form.ending)] if name.lower().endswith(form.ending) else name
    nodes, relationships = f"{stem}-nodes{form.ending}", f"{stem}-relationships{form.ending}"
    tables = import_module(".tables", __package__)
    named = ((nodes, tables.NODE_TABLE), (relationships, tables.RELATIONSHIP_TABLE))
    if form.name == "parquet":
        return tuple((file, partial(module.parquet_table, table)) for file, table in named)
    csv_metadata = import_module(".formats.csvw", __package__).csv_metadata
    return (
        *((file, partial(module.csv_table, table, spreadsheet_safe=spreadsheet_safe)) for file, table in named),
        (
            f"{stem}-metadata.json",
            partial(csv_metadata, nodes=nodes, relationships=relationships, spreadsheet_safe=spreadsheet_safe),
        ),
    )
