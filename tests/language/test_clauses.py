"""Clauses that are a subject or an object, on trees made by hand."""

from __future__ import annotations

from beleidsgraaf.language.clauses import mark_clauses
from beleidsgraaf.model import Token

FINITE = "VerbForm=Fin"
Row = tuple[str, int, str, str]


def relations(*rows: Row) -> list[str]:
    tokens = [Token(0, 0, text, text.lower(), "VERB", features, head, relation) for text, head, relation, features in rows]
    return [token.relation for token in mark_clauses(tokens)]


def test_a_clause_is_the_subject_of_a_verb_without_one() -> None:
    """``Daaruit blijkt dat zij komen``; the same with ``het``, which is no subject then."""
    rows = [("Daaruit", 1, "advmod", ""), ("blijkt", 1, "root", FINITE), ("dat", 3, "mark", ""), ("komen", 1, "ccomp", FINITE)]
    assert relations(*rows) == ["advmod", "root", "mark", "csubj"]
    assert relations(("Het", 1, "nsubj", ""), *rows[1:]) == ["expl", "root", "mark", "csubj"]


def test_a_clause_is_the_subject_of_a_predicate_without_one() -> None:
    """``Het is goed te weten``, where ``het`` is not taken for the subject."""
    rows: list[Row] = [
        ("Het", 2, "expl", ""),
        ("is", 2, "cop", FINITE),
        ("goed", 2, "root", ""),
        ("te", 4, "mark", ""),
        ("weten", 2, "advcl", ""),
    ]
    assert relations(*rows) == ["expl", "cop", "root", "mark", "csubj"]


def test_a_clause_beside_a_subject_is_none() -> None:
    """``Zij zegt dat zij komen``, ``De kans is klein te winnen``, ``Het is een kans te winnen`` with ``het`` as its subject."""
    says = [("Zij", 1, "nsubj", ""), ("zegt", 1, "root", FINITE), ("dat", 3, "mark", ""), ("komen", 1, "ccomp", FINITE)]
    assert relations(*says)[3] == "ccomp"
    wins = [("Het", 2, "nsubj", ""), ("is", 2, "cop", FINITE), ("kans", 2, "root", ""), ("te", 4, "mark", ""), ("winnen", 2, "acl", "")]
    assert relations(*wins)[4] == "acl"


def test_a_second_verb_may_share_the_subject_of_the_first() -> None:
    """``Zij komt en zegt dat zij gaan``."""
    rows = [("komt", 0, "root", FINITE), ("zegt", 0, "conj", FINITE), ("dat", 3, "mark", ""), ("gaan", 1, "ccomp", FINITE)]
    assert relations(*rows)[3] == "ccomp"


def test_a_clause_with_dat_is_an_object() -> None:
    """``Zij controleert of zij komen``: never ``xcomp``."""
    rows = [("Zij", 1, "nsubj", ""), ("controleert", 1, "root", FINITE), ("of", 3, "mark", ""), ("komen", 1, "xcomp", FINITE)]
    assert relations(*rows)[3] == "ccomp"
