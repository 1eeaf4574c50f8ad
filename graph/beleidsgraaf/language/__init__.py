"""Language: documents to sentences, words and dependency trees; names that no register knows."""

from __future__ import annotations

from beleidsgraaf.language.analyser import Analyser, load_analyser
from beleidsgraaf.language.names import mid_sentence_capitals, propose_names

__all__ = ["Analyser", "load_analyser", "mid_sentence_capitals", "propose_names"]
