"""The page of mapping files speaks of all that one may hold."""

from __future__ import annotations

import re

from places import DOCS

from career_pathways.loader.maps import mapping

PAGE = (DOCS / "maps.md").read_text("utf-8")


def test_the_page_names_every_key() -> None:
    keys = {key for keys in mapping._VALUES.values() for key in keys} | {*mapping._OF_A_TABLE, *mapping._EDITION}
    written = "".join(re.findall(r"`[^`]*`", PAGE))
    assert {key for key in (*keys, *mapping._SECTIONS) if not re.search(rf"\b{key}\b", written)} == set()
