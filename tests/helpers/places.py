"""Where the project and its tests keep things."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parent.parent
ROOT = TESTS.parent
DOCS = ROOT / "docs"

FOLDERS = ("loader", "queries", "exports", "explorer", "career_pathways")

MODULES = sorted(
    str(file.relative_to(ROOT))
    for folder in FOLDERS
    for file in (ROOT / folder).rglob("*.py")
    if file.name != "__init__.py" or folder == "career_pathways"
)
"""All modules of the product, as files from the root."""

ROOMS = (
    "loader/errors.py",
    "loader/source.py",
    "loader/catalogue.py",
    "loader/schema.py",
    "loader/words/",
    "loader/reading/",
    "loader/graph/",
    "loader/stores/",
    "loader/building.py",
    "loader/report.py",
    "queries/",
    "exports/part.py",
    "exports/text.py",
    "exports/tables.py",
    "exports/manifest.py",
    "exports/outline.py",
    "exports/rdf.py",
    "exports/xml_elements.py",
    "exports/formats/",
    "exports/picture/",
    "exports/registry.py",
    "exports/files.py",
    "explorer/progress.py",
    "explorer/local_neo4j/",
    "explorer/address.py",
    "explorer/parts.py",
    "explorer/explorer.py",
    "explorer/views/",
    "explorer/commands/",
    "explorer/__main__.py",
    "career_pathways/__init__.py",
)
"""A file, or a folder with all that is in it; each imports only what stands before it."""


def room_of(module: str) -> int | None:
    return next((i for i, room in enumerate(ROOMS) if module.startswith(room)), None)
