"""The one way from a Document to its sentences, words and trees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from beleidsgraaf.errors import LanguageError
from beleidsgraaf.language.clauses import mark_clauses
from beleidsgraaf.language.lemmas import lemma, load_dictionary
from beleidsgraaf.language.parser import Parser
from beleidsgraaf.language.particles import mark_particles
from beleidsgraaf.language.passives import mark_agents
from beleidsgraaf.language.sentences import split
from beleidsgraaf.language.tokenizer import load_tokenizer
from beleidsgraaf.language.tokens import plain, tokenize
from beleidsgraaf.language.vectors import WEIGHTS, load_vectors
from beleidsgraaf.model import Block, Document, Sentence, Token

if TYPE_CHECKING:
    from beleidsgraaf.language.parser import Parse
    from beleidsgraaf.language.tokenizer import Tokenizer


class Analyser:
    """Cuts documents into sentences and words, and parses those sentences that are asked for.

    Args:
        tokenizer: cuts a run of characters into words.
        parser: the network that finds parts of speech and trees.
    """

    def __init__(self, tokenizer: Tokenizer, parser: Parser) -> None:
        self._tokenizer = tokenizer
        self._parser = parser

    def segment(self, document: Document) -> tuple[Sentence, ...]:
        """Return the sentences of a document with their words, not parsed.

        Args:
            document: a document; without blocks each line is a paragraph.

        Returns:
            The sentences in order; a block's end always ends a sentence.
        """
        sentences: list[Sentence] = []
        for block in document.blocks or _lines(document.text):
            tokens = tokenize(self._tokenizer, document.text[block.start : block.end], block.start)
            for first, last in split(tokens):
                words = tuple(tokens[first:last])
                sentences.append(Sentence(document, words[0].start, words[-1].end, len(sentences), block.kind, words))
        return tuple(sentences)

    def parse(self, sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
        """Return sentences with parts of speech, features, lemmas and dependency trees.

        Args:
            sentences: sentences from ``segment``; their boundaries are kept.

        Returns:
            The same sentences in the same order, parsed; a sentence's tree does not depend on the others.
        """
        given = tuple(sentences)
        words = [[plain(token.text) for token in sentence.tokens] for sentence in given]
        return tuple(
            replace(sentence, tokens=_tokens(sentence.tokens, forms, parse), parsed=True)
            for sentence, forms, parse in zip(given, words, self._parser(words), strict=True)
        )


def _tokens(tokens: tuple[Token, ...], forms: list[str], parse: Parse) -> tuple[Token, ...]:
    rows = [
        Token(token.start, token.end, token.text, lemma(form, pos, features), pos, features, head, relation)
        for token, form, (pos, features), head, relation in zip(tokens, forms, parse.tags, parse.heads, parse.relations, strict=True)
    ]
    return mark_agents(mark_particles(mark_clauses(rows)))


def _lines(text: str) -> Iterator[Block]:
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield Block(start, start + len(line))
        start += len(line)


@cache
def load_analyser() -> Analyser:
    """Return the analyser; it is loaded once per process.

    Raises:
        LanguageError: when the weights that ship with the package are missing or broken.
    """
    try:
        load_dictionary()
        return Analyser(load_tokenizer(), Parser(WEIGHTS, load_vectors()))
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        message = f"The Dutch language model in {WEIGHTS} could not be loaded ({error}); install beleidsgraaf again."
        raise LanguageError(message) from error
