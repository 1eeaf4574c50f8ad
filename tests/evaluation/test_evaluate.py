"""Evaluation: figures counted by hand, the same as those of the project's scorer, floors, and the command."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest

from beleidsgraaf import Document, Entity, Extraction, Kind, Link, Mention, Modality, Polarity, Statement, cli, write_build
from beleidsgraaf.errors import ReadError
from beleidsgraaf.evaluation.floors import MARGIN, Floors, digest_of, read_floors
from beleidsgraaf.evaluation.gold import find_gold, read_gold
from beleidsgraaf.evaluation.scoring import Scores, Tally, by_cause, score
from beleidsgraaf.knowledge.ontology import load_ontology

SCORER = Path(__file__).parents[3] / "shared" / "gold" / "score.py"
SAID = Path(__file__).parent / "scorer.json"
"""What the scorer says of the graph of ``found``; held against the scorer itself where that is on the machine."""
TEXT = "Logius beheert DigiD. Volgens de VNG moeten gemeenten DigiD gebruiken. Het Kadaster meldt dat privacy telt.\n"
NAMES = ("Logius", "DigiD", "VNG", "gemeenten", "Kadaster", "privacy")


def span(words: str, number: int = 0) -> tuple[int, int]:
    """Return the offsets of words in the text."""
    start = -1
    for _ in range(number + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def sentence(words: str) -> tuple[int, int]:
    """Return the offsets of the sentence that begins with some words."""
    start = TEXT.index(words)
    return start, TEXT.index(".", start) + 1


def gold_entity(name: str, kind: str, *places: tuple[int, int], ref: str | None = None) -> dict[str, object]:
    """Return an entity as a gold file has it."""
    mentions = [{"start": start, "end": end, "text": TEXT[start:end], "coref": False} for start, end in places]
    return {"id": name, "kind": kind, "label": name, "ref": ref, "generic": kind in ("ActorGroup", "Theme", "Event"), "mentions": mentions}


def gold_statement(subject: str, name: str, target: str | None, evidence: tuple[int, int], **more: object) -> dict[str, object]:
    """Return a statement as a gold file has it."""
    row = {"subject": subject, "property": name, "object": target, "claim": None, "modality": "Asserted", "polarity": "Positive"}
    return (
        row | {"attributedTo": [], "recipient": None, "role": None, "evidence": dict(zip(("start", "end"), evidence, strict=True))} | more
    )


def write_gold(folder: Path, **changes: object) -> Path:
    """Write the text and its gold, and return the gold file."""
    gold = {
        "doc": "a.txt",
        "title": "",
        "issued": "2021-02-03",
        "entities": [
            gold_entity("logius", "Organization", span("Logius"), ref="https://identifier.overheid.nl/tooi/id/logius"),
            gold_entity("digid", "System", span("DigiD"), span("DigiD", 1)),
            gold_entity("vng", "Organization", span("VNG"), ref="https://example.org/vng"),
            gold_entity("gemeenten", "ActorGroup", span("gemeenten")),
            gold_entity("kadaster", "Organization", span("Kadaster")),
        ],
        "statements": [
            gold_statement("logius", "manages", "digid", sentence("Logius")),
            gold_statement("gemeenten", "uses", "digid", sentence("Volgens"), modality="Obligation", attributedTo=["vng"]),
            gold_statement("logius", "collaboratesWith", "vng", sentence("Volgens")),
            gold_statement("kadaster", "manages", "digid", sentence("Het")),
            gold_statement("kadaster", "states", None, sentence("Het"), claim="privacy telt"),
        ],
    }
    (folder / "a.txt").write_bytes(TEXT.encode())
    path = folder / "a.json"
    path.write_text(json.dumps(gold | changes), "utf-8")
    return path


def link(words: str, entity: str, kind: Kind, number: int = 0, *, end: int = 0) -> Link:
    """Return a link of words in the text."""
    start, stop = span(words, number)
    return Link(Mention(start, stop + end, TEXT[start : stop + end], 0, kind, label=words), entity, 1.0, "")


@pytest.fixture
def found() -> Extraction:
    """What a run might have found: one mention too long, one too many, one missing, and statements in part."""
    links = (
        link("Logius", "organisatie/logius", Kind.ORGANIZATION),
        link("DigiD", "systeem/digid", Kind.SYSTEM),
        link("DigiD", "systeem/digid", Kind.SYSTEM, 1, end=10),
        link("VNG", "organisatie/vng", Kind.ORGANIZATION),
        link("gemeenten", "groep/gemeenten", Kind.ACTOR_GROUP),
        link("privacy", "thema/privacy", Kind.THEME),
    )
    entities = (
        Entity("groep/gemeenten", Kind.ACTOR_GROUP, "gemeenten"),
        Entity("organisatie/logius", Kind.ORGANIZATION, "Logius", same_as=("https://identifier.overheid.nl/tooi/id/logius",)),
        Entity("organisatie/vng", Kind.ORGANIZATION, "VNG"),
        Entity("systeem/digid", Kind.SYSTEM, "DigiD"),
        Entity("thema/privacy", Kind.THEME, "privacy"),
    )
    statements = (
        Statement("organisatie/logius", "manages", "systeem/digid", sentence("Logius"), polarity=Polarity.NEGATIVE),
        Statement("groep/gemeenten", "uses", "systeem/digid", sentence("Volgens"), modality=Modality.OBLIGATION),
        Statement("organisatie/vng", "collaboratesWith", "organisatie/logius", sentence("Volgens")),
        Statement("organisatie/vng", "supports", "thema/privacy", sentence("Het")),
        Statement("organisatie/vng", "states", None, sentence("Het"), claim="privacy telt"),
    )
    spans = (sentence("Logius"), sentence("Volgens"), sentence("Het"))
    return Extraction(Document("a.txt", TEXT), spans, links, entities, statements)


def test_figures_are_those_counted_by_hand(tmp_path: Path, found: Extraction) -> None:
    """Each row of the table counts what its definition says, symmetric properties either way round."""
    scores = Scores()
    score(read_gold(write_gold(tmp_path)), found, scores)
    counts = {name: (tally.found, tally.gold, tally.built) for name, tally in scores.tallies.items()}
    assert counts["mentions named, exact"] == (3, 5, 4)
    assert counts["mentions named, overlap"] == (4, 5, 4)
    assert counts["mentions generic, exact"] == (1, 1, 2)
    assert counts["entities named"] == (3, 4, 3)
    assert counts["entities Theme"] == (0, 0, 1)
    assert counts["statements"] == (3, 4, 4)
    assert counts["statements, any property"] == (3, 4, 4)
    assert counts["states"] == (0, 1, 1)
    shares = {name: (share.right, share.of) for name, share in scores.shares.items()}
    assert shares == {"links": (1, 2), "modality": (3, 3), "polarity": (2, 3), "attribution": (2, 3)}
    told = "\n".join(map(str, scores.differences))
    assert "missing 'kadaster' manages 'digid'" in told
    assert "missing 'kadaster' manages 'digid' [an end was not found]" in told
    assert "too much mention System 'DigiD gebruiken' [with other limits]" in told
    assert ("too much statement: an end is not in the gold", 1) in by_cause(scores.differences)
    assert "too much 'vng' supports thema/privacy (construction, 1.00)" in told.replace("'thema/privacy'", "thema/privacy")
    assert "polarity of 'logius' manages 'digid': Negative, expected Positive" in told
    assert "attribution of 'gemeenten' uses 'digid': nobody, expected vng" in told


def test_figures_are_those_of_the_scorer(tmp_path: Path, found: Extraction, monkeypatch: pytest.MonkeyPatch) -> None:
    """The project's scorer, on the graph of the same extraction, gives the same figures."""
    gold = write_gold(tmp_path)
    said = json.loads(SAID.read_text("utf-8"))
    scores = Scores()
    score(read_gold(gold), found, scores)
    ours = scores.figures()
    assert {name: {key: row[key] for key in ours[name] if row[key] is not None} for name, row in said["figures"].items()} == ours
    assert sorted(name for name, row in load_ontology().properties.items() if row.symmetric) == said["symmetric"]
    if SCORER.exists():
        write_build([found], tmp_path)
        assert asked(tmp_path, gold, monkeypatch) == said


