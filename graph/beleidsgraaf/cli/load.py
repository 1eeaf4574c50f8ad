"""The command ``load``: the graph into a triple store."""

from __future__ import annotations

from pathlib import Path

import click

_EXAMPLES = """
\b
Examples:
  beleidsgraaf load --to http://127.0.0.1:7878                            Oxigraph
  beleidsgraaf load --to http://127.0.0.1:8890 --store virtuoso           user and password from the environment or ~/.netrc
  beleidsgraaf load graph.ttl --to http://127.0.0.1:3030/ds --graph https://example.org/beleid

\b
Credentials: BELEIDSGRAAF_STORE_USER and BELEIDSGRAAF_STORE_PASSWORD, or BELEIDSGRAAF_STORE_TOKEN, or ~/.netrc; never on the command line.
Each document is a named graph. A load that was broken off is resumed by the same command. Afterwards the store is
held against the file: the number of triples in every graph, and a sample of the triples.
"""


@click.command("load", epilog=_EXAMPLES)
@click.argument("source", type=click.Path(path_type=Path), default=Path("build"), metavar="[GRAPH]")
@click.option("--to", "url", required=True, metavar="URL", help="URL of the store (of its database or repository, where it has more).")
@click.option("--store", metavar="NAME", help="oxigraph, virtuoso, fuseki, graphdb, rdf4j, stardog or qlever.  [default: by the URL]")
@click.option("--merge", is_flag=True, help="Add to what the named graphs hold, instead of replacing it.")
@click.option("--graph", metavar="IRI", help="Load all into this one named graph, so that plain patterns match every triple once.")
@click.option("--base", metavar="IRI", help="IRI below which the graph's own IRIs lie.  [default: https://w3id.org/beleidsgraaf]")
@click.option("--timeout", type=click.FloatRange(1), default=300.0, show_default=True, metavar="SECONDS", help="For one request.")
@click.option("--attempts", type=click.IntRange(1), default=6, show_default=True, metavar="N", help="How often a request is tried.")
@click.option("--plain-http", is_flag=True, help="Let the password go unencrypted over the network.")
def command(
    source: Path,
    url: str,
    store: str | None,
    merge: bool,
    graph: str | None,
    base: str | None,
    timeout: float,
    attempts: int,
    plain_http: bool,
) -> None:
    """Load a graph into a triple store.

    GRAPH is a build folder (default: build) or an RDF file.
    """
    from beleidsgraaf.cli.console import note
    from beleidsgraaf.knowledge.vocabulary import BASE
    from beleidsgraaf.rdf.loading import load
    from beleidsgraaf.rdf.presets import find_preset
    from beleidsgraaf.rdf.remote import Endpoint

    preset = find_preset(url, store)
    with Endpoint(url, preset, timeout=timeout, attempts=attempts, plain=plain_http) as endpoint:
        report = load(source, endpoint, merge=merge, graph=graph, base=base or BASE)
    note(f"{preset.title} at {url}: {report}")
    if preset.note:
        note(preset.note)
