"""What a sentence says of the documents it names: the trigger words, and whose they are.

The last trigger word before a mention that reaches it governs it, unless that word belongs to what another cited
document is about; then the mention is second-hand, and that other document is its `source`. The next of a list has what
is said of the one before it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ..model import Reference, Relation, Span
from ..vietnamese import fold
from ..vocabulary import column, kind_names, rows
from . import body
from .damaged import Damaged
from .layout import Layout
from .lexicon import alternatives, pattern, plain, whole

TITLE = re.compile(r"[\s,]*(?:\([^)\n]{1,30}\)\s*)?(?:khoa\s+[ivx\d]+\s*)?(?:v/v|ve(?:\s+viec)?(?!\w))?\s*")
_ABOUT = ("ve", "viec", "v/v")
_TITLE_BORDER = re.compile(r"[;“”()]|,\s+")
_QUOTE_CLOSES = re.compile(r"[^“”]*”")

_DONE_TO = (Relation.DETAILS, Relation.AMENDS, Relation.REPLACES, Relation.REPEALS, Relation.CORRECTS)
_OF_LIST = (Relation.BASIS, Relation.IMPLEMENTS)  # said once of a whole list, whatever stands between its items
_LONGEST_KIND = 24  # characters
_NEAREST = 80  # characters before a mention in which a damaged trigger is looked for
_OF_LAW = re.compile(r"(?<!\w)(?:bo\s+luat|luat|phap\s+lenh)\s+$")
_NOUN = pattern(r"\s*(?:tai|theo|boi|bang|trong|cua|kem|nay|so)(?!\w)")  # "hướng dẫn của …": no verb
_NOUN_LISTED = pattern(r"huong dan\s*[,;.)]")  # "chỉ đạo, hướng dẫn, quy định tại …"
_NO_GROUND = pattern(r"(?<!\w)(?:lam|co|du|khong|moi) $")  # "làm căn cứ"
_AND = pattern(r"[\s,]*(?:(?:va|hoac|hay) )?")
_PASSIVE = pattern(r"(?:(?<!\w)(?:duoc|bi|da)|[(,]|noi dung)\s*(?:bo tai chinh |chinh phu )?$")
_BY = pattern(r"(?<!\w)(?:boi|theo|tai|bang)(?!\w)")
_NAMED = pattern(r"(?:goi|viet)(?: tat| chung)* la:?\s*[“\"]?$")

_IDS = r"(?:\d{1,4}(?:\.\d{1,3})*[a-z]?|[a-z](?:\.\d{1,3})*|[ivxlc]{1,6})(?!\w)"
_PROVISION = (
    r"(?:cac )?(?:tiet|diem|khoan|dieu|muc|tieu muc|chuong|phan|phu luc|mau|mau so|bieu|bieu so)"
    rf"(?: {_IDS}(?:(?:\s*[,;]\s*|\s+(?:va|hoac|den)\s+){_IDS})*)"
)
_AMENDING_LAW = r"(?:bo )?luat sua doi(?:, bo sung)? mot so dieu cua(?: cac luat:?)?"
_SET = pattern(
    r"(?<!\w)(?:quy dinh|neu|giao|phe duyet|ban hanh|cong bo|xac dinh|de ra|dat ra|huong dan|thong bao|chi dao|ghi"
    r"|phan cong)(?: cu the| ro| chi tiet| kem)?\s*$"
)
_ATTACHED = pattern(r"(?<!\w)(?:ban hanh )?kem\s*$")
_SOME = pattern(r"(?<!\w)(?:mot so )?(?:dieu|noi dung|quy dinh)(?!\w)")
_AT = re.compile(r"(?<!\w)(?:tai|cua|trong|theo|\()(?!\w)")
_LONGEST_TAIL = 120  # characters from the preposition to the mention
_LONGEST_OBJECT = 200
_OPENERS = pattern(
    r"\s*(?:[-+•●○▪*,(“\"]|(?:\d+|[a-z]|[ivx]+)[.)]|(?:dieu|buoc) \d+[.:]"
    r"|(?:de|nham|tiep tuc|to chuc|tap trung|viec|ve|v/v|trong qua trinh|khan truong|kip thoi|day manh|nghiem tuc"
    r"|chu dong|tich cuc|thuong xuyen|pho bien|tuyen truyen|hoc tap|quan triet|trien khai|thuc hien|va|ket qua|ke hoach"
    r"|chuong trinh|tren day la|de nghi|yeu cau|tai)(?!\w))"
)
_LONGEST_OPENING = 120
_COMMA = re.compile(r",\s+")
_ACTS = pattern(r"\s+(?!(?:tai|ve|va|so|ngay|khoa|cung)(?!\w))[a-z]")
_MOST_COMMAS = 12
_SEPARATOR = re.compile(r"[,;]|(?<!\w)(?:va|hoac|cung)(?!\w)")

_LONGEST_CHAIN = 8
_ITEM_AHEAD = re.compile(r"\s*(?:[^,;.:]{0,60}\s)?(?:(?:cua|tai)\s[^,;.:]{1,80}\s(?:tai|so)|so)\s*:?\s*")
_ITEM = re.compile(r"[\W\d]*(?:[a-z][.)])?\s*")
_LONGEST_LIST = 60  # items back to the head of a list
_DOCUMENTS = rf"(?:van ban|can cu|co so phap ly|{alternatives(kind_names())}|luat)"
_HEAD = pattern(rf"(?<!\w){_DOCUMENTS}(?!\w)[^;]{{0,80}}$")
_GROUNDS = pattern(r"[\W\d]*(?:[ivx]+[.)] )?(?:cac |nhung )?(?:can cu|co so)(?! vao)(?: phap ly)?[^.;]{0,60}[:.]?$")
_THIS = rf"(?:{alternatives(kind_names())}|luat) nay(?!\w)"
_EXPIRES = pattern(r"(?<!\w)(?:het|cham dut) hieu luc|(?<!\w)(?:bi|duoc) bai bo(?!\w)|khong con hieu luc")
_FROM_THIS = pattern(rf"(?<!\w){_THIS}(?: co)? hieu luc|hieu luc[^.;]{{0,30}} {_THIS}")


@dataclass(frozen=True, slots=True)
class _Trigger:
    span: Span
    relation: Relation
    reach: str
    word: str


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of a mention, by which document; `own` is what the document itself said last in the sentence."""

    relation: Relation
    source: str | None
    own: Relation | None


