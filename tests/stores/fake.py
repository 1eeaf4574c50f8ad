"""A small triple store that speaks the documented protocols of each preset, and misbehaves on purpose."""

from __future__ import annotations

import base64
import hashlib
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox

from beleidsgraaf.rdf.presets import Preset


class FakeStore:
    """A store in memory behind HTTP on loopback.

    Args:
        preset: whose paths and parameters it uses.
        root: path of its database.
        largest: bytes of the largest request it takes.
        password: user and password it wants, by ``basic`` or ``digest``; or ``bearer`` and a token.
    """

    def __init__(self, preset: Preset, root: str = "", *, largest: int = 1 << 30, password: tuple[str, str, str] | None = None) -> None:
        self.preset, self.root, self.largest, self.password = preset, root, largest, password
        self.data = ox.Store()
        self.faults: list[str] = []
        self.log: list[tuple[str, str, int]] = []
        self.headers: list[str] = []
        self.url = ""

    def triples(self, graph: str) -> set[ox.Triple]:
        """The triples of a named graph."""
        return {quad.triple for quad in self.data.quads_for_pattern(None, None, None, ox.NamedNode(graph))}

    def graphs(self) -> set[str]:
        """The names of the graphs that hold something."""
        return {quad.graph_name.value for quad in self.data}

    def admits(self, header: str, method: str) -> bool:
        """Return whether credentials are right."""
        if self.password is None:
            return True
        way, user, secret = self.password
        if way == "bearer":
            return header == f"Bearer {secret}"
        if way == "basic":
            return header == "Basic " + base64.b64encode(f"{user}:{secret}".encode()).decode()
        given = dict(re.findall(r'(\w+)="?([^",]+)"?', header))
        if not header.startswith("Digest ") or given.get("username") != user:
            return False

        def md5(text: str) -> str:
            return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

        one, two = md5(f"{user}:fake:{secret}"), md5(f"{method}:{given['uri']}")
        return given["response"] == md5(f"{one}:{given['nonce']}:{given['nc']}:{given['cnonce']}:{given['qop']}:{two}")


def _handler(store: FakeStore) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def answer(self, status: int, body: bytes = b"", kind: str = "text/plain", **headers: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(body)

        def handle_any(self) -> None:
            parts = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            header = self.headers.get("Authorization") or ""
            store.headers.append(header)
            path = parts.path.removeprefix(store.root) if parts.path.startswith(store.root) else "?"
            body = self.rfile.read(length)
            form = self.headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded")
            reading = form and path.rstrip("/") == store.preset.query
            if not store.admits(header, self.command):
                way = store.password[0] if store.password else ""
                asked = {
                    "basic": 'Basic realm="fake"',
                    "digest": 'Digest realm="fake", nonce="n1", qop="auth", algorithm=MD5',
                    "bearer": "Bearer",
                }
                self.answer(401, WWW_Authenticate=asked[way])
                return
            if reading:
                results = store.data.query(parse_qs(body.decode())["query"][0])
                assert isinstance(results, ox.QuerySolutions)
                self.answer(200, results.serialize(format=ox.QueryResultsFormat.JSON) or b"", "application/sparql-results+json")
                return
            store.log.append((self.command, parse_qs(parts.query).get(store.preset.parameter, [""])[0], length))
            if store.faults and self.misbehave(store.faults.pop(0)):
                return
            if length > store.largest:
                self.answer(413, b"too large")
            elif path.rstrip("/") == (store.preset.graphs or "") and store.preset.parameter in parse_qs(parts.query):
                self.write_graph(ox.NamedNode(parse_qs(parts.query)[store.preset.parameter][0]), body)
            else:
                self.answer(404, b"no such service")

        def misbehave(self, fault: str) -> bool:
            if fault == "cut":
                self.close_connection = True
                self.connection.close()
            elif fault == "slow":
                time.sleep(3)
                self.answer(204)
            elif fault == "ok":
                return False
            else:
                status, _, said = fault.partition(" ")
                self.answer(int(status), said.encode(), Retry_After="0")
            return True

        def write_graph(self, graph: ox.NamedNode, body: bytes) -> None:
            if self.command in ("PUT", "DELETE"):
                known = bool(store.triples(graph.value))
                store.data.remove_graph(graph)
                if self.command == "DELETE":
                    self.answer(204 if known else 404)
                    return
            try:
                store.data.load(body, ox.RdfFormat.TURTLE, to_graph=graph)
            except SyntaxError as error:
                self.answer(400, str(error).encode())
                return
            self.answer(204)

        do_GET = do_PUT = do_POST = do_DELETE = handle_any  # noqa: N815 - the names http.server wants

    return Handler


@contextmanager
def serving(store: FakeStore, *, port: int = 0) -> Iterator[FakeStore]:
    """Serve a fake store on loopback until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", port), _handler(store))
    server.daemon_threads = True
    store.url = f"http://127.0.0.1:{server.server_address[1]}{store.root}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield store
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
