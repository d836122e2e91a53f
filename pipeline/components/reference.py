"""Mentions of other documents, and what the sentence says of them.

A mention is a core (kind and number, or the name of a law) with the date and the issuer that follow it. The relation is
of the document's sentence: the nearest trigger word before the mention, unless that word belongs to what another
cited document is about; then the mention is second-hand, and that other document is its `source`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

from .. import symbol
from ..model import Number, Provision, Reference, Relation, Span
from ..vietnamese import fold
from ..vocabulary import column, kind_codes, kind_names, rows
from . import body
from .frame import Frame
from .layout import Layout
from .lexicon import alternatives, pattern, plain
from .moment import Moment
from .places import Places

_NUMBERED = re.compile(r"(?:\s*\(?\s*so\s*:?)?\s*$")
_BARE = re.compile(r"\s+so\s*:?\s*(?P<serial>\d{1,4}[a-z]?)(?![\w/%]|\s?[-/]\s?[A-ZĐa-zđ]{2}|[.,]\d)")
_SHORT = re.compile(r"\s+(?P<serial>\d{1,4}[a-z]?)(?![\w/%]|[.,]\d|\s?[-/])")
_THIS = re.compile(r"\s+nay(?!\w)")
_LAW = re.compile(r"(?<!phap )(?<!ky )(?<!\w)(?:bo luat|luat|phap lenh)(?!\w)")
# On the exact view: `số` ends a name, `sở` and "một số điều" do not.
_LAW_ENDS = re.compile(
    r"[;:.()\"“”\n]|,?\s(?:ngày|(?<!một\s)số|năm|được|có\s+hiệu\s+lực|quy\s+định|này|(?:19|20)\d\d"
    r"|và\s+(?:các|những|luật|bộ\s+luật|nghị|quy\s+chế|văn\s+bản))(?!\w)"
)
_LONGEST_LAW = 160  # characters of a name
_LONGEST_LAW_WORDS = 16
_DATE_GAP = pattern(r"[\s,(]*(?:(?:ky|ban hanh)\s+)?(?:ngay\s+)?")
_YEAR = re.compile(r"\s*,?\s*(?:nam\s+)?(?P<year>(?:19|20)\d\d)(?!\w)")
_OF = re.compile(r"\s*[),]*\s*(?:cua|do)\s+")
# Without "của" a body after a comma is the issuer only where the title follows; else it is the one that acts.
_COMMA = re.compile(r"\s*,\s+")
_TITLE_STARTS = pattern(r"\s*(?:ve |v/v|[“\"(]|khoa )")
_TITLE = re.compile(r"[\s,]*(?:\([^)\n]{1,30}\)\s*)?(?:khoa\s+[ivx\d]+\s*)?(?:v/v|ve(?:\s+viec)?)?\s*")
_TITLE_ENDS = pattern(r"[;\n]|\.(?:\s|$)|,\s(?=ban |uy ban |lien doan |cong doan |so |bo )")
_PROVISION = re.compile(
    r"(?:diem\s+(?P<point>[a-z])\s*,?\s*)?(?:khoan\s+(?P<clause>\d+[a-z]?)\s*,?\s*)?dieu\s+(?P<article>\d+[a-z]?)\s*"
    r"(?:,\s*|cua\s+)?$"
)
_ITEM_MARK = re.compile(r"[\W\d]*(?:[a-z][.)])?\s*")
_LONGEST_LIST = 60  # items back to the head of a list
_LIST_HEAD = pattern(r"(?:cac )?can cu(?! vao\b)[^.;]{0,60}:\s*$")
_AND = re.compile(r"\s*(?:,|va|hoac)\s*(?:so\s*)?")
_NEAR = pattern(
    r"(?:\s|dung|tot|nghiem|day du|co hieu qua|hieu qua|quy dinh|tinh than|noi dung|yeu cau|huong dan|chi dao|mot so"
    r"|mot so dieu|dieu|khoan|diem|\d+[a-z]?|[a-z],|,|cua|tai|trong|cac|nhung|va|cho|thi hanh|thuc hien|viec|toan bo)*"
)


@dataclass(frozen=True, slots=True)
class _Core:
    """Kind and number, or the name, of one mention; `kind_start` is where its kind is printed."""

    span: Span
    kind: str | None
    number: Number | None
    name: str | None
    this: bool = False


def find(
    layout: Layout, numbers: tuple[Number, ...], moments: tuple[Moment, ...], frame: Frame
) -> tuple[Reference, ...]:
    """Every mention of another document, in order; the document's mentions of itself are left out."""
    cores = _cores(layout, numbers, frame)
    dates = {moment.span[0]: moment for moment in moments}
    found: list[tuple[_Core, Reference]] = []
    for index, core in enumerate(cores):
        limit = cores[index + 1].span[0] if index + 1 < len(cores) else len(layout.text)
        limit = min(limit, layout.paragraph_at(core.span[0])[1])
        reference = _complete(layout, core, limit, dates)
        if not _is_self(reference, frame):
            found.append((core, reference))
    related = _relate(layout, _share(layout, [reference for _, reference in found]))
    return _resolve(related, [core for core, _ in found])


