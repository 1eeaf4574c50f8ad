"""Forms of Dutch words by rule, so that a frame is found whatever the lemmatiser makes of a form.

The rules are those of the weak conjugation (https://taaladvies.net, "'t kofschip"); they give a few forms too many, which no text has.
What no rule gives (``bood``, ``aangeboden``) stands in the lexicon as ``ontolex:otherForm``.
"""

from __future__ import annotations

_VOWELS = frozenset("aeiou")
_VOICELESS = ("t", "k", "f", "s", "ch", "p", "x")
_PREFIXES = ("be", "ge", "her", "er", "ont", "ver", "mis", "aan", "door", "om", "onder", "over", "voor", "weer")
_DIGRAPHS = frozenset("aa ee oo uu ie oe eu ui ou au ei".split())
_DIAERESIS = {"e": "ë", "i": "ï", "u": "ü"}


def verb_forms(base: str, particle: str = "") -> frozenset[str]:
    """Return the forms a verb may take by rule.

    Args:
        base: the infinitive without particle.
        particle: particle of a separable verb, or ``""``.

    Returns:
        Present, past, participles and infinitive; of a separable verb both apart from its particle and written as one with it.

    >>> sorted(form for form in verb_forms("stellen", "vast") if form.endswith("d"))
    ['stellend', 'vastgesteld', 'vaststellend']
    """
    finite: set[str] = {base}
    participles: set[str] = {base + "d", base + "de"}
    for stem in _stems(base):
        finite |= {stem, stem if stem.endswith("t") else stem + "t"}
        dental = "t" if _sounds_voiceless(base, stem) else "d"
        finite |= {stem + dental + "e", stem + dental + "en"}
        starts = {_with_ge(stem)} | ({stem} if base.startswith(_PREFIXES) else set())
        ended = {start if start.endswith(dental) else start + dental for start in starts}
        participles |= ended | {_inflected(form) for form in ended}
    if not particle:
        return frozenset(finite | participles)
    joined = {particle + form for form in finite | participles} | {particle + "te" + base}
    return frozenset(finite | {base + "d", base + "de"} | joined)


def noun_forms(lemma: str) -> frozenset[str]:
    """Return a noun with the plurals that need no change of spelling.

    >>> sorted(noun_forms("beheerder"))
    ['beheerder', 'beheerderen', 'beheerdern', 'beheerders']
    """
    return frozenset({lemma, lemma + "s", lemma + "en", lemma + "n"})


def _stems(base: str) -> tuple[str, ...]:
    """Return the stems an infinitive may have: ``stel`` of stellen, ``beheer`` of beheren, ``verbeter`` of verbeteren."""
    raw = base[:-2]
    if not base.endswith("en") or len(raw) < 3:
        return (raw,)
    if raw[-1] == raw[-2] and raw[-1] not in _VOWELS:
        return (raw[:-1],)
    short = raw[:-1] + {"z": "s", "v": "f"}.get(raw[-1], raw[-1])
    if raw[-2] == "ë":
        return (short[:-2] + "ee" + short[-1],)
    if raw[-1] not in _VOWELS and raw[-2] in "aeou" and raw[-3:-1] not in _DIGRAPHS:
        return (short[:-1] + raw[-2] + short[-1], short)
    return (short,)


def _sounds_voiceless(base: str, stem: str) -> bool:
    """Tell whether the past ends in -te: the sound before -en, not the letter of the stem, decides (leven: leefde)."""
    return stem.endswith(_VOICELESS) and base.removesuffix("en")[-1:] not in ("v", "z")


def _with_ge(stem: str) -> str:
    """Return a stem with ``ge`` before it: ``gesteld``, ``geëvalueerd``."""
    return "ge" + (stem[:1] if stem.startswith("ui") else _DIAERESIS.get(stem[:1], stem[:1])) + stem[1:]


def _inflected(participle: str) -> str:
    """Return the inflected participle; one in -d or -t after a long vowel written double keeps one (``besteed``: ``bestede``)."""
    if len(participle) > 3 and participle[-2] == participle[-3] and participle[-2] in _VOWELS:
        return participle[:-2] + participle[-1] + "e"
    return participle + "e"
