"""The project's own pages as pages of the site: where each lies in it, and where its links lead there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from prose import directive

from career_pathways.explorer.commands.pages import CODE

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"

SINGLE = {
    "docs/site/index.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "docs/decisions/README.md": "decisions/index.md",
    "loader/document/README.md": "data/document.md",
    "loader/editions/2026/README.md": "data/maps-of-2026.md",
    "loader/editions/former_titles.md": "data/former-titles.md",
    "loader/words/roles.md": "data/words-of-roles.md",
    "queries/everyday_titles.md": "data/everyday-titles.md",
    "tests/gold/README.md": "data/gold.md",
    "tests/judged/README.md": "data/judged.md",
}
"""Pages outside docs/, and the start page: from the project's root, and from that of the site."""

ELSEWHERE = {
    "README.md": "index.md",
    "docs": "index.md",
    "docs/decisions": "decisions/index.md",
    "docs/guide.ipynb": "guide.md",
    "queries": "questions/index.md",
}
"""What is no page as it stands, and the page of the site that has the same."""

_LINK = re.compile(
    rf"{CODE.pattern}|(?P<image>!?)\[(?P<text>(?:[^\]\\]|\\.)*)\]\((?!\w+:)(?P<target>[^)#\s]*)(?P<anchor>#[^)\s]*)?\)",
    CODE.flags,
)


def own_pages() -> dict[str, str]:
    """Every page that the project has as a file, by its place in the site, with links that lead to its pages."""
    pages = {place: linked((ROOT / file).read_text("utf-8"), file) for file, place in places().items()}
    decided = "\n".join(sorted(file.stem for file in (DOCS / "decisions").glob("[0-9]*.md")))
    pages["decisions/index.md"] += f"\n{directive('toctree', '', decided, options=':hidden:')}\n"
    return pages


def places() -> dict[str, str]:
    """The file of each page, from the project's root, and where that page lies in the site."""
    found = (file.relative_to(DOCS) for file in sorted(DOCS.rglob("*.md")))
    return {f"docs/{file.as_posix()}": file.as_posix() for file in found if file.parts[0] != "site"} | SINGLE


def linked(text: str, file: str) -> str:
    """A page's text for the site: what leads to no page of it is named as what the project's repository holds.

    `file`: from the project's root. Raises FileNotFoundError for a link to nothing.
    """
    here = PurePosixPath(places().get(file) or ELSEWHERE[file]).parent

    def led(part: re.Match[str]) -> str:
        if part["text"] is None or not part["target"]:
            return part[0]
        path = os.path.normpath(PurePosixPath(file).parent / unquote(part["target"]))
        if not (ROOT / path).exists():
            raise FileNotFoundError(f"{file}: a link to {part['target']}, which is nothing. Mend the link.")
        shown, place = part["text"], place_of(path)
        is_path = shown.strip("`").removesuffix("/") in {path, part["target"].removesuffix("/"), Path(path).name}
        if place is None:
            named = f"`{path}` in the project's repository"
            return named if is_path else f"{shown} ({named})"
        if is_path and place.endswith(".md"):
            shown = ""  # for which Sphinx puts the heading there
        return f"{part['image']}[{shown}]({os.path.relpath(place, here)}{part['anchor'] or ''})"

    return _LINK.sub(led, text)


def place_of(path: str) -> str | None:
    """Where the site has what lies there in the project; None where it has not."""
    if question := re.fullmatch(r"queries/([a-z-]+)\.cypher", path):
        return f"questions/{question[1]}.md"
    if (place := places().get(path) or ELSEWHERE.get(path)) is not None:
        return place
    return path.removeprefix("docs/") if path.startswith("docs/") and (ROOT / path).is_file() else None


def files_beside() -> Iterator[tuple[Path, str]]:
    """Pictures and examples that pages show or link to, and where they lie in the site."""
    for file in sorted(DOCS.rglob("*")):
        place = file.relative_to(DOCS)
        if file.suffix in {".png", ".svg", ".csv", ".toml"} and place.parts[0] != "site":
            yield file, place.as_posix()
