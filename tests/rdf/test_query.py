"""Queries: on the store and on files, every form, and every fault in a sentence."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
import rdflib.compare

from beleidsgraaf.errors import GraphError, QueryError
from beleidsgraaf.model import Extraction
from beleidsgraaf.rdf import sparql
from beleidsgraaf.rdf.graph import KnowledgeGraph, Rows
from beleidsgraaf.rdf.serialization import write_graph, write_trig
from beleidsgraaf.rdf.store import in_step, keep_in_step, open_graph

SYSTEMS = "SELECT ?naam { ?s a bg:System ; skos:prefLabel ?naam } ORDER BY ?naam"

Build = Callable[[Iterable[Extraction]], list[ox.Quad]]


@pytest.fixture(scope="module")
def folder(small_quads: list[ox.Quad], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("build")
    write_graph(small_quads, path)
    keep_in_step(path)
    return path


@pytest.fixture(scope="module")
def graph(folder: Path) -> KnowledgeGraph:
    return KnowledgeGraph.read(folder)


def query(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    code = "import sys; from beleidsgraaf.cli.query import command; command(sys.argv[1:])"
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)


def test_prefixes_need_no_declaration(graph: KnowledgeGraph) -> None:
    """A query without PREFIX lines is understood."""
    assert [row["naam"] for row in graph.rows(SYSTEMS)] == ["Bliep", "DigiD"]


def test_plain_patterns_see_a_triple_once(build: Build, small: Extraction, tmp_path: Path) -> None:
    """An entity that two documents name is counted once by a plain pattern, in the store, in N-Quads and in TriG."""
    second = replace(small, document=replace(small.document, name="nota 2.txt"))
    found = build([small, second])
    write_graph(found, tmp_path)
    write_trig(found, tmp_path / "graph.trig")
    count = "SELECT (COUNT(?s) AS ?n) { ?s a bg:System }"
    for path in (tmp_path, tmp_path / "graph.nq", tmp_path / "graph.trig", tmp_path / "graph.ttl"):
        assert list(KnowledgeGraph.read(path).rows(count)) == [{"n": "2"}], path
    graphs = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s a bg:Statement } }"
    assert list(KnowledgeGraph.read(tmp_path).rows(graphs)) == [{"n": "6"}]


def test_store_follows_the_files(small_quads: list[ox.Quad], build: Build, small: Extraction, tmp_path: Path) -> None:
    """The store is made anew when the files change, is left alone when they do not, and is not trusted when it lags."""
    write_graph(small_quads, tmp_path)
    keep_in_step(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "store").iterdir()}
    keep_in_step(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "store").iterdir()} == before
    write_graph(build([replace(small, statements=())]), tmp_path)
    assert not in_step(tmp_path)
    ask = "ASK { ?s a bg:Statement }"
    assert KnowledgeGraph.read(tmp_path).query(ask) is False
    keep_in_step(tmp_path)
    assert in_step(tmp_path)
    assert KnowledgeGraph.read(tmp_path).query(ask) is False
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_every_kind_of_query(graph: KnowledgeGraph) -> None:
    """SELECT gives rows, ASK a bool, CONSTRUCT and DESCRIBE a graph."""
    assert isinstance(graph.query(SYSTEMS), Rows)
    assert graph.query("ASK { systeem:digid a bg:System }") is True
    made = graph.query("CONSTRUCT { ?o bg:managedBy ?s } { ?s bg:manages ?o }")
    assert isinstance(made, KnowledgeGraph)
    assert len(made) == 1
    assert "systeem:digid a " in graph.query("DESCRIBE systeem:digid").turtle()


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_row_formats_are_those_of_the_w3c(folder: Path, form: str) -> None:
    """rdflib reads every row format and finds the same rows."""
    done = query("--graph", str(folder), "--format", form, SYSTEMS)
    assert done.returncode == 0, done.stderr
    result = rdflib.query.Result.parse(io.BytesIO(done.stdout.encode()), format=form)
    assert [str(row[0]) for row in result] == ["Bliep", "DigiD"]


@pytest.mark.parametrize(("form", "parser"), [("turtle", "turtle"), ("nt", "nt"), ("jsonld", "json-ld"), ("rdf", "xml")])
def test_triple_formats(folder: Path, graph: KnowledgeGraph, form: str, parser: str) -> None:
    """rdflib reads every triple format and finds the same triples."""
    construct = "CONSTRUCT { ?s ?p ?o } { ?s a bg:Statement ; ?p ?o }"
    done = query("--graph", str(folder), "--format", form, construct)
    assert done.returncode == 0, done.stderr
    with warnings.catch_warnings(category=DeprecationWarning, action="ignore"):  # rdflib's JSON-LD parser uses its old ConjunctiveGraph
        found = rdflib.Graph().parse(data=done.stdout, format=parser)
    assert rdflib.compare.isomorphic(found, graph.query(construct).rdflib())


def test_table(folder: Path) -> None:
    """A table has a line of names, the values by prefix, and the number of rows."""
    done = query("--graph", str(folder), "SELECT ?s ?naam { ?s a bg:System ; skos:prefLabel ?naam } ORDER BY ?s")
    assert done.stdout.splitlines() == [
        "s              naam",
        "-------------  -----",
        "systeem:bliep  Bliep",
        "systeem:digid  DigiD",
        "(2 rows)",
    ]


def test_query_from_file_and_standard_input(folder: Path, tmp_path: Path) -> None:
    """--file reads a query from a file."""
    (tmp_path / "q.rq").write_text(SYSTEMS)
    done = query("--graph", str(folder), "--file", str(tmp_path / "q.rq"), "--format", "csv")
    assert [row[0] for row in csv.reader(io.StringIO(done.stdout))] == ["naam", "Bliep", "DigiD"]


def test_limit(graph: KnowledgeGraph) -> None:
    """A limit lowers the query's own, keeps a lower one, and is told apart from one in a comment, a string or a subquery."""
    many = "SELECT * { ?s ?p ?o }"
    cases = {
        many: 3,
        f"{many} LIMIT 9": 3,
        f"{many} LIMIT 2": 2,
        f"{many} # LIMIT 1": 3,
        f"{many} limit 9 offset 1": 3,
        "SELECT * { { SELECT * { ?s ?p ?o } LIMIT 9 } }": 3,
        "SELECT ?s { ?s a ?t } VALUES ?t { bg:System bg:Organization }": 3,
        "SELECT * { ?s ?p ?o FILTER(STR(?o) != ' LIMIT 1 }') }": 3,
    }
    for text, count in cases.items():
        assert len(graph.query(text, limit=3)) == count, text
    assert graph.query("ASK { ?s ?p ?o }", limit=1) is True


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "PREFIX x: <urn:insert#> delete where { ?s ?p ?o }",
        "# SELECT\nCLEAR ALL",
        "LOAD <file:///etc/passwd>",
        "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DROP ALL",
    ],
)
def test_updates_are_refused(folder: Path, update: str) -> None:
    """An update ends with exit code 2 and one sentence, and changes nothing."""
    before = len(open_graph(folder))
    with pytest.raises(QueryError, match="updates are refused"):
        KnowledgeGraph.read(folder).query(update)
    assert len(open_graph(folder)) == before


