"""docs/guide.ipynb out of docs/python.md: its prose as cells of Markdown, its Python as cells of code.

`make guide`, or python tests/helpers/guide.py: runs the guide, and writes what its cells show into both.

1. What stands between two blocks of Python, or between two sections, is one cell of Markdown as it is, since its
   links lead from the same folder. Only the first has more: links to all sections.
2. A cell is called for its section and its place in it, so that one that is added changes no other.
3. What a cell shows is kept in all its forms, and in the text as plain text: what it prints, and its last line's value.
4. Nothing is kept that changes from run to run: no counts of executions, no times, no version of Python.
5. The kernel is that of the Python that runs this, whichever others the user has, and has no settings of the user.
"""

from __future__ import annotations

import os
import re
import tempfile
from copy import deepcopy
from pathlib import Path

import nbformat
from nbformat import NotebookNode, v4
from places import DOCS

from career_pathways.loader.graph.build import slug

GUIDE = DOCS / "python.md"
NOTEBOOK = DOCS / "guide.ipynb"

CODE = re.compile(r"```python\n(?P<code>.*?)```\n(?:\n```text\n.*?```\n)?", re.DOTALL)
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)

LONGEST = 120
"""Seconds that a cell may take."""


def notebook_of(text: str) -> NotebookNode:
    """The notebook that the text of the guide makes, not yet run."""
    cells: list[NotebookNode] = []
    for section in re.split(r"^(?=## )", text, flags=re.MULTILINE):
        first, of_section = len(cells), slug(section.partition("\n")[0])
        end = 0
        for block in CODE.finditer(section):
            cells += [v4.new_markdown_cell(section[end : block.start()]), v4.new_code_cell(block["code"])]
            end = block.end()
        cells.append(v4.new_markdown_cell(section[end:]))
        cells[first:] = [cell for cell in cells[first:] if cell.source.strip()]
        for number, cell in enumerate(cells[first:], 1):
            cell.update(id=f"{of_section}-{number}", source=cell.source.strip())  # Rule 2
    cells[0].source += _contents(_HEADING.findall(text))  # Rule 1
    metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return v4.new_notebook(cells=cells, metadata=metadata)


def _contents(headings: list[str]) -> str:
    """Links to sections, by the names that Jupyter and GitHub give them in a notebook."""
    return "\n" + "".join(f"\n- [{heading}](#{heading.replace(' ', '-')})" for heading in headings)


def run(notebook: NotebookNode, folder: Path) -> NotebookNode:
    """The notebook with what its cells show, run from top to bottom by a kernel that begins in a folder."""
    from jupyter_client.kernelspec import KernelSpecManager  # all this takes 0.2 s to import
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient

    ran = deepcopy(notebook)
    with tempfile.TemporaryDirectory() as own:
        manager = AsyncKernelManager(  # Rule 5
            kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),
            connection_file=str(Path(own, "kernel.json")),
            transport="ipc",
        )
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PATHWAYS_", "IPYTHON"))}
        begun = {"metadata": {"path": str(folder)}}
        client = NotebookClient(ran, manager, timeout=LONGEST, resources=begun, coalesce_streams=True)
        client.execute(env={**kept, "IPYTHONDIR": own}, cleanup_kc=True)
    for cell in ran.cells:  # Rule 4
        cell.metadata = {}
        if cell.cell_type == "code":
            cell.execution_count = None
            for output in cell.outputs:
                output.pop("execution_count", None)
                if output.output_type == "execute_result":
                    output.execution_count = None
    ran.metadata = notebook.metadata
    return ran


def plain(cell: NotebookNode) -> str:
    """What a cell shows, as the text has it (rule 3)."""
    shown = [output.get("text") or f"{output['data']['text/plain']}\n" for output in cell.outputs]
    return "".join(shown)


def text_of(text: str, notebook: NotebookNode) -> str:
    """The text of the guide with what the cells of its notebook show."""
    shown = (plain(cell) for cell in notebook.cells if cell.cell_type == "code")

    def with_shown(block: re.Match[str]) -> str:
        of_cell = next(shown)
        return f"```python\n{block['code']}```\n" + (f"\n```text\n{of_cell}```\n" if of_cell else "")

    return CODE.sub(with_shown, text)


def written(notebook: NotebookNode) -> str:
    """The text of a notebook's file."""
    return f"{nbformat.writes(notebook)}\n"


def main() -> None:
    """Run the guide, and write what its cells show into the text and the notebook."""
    text = GUIDE.read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        ran = run(notebook_of(text), Path(folder))
    GUIDE.write_text(text_of(text, ran), "utf-8")
    NOTEBOOK.write_text(written(ran), "utf-8")


if __name__ == "__main__":
    main()
