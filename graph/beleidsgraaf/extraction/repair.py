"""Mends a dependency tree where Dutch word order knows better than the parser."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from beleidsgraaf.extraction.trees import base, case_of, descendants, related

if TYPE_CHECKING:
    from beleidsgraaf.model import Sentence


def repair(sentence: Sentence) -> Sentence:
    """Hang a prepositional phrase on the noun right before it when both stand before the finite verb of a main clause.

    One constituent stands there, so what follows its noun belongs to that noun: ``de invoering van X door Y | kost tijd``
    (Haeseryn et al., Algemene Nederlandse Spraakkunst, 21.3: the first sentence place).

    Args:
        sentence: a parsed sentence.

    Returns:
        The sentence, the same one when nothing had to change.
    """
    tokens = list(sentence.tokens)
    for verb, token in enumerate(tokens):
        if (
            token.pos not in ("VERB", "AUX", "ADJ", "NOUN")
            or related(sentence, verb, "mark")
            or base(token.relation) not in ("root", "conj", "parataxis")
        ):
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
    return sentence if tokens == list(sentence.tokens) else dataclasses.replace(sentence, tokens=tuple(tokens))
