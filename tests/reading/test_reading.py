"""Reading: paths, folders, standard input; and what is refused."""

from __future__ import annotations

import gzip
import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beleidsgraaf.errors import ReadError
from beleidsgraaf.reading import MAX_BYTES, document_from_bytes, find_sources, read_documents, read_sources

TEXT = "Over registers\n\nDe gemeente beheert een register.\n"


def names(*paths: Path) -> list[str]:
    return [document.name for document in read_documents([str(path) for path in paths])]


def test_folder_is_read_in_order_with_all_below_it(tmp_path: Path) -> None:
    """Texts are taken sorted, from sub-folders too; hidden and other files are left alone."""
    for name in ("b.txt", "a.txt", "c/d.txt", ".hidden.txt", "README.md", "gold.json", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{TEXT}{name}\n")
    assert names(tmp_path) == ["a.txt", "b.txt", "d.txt"]


def test_the_same_file_or_text_comes_once(tmp_path: Path) -> None:
    """A file named twice, and a copy of the same name, give one document; another text of that name gives its own."""
    for folder in ("x", "y", "z"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(TEXT if folder != "z" else TEXT + "Meer.\n")
    assert names(tmp_path, tmp_path / "x" / "a.txt", tmp_path) == ["a.txt", "a.txt"]


def test_offsets_are_those_of_the_decoded_file(tmp_path: Path) -> None:
    """Line ends stay, the byte order mark goes."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    (document,) = read_documents([str(path)])
    assert document.text == TEXT.replace("\n", "\r\n")
    assert document.title == "Over registers"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00")).filter(str.strip))
def test_any_text_is_kept_as_it_is(text: str) -> None:
    """The document's text is the file's, character by character, but for one byte order mark."""
    assert document_from_bytes(text.encode(), name="x").text == text.removeprefix("\ufeff")


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
def test_json_lines(tmp_path: Path, suffix: str) -> None:
    """A document a line, with its metadata; blank lines count in the numbers of the others."""
    records = [
        {
            "id": "nota",
            "title": "Nota X",
            "source": "https://example.org/n",
            "text": "Nota X\n\nEen zin.\n",
            "issued": "2020-08-24T10:00:00Z",
        },
        {"text": "Zonder naam\n\nEen zin.\n", "date": "24-08-2020", "licence": "CC0"},
    ]
    content = ("\ufeff" + json.dumps(records[0]) + "\n\n" + json.dumps(records[1])).encode()
    (tmp_path / f"a{suffix}").write_bytes(gzip.compress(content) if suffix.endswith("gz") else content)
    first, second = read_documents([str(tmp_path)])
    assert (first.name, first.title, first.source, first.issued) == ("nota", "Nota X", "https://example.org/n", "2020-08-24")
    assert (second.name, second.title, second.source, second.issued) == (f"a{suffix}-3", "Zonder naam", "", "2020-08-24")


@pytest.mark.parametrize("content", [TEXT, json.dumps({"id": "stdin", "text": TEXT})])
def test_standard_input(content: str) -> None:
    """A dash reads plain text or JSON Lines from standard input."""
    (document,) = read_sources(find_sources(["-"], stdin=io.BytesIO(content.encode())))
    assert (document.name, document.text) == ("stdin", TEXT)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"tekst\x00tekst", "is binary (a NUL byte at 5)"),
        ("tekst\n".encode("utf-16"), "is in UTF-16"),
        (b"een\ncaf\xe9\n", "is not UTF-8: byte 0xe9 at 7 (line 2)"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    """The message names the file, what was found and what to do, on one line."""
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        list(read_documents([str(path)]))
    assert str(path) in str(caught.value)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.where == str(path)


@pytest.mark.parametrize(
    "line", ['{"text": 3}', "{}", "[1]", "{", '{"text": ""}', '{"text": "\\ud800"}', '{"text": "x", "id": [1]}', "[" * 100_000]
)
def test_bad_line_of_json_is_named(tmp_path: Path, line: str) -> None:
    """The number of the line is in the message."""
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": TEXT}) + "\n" + line + "\n")
    with pytest.raises(ReadError, match="line 2"):
        list(read_documents([str(path)]))


def test_broken_gzip_is_refused(tmp_path: Path) -> None:
    """A cut or a false archive is an error of reading."""
    good = gzip.compress(json.dumps({"text": TEXT * 50}).encode())
    for content in (good[:-12], b"no gzip"):
        (tmp_path / "a.jsonl.gz").write_bytes(content)
        with pytest.raises(ReadError, match="cannot be read"):
            list(read_documents([str(tmp_path / "a.jsonl.gz")]))


@pytest.mark.parametrize(
    ("name", "words"),
    [("absent.txt", "does not exist"), ("scan.exe", "ending that is not read"), ("", "holds no texts"), ("a\x00b", "looked up|not exist")],
)
def test_bad_paths(tmp_path: Path, name: str, words: str) -> None:
    """A path that leads to no text is refused with what to give instead."""
    (tmp_path / "scan.exe").write_bytes(b"MZ")
    with pytest.raises(ReadError, match=words):
        find_sources([f"{tmp_path}/{name}"])


def test_pipe_is_no_file(tmp_path: Path) -> None:
    """A named pipe is refused instead of waited for."""
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(ReadError, match="not a regular file"):
        find_sources([str(tmp_path / "a.txt")])


def test_ten_megabytes_are_read_and_more_than_the_limit_is_refused(tmp_path: Path) -> None:
    """The limit is on one document; it says so and what to do."""
    path = tmp_path / "a.txt"
    text = "De gemeente beheert een register. " * 20 + "\n\n"
    path.write_text(text * (10_000_000 // len(text)))
    (document,) = read_documents([str(path)])
    assert len(document.blocks) == 10_000_000 // len(text)
    os.truncate(path, MAX_BYTES + 1)
    with pytest.raises(ReadError, match="larger than 50 MB"):
        list(read_documents([str(path)]))