def asked(folder: Path, gold: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Return what the project's scorer says of a build."""
    spec = importlib.util.spec_from_file_location("scorer", SCORER)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    monkeypatch.setattr(sys, "argv", ["score", str(folder / "graph.ttl"), str(gold), "--json", str(folder / "figures.json")])
    scorer.main()
    return {"figures": json.loads((folder / "figures.json").read_text("utf-8")), "symmetric": sorted(scorer.SYMMETRIC)}


def test_an_entity_split_in_two_costs_precision(tmp_path: Path, found: Extraction) -> None:
    """Of two entities that share the mentions of one, only one is paired with it."""
    other = Entity("systeem/digid-2", Kind.SYSTEM, "DigiD 2")
    links = tuple(Link(row.mention, other.id, 1.0, "") if row.mention.start == span("DigiD", 1)[0] else row for row in found.links)
    split = Extraction(found.document, found.sentences, links, (*found.entities, other), found.statements)
    scores = Scores()
    score(read_gold(write_gold(tmp_path)), split, scores)
    assert (scores.tallies["entities System"].found, scores.tallies["entities System"].built) == (1, 2)


def test_the_gold_dates_a_text_that_gives_no_date(tmp_path: Path) -> None:
    """A text without a date gets that of its gold."""
    assert read_gold(write_gold(tmp_path)).document.issued == "2021-02-03"
    assert read_gold(write_gold(tmp_path, issued=None)).document.issued == ""


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"sha256": "0" * 64}, "the SHA-256 differs"),
        ({"doc": "b.txt"}, "could not be read beside it"),
        ({"doc": 7}, "no name of a text"),
        ({"entities": [gold_entity("x", "Ship", span("VNG"))]}, "'Ship' is not a valid Kind"),
        (
            {"entities": [gold_entity("x", "Event", span("VNG")) | {"mentions": [{"start": 0, "end": 3, "text": "VNG"}]}]},
            "are 'Log', not 'VNG'",
        ),
        ({"entities": [{"id": "x"}]}, "'mentions' is missing"),
        ({"statements": [gold_statement("logius", "owns", "digid", (0, 5))]}, "no property 'owns'"),
        ({"statements": [gold_statement("nobody", "manages", "digid", (0, 5))]}, "names the entity 'nobody'"),
        ({"statements": [gold_statement("logius", "manages", "digid", (0, 5)) | {"evidence": None}]}, "an evidence is no object"),
    ],
)
def test_gold_that_does_not_fit_is_refused(tmp_path: Path, changes: dict[str, object], message: str) -> None:
    """A gold file that contradicts its text, the ontology or itself is refused in one sentence that names the file."""
    path = write_gold(tmp_path, **changes)
    with pytest.raises(ReadError, match=message) as caught:
        read_gold(path)
    assert str(path) in str(caught.value)


