"""What keeps the product easy to read: no function too long for one look, and imports where one expects them."""

from __future__ import annotations

import re

from places import LONGEST, MODULES, MOST_DEFERRED, deferred_imports, functions


def test_no_function_is_longer_than_one_look() -> None:
    too_long = {place: length for module in MODULES for length, place in functions(module) if length > LONGEST}
    assert too_long == {}


def test_imports_stand_on_top_but_for_a_few_that_say_why() -> None:
    found = [line for module in MODULES for line in deferred_imports(module)]
    assert [line for line in found if not re.search(r"# noqa: PLC0415 -- \w", line)] == []
    assert len(found) <= MOST_DEFERRED, "\n".join(found)
