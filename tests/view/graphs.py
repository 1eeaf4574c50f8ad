"""Graphs for the tests and benchmarks of the page: one of any size, and one that means harm; both by the contract."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from itertools import accumulate

import pyoxigraph as ox

from beleidsgraaf.knowledge.ontology import load_ontology
from beleidsgraaf.knowledge.vocabulary import BASE, BG_IRI, term
from beleidsgraaf.model import Kind, Modality

CONCEPTS = {
    Kind.ORGANIZATION: "organisatie",
    Kind.PERSON: "persoon",
    Kind.ACTOR_GROUP: "groep",
    Kind.POLICY: "beleid",
    Kind.SYSTEM: "systeem",
    Kind.THEME: "thema",
    Kind.EVENT: "gebeurtenis",
}
_SHARES = {
    Kind.ORGANIZATION: 30,
    Kind.PERSON: 8,
    Kind.ACTOR_GROUP: 7,
    Kind.POLICY: 22,
    Kind.SYSTEM: 18,
    Kind.THEME: 12,
    Kind.EVENT: 3,
}
_FIRST = {
    Kind.ORGANIZATION: ["Gemeente", "Stichting", "Directie", "Waterschap", "Provincie", "Dienst", "Raad voor"],
    Kind.PERSON: ["Anna", "Bram", "Carla", "Daan", "Eva", "Farid", "Gerda"],
    Kind.ACTOR_GROUP: ["gebruikers van", "leveranciers van", "beheerders van"],
    Kind.POLICY: ["Wet", "Besluit", "Agenda", "Regeling", "Strategie", "Actieplan"],
    Kind.SYSTEM: ["Portaal", "Register", "Voorziening", "Stelsel", "Koppelvlak"],
    Kind.THEME: ["toegang tot", "veiligheid van", "beheer van", "kwaliteit van"],
    Kind.EVENT: ["Congres", "Top", "Week van"],
}
_SECOND = ["gegevens", "identiteit", "berichten", "vergunningen", "adressen", "zorg", "onderwijs", "mobiliteit", "energie", "archief"]
_THIRD = ["Noord", "Zuid", "Oost", "West", "Midden", "Rijn", "Maas", "Waal", "Vecht", "Amstel", "Dommel", "Linge"]
_TAIL = "in overleg met de betrokken partijen en binnen de afgesproken termijn"


class Writer:
    """Gathers triples of entities, documents and statements."""

    def __init__(self) -> None:
        self.triples: list[ox.Triple] = []

    def add(self, subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        """Add a triple; the predicate is a prefixed name."""
        self.triples.append(ox.Triple(ox.NamedNode(subject), term(predicate), value))

    def entity(self, kind: Kind, name: str, label: str, *notations: str) -> str:
        """Add an entity and return its IRI."""
        iri = f"{BASE}/id/{CONCEPTS[kind]}/{name}"
        self.add(iri, "rdf:type", term(f"bg:{kind.value}"))
        self.add(iri, "skos:prefLabel", ox.Literal(label, language="nl"))
        self.add(iri, "rdfs:label", ox.Literal(label, language="nl"))
        for notation in notations:
            self.add(iri, "skos:notation", ox.Literal(notation))
        return iri

    def document(self, name: str, text: str, *, title: str, issued: str = "") -> str:
        """Add a document and return its IRI."""
        iri = f"{BASE}/doc/{name}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
        for found in ("nif:Context", "foaf:Document", "prov:Entity"):
            self.add(iri, "rdf:type", term(found))
        self.add(iri, "nif:isString", ox.Literal(text))
        self.add(iri, "dcterms:identifier", ox.Literal(f"{name}.txt"))
        self.add(iri, "dcterms:title", ox.Literal(title, language="nl"))
        if issued:
            self.add(iri, "dcterms:issued", ox.Literal(issued, datatype=term("xsd:date")))
        return iri

    def span(self, document: str, text: str, begin: int, end: int, entity: str = "") -> str:
        """Add a sentence, or a mention of an entity, and return its IRI."""
        iri = f"{document}#offset_{begin}_{end}"
        for found in ("nif:OffsetBasedString", "nif:Phrase" if entity else "nif:Sentence"):
            self.add(iri, "rdf:type", term(found))
        self.add(iri, "nif:referenceContext", ox.NamedNode(document))
        self.add(iri, "nif:beginIndex", ox.Literal(str(begin), datatype=term("xsd:integer")))
        self.add(iri, "nif:endIndex", ox.Literal(str(end), datatype=term("xsd:integer")))
        self.add(iri, "nif:anchorOf", ox.Literal(text[begin:end]))
        if entity:
            self.add(iri, "itsrdf:taIdentRef", ox.NamedNode(entity))
            self.add(iri, "itsrdf:taConfidence", ox.Literal("0.9", datatype=term("xsd:decimal")))
            self.add(iri, "bg:foundBy", term("bg:FoundByRegister"))
        return iri

    def statement(
        self,
        subject: str,
        name: str,
        other: str,
        evidence: str,
        *,
        modality: Modality = Modality.ASSERTED,
        negative: bool = False,
        by: tuple[str, ...] = (),
        claim: str = "",
        confidence: str = "0.9",
    ) -> str:
        """Add a statement, and the direct triple where it is a fact; return the statement's IRI."""
        key = "\n".join([evidence, subject, name, other or claim, modality])
        iri = f"{BASE}/id/bewering/{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:20]}"
        for found in ("bg:Statement", "rdf:Statement", "prov:Entity"):
            self.add(iri, "rdf:type", term(found))
        self.add(iri, "rdf:subject", ox.NamedNode(subject))
        self.add(iri, "rdf:predicate", term(f"bg:{name}"))
        if other:
            self.add(iri, "rdf:object", ox.NamedNode(other))
        if claim:
            self.add(iri, "bg:claim", ox.Literal(claim, language="nl"))
        self.add(iri, "bg:modality", term(f"bg:{modality.value}"))
        self.add(iri, "bg:polarity", term("bg:Negative" if negative else "bg:Positive"))
        for who in by:
            self.add(iri, "bg:attributedTo", ox.NamedNode(who))
        self.add(iri, "bg:confidence", ox.Literal(confidence, datatype=term("xsd:decimal")))
        self.add(iri, "prov:wasDerivedFrom", ox.NamedNode(evidence))
        if other and modality is Modality.ASSERTED and not negative and not by:
            self.add(subject, f"bg:{name}", ox.NamedNode(other))
        return iri


