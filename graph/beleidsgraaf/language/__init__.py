"""Language: documents to sentences, words and dependency trees; names that no register knows."""

from __future__ import annotations

import json

from beleidsgraaf.language.analyser import Analyser, load_analyser
from beleidsgraaf.language.names import mid_sentence_capitals, propose_all, propose_names
from beleidsgraaf.language.vectors import WEIGHTS

__all__ = ["Analyser", "load_analyser", "mid_sentence_capitals", "model_version", "propose_all", "propose_names"]


def model_version() -> str:
    """Return the version of the language model that ships with the package, with its name (``beleidsgraaf_nl 1.0.0``)."""
    card = json.loads((WEIGHTS / "meta.json").read_text("utf-8"))
    return f"{card['name']} {card['version']}"
