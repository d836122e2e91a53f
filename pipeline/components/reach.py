"""What may stand between a word and the mention it is said of, and where clauses, titles and lists begin."""

from __future__ import annotations

import re
from functools import lru_cache

from ..model import Span
from ..vietnamese import fold
from ..vocabulary import column, kind_names, rows
from . import body
from .layout import Layout
from .lexicon import alternatives, pattern, whole

_LAWS = ("luật", "bộ luật", "pháp lệnh")
_IDS = r"(?:\d{1,4}(?:\.\d{1,3})*[a-z]?|[a-z](?:\.\d{1,3})*|[ivxlc]{1,6})(?!\w)"
_PROVISION = (
    r"(?:tiet|diem|khoan|dieu|muc|tieu muc|chuong|phan|phu luc|mau|mau so|bieu|bieu so)"
    rf" {_IDS}(?:(?:\s*[,;]\s*|\s+(?:va|hoac|den)\s+){_IDS})*"
)
_NEXT_PROVISION = rf";\s+(?:(?:va|cac)\s+)?(?={_PROVISION})"  # "khoản 1 Điều 2; điểm a khoản 3 Điều 4"
_AMENDING_LAW = r"(?:bo )?luat sua doi(?:, bo sung)? mot so dieu cua(?: cac luat:?)?"
_LONGEST = 600  # characters from a word to its mention, if not the whole clause is its

_OPENERS = pattern(
    r"\s*(?:[-+•●○▪*,(“\"]|(?:\d+|[a-z]|[ivx]+)[.)]|(?:dieu|buoc) \d+[.:]"
    r"|(?:de|nham|tiep tuc|to chuc|tap trung|ve viec|ve|v/v|trong qua trinh|khan truong|kip thoi|day manh|nghiem tuc"
    r"|chu dong|tich cuc|thuong xuyen|pho bien|tuyen truyen|hoc tap|quan triet|trien khai|thuc hien|va|ket qua|ke hoach"
    r"|chuong trinh|tren day la|de nghi|yeu cau|tai)(?!\w))"
)
_LONGEST_OPENING = 120
_BORDER = re.compile(r"[,;:]")
_COMMA = re.compile(r",\s+")
_ACTS = pattern(r"\s*(?!(?:tai|ve|va|so|ngay|khoa|cung)(?!\w))[a-z(]")
_MOST_COMMAS = 12

TITLE = re.compile(r"[\s,]*(?:\([^)\n]{1,30}\)\s*)?(?:khoa\s+[ivx\d]+\s*)?(?:v/v|ve(?:\s+viec)?(?!\w))?\s*")
_ABOUT = ("ve", "viec", "v/v")
_TITLE_BORDER = pattern(r"[;()]|,\s+| tai (?=(?:to trinh|cong van|van ban|bao cao|thong bao|cong dien)(?: so)? )")

_SEPARATOR = re.compile(r"[,;]|(?<!\w)(?:va|hoac|cung)(?!\w)")
_LONGEST_ITEM = 120
_ITEM_AHEAD = re.compile(r"\s*(?:[^,;.:]{0,60}\s)?(?:(?:cua|tai)\s[^,;.:]{1,80}\s(?:tai|so)|so)\s*:?\s*")


@lru_cache
def document() -> re.Pattern[str]:
    """The word for a document: a kind, or a law."""
    return re.compile(rf"(?:{alternatives((*_LAWS, *kind_names()))})(?!\w)")


@lru_cache
def paper() -> re.Pattern[str]:
    """The word for a document that is no law."""
    return re.compile(whole(name for name in kind_names() if fold(name) not in map(fold, _LAWS)))


@lru_cache
def this() -> str:
    """`Quyết định này`, as part of a pattern."""
    return rf"(?:{alternatives((*_LAWS, *kind_names()))})\s+nay(?!\w)"


@lru_cache
def objects() -> re.Pattern[str]:
    """Nouns for what documents hold: `nhiệm vụ`, `quy chế`."""
    return re.compile(whole(row["phrase"] for row in rows("links") if row["part"] == "object"))


@lru_cache
def _steps() -> re.Pattern[str]:
    words = alternatives(column("links"))
    parts = r"(?:\d+|mot) (?:dieu|khoan|diem|muc|van ban)(?!\w)|(?:dieu|khoan|diem|muc|chuong|phu luc)(?!\w)"
    more = rf"{_PROVISION}|{this()}|{_AMENDING_LAW}|{parts}"
    return pattern(rf"(?:\s+|,|{_NEXT_PROVISION}|\([^()\n]{{1,60}}\)|{more}|(?:{words})(?!\w))")


