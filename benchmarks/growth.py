"""How time and memory grow with what is given: twice as much may take at most two and a half times as long.

python benchmarks/growth.py: exit status 1 where a limit is missed.

Of each family, as of the formats, the one that grows most is a figure; others that miss the limit are named with it.
"""

from __future__ import annotations

import gc
import multiprocessing
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from itertools import count, product
from pathlib import Path
from typing import TypeVar

from figures import ROOT, held
from large_map import EACH, write_tables
from wide_maps import DIRECTIONS, WAYS, large, named, path_called, path_of_length

from career_pathways.explorer.explorer import Explorer
from career_pathways.exports.part import Part
from career_pathways.exports.picture.path_picture import drawn
from career_pathways.exports.registry import FORMATS, files_of
from career_pathways.loader.errors import PathwaysError, WrongExport
from career_pathways.loader.graph.build import build_graph
from career_pathways.loader.graph.what_if_file import read_changes
from career_pathways.loader.maps.reading import rows_of_map
from career_pathways.loader.reading.curated import parse_lookups
from career_pathways.loader.reading.reader import read_catalogue
from career_pathways.loader.source import SourceText, read_source
from career_pathways.loader.toml import parsed
from career_pathways.loader.words.close_titles import close_pairs, vocabulary

sys.path.insert(0, str(ROOT / "tests" / "helpers"))

from long_texts import DOCUMENTS, TOML
from parts import Pipe
from small_catalogues import T, catalogue_of, cluster, pathway, route

TWICE = 2.5
"""What twice as much may take at most, as a multiple: 2 where the work is linear, 4 where it is quadratic."""

ROUNDS = 3
"""At least so many times each is tried, and the best counts."""

BYTES = 160
"""Of a row: about 100 of millions (docs/outgrowing.md), more of few, whose arrays have just been enlarged."""

Given = TypeVar("Given")


def growth(act: Callable[[Given], object], once: Given, more: Given, *, doublings: int = 1) -> float:
    """How many times longer `act` takes for twice as much: processor time, the best of some rounds.

    `more` is `once` doubled so many times, and the growth is that of each doubling: the more of them, the less weighs
    what else the machine does. The rounds alternate, and end after ROUNDS if the growth is less than TWICE: only chance
    makes anything take longer, and what takes a millisecond is tried for half a second.
    """
    best, until = [float("inf")] * 2, time.process_time() + 0.5
    for tried in count(1):
        for i, given in enumerate((once, more)):
            gc.disable()
            begin = time.process_time()
            try:
                act(given)
            finally:
                gc.enable()
            best[i] = min(best[i], time.process_time() - begin)
        enough = best[1] < TWICE**doublings * best[0] or (tried >= 7 and time.process_time() > until)
        if tried >= ROUNDS and enough:
            break
    return (best[1] / best[0]) ** (1 / doublings)


def worst(what: str, measure: Callable[..., float], *names: Iterable[str]) -> bool:
    """Measure the growth of each of a family: of each name, or of each of one list with each of the next.

    Out: whether the one that grows most grows no more than TWICE.
    """
    found = {", ".join(chosen): measure(*chosen) for chosen in product(*names)}
    first, *others = sorted(found, key=lambda name: -found[name])
    for name in others:
        if found[name] > TWICE:
            print(f"{what}: {name}: {found[name]:.2f} ×")
    most = f"{first}, the most of {len(found)}" if others else ""
    return held(f"twice {what}", found[first], "× the time", TWICE, beside=most)


def write(part: Part, name: str) -> None:
    """Write all files of a part in a format, or find out that it is too large for it."""
    try:
        for _, writer in files_of(FORMATS[name], part, "map"):
            writer(part, Pipe())
    except WrongExport as error:
        if not re.search("too large|Mermaid draws at most", str(error)):
            raise


