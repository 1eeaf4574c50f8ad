"""Files: readable, complete, and the same bytes always."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic import Synthetic

from beleidsgraaf.errors import GraphError
from beleidsgraaf.knowledge.vocabulary import BG_IRI, term
from beleidsgraaf.model import Extraction
from beleidsgraaf.rdf.files import replacing
from beleidsgraaf.rdf.literals import clean, plain
from beleidsgraaf.rdf.ordering import SECTIONS, Order
from beleidsgraaf.rdf.parsing import parse
from beleidsgraaf.rdf.serialization import turtle, turtle_text, write_graph, write_nquads, write_trig

Build = Callable[[Iterable[Extraction]], list[ox.Quad]]


@pytest.fixture(scope="module")
def made(build: Build) -> list[ox.Quad]:
    return build(Synthetic(6))


def test_same_bytes_for_any_order(made: list[ox.Quad], tmp_path: Path) -> None:
    """Shuffled quads, in memory and through runs on disk, give the same Turtle, N-Quads and TriG."""
    seen = set()
    for number in range(3):
        shuffled = list(made)
        random.Random(number).shuffle(shuffled)
        for run in (1_000_000, 700):
            for write, name in ((write_nquads, "g.nq"), (write_trig, "g.trig")):
                write(shuffled, tmp_path / name, run=run)
            file = io.BytesIO()
            turtle(shuffled, file, run=run)
            seen.add((file.getvalue(), (tmp_path / "g.nq").read_bytes(), (tmp_path / "g.trig").read_bytes()))
    assert len(seen) == 1


@pytest.mark.parametrize("graphs", [False, True])
def test_order_in_memory_is_that_of_runs_on_disk(graphs: bool) -> None:
    """Terms that begin alike, blank nodes and repeated quads come in one order, each once, whether one run holds them or many."""
    ends = ("a", "a/b", "a-b", "a#offset_2_9", "a#offset_10_12", "a#offset_10_30", "A")
    nodes = [*(ox.NamedNode(f"urn:x:{end}") for end in ends), ox.BlankNode("a")]
    texts = [
        ox.Literal("a"),
        ox.Literal("a", language="nl"),
        ox.Literal("a", language="nl-be"),
        ox.Literal("a>"),
        ox.Literal("1", datatype=nodes[0]),
    ]
    predicates = [ox.NamedNode(BG_IRI + name) for name in ("manages", "managesX")] + [term("rdf:type"), term("nif:isString")]
    quads = [ox.Quad(s, p, o, g) for s in nodes for p in predicates for o in nodes + texts for g in (nodes[1], nodes[3], ox.DefaultGraph())]
    random.Random(3).shuffle(quads)
    quads += quads[:200]
    held = list(Order(graphs=graphs).sort(quads))
    assert held == list(Order(graphs=graphs, run=70).sort(quads))
    assert len(held) == len(set(held)) == len({quad if graphs else quad.triple for quad in quads})
    sections = [number for number, _ in Order(graphs=graphs).sections(quads)]
    assert sections == sorted(set(sections))


def test_same_bytes_for_any_hash_seed_and_order_of_documents(tmp_path: Path) -> None:
    """Under another PYTHONHASHSEED and with the documents in another order, the files are the same."""
    script = """if True:
        import sys
        from pathlib import Path
        sys.path.insert(0, sys.argv[1])
        from synthetic import Synthetic
        from beleidsgraaf.knowledge.ontology import load_ontology
        from beleidsgraaf.knowledge.register import load_register
        from beleidsgraaf.rdf.about import Versions
        from beleidsgraaf.rdf.serialization import write_graph
        from beleidsgraaf.rdf.triples import quads
        documents = sorted(Synthetic(4), key=lambda found: hash(found.document.name))
        write_graph(quads(documents, versions=Versions(), ontology=load_ontology(), register=load_register()), Path(sys.argv[2]))
    """
    files = []
    for seed in ("0", "1", "2"):
        folder = tmp_path / seed
        command = [sys.executable, "-c", script, str(Path(__file__).parents[1] / "stores"), str(folder)]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": seed})
        files.append(tuple((folder / name).read_bytes() for name in ("graph.ttl", "graph.nq")))
    assert files[0] == files[1] == files[2]


def test_turtle_is_the_union_of_the_named_graphs(made: list[ox.Quad], tmp_path: Path) -> None:
    """graph.ttl holds every triple of every named graph of graph.nq, each once, and rdflib reads the same from it."""
    turtle_file, quad_file = write_graph(made, tmp_path)
    triples = [quad.triple for quad in parse(turtle_file)]
    assert len(triples) == len(set(triples))
    assert set(triples) == {quad.triple for quad in parse(quad_file)} == {quad.triple for quad in made}
    assert set(parse(quad_file)) == set(made)
    assert len(rdflib.Graph().parse(turtle_file)) == len(triples)


def test_trig_holds_the_same_quads(made: list[ox.Quad], tmp_path: Path) -> None:
    """TriG holds the quads, without the keyword GRAPH that Virtuoso does not know."""
    write_trig(made, tmp_path / "g.trig")
    assert set(parse(tmp_path / "g.trig")) == set(made)
    assert "GRAPH" not in (tmp_path / "g.trig").read_text("utf-8")


def test_turtle_is_made_for_reading(small_quads: list[ox.Quad]) -> None:
    """Sections come in order with a title, types first, one subject a block, a sentence before the mentions in it."""
    text = turtle_text(small_quads).decode()
    titles = [line[7:-5] for line in text.splitlines() if line.startswith("# ---- ")]
    assert titles == [title for title, _ in SECTIONS if title in titles]
    assert {"The dataset", "Organizations", "Systems", "Statements", "Documents, with their sentences and mentions", "Ontology"} <= set(
        titles
    )
    assert "\norganisatie:logius a " in text and "\n\tbg:manages systeem:digid" in text
    blocks = [block for block in text.split("\n\n") if block and not block.startswith(("@prefix", "# "))]
    subjects = [block.split(" ", 1)[0] for block in blocks]
    assert len(subjects) == len(set(subjects))
    assert all(" a " in block.split("\n")[0] for block in blocks)
    offsets = [tuple(map(int, subject.rstrip(">").split("_")[1:])) for subject in subjects if "#offset_" in subject]
    assert offsets == sorted(offsets, key=lambda span: (span[0], -span[1]))
    assert "\r" not in text


def test_text_that_looks_like_layout() -> None:
    """A literal that looks like the end of a block, a prefix line or an indent comes back as it was."""
    tricky = ['a" .\n', " .\n\n@prefix x: <y> .\n", "\t\t ;\n\t", "@prefix bg: <x> .\n", "# ---- The dataset ----"]
    triples = {ox.Triple(ox.NamedNode("urn:x:a"), ox.NamedNode("urn:x:b"), ox.Literal(text)) for text in tricky}
    assert {quad.triple for quad in ox.parse(turtle_text(triples), ox.RdfFormat.TURTLE)} == triples


def test_blank_nodes_of_others_survive() -> None:
    """A graph of others with blank nodes and a subject of no section is written whole."""
    data = "@prefix : <urn:x:> . :a :b [ :c 1, 1.0, 1e0, true, '''x\ny''' ] ; :d ( 1 2 ) ."
    triples = {quad.triple for quad in ox.parse(data, ox.RdfFormat.TURTLE)}
    assert {quad.triple for quad in ox.parse(turtle_text(triples), ox.RdfFormat.TURTLE)} == triples


def test_file_is_whole_or_untouched(tmp_path: Path) -> None:
    """When writing fails half-way, the old file stands and no other file is left."""
    path = tmp_path / "graph.nq"
    path.write_text("old")

    def failing() -> Iterator[ox.Quad]:
        yield ox.Quad(ox.NamedNode("urn:x:a"), ox.NamedNode("urn:x:b"), ox.Literal("c"))
        raise RuntimeError("half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        write_nquads(failing(), path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk that is always full")
def test_full_disk_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk gives one sentence with the file's name; the old file stands."""
    path = tmp_path / "graph.ttl"
    path.write_text("old")
    (tmp_path / f".graph.ttl.{os.getpid()}.tmp").symlink_to("/dev/full")
    with pytest.raises(GraphError, match=r"graph\.ttl could not be written: No space left on device"), replacing(path) as file:
        file.write(b"x" * 100_000)
    assert path.read_text() == "old"


def test_unwritable_folder_is_a_sentence(tmp_path: Path) -> None:
    """A file where a folder must be gives one sentence."""
    (tmp_path / "file").write_text("")
    with pytest.raises(GraphError, match="could not be written"):
        write_nquads([], tmp_path / "file" / "graph.nq")


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(st.text(st.characters(exclude_categories=()), max_size=30), max_size=12), seed=st.integers(0, 5))
def test_any_text_comes_back(texts: list[str], seed: int) -> None:
    """Any text, lone surrogates and controls included, comes back from Turtle as it was cleaned, of equal length, in one order always."""
    node = ox.NamedNode("urn:x:a")
    triples = [ox.Triple(node, ox.NamedNode(f"urn:x:{number % 3}"), plain(text)) for number, text in enumerate(texts)]
    shuffled = triples[:]
    random.Random(seed).shuffle(shuffled)
    assert turtle_text(triples) == turtle_text(shuffled)
    assert {quad.triple for quad in ox.parse(turtle_text(triples), ox.RdfFormat.TURTLE)} == set(triples)
    assert all(len(clean(text)) == len(text) for text in texts)
