"""Mentions of other documents: each with its date, issuer and title, its relation, and what it repeats."""

from __future__ import annotations

import re
from dataclasses import replace

from .. import organisation, symbol
from ..identity import contradict, same_number
from ..model import Number, Provision, Reference, Relation, Span
from ..vietnamese import folded_words
from . import body, mention, relation
from .frame import Frame
from .layout import Layout
from .lexicon import pattern
from .mention import Mention
from .moment import Moment

# "(A11)" is the unit within a ministry that drew the document up.
_DATE_GAP = pattern(r"(?:\s*\(\s?[a-z]\d{1,2}\s?\))?[\s,(]*(?:(?:ky|ban hanh)\s+)?(?:ngay\s+)?")
_YEAR = re.compile(r"\s*,?\s*(?:nam\s+)?(?P<year>(?:19|20)\d\d)(?!\w)")
_OF = re.compile(r"\s*[),]*\s*(?:cua|do)\s+")
# Without "của" a body after a comma is the issuer only where the title follows; else it is the one that acts.
_COMMA = re.compile(r"\s*,\s+")
_TITLE_STARTS = pattern(r"\s*(?:ve |v/v|[“\"(]|khoa )")
_TITLE_ENDS = re.compile(r"[;\n]|\.(?=\s|$)|,\s+")
_PROVISION = re.compile(
    r"(?:diem\s+(?P<point>[a-z])\s*,?\s*)?(?:khoan\s+(?P<clause>\d+[a-z]?)\s*,?\s*)?dieu\s+(?P<article>\d+[a-z]?)\s*"
    r"(?:,\s*|cua\s+)?$"
)


def find(
    layout: Layout, numbers: tuple[Number, ...], moments: tuple[Moment, ...], frame: Frame
) -> tuple[Reference, ...]:
    """Every mention of another document, in order; the document's mentions of itself are left out."""
    named = mention.find(layout, numbers, frame)
    dates = {moment.span[0]: moment for moment in moments}
    found: list[tuple[Mention, Reference]] = []
    for index, one in enumerate(named):
        limit = named[index + 1].span[0] if index + 1 < len(named) else len(layout.text)
        limit = min(limit, layout.paragraph_at(one.span[0])[1])
        reference = _complete(layout, one, limit, dates)
        if not _is_self(reference, frame):
            found.append((one, reference))
    related = relation.relate(layout, _share(layout, [reference for _, reference in found]))
    resolved = _resolve(related, [one for one, _ in found])
    return tuple(_with_organisation(reference, frame.province) for reference in resolved)


def _with_organisation(reference: Reference, province: str | None) -> Reference:
    """The issuer by its full name: "Tỉnh ủy" is that of the document's province."""
    if reference.issuer is None:
        return reference
    return replace(reference, organisation=organisation.resolve(reference.issuer, province))


def _is_self(reference: Reference, frame: Frame) -> bool:
    """Does the document speak of itself? Another year's paper of the same number is another document."""
    own, date = frame.number, frame.date
    cited = reference.number
    if cited is None:  # "LUẬT CĂN CƯỚC", "Quốc hội ban hành Luật Căn cước"
        name = f"{frame.kind.name} {frame.title}" if frame.kind and frame.title else ""
        return reference.date is None and folded_words(reference.name or "") == folded_words(name) != ""
    same = own is not None and same_number(cited.canonical) == same_number(own.canonical)
    return same and (reference.date is None or date is None or reference.date == date.iso)


def _complete(layout: Layout, named: Mention, limit: int, dates: dict[int, Moment]) -> Reference:
    """The mention with its date, issuer and title: what follows it before `limit`."""
    end, date = _date_after(layout, named.span[1], limit, dates, is_law=named.name is not None)
    issuer = None
    if body_span := _issuer_after(layout, end, limit):
        issuer, end = " ".join(layout.view[slice(*body_span)].split()), body_span[1]
        if date is None:  # "… của Chính phủ ngày 05/3/2020"
            end, date = _date_after(layout, end, limit, dates)
    start = named.span[0]
    return Reference(
        surface=layout.text[start:end],
        span=(start, end),
        kind=named.kind,
        number=named.number,
        name=named.name,
        date=date,
        issuer=issuer,
        title=None if named.this else _title_after(layout, end, limit),
        relation=Relation.CITES,
        source=None,
        same_as=None,
        evidence=layout.sentence_at(start),
        provision=_provision_before(layout, start),
    )