@lru_cache
def _trigger_words() -> tuple[re.Pattern[str], dict[str, tuple[Relation, str]]]:
    """Pattern of all trigger words, commas free, and what each means."""
    meanings = {_plain(fold(row["phrase"])): (Relation(row["relation"]), row["reach"]) for row in rows("triggers")}
    return re.compile(whole(column("triggers")).replace(",", ",?")), meanings


def _plain(words: str) -> str:
    return plain(words.replace(",", ""))


@lru_cache
def _steps() -> re.Pattern[str]:
    """One step from a trigger word to its mention: a function word, a provision, a noun such as "quy định"."""
    words = alternatives(column("links"))
    more = rf"{_PROVISION}|{_THIS}|{_AMENDING_LAW}|\d+ (?:dieu|khoan|van ban)|(?:dieu|khoan)(?!\w)"
    return pattern(rf"(?:\s+|,|{more}|(?:{words})(?!\w))")


@lru_cache
def _objects() -> re.Pattern[str]:
    return re.compile(whole(row["phrase"] for row in rows("links") if row["part"] == "object"))


@lru_cache
def _title_verbs() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives((*column('title_verbs'), *column('triggers')))})(?!\w)")


@lru_cache
def verb_of_title() -> re.Pattern[str]:
    """Where a title goes on after the name of a body; names have no such words in them."""
    verbs = alternatives((*column("title_verbs"), *column("triggers"), "về"))
    return re.compile(rf"\s+(?:(?:{verbs})(?!\w)|va(?:\s+(?:{alternatives(kind_names())})\s|\s*$))")


