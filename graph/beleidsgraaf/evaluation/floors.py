"""Floors: figures that an evaluation must not fall below, kept in a file; they only rise."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from beleidsgraaf.errors import ReadError
from beleidsgraaf.rdf.files import replacing

if TYPE_CHECKING:
    from beleidsgraaf.evaluation.gold import GoldDocument
    from beleidsgraaf.evaluation.scoring import Scores

MARGIN = 0.01
"""How far below a measured figure its floor is set.

One statement or mention more or less moves a figure over the texts of a small gold by 0.002 to 0.006, and rounding in the parser may turn a
handful on another machine; a real loss of quality moves it further. Rows of fewer than a hundred get the room of one.
"""

_RATES = ("precision", "f1", "share")


@dataclass(frozen=True, slots=True)
class Floors:
    """Figures not to fall below.

    Args:
        gold: digest of the gold they were measured on, ``""`` when there are none yet.
        figures: by row of the table and name of the figure (``precision``, ``f1``, ``share``).
    """

    gold: str = ""
    figures: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def failures(self, scores: Scores, gold: str) -> Iterator[str]:
        """Yield a sentence for each figure that is too low.

        Args:
            scores: what was measured.
            gold: digest of the gold it was measured on.
        """
        if self.gold and self.gold != gold:
            yield "the floors were measured on other gold; give that gold, or take the floors off to set new ones"
            return
        measured = scores.figures()
        for row, floors in sorted(self.figures.items()):
            for name, floor in sorted(floors.items()):
                figure = measured.get(row, {}).get(name)
                if figure is None or figure < floor:
                    yield f"{row}: {name} is {'missing' if figure is None else f'{figure:.4f}'}, below its floor {floor:.4f}"

    def raised(self, scores: Scores, gold: str) -> Floors:
        """Return the floors that a measurement allows: each the higher of what it was and the figure less its margin.

        Args:
            scores: what was measured.
            gold: digest of the gold it was measured on.
        """
        rows: dict[str, dict[str, float]] = {name: dict(row) for name, row in self.figures.items()}
        for name, row in scores.figures().items():
            margin = max(MARGIN, 1 / max(1.0, row.get("gold", row.get("of", 1.0))))
            for rate in _RATES:
                if rate in row:
                    known = rows.setdefault(name, {})
                    known[rate] = max(known.get(rate, 0.0), round(max(0.0, row[rate] - margin), 4))
        return Floors(gold, rows)


def digest_of(gold: Iterable[GoldDocument]) -> str:
    """Return the SHA-256 over gold files and their texts, whatever their order, in hexadecimal."""
    rows = sorted(f"{row.document.name} {row.digest}" for row in gold)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def read_floors(path: Path) -> Floors:
    """Read floors; a file that does not exist holds none.

    Raises:
        ReadError: when the file holds something else.
    """
    if not path.exists():
        return Floors()
    try:
        raw = json.loads(path.read_text("utf-8"))
        rows = {str(row): {str(name): float(floor) for name, floor in floors.items()} for row, floors in raw["floors"].items()}
        return Floors(str(raw["gold"]), rows)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        message = f'{path} holds no floors ({error}); expected {{"gold": digest, "floors": {{row: {{"f1": 0.8}}}}}}.'
        raise ReadError(message, where=str(path)) from error


def write_floors(floors: Floors, path: Path) -> None:
    """Write floors, sorted, as JSON.

    Raises:
        GraphError: when the file cannot be written.
    """
    rows = {name: dict(sorted(row.items())) for name, row in sorted(floors.figures.items())}
    with replacing(path) as file:
        file.write((json.dumps({"gold": floors.gold, "floors": rows}, indent=2) + "\n").encode("utf-8"))
