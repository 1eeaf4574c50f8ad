"""Loading: right into every store that is known, whatever happens on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from fake import FakeStore, serving
from servers import free_port, oxigraph, virtuoso
from synthetic import built

from beleidsgraaf.errors import BeleidsgraafError, GraphError, StoreError
from beleidsgraaf.rdf.loading import Journal, count, load
from beleidsgraaf.rdf.parsing import parse
from beleidsgraaf.rdf.presets import PRESETS, find_preset
from beleidsgraaf.rdf.remote import Endpoint

ROOTS = {"graphdb": "/repositories/beleid", "rdf4j": "/rdf4j-server/repositories/beleid", "fuseki": "/ds", "stardog": "/beleid"}


def fake(name: str = "oxigraph", **settings: object) -> FakeStore:
    return FakeStore(PRESETS[name], ROOTS.get(name, ""), **settings)  # type: ignore[arg-type]


def endpoint(store: FakeStore, **settings: object) -> Endpoint:
    return Endpoint(store.url, store.preset, **({"wait": 0.01, "timeout": 20.0} | settings))  # type: ignore[arg-type]


def expected(folder: Path) -> dict[str, set[ox.Triple]]:
    wanted: dict[str, set[ox.Triple]] = {}
    for quad in parse(folder / "graph.nq"):
        wanted.setdefault(quad.graph_name.value, set()).add(quad.triple)
    return wanted


def holds(store: FakeStore, folder: Path) -> bool:
    return {name: store.triples(name) for name in store.graphs()} == expected(folder)


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_every_preset(name: str, folder: Path) -> None:
    """By the paths that each store documents, every named graph arrives whole, and a second load sends nothing."""
    with serving(fake(name)) as store, endpoint(store) as there:
        report = load(folder, there)
        assert holds(store, folder)
        assert (report.graphs, report.sent) == (len(expected(folder)), len(expected(folder)))
        written = len(store.log)
        assert load(folder, there).sent == 0
        assert len(store.log) == written


def test_passing_faults_are_waited_for(folder: Path) -> None:
    """503, 429, 500 and a cut connection are tried again, and the graph is right in the end."""
    with serving(fake()) as store, endpoint(store) as there:
        store.faults = ["503 busy", "ok", "cut", "429", "ok", "500 lost a race", "ok", "cut", "504"]
        load(folder, there)
        assert holds(store, folder)
        assert not store.faults


def test_a_slow_store_is_tried_again(folder: Path) -> None:
    """A request without an answer in time is sent again."""
    with serving(fake()) as store, endpoint(store, timeout=1.0) as there:
        store.faults = ["ok", "slow"]
        load(folder, there)
        assert holds(store, folder)


def test_too_large_requests_are_halved(folder: Path) -> None:
    """A store that answers 413 gets smaller requests; the first replaces, the others add."""
    with serving(fake(largest=20_000)) as store, endpoint(store) as there:
        load(folder, there)
        assert holds(store, folder)
        assert max(length for _, _, length in store.log) > 20_000 >= min(length for _, _, length in store.log)


def test_one_triple_too_large_is_a_sentence(folder: Path) -> None:
    """When not even one triple passes, the message names the graph."""
    with serving(fake(largest=50)) as store, endpoint(store) as there, pytest.raises(StoreError, match=r"refuses one triple .* \(413\)"):
        load(folder, there)


def test_what_is_loaded_is_said_last(folder: Path) -> None:
    """The graph that says that all is there comes last, and is taken away before anything changes."""
    dataset = "https://w3id.org/beleidsgraaf/dataset"
    with serving(fake()) as store, endpoint(store, attempts=1) as there:
        load(folder, there)
        assert [graph for method, graph, _ in store.log if method == "PUT"][-1] == dataset
        built(folder, 5, seed=7)
        store.faults = ["ok"] * 3 + ["503 down"]
        with pytest.raises(StoreError, match="503"):
            load(folder, there)
        assert dataset not in store.graphs()
        load(folder, there)
        assert holds(store, folder)


def test_documents_that_went_are_removed(folder: Path) -> None:
    """A document of an earlier load that the graph no longer holds is removed; graphs of others stay."""
    with serving(fake()) as store, endpoint(store) as there:
        load(folder, there)
        other = ox.Quad(ox.NamedNode("urn:x:a"), ox.NamedNode("urn:x:b"), ox.NamedNode("urn:x:c"), ox.NamedNode("urn:x:others"))
        store.data.add(other)
        built(folder, 3)
        report = load(folder, there)
        assert report.removed == 2
        assert other in store.data
        store.data.remove(other)
        assert holds(store, folder)


def test_merge_keeps_what_is_there(folder: Path) -> None:
    """Merging adds to a named graph and removes nothing."""
    with serving(fake()) as store, endpoint(store) as there:
        name = next(iter(expected(folder)))
        mine = ox.Quad(ox.NamedNode("urn:x:a"), ox.NamedNode("urn:x:b"), ox.NamedNode("urn:x:c"), ox.NamedNode(name))
        store.data.add(mine)
        load(folder, there, merge=True)
        assert mine in store.data
        assert all(triples <= store.triples(graph) for graph, triples in expected(folder).items())


def test_store_that_lost_its_data_is_loaded_again(folder: Path) -> None:
    """When the store holds less than the journal says (it was restarted without a checkpoint), those graphs are sent again."""
    with serving(fake()) as store, endpoint(store) as there:
        load(folder, there)
        gone = sorted(store.graphs())[:2]
        for name in gone:
            store.data.remove_graph(ox.NamedNode(name))
        assert load(folder, there).sent >= 2
        assert holds(store, folder)


def test_store_that_lies_is_found_out(folder: Path) -> None:
    """A store that answers well and keeps nothing, or something else, is found by counting and by the sample."""
    with serving(fake()) as store, endpoint(store) as there:
        store.faults = ["ok"] * 3 + ["200 thanks"]
        with pytest.raises(StoreError, match=r"holds 0 triples in <.*> where .* were sent"):
            load(folder, there)
        load(folder, there)
        dataset = ox.NamedNode("https://w3id.org/beleidsgraaf/dataset")
        for quad in list(store.data.quads_for_pattern(None, None, None, dataset)):
            store.data.remove(quad)
            store.data.add(ox.Quad(quad.subject, quad.predicate, ox.Literal(f"other {quad.object}"), dataset))
        with pytest.raises(StoreError, match="holds other triples"):
            load(folder, there)


@pytest.mark.parametrize("way", ["basic", "digest"])
def test_password_from_the_environment(way: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """User and password of the environment answer basic and digest alike."""
    monkeypatch.setenv("BELEIDSGRAAF_STORE_USER", "els")
    monkeypatch.setenv("BELEIDSGRAAF_STORE_PASSWORD", "geheim-Ω1")
    with serving(fake(password=(way, "els", "geheim-Ω1"))) as store, endpoint(store) as there:
        load(folder, there)
        assert holds(store, folder)


def test_password_from_netrc(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A netrc file answers too."""
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login els password geheim\n")
    (tmp_path / "netrc").chmod(0o600)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with serving(fake(password=("basic", "els", "geheim"))) as store, endpoint(store) as there:
        load(folder, there)
        assert holds(store, folder)


