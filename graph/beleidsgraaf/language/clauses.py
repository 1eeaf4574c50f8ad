"""Clauses that are a subject or an object: the parser tells them apart by few examples, the words around them tell by rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from beleidsgraaf.model import Token

_CLAUSES = frozenset({"ccomp", "advcl", "xcomp", "acl", "csubj"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_FINITE_MARKS = frozenset({"dat", "of"})


def mark_clauses(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return a parsed sentence's words, with clauses that are a subject as ``csubj`` (https://universaldependencies.org/u/dep/csubj.html).

    Such is a clause with ``dat`` or ``of`` that depends on a finite verb (``uit de cijfers blijkt dat …``), and one with ``dat``, ``of`` or
    ``te`` that depends on a word with a copula (``het is goed om te weten …``), where there is no other subject. In the treebanks of
    UD 2.16, 74 of 78 such clauses are subjects. ``het`` beside a clause with ``dat`` or ``of`` is no subject but ``expl``, in all of them.
    Any other clause with ``dat`` or ``of`` is no ``xcomp``, but ``ccomp``: in none of 343 it is.

    Args:
        tokens: the words; heads are indices.
    """
    clauses = [index for index, token in enumerate(tokens) if token.relation in _CLAUSES]
    if not clauses:
        return tokens
    finite = {token.head for token in tokens if token.relation == "mark" and token.text.lower() in _FINITE_MARKS}
    infinite = {token.head for token in tokens if token.relation == "mark" and token.text == "te"} - finite
    copular = {token.head for token in tokens if token.relation == "cop"}
    subjects = {(token.head, token.text.lower() == "het") for token in tokens if token.relation in _SUBJECTS}
    changed: dict[int, str] = {}
    for index in clauses:
        head = tokens[index].head
        if index in finite and tokens[index].relation == "xcomp":
            changed[index] = "ccomp"
        if tokens[head].relation == "conj" or (head, False) in subjects:
            continue
        verbal = "VerbForm=Fin" in tokens[head].features
        if (index in finite and (head in copular or verbal)) or (index in infinite and head in copular and (head, True) not in subjects):
            changed[index] = "csubj"
    heads = {tokens[index].head for index, relation in changed.items() if relation == "csubj" and index in finite}
    changed.update((index, "expl") for index, token in enumerate(tokens) if token.head in heads and token.relation == "nsubj")
    return (
        [replace(token, relation=changed[index]) if index in changed else token for index, token in enumerate(tokens)]
        if changed
        else tokens
    )
