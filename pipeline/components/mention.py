"""Where a text names another document: by number, by the name of a law, or by a short form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .. import symbol
from ..model import Number, Span
from ..vietnamese import fold
from ..vocabulary import kind_codes, rows
from .frame import Frame
from .kind import kind_before, kinds_told
from .layout import Layout
from .lexicon import whole
from .places import Places

_BARE = re.compile(r"\s+so\s*:?\s*(?P<serial>\d{1,4}[a-z]?)(?![\w/%]|['`.]{0,2}\s?[-/]['`.]{0,2}\s?[a-z]|[.,'`]\w)")
_SHORT = re.compile(r"\s+(?P<serial>\d{1,4}[a-z]?)(?![\w/%]|[.,]\d|\s?[-/])")
_THIS = re.compile(r"\s+nay(?!\w)")
_LAW = re.compile(r"(?<!phap )(?<!ky )(?<!\w)(?:bo luat|luat|phap lenh)(?!\w)")
# On the exact view: `số` ends a name, `sở` and "một số điều" do not.
_LAW_ENDS = re.compile(
    r"[;:.()\"“”\n]|,?\s(?:ngày|(?<!một\s)số|năm|được|có\s+hiệu\s+lực|quy\s+định|này|(?:19|20)\d\d"
    r"|và\s+(?:các|những|luật|bộ\s+luật|nghị|quy\s+chế|văn\s+bản))(?!\w)"
)
_NUMBER_LABEL = re.compile(r"\s+số\s*:?$")
_LONGEST_LAW = 160  # characters of a name
_LONGEST_LAW_WORDS = 16
_AND = re.compile(r"\s*(?:,|va|hoac)\s*(?:so\s*)?")


@dataclass(frozen=True, slots=True)
class Mention:
    """Kind and number, or the name, as printed; `this` stands for "Nghị quyết này"."""

    span: Span
    kind: str | None
    number: Number | None
    name: str | None
    this: bool = False


def find(layout: Layout, numbers: tuple[Number, ...], frame: Frame) -> list[Mention]:
    """Numbered mentions, names of laws, numbers without symbol and short forms, in order, none inside another."""
    mentions = numbered = _numbered(layout, numbers, frame)
    for more in (_known_laws(layout), _other_laws(layout), _unsigned(layout, numbered, frame)):
        taken = Places(mention.span for mention in mentions)
        mentions = [*mentions, *(mention for mention in more if not taken.touch(mention.span))]
    return sorted(mentions, key=lambda mention: mention.span)


def _numbered(layout: Layout, numbers: tuple[Number, ...], frame: Frame) -> list[Mention]:
    """Mentions by number. In "Quyết định 217-QĐ/TW và 218-QĐ/TW" the second has the kind of the first."""
    mentions: list[Mention] = []
    for number in numbers:
        if frame.number and number.span == frame.number.span:
            continue
        start, kind = kind_before(layout, number.span[0])
        if not kind:
            start, kind = number.span[0], None
        before = mentions[-1] if mentions else None
        if kind is None and before and before.number and joined(layout, before.span, number.span):
            kind = before.kind if before.number.kind_code == number.kind_code else None
        if kind is None and number.kind_code:
            kind = kind_codes()[number.kind_code][0]
        law_start = _law_before(layout, start)
        name = None
        if law_start is not None:
            name = _NUMBER_LABEL.sub("", " ".join(layout.view[law_start:start].split()))
            start, kind = law_start, _kind_of_law(name)
        mentions.append(Mention((start, number.span[1]), kind, number, name))
    return mentions


def joined(layout: Layout, left: Span, right: Span) -> bool:
    """Are two places parts of one list, with nothing between them but a comma or "và"?"""
    return _AND.fullmatch(layout.folded, left[1], right[0]) is not None


def _law_before(layout: Layout, position: int) -> int | None:
    """Start of a law's name that stands right before its number: `Luật Hải quan số 54/2014/QH13`."""
    window = max(layout.paragraph_at(position)[0], position - 90)
    for law in _LAW.finditer(layout.folded, window, position):
        rest = layout.folded[law.end() : position]
        if layout.view[law.start()].isupper() and re.fullmatch(r"\s[^;.:\n]{3,80}?\sso\s*:?\s*", rest):
            return law.start()
    return None


@lru_cache
def _laws() -> tuple[re.Pattern[str], dict[str, str]]:
    """Pattern of all names and aliases of laws, blanks and commas free, and the usual name by folded letters."""
    names: dict[str, str] = {}
    for row in rows("laws"):
        for alias in (row["name"], *filter(None, row["aliases"].split("|"))):
            names[_letters(alias)] = row["name"]
    return re.compile(whole(names, blank=r"[\s,]+")), names


def _letters(name: str) -> str:
    return " ".join(re.findall(r"\w+", fold(name)))


def _kind_of_law(name: str) -> str:
    return next(kind for kind in ("Bộ luật", "Luật", "Pháp lệnh", "Hiến pháp") if fold(name).startswith(fold(kind)))


def _known_laws(layout: Layout) -> list[Mention]:
    """Laws of the table, in any spelling."""
    known, names = _laws()
    mentions = []
    for found in known.finditer(layout.folded):
        if layout.view[found.start()].isupper():
            name = names[_letters(found[0])]
            mentions.append(Mention(found.span(), _kind_of_law(name), None, name))
    return mentions


def _other_laws(layout: Layout) -> list[Mention]:
    """Laws that the table does not have: from `Luật` on to where a name must end."""
    mentions = []
    for law in _LAW.finditer(layout.folded):
        start, after = law.start(), law.end() + 1
        if not (layout.view[start].isupper() and layout.view[after : after + 1].isupper()):
            continue
        ends = _LAW_ENDS.search(layout.exact, after + 1, after + _LONGEST_LAW)
        end = min(ends.start() if ends else after + _LONGEST_LAW, layout.paragraph_at(start)[1])
        name = layout.view[start:end].rstrip(" ,")
        if len(name.split()) <= _LONGEST_LAW_WORDS:
            printed = " ".join(name.split())
            mentions.append(Mention((start, start + len(name)), _kind_of_law(printed), None, printed))
    return mentions


def _unsigned(layout: Layout, numbered: list[Mention], frame: Frame) -> list[Mention]:
    """`Kết luận số 03`, and short forms of what was cited in full before: `Kế hoạch 136`, `Nghị quyết này`."""
    mentions = []
    own = frame.kind.name if frame.kind else None
    cited: dict[tuple[str | None, str | None], int] = {}  # where a kind, and a kind with a serial, is first cited
    for mention in reversed(numbered):
        cited[mention.kind, None] = mention.span[1]
        cited[mention.kind, symbol.key(mention.number.serial) if mention.number else None] = mention.span[1]
    for start, end, kind in kinds_told(layout):
        if not layout.view[start].isupper():
            continue
        serial = _BARE.match(layout.folded, end) or _SHORT.match(layout.folded, end)
        this = _THIS.match(layout.folded, end)
        if serial and (serial.re is _BARE or cited.get((kind, symbol.key(serial["serial"])), start + 1) <= start):
            span = serial.span("serial")
            mentions.append(Mention((start, span[1]), kind, symbol.bare(layout.text, span), None))
        elif this and kind != own and cited.get((kind, None), start + 1) <= start:
            mentions.append(Mention((start, this.end()), kind, None, None, this=True))
    return mentions
