"""What maps of every size cost, up to a million occupations with eight progressions each: `make scale`.

Each engine is measured by a script of its own, with its sizes one after the other; this one runs them, and writes the
table and the plot of docs/outgrowing.md of what they measured. Exit status 1 where a limit is missed.

    python benchmarks/scale.py [--largest OCCUPATIONS]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from figures import Figure, figures_of
from large_map import SIZES

PAGE = Path(__file__).parent.parent / "docs" / "outgrowing.md"
PLOT = PAGE.parent / "pictures" / "outgrowing.svg"
BEGIN, END = "<!-- what `make scale` measured -->\n", "<!-- until here -->\n"

SCRIPTS = (
    ("table_rows.py", 1_000_000),
    ("file_store.py", 200_000),
    ("bulk.py", 1_000_000),
    ("whole_map.py", 1_000_000),
    ("spark.py", 50_000),
)
"""Each with the largest map that it is for."""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="occupations; default: %(default)s")
    largest = parser.parse_args().largest
    begun = time.monotonic()
    figures: list[Figure] = []
    failed = []
    for script, most in SCRIPTS:
        found, status = figures_of([script, *(str(size) for size in SIZES if size <= min(most, largest))])
        figures += found
        failed += [script] * (status != 0)
    print(f"in all: {(time.monotonic() - begun) / 60:.0f} minutes")
    missed = [figure for figure in figures if not figure.held]
    for figure in missed:
        print(f"MISSED: {figure.engine}, {figure.occupations:,}, {figure.what}: {figure.number} {figure.unit}")
    if largest == SIZES[-1]:
        write_page(figures)
        draw(figures)
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed or missed else 0


def write_page(figures: Sequence[Figure]) -> None:
    """Put the table in its place in the page."""
    text = PAGE.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{table(figures)}\n{END}{after}", "utf-8")


def table(figures: Iterable[Figure]) -> str:
    """All figures: a row for what was measured of an engine, a column for each size."""
    rows: dict[tuple[str, str, str], dict[int, Figure]] = defaultdict(dict)
    for figure in figures:
        rows[figure.engine, figure.what, figure.unit][figure.occupations] = figure
    sizes = sorted({figure.occupations for found in rows.values() for figure in found.values()})
    lines = [
        f"| engine | | {' | '.join(f'{size:,}' for size in sizes)} |",
        f"|---|---|{'---:|' * len(sizes)}",
    ]
    last = ""
    for (engine, what, unit), found in rows.items():
        cells = [shown(found[size]) if size in found else "" for size in sizes]
        lines.append(f"| {engine if engine != last else ''} | {what}, {unit} | {' | '.join(cells)} |")
        last = engine
    return "\n".join(lines) + "\n"


def shown(figure: Figure) -> str:
    return figure.number if figure.held else f"**{figure.number}**"


def draw(figures: Sequence[Figure]) -> None:
    """The plot: what a row costs, and how long a question takes, by the size of the map."""
    import matplotlib as mpl  # noqa: PLC0415 -- only the whole of it is drawn
    from matplotlib import pyplot  # noqa: PLC0415

    mpl.rcParams.update({"svg.hashsalt": "pathways", "svg.fonttype": "none", "font.size": 9})
    drawn, (rows, questions) = pyplot.subplots(1, 2, figsize=(10, 4))
    for axes, unit, title in ((rows, "µs/row", "microseconds a row"), (questions, "ms", "milliseconds a question")):
        lines: dict[str, list[Figure]] = defaultdict(list)
        for figure in figures:
            if figure.unit == unit and "99th" not in figure.what:
                lines[f"{figure.engine}: {figure.what}"].append(figure)
        for label, found in lines.items():
            axes.plot([f.occupations for f in found], [f.value for f in found], marker="o", markersize=3, label=label)
        axes.set(xscale="log", yscale="log", xlabel="occupations, with eight progressions each", title=title)
        axes.spines[["top", "right"]].set_visible(False)
        axes.legend(fontsize=6, frameon=False)
    drawn.tight_layout()
    drawn.savefig(PLOT, metadata={"Date": None})


if __name__ == "__main__":
    sys.exit(main())
