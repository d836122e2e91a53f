"""The answers of the archive as JSON-ready values; `docs/answers.md` fixes their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from ..pipeline.printable import printable
from .duplicates.verdict import Differences, Duplicates, Match
from .engine import FacetValue
from .holdings import Counts, Document, Held, Outcome, PoorPage, Unread
from .links.candidacy import Candidates
from .links.graph import Evidence, Node
from .search.explanation import Explanation
from .trace import Edge, Reached, Trace

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file of a run. `id` is its document; `duplicates` tell what of it was there before."""

    path: Path
    outcome: Outcome
    id: str | None = None
    reason: str | None = None
    duplicates: Duplicates | None = None


def document(known: Document | Node) -> Json:
    """A document in any list."""
    return {
        "id": known.id,
        "number": known.number,
        "kind": known.kind,
        "date": known.date,
        "issuer": known.issuer,
        "title": known.title,
        "held": known.held if isinstance(known, Node) else True,
    }


def hit(score: float, known: Held, found: Explanation) -> Json:
    return {
        "document": document(known.document),
        "file": known.record.file.name,
        "score": score,
        "why": [why.value for why in found.why],
        "snippet": found.snippet.text,
        "highlights": [list(span) for span in found.snippet.highlights],
        "page": found.page,
    }


def facet(values: tuple[FacetValue, ...]) -> Json:
    return {value.value: value.count for value in values}


def trace(found: Trace) -> Json:
    return {
        "root": document(found.root),
        "direction": found.direction.value,
        "nodes": [_reached(reached) for reached in found.nodes],
        "edges": [edge(one) for one in found.edges],
        "truncated": found.truncated,
    }


def ingest(outcomes: Sequence[FileOutcome], waiting: int = 0) -> Json:
    """What became of each file; so many pairs of files wait for a person (`review`)."""
    return {
        "outcomes": [_outcome(outcome) for outcome in outcomes],
        "seen": len(outcomes),
        **{kind.value: sum(outcome.outcome is kind for outcome in outcomes) for kind in Outcome},
        "review": waiting,
    }


def targets(documents: Iterable[Held]) -> Json:
    found = [
        {"document": document(held.document), **msgspec.to_builtins(target)}
        for held in documents
        for target in held.record.targets
    ]
    return {"targets": found, "total": len(found)}


def rescans(pages: Sequence[PoorPage], documents: Mapping[str, Document]) -> Json:
    """The list of what to scan again, by file and page."""
    found = [
        {"document": document(documents[page.document]), "file": page.path, "page": page.page, "reason": page.reason}
        for page in pages
    ]
    return {"pages": found, "total": len(found)}


def status(counts: Counts, stubs: int, index: Json, quarantine: tuple[Unread, ...], poor: tuple[PoorPage, ...]) -> Json:
    return {
        "documents": counts.documents,
        "files": counts.files,
        "stubs": stubs,
        "outcomes": {outcome.value: count for outcome, count in counts.outcomes},
        "index": index,
        "rescan": {"files": len({page.sha256 for page in poor}), "pages": len(poor)},
        "quarantine": [{"file": file.path, "reason": file.reason, "at": file.at} for file in quarantine],
        "review": counts.waiting,
    }


def _outcome(outcome: FileOutcome) -> Json:
    return {
        "file": printable(outcome.path),
        "outcome": outcome.outcome.value,
        "id": outcome.id,
        "reason": outcome.reason,
        "duplicates": [match(each) for each in outcome.duplicates.matches] if outcome.duplicates else [],
    }


def _reached(reached: Reached) -> Json:
    status = {"status": reached.node.status.value, "distance": reached.distance}
    return document(reached.node) | status | candidates(reached.candidates)


def candidates(several: Candidates) -> Json:
    """What may be meant, and how many documents that are in all."""
    return {
        "candidates": [document(one.node) | {"reasons": list(one.reasons)} for one in several.first],
        "candidates_total": several.total,
    }


def match(found: Match) -> Json:
    """A held document beside the one asked about."""
    return {
        "document": document(found.document),
        "verdict": found.finding.verdict.value,
        "certainty": found.finding.certainty,
        "reasons": list(found.finding.reasons),
        "differences": differences(found.finding.differences),
    }


def differences(found: Differences) -> Json:
    """What differs between two documents; `noise` counts what is misread only."""
    return {
        "numbers": list(found.numbers),
        "dates": list(found.dates),
        "figures": list(found.figures),
        "names": list(found.names),
        "text": [{"here": passage.here, "there": passage.there} for passage in found.passages],
        "noise": found.noise,
    }


def edge(told: Edge) -> Json:
    """What is said to connect two documents."""
    return {
        "from": told.start,
        "to": told.end,
        "relation": told.relation,
        "told_by": list(told.told_by),
        "evidence": [evidence(one) for one in told.evidence],
    }


def evidence(one: Evidence) -> Json:
    spans = {"span": list(one.span), "mention": list(one.mention)}
    return {"document": one.document, "page": one.page, **spans, "text": one.text}
