"""Document numbers (số, ký hiệu): find them in a text, clean them, fold them for look-up.

Forms (NĐ 30/2020/NĐ-CP, Phụ lục I and III; Party: Hướng dẫn 36-HD/VPTW):

    136/KH-LĐLĐ  833/QĐ-TLĐ     State and union: serial / kind - body
    123/UBND-VX                 State letters: no kind
    91/2017/NĐ-CP  45/2019/QH14 legal documents: serial / year / …
    02-NQ/TW  745-KL/TU         Party: serial - kind / body

`docs/domain.md` says what is restored and what never is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .model import Number, Span
from .vietnamese import fold
from .vocabulary import body_codes, kind_codes

_UPPER = "A-ZĐÂĂÊÔƠƯ"
_SERIAL = r"(?<![\w/.,-])(?P<serial>(?:\d{1,6}(?:\.\d{1,2}(?=\s?/))?|[Oo]\d{1,4})[a-zđ]?)"
_CODE = rf"[{_UPPER}][{_UPPER}a-zđ]{{0,11}}\d{{0,2}}(?!\w)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
# Lower case is read only where the code is known: `02-nq/tw`.
_LOWER = r"(?:tw|tu|hu|đu|cp|ttg|ubnd|hđnd|tlđ|lđlđ|qh1[0-9])(?!\w)"
_NUMBER = re.compile(
    rf"""{_SERIAL}\s{{0,3}}
    (?:/\s{{0,2}}(?:{_YEAR}\s{{0,2}}/\s{{0,2}})?   # State
      |-\s{{0,2}}                                  # Party
    )
    (?P<codes>(?:{_CODE}|(?P<low>[a-zđ]{{2,3}})(?=\s?[-/]\s?{_LOWER}))
        (?:(?:\s{{0,2}}[-/]\s{{0,2}}|[.&])(?:{_CODE}|{_LOWER}))*)""",
    re.X,
)
_PIECE = re.compile(r"(?P<separator>\s*[-/.&]\s*)?(?P<code>[^\s/.&-]+)")
_NOT_WORD = re.compile(r"[\W_]+")
_ONE_LETTER = frozenset("L")  # Lệnh: 05/L-CTN
_DIVISION = re.compile(r"[IVX]+")  # `VPCP-V.I`: Vụ I, with no blank before it
# A stroke that OCR read as a letter, between a kind and a body of the Party: `02-NQITW`.
_STROKE_AS_LETTER = re.compile(r"^(NQ|QĐ|CT|KL|TB|HD|KH|CTr|BC|QC|QyĐ)[Il1](TW|TU|HU)$")


def find(view: str, text: str | None = None) -> tuple[Number, ...]:
    """Every document number, in order. Blanks around separators and a broken line inside are read over.

    `view` is what is matched (dashes made one, emphasis blank), `text` of the same length what was printed.
    """
    found = (_build(view, text or view, match) for match in _NUMBER.finditer(view))
    return tuple(number for number in found if number is not None)


def parse(text: str) -> Number | None:
    """The number that `text` as a whole is, in any spelling a printed document uses; None if it is none."""
    text = text.strip()
    found = find(text)
    return found[0] if found and found[0].span == (0, len(text)) else None


def bare(text: str, span: Span) -> Number:
    """A number printed without its symbol: `Kết luận số 03`."""
    surface = text[span[0] : span[1]]
    return Number(surface, surface, key(surface), span, serial=surface)


def key(canonical: str) -> str:
    """The look-up form: folded, no leading zero, one separator: `02-NQ/TW` → `2-nq-tw`."""
    head, *rest = _NOT_WORD.sub(" ", fold(canonical)).split() or [""]
    return "-".join((head.lstrip("0") or head[-1:], *rest))


def compact(text: str) -> str:
    """A number as typed by someone in a hurry, all separators dropped: `02nqtw`, `02 NQ-TW` → `2nqtw`."""
    return key(text).replace("-", "")


def is_compact(text: str) -> bool:
    """Can this compact form be a document number: figures, then nothing but known codes? `85namngay` can not."""
    return _compact_number().fullmatch(text) is not None


@lru_cache
def _compact_number() -> re.Pattern[str]:
    codes = sorted({fold(code) for code in (*kind_codes(), *body_codes())}, key=lambda code: (-len(code), code))
    return re.compile(rf"\d+[a-z]?(?:\d+)?(?:(?:{'|'.join(codes)})\d{{0,2}})+")


def _build(view: str, text: str, match: re.Match[str]) -> Number | None:
    """The number of a match, its codes restored and those dropped that cannot be codes; None if nothing is left."""
    codes, separators, end = _codes(match["codes"])
    if not codes:
        return None
    start, stop = match.start(), match.start("codes") + end
    party = match["year"] is None and view[match.end("serial") : match.start("codes")].strip() == "-"
    if party and "/" not in separators:
        return None  # `19-NCOV`: a Party number has its body after a stroke
    serial = re.sub("^[Oo]", "0", match["serial"])
    symbol = codes[0] + "".join(sep + code for sep, code in zip(separators, codes[1:], strict=True))
    middle = f"/{match['year']}/" if match["year"] else "-" if party else "/"
    canonical = serial + middle + symbol
    kind = codes[0] if codes[0] in kind_codes() else None
    rest = symbol[len(codes[0]) + 1 :] if kind else symbol
    year = int(match["year"]) if match["year"] else None
    return Number(text[start:stop], canonical, key(canonical), (start, stop), serial, year, kind, rest or None)


def _codes(printed: str) -> tuple[list[str], list[str], int]:
    """Codes and the separators between them, with the length of `printed` they cover."""
    codes: list[str] = []
    separators: list[str] = []
    end = 0
    for piece in _PIECE.finditer(printed):
        separator = piece["separator"] or ""
        if len(codes) > 1 and separator[:1].isspace() and separator[-1:].isspace():
            break  # once kind and body are there, ` - ` leads on in the sentence
        for code in map(restore, _STROKE_AS_LETTER.sub(r"\1/\2", piece["code"]).split("/")):
            is_division = codes and separator in ("-", ".") and _DIVISION.fullmatch(code)
            if sum(c.isupper() for c in code) < 2 and code not in _ONE_LETTER and not is_division:
                return codes, separators, end
            if codes:
                separators.append(separator.strip() or "/")
            codes.append(code)
            separator = "/"
        end = piece.end()
    return codes, separators, end


@lru_cache
def _known() -> dict[str, str | None]:
    """Every known code by itself, by lower case and by its folded form; None where a form stands for two codes."""
    codes = (*kind_codes(), *body_codes())
    table: dict[str, str | None] = {}
    for form in (fold, str.lower):
        for code in codes:
            table[form(code)] = code if table.get(form(code), code) == code else None
    return table | {code: code for code in codes}


def restore(code: str) -> str:
    """A code as it must have been printed (`CDYT` → `CĐYT`, `tw` → `TW`), from the closed table; else unchanged.

    A known code is never changed, so `HD` (hướng dẫn) stays apart from `HĐ` (hợp đồng).
    """
    bare_code, session = re.fullmatch(r"(.*?)(\d*)", code).groups()  # type: ignore[union-attr]
    known = _known()
    return (known.get(bare_code) or known.get(bare_code.lower()) or bare_code) + session
