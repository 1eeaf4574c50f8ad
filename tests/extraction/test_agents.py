"""Agents that the treebanks call ``obl``, on trees made by hand."""

from __future__ import annotations

from beleidsgraaf.extraction.agents import mark_agents
from beleidsgraaf.model import Document, Sentence, Token

Row = tuple[str, int, str]


def relations(*rows: Row) -> list[str]:
    tokens = tuple(
        Token(0, 0, text, head=head, relation=relation, pos="VERB", features="VerbForm=Part" if text == "vastgesteld" else "")
        for text, head, relation in rows
    )
    return [token.relation for token in mark_agents(Sentence(Document("text", ""), 0, 0, tokens=tokens, parsed=True)).tokens]


def test_a_participle_beside_a_noun_has_an_agent() -> None:
    """``een plan vastgesteld door de raad``; not when the verb is finite."""
    rows: list[Row] = [("plan", 0, "root"), ("vastgesteld", 0, "acl"), ("door", 3, "case"), ("raad", 1, "obl")]
    assert relations(*rows)[3] == "obl:agent"
    rows[1] = ("komt", 0, "acl:relcl")
    assert relations(*rows)[3] == "obl"


def test_an_infinitive_with_its_object_before_it_is_passive() -> None:
    """``een lid aan te wijzen door de minister``."""
    rows: list[Row] = [("lid", 3, "obj"), ("aan", 3, "compound:prt"), ("te", 3, "mark"), ("wijzen", 3, "root"), ("door", 5, "case")]
    assert relations(*rows, ("X", 3, "obl"))[5] == "obl:agent"


def test_a_means_is_no_agent() -> None:
    """``om fraude te voorkomen door controles``, and any other preposition."""
    rows: list[Row] = [("om", 3, "mark"), ("fraude", 3, "obj"), ("te", 3, "mark"), ("voorkomen", 3, "root"), ("door", 5, "case")]
    assert relations(*rows, ("controles", 3, "obl"))[5] == "obl"
    assert relations(("plan", 0, "root"), ("vastgesteld", 0, "acl"), ("in", 3, "case"), ("raad", 1, "obl"))[3] == "obl"
