"""The markup of a web page before it is parsed: its encoding, and what would take the parser too long left out."""

from __future__ import annotations

import re
from collections import Counter

from . import charset, legacy
from .sniff import text_encoding

# The parser looks through all open elements at each tag, and opens bold and the like again in every paragraph: nested
# 100,000 deep a page takes it 22 s. Tags beyond these depths are left out, their text stays.
_DEEPEST = 150
_DEEPEST_OF_A_NAME = 60
_DEEPEST_OF_A_LOOK = 20
_DEEPEST_TABLE = 10
_LONGEST_TAG = 4_000  # characters; it compares each attribute with all others: 50,000 take 8 s
_LOOKS = frozenset(str.split("a b big code em font i nobr s small strike strong tt u"))
# These are closed by what follows, or are never open.
_CLOSED = frozenset(
    str.split(
        """p li dt dd td th tr thead tbody tfoot caption colgroup option optgroup rb rt rp html head body
    area base br col embed hr img input link meta param source track wbr"""
    )
)
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^>]*>")
_RAW = re.compile(r"<(?:!--|(script|style|textarea|title|xmp|noscript|iframe)(?=[\s/>]))", re.I)
BLOCKS = frozenset(
    str.split(
        """address article blockquote body center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6
    header hgroup hr html legend li main ol p pre section summary ul"""
    )
)
_DECLARED = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{2,40})|encoding=[\"']([\w.:-]{2,40})", re.I)
_LEGACY_FONT = re.compile(rb"[\"':=,\s]\.Vn[A-Z]|VNI-[A-Z]")


def decoded(data: bytes) -> str:
    """The characters of a page: Unicode where the bytes are Unicode, whatever the page says, else as it says."""
    if encoding := text_encoding(data):
        return data.decode(encoding)
    found = _DECLARED.search(data[:4096])
    declared = (found[1] or found[2]).decode().lower().replace("_", "-") if found else ""
    if declared in ("utf-8", "utf8"):
        return data.decode("utf-8", "replace")
    if "tcvn" in declared:
        return legacy.decode_tcvn(data)
    if "1258" in declared:
        return legacy.decode_1258(data)
    if not declared and not _LEGACY_FONT.search(data):
        reading = charset.read(data)
        return reading.text if reading else legacy.decode_1258(data)
    # Latin-1 means windows-1252 on the web, and pages in legacy fonts say either. Its five open codes stay as they are.
    text = data.decode("cp1252", "surrogateescape")
    return text.translate({0xDC00 + code: code for code in (0x81, 0x8D, 0x8F, 0x90, 0x9D)})


def shallow(page: str) -> str:
    """The page without comments, scripts and those tags that are nested deeper than any page that was written."""
    page = _without_raw(page)
    opened: Counter[str] = Counter()
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        name = tag[2].lower()
        if name in _CLOSED:
            return tag[0] if len(tag[0]) <= _LONGEST_TAG else f"<{tag[1]}{name}>"
        limit = _DEEPEST_TABLE if name == "table" else _DEEPEST_OF_A_LOOK if name in _LOOKS else _DEEPEST_OF_A_NAME
        instead = "<br>" if name in BLOCKS else ""
        if tag[1]:
            if not opened[name]:
                return ""
            opened[name] -= 1
            depth -= 1
            return tag[0] if opened[name] < limit and depth < _DEEPEST else instead
        opened[name] += 1
        depth += 1
        if opened[name] > limit or depth > _DEEPEST:
            return instead
        return tag[0] if len(tag[0]) <= _LONGEST_TAG else f"<{name}>"

    end = page.rfind(">") + 1  # a tag that nobody closed would be looked for to the end again and again
    return _TAG.sub(kept, page[:end]) + page[end:].partition("<")[0]


def _without_raw(page: str) -> str:
    """The page without what holds no text of it, and no tags; style sheets stay."""
    kept: list[str] = []
    at = 0
    lowered = page.lower()
    if len(lowered) != len(page):  # `İ` is two characters in lower case
        lowered = page
    while found := _RAW.search(page, at):
        kept.append(page[at : found.start()])
        closing = f"</{found[1].lower()}" if found[1] else "-->"
        end = lowered.find(closing, found.end() - (0 if found[1] else 2))  # `<!-->` is a whole comment
        stop = len(page) if end < 0 else end + len(closing) if not found[1] else page.find(">", end) + 1 or len(page)
        if found[1] and found[1].lower() == "style":
            kept.append(page[found.start() : stop])
        at = stop
    return "".join([*kept, page[at:]])