def test_token(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token is sent as bearer."""
    monkeypatch.setenv("BELEIDSGRAAF_STORE_TOKEN", "abc")
    with serving(fake("qlever", password=("bearer", "", "abc"))) as store, endpoint(store) as there:
        load(folder, there)
        assert holds(store, folder)


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    run = [sys.executable, "-m", "beleidsgraaf", "load", *arguments]
    return subprocess.run(run, capture_output=True, text=True, check=False, env=os.environ | environment, timeout=120)


def test_wrong_password_is_one_sentence_and_is_not_told(folder: Path) -> None:
    """A wrong password ends with exit code 1 and one sentence in which the password does not stand; nothing is loaded."""
    with serving(fake(password=("digest", "els", "right"))) as store:
        done = command(
            str(folder), "--to", store.url, "--store", "oxigraph", BELEIDSGRAAF_STORE_USER="els", BELEIDSGRAAF_STORE_PASSWORD="wrong-secret"
        )
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 1 and "401" in done.stderr
        assert "wrong-secret" not in done.stderr + done.stdout
        assert not store.graphs()
        assert not [path for path in folder.rglob("*.journal") if "wrong-secret" in path.read_text()]


def test_password_in_the_url_is_refused(folder: Path) -> None:
    """A password in the URL is refused, and not told."""
    done = command(str(folder), "--to", "http://els:verysecret@127.0.0.1:7878")
    assert done.returncode == 1
    assert "verysecret" not in done.stderr
    assert "BELEIDSGRAAF_STORE_USER" in done.stderr


def test_password_does_not_go_unencrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without https a password goes to no other machine, unless the user says so."""
    import httpx

    monkeypatch.setenv("BELEIDSGRAAF_STORE_USER", "els")
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(401, headers={"WWW-Authenticate": "Basic"})

    for plain, fault in ((False, "over plain HTTP"), (True, "401")):
        sent.clear()
        answering = httpx.MockTransport(answer)
        with (
            Endpoint("http://store.example", PRESETS["oxigraph"], plain=plain, attempts=1, transport=answering) as there,
            pytest.raises(StoreError, match=fault),
        ):
            there.put("urn:x:g", b"")
        assert bool([request for request in sent if "Authorization" in request.headers]) == plain


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("403 read-only", "read-only, or this user may not write"),
        ("500 No space left on device", "No space left on device"),
        ("405", "has no such service"),
        ("302", "sends elsewhere"),
        ("400 bad <b>turtle</b>", "bad <b>turtle</b>"),
    ],
)
def test_refusals_are_sentences(fault: str, says: str, folder: Path) -> None:
    """A refusal is told at once, in one sentence, without a second attempt."""
    with serving(fake()) as store, endpoint(store) as there:
        store.faults = ["ok", fault]
        with pytest.raises(StoreError) as caught:
            load(folder, there)
        assert says in str(caught.value) and "\n" not in str(caught.value)
        assert len(store.log) == 2


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://127.0.0.1:{closed}", "could not be reached"),
        ("ftp://127.0.0.1:7878", "no URL of a store"),
        ("127.0.0.1", "no URL of a store"),
        ("http://", "no URL of a store"),
        ("http://127.0.0.1:{closed}/\x00", "no URL"),
    ],
)
def test_wrong_url_is_one_sentence(url: str, says: str, folder: Path) -> None:
    """A wrong URL ends in one sentence."""
    with (
        pytest.raises(BeleidsgraafError, match=says),
        Endpoint(url.format(closed=free_port()), PRESETS["oxigraph"], attempts=2, wait=0.01) as there,
    ):
        load(folder, there)


