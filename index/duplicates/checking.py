"""Is this document here already? All that the archive has of it, and what it holds more than once."""

from __future__ import annotations

from collections import defaultdict

from ...pipeline.identity import same_number, text_sha256
from ...pipeline.model import Record
from ..catalogue import Catalogue
from ..holdings import Document
from .confirmation import confirmed
from .rules import judge
from .verdict import Duplicates, Finding, Group, Match, Paper, Verdict


def check(catalogue: Catalogue, record: Record, text: str) -> Duplicates:
    """Compare a document that is not stored yet with those that are."""
    found: dict[str, Finding] = {}
    known = catalogue.file(record.file.sha256)
    if known is not None:
        found[known.document] = Finding(Verdict.SAME_FILE, 1.0, ("Trùng khớp từng byte với tệp đã lưu",))
    if (hashed := text_sha256(text)) is not None:
        for file in catalogue.files_of_text(hashed):
            found.setdefault(file.document, Finding(Verdict.SAME_FILE, 1.0, ("Nội dung văn bản trùng khớp hoàn toàn",)))
    numbered = catalogue.documents_of_key(record.number.key) if record.number else ()
    matches = []
    asked = catalogue.decisions.documents(record.file.sha256)
    for held in filter(None, map(catalogue.held, {*found, *(document.id for document in numbered), *asked})):
        finding = found.get(held.document.id) or judge(Paper(record, text), Paper(held.record, held.text))
        said = catalogue.decisions.on(record.file.sha256, held.document.id)
        finding = confirmed(finding, said, held.document in numbered)
        if finding.verdict is not Verdict.NEW:
            matches.append(Match(held.document, finding))
    matches.sort(key=lambda match: (list(Verdict).index(match.finding.verdict), match.document.id))
    return Duplicates(matches[0].finding.verdict if matches else Verdict.NEW, tuple(matches))


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
