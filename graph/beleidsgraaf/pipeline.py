"""The row of functions from documents to extractions; the only place that runs many documents."""

from __future__ import annotations

import dataclasses
import multiprocessing
import os
import re
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from beleidsgraaf.errors import BeleidsgraafError
from beleidsgraaf.extraction.clauses import Antecedents, Clauses
from beleidsgraaf.extraction.constructions import find_constructions
from beleidsgraaf.extraction.coreference import find_chains, relational_links
from beleidsgraaf.extraction.definitions import find_definitions
from beleidsgraaf.extraction.lexis import Lexis
from beleidsgraaf.extraction.linking import link_chains, merge
from beleidsgraaf.extraction.lists import asks_for_members, join, lead_ins
from beleidsgraaf.extraction.matching import LabelMatcher
from beleidsgraaf.extraction.mentions import Finder
from beleidsgraaf.extraction.pronouns import centre_of, resolve_pronouns
from beleidsgraaf.extraction.qualification import attribute, is_question, qualify, reported_clauses
from beleidsgraaf.extraction.quotation import find_quotations, quotation_statements, quoted_speakers
from beleidsgraaf.extraction.relations import find_statements
from beleidsgraaf.extraction.repair import repair
from beleidsgraaf.knowledge.confidence import features_of, load_calibration
from beleidsgraaf.knowledge.frames import Function
from beleidsgraaf.knowledge.lexicon import load_lexicon
from beleidsgraaf.knowledge.ontology import load_ontology
from beleidsgraaf.knowledge.register import load_register
from beleidsgraaf.language import load_analyser, propose_all
from beleidsgraaf.language.lemmas import lemma
from beleidsgraaf.language.tokens import plain
from beleidsgraaf.model import BlockKind, Entity, Extraction, Kind, Link, Sentence, Statement, Token

if TYPE_CHECKING:
    from beleidsgraaf.knowledge.ontology import Ontology
    from beleidsgraaf.knowledge.register import Register
    from beleidsgraaf.language import Analyser
    from beleidsgraaf.model import Document, Entity

_UNREAD = frozenset({BlockKind.BOILERPLATE, BlockKind.KEYWORDS})
_PRONOUNS = frozenset({"ze", "zij", "hij", "beide", "beiden"})
_LONGEST_PART = 2000
"""Sentences that are read together: some hundred pages."""
_CELL = "|"
_ITEM = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)°]")
"""The label of an item in a list: ``3.``, ``b)``."""
_PARTS_OF_SPEECH = ("VERB", "NOUN", "ADJ", "ADP", "ADV")


@dataclass(frozen=True, slots=True)
class Toolkit:
    """All that extraction rests on, loaded once a process."""

    analyser: Analyser
    register: Register
    ontology: Ontology
    lexis: Lexis
    finder: Finder
    transparent: frozenset[str]


@cache
def load_toolkit() -> Toolkit:
    """Load language model, ontology, register and lexicon.

    Raises:
        KnowledgeError: ontology, register and lexicon disagree.
        LanguageError: the language model is missing or broken.
    """
    ontology, register, lexis = load_ontology(), load_register(), Lexis(load_lexicon())
    finder = Finder(LabelMatcher(register.labels), register, lexis, ontology, propose_all)
    return Toolkit(load_analyser(), register, ontology, lexis, finder, lexis.transparent | lexis.roles)


def extract(document: Document, toolkit: Toolkit | None = None) -> Extraction:
    """Find the mentions, entities and statements of one document.

    Args:
        document: the document.
        toolkit: what to work with; that of ``load_toolkit`` by default.

    Returns:
        The extraction, all its parts sorted.
    """
    tools = toolkit or load_toolkit()
    sentences = tools.analyser.segment(document)
    found = [_extract(document, part, tools) for part in _parts(sentences)]
    links = tuple(link for row, _, _ in found for link in row)
    entities: dict[str, Entity] = {}
    for _, row, _ in found:
        for entity in row:
            entities[entity.id] = merge(entities[entity.id], entity) if entity.id in entities else entity
    statements = _calibrated(_best(statement for _, _, row in found for statement in row), links, entities.values(), tools)
    return Extraction(
        document=document,
        sentences=tuple((sentence.start, sentence.end) for sentence in sentences),
        links=links,
        entities=tuple(entities[name] for name in sorted(entities)),
        statements=tuple(sorted(statements, key=_order)),
    )


