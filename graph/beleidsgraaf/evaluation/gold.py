"""Gold: what people found in a text, read from JSON files and checked against the text beside them."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from beleidsgraaf.errors import ReadError
from beleidsgraaf.knowledge.ontology import load_ontology
from beleidsgraaf.model import Document, Kind, Modality, Polarity
from beleidsgraaf.reading import document_from_bytes

_COMPACT = ".ann.json"
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """An entity that a text names.

    Args:
        id: its name within the file.
        kind: its kind.
        label: what it is called.
        ref: official identifier, ``""`` when it has none.
        mentions: start and end offsets of its mentions, sorted.
    """

    id: str
    kind: Kind
    label: str
    ref: str = ""
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """What a text says.

    Args:
        subject, object: ids of entities of the file; the object is ``""`` for ``states``.
        property: local name of the property.
        evidence: start and end offsets of the sentence.
        modality, polarity: as the text puts it.
        attributed_to: ids of those who say so.
    """

    subject: str
    property: str
    object: str
    evidence: Span
    modality: Modality = Modality.ASSERTED
    polarity: Polarity = Polarity.POSITIVE
    attributed_to: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A text with what people found in it.

    Args:
        document: the text; its date is that of the gold when the text gives none.
        entities: by id, in the order of the file.
        statements: in the order of the file.
        digest: SHA-256 of the gold file and the text, in hexadecimal.
    """

    document: Document
    entities: Mapping[str, GoldEntity] = field(default_factory=dict)
    statements: tuple[GoldStatement, ...] = ()
    digest: str = ""


def find_gold(paths: Sequence[str]) -> tuple[Path, ...]:
    """Return the gold files that paths name.

    Args:
        paths: gold files, or folders with gold files; ``NAME.ann.json`` in a folder is the compact form, and left out.

    Returns:
        The files, those of a folder sorted by name; each once.

    Raises:
        ReadError: when a path does not exist, or a folder holds no gold.
    """
    found: dict[Path, None] = {}
    for name in paths:
        path = Path(name)
        if path.is_dir():
            row = sorted(file for file in path.glob("*.json") if not file.name.endswith(_COMPACT))
            if not row:
                raise ReadError(f"The folder {name} holds no gold; expected files like NAME.json with NAME.txt beside them.", where=name)
            found.update(dict.fromkeys(row))
        elif path.is_file():
            found[path] = None
        else:
            raise ReadError(f"{name} does not exist; give gold files (NAME.json with NAME.txt beside it) or a folder of them.", where=name)
    return tuple(found)


def read_gold(path: Path) -> GoldDocument:
    """Read a gold file and the text it is about.

    Args:
        path: a JSON file; the text stands beside it under the name in ``doc``.

    Returns:
        The text with what was found in it.

    Raises:
        ReadError: when the file is no gold file, or does not fit the text.
    """
    where = str(path)
    try:
        content = path.read_bytes()
        raw = json.loads(content)
    except (OSError, ValueError) as error:
        raise ReadError(f"{where} could not be read as JSON: {error}.", where=where) from error
    if not isinstance(raw, dict) or not isinstance(raw.get("doc"), str):
        raise ReadError(f"{where} is no gold file: it has no name of a text under 'doc'.", where=where)
    beside = path.parent / raw["doc"]
    try:
        text = beside.read_bytes()
    except OSError as error:
        raise ReadError(f"{where} is about {raw['doc']}, which could not be read beside it: {error.strerror}.", where=where) from error
    digest = hashlib.sha256(text).hexdigest()
    if raw.get("sha256", digest) != digest:
        raise ReadError(f"{where} was made for another text than {beside}: the SHA-256 differs; annotate the text again.", where=where)
    document = document_from_bytes(text, name=raw["doc"], where=str(beside))
    if raw.get("issued") and not document.issued:
        document = dataclasses.replace(document, issued=str(raw["issued"]))
    try:
        entities = {entity.id: entity for entity in _entities(raw["entities"])}
        statements = tuple(_statements(raw["statements"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ReadError(f"{where} is no gold file: {_reason(error)}.", where=where) from error
    gold = GoldDocument(document, entities, statements, hashlib.sha256(content + text).hexdigest())
    for complaint in _complaints(gold, raw["entities"]):
        raise ReadError(f"{where} does not fit {beside}: {complaint}.", where=where)
    return gold


def _reason(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)


def _entities(rows: Iterable[Mapping[str, object]]) -> Iterator[GoldEntity]:
    for row in rows:
        mentions = sorted((_number(mention, "start"), _number(mention, "end")) for mention in _rows(row, "mentions"))
        yield GoldEntity(str(row["id"]), Kind(str(row["kind"])), str(row["label"]), str(row.get("ref") or ""), tuple(mentions))


def _statements(rows: Iterable[Mapping[str, object]]) -> Iterator[GoldStatement]:
    for row in rows:
        evidence = row["evidence"]
        if not isinstance(evidence, dict):
            raise TypeError("an evidence is no object with 'start' and 'end'")
        said = row.get("attributedTo") or ()
        if not isinstance(said, (list, tuple)):
            raise TypeError("an attributedTo is no list")
        yield GoldStatement(
            subject=str(row["subject"]),
            property=str(row["property"]),
            object=str(row.get("object") or ""),
            evidence=(_number(evidence, "start"), _number(evidence, "end")),
            modality=Modality(str(row["modality"])),
            polarity=Polarity(str(row["polarity"])),
            attributed_to=frozenset(map(str, said)),
        )


def _rows(row: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    value = row[key]
    if not isinstance(value, list):
        raise TypeError(f"{key} is no list")
    return value


def _number(row: Mapping[str, object], key: str) -> int:
    value = row[key]
    if not isinstance(value, int):
        raise TypeError(f"{key} is {value!r}, expected a whole number")
    return value


def _complaints(gold: GoldDocument, rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Yield what in a gold file contradicts its text, the ontology or itself."""
    text = gold.document.text
    for row in rows:
        for mention in _rows(row, "mentions"):
            start, end = _number(mention, "start"), _number(mention, "end")
            if text[start:end] != mention.get("text", text[start:end]) or not 0 <= start < end <= len(text):
                yield f"characters {start}-{end} are {text[start:end]!r}, not {mention.get('text')!r}"
    properties = load_ontology().properties
    for statement in gold.statements:
        if statement.property not in properties:
            yield f"the ontology has no property {statement.property!r}"
        for name in (statement.subject, *filter(None, [statement.object]), *sorted(statement.attributed_to)):
            if name not in gold.entities:
                yield f"a statement names the entity {name!r}, which the file lacks"
