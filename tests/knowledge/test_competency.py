"""The competency questions: each gives the expected rows on its example, and together they use every term."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

from beleidsgraaf.knowledge import resources
from beleidsgraaf.knowledge.vocabulary import BG_NAMES

FOLDER, EXAMPLES = resources.ontology() / "competency", resources.ontology() / "examples"
NAMES = sorted(entry.name.removesuffix(".rq") for entry in FOLDER.iterdir() if entry.name.endswith(".rq"))


def query(name: str) -> str:
    """Return the text of a question."""
    return (FOLDER / f"{name}.rq").read_text("utf-8")


def example(name: str) -> str:
    """Return the graph a question is asked of."""
    return (EXAMPLES / f"{name}.ttl").read_text("utf-8")


def test_number_of_questions() -> None:
    """At least thirty questions come with the package."""
    assert len(NAMES) >= 30


@pytest.mark.parametrize("name", NAMES)
def test_answer(name: str) -> None:
    """A question asked of its example gives exactly the rows stored beside it."""
    store = ox.Store()
    store.load(example(name).encode(), format=ox.RdfFormat.TURTLE)
    found = store.query(query(name))
    assert isinstance(found, ox.QuerySolutions)
    answer = found.serialize(format=ox.QueryResultsFormat.CSV)
    assert answer is not None
    assert answer.decode().splitlines() == (FOLDER / f"{name}.csv").read_text("utf-8").splitlines()


@pytest.mark.parametrize("name", NAMES)
def test_answer_has_rows(name: str) -> None:
    """No question is answered by nothing."""
    assert len((FOLDER / f"{name}.csv").read_text("utf-8").splitlines()) > 1


@pytest.mark.parametrize("name", NAMES)
def test_first_line_is_the_question(name: str) -> None:
    """The first line is the question, in Dutch and in English."""
    assert re.fullmatch(r"# [A-Z][^/]*[?] / [A-Z][^/]*[?]", query(name).partition("\n")[0])


@pytest.mark.parametrize("term", BG_NAMES)
def test_every_term_is_in_a_question(term: str) -> None:
    """Every class, property and individual of the ontology is in a question or in the graph it is asked of."""
    used = re.compile(rf"\bbg:{term}\b")
    assert any(used.search(query(name)) or used.search(example(name)) for name in NAMES)


def test_every_example_has_its_question() -> None:
    """No example is left over."""
    assert sorted(entry.name.removesuffix(".ttl") for entry in EXAMPLES.iterdir()) == NAMES
