"""RDF files to quads, in any format we write; a fault is told with its place."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from beleidsgraaf.errors import GraphError

FORMATS: dict[str, ox.RdfFormat] = {
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "json": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
    "xml": ox.RdfFormat.RDF_XML,
    "owl": ox.RdfFormat.RDF_XML,
}
"""Format of a file by the end of its name; ``.gz`` may follow."""


def format_of(path: Path) -> ox.RdfFormat:
    """Return the RDF format that a file's name tells.

    Raises:
        GraphError: the name ends in none that is known.
    """
    suffix = path.name.lower().removesuffix(".gz").rpartition(".")[2]
    if suffix not in FORMATS:
        known = ", ".join(f".{name}" for name in FORMATS)
        raise GraphError(f"{path} has no ending that tells its RDF format; expected one of {known}, with or without .gz.")
    return FORMATS[suffix]


def parse(path: Path) -> Iterator[ox.Quad]:
    """Yield the quads of a file, one at a time.

    Args:
        path: a file in Turtle, TriG, N-Quads, N-Triples, JSON-LD or RDF/XML; with ``.gz`` behind it, compressed.

    Raises:
        GraphError: the file cannot be read or is not valid; the message says where.
    """
    form = format_of(path)
    with told(path), opened(path) as file:
        yield from ox.parse(file, form, base_iri=path.resolve().as_uri())


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn the faults of reading a file into sentences.

    Raises:
        GraphError: the file cannot be read or is not valid; the message says where.
    """
    try:
        yield
    except SyntaxError as error:
        place = f"line {error.lineno}, column {error.offset}: " if error.lineno else ""
        raise GraphError(f"{path} is not valid {format_of(path).name}: {place}{error.msg}") from error
    except (OSError, EOFError, zlib.error) as error:
        raise GraphError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from error


def opened(path: Path) -> IO[bytes]:
    """Open a file for reading, uncompressed."""
    return cast(IO[bytes], gzip.open(path, "rb")) if path.name.lower().endswith(".gz") else path.open("rb")
