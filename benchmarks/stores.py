"""Speed and memory of writing, reading and querying, against rdflib on the same triples: make bench-stores.

    stores.py [--documents 1960] [--cap 30] [--json FILE] [--docs docs/stores.md]

All is made up and the same for the same seed. A query that rdflib has not answered after CAP seconds counts as CAP seconds.
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import rdflib

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "stores"))

from synthetic import Synthetic, built

from beleidsgraaf.knowledge.ontology import load_ontology
from beleidsgraaf.knowledge.register import load_register
from beleidsgraaf.rdf.about import Versions
from beleidsgraaf.rdf.graph import KnowledgeGraph
from beleidsgraaf.rdf.ordering import Order
from beleidsgraaf.rdf.parsing import parse
from beleidsgraaf.rdf.questions import questions
from beleidsgraaf.rdf.serialization import prefixes, sections_as_turtle, turtle, write_nquads
from beleidsgraaf.rdf.serving import declared
from beleidsgraaf.rdf.sparql import known_prefixes
from beleidsgraaf.rdf.triples import quads


def timed(work: Callable[[], object], times: int = 1) -> float:
    """Return the seconds that a piece of work takes, the mean of several times: pyoxigraph's own vary with its hash seeds."""
    passed = 0.0
    for _ in range(times):
        gc.collect()
        begun = time.perf_counter()
        work()
        passed += time.perf_counter() - begun
    return passed / times


def writing(folder: Path) -> dict[str, float]:
    """Measure writing Turtle from triples in memory, in any order, and from triples in order.

    That is done before rdflib holds the graph too, whose many objects Python's garbage collector would go through again and again.
    """
    triples = [quad.triple for quad in parse(folder / "graph.ttl")]
    random.Random(1).shuffle(triples)
    figures = {"turtle out": timed(lambda: turtle(triples, io.BytesIO()), 2)}
    sections = [(number, list(rows)) for number, rows in Order().sections(triples)]
    ordered = [triple for _, rows in sections for triple in rows]
    names = dict(prefixes())
    figures["turtle out, in order"] = timed(lambda: sections_as_turtle(sections, io.BytesIO()), 7)
    figures["pyoxigraph.serialize, in order"] = timed(lambda: ox.serialize(ordered, io.BytesIO(), ox.RdfFormat.TURTLE, prefixes=names), 7)
    return figures


def asking(folder: Path, graph: rdflib.Graph, cap: float) -> dict[str, dict[str, float]]:
    """Measure the competency queries, by the embedded store and by rdflib."""
    graph.query("ASK {}")  # loads the SPARQL grammar, which takes rdflib a second, before its time is counted
    ours = KnowledgeGraph.read(folder)
    figures: dict[str, dict[str, float]] = {}
    for question in questions():
        query = declared(question.query, known_prefixes())
        fast = timed(lambda query=query: ours.query(query, timeout=0), 3)  # type: ignore[misc]
        figures[question.name] = {"ours": fast, "rdflib": capped(lambda query=query: list(graph.query(query)), cap)}  # type: ignore[misc]
        print(f"  {question.name:40} {fast:8.4f} {figures[question.name]['rdflib']:8.2f}", flush=True)
    return figures


def capped(work: Callable[[], object], cap: float) -> float:
    """Return the seconds that a piece of work takes in a copy of this process, at most so many."""
    begun = time.perf_counter()
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    while time.perf_counter() - begun < cap:
        if os.waitpid(child, os.WNOHANG)[0]:
            return time.perf_counter() - begun
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return cap


