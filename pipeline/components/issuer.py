"""The body that issued a document: named above the number, or told by the text, the signature, the number."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from ..model import Issuer, IssuerPlace, Number
from ..vietnamese import UPPER, fold
from ..vocabulary import body_codes, column
from . import body
from .closing import Signature
from .layout import Layout
from .lexicon import alternatives, pattern, plain
from .opening import Opening

_MOTTO = re.compile(
    r"\s*(?:cong\s+hoa\s+xa(?!\w)|(?:hoi\s+)?chu\s+nghia\s+viet(?!\w)|doc\s+lap\s*-|dang\s+cong\s+san\s+viet\s+nam(?!\s+\w)).*|^\W*$"
)
_ACTS = pattern(
    r"\s+(?:ban hanh|xay dung|trien khai|yeu cau|de nghi|to chuc|thong bao|bao cao|quyet dinh|huong dan|co y kien)"
)
_CAPITAL = re.compile(rf"(?<!\w)[{UPPER}]")
_ORGAN = re.compile(r"(?:Ban Thường vụ|Ban Chấp hành|BTV|BCH|Thường trực)\s+(?=\S)")
_ORGAN_WORTH = 2  # "Ban Thường vụ … ban hành" is how an issuer speaks of itself
_LONGEST_CALL = 20  # characters of such words
# "đề nghị các CĐCS tổ chức …": those who are told to do something
_TOLD_TO = pattern(r"(?<!\w)(?:cac|nhung|moi|tung|de nghi|yeu cau|giao|doi voi|cua|voi)\s+$")
_ON_BEHALF = re.compile(r"\W*t/?m\s?[./]?\s*")


def find(layout: Layout, opening: Opening, signature: Signature) -> Issuer | None:
    """The issuer, from the surest place that names one."""
    return (
        _in_header(layout, opening)
        or _in_heading(layout, opening)
        or _in_body(layout)
        or _in_signature(signature)
        or _in_number(opening.number)
    )


def _in_header(layout: Layout, opening: Opening) -> Issuer | None:
    """Bodies named in capitals above the number: the last is the issuer, the one before its parent.

    The national motto stands to the right of them, maybe on the same lines.
    """
    above = opening.number.span[0] if opening.number else opening.kind_line[0] if opening.kind_line else 0
    names: list[str] = []
    for start, end in opening.lines:
        if end > above:
            break
        motto = _MOTTO.search(layout.folded, start, end)
        line = " ".join(layout.view[start : motto.start() if motto else end].split()).strip(" -:")
        if not line.isupper():
            continue
        if _names_body(line):
            names.append(line)
        elif names:
            names[-1] += " " + line
    if not names:
        return None
    parent = _as_written(layout, names[-2]) if len(names) > 1 else None
    return Issuer(_as_written(layout, names[-1]), parent, IssuerPlace.HEADER)


def _in_heading(layout: Layout, opening: Opening) -> Issuer | None:
    """Who decides, in capitals under the subject: `CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH CÀ MAU`."""
    return Issuer(_as_written(layout, opening.decided_by), None, IssuerPlace.HEADER) if opening.decided_by else None


def _names_body(line: str) -> bool:
    return fold(line).startswith(tuple(fold(head) for head in column("bodies")))


def _as_written(layout: Layout, name: str) -> str:
    """A name in capitals as the text writes it elsewhere, else with the capitals that are known."""
    name = " ".join(name.split())
    place = re.compile(r"\s+".join(re.escape(word) for word in fold(name).split()))
    for found in place.finditer(layout.folded):
        printed = layout.view[found.start() : found.end()]
        if not printed.isupper() and printed[0].isupper():
            return " ".join(printed.split())
    return _capitalised(name)


def _capitalised(name: str) -> str:
    """`ỦY BAN NHÂN DÂN TỈNH CÀ MAU` → `Ủy ban nhân dân tỉnh Cà Mau`."""
    usual, known = _usual_capitals()
    line = name.lower()
    for found in known.finditer(fold(line)):
        line = line[: found.start()] + usual[plain(found[0])] + line[found.end() :]
    return line[0].upper() + line[1:]


@lru_cache
def _usual_capitals() -> tuple[dict[str, str], re.Pattern[str]]:
    """Heads of bodies, fields of ministries (`Y tế`), provinces and abbreviations, by their folded form."""
    fields = [head.split(" ", 1)[1] for head in column("bodies") if head.startswith(("Bộ ", "Sở ")) and " " in head]
    phrases = [*body_codes(), *fields, *column("provinces"), "Việt Nam", *column("bodies")]
    usual = {fold(phrase): phrase for phrase in phrases}
    return usual, re.compile(rf"(?<!\w)(?:{alternatives(phrases)})(?!\w)")


def _in_body(layout: Layout) -> Issuer | None:
    """The body that acts: "Ban Thường vụ Công đoàn ngành Y tế Thái Bình ban hành kế hoạch …", in its fullest name."""
    acting: Counter[str] = Counter()
    for start, end in layout.paragraphs:
        done = start
        for capital in _CAPITAL.finditer(layout.view, start, end):
            if capital.start() < done:
                continue
            last = body.end_of(layout, capital.start(), end)
            if last is None:
                continue
            done = last
            before = max(start, capital.start() - _LONGEST_CALL)
            if _ACTS.match(layout.folded, last, end) and not _TOLD_TO.search(layout.folded, before, capital.start()):
                name = " ".join(layout.view[capital.start() : last].split())
                acting[_ORGAN.sub("", name, count=1)] += _ORGAN_WORTH if _ORGAN.match(name) else 1
    if not acting:
        return None
    usual = min(acting, key=lambda name: (-acting[name], -len(name), name))
    fullest = max((name for name in acting if name.startswith(usual)), key=lambda name: (len(name), name))
    return Issuer(fullest, None, IssuerPlace.BODY)


def _in_signature(signature: Signature) -> Issuer | None:
    """Whom the signer signs for: `TM. ỦY BAN NHÂN DÂN`; an organ of the issuer (`BAN THƯỜNG VỤ`) is not the issuer."""
    authority = signature.authority or ""
    label = _ON_BEHALF.match(fold(authority))
    name = _capitalised(authority[label.end() :].strip()) if label and label.end() < len(authority) else ""
    if not name or not _names_body(name) or _ORGAN.match(name + " x"):
        return None
    return Issuer(name, None, IssuerPlace.SIGNATURE)


def _in_number(number: Number | None) -> Issuer | None:
    """The body whose code ends the number, where the code stands for one body."""
    code = number.body_code if number else None
    name = body_codes().get(code or "", "")
    if not name or any(sign in name for sign in ",;"):
        return None
    return Issuer(name, None, IssuerPlace.NUMBER)