def _is_self(reference: Reference, frame: Frame) -> bool:
    """Does the document speak of itself? Another year's paper of the same number is another document."""
    own, date = frame.number, frame.date
    same = own is not None and reference.number is not None and reference.number.canonical == own.canonical
    return same and (reference.date is None or date is None or reference.date == date.iso)


# --- what is mentioned -------------------------------------------------------------------------------------------


def _cores(layout: Layout, numbers: tuple[Number, ...], frame: Frame) -> list[_Core]:
    """Numbered mentions, names of laws, numbers without symbol and short forms, in order, none inside another."""
    cores = numbered = _numbered(layout, numbers, frame)
    for more in (_known_laws(layout), _other_laws(layout), _unsigned(layout, numbered, frame)):
        taken = Places(core.span for core in cores)
        cores = [*cores, *(core for core in more if not taken.touch(core.span))]
    return sorted(cores, key=lambda core: core.span)


def _numbered(layout: Layout, numbers: tuple[Number, ...], frame: Frame) -> list[_Core]:
    """Mentions by number. In "Quyết định 217-QĐ/TW và 218-QĐ/TW" the second has the kind of the first."""
    cores: list[_Core] = []
    for number in numbers:
        if frame.number and number.span == frame.number.span:
            continue
        start, kind = _kind_before(layout, number.span[0])
        if (
            kind is None
            and cores
            and cores[-1].number
            and _AND.fullmatch(_between(layout, cores[-1].span, number.span))
        ):
            kind = cores[-1].kind if cores[-1].number.kind_code == number.kind_code else None
        if kind is None and number.kind_code:
            kind = kind_codes()[number.kind_code][0]
        law_start = _law_before(layout, start)
        name = None
        if law_start is not None:
            name = " ".join(layout.view[law_start:start].split()).removesuffix(" số")
            start, kind = law_start, _kind_of_law(name)
        cores.append(_Core((start, number.span[1]), kind, number, name))
    return cores


def _between(layout: Layout, left: Span, right: Span) -> str:
    return layout.folded[left[1] : right[0]]


@lru_cache
def _kinds() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<kind>{alternatives(kind_names())})(?!\w)")


@lru_cache
def _kind_by_fold() -> dict[str, str]:
    return {fold(name): name for name in kind_names()}


def _kind_before(layout: Layout, position: int) -> tuple[int, str | None]:
    """Start and name of the kind printed right before a number (`Nghị quyết số`), else the position itself."""
    window = max(layout.paragraph_at(position)[0], position - 40)
    for found in _kinds().finditer(layout.folded, window, position):
        if _NUMBERED.fullmatch(layout.folded, found.end(), position):
            return found.start(), _kind_by_fold()[plain(found["kind"])]
    return position, None


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
    ordered = sorted(names, key=lambda name: (-len(name), name))
    spelled = "|".join(name.replace(" ", r"[\s,]+") for name in ordered)
    return re.compile(rf"(?<!\w)(?:{spelled})(?!\w)"), names


def _letters(name: str) -> str:
    return " ".join(re.findall(r"\w+", fold(name)))


def _kind_of_law(name: str) -> str:
    return next(kind for kind in ("Bộ luật", "Luật", "Pháp lệnh", "Hiến pháp") if fold(name).startswith(fold(kind)))


def _known_laws(layout: Layout) -> list[_Core]:
    """Laws of the table, in any spelling."""
    known, names = _laws()
    cores = []
    for found in known.finditer(layout.folded):
        if layout.view[found.start()].isupper():
            name = names[_letters(found[0])]
            cores.append(_Core(found.span(), _kind_of_law(name), None, name))
    return cores


def _other_laws(layout: Layout) -> list[_Core]:
    """Laws that the table does not have: from `Luật` on to where a name must end."""
    cores = []
    for law in _LAW.finditer(layout.folded):
        start, after = law.start(), law.end() + 1
        if not (layout.view[start].isupper() and layout.view[after : after + 1].isupper()):
            continue
        ends = _LAW_ENDS.search(layout.exact, after + 1, after + _LONGEST_LAW)
        end = min(ends.start() if ends else after + _LONGEST_LAW, layout.paragraph_at(start)[1])
        name = layout.view[start:end].rstrip(" ,")
        if len(name.split()) <= _LONGEST_LAW_WORDS:
            printed = " ".join(name.split())
            cores.append(_Core((start, start + len(name)), _kind_of_law(printed), None, printed))
    return cores


