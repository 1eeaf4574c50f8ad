"""Agents of passives: the parser tells ``obl`` from ``obl:agent`` by few examples, the words tell it by rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from beleidsgraaf.model import Token

_PASSIVE = frozenset({"aux:pass", "nsubj:pass"})


def mark_agents(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return a parsed sentence's words, with ``door`` phrases of passives as ``obl:agent`` (https://universaldependencies.org/u/dep/obl-agent.html).

    Passive is a verb with a passive auxiliary or subject. ``door`` phrases of participles that modify a noun are ``obl`` in the treebanks.

    Args:
        tokens: the words; heads are indices.
    """
    by = {token.head for token in tokens if token.text in ("door", "Door") and token.relation == "case"}
    if not by:
        return tuple(tokens)
    passive = {token.head for token in tokens if token.relation in _PASSIVE}
    return tuple(
        replace(token, relation="obl:agent") if index in by and token.relation == "obl" and token.head in passive else token
        for index, token in enumerate(tokens)
    )
