"""The competency questions that come with the package: ``ontology/competency/*.rq``, the question in Dutch on the first line."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from beleidsgraaf.errors import QueryError
from beleidsgraaf.knowledge import resources


@dataclass(frozen=True, slots=True)
class Question:
    """A competency question.

    Args:
        name: name of its file, without extension.
        text: the question in Dutch.
        query: the SPARQL query that answers it.
    """

    name: str
    text: str
    query: str


def questions() -> tuple[Question, ...]:
    """Return all competency questions, sorted by name."""
    folder = resources.ontology() / "competency"
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".rq")), key=lambda entry: entry.name)
    read = ((entry.name.removesuffix(".rq"), entry.read_text("utf-8")) for entry in files)
    return tuple(Question(name, text.partition("\n")[0].lstrip("# ").strip(), text) for name, text in read)


def find_question(name: str) -> Question:
    """Return the question of that name.

    Raises:
        QueryError: there is none.
    """
    known = {question.name: question for question in questions()}
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=3)
    hint = f"did you mean {', '.join(near)}?" if near else "see beleidsgraaf query --list."
    raise QueryError(f"There is no question {name!r}; {hint}")
