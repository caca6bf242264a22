"""The house in figures: its size, its longest function, its deferred imports, and the walk of a name to its answer.

    python benchmarks/house.py [FOLDER ...]

Beside them stand those of packages that are good to read (ANCHORS). With folders, what these hold is measured instead.

The walk is that of an occupation's name from the command to its answer: the calls from one module of the product to
another, in time, that pass the name on, or the id that it becomes; a call made again and again, as for each row,
counts once. It climbs where the next call comes from a module of a later room than the one that was called last: the
walk had to return there to go on. Each call enters the module that it calls. Beside it all calls of the command are
counted, those that open the store and show the answer too.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from itertools import groupby, pairwise
from pathlib import Path
from statistics import median
from types import FrameType
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "helpers"))

from click.testing import CliRunner  # noqa: E402
from figures import held  # noqa: E402
from places import LONGEST, MODULES, MOST_DEFERRED, deferred_imports, functions, room_of  # noqa: E402

from career_pathways.explorer.commands.main import main as pathways  # noqa: E402

WALK = ("next", "Butcher", "--route", "sales", "--json")
BECOMES = {"Butcher", "butcher", "sales-and-marketing-and-procurement/butcher-2"}
"""The name, as it is written and folded, and the id that it becomes."""


class Size(NamedTuple):
    """What some modules come to."""

    lines: int
    module: int
    """Lines of the one in the middle."""
    longest_module: int
    function: int
    """Lines of the longest, with its docstring."""
    deferred: int
    """Imports within functions."""


ANCHORS = {
    "markdown-it-py": Size(7_589, 74, 413, 329, 0),
    "osmnx": Size(10_170, 379, 1_068, 203, 0),
    "sqlite-utils": Size(11_248, 130, 5_547, 482, 0),
    "datasette": Size(26_324, 136, 1_746, 657, 25),
}
"""Packages that the house was compared with: 4.3.0, 2.1.1, 4.2.1 and 0.65.5, measured likewise out of their wheels."""

MOST_CLIMBS = 4

BEFORE = "before there were rooms"


def size_of(modules: Iterable[str]) -> Size:
    """In: modules, as files from the root, or anywhere by their whole path."""
    lines = [len((ROOT / module).read_text("utf-8").splitlines()) for module in modules]
    function = max(length for module in modules for length, _ in functions(module))
    deferred = sum(len(deferred_imports(module)) for module in modules)
    return Size(sum(lines), int(median(lines)), max(lines), function, deferred)


def anchors(figure: str) -> str:
    """That figure of each of ANCHORS."""
    return ", ".join(f"{name} {getattr(size, figure):,}" for name, size in ANCHORS.items())


def carries(value: Any) -> bool:
    """Whether a value is the name, or holds it."""
    if isinstance(value, str):
        return value in BECOMES
    if isinstance(value, dict):
        return any(map(carries, value.values()))
    return isinstance(value, tuple | list) and any(map(carries, value[:50]))


def walk(store: str) -> list[tuple[str, str, bool]]:
    """The calls from module to module: caller, called, and whether it passes the name on."""
    calls: list[tuple[str, str, bool]] = []
    files = {str(ROOT / module): module for module in MODULES}

    def of(frame: FrameType | None) -> str | None:
        """The nearest module of the product, outwards."""
        while frame is not None:
            if frame.f_code.co_filename in files:
                return files[frame.f_code.co_filename]
            frame = frame.f_back
        return None

    def note(frame: FrameType, event: str, _: Any) -> None:
        called = files.get(frame.f_code.co_filename)
        if event == "call" and called and frame.f_code.co_name not in {"<module>", "__new__", "__init__", "<lambda>"}:
            caller = of(frame.f_back)
            if caller and caller != called:
                calls.append((caller, called, any(map(carries, list(frame.f_locals.values())))))

    arguments = [*WALK, "--store", store]
    CliRunner().invoke(pathways, arguments, catch_exceptions=False)  # modules are imported, the store is built
    sys.setprofile(note)
    CliRunner().invoke(pathways, arguments, catch_exceptions=False)
    sys.setprofile(None)
    return calls


def distinct(calls: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The calls, those that follow the same call left out."""
    return [call for call, _ in groupby(calls)]


def climbs(calls: list[tuple[str, str]]) -> list[str]:
    """Where the walk had to return to a later room before it went on."""
    return [
        f"{last} ↑ {caller} → {called}"
        for (_, last), (caller, called) in pairwise(calls)
        if (room_of(caller) or 0) > (room_of(last) or 0)
    ]


def main() -> None:
    if folders := sys.argv[1:]:
        for folder in folders:
            print(folder, size_of([str(file.resolve()) for file in Path(folder).rglob("*.py")]))
        return
    size = size_of(MODULES)
    with tempfile.TemporaryDirectory() as folder:
        calls = walk(str(Path(folder) / "pathways.kgl"))
    whole = distinct((caller, called) for caller, called, _ in calls)
    name = distinct((caller, called) for caller, called, carried in calls if carried)
    entered = Counter(called for _, called in name)
    of = f"of the name in `pathways {' '.join(WALK)}`"
    within = [
        held("the product", size.lines, "lines", beside=anchors("lines")),
        held("the module in the middle", size.module, "lines", beside=anchors("module")),
        held("the longest module", size.longest_module, "lines", beside=anchors("longest_module")),
        held("the longest function", size.function, "lines", LONGEST, beside=anchors("function")),
        held("deferred imports", size.deferred, "", MOST_DEFERRED, beside=anchors("deferred")),
        held(f"calls from module to module on the walk {of}", len(name), "", beside=f"35 {BEFORE}"),
        held("its climbs to a later room", len(climbs(name)), "", MOST_CLIMBS, beside=f"10 {BEFORE}"),
        held("how often it enters one module", max(entered.values()), "", beside=f"8 {BEFORE}"),
    ]
    print("the longest function:", *max(found for module in MODULES for found in functions(module)))
    print("the walk:", *(f"{caller} → {called}" for caller, called in name), sep="\n  ")
    print("it climbs:", *climbs(name), sep="\n  ")
    print(f"the whole command: {len(whole)} calls, {len(climbs(whole))} climbs")
    sys.exit(not all(within))


if __name__ == "__main__":
    main()
