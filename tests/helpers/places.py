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
