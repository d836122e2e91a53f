"""The frame of real documents: own number and kind against the publishers' labels, the rest as far as there are some.

A text has a head if its number is printed in it as its own: above the text, or where a consolidated text is certified.
`official` says so in `has_header`; the other texts without one were looked for by eye and are in `headless.tsv`.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from cancu.pipeline import symbol
from cancu.pipeline.model import Record
from cancu.pipeline.vietnamese import fold, folded_words
from quality import shared
from quality.measure import Measure
from quality.shared import Json

_SETS = ("official", "vbpl", "gazette")
_EVERY = 25  # of the codified texts, which are bodies only
_PARTS = ("date", "issuer", "title", "signer")
# What a publisher writes around the subject: `Quyết định 12/QĐ-UBND năm 2025 về … do … ban hành`.
_BEFORE = re.compile(r"^.*?(?:năm 20\d\d|\d\S*/\S+)\s+(?:về\s+)?")
_AFTER = re.compile(r"\s+do [^,;]* (?:ban hành|điện)$")
_LISTED = re.compile(r"^\W*Nơi\s+nhận", re.M)
_IN_COMMON = 0.7  # of the words of the shorter one: publishers shorten, and spell abbreviations out


def measures(data: Path) -> Iterator[Measure]:
    for name in _SETS:
        rows = list(shared.rows(data / name / "documents.jsonl.gz"))
        headed = [row for row in rows if _has_head(name, row)]
        yield _compared(name, "number", headed, _label_of_number, _number, _same_number)
        yield _compared(name, "kind", headed, lambda row: row["type"], _kind, _same_words)
        yield _unheaded(name, [row for row in rows if not _has_head(name, row)])
        for part in _PARTS:
            yield _found(name, part, headed)
        if name != "gazette":  # a gazette leaves recipients out; its texts print them in forms only
            yield _found(name, "recipients", [row for row in headed if _LISTED.search(row["text"])])
        if name == "official":
            yield _compared(name, "issuer", headed, lambda row: row["issuer"], _issuer, _same_body)
            yield _compared(name, "title", headed, _subject, _title, _in_common)
        if name == "vbpl":
            yield _compared(name, "title", headed, lambda row: row["title"], _title, _same_words)
    yield _unheaded("codified", list(shared.rows(data / "codified" / "documents.jsonl.gz"))[::_EVERY])
    yield from _read_by_hand(data)


def _record(row: Json) -> Record:
    return shared.tagged(row["text"])


def _has_head(name: str, row: Json) -> bool:
    if name == "official":
        return bool(row["has_header"]) != ((row["id"], "has_header") in shared.label_errors(name))
    return str(row["id"]) not in _headless(name)


def _headless(name: str) -> frozenset[str]:
    return frozenset(row["id"] for row in _table("headless") if row["set"] == name)


def _compared(
    name: str,
    field: str,
    rows: list[Json],
    *comparison: Any,
) -> Measure:
    """Answers against labels, where there is one that the text does not prove wrong."""
    label, answer, same = comparison
    errors = shared.label_errors(name)
    labelled = [row for row in rows if label(row) and (str(row["id"]), field) not in errors]
    misses = [
        f"{row['id']}: {label(row)!r}, not {answer(_record(row))!r}"
        for row in labelled
        if not same(label(row) or "", answer(_record(row)) or "")
    ]
    return Measure(f"heads: {name} {field}", len(labelled) - len(misses), len(labelled), tuple(misses))


def _found(name: str, part: str, rows: list[Json]) -> Measure:
    missing = tuple(str(row["id"]) for row in rows if not getattr(_record(row), part))
    return Measure(f"heads: {name} {part} found", len(rows) - len(missing), len(rows), missing)


def _unheaded(name: str, rows: list[Json]) -> Measure:
    """Texts without a head that do not pass a number they cite for their own."""
    wrong = []
    for row in rows:
        number = _number(_record(row))
        if number and not _same_number(_label_of_number(row) or "", number):
            wrong.append(f"{row['id']}: {number!r} is not its own")
    return Measure(f"heads: {name} without a head", len(rows) - len(wrong), len(rows), tuple(wrong))


def _label_of_number(row: Json) -> str | None:
    """The number a publisher gives; the gazette has it in the address of the page too, without its strokes."""
    label: str | None = row["number"] or row.get("number_slug")
    return label


def _same_number(label: str, answer: str) -> bool:
    return bool(answer) and symbol.compact(label) == symbol.compact(answer)


def _number(record: Record) -> str | None:
    return record.number.canonical if record.number else None


def _kind(record: Record) -> str | None:
    return record.kind.name if record.kind else None


def _title(record: Record) -> str | None:
    return record.title


def _same_words(label: str, answer: str) -> bool:
    return folded_words(label) == folded_words(answer)


def _issuer(record: Record) -> str | None:
    """The issuer, and what publishers name with it or instead."""
    issuer = record.issuer
    return f"{issuer.name} | {issuer.parent or ''} {record.place or ''}" if issuer else None


def _same_body(label: str, answer: str) -> bool:
    """Publishers name the province alone, or the position that decides: `Bộ trưởng Bộ Y tế`."""
    name = folded_words(answer.partition(" | ")[0])
    return bool(name) and (
        set(folded_words(label).split()) <= set(folded_words(answer).split()) or folded_words(label).endswith(name)
    )


def _subject(row: Json) -> str | None:
    """The publisher's title without number and issuer; one in English is none."""
    title = row["title"] or ""
    return None if title.isascii() else _AFTER.sub("", _BEFORE.sub("", title, count=1)) or None