def opens_title(layout: Layout, position: int) -> bool:
    """Does a verb that opens a title stand here?"""
    return _title_verbs().match(layout.folded, position) is not None


def _triggers(layout: Layout, start: int, end: int) -> list[_Trigger]:
    words, meanings = _trigger_words()
    found = [(match.span(), _plain(match[0])) for match in words.finditer(layout.folded, start, end)]
    rest = max(found[-1][0][1] if found else start, end - _NEAREST)
    found += [(span, _plain(phrase)) for span, phrase in _damaged_triggers().within(layout, rest, end)]
    return [_Trigger(span, *meanings[word], word) for span, word in found]


@lru_cache
def _damaged_triggers() -> Damaged:
    return Damaged(column("triggers"))


def relate(layout: Layout, references: list[Reference]) -> list[Reference]:
    """Give each mention its relation, and its source where another cited document is the one that speaks."""
    said: list[_Said] = []
    for index in range(len(references)):
        said.append(_said(layout, references, said, index))
    related = [
        replace(reference, relation=one.relation, source=one.source)
        for reference, one in zip(references, said, strict=True)
    ]
    return _expired(layout, related)


def _said(layout: Layout, references: list[Reference], said: list[_Said], index: int) -> _Said:
    reference = references[index]
    start = reference.span[0]
    if index == 0 or references[index - 1].evidence != reference.evidence:
        return _first(layout, references, said, index)
    before, last = references[index - 1], said[index - 1]
    from_ = before.span[1]
    if _NAMED.search(layout.folded, max(from_, start - 40), start):
        return _renamed(references, said, index)
    if relation := _done_by(layout, from_, start):
        return _Said(relation, None, last.own)
    title, title_end = _title(layout, before, start)
    if title is not None and title_end == start:
        return _in_title(layout, references, said, index)
    trigger = _governing(layout, title_end, start, reference.evidence[0])
    if trigger:
        return _Said(trigger.relation, None, trigger.relation)
    return _next(layout, references, said, title_end, index)


def _first(layout: Layout, references: list[Reference], said: list[_Said], index: int) -> _Said:
    """What is said of the first mention of a sentence."""
    reference = references[index]
    from_, start = reference.evidence[0], reference.span[0]
    if relation := _done_by(layout, from_, start):
        return _Said(relation, None, None)
    trigger = _governing(layout, from_, start, from_)
    relation = trigger.relation if trigger else _inherited(layout, references, said, index)
    return _Said(relation, None, relation)


def _renamed(references: list[Reference], said: list[_Said], index: int) -> _Said:
    """ "(sau đây gọi là Nghị định số 5)" says again what was said of that decree."""
    name = references[index].number
    for earlier in range(index - 1, max(-1, index - 8), -1):
        other = references[earlier].number
        if other and name and other.canonical == name.canonical:
            return replace(said[earlier], own=said[index - 1].own)
    return _Said(Relation.CITES, None, said[index - 1].own)


def _in_title(layout: Layout, references: list[Reference], said: list[_Said], index: int) -> _Said:
    """What is said of a mention in the title of the one before it: that one speaks, or a list goes on."""
    before, last, start = references[index - 1], said[index - 1], references[index].span[0]
    source = before.number.canonical if before.number else None
    trigger = _governing(layout, before.span[1], start, before.span[1])
    if trigger:
        return _Said(trigger.relation, source, last.own if source else trigger.relation)
    if _listed(layout, before.span[1], start):
        return _with_its_like(references, said, index)
    return _Said(Relation.CITES, source, last.own)


def _next(layout: Layout, references: list[Reference], said: list[_Said], from_: int, index: int) -> _Said:
    """What is said of a mention without a trigger of its own: the same as of the one before, if a list goes on."""
    last, start = said[index - 1], references[index].span[0]
    gap = layout.folded[from_:start]
    if ";" in gap or gap.count(")") > gap.count("("):
        again = last.own is not None and (last.own in _OF_LIST or _listed(layout, from_, start))
        relation = last.own if again and last.own else Relation.CITES
        return _Said(relation, None, last.own)
    if _listed(layout, from_, start):
        return _with_its_like(references, said, index)
    return _Said(Relation.CITES, None, last.own)


