"""Where documents come from: paths, folders and standard input, each as one Source; nothing is opened here but standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from beleidsgraaf.errors import ReadError

STANDARD_INPUT = "-"
MAX_BYTES = 50_000_000
"""Largest document that is read, in bytes: some eight million words, far above any single policy text."""


class Form(StrEnum):
    """How the bytes of a source are to be read."""

    TEXT = "text"
    JSONL = "jsonl"
    JSONL_GZIP = "jsonl.gz"


SUFFIXES = {".txt": Form.TEXT, ".jsonl": Form.JSONL, ".jsonl.gz": Form.JSONL_GZIP}
"""Names that are picked up in a folder."""

NAMED_ONLY = {"": Form.TEXT, ".text": Form.TEXT, ".md": Form.TEXT}
"""Names that are read as plain text when somebody gives them by name: a folder's README is no policy document."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file, or what came in on standard input.

    Args:
        where: the path as given, or ``-``; for messages.
        name: the file's name; the name of the document, if it holds a single one.
        form: how to read it.
        content: the bytes, for standard input, which cannot be read twice; else ``None``.
    """

    where: str
    name: str
    form: Form
    content: bytes | None = field(default=None, repr=False)


def find_sources(paths: Sequence[str], *, stdin: BinaryIO | None = None) -> tuple[Source, ...]:
    """Return the sources that paths name: files, all readable files below folders, ``-`` for standard input.

    Below a folder, files are taken in the order of their names; names that begin with a dot are left out, and so are names
    with an ending that is not read (see ``SUFFIXES``).

    Args:
        paths: files, folders or ``-``.
        stdin: the stream to read for ``-``; standard input by default.

    Returns:
        The sources in the order of the paths; a file that is named twice is there once.

    Raises:
        ReadError: when a path does not exist, cannot be read, has an unknown ending, or is a folder without texts.
    """
    found: dict[str, Source] = {}
    for path in paths:
        for source in _sources_at(path, stdin):
            found.setdefault(source.where if source.content is not None else os.path.realpath(source.where), source)
    return tuple(found.values())


def _sources_at(path: str, stdin: BinaryIO | None) -> Iterator[Source]:
    """Yield the sources of one path."""
    if path == STANDARD_INPUT:
        yield _from_stdin(stdin or sys.stdin.buffer)
        return
    try:
        is_folder = Path(path).is_dir()
        exists = is_folder or Path(path).exists()
    except (OSError, ValueError) as error:  # a name too long, a NUL in it, no right to look
        raise ReadError(f"{_shown(path)} cannot be looked up: {error}.", where=path) from error
    if is_folder:
        yield from _below(path)
    elif not exists:
        raise ReadError(f"{_shown(path)} does not exist; give a file, a folder, or - for standard input.", where=path)
    elif not Path(path).is_file():
        raise ReadError(f"{_shown(path)} is not a regular file; give a file, a folder, or - for standard input.", where=path)
    else:
        form = form_of(path, named=True)
        if form is None:
            raise ReadError(
                f"{_shown(path)} has an ending that is not read; give plain text (.txt) or JSON Lines (.jsonl, .jsonl.gz).", where=path
            )
        yield Source(path, _shown(Path(path).name), form)


def form_of(path: str, *, named: bool = False) -> Form | None:
    """Return how a file is read by the ending of its name, or ``None`` if it is not.

    Args:
        path: a path or a name.
        named: whether somebody gave it by name; a folder's own content is picked more strictly.

    >>> form_of("brieven/2020.JSONL.gz")
    <Form.JSONL_GZIP: 'jsonl.gz'>
    >>> form_of("README.md") is None
    True
    """
    name = Path(path).name.lower()
    for suffix, form in sorted(SUFFIXES.items(), key=lambda pair: -len(pair[0])):
        if name.endswith(suffix):
            return form
    return NAMED_ONLY.get(Path(name).suffix) if named else None


def _below(folder: str) -> Iterator[Source]:
    """Yield the sources below a folder, sorted by path."""

    def fail(error: OSError) -> None:
        raise ReadError(f"The folder {_shown(str(error.filename))} cannot be read: {error.strerror}.", where=folder) from error

    empty = True
    for parent, folders, files in os.walk(folder, onerror=fail):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            form = None if name.startswith(".") else form_of(name)
            if form is not None:
                empty = False
                yield Source(str(Path(parent, name)), _shown(name), form)
    if empty:
        raise ReadError(f"The folder {_shown(folder)} holds no texts; expected files like {', '.join(sorted(SUFFIXES))}.", where=folder)


def _from_stdin(stream: BinaryIO) -> Source:
    """Read standard input: JSON Lines when its first line opens an object, else plain text."""
    content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ReadError(
            f"Standard input is larger than {MAX_BYTES // 1_000_000} MB, the most that is read from it; give it as a file or in parts.",
            where=STANDARD_INPUT,
        )
    form = Form.JSONL if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{" else Form.TEXT
    return Source(STANDARD_INPUT, "stdin", form, content)


def _shown(path: str) -> str:
    """Return a path that any output can carry: bytes that are not UTF-8 become question marks."""
    return path.encode("utf-8", "replace").decode("utf-8")
