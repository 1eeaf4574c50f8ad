"""Validation: the fast validator and its referee agree, on good graphs and on graphs broken in one way each."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from synthetic import Synthetic

from beleidsgraaf.errors import GraphError
from beleidsgraaf.knowledge.vocabulary import BASE, BG, term
from beleidsgraaf.model import Extraction
from beleidsgraaf.rdf.serialization import write_nquads, write_turtle
from beleidsgraaf.rdf.validation import shapes_text, validate

Build = Callable[[Iterable[Extraction]], list[ox.Quad]]
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
LOGIUS, BLIEP, DIGID = (ox.NamedNode(f"{BASE}/id/{name}") for name in ("organisatie/logius", "systeem/bliep", "systeem/digid"))


def _without(triples: set[ox.Triple], subject: object, predicate: ox.NamedNode) -> set[ox.Triple]:
    return {triple for triple in triples if (triple.subject, triple.predicate) != (subject, predicate)}


def _statement(triples: set[ox.Triple], target: ox.NamedNode = BLIEP) -> ox.NamedNode:
    found = [triple.subject for triple in triples if triple.predicate == term("rdf:object") and triple.object == target]
    assert isinstance(found[0], ox.NamedNode)
    return found[0]


def _put(
    subject: Callable[[set[ox.Triple]], ox.NamedNode], predicate: ox.NamedNode, value: object
) -> Callable[[set[ox.Triple]], set[ox.Triple]]:
    def change(triples: set[ox.Triple]) -> set[ox.Triple]:
        node = subject(triples)
        added = set() if value is None else {ox.Triple(node, predicate, value)}  # type: ignore[arg-type]
        return _without(triples, node, predicate) | added

    return change


BREAKS: dict[str, Callable[[set[ox.Triple]], set[ox.Triple]]] = {
    "no modality": _put(_statement, BG.modality, None),
    "unknown modality": _put(_statement, BG.modality, BG.Positive),
    "no evidence": _put(_statement, term("prov:wasDerivedFrom"), None),
    "confidence above one": _put(_statement, BG.confidence, ox.Literal("1.5", datatype=term("xsd:decimal"))),
    "confidence of another type": _put(_statement, BG.confidence, ox.Literal("hoog")),
    "range": _put(_statement, term("rdf:object"), LOGIUS),
    "domain": _put(_statement, term("rdf:subject"), DIGID),
    "unknown property": _put(_statement, term("rdf:predicate"), ox.NamedNode("urn:x:p")),
    "not a speaker": _put(_statement, BG.attributedTo, DIGID),
    "no label": _put(lambda _: LOGIUS, term("skos:prefLabel"), None),
    "label in English": _put(lambda _: LOGIUS, term("skos:prefLabel"), ox.Literal("Logius", language="en")),
    "no kind": _put(lambda _: BLIEP, term("rdf:type"), BG.Entity),
    "two kinds": lambda triples: triples | {ox.Triple(BLIEP, term("rdf:type"), BG.Policy)},
    "time that is no time": _put(_statement, BG.time, ox.Literal("morgen")),
}


@pytest.fixture(scope="module")
def triples(small_quads: list[ox.Quad]) -> set[ox.Triple]:
    return {quad.triple for quad in small_quads}


def fast(triples: Iterable[ox.Triple], path: Path) -> tuple[bool, set[tuple[str, str, str]]]:
    write_turtle(triples, path)
    report = validate(path)
    return report.conforms, {(finding.focus, finding.component, finding.value) for finding in report.findings}


def referee(path: Path) -> tuple[bool, set[tuple[str, str, str]]]:
    conforms, report, _ = pyshacl.validate(
        rdflib.Graph().parse(path), shacl_graph=rdflib.Graph().parse(data=shapes_text(), format="turtle")
    )
    found = set()
    assert isinstance(report, rdflib.Graph)
    for result in report.objects(None, SH.result):
        focus, component, value = (report.value(result, name) for name in (SH.focusNode, SH.sourceConstraintComponent, SH.value))
        local = str(component).rpartition("#")[2]
        found.add((focus.n3(), local, "" if value is None else value.n3()))  # type: ignore[union-attr]
    return bool(conforms), found


def test_a_built_graph_follows_the_shapes(triples: set[ox.Triple], build: Build, tmp_path: Path) -> None:
    """What the builder writes follows the shapes, by both validators."""
    assert fast(triples, tmp_path / "small.ttl") == (True, set())
    assert referee(tmp_path / "small.ttl") == (True, set())
    assert fast([quad.triple for quad in build(Synthetic(5))], tmp_path / "more.ttl") == (True, set())


@pytest.mark.parametrize("name", sorted(BREAKS))
def test_both_validators_find_the_same(name: str, triples: set[ox.Triple], tmp_path: Path) -> None:
    """A graph broken in one way does not follow the shapes; both validators name the same nodes, constraints and values."""
    conforms, found = fast(BREAKS[name](triples), tmp_path / "g.ttl")
    assert not conforms and found
    judged, wanted = referee(tmp_path / "g.ttl")
    assert not judged
    # Validators may say which value of a qualified or counted property is one too many, and need not.
    assert {(focus, component) for focus, component, _ in found} == {(focus, component) for focus, component, _ in wanted}
    assert {value for *_, value in found if value} == {value for *_, value in wanted if value}


def test_named_graphs_are_seen_together(small_quads: list[ox.Quad], triples: set[ox.Triple], tmp_path: Path) -> None:
    """N-Quads are validated as the union of their named graphs."""
    write_nquads(small_quads, tmp_path / "g.nq")
    assert validate(tmp_path / "g.nq").conforms
    broken = [quad for quad in small_quads if quad.predicate != BG.polarity or quad.subject != _statement(triples)]
    write_nquads(broken, tmp_path / "h.nq")
    assert not validate(tmp_path / "h.nq").conforms


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    code = "import sys; from beleidsgraaf.cli.validate import command; sys.exit(command(sys.argv[1:], standalone_mode=False))"
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)


def test_report(triples: set[ox.Triple], tmp_path: Path) -> None:
    """The report is in Dutch or English sentences, or for machines, and the exit code tells."""
    write_turtle(triples, tmp_path / "good.ttl")
    write_turtle(BREAKS["no modality"](triples), tmp_path / "bad.ttl")
    good, bad = run(str(tmp_path / "good.ttl")), run(str(tmp_path / "bad.ttl"))
    assert (good.returncode, good.stdout) == (0, "The graph follows the shapes.\n")
    assert bad.returncode == 1
    assert "Een bewering heeft precies één modaliteit." in bad.stdout and "bewering:" in bad.stdout
    assert "A statement has exactly one modality." in run(str(tmp_path / "bad.ttl"), "--language", "en").stdout
    found = json.loads(run(str(tmp_path / "bad.ttl"), "--format", "json").stdout)
    assert found["conforms"] is False and found["findings"][0]["component"] == "MinCountConstraintComponent"
    report = rdflib.Graph().parse(data=run(str(tmp_path / "bad.ttl"), "--format", "turtle").stdout, format="turtle")
    assert (None, SH.conforms, rdflib.Literal(False)) in report


def test_broken_file_is_a_sentence(tmp_path: Path) -> None:
    """A file that is no RDF is told with the place, and is not called valid."""
    (tmp_path / "g.ttl").write_text("<urn:x:a> <urn:x:b>\n  c .")
    with pytest.raises(GraphError, match=r"g\.ttl is not valid Turtle: line 2"):
        validate(tmp_path / "g.ttl")
    with pytest.raises(GraphError, match="There is no graph"):
        validate(tmp_path / "none.ttl")
