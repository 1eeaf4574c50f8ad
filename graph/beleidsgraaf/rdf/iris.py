"""The IRIs of the graph: one place that makes them, from names alone, the same on any machine."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from pyoxigraph import NamedNode

from beleidsgraaf.errors import GraphError
from beleidsgraaf.knowledge.vocabulary import BASE
from beleidsgraaf.model import Document, Statement


def slug(name: str, *, longest: int = 80) -> str:
    """Return a name as lowercase letters, digits and hyphens, ``""`` when nothing is left of it.

    >>> slug("Wet digitale overheid (2023).txt")
    'wet-digitale-overheid-2023-txt'
    >>> slug("Coördinatie")
    'coordinatie'
    """
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return re.sub("[^a-z0-9]+", "-", bare.lower()).strip("-")[:longest].strip("-")


@dataclass(frozen=True, slots=True)
class Iris:
    """The IRIs below one base, by the Dutch URI strategy: ``/id/`` a thing, ``/doc/`` a document.

    Args:
        base: absolute IRI without a slash at its end.

    Raises:
        GraphError: the base is no such IRI.
    """

    base: str = BASE

    def __post_init__(self) -> None:
        try:
            NamedNode(self.base)
        except ValueError as error:
            raise GraphError(f"The base {self.base!r} is no absolute IRI ({error}); expected something like {BASE}.") from error
        if not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?(?<!/)", self.base):
            raise GraphError(f"The base {self.base!r} must be an http or https IRI without query, fragment or slash at its end.")

    @property
    def dataset(self) -> NamedNode:
        """The graph as a whole, and the named graph that says how it was made."""
        return NamedNode(f"{self.base}/dataset")

    @property
    def register(self) -> NamedNode:
        """The register, and the named graph with what it knows."""
        return NamedNode(f"{self.base}/register")

    def entity(self, entity: str) -> NamedNode:
        """The entity with this id (``organisatie/vng``)."""
        return NamedNode(f"{self.base}/id/{entity}")

    def entry(self, entity: str) -> NamedNode:
        """The register's entry on this entity."""
        return NamedNode(f"{self.base}/register/{entity}")

    def software(self, name: str, version: str) -> NamedNode:
        """A version of a program or a language model."""
        return NamedNode(f"{self.base}/software/{slug(name)}/{slug(version) or 'onbekend'}")

    def document(self, document: Document) -> str:
        """The IRI of a document: its name without extension and the first 12 digits of the text's SHA-256."""
        stem = re.sub(r"(\.[A-Za-z][A-Za-z0-9]{0,4}){1,2}$", "", document.name)
        return f"{self.base}/doc/{slug(stem) or 'document'}-{document.sha256[:12]}"

    def statement(self, document: str, statement: Statement, *, apart: str = "") -> NamedNode:
        """The IRI of a statement: a hash of document, evidence, subject, property and object (or claim).

        Its first 12 digits are those of the document and the next 8 the offset of the evidence, so that IRIs sort as the text runs.

        Args:
            document: IRI of the document.
            statement: the statement.
            apart: what sets it apart from another statement of the same five, ``""`` when there is none.
        """
        begin, end = statement.evidence
        key = [document, str(begin), str(end), statement.subject, statement.property, statement.object or statement.claim]
        digest = hashlib.sha256("\n".join([*key, apart] if apart else key).encode("utf-8", "surrogatepass")).hexdigest()
        return NamedNode(f"{self.base}/id/bewering/{document[-12:]}{begin:08x}{digest[:12]}")
