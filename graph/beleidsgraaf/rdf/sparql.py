"""SPARQL queries on an Oxigraph store: prefixes known beforehand, a time limit, no updates, no network, faults told with their place."""

from __future__ import annotations

import re
import threading
import traceback
from collections.abc import Callable, Mapping
from typing import TypeVar

import pyoxigraph as ox

from beleidsgraaf.errors import QueryError
from beleidsgraaf.knowledge.vocabulary import BASE, PREFIXES
from beleidsgraaf.rdf.serialization import prefixes, turtle_text

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Answered = TypeVar("Answered")

TIMEOUT = 60.0
"""Seconds a query may take when nothing else is said."""

RESULTS: dict[str, ox.QueryResultsFormat] = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
"""Formats of the rows of a SELECT and the answer to an ASK, as the W3C defines them."""

TRIPLES: dict[str, ox.RdfFormat] = {"nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD, "rdf": ox.RdfFormat.RDF_XML}
"""Formats of the triples of a CONSTRUCT or DESCRIBE besides Turtle."""

_UPDATES = "INSERT DELETE LOAD CLEAR DROP CREATE ADD MOVE COPY WITH".split()
_OPAQUE = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*> | \#[^\n\r]* | '''.*?''' | \"\"\".*?\"\"\" | '(?:[^'\\\n\r]|\\.)*' | "(?:[^"\\\n\r]|\\.)*" """,
    re.VERBOSE | re.DOTALL,
)
_PROLOGUE = re.compile(r"\s*(?:(?:BASE|PREFIX\s+\S*?:|VERSION)\s*)*", re.IGNORECASE)
_PLACE = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
_LIMIT = re.compile(r"\bLIMIT\s+(\d+)", re.IGNORECASE)


def known_prefixes(base: str = BASE) -> Mapping[str, str]:
    """Return the prefixes that a query need not declare."""
    return {**PREFIXES, **prefixes(base)}


def run(
    store: ox.Store,
    query: str,
    consume: Callable[[Results], Answered],
    *,
    timeout: float = TIMEOUT,
    limit: int | None = None,
    base: str = BASE,
) -> Answered:
    """Evaluate a query within a time limit.

    Oxigraph cannot break off a query, so that one that runs out of time goes on in a thread of its own until the process ends.

    Args:
        store: the store; its default graph is what plain patterns match.
        query: SELECT, ASK, CONSTRUCT or DESCRIBE, SPARQL 1.1.
        consume: what to do with the results; runs within the time limit too.
        timeout: seconds, 0 for no limit.
        limit: how many rows at most.
        base: base IRI of the graph, for the prefixes.

    Returns:
        What ``consume`` returned.

    Raises:
        QueryError: the query is wrong, would change the graph or leave this machine, or ran out of time.
    """
    refuse(query)
    text = query if limit is None else limited(query, limit)
    outcome: list[Answered] = []
    failure: list[BaseException] = []

    def work() -> None:
        try:
            outcome.append(consume(store.query(text, prefixes=dict(known_prefixes(base)))))
        except BaseException as error:
            failure.append(error)
            traceback.clear_frames(error.__traceback__)  # results must be dropped by the thread that made them

    thread = threading.Thread(target=work, name="query", daemon=True)
    thread.start()
    thread.join(timeout or None)
    if thread.is_alive():
        raise QueryError(f"The query was not done after {timeout:g} seconds; make it more selective, or give it more time (--timeout).")
    if failure:
        if isinstance(failure[0], SyntaxError):
            raise QueryError(explain(query, str(failure[0]))) from failure[0]
        if isinstance(failure[0], OSError):
            raise QueryError(f"The query failed: {failure[0]}.") from failure[0]
        raise failure[0]
    return outcome[0]


