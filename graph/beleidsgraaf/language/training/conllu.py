"""Treebanks in CoNLL-U (https://universaldependencies.org/format.html): reading and writing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Tree:
    """An annotated sentence.

    Args:
        words: its words.
        lemmas, parts, features, relations: what is known of each word.
        heads: number of each word's head, from 1; 0 for the root.
        spaces: whether white space follows each word.
        source: name of the annotation style.
        name: id of the sentence.
    """

    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    parts: tuple[str, ...]
    features: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    spaces: tuple[bool, ...]
    source: str = ""
    name: str = ""

    @property
    def text(self) -> str:
        """The sentence as running text."""
        return "".join(word + " " * space for word, space in zip(self.words, self.spaces, strict=True)).strip()


def read(path: Path) -> Iterator[Tree]:
    """Yield the trees of a file; the source is the file's name up to the first ``-``."""
    rows: list[list[str]] = []
    name = ""
    for line in [*path.read_text("utf-8").split("\n"), ""]:
        if line.startswith("# sent_id"):
            name = line.partition("=")[2].strip()
        elif line.startswith("# ") and "=" not in line:
            name = line[2:].strip()  # so are the files of 2017
        elif line.strip() and not line.startswith("#"):
            fields = line.split("\t")
            if fields[0].isdigit():
                rows.append(fields)
        elif rows and not line.strip():
            yield _tree(rows, path.stem.split("-")[0], name)
            rows = []


def _tree(rows: list[list[str]], source: str, name: str) -> Tree:
    column = list(zip(*rows, strict=True))
    features = tuple("" if value == "_" else value for value in column[5])
    spaces = tuple("SpaceAfter=No" not in value for value in column[9])
    heads = tuple(int(value) for value in column[6])
    return Tree(column[1], column[2], column[3], features, heads, column[7], spaces, source, name)


def write(path: Path, trees: Iterable[Tree]) -> None:
    """Write trees to a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        for number, tree in enumerate(trees, 1):
            file.write(f"# sent_id = {tree.name or number}\n# text = {tree.text}\n")
            columns = (tree.words, tree.lemmas, tree.parts, tree.features, tree.heads, tree.relations, tree.spaces)
            for place, (word, lemma, part, features, head, relation, space) in enumerate(zip(*columns, strict=True), 1):
                row = (place, word, lemma or "_", part, "_", features or "_", head, relation, "_", "_" if space else "SpaceAfter=No")
                file.write("\t".join(map(str, row)) + "\n")
            file.write("\n")
