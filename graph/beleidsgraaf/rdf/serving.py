"""A read-only SPARQL 1.1 endpoint: Oxigraph's own server on the embedded store, with the page and example queries beside it.

Oxigraph 0.5 does not end a query that takes too long as long as it has no row to give (measured with --timeout-s), so that its server
stands behind a small door: the door passes queries on, counts the time, and has the server started anew when one takes too long.
"""

from __future__ import annotations

import ctypes
import html
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

from beleidsgraaf.errors import StoreError
from beleidsgraaf.rdf.questions import questions
from beleidsgraaf.rdf.remote import is_loopback
from beleidsgraaf.rdf.sparql import known_prefixes

_FILES = {"/graph.html": "text/html; charset=utf-8", "/graph.ttl": "text/turtle; charset=utf-8", "/graph.nq": "application/n-quads"}
_PASSED_ON = ("Accept", "Content-Type")
_LONGEST_QUERY = 1 << 20
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class Engine:
    """Oxigraph's server on a port of loopback that only the door knows.

    Args:
        store: folder of the Oxigraph store.
        timeout: seconds a query may take.
    """

    def __init__(self, store: Path, timeout: int) -> None:
        self.store, self.timeout = store, timeout
        self.port = 0
        self.overdue = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server and wait until it listens.

        Raises:
            StoreError: it ended, or does not listen within 30 seconds.
        """
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        command = [_program(), "serve-read-only", "--location", str(self.store), "--bind", f"127.0.0.1:{self.port}"]
        # preexec_fn calls one function of libc that is loaded already; Oxigraph must not outlive us even when we are killed.
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=_end_with_parent)  # noqa: PLW1509
        for _ in range(300):
            if self._process.poll() is not None:
                said = self._process.stderr.read().decode("utf-8", "replace").strip() if self._process.stderr else ""
                raise StoreError(f"Oxigraph's server ended at once: {said}", endpoint=str(self.store))
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), timeout=0.1).close()
                return
            time.sleep(0.1)
        raise StoreError("Oxigraph's server does not listen after 30 seconds.", endpoint=str(self.store))

    def stop(self) -> None:
        """Stop the server and wait for its end."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stderr is not None:
            self._process.stderr.close()
        self._process = None

    def watch(self) -> int:
        """Start the server anew whenever a query was overdue; return its exit code when it ends by itself."""
        while self._process is not None:
            if self.overdue.wait(0.2):
                self.stop()
                self.overdue.clear()
                self.start()
            elif (code := self._process.poll()) is not None:
                return code
        return 0


