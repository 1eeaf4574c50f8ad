"""A ViewGraph becomes the JSON that the page carries: columns of numbers and short strings, so that large graphs stay small."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from os.path import commonprefix
from typing import Any

from beleidsgraaf.knowledge.ontology import Ontology
from beleidsgraaf.knowledge.vocabulary import BG_IRI
from beleidsgraaf.model import Kind, Modality
from beleidsgraaf.view.model import Document, Entity, Offsets, Statement, ViewGraph

_ROWS = int | float | str
_LANGUAGES = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Opening:
    """The first picture.

    Args:
        shown: IRIs of its entities, the most important first.
        wide, tall: their places in a wide and in a tall window.
        backbone: pairs of IRIs whose tie is drawn in full.
        weight: importance of all entities by IRI.
    """

    shown: tuple[str, ...]
    wide: Mapping[str, tuple[int, int]]
    tall: Mapping[str, tuple[int, int]]
    backbone: Collection[tuple[str, str]]
    weight: Mapping[str, float]


def to_json(graph: ViewGraph, opening: Opening, ontology: Ontology, *, title: str) -> tuple[str, str]:
    """Return what the page carries.

    Args:
        graph: the graph.
        opening: the first picture.
        ontology: labels of classes, properties and modalities.
        title: the page's title, ``""`` for the page's own words.

    Returns:
        Two texts of JSON that can stand in a script element: the graph, and the documents' texts with their mentions, which are read when
        they are first needed.
    """
    number = {iri: index for index, iri in enumerate(graph.entities)}
    base = _base([*graph.entities, *graph.documents, *(one.iri for one in graph.statements)])
    classes = sorted({name for entity in graph.entities.values() for name in entity.classes})
    properties = sorted({one.property for one in graph.statements})
    shorten = _Shortener(base)
    core = {
        "title": title,
        "base": base,
        "versions": graph.versions,
        "kinds": [_term(name, ontology) for name in _kinds(graph)],
        "classes": [_term(name, ontology) for name in classes],
        "modalities": [_term(modality.value, ontology) for modality in Modality],
        "properties": [_property(iri, ontology) for iri in properties],
        "entities": _entities(graph, opening, number, classes, shorten),
        "statements": _statements(graph, number, properties, shorten),
        "documents": [_document(document, shorten) for document in graph.documents.values()],
        "opening": {
            "shown": [number[iri] for iri in opening.shown],
            "wide": [place for iri in opening.shown for place in opening.wide[iri]],
            "tall": [place for iri in opening.shown for place in opening.tall[iri]],
            "backbone": sorted([number[one], number[other]] for one, other in opening.backbone),
        },
    }
    texts = [_text(document, number) for document in graph.documents.values()]
    return _dump(core), _dump(texts)


def _dump(value: object) -> str:
    """Return JSON that neither ends a script element nor opens a comment in one."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _base(iris: Sequence[str]) -> str:
    """Return what most IRIs begin with, up to a slash."""
    prefix = commonprefix([iri for iri in iris if iri])  # noqa: RUF071 -- of characters, then cut at a slash
    return prefix[: prefix.rfind("/") + 1] if prefix.count("/") > 2 else ""


@dataclass(frozen=True, slots=True)
class _Shortener:
    """Leaves out the base of an IRI; one without it is marked by ``<``, which no IRI holds."""

    base: str

    def __call__(self, iri: str) -> str:
        return iri.removeprefix(self.base) if self.base and iri.startswith(self.base) else f"<{iri}"


def _kinds(graph: ViewGraph) -> list[str]:
    found = {entity.kind for entity in graph.entities.values()}
    return [*(kind.value for kind in Kind if kind.value in found), *(["Entity"] if "Entity" in found else [])]


def _term(name: str, ontology: Ontology) -> dict[str, str]:
    return {"name": name, **{language: ontology.label(name, language) for language in _LANGUAGES}}


def _property(iri: str, ontology: Ontology) -> dict[str, Any]:
    name = iri.removeprefix(BG_IRI)
    local = name.rpartition("/")[2].rpartition("#")[2] or name
    found: dict[str, Any] = {"iri": iri, "name": local}
    for language in _LANGUAGES:
        found[language] = ontology.labels.get((name, language), local)
        found[f"{language}Inverse"] = ontology.inverse_labels.get((name, language), f"← {found[language]}")
        found[f"{language}Definition"] = ontology.definitions.get((name, language), "")
    return found


