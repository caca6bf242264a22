"""One server over the packaged document, in memory, for all tests that only ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from assistant import Assistant, assistant

from career_pathways.explorer.mcp.held import Held


@pytest.fixture(scope="session")
def held(built_store: Path) -> Held:
    return Held(lambda: built_store)


@pytest.fixture(scope="session")
def asked(held: Held) -> Iterator[Assistant]:
    with assistant(held) as made:
        yield made
