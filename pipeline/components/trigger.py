"""The words that say what a sentence does to a document, and which of them governs a mention.

Words are data (`vocabulary/triggers.tsv`). `reach` there: `near` goes over function words, provisions and the object
that stands in the document ("sửa đổi Quy chế … ban hành kèm theo …"); `task` over its whole clause too if it opens it;
`clause` always; `opening` only so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..model import Relation, Span
from ..vietnamese import fold
from ..vocabulary import column, rows
from . import reach
from .damaged import Damaged
from .layout import Layout
from .lexicon import pattern, plain, whole

DONE_TO = (Relation.DETAILS, Relation.AMENDS, Relation.REPLACES, Relation.REPEALS, Relation.CORRECTS)
_HOLDS = ("ban hanh", "theo doi")  # right before a mention they say no more than that it is there
_SILENT = (*_HOLDS, "kem", "kem theo")

_NEAREST = 80  # characters before a mention in which a damaged word is looked for
_LONGEST_QUOTE = 400  # characters from a word in quotes to their end
_LONGEST_CLAUSE = 2_000
_OF_LAW = re.compile(r"(?<!\w)(?:bo\s+luat|luat|phap\s+lenh)\s+$")
_LONGEST_KIND = 24  # characters
_NOUN = pattern(r"\s*(?:tai|theo|boi|bang|trong|cua|kem|nay|so)(?!\w)")  # "hướng dẫn của …": no verb
_NOUN_LISTED = pattern(r"huong dan\s*[,;.)]")  # "chỉ đạo, hướng dẫn, quy định tại …"
_NO_GROUND = pattern(r"(?<!\w)(?:lam|co|du|khong|moi) $")  # "làm căn cứ"
_LATER = pattern(r"(?<!\w)(?:khi|sau|ngay|neu|chua|truong hop)(?!\w)")  # "sau khi nhận được" is no answer

_AND = pattern(r"[\s,]*(?:(?:va|hoac|hay) )?")
_LONGEST_CHAIN = 4  # words: "sửa đổi, bổ sung, thay thế, bãi bỏ"
_BY = pattern(r"(?<!\w)(?:boi|theo|tai|bang)(?!\w)")
_PASSIVE = pattern(r"(?:(?<!\w)(?:duoc|bi|da)|[(,]|noi dung)\s*$")
_LONGEST_BY = 120

_SET = pattern(
    r"(?<!\w)(?:quy dinh|neu|giao|phe duyet|ban hanh|cong bo|xac dinh|de ra|dat ra|huong dan|thong bao|chi dao|ghi"
    r"|phan cong)(?: cu the| ro| chi tiet| kem)?\s*$"
)
_STANDS = pattern(r"(?<!\w)quy dinh (?:cu the )?(?:tai|cua|trong)(?!\w)")
_ATTACHED = pattern(r"(?<!\w)(?:ban hanh )?kem\s*$")
_SOME = pattern(r"(?<!\w)(?:mot so )?(?:dieu|noi dung|quy dinh)(?!\w)")
_AT = re.compile(r"(?<!\w)(?:tai|cua|trong|theo)(?!\w)|\(")
_ENDS_OBJECT = re.compile(r"[;“”:]|\.(?!\d)")
_LONGEST_OBJECT = 200
_LONGEST_MEASURE = 70
_LONGEST_TAIL = 120  # characters from the preposition to the mention


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word (folded) in its place, what it says, and how far it reaches."""

    span: Span
    relation: Relation
    reach: str
    word: str


@lru_cache
def _words() -> tuple[re.Pattern[str], dict[str, tuple[Relation, str]]]:
    """Pattern of all trigger words, commas free, and what each means."""
    meanings = {_plain(fold(row["phrase"])): (Relation(row["relation"]), row["reach"]) for row in rows("triggers")}
    return re.compile(whole(column("triggers")).replace(",", ",?")), meanings


def _plain(words: str) -> str:
    return plain(words.replace(",", ""))


