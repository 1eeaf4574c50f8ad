"""The script that builds the register from facts: on small facts files of its own."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from beleidsgraaf.knowledge.ontology import load_ontology
from beleidsgraaf.knowledge.register import Register, read_register

pytestmark = pytest.mark.checkout
TOOLS = Path(__file__).parents[2] / "tools"
HEADER = (
    "id_suggestion prefLabel_nl altLabels kind parent_or_owner valid_from valid_to tooi_iri wikidata bwb_or_celex homepage "
    "source verified note"
)
FACTS = {
    "actors": [
        "ministerie-x|ministerie van Vrede|Vrede;MinVrede|ministerie||2010-01-01||https://example.org/tooi/1|||||yes|",
        "dienst-y|Dienst Y|DY;Hecht|agentschap|ministerie-x|||||||bron|no|",
    ],
    "gemeenten": ["gm9999|gemeente Bergen|Bergen|gemeente||||https://example.org/tooi/2||||bron|yes|"],
    "samenwerkingsorganisaties": ["so9999|Regio Z|EDR|samenwerkingsorganisatie||||https://example.org/tooi/3||||bron|yes|"],
    "people": [
        "persoon-jan-de-wit|Jan de Wit|Wit;de Wit|Minister van Vrede|ministerie-x|2012-01-01|2014-01-01||Q1|||bron|yes|",
        "persoon-jan-de-wit|Jan de Wit|Wit;de Wit|Minister van Oorlog|ministerie-q|2015-01-01|||Q1|||bron|yes|",
    ],
    "systems": ["poort|Wegwijzr|PQ|portaal|dienst-y|||||BWBR0000001||bron|yes|"],
    "policies": ["wet-p|Wet op de poort|Wop|wet|ministerie-x|||||BWBR0000001;32020R0012||bron|yes|"],
    "themes": [
        "top-recht|recht||TOOI TOP-lijst thema (topterm)||||https://example.org/top/1||||bron|yes|",
        "gdi-regel|regel||GDI-begrip (domein toegang)||||||||bron|yes|",
    ],
}
NAMES = "id_suggestion name name_kind valid_from valid_to tooi_iri source verified"
CURATION = ["thema/gdi-regel|leave-out||a general word", "organisatie/dienst-y|drop|Hecht|an ordinary word"]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """Return the script as a module."""
    sys.path.insert(0, str(TOOLS))
    try:
        found = importlib.util.spec_from_file_location("build_register", TOOLS / "build_register.py")
        assert found is not None
        assert found.loader is not None
        module = importlib.util.module_from_spec(found)
        sys.modules["build_register"] = module
        found.loader.exec_module(module)
    finally:
        sys.path.remove(str(TOOLS))
    return module


def lay_out(folder: Path, curation: list[str] = CURATION, facts: dict[str, list[str]] = FACTS) -> tuple[Path, Path, Path]:
    """Write facts and settings, and return their folders and an empty target."""
    for name in ("facts", "settings", "target"):
        (folder / name).mkdir(parents=True)
    for name, rows in facts.items():
        lines = [HEADER.replace(" ", "\t"), *(row.replace("|", "\t").replace(";", "|") for row in rows)]
        (folder / "facts" / f"{name}.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "facts" / "names_with_validity.tsv").write_text(NAMES.replace(" ", "\t") + "\n", "utf-8")
    (folder / "settings" / "kinds.tsv").write_text((TOOLS / "register" / "kinds.tsv").read_text("utf-8"), "utf-8")
    lines = ["entry\taction\tvalue\twhy", *(row.replace("|", "\t") for row in curation)]
    (folder / "settings" / "curation.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    return folder / "facts", folder / "settings", folder / "target"


def built(script: ModuleType, folder: Path) -> Register:
    """Build a register and read it back."""
    facts, settings, target = lay_out(folder)
    script.build(facts, settings, target)
    return read_register([(file.name, file.read_text("utf-8")) for file in sorted(target.glob("*.ttl"))], load_ontology())


def test_entries(script: ModuleType, tmp_path: Path) -> None:
    """Each row becomes an entry of the class its kind stands for, with the official identifiers of its columns."""
    register = built(script, tmp_path)
    assert {name: entry.classes for name, entry in register.entries.items()} == {
        "beleid/wet-p": ("Law",),
        "organisatie/dienst-y": ("Agency",),
        "organisatie/gm9999": ("Municipality",),
        "organisatie/ministerie-x": ("Ministry",),
        "organisatie/so9999": ("CollaborationBody",),
        "persoon/jan-de-wit": (),
        "systeem/poort": ("Portal",),
        "thema/recht": (),
    }
    assert register.entries["beleid/wet-p"].same_as == (
        "http://data.europa.eu/eli/reg/2020/12/oj",
        "https://wetten.overheid.nl/BWBR0000001",
    )
    assert register.entries["systeem/poort"].same_as == ()
    assert register.entries["systeem/poort"].parent == "organisatie/dienst-y"
    assert not register.entries["organisatie/dienst-y"].verified


def test_names_get_the_flags_their_shape_asks_for(script: ModuleType, tmp_path: Path) -> None:
    """A place, a family name and the abbreviation of a little known body need support; a dropped name is gone."""
    register = built(script, tmp_path)
    unsure = {(label.entry, label.text) for label in register.labels if label.needs_support}
    assert unsure == {
        ("organisatie/gm9999", "Bergen"),
        ("organisatie/so9999", "EDR"),
        ("organisatie/ministerie-x", "Vrede"),
        ("organisatie/dienst-y", "DY"),
        ("persoon/jan-de-wit", "De Wit"),
        ("systeem/poort", "PQ"),
    }
    assert "Hecht" not in {label.text for label in register.labels}


def test_what_is_left_out_is_reported(script: ModuleType, tmp_path: Path) -> None:
    """A row that was left out, and a position at a body that is no entry, stand in the report with the reason."""
    built(script, tmp_path)
    rows = [line.split("\t") for line in (tmp_path / "target" / "LEFT-OUT.tsv").read_text("utf-8").splitlines()[1:]]
    assert [(row[1], row[3]) for row in rows] == [
        ("persoon/jan-de-wit", "the organization 'ministerie-q' is no entry"),
        ("gdi-regel", "a general word"),
    ]


def test_same_bytes_twice(script: ModuleType, tmp_path: Path) -> None:
    """The same facts give the same files."""
    first, second = built(script, tmp_path / "a"), built(script, tmp_path / "b")
    assert first == second
    for file in (tmp_path / "a" / "target").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / "target" / file.name).read_bytes()


@pytest.mark.parametrize(
    ("curation", "message"),
    [
        (["organisatie/dienst-y|drop|Zacht|no such name"], "which has no such name"),
        (["organisatie/dienst-y|paint|DY|no such action"], "unknown action 'paint'"),
        (["organisatie/nobody|drop|X|no such entry"], "which the facts do not hold"),
        (["systeem/poort|class|Law|wrong kind"], "not of the kind its id says"),
    ],
)
def test_a_decision_that_does_not_fit_is_refused(script: ModuleType, tmp_path: Path, curation: list[str], message: str) -> None:
    """A decision about something that is not there stops the build with a sentence, before anything is written."""
    facts, settings, target = lay_out(tmp_path, [CURATION[0], *curation])
    with pytest.raises(SystemExit, match=message):
        script.build(facts, settings, target)
    assert list(target.iterdir()) == []


def test_an_unknown_kind_is_refused(script: ModuleType, tmp_path: Path) -> None:
    """A kind that kinds.tsv lacks is named, with the place to add it."""
    facts, settings, target = lay_out(tmp_path, facts={**FACTS, "systems": ["poort|Poortje||kasteel|||||||||yes|"]})
    with pytest.raises(SystemExit, match=r"The kind 'kasteel' of poort in systems\.tsv is unknown"):
        script.build(facts, settings, target)
