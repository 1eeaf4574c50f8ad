"""The command ``view``: a page of a graph, or of a part of it."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from beleidsgraaf.cli.console import note

_EXAMPLES = """
\b
Examples:
  beleidsgraaf view build/graph.ttl                       writes build/graph.html
  beleidsgraaf view build/graph.ttl --about VNG --depth 2 -o vng.html
  beleidsgraaf view build/graph.ttl --query vraag.rq --open

\b
A query selects (or constructs) IRIs of entities or statements: the page holds those.
"""


@click.command(epilog=_EXAMPLES)
@click.argument("graph", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="GRAPH.ttl")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="The page.  [default: beside the graph, as .html]")
@click.option("--about", default="", metavar="ENTITY", help="Keep to what lies around an entity: its name, abbreviation or IRI.")
@click.option("--depth", type=click.IntRange(0), default=1, show_default=True, metavar="N", help="How many steps around it.")
@click.option(
    "--query", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE", help="Keep to what a SPARQL query answers."
)
@click.option("--max-nodes", type=click.IntRange(1), default=150, show_default=True, metavar="N", help="Entities in the first picture.")
@click.option("--title", default="", metavar="TEXT", help="Title of the page.")
@click.option("--open", "open_page", is_flag=True, help="Open the page in the browser.")
def view(graph: Path, output: Path | None, about: str, depth: int, query: Path | None, max_nodes: int, title: str, open_page: bool) -> None:
    """Write a page of GRAPH.ttl that opens in any browser, offline: a network, a table, and the sentence behind every line.

    Takes any graph that follows the contract, in Turtle, N-Triples, N-Quads, TriG, RDF/XML or JSON-LD.
    """
    from beleidsgraaf.view import write_page

    if about and query:
        raise click.UsageError("--about and --query were both given; expected one of them.")
    target = output or graph.with_suffix(".html")
    wanted = _read(query) if query else ""
    write_page(graph, target, title=title, max_nodes=max_nodes, about=about, depth=depth, query=wanted)
    note(f"wrote {target}")
    if open_page:
        webbrowser.open(target.resolve().as_uri())


def _read(query: Path) -> str:
    try:
        return query.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.BadParameter(f"{query} is not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8.") from error
