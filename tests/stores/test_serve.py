"""Serving: read-only, on loopback, for a time only, and gone when it is stopped."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from servers import free_port

from beleidsgraaf.rdf.graph import KnowledgeGraph
from beleidsgraaf.rdf.questions import questions
from beleidsgraaf.rdf.serving import declared
from beleidsgraaf.rdf.sparql import known_prefixes

OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def fetch(url: str, **headers: str) -> tuple[int, dict[str, str], str]:
    """Ask a URL; return status, headers and text."""
    try:
        with OPENER.open(urllib.request.Request(url, headers=headers), timeout=30) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read().decode()


def listens(port: int) -> bool:
    with suppress(OSError):
        OPENER.open(f"http://127.0.0.1:{port}/", timeout=2).close()
        return True
    return False


@contextmanager
def served(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen([sys.executable, "-m", "beleidsgraaf", "serve", *arguments], stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        assert "SPARQL endpoint" in process.stderr.readline()
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)


def sockets(process: subprocess.Popen[str]) -> list[str]:
    """Return the addresses that a process and its children listen on, from /proc."""
    family = {str(process.pid)}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            if fields[1] in family:
                family.add(path.parent.name)
    inodes = set()
    for pid in family:
        for link in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):
                inodes.add(str(link.readlink()).removeprefix("socket:[").rstrip("]"))
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            words = line.split()
            if words[3] == "0A" and words[9] in inodes:
                found.append(words[1].partition(":")[0])
    return found


def test_endpoint_and_pages(folder: Path) -> None:
    """The endpoint answers as the library does, refuses updates and other origins, and the pages are beside it; all on loopback."""
    port = free_port()
    with served(str(folder), "--port", str(port)) as process:
        for question in questions()[:3]:
            query = urllib.parse.quote(declared(question.query, known_prefixes()))
            status, headers, text = fetch(
                f"http://127.0.0.1:{port}/query?query={query}", Accept="application/sparql-results+json", Origin="http://x"
            )
            assert status == 200 and "access-control-allow-origin" not in {name.lower() for name in headers}
            rows = {tuple(sorted((name, value["value"]) for name, value in row.items())) for row in json.loads(text)["results"]["bindings"]}
            assert rows == {tuple(sorted(row.items())) for row in KnowledgeGraph.read(folder).rows(question.query)}
        update = urllib.request.Request(f"http://127.0.0.1:{port}/update", b"DROP ALL", {"Content-Type": "application/sparql-update"})
        with pytest.raises(urllib.error.HTTPError) as refused:
            OPENER.open(update)
        refused.value.close()
        assert refused.value.code in (403, 405)
        pages = f"http://127.0.0.1:{port}"
        assert all(question.text.split("'")[0] in fetch(f"{pages}/")[2] for question in questions()[:3])
        assert fetch(f"{pages}/graph.ttl")[2] == (folder / "graph.ttl").read_text("utf-8")
        for path in ("/graph.html", "/store.json", "/../../etc/passwd", "/%2e%2e/graph.nq", "/store/CURRENT"):
            assert fetch(pages + path)[0] == 404, path
        assert fetch(f"{pages}/", Host="evil.example:80")[0] == 403
        assert set(sockets(process)) == {"0100007F"}, "listens on 127.0.0.1 and nowhere else"
    assert process.returncode == 0
    assert not listens(port)


def test_a_query_that_takes_too_long_is_ended(folder: Path) -> None:
    """After the time limit the endpoint gives up a query and goes on."""
    port = free_port()
    with served(str(folder / "graph.ttl"), "--port", str(port), "--timeout", "1"):
        heavy = urllib.parse.quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
        begun = time.monotonic()
        status, _, text = fetch(f"http://127.0.0.1:{port}/query?query={heavy}")
        assert (status, text) == (503, "The query was not done after 1 seconds; make it more selective.\n")
        assert time.monotonic() - begun < 15
        while (status := fetch(f"http://127.0.0.1:{port}/query?query=ASK%7B%7D")[0]) == 503 and time.monotonic() - begun < 20:
            time.sleep(0.1)
        assert status == 200


def test_nothing_stays_behind(folder: Path) -> None:
    """SIGTERM stops both servers, and so does the death of the command."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        port = free_port()
        with served(str(folder), "--port", str(port)) as process:
            assert listens(port)
            process.send_signal(sign)
            process.wait(20)
            end = time.monotonic() + 10
            while listens(port) and time.monotonic() < end:
                time.sleep(0.05)
            assert not listens(port)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "beleidsgraaf", "serve", *arguments], capture_output=True, text=True, check=False, timeout=60
    )


def test_other_addresses_need_a_word(folder: Path) -> None:
    """Another address than loopback is refused with what it means, unless the user says so."""
    for host in ("0.0.0.0", "::", "192.0.2.1"):
        done = run(str(folder), "--host", host)
        assert done.returncode == 2
        assert "without a password" in done.stderr and "--open-to-network" in done.stderr


def test_taken_port_is_a_sentence(folder: Path) -> None:
    """A port that is taken ends in one sentence."""
    port = free_port()
    with served(str(folder), "--port", str(port)):
        done = run(str(folder), "--port", str(port))
    assert done.returncode == 1
    assert f"Port {port} of 127.0.0.1 cannot be listened on" in done.stderr and len(done.stderr.splitlines()) == 1


def test_no_graph_is_a_sentence(tmp_path: Path) -> None:
    """Without a graph nothing is served."""
    done = run(str(tmp_path / "build"))
    assert done.returncode == 1 and "There is no graph" in done.stderr and len(done.stderr.splitlines()) == 1
