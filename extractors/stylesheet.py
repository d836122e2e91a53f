"""Style sheets of web pages, as far as the text depends on them: what is hidden, in which font, centred, ruled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.S)
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:\.([\w-]+))?", re.I)
_NO_LINE = re.compile(r"(?:^|\s)(?:none|hidden|0(?:px|pt|cm)?)(?:\s|$)")
_MOST_RULES = 5_000


@dataclass(frozen=True, slots=True)
class Style:
    """What is said of an element; None: nothing."""

    hidden: bool | None = None
    font: str | None = None
    centred: bool | None = None
    capitals: bool | None = None
    ruled: bool | None = None

    def over(self, under: Style) -> Style:
        """This style, and where it says nothing the one `under` it."""
        said = {name.name: getattr(self, name.name) for name in fields(self)}
        return Style(**{name: getattr(under, name) if value is None else value for name, value in said.items()})


_NOTHING = Style()


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """Rules of an element, of a class, or of both; what stands around an element plays no part."""

    rules: Mapping[tuple[str, str], Style]

    @staticmethod
    def of(sheets: Iterable[str]) -> StyleSheet:
        """All rules of these sheets; a later one counts more."""
        rules: dict[tuple[str, str], Style] = {}
        for sheet in sheets:
            for selector, style in _rules(sheet):
                if len(rules) < _MOST_RULES:
                    rules[selector] = style.over(rules.get(selector, _NOTHING))
        return StyleSheet(rules)

    def style(self, tag: str, attributes: Mapping[str, str | None]) -> Style:
        """The style of an element: its own one counts most."""
        own = attributes.get("style")
        found = _style(own) if own else _NOTHING
        if not self.rules:
            return found
        names = (attributes.get("class") or "").split()[:20]
        for selector in (*((tag, name) for name in names), *(("", name) for name in names), (tag, "")):
            if selector in self.rules:
                found = found.over(self.rules[selector])
        return found


def _rules(sheet: str) -> Iterator[tuple[tuple[str, str], Style]]:
    for rule in _COMMENT.sub("", sheet).split("}"):
        selectors, brace, declarations = rule.rpartition("{")
        style = _style(declarations) if brace else _NOTHING
        if style == _NOTHING or "@" in selectors:  # those of print and of small screens
            continue
        for selector in selectors.split(","):
            found = _SELECTOR.fullmatch(selector.strip())
            if found and found[0]:
                yield ((found[1] or "").lower(), found[2] or ""), style


def _style(declarations: str) -> Style:
    said = {
        name.strip().lower(): value.strip().lower()
        for name, colon, value in (part.partition(":") for part in declarations.split(";"))
        if colon
    }
    borders = [value for name, value in said.items() if name.startswith("border") and name[6:] in _SIDES]
    hidden = said.get("display") == "none" or said.get("visibility") in ("hidden", "collapse")
    return Style(
        hidden=hidden or said.get("mso-hide") == "all" or None,
        font=_font(declarations),
        centred=said["text-align"] == "center" if "text-align" in said else None,
        capitals=said["text-transform"] == "uppercase" if "text-transform" in said else None,
        ruled=any(not _NO_LINE.search(value) for value in borders) if borders else None,
    )


_SIDES = frozenset({"", "-left", "-right", "-width", "-style"})  # a line below a name is drawn in a header too
_FONT = re.compile(r"font-family\s{0,9}:\s{0,9}[\"']?([^;,\"']{1,80})", re.I)


def _font(declarations: str) -> str | None:
    found = _FONT.search(declarations)
    return found[1].strip() if found else None
