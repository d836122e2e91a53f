"""The frame of a document: what its opening and its closing say of the document itself.

Nine parts by NĐ 30/2020/NĐ-CP, Phụ lục I. A number the body merely cites is never the document's own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from .. import organisation
from ..model import IssueDate, Issuer, Kind, Number, Signer
from . import closing, ending, issuer, opening
from .ending import Ending
from .head import Mark
from .layout import Layout
from .opening import Opening

BLANK_NUMBER, NO_NUMBER = "Số văn bản còn để trống", "Không tìm thấy số văn bản ở phần đầu"


@dataclass(frozen=True, slots=True)
class Frame:
    """Number, date and place, issuer, kind and subject; signature; recipients; what a person should look at."""

    number: Number | None
    kind: Kind | None
    date: IssueDate | None
    place: str | None
    issuer: Issuer | None
    title: str | None
    signer: Signer | None
    recipients: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def province(self) -> str | None:
        """The province that the document comes from, where issuer or place tells."""
        issued_by = self.issuer
        names = (issued_by.name, issued_by.parent) if issued_by else ()
        return organisation.province_of(*names, self.place)

    @property
    def year(self) -> int | None:
        """The year of issue."""
        return int(self.date.iso[:4]) if self.date else None


def read(layout: Layout, numbers: tuple[Number, ...]) -> Frame:
    """The frame of one document."""
    head = opening.read(layout, numbers)
    close = closing.read(layout, head.body)
    if head.consolidated and head.number is None:
        end = ending.certified(layout, numbers)
        head = replace(head, number=end.number, names=head.names or end.names)
    else:
        end = Ending()
    if head.date is None and Mark.DATE not in head.blank:
        end = end if end.date else ending.dated(layout, close.signature.span)
        head = replace(head, date=end.date, place=end.place)
    frame = Frame(
        number=head.number,
        kind=head.kind,
        date=head.date,
        place=head.place,
        issuer=issuer.find(layout, head, close.signature),
        title=head.title,
        signer=close.signature.signer,
        recipients=close.recipients,
        warnings=tuple(_warnings(head)),
    )
    if frame.issuer is None:
        return frame
    meant = organisation.resolve(frame.issuer.name, frame.province)
    return replace(frame, issuer=replace(frame.issuer, organisation=meant))


def _warnings(head: Opening) -> list[str]:
    """What a person should look at."""
    warnings = []
    if head.number is None:
        blank = Mark.NUMBER in head.blank
        warnings.append(BLANK_NUMBER if blank else NO_NUMBER)
    if head.date is None:
        blank = Mark.DATE in head.blank
        warnings.append("Ngày ban hành còn để trống" if blank else "Không tìm thấy ngày ban hành ở phần đầu")
    if head.contradiction:
        warnings.append("Ký hiệu ghi {}, tên loại ghi {}".format(*head.contradiction))
    return warnings
