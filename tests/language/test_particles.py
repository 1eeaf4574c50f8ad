"""Particles of separable verbs, on trees made by hand."""

from __future__ import annotations

import pytest

from beleidsgraaf.language.particles import mark_particles
from beleidsgraaf.model import Token


def marked(verb: str, particle: str, relation: str, *below: str) -> str:
    """Return the relation of a word that stands under a verb, with words below itself."""
    rows = [Token(0, 0, verb, verb, "VERB", "", 0, "root"), Token(0, 0, particle, particle, "NOUN", "", 0, relation)]
    return mark_particles([*rows, *(Token(0, 0, word, word, "DET", "", 1, "det") for word in below)])[1].relation


@pytest.mark.parametrize(
    ("verb", "word", "relation"), [("vinden", "plaats", "obj"), ("maken", "bekend", "xcomp"), ("laten", "vrij", "advmod")]
)
def test_a_word_that_makes_a_verb_of_the_dictionary_is_a_particle(verb: str, word: str, relation: str) -> None:
    """``vond plaats``, ``maakt bekend``, ``liet vrij``."""
    assert marked(verb, word, relation) == "compound:prt"


def test_other_words_are_left_alone() -> None:
    """No such verb, a word with its own words, an adverb, a name, a phrase of another sort."""
    assert marked("maken", "snel", "advmod") == "advmod"
    assert marked("vinden", "plaats", "obj", "een") == "obj"
    assert marked("geven", "weer", "advmod") == "advmod"
    assert marked("vinden", "Plaats", "obj") == "obj"
    assert marked("vinden", "plaats", "nsubj") == "nsubj"
