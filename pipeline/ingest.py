"""Ingest: files in, documents in the archive out. The whole flow, one file at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from ..extractors.discover import Skipped, discover, load
from ..extractors.registry import extract
from ..index.answers import FileOutcome
from ..index.archive import Archive
from ..index.duplicates import review
from ..index.duplicates.checking import check
from ..index.duplicates.verdict import Duplicates
from ..index.holdings import Outcome
from . import boxes, record
from .config import Config
from .errors import DamagedFile, ExtractionError, IndexUnavailable, MissingTool
from .model import Record, Source, Text
from .text import assemble

_BATCH = 500  # files after which a long run hands to the index what it has stored


def read(source: Source, config: Config) -> Text:
    """The text of a file. Raises `ExtractionError` where there is none."""
    text = assemble(extract(source, config))
    if not text.value.strip():
        raise DamagedFile(f"{source.path}: no text in it; look at it, and scan it again if something is printed there")
    return text


def tag(path: Path, config: Config, with_keywords: bool = False) -> Record:
    """The record of a file; with `config.boxes` it tells where on the pages each field stands."""
    source = load(path, config)
    text = read(source, config)
    tagged = record.read(text, source, with_keywords)
    return replace(tagged, boxes=boxes.of(tagged, text)) if config.boxes else tagged


def compare(path: Path, archive: Archive, config: Config) -> Duplicates:
    """What the archive has of a file already; the file is not stored."""
    source = load(path, config)
    text = read(source, config)
    return check(archive.catalogue, record.read(text, source), text.value, with_text=True)


def candidates(paths: Sequence[Path]) -> tuple[Path | Skipped, ...]:
    """The files under `paths`, those that will not be read included."""
    return tuple(discover(paths))


def ingest(
    found: Iterable[Path | Skipped], archive: Archive, config: Config, done: Callable[[FileOutcome], None]
) -> None:
    """Store every file that can be read. `done` is told of each; `Archive.drain` then hands the last to the index.

    Each file is stored whole or not at all, and one that cannot be read ends nothing: it is quarantined with a reason.
    """
    draining = True
    for count, item in enumerate(found, start=1):
        done(_skip(item, archive) if isinstance(item, Skipped) else _store(item, archive, config))
        if draining and count % _BATCH == 0:
            try:
                archive.drain()
            except IndexUnavailable:
                draining = False  # storing goes on; the drain that ends the run meets the same and tells it


def without_keywords(archive: Archive) -> int:
    """How many stored records have no keywords yet."""
    return archive.catalogue.count_without_keywords()


def fill_keywords(archive: Archive, done: Callable[[], None]) -> None:
    """Give keywords to the stored records that have none yet: segmentation is slow, so nothing waits for it."""
    for sha256, text in archive.catalogue.without_keywords():
        archive.catalogue.set_keywords(sha256, record.keywords(text))
        done()


def _skip(item: Skipped, archive: Archive) -> FileOutcome:
    archive.catalogue.skip(item.path, item.reason)
    return FileOutcome(item.path, Outcome.SKIPPED, reason=item.reason)


def _store(path: Path, archive: Archive, config: Config) -> FileOutcome:
    """One file: source, text, record, comparison with what is held, catalogue. Known bytes are not read again."""
    sha256 = None
    try:
        source = load(path, config)
        sha256 = source.sha256
        tagged, text = archive.catalogue.tagged(sha256) or _tagged(source, config)
    except (ExtractionError, MissingTool) as error:
        if path.exists():  # what does not exist is told; there is nothing to look at later
            archive.catalogue.quarantine(path, sha256, str(error))
        return FileOutcome(path, Outcome.QUARANTINED, reason=str(error))
    with archive.catalogue.transaction():
        found = check(archive.catalogue, tagged, text)
        added = archive.catalogue.add(source, tagged, text)
        review.note(archive.catalogue, sha256, found)
    return FileOutcome(path, added.outcome, added.document, duplicates=found)


def _tagged(source: Source, config: Config) -> tuple[Record, str]:
    text = read(source, config)
    return record.read(text, source), text.value
