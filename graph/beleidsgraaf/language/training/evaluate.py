"""Scores on a treebank's text, words and sentences our own: ``python -m beleidsgraaf.language.training.evaluate FILE [--spacy MODEL]``.

The text is the treebank's sentences joined by a space, six at a time; with ``--paragraphs`` a line is a paragraph of the source. Words and
heads are compared by their place in the text (as in the CoNLL 2018 shared task, https://universaldependencies.org/conll18/evaluation.html);
punctuation is left out of UAS and LAS.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from beleidsgraaf.language.analyser import Analyser, load_analyser
from beleidsgraaf.language.training.conllu import Tree, read
from beleidsgraaf.language.training.harmony import merged
from beleidsgraaf.model import Document

EXTRACTION = (
    "nsubj nsubj:pass obj iobj obl obl:agent nmod amod appos flat conj case mark aux aux:pass cop compound:prt ccomp xcomp csubj advcl "
    "acl acl:relcl nmod:poss advmod det expl:pv fixed parataxis root"
).split()
"""Relations that extraction reads."""
_TOGETHER = 6

Word = tuple[int, int, str, str, str, tuple[int, int]]
"""Start, end, part of speech, lemma, relation, start and end of the head (of the word itself for a root)."""


@dataclass(slots=True)
class Text:
    """A text with its words and sentences as somebody sees them."""

    words: list[Word] = field(default_factory=list)
    sentences: set[tuple[int, int]] = field(default_factory=set)


def texts(trees: Sequence[Tree], *, paragraphs: bool) -> Iterator[tuple[str, Text]]:
    """Yield running texts with their gold analysis."""
    groups: list[list[Tree]] = []
    for number, tree in enumerate(trees):
        if number % _TOGETHER == 0:
            groups.append([])
        groups[-1].append(tree)
    for group in groups:
        text, gold, last = "", Text(), ""
        for tree in group:
            paragraph = re.sub(r"\.s\.\d+.*$", "", tree.name)
            text += ("\n" if paragraphs and paragraph != last else " ") if text else ""
            last = paragraph
            spans = []
            for word, space in zip(tree.words, (*tree.spaces[:-1], False), strict=True):
                spans.append((len(text), len(text) + len(word)))
                text += word + " " * space
            gold.sentences.add((spans[0][0], spans[-1][1]))
            rows = zip(spans, tree.parts, tree.lemmas, tree.relations, tree.heads, strict=True)
            gold.words += [(*span, part, lemma, relation, spans[head - 1] if head else span) for span, part, lemma, relation, head in rows]
        yield text, gold


def of_document(analyser: Analyser, text: str) -> Text:
    """Return our own analysis of a text."""
    found = Text()
    for sentence in analyser.parse(analyser.segment(Document("text", text))):
        found.sentences.add((sentence.start, sentence.end))
        tokens = sentence.tokens
        found.words += [(t.start, t.end, t.pos, t.lemma, t.relation, (tokens[t.head].start, tokens[t.head].end)) for t in tokens]
    return found


def of_spacy(path: str, texts_: Iterable[str]) -> Iterator[Text]:
    """Yield the analyses of a spaCy pipeline."""
    import spacy  # noqa: PLC0415

    for doc in spacy.load(path).pipe(texts_):
        found = Text()
        for sentence in doc.sents:
            tokens = [token for token in sentence if not token.is_space]
            if not tokens:
                continue
            found.sentences.add((tokens[0].idx, tokens[-1].idx + len(tokens[-1])))
            for token in tokens:
                relation, head = "root" if token.dep_ == "ROOT" else token.dep_, token.head
                span = (head.idx, head.idx + len(head))
                found.words.append((token.idx, token.idx + len(token), token.pos_, "", relation, span))
        yield found


def score(pairs: Iterable[tuple[Text, Text]]) -> dict[str, float]:
    """Return F1 of tokens, sentences, UAS, LAS and of each relation, and the accuracy of parts of speech and lemmas, in per cent."""
    tokens, sentences, heads, labels = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    relations = {name: Counter[str]() for name in EXTRACTION}
    for gold, found in pairs:
        have = {word[:2]: word for word in found.words}
        sentences.update(gold=len(gold.sentences), found=len(found.sentences), right=len(gold.sentences & found.sentences))
        tokens.update(gold=len(gold.words), found=len(found.words))
        for words, side in ((gold.words, "gold"), (found.words, "found")):
            for word in words:
                if word[4] != "punct":
                    heads[side] += 1
                if word[4] in relations:
                    relations[word[4]][side] += 1
        for word in gold.words:
            other = have.get(word[:2])
            if other is None:
                continue
            same, alike = other[5] == word[5], other[4] == word[4]
            tokens.update(right=1, part=other[2] == word[2], lemma=other[3].lower() == word[3].lower() or word[2] == "PUNCT")
            if word[4] != "punct":
                heads["right"] += same
                labels["right"] += same and alike
            if same and alike and word[4] in relations:
                relations[word[4]]["right"] += 1
    result = {"tokens": _f1(tokens), "sentences": _f1(sentences), "UAS": _f1(heads)}
    result["LAS"] = _f1(Counter({**heads, "right": labels["right"]}))
    result |= {"UPOS": 100 * tokens["part"] / tokens["gold"], "lemmas": 100 * tokens["lemma"] / tokens["gold"]}
    return result | {name: _f1(counts) for name, counts in relations.items() if counts["gold"]}


def _f1(counts: Counter[str]) -> float:
    return 200 * counts["right"] / max(1, counts["gold"] + counts["found"])


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--spacy", default="", help="a spaCy pipeline to score beside ours")
    parser.add_argument("--paragraphs", action="store_true", help="keep the source's paragraphs on lines of their own")
    arguments = parser.parse_args()
    pairs = list(texts([merged(tree) for tree in read(arguments.file)], paragraphs=arguments.paragraphs))
    analyser = load_analyser()
    started = time.process_time()
    scores = {"ours": score([(gold, of_document(analyser, text)) for text, gold in pairs])}
    seconds = time.process_time() - started
    if arguments.spacy:
        scores["spaCy"] = score(list(zip([gold for _, gold in pairs], of_spacy(arguments.spacy, [text for text, _ in pairs]), strict=True)))
    for name in scores["ours"]:
        print(f"{name:14}", *(f"{who} {values[name]:6.2f}" for who, values in scores.items()))
    print(f"{sum(len(gold.words) for _, gold in pairs) / seconds:.0f} words per CPU second")


if __name__ == "__main__":
    main()
