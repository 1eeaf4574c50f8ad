"""Why a statement is in the graph: its sentences, the words that carry it, and how its names were linked; read from the graph alone."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from beleidsgraaf.errors import GraphError, QueryError
from beleidsgraaf.knowledge.ontology import Ontology
from beleidsgraaf.knowledge.vocabulary import BG, BG_IRI, term

ANYTHING = "?"
"""Stands for any subject, property or object."""

_HERE = ox.DefaultGraph()
_LABELS = (term("skos:prefLabel"), term("skos:altLabel"), term("skos:notation"))
_SUBJECT, _PREDICATE, _OBJECT = term("rdf:subject"), term("rdf:predicate"), term("rdf:object")
_BEGIN, _END, _CONTEXT = term("nif:beginIndex"), term("nif:endIndex"), term("nif:referenceContext")
_LINKED_TO = term("itsrdf:taIdentRef")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Naming:
    """How an entity came by its name in a document.

    Args:
        span: offsets of the words in the document.
        words: the words as they stand.
        entity: label of the entity.
        iri: IRI of the entity.
        found_by: how the mention was found, ``""`` for a pronoun, which is no mention.
        confidence: how sure the link is, 0 to 1, ``None`` where the graph does not say.
        refers_to: for a word that refers back, the name before it and its offset.
    """

    span: Span
    words: str
    entity: str
    iri: str
    found_by: str
    confidence: float | None
    refers_to: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A statement with all that it rests on.

    Args:
        statement: IRI of the statement.
        subject, property, object: labels in Dutch; for ``states`` the object is the clause.
        modality, polarity: local names.
        fact: whether the direct triple is in the graph; ``None`` for ``states``, which has none.
        attributed_to: labels of those who say so.
        recipient, role, time: as the text has them, else ``""``.
        confidence: 0 to 1.
        frame: local name of the lexicon's sense.
        document: the document's name.
        title: the document's title.
        span: offsets of the sentence.
        sentence: its text.
        trigger: offsets of the predicate's words.
        subject_naming, object_naming: how both ends were named.
    """

    statement: str
    subject: str
    property: str
    object: str
    modality: str
    polarity: str
    fact: bool | None
    attributed_to: tuple[str, ...]
    recipient: str
    role: str
    time: str
    confidence: float
    frame: str
    document: str
    title: str
    span: Span
    sentence: str
    trigger: tuple[Span, ...]
    subject_naming: Naming | None
    object_naming: Naming | None