def generated(entities: int, statements: int, *, seed: int = 1) -> list[ox.Triple]:
    """Return a graph of a given size: communities, hubs, 100 statements a document; the same for the same numbers.

    Args:
        entities: how many entities.
        statements: how many statements.
        seed: another number gives another graph.
    """
    dice = random.Random(seed)
    writer = Writer()
    kinds = dice.choices(list(_SHARES), weights=list(_SHARES.values()), k=entities)
    labels = [_name(kind, number) for number, kind in enumerate(kinds)]
    iris = [
        writer.entity(kind, f"{number}", label, *([f"{label[:1].upper()}Q{number}"] if number % 5 == 0 else []))
        for number, (kind, label) in enumerate(zip(kinds, labels, strict=True))
    ]
    communities = max(1, entities // 60)
    heavy = list(accumulate(1 / (1 + number // communities) for number in range(entities)))
    ontology = load_ontology()
    properties = sorted(ontology.properties.items())
    fitting = {(one, other): [name for name, found in properties if found.allows(one, other)] for one in Kind for other in Kind}

    def rows(count: int) -> Iterator[tuple[int, str, int]]:
        """Yield subject, property and object; two in three within a community."""
        while count:
            subject, other = dice.choices(range(entities), cum_weights=heavy, k=2)
            if dice.random() < 0.66:
                other = min(entities - 1, other - other % communities + subject % communities)
            names = fitting[kinds[subject], kinds[other]]
            if subject != other and names:
                count -= 1
                yield subject, names[dice.randrange(len(names))], other

    for number in range(0, statements, 100):
        _document(writer, number // 100, list(rows(min(100, statements - number))), (iris, labels), dice)
    return writer.triples


def _name(kind: Kind, number: int) -> str:
    first = _FIRST[kind][number % len(_FIRST[kind])]
    second, third = _SECOND[number // 7 % len(_SECOND)], _THIRD[number // 70 % len(_THIRD)]
    if kind is Kind.PERSON:
        return f"{first} van der {third} {number}"
    return f"{first} {second} {third}{number if number >= 800 else ''}"


def _document(
    writer: Writer, number: int, rows: list[tuple[int, str, int]], named: tuple[list[str], list[str]], dice: random.Random
) -> None:
    """Add a document with a sentence for each row."""
    iris, labels = named
    ontology = load_ontology()
    text, spans = "", []
    for subject, name, other in rows:
        begin = len(text)
        text += f"{labels[subject]} "
        first = (begin, begin + len(labels[subject]))
        text += f"{ontology.label(name)} "
        second = (len(text), len(text) + len(labels[other]))
        text += f"{labels[other]} {_TAIL}."
        spans.append((begin, len(text), first, second, subject, name, other))
        text += "\n\n" if len(spans) % 5 == 0 else " "
    issued = f"{2015 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"
    document = writer.document(f"nota-{number}", text, title=f"Nota {number} over digitale overheid", issued=issued)
    modalities = list(Modality)
    for begin, end, first, second, subject, name, other in spans:
        sentence = writer.span(document, text, begin, end)
        writer.span(document, text, *first, iris[subject])
        writer.span(document, text, *second, iris[other])
        modality = modalities[0] if dice.random() < 0.7 else modalities[dice.randrange(len(modalities))]
        by = (iris[dice.randrange(min(50, len(iris)))],) if dice.random() < 0.1 else ()
        sure = f"0.{50 + dice.randrange(50)}".rstrip("0")
        no = dice.random() < 0.04
        writer.statement(iris[subject], name, iris[other], sentence, modality=modality, negative=no, by=by, confidence=sure)


def small() -> list[ox.Triple]:
    """Return a graph of eight entities in two documents, with each modality, a denial, an attribution, a claim and register knowledge."""
    writer = Writer()
    logius = writer.entity(Kind.ORGANIZATION, "logius", "Logius")
    ministry = writer.entity(Kind.ORGANIZATION, "ministerie-bzk", "ministerie van Binnenlandse Zaken en Koninkrijksrelaties", "BZK")
    digid = writer.entity(Kind.SYSTEM, "digid", "DigiD")
    wallet = writer.entity(Kind.SYSTEM, "nl-wallet", "NL-wallet")
    law = writer.entity(Kind.POLICY, "wdo", "Wet digitale overheid", "Wdo")
    people = writer.entity(Kind.ACTOR_GROUP, "inwoners", "inwoners")
    theme = writer.entity(Kind.THEME, "privacy", "privacy")
    person = writer.entity(Kind.PERSON, "jet-jansen", "Jet Jansen")
    lone = writer.entity(Kind.EVENT, "digitale-top", "Digitale Top")
    writer.add(ministry, "owl:sameAs", ox.NamedNode("https://identifier.overheid.nl/tooi/id/ministerie/mnre1034"))
    writer.add(logius, "bg:parent", ox.NamedNode(ministry))
    writer.add(logius, "bg:validFrom", ox.Literal("2006-01-01", datatype=term("xsd:date")))
    first = [
        ("Logius beheert DigiD.", [(logius, "Logius"), (digid, "DigiD")]),
        ("De Wdo moet privacy beschermen.", [(law, "Wdo"), (theme, "privacy")]),
        ("Volgens Jet Jansen gaat BZK de NL-wallet invoeren.", [(person, "Jet Jansen"), (ministry, "BZK"), (wallet, "NL-wallet")]),
        ("Inwoners gebruiken de NL-wallet nog niet.", [(people, "Inwoners"), (wallet, "NL-wallet")]),
    ]
    second = [
        ("Logius beheert DigiD al jaren.", [(logius, "Logius"), (digid, "DigiD")]),
        ("De NL-wallet kan DigiD vervangen 😀.", [(wallet, "NL-wallet"), (digid, "DigiD")]),
        ("BZK stelt dat privacy voorop staat op de Digitale Top.", [(ministry, "BZK"), (theme, "privacy"), (lone, "Digitale Top")]),
    ]
    one = _sentences(writer, "nota-een", "😀 Nota een", first, title="Nota een", issued="2020-05-01")
    two = _sentences(writer, "nota-twee", "Nota twee", second, title="Nota twee", issued="2024-02-29")
    writer.statement(logius, "manages", digid, one[0])
    writer.statement(law, "protects", theme, one[1], modality=Modality.OBLIGATION, confidence="0.8")
    writer.statement(ministry, "introduces", wallet, one[2], modality=Modality.INTENTION, by=(person,))
    writer.statement(people, "uses", wallet, one[3], negative=True)
    writer.statement(logius, "manages", digid, two[0])
    writer.statement(wallet, "replaces", digid, two[1], modality=Modality.POSSIBILITY, confidence="0.6")
    writer.statement(ministry, "states", "", two[2], claim="privacy voorop staat")
    return writer.triples


def _sentences(
    writer: Writer, name: str, heading: str, sentences: list[tuple[str, list[tuple[str, str]]]], *, title: str, issued: str
) -> list[str]:
    """Add a document of sentences with their mentions and return the IRIs of the sentences."""
    text = heading + "\n\n" + " ".join(sentence for sentence, _ in sentences)
    document = writer.document(name, text, title=title, issued=issued)
    found = []
    for sentence, mentions in sentences:
        begin = text.index(sentence)
        found.append(writer.span(document, text, begin, begin + len(sentence)))
        for entity, words in mentions:
            at = text.index(words, begin)
            writer.span(document, text, at, at + len(words), entity)
    return found


EVIL = (
    '<script>window.__hacked = "label"</script>',
    "</script><script>window.__hacked = 'end'</script>",
    "<img src=x onerror=\"window.__hacked = 'img'\"> href",
    "\"'><svg onload=window.__hacked=1>",
    "\u202egnirts desrever\u202c na\u2066ar\u2069",
    "<!-- <script> --> ]]> {{core}} ${x} \\u003c \u2028\u2029",
    '=HYPERLINK("http://evil.example")',
    "😀 emoji 𝔻𝕚𝕘𝕚𝔻 " + "a" * 10_000,
    "x" * 10_000,
    " ",
)
"""Names that try to get out of their place."""


def evil() -> list[ox.Triple]:
    """Return a graph whose names, texts and identifiers try to run or to break the page."""
    writer = Writer()
    names = [writer.entity(Kind.SYSTEM, f"kwaad-{number}", label, "K" * number) for number, label in enumerate(EVIL)]
    text = "😀 " + " ".join(f"{label} gebruikt." for label in EVIL)
    document = writer.document("kwaad", text, title=EVIL[0])
    for address in (
        "javascript:window.__hacked='link'",
        "data:text/html,%3Cscript%3Ewindow.__hacked=1%3C/script%3E",
        "https://goed.example/x",
    ):
        writer.add(names[0], "owl:sameAs", ox.NamedNode(address))
    writer.add(document, "dcterms:source", ox.NamedNode("javascript:window.__hacked='source'"))
    at = 2
    for number, label in enumerate(EVIL):
        end = at + len(f"{label} gebruikt.")
        sentence = writer.span(document, text, at, end)
        writer.span(document, text, at, at + len(label), names[number])
        writer.statement(names[number], "uses", names[(number + 1) % len(names)], sentence)
        writer.statement(names[number], "states", "", sentence, claim=label)
        at = end + 1
    return writer.triples


def turtle(triples: list[ox.Triple]) -> bytes:
    """Return a graph as Turtle with the contract's prefixes, in order of subject."""
    prefixes = {"bg": BG_IRI, "id": f"{BASE}/id/", "doc": f"{BASE}/doc/"}
    for name in ("dcterms", "foaf", "itsrdf", "nif", "prov", "rdf", "rdfs", "skos", "xsd"):
        prefixes[name] = term(f"{name}:").value
    found = sorted(set(triples), key=lambda triple: (triple.subject.value, triple.predicate.value, str(triple.object)))
    return ox.serialize(found, format=ox.RdfFormat.TURTLE, prefixes=prefixes)
