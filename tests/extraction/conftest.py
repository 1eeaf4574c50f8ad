"""Hand-built sentences for the steps of extraction, so that a test of a step rests on no parser."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest
from hypothesis import settings

from beleidsgraaf import Document, Kind, Link, Mention, Sentence, Token
from beleidsgraaf.extraction.clauses import Clauses
from beleidsgraaf.extraction.lexis import Lexis
from beleidsgraaf.knowledge.lexicon import load_lexicon
from beleidsgraaf.knowledge.ontology import Ontology, load_ontology
from beleidsgraaf.knowledge.register import Register, load_register
from beleidsgraaf.language.lemmas import lemma
from beleidsgraaf.language.tokens import plain

_WORD = re.compile(
    r"(?P<text>[^\s/]+)/(?P<pos>[A-Z]+)(?:\{(?P<features>[^}]*)\})?<(?P<relation>[a-z:]+?)(?::(?P<head>[^\s:#]+)(?:#(?P<number>\d))?)?$"
)

settings.register_profile("unhurried", deadline=None)  # on a busy machine a slow example says nothing
settings.load_profile("unhurried")

Parse = Callable[..., Sentence]
Linking = Callable[..., tuple[Link, ...]]


def parse(line: str, *, index: int = 0, before: str = "") -> Sentence:
    """Build a parsed sentence.

    Args:
        line: ``word/POS<relation:head`` for each word, ``word/POS<root`` for a root; ``word/POS{VerbForm=Part}<…`` gives features; where
            the head's word stands more than once, ``:word#2`` is the second. Words stand apart by one space in the text.
        index: number of the sentence in its document.
        before: text of the document before the sentence.

    Raises:
        ValueError: when a word is not written so, or its head is not in the sentence.
    """
    matches = [_WORD.match(word) for word in line.split()]
    if None in matches:
        raise ValueError(f"{line.split()[matches.index(None)]!r} is not word/POS<relation:head")
    words = [match["text"] for match in matches if match]
    document = Document("zin.txt", before + " ".join(words))
    tokens: list[Token] = []
    place = len(before)
    for number, match in enumerate(match for match in matches if match):
        spot = number
        if match["relation"] != "root":
            spots = [i for i, word in enumerate(words) if word == match["head"]]
            if not spots:
                raise ValueError(f"{match['head']!r}, head of {match['text']!r}, is not in the sentence")
            spot = spots[int(match["number"] or 1) - 1]
        text = match["text"]
        own = lemma(plain(text), match["pos"])
        tokens.append(Token(place, place + len(text), text, own, match["pos"], match["features"] or "", spot, match["relation"]))
        place += len(text) + 1
    return Sentence(document, len(before), len(document.text), index, tokens=tuple(tokens), parsed=True)


def words(text: str, *, index: int = 0) -> Sentence:
    """Build a sentence that is cut into words at spaces and not parsed."""
    tokens = tuple(Token(match.start(), match.end(), match.group()) for match in re.finditer(r"\S+", text))
    return Sentence(Document("zin.txt", text), 0, len(text), index, tokens=tokens)


def link(sentence: Sentence, *names: str) -> tuple[Link, ...]:
    """Link words of a sentence: ``Logius=Organization`` makes the entity ``logius``; ``DigiD=System:x`` makes ``x``."""
    links: list[Link] = []
    taken: list[int] = []
    for name in names:
        text, _, rest = name.partition("=")
        kind, _, entity = rest.partition(":")
        start = sentence.start - 1
        while start < 0 or start in taken or start == sentence.start - 1:
            start = sentence.document.text.index(text, start + 1)
            if start not in taken:
                break
        taken.append(start)
        mention = Mention(start, start + len(text), text, sentence.index, Kind(kind), label=text)
        links.append(Link(mention, entity or text.lower().replace(" ", "-"), 1.0, "by hand"))
    return tuple(sorted(links, key=lambda row: row.mention.start))


@pytest.fixture(scope="session")
def parsed() -> Parse:
    """Build parsed sentences by hand, see ``parse``."""
    return parse


@pytest.fixture(scope="session")
def cut() -> Callable[..., Sentence]:
    """Build sentences that are not parsed, see ``words``."""
    return words


@pytest.fixture(scope="session")
def linked() -> Linking:
    """Link words of a sentence by hand, see ``link``."""
    return link


@pytest.fixture(scope="session")
def lexis() -> Lexis:
    """The lexicon that ships."""
    return Lexis(load_lexicon())


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    """The ontology that ships."""
    return load_ontology()


@pytest.fixture(scope="session")
def register() -> Register:
    """The register that ships."""
    return load_register()


@pytest.fixture(scope="session")
def clauses(lexis: Lexis) -> Callable[[Sentence, Sequence[str]], Clauses]:
    """See a sentence with links made by hand as the relations step sees it."""

    def see(sentence: Sentence, names: Sequence[str]) -> Clauses:
        return Clauses(sentence, link(sentence, *names), transparent=lexis.transparent, support_verbs=lexis.support_verbs)

    return see
