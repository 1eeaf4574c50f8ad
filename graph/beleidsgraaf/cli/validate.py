"""The command ``validate``: a graph against our SHACL shapes."""

from __future__ import annotations

import json
from pathlib import Path

import click

_EXAMPLES = """
\b
Examples:
  beleidsgraaf validate                        the graph in build/
  beleidsgraaf validate other.nq --format json
  beleidsgraaf validate --format turtle        a sh:ValidationReport

\b
Exit codes: 0 the graph follows the shapes, 1 it does not, 2 it cannot be read.
"""


@click.command("validate", epilog=_EXAMPLES)
@click.argument("source", type=click.Path(path_type=Path), default=Path("build"), metavar="[GRAPH]")
@click.option("--format", "form", type=click.Choice(["text", "json", "turtle"]), default="text", show_default=True, help="How to tell it.")
@click.option("--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="Language of the sentences.")
@click.option("--base", metavar="IRI", help="IRI below which the graph's own IRIs lie.  [default: https://w3id.org/beleidsgraaf]")
@click.pass_context
def command(context: click.Context, source: Path, form: str, language: str, base: str | None) -> int:
    """Hold a graph against the shapes it must follow (SHACL).

    GRAPH is a build folder (default: build) or an RDF file.
    """
    from dataclasses import asdict

    from beleidsgraaf.errors import GraphError
    from beleidsgraaf.knowledge.vocabulary import BASE
    from beleidsgraaf.rdf.validation import validate

    try:
        report = validate(source)
    except GraphError as error:
        raise click.UsageError(str(error), ctx=context) from error
    if form == "turtle":
        click.echo(report.turtle, nl=False)
    elif form == "json":
        found = {"conforms": report.conforms, "findings": [asdict(finding) for finding in report.findings]}
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for line in report.sentences(language, base=base or BASE):
            click.echo(line)
        click.echo("The graph follows the shapes." if report.conforms else f"{len(report.findings)} findings.")
    return 0 if report.conforms else 1
