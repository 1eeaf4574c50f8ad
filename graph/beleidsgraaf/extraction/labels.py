"""Turns the register's labels in a sentence into mentions: which of them count there, and what each names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from beleidsgraaf.extraction.matching import Match
from beleidsgraaf.extraction.phrases import type_noun_of
from beleidsgraaf.extraction.trees import tokens_in
from beleidsgraaf.model import FoundBy, Kind, Mention

if TYPE_CHECKING:
    from beleidsgraaf.extraction.lexis import Lexis
    from beleidsgraaf.extraction.matching import LabelMatcher
    from beleidsgraaf.knowledge.ontology import Ontology
    from beleidsgraaf.knowledge.register import Label, Register
    from beleidsgraaf.model import Sentence

_LISTED = frozenset({",", "en", "of", "de", "het", "(", "heel"})
_LOCATIVE = frozenset("in naar uit binnen buiten vanuit van voor over tot tussen rond te op bij".split())
_ANNOUNCING = ("Programme", "Foundation", "Association")
_ROLE_REACH = 9


@dataclass(frozen=True, slots=True)
class LabelReader:
    """What reading labels rests on.

    Args:
        matcher: the register's labels.
        register: the register.
        lexis: the lexicon.
        ontology: the ontology.
    """

    matcher: LabelMatcher
    register: Register
    lexis: Lexis
    ontology: Ontology

    def matches(self, sentence: Sentence) -> list[Match]:
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

    def supported(self, matches: Sequence[Sequence[Match]]) -> frozenset[str]:
        """Return the ids of the entries that an unambiguous label names somewhere in the document.

        Args:
            matches: the matches of each sentence.
        """
        return frozenset(label.entry for row in matches for match in row for label in match.labels if not label.needs_support)

    def __call__(self, sentence: Sentence, row: Iterable[Match], supported: frozenset[str]) -> Iterator[Mention]:
        """Turn the matches of a sentence into mentions.

        Args:
            sentence: a tokenised sentence.
            row: the places where labels stand in it.
            supported: ids of the entries that the document names unmistakably.

        Yields:
            Mentions in the order of the matches; they may overlap.
        """
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
            if entry.kind is Kind.ACTOR_GROUP and self._is_position(sentence, match):
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

    def _is_position(self, sentence: Sentence, match: Match) -> bool:
        """Tell whether a role stands before the name of its holder, and so is no group: ``wethouder Jansen``."""
        row = tokens_in(sentence, match.start, match.end)
        after = sentence.tokens[row[-1] + 1].text if row and row[-1] + 1 < len(sentence.tokens) else ""
        return after[:1].isupper() and sentence.document.text[match.start : match.end].lower() in self.lexis.roles

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


def _is_place(sentence: Sentence, match: Match) -> bool:
    """Tell whether a country is named as a place, not as one who acts: after a preposition, also as a later member of a list."""
    row = tokens_in(sentence, match.start, match.end)
    place = row[0] - 1 if row else -1
    while place >= 0 and (sentence.tokens[place].text in _LISTED or sentence.tokens[place].text[:1].isupper()) and place:
        place -= 1
    return place >= 0 and sentence.tokens[place].text.lower() in _LOCATIVE
