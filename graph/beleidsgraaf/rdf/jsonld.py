"""JSON-LD that reads well: a node an entity, short names, Dutch text as plain strings; streamed, a node at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from typing import IO

import pyoxigraph as ox

from beleidsgraaf.knowledge.ontology import load_ontology
from beleidsgraaf.knowledge.vocabulary import BASE, PREFIXES, term
from beleidsgraaf.rdf.serialization import prefixes

_LINKS = """rdf:subject rdf:predicate rdf:object prov:wasDerivedFrom nif:referenceContext nif:superString itsrdf:taIdentRef schema:mentions
    owl:sameAs dcterms:conformsTo prov:wasAttributedTo void:subset void:vocabulary foaf:primaryTopic foaf:homepage org:member
    org:organization rdfs:subClassOf rdfs:isDefinedBy rdfs:seeAlso schema:domainIncludes schema:rangeIncludes owl:versionIRI bg:modality
    bg:polarity bg:attributedTo bg:recipient bg:frame bg:trigger bg:subjectMention bg:objectMention bg:foundBy bg:parent""".split()
_DUTCH = "skos:prefLabel skos:altLabel rdfs:label bg:claim bg:role bg:timeText".split()
_NUMBERS = {"bg:confidence": "xsd:decimal", "itsrdf:taConfidence": "xsd:decimal", "bg:validFrom": "xsd:date", "bg:validUntil": "xsd:date"}
_NATIVE = {term("xsd:boolean").value, term("xsd:integer").value}

Value = str | int | bool | dict[str, str]


@cache
def _terms() -> dict[str, tuple[str, str, str]]:
    """Return for each predicate's IRI its short name, the kind of its values (``link``, ``nl`` or a datatype) and its prefixed name."""
    found = dict.fromkeys(_LINKS, "link") | dict.fromkeys(_DUTCH, "nl") | _NUMBERS
    found |= {f"bg:{name}": "link" for name, used in load_ontology().properties.items() if used.range}
    terms: dict[str, tuple[str, str, str]] = {}
    for curie, kind in found.items():
        prefix, _, local = curie.partition(":")
        terms[PREFIXES[prefix] + local] = (local, kind, curie)
    return terms


def context(base: str = BASE) -> dict[str, object]:
    """Return the JSON-LD context: ``id`` and ``type``, the prefixes, and a short name for each property in use."""
    made: dict[str, object] = {"id": "@id", "type": "@type", **prefixes(base)}
    for name, kind, curie in sorted(_terms().values()):
        if kind == "nl":
            made[name] = {"@id": curie, "@language": "nl"}
        else:
            made[name] = {"@id": curie, "@type": "@id" if kind == "link" else kind}
    return made


def write(triples: Iterable[ox.Triple], file: IO[bytes], *, base: str = BASE) -> None:
    """Write triples as JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/), a line a node.

    Args:
        triples: grouped by subject.
        file: open for binary writing.
        base: base IRI of the graph.
    """
    names = sorted(prefixes(base).items(), key=lambda pair: -len(pair[1]))
    file.write(b'{"@context": ' + json.dumps(context(base), ensure_ascii=False, indent=1).encode() + b',\n"@graph": [')
    first = True
    for subject, found in groupby(triples, key=lambda triple: triple.subject):
        node = {"id": _short(subject, names)} | _node(found, names)
        file.write((b"\n" if first else b",\n") + json.dumps(node, ensure_ascii=False).encode())
        first = False
    file.write(b"\n]}\n")


def _node(triples: Iterable[ox.Triple], names: list[tuple[str, str]]) -> dict[str, object]:
    """Return what is said of one subject."""
    rows: dict[str, list[Value]] = {}
    for triple in triples:
        if triple.predicate == term("rdf:type"):
            rows.setdefault("type", []).append(_short(triple.object, names))
        else:
            name, kind, _ = _terms().get(triple.predicate.value, (_short(triple.predicate, names), "", ""))
            rows.setdefault(name, []).append(_value(triple.object, kind, names))
    return {name: values if len(values) > 1 else values[0] for name, values in rows.items()}


def _value(value: object, kind: str, names: list[tuple[str, str]]) -> Value:
    """Return a value as the context lets it be written."""
    if not isinstance(value, ox.Literal):
        short = _short(value, names)
        return short if kind == "link" else {"id": short}
    datatype = value.datatype.value
    if value.language:
        return value.value if kind == "nl" and value.language == "nl" else {"@value": value.value, "@language": value.language}
    if kind and PREFIXES["xsd"] + kind.removeprefix("xsd:") == datatype:
        return value.value
    if datatype == term("xsd:string").value:
        return {"@value": value.value} if kind else value.value
    if not kind and datatype in _NATIVE:
        native = json.loads(value.value) if value.value in ("true", "false") or value.value.lstrip("-").isdigit() else None
        if native is not None and json.dumps(native) == value.value:
            return bool(native) if isinstance(native, bool) else int(native)
    return {"@value": value.value, "@type": _short(value.datatype, names)}


def _short(node: object, names: list[tuple[str, str]]) -> str:
    """Return an IRI with its prefix, or as it is."""
    if isinstance(node, ox.BlankNode):
        return str(node)
    if not isinstance(node, ox.NamedNode):
        raise TypeError(f"JSON-LD has no place for {node}")
    for prefix, namespace in names:
        rest = node.value[len(namespace) :]
        if rest and node.value.startswith(namespace) and not rest.startswith("//"):
            return f"{prefix}:{rest}"
    return node.value
