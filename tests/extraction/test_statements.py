"""Relations, constructions and qualification, on sentences parsed and linked by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from beleidsgraaf import Modality, Polarity, Sentence, Statement
from beleidsgraaf.extraction.clauses import Clauses
from beleidsgraaf.extraction.constructions import find_constructions
from beleidsgraaf.extraction.lexis import Lexis
from beleidsgraaf.extraction.nearby import nearby_objects
from beleidsgraaf.extraction.qualification import attribute, is_question, qualify, reported_clauses
from beleidsgraaf.extraction.relations import find_predicates, find_statements
from beleidsgraaf.knowledge.ontology import Ontology
from beleidsgraaf.model import Kind

MANAGES = ["Logius=Organization", "DigiD=System"]


def said(statements: list[Statement]) -> set[tuple[str, str, str]]:
    """Return the statements as triples."""
    return {(row.subject, row.property, row.object or row.claim) for row in statements}


@pytest.fixture
def read(
    parsed: Callable[..., Sentence], clauses: Callable[..., Clauses], lexis: Lexis, ontology: Ontology
) -> Callable[..., list[Statement]]:
    """Find the statements of a sentence, qualified."""

    def find(line: str, names: list[str], *, quoted: tuple[str, ...] = ()) -> list[Statement]:
        seen = clauses(parsed(line), names)
        raw = [*find_statements(seen, lexis, ontology), *find_constructions(seen, ontology)]
        new = tuple(qualify(row, seen, lexis, quoted=quoted) for row in raw)
        return [attribute(row, seen.sentence, reported_clauses(seen.sentence, new)) for row in new]

    return find


@pytest.mark.parametrize(
    ("line", "names", "triple"),
    [
        ("Logius/PROPN<nsubj:beheert beheert/VERB<root DigiD/PROPN<obj:beheert", MANAGES, ("logius", "manages", "digid")),
        (
            "DigiD/PROPN<nsubj:pass:beheerd wordt/AUX<aux:pass:beheerd door/ADP<case:Logius Logius/PROPN<obl:agent:beheerd "
            "beheerd/VERB{VerbForm=Part}<root",
            MANAGES,
            ("logius", "manages", "digid"),
        ),
        (
            "Logius/PROPN<nsubj:beheerder is/AUX<cop:beheerder beheerder/NOUN<root van/ADP<case:DigiD DigiD/PROPN<nmod:beheerder",
            MANAGES,
            ("logius", "manages", "digid"),
        ),
        (
            "het/DET<det:beheer beheer/NOUN<nsubj:kost van/ADP<case:DigiD DigiD/PROPN<nmod:beheer "
            "door/ADP<case:Logius Logius/PROPN<nmod:beheer "
            "kost/VERB<root tijd/NOUN<obj:kost",
            MANAGES,
            ("logius", "manages", "digid"),
        ),
        (
            "gemeenten/NOUN<nsubj:voeren voeren/VERB<root de/DET<det:Woo Woo/PROPN<obj:voeren uit/ADP<compound:prt:voeren",
            ["gemeenten=ActorGroup", "Woo=Policy"],
            ("gemeenten", "implements", "woo"),
        ),
        (
            "Logius/PROPN<nsubj:verantwoordelijk is/AUX<cop:verantwoordelijk verantwoordelijk/ADJ<root voor/ADP<case:DigiD "
            "DigiD/PROPN<obl:verantwoordelijk",
            MANAGES,
            ("logius", "responsibleFor", "digid"),
        ),
    ],
)
def test_verb_noun_and_adjective_say_the_same(
    read: Callable[..., list[Statement]], line: str, names: list[str], triple: tuple[str, str, str]
) -> None:
    """A frame is filled from its own construction, and the statement points at the words of both ends."""
    rows = read(line, names)
    assert said(rows) == {triple}
    (row,) = rows
    assert row.subject_mention is not None
    assert row.object_mention is not None
    assert row.modality is Modality.ASSERTED
    assert row.polarity is Polarity.POSITIVE
    assert row.trigger
    assert 0 < row.confidence <= 1


def test_what_breaks_domain_or_range_is_not_said(read: Callable[..., list[Statement]]) -> None:
    """A system manages nothing, whatever the tree says."""
    rows = read("DigiD/PROPN<nsubj:beheert beheert/VERB<root privacy/NOUN<obj:beheert", ["DigiD=System", "privacy=Theme"])
    assert not [row for row in rows if row.property == "manages"]


def test_an_object_in_first_place_is_told_by_domain_and_range(read: Callable[..., list[Statement]]) -> None:
    """Where only one direction fits the property, the parser's slip in word order does no harm."""
    rows = read("DigiD/PROPN<nsubj:beheert beheert/VERB<root Logius/PROPN<obj:beheert", MANAGES)
    assert ("digid", "manages", "logius") not in said(rows)


