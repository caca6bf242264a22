"""How often the links between two editions are right, on occupations that were judged by hand.

python benchmarks/editions.py EDITION [JUDGED …] [--misses] [--json FILE] [--without-curated]

EDITION: the newer edition, a JSON file whose `occupations` have `stdCode`, `name` and `level`, or a CSV file with these
columns, or a folder with one as `index.json`. The older is the packaged document. JUDGED: tab-separated, with the
columns `id`, `verdict` and `codes_2026`; tests/judged/editions.tsv unless others are named. A link is right where one
of its standards is one of those judged right; `cannot tell` counts neither way. `--misses` shows what is wrong or
missed, `--json` writes all changes.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections import Counter
from pathlib import Path

from career_pathways.loader.building import read_graph
from career_pathways.loader.editions.changes import Change, changes
from career_pathways.loader.editions.curated import packaged_changes
from career_pathways.loader.editions.evidence import SURE
from career_pathways.loader.editions.former_titles import former_titles
from career_pathways.loader.editions.listed import Listed, standard_code

JUDGED = Path(__file__).parent.parent / "tests" / "judged" / "editions.tsv"


def main() -> None:
    """Print one line for each judged file and kind of evidence."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("edition", type=Path)
    asked.add_argument("judged", type=Path, nargs="*", default=[JUDGED])
    asked.add_argument("--misses", action="store_true")
    asked.add_argument("--json", type=Path)
    asked.add_argument("--without-curated", action="store_true")
    options = asked.parse_args()
    older, newer, former = _packaged(), _edition(options.edition), former_titles()
    curated = () if options.without_curated else packaged_changes()
    start = time.process_time()
    found = changes(older, newer, former, curated)
    print(f"{len(older)} and {len(newer)} occupations in {time.process_time() - start:.2f} s of one core")
    print(", ".join(f"{kind} {n}" for kind, n in Counter(change.change for change in found).most_common()))
    print(", ".join(f"{kind or 'none'} {n}" for kind, n in Counter(change.evidence for change in found).most_common()))
    for file in options.judged:
        _count(file, found, misses=options.misses)
    if options.json:
        rows = {"results": [change.row() for change in found]}
        options.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")


def _packaged() -> list[Listed]:
    _, graph = read_graph(None, None)
    nodes = [(id_, node) for id_, node in graph.nodes(data=True) if node["label"] == "Occupation"]
    return [Listed(id_, o["title"], o["level"], o["column"], o["route_name"]) for id_, o in nodes]


def _edition(file: Path) -> list[Listed]:
    file = file / "index.json" if file.is_dir() else file
    text = file.read_text("utf-8-sig")
    rows = json.loads(text)["occupations"] if file.suffix == ".json" else list(csv.DictReader(text.splitlines()))
    return [
        Listed(
            row["stdCode"].strip().casefold(),
            " ".join(row["name"].split()),
            int(row["level"]),
            code=row["stdCode"].strip(),
        )
        for row in rows
    ]


def _count(file: Path, found: tuple[Change, ...], *, misses: bool) -> None:
    of_id = {change.origin.id: change for change in found if change.origin}
    rows = list(csv.DictReader(file.read_text("utf-8").splitlines(), delimiter="\t"))
    counts: Counter[str] = Counter()
    for row in rows:
        change = of_id[row["id"]]
        right = {standard_code(code) for code in row["codes_2026"].split()}
        links = {standard_code(listed.code) for listed in change.became}
        if row["verdict"] == "cannot tell":
            continue
        sure = "sure " if change.evidence in SURE else ""
        told = "right" if links & right else "wrong" if links else "missed" if right else "left alone"
        counts[f"{sure}{told}"] += 1
        counts["wanted"] += bool(right)
        counts["withdrawn"] += not right
        counts["same kind"] += bool({change.change, *change.also} & {*row["verdict"].split("+")})
        if misses and told in ("wrong", "missed"):
            names = ", ".join(listed.title for listed in change.became or change.candidates) or "nothing"
            print(f"  {told}: {row['id']} is {row['verdict']} {row['codes_2026'][:40]}, not {names[:100]}")
    right, wrong = (counts[kind] + counts[f"sure {kind}"] for kind in ("right", "wrong"))
    print(
        f"{file.name}: {len(rows)} judged, precision {right / max(1, right + wrong):.3f}, "
        f"recall {right / counts['wanted']:.3f}; sure {counts['sure right']} right, {counts['sure wrong']} wrong; "
        f"withdrawn left alone {counts['left alone']} of {counts['withdrawn']}; kind of change {counts['same kind']}"
    )


if __name__ == "__main__":
    main()
