"""The layout of a plain text: which lines are title, keywords, headings, items, paragraphs, and which belong to the page around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from beleidsgraaf.model import Block, BlockKind
from beleidsgraaf.reading.dates import date_line

_LONGEST_TITLE = 300
_LONGEST_HEADING = 100
_LONGEST_NUMBERED_HEADING = 60
_LONGEST_LOOSE_HEADING = 60
_LONGEST_KEYWORDS = 200
_NARROWEST_WRAP, _WIDEST_WRAP = 40, 120
"""A document whose lines are longer or shorter than this was not hard-wrapped: then each line is a paragraph."""
_MOSTLY_FULL = 0.7
"""Share of the width from which a line without end punctuation goes on in the next line of a hard-wrapped text."""
_SHORTEST_BROKEN_LINE = 50
"""A line that breaks off without punctuation must be this long to go on in the next."""

_LINE = re.compile(r"[^\r\n]+")
_ITEM = re.compile(r"(?:[-*+•·–—▪◦‣●○■□➢➤✓✔\ue000-\uf8ff]|\(?\d{1,3}[.)]|\(?[a-z][.)]|[A-Z]\)|\(?[ivx]{2,5}[.)]|o(?=\s+[A-Z]))\s+(?=\S)")
_MARK_ALONE = re.compile(r"(?:[-*•–▪◦‣●○■□➢➤✓✔\ue000-\uf8ff]|\(?\d{1,3}[.)]|\(?[a-z][.)]|o)$")
_PAGE_NUMBER = re.compile(r"(?:pagina|blz\.?|page)\s*\d+(?:\s*(?:van|of|/)\s*\d+)?$", re.IGNORECASE)
_NUMBERED = re.compile(r"\d{1,3}(?:\.\d{1,3})*\.?(?:\s+\S|$)")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+\S|#{2,6}[^\s#]")
_RULER = re.compile(r"([=\-_*~])(?:\s*\1){2,}$")
_SENTENCE_INSIDE = re.compile(r"[.!?]['\"’”)]*\s+['\"‘“(]*[A-ZÀ-Þ]")
_BROKEN_OFF = re.compile(r"[^\W\d_][,\-‑)\"'’”]*$")
_GOES_ON = re.compile(r"[\"'‘“(]*[a-zà-þ]+(?:-[^\W\d_]+)*[\-‑,.;)\"'’”]*$")
_CLOSERS = "\"'’”»)]*_ "
_KEYWORD_LABEL = re.compile(r"(?:trefwoorden|trefwoord|tags|onderwerpen|keywords)\s*:", re.IGNORECASE)
_KEYWORD_SEPARATOR = re.compile(r"\s*[,;|·•]\s*")
_FUNCTION_WORDS = frozenset(
    "de het een en of van voor in op aan met door bij naar over uit tot om te als is zijn was wordt worden werd heeft hebben moet kan wil "
    "gaat zal wat wie hoe waarom waar wanneer welke dit dat deze die niet geen ook meer the of and for to is are".split()
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank, without white space around it; ``gap`` says that a blank line or the text's begin is before it."""

    start: int
    end: int
    text: str
    gap: bool


def find_blocks(text: str, *, title: str = "") -> tuple[Block, ...]:
    """Return the layout of a text.

    The first line is the title, unless it is a sentence among others. Lines of a hard-wrapped paragraph, and a sentence that a page
    break cut, are one block; otherwise each line is a block of its own. Rulers (``----``) belong to no block.

    Args:
        text: the text, with any line ends.
        title: its title, when it is known already.

    Returns:
        The blocks, sorted, without overlap.

    >>> [(block.kind.value, block.start, block.end) for block in find_blocks("Over DigiD\\n\\nLogius beheert DigiD.\\n- snel\\n")]
    [('title', 0, 10), ('paragraph', 12, 33), ('item', 34, 40)]
    """
    lines = tuple(_lines(text))
    groups = tuple(_joined(lines))
    blocks: list[Block] = []
    for index, group in enumerate(groups):
        if _RULER.match(group[0].text) and len(group) == 1:
            continue
        blocks.append(Block(group[0].start, group[-1].end, _kind(groups, index, title)))
    return _with_closing(text, blocks)


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines that are not blank; a form feed counts as white space."""
    previous = 0
    for match in _LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if not stripped:
            continue
        start = match.start() + line.index(stripped[0])
        between = text[previous : match.start()].replace("\r\n", "\n").replace("\r", "\n")
        yield _Line(start, start + len(stripped), stripped, previous == 0 or between.count("\n") > 1)
        previous = match.end() - (len(line) - len(line.rstrip()))


def _joined(lines: Sequence[_Line]) -> Iterator[tuple[_Line, ...]]:
    """Yield the lines, those together that form one paragraph."""
    width = _wrap_width(lines)
    group: list[_Line] = []
    for line in lines:
        if group and not _continues(group[-1], line, width):
            yield tuple(group)
            group = []
        group.append(line)
    if group:
        yield tuple(group)


def _wrap_width(lines: Sequence[_Line]) -> int:
    """Return the width at which the document's lines were wrapped, 0 when they were not.

    Wrapped prose goes on in lower case after most of its full lines; a list of names of about one length does not.
    """
    lengths = sorted(len(line.text) for line in lines)
    width = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return 0
    after = [second for first, second in pairwise(lines) if _is_full(first, second, width)]
    return width if after and 2 * sum(_GOES_ON.match(_first_word(line)) is not None for line in after) > len(after) else 0


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    """Tell whether the next line's first word had no place any more on a line of this width."""
    return not following.gap and len(line.text) + 1 + len(_first_word(following)) > 0.9 * width


