"""Agents of passives, on trees made by hand."""

from __future__ import annotations

from beleidsgraaf.language.passives import mark_agents
from beleidsgraaf.model import Token


def tree(*rows: tuple[str, int, str]) -> list[Token]:
    return [Token(0, 0, text, head=head, relation=relation, pos="VERB", features="") for text, head, relation in rows]


def relations(*rows: tuple[str, int, str]) -> list[str]:
    return [token.relation for token in mark_agents(tree(*rows))]


def test_the_agent_of_a_passive_is_marked() -> None:
    """A passive auxiliary makes a ``door`` phrase the agent."""
    rows = [("Het", 2, "nsubj:pass"), ("wordt", 2, "aux:pass"), ("beheerd", 2, "root"), ("door", 4, "case"), ("Logius", 2, "obl")]
    found = relations(*rows)
    assert found[4] == "obl:agent"


def test_the_agent_of_a_participle_beside_a_noun_is_left_to_extraction() -> None:
    """``een plan vastgesteld door de raad``: the treebanks call it ``obl``."""
    rows = [("plan", 0, "root"), ("vastgesteld", 0, "acl"), ("door", 3, "case"), ("raad", 1, "obl")]
    assert relations(*rows)[3] == "obl"


def test_a_means_is_no_agent() -> None:
    """``om fraude te voorkomen door controles``, and any other preposition."""
    rows = [
        ("om", 3, "mark"),
        ("fraude", 3, "obj"),
        ("te", 3, "mark"),
        ("voorkomen", 3, "root"),
        ("door", 5, "case"),
        ("controles", 3, "obl"),
    ]
    assert relations(*rows)[5] == "obl"
    assert relations(("is", 1, "aux:pass"), ("gebruikt", 1, "root"), ("bij", 3, "case"), ("Logius", 1, "obl"))[3] == "obl"
