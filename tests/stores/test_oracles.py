"""Oracles: six programs that know nothing of each other read our files alike, and answer our questions alike.

With BELEIDSGRAAF_TABLE=1 the tables in docs/stores.md of the graphs that were read are written anew; with BELEIDSGRAAF_MILLION=1 a graph
of a million triples is read too (-k million reads that one only), and BELEIDSGRAAF_TEXTS names a folder of further texts to build and read.
"""

from __future__ import annotations

import os
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from oracles import JenaModel, jena_quads, jena_triples, named, oxigraph_rows, rapper, rdflib_rows, remote_graph, remote_rows, within
from servers import oxigraph, virtuoso
from synthetic import built

from beleidsgraaf.knowledge import resources
from beleidsgraaf.rdf.loading import load
from beleidsgraaf.rdf.parsing import parse
from beleidsgraaf.rdf.presets import PRESETS
from beleidsgraaf.rdf.questions import questions
from beleidsgraaf.rdf.remote import Endpoint
from beleidsgraaf.rdf.serving import declared
from beleidsgraaf.rdf.sparql import known_prefixes
from beleidsgraaf.rdf.store import open_graph

MILLION = bool(os.environ.get("BELEIDSGRAAF_MILLION"))
pytestmark = [pytest.mark.slow, pytest.mark.timeout(7200 if MILLION else 600)]
ROOT = Path(__file__).parents[2]
WHOLE = "https://w3id.org/beleidsgraaf/graph"
GRAPHS = ["seed", "made up"]
GRAPHS += ["texts"] if os.environ.get("BELEIDSGRAAF_TEXTS") else []
GRAPHS += ["million"] if MILLION else []
LARGE = 500_000
PATIENCE = {False: 1.0, True: 5.0}
"""Seconds that rdflib gets for a question, of a small and of a large graph."""
START, END = "<!-- table -->\n", "<!-- /table -->"
COLUMNS = ("Turtle", "N-Quads", "comes back", "questions")


@dataclass(slots=True)
class Table:
    """What was found: for each graph and program a cell a column."""

    cells: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)

    def note(self, graph: str, program: str, **cells: str) -> None:
        """Note cells; a blank in a column's name is an underscore here."""
        row = self.cells.setdefault(graph, {}).setdefault(program, {})
        row.update({name.replace("_", " "): value for name, value in cells.items()})

    def updated(self, text: str) -> str:
        """Return a page with its tables of the graphs that were read now in place of older ones; other graphs keep theirs."""
        start, end = text.index(START) + len(START), text.index(END)
        tables = {part.split(":")[0]: part.strip() for part in re.split(r"^\*\*", text[start:end], flags=re.MULTILINE) if part.strip()}
        for graph, programs in self.cells.items():
            lines = [f"{graph}**", "", f"| | {' | '.join(COLUMNS)} |", f"|---|{'---:|' * 2}---|---|"]
            lines += [f"| {program} | {' | '.join(row.get(name, '') for name in COLUMNS)} |" for program, row in sorted(programs.items())]
            tables[graph.split(":")[0]] = "\n".join(lines)
        return text[:start] + "\n".join(f"**{table}\n" for table in tables.values()) + text[end:]


@pytest.fixture(scope="module")
def table() -> Iterator[Table]:
    """The tables; written to docs/stores.md when that is asked."""
    made = Table()
    yield made
    if os.environ.get("BELEIDSGRAAF_TABLE"):
        path = ROOT / "docs" / "stores.md"
        path.write_text(made.updated(path.read_text("utf-8")), "utf-8")


def _build(texts: Path, folder: Path) -> Path:
    from beleidsgraaf.cli import run

    assert run(["build", "--quiet", "-o", str(folder), str(texts)]) == 0
    return folder


@pytest.fixture(scope="module", params=GRAPHS)
def graph(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, int, int]:
    """A graph: its name, its folder, and how many triples and quads it must have by pyoxigraph."""
    folder = tmp_path_factory.mktemp("graph")
    if request.param == "seed":
        name = "The seed document"
        _build(ROOT / "seeds" / "manifest-digitale-overheid.txt", folder)
    elif request.param == "texts":
        name = "The development texts"
        _build(Path(os.environ["BELEIDSGRAAF_TEXTS"]), folder)
    else:
        documents = 1960 if request.param == "million" else 12
        built(folder, documents)
        name = f"{documents:,} made-up documents"
    triples, quads = (sum(1 for _ in parse(folder / file)) for file in ("graph.ttl", "graph.nq"))
    return f"{name}: {triples:,} triples, {quads:,} quads", folder, triples, quads


