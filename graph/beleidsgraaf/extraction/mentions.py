"""Finds the mentions of a document: labels of the register, abbreviations, citations, names, and noun phrases that type themselves."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from beleidsgraaf.extraction.abbreviations import Binding, find_bindings
from beleidsgraaf.extraction.citations import find_citations
from beleidsgraaf.extraction.kinds import settle_kinds
from beleidsgraaf.extraction.labels import LabelReader
from beleidsgraaf.extraction.limits import dated_paper, mend_names, mend_term
from beleidsgraaf.extraction.morphology import singulars
from beleidsgraaf.extraction.names import NameType, is_person_shaped, type_name
from beleidsgraaf.extraction.phrases import NounPhrase, find_phrases, type_noun_of
from beleidsgraaf.extraction.trees import tokens_in
from beleidsgraaf.model import FoundBy, Kind, Mention

if TYPE_CHECKING:
    from beleidsgraaf.extraction.lexis import Lexis
    from beleidsgraaf.extraction.matching import LabelMatcher
    from beleidsgraaf.knowledge.ontology import Ontology
    from beleidsgraaf.knowledge.register import Register
    from beleidsgraaf.model import Sentence

GENERIC = frozenset({Kind.ACTOR_GROUP, Kind.THEME, Kind.EVENT})
Spans = Sequence[tuple[int, int]]
_JOINTS = frozenset({",", "en", "of", "/", "&", ", en", "en de", "en het", ", de", ", het", "of de", "of het"})
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*")
_CALLED = 3
_PRIORITY = {FoundBy.REGISTER: 0, FoundBy.ABBREVIATION: 1, FoundBy.PATTERN: 2, FoundBy.MODEL: 3, FoundBy.COREFERENCE: 4}


@dataclass(frozen=True, slots=True)
class Finder:
    """What finding mentions rests on.

    Args:
        matcher: the register's labels.
        register: the register.
        lexis: the lexicon.
        ontology: the ontology.
        propose_names: proposes for each sentence of a document the spans of names, as offsets in the document's text.
    """

    matcher: LabelMatcher
    register: Register
    lexis: Lexis
    ontology: Ontology
    propose_names: Callable[[Sequence[Sentence]], Sequence[Spans]]
    read_labels: LabelReader = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "read_labels", LabelReader(self.matcher, self.register, self.lexis, self.ontology))

    def __call__(self, sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
        """Find all mentions of a document.

        Args:
            sentences: its sentences, tokenised.

        Returns:
            Mentions sorted by offset, without overlap. An anaphoric one may turn out to have no antecedent.
        """
        if not sentences:
            return ()
        matches = [self.read_labels.matches(sentence) for sentence in sentences]
        supported = self.read_labels.supported(matches)
        bindings = find_bindings(sentences)
        proposals = self.propose_names(sentences)
        found: list[Mention] = []
        for sentence, row, spans in zip(sentences, matches, proposals, strict=True):
            labels = list(self.read_labels(sentence, row, supported))
            names = [name for name in self._names(sentence, spans, labels) if not _runs_on(name, labels, self.lexis)]
            found.extend(_longest([*self._citations(sentence), *mend_names(sentence, [*labels, *names], self.lexis, self.ontology)]))
        found.extend(settle_kinds(sentences, proposals, found, self.lexis))
        known = {**self._title_name(sentences, found), **self._short_forms(found, bindings)}
        return self._complete(sentences, found, known)

    def _title_name(self, sentences: Sequence[Sentence], found: Sequence[Mention]) -> dict[str, Mention]:
        """Give the short name in a text's first line, if nothing else types it, the kind of what the text calls it: ``het stelsel``."""
        first = sentences[0]
        taken = [(mention.start, mention.end) for mention in found if mention.sentence == first.index]
        names = [token for token in first.tokens if _ACRONYM.fullmatch(token.text) and (token.start, token.end) not in taken]
        if len(names) != 1:
            return {}
        named = {noun for mention in found for word in mention.text.lower().split() for noun in singulars(word)}
        calls = Counter(
            phrase.type_noun.class_name
            for sentence in sentences
            for phrase in find_phrases(sentence, self.lexis)
            if phrase.definite and not phrase.plural and not phrase.compound and phrase.type_noun.lemma not in named
        )
        for cls, count in calls.most_common(1):
            kind = self.ontology.kind_of(cls)
            if count >= _CALLED and kind in (Kind.SYSTEM, Kind.ORGANIZATION, Kind.POLICY):
                token = names[0]
                mention = Mention(token.start, token.end, token.text, first.index, kind, (cls,), FoundBy.PATTERN, 0.6, (), token.text)
                return {token.text: mention}
        return {}

    def _complete(self, sentences: Sequence[Sentence], found: list[Mention], known: Mapping[str, Mention]) -> tuple[Mention, ...]:
        """Add the short forms and the noun phrases, and settle what overlaps."""
        by_sentence: dict[int, list[Mention]] = {}
        for mention in found:
            by_sentence.setdefault(mention.sentence, []).append(mention)
        rows: list[Mention] = []
        for sentence in sentences:
            candidates = by_sentence.get(sentence.index, [])
            candidates = [*candidates, *self._bound(sentence, known), *self._phrases(sentence)]
            rows.extend(_longest(mend_term(sentence, mention) for mention in _with_fallbacks(candidates)))
        return tuple(sorted(rows, key=lambda mention: (mention.start, mention.end)))

    def _citations(self, sentence: Sentence) -> Iterator[Mention]:
        """Turn citations into mentions of policies."""
        for citation in find_citations(sentence.text):
            entry = self.register.find(citation.iri)
            start, end = sentence.start + citation.start, sentence.start + citation.end
            text = sentence.document.text[start:end]
            yield Mention(
                start=start,
                end=end,
                text=text,
                sentence=sentence.index,
                kind=Kind.POLICY,
                classes=entry.classes if entry else citation.classes,
                found_by=FoundBy.PATTERN,
                confidence=0.95,
                candidates=(entry.id,) if entry else (citation.iri,),
                label=entry.label if entry else " ".join(text.split()),
            )

    def _names(self, sentence: Sentence, proposed: Spans, known: Sequence[Mention]) -> Iterator[Mention]:
        """Turn proposed names whose kind is clear into mentions; a name coordinated with one of a clear kind is of that kind too."""
        spans = [(start, end, row) for start, end in proposed if (row := tokens_in(sentence, start, end))]
        types = [type_name(sentence, row[0], row[-1] + 1, self.lexis, self.ontology) for _, _, row in spans]
        clear: list[tuple[int, int, Kind]] = [(m.start, m.end, m.kind) for m in known if m.kind in (Kind.SYSTEM, Kind.ORGANIZATION)]
        clear += [
            (start, end, typed.kind) for (start, end, _), typed in zip(spans, types, strict=True) if typed and typed.kind is not Kind.PERSON
        ]
        for (start, end, _), typed in zip(spans, types, strict=True):
            named = typed or self._beside(sentence, start, end, clear)
            if named is None:
                continue
            yield self._name(sentence, start, end, named, known)

    def _name(self, sentence: Sentence, start: int, end: int, named: NameType, known: Sequence[Mention]) -> Mention:
        """Make a mention of a typed name; one that only adds a type noun or a year to a name of the register is that entity's."""
        text = sentence.document.text
        row = tokens_in(sentence, start, end)
        before = sentence.tokens[row[0] - 1] if row and row[0] else None
        typed = type_noun_of(before.text, self.lexis) if before is not None and before.text.islower() else None
        if (
            named.kind is Kind.POLICY
            and before is not None
            and typed is not None
            and not typed[0].vague
            and typed[0].class_name != "Programme"
        ):
            start = before.start  # ``handreiking Lokale ketenaanpak``: the noun belongs to the name
        inner = next(
            (m for m in known if m.kind is named.kind and start <= m.start and m.end <= end and self._only_adds(text, start, end, m)), None
        )
        return Mention(
            start=start,
            end=end,
            text=text[start:end],
            sentence=sentence.index,
            kind=named.kind,
            classes=inner.classes if inner else named.classes,
            found_by=FoundBy.PATTERN,
            confidence=named.certainty,
            candidates=inner.candidates if inner else (),
            label=inner.label if inner else " ".join(text[start:end].split()),
        )

    def _only_adds(self, text: str, start: int, end: int, inner: Mention) -> bool:
        """Tell whether a name is a known one with a type noun before it or a year behind it: ``Vereniging VNO-NCW``."""
        head, tail = text[start : inner.start].strip(), text[inner.end : end].strip()
        return (
            bool(head or tail)
            and (not head or head.lower() in self.lexis.lexicon.type_nouns)
            and (not tail or (tail.isdigit() and len(tail) == 4))
        )

    def _beside(self, sentence: Sentence, start: int, end: int, clear: Iterable[tuple[int, int, Kind]]) -> NameType | None:
        """Give a name the kind of the name it is coordinated with."""
        text = sentence.document.text
        for begin, finish, kind in clear:
            between = text[finish:start] if finish <= start else text[end:begin] if end <= begin else "."
            if between.strip().lower() in _JOINTS:
                words = text[start:end].split()
                if kind is Kind.ORGANIZATION and len(words) > 1 and is_person_shaped(words):
                    # ``Jan Jansen, Logius``: a person with the body he or she works for
                    return NameType(Kind.PERSON, (), 0.7) if between.strip() == "," and end <= begin else None
                return NameType(kind, (), 0.6)
        return None

    def _short_forms(self, found: Iterable[Mention], bindings: Iterable[Binding]) -> dict[str, Mention]:
        """Map each short form that the document introduces to the mention of its long form."""
        known: dict[str, Mention] = {}
        spans = {(m.start, m.end): m for m in found}
        for binding in bindings:
            mention = spans.get((binding.start, binding.end)) or next(
                (m for (start, end), m in sorted(spans.items()) if end == binding.end or (start <= binding.start < end)), None
            )
            if mention is not None:
                known[binding.short] = mention
        return known

    def _bound(self, sentence: Sentence, known: Mapping[str, Mention]) -> Iterator[Mention]:
        """Find the short forms that the document has bound, wherever they stand."""
        for token in sentence.tokens:
            for short in {token.text, token.text.partition("-")[0]}:
                mention = known.get(short)
                if mention is not None:
                    yield Mention(
                        start=token.start,
                        end=token.start + len(short),
                        text=short,
                        sentence=sentence.index,
                        kind=mention.kind,
                        classes=mention.classes,
                        found_by=FoundBy.ABBREVIATION,
                        confidence=0.97,
                        candidates=mention.candidates,
                        label=mention.label,
                    )

    def _phrases(self, sentence: Sentence) -> Iterator[Mention]:
        """Turn typed noun phrases into mentions: terms and groups at once, the rest as what may refer back."""
        yield from self._roles(sentence)
        for phrase in find_phrases(sentence, self.lexis):
            kind = self.ontology.kind_of(phrase.type_noun.class_name)
            modified = phrase.compound or phrase.start < phrase.noun
            if kind is Kind.ORGANIZATION and phrase.plural:
                kind = Kind.ACTOR_GROUP
            if kind in GENERIC and phrase.start < phrase.noun and self.matcher.look_up(sentence.tokens[phrase.noun].text):
                continue  # the noun is a term by itself, the adjective none of it: ``Europese lidstaten``
            if kind is Kind.THEME and phrase.type_noun.vague and modified:
                yield self._phrase(sentence, phrase, kind)
                continue
            if kind is None or kind is Kind.PERSON or (phrase.type_noun.vague and (kind in GENERIC or phrase.plural)):
                continue
            if kind is Kind.EVENT and phrase.plural:
                continue
            if kind not in GENERIC and not phrase.definite and (phrase.plural or phrase.type_noun.vague):
                continue
            yield dated_paper(sentence, self._phrase(sentence, phrase, kind))

    def _roles(self, sentence: Sentence) -> Iterator[Mention]:
        """Turn a role without a name into what may refer back to its holder: ``de staatssecretaris``."""
        tokens = sentence.tokens
        for index in range(1, len(tokens)):
            token = tokens[index]
            following = tokens[index + 1].text if index + 1 < len(tokens) else ""
            bare = following.lower() not in ("van", "voor") and not following[:1].isupper()
            if token.text.lower() in self.lexis.roles and tokens[index - 1].text.lower() in ("de", "deze", "die") and bare:
                yield Mention(
                    start=token.start,
                    end=token.end,
                    text=token.text,
                    sentence=sentence.index,
                    kind=Kind.PERSON,
                    found_by=FoundBy.COREFERENCE,
                    confidence=0.7,
                    label=token.text.lower(),
                    anaphoric=True,
                )

    def _phrase(self, sentence: Sentence, phrase: NounPhrase, kind: Kind) -> Mention:
        first = phrase.start if kind in GENERIC else phrase.noun
        start, end = sentence.tokens[first].start, sentence.tokens[phrase.end - 1].end
        text = sentence.document.text[start:end]
        cls = phrase.type_noun.class_name
        anaphoric = kind not in GENERIC and phrase.definite
        return Mention(
            start=start,
            end=end,
            text=text,
            sentence=sentence.index,
            kind=kind,
            classes=() if cls == kind.value or self.ontology.kind_of(cls) is not kind else (cls,),
            found_by=FoundBy.COREFERENCE if anaphoric else FoundBy.PATTERN,
            confidence=0.7,
            label=" ".join(text.split()).lower(),
            anaphoric=anaphoric,
        )


