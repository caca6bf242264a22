"""Imports go one way: from left to right along the flow of the data, never back."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOW = [
    f"{folder}.{name}"
    for folder, names in {
        "loader": """
            errors source coverage markup blocks words catalogue cells curated tokens cutting entries reading
            kin names schema relatedness progression crosswalk graph changes what_if
            guard store embedded difference plan bolt_errors connection loading bolt apart stored
        """,
        "queries": """
            answers library run find offline selection paths why_not comparison gaps differences
        """,
        "exports": """
            part flat about outline
            lettering graphml gexf graph_json csv_tables parquet data_frames workbook cypher_script neo4j_admin
            vocabulary turtle jsonld dot mermaid boxes standing arrows sheet picture
            formats files
        """,
        "explorer": """
            building report render neo4j_jars local_server place asking choosing
            marks path_text views frames drawing what_if_views options
            neo4j_commands document_commands question_commands path_commands gap_commands export_commands cli __main__
        """,
    }.items()
    for name in names.split()
]


def imports_of(file: Path) -> set[str]:
    """What a module imports of the project, as `folder.module`."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            if node.level == 1:
                found.add(f"{file.parent.name}.{node.module}")
            elif node.module.startswith("career_pathways."):
                found.add(node.module.removeprefix("career_pathways."))
            assert node.module.split(".")[0] not in {"loader", "queries", "exports", "explorer"}, (
                f"{file}: import by folder"
            )
    return found


def test_every_module_has_its_place_in_the_flow() -> None:
    modules = {
        f"{f.parent.name}.{f.stem}"
        for d in ("loader", "queries", "exports", "explorer")
        for f in (ROOT / d).glob("*.py")
    }
    assert {m for m in modules if not m.endswith("__init__")} == set(FLOW)


@pytest.mark.parametrize("module", FLOW)
def test_a_module_imports_only_what_stands_before_it(module: str) -> None:
    folder, name = module.split(".")
    later = {i for i in imports_of(ROOT / folder / f"{name}.py") if i in FLOW and FLOW.index(i) >= FLOW.index(module)}
    assert not later
