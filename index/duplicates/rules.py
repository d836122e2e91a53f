"""The rules: identity decides, text proposes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ...pipeline.identity import body, same_number
from ...pipeline.model import Record
from ...pipeline.vietnamese import folded_words
from ..dates import day
from .verdict import Differences, Finding, Paper, Verdict

_COPY = 0.7  # a re-scan shares more of its words with the original; an extract or another annex less
_NEW = Finding(Verdict.NEW, 0.5)


def judge(here: Paper, there: Paper) -> Finding:
    """The verdict on two documents; `new` if they have nothing to do with each other."""
    one, other = here.record.number, there.record.number
    if one is None or other is None or same_number(one.canonical) != same_number(other.canonical):
        return _NEW
    differences = _differences(here.record, there.record)
    if here.record.date is not None and here.record.id == there.record.id:
        day_of = day(here.record.date.iso)
        reason = f"Cùng số, ký hiệu {one.canonical}, cùng ngày {day_of}, cùng cơ quan ban hành"
        shared = _shared_words(here.text, there.text)
        certainty = 0.97 if shared >= _COPY else 0.6
        alike = f"Nội dung trùng khoảng {shared:.0%} số từ"
        return Finding(Verdict.SAME_DOCUMENT, certainty, (reason, alike), differences)
    reasons = (f"Cùng số, ký hiệu {one.canonical}", *_contrasts(here.record, there.record))
    return Finding(Verdict.SAME_NUMBER, 0.9, reasons, differences)


def _shared_words(here: str, there: str) -> float:
    """Share of the words of two texts that they have in common, marks aside: OCR loses those first."""
    one, other = (Counter(folded_words(text).split()) for text in (here, there))
    return (one & other).total() / max(1, (one | other).total())


def _contrasts(here: Record, there: Record) -> tuple[str, ...]:
    """What keeps two documents of one number apart, or leaves it open."""
    reasons = []
    one, other = (record.date.iso if record.date else "" for record in (here, there))
    if not (one.startswith(other) or other.startswith(one)):
        reasons.append(f"Khác ngày ban hành: {day(one)} và {day(other)}")
    elif one != other or not one:  # one is not known, or not to the day
        reasons.append("Không đủ ngày ban hành để kết luận là cùng một văn bản")
    if body(here.issuer, here.place) != body(there.issuer, there.place):
        names = [record.issuer.name if record.issuer else "không rõ" for record in (here, there)]
        if names[0] != names[1]:
            reasons.append(f"Khác cơ quan ban hành: {names[0]} và {names[1]}")
        elif here.place and there.place:
            reasons.append(f"Khác nơi ban hành: {here.place} và {there.place}")
        else:
            reasons.append("Không rõ nơi ban hành để kết luận là cùng một văn bản")
    return tuple(reasons)


def _differences(here: Record, there: Record) -> Differences:
    return Differences(
        numbers=_unshared(_numbers(here), _numbers(there)),
        dates=_unshared(_dates(here), _dates(there)),
        figures=_unshared(_figures(here), _figures(there)),
    )


def _unshared(here: Sequence[str], there: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(set(here) ^ set(there)))


def _numbers(record: Record) -> list[str]:
    return [reference.number.canonical for reference in record.references if reference.number is not None]


def _dates(record: Record) -> list[str]:
    return [mention.start for mention in record.dates if mention.start is not None]


def _figures(record: Record) -> list[str]:
    return [
        f"{target.value}{'' if target.value_max is None else f'–{target.value_max}'} {target.unit}"
        for target in record.targets
    ]
