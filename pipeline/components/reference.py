"""Mentions of other documents: each with its date, issuer and title, its relation, and what it repeats."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from .. import organisation, symbol
from ..identity import contradict, same_number
from ..model import Number, Reference, Relation, Span
from ..vietnamese import fold, folded_words
from . import body, mention, provision, reach, relation
from .frame import Frame
from .kind import kind_by_fold
from .layout import Layout
from .lexicon import pattern, plain
from .mention import Mention
from .moment import Moment

# "(A11)" is the unit within a ministry that drew the document up.
_DATE_GAP = pattern(r"(?:\s*\(\s?[a-z]\d{1,2}\s?\))?[\s,(]*(?:(?:ky|ban hanh)\s+)?(?:ngay\s+)?")
_YEAR = re.compile(r"\s*,?\s*(?:nam\s+)?(?P<year>(?:19|20)\d\d)(?!\w)")
_OF = re.compile(r"\s*[),]*\s*(?:cua|do)\s+")
# Without "của" a body after a comma is the issuer only where the title follows; else it is the one that acts.
_COMMA = re.compile(r"\s*,\s+")
_SPEAKS = pattern(r" tai ")  # "…, của Ban Bí thư tại văn bản số …"
_TITLE_STARTS = pattern(r"\s*(?:ve |v/v|[“\"(]|khoa )")
_TITLE_ENDS = re.compile(r"[;\n]|\.(?=\s|$)|,\s+")
_STARTS_TITLE = re.compile(r"\s+(?:v/v\s|ve\s)?")
# On the exact view: the day is of what stands right before it, not of the paper whose title this is.
_OF_SOMETHING_ELSE = re.compile(
    r"(?<!\w)(?:họp|phiên|hội\s+nghị|hội\s+thảo|đề\s+nghị|ý\s+kiến|đơn|lễ|hiệu\s+lực|biên\s+bản|hợp\s+đồng"
    r"|công\s+văn|văn\s+bản|tờ\s+trình|thông\s+báo|báo\s+cáo|kết\s+luận|và|vào|kết\s+quả)[\s,]*$"
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LONGEST_HEADING = 40  # characters
_NO_WORDS = re.compile(r"[\W_]*")
# Characters. On real texts "Nghị định này" farther on is mostly the text itself (consolidated) or another one.
_FARTHEST_THIS = 1_200
_IN_FORCE = pattern(r",? co hieu luc")  # only papers come into force
_LONGEST_TITLE = 700  # characters
_DEEPEST = 6  # papers named in a title
_ONLY_BY = {"Luật": "quốc hội", "Bộ luật": "quốc hội", "Hiến pháp": "quốc hội", "Nghị định": "chính phủ"}
_ONLY_BY["Pháp lệnh"] = "ủy ban thường vụ quốc hội"
_AND_BODY = re.compile(r"\s*(?:,|-|va(?!\w))\s*")


def find(
    layout: Layout, numbers: tuple[Number, ...], moments: tuple[Moment, ...], frame: Frame
) -> tuple[Reference, ...]:
    """Every mention of another document, in order; the document's mentions of itself are left out."""
    named = mention.find(layout, numbers, frame)
    dates = {moment.span[0]: moment for moment in moments}
    opened = _own_headings(layout)
    found: list[tuple[Mention, Reference]] = []
    for index, one in enumerate(named):
        limit = named[index + 1].span[0] if index + 1 < len(named) else len(layout.text)
        limit = min(limit, layout.paragraph_at(one.span[1] - 1)[1])
        reference = _complete(layout, one, limit, dates)
        own = _is_self(reference, frame) or (one.this and _is_this(one, opened, frame))
        if not own and not _is_heading(layout, reference):
            found.append((one, reference))
    complete = _share(layout, _dated_late(layout, [reference for _, reference in found], moments))
    related = relation.relate(layout, complete)
    resolved = _resolve(related, [one for one, _ in found])
    return tuple(_with_organisation(reference, frame.province) for reference in resolved)


def _with_organisation(reference: Reference, province: str | None) -> Reference:
    """The issuer by its full name: "Tỉnh ủy" is that of the document's province."""
    if reference.issuer is None:
        return reference
    return replace(reference, organisation=organisation.resolve(reference.issuer, province))


def _is_self(reference: Reference, frame: Frame) -> bool:
    """Does the document speak of itself? Another year's paper of the same number is another document."""
    own, date, cited = frame.number, frame.date, reference.number
    if cited is None:  # "LUẬT CĂN CƯỚC", "Quốc hội ban hành Luật Căn cước"
        name = f"{frame.kind.name} {frame.title}" if frame.kind and frame.title else ""
        return reference.date is None and folded_words(reference.name or "") == folded_words(name) != ""
    if own is None:
        return False
    short = cited.canonical == cited.serial and frame.kind is not None and reference.kind == frame.kind.name
    same = same_number(cited.canonical) == same_number(own.canonical) or (short and _is_serial(cited, own))
    return same and (reference.date is None or date is None or reference.date == date.iso)