def test_pyoxigraph(graph: tuple[str, Path, int, int], table: Table) -> None:
    """The parser that also wrote the files counts the union of the named graphs."""
    name, folder, triples, quads = graph
    assert len({quad.triple for quad in parse(folder / "graph.nq")}) == triples
    table.note(name, f"pyoxigraph {version('pyoxigraph')}", Turtle=f"{triples:,}", N_Quads=f"{quads:,}", comes_back="the same")
    table.cells[name][f"pyoxigraph {version('pyoxigraph')}"]["N-Quads"] = f"{quads:,}"


def test_rdflib(graph: tuple[str, Path, int, int], table: Table) -> None:
    """rdflib reads as many triples and quads, and the same ones."""
    name, folder, triples, quads = graph
    read = rdflib.Graph().parse(folder / "graph.ttl")
    with warnings.catch_warnings(category=DeprecationWarning, action="ignore"):  # rdflib's parser uses its old ConjunctiveGraph
        dataset = rdflib.Dataset().parse(folder / "graph.nq", format="nquads")
        found = sum(1 for _ in dataset.quads())
    assert (len(read), found) == (triples, quads)
    back = {quad.triple for quad in ox.parse(read.serialize(format="nt", encoding="utf-8"), ox.RdfFormat.N_TRIPLES)}
    assert back == {quad.triple for quad in parse(folder / "graph.ttl")}
    table.note(name, f"rdflib {rdflib.__version__}", Turtle=f"{triples:,}", comes_back="the same")
    table.cells[name][f"rdflib {rdflib.__version__}"]["N-Quads"] = f"{found:,}"


def test_rapper(graph: tuple[str, Path, int, int], table: Table) -> None:
    """raptor's rapper reads both without a warning, and the same triples."""
    name, folder, triples, quads = graph
    lines = rapper(folder / "graph.ttl", "turtle")
    back = {quad.triple for quad in ox.parse("\n".join(lines), ox.RdfFormat.N_TRIPLES)}
    assert len(lines) == triples
    assert back == {quad.triple for quad in parse(folder / "graph.ttl")}
    found = len(rapper(folder / "graph.nq", "nquads"))
    assert found == quads
    table.note(name, "raptor 2 (rapper)", Turtle=f"{len(lines):,}", comes_back="the same")
    table.cells[name]["raptor 2 (rapper)"]["N-Quads"] = f"{found:,}"


def test_jena(graph: tuple[str, Path, int, int], table: Table) -> None:
    """Apache Jena's RIOT reads as many triples and quads, and the same ones."""
    name, folder, _, quads = graph
    back = jena_triples(folder / "graph.ttl")
    assert back == {quad.triple for quad in parse(folder / "graph.ttl")}
    assert jena_quads(folder / "graph.nq") == quads
    table.note(name, "Apache Jena 6.0 (RIOT, ARQ)", Turtle=f"{len(back):,}", comes_back="the same")
    table.cells[name]["Apache Jena 6.0 (RIOT, ARQ)"]["N-Quads"] = f"{quads:,}"


