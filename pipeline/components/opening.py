"""The opening of a document, from the top to the first sentence of the body: number, date, place, kind, subject."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest

from ..model import IssueDate, Kind, Number
from ..vocabulary import kind_codes, kind_names
from . import head, motto, subject
from .head import Mark, Part
from .kind import kind_by_fold
from .layout import Layout
from .lexicon import alternatives, pattern, plain

CONSOLIDATED, LETTER = "Văn bản hợp nhất", "Công văn"
# What stands in no head, not even as the first words of a subject.
_BODY = pattern(
    r"\W*(?:can cu(?!\w)|xet (?:de nghi|to trinh|thay)|dieu 1\W|chuong (?:[i1]|mot)(?!\w)|[i1a]\s?[.)]\s|noi nhan\W*:)"
)
# How a consolidated text (Pháp lệnh 01/2012/UBTVQH13) names what it is made of, and what closes it.
_AMENDED = pattern(
    r"co hieu luc (?:thi hanh )?(?:ke )?tu ngay [^;]{5,60}?,? (?:da )?duoc sua doi, bo sung (?:boi|theo)"
)
_AMENDED_WITHIN = 2_000
_FOOTNOTE = r"(?:\d{1,2}|\[\d{1,2}\]|\(\d{1,2}\))?"
_VE = re.compile(r"\W*(?:Về|VỀ) (?=[^\W\d]{2})")  # the subject of a letter without its label
_A_WORD = re.compile(r"[^\W\d_]{2}")
_BOX = 4  # parts from the number to the motto, where they stand by each other
_FIRST_PARTS = 3  # of a text without a head: a kind further down is a word of a table


@dataclass(frozen=True, slots=True)
class Opening:
    """What the opening says. `names` are the lines in capitals above the number; `decided_by` is who decides, named
    under the subject; `body` is where the body begins; `blank` says what is left to be filled in; `contradiction` is
    the kind of the number and that of the heading.
    """

    number: Number | None
    date: IssueDate | None
    place: str | None
    kind: Kind | None
    title: str | None
    decided_by: str | None
    names: tuple[Part, ...]
    body: int
    blank: frozenset[Mark]
    contradiction: tuple[str, str] | None

    @property
    def consolidated(self) -> bool:
        """Is this a law with its amendments worked in? It names what it is made of as if that were itself."""
        return self.kind is not None and self.kind.name == CONSOLIDATED


@dataclass(frozen=True, slots=True)
class _Heading:
    """The kind in capitals (`KẾ HOẠCH`): the part it begins in, the one it ends in, where it ends, what it is."""

    index: int
    last: int
    end: int
    name: str


def read(layout: Layout, numbers: tuple[Number, ...]) -> Opening:
    """The opening of one document."""
    cut = head.cut(layout, head.lines(layout), numbers)
    end = _end(layout, cut)
    addressed = end < len(cut) and cut[end].mark is Mark.TO
    body = cut[end].span[0] if end < len(cut) else 0
    parts = cut[:end] if _has(cut[:end], Mark.NUMBER) else (*_boxed(layout, cut[end:]), *cut[:end])
    number, date, about = (_index(parts, mark) for mark in (Mark.NUMBER, Mark.DATE, Mark.ABOUT))
    own = parts[number].number if number is not None else None
    day = parts[date] if date is not None else None
    heading = _heading(layout, parts, own, about)
    kind = _kind(layout, heading, own, is_letter=about is not None, is_addressed=addressed)
    title, decided_by = None, None
    if heading:
        title, decided_by = subject.under(layout, parts[heading.last :], heading.end)
        if title and kind and kind.name == CONSOLIDATED:  # its subject is the law it is made of
            title = f"{heading.name.upper() if title.isupper() else heading.name} {title}"
    elif about is not None:
        title = subject.after(layout, parts[about + 1 :])
    elif number is not None and _VE.match(layout.view, parts[number].span[1]):
        title = subject.after(layout, parts[number + 1 :])
    first = next((at for at in (number, heading.index if heading else None, about) if at is not None), 0)
    return Opening(
        number=_without_kind(own) if own and kind == Kind(LETTER, None) else own,
        date=day.date if day else None,
        place=day.place if day else None,
        kind=kind,
        title=title,
        decided_by=decided_by,
        body=body,
        names=_names(layout, parts[:first]) or _names(layout, parts[: heading.index] if heading else ()),
        blank=frozenset(part.mark for part in parts if part.is_blank),
        contradiction=_contradiction(heading, kind, own),
    )


def _end(layout: Layout, parts: tuple[Part, ...]) -> int:
    """Where the body begins, or another paper with a motto of its own: a form in an annex."""
    mottos = 0
    for at, part in enumerate(parts):
        mottos += part.mark is Mark.MOTTO and layout.folded.startswith("cong", part.span[0])
        if _is_body(layout, part) or mottos > 1:
            return at
    return len(parts)


def _is_body(layout: Layout, part: Part) -> bool:
    return part.mark is Mark.TO or (part.mark is Mark.WORDS and bool(_BODY.match(layout.folded, part.span[0])))


def _index(parts: tuple[Part, ...], mark: Mark) -> int | None:
    return next((at for at, part in enumerate(parts) if part.mark is mark), None)


def _has(parts: tuple[Part, ...], mark: Mark) -> bool:
    return any(part.mark is mark for part in parts)


def _boxed(layout: Layout, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The head of a page that a PDF draws as a box of its own: it is read after the text beside or below it."""
    for at, part in enumerate(parts):
        if part.number and any(near.mark is Mark.MOTTO for near in parts[at + 1 : at + 1 + _BOX]):
            first = at
            while (
                first and parts[first - 1].mark is Mark.WORDS and layout.view[slice(*parts[first - 1].span)].isupper()
            ):
                first -= 1
            last = next((end for end in range(at, at + _BOX + 2) if parts[end : end + 1] and parts[end].date), at)
            return parts[first : last + 1]
    return ()


