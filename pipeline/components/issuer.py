"""The body that issued a document: named above the number, or told by the text, the signature, the number."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from ..model import Issuer, IssuerPlace, Number
from ..vietnamese import fold
from ..vocabulary import body_codes, column, rows
from . import body
from .head import Part
from .layout import Layout
from .lexicon import alternatives, pattern
from .opening import Opening
from .signature import Signature
from .wording import as_written, capitalised

_ACTS = pattern(
    r"\s+(?:ban hanh|xay dung|trien khai|yeu cau|de nghi|to chuc|thong bao|bao cao|quyet dinh|huong dan|co y kien)"
)
_ORGAN = re.compile(r"(?:Ban Thường vụ|Ban Chấp hành|BTV|BCH|Thường trực)\s+(?=\S)")
_ORGAN_WORTH = 2  # "Ban Thường vụ … ban hành" is how an issuer speaks of itself
_SURE = 2  # without a number to compare it with, once is not enough
_LONGEST_CALL = 20  # characters of such words
# "đề nghị các CĐCS tổ chức …": those who are told to do something
_TOLD_TO = pattern(r"(?<!\w)(?:cac|nhung|moi|tung|de nghi|yeu cau|giao|doi voi|cua|voi|pho)\s+$")
_ON_BEHALF = re.compile(r"\W*t\s?/?\s?m\s?[./]*\s*")
_SPOKEN = 30_000  # characters in which an issuer speaks of itself, if ever
# A position that has the name of its body in it: `Chánh Văn phòng …` heads `Văn phòng …`.
_HEADS_IT = re.compile(
    r"(?:pho\s+)?(?:truong|chanh)\s+(?=(?:ban|phong|van phong|thanh tra|cong an|thue)(?!\w))"
    r"|(?:pho\s+)?tong\s+(?=(?:kiem toan nha nuoc|thanh tra chinh phu)(?!\w))"
)
_OF_THE_PARTY = re.compile(r"\d+[a-z]?-")  # `BTC` is Bộ Tài chính for the State, Ban Tổ chức for the Party
_MANY = re.compile(r"(?<!\w)(?:cấp|các|nơi)(?!\w)")
_DOUBLED = re.compile(r"([Tt]hành phố) phố(?!\w)")
_USUAL = 0.6  # of the provinces a text names
_CITIES = frozenset(["ha noi", "ho chi minh", "da nang", "hai phong", "can tho", "hue"])
_IN_A_ROW = re.compile(r" ?[-–] ?\n\s{0,9}")  # `BỘ CÔNG AN - / BỘ QUỐC PHÒNG`: they issue together
_OF_A_PROVINCE = re.compile(r"(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd)(?:\s+(?:tinh|thanh pho))?")


def find(layout: Layout, opening: Opening, signature: Signature) -> Issuer | None:
    """The issuer, from the surest place that names one."""
    found = (
        _in_header(layout, opening)
        or _in_heading(layout, opening)
        or (None if opening.consolidated else _in_body(layout, opening))
        or _in_signature(signature)
        or _in_number(opening.number)
    )
    return _with_province(layout, found, opening.place) if found else None


def _in_header(layout: Layout, opening: Opening) -> Issuer | None:
    """Bodies named in capitals above the number: the last is the issuer, the one before its parent."""
    names = [as_written(layout, name) for name in header_names(layout, opening.names)]
    once = [name for at, name in enumerate(names) if name not in names[at + 1 :]]  # a gazette prints it twice
    if not once:
        return None
    return Issuer(once[-1], once[-2] if len(once) > 1 else None, IssuerPlace.HEADER)


def header_names(layout: Layout, lines: tuple[Part, ...]) -> list[str]:
    """Lines in capitals as names: a line begins a new one, or goes on with that above (`TỈNH NGHỆ AN`)."""
    names: list[str] = []
    end = 0
    for line in lines:
        name = " ".join(layout.view[slice(*line.span)].split())
        if names and _IN_A_ROW.fullmatch(layout.view, end, line.span[0]):
            names[-1] += " - " + name
        elif names and not (line.apart and _begins(name)) and _goes_on(names[-1], name):
            names[-1] += " " + name
        elif not name.startswith("VÀ "):  # the rest of a name that is not there
            names.append(name)
        end = line.span[1]
    return [name for name in names if _begins(name) or len(name.split()) > 1]


def _begins(name: str) -> bool:
    return bool(_offices().match(fold(name)))


def _goes_on(above: str, name: str) -> bool:
    """Is this line of the name above it? `VĂN PHÒNG` needs a body after it, `BỘ CÔNG` the rest of its name."""
    whole = fold(f"{above} {name}")
    longer = _known_body().match(whole)
    return not _begins(name) or fold(above) in _organs() or bool(longer and longer.end() > len(above) + 1)


@lru_cache
def _offices() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives((*column('offices'), *column('bodies')))})(?!\w)")


@lru_cache
def _organs() -> frozenset[str]:
    return frozenset(fold(row["head"]) for row in rows("offices") if row["note"] == "organ")


@lru_cache
def _known_body() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives((*column('bodies'), *body_codes().values()))})(?!\w)")


def _in_heading(layout: Layout, opening: Opening) -> Issuer | None:
    """Who decides, in capitals under the subject: `CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH CÀ MAU`."""
    if not opening.decided_by:
        return None
    return Issuer(as_written(layout, _body_of(opening.decided_by)), None, IssuerPlace.HEADER)


def _body_of(name: str) -> str:
    """The body of which a position is: `Bộ trưởng Bộ Y tế` is how Bộ Y tế decides. Some positions are bodies."""
    if fold(name) in _own_authorities():
        return name
    if heads := _HEADS_IT.match(fold(name)):
        return name[heads.end() :]
    position = _positions().match(fold(name))
    rest = name[position.end() :] if position else ""
    return rest if _offices().match(fold(rest)) else name


@lru_cache
def _own_authorities() -> frozenset[str]:
    return frozenset(fold(name) for name in body_codes().values())


@lru_cache
def _positions() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{alternatives(column('positions'))})(?!\w)[\s,]*)+")


def _in_body(layout: Layout, opening: Opening) -> Issuer | None:
    """The body that acts: "Ban Thường vụ Công đoàn ngành Y tế Thái Bình ban hành kế hoạch …", in its fullest name."""
    acting: Counter[str] = Counter()
    own = re.compile(rf"\s+ban\s+hanh\s+{fold(opening.kind.name)}(?!\w)") if opening.kind else None
    done = 0
    for first in body.starts(layout, 0, _SPOKEN):
        start, end = layout.paragraph_at(first)
        last = body.end_of(layout, first, end) if first >= done else None
        if last is None:
            continue
        done = last
        before = max(start, first - _LONGEST_CALL)
        if _ACTS.match(layout.folded, last, end) and not _TOLD_TO.search(layout.folded, before, first):
            name = " ".join(layout.view[first:last].split())
            if not _is_somebody(name, opening.number):
                continue
            if own and own.match(layout.folded, last, end):  # "Chính phủ ban hành Nghị định …" says it
                return _acting(name)
            acting[_ORGAN.sub("", name, count=1)] += _ORGAN_WORTH if _ORGAN.match(name) else 1
    if not acting or (opening.number is None and max(acting.values()) < _SURE):
        return None
    usual = min(acting, key=lambda name: (-acting[name], -len(name), name))
    return _acting(max((name for name in acting if name.startswith(usual)), key=lambda name: (len(name), name)))


def _acting(name: str) -> Issuer:
    name = _ORGAN.sub("", name, count=1)
    return Issuer(_DOUBLED.sub(r"\1", _body_of(name)), None, IssuerPlace.BODY)


def _is_somebody(name: str, number: Number | None) -> bool:
    """Is this one body, and one that can have issued this number? `Hội đồng` and `Ủy ban nhân dân cấp xã` are many."""
    known = fold(name) in _own_authorities() or name.isupper()
    common = fold(name) in _organs() or sum(word[0].isupper() for word in name.split()) == 1
    return (known or not common) and not _MANY.search(name) and _can_be(name, number)


def _can_be(name: str, number: Number | None) -> bool:
    """Can the body of this name have issued this number? Only codes that the table knows tell."""
    code = re.split(r"\W", number.body_code)[0] if number and number.body_code else ""
    names = [fold(known).strip() for known in re.split("[,;]", body_codes().get(code, "")) if known]
    return not names or any(known in fold(name) for known in (*names, fold(code)))


def _in_signature(signature: Signature) -> Issuer | None:
    """Whom the signer signs for: `TM. ỦY BAN NHÂN DÂN`; an organ of the issuer (`BAN THƯỜNG VỤ`) is not the issuer."""
    authority = signature.authority or ""
    label = _ON_BEHALF.match(fold(authority))
    name = capitalised(authority[label.end() :].strip()) if label and label.end() < len(authority) else ""
    if not name or not _known_body().match(fold(name)) or _ORGAN.match(name + " x"):
        return None
    return Issuer(name, None, IssuerPlace.SIGNATURE)


def _in_number(number: Number | None) -> Issuer | None:
    """The body whose code ends the number, or begins that of a letter, where the code stands for one body."""
    symbol = number.body_code or "" if number else ""
    code = re.split(r"\W", symbol)[0] if number and number.kind_code is None else symbol
    names = body_codes().get(code, "").split("; ")
    name = names[-1 if number and _OF_THE_PARTY.match(number.canonical) else 0]
    return Issuer(name, None, IssuerPlace.NUMBER) if name and "," not in name else None


def _with_province(layout: Layout, issuer: Issuer, place: str | None) -> Issuer:
    """`Ủy ban nhân dân` is that of the province in which it signs, if the text names that, else of the usual one."""
    if not _OF_A_PROVINCE.fullmatch(fold(issuer.name)):
        return issuer
    level = fold(issuer.name).rpartition(" dan")[2].strip().removeprefix("ubnd ").removeprefix("hdnd ")
    named = Counter(
        found["province"]
        for found in _its_province().finditer(layout.folded)
        if level not in ("tinh", "thanh pho") or found["level"] == level
    )
    signed = re.sub(r"^(?:tp\.?|thanh pho|tinh)\s*", "", fold(place or ""))
    usual = next((province for province, times in named.most_common(1) if times >= _USUAL * named.total()), None)
    province = signed if signed in named else usual if not signed else None
    if province is None:
        return issuer
    name = next(name for name in column("provinces") if fold(name) == province)
    bare = re.sub(r"\s+(?:[Tt]ỉnh|[Tt]hành phố)$", "", issuer.name)
    return Issuer(f"{bare} {'thành phố' if province in _CITIES else 'tỉnh'} {name}", issuer.parent, issuer.found_in)


@lru_cache
def _its_province() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<level>tinh|thanh pho)\s+(?P<province>{alternatives(column('provinces'))})(?!\w)")
