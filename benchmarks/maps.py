"""Five real maps out of tables: counts, time, size, every export; and what becomes of them when they are mutated.

python benchmarks/maps.py FOLDER [MUTATIONS]

FOLDER has the mapping files in `maps/` and their tables in `data/`: O*NET 29.3, ESCO 1.1.1, National Careers Service
of 2020, Skills England of July 2026, and a made-up yard (tests/maps/five/README.md says whose they are). MUTATIONS: how
many of each map are tried (50).
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from career_pathways.explorer.explorer import Explorer
from career_pathways.exports.files import export
from career_pathways.exports.registry import FORMATS
from career_pathways.loader.building import build, read_graph
from career_pathways.loader.errors import InvalidCatalogue, WrongExport, WrongMap
from career_pathways.loader.stores.embedded import EmbeddedStore

TABLES = {
    "onet": "onet-29.3",
    "esco": "esco-1.1.1",
    "ncs": "ncs-2020",
    "skills-england": "skills-england-2026",
    "own": "../maps/own",
}

WANTED: Mapping[str, Mapping[str, int]] = {
    "onet": {"Occupation": 1_016, "RELATED_TO": 18_460, "PROGRESSES_TO": 0},
    "esco": {"Occupation": 3_007, "Route": 10, "Pathway": 42, "Cluster": 426},
    "ncs": {"Occupation": 829 + 532, "RELATED_TO": 751},
    "skills-england": {"Occupation": 1_269, "PROGRESSES_TO": 75},
    "own": {"Occupation": 9, "PROGRESSES_TO": 9},
}

PARTS_OF_FORMATS = {"mermaid", "png"}
"""Formats that take no map of this size, and say so."""


def copied(folder: Path, name: str, place: Path) -> Path:
    """A map with its tables in a folder of its own."""
    shutil.copyfile(folder / "maps" / f"{name}.toml", place / f"{name}.toml")
    shutil.copytree(folder / "data" / TABLES[name], place / name, copy_function=shutil.copyfile)
    for path in (place, *place.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return place / f"{name}.toml"


def measured(file: Path, place: Path) -> list[str]:
    """What a map comes to; out: what is not as it should be."""
    name, wrong = file.stem, []
    start = time.perf_counter()
    _, counts = build(place / f"{name}.kgl", file, None)
    seconds, size = time.perf_counter() - start, (place / f"{name}.kgl").stat().st_size
    wanted = {label: counts.get(label, 0) for label in WANTED[name]}
    print(f"{name}: {', '.join(f'{n:,} {label}' for label, n in wanted.items())}; {seconds:.1f} s, {size:,} bytes")
    if wanted != WANTED[name]:
        wrong.append(f"{name}: not {WANTED[name]}")
    if name == "skills-england":
        with EmbeddedStore(place / f"{name}.kgl") as store:
            steps = "MATCH (:Occupation)-[s:PROGRESSES_TO]->(:Occupation) WHERE s.file IS NOT NULL AND s.line > 0"
            level = store.run(f"{steps} AND s.level_gap = 0 RETURN count(s) AS n").rows[0][0]
            mutual = "MATCH (a:Occupation)-[:PROGRESSES_TO]->(b:Occupation)-[:PROGRESSES_TO]->(a) RETURN count(a) AS n"
            both = store.run(mutual).rows[0][0]
        print(f"  {level} of them keep the level, {both // 2} pair leads both ways")
        wrong += ["17 level, 1 pair"] * ((level, both) != (17, 2))
    with Explorer.open(place / f"{name}.kgl") as explorer:
        part = explorer.part()
    for form in FORMATS:
        try:
            export(part, place / (f"{name}-{form}" if form == "neo4j-admin" else f"{name}.{form}"), form)
        except WrongExport as error:
            if form not in PARTS_OF_FORMATS:
                wrong.append(f"{name}: {form}: {error}")
    manifest = json.loads((place / f"{name}.csv.manifest.json").read_text("utf-8"))
    if manifest["licence"] != part.edition["licence"]:
        wrong.append(f"{name}: the licence is not in the manifest")
    return wrong


def mutated(data: bytes, draw: random.Random) -> tuple[str, bytes]:
    """Bytes with something lost, doubled, cut off, renamed or put in, and what that was."""
    lines = data.splitlines(keepends=True)
    line, at = draw.randrange(len(lines)), draw.randrange(len(data))
    what = draw.choice(("cut off", "line lost", "line doubled", "heading", "put in", "line cut", "value"))
    words = lines[line].split(b",") if b"," in lines[line] else lines[line].split(b"\t")
    word = draw.choice(words) or b","
    return what, {
        "cut off": data[:at],
        "line lost": b"".join(lines[:line] + lines[line + 1 :]),
        "line doubled": b"".join([*lines[: line + 1], *lines[line:]]),
        "heading": b"".join([lines[0][: at % len(lines[0])], b"x", lines[0][at % len(lines[0]) :], *lines[1:]]),
        "put in": data[:at] + draw.choice((b'"', b"\0", b"\xff", b"]", b"\n", b"9" * 5_000)) + data[at:],
        "line cut": b"".join([*lines[:line], lines[line][: len(lines[line]) // 2], b"\n", *lines[line + 1 :]]),
        "value": data.replace(word, b"nowhere", 1),
    }[what]


def tried(file: Path, number: int, place: Path) -> list[str]:
    """Mutations of a map, one at a time; out: those that came to anything but a map or an error with its place."""
    draw, store, wrong, came = random.Random(file.stem), place / "mutated.kgl", [], Counter[str]()
    changing = sorted(path for path in (file, *file.with_suffix("").rglob("*")) if path.is_file())
    build(store, file, None)
    for _ in range(number):
        changed = draw.choice(changing)
        whole, before = changed.read_bytes(), store.read_bytes()
        what, data = mutated(whole, draw)
        changed.write_bytes(data)
        try:
            read_graph(file, None)
            came["a map"] += 1
        except (WrongMap, InvalidCatalogue) as error:
            came["an error"] += 1
            if changed.name not in str(error) and file.name not in str(error):
                wrong.append(f"{file.stem}, {changed.name}, {what}: {error}")
            try:
                build(store, file, None)
            except (WrongMap, InvalidCatalogue):
                wrong += [f"{file.stem}: half built"] * (store.read_bytes() != before)
        except Exception as error:
            wrong.append(f"{file.stem}, {changed.name}, {what}: {type(error).__name__}: {error}")
        finally:
            changed.write_bytes(whole)
    print(f"{file.stem}: of {number} mutations came {', '.join(f'{n} times {what}' for what, n in came.items())}")
    return wrong


def main() -> None:
    folder, number = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 50
    wrong = []
    for name in TABLES:
        with tempfile.TemporaryDirectory() as place:
            file = copied(folder, name, Path(place))
            wrong += measured(file, Path(place))
            wrong += tried(file, number, Path(place))
    sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
