"""The shape of a text: paragraphs over broken lines, sentences, numbered sections, and a view to match on.

The view has the length of the text, so every offset is the text's own. In it emphasis marks and table bars are blank,
dashes are one dash, and a line break stands only where a paragraph ends: rules match over a broken line or page
without knowing of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, pairwise

from ..model import Span
from ..vietnamese import UPPER, exact, fold, fold_whole
from ..vocabulary import kind_names
from .lexicon import alternatives
from .repair import repaired

# What the view shows for a character. Each is rare, so one pass for each is far cheaper than a table for all of them.
_SHOWN = dict.fromkeys("–—−‐‑‒", "-") | dict.fromkeys("*_|#\t\u00a0\u2002\u2003\u2009\u200b\ufeff\u00ad", " ")
_SHOWN |= {"Ð": "Đ", "\f": "\n"}
# Cyrillic letters typed or read for Latin ones.
_SHOWN |= dict(zip("АВЕКМНОРСТХаеорсх", "ABEKMHOPCTXaeopcx", strict=True))
_CONTENT = re.compile(r"\S(?:[^\n]*\S)?")  # of a line, blanks at its ends left off
_TAG = re.compile(r"</?[A-Za-zĐ]{1,10}(?:\s[^<>\n]{0,80})?/?>")  # of HTML or XML: emphasis too
_PAGE_NUMBER = re.compile(r"[-\s]*\d{1,3}[-\s]*")
_OPENS = re.compile(
    r"(?:[-+•●○▪]\s*\S|\d{1,2}(?:\.\d{1,2})*\s?[.)-]\s|\(\d{1,2}\)|[a-z]\s?[.)]\s|[ivx]{1,5}\s?[.)-]\s"
    r"|dieu \d+|chuong [ivx\d]+|muc \d+|can cu\b|theo de nghi|noi nhan|kinh gui|so ?:|v/v"
    r"|t[lm]\.|kt\.|tuq\.|[tk]/[mlt]\b)"
)
_ENDS = (*".;:!?…",)  # a line that ends so ends its paragraph
_CLOSES = "\"'”’)]"  # after them
_SENTENCE = re.compile(rf"[.!?…](?<!\b[{UPPER}]\.)(?<!\bTP\.)(?<!\bTS\.)(?P<gap>[\"”’)]*[^\S\n]+)(?=[\"“(]?[{UPPER}])")
_WRAPPED = 40  # a line at least this long may go on in the next one even if that starts with a capital
_LONG_CAPITALS = 48  # a line of a title in capitals
# What no paragraph ends with: in text from HTML its first line may be short, and the next start with a capital.
_UNFINISHED = re.compile(r",$|(?<!\w)(?:của|và|với|theo|tại|cho|các|những|trong|từ|do|bởi|hoặc|là)$")
_GROUND = re.compile(r"(?:căn\s+cứ|theo(?!\s+dõi)|xét|trên\s+cơ\s+sở|để|nhằm|trên\s+đây)(?!\w)")
_CITES_NEXT = re.compile(
    r"(?<!\w)(?:(?:thực\s+hiện|triển\s+khai|quán\s+triệt)(?:\s+(?:nghiêm|tốt|đúng|hiệu\s+quả))?"
    r"|(?:điều|khoản)\s+\d+[a-zđ]?)$"
)
_GOES_ON = re.compile(r"(?:cua|va|trong|theo|kem theo)(?!\w)|so\s+\d")
_NUMBER_AHEAD = re.compile(r"\S+\s+\S+\s.*(?<!\w)số\s*$")
_NUMBERED = re.compile(
    r"(?P<roman>[IVX]{1,5})\s?[.)-]\s|(?P<arabic>\d{1,2}(?:\.\d{1,2})*)\s?(?:[.)-](?=\s)|\.(?=[^\W\d]))"
)
_FIGURE = re.compile(r"[0-9]+")
_NUMERALS = frozenset("IVX0123456789")
_LONGEST_NUMBER = 16  # characters


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

    `after_blank` holds the starts of the lines that a blank line precedes, `figures` those of figures in `folded`.
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
    figures: tuple[int, ...]

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
    return spans[max(0, bisect_left(spans, (offset + 1,)) - 1)] if spans else (0, 0)


def read(text: str) -> Layout:
    """The layout of a text."""
    view = text
    for printed, shown in _SHOWN.items():
        view = view.replace(printed, shown)
    if "<" in view:
        view = _TAG.sub(lambda tag: " " * len(tag[0]), view)
    lines = tuple(_content_lines(text, view))
    folded = fold_whole(view)
    apart = frozenset(right[0] for left, right in pairwise(lines) if _is_apart(text, left, right))
    ends = [not _goes_on(view, folded, left, right, right[0] in apart) for left, right in pairwise(lines)]
    gaps = _gaps(len(view), lines, ends)
    view, folded = _joined(view, lines, gaps), repaired(_joined(folded, lines, gaps))
    paragraphs = _paragraphs(lines, ends)
    return Layout(
        text=text,
        view=view,
        exact=exact(view),
        folded=folded,
        lines=lines,
        after_blank=apart,
        paragraphs=paragraphs,
        sentences=_sentences(view, paragraphs),
        sections=tuple(_sections(view, paragraphs)),
        figures=tuple([figure.start() for figure in _FIGURE.finditer(folded)]),
    )


def _is_apart(text: str, left: Span, right: Span) -> bool:
    """Does a blank line stand between two lines? At a page break there may be any: a line of full length runs on."""
    gap = text[left[1] : right[0]]
    if gap == "\n":
        return False
    return left[1] - left[0] < _WRAPPED if "\f" in gap else gap.count("\n") > 1


def _content_lines(text: str, view: str) -> Iterator[Span]:
    """Spans of the lines that say something, blanks at their ends left off; page numbers do not count."""
    lines = (line.span() for line in _CONTENT.finditer(view))
    if "\f" not in text:
        return lines
    return (span for span in lines if not (_PAGE_NUMBER.fullmatch(view, *span) and _at_page_edge(text, span)))


def _at_page_edge(text: str, span: Span) -> bool:
    """Does nothing but blank space stand between this line and the top or bottom of a page?"""
    before, after = span[0] - 1, span[1]
    while before >= 0 and text[before] in " \n":
        before -= 1
    while after < len(text) and text[after] in " \n":
        after += 1
    return text[before : before + 1] == "\f" or text[after : after + 1] == "\f"


def _gaps(length: int, lines: tuple[Span, ...], ends: list[bool]) -> list[str]:
    """What the view has before, between and after the lines: blanks, a line break only where a paragraph ends."""
    gaps: list[str] = []
    done, breaks = 0, ""
    for (start, end), is_end in zip(lines, (*ends, False), strict=False):
        gaps.append(breaks + " " * (start - done - len(breaks)))
        done, breaks = end, "\n" if is_end else ""
    return [*gaps, " " * (length - done)]


def _joined(view: str, lines: tuple[Span, ...], gaps: list[str]) -> str:
    """The view with nothing but these lines, and these gaps between them."""
    pieces = [piece for (start, end), gap in zip(lines, gaps, strict=False) for piece in (gap, view[start:end])]
    return "".join((*pieces, gaps[-1]))


def _paragraphs(lines: tuple[Span, ...], ends: list[bool]) -> tuple[Span, ...]:
    """Spans from the first line of a paragraph to its last one."""
    firsts = [line[0] for line in compress(lines, (True, *ends))]
    lasts = [line[1] for line in compress(lines, (*ends, True))]
    return tuple(zip(firsts, lasts, strict=True))


def _goes_on(view: str, folded: str, line: Span, following: Span, blank_between: bool) -> bool:
    """Is the second line the continuation of the first one's paragraph?"""
    last, first = view[line[1] - 1], view[following[0]]
    if last in "-/" and view[line[1] - 2].isalnum() and line[1] - line[0] > 1:
        return True  # a number broken over the line
    is_long = line[1] - line[0] >= _WRAPPED
    if blank_between and not (is_long and first.islower()):
        return False
    ended = not last.isalnum() and (last == "/" or view[line[0] : line[1]].rstrip(_CLOSES).endswith(_ENDS))
    if ended or _OPENS.match(folded, *following):
        return False
    if first.islower():
        return True
    left = view[line[0] : line[1]]
    right = view[following[0] : following[1]]
    if left.isupper() or right.isupper():
        return _capitals_go_on(left, right)
    return is_long or first.isdigit() or _is_unfinished(exact(left), folded[following[0] : following[1]])


