"""What maps of every size cost, up to a million occupations with eight progressions each: `make scale`.

Each engine is measured by a script of its own, with its sizes one after the other; this one runs them, and writes the
table and the plot of docs/outgrowing.md of what they measured. Exit status 1 where a limit is missed.

    python benchmarks/scale.py [--largest OCCUPATIONS]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from large_map import SIZES
from limits import KEPT, Figure

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "outgrowing.md"
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
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "measured"
        kept.touch()
        failed = []
        for script, most in SCRIPTS:
            sizes = [str(size) for size in SIZES if size <= min(most, largest)]
            start = time.monotonic()
            done = subprocess.run(
                [sys.executable, str(HERE / script), *sizes], env=os.environ | {KEPT: str(kept)}, check=False
            )
            print(f"{script}: {time.monotonic() - start:.0f} s", flush=True)
            failed += [script] * (done.returncode != 0)
        figures = [Figure(*json.loads(line)) for line in kept.read_text().splitlines()]
    print(f"in all: {(time.monotonic() - begun) / 60:.0f} minutes")
    missed = [figure for figure in figures if not figure.held]
    for figure in missed:
        print(f"MISSED: {figure.engine}, {figure.occupations:,}, {figure.what}: {figure.value:,.2f} {figure.unit}")
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
    digits = 0 if figure.value >= 100 else 1 if figure.value >= 10 else 2
    text = f"{figure.value:,.{digits}f}"
    return text if figure.held else f"**{text}**"


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