def find(layout: Layout, start: int, end: int) -> list[Trigger]:
    """Every trigger word between two places."""
    words, meanings = _words()
    found = [(match.span(), _plain(match[0])) for match in words.finditer(layout.folded, start, end)]
    rest = max(found[-1][0][1] if found else start, end - _NEAREST)
    found += [(span, _plain(phrase)) for span, phrase in _damaged().within(layout, rest, end)]
    told = (_unfolded(layout, span, word) for span, word in found)
    return [Trigger(span, *meanings[word], word) for span, word in told]


def _unfolded(layout: Layout, span: Span, word: str) -> tuple[Span, str]:
    """ "theo đối tượng" has no "theo dõi" in it, though without marks it seems so."""
    if word == "theo doi" and layout.exact[span[0] : span[1]].endswith("đối"):
        return (span[0], span[0] + len("theo")), "theo"
    return span, word


@lru_cache
def _damaged() -> Damaged:
    return Damaged(column("triggers"))


def governing(layout: Layout, from_: int, start: int, sentence: int) -> Trigger | None:
    """The last trigger between two places that reaches the mention at `start`; its sentence starts at `sentence`."""
    found = find(layout, from_, start)
    barred = False  # "chi … theo đặc thù của địa phương tại": what stands before "theo" does not reach over it
    for at in range(len(found) - 1, -1, -1):
        trigger = found[at]
        if is_verb(layout, trigger, from_, start):
            if _reaches(layout, trigger, start, sentence, barred):
                return _head(layout, found, at)
            barred = barred or trigger.relation in (Relation.FOLLOWS, Relation.BASIS)
        if trigger.word in _HOLDS and reach.steps_to(layout, trigger.span[1], start) == start:
            return trigger
    return None


def done_by(layout: Layout, from_: int, start: int) -> Relation | None:
    """What the mention at `start` does to another: "(được sửa đổi, bổ sung bởi Luật số …)"."""
    found = [trigger for trigger in find(layout, max(from_, start - _LONGEST_BY), start) if trigger.relation in DONE_TO]
    for at in range(len(found) - 1, -1, -1):
        end = found[at].span[1]
        by = _BY.search(layout.folded, end, start)
        if found[at].relation is Relation.DETAILS or by is None:
            continue
        if reach.steps_to(layout, end, by.start()) < by.start() or reach.steps_to(layout, by.end(), start) < start:
            continue
        head = _head(layout, found, at)
        first = head.span[0]
        if not layout.folded[from_:first].strip() or _PASSIVE.search(layout.folded, max(from_, first - 40), first):
            return head.relation
    return None


def is_verb(layout: Layout, trigger: Trigger, from_: int, start: int) -> bool:
    """Is the word said of a document: not in a title that has ended, no noun, not what a law of that name does?"""
    first, last = trigger.span
    if trigger.word in _SILENT or _is_quoted(layout, last, start):
        return False
    if trigger.word == "nhan duoc":
        return not _LATER.search(layout.folded, max(from_, first - 60), first)
    if trigger.relation is Relation.BASIS:
        return not _NO_GROUND.search(layout.folded, max(from_, first - 8), first)
    if trigger.relation not in DONE_TO:
        return True
    noun = _NOUN.match(layout.folded, last, start) or _NOUN_LISTED.match(layout.folded, first, start)
    return not (noun or _OF_LAW.search(layout.folded, max(from_, first - _LONGEST_KIND), first))


def _is_quoted(layout: Layout, position: int, start: int) -> bool:
    """Does a title in quotes, which was open at `position`, end before `start`?"""
    closing = layout.view.find("”", position, min(start, position + _LONGEST_QUOTE))
    return closing >= 0 and "“" not in layout.view[position:closing]


def _head(layout: Layout, found: list[Trigger], at: int) -> Trigger:
    """The first of "sửa đổi, bổ sung, bãi bỏ", or the "theo" right before a word of guidance: it says what is meant."""
    head = found[at]
    for left in reversed(found[max(0, at - _LONGEST_CHAIN) : at]):
        if not _AND.fullmatch(layout.folded, left.span[1], head.span[0]):
            break
        if left.relation is Relation.DETAILS and head.relation in DONE_TO[1:] and _touch(layout, left, head):
            break  # "Hướng dẫn sửa đổi Thông tư …"
        if left.relation is Relation.FOLLOWS or (left.relation in DONE_TO and head.relation in DONE_TO):
            head = left
    return head