def test_not_a_store_is_a_sentence(folder: Path) -> None:
    """A web server that is no store is told as such."""
    with serving(fake("graphdb")) as store:
        url = store.url.removesuffix("/repositories/beleid")
        with Endpoint(url, PRESETS["oxigraph"], attempts=1) as there, pytest.raises(StoreError, match="is this the URL of Oxigraph"):
            load(folder, there)


def test_turtle_needs_a_graph_name(folder: Path) -> None:
    """A file without named graphs is loaded into the one that is named; without a name it is refused."""
    with serving(fake()) as store, endpoint(store) as there:
        with pytest.raises(GraphError, match="--graph"):
            load(folder / "graph.ttl", there)
        for source, graph in ((folder / "graph.ttl", "urn:x:one"), (folder, "urn:x:two")):
            load(source, there, graph=graph)
            assert store.triples(graph) == {quad.triple for quad in parse(folder / "graph.ttl")}
        load(folder, there)
        assert {"urn:x:one", "urn:x:two"} | expected(folder).keys() == store.graphs()
        with pytest.raises(GraphError, match="no absolute IRI"):
            load(folder, there, graph="one")


def test_journal_survives_a_torn_line(tmp_path: Path) -> None:
    """A line that was half written when the process was killed does not count."""
    journal = Journal.of(tmp_path, "http://x")
    journal.note("urn:a", "1")
    with journal.path.open("a") as file:
        file.write("2 urn:b")
    assert Journal.of(tmp_path, "http://x").done == {"urn:a": "1"}


