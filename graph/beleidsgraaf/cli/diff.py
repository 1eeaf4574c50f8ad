"""The command ``diff``: what changed between two graphs."""

from __future__ import annotations

from pathlib import Path

import click

_EXAMPLES = """
\b
Examples:
  beleidsgraaf diff oud/ build/                   entities and statements that came, went or changed
  beleidsgraaf diff oud.ttl nieuw.ttl --patch wijziging.rdfp

\b
Exit codes: 0 nothing changed, 1 something did, 2 a graph cannot be read.
"""


@click.command("diff", epilog=_EXAMPLES)
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--patch", type=click.Path(path_type=Path), help="Write an RDF Patch too that turns OLD into NEW.")
@click.option("--base", metavar="IRI", help="IRI below which the graph's own IRIs lie.  [default: https://w3id.org/beleidsgraaf]")
@click.pass_context
def command(context: click.Context, old: Path, new: Path, patch: Path | None, base: str | None) -> int:
    """Tell what changed between two graphs.

    OLD and NEW are build folders or RDF files.
    """
    from beleidsgraaf.cli.console import note
    from beleidsgraaf.errors import GraphError
    from beleidsgraaf.knowledge.vocabulary import BASE
    from beleidsgraaf.rdf.diff import compare, write_patch
    from beleidsgraaf.rdf.files import replacing

    try:
        difference = compare(old, new)
    except GraphError as error:
        raise click.UsageError(str(error), ctx=context) from error
    for line in difference.sentences():
        click.echo(line)
    if patch is not None:
        with replacing(patch) as file:
            gone, come = write_patch(old, new, file, base=base or BASE)
        note(f"Written: {patch} ({gone:,} go, {come:,} come)")
    if not difference:
        click.echo("No entity and no statement changed.")
    return 1 if difference else 0
