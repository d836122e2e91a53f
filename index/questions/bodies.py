"""Bodies as lists of recipients name them: which one is meant, what is a group of them, and what is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ...pipeline.organisation import resolve
from ...pipeline.vietnamese import folded_words
from ...pipeline.vocabulary import column

_REMARK = re.compile(r"\s*\([^()]*\)")
# Not for carrying out (NĐ 30/2020, Phụ lục I, mục II.9a): to report to, to know, to publish.
_FOR_OTHERS = re.compile(r"\((?:để )?(?:báo cáo|b/c|b/cáo|biết|để biết|phối hợp|p/h|đăng)", re.IGNORECASE)
_NO_BODY = re.compile(r"(?:lưu|(?:như )?(?:trên|điều|mục)|như kính gửi|website|cổng|công báo)(?!\w)", re.IGNORECASE)
_UNIT = r"(?:tỉnh|huyện|thị xã|xã|phường|quận|thành phố|tp|sở|ban|ngành)"
_GROUP = re.compile(
    rf"(?<!\w)(?:các|những|toàn thể|trực thuộc)(?!\w)|(?<!\w){_UNIT}\s*(?:,|và)\s*{_UNIT}(?!\w)", re.IGNORECASE
)
# Who stands for a body: its leaders, and its organs by their abbreviations (`BTV, BCH, UBKT Công đoàn …`).
_LEADERS = re.compile(
    r"(?:(?i:chủ tịch|ct|bộ trưởng|giám đốc),? (?i:các|và các) (?i:phó chủ tịch|pct|thứ trưởng|phó giám đốc)"
    r"|(?i:lãnh đạo|lđ|thủ trưởng|đồng chí|đ/c|tt)|(?:[A-ZĐ]{2,6}, )+[A-ZĐ]{2,6})\s+(?=\w)"
)
_NEXT = re.compile(r"\s*[,;]\s*|\s+và\s+")


@dataclass(frozen=True, slots=True)
class Body:
    """A body as it is `printed`, by its full `name` where the table of bodies has it; a group cannot be ticked off.

    Two that have one `key` are one body.
    """

    printed: str
    name: str | None
    key: str
    parent: str | None = None
    is_group: bool = False


@lru_cache(20_000)
def body(printed: str, province: str | None) -> Body:
    """The body that a name means in a paper of this province: "LĐLĐ tỉnh" is Liên đoàn Lao động tỉnh Thái Bình."""
    bare = _REMARK.sub("", printed).strip(" -–+.;,:")
    for name in (bare, _LEADERS.sub("", bare, count=1)):
        if meant := resolve(name, province):
            return Body(bare, meant.name, folded_words(meant.name), meant.parent)
    return Body(bare, None, folded_words(_organs().sub("", _LEADERS.sub("", bare, count=1), count=1)))


def listed(lines: Iterable[str], province: str | None) -> tuple[Body, ...]:
    """The bodies of a list, one a line or several; each once. Lines that start with `#` are remarks."""
    found: dict[str, Body] = {}
    for line in lines:
        if line.strip() and not line.lstrip().startswith("#"):
            for one in _of_line(line, province):
                found.setdefault(one.key, one)
    return tuple(found.values())


def is_to_carry_out(recipient: str) -> bool:
    """Is it one from whom something is expected, not who keeps the paper, or gets it to know of it?"""
    return not (_NO_BODY.match(recipient.strip(" -–+")) or _FOR_OTHERS.search(recipient))


def above(one: Body) -> Iterator[str]:
    """The keys of the bodies above one."""
    seen = {one.key}
    while one.parent and (one := body(one.parent, None)).key not in seen:
        seen.add(one.key)
        yield one.key


def _of_line(line: str, province: str | None) -> list[Body]:
    bare = _REMARK.sub("", line).strip(" -–+.;,:\n")
    whole = body(bare, province)
    if whole.name:
        return [whole]
    parts = [body(part, province) for part in _NEXT.split(bare)]
    if all(part.name for part in parts):
        return parts
    return [Body(bare, None, whole.key, is_group=True) if _GROUP.search(bare) else whole]


@lru_cache
def _organs() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, column('organs')))})\s+(?=\w)", re.IGNORECASE)