def _with_its_like(references: list[Reference], said: list[_Said], index: int) -> _Said:
    """What was said of the mention that the next of a list goes with: the last one, or the one of its kind before it.

    In "Nghị định A quy định chi tiết Luật B và Nghị định C" decree C stands beside decree A.
    """
    at = index - 1
    while not _alike(references[at], references[index]) and said[at].source is not None:
        earlier = range(at - 1, max(-1, at - _LONGEST_CHAIN), -1)
        speakers = (k for k in earlier if (of := references[k].number) and of.canonical == said[at].source)
        at = next(speakers, -1)
        if at < 0:
            break
    if at >= 0 and _alike(references[at], references[index]):
        return replace(said[at], own=said[index - 1].own)
    return said[index - 1]


def _alike(left: Reference, right: Reference) -> bool:
    return left.kind == right.kind and (left.date is None) == (right.date is None)


def _governing(layout: Layout, from_: int, start: int, opening: int) -> _Trigger | None:
    """The last trigger between two places that reaches the mention at `start`; a clause opens at `opening`."""
    found = _triggers(layout, from_, start)
    for at in range(len(found) - 1, -1, -1):
        trigger = found[at]
        if _is_verb(layout, trigger, from_, start) and _reaches(layout, trigger, start, opening):
            return _head(layout, found, at)
        if trigger.word in ("ban hanh", "nhan duoc", "theo doi") and _steps_to(layout, trigger.span[1], start) == start:
            return trigger
    return None


def _is_verb(layout: Layout, trigger: _Trigger, from_: int, start: int) -> bool:
    """Is the word said of a document: not in a title that has ended, no noun, not what a law of that name does?"""
    first, last = trigger.span
    if _QUOTE_CLOSES.match(layout.view, last, start) or trigger.word in ("ban hanh", "kem", "kem theo"):
        return False
    if trigger.relation is Relation.BASIS:
        return not _NO_GROUND.search(layout.folded, max(from_, first - 8), first)
    if trigger.relation not in _DONE_TO:
        return True
    window = max(from_, first - _LONGEST_KIND)
    noun = _NOUN.match(layout.folded, last, start) or _NOUN_LISTED.match(layout.folded, first, start)
    return not (noun or _OF_LAW.search(layout.folded, window, first))


def _head(layout: Layout, found: list[_Trigger], at: int) -> _Trigger:
    """The first of "sửa đổi, bổ sung, bãi bỏ", or the "theo" right before a word of guidance: it says what is meant."""
    head = found[at]
    for left in reversed(found[max(0, at - 4) : at]):
        if not _AND.fullmatch(layout.folded, left.span[1], head.span[0]):
            break
        if left.relation is Relation.FOLLOWS or (left.relation in _DONE_TO and head.relation in _DONE_TO):
            head = left
    return head


def _reaches(layout: Layout, trigger: _Trigger, start: int, opening: int) -> bool:
    """Does the word reach the mention at `start`: over function words, over what it is done to, or the whole clause?"""
    position = _steps_to(layout, trigger.span[1], start)
    if position == start:
        return True
    opens = trigger.reach == "clause" or _opens(layout, trigger.span[0], opening)
    if opens and trigger.reach != "near":
        return not _somebody_acts(layout, trigger.span[1], start)
    return trigger.reach != "opening" and _is_done_to(layout, trigger, position, start, opens)


def _steps_to(layout: Layout, position: int, limit: int) -> int:
    """How far function words, provisions and nouns of contents go on from `position`."""
    while position < limit and (step := _steps().match(layout.folded, position, limit)):
        position = step.end()
    return position


