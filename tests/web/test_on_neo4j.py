"""The server over a Neo4j: another load is taken over, and one that is gone is told in plain words until it is back."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import networkx as nx
import pytest
from starlette.testclient import TestClient

from career_pathways.explorer.serving.served import Served
from career_pathways.explorer.web.server import application
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.loader.stores.neo4j.store import BoltStore
from career_pathways.loader.stores.store import Target

pytestmark = pytest.mark.server

ROOFER = "/api/occupation?occupation=construction/roofer-2"


class Way:
    """A way to a server that can be closed, as if the server were gone."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._open: list[socket.socket] = []
        self.closed = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                if self.closed:
                    client.close()
                    continue
                server = socket.create_connection(self._target)
                self._open += [client, server]
                for one, other in ((client, server), (server, client)):
                    threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    @staticmethod
    def _pass_on(one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65_536):
                other.sendall(data)

    def close(self) -> None:
        self.closed = True
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


@pytest.fixture
def client(graph_of_few: nx.MultiDiGraph, tmp_path: Path) -> Iterator[TestClient]:
    """A server over a file with the same map."""
    with EmbeddedStore(tmp_path / "few.kgl") as store:
        store.replace(graph_of_few)
    with TestClient(application(Served(tmp_path / "few.kgl")), base_url="http://127.0.0.1") as client:
        yield client


@pytest.fixture
def way(neo4j_target: Target, graph_of_few: nx.MultiDiGraph) -> Iterator[Way]:
    with BoltStore(neo4j_target) as store:
        store.replace(graph_of_few)
    place = urlsplit(neo4j_target.uri)
    way = Way(str(place.hostname), place.port or 7687)
    yield way
    way.close()


def test_a_server_answers_as_a_file_does_is_read_anew_after_a_load_and_recovers(
    way: Way, neo4j_target: Target, graph_of_few: nx.MultiDiGraph, client: TestClient
) -> None:
    served = Served(replace(neo4j_target, uri=f"bolt://127.0.0.1:{way.port}"))
    with TestClient(application(served), base_url="http://127.0.0.1") as own:
        for address in (ROOFER, "/api/next?occupation=Roofer", "/api/path?origin=Roofer&destination=Site inspector"):
            assert own.get(address).json()["results"] == client.get(address).json()["results"]
        assert own.get(ROOFER).headers["x-map-hash"] == client.get(ROOFER).headers["x-map-hash"]
        maps = [one.get("/maps.json").json() for one in (own, client)]
        assert maps[0] == maps[1]
        packed = f"/map/{maps[0]['maps'][maps[0]['asked']]}.json"
        for address in (packed, "/joins.json", "/questions.json"):
            assert own.get(address).status_code == 200, address
        assert own.get(packed).json()["occupations"] == client.get(packed).json()["occupations"]
        statement = {"statement": "MATCH (o:Occupation {id: 'construction/roofer-2'}) RETURN o.title AS title"}
        assert own.post("/api/cypher", json=statement).json()["results"] == [{"title": "Roofer"}]
        other = graph_of_few.copy()
        other.nodes["construction/roofer-2"]["title"] = "Tiler"
        with BoltStore(neo4j_target) as store:
            store.replace(other)
        assert "Tiler" in own.get(ROOFER).text
        assert own.get(ROOFER).headers["x-map-hash"] != client.get(ROOFER).headers["x-map-hash"]
        way.close()
        for address in (ROOFER, "/next?from=Roofer"):
            gone = own.get(address)
            assert (gone.status_code, "Traceback" in gone.text) == (503, False)
        assert own.get(ROOFER).json()["kind"] == "NoConnection"
        assert own.get(ROOFER).headers["retry-after"]
        way.closed = False
        assert own.get(ROOFER).status_code == 200