def test_a_particle_of_another_verb_is_not_borrowed(parsed: Callable[..., Sentence], lexis: Lexis) -> None:
    """A separable verb needs its own particle, and a simple verb none."""
    with_particle = parsed("VNG/PROPN<nsubj:stelt stelt/VERB<root Woo/PROPN<obj:stelt vast/ADP<compound:prt:stelt")
    without = parsed("VNG/PROPN<nsubj:stelt stelt/VERB<root Woo/PROPN<obj:stelt")
    assert "adopts" in {predicate.frame.property for predicate in find_predicates(with_particle, lexis)}
    assert "adopts" not in {predicate.frame.property for predicate in find_predicates(without, lexis)}


def test_every_predicate_names_words_of_the_sentence(parsed: Callable[..., Sentence], lexis: Lexis) -> None:
    """The words of a predicate are sorted, and the word its arguments hang on is one of them."""
    sentence = parsed("AP/PROPN<nsubj:houdt houdt/VERB<root toezicht/NOUN<obj:houdt op/ADP<case:AVG de/DET<det:AVG AVG/PROPN<obl:houdt")
    predicates = list(find_predicates(sentence, lexis))
    assert any(predicate.frame.property == "supervises" for predicate in predicates)
    for predicate in predicates:
        assert list(predicate.words) == sorted(predicate.words)
        assert predicate.index in predicate.words


def test_the_one_noun_phrase_in_reach_is_the_object(clauses: Callable[..., Clauses], parsed: Callable[..., Sentence]) -> None:
    """An object the tree lost is found by word order, with less certainty; of two candidates none is taken."""
    line = "Logius/PROPN<nsubj:beheert beheert/VERB<root DigiD/PROPN<dep:beheert"
    seen = clauses(parsed(line), MANAGES)
    (filler,) = nearby_objects(seen, 1, {"logius"}, {Kind.SYSTEM})
    assert filler.entity == "digid"
    assert filler.certainty < 1
    two = parsed("NORA/PROPN<dep:beheert Logius/PROPN<nsubj:beheert beheert/VERB<root DigiD/PROPN<dep:beheert")
    assert nearby_objects(clauses(two, ["NORA=System", *MANAGES]), 2, {"logius"}, {Kind.SYSTEM}) == []
    behind = parsed("Logius/PROPN<nsubj:beheert beheert/VERB<root met/ADP<case:DigiD DigiD/PROPN<dep:beheert")
    assert nearby_objects(clauses(behind, MANAGES), 1, {"logius"}, {Kind.SYSTEM}) == []


@pytest.mark.parametrize(
    ("line", "modality"),
    [
        ("Logius/PROPN<nsubj:beheren moet/AUX<aux:beheren DigiD/PROPN<obj:beheren beheren/VERB<root", Modality.OBLIGATION),
        ("Logius/PROPN<nsubj:beheren zal/AUX<aux:beheren DigiD/PROPN<obj:beheren beheren/VERB<root", Modality.INTENTION),
        ("Logius/PROPN<nsubj:beheren kan/AUX<aux:beheren DigiD/PROPN<obj:beheren beheren/VERB<root", Modality.POSSIBILITY),
        ("Logius/PROPN<nsubj:wil wil/VERB<root DigiD/PROPN<obj:beheren beheren/VERB{VerbForm=Inf}<xcomp:wil", Modality.INTENTION),
        ("Logius/PROPN<nsubj:beheert beheert/VERB<root mogelijk/ADJ<advmod:beheert DigiD/PROPN<obj:beheert", Modality.POSSIBILITY),
        (
            "als/SCONJ<mark:beheert Logius/PROPN<nsubj:beheert DigiD/PROPN<obj:beheert beheert/VERB<advcl:groeit ,/PUNCT<punct:groeit "
            "groeit/VERB<root",
            Modality.POSSIBILITY,
        ),
    ],
)
def test_a_plan_a_duty_or_a_condition_is_not_asserted(read: Callable[..., list[Statement]], line: str, modality: Modality) -> None:
    """Modal verbs, adverbs and conditions qualify the predicate they stand over."""
    rows = [row for row in read(line, MANAGES) if row.property == "manages"]
    assert [row.modality for row in rows] == [modality]