def _is_serial(cited: Number, own: Number) -> bool:
    return symbol.key(cited.serial) == symbol.key(own.serial)


def _own_headings(layout: Layout) -> dict[str, int]:
    """Where a heading that is nothing but a kind first opens a text of its own: `QUY CHẾ` attached to a decision."""
    headings: dict[str, int] = {}
    for start, end in layout.paragraphs:
        if end - start <= _LONGEST_HEADING and layout.view[start:end].isupper():
            kind = kind_by_fold().get(plain(layout.folded[start:end].rstrip(" :")))
            if kind:
                headings.setdefault(kind, start)
    return headings


def _is_this(named: Mention, headings: dict[str, int], frame: Frame) -> bool:
    """Is "Quy chế này" the text it stands in: under a heading of its kind? "Văn bản này" is so anywhere."""
    letter = named.kind == "Công văn" and frame.kind is None  # letters have no heading
    return letter or named.kind == "Văn bản" or headings.get(named.kind or "", named.span[0]) < named.span[0]


def _is_heading(layout: Layout, reference: Reference) -> bool:
    """Is it nothing but the number of a part, on a line of its own: `Quy trình số 01`?"""
    number, (start, end) = reference.number, layout.paragraph_at(reference.span[0])
    if number is None or number.canonical != number.serial or reference.date or reference.issuer:
        return False
    return (
        _NO_WORDS.fullmatch(layout.view[start : reference.span[0]] + layout.view[reference.span[1] : end]) is not None
    )


def _complete(layout: Layout, named: Mention, limit: int, dates: dict[int, Moment]) -> Reference:
    """The mention with its date, issuer and title: what follows it before `limit`."""
    end, date = _date_after(layout, named.span[1], limit, dates, is_law=named.name is not None)
    issuer = None
    if body_span := _issuer_after(layout, end, limit, joint=_is_joint(named.kind)):
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
        # "quy định chi tiết Luật Bảo hiểm y tế về hợp đồng …": what follows a law told by name is what is detailed.
        title=None if named.this or named.name else _title_after(layout, end, limit),
        relation=Relation.CITES,
        source=None,
        same_as=None,
        evidence=layout.sentence_at(start),
        provision=provision.before(layout, start),
    )


def _is_joint(kind: str | None) -> bool:
    """Is this a paper that several bodies issue?"""
    return "liên tịch" in (kind or "")


def _issuer_after(layout: Layout, end: int, limit: int, joint: bool = False) -> Span | None:
    """The body that the mention names as its issuer; with `joint` all bodies of a list are."""
    for link in (_OF, _COMMA):
        of = link.match(layout.folded, end, limit)
        body_end = body.end_of(layout, of.end(), limit) if of else None
        while joint and body_end and (another := _AND_BODY.match(layout.folded, body_end, limit)):
            more = body.end_of(layout, another.end(), limit)
            if more is None:
                break
            body_end = more
        if of and body_end and (link is _OF or _TITLE_STARTS.match(layout.folded, body_end, limit)):
            return _named_at(layout, of.end(), body_end, limit)
    return None


def _named_at(layout: Layout, start: int, end: int, limit: int) -> Span | None:
    """The name of an issuer as far as it is one; None where it names who speaks in the next item of a list.

    In a title in capitals nothing but its verb shows where the name ends.
    """
    if _SPEAKS.match(layout.folded, end, limit) and "," in layout.folded[max(0, start - 8) : start]:
        return None
    if layout.view[start:end].isupper() and (verb := reach.verb_after_body().search(layout.folded, start + 1, end)):
        end = verb.start()
    return start, end


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
    about = reach.TITLE.match(layout.folded, end, limit)
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


def _dated_late(layout: Layout, references: list[Reference], moments: tuple[Moment, ...]) -> list[Reference]:
    """Day and body may stand after the title: `Nghị định số 5/2020/NĐ-CP Quy định … ngày 1/2/2020 của Chính phủ`.

    A paper that is named in the title has its own day and body right behind it; those left over are of the outer one.
    """
    dated = list(references)
    starts = [reference.span[0] for reference in references]
    for moment in moments:
        at = bisect_right(starts, moment.span[0]) - 1
        if at < 0 or moment.lead or not _DAY.fullmatch(moment.start or ""):
            continue
        limit = min(starts[at + 1] if at + 1 < len(starts) else len(layout.text), layout.paragraph_at(starts[at])[1])
        inside = moment.span[0] < dated[at].span[1]
        issuer = _issuer_after(layout, moment.span[1], limit) if moment.span[0] < limit else None
        if issuer is None or (inside and _can_issue(layout, dated[at], issuer)):
            continue
        of = _outer(layout, dated, at - inside, moment, issuer)
        if of is not None:
            issuer = _issuer_after(layout, moment.span[1], limit, joint=_is_joint(dated[of].kind)) or issuer
            dated[of] = _with_late_day(layout, dated[of], moment, issuer)
            dated[of + 1 : at + 1] = [_up_to(layout, inner, moment) for inner in dated[of + 1 : at + 1]]
    return dated


