"""How fast texts become a graph: ``python benchmarks/build.py [PATH...] [--times N] [--workers N]``.

Each step is timed apart, in one process, after the language model is loaded; then the whole with several processes. Without paths
the seed is read a hundred times under as many names: a short text, always the same, so that caches are as warm as they get. Give texts
of your own for figures of your own.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from beleidsgraaf import Document, pipeline, publication, read_documents

T = TypeVar("T")
SEED = Path(__file__).parents[1] / "seeds" / "manifest-digitale-overheid.txt"


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Return what work gives, and the seconds it took."""
    begun = time.perf_counter()
    found = work()
    return found, time.perf_counter() - begun


def measure(documents: Sequence[Document], workers: int) -> list[tuple[str, float]]:
    """Return the name of each step and the seconds it takes for all documents."""
    tools, loading = timed(pipeline.load_toolkit)
    rows = [("load model, ontology, register, lexicon", loading)]
    segmented, seconds = timed(lambda: [tools.analyser.segment(document) for document in documents])
    rows.append(("cut into sentences and words", seconds))
    mentions, seconds = timed(lambda: [tools.finder(sentences) for sentences in segmented])
    rows.append((f"find {sum(map(len, mentions)):,} mentions", seconds))
    extractions, seconds = timed(lambda: list(pipeline.build(documents)))
    rows.append((f"all of extraction, one process: {sum(len(found.statements) for found in extractions):,} statements", seconds))
    _, seconds = timed(lambda: list(pipeline.build(documents, workers=workers)))
    rows.append((f"all of extraction, {workers} processes, their start included", seconds))
    with tempfile.TemporaryDirectory() as folder:
        _, seconds = timed(lambda: publication.write_build(extractions, Path(folder)))
        size = sum((Path(folder) / name).stat().st_size for name in ("graph.ttl", "graph.nq"))
    rows.append((f"write Turtle and N-Quads ({size / 1e6:.1f} MB), store, page", seconds))
    return rows


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description="How fast texts become a graph.")
    parser.add_argument("paths", nargs="*", help="texts; the seed by default")
    parser.add_argument("--times", type=int, default=0, help="how often to read them; by default 100 times for the seed, else once")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    times = given.times or (1 if given.paths else 100)
    read, reading = timed(lambda: list(read_documents(given.paths or [str(SEED)])))
    documents = [dataclasses.replace(document, name=f"{number}-{document.name}") for number in range(times) for document in read]
    words = sum(len(document.text.split()) for document in documents)
    print(f"{len(documents):,} documents, {words:,} words; read in {reading:.2f} s", file=sys.stderr)
    print(f"{'step':70} {'seconds':>8} {'words/s':>9}")
    for name, seconds in measure(documents, given.workers):
        print(f"{name:70} {seconds:8.2f} {words / seconds:9,.0f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    print(f"{'peak memory of this process':70} {peak:5.0f} MB")


if __name__ == "__main__":
    main()