def refuse(query: str) -> None:
    """Refuse what is no reading of this graph.

    Raises:
        QueryError: the query is empty, an update, or asks another endpoint.
    """
    bare = _bare(query)
    first = bare[match.end() :] if (match := _PROLOGUE.match(bare)) else bare
    words = re.findall(r"[A-Za-z]+", first[:40])
    if not first.strip():
        raise QueryError("The query is empty; expected SELECT, ASK, CONSTRUCT or DESCRIBE.")
    if words and words[0].upper() in _UPDATES:
        raise QueryError(f"{words[0].upper()} changes the graph, and updates are refused: build a new graph, or load it into a store.")
    if re.search(r"(?<![?$:\w-])SERVICE\b(?!\s*:)", bare, re.IGNORECASE):
        raise QueryError("SERVICE asks another endpoint, and queries do not leave this machine; load both graphs into one store.")


def limited(query: str, limit: int) -> str:
    """Return the query with at most so many results.

    >>> limited("SELECT * { ?s ?p ?o } LIMIT 50", 10)
    'SELECT * { ?s ?p ?o } LIMIT 10'
    """
    bare = _bare(query)
    if values := re.search(r"\bVALUES\b[^{}]*\{[^{}]*\}\s*$", bare, re.IGNORECASE):
        return f"{limited(query[: values.start()], limit)}\n{query[values.start() :]}"
    tail = bare.rfind("}") + 1
    if own := _LIMIT.search(bare, tail):
        return f"{query[: own.start(1)]}{min(limit, int(own[1]))}{query[own.end(1) :]}"
    return query if re.match(r"\s*ASK\b", bare[_prologue_end(bare) :], re.IGNORECASE) else f"{query}\nLIMIT {limit}"


def explain(query: str, message: str) -> str:
    """Return a sentence on what is wrong with a query, with the line and a mark below the place.

    Args:
        query: the query.
        message: what Oxigraph says, ``error at 2:13: expected …``.
    """
    if not (match := _PLACE.match(message)):
        return f"The query is not valid SPARQL: {message}."
    lines = query.split("\n")
    number = min(int(match[1]), len(lines))
    line = lines[number - 1]
    column = min(len(line.encode()[: int(match[2]) - 1].decode(errors="ignore")), len(line))
    wanted = "a declared prefix" if "Prefix not found" in match[3] else ""
    wanted = wanted or ", ".join(re.findall(r"[A-Z][A-Z]+(?: [A-Z]+)*|'[^']'", match[3])[:6])
    expected = f"; expected {wanted}" if wanted else ""
    return f"The query is not valid SPARQL at line {number}, column {column + 1}{expected}.\n  {line}\n  {' ' * column}^"


def written(results: Results, form: str, *, base: str = BASE) -> bytes:
    """Return the results of a query in a file format.

    Args:
        results: what the store answered.
        form: ``csv``, ``tsv``, ``json`` or ``xml`` for rows and answers; ``turtle``, ``nt``, ``jsonld`` or ``rdf`` for triples.
        base: base IRI of the graph.

    Raises:
        QueryError: the format does not fit the kind of query.
    """
    if isinstance(results, ox.QueryTriples):
        if form == "turtle":
            return turtle_text(results, base=base)
        if form not in TRIPLES:
            raise QueryError(f"CONSTRUCT and DESCRIBE give triples, which {form} cannot hold; choose turtle, {', '.join(TRIPLES)}.")
        return ox.serialize(sorted(results, key=str), format=TRIPLES[form], prefixes=dict(prefixes(base))) or b""
    if form not in RESULTS:
        kind = "ASK gives an answer" if isinstance(results, ox.QueryBoolean) else "SELECT gives rows"
        raise QueryError(f"{kind}, which {form} cannot hold; choose table, {', '.join(RESULTS)}.")
    if isinstance(results, ox.QueryBoolean) and form in ("csv", "tsv"):
        return b"true\n" if results else b"false\n"
    return results.serialize(format=RESULTS[form]) or b""


def _bare(query: str) -> str:
    """Return a query with IRIs, strings and comments blanked out, each character at its place."""
    return _OPAQUE.sub(lambda match: " " * len(match[0]), query)


def _prologue_end(bare: str) -> int:
    return match.end() if (match := _PROLOGUE.match(bare)) else 0