def _brings_about(statement: Statement, idle: set[str], tools: Toolkit) -> bool:
    """Tell whether a statement may be made of its entities.

    A bare ``een werkplan`` is one only where the text says who brings it about, or in its own noun phrase what it is about.
    """
    if not idle & {statement.subject, statement.object, statement.recipient, *statement.attributed_to}:
        return True
    frame = tools.lexis.frames.get(statement.frame)
    if frame is not None and frame.subject.function is Function.MODIFIED and statement.subject in idle:
        return True
    instruments = tools.ontology.properties[statement.property].range <= {Kind.POLICY, Kind.SYSTEM}
    return instruments and statement.object in idle and statement.subject not in idle


def _calibrated(statements: Iterable[Statement], links: Iterable[Link], entities: Iterable[Entity], tools: Toolkit) -> list[Statement]:
    """Give statements the probability that they are right, by how they came about."""
    calibration = load_calibration()
    kinds = {entity.id: entity.kind for entity in entities}
    named = {(link.mention.start, link.mention.end): link.mention for link in links}
    return [
        dataclasses.replace(statement, confidence=calibration.probability(features_of(statement, kinds, named, tools.lexis.frames)))
        for statement in statements
    ]


def _parts(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, ...]]:
    """Cut a very long document into parts that are read one by one; a part begins at a heading where it can, and counts from 0.

    What a word refers to is looked for in all that goes before it, so that the work grows with the square of a part's length.
    """
    first = 0
    while first < len(sentences):
        last = min(first + _LONGEST_PART, len(sentences))
        if last < len(sentences):
            headings = (place for place in range(last, first + _LONGEST_PART // 2, -1) if sentences[place].kind is BlockKind.HEADING)
            last = next(headings, last)
        part = sentences[first:last]
        yield tuple(part) if not first else tuple(dataclasses.replace(sentence, index=index) for index, sentence in enumerate(part))
        first = last


def _extract(
    document: Document, sentences: Sequence[Sentence], tools: Toolkit
) -> tuple[tuple[Link, ...], tuple[Entity, ...], list[Statement]]:
    """Find links, entities and statements in a part of a document."""
    mentions = tools.finder(sentences)
    chains = find_chains(mentions, sentences, tools.register, tools.lexis, tools.ontology)
    links, entities = link_chains(chains, document, tools.register, tools.ontology)
    statements = _statements(sentences, links, tools)
    idle = {link.entity for link in links if link.mention in {chain.mentions[0] for chain in chains if chain.idle}}
    statements = [statement for statement in statements if _brings_about(statement, idle, tools)]
    spoken_of = {end for statement in statements for end in (statement.subject, statement.object)}
    links = tuple(link for link in links if link.entity not in idle or link.entity in spoken_of)
    entities = tuple(entity for entity in entities if entity.id in {link.entity for link in links})
    links = tuple(sorted((*links, *relational_links(sentences, links, statements, tools.lexis)), key=lambda link: link.mention.start))
    return links, entities, statements


def _statements(sentences: Sequence[Sentence], links: tuple[Link, ...], tools: Toolkit) -> list[Statement]:
    """Run relations and qualification over the sentences that can yield a statement."""
    rows: dict[int, list[Link]] = {}
    for link in links:
        rows.setdefault(link.mention.sentence, []).append(link)
    quotations = find_quotations(sentences, links, tools.lexis)
    found = list(quotation_statements(quotations, sentences))
    leads = lead_ins(sentences)
    joined = {index: whole for index, row in leads.items() if (whole := join(sentences[index], [sentences[i] for i in row])) is not None}
    chosen = [unit for s in sentences if _may_state(s, rows.get(s.index, ()), tools.lexis) for unit in _units(s)]
    lists = [whole for whole in joined.values() if _may_state(whole, rows.get(whole.index, ()), tools.lexis)]
    trees = tools.analyser.parse([*chosen, *lists])
    parsed: dict[int, list[Sentence]] = {}
    for tree in trees[: len(chosen)]:
        parsed.setdefault(tree.index, []).append(tree)
    listed = {tree.index: [tree] for tree in trees[len(chosen) :]}
    groups: list[list[Link]] = []
    centre: tuple[str, Kind] | None = None
    for sentence in sentences:
        row = tuple(rows.get(sentence.index, ()))
        before = [link for link in links if link.mention.sentence <= sentence.index]
        previous = sentences[sentence.index - 1] if sentence.index else None
        speakers = quoted_speakers(sentence, quotations)
        resolved: Mapping[int, Antecedents] = {}
        units = parsed.get(sentence.index, [])
        for parse, own in (*((unit, True) for unit in units), *((whole, False) for whole in listed.get(sentence.index, ()))):
            if is_question(parse):
                continue
            reach = (
                _within(parse, row, len(units))
                if own
                else tuple(k for i in (*leads[sentence.index], sentence.index) for k in rows.get(i, ()))
            )
            tree = repair(parse, [(link.mention.start, link.mention.end) for link in reach])
            members = {} if own else _members(tree, reach, sentence, sentences[leads[sentence.index][-1]])
            pronouns = resolve_pronouns(
                tree, before, groups, previous=sentences[max(0, sentence.index - 2) : sentence.index], centre=centre
            )
            if own:
                resolved = pronouns
            clauses = Clauses(
                tree,
                reach,
                pronouns,
                tools.transparent,
                members,
                tools.lexis.support_verbs,
                tools.lexis.apposed,
                tools.lexis.holding_verbs,
                tools.lexis.event_nouns,
            )
            raw = _unless_worded(
                find_statements(clauses, tools.lexis, tools.ontology, previous=previous),
                [*find_constructions(clauses, tools.ontology), *find_definitions(clauses, tools.ontology)],
            )
            new = [qualify(statement, clauses, tools.lexis, quoted=speakers) for statement in raw if own or _rests_on(statement, sentence)]
            reported = reported_clauses(tree, tuple(new))
            found.extend(attribute(statement, tree, reported) for statement in new)
        if len(units) > 1:
            found.extend(find_constructions(Clauses(sentence, row), tools.ontology))  # over the borders of cells: ``Jansen | Logius``
        groups.extend(_groups(Clauses(sentence, row), row))
        centre = centre_of(sentence, row, resolved)
    return found


def _members(tree: Sentence, reach: Sequence[Link], item: Sentence, lead: Sentence) -> dict[int, tuple[int, ...]]:
    """Return for the noun that a lead-in asks the members of, the numbers of the links of an item."""
    noun = next((i for i, token in enumerate(tree.tokens) if token.pos in ("NOUN", "PROPN")), None)
    numbers = tuple(number for number, link in enumerate(reach) if link.mention.sentence == item.index)
    return {noun: numbers} if noun is not None and numbers and asks_for_members(lead) else {}


def _unless_worded(worded: Iterable[Statement], constructed: Iterable[Statement]) -> list[Statement]:
    """Join what words say and what a construction says, which says nothing of two that a word relates: ``het rapport van X``."""
    rows = list(worded)
    joined = {frozenset((statement.subject, statement.object)) for statement in rows}
    own = ("holdsPositionAt", "collaboratesWith")
    return [*rows, *(s for s in constructed if s.property in own or frozenset((s.subject, s.object)) not in joined)]


def _rests_on(statement: Statement, sentence: Sentence) -> bool:
    """Tell whether an end of a statement stands in the sentence itself, not only in what leads it in."""
    return any(
        span is not None and sentence.start <= span[0] < sentence.end for span in (statement.subject_mention, statement.object_mention)
    )


def _groups(clauses: Clauses, row: Sequence[Link]) -> list[list[Link]]:
    """Return the coordinations among the mentions of a sentence, each in order."""
    return [[row[number] for number in sorted(group)] for group in dict.fromkeys(clauses.groups) if len(group) > 1]


def _may_state(sentence: Sentence, row: Sequence[Link], lexis: Lexis) -> bool:
    """Tell cheaply whether a sentence can yield a statement: something to speak of, and a word that evokes a frame."""
    if sentence.kind in _UNREAD or not (row or any(token.text.lower() in _PRONOUNS for token in sentence.tokens)):
        return False
    if len(row) > 1 and any(link.mention.kind in (Kind.PERSON, Kind.SYSTEM, Kind.POLICY) for link in row):
        return True
    return any(_evokes(token.text, lexis) for token in sentence.tokens)


def _units(sentence: Sentence) -> list[Sentence]:
    """Cut a sentence into what is parsed by itself: the cells of a row of a table, else the whole, each without what only introduces it."""
    cells: list[list[Token]] = [[]]
    for token in sentence.tokens:
        if token.text == _CELL:
            cells.append([])
        else:
            cells[-1].append(token)
    return [_core(dataclasses.replace(sentence, tokens=tuple(cell))) for cell in cells if cell]


def _within(unit: Sentence, row: Sequence[Link], units: int) -> tuple[Link, ...]:
    """Return the links of a sentence that stand in a unit of it; all of them when it is the only one."""
    if units == 1:
        return tuple(row)
    return tuple(link for link in row if unit.tokens[0].start <= link.mention.start < unit.tokens[-1].end)


def _core(sentence: Sentence) -> Sentence:
    """Leave out what only introduces a sentence, which confuses a parser: a bullet or number, or a word with a colon (``Stelling:``)."""
    tokens = sentence.tokens
    first = 0
    while first < len(tokens) - 2 and not tokens[first].text[:1].isalnum() and tokens[first].text not in "“\"'‘„(":
        first += 1
    if first < len(tokens) - 3:
        if _ITEM.fullmatch(tokens[first].text):
            first += 1
        elif _ITEM.fullmatch(tokens[first].text + tokens[first + 1].text):
            first += 2
    if (
        first < len(tokens) - 4
        and tokens[first + 1].text == ":"
        and tokens[first].text[:1].isalpha()
        and tokens[first + 2].text not in "“\"„‘'"
    ):
        first += 2
    return dataclasses.replace(sentence, tokens=tokens[first:]) if first else sentence


@cache
def _evokes(word: str, lexis: Lexis) -> bool:
    """Tell whether a word can evoke a frame under any part of speech that the parser may give it."""
    return any(lexis.frames_for(Token(0, 0, word, lemma(plain(word), pos), pos)) for pos in _PARTS_OF_SPEECH)


def _best(statements: Iterable[Statement]) -> list[Statement]:
    """Keep of the same statement in the same sentence the surest one."""
    kept: dict[tuple[object, ...], Statement] = {}
    for statement in statements:
        key = (statement.subject, statement.property, statement.object, statement.evidence, statement.claim)
        known = kept.get(key)
        if known is None or (statement.confidence, known.frame) > (known.confidence, statement.frame):
            kept[key] = statement
    return list(kept.values())


def _order(statement: Statement) -> tuple[object, ...]:
    return (statement.evidence, statement.subject, statement.property, statement.object or "", statement.claim)


def build(
    documents: Iterable[Document],
    *,
    workers: int = 1,
    min_confidence: float = 0.0,
    progress: Callable[[int], None] | None = None,
) -> Iterator[Extraction]:
    """Extract from many documents.

    Args:
        documents: the documents.
        workers: number of processes; with 1 all is done in this one, with 0 one for each core.
        min_confidence: statements less sure than this are left out.
        progress: called with 1 after each document.

    Yields:
        Extractions in the order of the documents.

    Raises:
        BeleidsgraafError: a worker process was ended from outside.
    """
    count = workers or os.cpu_count() or 1
    results = map(extract, documents) if count == 1 else _in_processes(documents, count)
    for extraction in results:
        if progress is not None:
            progress(1)
        kept = tuple(statement for statement in extraction.statements if statement.confidence >= min_confidence)
        yield dataclasses.replace(extraction, statements=kept)


def _in_processes(documents: Iterable[Document], count: int) -> Iterator[Extraction]:
    """Extract in several processes, a bounded number of documents at a time."""
    source = iter(documents)
    # A forked process would share the threads and locks of this one, which the language model's engine does not survive everywhere.
    context = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(count, mp_context=context) as pool:
            with _interrupts_ignored():
                for _ in range(count):
                    pool.submit(os.getpid)  # a worker is started for each task while none is idle
            while batch := list(islice(source, 64 * count)):
                yield from pool.map(extract, batch, chunksize=4)
    except BrokenProcessPool as error:
        raise BeleidsgraafError(
            "A worker process was ended from outside, perhaps for lack of memory; try again with --workers 1."
        ) from error


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Let processes that are started meanwhile ignore an interrupt from the keyboard: this one deals with it for all."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread gets interrupts, and may say what becomes of them
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
