"""Agents that the treebanks call ``obl``: ``door`` phrases of participles before or behind a noun, and of infinitives that are passive."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beleidsgraaf.model import Sentence, Token

_ATTRIBUTIVE = frozenset({"acl", "amod"})


def mark_agents(sentence: Sentence) -> Sentence:
    """Return a parsed sentence with such phrases as ``obl:agent``, as the parser marks those of other passives.

    Passive is a past participle that modifies a noun (``een door de raad vastgesteld plan``), and an infinitive with ``te`` but without
    ``om`` whose object goes before (``een lid aan te wijzen door de minister``).
    """
    tokens = sentence.tokens
    by = {token.head for token in tokens if token.relation == "case" and token.text in ("door", "Door")}
    found = {index for index in by if tokens[index].relation == "obl" and _is_passive(tokens, tokens[index].head)}
    if not found:
        return sentence
    marked = (replace(token, relation="obl:agent") if index in found else token for index, token in enumerate(tokens))
    return replace(sentence, tokens=tuple(marked))


def _is_passive(tokens: Sequence[Token], verb: int) -> bool:
    head = tokens[verb]
    if "VerbForm=Part" in head.features and head.relation in _ATTRIBUTIVE:
        return True
    below = [(index, token) for index, token in enumerate(tokens) if token.head == verb and index != verb]
    marks = {token.text.lower() for _, token in below if token.relation == "mark"}
    object_first = head.relation == "acl" or any(token.relation in ("obj", "obl") and index < verb for index, token in below)
    return "te" in marks and "om" not in marks and object_first and not any(token.relation == "nsubj" for _, token in below)
