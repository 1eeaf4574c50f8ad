"""The command ``explain``: the sentences a statement rests on."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from beleidsgraaf.cli.explanation import Explanation, Naming

_EXAMPLES = """
\b
Examples:
  beleidsgraaf explain eID replaces DigiD            the sentence behind one statement
  beleidsgraaf explain VNG "?" "?"                   all that is said with the VNG as subject
  beleidsgraaf explain "?" states privacy            whose words hold the word privacy
  beleidsgraaf explain eID vervangt DigiD --format json
"""


@click.command(epilog=_EXAMPLES)
@click.argument("subject")
@click.argument("property_", metavar="PROPERTY")
@click.argument("object_", metavar="OBJECT")
@click.option(
    "--graph", type=click.Path(path_type=Path), default=Path("build"), show_default=True, metavar="PATH", help="Build folder or RDF file."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to tell it.")
def explain(subject: str, property_: str, object_: str, graph: Path, form: str) -> int:
    """Show the sentences that a statement rests on.

    Each with its document and offsets, the *words* that carry the property, the [names] of both ends, and how these were linked. SUBJECT
    and OBJECT are names, abbreviations, ids (organisatie/vng) or IRIs; PROPERTY is a property of the ontology (replaces) or its label
    (vervangt). A ? stands for anything. With the property states, OBJECT is a word of the clause.
    """
    from beleidsgraaf.cli.explanation import GraphReader
    from beleidsgraaf.knowledge.ontology import load_ontology
    from beleidsgraaf.rdf.store import open_graph

    found = list(GraphReader(open_graph(graph), load_ontology()).explain(subject, property_, object_))
    if form == "json":
        click.echo(json.dumps([dataclasses.asdict(entry) for entry in found], ensure_ascii=False, indent=2))
    else:
        for entry in found:
            click.echo(as_text(entry))
    if not found:
        click.echo(f"beleidsgraaf: no statement in {graph} says {subject} {property_} {object_}; try ? for a part of it.", err=True)
        return 1
    return 0


def as_text(entry: Explanation) -> str:
    """Return an explanation as lines for a person."""
    lines = [click.style(f"{entry.subject} · {entry.property} · {entry.object}", bold=True)]
    lines.append(f"  {_standing(entry)}")
    details = (("to", entry.recipient), ("as", entry.role), ("when", entry.time))
    lines.extend(f"  {name}: {value}" for name, value in details if value)
    title = f" ({entry.title})" if entry.title else ""
    lines.append(f"  {entry.document}{title}, characters {entry.span[0]}-{entry.span[1]}:")
    lines.append(f"    {marked(entry)}")
    lines.extend(f"  {_linking(naming)}" for naming in (entry.subject_naming, entry.object_naming) if naming is not None)
    lines.append(f"  rule {entry.frame or 'unknown'}, confidence {entry.confidence:.2f}")
    return "\n".join(lines) + "\n"


def _standing(entry: Explanation) -> str:
    """Tell how firmly the text says it, and whether the graph holds it as a fact."""
    said = [entry.modality.lower()]
    if entry.polarity == "Negative":
        said.append("denied")
    if entry.attributed_to:
        said.append(f"according to {', '.join(entry.attributed_to)}")
    standing = {True: "held as a fact", False: "not held as a fact", None: "their words"}[entry.fact]
    return f"{', '.join(said)}; {standing}"


def _linking(naming: Naming) -> str:
    """Tell how a name was linked."""
    reason = f"found by {naming.found_by}" if naming.found_by else "a pronoun"
    if naming.refers_to is not None:
        reason += f", refers to “{naming.refers_to[0]}” at {naming.refers_to[1]}"
    score = f", {naming.confidence:.2f}" if naming.confidence is not None else ""
    return f"“{naming.words}” at {naming.span[0]} is {naming.entity} ({reason}{score})  <{naming.iri}>"


def marked(entry: Explanation) -> str:
    """Return the sentence with [names] and *words of the property* marked; a mark stands also where colours do not show."""
    names = [naming.span for naming in (entry.subject_naming, entry.object_naming) if naming is not None]
    marks = [(span, "[", "]") for span in sorted(set(names))] + [(span, "*", "*") for span in entry.trigger]
    text, begin = entry.sentence, entry.span[0]
    inside = [mark for mark in marks if begin <= mark[0][0] < mark[0][1] <= entry.span[1]]
    cuts = [(end - begin, 0, closing) for (_, end), _, closing in inside]
    cuts += [(start - begin, 1, opening) for (start, _), opening, _ in inside]
    for place, _, sign in sorted(cuts, reverse=True):
        text = text[:place] + sign + text[place:]
    return " ".join(text.split())
