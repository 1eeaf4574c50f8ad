"""Language: documents to sentences, words and dependency trees; names that no register knows."""

from __future__ import annotations

from beleidsgraaf.language.analyser import Analyser, load_analyser

__all__ = ["Analyser", "load_analyser"]
