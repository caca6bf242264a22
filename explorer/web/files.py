"""An export over HTTP: the bytes that the file would have; where it is several, all of them in a ZIP."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from career_pathways.explorer.parts import choose
from career_pathways.explorer.serving.cypher import CypherQuestion, OwnCypher
from career_pathways.explorer.serving.served import Answered, State
from career_pathways.explorer.wishes import PartWishes
from career_pathways.exports.files import export, export_to
from career_pathways.exports.registry import FORMATS, Format, format_of
from career_pathways.loader.errors import WrongParameter
from career_pathways.queries.selection import answer_parts

from .parameters import ABOUT, Parameter, of_fields

PARAMETERS = (
    Parameter("format", "text", True, None, tuple(FORMATS), ABOUT["format"]),
    *(p for p in of_fields(PartWishes) if p.name != "parameters"),
    Parameter("parameters", "texts", False, (), (), ABOUT["parameters"]),
    Parameter("spreadsheet_safe", "boolean", False, False, (), ABOUT["spreadsheet_safe"]),
    Parameter("edition", "text", False, None, (), ABOUT["edition"]),
)

_KINDS = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "json": "application/json",
    "cytoscape": "application/json",
    "jsonld": "application/ld+json",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "turtle": "text/turtle; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""What the formats are called on the way; others are plain text."""

_NAME = "career-pathways"


def exported(state: State, own: OwnCypher, wanted: Mapping[str, Any]) -> Answered:
    """A part of the map as a file to be saved. Raises what Explorer.part and the formats do."""
    wishes = dict(wanted)
    form, safe = format_of(wishes.pop("format"), ""), wishes.pop("spreadsheet_safe", False)
    edition = wishes.pop("edition", None)
    explorer = state.explorer(edition)
    given = None
    if (cypher := wishes.get("cypher")) is not None:
        given = answer_parts(own.result(state, CypherQuestion(cypher, limit=0, edition=edition)).rows)
    if "parameters" in wishes:
        wishes["parameters"] = dict(map(_named, wishes["parameters"]))
    part = choose(explorer.names, explorer.ways, lambda: explorer.graph, cast(PartWishes, wishes), given)
    name, kind = f"{_NAME}{form.ending}", _KINDS.get(form.name, "text/plain; charset=utf-8")
    if form.single:
        out = io.BytesIO()
        export_to(out, part, form, spreadsheet_safe=safe)
        body = out.getvalue()
    else:
        body, name, kind = _zipped(part, form, safe=safe), f"{_NAME}-{form.name}.zip", "application/zip"
    headers = (("Content-Type", kind), ("Content-Disposition", f'attachment; filename="{name}"'))
    return Answered(200, headers, body)


def _named(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise WrongParameter(f"parameters {text!r}: not NAME=VALUE.")
    return name, value


def _zipped(part: Any, form: Format, *, safe: bool) -> bytes:
    """All files of an export and its manifest: the same bytes for the same part."""
    out = io.BytesIO()
    with tempfile.TemporaryDirectory(prefix="pathways-") as folder, zipfile.ZipFile(out, "w") as packed:
        export(
            part, Path(folder) / (f"{_NAME}{form.ending}" if form.ending else _NAME), form.name, spreadsheet_safe=safe
        )
        for file in sorted(file for file in Path(folder).rglob("*") if file.is_file()):
            entry = zipfile.ZipInfo(str(file.relative_to(folder)))  # of 1980: when it was made is no part of it
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, file.read_bytes())
    return out.getvalue()
