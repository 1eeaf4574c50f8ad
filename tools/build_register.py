"""Builds the generated part of ``ontology/register/`` from the facts files: ``python tools/build_register.py ../shared/facts``.

The facts say what is known (TSV); ``register/kinds.tsv`` says which class a kind of the facts is, ``register/curation.tsv`` what a person
decided about a row or a name, with the reason. Rows that do not become an entry are listed in ``ontology/register/LEFT-OUT.tsv``.
What is written by hand (``groups.ttl``, ``themes.ttl``, ``additions.ttl``) is left alone.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from register.names import forms, split
from register.turtle import Entry, Form, Membership, write_register

from beleidsgraaf.knowledge.ontology import load_ontology
from beleidsgraaf.knowledge.register import within
from beleidsgraaf.model import Kind

HERE = Path(__file__).parent
TARGET = HERE.parent / "ontology" / "register"
CONCEPTS = {
    "actors": "organisatie",
    "gemeenten": "organisatie",
    "samenwerkingsorganisaties": "organisatie",
    "people": "persoon",
    "systems": "systeem",
    "policies": "beleid",
    "themes": "thema",
}
FILES = {
    "actors": "organizations",
    "gemeenten": "municipalities",
    "samenwerkingsorganisaties": "collaborations",
    "people": "people",
    "systems": "systems",
    "policies": "policies",
    "themes": "toplist",
}
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about an entry or a name.

    Args:
        entry: id of the entry the decision is about, ``concept/slug``.
        action: about the entry ``leave-out``, ``class``, ``move``, ``parent``, ``unlink``, ``before`` (the body that
            positions were at when this one did not exist); about a name ``drop``, ``add``,
            ``abbreviation``, ``prefer`` and those of ``FLAGS``.
        value: the name, class or id concerned.
        why: the reason, for the next person and for the report.
    """

    entry: str
    action: str
    value: str
    why: str


@dataclass(slots=True)
class Report:
    """Rows that were left out, with the reason."""

    lines: list[tuple[str, str, str, str]] = field(default_factory=list)

    def leave_out(self, file: str, row: Row, why: str) -> None:
        """Note that a row does not become an entry."""
        self.lines.append((f"{file}.tsv", row["id_suggestion"], row["prefLabel_nl"], why))


def read_tsv(path: Path) -> list[Row]:
    """Read a tab-separated file with a header and no quoting."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            {key: (value or "").strip() for key, value in row.items()}
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def entry_id(file: str, row: Row) -> str:
    """Return the id of a row's entry: the concept of its file and its slug."""
    slug = re.sub(r"^(persoon|top)-", "", row["id_suggestion"]) if file in {"people", "themes"} else row["id_suggestion"]
    return f"{CONCEPTS[file]}/{slug}"


def official_iris(file: str, row: Row) -> list[str]:
    """Return the IRIs of the row's entity in official registers."""
    found = [row["tooi_iri"]] if row["tooi_iri"] else []
    if number := re.search(r"organisaties\.overheid\.nl/(\d+)|ROO(?:-nr)? (\d+)", f"{row['source']} {row['note']}"):
        found.append(f"https://organisaties.overheid.nl/{number[1] or number[2]}")
    if row["wikidata"]:
        found.append(f"http://www.wikidata.org/entity/{row['wikidata']}")
    return found + (legal_iris(row) if file == "policies" else [])


def legal_iris(row: Row) -> list[str]:
    """Return the IRIs of the acts a row names: BWB ids at wetten.overheid.nl, CELEX numbers as ELI."""
    found = []
    for code in split(row["bwb_or_celex"]):
        if celex := re.fullmatch(r"3(\d{4})([RL])0*(\d+)", code):
            found.append(f"http://data.europa.eu/eli/{'reg' if celex[2] == 'R' else 'dir'}/{celex[1]}/{celex[3]}/oj")
        elif re.fullmatch(r"BWB[RV]\d{7}", code):
            found.append(f"https://wetten.overheid.nl/{code}")
    return found


