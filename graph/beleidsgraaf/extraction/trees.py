"""Reads grammatical functions off a dependency tree (Universal Dependencies, https://universaldependencies.org/nl/)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from beleidsgraaf.model import Sentence

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
_CLAUSAL = frozenset({"xcomp", "ccomp", "advcl", "acl", "csubj", "csubj:pass", "parataxis"})
RELATIVE = frozenset({"die", "dat", "welke", "wat", "wie"})


def base(relation: str) -> str:
    """Return a relation without its subtype, for example ``nsubj`` for ``nsubj:pass``."""
    return relation.partition(":")[0]


def ancestors(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield the heads above a token, nearest first."""
    seen = {index}
    while (head := sentence.tokens[index].head) not in seen:
        seen.add(head)
        yield head
        index = head


def descendants(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield a token and all below it, in no particular order."""
    stack = [index]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(sentence.children[current])


def related(sentence: Sentence, index: int, *relations: str) -> list[int]:
    """Return the dependents of a token that stand in one of the relations, in order.

    Args:
        sentence: a parsed sentence.
        index: the head.
        relations: full relations (``obl:agent``) or bare ones, which take their subtypes along (``nsubj``).
    """
    return [
        child
        for child in sentence.children[index]
        if sentence.tokens[child].relation in relations or base(sentence.tokens[child].relation) in relations
    ]


def case_of(sentence: Sentence, index: int) -> str:
    """Return the preposition that marks a token, in lower case; several words are joined by a space, none is ``""``."""
    words: list[str] = []
    for child in sentence.children[index]:
        if sentence.tokens[child].relation == "case" and sentence.tokens[child].pos != "PUNCT" and child < index:
            words.append(sentence.tokens[child].text.lower())
            words.extend(sentence.tokens[grand].text.lower() for grand in related(sentence, child, "fixed"))
    return " ".join(words)


def is_marked(case: str, prepositions: tuple[str, ...]) -> bool:
    """Tell whether a case marker is one of the prepositions, also when an adverb follows it (``tussen onder andere``)."""
    words = case.split()
    return case in prepositions or (bool(words) and (words[0] in prepositions or words[-1] in prepositions))


def conjuncts(sentence: Sentence, index: int) -> list[int]:
    """Return the tokens coordinated below a token, itself left out, in order."""
    found: list[int] = []
    for child in related(sentence, index, "conj"):
        found.append(child)
        found.extend(conjuncts(sentence, child))
    return sorted(found)


def head_of_span(sentence: Sentence, start: int, end: int) -> int | None:
    """Return the token of a stretch of text whose head lies outside it, a noun if there is one; None when no token is in it."""
    inside = tokens_in(sentence, start, end)
    tops = [i for i in inside if sentence.tokens[i].head not in inside or sentence.tokens[i].head == i]
    nominal = [i for i in tops if sentence.tokens[i].pos in NOMINAL]
    chosen = nominal or tops
    return chosen[0] if chosen else None


def tokens_in(sentence: Sentence, start: int, end: int) -> range:
    """Return the indices of the tokens that overlap a stretch of text."""
    first = next((i for i, token in enumerate(sentence.tokens) if token.end > start), len(sentence.tokens))
    last = next((i for i in range(first, len(sentence.tokens)) if sentence.tokens[i].start >= end), len(sentence.tokens))
    return range(first, last)


@dataclass(slots=True)
class Roles:
    """The grammatical functions of one predicate, as token indices.

    Args:
        subjects: who does it (of a passive: the agent).
        objects: to whom or what it is done (of a passive: the grammatical subject).
        indirect: indirect objects without preposition.
        obliques: tokens by the preposition that marks them.
        clauses: heads of complement clauses.
        passive: whether the predicate is passive.
    """

    subjects: list[int] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    indirect: list[int] = field(default_factory=list)
    obliques: dict[str, list[int]] = field(default_factory=dict)
    clauses: list[int] = field(default_factory=list)
    passive: bool = False


def is_passive(sentence: Sentence, index: int) -> bool:
    """Tell whether a verb is a passive: by its auxiliary, by its subject, or as a participle that modifies a noun."""
    token = sentence.tokens[index]
    if any(sentence.tokens[child].lemma == "hebben" for child in related(sentence, index, "aux")):
        return False
    if any(sentence.tokens[child].relation in ("aux:pass", "nsubj:pass", "csubj:pass", "obl:agent") for child in sentence.children[index]):
        return True
    if token.relation in ("amod", "acl") and is_past_participle(sentence, index):
        return True
    if token.pos == "VERB" and related(sentence, index, "cop") and is_past_participle(sentence, index):
        return True
    by_someone = any(case_of(sentence, child) == "door" for child in related(sentence, index, "obl"))
    causative = base(token.relation) in ("xcomp", "ccomp") and sentence.tokens[token.head].lemma == "laten"
    infinitive = token.relation == "amod" or ("VerbForm=Inf" in token.features and (token.relation == "acl" or causative))
    if by_someone and (is_past_participle(sentence, index) or infinitive):
        return True
    if base(token.relation) == "conj" and is_past_participle(sentence, index) and not related(sentence, index, "aux"):
        return is_passive(sentence, token.head)
    return False


def is_past_participle(sentence: Sentence, index: int) -> bool:
    """Tell whether a token is a past participle."""
    token = sentence.tokens[index]
    return "VerbForm=Part" in token.features and "Tense=Pres" not in token.features and not token.text.lower().rstrip("e").endswith("end")


def roles_of(sentence: Sentence, index: int, *, object_control: Callable[[int], bool] = lambda _: False) -> Roles:
    """Collect the grammatical functions around a verb, with those it shares with the clauses above it.

    Args:
        sentence: a parsed sentence.
        index: the verb.
        object_control: tells of a governing verb whether its object does what the infinitive says (``helpen``, ``verplichten``).

    Returns:
        The roles: of a passive the surface subject stands under objects and the ``door`` phrase under subjects; subjects of conjoined,
        controlled, relative and participial clauses are filled in from the clause above.
    """
    roles = Roles(passive=is_passive(sentence, index))
    _own_roles(sentence, index, roles)
    token = sentence.tokens[index]
    relation = base(token.relation)
    surface = roles.objects if roles.passive else roles.subjects
    if relation == "amod":
        _participle(sentence, index, roles)
    elif is_nominalised(sentence, index):
        _nominalised(sentence, index, roles)
    elif not surface and token.head != index:
        inherited = _inherited(sentence, index, object_control)
        surface.extend(inherited)
    host = token.head if relation == "acl" and "relcl" in token.relation else _host_before(sentence, index)
    if host is not None:
        _relative(sentence, host, roles)
        _by_number(sentence, index, host, roles)
    if not roles.passive and not roles.objects:
        # an object that the parser took for an adjunct, or that the next verb shares
        roles.objects.extend(roles.obliques.get("", []) or _shared_objects(sentence, index))
    if not roles.passive and not roles.objects and len(roles.subjects) > 1:
        # two subjects that are not coordinated: the parser took the object for one
        roles.objects.extend(roles.subjects[1:])
        del roles.subjects[1:]
    if not roles.objects and relation in ("xcomp", "ccomp") and not object_control(token.head):
        shared = [child for child in related(sentence, token.head, "obj") if child < index and child not in roles.subjects]
        if _is_modal_like(sentence, token.head):
            roles.objects.extend(shared)
    roles.objects = [place for place in roles.objects if not _beyond_clause(sentence, index, place)]
    if roles.passive and related(sentence, index, "nsubj:pass"):
        roles.objects = [place for place in roles.objects if sentence.tokens[place].relation != "obj"]
    return roles


def _number(sentence: Sentence, index: int) -> str:
    """Return the grammatical number of a word, ``""`` when it has none."""
    features = sentence.tokens[index].features
    return "Sing" if "Number=Sing" in features else "Plur" if "Number=Plur" in features else ""


def _by_number(sentence: Sentence, index: int, host: int, roles: Roles) -> None:
    """Settle by the number of the verb who does what in a relative clause: ``experts die ICTU inhuurt``."""
    others = [place for place in roles.objects if place != host]
    finite = [place for place in (index, *related(sentence, index, "aux")) if "VerbForm=Fin" in sentence.tokens[place].features]
    if roles.passive or roles.subjects != [host] or len(others) != 1 or not finite:
        return
    number, own, other = (_number(sentence, place) for place in (finite[0], host, others[0]))
    if own and number == other and number != own:
        roles.subjects, roles.objects = others, [host]


def _beyond_clause(sentence: Sentence, index: int, place: int) -> bool:
    """Tell whether a complement clause opens between a verb and a token, so that the token belongs to that clause."""
    return any(token.text.lower() == "dat" and token.pos == "SCONJ" for token in sentence.tokens[index + 1 : max(place, index)])


def _shared_objects(sentence: Sentence, index: int) -> list[int]:
    """Return the object of the verb coordinated right after: ``beheert en ontwikkelt de voorziening``."""
    for child in related(sentence, index, "conj"):
        if child - index <= 3 and sentence.tokens[child].pos == "VERB" and not related(sentence, child, "nsubj"):
            return related(sentence, child, "obj")
    return []


def _own_roles(sentence: Sentence, index: int, roles: Roles) -> None:
    """Read off the dependents of the verb itself, and those that the parser hung on its auxiliaries and adverbs."""
    lent = [
        grand for child in related(sentence, index, "aux", "cop", "advmod") for grand in related(sentence, child, "nsubj", "obj", "obl")
    ]
    for child in (*sentence.children[index], *lent):
        token = sentence.tokens[child]
        relation = token.relation
        if relation in ("nsubj:pass", "obj") or (relation == "nsubj" and roles.passive):
            roles.objects.append(child)
        elif relation in ("nsubj", "obl:agent"):
            roles.subjects.append(child)
        elif relation == "iobj":
            roles.indirect.append(child)
        elif base(relation) in ("obl", "nmod"):
            preposition = case_of(sentence, child)
            if roles.passive and preposition == "door":
                roles.subjects.append(child)
            else:
                roles.obliques.setdefault(preposition, []).append(child)
        elif base(relation) in ("ccomp", "xcomp", "csubj", "advcl", "parataxis"):
            roles.clauses.append(child)
    _lent_phrases(sentence, index, roles)


def _lent_phrases(sentence: Sentence, index: int, roles: Roles) -> None:
    """Add the prepositional phrases that the parser hung on the noun beside them and that may belong to the verb."""
    for child in sentence.children[index]:
        if sentence.tokens[child].relation in ("obj", "obl", "nsubj", "nsubj:pass"):
            for grand in related(sentence, child, "nmod"):
                preposition = case_of(sentence, grand)
                if preposition and preposition != "van":
                    roles.obliques.setdefault(preposition, []).append(grand)


def _host_before(sentence: Sentence, index: int) -> int | None:
    """Return the noun that a relative pronoun follows when the parser took its clause for a complement; None when there is none."""
    if base(sentence.tokens[index].relation) != "ccomp":
        return None
    for child in related(sentence, index, "nsubj"):
        token = sentence.tokens[child]
        if child and token.pos == "PRON" and token.text.lower() in RELATIVE:
            before = child - 2 if sentence.tokens[child - 1].text == "," else child - 1
            if before >= 0 and sentence.tokens[before].pos in NOMINAL and sentence.tokens[index].head < child:
                return before
    return None


def relative_host(sentence: Sentence, index: int) -> int | None:
    """Return the noun that a relative clause is about, for a predicate anywhere in the clause; None outside one."""
    if (host := _host_before(sentence, index)) is not None:
        return host
    for current in (index, *ancestors(sentence, index)):
        relation = sentence.tokens[current].relation
        if relation == "acl:relcl":
            return sentence.tokens[current].head
        if base(relation) not in ("xcomp", "conj", "ccomp"):
            return None
    return None


def is_nominalised(sentence: Sentence, index: int) -> bool:
    """Tell whether an infinitive is used as a noun: ``het beheren van …``."""
    token = sentence.tokens[index]
    if "VerbForm=Inf" not in token.features and token.pos != "NOUN":
        return False
    return any(sentence.tokens[c].text.lower() == "het" and sentence.tokens[c].relation == "det" for c in sentence.children[index]) or (
        token.pos == "VERB" and any(case_of(sentence, c) == "van" for c in related(sentence, index, "nmod"))
    )


def _nominalised(sentence: Sentence, index: int, roles: Roles) -> None:
    """``het beheren van X door Y``: what follows ``van`` is the object; without ``door`` the subject of the clause does it."""
    if not roles.objects:
        roles.objects.extend(roles.obliques.get("van", []))
    roles.subjects.extend(roles.obliques.get("door", []))
    roles.passive = False
    if not roles.subjects:
        for head in ancestors(sentence, index):
            above = related(sentence, head, "nsubj")
            if above:
                roles.subjects.extend(above)
                return


def _participle(sentence: Sentence, index: int, roles: Roles) -> None:
    """``de door Logius beheerde voorziening``, ``de toezichthoudende autoriteit``: the noun is the missing argument."""
    host = sentence.tokens[index].head
    if roles.passive or is_past_participle(sentence, index):
        roles.passive = True
        roles.objects.append(host)
    elif sentence.tokens[index].text.lower().rstrip("e").endswith("end"):
        roles.subjects.append(host)


def _relative(sentence: Sentence, host: int, roles: Roles) -> None:
    """Put the noun in the place of the relative pronoun that refers to it."""
    for row in (roles.subjects, roles.objects):
        for place, child in enumerate(row):
            if sentence.tokens[child].text.lower() in RELATIVE and sentence.tokens[child].pos in ("PRON", "DET", "SCONJ"):
                row[place] = host
    if host not in roles.subjects and host not in roles.objects:
        if not roles.subjects and not roles.passive:
            roles.subjects.append(host)
        elif not roles.objects:
            roles.objects.append(host)


def _is_modal_like(sentence: Sentence, index: int) -> bool:
    """Tell whether a token is a verb that only carries another one, by its shape in the tree: an infinitive hangs on it."""
    return sentence.tokens[index].pos in ("AUX", "VERB") and bool(related(sentence, index, "xcomp", "ccomp"))


def _inherited(sentence: Sentence, index: int, object_control: Callable[[int], bool]) -> list[int]:
    """Find the surface subject that a clause takes from the clause above it."""
    token = sentence.tokens[index]
    head = token.head
    relation = base(token.relation)
    if relation == "conj":
        above = related(sentence, head, "nsubj")
        return above or (_inherited(sentence, head, object_control) if sentence.tokens[head].head != head else [])
    if relation in ("xcomp", "ccomp", "advcl"):
        if relation == "ccomp" and any(
            sentence.tokens[c].relation == "mark" and sentence.tokens[c].lemma == "dat" for c in sentence.children[index]
        ):
            return []
        if object_control(head):
            controllers = related(sentence, head, "obj", "iobj") or related(sentence, head, "nsubj")[1:]
            if controllers:
                return controllers
        above = related(sentence, head, "nsubj")
        if above:
            return above
        if base(sentence.tokens[head].relation) in (*_CLAUSAL, "conj"):
            return _inherited(sentence, head, object_control)
        return []
    if relation == "acl":
        if "VerbForm=Inf" in token.features and "relcl" not in token.relation and not is_passive(sentence, index):
            # the infinitive of a noun is done by who has it: ``BZK heeft de ambitie om MedMij te versterken``
            verb = next((i for i in ancestors(sentence, head) if sentence.tokens[i].pos in ("VERB", "AUX")), None)
            if verb is not None and (above := related(sentence, verb, "nsubj")):
                return above
        return [head]
    return []
