"""Errors a person can act on, each with the exit code the command line ends with."""

from __future__ import annotations

from .printable import printable


class CancuError(Exception):
    """Base of all errors of ours. The message says what, which file, what to do: one line."""

    exit_code = 3

    def __init__(self, message: str) -> None:
        super().__init__(printable(message))


class ConfigurationError(CancuError):
    """A settings file cannot be understood."""


class ArchiveError(CancuError):
    """The archive folder cannot be used: missing, unreadable, locked, or written by a newer version."""


class NotFound(CancuError):
    """A number or id names no document, or several."""

    exit_code = 1


class ExtractionError(CancuError):
    """A file gives no text. In a run over many files this quarantines the one file."""

    exit_code = 4


class UnsupportedFormat(ExtractionError):
    """The content is of no format that can be read."""


class EncryptedFile(ExtractionError):
    """The file is protected by a password."""


class DamagedFile(ExtractionError):
    """The file is empty, cut short or corrupt."""


class TooLarge(ExtractionError):
    """The file or one of its pages exceeds a limit of the configuration."""


class TookTooLong(ExtractionError):
    """Reading the file takes longer than a limit of the configuration."""


class MissingTool(CancuError):
    """A program or model that this work needs is not installed; the message says how to get it."""

    exit_code = 5


class IndexUnavailable(CancuError):
    """The full-text index cannot answer; the catalogue is not affected."""

    exit_code = 6


class IndexMissing(IndexUnavailable):
    """There is no index yet: it has to be made from the catalogue."""


class IndexLocked(IndexUnavailable):
    """Another process is writing to the full-text index."""


class InvalidQuery(CancuError):
    """A search query cannot be understood; the message tells the place, `at` is the character there in `text`.

    `text` is the query in NFC, None as long as nobody has said what it was; `at` is None where no character is wrong.
    """

    exit_code = 2

    def __init__(self, message: str, at: int | None = None) -> None:
        super().__init__(message)
        self.at = at
        self.text: str | None = None
