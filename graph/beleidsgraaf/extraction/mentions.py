"""Finds the mentions of a document: labels of the register, abbreviations, citations, names, and noun phrases that type themselves."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from beleidsgraaf.extraction.abbreviations import Binding, find_bindings
from beleidsgraaf.extraction.citations import find_citations
from beleidsgraaf.extraction.matching import Match
from beleidsgraaf.extraction.morphology import singulars
from beleidsgraaf.extraction.names import NameType, is_person_shaped, type_name
from beleidsgraaf.extraction.phrases import NounPhrase, find_phrases, type_noun_of
from beleidsgraaf.extraction.trees import tokens_in
from beleidsgraaf.model import FoundBy, Kind, Mention

if TYPE_CHECKING:
    from beleidsgraaf.extraction.lexis import Lexis
    from beleidsgraaf.extraction.matching import LabelMatcher
    from beleidsgraaf.knowledge.ontology import Ontology
    from beleidsgraaf.knowledge.register import Label, Register
    from beleidsgraaf.model import Sentence

GENERIC = frozenset({Kind.ACTOR_GROUP, Kind.THEME, Kind.EVENT})
Spans = Sequence[tuple[int, int]]
_JOINTS = frozenset({",", "en", "of", "/", "&", ", en", "en de", "en het", ", de", ", het", "of de", "of het"})
_LISTED = frozenset({",", "en", "of", "de", "het", "(", "heel"})
_LOCATIVE = frozenset("in naar uit binnen buiten vanuit van voor over tot door tussen rond te op bij".split()) - {"door"}
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*")
_ANNOUNCING = ("Programme", "Foundation", "Association")
_CALLED = 3
_ROLE_REACH = 9
_PRIORITY = {FoundBy.REGISTER: 0, FoundBy.ABBREVIATION: 1, FoundBy.PATTERN: 2, FoundBy.MODEL: 3, FoundBy.COREFERENCE: 4}


@dataclass(frozen=True, slots=True)
class Finder:
    """What finding mentions rests on.

    Args:
        matcher: the register's labels.
        register: the register.
        lexis: the lexicon.
        ontology: the ontology.
        propose_names: proposes the spans of names in a sentence, as offsets in the document's text.
    """

    matcher: LabelMatcher
    register: Register
    lexis: Lexis
    ontology: Ontology
    propose_names: Callable[[Sentence], Spans]

    def __call__(self, sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
        """Find all mentions of a document.

        Args:
            sentences: its sentences, tokenised.

        Returns:
            Mentions sorted by offset, without overlap. An anaphoric one may turn out to have no antecedent.
        """
        if not sentences:
            return ()
        matches = [self._matches(sentence) for sentence in sentences]
        supported = self._supported(sentences, matches)
        bindings = find_bindings(sentences)
        found: list[Mention] = []
        for sentence, row in zip(sentences, matches, strict=True):
            labels = list(self._labels(sentence, row, supported))
            names = [name for name in self._names(sentence, labels) if not _runs_on(name, labels)]
            found.extend(_longest([*self._citations(sentence), *labels, *names]))
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
            rows.extend(_longest(_with_fallbacks(candidates)))
        return tuple(sorted(rows, key=lambda mention: (mention.start, mention.end)))

    def _matches(self, sentence: Sentence) -> list[Match]:
        """Find the labels in a sentence, those too that share their last word with the name after them: ``Eerste en Tweede Kamer``."""
        text = sentence.document.text
        found = list(self.matcher.find(text, sentence.start, sentence.end))
        shared: list[Match] = []
        for match in found:
            words = text[match.start : match.end].split()
            row = tokens_in(sentence, match.start, match.end)
            if len(words) < 2 or not row or row[0] < 2 or sentence.tokens[row[0] - 1].text not in ("en", "of", "&"):
                continue
            first = sentence.tokens[row[0] - 2]
            labels = self.matcher.look_up(f"{first.text} {words[-1]}") if first.text[:1].isupper() else ()
            if labels:
                shared.append(Match(first.start, first.end, labels))
        return found + shared

    def _supported(self, sentences: Sequence[Sentence], matches: Sequence[Sequence[Match]]) -> frozenset[str]:
        """Return the ids of the entries that an unambiguous label names somewhere in the document."""
        return frozenset(label.entry for row in matches for match in row for label in match.labels if not label.needs_support)

    def _labels(self, sentence: Sentence, row: Iterable[Match], supported: frozenset[str]) -> Iterator[Mention]:
        """Turn the matches of a sentence into mentions."""
        for match in row:
            labels = [label for label in match.labels if self._holds(sentence, match, label, supported)]
            labels = self._in_time(sentence, labels)
            if not labels:
                continue
            ranked = sorted(
                labels,
                key=lambda label: (
                    label.needs_support and label.entry not in supported,
                    not self._fits(sentence, match, label),
                    label.entry,
                ),
            )
            announced = self._announced(sentence, match)
            if announced is not None:
                ranked = [label for label in ranked if self.register.entries[label.entry].kind is announced.kind]
                if not ranked:
                    yield announced
                    continue
            entry = self.register.entries[ranked[0].entry]
            if any(self.ontology.is_a(cls, "State") for cls in entry.classes) and _is_place(sentence, match):
                continue
            candidates = tuple(dict.fromkeys(label.entry for label in ranked))
            yield Mention(
                start=match.start,
                end=match.end,
                text=sentence.document.text[match.start : match.end],
                sentence=sentence.index,
                kind=entry.kind,
                classes=entry.classes,
                found_by=FoundBy.REGISTER,
                confidence=0.98 if len(candidates) == 1 else 0.9,
                candidates=candidates,
                label=entry.label,
            )

    def _announced(self, sentence: Sentence, match: Match) -> Mention | None:
        """Return the thing of another kind that a noun makes of a known name: ``het programma Common Ground`` is no system."""
        row = tokens_in(sentence, match.start, match.end)
        before = sentence.tokens[row[0] - 1].text if row and row[0] else ""
        typed = type_noun_of(before, self.lexis) if before.islower() else None
        if typed is None or not any(self.ontology.is_a(typed[0].class_name, cls) for cls in _ANNOUNCING):
            return None
        kind = self.ontology.kind_of(typed[0].class_name)
        if kind is None:
            return None
        text = sentence.document.text[match.start : match.end]
        return Mention(
            start=match.start,
            end=match.end,
            text=text,
            sentence=sentence.index,
            kind=kind,
            classes=(typed[0].class_name,),
            found_by=FoundBy.PATTERN,
            confidence=0.9,
            label=f"{typed[0].lemma} {text}",
        )

    def _holds(self, sentence: Sentence, match: Match, label: Label, supported: frozenset[str]) -> bool:
        """Tell whether an ambiguous label has the support it needs: the entry is named in full, or a noun of its class stands before."""
        return (
            not label.needs_support
            or label.entry in supported
            or self._fits(sentence, match, label)
            or self._has_article(sentence, match, label)
        )

    def _has_article(self, sentence: Sentence, match: Match, label: Label) -> bool:
        """Tell whether an article stands before the short name of a body, as before no place or word that looks like it: ``de AP``."""
        row = tokens_in(sentence, match.start, match.end)
        entry = self.register.entries[label.entry]
        if not row or not row[0] or entry.kind is not Kind.ORGANIZATION or "Municipality" in entry.classes or label.text.islower():
            return False
        after = sentence.tokens[row[-1] + 1].text if row[-1] + 1 < len(sentence.tokens) else ""
        return sentence.tokens[row[0] - 1].text.lower() in ("de", "het") and not after[:1].isupper() and not after.startswith("-")

    def _fits(self, sentence: Sentence, match: Match, label: Label) -> bool:
        """Tell whether the word before a label announces what it names: ``gemeente Bergen``, ``minister Donner``."""
        first = tokens_in(sentence, match.start, match.end)
        if not first or first[0] == 0:
            return False
        place = first[0] - 1
        while place > 1 and sentence.tokens[place].text in (",", "en") and sentence.tokens[place - 1].text[:1].isupper():
            place -= 2  # ``de gemeenten Arnhem en Nijmegen``
        while place and sentence.tokens[place].text.lower() in ("van", "voor", "de", "het"):
            place -= 1  # ``de minister van Financiën``
        before = sentence.tokens[place].text
        entry = self.register.entries[label.entry]
        if place + 1 < first[0] and sentence.tokens[place + 1].text.lower() in ("van", "voor"):
            return entry.kind is Kind.ORGANIZATION and (
                before.lower() in self.lexis.roles
                or any(cls == "Ministry" and before.lower().startswith("minister") for cls in entry.classes)
            )
        if entry.kind is Kind.PERSON:
            return self._has_role(sentence, first[0])
        found = type_noun_of(before, self.lexis)
        return found is not None and any(self.ontology.is_a(cls, found[0].class_name) for cls in (entry.kind.value, *entry.classes))

    def _has_role(self, sentence: Sentence, first: int) -> bool:
        """Tell whether a role stands before a surname, also with its subject between: ``staatssecretaris Digitalisering Van Huffelen``."""
        for place in range(first - 1, max(-1, first - _ROLE_REACH), -1):
            text = sentence.tokens[place].text
            if text.lower() in self.lexis.roles:
                return True
            if not text[:1].isupper() and text.lower() not in ("en", "van", "voor", "de", "het", ",", "&", "der"):
                return False
        return False

    def _in_time(self, sentence: Sentence, labels: list[Label]) -> list[Label]:
        """Keep the labels that held at the document's date; without a date, those that still hold, if any."""
        date = sentence.document.issued
        if date:
            return [label for label in labels if label.valid_on(date)] or [
                label for label in labels if not label.valid_from or label.valid_from <= date
            ]
        return [label for label in labels if not label.valid_until] or labels

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

    def _names(self, sentence: Sentence, known: Sequence[Mention]) -> Iterator[Mention]:
        """Turn proposed names whose kind is clear into mentions; a name coordinated with one of a clear kind is of that kind too."""
        spans = [(start, end, row) for start, end in self.propose_names(sentence) if (row := tokens_in(sentence, start, end))]
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
            if kind is Kind.ORGANIZATION and phrase.plural:
                kind = Kind.ACTOR_GROUP
            if kind is None or kind in (Kind.PERSON, Kind.EVENT) or (phrase.type_noun.vague and (kind in GENERIC or phrase.plural)):
                continue
            if kind not in GENERIC and not phrase.definite and (phrase.plural or phrase.type_noun.vague):
                continue
            yield self._phrase(sentence, phrase, kind)

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


def _runs_on(name: Mention, labels: Iterable[Mention]) -> bool:
    """Tell whether a proposed name is a known one with ordinary words after it: ``Raad van State`` in ``Raad van State op de Wet``."""
    return any(
        label.start == name.start
        and label.end < name.end
        and " " in label.text
        and label.kind not in GENERIC
        and name.text[label.end - label.start :].lstrip()[:1].islower()
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


def _is_place(sentence: Sentence, match: Match) -> bool:
    """Tell whether a country is named as a place, not as one who acts: after a preposition, also as a later member of a list."""
    row = tokens_in(sentence, match.start, match.end)
    place = row[0] - 1 if row else -1
    while place >= 0 and (sentence.tokens[place].text in _LISTED or sentence.tokens[place].text[:1].isupper()) and place:
        place -= 1
    return place >= 0 and sentence.tokens[place].text.lower() in _LOCATIVE


def _longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Keep the longest of what overlaps; of the same length what the register knows."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (-(m.end - m.start), _PRIORITY[m.found_by], m.start)):
        if all(mention.end <= other.start or other.end <= mention.start for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)