def test_words_of_updates_may_be_used(graph: KnowledgeGraph) -> None:
    """A comment, a string, an IRI or a variable may hold such a word."""
    assert graph.query("# INSERT DATA\nASK { ?insert ?p 'SERVICE <x>' }") is False
    assert graph.query("PREFIX delete: <urn:SERVICE#> ASK { delete:x ?service ?o }") is False


def test_queries_do_not_leave_the_machine(graph: KnowledgeGraph) -> None:
    """SERVICE is refused before anything is sent."""
    with pytest.raises(QueryError, match="do not leave this machine"):
        graph.query("SELECT * { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }")


def test_syntax_error_points_at_its_place(graph: KnowledgeGraph) -> None:
    """A syntax error names line and column, counted in characters, and marks the place."""
    with pytest.raises(QueryError) as caught:
        graph.query("SELECT ?s {\n  ?s skos:prefLabel 'é' . ?s bgg:x ?y }")
    message = str(caught.value)
    assert "line 2, column 34" in message
    assert "a declared prefix" in message
    lines = message.splitlines()
    assert lines[1][: lines[2].index("^")].endswith("bgg:")


@pytest.mark.parametrize("text", ["", "  # niets\n", "SELEC ?x {}", "SELECT ?x { ?x", "SELECT ?x { 'open }", "PREFIX", "\x00", "}{" * 500])
def test_nonsense_is_one_sentence(graph: KnowledgeGraph, text: str) -> None:
    """Whatever is given as a query, the answer is a QueryError."""
    with pytest.raises(QueryError):
        graph.query(text)


