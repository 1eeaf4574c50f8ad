"""Mends a dependency tree where the names in it and Dutch word order know better than the parser."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from beleidsgraaf.extraction.trees import NOMINAL, ancestors, base, case_of, descendants, related, tokens_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beleidsgraaf.model import Sentence, Token

_INSIDE = frozenset({"amod", "det", "nummod", "advmod", "case", "punct", "fixed", "flat", "compound"})


def repair(sentence: Sentence, names: Iterable[tuple[int, int]] = ()) -> Sentence:
    """Make each name one piece of the tree, and let what stands before the finite verb hang together.

    Args:
        sentence: a parsed sentence.
        names: start and end offsets of the names in it.

    Returns:
        The sentence with other heads and relations where they were wrong.
    """
    for start, end in sorted(names):
        sentence = _gather(sentence, list(tokens_in(sentence, start, end)))
    return _mark(_stay_before_verb(sentence))


def _gather(sentence: Sentence, inside: list[int]) -> Sentence:
    """Hang the words of a name, and what hangs on them, on the name's head."""
    if len(inside) < 2:
        return sentence
    tokens = list(sentence.tokens)
    tops = [i for i in inside if not any(above in inside for above in ancestors(sentence, i))]
    nominal = [i for i in tops if tokens[i].pos in NOMINAL and base(tokens[i].relation) not in _INSIDE]
    head = (nominal or tops or inside)[0]
    for index, token in enumerate(tokens):
        if index == head or token.head == index:
            continue
        if index in inside:
            relation = token.relation if token.head == head else "flat"
            tokens[index] = dataclasses.replace(token, head=head, relation=relation)
        elif token.head in inside and token.head != head:
            tokens[index] = dataclasses.replace(token, head=head)
    return _rebuilt(sentence, tokens)


def _stay_before_verb(sentence: Sentence) -> Sentence:
    """Hang a prepositional phrase on the noun right before it when both stand before the finite verb of a main clause.

    One constituent stands there, so what follows its noun belongs to that noun: ``de invoering van X door Y | kost tijd``
    (Haeseryn et al., Algemene Nederlandse Spraakkunst, 21.3).
    """
    tokens = list(sentence.tokens)
    for verb, token in enumerate(sentence.tokens):
        if base(token.relation) not in ("root", "conj", "parataxis") or related(sentence, verb, "mark"):
            continue
        finite = min([verb, *related(sentence, verb, "aux", "cop")])
        for subject in related(sentence, verb, "nsubj"):
            if tokens[subject].pos != "NOUN" or subject > finite:
                continue
            last = max(descendants(sentence, subject))
            for child in related(sentence, verb, "obl", "nmod"):
                below = sorted(descendants(sentence, child))
                if below[0] == last + 1 and below[-1] < finite and case_of(sentence, child):
                    tokens[child] = dataclasses.replace(tokens[child], head=subject, relation="nmod")
                    last = below[-1]
    return _rebuilt(sentence, tokens)


def _mark(sentence: Sentence) -> Sentence:
    """Call an object with a preposition an oblique: neither an object nor an indirect object has one."""
    tokens = [
        dataclasses.replace(token, relation="obl") if token.relation in ("obj", "iobj") and case_of(sentence, index) else token
        for index, token in enumerate(sentence.tokens)
    ]
    return _rebuilt(sentence, tokens)


def _rebuilt(sentence: Sentence, tokens: list[Token]) -> Sentence:
    return sentence if tokens == list(sentence.tokens) else dataclasses.replace(sentence, tokens=tuple(tokens))