def test_a_folder_of_gold_leaves_compact_files_out(tmp_path: Path) -> None:
    """Compact annotations beside the gold are not taken for gold, and a folder without gold is refused."""
    path = write_gold(tmp_path)
    (tmp_path / "a.ann.json").write_text("{}", "utf-8")
    assert find_gold([str(tmp_path), str(path)]) == (path,)
    (tmp_path / "empty").mkdir()
    for name in ("empty", "missing.json"):
        with pytest.raises(ReadError, match="gold"):
            find_gold([str(tmp_path / name)])


def scored(found: int, gold: int, built: int) -> Scores:
    """Return scores with one row."""
    return Scores({"statements": Tally(found, gold, built)})


def test_floors_only_rise() -> None:
    """A better measurement raises a floor to a margin below it; a worse one leaves it where it is; few items get the room of one."""
    first = Floors().raised(scored(160, 200, 200), "g")
    assert first.figures["statements"] == {"precision": pytest.approx(0.8 - MARGIN), "f1": pytest.approx(0.8 - MARGIN)}
    second = first.raised(scored(180, 200, 200), "g")
    assert second.figures["statements"]["f1"] == pytest.approx(0.9 - MARGIN)
    assert second.raised(scored(2, 200, 200), "g").figures == second.figures
    assert Floors().raised(scored(8, 10, 10), "g").figures["statements"]["f1"] == pytest.approx(0.7)


def test_a_figure_below_its_floor_is_told() -> None:
    """What fell below its floor, or is not measured any more, is told by name; the floor itself is high enough."""
    floors = Floors("g", {"statements": {"f1": 0.8}, "links": {"share": 0.9}})
    assert list(floors.failures(scored(8, 10, 10), "g")) == ["links: share is missing, below its floor 0.9000"]
    assert "statements: f1 is 0.7000, below its floor 0.8000" in list(floors.failures(scored(7, 10, 10), "g"))
    assert "other gold" in "".join(floors.failures(scored(10, 10, 10), "h"))


def test_the_command_prints_the_table_and_keeps_the_floors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The table comes out, the figures go to a file, floors are raised, and what falls below them fails."""
    write_gold(tmp_path)
    floors, figures = tmp_path / "floors.json", tmp_path / "figures.json"
    command = ["evaluate", str(tmp_path / "a.json"), "--floors", str(floors)]
    assert cli.run([*command, "--raise-floors", "--json", str(figures), "--errors"]) == 0
    out, err = capsys.readouterr()
    assert "mentions named, exact" in out
    assert "a.txt:" in out
    assert err == ""
    known = read_floors(floors)
    assert known.gold == digest_of([read_gold(tmp_path / "a.json")])
    measured = json.loads(figures.read_text("utf-8"))["entities named"]
    assert known.figures["entities named"]["f1"] == pytest.approx(measured["f1"] - 1 / measured["gold"], abs=1e-4)
    assert cli.run(command) == 0
    floors.write_text(floors.read_text("utf-8").replace('"f1": 0.', '"f1": 1.'), "utf-8")
    before = floors.read_text("utf-8")
    assert cli.run([*command, "--raise-floors"]) == 1
    assert "below its floor" in capsys.readouterr().err
    assert floors.read_text("utf-8") == before


@pytest.mark.parametrize(
    ("arguments", "message"), [(["no.json"], "does not exist"), (["x", "--raise-floors"], "needs --floors"), ([], "Missing argument")]
)
def test_the_command_refuses_bad_input(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Bad input ends with exit code 2 and a sentence."""
    assert cli.run(["evaluate", *arguments]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("content", ["", "[]", '{"gold": "x"}', '{"gold": "x", "floors": {"a": 1}}'])
def test_floors_that_are_none_are_refused(tmp_path: Path, content: str) -> None:
    """A file that holds no floors is refused instead of letting everything pass."""
    path = tmp_path / "floors.json"
    path.write_text(content, "utf-8")
    with pytest.raises(ReadError, match="holds no floors"):
        read_floors(path)
