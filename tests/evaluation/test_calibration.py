"""Calibration: the map from how a statement came about to how likely it is right."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beleidsgraaf import Kind, Mention, Modality, Statement
from beleidsgraaf.errors import KnowledgeError
from beleidsgraaf.evaluation.calibration import Outcome, as_table, fit, held_out, isotonic, reliability, sure
from beleidsgraaf.knowledge.confidence import features_of, load_calibration, read_calibration
from beleidsgraaf.knowledge.lexicon import load_lexicon
from beleidsgraaf.model import FoundBy

POINTS = st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=80)


@settings(deadline=None)
@given(POINTS, st.integers(1, 9))
def test_the_map_is_monotone_and_keeps_every_point(points: list[tuple[int, bool]], smallest: int) -> None:
    """Numbers and shares rise, no point is lost, and no step is smaller than asked when there are points enough."""
    steps = isotonic(points, smallest=smallest)
    assert all(one[0] < two[0] and one[1] * two[2] < two[1] * one[2] for one, two in pairwise(steps))
    assert sum(step[1] for step in steps) == sum(right for _, right in points)
    assert sum(step[2] for step in steps) == len(points)
    assert len(points) < smallest or all(step[2] >= smallest for step in steps)


@settings(deadline=None)
@given(POINTS)
def test_no_monotone_map_of_two_steps_fits_better(points: list[tuple[int, bool]]) -> None:
    """The squared error of the fit is at most that of the best single cut (isotonic regression is the least-squares monotone map)."""

    def error(values: list[tuple[float, bool]]) -> float:
        return sum((value - right) ** 2 for value, right in values)

    def share(rows: list[tuple[int, bool]]) -> float:
        return sum(right for _, right in rows) / len(rows)

    steps = isotonic(points)
    fitted = error(
        [([s for s in steps if s[0] <= number][-1][1] / [s for s in steps if s[0] <= number][-1][2], right) for number, right in points]
    )
    for cut in range(21):
        below, above = [row for row in points if row[0] < cut], [row for row in points if row[0] >= cut]
        if below and above and share(below) <= share(above):
            assert fitted <= error([(share(below if row[0] < cut else above), row[1]) for row in points]) + 1e-9


def rows(count: int) -> list[Outcome]:
    """Return statements of two texts: what is ``good`` is right nine times in ten, the rest half the time."""
    good = [Outcome(f"{number // 10 % 2}.txt", 0.5, number % 10 != 0, ("good",)) for number in range(count)]
    return good + [Outcome(f"{number % 2}.txt", 0.9, number % 4 < 2, ("bad",)) for number in range(count)]


def test_a_feature_that_tells_sets_the_confidence() -> None:
    """What is right nine times in ten gets about 0.9 from the other text, whatever it was given before; the rest about a half."""
    judged = held_out(rows(100))
    assert {round(row.confidence, 1) for row in judged if row.features == ("good",)} == {0.9}
    assert {round(row.confidence, 1) for row in judged if row.features == ("bad",)} == {0.5}
    assert sure(judged, 0.85) == (90, 100)
    assert "right 90 of 100 = 0.900" in reliability(judged)


def test_what_is_fitted_can_be_read_back() -> None:
    """The table that is written gives the same probabilities when it is read."""
    fitted = fit(rows(40))
    again = read_calibration(as_table(fitted, rows(40)))
    for features in (("good",), ("bad",), ("good", "bad"), ("never seen",), ()):
        assert again.probability(features) == fitted.probability(features)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "do not rise"),
        ("step\t0\t0.5\nstep\t1\t0.4\n", "do not rise"),
        ("step\t0\t1.5\n", "do not rise"),
        ("weight\tgood\n", "line 1"),
        ("base\tmuch\n", "line 1"),
        ("# note\ngewicht\tx\t1\n", "line 2: 'gewicht' is neither"),
    ],
)
def test_a_broken_table_is_refused(text: str, message: str) -> None:
    """A table that is no monotone map is refused with its line."""
    with pytest.raises(KnowledgeError, match=message):
        read_calibration(text)


def test_features_say_how_a_statement_came_about() -> None:
    """Kinds of the ends, pronouns, the words of the predicate and modality, each once."""
    frames = {frame.id: frame for frame in load_lexicon().frames}
    frame = next(frame for frame in frames.values() if frame.property == "manages" and frame.part_of_speech.value == "VERB")
    statement = Statement(
        "organisatie/a",
        "manages",
        "systeem/b",
        (0, 30),
        modality=Modality.INTENTION,
        frame=frame.id,
        trigger=((4, 6),),
        subject_mention=(0, 3),
        object_mention=(7, 9),
    )
    kinds = {"organisatie/a": Kind.ORGANIZATION, "systeem/b": Kind.SYSTEM}
    mention = Mention(0, 3, "het", 0, Kind.ORGANIZATION, found_by=FoundBy.COREFERENCE, anaphoric=True)
    assert features_of(statement, kinds, {(0, 3): mention}, frames) == (
        "anaphors: 1",
        "ends: 0 generic",
        "modality: Intention",
        "names of settled kind: 0",
        "part of speech: VERB",
        "pronouns: 1",
        "words: one",
    )


def test_the_table_that_ships_knows_its_features() -> None:
    """Statements can have each feature of the shipped table, and named ends are surer than generic ones or those that refer back."""
    calibration = load_calibration()
    names = {"anaphors", "ends", "modality", "names of settled kind", "part of speech", "pronouns", "words"}
    assert {feature.partition(":")[0] for feature in calibration.weights} == names
    assert calibration.weights["ends: 0 generic"] > calibration.weights["ends: 1 generic"]
    assert calibration.weights["anaphors: 0"] > calibration.weights["anaphors: 1"]
    assert calibration.weights["pronouns: 0"] > calibration.weights["pronouns: 2"]
    assert calibration.probabilities[-1] > 0.9
