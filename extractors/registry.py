"""Which extractor reads which file."""

from __future__ import annotations

from ..pipeline.config import Config
from ..pipeline.errors import UnsupportedFormat
from ..pipeline.model import Page, Source
from .base import Extractor
from .image import Image
from .pdf import Pdf
from .plain import PlainText
from .sniff import UNREAD


def extractors(config: Config) -> tuple[Extractor, ...]:
    """One of each, set up for this run."""
    return (PlainText(config), Pdf(config), Image(config))


def extract(source: Source, config: Config) -> tuple[Page, ...]:
    """The pages of a file, at least one, by the extractor of its media type."""
    for extractor in extractors(config):
        if source.media_type in extractor.media_types:
            return extractor.extract(source)
    if name := UNREAD.get(source.media_type):
        raise UnsupportedFormat(f"{source.path}: {name} is not supported yet; save it as PDF or plain text")
    raise UnsupportedFormat(f"{source.path}: neither PDF, image (PNG, JPEG, TIFF) nor text; save it as one of these")