def _in_common(label: str, answer: str) -> bool:
    one, other = fold(label).split(), fold(answer).split()
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= _IN_COMMON * min(len(one), len(other)) > 0


def _read_by_hand(data: Path) -> Iterator[Measure]:
    """80 documents drawn at random and read by a person; of subjects and recipients the fingerprint is kept."""
    labels: dict[tuple[str, str], Json] = {}
    for row in _table("frames"):
        labels.setdefault((row["set"], row["id"]), {})[row["field"]] = row["value"]
    texts = {(name, str(row["id"])): row for name in _SETS for row in shared.rows(data / name / "documents.jsonl.gz")}
    frames = {
        document: _frame(_record(texts[document]))
        for document, label in labels.items()
        if hashlib.sha256(texts[document]["text"].encode()).hexdigest().startswith(label["text"])
    }
    for part in ("date", "place", "issuer", "parent", "signer", "position", "authority", "title", "recipients"):
        answered = {document: answer for document, frame in frames.items() if (answer := frame[part])}
        wanted = {document: labels[document][part] for document in frames if part in labels[document]}
        wrong = tuple(
            f"{document[1]}: {answer!r}, not {wanted.get(document)!r}"
            for document, answer in answered.items()
            if folded_words(answer) != folded_words(wanted.get(document, ""))
        )
        missed = tuple(f"{document[1]}: {label!r}" for document, label in wanted.items() if document not in answered)
        right = len(answered) - len(wrong)
        yield Measure(f"heads: read by hand, {part} precision", right, len(answered), wrong)
        yield Measure(f"heads: read by hand, {part} recall", right, len(wanted), missed)


def _frame(record: Record) -> dict[str, str | None]:
    issuer, signer = record.issuer, record.signer
    return {
        "date": record.date.iso if record.date else None,
        "place": record.place,
        "issuer": issuer.name if issuer else None,
        "parent": issuer.parent if issuer else None,
        "signer": signer.name if signer else None,
        "position": signer.position if signer else None,
        "authority": signer.authority if signer else None,
        "title": _fingerprint(record.title),
        "recipients": _fingerprint(" ; ".join(record.recipients)),
    }


def _fingerprint(text: str | None) -> str | None:
    return hashlib.sha256(folded_words(text).encode()).hexdigest()[:12] if text else None


def _table(name: str) -> list[Json]:
    with (Path(__file__).parent / f"{name}.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
