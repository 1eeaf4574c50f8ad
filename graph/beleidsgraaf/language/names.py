"""Names: proposes the spans of names in a tokenised sentence, with no register and no parse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from beleidsgraaf.language.lemmas import lemma
from beleidsgraaf.language.tokens import plain
from beleidsgraaf.language.vocabulary import is_common
from beleidsgraaf.language.wordlists import words
from beleidsgraaf.model import BlockKind, Sentence, Token

_CAPITAL = re.compile(r"[A-ZÀ-Þ]")
_MIXED = re.compile(r"[a-z]{1,3}-?[A-Z]\w*")
_ACRONYM = re.compile(r"(?:[A-Z][A-Za-z]{0,2})?[A-Z&][A-Z0-9&]*[A-Z0-9](?:[’']?s)?$|[A-Z]{1,3}&[A-Z]$")
_INITIALS = re.compile(r"(?:(?:[A-Z]|Th|Ch|Ph|IJ|Chr|Jos|Joh)\.-?)+$")
_TITLE = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]+(?:[-'’][A-ZÀ-Þ]?[a-zà-ÿ]+)*$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\w|[\w-]+(?:\.[\w-]+)*\.(?:nl|eu|org|com|gov|net)$", re.IGNORECASE)
_NUMBER = re.compile(r"(?:[12]\d{3}(?:/\d+)?|\d{1,2}(?:\.\d{1,2})?|[IVX]{1,4}|v\d+)$")
_ADJECTIVE = re.compile(r".{3,}(?:se|sche|aans|ees|iaans)$|(?:Nederlands|Europees|Duits|Frans|Engels|Belgisch|Brits|Fries|Zweeds)e?$")

_HEADS = words("names", "heads")
_INSTRUMENTS = words("names", "instruments")
_CODE = re.compile(r"[A-Z]{1,3}-\d{1,3}$|[A-Z]{2,3}\d{1,2}$|[A-Z]{2,}/[A-Z]{2,}/\d+$")
"""Labels and reference numbers: ``P-01``, ``EH3``."""
_SEPARATORS = frozenset(": – — - . ? ! • · | ; § &".split())
"""What stands before a word that has a capital for its place only."""
_PARTICLES = words("names", "particles")
_LOWER_INSIDE = words("names", "inside")
_STRUCTURE = words("names", "structure")
_ROLES = words("names", "roles")
_PLAIN_ACRONYMS = words("names", "acronyms")
_FUNCTION = words("names", "function")
_CLOSED = words("names", "openers")
_QUOTES = {"'": "'", '"': '"', "‘": "’", "“": "”", "„": "”"}
_LONGEST_TAIL = 6

Span = tuple[int, int]


def mid_sentence_capitals(sentences: Iterable[Sentence]) -> frozenset[str]:
    """Return the words of a document that stand somewhere with a capital that no sentence's begin explains."""
    found: set[str] = set()
    for sentence in sentences:
        if sentence.kind in (BlockKind.TITLE, BlockKind.HEADING):
            continue
        begin = _first_word(sentence.tokens)
        found.update(token.text for token in sentence.tokens[begin + 1 :] if _TITLE.match(token.text))
    return frozenset(found)


def propose_all(sentences: Sequence[Sentence]) -> tuple[tuple[Span, ...], ...]:
    """Return for each sentence of a document the spans that look like names, by what the document writes with a capital elsewhere too.

    Args:
        sentences: its tokenised sentences.
    """
    capitals = mid_sentence_capitals(sentences)
    return tuple(propose_names(sentence, capitals) for sentence in sentences)


def propose_names(sentence: Sentence, capitals: frozenset[str] = frozenset()) -> tuple[Span, ...]:
    """Return the spans that look like names.

    Args:
        sentence: a tokenised sentence; part-of-speech tags are used when it is parsed.
        capitals: what ``mid_sentence_capitals`` found in the document: tells whether a capital at the begin of a sentence is a name's.

    Returns:
        Start and end offsets in the document's text, sorted, without overlap.
    """
    tokens = sentence.tokens
    begin = _first_word(tokens)
    spans: list[tuple[int, int]] = []
    place = 0
    while place < len(tokens):
        quoted = _quoted(tokens, place, begin)
        if quoted:
            spans.append((place + 1, quoted))
            place = quoted + 1
            continue
        if _opens(tokens, place):
            end = _extend(tokens, place)
            first = _without_front(tokens, place, end, begin)
            last = _without_back(tokens, first, end)
            if last > first and _is_name(tokens, first, last, begin, capitals):
                spans.append((first, last))
            place = max(end, place + 1)
        else:
            place += 1
    return tuple((tokens[first].start, tokens[last - 1].end) for first, last in spans)


def _first_word(tokens: Sequence[Token]) -> int:
    """Return the index of the first token with a letter that is no label of an item (``a.``, ``1.``)."""
    for place, token in enumerate(tokens):
        if any(map(str.isalpha, token.text)) and not re.match(r"\(?[a-z0-9]{1,2}[.)]?$", token.text):
            return place
    return 0


