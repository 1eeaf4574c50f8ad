"""Scores of arcs to a tree: the best head of each word, or the maximum spanning tree where those heads are no tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

_NEVER = -1e9


def decode(arcs: NDArray[Any]) -> NDArray[Any]:
    """Return the heads of a sentence's words.

    Args:
        arcs: scores, (words, words + 1); column 0 is the root, column *i* the *i*-th word.

    Returns:
        For each word the number of its head, from 1; exactly one word has 0.
    """
    scores = arcs.copy()
    np.fill_diagonal(scores[:, 1:], _NEVER)
    heads: NDArray[Any] = scores.argmax(1)
    return heads if is_tree(heads.tolist()) else spanning_tree(arcs)


def spanning_tree(arcs: NDArray[Any]) -> NDArray[Any]:
    """Return the heads of the maximum spanning tree, for ``arcs`` as in ``decode``: the root is the word that gains most by it."""
    count = len(arcs)
    scores = np.full((count + 1, count + 1), _NEVER)
    scores[1:] = arcs
    np.fill_diagonal(scores, _NEVER)
    root = int((scores[1:, 0] - scores[1:, 1:].max(1, initial=_NEVER)).argmax()) + 1
    kept = scores[root, 0]
    scores[1:, 0] = _NEVER / 10
    scores[root] = _NEVER
    scores[root, 0] = kept
    return _spanning_tree(scores)[1:]


def is_tree(heads: Sequence[int]) -> bool:
    """Tell whether heads, counted from 1, have one root and no cycle."""
    if heads.count(0) != 1:
        return False
    above = [0, *heads]
    safe = [False] * len(above)
    safe[0] = True
    for start in range(1, len(above)):
        path = []
        node = start
        while not safe[node]:
            safe[node] = True
            path.append(node)
            node = above[node]
            if node in path:
                return False
    return True


def _spanning_tree(scores: NDArray[Any]) -> NDArray[Any]:
    """Return the maximum spanning arborescence (Chu and Liu 1965, Edmonds 1967).

    Args:
        scores: score of each arc, (dependents, heads); node 0 is the root.
    """
    heads: NDArray[Any] = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    rest = [node for node in range(len(scores)) if node not in inside]
    last = len(rest)
    smaller = np.full((last + 1, last + 1), _NEVER)
    smaller[:last, :last] = scores[np.ix_(rest, rest)]
    entering = scores[np.ix_(cycle, rest)] - scores[cycle, heads[cycle]][:, None]
    leaving = scores[np.ix_(rest, cycle)]
    smaller[last, :last] = entering.max(0)
    smaller[:last, last] = leaving.max(1)
    np.fill_diagonal(smaller, _NEVER)
    found = _spanning_tree(smaller)
    result: NDArray[Any] = heads.copy()
    for place, node in enumerate(rest):
        if place:
            result[node] = cycle[int(leaving[place].argmax())] if found[place] == last else rest[found[place]]
    entered = cycle[int(entering[:, found[last]].argmax())]
    result[entered] = rest[found[last]]
    return result


def _cycle(heads: NDArray[Any]) -> list[int]:
    """Return the nodes of one cycle, empty when there is none."""
    colour = [0] * len(heads)
    colour[0] = -1
    for start in range(1, len(heads)):
        path: list[int] = []
        node = start
        while colour[node] == 0:
            colour[node] = 1
            path.append(node)
            node = int(heads[node])
        if colour[node] == 1:
            return path[path.index(node) :]
        for node in path:
            colour[node] = -1
    return []
