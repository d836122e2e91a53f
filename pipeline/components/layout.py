"""The shape of a text: paragraphs over broken lines, sentences, numbered sections, and a view to match on.

The view has the length of the text, so every offset is the text's own. In it emphasis marks and table bars are blank,
dashes are one dash, and a line break stands only where a paragraph ends: rules match over a broken line or page
without knowing of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..model import Span
from ..vietnamese import UPPER, exact, fold

_SAME = {ord(c): "-" for c in "–—−‐‑‒"} | {ord(c): " " for c in "*_|#\t\u00a0\u2002\u2003\u2009\u200b\ufeff\u00ad"}
_SAME |= {ord("Ð"): "Đ", ord("\f"): "\n"}
_SAME |= dict(zip(map(ord, "АВЕКМНОРСТХаеорсх"), "ABEKMHOPCTXaeopcx", strict=True))  # Cyrillic, typed in `TT-BTС`
_LINE = re.compile(r"[^\n\f]+")
_PAGE_NUMBER = re.compile(r"[-\s]*\d{1,3}[-\s]*")
_OPENS = re.compile(
    r"(?:[-+•●○▪]\s*\S|\d{1,2}(?:\.\d{1,2})*\s?[.)-]\s|\(\d{1,2}\)|[a-zđ]\s?[.)]\s|[IVX]{1,5}\s?[.)-]\s"
    r"|dieu \d+|chuong [ivx\d]+|muc \d+|can cu\b|theo de nghi|noi nhan|kinh gui|so ?:|v/v"
    r"|t[lm]\.|kt\.|tuq\.|[tk]/[mlt]\b)",
    re.I,
)
_ENDS = re.compile(r"[.;:!?…](?:[\"'”’)\]]*)$|[./]+/?$")
_SENTENCE = re.compile(rf"(?<=[.!?…])(?<!\b[{UPPER}]\.)(?<!\bTP\.)(?<!\bTS\.)[\"”’)]*\s+(?=[\"“(]?[{UPPER}])")
_WRAPPED = 40  # a line at least this long may go on in the next one even if that starts with a capital
_ROMAN = re.compile(r"\s*([IVX]{1,5})\s?[.)-]\s")
_ARABIC = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2})*)\s?(?:[.)-](?=\s)|\.(?=[^\W\d]))")


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section: where it starts, its label (`II.2`), the spans of its headings from the outermost on."""

    start: int
    label: str
    headings: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """What the rules match on. `folded` is `view` without case and marks: trigger words damaged by OCR still match.
    `exact` keeps the marks, for short words that others fold to (`năm`/`nam`, `mỗi`/`mới`).

    `after_blank` holds the starts of the lines that a blank line precedes.
    """

    text: str
    view: str
    exact: str
    folded: str
    lines: tuple[Span, ...]
    after_blank: frozenset[int]
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    sections: tuple[Section, ...]

    def paragraph_at(self, offset: int) -> Span:
        """The paragraph in which `offset` stands."""
        return _at(self.paragraphs, offset)

    def sentence_at(self, offset: int) -> Span:
        """The sentence in which `offset` stands; a sentence never leaves its paragraph."""
        return _at(self.sentences, offset)

    def section_at(self, offset: int) -> Section | None:
        """The section in which `offset` stands."""
        index = bisect_right(self.sections, offset, key=lambda section: section.start) - 1
        return self.sections[index] if index >= 0 else None


def _at(spans: tuple[Span, ...], offset: int) -> Span:
    """The span in which `offset` stands, or after which; the first one for what stands before all."""
    return spans[max(0, bisect_right(spans, offset, key=lambda span: span[0]) - 1)] if spans else (0, 0)


def read(text: str) -> Layout:
    """The layout of a text."""
    view = text.translate(_SAME)
    lines = _content_lines(text, view)
    apart = frozenset(b[0] for a, b in pairwise(lines) if _is_apart(text, a, b))
    joined, paragraphs = _join(view, lines, apart)
    return Layout(
        text=text,
        view=joined,
        exact=exact(joined),
        folded=fold(joined),
        lines=lines,
        after_blank=apart,
        paragraphs=paragraphs,
        sentences=tuple(_sentences(joined, paragraphs)),
        sections=tuple(_sections(joined, paragraphs)),
    )


