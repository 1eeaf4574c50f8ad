"""Mends a dependency tree where the names in it and Dutch word order know better than the parser."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from beleidsgraaf.extraction.agents import mark_agents
from beleidsgraaf.extraction.trees import ancestors, base, case_of, descendants, related, tokens_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beleidsgraaf.model import Sentence, Token

_INSIDE = frozenset({"amod", "det", "nummod", "advmod", "case", "punct", "fixed", "flat", "compound"})


def repair(sentence: Sentence, names: Iterable[tuple[int, int]] = ()) -> Sentence:
    """Make each name one piece of the tree, and let what stands before the finite verb hang together.

    Args:
        sentence: a parsed sentence.
        names: start and end offsets of the names in it.

    Returns:
        The sentence with other heads and relations where they were wrong.
    """
    sentence = mark_agents(sentence)
    for start, end in sorted(names):
        sentence = _gather(sentence, list(tokens_in(sentence, start, end)))
    return _open(_mark(_modify_noun(_stay_before_verb(_promote(sentence)))))


def _gather(sentence: Sentence, inside: list[int]) -> Sentence:
    """Hang the words of a name, and what hangs on them, on the name's head."""
    tokens = list(sentence.tokens)
    for index in inside:
        article = tokens[index].head
        if article not in inside and article < index and tokens[article].pos == "DET" and base(tokens[index].relation) in ("flat", "fixed"):
            # the parser made the article the head of the name
            above = tokens[article].head if tokens[article].head != article else index
            tokens[index] = dataclasses.replace(tokens[index], head=above, relation=tokens[article].relation)
            for child in sentence.children[article]:
                tokens[child] = dataclasses.replace(tokens[child], head=above if child == index else index)
            tokens[article] = dataclasses.replace(tokens[article], head=index, relation="det")
    sentence = _rebuilt(sentence, tokens)
    if len(inside) < 2:
        return sentence
    exits = [i for i in inside if tokens[i].head == i or tokens[i].head not in inside]
    nominal = [i for i in exits if tokens[i].pos in ("NOUN", "PROPN")]
    marked = {i for i in exits for child in sentence.children[i] if child not in inside and tokens[child].relation == "case"}
    head = min(nominal or exits or inside, key=lambda i: (0 if i in marked else _rank(tokens[i]), i))
    over = {head, *ancestors(sentence, head)}
    for index, token in enumerate(tokens):
        if head in (index, token.head):
            continue
        if index in inside:
            tokens[index] = dataclasses.replace(token, head=head, relation="flat")
        elif token.head in inside:
            # what the name itself hangs below cannot hang on it
            tokens[index] = (
                dataclasses.replace(token, head=index, relation="root") if index in over else dataclasses.replace(token, head=head)
            )
    return _rebuilt(sentence, tokens)


def _rank(token: Token) -> int:
    """Return how likely a relation is that of the whole name: functions of a verb first, inner relations last."""
    relation = base(token.relation)
    if relation in _INSIDE:
        return 9
    return {"nsubj": 0, "obj": 0, "root": 1, "conj": 1, "appos": 2, "iobj": 3}.get(relation, 4)


def _promote(sentence: Sentence) -> Sentence:
    """Make a verb of what the parser took for a participle before a noun: ``De wet | verplicht | zorgaanbieders``.

    A finite form that looks like a participle has a subject right before it, and the noun after it has no article before the form.
    """
    tokens = list(sentence.tokens)
    for verb, token in enumerate(sentence.tokens):
        target = token.head
        if token.pos != "VERB" or token.relation != "amod" or target < verb or any(c < verb for c in related(sentence, target, "det")):
            continue
        own = related(sentence, verb, "nsubj")
        host = sentence.tokens[target].head
        if own and own[0] < verb:
            above = (verb, "root") if host == target else (host, sentence.tokens[target].relation)
        elif (
            host < verb
            and sentence.tokens[host].head == host
            and base(sentence.tokens[target].relation) in ("appos", "nmod", "flat")
            and max(i for i in descendants(sentence, host) if i < verb) == verb - 1
        ):
            above = (verb, "root")
            tokens[host] = dataclasses.replace(tokens[host], head=verb, relation="nsubj")
        else:
            continue
        tokens[verb] = dataclasses.replace(token, head=above[0], relation=above[1])
        tokens[target] = dataclasses.replace(tokens[target], head=verb, relation="obj")
        break
    return _rebuilt(sentence, tokens)


