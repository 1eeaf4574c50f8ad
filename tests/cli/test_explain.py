"""The command explain, on a small graph written by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from beleidsgraaf.cli import run

GRAPH = str(Path(__file__).with_name("graph.ttl"))


def explain(capsys: pytest.CaptureFixture[str], *words: str, graph: str = GRAPH) -> tuple[int, str, str]:
    code = run(["explain", *words, "--graph", graph])
    return code, *capsys.readouterr()


def test_a_fact_with_its_sentence_and_links(capsys: pytest.CaptureFixture[str]) -> None:
    """A fact is shown with document, offsets, marked words and the way each name was linked."""
    code, out, err = explain(capsys, "Logius", "manages", "Zeehond")
    assert (code, err) == (0, "")
    assert "asserted; held as a fact" in out
    assert "nota.txt (Over Zeehond), characters 0-23:\n    [Logius] *beheert* [Zeehond].\n" in out
    assert "“Logius” at 0 is Logius (found by register, 0.95)  <https://w3id.org/beleidsgraaf/id/organisatie/logius>" in out
    assert "rule beheren-manages, confidence 0.90" in out


def test_what_is_somebodys_word_is_no_fact(capsys: pytest.CaptureFixture[str]) -> None:
    """Modality and attribution are told, and which name a later short form refers to."""
    code, out, _ = explain(capsys, "ZH", "vervangt", "systeem/walrus")
    assert code == 0
    assert "obligation, according to Logius; not held as a fact" in out
    assert "Het [stelsel] moet [Walrus] *vervangen*, aldus Logius." in out
    assert "“stelsel” at 28 is Zeehond (found by coreference, refers to “Zeehond” at 15, 0.60)" in out


@pytest.mark.parametrize(
    ("words", "count"), [(("?", "?", "?"), 3), (("?", "?", "walrus"), 1), (("logius", "?", "?"), 2), (("?", "states", "GOED"), 1)]
)
def test_question_mark_stands_for_anything(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], count: int) -> None:
    """A part left open matches all; the object of states is a word of its clause; case does not count."""
    code, out, _ = explain(capsys, *words, "--format", "json")
    assert code == 0
    assert len(json.loads(out)) == count


def test_nothing_said_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """When no statement says so, the exit code is 1 and the message says what to try."""
    code, out, err = explain(capsys, "Walrus", "replaces", "Zeehond")
    assert (code, out) == (1, "")
    assert "no statement" in err


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("Logisu", "manages", "?"), "near to it: logius"),
        (("Logius", "manage", "?"), "near to it: manages"),
        (("x", "?", "?"), "is called"),
    ],
)
def test_unknown_names_are_refused_with_what_is_near(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], hint: str) -> None:
    """A misspelt name or property ends with exit code 2 and a suggestion."""
    code, out, err = explain(capsys, *words)
    assert (code, out) == (2, "")
    assert hint in err


def test_bad_graphs_are_refused_in_one_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A graph that is absent, of another format, or broken is told without a traceback."""
    (tmp_path / "broken.ttl").write_text("<http://a> <http://b> .")
    (tmp_path / "scan.pdf").write_text("%PDF")
    for name, words in (("absent.ttl", "There is no graph"), ("scan.pdf", "RDF format"), ("broken.ttl", "not valid Turtle: line 1")):
        code, out, err = explain(capsys, "a", "manages", "b", graph=str(tmp_path / name))
        assert (code, out) == (1, "")
        assert words in err
        assert err.count("\n") == 1
