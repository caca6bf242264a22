"""All that is measured of the product, in one table: `make bench`.

    python benchmarks/table.py [SCRIPT ...]

Runs the scripts below, or those that are named, one after another; each also runs alone. What they print while they
measure goes to standard error, the table to standard output. Ends with status 1 where a figure is missed, or where a
script could not end its work or measured nothing.
"""

from __future__ import annotations

import sys
import time

from figures import Figure, figures_of
from tabulate import tabulate

SCRIPTS = {
    "house.py": "The house, beside packages that are good to read",
    "reading.py": "How well documents are read",
    "relatedness.py": "How well it ranks",
    "searching.py": "How well everyday words find occupations",
    "speed.py": "Reading and building",
    "start.py": "From the shell to the answer, and in a process that goes on",
    "explorer.py": "Paths between any two occupations",
    "batch.py": "A batch of 10,000 names",
    "exports.py": "Exports",
    "growth.py": "How time and memory grow with what is given",
    "server.py": "A Neo4j",
    "differential.py": "Cypher of the file store beside a Neo4j's",
    "web.py": "The server of the page",
    "page.py": "The page in one file",
    "mcp.py": "The server of assistants",
    "fresh_clone.py": "The commands of a fresh clone",
}
"""What each measures, in the order of the table."""


def main() -> int:
    scripts, begun = sys.argv[1:] or list(SCRIPTS), time.monotonic()
    if unknown := [script for script in scripts if script not in SCRIPTS]:
        sys.exit(f"No {unknown[0]} among what is measured: {', '.join(SCRIPTS)}.")
    rows: list[tuple[str, ...]] = []
    failed = []
    for number, script in enumerate(scripts, 1):
        print(f"{number} of {len(scripts)}: {script}", file=sys.stderr, flush=True)
        figures, status = figures_of([script])
        rows += [(f"── {SCRIPTS[script]} ──", "", "", ""), *map(row, figures)]
        if not figures or (status and all(figure.held for figure in figures)):
            failed.append(script)
    heads = ("", "measured", "what it may be, or stands beside", "")
    print(tabulate(rows, heads, tablefmt="simple", disable_numparse=True, maxcolwidths=[60, None, 40, None]))
    missed = sum(cells[-1] == "MISSED" for cells in rows)
    took = (time.monotonic() - begun) / 60
    print(f"{len(rows) - len(scripts)} figures in {took:.0f} minutes, {missed} missed.", file=sys.stderr)
    if failed:
        print(f"These ended before they had measured all: {', '.join(failed)}.", file=sys.stderr)
    return int(bool(missed or failed))


def row(figure: Figure) -> tuple[str, str, str, str]:
    """A figure as a row: what, measured, what it may be or stands beside, whether it is."""
    beside = "; ".join(filter(None, (figure.bounds, figure.beside)))
    return figure.what, f"{figure.number} {figure.unit}".strip(), beside, figure.verdict


if __name__ == "__main__":
    sys.exit(main())