class GraphReader:
    """The lookups in a graph that explanations need.

    Args:
        store: a store whose default graph holds the graph.
        ontology: the vocabulary, for the names of properties.
    """

    def __init__(self, store: ox.Store, ontology: Ontology) -> None:
        self.store = store
        self.ontology = ontology

    def entities_called(self, name: str) -> list[ox.NamedNode]:
        """Return the entities with a label, id or IRI, sorted; all ways of writing a label count, case too little.

        Raises:
            QueryError: nothing is called so; the message names what comes near.
        """
        wanted, labels = name.casefold(), dict[str, set[ox.NamedNode]]()
        for property_ in _LABELS:
            for quad in self.store.quads_for_pattern(None, property_, None, _HERE):
                if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                    labels.setdefault(quad.object.value.casefold(), set()).add(quad.subject)
                    if quad.subject.value == name or quad.subject.value.endswith(f"/id/{name}"):
                        return [quad.subject]
        if wanted in labels:
            return sorted(labels[wanted], key=str)
        near = difflib.get_close_matches(wanted, sorted(labels), 3, 0.6)
        hint = f"; near to it: {', '.join(near)}" if near else ""
        raise QueryError(f"Nothing in the graph is called {name!r}{hint}. Give a name, an id like organisatie/vng, or ? for anything.")

    def property_called(self, name: str) -> ox.NamedNode:
        """Return the property with a local name, a label in Dutch or English, or an IRI.

        Raises:
            QueryError: the ontology has none.
        """
        bare = name.removeprefix(BG_IRI).removeprefix("bg:")
        known = {local.casefold(): local for local in self.ontology.properties}
        known |= {self.ontology.label(local, tongue).casefold(): local for tongue in ("en", "nl") for local in self.ontology.properties}
        if (found := known.get(bare.casefold())) is not None:
            return ox.NamedNode(BG_IRI + found)
        near = difflib.get_close_matches(bare.casefold(), sorted(known), 3, 0.6)
        hint = f"; near to it: {', '.join(near)}" if near else ""
        raise QueryError(f"The ontology has no property {name!r}{hint}. Give one like replaces, a label like vervangt, or ? for any.")

    def explain(self, subject: str, property_: str, object_: str) -> Iterator[Explanation]:
        """Yield the statements that fit, with what they rest on, in the order of documents and sentences.

        Args:
            subject, property_, object_: names, or ``?`` for anything; for ``states``, the object may be words of the clause.

        Raises:
            QueryError: a name is not in the graph.
        """
        predicate = None if property_ == ANYTHING else self.property_called(property_)
        subjects = None if subject == ANYTHING else set(self.entities_called(subject))
        clause = object_ if predicate == BG.states and object_ != ANYTHING else ""
        objects = None if clause or object_ == ANYTHING else set(self.entities_called(object_))
        found = []
        for quad in self.store.quads_for_pattern(None, _PREDICATE, predicate, _HERE):
            node = quad.subject
            if not isinstance(node, ox.NamedNode) or (subjects is not None and self._one(node, _SUBJECT) not in subjects):
                continue
            if objects is not None and self._one(node, _OBJECT) not in objects:
                continue
            if clause and clause.casefold() not in self._text(node, BG.claim).casefold():
                continue
            found.append(self._explanation(node, quad.object))
        yield from sorted(set(found), key=lambda entry: (entry.document, entry.span, entry.statement))

    def _explanation(self, node: ox.NamedNode, predicate: object) -> Explanation:
        """Gather what the graph holds of one statement."""
        subject, target = self._one(node, _SUBJECT), self._one(node, _OBJECT)
        sentence = self._one(node, term("prov:wasDerivedFrom"))
        if not isinstance(predicate, ox.NamedNode) or not isinstance(subject, ox.NamedNode) or not isinstance(sentence, ox.NamedNode):
            raise GraphError(f"The statement {node.value} lacks its subject, property or sentence: beleidsgraaf did not write this.")
        context = self._one(sentence, _CONTEXT)
        begin, end = self._span(sentence)
        text = self._text(context, term("nif:isString"))
        direct = self.store.quads_for_pattern(subject, predicate, target, _HERE) if target is not None else ()
        return Explanation(
            statement=node.value,
            subject=self._label(subject),
            property=self.ontology.label(predicate.value.removeprefix(BG_IRI)),
            object=self._label(target) if target is not None else self._text(node, BG.claim),
            modality=self._local(node, BG.modality),
            polarity=self._local(node, BG.polarity),
            fact=any(direct) if target is not None else None,
            attributed_to=tuple(sorted(self._label(speaker) for speaker in self._all(node, BG.attributedTo))),
            recipient=self._label(self._one(node, BG.recipient)),
            role=self._text(node, BG.role),
            time=self._text(node, BG.time) or self._text(node, BG.timeText),
            confidence=float(self._text(node, BG.confidence) or 0),
            frame=self._local(node, BG.frame),
            document=self._text(context, term("dcterms:identifier")),
            title=self._text(context, term("dcterms:title")),
            span=(begin, end),
            sentence=text[begin:end],
            trigger=tuple(sorted({self._span(words) for words in self._all(node, BG.trigger)})),
            subject_naming=self._naming(self._one(node, BG.subjectMention), subject, text),
            object_naming=self._naming(self._one(node, BG.objectMention), target, text),
        )

    def _naming(self, words: object, entity: object, text: str) -> Naming | None:
        """Return how an end of a statement was named, ``None`` where the graph does not say."""
        if not isinstance(words, ox.NamedNode) or not isinstance(entity, ox.NamedNode):
            return None
        span = self._span(words)
        found_by = self._local(words, BG.foundBy).removeprefix("FoundBy").lower()
        confidence = self._text(words, term("itsrdf:taConfidence"))
        before = self._name_before(words, entity, span) if found_by in {"", "coreference"} else None
        refers = (text[before[0] : before[1]], before[0]) if before else None
        score = float(confidence) if confidence else None
        return Naming(span, text[span[0] : span[1]], self._label(entity), entity.value, found_by, score, refers)

    def _name_before(self, words: ox.NamedNode, entity: ox.NamedNode, span: Span) -> Span | None:
        """Return the nearest name of an entity before a word that refers to it; where none is, the nearest that refers to it as well."""
        context, names, others = self._one(words, _CONTEXT), list[Span](), list[Span]()
        for quad in self.store.quads_for_pattern(None, _LINKED_TO, entity, _HERE):
            if self._one(quad.subject, _CONTEXT) == context:
                refers_back = self._one(quad.subject, BG.foundBy) == BG.FoundByCoreference
                (others if refers_back else names).append(self._span(quad.subject))
        for found in (names, others):
            if before := [other for other in found if other[1] <= span[0]]:
                return max(before)
        return None

    def _all(self, node: object, property_: ox.NamedNode) -> list[ox.NamedNode | ox.Literal]:
        """Return the values of a property, sorted."""
        if not isinstance(node, ox.NamedNode):
            return []
        quads = self.store.quads_for_pattern(node, property_, None, _HERE)
        return sorted({quad.object for quad in quads if isinstance(quad.object, (ox.NamedNode, ox.Literal))}, key=str)

    def _one(self, node: object, property_: ox.NamedNode) -> ox.NamedNode | ox.Literal | None:
        """Return the first value of a property, ``None`` when there is none."""
        return next(iter(self._all(node, property_)), None)

    def _text(self, node: object, property_: ox.NamedNode) -> str:
        """Return the value of a property as text, ``""`` when there is none."""
        value = self._one(node, property_)
        return value.value if value is not None else ""

    def _local(self, node: object, property_: ox.NamedNode) -> str:
        """Return the local name of the value of a property."""
        return self._text(node, property_).rpartition("#")[2]

    def _label(self, node: object) -> str:
        """Return the preferred label of a node, its IRI when it has none."""
        return self._text(node, _LABELS[0]) or (node.value if isinstance(node, (ox.NamedNode, ox.Literal)) else "")

    def _span(self, node: object) -> Span:
        """Return the offsets of a stretch of text."""
        begin, end = self._text(node, _BEGIN), self._text(node, _END)
        if not begin.isdecimal() or not end.isdecimal():
            raise GraphError(f"{node} has no offsets nif:beginIndex and nif:endIndex; the graph was not written by beleidsgraaf.")
        return int(begin), int(end)