def stream(documents: int) -> None:
    """Write N-Quads and print their number and the peak of memory in MB; run in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        found = quads(Synthetic(documents), versions=Versions(), ontology=load_ontology(), register=load_register())
        write_nquads(found, Path(folder) / "graph.nq")
        with (Path(folder) / "graph.nq").open("rb") as file:
            number = sum(1 for _ in file)
    # Not getrusage: a child begins with the peak of the process it was forked from.
    peak = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    print(number, int(peak[1]) // 1024 if peak else 0)


def memory(documents: int) -> list[tuple[int, int]]:
    """Return the number of quads and the peak of memory in MB of streaming N-Quads, at three sizes."""
    figures = []
    for share in (8, 4, 2):
        done = subprocess.run([sys.executable, __file__, "--stream", str(documents // share)], capture_output=True, text=True, check=True)
        number, peak = map(int, done.stdout.split())
        figures.append((number, peak))
    return figures


def report(figures: dict[str, object]) -> str:
    """Return the figures as a table in Markdown."""
    times: dict[str, float] = figures["seconds"]  # type: ignore[assignment]
    queries: dict[str, dict[str, float]] = figures["queries"]  # type: ignore[assignment]
    ratios = sorted(row["rdflib"] / row["ours"] for row in queries.values())
    wins = times["rdflib turtle out"] / times["turtle out"], times["rdflib turtle in"] / times["turtle in"]
    near = times["turtle out, in order"] / times["pyoxigraph.serialize, in order"]
    lines = [
        f"{figures['triples']:,} triples, {figures['cores']} cores, Python {sys.version.split()[0]}, rdflib {rdflib.__version__}.",
        "",
        "| | ours | other | ratio |",
        "|---|---:|---:|---:|",
        f"| Turtle out, sorted, triples in any order | {times['turtle out']:.1f} s | rdflib {times['rdflib turtle out']:.1f} s"
        f" | {wins[0]:.1f} times as fast |",
        f"| Turtle out, from triples in order | {times['turtle out, in order']:.2f} s"
        f" | `pyoxigraph.serialize` {times['pyoxigraph.serialize, in order']:.2f} s | {near:.2f} times its time |",
        f"| Turtle in, ready to query | {times['turtle in']:.1f} s | rdflib {times['rdflib turtle in']:.1f} s"
        f" | {wins[1]:.1f} times as fast |",
        f"| {len(queries)} competency queries, median | {statistics.median(row['ours'] for row in queries.values()) * 1000:.1f} ms"
        f" | rdflib {statistics.median(row['rdflib'] for row in queries.values()):.2f} s"
        f" | {statistics.median(ratios):.0f} times as fast |",
        "",
        "N-Quads streamed: "
        + ", ".join(f"{number:,} quads with a peak of {peak} MB" for number, peak in figures["memory"])  # type: ignore[attr-defined]
        + ".",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and write what is asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1960)
    parser.add_argument("--cap", type=float, default=30)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--docs", type=Path)
    parser.add_argument("--stream", type=int)
    given = parser.parse_args()
    if given.stream:
        stream(given.stream)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = built(Path(name), given.documents)
        print("built", flush=True)
        figures: dict[str, object] = {"memory": memory(given.documents), "cores": os.cpu_count()}
        print(figures, flush=True)
        seconds = {"turtle in": timed(lambda: KnowledgeGraph.read(folder / "graph.ttl"), 2)}
        seconds |= writing(folder)
        print(seconds, flush=True)
        graph = rdflib.Graph()
        seconds["rdflib turtle in"] = timed(lambda: graph.parse(folder / "graph.ttl"))
        seconds["rdflib turtle out"] = timed(lambda: graph.serialize(format="turtle"))
        print(seconds, flush=True)
        figures |= {"triples": len(graph), "seconds": seconds, "queries": asking(folder, graph, given.cap)}
    print(report(figures))
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    if given.docs:
        text = given.docs.read_text("utf-8")
        fresh = f"<!-- speed -->\n{report(figures)}\n<!-- /speed -->"
        given.docs.write_text(re.sub(r"<!-- speed -->.*<!-- /speed -->", lambda _: fresh, text, flags=re.DOTALL), "utf-8")


if __name__ == "__main__":
    main()