def _stay_before_verb(sentence: Sentence) -> Sentence:
    """Hang a prepositional phrase on the noun right before it when both stand before the finite verb of a main clause.

    One constituent stands there, so what follows its noun belongs to that noun: ``de invoering van X door Y | kost tijd``
    (Haeseryn et al., Algemene Nederlandse Spraakkunst, 21.3).
    """
    tokens = list(sentence.tokens)
    for verb, token in enumerate(sentence.tokens):
        if base(token.relation) not in ("root", "conj", "parataxis") or related(sentence, verb, "mark"):
            continue
        finite = min([verb, *related(sentence, verb, "aux", "cop")])
        for subject in related(sentence, verb, "nsubj"):
            if tokens[subject].pos not in ("NOUN", "PROPN") or subject > finite:
                continue
            last = max(descendants(sentence, subject))
            for child in related(sentence, verb, "obl", "nmod"):
                below = sorted(descendants(sentence, child))
                if below[0] == last + 1 and below[-1] < finite and case_of(sentence, child):
                    tokens[child] = dataclasses.replace(tokens[child], head=subject, relation="nmod")
                    last = below[-1]
    return _rebuilt(sentence, tokens)


def _modify_noun(sentence: Sentence) -> Sentence:
    """Hang a passive infinitive on the noun right before it: ``een lid, aan te wijzen door de minister``."""
    tokens = list(sentence.tokens)
    for index, token in enumerate(sentence.tokens):
        if base(token.relation) not in ("xcomp", "advcl", "ccomp") or "VerbForm=Inf" not in token.features:
            continue
        by_someone = any(case_of(sentence, child) == "door" for child in related(sentence, index, "obl"))
        place = index - 1
        while place >= 0 and (tokens[place].text.lower() in ("te", ",") or tokens[place].relation == "compound:prt"):
            place -= 1
        below = place >= 0 and tokens[place].head != index and place in set(descendants(sentence, index))
        if not by_someone or below or place < 0 or place == index - 1 or tokens[place].pos != "NOUN":
            continue
        if tokens[place].head == index:
            tokens[place] = dataclasses.replace(tokens[place], head=token.head, relation="obl" if case_of(sentence, place) else "obj")
        tokens[index] = dataclasses.replace(token, head=place, relation="acl")
    return _rebuilt(sentence, tokens)


def _mark(sentence: Sentence) -> Sentence:
    """Call an object with a preposition an oblique, and an only object a direct one."""
    tokens = list(sentence.tokens)
    for index, token in enumerate(sentence.tokens):
        if token.relation in ("obj", "iobj") and case_of(sentence, index):
            tokens[index] = dataclasses.replace(token, relation="obl")
        elif token.relation == "iobj" and not related(sentence, token.head, "obj", "ccomp", "xcomp"):
            tokens[index] = dataclasses.replace(token, relation="obj")
    return _rebuilt(sentence, tokens)


def _open(sentence: Sentence) -> Sentence:
    """Call the first of two objects the subject when it stands before its verb and the verb has none."""
    tokens = list(sentence.tokens)
    for verb, token in enumerate(sentence.tokens):
        if token.pos not in ("VERB", "AUX") or related(sentence, verb, "nsubj", "csubj"):
            continue
        objects = related(sentence, verb, "obj")
        if len(objects) > 1 and objects[0] < verb < objects[1] and not related(sentence, verb, "aux:pass"):
            tokens[objects[0]] = dataclasses.replace(tokens[objects[0]], relation="nsubj")
    return _rebuilt(sentence, tokens)


def _rebuilt(sentence: Sentence, tokens: list[Token]) -> Sentence:
    return sentence if tokens == list(sentence.tokens) else dataclasses.replace(sentence, tokens=tuple(tokens))