def _is_apart(text: str, left: Span, right: Span) -> bool:
    """Does a blank line stand between two lines? At a page break there may be any: a line of full length runs on."""
    gap = text[left[1] : right[0]]
    if "\f" in gap:
        return left[1] - left[0] < _WRAPPED
    return gap.count("\n") > 1


def _content_lines(text: str, view: str) -> tuple[Span, ...]:
    """Spans of the lines that say something, blanks at their ends left off; page numbers do not count."""
    lines = []
    for match in _LINE.finditer(text):
        content = view[match.start() : match.end()]
        stripped = content.strip()
        if not stripped:
            continue
        start = match.start() + content.index(stripped)
        span = (start, start + len(stripped))
        if not (_PAGE_NUMBER.fullmatch(stripped) and _at_page_edge(text, span)):
            lines.append(span)
    return tuple(lines)


def _at_page_edge(text: str, span: Span) -> bool:
    """Does nothing but blank space stand between this line and the top or bottom of a page?"""
    before, after = span[0] - 1, span[1]
    while before >= 0 and text[before] in " \n":
        before -= 1
    while after < len(text) and text[after] in " \n":
        after += 1
    return text[before : before + 1] == "\f" or text[after : after + 1] == "\f"


def _join(view: str, lines: tuple[Span, ...], apart: frozenset[int]) -> tuple[str, tuple[Span, ...]]:
    """The view with a line break only where a paragraph ends, and the paragraphs."""
    out = list(" " * len(view))
    paragraphs: list[Span] = []
    for index, (start, end) in enumerate(lines):
        out[start:end] = view[start:end]
        if index and _goes_on(view, lines[index - 1], (start, end), start in apart):
            paragraphs[-1] = (paragraphs[-1][0], end)
        else:
            if index:
                out[lines[index - 1][1]] = "\n"
            paragraphs.append((start, end))
    return "".join(out), tuple(paragraphs)


def _goes_on(view: str, line: Span, following: Span, blank_between: bool) -> bool:
    """Is the second line the continuation of the first one's paragraph?"""
    left, right = view[line[0] : line[1]], view[following[0] : following[1]]
    if left[-1] in "-/" and left[-2:-1].isalnum():
        return True  # a number broken over the line
    if _ENDS.search(left) or _OPENS.match(fold(right)) or _OPENS.match(right):
        return False
    if right[0].islower():
        return not blank_between or len(left) >= _WRAPPED
    if blank_between or left.isupper() or right.isupper():
        return False
    return right[0].isdigit() or len(left) >= _WRAPPED


def _sentences(view: str, paragraphs: tuple[Span, ...]) -> Iterator[Span]:
    for start, end in paragraphs:
        for gap in _SENTENCE.finditer(view, start, end):
            yield start, gap.start()
            start = gap.end()  # noqa: PLW2901  # the rest of the paragraph
        yield start, end


def _sections(view: str, paragraphs: tuple[Span, ...]) -> list[Section]:
    """Every numbered section: a roman heading, or an arabic number under it."""
    sections: list[Section] = []
    roman, arabic = "", ""
    outer: tuple[Span, ...] = ()
    for start, end in paragraphs:
        head = view[start : min(end, start + 16)]
        if found := _ROMAN.match(head):
            roman, arabic, outer = found[1], "", ((start, end),)
        elif found := _ARABIC.match(head):
            # `1.2-` under `2.` is a slip of the typist: a sub-number counts only under its own number.
            if "." not in found[1] or found[1].split(".")[0] == arabic.split(".")[0] or not arabic:
                arabic = found[1]
        else:
            continue
        headings = outer if (start, end) in outer else (*outer, (start, end))
        sections.append(Section(start, ".".join(part for part in (roman, arabic) if part), headings))
    return sections
