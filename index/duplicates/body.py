"""The words that a document has of its own: neither head, bases and recipients nor what stands after the end mark."""

from __future__ import annotations

import re
from bisect import bisect_left

from ...pipeline.vietnamese import Words, fold_whole

# Decree 30/2020, Appendix I: the body ends with `./.`, the recipients stand below it, annexes on pages of their own.
_END = re.compile(r"(?<=[\w)\"”])\s*[.;]?\s?/\s?\.(?!\w)|^\W*noi nhan\W", re.MULTILINE)
_USUAL = re.compile(
    r"^\W*(?:cong hoa xa hoi|chu nghia viet nam|doc lap|can cu\b|xet de nghi|theo de nghi|xet to trinh|kinh gui).*$",
    re.MULTILINE,
)
_LEAST = 40  # words; of a shorter body nothing can be said


def own(words: Words, text: str) -> bytearray:
    """1 for each word of the body, 0 for the others; of a text without a body all are."""
    folded = fold_whole(text)
    ends = (found.start() for found in _END.finditer(folded))
    found = (bisect_left(words.starts, end) for end in ends)
    last = next((at for at in found if at >= _LEAST), len(words.starts))
    mask = bytearray(b"\1" * last + b"\0" * (len(words.starts) - last))
    for usual in _USUAL.finditer(folded):
        first, end = (bisect_left(words.starts, at) for at in usual.span())
        mask[first : min(end, last)] = bytes(max(0, min(end, last) - first))
    return mask if sum(mask) >= _LEAST else bytearray(b"\1" * len(words.starts))