def _unsigned(layout: Layout, numbered: list[_Core], frame: Frame) -> list[_Core]:
    """`Kết luận số 03`, and short forms of what was cited in full before: `Kế hoạch 136`, `Nghị quyết này`."""
    cores = []
    own = frame.kind.name if frame.kind else None
    cited: dict[tuple[str | None, str | None], int] = {}  # where a kind, and a kind with a serial, is first cited
    for core in reversed(numbered):
        cited[core.kind, None] = core.span[1]
        cited[core.kind, symbol.key(core.number.serial) if core.number else None] = core.span[1]
    for found in _kinds().finditer(layout.folded):
        start, end, kind = found.start(), found.end(), _kind_by_fold()[plain(found["kind"])]
        if not layout.view[start].isupper():
            continue
        serial = _BARE.match(layout.folded, end) or _SHORT.match(layout.folded, end)
        this = _THIS.match(layout.folded, end)
        if serial and (serial.re is _BARE or cited.get((kind, symbol.key(serial["serial"])), start + 1) <= start):
            span = serial.span("serial")
            cores.append(_Core((start, span[1]), kind, symbol.bare(layout.text, span), None))
        elif this and kind != own and cited.get((kind, None), start + 1) <= start:
            cores.append(_Core((start, this.end()), kind, None, None, this=True))
    return cores


# --- what is said of it right after ------------------------------------------------------------------------------


