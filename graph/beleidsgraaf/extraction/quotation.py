"""Finds direct speech and who speaks, over as many sentences as it lasts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from beleidsgraaf.model import ACTORS, Statement

if TYPE_CHECKING:
    from beleidsgraaf.extraction.lexis import Lexis
    from beleidsgraaf.model import Link, Sentence

_QUOTED = re.compile(r"“[^“”]{15,3000}”|„[^„”]{15,3000}”|«[^«»]{15,3000}»|(?<!\w)\"[^\"\n]{15,3000}\"|(?<!\w)‘[^‘’]{25,3000}’(?!\w)")
_BEFORE = 160
_BETWEEN = 5
_ENDS = ".!?…,"
_AFTER = 120


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of direct speech.

    Args:
        start, end: offsets of the words within the quotation marks.
        speakers: ids of the entities that speak, sorted.
        mention: start and end offsets of the first speaker's mention.
        certainty: how sure the speaker is, 0 to 1.
    """

    start: int
    end: int
    speakers: tuple[str, ...]
    mention: tuple[int, int]
    certainty: float


def find_quotations(sentences: Sequence[Sentence], links: Sequence[Link], lexis: Lexis) -> tuple[Quotation, ...]:
    """Find the quotations of a document whose speaker is named beside them.

    Args:
        sentences: the document's sentences.
        links: its linked mentions, sorted.
        lexis: speech verbs and words of attribution.

    Returns:
        Quotations with a known speaker, in order. The speaker is named before a colon (``Knops: “…”``) or after the closing mark
        (``“…”, aldus Knops``), in the same paragraph.
    """
    if not sentences:
        return ()
    text = sentences[0].document.text
    actors = [link for link in links if link.mention.kind in ACTORS]
    return tuple(quotation for match in _QUOTED.finditer(text) if (quotation := _attributed(text, match, actors, lexis)) is not None)


def _attributed(text: str, match: re.Match[str], actors: Sequence[Link], lexis: Lexis) -> Quotation | None:
    start, end = match.start() + 1, match.end() - 1
    lead = text[max(0, match.start() - _BEFORE) : match.start()]
    lead = lead[lead.rfind("\n") + 1 :]
    lead = re.split(r"[.!?]\s", lead)[-1]
    if lead.rstrip().endswith(":") and match.group()[-2] in _ENDS:
        near = [link for link in actors if match.start() - len(lead) <= link.mention.start < match.start()]
        if near and len(text[near[-1].mention.end : match.start()].split()) <= _BETWEEN:
            last = near[-1]
            return Quotation(start, end, (last.entity,), (last.mention.start, last.mention.end), 0.9)
    tail = text[match.end() : match.end() + _AFTER]
    tail = tail[: tail.find("\n")] if "\n" in tail else tail
    tail = re.split(r"[.!?](?:\s|$)", tail)[0]
    after = [link for link in actors if match.end() <= link.mention.start < match.end() + len(tail)]
    if after and any(lexis.is_speech(word) for word in re.findall(r"\w+", text[match.end() : after[0].mention.start].lower())):
        first = after[0]
        return Quotation(start, end, (first.entity,), (first.mention.start, first.mention.end), 0.9)
    return None


def quotation_statements(quotations: Sequence[Quotation], sentences: Sequence[Sentence]) -> Iterator[Statement]:
    """Make a ``states`` statement of each sentence that lies in a quotation.

    Args:
        quotations: the quotations of a document.
        sentences: its sentences.

    Yields:
        Statements by quotation, in order; the claim is the part of the sentence within the marks.
    """
    for quotation in quotations:
        for sentence in sentences:
            begin, end = max(sentence.start, quotation.start), min(sentence.end, quotation.end)
            claim = sentence.document.text[begin:end].strip().rstrip(".!?…\"'”’» ") if begin < end else ""
            if len(claim.split()) < 3:
                continue
            for speaker in quotation.speakers:
                yield Statement(
                    subject=speaker,
                    property="states",
                    object=None,
                    evidence=(sentence.start, sentence.end),
                    claim=claim,
                    confidence=quotation.certainty,
                    subject_mention=quotation.mention,
                )


def quoted_speakers(sentence: Sentence, quotations: Sequence[Quotation]) -> tuple[str, ...]:
    """Return who speaks a sentence that lies mostly within a quotation, sorted; empty when nobody does."""
    length = max(1, sentence.end - sentence.start)
    return tuple(
        sorted(
            {
                speaker
                for quotation in quotations
                if (min(sentence.end, quotation.end) - max(sentence.start, quotation.start)) / length > 0.5
                for speaker in quotation.speakers
            }
        )
    )
