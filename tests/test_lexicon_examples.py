"""Every example in the lexicon, read as a document of its own, yields the statement it is an example of and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from beleidsgraaf.knowledge.lexicon import Example, load_lexicon
from beleidsgraaf.model import Document, Extraction, Statement
from beleidsgraaf.pipeline import extract

ISSUED = "2025-01-15"


def examples(*, counter: bool) -> Iterator[object]:
    """Yield each example, or each counterexample, with the id of its frame and its number."""
    for frame in load_lexicon().frames:
        for number, example in enumerate(frame.counterexamples if counter else frame.examples, start=1):
            yield pytest.param(example, frame.property, id=f"{frame.id}-{number}")


def read(text: str) -> Extraction:
    """Extract what a sentence says."""
    return extract(Document(name="voorbeeld.txt", text=text, issued=ISSUED))


def names(extraction: Extraction, entity: str, span: tuple[int, int] | None = None) -> set[str]:
    """Return everything an entity is called in a document and in the register, in lower case."""
    found = {link.mention.text for link in extraction.links if link.entity == entity}
    for known in extraction.entities:
        if known.id == entity:
            found |= {known.label, *known.alt_labels, *known.notations}
    if span is not None:
        found.add(extraction.document.text[slice(*span)])
    return {name.lower() for name in found}


def as_example(extraction: Extraction, statement: Statement, example: Example) -> Example:
    """Put a statement in the words of an example where it means the same."""

    def word(entity: str, expected: str, span: tuple[int, int] | None) -> str:
        return expected if expected.lower() in names(extraction, entity, span) else entity

    return Example(
        text=example.text,
        subject=word(statement.subject, example.subject, statement.subject_mention),
        property=statement.property,
        object=word(statement.object, example.object, statement.object_mention) if statement.object else "",
        claim=statement.claim,
        modality=statement.modality,
        polarity=statement.polarity,
        recipient=word(statement.recipient, example.recipient, None) if statement.recipient else "",
        role=statement.role,
    )


@pytest.mark.parametrize(("example", "name"), tuple(examples(counter=False)))
def test_example(example: Example, name: str) -> None:
    """The example yields exactly its statement."""
    extraction = read(example.text)
    assert [as_example(extraction, statement, example) for statement in extraction.statements] == [example]
    assert extraction.statements[0].property == name


@pytest.mark.parametrize(("example", "name"), tuple(examples(counter=True)))
def test_counterexample(example: Example, name: str) -> None:
    """The counterexample yields no statement of the property."""
    assert [statement for statement in read(example.text).statements if statement.property == name] == []
