"""Our own gold: original sentences with what must, and what must not, be read in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from beleidsgraaf import Document, Extraction, Link, Statement, document_from_text, extract
from beleidsgraaf.knowledge.ontology import load_ontology

HERE = Path(__file__).parent
KEYS = {"text", "issued", "with", "without", "entities", "no_entities", "same", "xfail"}
MODALITIES = {"Asserted", "Obligation", "Intention", "Possibility", "Recommendation"}
POLARITIES = {"Positive", "Negative"}
PROPERTIES = frozenset(load_ontology().properties)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A statement as the TOML files write it: ``VNG supports Wet digitale overheid [Negative, by BZK, to Tweede Kamer, as wethouder]``.

    Args:
        subject, property, target: names as the text gives them (or the last part of an id), and a property; of ``states`` the clause.
        details: qualifiers by what they qualify: modality, polarity, by, to, as, at.
    """

    subject: str
    property: str
    target: str
    details: Mapping[str, frozenset[str]]

    @classmethod
    def read(cls, line: str) -> Wanted:
        """Read a line."""
        body, _, bracket = line.partition(" [")
        words = body.split()
        place = next((i for i, word in enumerate(words) if word in PROPERTIES and i), None)
        if place is None or (bracket and not bracket.endswith("]")):
            raise ValueError(f"{line!r} is not 'subject property object [qualifiers]' with a property of the ontology")
        details: dict[str, set[str]] = {}
        for part in filter(None, (piece.strip() for piece in bracket.removesuffix("]").split(","))):
            word, _, rest = part.partition(" ")
            key = "modality" if part in MODALITIES else "polarity" if part in POLARITIES else word
            if key not in ("modality", "polarity", "by", "to", "as", "at"):
                raise ValueError(f"{line!r}: {part!r} is no qualifier")
            details.setdefault(key, set()).add(part if key in ("modality", "polarity") else rest)
        frozen = {key: frozenset(values) for key, values in details.items()}
        return cls(" ".join(words[:place]), words[place], " ".join(words[place + 1 :]), frozen)


class Reading:
    """What was found in one text, asked for by name."""

    def __init__(self, found: Extraction) -> None:
        self.found = found
        self.names: dict[str, set[str]] = {}
        for entity in found.entities:
            for name in (entity.label, *entity.alt_labels, *entity.notations, entity.id, entity.id.partition("/")[2], *entity.same_as):
                self.names.setdefault(name.casefold(), set()).add(entity.id)
        for link in found.links:
            self.names.setdefault(link.mention.text.casefold(), set()).add(link.entity)

    def named(self, name: str) -> set[str]:
        """Return the ids of the entities that a name may mean."""
        return self.names.get(name.casefold(), set())

    def matching(self, wanted: Wanted, *, strict: bool) -> list[Statement]:
        """Return the statements that say it; what is left open is plain (asserted, positive, nobody's word) if strict, else anything."""
        details = {"modality": frozenset({"Asserted"}), "polarity": frozenset({"Positive"}), "by": frozenset({"nobody"})} if strict else {}
        details |= wanted.details
        return [s for s in self.found.statements if self._ends(s, wanted) and all(self._fits(s, *item) for item in details.items())]

    def _ends(self, statement: Statement, wanted: Wanted) -> bool:
        if statement.property != wanted.property:
            return False
        subject, target = self.named(wanted.subject), self.named(wanted.target)
        if wanted.property == "states":
            return statement.subject in subject and wanted.target.casefold() in statement.claim.casefold()
        straight = statement.subject in subject and statement.object in target
        turned = load_ontology().properties[wanted.property].symmetric and statement.subject in target and statement.object in subject
        return straight or turned

    def _fits(self, statement: Statement, key: str, values: frozenset[str]) -> bool:
        match key:
            case "modality" | "polarity":
                return getattr(statement, key).value in values
            case "by":
                return self._all_named(set(statement.attributed_to), values - {"nobody"})
            case "to":
                return self._all_named({statement.recipient} - {""}, values)
            case "as":
                return {statement.role} == values
            case _:
                return {statement.time} == values

    def _all_named(self, given: set[str], names: frozenset[str]) -> bool:
        return len(given) == len(names) and all(given & self.named(name) for name in names)

    def links(self, text: str) -> list[Link]:
        """Return the links of the mentions that stand as a text."""
        return [link for link in self.found.links if link.mention.text == text]

    def told(self) -> str:
        """Return what was found, for the message of a test that fails."""
        rows = [f"  {link.mention.text!r} = {link.mention.kind.value} {link.entity}" for link in self.found.links]
        for s in self.found.statements:
            by = f" by {', '.join(s.attributed_to)}" if s.attributed_to else ""
            said = f"[{s.modality.value}, {s.polarity.value}{by}] {s.role} {s.recipient}".rstrip()
            rows.append(f"  {s.subject} {s.property} {s.object or s.claim!r} {said}")
        return "\n".join(rows) or "  nothing"