def _heading(layout: Layout, parts: tuple[Part, ...], own: Number | None, about: int | None) -> _Heading | None:
    """The heading that agrees with the number, else the first one; after the `V/v` of a letter stands none."""
    has_head = any(_has(parts, mark) for mark in (Mark.MOTTO, Mark.NUMBER, Mark.DATE))
    found = []
    for index, part in enumerate(parts if has_head else parts[:_FIRST_PARTS]):
        below = parts[index + 1 : index + 2]
        limit = below[0].span[1] if below and not below[0].apart else part.span[1]  # `NGHỊ / QUYẾT` on two lines
        name = _kind_name().match(layout.folded, part.span[0], limit) if part.mark is Mark.WORDS else None
        if name and layout.view[slice(*name.span("name"))].isupper() and name["name"] != "van ban":
            lines = 1 if name.end() > part.span[1] else 0
            found.append(_Heading(index, index + lines, name.end(), kind_by_fold()[plain(name["name"])]))
    found = [heading for heading in found if heading.name != CONSOLIDATED] or found
    agreeing = [heading for heading in found if own and own.kind_code and heading.name in kind_codes()[own.kind_code]]
    if agreeing:
        return agreeing[0]
    return found[0] if found and (about is None or found[0].index < about) else None


@lru_cache
def _kind_name() -> re.Pattern[str]:
    return re.compile(rf"\W*(?P<name>{alternatives(kind_names())}){_FOOTNOTE}(?!\w)")


def _kind(
    layout: Layout, heading: _Heading | None, own: Number | None, is_letter: bool, is_addressed: bool
) -> Kind | None:
    """The kind that the heading names, else the number. Only a letter has no heading but `V/v`: `5348/CT-CS` is one."""
    code = own.kind_code if own else None
    if (code and kind_codes()[code][0] == CONSOLIDATED) or (heading and _is_consolidated(layout, heading)):
        return Kind(CONSOLIDATED, kind_names()[CONSOLIDATED])
    if heading:
        return Kind(heading.name, kind_names()[heading.name])
    if code and (not is_letter or kind_codes()[code][0] == LETTER):
        return Kind(kind_codes()[code][0], code)
    is_law = own is not None and own.year is not None  # `75/2006/QH11`
    return Kind(LETTER, None) if is_letter or is_addressed or (own and not is_law) else None


def _is_consolidated(layout: Layout, heading: _Heading) -> bool:
    return bool(_AMENDED.search(layout.folded, heading.end, heading.end + _AMENDED_WITHIN))


def _contradiction(heading: _Heading | None, kind: Kind | None, own: Number | None) -> tuple[str, str] | None:
    """The kind of the number and that of the heading, where one paper cannot have both."""
    names = kind_codes()[own.kind_code] if own and own.kind_code else ()
    apart = heading and kind and kind.name == heading.name and names and heading.name not in names
    return (names[0], heading.name) if heading and apart else None


def _without_kind(number: Number) -> Number:
    """The number of a letter: `CT` in `5348/CT-CS` is its body."""
    if number.kind_code is None:
        return number
    symbol = "-".join(code for code in (number.kind_code, number.body_code) if code)
    return replace(number, kind_code=None, body_code=symbol)


def _names(layout: Layout, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The lines in capitals among these parts: names of bodies, for but a motto nothing else is printed so above the
    number."""
    names: list[Part] = []
    before = None
    for part, after in zip_longest(parts, parts[1:]):
        line = layout.view[slice(*part.span)]
        named = part.mark is Mark.WORDS and line.isupper() and bool(_A_WORD.search(line))
        worn = named and motto.is_worn(line, _beside(layout, before, after))
        if named and not worn:
            names.append(part)
        before = part if worn or part.mark is Mark.MOTTO else None
    return tuple(names)


def _beside(layout: Layout, before: Part | None, after: Part | None) -> motto.Beside:
    if before and not motto.is_ended(layout.view[slice(*before.span)]):
        return motto.Beside.BEGINNING
    if after and after.mark is Mark.MOTTO and not motto.is_begun(layout.view[slice(*after.span)]):
        return motto.Beside.END
    return motto.Beside.NOTHING
