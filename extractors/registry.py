"""Which extractor reads which file."""

from __future__ import annotations

from ..pipeline.config import Config
from ..pipeline.errors import DamagedFile, EncryptedFile, ExtractionError, UnsupportedFormat
from ..pipeline.model import Page, Source
from . import worker
from .base import Extractor, Progress, silent
from .plain import PlainText
from .sniff import CUT, DOC, DOCX, HTML, JPEG, ODT, PDF, PNG, PROTECTED, RTF, TIFF, UNREAD

# Their parsers can hang, crash or eat memory. Plain text is read here: `cancu tag a.txt` need not wait for a process.
_ISOLATED = frozenset({PDF, PNG, JPEG, TIFF, DOCX, DOC, ODT, RTF, HTML})


def extractors(config: Config, progress: Progress = silent) -> tuple[Extractor, ...]:
    """One of each, set up for this run."""
    # Here, as most of what they import is needed in the process that reads files only.
    from .html import Html
    from .image import Image
    from .office.docx import Docx
    from .office.libreoffice import Office
    from .office.rtf import Rtf
    from .pdf.pages import Pdf

    paged = (Pdf(config, progress), Image(config, progress))
    return (PlainText(config), *paged, Docx(config), Office(config), Rtf(config), Html(config))


def extract(source: Source, config: Config) -> tuple[Page, ...]:
    """The pages of a file, at least one, by the extractor of its media type; in a process of its own where needed."""
    if config.isolate and source.media_type in _ISOLATED:
        return worker.shared().run(read, source, config)
    return read(source, config)


def read(source: Source, config: Config, progress: Progress = silent) -> tuple[Page, ...]:
    """The same, in this process."""
    if source.media_type in PlainText.media_types:
        return PlainText(config).extract(source)
    if source.media_type not in _ISOLATED:
        raise _unread(source)
    (extractor,) = (one for one in extractors(config, progress) if source.media_type in one.media_types)
    return extractor.extract(source)


def _unread(source: Source) -> ExtractionError:
    if source.media_type == PROTECTED:
        return EncryptedFile(f"{source.path}: the file asks for a password; save it without one, then read it again")
    if source.media_type == CUT:
        return DamagedFile(f"{source.path}: the Office file was cut short; get it again from where it came")
    if unread := UNREAD.get(source.media_type):
        name, instead = unread
        return UnsupportedFormat(f"{source.path}: {name} is not supported; {instead}")
    return UnsupportedFormat(
        f"{source.path}: neither PDF, image (PNG, JPEG, TIFF), Word, OpenDocument, RTF, HTML nor text; "
        "save it as one of these"
    )
