"""Heads from scores: always a tree, and the best one."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from beleidsgraaf.language.decoding import decode, is_tree, spanning_tree


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 2**32 - 1), st.integers(2, 4))
def test_the_best_of_all_trees_with_its_root_is_found(seed: int, count: int) -> None:
    """Compared with every tree there is; the root is the one that was chosen."""
    arcs = np.random.default_rng(seed).normal(size=(count, count + 1))
    found = spanning_tree(arcs).tolist()
    assert is_tree(found)
    every = [heads for heads in product(range(count + 1), repeat=count) if is_tree(heads) and heads.index(0) == found.index(0)]
    best = max(every, key=lambda heads: sum(arcs[place, head] for place, head in enumerate(heads)))
    assert tuple(found) == best


def test_heads_that_are_a_tree_are_kept() -> None:
    """The best head of each word, where those heads are a tree already; a word is never its own head."""
    arcs = np.array([[0.0, 9.0, 1.0], [5.0, 0.0, 0.0]])
    assert decode(arcs).tolist() == [2, 0]


def test_trees_are_told_from_what_is_none() -> None:
    """One root, no circle."""
    assert is_tree([0]) and is_tree([2, 0, 2])
    assert not is_tree([0, 0]) and not is_tree([2, 1]) and not is_tree([0, 3, 2]) and not is_tree([])
