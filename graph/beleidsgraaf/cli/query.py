"""The command ``query``: SPARQL on a built graph or any RDF file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from beleidsgraaf.rdf.sparql import Results

_EXAMPLES = """
\b
Examples:
  beleidsgraaf query "SELECT ?naam { ?s a bg:System ; skos:prefLabel ?naam }"
  beleidsgraaf query --file vraag.rq --format csv > antwoord.csv
  beleidsgraaf query --question wie-beheert-wat
  beleidsgraaf query --list
  beleidsgraaf query --graph graph.ttl "DESCRIBE systeem:digid" --format turtle

\b
Prefixes in use (bg, skos, org, prov, nif, organisatie, systeem ...) need no declaration. Reads only: updates are refused.
"""


@click.command("query", epilog=_EXAMPLES)
@click.argument("sparql", required=False)
@click.option("--file", "file", type=click.Path(path_type=Path, dir_okay=False), help="Read the query from a file, - for standard input.")
@click.option("--question", metavar="NAME", help="Ask one of the questions that come with the package.")
@click.option("--list", "listing", is_flag=True, help="List those questions.")
@click.option(
    "--graph",
    type=click.Path(path_type=Path),
    default=Path("build"),
    show_default=True,
    help="Build folder, or a file in Turtle, TriG, N-Quads, N-Triples, JSON-LD or RDF/XML.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "tsv", "json", "xml", "turtle", "nt", "jsonld", "rdf"]),
    help="Form of the results.  [default: table for rows, turtle for triples]",
)
@click.option("--timeout", type=click.FloatRange(0), default=60.0, show_default=True, metavar="SECONDS", help="0 for no limit.")
@click.option("--limit", type=click.IntRange(0), metavar="N", help="At most so many results.")
@click.option("--base", metavar="IRI", help="IRI below which the graph's own IRIs lie.  [default: https://w3id.org/beleidsgraaf]")
def command(
    sparql: str | None,
    file: Path | None,
    question: str | None,
    listing: bool,
    graph: Path,
    form: str | None,
    timeout: float,
    limit: int | None,
    base: str | None,
) -> None:
    """Ask the graph a question in SPARQL 1.1.

    SELECT and ASK give rows and answers, CONSTRUCT and DESCRIBE give triples.
    """
    from beleidsgraaf.knowledge.vocabulary import BASE
    from beleidsgraaf.rdf.questions import questions
    from beleidsgraaf.rdf.sparql import refuse, run
    from beleidsgraaf.rdf.store import open_graph

    if listing:
        for found in questions():
            click.echo(f"{found.name:32} {found.text}")
        return
    text = _query(sparql, file, question)
    refuse(text)
    store = open_graph(graph)
    root = base or BASE
    output = run(store, text, lambda results: _output(results, form, root), timeout=timeout, limit=limit, base=root)
    sys.stdout.buffer.write(output)


def _query(sparql: str | None, file: Path | None, question: str | None) -> str:
    """Return the text of the query that the options name."""
    from beleidsgraaf.rdf.questions import find_question

    given = [value for value in (sparql, file, question) if value is not None]
    if len(given) != 1:
        raise click.UsageError('Give one query: as an argument ("SELECT ..."), with --file or with --question.')
    if question is not None:
        return find_question(question).query
    if file is not None:
        try:
            return sys.stdin.read() if str(file) == "-" else file.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise click.UsageError(f"{file} cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    return sparql or ""


def _output(results: Results, form: str | None, base: str) -> bytes:
    """Return what is printed."""
    import pyoxigraph as ox

    from beleidsgraaf.rdf.sparql import written

    if isinstance(results, ox.QueryTriples):
        return written(results, "turtle" if form in (None, "table") else str(form), base=base)
    if form not in (None, "table"):
        return written(results, str(form), base=base)
    if isinstance(results, ox.QueryBoolean):
        return b"true\n" if results else b"false\n"
    return _table(results, base)


def _table(results: ox.QuerySolutions, base: str) -> bytes:
    """Return rows as a table with a line above, in the width the values need."""
    from beleidsgraaf.rdf.graph import shown

    names = [variable.value for variable in results.variables]
    rows = [[shown(value, base=base).replace("\n", " ") for value in solution] for solution in results]
    widths = [max(len(cell) for cell in column) for column in zip(names, *rows, strict=True)] if names else []
    lines = [names, ["-" * width for width in widths], *rows]
    text = "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)
    count = f"{len(rows)} row" if len(rows) == 1 else f"{len(rows)} rows"
    return f"{text}\n({count})\n".encode()


if TYPE_CHECKING:
    import pyoxigraph as ox
