"""The rules: identity decides, text proposes.

No likeness of texts makes two numbers, dates or issuers one: next year's plan is more like this one than its own
re-scan is. Where noise may have made one identity of another, a person decides.
"""

from __future__ import annotations

from rapidfuzz import fuzz

from ...pipeline.identity import same_number
from ...pipeline.model import Record, Relation
from ...pipeline.vietnamese import folded_words
from . import reasons
from .evidence import Evidence, Extent, gather
from .identity import Agreement
from .paper import Paper
from .verdict import Finding, Verdict

REISSUING = {Relation.CORRECTS: "được đính chính", Relation.REPLACES: "bị thay thế", Relation.REPEALS: "bị bãi bỏ"}
_APART = (Verdict.TEMPLATE_SIBLING, Verdict.NEW)
_ONE_SUBJECT = 80  # of 100, by the words of the titles


def judge(here: Paper, there: Paper) -> Finding:
    """The verdict on two documents; `new` if they have nothing to do with each other."""
    if here.text == there.text and here.text.strip():
        return Finding(Verdict.SAME_FILE, 1.0, ("Nội dung văn bản trùng khớp hoàn toàn",))
    one, other = here.record, there.record
    found = gather(here, there)
    verdict, certainty = _verdict(found)
    if verdict in _APART and (stated := _reissue(one, other) or _reissue(other, one)):
        return Finding(Verdict.REISSUE, 0.95, (stated, *reasons.of(found, one, other)))
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
    return (Verdict.SAME_DOCUMENT, 0.99) if found.extent is Extent.WHOLE else (Verdict.EXCERPT, 0.95)


def _of_others(found: Evidence) -> tuple[Verdict, float]:
    """At least one of number, date and issuer is another."""
    if found.extent in (Extent.WHOLE, Extent.PART) and found.is_faithful and not found.is_clean:
        return Verdict.REVIEW, 0.5
    if found.extent in (Extent.WHOLE, Extent.ALIKE) or found.is_alike:
        return Verdict.TEMPLATE_SIBLING, 0.95
    return _unlike(found)


def _of_open_identity(found: Evidence) -> tuple[Verdict, float]:
    """Something is not known, or may be misread."""
    if found.extent is Extent.UNLIKE:
        return _unlike(found)
    if not found.is_faithful or found.extent is Extent.ALIKE:
        unsure = found.identity.number is Agreement.SAME or (found.extent is Extent.WHOLE and not found.is_clean)
        return (Verdict.REVIEW, 0.5) if unsure else (Verdict.TEMPLATE_SIBLING, 0.7)
    if found.extent is Extent.PART:
        return Verdict.EXCERPT, 0.8
    sure = found.is_clean and found.is_entire and Agreement.HARMED not in found.identity.fields
    return (Verdict.SAME_DOCUMENT, 0.8) if sure else (Verdict.REVIEW, 0.5)


def _unlike(found: Evidence) -> tuple[Verdict, float]:
    return (Verdict.SAME_NUMBER, 0.9) if found.identity.number is Agreement.SAME else (Verdict.NEW, 0.9)


def _reissue(here: Record, there: Record) -> str | None:
    """Where one says that it corrects or replaces the other as a whole, or repeals what has its own subject."""
    if there.number is None:
        return None
    number = same_number(there.number.canonical)
    for reference in here.references:
        if (
            reference.relation in REISSUING
            and reference.source is None
            and reference.number is not None
            and same_number(reference.number.canonical) == number
            and reference.provision is None
            and not (reference.date and there.date and reference.date != there.date.iso)
            and (reference.relation is not Relation.REPEALS or _is_of_one_subject(here, there))
        ):
            return f"{there.number.canonical} là văn bản {REISSUING[reference.relation]} theo {_called(here)}"
    return None


def _called(record: Record) -> str:
    return record.number.canonical if record.number else "văn bản kia"


def _is_of_one_subject(here: Record, there: Record) -> bool:
    titles = [folded_words(record.title or "") for record in (here, there)]
    return all(titles) and fuzz.token_sort_ratio(*titles) >= _ONE_SUBJECT
