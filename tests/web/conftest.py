"""One server over the store of the packaged document, for all tests that only ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from career_pathways.explorer.commands.command_line import COMMAND_LINE
from career_pathways.explorer.web.served import Served
from career_pathways.explorer.web.server import application

HERE = "http://127.0.0.1"


@pytest.fixture(scope="session")
def client(built_store: Path) -> Iterator[TestClient]:
    with TestClient(application(Served(built_store), words=COMMAND_LINE), base_url=HERE) as client:
        yield client
