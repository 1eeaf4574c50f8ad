"""Finds what stands in the places of a frame: the grammatical functions of a predicate, filled with entities."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from beleidsgraaf.extraction.trees import (
    NOMINAL,
    RELATIVE,
    Roles,
    ancestors,
    base,
    case_of,
    is_marked,
    is_nominalised,
    related,
    relative_host,
    roles_of,
)
from beleidsgraaf.knowledge.frames import Argument, Function, PartOfSpeech

if TYPE_CHECKING:
    from beleidsgraaf.extraction.clauses import Clauses, Filler
    from beleidsgraaf.extraction.predicates import Predicate
    from beleidsgraaf.model import Sentence

_ADVERBIAL = {"met": "mee", "tot": "toe"}
_AS_ADVERB = {"met": "mee", "tot": "toe"}
_PRONOMINAL = ("er", "hier", "daar", "waar")


def fill(clauses: Clauses, predicate: Predicate, argument: Argument) -> list[Filler]:
    """Return the entities in a grammatical function of a predicate."""
    found: dict[str, Filler] = {}
    for index in places_of(clauses, predicate, argument):
        for filler in clauses.fillers(index):
            if index == predicate.index and index in clauses.owner and filler.entity != clauses.links[clauses.owner[index]].entity:
                continue  # of ``burgers, bedrijven en partners van X`` only the last are partners
            found.setdefault(filler.entity, filler)
    return list(found.values())


def places_of(clauses: Clauses, predicate: Predicate, argument: Argument) -> list[int]:
    """Return the tokens that stand in a grammatical function of a predicate, whether they refer to something known or not."""
    sentence, index, roles = clauses.sentence, predicate.index, predicate.roles
    nominal = predicate.frame.part_of_speech is PartOfSpeech.NOUN
    match argument.function:
        case Function.SUBJECT:
            return roles.subjects + _comitatives(sentence, roles)
        case Function.OBJECT:
            return roles.objects
        case Function.INDIRECT_OBJECT:
            bare = [place for place in roles.objects if place not in predicate.words] if predicate.frame.fixed else []
            return roles.indirect + roles.obliques.get("aan", []) + bare
        case Function.OBLIQUE:
            return _obliques(clauses, predicate, argument)
        case Function.ADNOMINAL:
            return _adnominals(sentence, index, argument)
        case Function.COPULAR_SUBJECT:
            found = _copular_subjects(sentence, index, noun=nominal)
            # a noun that is said of nothing may head a name itself: ``de afdeling Standaarden van Logius``
            return found or ([index] if nominal and index in clauses.owner else [])
        case Function.HEAD | Function.MODIFIED:
            made = argument == predicate.frame.object  # ``in opdracht van X``: what is made or done, not who does it
            return _governor(sentence, predicate, nominal=argument.function is Function.MODIFIED, made=made)
        case Function.COMPLEMENT:
            complement = _complement(sentence, predicate)
            return [] if complement is None else [complement]
        case Function.COORDINATED:
            return roles.subjects
        case _:
            return []


def _comitatives(sentence: Sentence, roles: Roles) -> list[int]:
    """Return those who take part beside the subject: ``X ontwikkelt samen met Y``."""
    found = []
    for place in range(len(sentence.tokens) - 1):
        if sentence.tokens[place].text.lower() in ("samen", "tezamen", "gezamenlijk") and sentence.tokens[place + 1].text.lower() == "met":
            head = sentence.tokens[place + 1].head
            if head > place + 1 and roles.subjects:
                found.append(head)
    return found


def _obliques(clauses: Clauses, predicate: Predicate, argument: Argument) -> list[int]:
    """Return the prepositional dependents with one of the prepositions, pronominal adverbs (``hieraan``) included."""
    sentence = clauses.sentence
    found: list[int] = []
    for case, places in predicate.roles.obliques.items():
        if is_marked(case, argument.prepositions):
            found.extend(places)
    if not found:
        for word in predicate.words:
            below = [c for c in sentence.children[word] if base(sentence.tokens[c].relation) in ("nmod", "obl", "advmod", "obj", "xcomp")]
            found.extend(child for child in below if is_marked(case_of(sentence, child), argument.prepositions))
    if not found:
        for child in sentence.children[predicate.index]:
            text = sentence.tokens[child].text.lower()
            if child in clauses.pronouns and any(
                text == stem + _AS_ADVERB.get(preposition, preposition) for stem in _PRONOMINAL for preposition in argument.prepositions
            ):
                found.append(child)
    token = sentence.tokens[predicate.index]
    if not found and base(token.relation) == "acl" and token.head != predicate.index:
        # a relative adverb stands for the noun before it: het middel waarmee ondernemers inloggen
        adverbs = {"waar" + _AS_ADVERB.get(preposition, preposition) for preposition in argument.prepositions}
        if any(sentence.tokens[child].text.lower() in adverbs for child in sentence.children[predicate.index]):
            found.append(token.head)
    return found


def _adnominals(sentence: Sentence, index: int, argument: Argument) -> list[int]:
    """Return the dependents of a noun with one of the prepositions."""
    found = [
        child for child in related(sentence, index, "nmod", "obl", "acl") if is_marked(case_of(sentence, child), argument.prepositions)
    ]
    if "van" in argument.prepositions:
        found.extend(related(sentence, index, "nmod:poss"))
    elif not found:
        # the parser hung the second phrase on the noun of the first: de aansluiting van X op Y
        for child in related(sentence, index, "nmod"):
            found.extend(grand for grand in related(sentence, child, "nmod") if is_marked(case_of(sentence, grand), argument.prepositions))
    return found


def _copular_subjects(sentence: Sentence, index: int, *, noun: bool) -> list[int]:
    """Return what a noun or adjective is said of: by a copula, by apposition, or as the noun it stands with."""
    token = sentence.tokens[index]
    if related(sentence, index, "cop") or related(sentence, index, "nsubj"):
        said_of = related(sentence, index, "nsubj")
        host = relative_host(sentence, index)
        if host is not None and all(sentence.tokens[place].text.lower() in RELATIVE for place in said_of):
            return [host]  # instanties die verantwoordelijk zijn voor de opsporing
        return said_of
    relation = base(token.relation)
    if relation in ("xcomp", "obl", "advcl", "obj") and token.head != index:
        above = sentence.tokens[token.head]
        marked = any(sentence.tokens[c].text.lower() == "als" for c in sentence.children[index]) or case_of(sentence, index) == "tot"
        if above.lemma in ("worden", "blijven", "zijn", "blijken", "lijken", "vormen", "betreffen", "heten") or (
            marked and relation != "obj"
        ):
            roles = roles_of(sentence, token.head)
            appointed = case_of(sentence, index) == "tot" and roles.objects
            return (roles.objects if roles.passive or appointed else roles.subjects) + _named_before_als(sentence, index)
    if relation == "nsubj" and noun and related(sentence, token.head, "cop") and not related(sentence, index, "nsubj"):
        return [token.head]  # the other way round: ``De beheerder van DigiD is Logius``
    if relation == "conj":
        return _copular_subjects(sentence, token.head, noun=noun)
    if token.relation == "compound:prt":
        # an expression hung on its copula: ``De VNG is van mening dat …``
        copula = sentence.tokens[token.head]
        carried = [copula.head] if base(copula.relation) == "cop" and copula.head < token.head else []
        return related(sentence, token.head, "nsubj") or carried
    if not noun:
        return [token.head] if relation in ("amod", "acl") else []
    hosts = [child for child in related(sentence, index, "appos", "flat") if child != index]
    if (relation in ("appos", "flat", "parataxis") and token.head != index) or (relation == "nmod" and not case_of(sentence, index)):
        hosts.append(token.head)
    return hosts


def _named_before_als(sentence: Sentence, index: int) -> list[int]:
    """Return the name right before ``als``, which a noun behind it is said of: ``het ontslag van Jansen als wethouder``."""
    marks = [child for child in sentence.children[index] if sentence.tokens[child].text.lower() == "als" and child > 0]
    return [child - 1 for child in marks if sentence.tokens[child - 1].pos == "PROPN"]


def _complement(sentence: Sentence, predicate: Predicate) -> int | None:
    """Return the noun of a prepositional phrase, also when the preposition is an expression (``op grond van``)."""
    last = max(predicate.words)
    for word in sorted(predicate.words, reverse=True):
        head = sentence.tokens[word].head
        if head > last:
            return head
    after = [i for i in range(last + 1, min(last + 6, len(sentence.tokens))) if sentence.tokens[i].pos in ("NOUN", "PROPN", "PRON")]
    return after[0] if after else None


def _governor(sentence: Sentence, predicate: Predicate, *, nominal: bool, made: bool) -> list[int]:
    """Return what a prepositional phrase belongs to: the noun before it, or of its clause the subject or what is made or done."""
    complement = _complement(sentence, predicate)
    if complement is None:
        return []
    host = sentence.tokens[complement].head
    if host == complement:
        return related(sentence, complement, "nsubj")
    while host in predicate.words and sentence.tokens[host].head != host:
        host = sentence.tokens[host].head
    if host in predicate.words:
        return [child for word in predicate.words for child in related(sentence, word, "nsubj")]
    if host == complement:
        return []
    if nominal:
        first = min(predicate.words)
        if host < first and sentence.tokens[host].pos in NOMINAL:
            return [_top_of_phrase(sentence, host)]
        # the phrase was hung on the verb: then what the verb makes, or a noun right before it, is meant
        outcome = roles_of(sentence, host).objects if sentence.tokens[host].pos in ("VERB", "AUX") else []
        beside = [i for i in (first - 1,) if i >= 0 and sentence.tokens[i].pos in NOMINAL]
        return beside or [i for i in outcome if i < first or host < first]
    if sentence.tokens[host].pos in NOMINAL and not related(sentence, host, "nsubj", "cop"):
        above = next((i for i in (host, *ancestors(sentence, host)) if sentence.tokens[i].pos in ("VERB", "AUX")), None)
        return [host] if above is None or made else [host, *roles_of(sentence, above).subjects]
    roles = roles_of(sentence, host)
    return (roles.objects if made else []) or roles.subjects or related(sentence, host, "nsubj")


def _top_of_phrase(sentence: Sentence, index: int) -> int:
    """Return the noun that a whole noun phrase is about: of ``de brief aan de Kamer over X`` the letter."""
    while base(sentence.tokens[index].relation) == "nmod":
        head = sentence.tokens[index].head
        if head >= index or sentence.tokens[head].pos not in NOMINAL:
            break
        index = head
    return index


def supported(clauses: Clauses, predicate: Predicate) -> list[Filler]:
    """Return who does what a noun says when only the verb above tells: ``Logius draagt zorg voor de ondersteuning van X``."""
    sentence = clauses.sentence
    token = sentence.tokens[predicate.index]
    if base(token.relation) == "nsubj" and sentence.tokens[token.head].lemma in clauses.holding_verbs:
        holders = roles_of(sentence, token.head).obliques
        return [filler for case in ("bij", "op", "onder") for index in holders.get(case, []) for filler in clauses.fillers(index)]
    if base(token.relation) not in ("obj", "obl", "xcomp", "nmod") or token.head == predicate.index:
        return []
    verb = next((i for i in ancestors(sentence, predicate.index) if sentence.tokens[i].pos in ("VERB", "AUX")), None)
    if verb is None or sentence.tokens[verb].lemma not in clauses.support_verbs:
        return []
    roles = roles_of(sentence, verb)
    found = [] if roles.passive else [filler for index in roles.subjects for filler in clauses.fillers(index)]
    return [dataclasses.replace(filler, certainty=filler.certainty * 0.8) for filler in found]


def apposed_objects(clauses: Clauses, predicate: Predicate) -> list[Filler]:
    """Return the object that the parser made an apposition of the subject before it: ``gebruiken alle gemeenten DigiD``."""
    sentence = clauses.sentence
    for place in predicate.roles.subjects:
        for child in related(sentence, place, "appos", "flat", "nmod"):
            between = sentence.tokens[min(place, child) + 1 : max(place, child)]
            apart = place in clauses.owner and child in clauses.owner and clauses.owner[place] != clauses.owner[child]
            if apart and not case_of(sentence, child) and not any(token.pos == "PUNCT" for token in between):
                return clauses.fillers(child)
    return []


def does_itself(clauses: Clauses, predicate: Predicate) -> bool:
    """Tell whether the subject of the clause does what a nominalised infinitive says: only a verb that carries it passes its subject on."""
    sentence = clauses.sentence
    if not is_nominalised(sentence, predicate.index) or "door" in predicate.roles.obliques:
        return True
    verb = next((i for i in ancestors(sentence, predicate.index) if sentence.tokens[i].pos in ("VERB", "AUX")), None)
    return verb is not None and sentence.tokens[verb].lemma in clauses.support_verbs
