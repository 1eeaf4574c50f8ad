"""SHACL: whether a graph follows the shapes of ``ontology/shapes/graph.ttl``, and a report in sentences of what does not.

Standard: https://www.w3.org/TR/shacl/. The fast library ``shacl`` judges; pySHACL is its referee in the tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import shacl

from beleidsgraaf.errors import GraphError
from beleidsgraaf.knowledge import resources
from beleidsgraaf.knowledge.vocabulary import BASE
from beleidsgraaf.rdf.graph import shown
from beleidsgraaf.rdf.parsing import format_of, parse

_SHOWN = 5


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One way in which a graph does not follow a shape.

    Args:
        shape: IRI of the shape.
        focus: the node that does not follow it, in N-Triples syntax.
        path: the property or path concerned, ``""`` when none.
        value: the value concerned, ``""`` when none.
        component: local name of the SHACL constraint component.
        severity: ``Violation``, ``Warning`` or ``Info``.
        dutch, english: what is wrong, in a sentence.
    """

    shape: str
    focus: str
    path: str
    value: str
    component: str
    severity: str
    dutch: str
    english: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a validation found.

    Args:
        conforms: whether nothing was found that is a violation.
        findings: what was found, sorted.
        turtle: the report as RDF, a ``sh:ValidationReport``.
    """

    conforms: bool
    findings: tuple[Finding, ...]
    turtle: str

    def sentences(self, language: str = "nl", *, base: str = BASE) -> Iterator[str]:
        """Yield what was found for a reader: a sentence a rule, below it the nodes that break it.

        Args:
            language: ``nl`` or ``en``.
            base: base IRI of the graph, to shorten its IRIs.
        """
        for _, group in groupby(self.findings, key=lambda finding: (finding.shape, finding.component)):
            found = list(group)
            message = found[0].english if language == "en" else found[0].dutch
            yield f"{found[0].severity}: {message} ({len(found)})"
            for finding in found[:_SHOWN]:
                value = f": {_short(finding.value, base)}" if finding.value else ""
                yield f"  {_short(finding.focus, base)}{value}"
            if len(found) > _SHOWN:
                yield f"  … {len(found) - _SHOWN}"


def validate(path: Path) -> Report:
    """Hold a graph against the shapes.

    Args:
        path: build folder, or an RDF file.

    Returns:
        What was found.

    Raises:
        GraphError: the graph cannot be read.
    """
    file = path / "graph.ttl" if path.is_dir() else path
    if not file.is_file():
        raise GraphError(f"There is no graph {file}; make one with beleidsgraaf build, or name a build folder or an RDF file.")
    format_of(file)
    if file.name.endswith((".ttl", ".nt")):
        return _report(file)
    with TemporaryDirectory(prefix="beleidsgraaf-") as folder:
        plain = Path(folder) / "graph.nt"
        with plain.open("wb") as target:
            ox.serialize((quad.triple for quad in parse(file)), target, ox.RdfFormat.N_TRIPLES)
        return _report(plain)


def shapes_text() -> str:
    """Return the shapes of a built graph, in Turtle."""
    return (resources.ontology() / "shapes" / "graph.ttl").read_text("utf-8")


@cache
def _shapes() -> shacl.Shapes:
    return shacl.Shapes.from_turtle(shapes_text())


def _report(file: Path) -> Report:
    try:
        report = _shapes().validate_file(str(file))
    except (ValueError, OSError) as error:
        for _ in parse(file):  # tells the place of a fault in a sentence
            pass
        raise GraphError(f"{file} could not be validated: {error}.") from error
    findings = sorted(_finding(result) for result in report.results)
    return Report(bool(report.conforms), tuple(findings), report.turtle)


def _finding(result: shacl.Result) -> Finding:
    messages = list(result.messages) or [result.component]
    return Finding(
        shape=result.root_shape or result.source_shape or "",
        focus=result.focus_node,
        path=result.path or "",
        value=result.value or "",
        component=result.component,
        severity=result.severity,
        dutch=messages[0],
        english=messages[-1],
    )


def _short(text: str, base: str) -> str:
    """Return a term in N-Triples syntax as a person reads it."""
    if not text.startswith("<"):
        return text if len(text) <= 80 else f"{text[:79]}…"
    return shown(ox.NamedNode(text[1:-1]), base=base)
