"""How Sphinx makes the site; build.py calls it."""

from __future__ import annotations

import sys
from pathlib import Path

from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).parent))

from lexers import LEXERS
from navigation import keep_tree

from career_pathways import __version__

project = "Career Pathways"
author = "Career Pathways"
copyright = "the authors of Career Pathways; MIT licence"
release = version = __version__
language = "en"
smartquotes = False  # they make a dash of the two of an option

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4
root_doc = "index"
exclude_patterns = [".doctrees"]

add_module_names = False
python_maximum_signature_line_length = 80
toc_object_entries_show_parents = "hide"
nitpick_ignore_regex = [
    ("py:.*", r"(?!career_pathways\b).*"),  # of Python and of other libraries
    ("py:class", r"career_pathways\.queries\.(whole_graph|ways|marks|imports|names)\.\w+"),  # inner rooms
    ("py:class", r"career_pathways\.loader\.(schema|graph\.build)\.\w+"),  # described in the graph model
]

html_theme = "furo"
html_title = f"Career Pathways {__version__}"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_js_files = [("site.js", {"defer": "defer"})]
html_search_scorer = str(Path(__file__).with_name("scorer.js"))
html_show_search_summary = False  # it would ask for each page that is found, which no browser allows of a file
html_copy_source = False
html_show_sourcelink = False
html_use_index = True
highlight_language = "text"
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"


def setup(app: Sphinx) -> None:
    """What Sphinx knows besides."""
    for lexer in LEXERS:
        app.add_lexer(lexer.aliases[0], lexer)
    app.connect("html-page-context", keep_tree, priority=400)