def _first_word(line: _Line) -> str:
    return line.text.split(maxsplit=1)[0]


def _continues(line: _Line, following: _Line, width: int) -> bool:
    """Tell whether a line goes on in the next.

    Args:
        line, following: two lines in a row.
        width: the width at which the document's lines are wrapped, 0 when they are not.
    """
    if _starts_anew(following.text) or _starts_heading(line.text) or "|" in line.text or "|" in following.text:
        return False
    if _MARK_ALONE.match(line.text):
        return not following.gap and not _MARK_ALONE.match(following.text)
    if width and _is_full(line, following, width):
        return True
    ended = line.text.rstrip(_CLOSERS).endswith((".", "!", "?", ":", ";"))
    if ended:
        return False
    if width and not following.gap and len(line.text) > _MOSTLY_FULL * width:
        return True
    if len(line.text) < _SHORTEST_BROKEN_LINE or not _BROKEN_OFF.search(line.text) or not _GOES_ON.match(_first_word(following)):
        return False
    return line.start > 0 or not following.gap  # cut by a wrap or by a page break; what stands below a title is no part of it


def _starts_anew(line: str) -> bool:
    """Tell whether a line opens a block by its own mark."""
    return bool(_ITEM.match(line) or _starts_heading(line) or _RULER.match(line))


def _starts_heading(line: str) -> bool:
    """Tell whether a line is marked as a heading or a ruler."""
    return bool(_MARKDOWN_HEADING.match(line) or _RULER.match(line))


def _kind(groups: Sequence[tuple[_Line, ...]], index: int, title: str) -> BlockKind:
    """Return what a group of lines is for."""
    group, line = groups[index], groups[index][0].text
    if _MARK_ALONE.match(line) and len(group) > 1:
        return BlockKind.ITEM
    if len(group) == 1 and (_boilerplate_of(line) is not None or _PAGE_NUMBER.match(line)):
        return BlockKind.BOILERPLATE
    if index == 0 and _is_title(groups, title):
        return BlockKind.TITLE
    if index == 1 and len(group) == 1 and _is_keywords(groups):
        return BlockKind.KEYWORDS
    if len(group) == 1 and _is_heading(groups, index):
        return BlockKind.HEADING
    if index in {1, 2} and len(group) == 1 and date_line(line):
        return BlockKind.KEYWORDS
    return BlockKind.ITEM if _ITEM.match(line) else BlockKind.PARAGRAPH


def _is_title(groups: Sequence[tuple[_Line, ...]], title: str) -> bool:
    """Tell whether the first lines are the title."""
    text = " ".join(line.text for line in groups[0])
    if title:
        return " ".join(text.lstrip("# ").split()).casefold() == title.casefold()
    if text.startswith("# "):
        return True
    bare = text.rstrip(_CLOSERS)
    return (
        len(groups) > 1
        and len(text) <= _LONGEST_TITLE
        and not bare.endswith((".", ":", ";", ","))
        and not _SENTENCE_INSIDE.search(text)
        and not _ITEM.match(text)
        and not text.startswith(">")
    )