def _with_late_day(layout: Layout, reference: Reference, moment: Moment, issuer: Span) -> Reference:
    """A mention with the day and the body after its title."""
    title = " ".join(layout.view[reference.span[1] : moment.span[0]].split()).rstrip(" .,")
    return replace(
        reference, date=moment.start, issuer=" ".join(layout.view[slice(*issuer)].split()), title=title or None
    )


def _up_to(layout: Layout, reference: Reference, moment: Moment) -> Reference:
    """A mention in the title of another one, without the day after that title in its own span or title."""
    title = (reference.title or "").partition(" ".join(layout.view[slice(*moment.span)].split()))[0].rstrip(" .,")
    start, end = reference.span
    if moment.span[0] >= end:
        return replace(reference, title=title or None)
    end = start + len(layout.text[start : moment.span[0]].rstrip())
    return replace(reference, title=None, date=None, issuer=None, span=(start, end), surface=layout.text[start:end])


def _outer(layout: Layout, references: list[Reference], at: int, moment: Moment, issuer: Span) -> int | None:
    """The last mention before a day that lacks one, if nothing but its title stands between.

    One that this body cannot issue is passed over, unless it is the only one.
    """
    day, unlikely = moment.span[0], None
    in_force = _IN_FORCE.match(layout.folded, issuer[1])
    for index in range(at, max(-1, at - _DEEPEST), -1):
        reference, end = references[index], references[index].span[1]
        if day - end > _LONGEST_TITLE:
            break
        between = layout.view[end:day]
        if "\n" in between or (";" in between and not in_force):
            break
        if reference.date or reference.issuer or not _is_titled(layout, reference, day):
            continue
        if _can_issue(layout, reference, issuer):
            return index
        unlikely = unlikely or index
    return None if moment.span[0] < references[at].span[1] else unlikely


def _is_titled(layout: Layout, reference: Reference, end: int) -> bool:
    """Does a title follow the mention, with nothing at `end` that a day there would be of?"""
    if reference.number is None or _OF_SOMETHING_ELSE.search(layout.exact, max(reference.span[1], end - 20), end):
        return False
    lead = _STARTS_TITLE.match(layout.folded, reference.span[1], end)
    if lead is None or lead.end() >= end:
        return False
    return bool(lead[0].strip()) or layout.view[lead.end()].isupper() or reach.opens_title(layout, lead.end())


def _can_issue(layout: Layout, reference: Reference, issuer: Span) -> bool:
    """Laws are of the National Assembly, decrees of the Government: another body there is of another paper."""
    only = _ONLY_BY.get(reference.kind or "")
    return only is None or fold(only) == " ".join(layout.folded[slice(*issuer)].split())


def _share(layout: Layout, references: list[Reference]) -> list[Reference]:
    """In a list of papers of one body the issuer stands once, at its end: "217-QĐ/TW và 218-QĐ/TW của Bộ Chính trị"."""
    shared = list(references)
    for index in range(len(shared) - 2, -1, -1):
        left, right = shared[index], shared[index + 1]
        if left.number is None or right.number is None:
            continue
        same_head = left.kind == right.kind and right.span[0] == right.number.span[0]
        same_body = left.number.body_code is not None and left.number.body_code == right.number.body_code
        if left.issuer is None and (same_head or same_body) and mention.joined(layout, left.span, right.span):
            shared[index] = replace(left, issuer=right.issuer)
    return shared


def _resolve(references: list[Reference], mentions: list[Mention]) -> tuple[Reference, ...]:
    """Point short forms at the last full mention that they can repeat; "Nghị quyết này" that repeats none is none."""
    resolved: list[Reference] = []
    full: dict[tuple[str | None, ...], int] = {}
    for reference, named in zip(references, mentions, strict=True):
        same_as = full.get(_names(reference, named)[0]) if reference.date is None else None
        if same_as is not None and not _can_repeat(reference, resolved[same_as], this=named.this):
            same_as = None
        if same_as is None and named.this:
            continue
        if same_as is None:
            full.update(dict.fromkeys(_names(reference, named), len(resolved)))
        resolved.append(reference if same_as is None else replace(reference, same_as=same_as))
    return tuple(resolved)


def _can_repeat(short: Reference, full: Reference, this: bool) -> bool:
    far = this and short.span[0] - full.span[1] > _FARTHEST_THIS
    return not far and not contradict(short.issuer, full.issuer)


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
