"""Builds the documentation site: `python docs/site/build.py FOLDER`.

The pages are gathered in FOLDER-pages: those that the project has as files, and those that say what the code says.
Sphinx makes the site in FOLDER of them, by conf.py, and opens at FOLDER/index.html.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from api import api_pages
from commands import command_pages
from mended import mend
from notebook import notebook_page
from pages import files_beside, own_pages
from questions import question_pages
from sphinx.cmd.build import build_main

HERE = Path(__file__).parent


def main(site: Path) -> int:
    """Gather the pages and build the site. Out: 0, or 1 where Sphinx warned of anything."""
    pages = site.with_name(f"{site.name}-pages")
    for folder in (site, pages):
        shutil.rmtree(folder, ignore_errors=True)
    gather(pages)
    options = ["-q", "-W", "-n", "--keep-going", "-b", "html", "-c", str(HERE), "-d", str(pages / ".doctrees")]
    status = build_main([*options, str(pages), str(site)])
    mend(site)
    return status


def gather(pages: Path) -> None:
    """Write every page of the site, and the files beside them."""
    texts = own_pages() | notebook_page() | command_pages() | question_pages() | api_pages()
    for place, text in texts.items():
        file = pages / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    for source, place in files_beside():
        (pages / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, pages / place)


if __name__ == "__main__":
    try:
        sys.exit(main(Path(sys.argv[1])))
    except FileNotFoundError as error:
        sys.exit(f"make docs: {error}")
