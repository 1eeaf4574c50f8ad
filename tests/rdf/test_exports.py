"""Every export says what the graph says: read back by another program, it holds the same."""

from __future__ import annotations

import csv
import io
import json
import warnings
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

from beleidsgraaf.errors import GraphError
from beleidsgraaf.knowledge.vocabulary import BG, term
from beleidsgraaf.model import Extraction
from beleidsgraaf.rdf.exports import FORMATS, REIFIES, export
from beleidsgraaf.rdf.graph import KnowledgeGraph
from beleidsgraaf.rdf.parsing import parse
from beleidsgraaf.rdf.serialization import write_graph

Build = Callable[[Iterable[Extraction]], list[ox.Quad]]

NASTY = 'a\r\nb\tc "d" <e> & ]]> \x00\x85\u2028 =1+1;\'" 😀 einde'


@pytest.fixture(scope="module")
def folder(build: Build, small: Extraction, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build folder of a document whose title and claim hold nasty text."""
    path = tmp_path_factory.mktemp("build")
    fact, plan, said = small.statements
    nasty = replace(small, document=replace(small.document, title=NASTY), statements=(fact, plan, replace(said, claim=NASTY)))
    write_graph(build([nasty]), path)
    return path


def triples(path: Path) -> set[ox.Triple]:
    return {quad.triple for quad in parse(path)}


@pytest.mark.parametrize("form", ["turtle", "ntriples", "jsonld", "rdfxml"])
def test_triples_come_back(form: str, folder: Path, tmp_path: Path) -> None:
    """Oxigraph and rdflib read the same triples from the export as stand in graph.ttl."""
    target = tmp_path / f"graph{FORMATS[form].ending}"
    export(folder, target, form)
    wanted = triples(folder / "graph.ttl")
    assert triples(target) == wanted
    parser = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}[form]
    with warnings.catch_warnings(category=DeprecationWarning, action="ignore"):  # rdflib's JSON-LD parser uses its old ConjunctiveGraph
        found = rdflib.Graph().parse(target, format=parser)
    assert set(found) == set(KnowledgeGraph.read(folder).rdflib())


@pytest.mark.parametrize("form", ["nquads", "trig"])
def test_quads_come_back(form: str, folder: Path, tmp_path: Path) -> None:
    """Named graphs come back as they stand in graph.nq, read by rdflib too."""
    target = tmp_path / f"graph{FORMATS[form].ending}"
    export(folder, target, form)
    assert set(parse(target)) == set(parse(folder / "graph.nq"))
    with warnings.catch_warnings(category=DeprecationWarning, action="ignore"):  # rdflib's parsers use its old ConjunctiveGraph
        dataset = rdflib.Dataset()
        dataset.parse(target, format=form)
        assert len(list(dataset.quads())) == len(list(parse(folder / "graph.nq")))


def test_the_same_bytes_again(folder: Path, tmp_path: Path) -> None:
    """Each export is the same from the folder and from its Turtle in another order, and twice."""
    for form, made in FORMATS.items():
        if not made.ending or form in ("nquads", "trig"):
            continue
        lines = sorted(map(str, triples(folder / "graph.ttl")), key=hash)
        (tmp_path / "shuffled.nt").write_text("".join(f"{line} .\n" for line in lines), "utf-8")
        for name, source in (("a", folder), ("b", folder), ("c", tmp_path / "shuffled.nt")):
            export(source, tmp_path / name, form)
        assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() == (tmp_path / "c").read_bytes(), form


def test_json_ld_reads_well(folder: Path, tmp_path: Path) -> None:
    """A node has short keys, Dutch text as strings, links as prefixed names, and offsets as numbers."""
    export(folder, tmp_path / "g.jsonld", "jsonld")
    nodes = {node["id"]: node for node in json.loads((tmp_path / "g.jsonld").read_text("utf-8"))["@graph"]}
    digid = nodes["systeem:digid"]
    assert digid["prefLabel"] == "DigiD" and "bg:System" in digid["type"]
    assert nodes["organisatie:logius"]["manages"] == "systeem:digid"
    statement = next(node for name, node in nodes.items() if name.startswith("bewering:") and node.get("object") == "systeem:digid")
    assert (statement["modality"], statement["confidence"]) == ("bg:Asserted", "0.9")
    assert next(node for name, node in nodes.items() if "#offset_7_28" in name)["nif:beginIndex"] == 7


def test_rdf_12_can_be_turned_back(folder: Path, tmp_path: Path) -> None:
    """In RDF 1.2 each statement with an object reifies one triple term; unfolding these gives graph.ttl again."""
    export(folder, tmp_path / "g.ttl", "turtle12")
    found = triples(tmp_path / "g.ttl")
    terms = {triple for triple in found if triple.predicate == REIFIES}
    assert len(terms) == 2
    unfolded = found - terms
    for triple in terms:
        assert isinstance(triple.object, ox.Triple)
        for part, value in zip(("subject", "predicate", "object"), triple.object, strict=True):
            unfolded.add(ox.Triple(triple.subject, term(f"rdf:{part}"), value))
    assert unfolded == triples(folder / "graph.ttl")


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networks_come_back(form: str, read: object, folder: Path, tmp_path: Path) -> None:
    """networkx finds an entity a node and a statement an edge, with modality, attribution and the sentence."""
    export(folder, tmp_path / "g", form)
    found = read(tmp_path / "g")  # type: ignore[operator]
    graph = KnowledgeGraph.read(folder)
    count = "SELECT (COUNT(DISTINCT ?e) AS ?n) { ?e a bg:Entity }"
    assert found.number_of_nodes() == int(next(iter(graph.rows(count)))["n"])
    edges = {data["sentence"]: (source, target, data) for source, target, data in found.edges(data=True)}
    assert len(edges) == 2
    source, target, data = edges["Logius wil Bliep beheren 😀, zegt de VNG."]
    assert source.endswith("organisatie/logius") and target.endswith("systeem/bliep")
    assert (data["modality"], data["fact"], data["attributed_to"]) == ("Intention", False, "Vereniging van Nederlandse Gemeenten")
    assert data["label"] == "beheert"
    assert found.nodes[target]["label"] == "Bliep"


def test_csv_comes_back(folder: Path, tmp_path: Path) -> None:
    """The CSV files hold a row an entity and a row a statement, and point to each other."""
    export(folder, tmp_path / "csv", "csv")
    nodes, edges = (
        list(csv.DictReader(io.StringIO((tmp_path / "csv" / name).read_text("utf-8"), newline=""))) for name in ("nodes.csv", "edges.csv")
    )
    known = {node["iri"] for node in nodes}
    assert all({edge["subject"], edge["object"]} <= known for edge in edges)
    assert sorted((edge["property"], edge["fact"], edge["confidence"]) for edge in edges) == [
        ("manages", "false", "1.0"),
        ("manages", "true", "0.9"),
    ]


def test_neo4j_files_follow_its_header(folder: Path, tmp_path: Path) -> None:
    """The files have the header fields that neo4j-admin wants, and every relationship begins and ends at a node."""
    export(folder, tmp_path / "neo", "neo4j")
    nodes = list(csv.reader(io.StringIO((tmp_path / "neo" / "nodes.csv").read_text("utf-8"), newline="")))
    relationships = list(csv.reader(io.StringIO((tmp_path / "neo" / "relationships.csv").read_text("utf-8"), newline="")))
    assert nodes[0] == ["iri:ID", "label", ":LABEL", "abbreviation"]
    assert relationships[0][:3] == [":START_ID", ":END_ID", ":TYPE"]
    assert {"fact:boolean", "confidence:double"} <= set(relationships[0])
    known = {row[0] for row in nodes[1:]}
    assert {row[2] for row in relationships[1:]} == {"MANAGES"}
    assert all(row[0] in known and row[1] in known and len(row) == len(relationships[0]) for row in relationships[1:])


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_no_half_files(form: str, tmp_path: Path) -> None:
    """From a broken graph nothing is written, and the error says where the graph is broken."""
    (tmp_path / "broken.ttl").write_text(f"<urn:x:a> a <{BG.System.value}> .\n<urn:x:b> <urn:x:c>")
    with pytest.raises(GraphError, match=r"broken\.ttl is not valid Turtle: line 2"):
        export(tmp_path / "broken.ttl", tmp_path / "out", form)
    assert [path.name for path in tmp_path.iterdir()] == ["broken.ttl"]


def test_unknown_format_is_a_sentence(folder: Path, tmp_path: Path) -> None:
    """An unknown format is refused with those that are known."""
    with pytest.raises(GraphError, match="turtle, ntriples"):
        export(folder, tmp_path / "x", "hdt")


def test_command_knows_every_format() -> None:
    """The command offers exactly the formats there are."""
    from beleidsgraaf.cli.export import command

    assert next(list(parameter.type.choices) for parameter in command.params if parameter.name == "form") == list(FORMATS)  # type: ignore[attr-defined]