@lru_cache
def _shared_head() -> re.Pattern[str]:
    """`Nghị định của Chính phủ: số`, `văn bản sau:` before the first of several numbers or names."""
    heads = rf"(?:{alternatives(('văn bản', *_LAWS, *kind_names()))}|qd|nd|nq|tt|cv)"
    return pattern(rf"(?:{heads})?(?: cua [^,;.:]{{1,80}}| sau(?: day)?| gom)?\s*(?::\s*)?(?:so\s*:?\s*)?")


def steps_to(layout: Layout, position: int, limit: int) -> int:
    """How far function words, provisions and nouns of contents go on from `position`: at most to `limit`."""
    if limit - position > _LONGEST:
        return position
    while position < limit and (step := _steps().match(layout.folded, position, limit)):
        position = step.end()
    if position < limit and _shared_head().fullmatch(layout.folded, position, limit):
        return limit
    return position


def opens_clause(layout: Layout, position: int, start: int) -> bool:
    """Does the word at `position` open the sentence that starts at `start`, or a clause of it?"""
    window = max(start, position - _LONGEST_OPENING)
    borders = [window] if window == start else []
    borders += [border.end() for border in _BORDER.finditer(layout.folded, window, position)]
    return any(_openers_to(layout, border, position) for border in borders[-3:])


def _openers_to(layout: Layout, position: int, limit: int) -> bool:
    """Does nothing but what leads to the verb stand there: "Để tiếp tục …"?"""
    while position < limit and (step := _OPENERS.match(layout.folded, position, limit)):
        position = step.end()
    return not layout.folded[position:limit].strip()


def somebody_acts(layout: Layout, start: int, end: int) -> bool:
    """Does a main clause begin between two places: ", Bộ Y tế đã gửi …"?"""
    for count, comma in enumerate(_COMMA.finditer(layout.folded, start, end)):
        if count == _MOST_COMMAS:
            break
        if _is_actor(layout, comma.end(), end):
            return True
    return False


def _is_actor(layout: Layout, position: int, limit: int) -> bool:
    """Does the name of a body stand here that does something, not one that is named in passing?"""
    end = body.end_of(layout, position, limit)
    return end is not None and _ACTS.match(layout.folded, end, limit) is not None


@lru_cache
def _title_verbs() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives((*column('title_verbs'), *column('triggers')))})(?!\w)")


@lru_cache
def verb_after_body() -> re.Pattern[str]:
    """Where a title in capitals goes on after the name of a body; names have no such words in them."""
    verbs = alternatives((*column("title_verbs"), *column("triggers"), "về"))
    return re.compile(rf"\s+(?:(?:{verbs})(?!\w)|va(?:\s+(?:{alternatives(kind_names())})\s|\s*$))")


def opens_title(layout: Layout, position: int) -> bool:
    """Does a verb stand here that opens a title without "về"?"""
    return _title_verbs().match(layout.folded, position) is not None


def title_after(layout: Layout, end: int, limit: int) -> Span | None:
    """The title of a mention that ends at `end`, quoted or not, as far as it goes before `limit`."""
    lead = TITLE.match(layout.folded, end, limit)
    start = lead.end() if lead else end
    if layout.view[start : start + 1] in ("“", '"'):
        closing = layout.view.find("”" if layout.view[start] == "“" else '"', start + 1, limit)
        return start, limit if closing < 0 else closing + 1
    about = lead is not None and lead[0].split()[-1:] in ([word] for word in _ABOUT)
    if about or ("," not in layout.folded[end:start] and opens_title(layout, start)):
        return start, _unquoted_end(layout, start, limit)
    return None


def _unquoted_end(layout: Layout, start: int, limit: int) -> int:
    """Where a title without quotes ends: at `;`, a bracket that was open before it, or where somebody acts."""
    depth = commas = 0
    for border in _TITLE_BORDER.finditer(layout.folded, start, limit):
        sign = border[0][0]
        depth += (sign == "(") - (sign == ")")
        commas += sign == ","
        acts = sign == "," and commas <= _MOST_COMMAS and _is_actor(layout, border.end(), limit)
        if sign == ";" or sign.isspace() or depth < 0 or acts:
            return border.start()
    return limit


def listed(layout: Layout, from_: int, start: int) -> bool:
    """Is the mention at `start` the next of a list: hardly anything after a comma or "và"?"""
    if not layout.folded[from_:start].strip():
        return True
    separators = list(_SEPARATOR.finditer(layout.folded, max(from_, start - _LONGEST_ITEM), start))
    return any(
        steps_to(layout, separator.end(), start) == start
        or _ITEM_AHEAD.fullmatch(layout.folded, separator.end(), start)  # "ý kiến của … tại", "Báo cáo thẩm tra số"
        for separator in separators[-6:]
    )
