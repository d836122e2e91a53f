"""What is said of two documents that look alike, and of all that the archive has of one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..holdings import Document


class Verdict(StrEnum):
    """The nearest first."""

    SAME_FILE = "same_file"  # equal bytes, or equal text
    SAME_DOCUMENT = "same_document"  # another scan, another rendering, another sender's copy
    REISSUE = "reissue"  # one corrects or replaces the other
    EXCERPT = "excerpt"  # one is a part of the other
    REVIEW = "review"  # cannot tell: a person has to look
    TEMPLATE_SIBLING = "template_sibling"  # nearly the same text, another document
    SAME_NUMBER = "same_number"  # the same number, another document
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of two texts; what differs stands in brackets: `đạt ⟦85%⟧ trở lên`, `đạt ⟦90%⟧ trở lên`."""

    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Differences:
    """What one of two documents has and the other has not; names that stand in place of others; the text, passage by
    passage, without the `noise` places in which the same words are misread."""

    numbers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    noise: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on two documents; `reasons` are Vietnamese, `certainty` is between 0 and 1."""

    verdict: Verdict
    certainty: float
    reasons: tuple[str, ...] = ()
    differences: Differences = Differences()


@dataclass(frozen=True, slots=True)
class Match:
    """A held document beside the one asked about."""

    document: Document
    finding: Finding


@dataclass(frozen=True, slots=True)
class Duplicates:
    """`verdict` is that of the nearest match."""

    verdict: Verdict
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Documents of the archive that belong together, with the paths they came from."""

    verdict: Verdict
    documents: tuple[Document, ...]
    files: tuple[str, ...]