@pytest.mark.parametrize(
    ("line", "polarity"),
    [
        ("Logius/PROPN<nsubj:beheert beheert/VERB<root DigiD/PROPN<obj:beheert niet/ADV<advmod:beheert", Polarity.NEGATIVE),
        ("Logius/PROPN<nsubj:beheert beheert/VERB<root geen/DET<det:DigiD DigiD/PROPN<obj:beheert", Polarity.NEGATIVE),
        ("Logius/PROPN<nsubj:beheert beheert/VERB<root nooit/ADV<advmod:beheert DigiD/PROPN<obj:beheert", Polarity.NEGATIVE),
        (
            "Logius/PROPN<nsubj:beheert beheert/VERB<root niet/ADV<advmod:beheert alleen/ADV<advmod:beheert DigiD/PROPN<obj:beheert",
            Polarity.POSITIVE,
        ),
        (
            "Logius/PROPN<nsubj:beheert beheert/VERB<root DigiD/PROPN<obj:beheert en/CCONJ<cc:groeit "
            "groeit/VERB<conj:beheert niet/ADV<advmod:groeit",
            Polarity.POSITIVE,
        ),
    ],
)
def test_a_denial_reaches_its_own_predicate(read: Callable[..., list[Statement]], line: str, polarity: Polarity) -> None:
    """``niet`` and ``geen`` deny the predicate or argument they stand with, and no other; ``niet alleen`` denies nothing."""
    rows = [row for row in read(line, MANAGES) if row.property == "manages"]
    assert [row.polarity for row in rows] == [polarity]


def test_a_reported_clause_is_attributed_to_who_says_it(read: Callable[..., list[Statement]]) -> None:
    """What stands in the clause of a speech verb is the speaker's word, and the clause itself is a statement of the speaker."""
    rows = read(
        "VNG/PROPN<nsubj:zegt zegt/VERB<root dat/SCONJ<mark:beheert Logius/PROPN<nsubj:beheert "
        "DigiD/PROPN<obj:beheert beheert/VERB<ccomp:zegt",
        ["VNG=Organization", *MANAGES],
    )
    by_property = {row.property: row for row in rows}
    assert by_property["manages"].attributed_to == ("vng",)
    assert by_property["states"].claim == "Logius DigiD beheert"
    assert by_property["states"].attributed_to == ()


def test_according_to_somebody_is_attribution(read: Callable[..., list[Statement]]) -> None:
    """``volgens X`` puts the sentence in the mouth of X."""
    (row,) = read(
        "Volgens/ADP<case:VNG VNG/PROPN<obl:beheert beheert/VERB<root Logius/PROPN<nsubj:beheert DigiD/PROPN<obj:beheert",
        ["VNG=Organization", *MANAGES],
    )
    assert (row.property, row.attributed_to) == ("manages", ("vng",))


def test_direct_speech_is_attributed_to_its_speaker(read: Callable[..., list[Statement]]) -> None:
    """What stands in somebody's direct speech is that person's word."""
    (row,) = read("Logius/PROPN<nsubj:beheert beheert/VERB<root DigiD/PROPN<obj:beheert", MANAGES, quoted=("knops",))
    assert row.attributed_to == ("knops",)


@pytest.mark.parametrize(("text", "asks"), [("Beheert Logius DigiD ?", True), ("Wat nu ? )", True), ("Logius beheert DigiD .", False)])
def test_a_question_is_told_by_its_mark(cut: Callable[..., Sentence], text: str, asks: bool) -> None:
    """A question mark makes a question, also before a closing bracket."""
    assert is_question(cut(text)) is asks


def test_who_has_an_organization_behind_the_name_belongs_to_it(read: Callable[..., list[Statement]]) -> None:
    """``Vos (ICTU)`` says where Vos holds a position; a place behind a name says nothing."""
    line = "Vos/PROPN<nsubj:sprak (/PUNCT<punct:ICTU ICTU/PROPN<appos:Vos )/PUNCT<punct:ICTU sprak/VERB<root"
    assert said(read(line, ["Vos=Person", "ICTU=Organization"])) == {("vos", "holdsPositionAt", "ictu")}
    assert said(read(line, ["Vos=Person", "ICTU=System"])) == set()


def test_of_those_who_work_together_the_first_is_joined_with_each_other(read: Callable[..., list[Statement]]) -> None:
    """Of several, the first named with each of the others, not every pair."""
    line = (
        "VNG/PROPN<nsubj:werken ,/PUNCT<punct:IPO IPO/PROPN<conj:VNG en/CCONJ<cc:UvW UvW/PROPN<conj:VNG werken/VERB<root "
        "samen/ADP<compound:prt:werken"
    )
    rows = read(line, ["VNG=Organization", "IPO=Organization", "UvW=Organization"])
    assert said(rows) == {("vng", "collaboratesWith", "ipo"), ("vng", "collaboratesWith", "uvw")}
