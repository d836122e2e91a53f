"""The text of files that have no pages: where one would end is up to the program, the printer and the fonts."""

from __future__ import annotations

from ..pipeline.config import Config
from ..pipeline.model import Method, Page
from ..pipeline.text import clean, quality
from . import charset


def page(text: str, config: Config, warnings: tuple[str, ...] = ()) -> Page:
    """All of the text as one page, in NFC. Codes of a legacy font that the file does not name become Unicode."""
    text = clean(text)
    if meant := charset.undo(text):
        text, warnings = meant.text, (*warnings, f"Chữ {meant.encoding} đã được đổi sang Unicode")
    return judged(text, 1, config, warnings)


def judged(text: str, number: int, config: Config, warnings: tuple[str, ...]) -> Page:
    """Page `number` (1-based), with a warning where its text is no Vietnamese."""
    score = quality(text)
    if text.strip() and score < config.min_quality:
        warnings = (*warnings, f"Trang {number}: chữ không giống tiếng Việt ({score:.2f})".replace(".", ","))
    return Page(text=text, method=Method.PLAIN, warnings=warnings)
