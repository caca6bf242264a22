"""A page of the project as a reader follows it: what it shows is typed into a shell of an empty folder.

python tests/helpers/followed.py [PAGE …]: writes what the commands print today into all pages, or into these.

1. A block of `sh` is lines to type; one of `console` is lines behind `$ `, each with what it prints.
2. A block below a paragraph with "as `NAME`" and a colon at its end is saved as the file of that name. The map of the
   yard, which docs/maps.md has one save, is there from the start.
3. Blocks of Python run one after the other, with the names of those before. What one prints is the `text` below it.
4. A block of Cypher is asked of the store.
5. The store is that of the document; behind `pathways build --add 2026` it holds both editions.
6. What needs a server, the network or another program is not typed: NOT_TYPED says why. What another test runs is left
   to it: ELSEWHERE says to which.
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
from guide import CODE as CELLS
from places import DOCS, ROOT

from career_pathways.explorer.commands.main import main
from career_pathways.loader.stores.store import Target

PAGES = (
    *(ROOT / name for name in ("README.md", "PACKAGE.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted(DOCS.glob("*.md")),
    *sorted(DOCS.glob("for/*.md")),
    *sorted(DOCS.glob("decisions/*.md")),
    DOCS / "site" / "index.md",
)
"""All pages of the project, but the changelog."""


def _marked(name: str) -> re.Pattern[str]:
    """What stands between the two marks of that name."""
    return re.compile(rf"<!-- {name} -->.*?<!-- /{name} -->", re.DOTALL)


_CONFIGURATION = re.compile(r'```json\n\{\n  "(?:mcpServers|servers)".*?```', re.DOTALL)
_ON_A_SERVER = r"```cypher\n(?:MATCH \(s:CareerPathwaysLoad|MATCH p = |MATCH \(:Route).*?```"
ELSEWHERE = (
    (DOCS / "python.md", CELLS, "tests/explorer/test_guide.py"),
    (DOCS / "mcp.md", _CONFIGURATION, "tests/mcp/test_transcript.py"),
    (DOCS / "mcp.md", _marked("transcript"), "tests/mcp/test_transcript.py"),
    (
        DOCS / "neo4j.md",
        re.compile(r"```console\n\$ pathways load .*?```", re.DOTALL),
        "tests/house/test_neo4j_page.py",
    ),
    (DOCS / "neo4j.md", _marked("removal"), "tests/house/test_neo4j_page.py"),
    (DOCS / "neo4j.md", _marked("drawing"), "tests/house/test_neo4j_page.py"),
    (DOCS / "neo4j.md", _marked("questions"), "tests/house/test_neo4j_page.py"),
    (DOCS / "neo4j.md", re.compile(_ON_A_SERVER, re.DOTALL), "tests/house/test_neo4j_page.py"),
    (DOCS / "neo4j.md", re.compile(r"```text\n:style .*\n```"), "a command of Neo4j Browser, tried by hand"),
    (DOCS / "what-if.md", re.compile(r"```toml\n.*?```", re.DOTALL), "tests/house/test_pages.py"),
    (DOCS / "outgrowing.md", re.compile(r"```cypher\nCREATE ROLE .*?```", re.DOTALL), "wants Neo4j Enterprise"),
    (ROOT / "CONTRIBUTING.md", re.compile(r"```text\n.*?```", re.DOTALL), "tests/house/test_pages.py"),
)
"""Of a page, the blocks that are not for a reader to type, and the test that has them, or why none can."""

SERVER = "asks a server: the test that has one types it"
NOT_TYPED = {
    r"pathways serve\b": "serves until it is ended: tests/web",
    r"pathways mcp\b": "serves until it is ended: tests/mcp",
    r"pathways neo4j\b": "a server of its own: tests/local_neo4j",
    r"pathways load .*--bulk\b": "replaces a whole server: tests/local_neo4j",
    r"pathways (fetch\b|.*\bmaps-today/|.*\bskills-england-)": "asks another host, with a key: tests/fetching",
    r"pathways analyse .*--on spark": "wants Spark: tests/queries/test_on_spark.py",
    r"pathways .*(bolt://localhost:7687|(--to|--store) local)": SERVER,
    r"(pip|pipx|uv tool) install |python3 -m venv |\. .*/bin/activate": "installs from the network",
    r"docker compose |export NEO4J_PASSWORD=": "wants Docker: tests/stores/test_compose.py",
    r"claude mcp add ": "wants that client",
    r"spark-submit ": "wants a cluster: tests/queries/test_on_spark.py",
    r"curl ": "asks the explorer's server: tests/web/test_api.py",
    r"make ": "is of the repository",
}
"""How lines begin that are not typed, and why."""

_BLOCK = re.compile(r"^```(?P<kind>[a-z]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_SAVED = re.compile(r"\bas\s`([\w-]+\.[a-z]+)`")
_TYPED = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
_OF_A_SHELL = re.compile(r"[|;&(){}*~]")


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
    def elsewhere(self) -> str | None:
        """The test that has it, or why none can; None where it is to be followed."""
        text = self.page.read_text("utf-8")
        return next(
            (
                who
                for page, what, who in ELSEWHERE
                if page == self.page and any(m.start() < self.start < m.end() for m in what.finditer(text))
            ),
            None,
        )

    @property
    def lines(self) -> list[str]:
        """Those to type; one that goes on in the next is one."""
        if self.kind == "console":
            return [line for line, _ in _TYPED.findall(self.text)]
        return re.sub(r"\\\n\s*", "", self.text).splitlines() if self.kind == "sh" else []


def blocks(page: Path) -> list[Block]:
    text = page.read_text("utf-8")
    found = []
    for block in _BLOCK.finditer(text):
        before = text[: block.start()].rstrip("\n").rpartition("\n\n")[2]
        saved = _SAVED.search(before) if before.endswith(":") else None
        found.append(Block(page, block["kind"], block["text"], block.start("text"), saved[1] if saved else None))
    return found


def words(line: str) -> list[str]:
    """Those of a line as a shell parts it, without its comment and without what a file gets."""
    parted = shlex.split(line, comments=True)
    return parted[: parted.index(">")] if ">" in parted else parted


def why_not(line: str) -> str | None:
    """Why a line is not typed; None if it is."""
    return next((why for begins, why in NOT_TYPED.items() if re.match(begins, line)), None)


def at(uri: str, line: str) -> str:
    """A line that asks a server, asking the one at that address."""
    return re.sub(r"bolt://localhost:7687|(?<=--to )local\b|(?<=--store )local\b", uri, line)


class Reader:
    """Somebody with an empty folder, and a store that others may read as well."""

    def __init__(self, folder: Path, store: Path, both: Path, server: Target | None = None) -> None:
        """`store` has the document, `both` the list of 2026 besides; neither is written. `server`: a Neo4j, if any."""
        self.folder = folder
        self.store = store
        self.both = both
        self.server = server
        self.names: dict[str, Any] = {}
        """What Python has made."""
        self.printed: str | None = None
        """By the block of Python before, until the page has shown it."""
        self._save(DOCS / "maps.md")

    def follow(self, page: Path) -> Iterator[tuple[Block, str]]:
        """Each block that is typed or run, with its text as it ought to be."""
        self._save(page)
        for block in blocks(page):
            if block.elsewhere:
                continue
            if block.kind == "text" and self.printed is not None:
                yield block, self.printed
                self.printed = None
                continue
            assert not self.printed, f"{block.place}: the page does not show what the Python above prints"
            if block.kind == "console":
                typed = _TYPED.findall(block.text)
                yield block, "".join(f"$ {line}\n{self.typed(line, shown)}" for line, shown in typed)
            elif block.kind == "sh":
                for line in block.lines:
                    self.typed(line)
                yield block, block.text
            elif block.kind == "cypher":
                self.typed(shlex.join(["pathways", "query", "--cypher", block.text]))
                yield block, block.text
            elif block.kind == "python":
                self.printed = self._run(block)
                yield block, block.text
        assert not self.printed, f"{page.name} does not show what its last Python prints"

    def typed(self, line: str, shown: str = "") -> str:
        """What a line prints on standard output; `shown` where it is not typed."""
        if (why := why_not(line)) == SERVER and self.server:
            line = at(self.server.uri, line)
        elif why:
            return shown
        if line.startswith("pathways build --add 2026"):
            self.store = self.both  # Rule 5
            return shown
        if line.startswith(("pathways build --add", "pathways editions --drop")) and self.store.parent != self.folder:
            self.store = Path(shutil.copy(self.store, self.folder / "own.kgl"))
        with contextlib.chdir(self.folder):
            bare = re.sub(r"'[^']*'|\"[^\"]*\"|#.*", "", line)
            if not line.startswith("pathways ") or _OF_A_SHELL.search(bare):
                return self._in_bash(line)
            result = CliRunner().invoke(main, words(line)[1:], env=self._environment)
            assert result.exit_code == 0, f"{line}\n{result.stderr}"
            printed = result.stdout.replace("\r\n", "\n")
            if into := re.search(r"> (\S+)", bare):
                Path(into[1]).write_text(printed, "utf-8")
            return "" if into else printed

    @property
    def _environment(self) -> dict[str, str]:
        server = (
            {"NEO4J_USERNAME": self.server.username, "NEO4J_PASSWORD": self.server.password or ""}
            if self.server
            else {}
        )
        return {"PATHWAYS_STORE": str(self.store), "COLUMNS": "", **server}

    def _in_bash(self, line: str) -> str:
        """What a line prints that is more than one command of ours."""
        own = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "HOME": str(self.folder)}
        environment = {**os.environ, **self._environment, **own}
        ran = subprocess.run(["bash", "-c", line], env=environment, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, f"{line}\n{ran.stderr}"
        return ran.stdout

    def _save(self, page: Path) -> None:
        """The files that a page has one save (rule 2)."""
        for block in blocks(page):
            if block.name:
                (self.folder / block.name).write_text(block.text, "utf-8")

    def _run(self, block: Block) -> str:
        """What a block of Python prints."""
        printed = io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(printed):
            exec(compile(block.text, block.place, "exec"), self.names)
        return printed.getvalue()


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
        for number, page in enumerate(pages):
            own = Path(folder, str(number))
            own.mkdir()
            text = page.read_text("utf-8")
            for block, now in reversed(list(Reader(own, store, both).follow(page))):
                text = text[: block.start] + now + text[block.start + len(block.text) :]
            page.write_text(text, "utf-8")


if __name__ == "__main__":
    write([Path(page).resolve() for page in sys.argv[1:]] or list(PAGES))
