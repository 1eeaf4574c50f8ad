"""The values that flow through the pipeline; all frozen, and this module imports no sibling.

A Document owns its text; every other value points into it by offsets, which count Unicode code points, end exclusive.

    Document -> Block -> Sentence(Token) -> Mention -> Link(Entity) -> Statement        all of one document: Extraction
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """The seven kinds of entity; each value is the local name of its class in the ontology."""

    ORGANIZATION = "Organization"
    PERSON = "Person"
    ACTOR_GROUP = "ActorGroup"
    POLICY = "Policy"
    SYSTEM = "System"
    THEME = "Theme"
    EVENT = "Event"


ACTORS = frozenset({Kind.ORGANIZATION, Kind.PERSON, Kind.ACTOR_GROUP})
"""The kinds that fall under ``bg:Actor``."""


class Modality(StrEnum):
    """How firmly a statement is made; each value is the local name of an individual in the ontology."""

    ASSERTED = "Asserted"
    OBLIGATION = "Obligation"
    INTENTION = "Intention"
    POSSIBILITY = "Possibility"
    RECOMMENDATION = "Recommendation"


class Polarity(StrEnum):
    """Whether a statement is affirmed or denied; each value is the local name of an individual in the ontology."""

    POSITIVE = "Positive"
    NEGATIVE = "Negative"


class FoundBy(StrEnum):
    """How a mention was found."""

    REGISTER = "register"
    ABBREVIATION = "abbreviation"
    PATTERN = "pattern"
    MODEL = "model"
    COREFERENCE = "coreference"


class BlockKind(StrEnum):
    """What a stretch of a document is for."""

    TITLE = "title"
    KEYWORDS = "keywords"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """A stretch of a document with one purpose: a heading, a paragraph, an item of a list.

    Args:
        start, end: offsets in the document's text.
        kind: what the stretch is for.
    """

    start: int
    end: int
    kind: BlockKind = BlockKind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Document:
    """A text that was read, with what is known about it.

    Args:
        name: the file's name, or the id of a line of JSONL; ``dcterms:identifier`` in the graph.
        text: the whole text as decoded, line ends as they are.
        title: title of the text, ``""`` when unknown.
        issued: date of issue as ISO 8601 (``2020-08-24``), ``""`` when unknown.
        source: URL it came from, ``""`` when unknown.
        blocks: the layout, sorted, without overlap; white space between blocks belongs to none.
    """

    name: str
    text: str = field(repr=False)
    title: str = ""
    issued: str = ""
    source: str = ""
    blocks: tuple[Block, ...] = field(default=(), repr=False)

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8, in hexadecimal: of a UTF-8 file without BOM it is the file's own."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a punctuation mark, with its place in the dependency tree once the sentence is parsed.

    Args:
        start, end: offsets in the document's text.
        text: the characters as they stand.
        lemma: dictionary form; that of a separable verb carries no particle (the particle is a token of its own).
        pos: universal part of speech (https://universaldependencies.org/u/pos/), ``""`` before parsing.
        features: universal features, ``Number=Plur|Person=3``, sorted, ``""`` when there are none.
        head: index in the sentence of the token it depends on; its own index for a root.
        relation: Universal Dependencies relation to the head (``nsubj``, ``obl:agent``), ``root`` for a root, ``""`` before parsing.
    """

    start: int
    end: int
    text: str
    lemma: str = ""
    pos: str = ""
    features: str = ""
    head: int = 0
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, a heading or an item of a list; parsed or not.

    Args:
        document: the document that owns the text.
        start, end: offsets in the document's text.
        index: number of the sentence in the document, from 0.
        kind: the kind of block it stands in.
        tokens: its words.
        parsed: whether the tokens carry parts of speech and a tree.
    """

    document: Document = field(repr=False)
    start: int
    end: int
    index: int = 0
    kind: BlockKind = BlockKind.PARAGRAPH
    tokens: tuple[Token, ...] = field(default=(), repr=False)
    parsed: bool = False
    children: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        below: list[list[int]] = [[] for _ in self.tokens]
        if self.parsed:
            for index, token in enumerate(self.tokens):
                if token.head != index:
                    below[token.head].append(index)
        object.__setattr__(self, "children", tuple(tuple(row) for row in below))

    @property
    def text(self) -> str:
        """The sentence's text."""
        return self.document.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of text that names an entity.

    Args:
        start, end: offsets in the document's text, without article.
        text: the words as they stand.
        sentence: index of the sentence.
        kind: the kind of what it names.
        classes: local names of finer classes when the words tell (``Law``), finest first.
        found_by: how it was found.
        confidence: how sure that is, 0 to 1.
        candidates: ids of the register's entries with this label, best first; empty for a name no list holds.
        label: the form that names the entity in the graph (article off, plain spelling).
        anaphoric: whether it only refers back (``het ministerie``) and needs an antecedent.
    """

    start: int
    end: int
    text: str
    sentence: int
    kind: Kind
    classes: tuple[str, ...] = ()
    found_by: FoundBy = FoundBy.REGISTER
    confidence: float = 1.0
    candidates: tuple[str, ...] = ()
    label: str = ""
    anaphoric: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing in the world.

    Args:
        id: ``concept/slug`` below ``{base}/id/``, for example ``organisatie/ministerie-bzk``.
        kind: its kind.
        label: preferred label in Dutch.
        classes: local names of finer classes, sorted.
        alt_labels: other names, sorted.
        notations: abbreviations, sorted.
        same_as: IRIs in official registers, sorted.
        registered: whether it comes from the register.
    """

    id: str
    kind: Kind
    label: str
    classes: tuple[str, ...] = ()
    alt_labels: tuple[str, ...] = ()
    notations: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    registered: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A mention and the entity it names.

    Args:
        mention: the mention.
        entity: id of the entity.
        score: how sure the link is, 0 to 1.
        why: the reason in a few English words, for ``explain``.
    """

    mention: Mention
    entity: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What a sentence says of a subject.

    Args:
        subject: id of the subject entity.
        property: local name of the property in the ontology (``manages``).
        object: id of the object entity; ``None`` for ``states``.
        evidence: start and end offsets of the sentence it rests on.
        claim: for ``states``, the clause as it stands; else ``""``.
        modality, polarity: as the sentence puts it.
        attributed_to: ids of the entities that say so, sorted.
        recipient: id of the entity something is sent or offered to, or ``""``.
        role: the position held, for ``holdsPositionAt``, or ``""``.
        time: ``2020``, ``2020-08`` or ``2020-08-24`` when the text dates it, or ``""``.
        time_text: the words that give the time, or ``""``.
        confidence: probability that the statement is right, 0 to 1.
        frame: id of the lexicon frame it came by.
        trigger: start and end offsets of the words of the predicate, sorted.
        subject_mention, object_mention: start and end offsets of the mentions that name both ends (a pronoun's own span when it is one).
    """

    subject: str
    property: str
    object: str | None
    evidence: tuple[int, int]
    claim: str = ""
    modality: Modality = Modality.ASSERTED
    polarity: Polarity = Polarity.POSITIVE
    attributed_to: tuple[str, ...] = ()
    recipient: str = ""
    role: str = ""
    time: str = ""
    time_text: str = ""
    confidence: float = 1.0
    frame: str = ""
    trigger: tuple[tuple[int, int], ...] = ()
    subject_mention: tuple[int, int] | None = None
    object_mention: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one document.

    Args:
        document: the document.
        sentences: start and end offsets of all its sentences, sorted.
        links: its linked mentions, sorted by offset.
        entities: the entities they name, sorted by id.
        statements: the statements, sorted.
    """

    document: Document
    sentences: tuple[tuple[int, int], ...] = ()
    links: tuple[Link, ...] = ()
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