def _complete(layout: Layout, core: _Core, limit: int, dates: dict[int, Moment]) -> Reference:
    """The mention with its date, issuer and title: what follows it before `limit`."""
    end, date = _date_after(layout, core, limit, dates)
    issuer = None
    if named := _issuer_after(layout, end, limit):
        issuer, end = " ".join(layout.view[slice(*named)].split()), named[1]
    start = core.span[0]
    return Reference(
        surface=layout.text[start:end],
        span=(start, end),
        kind=core.kind,
        number=core.number,
        name=core.name,
        date=date,
        issuer=issuer,
        title=None if core.this else _title_after(layout, end, limit),
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


def _date_after(layout: Layout, core: _Core, limit: int, dates: dict[int, Moment]) -> tuple[int, str | None]:
    """End of the mention so far and its date; a law may be told by its year (`Luật Doanh nghiệp năm 2020`)."""
    position = core.span[1]
    gap = _DATE_GAP.match(layout.folded, position, limit)
    for start in range(position, gap.end() + 1 if gap else position):
        moment = dates.get(start)
        if moment and moment.end is None and moment.lead is None and moment.span[1] <= limit:
            return moment.span[1], moment.start
    if core.name and (year := _YEAR.match(layout.folded, position, limit)):
        return year.end(), year["year"]
    return position, None


def _title_after(layout: Layout, end: int, limit: int) -> str | None:
    """What the cited document is about: in quotes, or after `về` up to the end of the clause."""
    about = _TITLE.match(layout.folded, end, limit)
    start = about.end() if about else end
    if layout.view[start : start + 1] in ("“", '"'):
        closing = layout.view.find("”" if layout.view[start] == "“" else '"', start + 1, layout.paragraph_at(end)[1])
        return (" ".join(layout.view[start + 1 : closing].split()) or None) if closing > 0 else None
    if about is None or not about[0].strip(" ,").endswith(("ve", "viec", "v/v")):
        return None
    ends = _TITLE_ENDS.search(layout.folded, start)
    stop = min(ends.start() if ends else len(layout.view), layout.paragraph_at(end)[1])
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
        if left.issuer is None and same_head and _AND.fullmatch(_between(layout, left.span, right.span)):
            shared[index] = replace(left, issuer=right.issuer)
    return shared


# --- how it is related -------------------------------------------------------------------------------------------


_QUOTE_CLOSES = re.compile(r"[^“”]*”")


@dataclass(frozen=True, slots=True)
class _Trigger:
    span: Span
    relation: Relation
    near: bool


@lru_cache
def _trigger_words() -> tuple[re.Pattern[str], dict[str, tuple[Relation, bool]]]:
    meanings = {fold(row["phrase"]): (Relation(row["relation"]), row["reach"] == "near") for row in rows("triggers")}
    return re.compile(rf"(?<!\w)(?:{alternatives(column('triggers'))})(?!\w)"), meanings


def _triggers(layout: Layout, start: int, end: int) -> list[_Trigger]:
    words, meanings = _trigger_words()
    return [_Trigger(found.span(), *meanings[plain(found[0])]) for found in words.finditer(layout.folded, start, end)]


def _relate(layout: Layout, references: list[Reference]) -> list[Reference]:
    """Give each mention its relation, and its source where another cited document is the one that speaks."""
    related: list[Reference] = []
    for reference in references:
        before = related[-1] if related and related[-1].evidence == reference.evidence else None
        relation, source = _relation(layout, reference, before, related)
        related.append(replace(reference, relation=relation, source=source))
    return related


def _relation(
    layout: Layout, reference: Reference, before: Reference | None, earlier: list[Reference]
) -> tuple[Relation, str | None]:
    start = reference.span[0]
    from_ = before.span[1] if before else reference.evidence[0]
    trigger = _governing(layout, from_, start)
    if before is None:
        return (trigger.relation if trigger else _inherited(layout, reference, earlier)), None
    if trigger is None:
        if ";" in layout.view[from_:start] and before.source is not None:
            return _firsthand(earlier, reference.evidence) or Relation.CITES, None
        return before.relation, before.source
    if _is_about(layout, before, trigger.span[0]) and before.number is not None:
        return trigger.relation, before.number.canonical
    return trigger.relation, None


def _governing(layout: Layout, from_: int, start: int) -> _Trigger | None:
    """The last trigger between two places that reaches the mention at `start`."""
    governing: _Trigger | None = None
    for trigger in reversed(_triggers(layout, from_, start)):
        if _QUOTE_CLOSES.match(layout.view, trigger.span[1], start):
            continue  # a word of a title that ended before the mention
        if trigger.near and not _NEAR.fullmatch(layout.folded, trigger.span[1], start):
            continue
        if governing is None or (trigger.near and governing.near):
            governing = trigger  # "theo hướng dẫn tại …" follows, it does not give guidance
    return governing


def _is_about(layout: Layout, before: Reference, position: int) -> bool:
    """Does `position` stand in what the mention `before` is about: right after it, or in its unquoted title?"""
    between = layout.folded[before.span[1] : position]
    about = _TITLE.match(between)
    rest = between[about.end() :] if about else between
    if not re.sub(r"tiep tuc|viec", "", rest).strip():
        return True
    titled = about is not None and about[0].split()[-1:] in (["ve"], ["viec"], ["v/v"])
    return titled and rest[:1] not in ("“", '"') and not re.search(r"[;.“”\"]", rest)


def _inherited(layout: Layout, reference: Reference, earlier: list[Reference]) -> Relation:
    """The relation of an item without a trigger of its own: its list's head, or the item before that ended in `;`."""
    paragraphs = layout.paragraphs
    at = bisect_right(paragraphs, reference.span[0], key=lambda span: span[0]) - 1
    if not _ITEM_MARK.fullmatch(layout.folded, paragraphs[at][0], reference.span[0]):
        return Relation.CITES
    if (
        at
        and earlier
        and layout.view[paragraphs[at - 1][1] - 1] == ";"
        and earlier[-1].span[0] >= paragraphs[at - 1][0]
    ):
        return _firsthand(earlier, earlier[-1].evidence) or Relation.CITES
    for start, end in reversed(paragraphs[max(0, at - _LONGEST_LIST) : at]):
        if layout.view[end - 1] == ":":
            return Relation.BASIS if _LIST_HEAD.search(layout.folded, start, end) else Relation.CITES
    return Relation.CITES


def _firsthand(earlier: list[Reference], sentence: Span) -> Relation | None:
    """The relation in which the document itself stood last in this sentence."""
    said = takewhile(lambda reference: reference.evidence == sentence, reversed(earlier))
    return next((reference.relation for reference in said if reference.source is None), None)


# --- what is the same --------------------------------------------------------------------------------------------


def _resolve(references: list[Reference], cores: list[_Core]) -> tuple[Reference, ...]:
    """Point short forms at the last full mention that they can repeat."""
    resolved: list[Reference] = []
    full: dict[tuple[str | None, ...], int] = {}
    for index, (reference, core) in enumerate(zip(references, cores, strict=True)):
        same_as = full.get(_names(reference, core)[0]) if reference.date is None else None
        resolved.append(replace(reference, same_as=same_as))
        if same_as is None:
            full.update(dict.fromkeys(_names(reference, core), index))
    return tuple(resolved)


def _names(reference: Reference, core: _Core) -> list[tuple[str | None, ...]]:
    """What a mention can be called by, the exact name first: number, kind with serial, kind alone; or a law's name."""
    number, kind = reference.number, reference.kind
    if core.this or number is None:
        return [("this", kind)] if core.this else [("law", reference.name)]
    serial = ("serial", kind, symbol.key(number.serial))
    signed = number.canonical != number.serial
    return [("number", number.canonical), serial, ("this", kind)] if signed else [serial]
