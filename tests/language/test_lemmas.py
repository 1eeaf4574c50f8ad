"""Lemmas: words to dictionary forms."""

from __future__ import annotations

import pytest

from beleidsgraaf.language.lemmas import lemma

CASES = [
    ("kondigen", "VERB", "Number=Plur|Tense=Pres|VerbForm=Fin", "kondigen"),
    ("ingevoerd", "VERB", "VerbForm=Part", "invoeren"),
    ("aangekondigd", "VERB", "VerbForm=Part", "aankondigen"),
    ("verleend", "VERB", "VerbForm=Part", "verlenen"),
    ("vloeiend", "VERB", "VerbForm=Part", "vloeien"),
    ("ministeries", "NOUN", "Number=Plur", "ministerie"),
    ("uitvoeringsorganisaties", "NOUN", "Number=Plur", "uitvoeringsorganisatie"),
    ("risico's", "NOUN", "Number=Plur", "risico"),
    ("kaart", "NOUN", "Gender=Com|Number=Sing", "kaart"),
    ("was", "AUX", "Number=Sing|Tense=Past|VerbForm=Fin", "zijn"),
    ("grootste", "ADJ", "Degree=Sup", "groot"),
    ("Nederlandse", "ADJ", "Degree=Pos", "nederlands"),
    ("Logius", "PROPN", "", "Logius"),
]


@pytest.mark.parametrize(("word", "pos", "features", "expected"), CASES, ids=[case[0] for case in CASES])
def test_lemma(word: str, pos: str, features: str, expected: str) -> None:
    """Participles give the whole separable verb, compounds keep their first part, names stay."""
    assert lemma(word, pos, features) == expected
