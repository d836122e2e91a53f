"""Why a document may be the one that a mention means, where that leaves open which of several it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...pipeline.organisation import resolve
from ...pipeline.vietnamese import folded_words
from .families import FULL_DATE
from .graph import Graph, Named, Node
from .resolving import Status

_SHOWN = 10  # `1/KH-UBND` without a date may be any of a thousand, whom nobody reads


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that may be meant, with the reasons (Vietnamese): what speaks for it, and what is not known."""

    node: Node
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidates:
    """Documents that may be meant: of many the newest that are held. `total` counts all."""

    first: tuple[Candidate, ...] = ()
    total: int = 0


NO_CANDIDATES = Candidates()
Asked = tuple[Node, str]  # what is ambiguous, and the day of the paper that mentions it (`Step.day`)


def candidates(graph: Graph, asked: Iterable[Asked]) -> dict[Asked, Candidates]:
    """Those of what is ambiguous: what was issued until the day of the paper, of the newest paper if there are some."""
    several = {one for one in asked if one[0].status is Status.AMBIGUOUS}
    named = graph.named({cited.node for cited, _ in several}) if several else {}
    return {(cited, day): _candidates(graph, cited, day, named.get(cited.node, ())) for cited, day in several}


def _candidates(graph: Graph, cited: Node, day: str, named: Sequence[Named]) -> Candidates:
    total, first = graph.candidates(cited.node, day, _SHOWN)
    return Candidates(tuple(Candidate(one, reasons(cited, one, named)) for one in first), total)


def reasons(cited: Node, candidate: Node, named: Sequence[Named]) -> tuple[str, ...]:
    """`named` is how papers name what is `cited`."""
    dates = _of_date(cited, candidate, named)
    if cited.number is None:
        return (f"cùng tên {cited.title}", *dates)
    return (f"cùng số {cited.number}", *dates, *_of_body(candidate, named))


def _of_date(cited: Node, candidate: Node, named: Sequence[Named]) -> Iterator[str]:
    if candidate.date is None:
        yield "không rõ ngày ban hành"
    elif cited.date and len(cited.date) == FULL_DATE:
        yield "cùng ngày"
    else:
        if cited.date:
            yield "cùng tháng" if "-" in cited.date else "cùng năm"
        undated = any(one.undated for one in named)
        yield "văn bản dẫn không rõ ngày" if undated else "ban hành không muộn hơn văn bản dẫn"


def _of_body(candidate: Node, named: Sequence[Named]) -> Iterator[str]:
    if candidate.place and candidate.place in {one.place for one in named}:
        yield f"cùng tỉnh, thành phố ({candidate.place})"
    bodies = {one.body for one in named if one.body}
    if not bodies:
        yield "chỗ dẫn không ghi cơ quan ban hành"
    elif candidate.issuer is None:
        yield "không rõ cơ quan ban hành"
    elif bodies & _folded(candidate.issuer, candidate.place):
        yield "cùng cơ quan ban hành"
    else:
        yield "chỗ dẫn ghi tên cơ quan khác"


@lru_cache(10_000)
def _folded(issuer: str, place: str | None) -> frozenset[str]:
    meant = resolve(issuer, place)
    return frozenset(folded_words(name) for name in (issuer, meant.name if meant else issuer))
