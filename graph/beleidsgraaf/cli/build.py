"""The command ``build``: texts to a graph, its files and its page."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from beleidsgraaf.cli.console import amount, note, progress

if TYPE_CHECKING:
    from beleidsgraaf.model import Extraction

_DOCUMENTS_A_WORKER = 16
"""Fewer documents than this are done sooner by one process than by another that must load the language model first."""

_EXAMPLES = """
\b
Examples:
  beleidsgraaf build nota.txt                     one text
  beleidsgraaf build brieven/ -o brievengraaf     all texts below a folder
  beleidsgraaf build archief.jsonl.gz --workers 8
  pdftotext nota.pdf - | beleidsgraaf build -     standard input

\b
Reads .txt (UTF-8, at most 50 MB a text) and .jsonl or .jsonl.gz (id, title, source, issued, text a line).
All input is checked before anything is written; bad input ends with exit code 2 and one sentence.
"""


@click.command(epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "-o", "--output", default="build", show_default=True, metavar="FOLDER", help="Where to write graph.ttl, graph.nq and graph.html."
)
@click.option("--base", metavar="IRI", help="IRI below which the graph's own IRIs lie.  [default: https://w3id.org/beleidsgraaf]")
@click.option("--workers", type=click.IntRange(0), default=0, metavar="N", help="Processes to use; 0 decides by itself.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, metavar="X", help="Leave out statements less sure than this, 0 to 1."
)
@click.option("--name", default="", metavar="TEXT", help="Title of the page.")
@click.option("--quiet", "-q", is_flag=True, help="No summary.")
def build(paths: tuple[str, ...], output: str, base: str | None, workers: int, min_confidence: float, name: str, quiet: bool) -> None:
    """Read texts and write their graph.

    PATH is a file, a folder (all texts below it), or - for standard input. Writes graph.ttl (Turtle), graph.nq (N-Quads, a named graph
    a document) and graph.html (the network, to open in a browser).
    """
    from beleidsgraaf.knowledge.vocabulary import BASE
    from beleidsgraaf.rdf.iris import Iris
    from beleidsgraaf.reading import find_sources, read_sources

    begun = time.perf_counter()
    names = Iris((base or BASE).rstrip("/"))
    sources = find_sources(paths)
    total = sum(1 for _ in read_sources(sources))

    # Slow to import: bad input is told before.
    from beleidsgraaf.pipeline import build as extract_all
    from beleidsgraaf.publication import write_build

    with progress("reading", total) as advance:
        count = workers or min(os.cpu_count() or 1, max(1, total // _DOCUMENTS_A_WORKER))
        documents = read_sources(sources)
        extractions = tuple(extract_all(documents, workers=count, min_confidence=min_confidence, progress=advance))
    files = write_build(extractions, Path(output), base=names.base, title=name)
    if not quiet:
        for line in summary(extractions, files, time.perf_counter() - begun):
            note(line)


def summary(extractions: Iterable[Extraction], files: Iterable[Path], seconds: float) -> list[str]:
    """Return the lines that close a build: documents, entities by kind, statements by modality, files, seconds."""
    entities: dict[str, str] = {}
    modalities: Counter[str] = Counter()
    documents = 0
    for extraction in extractions:
        documents += 1
        entities |= {entity.id: entity.kind.value for entity in extraction.entities}
        modalities.update(statement.modality.value for statement in extraction.statements)
    kinds = Counter(entities.values())
    lines = [
        f"{amount(documents, 'document')}, {amount(len(entities), 'entity', 'entities')}, {amount(modalities.total(), 'statement')}"
        f" in {seconds:.1f} s"
    ]
    for title, counts in (("entities", kinds), ("statements", modalities)):
        if counts:
            parts = [f"{name} {number:,}" for name, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]
            lines.append(f"  {title}: {', '.join(parts)}")
    if not entities:
        lines.append("  nothing was found: the texts name no actor, policy, system, theme or event in Dutch.")
    return lines + [f"  {path}" for path in files]