@pytest.mark.parametrize(("url", "name"), [(preset.example, preset.name) for preset in PRESETS.values()])
def test_url_tells_the_store(url: str, name: str) -> None:
    """The example URL of each store tells which it is."""
    assert find_preset(url).name == name


def test_url_that_does_not_tell() -> None:
    """An unknown URL and an unknown name say which stores there are."""
    for arguments in (("https://kg.example/sparql",), ("http://x", "mystore")):
        with pytest.raises(StoreError, match="oxigraph, virtuoso"):
            find_preset(*arguments)


def dump(url: str) -> set[ox.Quad]:
    import urllib.request

    request = urllib.request.Request(f"{url}/store", headers={"Accept": "application/n-quads"})
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
        return set(ox.parse(answer.read(), ox.RdfFormat.N_QUADS))


@pytest.mark.slow
def test_killed_loads_end_right_on_a_real_store(tmp_path: Path) -> None:
    """Load is killed, the server is killed and restarted; the last load leaves exactly the graph in Oxigraph's server."""
    folder = built(tmp_path / "build", 40)
    port = free_port()
    run = [
        sys.executable,
        "-m",
        "beleidsgraaf",
        "load",
        str(folder),
        "--to",
        f"http://127.0.0.1:{port}",
        "--store",
        "oxigraph",
        "--attempts",
        "3",
    ]
    with oxigraph(tmp_path / "server", port=port) as url:
        process = subprocess.Popen(run, stderr=subprocess.PIPE)
        end = time.monotonic() + 60
        while sum(len(path.read_bytes()) for path in folder.rglob("*.journal")) < 1500:
            assert process.poll() is None and time.monotonic() < end
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        part = dump(url)
    whole = set(parse(folder / "graph.nq"))
    assert part < whole, "killed in the middle"
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "could not be reached" in done.stderr and len(done.stderr.splitlines()) == 1
    with oxigraph(tmp_path / "server", port=port) as url:
        done = subprocess.run(run, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "there already" in done.stderr and "verified" in done.stderr
        assert dump(url) == whole


def test_read_only_server(folder: Path, tmp_path: Path) -> None:
    """Oxigraph's read-only server refuses, and that is told."""
    with oxigraph(tmp_path / "server"):
        pass
    with (
        oxigraph(tmp_path / "server", mode="serve-read-only") as url,
        Endpoint(url, PRESETS["oxigraph"], attempts=2, wait=0.01) as there,
        pytest.raises(StoreError, match="read-only"),
    ):
        load(folder, there)


@pytest.mark.slow
def test_virtuoso(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Virtuoso, with its digest password, holds the graph, resumes, and refuses a wrong password without loading anything."""
    with virtuoso(tmp_path / "server") as url:
        monkeypatch.setenv("BELEIDSGRAAF_STORE_USER", "dba")
        monkeypatch.setenv("BELEIDSGRAAF_STORE_PASSWORD", "wrong")
        with Endpoint(url, PRESETS["virtuoso"], attempts=1) as there, pytest.raises(StoreError, match="401"):
            load(folder, there)
        monkeypatch.setenv("BELEIDSGRAAF_STORE_PASSWORD", "dba")
        with Endpoint(url, PRESETS["virtuoso"]) as there:
            assert load(folder, there).sent == len(expected(folder))
            assert count(there, expected(folder)) == {name: len(triples) for name, triples in expected(folder).items()}
            assert load(folder, there).sent == 0
