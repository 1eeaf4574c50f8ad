"""Grammatical functions, repairs of trees, and coordination, on sentences parsed by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beleidsgraaf import Document, Sentence, Token
from beleidsgraaf.extraction.clauses import Clauses
from beleidsgraaf.extraction.repair import repair
from beleidsgraaf.extraction.trees import ancestors, case_of, descendants, head_of_span, is_passive, roles_of

ACTIVE = "Logius/PROPN<nsubj:beheert beheert/VERB<root DigiD/PROPN<obj:beheert"
PASSIVE = (
    "DigiD/PROPN<nsubj:pass:beheerd wordt/AUX<aux:pass:beheerd door/ADP<case:Logius Logius/PROPN<obl:agent:beheerd "
    "beheerd/VERB{VerbForm=Part}<root"
)
RELATIVE = (
    "Logius/PROPN<nsubj:groeit ,/PUNCT<punct:beheert dat/PRON{PronType=Rel}<nsubj:beheert DigiD/PROPN<obj:beheert "
    "beheert/VERB<acl:relcl:Logius ,/PUNCT<punct:beheert groeit/VERB<root"
)
INFINITIVE = "Logius/PROPN<nsubj:wil wil/VERB<root DigiD/PROPN<obj:beheren beheren/VERB{VerbForm=Inf}<xcomp:wil"
CONTROLLED = (
    "VNG/PROPN<nsubj:helpt helpt/VERB<root gemeenten/NOUN<obj:helpt DigiD/PROPN<obj:gebruiken te/ADP<mark:gebruiken "
    "gebruiken/VERB{VerbForm=Inf}<xcomp:helpt"
)
CONJOINED = "ICTU/PROPN<nsubj:ontwikkelt ontwikkelt/VERB<root en/CCONJ<cc:beheert beheert/VERB<conj:ontwikkelt NORA/PROPN<obj:ontwikkelt"
PARTICIPLE = (
    "de/DET<det:voorziening door/ADP<case:Logius Logius/PROPN<obl:agent:beheerde beheerde/VERB{VerbForm=Part}<amod:voorziening "
    "voorziening/NOUN<nsubj:werkt werkt/VERB<root"
)
NOMINAL = (
    "het/DET<det:beheren beheren/VERB{VerbForm=Inf}<nsubj:kost van/ADP<case:DigiD DigiD/PROPN<nmod:beheren door/ADP<case:Logius "
    "Logius/PROPN<nmod:beheren kost/VERB<root tijd/NOUN<obj:kost"
)


@pytest.mark.parametrize(
    ("line", "verb", "subjects", "objects"),
    [
        (ACTIVE, "beheert", ["Logius"], ["DigiD"]),
        (PASSIVE, "beheerd", ["Logius"], ["DigiD"]),
        (RELATIVE, "beheert", ["Logius"], ["DigiD"]),
        (INFINITIVE, "beheren", ["Logius"], ["DigiD"]),
        (CONTROLLED, "gebruiken", ["gemeenten"], ["DigiD"]),
        (CONJOINED, "beheert", ["ICTU"], []),
        (PARTICIPLE, "beheerde", ["Logius"], ["voorziening"]),
        (NOMINAL, "beheren", ["Logius"], ["DigiD"]),
    ],
)
def test_who_does_what_is_the_same_in_every_construction(
    parsed: Callable[..., Sentence], line: str, verb: str, subjects: list[str], objects: list[str]
) -> None:
    """The doer stands under subjects and what is done to under objects, whatever the construction."""
    sentence = parsed(line)
    index = next(i for i, token in enumerate(sentence.tokens) if token.text == verb)
    roles = roles_of(sentence, index, object_control=lambda head: sentence.tokens[head].text == "helpt")
    assert [sentence.tokens[i].text for i in roles.subjects] == subjects
    assert [sentence.tokens[i].text for i in roles.objects] == objects


def test_a_passive_without_agent_has_no_doer(parsed: Callable[..., Sentence]) -> None:
    """Where the doer is left out nobody takes its place."""
    sentence = parsed("DigiD/PROPN<nsubj:pass:beheerd wordt/AUX<aux:pass:beheerd goed/ADV<advmod:beheerd beheerd/VERB{VerbForm=Part}<root")
    assert is_passive(sentence, 3)
    assert roles_of(sentence, 3).subjects == []


def test_the_preposition_of_a_phrase_is_told_whole(parsed: Callable[..., Sentence]) -> None:
    """A preposition of several words is one, and a noun without any has none."""
    sentence = parsed(
        "op/ADP<case:wet grond/NOUN<fixed:op van/ADP<fixed:op de/DET<det:wet wet/NOUN<obl:mag mag/VERB<root het/PRON<nsubj:mag"
    )
    assert case_of(sentence, 4) == "op grond van"
    assert case_of(sentence, 6) == ""


def test_an_oblique_stands_under_its_preposition(parsed: Callable[..., Sentence]) -> None:
    """Obliques are kept by the preposition that marks them."""
    sentence = parsed("AP/PROPN<nsubj:let let/VERB<root op/ADP<case:AVG de/DET<det:AVG AVG/PROPN<obl:let")
    assert roles_of(sentence, 1).obliques == {"op": [4]}


def test_the_head_of_a_name_is_the_word_that_hangs_outside_it(parsed: Callable[..., Sentence]) -> None:
    """The words of a name hang together; its head is the one with a head elsewhere."""
    sentence = parsed("de/DET<det:Wet Wet/NOUN<nsubj:geldt open/ADJ<flat:Wet overheid/NOUN<flat:Wet geldt/VERB<root")
    start, end = sentence.tokens[1].start, sentence.tokens[3].end
    assert head_of_span(sentence, start, end) == 1


def test_repair_makes_a_name_one_piece(parsed: Callable[..., Sentence]) -> None:
    """The words of a name hang on one head, which takes the function that the parser gave to one of them."""
    line = "De/DET<det:overheid Wet/NOUN<amod:overheid open/ADJ<amod:overheid overheid/NOUN<nsubj:geldt geldt/VERB<root nu/ADV<advmod:geldt"
    sentence = parsed(line)
    mended = repair(sentence, [(sentence.tokens[1].start, sentence.tokens[3].end)])
    head = head_of_span(mended, sentence.tokens[1].start, sentence.tokens[3].end)
    assert head is not None
    assert mended.tokens[head].relation == "nsubj"
    assert {i for i in (1, 2, 3) if mended.tokens[i].head not in (head, 4)} == set()


def test_a_prepositional_phrase_before_the_finite_verb_belongs_to_the_noun_before_it(parsed: Callable[..., Sentence]) -> None:
    """One constituent stands before the finite verb of a main clause."""
    line = (
        "beheer/NOUN<nsubj:kost van/ADP<case:DigiD DigiD/PROPN<nmod:beheer door/ADP<case:Logius Logius/PROPN<obl:kost kost/VERB<root "
        "tijd/NOUN<obj:kost"
    )
    assert repair(parsed(line)).tokens[4].head == 0


@given(st.data())
def test_repair_keeps_any_tree_a_tree(data: st.DataObject) -> None:
    """Whatever the parser says, mending ends, keeps the words, and leaves no circle of heads."""
    size = data.draw(st.integers(1, 9))
    relations = st.sampled_from("nsubj obj iobj obl nmod amod det case appos flat conj acl xcomp ccomp advcl aux cop mark fixed".split())
    tokens = []
    for number in range(size):
        head = data.draw(st.integers(0, number - 1)) if number else 0
        relation = data.draw(relations) if number else "root"
        pos = data.draw(st.sampled_from("NOUN PROPN VERB ADP DET ADJ PRON AUX".split()))
        word = data.draw(st.sampled_from("de van Wet overheid beheert door het DigiD".split()))
        tokens.append(Token(number * 10, number * 10 + len(word), word, word.lower(), pos, "", head, relation))
    text = "".join(token.text.ljust(10) for token in tokens)
    sentence = Sentence(Document("x", text), 0, len(text), tokens=tuple(tokens), parsed=True)
    first = data.draw(st.integers(0, size - 1))
    last = data.draw(st.integers(first, size - 1))
    mended = repair(sentence, [(tokens[first].start, tokens[last].end)])
    assert [token.text for token in mended.tokens] == [token.text for token in tokens]
    for index in range(size):
        above = list(ancestors(mended, index))
        assert len(set(above)) == len(above)
        top = above[-1] if above else index
        assert mended.tokens[top].head == top
        assert index in set(descendants(mended, top))


def test_coordinated_names_fill_one_function_together(clauses: Callable[..., Clauses], parsed: Callable[..., Sentence]) -> None:
    """All members of a coordination stand where the first of them stands."""
    line = (
        "Logius/PROPN<nsubj:beheert beheert/VERB<root DigiD/PROPN<obj:beheert ,/PUNCT<punct:Digipoort "
        "Digipoort/PROPN<conj:DigiD en/CCONJ<cc:NORA "
        "NORA/PROPN<conj:DigiD"
    )
    seen = clauses(parsed(line), ["Logius=Organization", "DigiD=System", "Digipoort=System", "NORA=System"])
    assert [filler.entity for filler in seen.fillers(2)] == ["digid", "digipoort", "nora"]
    assert [filler.entity for filler in seen.fillers(0)] == ["logius"]


def test_actors_are_not_coordinated_with_things(clauses: Callable[..., Clauses], parsed: Callable[..., Sentence]) -> None:
    """What is of another sort stands alone, whatever the parser says."""
    line = "Logius/PROPN<nsubj:groeit en/CCONJ<cc:DigiD DigiD/PROPN<conj:Logius groeit/VERB<root"
    seen = clauses(parsed(line), ["Logius=Organization", "DigiD=System"])
    assert [filler.entity for filler in seen.fillers(0)] == ["logius"]


def test_a_transparent_noun_stands_for_what_it_is_of(clauses: Callable[..., Clauses], parsed: Callable[..., Sentence]) -> None:
    """``het gebruik van DigiD`` stands for DigiD, with less certainty than the name itself."""
    line = "UWV/PROPN<nsubj:steunt steunt/VERB<root het/DET<det:gebruik gebruik/NOUN<obj:steunt van/ADP<case:DigiD DigiD/PROPN<nmod:gebruik"
    seen = clauses(parsed(line), ["UWV=Organization", "DigiD=System"])
    (filler,) = seen.fillers(3)
    assert filler.entity == "digid"
    assert filler.certainty < 1
    assert seen.fillers(1) == []


def test_examples_stand_for_the_noun_they_exemplify(clauses: Callable[..., Clauses], parsed: Callable[..., Sentence]) -> None:
    """``systemen zoals DigiD en NORA`` stands for both, marked as examples."""
    line = (
        "Logius/PROPN<nsubj:beheert beheert/VERB<root systemen/NOUN<obj:beheert zoals/ADP<case:DigiD "
        "DigiD/PROPN<nmod:systemen en/CCONJ<cc:NORA "
        "NORA/PROPN<conj:DigiD"
    )
    fillers = clauses(parsed(line), ["Logius=Organization", "DigiD=System", "NORA=System"]).fillers(2)
    assert [(filler.entity, filler.example) for filler in fillers] == [("digid", True), ("nora", True)]


def test_an_infinitive_is_not_hung_on_its_own_words(parsed: Callable[..., Sentence]) -> None:
    """A noun right before an infinitive that hangs on it already cannot become its head: the tree would have a circle."""
    line = (
        "Door/ADP<case:typen typen/NOUN<obl:koppelen met/ADP<case:lijsten lijsten/NOUN<nmod:typen te/ADP<mark:koppelen "
        "koppelen/VERB{VerbForm=Inf}<advcl:blijkt aan/ADP<case:regels regels/NOUN<obl:koppelen blijkt/VERB<root dat/PRON<nsubj:blijkt"
    )
    mended = repair(parsed(line))
    for index in range(len(mended.tokens)):
        above = list(ancestors(mended, index))
        top = above[-1] if above else index
        assert mended.tokens[top].head == top