def _is_capital(token: Token) -> bool:
    text = token.text
    return bool(_CAPITAL.match(text) or _MIXED.match(text) or _ADDRESS.match(text)) or (text[:1].isdigit() and text[1:2].isupper())


def _opens(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a name can begin at a token."""
    text = tokens[place].text
    if _CODE.match(text) or text.lower() in _ROLES:
        return False
    if not _is_capital(tokens[place]) or (len(text) == 1 and not text.isdigit() and not _next_capital(tokens, place)):
        return _opens_lower(tokens, place)
    return True


def _opens_lower(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a lower-case word begins a name: ``ministerie van Binnenlandse Zaken``, ``gemeente Utrecht``."""
    word = tokens[place].text
    if not word.islower() or place + 1 >= len(tokens):
        return False
    if word == "ministerie" and place + 2 < len(tokens) and tokens[place + 1].text in ("van", "voor"):
        return _is_capital(tokens[place + 2])
    return word in ("gemeente", "provincie", "waterschap", "hogeschool", "universiteit", "stichting") and _is_capital(tokens[place + 1])


def _next_capital(tokens: Sequence[Token], place: int) -> bool:
    return place + 1 < len(tokens) and _is_capital(tokens[place + 1])


def _extend(tokens: Sequence[Token], place: int) -> int:
    """Return the end of the name that begins at a token."""
    end = place + 1
    while end < len(tokens):
        if _is_capital(tokens[end]) or (_NUMBER.match(tokens[end].text) and tokens[end - 1].text[-1:].isalpha()):
            if _CODE.match(tokens[end].text) or (tokens[end].text in ("Van", "De", "Den", "Ten", "Ter") and _is_capital(tokens[end - 1])):
                break
            end += 1
            continue
        joined = _joint(tokens, place, end)
        if joined <= end:
            break
        end = joined
    return _tail(tokens, place, end)


def _joint(tokens: Sequence[Token], first: int, end: int) -> int:
    """Return where a name goes on behind lower-case words, commas or slashes inside it; ``end`` when it does not.

    Args:
        tokens: the sentence's tokens.
        first: where the name begins.
        end: where its capitalised words end.
    """
    word = tokens[end].text
    after = end + 1
    while after < len(tokens) and tokens[after].text in _PARTICLES and after - end < 3:
        after += 1
    if after >= len(tokens) or not _is_capital(tokens[after]):
        return end
    if tokens[after].text.lower() in _ROLES or (
        _ADJECTIVE.match(tokens[after].text) and after + 1 < len(tokens) and tokens[after + 1].text.islower()
    ):
        return end
    left = [token.text for token in tokens[first:end]]
    glued = tokens[end].start == tokens[end - 1].end
    if word in ("/", "&", "-", "+") and glued and after == end + 1:
        return after
    if word == "&" and after == end + 1:
        return after
    if word in ("van", "voor", "der", "in", "op", "tot", "bij", "aan") and _is_headed(left):
        return after
    if word in _PARTICLES and word not in ("in", "op", "het", "al") and _is_given_name(left) and _TITLE.match(tokens[after].text):
        return after
    return _ministry_list(tokens, first, end)


def _is_headed(left: Sequence[str]) -> bool:
    """Tell whether a name so far has a head that is followed by ``van`` or ``voor``: Vereniging, Rijksdienst, Wet."""
    return any(_has_head(word, _HEADS) or _has_head(word, _INSTRUMENTS) for word in (left[0], left[-1])) and left[0].lower() not in _ROLES


def _has_head(word: str, heads: Iterable[str]) -> bool:
    low = word.lower()
    return any(low == head or (len(head) > 3 and low.endswith(head)) for head in heads)


def _is_given_name(left: Sequence[str]) -> bool:
    """Tell whether a name so far is one or two given names or initials."""
    return len(left) <= 3 and all(_INITIALS.match(word) or (_TITLE.match(word) and not _is_common_noun(word)) for word in left)


def _is_common_noun(word: str) -> bool:
    """Tell whether a capitalised word is built like a common noun: head of an organisation or instrument, or a long compound."""
    return _has_head(word, _HEADS) or _has_head(word, _INSTRUMENTS) or (len(word) > 7 and is_common(word.lower()))


def _ministry_list(tokens: Sequence[Token], first: int, end: int) -> int:
    """Return the end of a list inside a ministry's name: ``Economische Zaken, Landbouw en Innovatie``."""
    before = [token.text.lower() for token in tokens[max(0, first - 2) : end]]
    cue = any(word in ("ministerie", "minister", "staatssecretaris", "ministeries") for word in before) or tokens[end - 1].text == "Zaken"
    if not cue and tokens[end - 1].text not in ("College", "Eerste", "Eerste-"):
        return end
    place = end
    while place + 1 < len(tokens) and tokens[place].text in (",", "en") and _TITLE.match(tokens[place + 1].text):
        last = tokens[place].text == "en"
        place += 2
        while place < len(tokens) and _TITLE.match(tokens[place].text):
            place += 1
        if last:
            return place
    return end


def _tail(tokens: Sequence[Token], first: int, end: int) -> int:
    """Return the end of the title of an instrument whose words are in lower case: ``Wet digitale overheid``."""
    if end != first + 1 or not _has_head(tokens[first].text, _INSTRUMENTS):
        return end
    place = end
    while place < len(tokens) and place - end < _LONGEST_TAIL:
        token = tokens[place]
        if _is_capital(token) or _NUMBER.match(token.text):
            place += 1
            break
        if not token.text.isalpha() or token.text in _FUNCTION or _is_verb(token) or not token.text.islower():
            break
        place += 1
    if place > end and tokens[place - 1].pos in ("ADJ", "ADV"):
        place -= 1
    return place


def _is_verb(token: Token) -> bool:
    if token.pos:
        return token.pos in ("VERB", "AUX")
    word = token.text
    base = lemma(word, "VERB")
    return base != word and base.endswith("en") and word.endswith(("t", "te", "de", "den", "ten")) and not word.endswith(("heid", "teit"))


def _without_front(tokens: Sequence[Token], first: int, end: int, begin: int) -> int:
    """Return where a name begins when roles, labels and a sentence's ordinary first word are off."""
    while first < end:
        word = plain(tokens[first].text)
        low = word.lower()
        drop = low in _ROLES or (low in _STRUCTURE and first + 1 < end and tokens[first + 1].text[:1].isdigit()) or low in _PARTICLES
        if low in _PARTICLES and first + 1 < end and word[:1].isupper() and first != begin:
            drop = False  # "mevrouw Van Huffelen"
        if first == begin and not drop and first + 1 < end and not _ACRONYM.match(word):
            drop = _is_closed(low)
        if not drop:
            break
        first += 1
    return first


def _is_head(word: str) -> bool:
    """Tell whether a word heads names of organisations or instruments."""
    return _has_head(word, _HEADS) or _has_head(word, _INSTRUMENTS)


def _is_closed(word: str) -> bool:
    return word in _CLOSED or word in _FUNCTION


def _without_back(tokens: Sequence[Token], first: int, end: int) -> int:
    while end > first and (tokens[end - 1].text.lower() in _LOWER_INSIDE or tokens[end - 1].text in ("&", "/", "-")):
        end -= 1
    return end


def _is_name(tokens: Sequence[Token], first: int, last: int, begin: int, capitals: frozenset[str]) -> bool:
    """Tell whether capitalised words are a name, and no word that only has a capital for its place."""
    word = plain(tokens[first].text)
    low = word.lower()
    if last - first == 2 and _NUMBER.match(tokens[last - 1].text) and (is_common(low) or word in _PLAIN_ACRONYMS):
        return _is_head(word)
    if last - first > 1:
        return not (
            first == begin
            and all(is_common(plain(t.text).lower()) for t in tokens[first:last])
            and not _is_head(word)
            and not _is_capital(tokens[last - 1])
        )
    if _ADDRESS.match(word):
        return True
    if (
        word.removesuffix("'s").removesuffix("s") in _PLAIN_ACRONYMS
        or word in _PLAIN_ACRONYMS
        or low in _STRUCTURE
        or low in _ROLES
        or _NUMBER.match(word)
        or len(word) < 2
    ):
        return False
    head, _, rest = word.partition("-")
    if rest and (head in _PLAIN_ACRONYMS or len(head) == 1) and rest.islower():
        return False
    following = tokens[last].text if last < len(tokens) else ""
    if _ADJECTIVE.match(word) and (following.islower() or first == begin):
        return False
    if _MIXED.match(word) or _ACRONYM.match(word) or any(map(str.isupper, word[1:])):
        return True
    if first == begin:
        return (word in capitals and low not in _FUNCTION and not _is_closed(low)) or not is_common(low)
    before = tokens[first - 1].text
    if before in _SEPARATORS or before in _QUOTES or _CODE.match(before) or tokens[first].start - tokens[first - 1].end > 1:
        return not is_common(low)
    return not _is_closed(low)


def _quoted(tokens: Sequence[Token], place: int, begin: int) -> int:
    """Return the end of a title between quotes, 0 when there is none: several words, the first with a capital, no sentence."""
    closing = _QUOTES.get(tokens[place].text)
    if closing is None or place <= begin or place + 2 >= len(tokens) or not _CAPITAL.match(tokens[place + 1].text):
        return 0
    if tokens[place].end != tokens[place + 1].start or tokens[place - 1].end == tokens[place].start or tokens[place - 1].text in (":", ","):
        return 0
    for end in range(place + 2, min(place + 10, len(tokens))):
        text = tokens[end].text
        if text == closing or (closing == "'" and text == "’"):
            return end
        if text in (".", "!", "?", ";"):
            return 0
    return 0