def _is_done_to(layout: Layout, trigger: _Trigger, position: int, start: int, opens: bool) -> bool:
    """Is the mention where the object of the word stands: "nhiệm vụ … giao tại", "Quy chế … ban hành kèm theo"?"""
    if start - position > _LONGEST_OBJECT or re.search(r"[;.“”](?!\d)|:", layout.folded[position:start]):
        return False
    for place in _AT.finditer(layout.folded, max(position, start - _LONGEST_TAIL), start):
        if _steps_to(layout, place.end(), start) == start:
            break
    else:
        return False
    named = _objects().search(layout.folded, trigger.span[1], position) is not None
    window = max(position, place.start() - 30)
    put = _SET.search(layout.folded, window, place.start()) is not None
    if trigger.relation in _DONE_TO:
        attached = named and _ATTACHED.search(layout.folded, window, place.start())
        return bool(attached or _some(layout, trigger, start) or (put and (named or (opens and _guides(trigger)))))
    return named or put


def _guides(trigger: _Trigger) -> bool:
    return trigger.relation is Relation.DETAILS


def _some(layout: Layout, trigger: _Trigger, start: int) -> bool:
    """ "Sửa đổi, bổ snug một số điều của": a slip of the typist does not hide what is changed."""
    some = _SOME.search(layout.folded, trigger.span[1], min(start, trigger.span[1] + 24))
    return some is not None and _steps_to(layout, some.start(), start) == start


def _opens(layout: Layout, position: int, opening: int) -> bool:
    """Does the word open its sentence or clause?"""
    window = max(opening, position - _LONGEST_OPENING)
    borders = [window] if window == opening else []
    borders += [border.end() for border in re.finditer(r"[,;:]", layout.folded[window:position])]
    for border in borders[-3:]:
        at = border if border == window else window + border
        while at < position and (step := _OPENERS.match(layout.folded, at, position)):
            at = step.end()
        if not layout.folded[at:position].strip():
            return True
    return False


def _somebody_acts(layout: Layout, start: int, end: int) -> bool:
    """Does a main clause begin between two places: ", Bộ Y tế đã gửi …"?"""
    for count, comma in enumerate(_COMMA.finditer(layout.folded, start, end)):
        name_end = body.end_of(layout, comma.end(), end) if count < _MOST_COMMAS else None
        if name_end and _ACTS.match(layout.folded, name_end, end):
            return True
    return False


def _done_by(layout: Layout, from_: int, start: int) -> Relation | None:
    """What this mention does to another: "(được sửa đổi, bổ sung bởi Luật số …)"."""
    window = max(from_, start - _LONGEST_TAIL)
    found = [trigger for trigger in _triggers(layout, window, start) if trigger.relation in _DONE_TO]
    for at in range(len(found) - 1, -1, -1):
        by = _BY.search(layout.folded, found[at].span[1], start)
        if found[at].relation is Relation.DETAILS or not by:
            continue
        if _steps_to(layout, found[at].span[1], by.start()) < by.start() or _steps_to(layout, by.end(), start) < start:
            continue
        first = _head(layout, found, at).span[0]
        if not layout.folded[from_:first].strip() or _PASSIVE.search(layout.folded, max(from_, first - 40), first):
            return _head(layout, found, at).relation
    return None


def _title(layout: Layout, before: Reference, limit: int) -> tuple[int | None, int]:
    """Where the title of a mention starts and ends before `limit`; without one None, and where the mention ends."""
    end = before.span[1]
    lead = TITLE.match(layout.folded, end, limit)
    start = lead.end() if lead else end
    words = lead[0].split() if lead else []
    if layout.view[start : start + 1] in ("“", '"'):
        closing = layout.view.find("”" if layout.view[start] == "“" else '"', start + 1, limit)
        return start, limit if closing < 0 else closing + 1
    comma = "," in layout.folded[end:start]
    if words[-1:] not in ([word] for word in _ABOUT) and (
        comma or not _title_verbs().match(layout.folded, start, limit)
    ):
        return None, end
    return start, next(_title_borders(layout, start, limit), limit)


