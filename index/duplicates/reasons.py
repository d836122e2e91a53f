"""Why two documents are called what they are called, in Vietnamese."""

from __future__ import annotations

from collections.abc import Iterator

from ...pipeline.model import Record
from ..dates import day
from .evidence import Evidence, Extent
from .identity import Agreement

_FIELDS = ("số, ký hiệu", "ngày ban hành", "cơ quan ban hành")


def of(found: Evidence, here: Record, there: Record) -> Iterator[str]:
    for field, agreement, one, other in zip(_FIELDS, found.identity.fields, _read(here), _read(there), strict=True):
        yield _agreement(field, agreement, one, other)
    if found.identity.issuer is Agreement.OTHER and here.place and there.place and here.place != there.place:
        yield f"Khác nơi ban hành: {here.place} và {there.place}"
    yield from _text(found)


def _read(record: Record) -> tuple[str | None, str | None, str | None]:
    number, date, issuer = record.number, record.date, record.issuer
    return number.canonical if number else None, day(date.iso) if date else None, issuer.name if issuer else None


def _agreement(field: str, agreement: Agreement, one: str | None, other: str | None) -> str:
    if agreement is Agreement.SAME:
        if one is None or other is None:
            return f"Cùng {field} {one or other}, đọc được ở một bản và có trong lời văn bản kia"
        return f"Cùng {field} {one}" if one == other else f"Cùng {field}: {one} và {other}"
    if agreement is Agreement.OTHER:
        return f"Khác {field}: {one} và {other}"
    if agreement is Agreement.HARMED:
        return f"Có thể đọc sai {field}: {one} và {other}"
    return f"Không rõ {field}: {one or 'không đọc được'} và {other or 'không đọc được'}"


def _text(found: Evidence) -> Iterator[str]:
    here, there = found.shares
    if found.extent is Extent.PART:
        part, whole = ("văn bản này", "văn bản đã lưu") if here > there else ("văn bản đã lưu", "văn bản này")
        yield f"{max(found.shares):.0%} số từ của {part} có trong {whole}, ngược lại {min(found.shares):.0%}"
    else:
        yield f"Nội dung trùng {min(found.shares):.0%} số từ"
    if not found.is_clean:
        share = f"{found.noise.rate:.1%}".replace(".", ",")
        yield f"Khoảng {share} số ký tự bị đọc hoặc gõ sai"
    if found.substituted and found.extent is not Extent.UNLIKE:
        figures = f", trong đó {len(found.figures)} chỗ là số" if found.figures else ""
        yield f"{len(found.substituted)} chỗ thay từ khác{figures}"
