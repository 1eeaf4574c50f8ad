"""Very long documents are read in parts, and nobody can tell from the graph."""

from __future__ import annotations

import pytest

from beleidsgraaf import document_from_text, extract, pipeline

SECTION = "Over het beheer\n\nLogius beheert DigiD. De gemeente Utrecht gebruikt DigiD.\n\n"


def test_parts_have_their_own_place_in_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in parts of a few sentences, a text yields the same links and statements, at the same offsets, as read at once."""
    document = document_from_text("Jaarplan 2020\n\n" + SECTION * 4, name="lang.txt")
    whole = extract(document)
    monkeypatch.setattr(pipeline, "_LONGEST_PART", 3)
    parts = extract(document)
    assert len(whole.statements) == 8
    assert parts.statements == whole.statements
    assert [(link.mention.start, link.entity) for link in parts.links] == [(link.mention.start, link.entity) for link in whole.links]
    assert (parts.sentences, parts.entities) == (whole.sentences, whole.entities)


def test_a_part_begins_at_a_heading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a heading is near, a document is cut there."""
    monkeypatch.setattr(pipeline, "_LONGEST_PART", 5)
    sentences = pipeline.load_toolkit().analyser.segment(document_from_text("Jaarplan 2020\n\n" + SECTION * 4, name="lang.txt"))
    starts = [part[0].text for part in pipeline._parts(sentences)]
    assert starts == ["Jaarplan 2020"] + ["Over het beheer"] * (len(starts) - 1)
    assert sum(len(part) for part in pipeline._parts(sentences)) == len(sentences)


def test_an_entity_of_two_parts_stands_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What two parts say of one entity is joined: its abbreviation, introduced in the second, is known of the whole."""
    first, second = "De Stichting Lentewende beheert DigiD.", "De Stichting Lentewende (SLW) gebruikt DigiD."
    text = f"Jaarplan 2020\n\n{first}\n\nLogius beheert DigiD.\n\n{second}\n"
    monkeypatch.setattr(pipeline, "_LONGEST_PART", 3)
    found = [entity for entity in extract(document_from_text(text, name="lang.txt")).entities if "lentewende" in entity.id]
    assert [(entity.label, entity.notations) for entity in found] == [("Stichting Lentewende", ("SLW",))]
