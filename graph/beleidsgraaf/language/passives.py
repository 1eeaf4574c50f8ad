"""Agents of passives: the parser tells ``obl`` from ``obl:agent`` by few examples, the words tell it by rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from beleidsgraaf.model import Token

_PASSIVE = frozenset({"aux:pass", "nsubj:pass"})
_ATTRIBUTIVE = frozenset({"acl", "amod"})


def mark_agents(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return a parsed sentence's words, with ``door`` phrases of passives as ``obl:agent`` (https://universaldependencies.org/u/dep/obl-agent.html).

    Passive is a verb with a passive auxiliary or subject, a past participle that modifies a noun (``een door de raad vastgesteld plan``),
    and an infinitive with ``te`` but without ``om`` whose object goes before (``een lid aan te wijzen door de minister``).

    Args:
        tokens: the words; heads are indices.
    """
    by = {token.head for token in tokens if token.text in ("door", "Door") and token.relation == "case"}
    if not by:
        return tuple(tokens)
    return tuple(
        replace(token, relation="obl:agent") if index in by and token.relation == "obl" and _is_passive(tokens, token.head) else token
        for index, token in enumerate(tokens)
    )


def _is_passive(tokens: Sequence[Token], verb: int) -> bool:
    head = tokens[verb]
    below = [(index, token) for index, token in enumerate(tokens) if token.head == verb and index != verb]
    if any(token.relation in _PASSIVE for _, token in below):
        return True
    if "VerbForm=Part" in head.features and head.relation in _ATTRIBUTIVE:
        return True
    marks = {token.text.lower() for _, token in below if token.relation == "mark"}
    object_first = head.relation == "acl" or any(token.relation in ("obj", "obl") and index < verb for index, token in below)
    return "te" in marks and "om" not in marks and object_first and not any(token.relation == "nsubj" for _, token in below)