@contextmanager
def serving(store: Path, folder: Path | None, *, host: str, port: int, timeout: int) -> Iterator[tuple[str, Engine]]:
    """Serve a store until the block ends; all that was started is stopped then, whatever happens.

    Args:
        store: folder of the Oxigraph store.
        folder: build folder whose page and files are served too, ``None`` for none.
        host: address to listen on.
        port: port to listen on.
        timeout: seconds a query may take.

    Yields:
        The URL of the pages (the endpoint is ``query`` below it), and the engine to watch.

    Raises:
        StoreError: the port is taken, or the server does not start.
    """
    url = f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
    engine = Engine(store, timeout)
    try:
        door = _Door((host, port), _handler(folder, url, engine, local=is_loopback(host)))
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        message = f"Port {port} of {host} cannot be listened on: {reason}; choose another with --port."
        raise StoreError(message, endpoint=url) from error
    thread = threading.Thread(target=door.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    try:
        engine.start()
        thread.start()
        yield url, engine
    finally:
        engine.stop()
        if thread.is_alive():
            door.shutdown()
        door.server_close()


class _Door(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        super().__init__(address, handler)


def _program() -> str:
    """Return the path of Oxigraph's server."""
    beside = Path(sysconfig.get_path("scripts")) / "oxigraph"
    found = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if found is None:
        raise StoreError("Oxigraph's server is not installed; pip install oxigraph brings it.", endpoint="oxigraph")
    return found


def _end_with_parent() -> None:
    """Ask the system to stop this process when its parent is killed."""
    if _LIBC is not None:
        _LIBC.prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def _handler(folder: Path | None, url: str, engine: Engine, *, local: bool) -> type[BaseHTTPRequestHandler]:
    """Return a handler of the door: queries are passed on, and the pages and files named here are given, no others."""
    page = example_page(f"{url}query", files=[name for name in _FILES if folder is not None and (folder / name[1:]).is_file()]).encode()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "beleidsgraaf"
        sys_version = ""

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if not self.welcome():
                return
            if path == "/query":
                self.pass_on(None)
            elif path == "/":
                self.answer(200, page, "text/html; charset=utf-8")
            elif path in _FILES and folder is not None and (folder / path[1:]).is_file():
                self.answer(200, (folder / path[1:]).read_bytes(), _FILES[path])
            else:
                self.say(404, "There is no such page.")

        do_HEAD = do_GET  # noqa: N815 - the name http.server wants

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            if not self.welcome():
                return
            if self.path.partition("?")[0] != "/query":
                self.say(403, "This endpoint only reads.")
            elif not length.isdigit():
                self.say(411, "The length of the query is missing.")
            elif int(length) > _LONGEST_QUERY:
                self.say(413, "The query is longer than a megabyte.")
            else:
                self.pass_on(self.rfile.read(int(length)))

        def welcome(self) -> bool:
            """Refuse a request under the name of another machine: a page of that machine asks, by DNS rebinding."""
            if local and not is_loopback(self.headers.get("Host", "").rpartition(":")[0].strip("[]")):
                self.say(403, "This server answers to its own address only.")
                return False
            return True

        def pass_on(self, body: bytes | None) -> None:
            """Ask Oxigraph and hand on what it says, within the time limit."""
            end = time.monotonic() + engine.timeout
            connection = HTTPConnection("127.0.0.1", engine.port, timeout=engine.timeout)
            told = False
            try:
                headers = {name: self.headers[name] for name in _PASSED_ON if name in self.headers}
                connection.request(self.command, self.path, body, headers)
                given = connection.getresponse()
                told = True
                self.send_response(given.status)
                self.send_header("Content-Type", given.headers.get("Content-Type", "text/plain; charset=utf-8"))
                self.send_header("X-Content-Type-Options", "nosniff")
                self.send_header("Connection", "close")
                self.end_headers()
                while (chunk := given.read1(1 << 16)) and self.command != "HEAD":
                    self.wfile.write(chunk)
                    if time.monotonic() > end:
                        raise TimeoutError
            except TimeoutError:
                engine.overdue.set()
                self.give_up(told, f"The query was not done after {engine.timeout} seconds; make it more selective.")
            except (OSError, HTTPException):
                self.give_up(told, "The store starts anew; ask again in a moment.")
            finally:
                connection.close()

        def give_up(self, told: bool, sentence: str) -> None:
            """End an answer that cannot be given: by a sentence, or when it has begun by cutting it off."""
            self.close_connection = True
            if not told:
                with suppress(OSError):
                    self.say(503, sentence)

        def say(self, status: int, sentence: str) -> None:
            self.close_connection = True
            self.answer(status, f"{sentence}\n".encode(), "text/plain; charset=utf-8")

        def answer(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("X-Content-Type-Options", "nosniff")
            if self.close_connection:
                self.send_header("Connection", "close")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing: who asks what is nobody's business."""

    return Handler


def example_page(endpoint: str, *, files: list[str]) -> str:
    """Return the page with the competency questions, each with its query and a link that asks it.

    Args:
        endpoint: URL of the SPARQL endpoint.
        files: paths of the files that can be had.
    """
    links = "".join(f'<li><a href="{html.escape(name)}">{html.escape(name[1:])}</a></li>' for name in files)
    parts = []
    for question in questions():
        query = declared(question.query, known_prefixes())
        asked = html.escape(f"{endpoint}?query={quote(query)}")
        parts.append(
            f'<section><h2 id="{html.escape(question.name)}">{html.escape(question.text)}</h2><pre>{html.escape(query)}</pre>'
            f'<p><a href="{asked}">Stel deze vraag</a></p></section>'
        )
    return f"""<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>Vragen aan de kennisgraaf</title>
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<style>body{{font:1rem/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}}
pre{{background:#f3f3f3;padding:1rem;overflow:auto}}</style>
</head><body><h1>Vragen aan de kennisgraaf</h1>
<p>SPARQL 1.1, alleen lezen: <code>{html.escape(endpoint)}</code>. Gewone patronen zien de hele graaf;
met <code>GRAPH ?document</code> ziet u wat elk document zegt.</p>
<ul>{links}</ul>
{"".join(parts)}
</body></html>
"""


def declared(query: str, prefixes: Mapping[str, str]) -> str:
    """Return a query with the prefixes it uses declared, for endpoints that do not know them."""
    used = [prefix for prefix in sorted(prefixes) if f"{prefix}:" in query and f"PREFIX {prefix}:" not in query]
    lines = [f"PREFIX {prefix}: <{prefixes[prefix]}>" for prefix in used]
    return "\n".join([*lines, query.strip(), ""])