def _issuer_after(layout: Layout, end: int, limit: int) -> Span | None:
    """The body that the mention names as its issuer."""
    for link in (_OF, _COMMA):
        of = link.match(layout.folded, end, limit)
        body_end = body.end_of(layout, of.end(), limit) if of else None
        if of and body_end and (link is _OF or _TITLE_STARTS.match(layout.folded, body_end, limit)):
            return of.end(), body_end
    return None


def _date_after(
    layout: Layout, position: int, limit: int, dates: dict[int, Moment], is_law: bool = False
) -> tuple[int, str | None]:
    """End of the mention so far and its date; a law may be told by its year (`Luật Doanh nghiệp năm 2020`)."""
    gap = _DATE_GAP.match(layout.folded, position, limit)
    for start in range(position, gap.end() + 1 if gap else position):
        moment = dates.get(start)
        if moment and moment.end is None and moment.lead is None and moment.span[1] <= limit:
            has_year = not (moment.start or "").startswith("--")  # without one it names no document
            return moment.span[1], moment.start if has_year else None
    if is_law and (year := _YEAR.match(layout.folded, position, limit)):
        return year.end(), year["year"]
    return position, None


def _title_after(layout: Layout, end: int, limit: int) -> str | None:
    """What the cited document is about: in quotes, or after `về` up to the end of the clause."""
    about = relation.TITLE.match(layout.folded, end, limit)
    start = about.end() if about else end
    if layout.view[start : start + 1] in ("“", '"'):
        closing = layout.view.find("”" if layout.view[start] == "“" else '"', start + 1, layout.paragraph_at(end)[1])
        return (" ".join(layout.view[start + 1 : closing].split()) or None) if closing > 0 else None
    if about is None or not about[0].strip(" ,").endswith(("ve", "viec", "v/v")):
        return None
    stop = paragraph_end = layout.paragraph_at(end)[1]
    for border in _TITLE_ENDS.finditer(layout.view, start, paragraph_end):
        # A comma ends the title where the one who acts is named after it: "…, Ban Thường vụ … ban hành".
        if not border[0].startswith(",") or body.end_of(layout, border.end(), paragraph_end):
            stop = border.start()
            break
    return " ".join(layout.view[start:stop].split()) or None


def _provision_before(layout: Layout, start: int) -> Provision | None:
    """`khoản 2 Điều 5` right before the mention."""
    window = max(layout.paragraph_at(start)[0], start - 60)
    found = _PROVISION.search(layout.folded, window, start)
    if found is None:
        return None
    point = layout.view[found.start("point")] if found["point"] else None  # điểm đ is not điểm d
    return Provision(found["article"], found["clause"], point)


def _share(layout: Layout, references: list[Reference]) -> list[Reference]:
    """In a list with one head the issuer stands once, at its end: "217-QĐ/TW và 218-QĐ/TW của Bộ Chính trị"."""
    shared = list(references)
    for index in range(len(shared) - 2, -1, -1):
        left, right = shared[index], shared[index + 1]
        same_head = left.number and right.number and left.kind == right.kind and right.span[0] == right.number.span[0]
        if left.issuer is None and same_head and mention.joined(layout, left.span, right.span):
            shared[index] = replace(left, issuer=right.issuer)
    return shared


def _resolve(references: list[Reference], mentions: list[Mention]) -> tuple[Reference, ...]:
    """Point short forms at the last full mention that they can repeat."""
    resolved: list[Reference] = []
    full: dict[tuple[str | None, ...], int] = {}
    for index, (reference, named) in enumerate(zip(references, mentions, strict=True)):
        same_as = full.get(_names(reference, named)[0]) if reference.date is None else None
        if same_as is not None and contradict(reference.issuer, resolved[same_as].issuer):
            same_as = None
        resolved.append(replace(reference, same_as=same_as))
        if same_as is None:
            full.update(dict.fromkeys(_names(reference, named), index))
    return tuple(resolved)


def _names(reference: Reference, named: Mention) -> list[tuple[str | None, ...]]:
    """What a mention can be called by, the exact name first: number, kind with serial, kind alone; or a law's name."""
    number, kind = reference.number, reference.kind
    name = [("law", reference.name)] if reference.name else []
    if named.this:
        return [("this", kind)]
    if number is None:
        return [*name, ("this", kind)]
    serial = ("serial", kind, symbol.key(number.serial))
    signed = number.canonical != number.serial
    return [("number", number.canonical), *name, serial, ("this", kind)] if signed else [serial]