def _capitals_go_on(left: str, right: str) -> bool:
    """Is the second line the continuation, where one of them is in capitals: a title, or the number of a law alone?"""
    if right[0].isdigit() and _NUMBER_AHEAD.match(exact(left)):
        return True
    return left.isupper() and right.isupper() and _is_broken_title(left, fold(right))


def _is_unfinished(line: str, following: str) -> bool:
    """Is this the short first line of a paragraph: a ground that is stated, or words that nothing ends with?"""
    if _UNFINISHED.search(line):
        return not line.startswith("kính gửi")
    return bool(_GROUND.match(line) or (_CITES_NEXT.search(line) and _numbered_kind().match(following)))


def _is_broken_title(line: str, following: str) -> bool:
    """Is this line in capitals the first part of a title? Names of bodies are shorter, each a paragraph of its own."""
    if fold(line) in _kinds():
        return False
    if len(line) >= _LONG_CAPITALS or line.isalpha() or _UNFINISHED.search(exact(line)):
        return True  # alone, as in `BÃI` / `BỎ QUYẾT ĐỊNH …`
    return bool(_GOES_ON.match(following) or _numbered_kind().match(following))


@lru_cache
def _kinds() -> frozenset[str]:
    return frozenset(map(fold, kind_names()))


@lru_cache
def _numbered_kind() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(kind_names())})\s+(?:so\s*:?\s*)?\d")


