"""Made-up extractions of any number, the same for the same seed: what benchmarks and store tests are run on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from beleidsgraaf.knowledge.ontology import load_ontology
from beleidsgraaf.knowledge.register import load_register
from beleidsgraaf.model import Document, Entity, Extraction, FoundBy, Kind, Link, Mention, Modality, Polarity, Statement
from beleidsgraaf.rdf.about import Versions
from beleidsgraaf.rdf.serialization import write_graph
from beleidsgraaf.rdf.triples import quads

_KINDS = ((Kind.ORGANIZATION, "organisatie"), (Kind.SYSTEM, "systeem"), (Kind.POLICY, "beleid"))
_VERBS = (
    ("manages", "systeem", "beheert"),
    ("drafts", "beleid", "schrijft"),
    ("supervises", "systeem", "toetst"),
    ("uses", "systeem", "gebruikt"),
)


@dataclass(frozen=True, slots=True)
class Synthetic:
    """A collection of made-up extractions that can be read any number of times and is never wholly in memory.

    Args:
        documents: how many; each gives about 200 triples.
        seed: of the random numbers.
    """

    documents: int
    seed: int = 20

    def __iter__(self) -> Iterator[Extraction]:
        pool = [_entity(kind, concept, number) for kind, concept in _KINDS for number in range(max(20, self.documents // 10))]
        actors = [entity for entity in pool if entity.kind is Kind.ORGANIZATION]
        for number in range(self.documents):
            yield _extraction(number, actors, pool, Random(f"{self.seed}/{number}"))


def _entity(kind: Kind, concept: str, number: int) -> Entity:
    label = f"{concept} {number} voor coördinatie"
    return Entity(f"{concept}/{concept}-{number}", kind, label, alt_labels=(f'{label} "é"',), notations=(f"{concept[0].upper()}{number}",))


def _extraction(number: int, actors: list[Entity], pool: list[Entity], random: Random) -> Extraction:
    text, sentences, mentions, statements = "", [], [], []
    for index in range(10):
        subject = random.choice(actors)
        verb, concept, word = random.choice(_VERBS)
        target = random.choice([entity for entity in random.sample(pool, 40) if entity.id.startswith(concept)] or [pool[-1]])
        verb = verb if target.id.startswith(concept) else "supports"
        start = len(text)
        text += f"{subject.label} {word} {target.label}.\n"
        spans = (start, start + len(subject.label)), (len(text) - 2 - len(target.label), len(text) - 2)
        sentences.append((start, len(text) - 1))
        for entity, span in zip((subject, target), spans, strict=True):
            mention = Mention(*span, entity.label, index, entity.kind, found_by=random.choice(list(FoundBy)), label=entity.label)
            mentions.append((entity, Link(mention, entity.id, random.choice((0.7, 0.85, 0.99)), "synthetic")))
        statements.append(
            Statement(
                subject.id,
                verb,
                target.id,
                sentences[-1],
                modality=random.choice((Modality.ASSERTED, Modality.ASSERTED, *Modality)),
                polarity=random.choice((*[Polarity.POSITIVE] * 9, Polarity.NEGATIVE)),
                confidence=random.choice((0.5, 0.75, 0.9)),
                time=random.choice(("", "", "2020", "2021-03", "2024-05-17")),
                frame=f"{word}-{verb}",
                trigger=((spans[0][1] + 1, spans[1][0] - 1),),
                subject_mention=spans[0],
                object_mention=spans[1],
            )
        )
    entities = {entity.id: entity for entity, _ in mentions}
    document = Document(f"stuk-{number}.txt", text, title=f"Stuk {number}", issued=f"20{number % 24:02}-0{1 + number % 9}-1{number % 10}")
    links = sorted((link for _, link in mentions), key=lambda link: link.mention.start)
    return Extraction(document, tuple(sentences), tuple(links), tuple(entities[name] for name in sorted(entities)), tuple(statements))


def built(folder: Path, documents: int, seed: int = 20) -> Path:
    """Write the graph of made-up documents in a folder."""
    found = Synthetic(documents, seed)
    write_graph(quads(found, versions=Versions("test"), ontology=load_ontology(), register=load_register()), folder)
    return folder