def complaints(case: Mapping[str, object], found: Extraction) -> list[str]:
    """Return what is wrong with what was found in a text, one sentence each; empty when all is as it must be."""
    reading = Reading(found)
    wrong = [f"missing: {line}" for line in case.get("with", ()) if not reading.matching(Wanted.read(line), strict=True)]
    wrong += [f"unwanted: {line}" for line in case.get("without", ()) if reading.matching(Wanted.read(line), strict=False)]
    for line in case.get("entities", ()):
        text, _, what = line.partition(" = ")
        kinds = {link.mention.kind.value for link in reading.links(text)}
        if what not in kinds and not {link.entity for link in reading.links(text)} & reading.named(what):
            wrong.append(f"no such entity: {line}")
    for text in case.get("no_entities", ()):
        wrong += [f"no name of anything: {text} ({link.entity})" for link in reading.links(text)]
    for line in case.get("same", ()):
        one, _, two = line.partition(" = ")
        first, second = ({link.entity for link in reading.links(text)} for text in (one, two))
        if not first or first != second:
            wrong.append(f"not one and the same: {line}")
    return wrong


def cases() -> Iterator[object]:
    """Yield the cases of all files, each named by its phenomenon, its place and its text."""
    for path in sorted(HERE.glob("*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text("utf-8"))["sentence"]):
            words = re.sub(r"\W+", "-", case["text"])[:50].strip("-")
            marks = [pytest.mark.xfail(strict=True, reason=case["xfail"])] if "xfail" in case else []
            yield pytest.param(case, id=f"{path.stem}-{number:02}-{words}", marks=marks)


def document(case: Mapping[str, object]) -> Document:
    """Return the text of a case as a document; a case of several lines has a layout."""
    text = str(case["text"])
    return document_from_text(text, name="zin.txt") if "\n" in text else Document("zin.txt", text, issued=str(case.get("issued", "")))


@pytest.mark.parametrize("case", list(cases()))
def test_sentence(case: Mapping[str, object]) -> None:
    """What a sentence says is found with its qualification, and what it does not say is not."""
    found = extract(document(case))
    wrong = complaints(case, found)
    assert not wrong, f"{case['text']}\n" + "\n".join(wrong) + "\nfound:\n" + Reading(found).told()


def test_the_cases_are_many_and_well_formed() -> None:
    """There are at least 160 sentences, no text twice, every line can be read, and every phenomenon has unwanted readings too."""
    rows = [(path, case) for path in sorted(HERE.glob("*.toml")) for case in tomllib.loads(path.read_text("utf-8"))["sentence"]]
    assert len(rows) >= 160
    assert len({case["text"] for _, case in rows}) == len(rows)
    for _, case in rows:
        assert set(case) <= KEYS
        assert any(case.get(key) for key in KEYS - {"text", "issued", "xfail"})
        for line in (*case.get("with", ()), *case.get("without", ())):
            Wanted.read(line)
    unwanted = {path for path, case in rows if case.get("without") or case.get("no_entities")}
    assert unwanted == {path for path, _ in rows}


@pytest.mark.parametrize("line", ["Logius DigiD", "Logius manages DigiD [Certain]", "manages DigiD", "Logius manages DigiD [Asserted"])
def test_a_line_that_says_nothing_is_refused(line: str) -> None:
    """A slip in a gold file fails instead of passing unnoticed."""
    with pytest.raises(ValueError, match=r"is not|no qualifier"):
        Wanted.read(line)
