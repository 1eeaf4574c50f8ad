"""Makes the training, development and test files: ``python -m beleidsgraaf.language.training.treebanks UD_FOLDER TARGET``.

The nine files of UD Dutch are named in README.md. No sentence of a held-out document is used for training, whichever file it stands in; a
text that occurs twice is used once, in its newest annotation.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from beleidsgraaf.language.training.conllu import Tree, read, write
from beleidsgraaf.language.training.harmony import harmonise, is_tree, merged

TEST_DOCUMENTS = frozenset("WR-P-E-I-0000051419 WR-P-E-I-0000004258 wiki-384 wiki-5593 wiki-3821 wiki-7298 wiki-90 wiki-5452".split())
"""Documents of LassySmall that are held out in the measured split."""
DEVELOPMENT_DOCUMENTS = frozenset("WR-P-E-I-0000039589 WR-P-E-I-0000000014 WR-P-E-I-0000000001 wiki-1181 wiki-3781".split())
_EVERY = 5
"""Every fifth document of Alpino's development file is for development, the others are for training."""


def document(tree: Tree) -> str:
    """Return the name of the document that a tree is from."""
    return re.split(r"\.p\.", re.split(r"[\\/]", tree.name)[-1])[0]


def prepare(folder: Path) -> dict[str, list[Tree]]:
    """Return the files to write: name to trees.

    Args:
        folder: where the nine files of UD Dutch are.

    Returns:
        ``new-train``, ``mid-train``, ``old-train``, ``new-dev``, ``new-testlassy``, ``test_alpino``: the first part is the style.
    """

    def load(name: str) -> list[Tree]:
        return [tree for tree in read(folder / f"{name}.conllu") if is_tree(tree.heads)]

    lassy_test, lassy_dev = load("lassysmall-test-2025"), load("lassysmall-dev-2025")
    alpino_test, alpino_dev = load("alpino-test-2023"), load("alpino-dev-2023")
    some = set(list(dict.fromkeys(map(document, alpino_dev)))[::_EVERY])
    test = [tree for tree in lassy_test if document(tree) in TEST_DOCUMENTS]
    dev = [tree for tree in lassy_dev if document(tree) in DEVELOPMENT_DOCUMENTS] + [tree for tree in alpino_dev if document(tree) in some]
    held_out = TEST_DOCUMENTS | DEVELOPMENT_DOCUMENTS | some | set(map(document, alpino_test))
    seen = {_key(tree) for tree in [*test, *alpino_test, *dev]}

    def take(trees: Iterable[Tree], change: Callable[[Tree], Tree]) -> Iterator[Tree]:
        for tree in trees:
            key = _key(tree)
            if key and key not in seen and document(tree) not in held_out:
                seen.add(key)
                yield change(tree)

    new = [tree for trees in (lassy_test, lassy_dev, alpino_dev) for tree in take(trees, merged)]
    middle = ("alpino-train-2017-part", "lassysmall-test-2018", "lassysmall-dev-2018")
    mid = [tree for name in middle for tree in take(load(name), lambda tree: harmonise(tree, oldest=False))]
    oldest = ("lassysmall-train-2017", "lassysmall-dev-2017")
    old = [tree for name in oldest for tree in take(load(name), lambda tree: harmonise(tree, oldest=True))]
    kept = {"new-dev": dev, "new-testlassy": test, "test_alpino": alpino_test}
    return {"new-train": new, "mid-train": mid, "old-train": old} | {name: list(map(merged, trees)) for name, trees in kept.items()}


def _key(tree: Tree) -> str:
    """Return the letters of a sentence: two with the same are one text."""
    return re.sub(r"\W+", "", "".join(tree.words)).lower()


def main() -> None:
    """Write the files."""
    source, target = map(Path, sys.argv[1:3])
    for name, trees in prepare(source).items():
        style = name.split("-", maxsplit=1)[0]
        write(target / f"{name}.conllu", [replace(tree, source=style) for tree in trees])
        print(f"{name}: {len(trees)} sentences, {sum(len(tree.words) for tree in trees)} words")


if __name__ == "__main__":
    main()
