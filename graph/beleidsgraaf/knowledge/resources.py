"""Where the files lie that ship with the package: in the wheel, or beside ``graph/`` in a checkout."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def ontology() -> Traversable:
    """Return the folder ``ontology/``: in the wheel inside the package, in a checkout beside ``graph/``."""
    shipped = files("beleidsgraaf") / "ontology"
    return shipped if shipped.is_dir() else Path(__file__).parents[3] / "ontology"


def turtle_files(folder: str) -> tuple[tuple[str, str], ...]:
    """Read all Turtle files of a folder of the ontology.

    Args:
        folder: name below ``ontology/``, for example ``lexicon``.

    Returns:
        Pairs of file name and text, sorted by name.
    """
    found = [entry for entry in (ontology() / folder).iterdir() if entry.name.endswith(".ttl")]
    return tuple((entry.name, entry.read_text("utf-8")) for entry in sorted(found, key=lambda entry: entry.name))
