"""Lists of words that ship in ``data/``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


def words(file: str, key: str) -> frozenset[str]:
    """Return a list of words.

    Args:
        file: name of a TOML file in ``data/``, without ending.
        key: name of the list in it.
    """
    return frozenset(_lists(file)[key].split())


@cache
def _lists(file: str) -> dict[str, str]:
    return tomllib.loads((Path(__file__).parent / "data" / f"{file}.toml").read_text("utf-8"))
