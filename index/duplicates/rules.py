"""The rules: identity decides, text proposes.

No likeness of texts makes two numbers, dates or issuers one: next year's plan is more like this one than its own
re-scan is. Where noise may have made one identity of another, a person decides.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from ...pipeline.identity import same_number
from ...pipeline.model import Record, Reference, Relation
from ...pipeline.vietnamese import folded_words
from . import reasons
from .evidence import Evidence, Extent, gather
from .identity import Agreement
from .paper import Paper
from .verdict import Finding, Verdict

REISSUING = {Relation.CORRECTS: "được đính chính", Relation.REPLACES: "bị thay thế", Relation.REPEALS: "bị bãi bỏ"}
_APART = (Verdict.TEMPLATE_SIBLING, Verdict.NEW)
_ONE_SUBJECT, _WITHIN = 80, 85  # of 100, by the words of two titles; by those of the shorter one
_TELLING = 4  # words of a title
_NEAR = 200  # characters before a mention and after it
# A form or an annex of the other is replaced, and not the other: "thay thế Mẫu số 1 ban hành kèm theo Thông tư số …".
_ANNEX = re.compile(r"(?:[Mm]ẫu|[Pp]hụ lục|[Bb]iểu)(?: số)? [\dIVX][^.;]*?kèm theo\s+$")
_CONSOLIDATED = "VBHN"


def judge(here: Paper, there: Paper) -> Finding:
    """The verdict on two documents; `new` if they have nothing to do with each other."""
    if here.text == there.text and here.text.strip():
        return Finding(Verdict.SAME_FILE, 1.0, ("Nội dung văn bản trùng khớp hoàn toàn",))
    one, other = here.record, there.record
    found = gather(here, there)
    verdict, certainty = _verdict(found)
    if verdict in _APART and (stated := _reissue(here, other) or _reissue(there, one)):
        return Finding(Verdict.REISSUE, 0.95, (stated, *reasons.of(found, one, other)))
    if verdict is Verdict.NEW and (stated := _consolidation(one, other) or _consolidation(other, one)):
        return Finding(Verdict.TEMPLATE_SIBLING, 0.9, (stated, *reasons.of(found, one, other)))
    if verdict is Verdict.NEW:
        return Finding(verdict, certainty)
    return Finding(verdict, certainty, tuple(reasons.of(found, one, other)))


def _verdict(found: Evidence) -> tuple[Verdict, float]:
    if found.identity.same:
        return _of_one_identity(found)
    if Agreement.OTHER in found.identity.fields:
        return _of_others(found)
    return _of_open_identity(found)


def _of_one_identity(found: Evidence) -> tuple[Verdict, float]:
    """Number and date are the same: what else may there be?"""
    if not found.is_rendering or found.extent in (Extent.ALIKE, Extent.UNLIKE):
        return Verdict.REVIEW, 0.5
    if not found.is_clean and found.identity.issuer is not Agreement.SAME:
        return Verdict.REVIEW, 0.5
    if found.extent is Extent.PART:
        return Verdict.EXCERPT, 0.95
    return Verdict.SAME_DOCUMENT, 0.99 if found.is_clean else 0.95


def _of_others(found: Evidence) -> tuple[Verdict, float]:
    """At least one of number, date and issuer is another."""
    number, date, _ = found.identity.fields
    if found.extent is Extent.PART and Agreement.OTHER not in (number, date):  # a page may name others than its issuer
        return (Verdict.REVIEW, 0.5) if found.is_faithful or number is Agreement.SAME else _unlike(found)
    if found.extent in (Extent.WHOLE, Extent.PART) and found.is_faithful and not found.is_clean:
        return Verdict.REVIEW, 0.5
    if found.is_whole or found.is_alike:
        return Verdict.TEMPLATE_SIBLING, 0.95
    return _unlike(found)


def _of_open_identity(found: Evidence) -> tuple[Verdict, float]:
    """Something is not known, or may be misread."""
    if found.extent is Extent.UNLIKE:
        return _unlike(found)
    if not found.is_faithful or found.extent is Extent.ALIKE:
        unsure = (
            found.identity.number is Agreement.SAME
            or (found.extent is Extent.WHOLE and not found.is_clean)
            or (found.extent is Extent.PART and not found.figures)
        )
        return (Verdict.REVIEW, 0.5) if unsure else (Verdict.TEMPLATE_SIBLING, 0.7)
    if found.extent is Extent.PART:
        return Verdict.EXCERPT, 0.8
    sure = found.is_clean and found.is_entire and Agreement.HARMED not in found.identity.fields
    return (Verdict.SAME_DOCUMENT, 0.8) if sure else (Verdict.REVIEW, 0.5)


def _unlike(found: Evidence) -> tuple[Verdict, float]:
    return (Verdict.SAME_NUMBER, 0.9) if found.identity.number is Agreement.SAME else (Verdict.NEW, 0.9)


def _reissue(here: Paper, there: Record) -> str | None:
    """Where one says that it corrects or replaces the other as a whole, or repeals what has its own subject."""
    if there.number is None:
        return None
    number = same_number(there.number.canonical)
    for reference in here.record.references:
        if (
            reference.relation in REISSUING
            and reference.source is None
            and reference.number is not None
            and same_number(reference.number.canonical) == number
            and reference.provision is None
            and not _ANNEX.search(here.text, max(0, reference.span[0] - _NEAR), reference.span[0])
            and not (reference.date and there.date and reference.date != there.date.iso)
            and (reference.relation is not Relation.REPEALS or _succeeds(here, there, reference))
        ):
            return f"{there.number.canonical} là văn bản {REISSUING[reference.relation]} theo {_called(here.record)}"
    return None


def _consolidation(here: Record, there: Record) -> str | None:
    """Where one has the amendments of the other worked in (Ordinance 01/2012/UBTVQH13), or both those of a third: it
    bears the kind and title of what it is made of."""
    kinds = [record.kind.code if record.kind else None for record in (here, there)]
    if kinds[0] != _CONSOLIDATED or there.kind is None:
        return None
    title, other = (folded_words(record.title or "") for record in (here, there))
    of_one_kind = kinds[1] == _CONSOLIDATED or title.startswith(folded_words(there.kind.name))
    if not of_one_kind or not _are_of_one_subject(title, other):
        return None
    return f"{_called(here)} là văn bản hợp nhất cùng đối tượng với {_called(there)}"


def _called(record: Record) -> str:
    return record.number.canonical if record.number else "văn bản kia"


def _succeeds(here: Paper, there: Record, repealed: Reference) -> bool:
    """Is it about what the other is about, by its title or by what is told of it, or about that and more?"""
    end = repealed.span[1]
    told = repealed.title or re.split("[,;.]", here.text[end : end + _NEAR], maxsplit=1)[0]
    title, *others = (folded_words(text or "") for text in (here.record.title, there.title, told))
    return any(
        _are_of_one_subject(title, other)
        or (len(other.split()) >= _TELLING and fuzz.token_set_ratio(title, other) >= _WITHIN)
        for other in others
    )


def _are_of_one_subject(one: str, other: str) -> bool:
    return bool(one and other) and fuzz.token_sort_ratio(one, other) >= _ONE_SUBJECT
