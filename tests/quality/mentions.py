"""2,000 sentences in which others marked every document that is named: are our spans theirs?

The labels are those of a tool, not of a reader, and miss what it missed. So every disagreement was read, and
`mention_verdicts.tsv` says of its span what it is:

    mention     it is one, from the kind to the end of name, number and date
    none        it is none, or has another end
    outside     a document is meant that the record does not list: without number and no law, or with a blank number

A disagreement without a verdict counts as our error.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cancu.pipeline.model import Reference, Span
from cancu.pipeline.vietnamese import fold
from quality.measure import Measure
from quality.shared import Json, rows, tagged

# fmt: off
_KINDS = {
    "Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Nghị quyết", "Nghị định", "Quyết định",
    "Thông tư", "Thông tư liên tịch", "Thông tư liên bộ",
}
# fmt: on
_TAG_OPENS, _TAG_CLOSES = re.compile(r"<[A-ZĐ]+ "), re.compile(r"\s*</[A-ZĐ]+>")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Spans by the labels, by the labels mended, and by us."""

    id: str
    text: str
    raw: frozenset[Span]
    mended: frozenset[Span]
    ours: frozenset[Span]


def sentences(data: Path) -> Iterator[Sentence]:
    """The labelled sentences, tagged. Labels count characters of texts that are not in NFC, as records are."""
    for row in rows(data / "mentions.jsonl"):
        text = _nfc(row["text"])
        raw = frozenset(_span_of_label(row["text"], label) for label in row["mentions"])
        found = (reference for reference in tagged(text).references if reference.kind in _KINDS)
        ours = frozenset(span_of(reference) for reference in found if reference.number or reference.name)
        yield Sentence(row["id"], text, raw, frozenset(_mended(text, span) for span in raw), ours)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _span_of_label(text: str, label: Json) -> Span:
    return len(_nfc(text[: label["start"]])), len(_nfc(text[: label["end"]]))


def _mended(text: str, span: Span) -> Span:
    """A label in which another one starts was cut where that ended; its own closing tag still stands in the text."""
    if _TAG_OPENS.search(text, *span) and (closes := _TAG_CLOSES.search(text, span[1])):
        return span[0], closes.start()
    return span


def span_of(reference: Reference) -> Span:
    """From the kind to the end of name, number and date: what the labels mark. The surface runs on to the issuer."""
    start, end = reference.span
    if reference.issuer:
        issuer = r"\W+".join(re.findall(r"\w+", fold(reference.issuer)))
        issued = re.search(rf"(?:\s*[),]*\s*(?:cua|do)\s|\s*,\s)\W*{issuer}\W*$", fold(reference.surface))
        end = start + issued.start() if issued else end  # in a list only the last has the issuer in its surface
    return start, end


@lru_cache
def verdicts() -> dict[tuple[str, Span], str]:
    """What a reader says of spans on which label and tagger do not agree."""
    with (Path(__file__).parent / "mention_verdicts.tsv").open(encoding="utf-8") as file:
        found = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {(row["id"], (int(row["start"]), int(row["end"]))): row["verdict"] for row in found}


def measures(data: Path) -> Iterator[Measure]:
    """F1 as the labels are, F1 with those mended that their own markup cut, precision and recall by the verdicts."""
    read = list(sentences(data))
    both = sum(len(sentence.raw & sentence.ours) for sentence in read)
    yield Measure("mentions: F1, labels as they are", 2 * both, sum(len(s.raw) + len(s.ours) for s in read))
    both = sum(len(sentence.mended & sentence.ours) for sentence in read)
    yield Measure("mentions: F1, cut labels mended", 2 * both, sum(len(s.mended) + len(s.ours) for s in read))
    right, extra, missed = 0, [], []
    for sentence in read:
        for span in sorted(sentence.mended | sentence.ours):
            verdict, said = _verdict(sentence, span), f"{sentence.id} {span} {sentence.text[slice(*span)]}"
            right += verdict == "mention" and span in sentence.ours
            if verdict == "none" and span in sentence.ours:
                extra.append(said)
            if verdict == "mention" and span not in sentence.ours:
                missed.append(said)
    yield Measure("mentions: precision by verdicts", right, right + len(extra), tuple(extra))
    yield Measure("mentions: recall by verdicts", right, right + len(missed), tuple(missed))


def _verdict(sentence: Sentence, span: Span) -> str:
    """What a span is: by label and tagger where they agree, else by the reader, else by the label."""
    if span in sentence.mended and span in sentence.ours:
        return "mention"
    return verdicts().get((sentence.id, span)) or ("mention" if span in sentence.mended else "none")
