"""Pages that say what the code says, word by word."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from followed import PAGES
from places import DOCS, FOLDERS, ROOMS, ROOT

from career_pathways.explorer.views.diff import MEANINGS
from career_pathways.exports.registry import FORMATS
from career_pathways.loader.graph import what_if_file as changes
from career_pathways.loader.graph.what_if_file import read_changes
from career_pathways.queries.gaps import KINDS, gaps
from career_pathways.queries.selection import selected


def plain(text: str) -> str:
    return " ".join(text.split())


def rules(docstring: str | None) -> list[str]:
    """Its numbered rules, each in one line."""
    return [plain(rule) for rule in re.findall(r"^\d+\. (?:.+\n?)+?(?=^\d+\. |^$|\Z)", docstring or "", re.MULTILINE)]


def test_the_page_of_gaps_has_the_rules_of_the_code() -> None:
    page = plain((DOCS / "gaps.md").read_text("utf-8"))
    found = rules(inspect.getdoc(gaps))
    assert len(found) == len(KINDS) + 3
    for rule in found:
        assert rule in page


def test_the_page_of_exports_has_the_rules_of_the_choice_and_every_format() -> None:
    page = (DOCS / "exports.md").read_text("utf-8")
    found = rules(inspect.getdoc(selected))
    assert len(found) == 7
    for rule in found:
        assert rule in plain(page)
    rows = [row.split("|")[1] for row in page.splitlines() if row.startswith("| `")]
    named = [name for row in rows for name in re.findall("`([a-z0-9-]+)`", row)]
    assert sorted(named) == sorted([*FORMATS, *FORMATS])  # a table of what is written, one of what cannot be said


def test_the_page_of_what_if_has_the_example_of_the_code() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", (DOCS / "what-if.md").read_text("utf-8"), re.DOTALL)
    assert plain(example) in plain(str(changes.__doc__))
    assert read_changes(example, "changes.toml").about


def test_the_page_of_editions_says_of_each_change_what_the_answer_says() -> None:
    page = (DOCS / "editions.md").read_text("utf-8")
    assert dict(re.findall(r"^\| `([a-z -]+)` \| (.+) \|$", page, re.MULTILINE)).items() >= MEANINGS.items()


def test_the_house_in_one_page_lists_each_room_in_its_order() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("\n## ")[0]
    listed = re.findall(r"^\| `([\w/.]+)`", page, re.MULTILINE)
    assert all((ROOT / name).exists() for name in listed)
    assert [room for room in ROOMS if room in listed] == [room for room in listed if room in ROOMS]
    assert {room for room in ROOMS if room.count("/") == 2 and room.endswith("/")} - set(listed) <= OF_A_ROOM
    assert {folder for folder in FOLDERS if f"{folder}/" not in page} == set()


OF_A_ROOM = {"exports/formats/", "exports/picture/"}


LINKED = sorted({*PAGES, *DOCS.glob("**/*.md"), *ROOT.glob("*.md")})


def headings(page: Path) -> set[str]:
    """The names that GitHub gives the headings of a page."""
    found = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in found}


@pytest.mark.parametrize("page", LINKED, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_link_leads_to_a_file_and_to_a_heading_of_it(page: Path) -> None:
    for target, heading in re.findall(r"\]\((?!\w+:)([^)#]*)(?:#([^)]+))?\)", page.read_text("utf-8")):
        there = (page.parent / target).resolve() if target else page
        assert there.exists(), target
        assert not heading or heading in headings(there), f"{target}#{heading}"


def test_every_decision_has_its_form_and_its_line_in_the_index() -> None:
    index = (DOCS / "decisions" / "README.md").read_text("utf-8")
    for number, page in enumerate(sorted((DOCS / "decisions").glob("[0-9]*.md")), 1):
        title, status, *_ = page.read_text("utf-8").split("\n\n")
        assert title.startswith(f"# {number}. "), page.name
        assert status.startswith(("Holds", "Superseded by")), page.name
        assert f"| [{number}]({page.name}) |" in index
        headings = re.findall(r"^## (.+)$", page.read_text("utf-8"), re.MULTILINE)
        assert {"What was decided", "What was weighed", "What it costs"} <= {*headings}, page.name
        (line,) = (line for line in index.splitlines() if f"({page.name})" in line)
        assert ("| superseded" in line) == status.startswith("Superseded"), page.name
