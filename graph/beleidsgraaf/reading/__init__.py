"""Reading: paths, folders and standard input to Documents with their layout."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from beleidsgraaf.model import Document
from beleidsgraaf.reading.layout import find_blocks
from beleidsgraaf.reading.sources import MAX_BYTES, Source, find_sources
from beleidsgraaf.reading.text import document_from_bytes, document_from_text, read_source

__all__ = [
    "MAX_BYTES",
    "Source",
    "document_from_bytes",
    "document_from_text",
    "find_blocks",
    "find_sources",
    "read_documents",
    "read_source",
    "read_sources",
]


def read_documents(paths: Sequence[str]) -> Iterator[Document]:
    """Yield the documents that paths name.

    Args:
        paths: files, folders (with all below them), or ``-`` for standard input. Plain text (``.txt``) in UTF-8, or JSON Lines
            (``.jsonl``, ``.jsonl.gz``) with a document a line: ``text``, and where known ``id``, ``title``, ``source``, ``issued``.

    Returns:
        The documents, in the order of the paths and of the names below a folder; the same text under the same name comes once.

    Raises:
        ReadError: when something is missing, unreadable, empty, too large, binary, or not UTF-8.
    """
    return read_sources(find_sources(paths))


def read_sources(sources: Iterable[Source]) -> Iterator[Document]:
    """Yield the documents of sources; the same text under the same name comes once.

    Raises:
        ReadError: when a source cannot be read or holds something else than texts in UTF-8.
    """
    seen: set[bytes] = set()
    for source in sources:
        for document in read_source(source):
            key = hashlib.sha256(f"{document.name}\x00{document.sha256}".encode()).digest()[:16]
            if key not in seen:
                seen.add(key)
                yield document
