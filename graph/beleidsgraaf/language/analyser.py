"""The one way from a Document to its sentences, words and trees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from beleidsgraaf.errors import LanguageError
from beleidsgraaf.language.lemmas import lemma
from beleidsgraaf.language.sentences import split
from beleidsgraaf.language.tokens import plain, tokenize
from beleidsgraaf.model import Block, Document, Sentence, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

WEIGHTS = Path(__file__).parent / "weights"
_LONGEST = 250
_BATCH = 64


class Analyser:
    """Cuts documents into sentences and words, and parses those sentences that are asked for.

    Args:
        nlp: the spaCy pipeline.
    """

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def segment(self, document: Document) -> tuple[Sentence, ...]:
        """Return the sentences of a document with their words, not parsed.

        Args:
            document: a document; without blocks each line is a paragraph.

        Returns:
            The sentences in order; a block's end always ends a sentence.
        """
        sentences: list[Sentence] = []
        for block in document.blocks or _lines(document.text):
            tokens = tokenize(self._nlp.tokenizer, document.text[block.start : block.end], block.start)
            for first, last in split(tokens):
                words = tuple(tokens[first:last])
                sentences.append(Sentence(document, words[0].start, words[-1].end, len(sentences), block.kind, words))
        return tuple(sentences)

    def parse(self, sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
        """Return sentences with parts of speech, features, lemmas and dependency trees.

        Args:
            sentences: sentences from ``segment``; their boundaries are kept.

        Returns:
            The same sentences in the same order, parsed.
        """
        given = tuple(sentences)
        docs = self._nlp.pipe((self._words(sentence.tokens) for sentence in given), batch_size=_BATCH)
        return tuple(
            replace(sentence, tokens=_tokens(sentence.tokens, doc), parsed=True) for sentence, doc in zip(given, docs, strict=True)
        )

    def _words(self, tokens: tuple[Token, ...]) -> Doc:
        from spacy.tokens import Doc  # noqa: PLC0415

        words = [plain(token.text) for token in tokens]
        return Doc(self._nlp.vocab, words=words, sent_starts=[index == 0 for index in range(len(words))])


def _tokens(tokens: tuple[Token, ...], doc: Doc) -> tuple[Token, ...]:
    return tuple(
        Token(
            token.start,
            token.end,
            token.text,
            lemma(word.text, word.pos_),
            word.pos_,
            str(word.morph),
            word.head.i,
            "root" if word.dep_ == "ROOT" else word.dep_,
        )
        for token, word in zip(tokens, doc, strict=True)
    )


def _lines(text: str) -> Iterable[Block]:
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
    import spacy  # noqa: PLC0415

    try:
        return Analyser(spacy.load(WEIGHTS / "spacy"))
    except (OSError, ValueError) as error:
        message = f"The Dutch language model in {WEIGHTS} could not be loaded ({error}); install beleidsgraaf again."
        raise LanguageError(message) from error
