"""The exceptions of beleidsgraaf, in a module of their own so that no layer has to import another to raise one.

BeleidsgraafError          everything this package raises on purpose; its message is a sentence for the user
├── ReadError              a document could not be read              (carries ``where``)
├── KnowledgeError         ontology, register and lexicon disagree   (carries ``terms``)
├── LanguageError          the language model is missing or broken
├── GraphError             a graph does not follow the contract, or could not be parsed or written
├── QueryError             a SPARQL query is wrong, refused or ran out of time
└── StoreError             a triple store refused or failed          (carries ``endpoint`` and ``status``)
"""

from __future__ import annotations


class BeleidsgraafError(Exception):
    """Base of all errors that are raised on purpose."""


class ReadError(BeleidsgraafError):
    """A document could not be read.

    Args:
        message: what was found, what was expected, and what to do.
        where: the path, URL or ``-`` that was being read.
    """

    def __init__(self, message: str, *, where: str) -> None:
        super().__init__(message)
        self.where = where

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild_read_error, (str(self), self.where)


def _rebuild_read_error(message: str, where: str) -> ReadError:
    """Rebuild a ReadError in another process: keyword arguments do not survive pickling by themselves."""
    return ReadError(message, where=where)


class KnowledgeError(BeleidsgraafError):
    """Ontology, register and lexicon disagree.

    Args:
        message: what is wrong and where.
        terms: the IRIs or labels concerned.
    """

    def __init__(self, message: str, *, terms: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.terms = terms


class LanguageError(BeleidsgraafError):
    """The language model is missing or broken."""


class GraphError(BeleidsgraafError):
    """A graph does not follow the contract, or could not be parsed or written."""


class QueryError(BeleidsgraafError):
    """A SPARQL query is wrong, refused or ran out of time."""


class StoreError(BeleidsgraafError):
    """A triple store refused or failed.

    Args:
        message: what was asked, what the store answered, and what to do.
        endpoint: URL or folder of the store.
        status: HTTP status where there is one.
    """

    def __init__(self, message: str, *, endpoint: str, status: int | None = None) -> None:
        super().__init__(message)
        self.endpoint = endpoint
        self.status = status
