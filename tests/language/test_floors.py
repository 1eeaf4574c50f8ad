"""Floors for the scores of the language model, on sentences that were written and annotated for this project."""

from __future__ import annotations

import tracemalloc
from functools import cache
from pathlib import Path

import pytest

from beleidsgraaf.language import load_analyser
from beleidsgraaf.language.training.conllu import Tree, read
from beleidsgraaf.language.training.evaluate import Text, of_document, score, texts
from beleidsgraaf.model import Document

FLOORS = {
    "tokens": 99.5,
    "sentences": 90.0,
    "UAS": 93.0,
    "LAS": 88.0,
    "UPOS": 97.0,
    "lemmas": 96.0,
    "obl:agent": 80.0,
    "ccomp": 60.0,
    "csubj": 60.0,
    "compound:prt": 75.0,
}
"""F1, or accuracy for parts of speech and lemmas, in per cent."""


@cache
def slice_of_trees() -> tuple[Tree, ...]:
    return tuple(read(Path(__file__).parent / "own.conllu"))


@cache
def scores() -> dict[str, float]:
    pairs: list[tuple[Text, Text]] = []
    for text, gold in texts(slice_of_trees(), paragraphs=False):
        pairs.append((gold, of_document(load_analyser(), text)))
    return score(pairs)


def test_the_slice_is_large_enough() -> None:
    """Thirty sentences or more, all of them trees."""
    assert len(slice_of_trees()) >= 30


@pytest.mark.parametrize("name", FLOORS)
def test_no_score_falls_below_its_floor(name: str) -> None:
    """Words and sentences are our own, as they are for a user."""
    assert scores()[name] >= FLOORS[name]


OBJECT_FIRST = [
    ("Deze standaard beheert Logius.", "Logius", "nsubj"),
    ("Het besluit nam de minister in maart.", "minister", "nsubj"),
    ("Die wet heeft de Kamer vorig jaar aangenomen.", "Kamer", "nsubj"),
    ("De inwoners loggen in met DigiD.", "in", "compound:prt"),
    ("Het akkoord is door de minister en de VNG ondertekend.", "minister", "obl:agent"),
    ("De minister, de VNG en het IPO ondertekenden het akkoord.", "VNG", "conj"),
]


@pytest.mark.parametrize(("text", "word", "relation"), OBJECT_FIRST, ids=[case[0] for case in OBJECT_FIRST])
def test_what_a_small_parser_gets_wrong(text: str, word: str, relation: str) -> None:
    """Objects before the verb, particles, agents and lists of bodies: what extraction rests on."""
    (sentence,) = load_analyser().parse(load_analyser().segment(Document("text", text)))
    assert [token.relation for token in sentence.tokens if token.text == word] == [relation]


def test_a_tree_does_not_depend_on_what_else_is_parsed() -> None:
    """Alone, together and in another order, a sentence gets the same tree."""
    analyser = load_analyser()
    sentences = analyser.segment(Document("text", "\n".join(tree.text for tree in slice_of_trees())))
    together = analyser.parse(sentences)
    assert together == tuple(parsed for sentence in sentences for parsed in analyser.parse([sentence]))
    assert together == tuple(reversed(analyser.parse(reversed(sentences))))


def test_every_tree_has_one_root_and_no_cycle() -> None:
    """Also for text that is no sentence, and for one of a thousand words."""
    text = "de de de , , ; van van\nX\n" + "het ministerie van de minister en " * 170
    for sentence in load_analyser().parse(load_analyser().segment(Document("text", text))):
        heads = [token.head for token in sentence.tokens]
        assert sum(head == index for index, head in enumerate(heads)) == 1
        for index in range(len(heads)):
            node = index
            for _ in heads:
                node = heads[node]
            assert heads[node] == node
        assert {token.relation for index, token in enumerate(sentence.tokens) if token.head == index} == {"root"}


def test_a_long_sentence_takes_no_undue_memory() -> None:
    """What does not end is parsed in pieces: its cost does not grow with the square of its length."""
    sentences = load_analyser().segment(Document("text", "een " * 4000))
    tracemalloc.start()
    load_analyser().parse(sentences)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 200e6


def test_words_may_be_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """When more words were seen than are kept, the trees stay the same."""
    analyser = load_analyser()
    sentences = analyser.segment(Document("text", "\n".join(tree.text for tree in slice_of_trees())))
    before = analyser.parse(sentences)
    monkeypatch.setattr("beleidsgraaf.language.parser._MOST_WORDS", 60)
    monkeypatch.setattr("beleidsgraaf.language.parser._PLACES", 40)
    assert analyser.parse(sentences) == before