def _runs_on(name: Mention, labels: Iterable[Mention], lexis: Lexis) -> bool:
    """Tell whether a proposed name is a known one with ordinary words after it: ``Raad van State`` in ``Raad van State op de Wet``."""
    return any(
        label.start == name.start
        and label.end < name.end
        and label.kind not in GENERIC
        and name.text[label.end - label.start :].lstrip()[:1].islower()
        and (" " in label.text or name.text[label.end - label.start :].split()[0] in lexis.lexicon.by_form)
        for label in labels
    )


def _with_fallbacks(mentions: Sequence[Mention]) -> list[Mention]:
    """Let a phrase that may refer back, and is a group otherwise, try the first before the second: ``de gemeente``."""
    groups = {(m.start, m.end): m for m in mentions if m.kind is Kind.ACTOR_GROUP and m.candidates}
    both = {
        (m.start, m.end): dataclasses.replace(m, candidates=groups[m.start, m.end].candidates)
        for m in mentions
        if m.anaphoric and m.kind is Kind.ORGANIZATION and (m.start, m.end) in groups
    }
    return [m for m in mentions if (m.start, m.end) not in both] + list(both.values())


def _longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Keep the longest of what overlaps; of the same length what the register knows."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (-(m.end - m.start), _PRIORITY[m.found_by], m.start)):
        if all(mention.end <= other.start or other.end <= mention.start for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)
