"""Tell what the confidence of statements is worth on gold texts, and fit the map that makes it a probability.

    python tools/calibrate.py GOLD… [--write]      gold files or folders of them, as for `beleidsgraaf evaluate`

Prints the share right by confidence as it stands and as each text is judged by what all the others give, and the table of weights and
steps. With --write the table goes to ontology/confidence.tsv.
"""

from __future__ import annotations

import sys
from pathlib import Path

from beleidsgraaf.errors import BeleidsgraafError
from beleidsgraaf.evaluation.calibration import SURE, Outcome, as_table, fit, held_out, outcomes, reliability, sure
from beleidsgraaf.evaluation.gold import find_gold, read_gold
from beleidsgraaf.knowledge.confidence import FILE
from beleidsgraaf.pipeline import extract
from beleidsgraaf.rdf.files import replacing


def show(title: str, rows: list[Outcome]) -> None:
    """Print how reliable confidences are."""
    right, of = sure(rows)
    loss = sum((row.confidence - row.right) ** 2 for row in rows) / len(rows)
    print(f"{title}: Brier {loss:.4f}; at {SURE} or more {right} of {of} right" + (f" = {right / of:.3f}" if of else ""))
    print(reliability(rows))


def main(arguments: list[str]) -> int:
    """Print the report on gold; return the exit code."""
    paths = [argument for argument in arguments if argument != "--write"]
    try:
        gold = [read_gold(path) for path in find_gold(paths)]
    except BeleidsgraafError as error:
        print(f"calibrate: {error}", file=sys.stderr)
        return 2
    rows = [row for document in gold for row in outcomes(document, extract(document.document))]
    if len({row.document for row in rows}) < 2:
        print("calibrate: statements of at least two texts are needed.", file=sys.stderr)
        return 2
    show(f"as it stands, {len(rows)} statements in {len(gold)} texts", rows)
    show("each text by what the others give", held_out(rows))
    table = as_table(fit(rows), rows)
    print(table, end="")
    if "--write" in arguments:
        with replacing(Path(__file__).parents[1] / "ontology" / FILE) as file:
            file.write(table.encode("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if len(sys.argv) > 1 else __doc__)
