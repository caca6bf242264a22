"""Every block of every page is run: what a page shows to type works as it stands, and prints what the page shows.

`make guide` writes what commands print into the pages anew.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from followed import ELSEWHERE, NOT_TYPED, PAGES, SERVER, Block, Reader, at, blocks, why_not, words
from places import DOCS, ROOT

from career_pathways.explorer.commands.main import main
from career_pathways.loader.stores.store import Target

FOLLOWED = {"sh", "console", "python", "cypher"}

TO_TYPE = [page for page in PAGES if any(b.kind in FOLLOWED and not b.elsewhere for b in blocks(page))]
OF_A_SERVER = [DOCS / "for/graph-engineers.md", DOCS / "exports.md", DOCS / "maps.md"]
"""Those that ask one; the first loads the document."""


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def not_typed() -> Iterator[tuple[Block, str, str]]:
    """Each line that is not typed, with the reason."""
    for page in PAGES:
        for block in blocks(page):
            for line in block.lines:
                if not block.elsewhere and (why := why_not(line)):
                    yield block, line, why


@pytest.mark.slow
@pytest.mark.parametrize("page", TO_TYPE, ids=name)
def test_a_reader_who_types_what_a_page_shows_gets_what_it_shows(
    page: Path, built_store: Path, both: Path, tmp_path: Path
) -> None:
    for block, now in Reader(tmp_path, built_store, both).follow(page):
        assert block.text == now, block.place


@pytest.mark.server
def test_a_reader_with_a_server_who_types_what_the_pages_show_has_answers(
    built_store: Path, both: Path, tmp_path: Path, neo4j_target: Target
) -> None:
    reader = Reader(tmp_path, built_store, both, neo4j_target)
    lines = [line for page in OF_A_SERVER for block in blocks(page) for line in block.lines if why_not(line) == SERVER]
    assert {line for _, line, why in not_typed() if why == SERVER} == set(lines)
    taken_out = "pathways editions --drop our-yard --store bolt://localhost:7687"
    for line in dict.fromkeys(at(neo4j_target.uri, " ".join(words(line))) for line in [*lines, taken_out]):
        reader.typed(line)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_each_block_of_a_page_is_one_that_a_test_has(page: Path) -> None:
    for block in blocks(page):
        beside = DOCS / (block.name or "none")
        assert not beside.exists() or beside.read_text("utf-8") == block.text, block.place
    shown = False  # whether Python stands above
    for block in blocks(page):
        assert block.kind in FOLLOWED or block.name or block.elsewhere or (block.kind == "text" and shown), block.place
        shown = block.kind == "python"
    unmarked = re.findall(
        r"^\n((?:    \S.*\n)+)", re.sub(r"(?ms)^```.*?^```$", "", page.read_text("utf-8")), re.MULTILINE
    )
    assert [block for block in unmarked if not re.match("    (make run|pip install) ", block)] == []


@pytest.mark.parametrize(("page", "test"), sorted({(page, test) for page, _, test in ELSEWHERE}))
def test_what_is_left_to_another_test_is_there_and_the_test_speaks_of_the_page(page: Path, test: str) -> None:
    patterns = [what for of, what, by in ELSEWHERE if (of, by) == (page, test)]
    assert all(what.search(page.read_text("utf-8")) for what in patterns)
    if test.endswith(".py"):
        assert page.name in (ROOT / test).read_text("utf-8")


def test_each_reason_not_to_type_a_line_is_that_of_one() -> None:
    assert {why for _, _, why in not_typed()} == set(NOT_TYPED.values())
    for why in NOT_TYPED.values():
        assert all((ROOT / place).exists() for place in re.findall(r"tests/[\w/.]*\w", why))


@pytest.mark.parametrize(
    ("block", "line"), [(b, line) for b, line, _ in not_typed()], ids=lambda v: "" if isinstance(v, Block) else v
)
def test_what_is_not_typed_names_commands_options_and_extras_that_there_are(block: Block, line: str) -> None:
    begins, *rest = words(line)
    if begins == "claude":
        begins, *rest = rest[rest.index("--") + 1 :]
    if begins == "pathways":
        with main.make_context("pathways", list(rest)) as ctx:
            _, command, arguments = main.resolve_command(ctx, [*ctx._protected_args, *ctx.args])
            assert isinstance(command, click.Command)
            command.make_context(command.name, arguments, parent=ctx)
    elif begins == "make":
        assert rest[0] in targets(), block.place
    elif begins in {"pip", "pipx", "uv"}:
        extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
        assert set(",".join(re.findall(r"\[([a-z,]+)\]", line)).split(",")) <= {"", *extras}, block.place
        assert {word.partition("[")[0] for word in rest if "." in word or "career" in word} <= {".", "career-pathways"}


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_what_a_page_says_to_make_the_makefile_makes(page: Path) -> None:
    assert set(re.findall(r"(?:`|^    |^)make ([a-z-]+)", page.read_text("utf-8"), re.MULTILINE)) <= targets()