def _touch(layout: Layout, left: Trigger, right: Trigger) -> bool:
    return not layout.folded[left.span[1] : right.span[0]].strip()


def _reaches(layout: Layout, trigger: Trigger, start: int, sentence: int, barred: bool) -> bool:
    """Does the word reach the mention at `start`? If `barred`, only one that opens its clause does."""
    end = trigger.span[1]
    position = reach.steps_to(layout, end, start)
    if position == start and trigger.reach != "opening":
        return True
    opens = trigger.reach == "clause" or reach.opens_clause(layout, trigger.span[0], sentence)
    if opens and trigger.reach != "near":
        far = start - end > _LONGEST_CLAUSE or not _is_next_item(layout, trigger, start)
        far = far or (trigger.reach == "task" and _merely_stands(layout, end, position, start))
        return not far and not reach.somebody_acts(layout, end, start)
    if barred:
        return False
    if trigger.reach == "task" and _names_another(layout, position, start):
        return True
    return trigger.reach != "opening" and _is_in_object(layout, trigger, position, start, opens)


def _merely_stands(layout: Layout, end: int, position: int, start: int) -> bool:
    """ "thực hiện biện pháp bảo đảm … đáp ứng quy định tại Điều 53 Luật …" says where something stands."""
    if reach.objects().search(layout.folded, end, position):
        return False
    told = _STANDS.finditer(layout.folded, max(position, start - _LONGEST_TAIL), start)
    return any(reach.steps_to(layout, place.end(), start) == start for place in told)


def _is_next_item(layout: Layout, trigger: Trigger, start: int) -> bool:
    """Over a `;` a ground goes on only as a list does."""
    item = layout.folded.rfind(";", trigger.span[1], start)
    return item < 0 or trigger.relation in DONE_TO or reach.listed(layout, item, start)


def _names_another(layout: Layout, position: int, start: int) -> bool:
    """ "thực hiện Nghị quyết Đại hội …, Kết luận số …": the mention comes after a paper without a number."""
    named = reach.document().match(layout.folded, position, start) and reach.listed(layout, position, start)
    return bool(named) and not reach.somebody_acts(layout, position, start)


def _is_in_object(layout: Layout, trigger: Trigger, position: int, start: int, opens: bool) -> bool:
    """Does the mention end what the word is done to: "nhiệm vụ … giao tại", "Quy chế … ban hành kèm theo"?"""
    if start - position > _LONGEST_OBJECT or _ENDS_OBJECT.search(layout.folded, position, start):
        return trigger.relation in DONE_TO and _some(layout, trigger, start)
    places = _AT.finditer(layout.folded, max(position, start - _LONGEST_TAIL), start)
    place = next((place for place in places if reach.steps_to(layout, place.end(), start) == start), None)
    if place is None:
        return False
    named = reach.objects().search(layout.folded, trigger.span[1], position) is not None
    window = max(position, place.start() - 30)
    put = _SET.search(layout.folded, window, place.start()) is not None
    if trigger.relation not in DONE_TO:
        measure = "," not in layout.folded[position:start] and start - position <= _LONGEST_MEASURE
        return named or (trigger.relation is Relation.FOLLOWS and (put or measure))  # "theo đơn giá … của"
    attached = named and _ATTACHED.search(layout.folded, window, place.start()) is not None
    details = opens and trigger.relation is Relation.DETAILS and not reach.document().match(layout.folded, position)
    whole_object = named and (put or (opens and place[0] in ("tai", "cua")))  # "Bãi bỏ các quy định về … tại"
    return attached or whole_object or _some(layout, trigger, start) or (put and details)


def _some(layout: Layout, trigger: Trigger, start: int) -> bool:
    """ "Sửa đổi, bổ sng một số điều của": a slip of the typist does not hide what is changed."""
    some = _SOME.search(layout.folded, trigger.span[1], min(start, trigger.span[1] + 24))
    return some is not None and reach.steps_to(layout, some.start(), start) == start
