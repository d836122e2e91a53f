"""Is this document here already? Identity decides: number, date and issuer, never the likeness of texts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..pipeline.identity import body, same_number, text_sha256
from ..pipeline.model import Record
from ..pipeline.vietnamese import folded_words
from .catalogue import Catalogue
from .holdings import Document, Held

_COPY = 0.7  # a re-scan shares more of its words with the original; an extract or another annex less


class Verdict(StrEnum):
    SAME_FILE = "same_file"
    SAME_DOCUMENT = "same_document"
    SAME_NUMBER = "same_number"
    NEW = "new"


_Finding = tuple[Verdict, float, tuple[str, ...]]  # with its certainty and reasons


@dataclass(frozen=True, slots=True)
class Differences:
    """What one of two documents has and the other has not."""

    numbers: tuple[str, ...]
    dates: tuple[str, ...]
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A held document beside the one asked about; `reasons` are Vietnamese."""

    document: Document
    verdict: Verdict
    certainty: float
    reasons: tuple[str, ...]
    differences: Differences


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


def check(catalogue: Catalogue, record: Record, text: str) -> Duplicates:
    """Compare a document that is not stored yet with those that are."""
    found: dict[str, _Finding] = {}
    known = catalogue.file(record.file.sha256)
    if known is not None:
        found[known.document] = Verdict.SAME_FILE, 1.0, ("Trùng khớp từng byte với tệp đã lưu",)
    if (hashed := text_sha256(text)) is not None:
        for file in catalogue.files_of_text(hashed):
            found.setdefault(file.document, (Verdict.SAME_FILE, 1.0, ("Nội dung văn bản trùng khớp hoàn toàn",)))
    numbered = catalogue.documents_of_key(record.number.key) if record.number else ()
    matches = []
    for held in filter(None, map(catalogue.held, {*found, *(document.id for document in numbered)})):
        finding = found.get(held.document.id) or _by_number(record, text, held)
        if finding is not None:
            same = finding[0] is Verdict.SAME_FILE  # the held record may be of another file of the document
            differences = Differences((), (), ()) if same else _differences(record, held.record)
            matches.append(Match(held.document, *finding, differences))
    matches.sort(key=lambda match: (list(Verdict).index(match.verdict), match.document.id))
    return Duplicates(matches[0].verdict if matches else Verdict.NEW, tuple(matches))


def groups(catalogue: Catalogue) -> tuple[Group, ...]:
    """Documents that came in more than one file, and different documents that bear one number."""
    several = [
        Group(_verdict_of_files(catalogue, document), (document,), catalogue.paths_of(document.id))
        for document in catalogue.documents_of_many_paths()
    ]
    numbers: dict[str, list[Document]] = defaultdict(list)
    for document in catalogue.documents_sharing_numbers():
        numbers[same_number(document.number or "")].append(document)
    shared = [
        Group(
            Verdict.SAME_NUMBER,
            tuple(documents),
            tuple(path for document in documents for path in catalogue.paths_of(document.id)),
        )
        for _, documents in sorted(numbers.items())
        if len(documents) > 1
    ]
    return (*several, *shared)


def _verdict_of_files(catalogue: Catalogue, document: Document) -> Verdict:
    """The same file several times, or several renderings of a document."""
    files = catalogue.files_of(document.id)
    texts = {file.text_sha256 or file.sha256 for file in files}
    return Verdict.SAME_FILE if len(texts) == 1 else Verdict.SAME_DOCUMENT


def _by_number(record: Record, text: str, held: Held) -> _Finding | None:
    """The verdict on a document whose number is filed under the same key."""
    here, there = record.number, held.record.number
    if here is None or there is None or same_number(here.canonical) != same_number(there.canonical):
        return None
    if record.date is not None and record.id == held.record.id:
        reason = f"Cùng số, ký hiệu {here.canonical}, cùng ngày {day(record.date.iso)}, cùng cơ quan ban hành"
        shared = _shared_words(text, held.text)
        certainty = 0.97 if shared >= _COPY else 0.6
        return Verdict.SAME_DOCUMENT, certainty, (reason, f"Nội dung trùng khoảng {shared:.0%} số từ")
    return Verdict.SAME_NUMBER, 0.9, (f"Cùng số, ký hiệu {here.canonical}", *_contrasts(record, held.record))


def _shared_words(here: str, there: str) -> float:
    """Share of the words of two texts that they have in common, marks aside: OCR loses those first."""
    one, other = (Counter(folded_words(text).split()) for text in (here, there))
    return (one & other).total() / max(1, (one | other).total())


def _contrasts(here: Record, there: Record) -> tuple[str, ...]:
    """What keeps two documents of one number apart, or leaves it open."""
    reasons = []
    one, other = (record.date.iso if record.date else "" for record in (here, there))
    if not (one.startswith(other) or other.startswith(one)):
        reasons.append(f"Khác ngày ban hành: {day(one)} và {day(other)}")
    elif one != other or not one:  # one is not known, or not to the day
        reasons.append("Không đủ ngày ban hành để kết luận là cùng một văn bản")
    if body(here.issuer, here.place) != body(there.issuer, there.place):
        names = [record.issuer.name if record.issuer else "không rõ" for record in (here, there)]
        if names[0] != names[1]:
            reasons.append(f"Khác cơ quan ban hành: {names[0]} và {names[1]}")
        elif here.place and there.place:
            reasons.append(f"Khác nơi ban hành: {here.place} và {there.place}")
        else:
            reasons.append("Không rõ nơi ban hành để kết luận là cùng một văn bản")
    return tuple(reasons)


def day(iso: str) -> str:
    """A date as it is printed in a document: `2022-02-11` → `11/02/2022`, `2022` → `2022`."""
    return "/".join(reversed(iso.split("-")))


def _differences(here: Record, there: Record) -> Differences:
    return Differences(
        numbers=_unshared(_numbers(here), _numbers(there)),
        dates=_unshared(_dates(here), _dates(there)),
        figures=_unshared(_figures(here), _figures(there)),
    )


def _unshared(here: Sequence[str], there: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(set(here) ^ set(there)))


def _numbers(record: Record) -> list[str]:
    return [reference.number.canonical for reference in record.references if reference.number is not None]


def _dates(record: Record) -> list[str]:
    return [mention.start for mention in record.dates if mention.start is not None]


def _figures(record: Record) -> list[str]:
    return [
        f"{target.value}{'' if target.value_max is None else f'–{target.value_max}'} {target.unit}"
        for target in record.targets
    ]
