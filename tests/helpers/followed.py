"""A page of the project as a reader follows it: what it shows is typed into a shell of an empty folder.

python tests/helpers/followed.py [PAGE …]: writes what the commands print today into the pages, or into these.

1. A block of `sh` is lines to type, a block of `console` lines behind `$ `, each with what it prints.
2. A block whose paragraph ends "as `NAME`:" is saved as the file of that name.
3. Blocks of Python are run one after the other, with the names that the ones before have made.
4. A line that needs what the folder lacks, a server or the network, is not typed, with the reason (`NOT_TYPED`).
5. The store is that of the document of 2017; behind `pathways build --add 2026` it holds both editions.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner
from places import DOCS, ROOT

from career_pathways.explorer.commands.main import main

PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md")), *sorted(DOCS.glob("for/*.md")))

NOT_TYPED = {
    r"pathways serve\b": "serves until it is ended: tests/web",
    r"pathways mcp\b": "serves until it is ended: tests/mcp",
    r"pathways neo4j\b": "a server of its own: tests/local_neo4j",
    r"pathways (fetch\b|.*\bmaps-today/|.*\bskills-england-)": "asks another host, with a key: tests/fetching",
    r"pathways .*(bolt|neo4j)://|pathways .*\blocal\b": "asks a server: the tests with the mark `server`",
    r"pathways analyse .*--on spark": "wants Spark: tests/queries/test_on_spark.py",
    r"(pip|pipx|uv tool|uvx) ": "installs from the network",
    r"docker compose |export NEO4J_PASSWORD=": "wants Docker: tests/stores/test_compose.py",
    r"claude mcp add ": "wants that client",
    r"spark-submit |curl |cypher-shell |sh map/": "wants a server",
    r"make |git ": "of the repository",
}
"""How lines begin that are not typed, and why."""

_BLOCK = re.compile(r"^```(?P<kind>[a-z]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_SAVED = re.compile(r"\bas\s`(?P<name>[\w.-]+)`[^`\n]*:\n\n\Z")
_TYPED = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
_OF_A_SHELL = re.compile(r"[|;&(){}*`]|<<")


class Block(NamedTuple):
    """A fenced block of a page."""

    page: Path
    kind: str
    text: str
    start: int
    """Where its text begins in that of the page."""
    name: str | None
    """Of the file that it is saved as."""

    @property
    def place(self) -> str:
        line = self.page.read_text("utf-8").count("\n", 0, self.start)
        return f"{self.page.relative_to(ROOT)}:{line + 1}"

    @property
    def lines(self) -> list[str]:
        """Those that are typed, without comments; one that goes on in the next is one."""
        if self.kind == "console":
            return [line for line, _ in _TYPED.findall(self.text)]
        return [line for line in self.text.replace("\\\n", "").splitlines() if line.strip()]


def blocks(page: Path) -> list[Block]:
    text = page.read_text("utf-8")
    found = []
    for block in _BLOCK.finditer(text):
        saved = _SAVED.search(text, 0, block.start())
        found.append(Block(page, block["kind"], block["text"], block.start("text"), saved["name"] if saved else None))
    return found


def words(line: str) -> list[str]:
    """Of a line as a shell parts it, without its comment."""
    return shlex.split(line, comments=True)


def why_not(line: str) -> str | None:
    """Why a line is not typed; None if it is."""
    return next((why for begins, why in NOT_TYPED.items() if re.match(begins, line)), None)


class Reader:
    """Somebody with a page, an empty folder, and a store that others may read as well."""

    def __init__(self, folder: Path, store: Path, both: Path) -> None:
        self.folder = folder
        self.store = store
        """Of the document; it is copied before anything is written."""
        self.both = both
        """The same with the list of 2026."""
        self.names: dict[str, Any] = {}
        """What Python has made."""

    def follow(self, page: Path) -> Iterator[tuple[Block, str]]:
        """Each block that is typed or run, with its text as it ought to be."""
        for block in blocks(page):
            if block.name:
                (self.folder / block.name).write_text(block.text, "utf-8")
            if block.kind == "console":
                yield (
                    block,
                    "".join(f"$ {line}\n{self.typed(line, shown)}" for line, shown in _TYPED.findall(block.text)),
                )
            elif block.kind == "sh":
                for line in block.lines:
                    self.typed(line)
                yield block, block.text
            elif block.kind == "python" and page.name != "python.md":  # which has its own kernel
                yield block, self._run(block)

    def typed(self, line: str, otherwise: str = "") -> str:
        """What a line prints on standard output; OTHERWISE if it is not typed."""
        if why_not(line):
            return otherwise
        if line.startswith("pathways build --add 2026"):
            self.store = self.both  # Rule 5
            return otherwise
        if line.startswith(("pathways build --add", "pathways editions --drop")):
            self.store = Path(shutil.copy(self.store, self.folder / "own.kgl"))
        environment = {"PATHWAYS_STORE": str(self.store), "COLUMNS": ""}
        with contextlib.chdir(self.folder):
            if not line.startswith("pathways ") or _OF_A_SHELL.search(re.sub(r"'[^']*'|\"[^\"]*\"", "", line)):
                path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
                ran = subprocess.run(
                    ["bash", "-c", line],
                    env={**os.environ, **environment, "PATH": path, "HOME": str(self.folder)},
                    capture_output=True,
                    text=True,
                    check=False,
                )
                assert ran.returncode == 0, f"{line}\n{ran.stderr}"
                return ran.stdout
            _, *asked = words(line)
            into = asked.index(">") if ">" in asked else len(asked)
            result = CliRunner().invoke(main, asked[:into], env=environment)
            assert result.exit_code == 0, f"{line}\n{result.stderr}"
            printed = result.stdout.replace("\r\n", "\n")
            if into == len(asked):
                return printed
            Path(asked[into + 1]).write_text(printed, "utf-8")
            return ""

    def _run(self, block: Block) -> str:
        """Its lines, with what each prints behind it as the page has it: `# → …`."""
        printed = io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(printed):
            exec(compile(block.text, block.place, "exec"), self.names)
        shown = iter(printed.getvalue().splitlines())
        return re.sub(r"(?<=  # → ).*", lambda _: next(shown, "nothing"), block.text)


def write(pages: list[Path]) -> None:
    """What the commands of these pages print today, into them."""
    import tempfile

    from career_pathways.loader import adding
    from career_pathways.loader.building import build

    with tempfile.TemporaryDirectory() as folder:
        store, both = Path(folder, "pathways.kgl"), Path(folder, "both.kgl")
        build(store, None, None)
        shutil.copy(store, both)
        adding.add(both, Path("2026"), None)
        for page in pages:
            own = Path(folder, page.stem)
            own.mkdir()
            text = page.read_text("utf-8")
            for block, now in reversed(list(Reader(own, store, both).follow(page))):
                text = text[: block.start] + now + text[block.start + len(block.text) :]
            page.write_text(text, "utf-8")


if __name__ == "__main__":
    write([Path(page).resolve() for page in sys.argv[1:]] or list(PAGES))
