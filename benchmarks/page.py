"""The page in one file: how soon a browser draws it with a slowed processor, and how soon it shows a path.

    python benchmarks/page.py [--paths N]

Ends with status 1 where a figure misses its limit. `make bench` installs Chromium and Node where they are missing.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parent.parent

from figures import held  # noqa: E402

from career_pathways.explorer.explorer import Explorer  # noqa: E402
from career_pathways.explorer.web.one_file import one_file  # noqa: E402
from career_pathways.loader.building import build  # noqa: E402

LIMITS = {"drawn": 1_000, "path": 50, "alternatives": 100}
"""Milliseconds: the first drawing, the best of three; the slowest of all paths."""

BYTES = 500_000


def main() -> int:
    """Measures all of it. Out: 1 where a figure misses its limit."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--paths", type=int, default=100)
    number = arguments.parse_args().paths
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        sys.exit("No Chromium: `make browser` installs it.")
    with tempfile.TemporaryDirectory() as folder:
        store, file = Path(folder) / "pathways.kgl", Path(folder) / "pathways.html"
        build(store, source=None, lookups=None)
        with Explorer.open(store) as explorer:
            file.write_text(one_file([explorer]), "utf-8")
            asked = "".join(f"{kind} {address}\n" for kind, address in addresses(explorer, number))
        command = ["node", ROOT / "web" / "tests" / "speed.mjs", file, browser]
        ran = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
        size = file.stat().st_size
    took: dict[str, list[float]] = json.loads(ran.stdout)
    kept = [held("the file", size, "bytes", BYTES)]
    kept.append(held("its first drawing, processor slowed four times", min(took["drawn"]), "ms", LIMITS["drawn"]))
    for kind in ("path", "alternatives"):
        what = f"the slowest of {len(took[kind])} {'paths' if kind == 'path' else 'questions for other ways'}"
        kept.append(held(what, max(took[kind]), "ms", LIMITS[kind]))
    return int(not all(kept))


def addresses(explorer: Explorer, number: int) -> list[tuple[str, str]]:
    """So many paths between any two occupations, and as many questions for several of them."""
    choose = random.Random(1)
    ids = [occupation.id for occupation in explorer.names.occupations]
    found = []
    for kind in ("path", "alternatives"):
        for _ in range(number):
            origin, destination = choose.sample(ids, 2)
            wish = {"choice": "alternatives"} if kind == "alternatives" else {}
            found.append((kind, f"/path?{urlencode({'from': origin, 'to': destination} | wish)}"))
    return found


if __name__ == "__main__":
    sys.exit(main())