def _entities(graph: ViewGraph, opening: Opening, number: Mapping[str, int], classes: Sequence[str], shorten: _Shortener) -> dict[str, Any]:
    kinds = {name: index for index, name in enumerate(_kinds(graph))}
    class_number = {name: index for index, name in enumerate(classes)}
    entities = graph.entities.values()
    return {
        "iri": [shorten(entity.iri) for entity in entities],
        "label": [entity.label for entity in entities],
        "kind": [kinds[entity.kind] for entity in entities],
        "weight": [round(opening.weight[entity.iri], 2) for entity in entities],
        "classes": {number[one.iri]: [class_number[name] for name in one.classes] for one in entities if one.classes},
        "more": {number[one.iri]: more for one in entities if (more := _more_of_entity(one, graph, number))},
    }


def _more_of_entity(entity: Entity, graph: ViewGraph, number: Mapping[str, int]) -> dict[str, Any]:
    """Return what only some entities have; a body that is not on the page itself is named by its label."""

    def body(iri: str) -> int | str:
        return number[iri] if iri in number else graph.labels.get(iri, iri)

    more = {
        "names": entity.names,
        "notations": entity.notations,
        "sameAs": entity.same_as,
        "parent": [body(entity.parent)] if entity.parent else (),
        "valid": [entity.valid_from, entity.valid_until] if entity.valid_from or entity.valid_until else (),
        "sources": entity.sources,
        "positions": [[role, body(home), since, until] for role, home, since, until in entity.positions],
    }
    return {name: value for name, value in more.items() if value}


def _statements(graph: ViewGraph, number: Mapping[str, int], properties: Sequence[str], shorten: _Shortener) -> dict[str, Any]:
    property_number = {iri: index for index, iri in enumerate(properties)}
    modalities = {modality.value: index for index, modality in enumerate(Modality)}
    homes = {iri: index for index, iri in enumerate(graph.documents)}
    rows = graph.statements
    spans = [one.evidence or (0, 0) for one in rows]
    return {
        "iri": [shorten(one.iri) for one in rows],
        "subject": [number[one.subject] for one in rows],
        "property": [property_number[one.property] for one in rows],
        "object": [number[one.object] if one.object else -1 for one in rows],
        "modality": [modalities.get(one.modality, 0) for one in rows],
        "denied": [index for index, one in enumerate(rows) if one.polarity == "Negative"],
        "confidence": [one.confidence if one.confidence % 1 else int(one.confidence) for one in rows],
        "document": [homes.get(one.document, -1) for one in rows],
        "begin": [begin for begin, _ in spans],
        "length": [end - begin for begin, end in spans],
        "more": {index: more for index, one in enumerate(rows) if (more := _more_of_statement(one, number, spans[index][0]))},
    }


def _more_of_statement(one: Statement, number: Mapping[str, int], begin: int) -> dict[str, Any]:
    """Return what only some statements have; spans are told from the begin of the sentence."""

    def span(found: Offsets | None) -> list[int]:
        return [found[0] - begin, found[1] - begin] if found else []

    more = {
        "claim": one.claim,
        "by": [number[iri] for iri in one.attributed_to],
        "to": [number[one.recipient]] if one.recipient else (),
        "role": one.role,
        "time": one.time,
        "timeText": one.time_text,
        "quote": one.quote,
        "words": [place for found in one.trigger for place in span(found)],
        "subject": span(one.subject_span),
        "object": span(one.object_span),
        "frame": one.frame,
    }
    return {name: value for name, value in more.items() if value}


def _document(document: Document, shorten: _Shortener) -> dict[str, Any]:
    found = {
        "iri": shorten(document.iri),
        "name": document.name,
        "title": document.title,
        "issued": document.issued,
        "source": document.source,
    }
    return {name: value for name, value in found.items() if value}


def _text(document: Document, number: Mapping[str, int]) -> dict[str, Any]:
    """Return a text with its mentions: begin (from the one before), length and entity, in one row of numbers."""
    rows: list[int] = []
    last = 0
    for mention in document.mentions:
        rows += (mention.begin - last, mention.end - mention.begin, number[mention.entity])
        last = mention.begin
    return {"text": document.text, "mentions": rows}
