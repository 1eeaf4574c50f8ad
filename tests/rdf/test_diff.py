"""Diff: what came, went and changed between two graphs, and a patch that makes one the other."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from beleidsgraaf.model import Entity, Extraction, Kind, Modality, Statement
from beleidsgraaf.rdf.diff import compare, write_patch
from beleidsgraaf.rdf.parsing import parse
from beleidsgraaf.rdf.serialization import write_graph

Build = Callable[[Iterable[Extraction]], list[ox.Quad]]


@pytest.fixture
def old(build: Build, small: Extraction, tmp_path: Path) -> Path:
    write_graph(build([small]), tmp_path / "old")
    return tmp_path / "old"


@pytest.fixture
def new(build: Build, small: Extraction, tmp_path: Path) -> Path:
    """The same document: one statement gone, one new, one changed in modality and attribution, an entity gone and one new."""
    fact, plan, _ = small.statements
    other = Entity("thema/privacy", Kind.THEME, "privacy")
    changed = replace(plan, modality=Modality.OBLIGATION, attributed_to=())
    said = Statement("organisatie/logius", "concerns", other.id, fact.evidence)
    entities = tuple(entity for entity in small.entities if entity.id != "organisatie/vng")
    links = tuple(link for link in small.links if link.entity != "organisatie/vng")
    write_graph(build([replace(small, entities=(*entities, other), links=links, statements=(fact, changed, said))]), tmp_path / "new")
    return tmp_path / "new"


def test_what_changed(old: Path, new: Path) -> None:
    """Entities and statements are grouped by gone, new and changed, with their labels and what of them changed."""
    assert list(compare(old, new).sentences()) == [
        "Entities gone (1)",
        "  - Organization Vereniging van Nederlandse Gemeenten",
        "Entities new (1)",
        "  + Theme privacy",
        "Statements gone (1)",
        "  - Vereniging van Nederlandse Gemeenten · stelt · Logius wil Bliep beheren 😀 [Asserted] nota 1.txt",
        "Statements new (1)",
        "  + Logius · gaat over · privacy [Asserted] nota 1.txt",
        "Statements changed (1)",
        "  ~ Logius · beheert · Bliep: modality Intention -> Obligation,"
        " attributed to Vereniging van Nederlandse Gemeenten -> none nota 1.txt",
    ]


def test_nothing_changed(old: Path) -> None:
    """A graph does not differ from itself, in whatever file it is."""
    assert not compare(old, old / "graph.nq")


def test_moved_statement_has_not_changed(build: Build, small: Extraction, old: Path, tmp_path: Path) -> None:
    """A statement in the same words at another place in the document has not changed."""
    from beleidsgraaf.model import Document

    moved = " " * 7
    text = moved + small.document.text

    def shift(span: tuple[int, int]) -> tuple[int, int]:
        return span[0] + 7, span[1] + 7

    statements = tuple(
        replace(one, evidence=shift(one.evidence), trigger=tuple(map(shift, one.trigger)), subject_mention=None, object_mention=None)
        for one in small.statements
    )
    extraction = Extraction(Document(small.document.name, text), tuple(map(shift, small.sentences)), (), small.entities, statements)
    write_graph(build([extraction]), tmp_path / "moved")
    assert not compare(old, tmp_path / "moved")


@pytest.mark.parametrize("names", [("old", "new"), ("old/graph.ttl", "new/graph.ttl"), ("old", "new/graph.ttl")])
def test_patch_turns_old_into_new(names: tuple[str, str], old: Path, new: Path, tmp_path: Path) -> None:
    """Applying the patch line by line to the old graph gives the new one."""
    before, after = (tmp_path / name for name in names)
    with (tmp_path / "p.rdfp").open("wb") as file:
        gone, come = write_patch(before, after, file)
    lines = (tmp_path / "p.rdfp").read_text("utf-8").splitlines()
    assert (lines[0], lines[-1]) == ("TX .", "TC .")
    graphs = names == ("old", "new")
    form, name = (ox.RdfFormat.N_QUADS, "graph.nq") if graphs else (ox.RdfFormat.N_TRIPLES, "graph.ttl")
    held = set(parse(old / name))
    for line in lines[1:-1]:
        (found,) = ox.parse(line[2:], form)
        assert (found in held) == (line[0] == "D")
        (held.remove if line[0] == "D" else held.add)(found)
    assert held == set(parse(new / name))
    assert len(lines) == gone + come + 2


def test_command(old: Path, new: Path, tmp_path: Path) -> None:
    """Exit code 1 when something changed, 0 when nothing did, 2 when a graph cannot be read."""

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "beleidsgraaf", "diff", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    assert run(old, new, "--patch", tmp_path / "p.rdfp").returncode == 1
    assert (tmp_path / "p.rdfp").read_text("utf-8").startswith("TX .\n")
    same = run(old, old)
    assert (same.returncode, same.stdout) == (0, "No entity and no statement changed.\n")
    assert run(old, tmp_path / "none.ttl").returncode == 2