def _title_borders(layout: Layout, start: int, limit: int) -> Iterator[int]:
    """Where an unquoted title that starts at `start` ends: at `;`, a bracket of its sentence, or who acts."""
    depth = 0
    for count, border in enumerate(_TITLE_BORDER.finditer(layout.view, start, limit)):
        sign = border[0]
        depth += (sign == "(") - (sign == ")")
        if sign == ";" or depth < 0:
            yield border.start()
        if sign.startswith(",") and count < _MOST_COMMAS:
            name_end = body.end_of(layout, border.end(), limit)
            if name_end and _ACTS.match(layout.folded, name_end, limit):
                yield border.start()


def _listed(layout: Layout, from_: int, start: int) -> bool:
    """Is the mention at `start` the next one of a list: nothing but function words after a comma or "và"?"""
    separators = list(_SEPARATOR.finditer(layout.folded, max(from_, start - _LONGEST_TAIL), start))
    if not layout.folded[from_:start].strip():
        return True
    return any(_item_at(layout, separator.end(), start) for separator in separators[-6:])


def _item_at(layout: Layout, position: int, start: int) -> bool:
    """`khoản 2 Điều 5 `, `ý kiến của … tại `: what may stand before a mention in its item of a list."""
    if _steps_to(layout, position, start) == start:
        return True
    return _ITEM_AHEAD.fullmatch(layout.folded, position, start) is not None


def _inherited(layout: Layout, references: list[Reference], said: list[_Said], index: int) -> Relation:
    """The relation of an item without a trigger of its own: its list's head, or the item before that ended in `;`."""
    paragraphs, start = layout.paragraphs, references[index].span[0]
    at = bisect_right(paragraphs, start, key=lambda span: span[0]) - 1
    item = _ITEM.match(layout.folded, paragraphs[at][0], start)
    if item is None or _steps_to(layout, item.end(), start) < start:
        return Relation.CITES
    goes_on = at > 0 and layout.view[paragraphs[at - 1][1] - 1] in ";,"
    if goes_on and index and references[index - 1].span[0] >= paragraphs[at - 1][0]:
        return said[index - 1].own or Relation.CITES
    return _of_head(layout, at)


def _of_head(layout: Layout, at: int) -> Relation:
    """The relation that the head of a list gives to the item that is paragraph `at`."""
    paragraphs = layout.paragraphs
    for start, end in reversed(paragraphs[max(0, at - _LONGEST_LIST) : at]):
        if _GROUNDS.match(layout.folded, start, min(end, start + 120)):
            return Relation.BASIS
        if layout.view[end - 1] == ":":
            sentence = layout.sentence_at(end - 1)[0]
            trigger = _governing_head(layout, max(sentence, end - 300), end)
            return trigger.relation if trigger else Relation.CITES
        if re.match(r"dieu \d|[ivx]+\. ", layout.folded[start : start + 12]):
            break
    return Relation.CITES


def _governing_head(layout: Layout, start: int, end: int) -> _Trigger | None:
    """The word in the head of a list that is said of the documents it announces."""
    for trigger in reversed(_triggers(layout, start, end)):
        if trigger.relation is Relation.CITES or not _is_verb(layout, trigger, start, end):
            continue
        return trigger if _HEAD.search(layout.folded, trigger.span[0], end) else None
    return None


def _expired(layout: Layout, references: list[Reference]) -> list[Reference]:
    """ "Quyết định số … hết hiệu lực kể từ ngày Quyết định này có hiệu lực" repeals: the verb comes last."""
    changed = list(references)
    sentence, expires = (0, 0), 0
    for index, reference in enumerate(references):
        if reference.evidence != sentence:
            sentence = reference.evidence
            verb = _EXPIRES.search(layout.folded, *sentence)
            expires = verb.start() if verb and _FROM_THIS.search(layout.folded, *sentence) else 0
        if reference.relation is Relation.CITES and reference.source is None and reference.span[1] <= expires:
            changed[index] = replace(reference, relation=Relation.REPEALS)
    return changed