def group_rows(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Group rows by the entity they are about: a person has one row a position."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["id_suggestion"]].append(row)
    return grouped


def classes_of(file: str, row: Row, kinds: dict[str, str]) -> tuple[str, ...]:
    """Return the classes of a row: from its kind, or the one class of its file."""
    if file in {"people", "themes"}:
        return ("Person" if file == "people" else "Theme",)
    missing = [kind for kind in split(row["kind"]) if kind not in kinds]
    if missing:
        raise SystemExit(
            f"The kind {missing[0]!r} of {row['id_suggestion']} in {file}.tsv is unknown; add it to {HERE}/register/kinds.tsv."
        )
    return tuple(sorted({kinds[kind] for kind in split(row["kind"])}))


def build_entry(file: str, rows: list[Row], kinds: dict[str, str], names: list[Row]) -> Entry:
    """Build the entry of the rows about one entity, before curation."""
    row = rows[0]
    positions = [
        Membership(line["kind"], line["parent_or_owner"], line["valid_from"], line["valid_to"]) for line in rows if file == "people"
    ]
    return Entry(
        id=entry_id(file, row),
        classes=classes_of(file, row, kinds),
        forms=tuple(forms(file, row, names)),
        same_as=tuple(dict.fromkeys(official_iris(file, row))),
        legal=tuple(legal_iris(row)) if file == "systems" else (),
        parent="" if file == "people" else row["parent_or_owner"].partition("|")[0],
        valid_from="" if file == "people" else row["valid_from"],
        valid_until="" if file == "people" else row["valid_to"],
        homepage=row["homepage"] if re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", row["homepage"]) else "",
        source=row["source"] or "facts",
        verified=row["verified"] in {"yes", "verified"},
        positions=tuple(positions),
    )


def curate(entry: Entry, decisions: list[Decision]) -> Entry:
    """Apply a person's decisions to an entry, in the order they stand in the file."""
    for decision in decisions:
        match decision.action:
            case "class":
                entry = replace(entry, classes=tuple(sorted(decision.value.split())))
            case "before":
                entry = replace(entry, before=(*entry.before, decision.value))
            case "parent":
                entry = replace(entry, parent=decision.value)
            case "unlink":
                entry = replace(entry, same_as=tuple(iri for iri in entry.same_as if iri != decision.value))
            case "move":
                entry = replace(entry, id=decision.value)
            case _:
                entry = replace(entry, forms=curate_names(entry, decision))
    return entry


FLAGS: dict[str, dict[str, bool]] = {
    "support": {"needs_support": True, "case_sensitive": True},
    "case": {"case_sensitive": True},
    "free": {"case_sensitive": False, "needs_support": False},
    "trust": {"needs_support": False},
}
"""What each action on one name does to it."""


def curate_names(entry: Entry, decision: Decision) -> tuple[Form, ...]:
    """Apply a decision about a name to the names of an entry."""
    name, forms_ = decision.value, entry.forms
    if decision.action not in {"add", "abbreviation", "prefer"} and name not in {form.text for form in forms_}:
        raise SystemExit(f"curation.tsv asks to {decision.action} {name!r} of {entry.id}, which has no such name; correct the line.")
    match decision.action:
        case "drop":
            return tuple(form for form in forms_ if form.text != name)
        case "add":
            return (*forms_, Form(name))
        case "abbreviation":
            return (*forms_, Form(name, abbreviation=True, case_sensitive=True, needs_support=len(name) <= 2))
        case "prefer":
            chosen = [replace(form, abbreviation=False) for form in forms_ if form.text == name] or [Form(name)]
            return (chosen[0], *(form for form in forms_ if form.text != name))
        case action if action in FLAGS:
            return tuple(replace(form, **FLAGS[action]) if form.text == name else form for form in forms_)
    raise SystemExit(f"curation.tsv has the unknown action {decision.action!r} for {entry.id}.")


def distinct(entry: Entry) -> Entry:
    """Drop names that say the same as an earlier one of the entry."""
    seen: dict[tuple[str, str, str], Form] = {}
    texts: set[str] = set()
    for form in entry.forms:
        key = (form.text, form.valid_from, form.valid_until)
        if key not in seen and not (form.text in texts and not form.valid_from and not form.valid_until):
            seen[key] = form
            texts.add(form.text)
    return replace(entry, forms=tuple(seen.values()))


def resolve(entries: dict[str, Entry], report: Report) -> Iterator[Entry]:
    """Turn the parents and organizations of the facts (ids without concept, or names) into ids of entries."""
    by_slug = {entry.id.partition("/")[2]: entry.id for entry in reversed(entries.values())}
    by_slug |= {entry.forms[0].text: entry.id for entry in entries.values()}
    by_slug |= {slug.partition("/")[2]: slug for slug in entries if slug.startswith("organisatie/")}
    for entry in entries.values():
        positions = tuple(
            replace(position, organization=at_the_time(entries, by_slug[position.organization], position.valid_from))
            for position in entry.positions
            if position.organization in by_slug
        )
        for position in entry.positions:
            if position.organization not in by_slug:
                line = (
                    "people.tsv",
                    entry.id,
                    f"{entry.forms[0].text}, {position.role}",
                    f"the organization {position.organization!r} is no entry",
                )
                report.lines.append(line)
        parent = entry.parent if entry.parent in entries else by_slug.get(entry.parent.removeprefix("top-"), "")
        if entry.id.startswith("thema/") and not parent.startswith("thema/"):
            parent = f"thema/{entry.parent.removeprefix('top-')}" if entry.parent else ""
        yield replace(entry, parent="" if parent == entry.id else parent, positions=positions)


def at_the_time(entries: dict[str, Entry], organization: str, date: str) -> str:
    """Return the organization, or the one before it that existed on a date."""
    for identity in (organization, *entries[organization].before):
        if within(date, entries[identity].valid_from, entries[identity].valid_until):
            return identity
    return organization


def build(facts: Path, settings: Path, target: Path) -> str:
    """Build the register.

    Args:
        facts: folder of the facts files.
        settings: folder with ``kinds.tsv`` and ``curation.tsv``.
        target: folder that gets the Turtle files and ``LEFT-OUT.tsv``.

    Returns:
        A sentence about what was written.
    """
    kinds = {row["kind"]: row["class"] for row in read_tsv(settings / "kinds.tsv")}
    decisions: dict[str, list[Decision]] = defaultdict(list)
    for row in read_tsv(settings / "curation.tsv"):
        decisions[row["entry"]].append(Decision(row["entry"], row["action"], row["value"], row["why"]))
    report, entries, files = collect(facts, kinds, decisions)
    check_kinds(entries.values())
    elsewhere = {found.entry for rows in decisions.values() for found in rows if found.action in {"leave-out", "move"}}
    if unused := sorted(set(decisions) - set(entries) - elsewhere):
        raise SystemExit(f"curation.tsv decides about {unused[0]}, which the facts do not hold.")
    written = write_register(target, list(resolve(entries, report)), files)
    lines = ["file\tid\tname\twhy", *("\t".join(line) for line in sorted(report.lines))]
    (target / "LEFT-OUT.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    return f"{written} entries written to {target}; {len(report.lines)} rows left out, see LEFT-OUT.tsv."


def collect(facts: Path, kinds: dict[str, str], decisions: dict[str, list[Decision]]) -> tuple[Report, dict[str, Entry], dict[str, str]]:
    """Read the facts and apply the decisions.

    Returns:
        The report, the entries by id, and the name of the file each belongs to.
    """
    names = group_rows(read_tsv(facts / "names_with_validity.tsv"))
    report, entries, files = Report(), {}, {}
    for file in CONCEPTS:
        for rows in group_rows(read_tsv(facts / f"{file}.tsv")).values():
            identity = entry_id(file, rows[0])
            if why := next((found.why for found in decisions.get(identity, []) if found.action == "leave-out"), ""):
                for row in rows:
                    report.leave_out(file, row, why)
                continue
            entry = build_entry(file, rows, kinds, names.get(rows[0]["id_suggestion"], []))
            entry = distinct(curate(entry, decisions.get(identity, [])))
            if entry.id in entries:
                raise SystemExit(f"Two rows of the facts become {entry.id}; move or leave out one of them in curation.tsv.")
            entries[entry.id], files[entry.id] = entry, FILES[file]
    return report, entries, files


def check_kinds(entries: Iterable[Entry]) -> None:
    """Check that each entry's classes are of one kind, and of the kind its concept stands for."""
    ontology = load_ontology()
    expected = {
        "organisatie": Kind.ORGANIZATION,
        "persoon": Kind.PERSON,
        "beleid": Kind.POLICY,
        "systeem": Kind.SYSTEM,
        "thema": Kind.THEME,
        "groep": Kind.ACTOR_GROUP,
        "gebeurtenis": Kind.EVENT,
    }
    for entry in entries:
        if {ontology.kind_of(name) for name in entry.classes} != {expected[entry.id.partition("/")[0]]}:
            raise SystemExit(f"{entry.id} has the classes {', '.join(entry.classes)}, which are not of the kind its id says.")


if __name__ == "__main__":
    print(build(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/facts"), HERE / "register", TARGET))