def titles() -> list[bool]:
    """Titles, names, descriptions and quotes, in files and in pictures."""

    def exported(name: str) -> float:
        length = 100 if name in {"dot", "mermaid", "svg", "xlsx"} else 1_000
        once, more = (named("ab c-d/\U0001f600\u200d" * length * times) for times in (1, 4))
        return growth(lambda part: write(part, name), once, more, doublings=2)

    pictures: dict[str, Callable[[str], object]] = {
        "map": lambda title: write(named(title), "svg"),
        "path": lambda title: drawn(path_called(title)),
    }
    letters = {"a word": "a", "words": "ab ", "slashes": "ab/", "emoji": "\U0001f600\u200d"}

    def pictured(picture: str, of: str) -> float:
        once, more = (letters[of] * (500 * times // len(letters[of])) for times in (1, 4))
        return growth(pictures[picture], once, more, doublings=2)

    def in_pixels() -> float:
        return growth(lambda part: write(part, "png"), named("a" * 100), named("a" * 200))

    return [
        worst("the title, exported", exported, [name for name in FORMATS if name != "png"]),
        worst("the title, drawn", pictured, pictures, letters),
        worst("the title, in pixels", in_pixels),
    ]


def maps() -> list[bool]:
    """Maps that are large in one direction, and long paths."""

    def pictured(name: str, direction: str) -> float:
        """scaccogatto/okf-skills#4, nadavrot/layout#3: layouts that took minutes for some thousand nodes."""
        once, more = (large(times * 750, DIRECTIONS[direction]) for times in (1, 4))
        return growth(lambda part: write(part, name), once, more, doublings=2)

    def exported(name: str) -> float:
        once, more = (large(times * 200, *DIRECTIONS.values()) for times in (1, 4))
        return growth(lambda part: write(part, name), once, more, doublings=2)

    def path_drawn(way: str) -> float:
        once, more = (path_of_length(100 * times, WAYS[way]) for times in (1, 4))
        return growth(drawn, once, more, doublings=2)

    files = [name for name in FORMATS if name not in {"svg", "dot", "png"}]  # png: by its pixels
    return [
        worst("the map, drawn", pictured, ("svg", "dot"), DIRECTIONS),
        worst("the map, exported", exported, files),
        worst("the path, drawn", path_drawn, WAYS),
    ]


def texts() -> list[bool]:
    """Texts that take others a time which grows with the square of their length, or worse."""

    def read(text: str) -> None:
        with suppress(PathwaysError):
            read_catalogue(SourceText(text))

    def seconds(text: str) -> float:
        begin = time.process_time()
        read(text)
        return time.process_time() - begin

    def document(kind: str) -> float:
        size = 250
        while seconds(DOCUMENTS[kind](size)) < 0.01:
            size *= 2
        return growth(read, DOCUMENTS[kind](size), DOCUMENTS[kind](4 * size), doublings=2)

    readers: tuple[Callable[[str], object], ...] = (
        parsed,
        lambda text: read_changes(text, "x.toml"),
        lambda text: parse_lookups(text, "x.toml"),
    )

    def read_toml(text: str) -> None:
        for reader in readers:
            with suppress(ValueError, PathwaysError):
                reader(text)

    def toml(kind: str) -> float:
        return growth(read_toml, TOML[kind](4_000), TOML[kind](32_000), doublings=3)

    crowded = read_source(ROOT / "tests" / "cases" / "words-960.txt")
    begin = time.process_time()
    read_catalogue(crowded)
    took = time.process_time() - begin
    return [
        worst("the text of a document, read", document, DOCUMENTS),
        worst("the TOML, read", toml, TOML),
        held("reading a cluster of 960 words", took, "s of CPU", 4),
    ]


def many_titles() -> list[bool]:
    """Titles that are much alike, or spelt in other ways."""

    def letters(number: int) -> str:
        # Of one thousand as of another: among ever more of one kind each would be like more of the others.
        return "".join(chr(97 + int(digit)) for digit in f"{number % 1_000:08}") + chr(97 + number // 1_000) * 3

    def compare(titles: list[str]) -> None:
        close_pairs(titles, vocabulary(titles))

    kinds = {"alike": "b{} operator", "endless": "word " * 300 + "{}"}

    def compared(kind: str) -> float:
        once, more = ([kinds[kind].format(letters(n)) for n in range(times * 1_000)] for times in (1, 4))
        return growth(compare, once, more, doublings=2)

    def searched() -> float:
        def of_titles(number: int) -> Explorer:
            titles = [f"Oﬃce clerk {n} (2)" for n in range(number)]
            return Explorer.of(build_graph(catalogue_of(route("R", pathway("P", cluster("C", T, 1, *titles))))))

        return growth(
            lambda explorer: explorer.search("office", limit=None), of_titles(400), of_titles(1_600), doublings=2
        )

    return [worst("the titles, compared", compared, kinds), worst("the titles, searched", searched)]


def keep_rows(folder: Path, occupations: int) -> tuple[int, int]:
    """Read tables in a process of its own, and ask once for every row. Out: rows, and kilobytes at most.

    Its own, where `getrusage` would give those of who started it, if they are more.
    """
    _, rows = rows_of_map(write_tables(folder, occupations, EACH * occupations))
    found = sum(1 for made in (rows.nodes(), rows.relationships()) for _, of_kind in made for _ in of_kind)
    kilobytes = re.findall("VmHWM: *(.*) kB", Path("/proc/self/status").read_text())
    return found, int(kilobytes[0])


def memory() -> list[bool]:
    """What a row more of an imported map takes."""
    context = multiprocessing.get_context("spawn")
    found = []
    for size in (10_000, 20_000):
        with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(1, mp_context=context) as process:
            found.append(process.submit(keep_rows, Path(folder), size).result())
    (rows, few), (more, many) = found
    return [
        held("memory of a row more of a map's tables", (many - few) * 1024 / (more - rows), "bytes", BYTES, least=1)
    ]


def main() -> int:
    return 0 if all([*titles(), *maps(), *texts(), *many_titles(), *memory()]) else 1


if __name__ == "__main__":
    sys.exit(main())