def test_time_limit(folder: Path) -> None:
    """A query that takes too long is given up after the time limit, by the command too, with exit code 2."""
    heavy = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "beleidsgraaf", "query", "--timeout", "0.5", "--graph", str(folder), heavy],
        capture_output=True,
        text=True,
        check=False,
    )
    assert time.monotonic() - begun < 10
    assert done.returncode == 2
    assert "not done after 0.5 seconds" in done.stderr and len(done.stderr.splitlines()) == 1


def test_format_that_does_not_fit(graph: KnowledgeGraph) -> None:
    """Rows as Turtle and triples as CSV are refused with what fits."""
    with pytest.raises(QueryError, match="choose table, csv"):
        sparql.run(graph.store, SYSTEMS, lambda results: sparql.written(results, "turtle"))
    with pytest.raises(QueryError, match="choose turtle, nt"):
        sparql.run(graph.store, "DESCRIBE systeem:digid", lambda results: sparql.written(results, "csv"))


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("g.ttl", b"<urn:a> <urn:b> <urn:c>\n<urn:d>", "g.ttl is not valid Turtle: line 2"),
        ("g.nq", b"<urn:a> <urn:b> .\n", "g.nq is not valid N-Quads: line 1"),
        ("g.jsonld", b"{", "g.jsonld is not valid JSON-LD"),
        ("g.ttl.gz", b"not gzip", "g.ttl.gz cannot be read"),
        ("g.docx", b"", "no ending that tells its RDF format"),
        ("g.ttl", b"\xff\xfe\x00", "g.ttl is not valid Turtle"),
    ],
)
def test_broken_file(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    """A broken file is named, with the place."""
    (tmp_path / name).write_bytes(data)
    with pytest.raises(GraphError) as caught:
        KnowledgeGraph.read(tmp_path / name)
    assert says in str(caught.value)


def test_no_graph_is_a_sentence(tmp_path: Path) -> None:
    """Without a graph the message says how to make one."""
    with pytest.raises(GraphError, match="beleidsgraaf build"):
        KnowledgeGraph.read(tmp_path / "build")
    with pytest.raises(GraphError):
        KnowledgeGraph.read(tmp_path)


def test_rdflib_gets_the_same_triples(graph: KnowledgeGraph, folder: Path) -> None:
    """rdflib() holds what rdflib reads from the file, lexical forms included."""
    assert set(graph.rdflib()) == set(rdflib.Graph().parse(folder / "graph.ttl"))


def test_rows_as_html_are_escaped() -> None:
    """Text of documents cannot become HTML in a notebook."""
    rows = Rows(("x",), ((ox.Literal("<script>alert(1)</script>"),),))
    assert "<script>" not in rows._repr_html_()


def test_a_graph_shows_itself_in_a_notebook(graph: KnowledgeGraph) -> None:
    """A graph with entities is its network page, in a frame of its own; one without is a table of its triples."""
    page = graph._repr_html_()
    assert page.startswith("<iframe") and "Logius" in page
    assert repr(graph) == f"<KnowledgeGraph of {len(graph):,} triples>"
    part = graph.query("CONSTRUCT { ?s rdf:subject ?e } WHERE { ?s a bg:Statement ; rdf:subject ?e }")
    assert isinstance(part, KnowledgeGraph)
    assert part._repr_html_().count("<tr>") == 1 + len(part)


def test_a_graph_too_large_for_a_notebook_says_so(graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    """Instead of a page that Jupyter would drop there are the numbers of its kinds, and what writes the page."""
    monkeypatch.setattr("beleidsgraaf.rdf.graph._LARGEST", 1000)
    shown = graph._repr_html_()
    assert "write_page" in shown and "<iframe" not in shown
    assert "<td>Organization</td>" in shown


def test_json_of_an_answer(folder: Path) -> None:
    """ASK as JSON is the W3C's form."""
    assert json.loads(query("--graph", str(folder), "--format", "json", "ASK {}").stdout)["boolean"] is True