def _is_keywords(groups: Sequence[tuple[_Line, ...]]) -> bool:
    """Tell whether the line below the title is a row of keywords: nouns without a sentence, or a date with the kind of message."""
    line = groups[1][0].text
    if not _stands_alone(groups, 1) or len(groups) < 3 or not _is_title(groups, ""):
        return False
    if _KEYWORD_LABEL.match(line) or date_line(line):
        return True
    if len(line) > _LONGEST_KEYWORDS or line.endswith((".", "!", "?", ":", ";", ",")) or _starts_anew(line):
        return False
    parts = _KEYWORD_SEPARATOR.split(line)
    if len(parts) >= 3:
        return all(1 <= len(part.split()) <= 4 for part in parts)
    words = line.split()
    return len(words) >= 3 and words[0][:1].islower() and _FUNCTION_WORDS.isdisjoint(word.lower() for word in words)


def _is_heading(groups: Sequence[tuple[_Line, ...]], index: int) -> bool:
    """Tell whether a line is a heading: marked as one, or short, without end punctuation and apart from the text."""
    line = groups[index][0].text
    following = groups[index + 1][0] if index + 1 < len(groups) else None
    if _MARKDOWN_HEADING.match(line):
        return True
    if following is not None and not following.gap and re.match(r"(=|-){3,}$", following.text):
        return True
    if _NUMBERED.match(line) and _stands_alone(groups, index) and len(line) <= _LONGEST_NUMBERED_HEADING:
        return not line.endswith((",", ";", ":")) and not _among_items(groups, index)
    if following is None or not _may_head(line):
        return False
    if _stands_alone(groups, index):
        return len(line) <= _LONGEST_HEADING
    return groups[index][0].gap and len(line) <= _LONGEST_LOOSE_HEADING and _is_prose(groups[index + 1])


def _may_head(line: str) -> bool:
    """Tell whether a line could be a heading by its words alone: no item, row, quotation, date or sentence with its full stop."""
    bare = line.rstrip(_CLOSERS)
    if _ITEM.match(line) or "|" in line or line.startswith(('"', "“", ">")) or date_line(line):
        return False
    if bare.endswith((".", ",", ";", ":")) or _SENTENCE_INSIDE.search(line):
        return False
    return bool(re.match(r"[^\W_]", line)) and (line[0].isupper() or line[0].isdigit() or line[1:2].isupper())


def _is_prose(group: tuple[_Line, ...]) -> bool:
    """Tell whether lines are running text: long, or a whole sentence."""
    text = group[-1].text
    return not _ITEM.match(group[0].text) and (len(group) > 1 or len(text) > _LONGEST_HEADING or text.rstrip(_CLOSERS).endswith("."))


def _stands_alone(groups: Sequence[tuple[_Line, ...]], index: int) -> bool:
    """Tell whether a group of lines has a blank line on both sides."""
    return groups[index][0].gap and (index + 1 == len(groups) or groups[index + 1][0].gap)


def _among_items(groups: Sequence[tuple[_Line, ...]], index: int) -> bool:
    """Tell whether the group next to this one is a numbered line as well: then it is an item of a list."""
    near = [groups[place][0].text for place in (index - 1, index + 1) if 0 <= place < len(groups)]
    return bool(_ITEM.match(groups[index][0].text)) and any(_ITEM.match(line) and _NUMBERED.match(line) for line in near)


def _with_closing(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks, with what stands below the opening of a closing section marked as boilerplate too.

    Only at the end of a text: when prose follows, the line was part of the text's own navigation.
    """
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.BOILERPLATE and _boilerplate_of(text[block.start : block.end]):
            rest = blocks[index + 1 :]
            if not any(text[other.start : other.end].rstrip(_CLOSERS).endswith(".") for other in rest):
                return (*blocks[: index + 1], *(Block(other.start, other.end, BlockKind.BOILERPLATE) for other in rest))
    return tuple(blocks)


def _boilerplate_of(line: str) -> bool | None:
    """Return whether a line of boilerplate opens a closing section, or ``None`` when it is no boilerplate."""
    return _phrases().get(_bare(line))


def _bare(line: str) -> str:
    """Return a line without marks, closing dots and case."""
    return " ".join(line.lstrip("#-*> ").rstrip(".…:!> ").casefold().split())


@cache
def _phrases() -> dict[str, bool]:
    """Read the phrases of ``boilerplate.txt``, with whether each opens a closing section."""
    lines = (files("beleidsgraaf.reading") / "boilerplate.txt").read_text("utf-8").splitlines()
    entries = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return {_bare(entry): entry.endswith(" ...") for entry in entries}