def test_oxigraph_server(graph: tuple[str, Path, int, int], table: Table, tmp_path: Path) -> None:
    """Oxigraph's server takes both by HTTP, counts the same and gives them back the same."""
    name, folder, triples, quads = graph
    with oxigraph(tmp_path / "server") as url, Endpoint(url, PRESETS["oxigraph"]) as there:
        load(folder, there)
        found = int(there.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")[0]["n"])
        assert found == quads
        for node, wanted in named(folder / "graph.nq"):
            assert remote_graph(f"{url}/store", graph=node) == wanted
        load(folder, there, graph=WHOLE)
        back = remote_graph(f"{url}/store", graph=WHOLE)
    assert back == {quad.triple for quad in parse(folder / "graph.ttl")}
    assert len(back) == triples
    table.note(name, f"Oxigraph server {version('oxigraph')}", Turtle=f"{len(back):,}", comes_back="the same")
    table.cells[name][f"Oxigraph server {version('oxigraph')}"]["N-Quads"] = f"{found:,}"


def test_virtuoso_and_questions(graph: tuple[str, Path, int, int], table: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Virtuoso, really started, holds the same; and the competency questions have the same rows in Oxigraph, Virtuoso, Jena and rdflib."""
    name, folder, triples, quads = graph
    monkeypatch.setenv("BELEIDSGRAAF_STORE_USER", "dba")
    monkeypatch.setenv("BELEIDSGRAAF_STORE_PASSWORD", "dba")
    whole = {quad.triple for quad in parse(folder / "graph.ttl")}
    with virtuoso(tmp_path / "server", rows=1_048_576) as url, Endpoint(url, PRESETS["virtuoso"]) as there:
        load(folder, there)
        sums = there.query("SELECT ?g (COUNT(?s) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
        ours = dict(named(folder / "graph.nq"))
        found = sum(int(row["n"]) for row in sums if row["g"] in ours)
        assert found == quads
        load(folder, there, graph=WHOLE)
        total = there.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{WHOLE}> {{ ?s ?p ?o }} }}")
        assert int(total[0]["n"]) == triples
        crud = f"{url}/sparql-graph-crud-auth"
        if triples < LARGE:
            assert remote_graph(crud, **{"graph-uri": WHOLE}) == whole
        else:  # it does not give back so large a graph in one piece
            assert all(remote_graph(crud, **{"graph-uri": node}) == wanted for node, wanted in ours.items())
        _alike(name, folder, url, table, large=triples >= LARGE)
    comes_back = "the same" if triples < LARGE else "the same, by named graph"
    table.note(name, "Virtuoso 7.2.5", Turtle=f"{triples:,}", comes_back=comes_back)
    table.cells[name]["Virtuoso 7.2.5"]["N-Quads"] = f"{found:,}"


def _alike(name: str, folder: Path, url: str, table: Table, *, large: bool) -> None:
    """Ask every competency question of a graph: by Oxigraph, Virtuoso and Jena, and by rdflib what it answers in time."""
    store, model, graph = open_graph(folder), JenaModel(folder / "graph.ttl"), rdflib.Graph().parse(folder / "graph.ttl")
    graph.query("ASK {}")  # loads the SPARQL grammar, which takes rdflib a second, before its time is counted
    answered = timely = 0
    for question in questions():
        query = declared(question.query, known_prefixes())
        wanted = Counter(oxigraph_rows(store, query))
        answered += bool(wanted)
        assert Counter(model.rows(query)) == wanted, f"{question.name}: Jena"
        assert Counter(remote_rows(f"{url}/sparql", query, **{"default-graph-uri": WHOLE})) == wanted, f"{question.name}: Virtuoso"
        if "seed" not in name and not large:
            continue
        if (found := within(lambda query=query: rdflib_rows(graph, query), PATIENCE[large])) is not None:  # type: ignore[misc]
            assert Counter(found) == wanted, f"{question.name}: rdflib"
            timely += 1
    assert answered > 5, "hardly a question has rows here, so that their agreement says nothing"
    for program in (f"pyoxigraph {version('pyoxigraph')}", "Virtuoso 7.2.5", "Apache Jena 6.0 (RIOT, ARQ)"):
        table.note(name, program, questions=f"{len(questions())}, {answered} with rows")
    if timely:
        table.note(name, f"rdflib {rdflib.__version__}", questions=f"{timely} in {PATIENCE[large]:g} s each")


def test_questions_of_the_examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On its own example every competency question has rows, and the same ones in Oxigraph, Virtuoso, Jena and rdflib."""
    monkeypatch.setenv("BELEIDSGRAAF_STORE_USER", "dba")
    monkeypatch.setenv("BELEIDSGRAAF_STORE_PASSWORD", "dba")
    with virtuoso(tmp_path / "server") as url, Endpoint(url, PRESETS["virtuoso"]) as there:
        for question in questions():
            text = (resources.ontology() / "examples" / f"{question.name}.ttl").read_text("utf-8")
            path = tmp_path / f"{question.name}.ttl"
            path.write_text(text, "utf-8")
            node = f"urn:x:{question.name}"
            there.put(node, text.encode())
            query = declared(question.query, known_prefixes())
            wanted = Counter(oxigraph_rows(open_graph(path), query))
            assert wanted, question.name
            assert Counter(JenaModel(path).rows(query)) == wanted, f"{question.name}: Jena"
            assert Counter(rdflib_rows(rdflib.Graph().parse(path), query)) == wanted, f"{question.name}: rdflib"
            assert Counter(remote_rows(f"{url}/sparql", query, **{"default-graph-uri": node})) == wanted, f"{question.name}: Virtuoso"
