"""Bytes and JSON Lines to Documents, with one clear sentence for everything that is not a text."""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from beleidsgraaf.errors import ReadError
from beleidsgraaf.model import BlockKind, Document
from beleidsgraaf.reading.dates import date_below_title, iso_date
from beleidsgraaf.reading.layout import find_blocks
from beleidsgraaf.reading.sources import MAX_BYTES, Form, Source

_BOM = b"\xef\xbb\xbf"
_LIMIT = f"{MAX_BYTES // 1_000_000} MB"
_NO_TEXT = re.compile(r"[\x00\ud800-\udfff]")
_EXPECTED = "expected an object with the fields id, title, source and text"


def read_source(source: Source) -> Iterator[Document]:
    """Yield the documents of a source, one at a time.

    Raises:
        ReadError: when the source cannot be opened or holds something else than texts in UTF-8.
    """
    try:
        if source.form is Form.TEXT:
            yield document_from_bytes(_all_bytes(source), name=source.name, where=source.where)
        else:
            with _opened(source) as lines:
                yield from _documents_of_lines(lines, source)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(f"{source.where} cannot be read: {reason}.", where=source.where) from error


def document_from_bytes(content: bytes, *, name: str, where: str = "") -> Document:
    """Return the document of a text file's bytes.

    Args:
        content: the file's bytes, UTF-8 with or without byte order mark.
        name: the document's name.
        where: the path, for messages; the name by default.

    Returns:
        The document; its offsets count in the decoded text without byte order mark, line ends as they are.

    Raises:
        ReadError: when the bytes are empty, too many, binary, or not UTF-8.

    >>> document_from_bytes(b"Over DigiD\\r\\n\\r\\nLogius beheert DigiD.\\r\\n", name="a.txt").title
    'Over DigiD'
    """
    where = where or name
    if len(content) > MAX_BYTES:
        raise ReadError(f"{where} is larger than {_LIMIT}, the largest text that is read; cut it into parts.", where=where)
    return document_from_text(_decoded(content, where), name=name, where=where)


def document_from_text(text: str, *, name: str, title: str = "", issued: str = "", source: str = "", where: str = "") -> Document:
    """Return the document of a text, with its layout.

    Args:
        text: the text, line ends as they are.
        name: the document's name.
        title: its title; the text's first line by default, if that looks like one.
        issued: its date of issue as ISO 8601; by default that of a date line below the title.
        source: the URL it came from.
        where: path and line, for messages; the name by default.

    Raises:
        ReadError: when the text holds nothing but white space, or characters that no text has.
    """
    where = where or name
    if not text.strip():
        raise ReadError(f"{where} is empty; expected a text.", where=where)
    if odd := _NO_TEXT.search(text):
        raise ReadError(f"{where} holds U+{ord(odd.group()):04X} at {odd.start()}, a character that no text has.", where=where)
    blocks = find_blocks(text, title=title)
    if not title:
        title = next((_plain(text[block.start : block.end]) for block in blocks if block.kind is BlockKind.TITLE), "")
    return Document(name=name, text=text, title=title, issued=issued or date_below_title(text, blocks), source=source, blocks=blocks)


def _plain(line: str) -> str:
    """Return a title without marks of Markdown and with single spaces."""
    return " ".join(line.lstrip("#").rstrip("#").split())


def _decoded(content: bytes, where: str) -> str:
    """Decode UTF-8 and say what is wrong where it is not."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ReadError(f"{where} is in UTF-16; expected UTF-8: save it as UTF-8 text.", where=where)
    if (nul := content.find(b"\x00")) >= 0:
        raise ReadError(f"{where} is binary (a NUL byte at {nul}); expected plain text in UTF-8.", where=where)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ReadError(
            f"{where} is not UTF-8: byte 0x{content[error.start]:02x} at {error.start} (line {line}); save it as UTF-8 text.", where=where
        ) from error


def _all_bytes(source: Source) -> bytes:
    """Return the bytes of a text source, one more than the limit at most."""
    if source.content is not None:
        return source.content
    with Path(source.where).open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def _opened(source: Source) -> IO[bytes] | gzip.GzipFile:
    """Open a source of JSON Lines as a stream of bytes."""
    if source.content is not None:
        return io.BytesIO(source.content)
    if source.form is Form.JSONL_GZIP:
        return gzip.open(source.where, "rb")
    return Path(source.where).open("rb")


def _documents_of_lines(stream: IO[bytes] | gzip.GzipFile, source: Source) -> Iterator[Document]:
    """Yield the document of each line of JSON Lines; blank lines count but hold none."""
    number, found = 0, False
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        where = f"{source.where}, line {number}"
        if len(line) > MAX_BYTES:
            raise ReadError(f"{where} is larger than {_LIMIT}, the largest text that is read; cut it into parts.", where=source.where)
        if number == 1:
            line = line.removeprefix(_BOM)
        if line.strip():
            found = True
            yield _document_of_line(_decoded(line, where), name=f"{source.name}-{number}", where=where)
    if not found:
        raise ReadError(f"{source.where} is empty; expected a JSON object a line.", where=source.where)


def _document_of_line(line: str, *, name: str, where: str) -> Document:
    """Return the document of one line of JSON Lines: ``text``, and where present ``id``, ``title``, ``source``, ``issued`` or ``date``."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{where} is not JSON ({error}); {_EXPECTED}.", where=where) from error
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise ReadError(f"{where} has no field text with a string; {_EXPECTED}.", where=where)
    values = {key: _string(record.get(key), key, where) for key in ("id", "title", "source", "issued", "date")}
    return document_from_text(
        record["text"],
        name=values["id"] or name,
        title=" ".join(values["title"].split()),
        issued=iso_date(values["issued"]) or iso_date(values["date"]),
        source=values["source"],
        where=where,
    )


def _string(value: object, key: str, where: str) -> str:
    """Return a field's value as a string; an absent one is empty."""
    if value is None:
        return ""
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        text = str(value).strip()
        if not _NO_TEXT.search(text):
            return text
    raise ReadError(f"{where} has a field {key} that is not a text: {value!r:.60}.", where=where)
