"""Which extractor reads which file."""

from __future__ import annotations

from ..pipeline.config import Config
from ..pipeline.errors import UnsupportedFormat
from ..pipeline.model import Page, Source
from . import worker
from .base import Extractor, Progress, silent
from .plain import PlainText
from .sniff import JPEG, PDF, PNG, TIFF, UNREAD

# Their parsers can hang, crash or eat memory. Plain text is read here: `cancu tag a.txt` need not wait for a process.
_ISOLATED = frozenset({PDF, PNG, JPEG, TIFF})


def extractors(config: Config, progress: Progress = silent) -> tuple[Extractor, ...]:
    """One of each, set up for this run."""
    # Here, as most of what they import is needed in the process that reads files only.
    from .image import Image
    from .pdf import Pdf

    return (PlainText(config), Pdf(config, progress), Image(config, progress))


def extract(source: Source, config: Config) -> tuple[Page, ...]:
    """The pages of a file, at least one, by the extractor of its media type; in a process of its own where needed."""
    if config.isolate and source.media_type in _ISOLATED:
        return worker.shared().run(read, source, config)
    return read(source, config)


def read(source: Source, config: Config, progress: Progress = silent) -> tuple[Page, ...]:
    """The same, in this process."""
    if source.media_type in PlainText.media_types:
        return PlainText(config).extract(source)
    for extractor in extractors(config, progress):
        if source.media_type in extractor.media_types:
            return extractor.extract(source)
    if name := UNREAD.get(source.media_type):
        raise UnsupportedFormat(f"{source.path}: {name} is not supported yet; save it as PDF or plain text")
    raise UnsupportedFormat(f"{source.path}: neither PDF, image (PNG, JPEG, TIFF) nor text; save it as one of these")
