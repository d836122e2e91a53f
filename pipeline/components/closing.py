"""The closing of a document: who signed, for whom and as what; who receives it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..model import Signer, Span
from ..vietnamese import LOWER, UPPER, fold
from ..vocabulary import column
from .layout import Layout
from .lexicon import alternatives, pattern, plain

_LINES = 40  # the closing of a document without annexes is in its last lines
_AUTHORITY = re.compile(r"\W*(?:(?:t/m|k/t|t/l)(?!\w)|(?:tm|kt|tl|tuq|q)\s?[./])[\s.]*\w")
_RECIPIENTS = pattern(r"\W*noi nhan\W*?(?::|$)")
_BULLET = re.compile(r"[-+•●*–○▪]\s*")
_DEGREE = r"(?:(?:PGS|GS|TSKH|TS|ThS|BS|CN|KS|LS|CKI{1,2}|BSCK\s?I{0,2})[.,]?\s*)*"
_NAME = re.compile(rf"\W*{_DEGREE}(?P<name>(?:[{UPPER}][{LOWER}]*\s+){{1,5}}[{UPPER}][{LOWER}]+)\W*")
_NAME_IN_CAPITALS = re.compile(rf"\W*{_DEGREE}(?P<name>[{UPPER}]+(?:\s+[{UPPER}]+){{1,4}})\W*")


@dataclass(frozen=True, slots=True)
class Signature:
    """The signature block; `authority` is its first line as printed, where that says for whom it is signed."""

    authority: str | None
    signer: Signer | None


def signature(layout: Layout) -> Signature:
    """Authority, position and name. What the seal prints between them is passed over."""
    lines = [" ".join(layout.view[start:end].split()) for start, end in layout.lines[-_LINES:]]
    signs = [index for index, line in enumerate(lines) if _is_authority(line)]
    if signs:
        first = last = signs[-1]
        while first - 1 in signs:  # `TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH` is one authority on two lines
            first -= 1
        authority = lines[first].strip(" *")
        name = _name(lines[last + 1 :])
        position = _position([*(line.split(".", 1)[-1] for line in lines[first : last + 1]), *lines[last + 1 :]])
    else:
        authority = None
        heads = [index for index, line in enumerate(lines) if line.isupper() and _is_position(line)]
        name = _name(lines[heads[-1] + 1 :]) if heads else None
        position = _position(lines[heads[-1] :]) if heads else None
    return Signature(authority, Signer(name, position, authority) if name else None)


def _is_authority(line: str) -> bool:
    return line.isupper() and bool(_AUTHORITY.match(fold(line)))


def _name(lines: list[str]) -> str | None:
    """The name of the signer: the last line that can be one; in capitals only where it starts with a family name."""
    for line in reversed(lines):
        if found := _NAME.fullmatch(line):
            return " ".join(found["name"].split())
        capitals = _NAME_IN_CAPITALS.fullmatch(line)
        if capitals and fold(capitals["name"].split()[0]) in _family_names() and not _is_position(line):
            return capitals["name"].title()
    return None


@lru_cache
def _family_names() -> frozenset[str]:
    return frozenset(map(fold, column("family_names")))


def _is_position(line: str) -> bool:
    found = _positions().match(fold(line).lstrip(" *.-"))
    return found is not None


def _position(lines: list[str]) -> str | None:
    """The last line in capitals that names a position before the name: the one the signer holds."""
    held = [line for line in lines if line.isupper() and _is_position(line)]
    return _written(held[-1]) if held else None


@lru_cache
def _positions() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(column('positions'))})(?!\w)")


def _written(line: str) -> str:
    """`PHÓ CHỦ TỊCH THƯỜNG TRỰC` as a sentence writes it: `Phó Chủ tịch Thường trực`."""
    usual = {fold(position): position for position in column("positions")}
    line = line.strip(" *.").capitalize()
    for found in _positions().finditer(fold(line)):
        line = line[: found.start()] + usual[plain(found[0])] + line[found.end() :]
    return line


def recipients(layout: Layout) -> tuple[str, ...]:
    """The list under `Nơi nhận`, as printed, without bullets and what parts the entries."""
    heads = [index for index, span in enumerate(layout.lines) if _RECIPIENTS.match(layout.folded, *span)]
    if not heads:
        return ()
    index = heads[-1]
    label = _RECIPIENTS.match(layout.folded, *layout.lines[index])
    rest = (label.end() if label else 0, layout.lines[index][1])
    entries = [layout.text[slice(*rest)].strip(" *")] if rest[0] < rest[1] else []
    for span in layout.lines[index + 1 :]:
        line = layout.text[slice(*span)].strip()
        if _is_authority(layout.view[slice(*span)]) or (line.isupper() and not _BULLET.match(line)):
            break
        if _ends_list(layout, span, entries):
            break
        if entries and not _BULLET.match(line) and not entries[-1].endswith((";", ".", ",")):
            entries[-1] += " " + line
        else:
            entries.append(_BULLET.sub("", line, count=1))
    cleaned = (entry.strip(" *").rstrip(";.,: ").strip() for entry in entries)
    return tuple(entry for entry in cleaned if entry)


def _ends_list(layout: Layout, span: Span, entries: list[str]) -> bool:
    """A line after the entry that ended in a full stop, or a new paragraph without a bullet, is no recipient."""
    if not entries or _BULLET.match(layout.view, span[0]):
        return False
    return entries[-1].endswith(".") or (span[0] in layout.after_blank and len(entries) > 1)
