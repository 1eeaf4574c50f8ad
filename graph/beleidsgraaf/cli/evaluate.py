"""The command ``evaluate``: how well texts are read, against what people found in them."""

from __future__ import annotations

import json
from pathlib import Path

import click

from beleidsgraaf.cli.console import note, progress

_EXAMPLES = """
\b
Examples:
  beleidsgraaf evaluate gold/                        a folder of NAME.json with NAME.txt beside it
  beleidsgraaf evaluate gold/nota.json --errors      what is missing and what is too much, with its sentence
  beleidsgraaf evaluate gold/ --json figures.json    the figures in a file too; - for standard output
  beleidsgraaf evaluate gold/ --floors floors.json   fails when a figure is below its floor
"""


@click.command(epilog=_EXAMPLES)
@click.argument("gold", nargs=-1, required=True, metavar="GOLD...")
@click.option("--errors", is_flag=True, help="List first what is missing, too much or otherwise, and count it by cause.")
@click.option("--json", "json_", metavar="FILE", default="", help="Write the figures as JSON; - writes them instead of the table.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, metavar="X", help="Leave out statements less sure than this.")
@click.option("--floors", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Fail when a figure is below its floor.")
@click.option("--raise-floors", is_flag=True, help="Raise the floors to what was measured, less a margin of 0.01; none is ever lowered.")
def command(gold: tuple[str, ...], errors: bool, json_: str, min_confidence: float, floors: Path | None, raise_floors: bool) -> int:
    """Hold what is read in texts against what people found in them.

    GOLD is a gold file, NAME.json with the text NAME.txt beside it, or a folder of them. Prints precision, recall and F1 of mentions,
    entities and statements, and the share of links, modality, polarity and attribution that is right.
    """
    if raise_floors and floors is None:
        raise click.UsageError("--raise-floors needs --floors FILE.")
    from beleidsgraaf.evaluation.gold import find_gold, read_gold

    rows = [read_gold(path) for path in find_gold(gold)]

    # Slow to import: bad input is told before.
    from beleidsgraaf.evaluation.floors import digest_of, read_floors, write_floors
    from beleidsgraaf.evaluation.running import evaluate
    from beleidsgraaf.evaluation.scoring import by_cause
    from beleidsgraaf.rdf.files import replacing

    known = read_floors(floors) if floors is not None else None
    with progress("reading", len(rows)) as advance:
        scores = evaluate(rows, min_confidence=min_confidence, progress=advance)
    if errors:
        for difference in scores.differences:
            click.echo(str(difference))
        for cause, count in by_cause(scores.differences):
            click.echo(f"{count:5} {cause}")
    figures = json.dumps(scores.figures(), indent=1) + "\n"
    if json_ == "-":
        click.echo(figures, nl=False)
    else:
        click.echo(scores.table())
    if json_ not in ("", "-"):
        with replacing(Path(json_)) as file:
            file.write(figures.encode("utf-8"))
    if known is None or floors is None:
        return 0
    digest = digest_of(rows)
    failures = list(known.failures(scores, digest))
    for failure in failures:
        note(f"beleidsgraaf: {floors}: {failure}.")
    if raise_floors and not failures:
        write_floors(known.raised(scores, digest), floors)
    return 1 if failures else 0
