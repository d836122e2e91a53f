"""What the styles of a Word file give a run, a paragraph or a table that does not say it itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .package import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
VAL = f"{W}val"
_OFF = frozenset({"0", "false", "off", "none"})
_MOST_ANCESTORS = 20  # of a style: Word itself allows 11, and a file may name a circle
_NO_LINE = frozenset({"nil", "none"})


@dataclass(frozen=True, slots=True)
class Look:
    """What matters of the looks of a run: its font, and whether it is hidden or drawn in capitals; None: not said."""

    font: str | None = None
    hidden: bool | None = None
    capitals: bool | None = None

    def over(self, under: Look) -> Look:
        """This look, and where it says nothing the one `under` it."""
        return Look(
            self.font if self.font is not None else under.font,
            self.hidden if self.hidden is not None else under.hidden,
            self.capitals if self.capitals is not None else under.capitals,
        )


_PLAIN = Look()


@dataclass(slots=True)
class Styles:
    """The styles of one file, and the fonts of its theme."""

    styles: Element | None
    theme: Element | None
    _by_id: dict[str, Element] = field(default_factory=dict)
    _theme_fonts: dict[str, str] = field(default_factory=dict)
    _looks: dict[str | None, Look] = field(default_factory=dict)
    _default: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.theme is not None:
            for kind in ("major", "minor"):
                latin = self.theme.find(f".//{_A}{kind}Font/{_A}latin")
                self._theme_fonts[kind] = latin.get("typeface", "") if latin is not None else ""
        for style in self.styles.iter(f"{W}style") if self.styles is not None else ():
            self._by_id[style.get(f"{W}styleId", "")] = style
            if style.get(f"{W}default", "0") not in _OFF:
                self._default[style.get(f"{W}type", "")] = style.get(f"{W}styleId", "")

    def look(self, style: str | None, kind: str = "paragraph") -> Look:
        """The look that a style gives; for a paragraph without one that of the default style, over the defaults."""
        chosen = style or self._default.get(kind)
        if chosen not in self._looks:
            look = _PLAIN
            for properties in self._chain(chosen, "rPr"):
                look = look.over(self.direct(properties))
            self._looks[chosen] = look.over(self._defaults()) if kind == "paragraph" else look
        return self._looks[chosen]

    def _defaults(self) -> Look:
        """The look of text that no style speaks of."""
        found = self.styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if self.styles is not None else None
        return self.direct(found)

    def direct(self, properties: Element | None) -> Look:
        """What an element `rPr` itself says."""
        if properties is None or not len(properties):
            return _PLAIN
        hidden, capitals = properties.find(f"{W}vanish"), properties.find(f"{W}caps")
        return Look(
            self._font(properties.find(f"{W}rFonts")),
            None if hidden is None else hidden.get(VAL) not in _OFF,
            None if capitals is None else capitals.get(VAL) not in _OFF,
        )

    def _font(self, fonts: Element | None) -> str | None:
        """The font of letters beyond ASCII, which are where legacy fonts differ."""
        if fonts is None:
            return None
        for name in ("hAnsi", "ascii"):
            if theme := fonts.get(f"{W}{name}Theme"):
                return self._theme_fonts.get(theme[:5], "")
            if font := fonts.get(f"{W}{name}"):
                return font
        return None

    def paragraph(self, properties: Element | None, path: str) -> Element | None:
        """An element of `pPr`, from the paragraph itself or its style."""
        found = properties.find(path) if properties is not None else None
        if found is not None:
            return found
        return next(
            (
                found
                for inherited in self._chain(style_of(properties, "pStyle") or self._default.get("paragraph"), "pPr")
                if (found := inherited.find(path)) is not None
            ),
            None,
        )

    def table_line(self, properties: Element | None, side: str) -> bool:
        """Does a table draw its inner lines (`insideH`, `insideV`)?"""
        chain = self._chain(style_of(properties, "tblStyle") or self._default.get("table"), "tblPr")
        for table in (properties, *chain):
            line = table.find(f"{W}tblBorders/{W}{side}") if table is not None else None
            if line is not None:
                return is_line(line)
        return False

    def _chain(self, style: str | None, part: str) -> Iterator[Element]:
        """A part of a style and of those it is based on."""
        for _ in range(_MOST_ANCESTORS):
            found = self._by_id.get(style or "")
            if found is None:
                return
            properties = found.find(f"{W}{part}")
            if properties is not None:
                yield properties
            style = style_of(found, "basedOn")


def style_of(properties: Element | None, name: str) -> str | None:
    """The style that `pStyle`, `rStyle`, `tblStyle` or `basedOn` names."""
    found = properties.find(f"{W}{name}") if properties is not None else None
    return found.get(VAL) if found is not None else None


def is_line(border: Element) -> bool:
    """Can this border be seen? White ones are drawn to hide a table."""
    return border.get(VAL) not in _NO_LINE and border.get(f"{W}color", "").upper() != "FFFFFF"
