"""The command build: what it writes, what it tells, and what it refuses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from beleidsgraaf import KnowledgeGraph, cli

COMMAND = [sys.executable, "-m", "beleidsgraaf"]
FILES = {"graph.ttl", "graph.nq", "graph.html", "store", "store.json"}
TEXTS = {
    "a.txt": "Nieuw register\n\nDe gemeente Utrecht beheert het Algoritmeregister. VNG en BZK willen DigiD vervangen.\n",
    "b.txt": "Over Logius\n\nLogius beheert DigiD namens het ministerie van Binnenlandse Zaken en Koninkrijksrelaties (BZK).\n",
    "c.txt": "Kamer\n\nDe Tweede Kamer steunt de Wet digitale overheid niet. De minister moet de wet aanpassen.\n",
}


def written(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def test_a_build_leaves_its_files_and_a_summary(seed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Turtle, N-Quads, store and page are there, and the summary counts what the graph holds."""
    assert cli.run(["build", str(seed), "-o", str(tmp_path / "new" / "build")]) == 0
    assert written(tmp_path / "new" / "build") == FILES
    out, err = capsys.readouterr()
    assert out == ""
    graph = KnowledgeGraph.read(tmp_path / "new" / "build" / "graph.ttl")
    (entities,) = graph.rows("SELECT (COUNT(DISTINCT ?e) AS ?n) { ?d schema:mentions ?e }")
    (statements,) = graph.rows("SELECT (COUNT(*) AS ?n) { ?s a bg:Statement }")
    (plans,) = graph.rows("SELECT (COUNT(*) AS ?n) { ?s bg:modality bg:Intention }")
    assert err.startswith(f"1 document, {entities['n']} entities, {statements['n']} statements in ")
    assert f"Intention {plans['n']}" in err
    assert str(tmp_path / "new" / "build" / "graph.html") in err


@pytest.mark.slow
def test_the_same_texts_give_the_same_bytes(tmp_path: Path) -> None:
    """Neither the order of the files, nor hash seeds, nor the number of workers change a byte of what is written."""
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    paths = [str(tmp_path / name) for name in TEXTS]
    found = set()
    for seed, order, workers in (("1", paths, "1"), ("2", paths[::-1], "2"), ("3", [str(tmp_path)], "1")):
        folder = tmp_path / f"build{seed}"
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([*COMMAND, "build", *order, "-o", str(folder), "--workers", workers, "-q"], check=True, env=environment)
        found.add(tuple((folder / name).read_bytes() for name in ("graph.ttl", "graph.nq", "graph.html")))
    assert len(found) == 1
    assert len(KnowledgeGraph.read(folder / "graph.ttl").rows("SELECT ?s { ?s a bg:Statement }")) > 2


@pytest.mark.parametrize("bad", [b"", b"tekst\x00", b"caf\xe9 is geen UTF-8", "tekst".encode("utf-16")])
def test_bad_input_writes_nothing(tmp_path: Path, bad: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    """One bad file among good ones ends with exit code 2 and one sentence, before anything is written."""
    (tmp_path / "a.txt").write_text(TEXTS["a.txt"])
    (tmp_path / "b.txt").write_bytes(bad)
    assert cli.run(["build", str(tmp_path), "-o", str(tmp_path / "build")]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"beleidsgraaf: {tmp_path / 'b.txt'} is ")
    assert err.count("\n") == 1
    assert written(tmp_path / "build") == set()


def test_a_bad_base_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A base that is no absolute IRI is told before anything is read or written."""
    assert cli.run(["build", str(tmp_path / "absent.txt"), "--base", "nonsense", "-o", str(tmp_path / "build")]) == 1
    assert "nonsense" in capsys.readouterr().err
    assert written(tmp_path / "build") == set()


def test_another_base_is_used(tmp_path: Path) -> None:
    """With --base the graph's own IRIs lie below it; the ontology stays where it is."""
    (tmp_path / "b.txt").write_text(TEXTS["b.txt"])
    base = "https://data.example.org/beleid"
    assert cli.run(["build", str(tmp_path / "b.txt"), "-o", str(tmp_path / "build"), "--base", f"{base}/", "-q"]) == 0
    graph = KnowledgeGraph.read(tmp_path / "build" / "graph.ttl", base=base)
    subjects = {row["s"] for row in graph.rows("SELECT ?s { ?s a bg:Statement }")}
    assert subjects
    assert all(subject.startswith(f"{base}/id/bewering/") for subject in subjects)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("nothing.txt", "Het regent vandaag.\n\nMorgen schijnt de zon weer.\n"),
        ("english.txt", "Weather report\n\nIt rained all day in the mountains, and nobody went out to see the river rise.\n"),
    ],
)
def test_a_text_that_names_nothing_is_built_and_told(tmp_path: Path, name: str, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A text without entities, and one in English, give a valid graph of the document, no statement, and a word about it."""
    (tmp_path / name).write_text(text)
    assert cli.run(["build", str(tmp_path / name), "-o", str(tmp_path / "build")]) == 0
    assert "nothing was found" in capsys.readouterr().err
    assert written(tmp_path / "build") == FILES
    graph = KnowledgeGraph.read(tmp_path / "build" / "graph.ttl")
    assert [row["text"] for row in graph.rows("SELECT ?text { ?d a nif:Context ; nif:isString ?text }")] == [text]
    assert len(graph.rows("SELECT ?s { ?s a bg:Statement }")) == 0


def test_min_confidence_leaves_out_the_less_sure(seed: Path, tmp_path: Path) -> None:
    """No statement below the bound is written, and the others are."""
    assert cli.run(["build", str(seed), "-o", str(tmp_path), "--min-confidence", "0.9", "-q"]) == 0
    rows = KnowledgeGraph.read(tmp_path / "graph.ttl").rows("SELECT ?c { ?s bg:confidence ?c }")
    assert len(rows) > 0
    assert min(float(row["c"]) for row in rows) >= 0.9


def test_standard_input_is_read(tmp_path: Path) -> None:
    """A text on standard input becomes a document called stdin."""
    result = subprocess.run([*COMMAND, "build", "-", "-o", str(tmp_path)], input=TEXTS["b.txt"], text=True, capture_output=True, check=True)
    assert "1 document" in result.stderr
    names = KnowledgeGraph.read(tmp_path / "graph.ttl").rows("SELECT ?n { ?d a nif:Context ; dcterms:identifier ?n }")
    assert [row["n"] for row in names] == ["stdin"]


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc, which refuses even root")
def test_a_folder_that_cannot_be_written_is_told(seed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing can be written, one sentence says so and the exit code is 1."""
    assert cli.run(["build", str(seed), "-o", "/proc/nowhere"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "could not be written" in err
    assert err.count("\n") == 1