def _sentences(view: str, paragraphs: tuple[Span, ...]) -> tuple[Span, ...]:
    """Paragraphs, parted where a sentence ends inside them."""
    gaps = [gap.span("gap") for gap in _SENTENCE.finditer(view)]
    starts = sorted([*(start for start, _ in paragraphs), *(end for _, end in gaps)])
    ends = sorted([*(end for _, end in paragraphs), *(start for start, _ in gaps)])
    return tuple(zip(starts, ends, strict=True))


def _sections(view: str, paragraphs: tuple[Span, ...]) -> list[Section]:
    """Every numbered section: a roman heading, or an arabic number under it; `headings` are those it stands under."""
    sections: list[Section] = []
    above: list[tuple[int, Span]] = []  # depth and span of the headings that are open
    roman, arabic = "", ""
    for start, end in paragraphs:
        found = _NUMBERED.match(view, start, min(end, start + _LONGEST_NUMBER)) if view[start] in _NUMERALS else None
        if found is None:
            continue
        if found["roman"]:
            roman, arabic, depth = found["roman"], "", 0
        else:
            depth = 1 + found["arabic"].count(".")
            # `1.2-` under `2.` is a slip of the typist: a sub-number counts only under its own number.
            if "." not in found["arabic"] or not arabic or found["arabic"].split(".")[0] == arabic.split(".")[0]:
                arabic = found["arabic"]
        above = [*(heading for heading in above if heading[0] < depth), (depth, (start, end))]
        label = ".".join(part for part in (roman, arabic) if part)
        sections.append(Section(start, label, tuple(span for _, span in above)))
    return sections
