"""Makes a release and tries it as those who install it will: `make release`.

1. The wheel and the source distribution are built of the commit that is checked out, and twine looks at both.
2. Each is installed alone in a fresh environment of every supported Python that there is, the wheel also with its
   extras, and asked in an empty folder. The same bytes come out of all.
3. The wheel is installed by pipx and by uv, and each answers.
4. What is locked is audited, and the licences of what users get are looked at.

Standard output has one table, and below it what is wrong and what could not be tried. Where nothing is wrong the two
files come to dist/, and the exit status is 0.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from auditing import audits
from licences import stated, unfit
from packing import ROOT, packed
from pythons import by_pip, by_pipx, by_uv, pythons
from questions import ONE, WITH_EXTRAS, WITHOUT_EXTRAS
from saying import say
from tabulate import tabulate
from trying import Tried, asked, asked_with_extras, differing

EXTRAS = "exports,web,mcp,scale"
"""All but Spark, which is 400 MB; `make soak` tries it."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to install the package, and what is asked of it then."""

    name: str
    install: Callable[[Path, Path], str | None]
    """With a Python, into a folder: its commands come to FOLDER/bin. Returns what went wrong, or None."""
    ask: Callable[[str, str, Path, Path], Tried]
    """By the name of the way, the Python's version, the folder of the commands, and the one to ask in."""


@dataclass(slots=True)
class Report:
    """What a release has shown."""

    rows: list[tuple[str, str, str, str]] = field(default_factory=list)
    """What, on which Python, how much was answered, and the seconds with the installation."""
    wrong: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    """What could not be tried."""


def main() -> None:
    """Make a release, try it, print what came of it."""
    report = Report()
    with tempfile.TemporaryDirectory(prefix="release-") as name:
        wheel, sdist = packed(Path(name))
        tried = [one for way in ways(wheel, sdist) for one in on_each_python(way, Path(name), report)]
        report.wrong += differing(tried)
        audit(report)
        if not report.wrong:
            (ROOT / "dist").mkdir(exist_ok=True)
            for file in (wheel, sdist):
                shutil.copy(file, ROOT / "dist" / file.name)
    print(tabulate(report.rows, ("what", "Python", "answered", "seconds"), disable_numparse=True))
    for heading, lines in (("Wrong", report.wrong), ("Not tried, so not known", report.unknown)):
        if lines:
            print(f"\n{heading}:", *dict.fromkeys(lines), sep="\n  ")
    print("\nNothing is released." if report.wrong else f"\nIn dist/: {wheel.name}, {sdist.name}")
    sys.exit(1 if report.wrong else 0)


def ways(wheel: Path, sdist: Path) -> tuple[Way, ...]:
    """All ways in which the two files are tried."""
    alone, together = partial(asked, WITHOUT_EXTRAS), partial(asked_with_extras, WITH_EXTRAS)
    return (
        Way("wheel", partial(by_pip, str(wheel)), alone),
        Way("source distribution", partial(by_pip, str(sdist)), alone),
        Way(f"wheel with {EXTRAS}", partial(by_pip, f"{wheel}[{EXTRAS}]"), together),
        Way("pipx install", partial(by_pipx, wheel), partial(asked, ONE)),
        Way("uv tool install", partial(by_uv, wheel), partial(asked, ONE)),
    )


def on_each_python(way: Way, folder: Path, report: Report) -> list[Tried]:
    """Install in one way on each supported Python, and ask; a row of the report for each."""
    found = []
    for version, python in pythons().items():
        if python is None:
            report.rows.append((way.name, version, "not tried", ""))
            report.unknown.append(f"Python {version}: none here that can be used (looked on PATH, in pyenv, and by uv)")
            continue
        say(f"{way.name}, Python {version}")
        start, place = time.monotonic(), folder / "installed"
        shutil.rmtree(place, ignore_errors=True)
        if fault := way.install(python, place):
            report.rows.append((way.name, version, "not installed", ""))
            report.wrong.append(f"{way.name}, Python {version}: {fault}")
            continue
        tried = way.ask(way.name, version, place / "bin", folder / "desk")
        answered = f"{tried.asked - len(tried.wrong)} of {tried.asked}"
        report.rows.append((way.name, version, answered, f"{time.monotonic() - start:.0f}"))
        say(f"{answered} answered")
        report.wrong += tried.wrong
        if (place / "bin" / "python").exists():
            strange = unfit(stated(str(place / "bin" / "python")))
            report.wrong += [
                f"{name} is under {licence}, which nobody has looked at" for name, licence in strange.items()
            ]
        found.append(tried)
    return found


def audit(report: Report) -> None:
    """Ask what is known of vulnerabilities; a row for each list of packages."""
    for found in audits():
        say(found.what)
        report.rows.append((found.what, "", found.sentence(), ""))
        report.wrong += [f"{found.what}: {name} has {names}" for name, names in found.vulnerable.items()]
        if found.unknown:
            report.unknown.append(f"{found.what}: {found.sentence()}")


if __name__ == "__main__":
    main()
