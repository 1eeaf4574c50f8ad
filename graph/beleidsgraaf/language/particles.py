"""Particles of separable verbs: the parser takes rare ones for adverbs or objects, the dictionary knows the verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import simplemma

from beleidsgraaf.model import Token

_MISTAKEN = frozenset({"advmod", "obj", "xcomp", "obl", "amod"})
_ADVERBS = frozenset("er lang weer verder wel niet samen omhoog opzij gebruik".split())
"""Words that are seldom a particle though a verb with them is in the dictionary (``weergeven``, ``samenwerken``)."""


def mark_particles(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return a parsed sentence's words, with particles as ``compound:prt`` (https://universaldependencies.org/u/dep/compound.html).

    A particle is a word in lower case without dependents that makes, with the lemma of the verb it depends on, a verb in the dictionary
    (``vond … plaats``: ``plaatsvinden``). In the treebanks 915 of such words are particles and 45 are not.

    Args:
        tokens: the words; heads are indices.
    """
    found = {
        index
        for index, token in enumerate(tokens)
        if token.relation in _MISTAKEN
        and tokens[token.head].pos == "VERB"
        and token.text.islower()
        and token.text not in _ADVERBS
        and _is_verb(token.text + tokens[token.head].lemma)
    }
    found.difference_update(token.head for token in tokens)
    return [replace(token, relation="compound:prt") if index in found else token for index, token in enumerate(tokens)] if found else tokens


@lru_cache(maxsize=20_000)
def _is_verb(lemma: str) -> bool:
    return lemma.endswith("n") and simplemma.is_known(lemma, lang="nl")
