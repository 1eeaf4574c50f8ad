"""The command ``export``: the graph in another format."""

from __future__ import annotations

from pathlib import Path

import click

_EXAMPLES = """
\b
Examples:
  beleidsgraaf export jsonld                        writes build/graph.jsonld
  beleidsgraaf export gexf -o netwerk.gexf          for Gephi
  beleidsgraaf export neo4j -o neo4j/               nodes.csv and relationships.csv for neo4j-admin database import
  beleidsgraaf export rdfxml graph.ttl -o graph.rdf

\b
Formats:
  turtle    sorted for reading            nquads, trig   a named graph a document
  ntriples  rdfxml  jsonld                turtle12       RDF 1.2: statements reify triple terms
  graphml   gexf    csv    neo4j          entities and statements as a network
"""

_NAMES = ["turtle", "ntriples", "nquads", "trig", "jsonld", "rdfxml", "turtle12", "graphml", "gexf", "csv", "neo4j"]


@click.command("export", epilog=_EXAMPLES)
@click.argument("form", type=click.Choice(_NAMES), metavar="FORMAT")
@click.argument("source", type=click.Path(path_type=Path), default=Path("build"), metavar="[GRAPH]")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write; for csv and neo4j a folder.")
@click.option("--base", metavar="IRI", help="IRI below which the graph's own IRIs lie.  [default: https://w3id.org/beleidsgraaf]")
def command(form: str, source: Path, output: Path | None, base: str | None) -> None:
    """Write the graph in another format.

    GRAPH is a build folder (default: build) or an RDF file.
    """
    from beleidsgraaf.cli.console import note
    from beleidsgraaf.knowledge.vocabulary import BASE
    from beleidsgraaf.rdf.exports import FORMATS, export

    folder = source if source.is_dir() else source.parent
    ending = FORMATS[form].ending
    target = output or folder / (f"graph.rdf12{ending}" if form == "turtle12" else f"graph{ending}" if ending else form)
    if target.resolve() == source.resolve():
        raise click.UsageError(f"{target} is what is read; name another file with -o.")
    export(source, target, form, base=base or BASE)
    note(f"Written: {target}")
