"""Where a text names another document: by number, by the name of a law, or by a short form."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .. import symbol
from ..model import Number, Span
from ..vocabulary import kind_codes
from . import body, law
from .frame import Frame
from .kind import kind_before, kind_by_fold, kinds, kinds_told
from .layout import Layout
from .lexicon import pattern, plain
from .places import Places

_BARE = re.compile(
    r"\s+so\s*+:?\s*+(?P<serial>\d{1,4}[a-z]?)(?![\w/%]|['`.]{0,2}\s?[-/]['`.]{0,2}\s?[a-z]|[.,'`]\w| [a-z]/)"
)
_SHORT = re.compile(r"\s+(?P<serial>\d{1,4}[a-z]?)(?![\w/%]|[.,]\d|\s?[-/])")
_THIS = re.compile(r"\s+(?:này|đó)(?!\w)")  # on the exact view: "do" is another word
# Numbers of the years before 1997: `94-CP`, `105 TC/ĐT`, `150 CP`. Without a dash, only a stroke or an old body tells.
_OLD = re.compile(
    r"\s+(?:số\s*+:?\s*+)?(?P<number>(?P<serial>\d{1,4}[a-z]?)"
    r"(?:-|\s-?\s?(?=(?:CP|HĐBT|TTg)(?!\w)|[A-ZĐ]{2,8}/))(?P<codes>[A-ZĐ]{2,8}g?(?:/[A-ZĐ]{2,8})*))(?![\w/-])"
)
# "Nghị định 54", "Điều 1 Quyết định 1791" can only be documents; "Kế hoạch 100" may be anything.
_TOLD_BY_SERIAL = ("Nghị định", "Thông tư", "Thông tư liên tịch")
_PROVISION = pattern(r"(?<!\w)dieu \d{1,3}(?: cua)? $")
_OF = pattern(r"(?: cua)? ")
_NEXT_BODY = re.compile(r"\s?-\s?|\s*+,\s+|\s+và\s+")
_NUMBER_OF_BODY = re.compile(r"\s+so\s*+:?\s*+")
_LONGEST_BODIES = 120  # characters between a kind and its number
_LONGEST_PROVISION = 24
_LAWS = ("Luật", "Bộ luật", "Pháp lệnh")
_OF_LAWS = re.compile("QH|CTN|LCT|HĐNN")  # who makes laws or signs them, in their numbers
_NUMBER_OF_LAW = re.compile(r"\s*+,?\s*+\(?\s*+(?:so\s*+:?\s*+)?")
_NAME_OF_LAW = re.compile(r"\s*+[-:]?\s*+")
_AND = re.compile(r"\s*+(?:,|va|hoac)\s*+(?:so\s*+)?")


@dataclass(frozen=True, slots=True)
class Mention:
    """Kind and number, or the name, as printed; `this` stands for "Nghị quyết này"."""

    span: Span
    kind: str | None
    number: Number | None
    name: str | None
    this: bool = False


def find(layout: Layout, numbers: tuple[Number, ...], frame: Frame) -> list[Mention]:
    """Mentions by number, by the name of a law, by a number without symbol and in short, in order, none in another."""
    told = _with_laws(layout, _numbered(layout, numbers, frame))
    taken = Places(mention.span for mention in told)
    more = (mention for mention in _unsigned(layout, told, frame) if not taken.touch(mention.span))
    return sorted((*told, *more), key=lambda mention: mention.span)


def _with_laws(layout: Layout, numbered: list[Mention]) -> list[Mention]:
    """The mentions by number and the laws told by name, in order; a law that is told by both is one mention."""
    laws = [Mention(found.span, found.kind, None, found.name) for found in law.find(layout)]
    merged: list[Mention] = []
    for found in sorted((*numbered, *laws), key=lambda mention: mention.span):
        one, before = found, merged[-1] if merged else None
        if before and found.number and found.span[0] < before.span[1] <= found.number.span[0]:
            one = _by_number_alone(found, found.number)  # "… quy phạm pháp luật; số 187/2025/NĐ-CP"
        if before and (both := _one_law(layout, before, one)):
            merged[-1] = both
        elif before is None or one.span[0] >= before.span[1]:
            merged.append(one)
    return merged


def _by_number_alone(mention: Mention, number: Number) -> Mention:
    kind = kind_codes()[number.kind_code][0] if number.kind_code else mention.kind
    return Mention(number.span, kind, number, None)


def _one_law(layout: Layout, left: Mention, right: Mention) -> Mention | None:
    """`Luật Hải quan số 54/2014/QH13`, `Luật số 54/2014/QH13 Luật Hải quan`: name and number of one law."""
    number, name = left.number or right.number, left.name or right.name
    if not number or not name or (left.number and left.name) or (right.number and right.name):
        return None
    if not _OF_LAWS.search(number.body_code or ""):
        return None
    start, end = left.span[1], number.span[0] if right.number else right.span[0]
    if not (_NUMBER_OF_LAW if right.number else _NAME_OF_LAW).fullmatch(layout.folded, start, end):
        return None
    kind = left.kind if left.name else right.kind
    return Mention((left.span[0], right.span[1]), kind, number, name) if right.number or left.kind in _LAWS else None


def _numbered(layout: Layout, numbers: tuple[Number, ...], frame: Frame) -> list[Mention]:
    """Mentions by number. In "Quyết định 217-QĐ/TW và 218-QĐ/TW" the second has the kind of the first."""
    mentions: list[Mention] = []
    for number in numbers:
        if frame.number and number.span == frame.number.span:
            continue
        start, kind = kind_before(layout, number.span[0])
        if kind == "":
            start, kind = _kind_before_body(layout, number.span[0])
        before = mentions[-1] if mentions else None
        if kind is None and before and before.number and joined(layout, before.span, number.span):
            kind = before.kind if before.number.kind_code == number.kind_code else None
        if kind is None and number.kind_code:
            kind = kind_codes()[number.kind_code][0]
        mentions.append(Mention((start, number.span[1]), kind, number, None))
    return mentions


def joined(layout: Layout, left: Span, right: Span) -> bool:
    """Are two places parts of one list, with nothing between them but a comma or "và"?"""
    return _AND.fullmatch(layout.folded, left[1], right[0]) is not None


def _kind_before_body(layout: Layout, position: int) -> tuple[int, str | None]:
    """Start and name of the kind where the body stands between: `Nghị định của Chính phủ số 59/2005/NĐ-CP`."""
    window = max(layout.paragraph_at(position)[0], position - _LONGEST_BODIES)
    for found in kinds().finditer(layout.folded, window, position):
        link: re.Match[str] | None = _OF.match(layout.folded, found.end(), position)
        while link and (end := body.end_of(layout, link.end(), position)):
            if _NUMBER_OF_BODY.fullmatch(layout.folded, end, position):
                return found.start(), kind_by_fold()[plain(found["kind"])]
            link = _NEXT_BODY.match(layout.view, end, position)
    return position, None


def _unsigned(layout: Layout, told: list[Mention], frame: Frame) -> list[Mention]:
    """`Nghị định 94-CP`, `Kết luận số 03`; what was told in full before, in short: `Kế hoạch 136`, `Nghị quyết này`."""
    mentions = []
    own = frame.kind.name if frame.kind else None
    first: dict[tuple[str | None, str | None], int] = {}  # where a kind, and a kind with a serial, is first told
    for mention in reversed(told):
        first[mention.kind, None] = mention.span[1]
        first[mention.kind, symbol.key(mention.number.serial) if mention.number else None] = mention.span[1]
    for start, end, kind in kinds_told(layout):
        if not layout.view[start].isupper():
            continue
        number = _old_number(layout, end) or _bare_number(layout, (start, end), kind, first)
        this = _THIS.match(layout.exact, end)
        if number:
            mentions.append(Mention((start, number.span[1]), kind, number, None))
        elif this and kind != own and first.get((kind, None), start + 1) <= start:
            mentions.append(Mention((start, this.end()), kind, None, None, this=True))
    return mentions


def _old_number(layout: Layout, end: int) -> Number | None:
    """A number of the old form right after its kind."""
    old = _OLD.match(layout.view, end)
    if old is None:
        return None
    span, canonical = old.span("number"), f"{old['serial']}-{old['codes']}"
    surface = layout.text[slice(*span)]
    return Number(surface, canonical, symbol.key(canonical), span, old["serial"], body_code=old["codes"])


def _bare_number(
    layout: Layout, found: Span, kind: str, first: dict[tuple[str | None, str | None], int]
) -> Number | None:
    """A number without symbol right after its kind: after "số", or of a document that is told by its serial."""
    start, end = found
    serial = _BARE.match(layout.folded, end) or _SHORT.match(layout.folded, end)
    if serial is None:
        return None
    repeats = first.get((kind, symbol.key(serial["serial"])), start + 1) <= start
    provision = _PROVISION.search(layout.folded, max(0, start - _LONGEST_PROVISION), start)
    alone = len(serial["serial"]) > 1 and (kind in _TOLD_BY_SERIAL or provision)
    if serial.re is _BARE or repeats or alone:
        return symbol.bare(layout.text, serial.span("serial"))
    return None
