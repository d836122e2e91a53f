"""Is this document here already? All that the archive has of it, and what it holds more than once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache, partial

from ...pipeline.identity import same_number, text_sha256
from ...pipeline.model import Record
from ..catalogue import Catalogue
from ..holdings import Document, Held
from . import differences
from .confirmation import confirmed
from .paper import Paper
from .rules import REISSUING, judge
from .verdict import Duplicates, Finding, Group, Match, Verdict

_BYTES = Finding(Verdict.SAME_FILE, 1.0, ("Trùng khớp từng byte với tệp đã lưu",))
_ALIKE = 6  # held files that are compared because they share most with the text
_OF_OTHERS = 0.6  # of the smaller text they share by estimate, if number and date are other ones: a form filled in anew
_NUMBERED = 12  # documents of one number that are compared, those of the same date first; `1/KH-UBND` has thousands
_Stated = tuple[str | None, str | None]  # key of the number, day
_KEPT = 256  # documents in memory: each is compared with up to 32 before it
_ORDER = {verdict: at for at, verdict in enumerate(Verdict)}


def check(catalogue: Catalogue, record: Record, text: str, with_text: bool = False) -> Duplicates:
    """Compare a document that is not stored yet with those that are; `with_text` tells what differs in the texts."""
    known, here = catalogue.file(record.file.sha256), Paper(record, text)
    ours = _files_with(catalogue, record.file.sha256)
    decided = catalogue.decisions.documents(ours)
    matches = []
    for id in dict.fromkeys((*_candidates(catalogue, record, text), *sorted(decided))):
        if (held := catalogue.held(id)) is None:
            continue
        if known and known.document == id:
            finding = _BYTES
        else:
            said = catalogue.decisions.on(ours, id) if id in decided else None
            finding = confirmed(_finding(here, held, with_text), here, held, said)
        if finding.verdict is not Verdict.NEW:
            matches.append(Match(held.document, finding))
    matches.sort(key=lambda match: (_ORDER[match.finding.verdict], -match.finding.certainty, match.document.id))
    return Duplicates(matches[0].finding.verdict if matches else Verdict.NEW, tuple(matches))


def _finding(here: Paper, held: Held, with_text: bool) -> Finding:
    there = Paper(held.record, held.text)
    finding = judge(here, there)
    if finding.verdict in (Verdict.NEW, Verdict.SAME_FILE):
        return finding
    told = differences.of(here, there) if with_text else differences.of_records(here.record, there.record)
    return replace(finding, differences=told)


def _files_with(catalogue: Catalogue, sha256: str) -> tuple[str, ...]:
    """The files of the document to which a file belongs; the file alone if it is not held."""
    known = catalogue.file(sha256)
    return tuple(file.sha256 for file in catalogue.files_of(known.document)) if known else (sha256,)


def _candidates(catalogue: Catalogue, record: Record, text: str) -> Iterator[str]:
    """Documents that may be the same, or have to do with it: by bytes, text, number, likeness, and what it replaces."""
    if known := catalogue.file(record.file.sha256):
        yield known.document
    if (hashed := text_sha256(text)) is not None:
        yield from (file.document for file in catalogue.files_of_text(hashed))
    if record.number:
        yield from catalogue.ids_of_key(record.number.key, record.date.iso if record.date else None, _NUMBERED)
    stated = record.number.key if record.number else None, record.date.iso if record.date else None
    for candidate in catalogue.fingerprints.alike(text, _ALIKE):
        held = _document_with(catalogue, candidate.sha256)
        if held and (candidate.contained >= _OF_OTHERS or not _are_others(stated, _stated(held))):
            yield held.id
    for reference in record.references:
        if reference.relation in REISSUING and reference.number and not reference.source:
            yield from catalogue.ids_of_key(reference.number.key, reference.date, 1)


def _stated(document: Document) -> _Stated:
    return document.number_key, document.date


def _are_others(here: _Stated, there: _Stated) -> bool:
    """Are both number and date known, and other ones?"""
    return all(one is not None and other is not None and one != other for one, other in zip(here, there, strict=True))


def groups(catalogue: Catalogue) -> tuple[Group, ...]:
    """Documents that came in more than one file; documents that are alike; different documents that bear one number."""
    several = [
        Group(_verdict_of_files(catalogue, document), (document,), catalogue.paths_of(document.id))
        for document in catalogue.documents_of_many_paths()
    ]
    alike = _alike(catalogue)
    told = {frozenset(pair) for pairs in alike.values() for pair in pairs}
    numbers: dict[str, list[Document]] = defaultdict(list)
    for document in catalogue.documents_sharing_numbers():
        numbers[same_number(document.number or "")].append(document)
    for _, documents in sorted(numbers.items()):
        ids = [document.id for document in documents]
        if len(ids) > 1 and frozenset(ids) not in told:
            alike[Verdict.SAME_NUMBER] += [(ids[0], other) for other in ids[1:]]
    found = [_group(catalogue, verdict, ids) for verdict in Verdict for ids in _connected(alike[verdict])]
    return (*several, *found)


def _alike(catalogue: Catalogue) -> defaultdict[Verdict, list[tuple[str, str]]]:
    """Pairs of documents that share much, or of which one ends the other, by what they are to each other."""
    found: defaultdict[Verdict, list[tuple[str, str]]] = defaultdict(list)
    kept = lru_cache(_KEPT)(partial(_held, catalogue))
    for pair in dict.fromkeys(_pairs(catalogue)):
        one, other = map(kept, pair)
        if one and other:
            (document, here), (_, there) = one, other
            said = catalogue.decisions.on(_files_with(catalogue, document.document.file), pair[1])
            verdict = confirmed(judge(here, there), here, other[0], said).verdict
            if verdict is not Verdict.NEW:
                found[verdict].append(pair)
    return found


def _held(catalogue: Catalogue, id: str) -> tuple[Held, Paper] | None:
    held = catalogue.held(id)
    return (held, Paper(held.record, held.text)) if held else None


def _pairs(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Pairs of ids, in order."""
    for *files, contained in catalogue.fingerprints.all_pairs():
        one, other = (_document_with(catalogue, sha256) for sha256 in files)
        if one is None or other is None or one.id == other.id:
            continue
        if contained >= _OF_OTHERS or not _are_others(_stated(one), _stated(other)):
            yield min(one.id, other.id), max(one.id, other.id)
    for later, ended in catalogue.graph.pairs([relation.value for relation in REISSUING]):
        yield min(later, ended), max(later, ended)


def _document_with(catalogue: Catalogue, sha256: str) -> Document | None:
    file = catalogue.file(sha256)
    return catalogue.document(file.document) if file else None


def _connected(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Documents that pairs lead from one to the other."""
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        near[one].add(other)
        near[other].add(one)
    found, seen = [], set[str]()
    for start in sorted(near):
        together, waiting = [], [start]
        while waiting:
            if (id := waiting.pop()) not in seen:
                seen.add(id)
                together.append(id)
                waiting += near[id]
        if together:
            found.append(sorted(together))
    return found


def _group(catalogue: Catalogue, verdict: Verdict, ids: list[str]) -> Group:
    documents = tuple(filter(None, map(catalogue.document, ids)))
    return Group(verdict, documents, tuple(path for id in ids for path in catalogue.paths_of(id)))


def _verdict_of_files(catalogue: Catalogue, document: Document) -> Verdict:
    """The same file several times, or several renderings of a document."""
    files = catalogue.files_of(document.id)
    texts = {file.text_sha256 or file.sha256 for file in files}
    return Verdict.SAME_FILE if len(texts) == 1 else Verdict.SAME_DOCUMENT
