"""What waits for a person: noted at ingest, listed, decided, taken back; as JSON-ready values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from ...pipeline.errors import NotFound
from .. import answers
from ..answers import Json
from ..catalogue import Catalogue
from .decisions import Choice, Decision, Doubt, pair_of
from .paper import Paper
from .rules import judge
from .verdict import Duplicates, Verdict

Asked = str | tuple[str, str]  # the id of a pair or how it begins, or the SHA-256 of two files that are held
_Pair = TypeVar("_Pair", Doubt, Decision, str)


def note(catalogue: Catalogue, sha256: str, found: Duplicates) -> None:
    """Keep what could not be decided of a file that is stored now; joins the transaction that stores it."""
    for match in found.matches:
        if match.finding.verdict is Verdict.REVIEW and match.document.file != sha256:
            catalogue.decisions.doubt(sha256, match.document.file, match.finding.reasons)


def pairs(catalogue: Catalogue, pair: str | None = None) -> Json:
    """All that is open, the oldest first, or the pair of this name."""
    doubts = catalogue.decisions.open() if pair is None else _only(pair, catalogue.decisions.doubts(pair.lower()))
    return {"pairs": [_doubt(catalogue, doubt) for doubt in doubts], "total": len(doubts)}


def decided(catalogue: Catalogue) -> Json:
    found = catalogue.decisions.all()
    return {"decisions": [_decision(catalogue, one) for one in found], "total": len(found)}


def decide(catalogue: Catalogue, pair: Asked, choice: Choice, person: str) -> Json:
    """What was open, decided otherwise, or never asked, is decided. Raises `NotFound` for what is not known."""
    with catalogue.transaction():
        here, there = _held(catalogue, pair) if isinstance(pair, tuple) else _known(catalogue, pair)
        made = catalogue.decide(here, there, choice, person)
        return _decision(catalogue, made) | {"waiting": catalogue.decisions.waiting()}


def undo(catalogue: Catalogue, pair: Asked) -> Json:
    """Nobody has decided; the pair is open again if the rules still cannot tell. Raises `NotFound` likewise."""
    with catalogue.transaction():
        named = pair_of(*pair) if isinstance(pair, tuple) else pair
        (said,) = _only(named, catalogue.decisions.named(named.lower()))
        before = _decision(catalogue, said)
        catalogue.undo(said)
        _judge_again(catalogue, said)
        now = {"here": _file(catalogue, said.one), "there": _file(catalogue, said.other)}
        return before | now | {"undone": True, "waiting": catalogue.decisions.waiting()}


def _judge_again(catalogue: Catalogue, said: Decision) -> None:
    here, there = catalogue.tagged(said.one), catalogue.tagged(said.other)
    if here is None or there is None:
        return  # asked when it comes again
    finding = judge(Paper(*here), Paper(*there))
    if finding.verdict is Verdict.REVIEW:
        catalogue.decisions.doubt(said.one, said.other, finding.reasons)
    else:
        catalogue.decisions.settle(said.pair)


def _known(catalogue: Catalogue, pair: str) -> tuple[str, str]:
    doubts, decisions = catalogue.decisions.doubts(pair.lower()), catalogue.decisions.named(pair.lower())
    known = {one.pair: (one.one, one.other) for one in decisions} | {one.pair: (one.here, one.there) for one in doubts}
    (found,) = _only(pair, [*known])
    return known[found]


def _held(catalogue: Catalogue, files: tuple[str, str]) -> tuple[str, str]:
    if files[0] == files[1]:
        raise NotFound("both files have the same content: there is nothing to decide")
    if not all(map(catalogue.file, files)):
        raise NotFound("one of the two files is not in the archive: run `cancu ingest` first")
    return files


def _only(pair: str, found: Sequence[_Pair]) -> Sequence[_Pair]:
    """The one thing of this name."""
    if not pair or not found:
        raise NotFound(f"no pair is called {pair or '“”'}: `cancu review` and `cancu review --decided` list them all")
    if len(found) > 1:
        raise NotFound(f"{len(found)} pairs begin with {pair}: type more of the id")
    return found


def _doubt(catalogue: Catalogue, doubt: Doubt) -> Json:
    return {
        "id": doubt.pair,
        "here": _file(catalogue, doubt.here),
        "there": _file(catalogue, doubt.there),
        "reasons": list(doubt.reasons),
        "at": doubt.at,
    }


def _decision(catalogue: Catalogue, decision: Decision) -> Json:
    return {
        "id": decision.pair,
        "decision": decision.choice.value,
        "by": decision.person,
        "at": decision.at,
        "here": _file(catalogue, decision.one),
        "there": _file(catalogue, decision.other),
    }


def _file(catalogue: Catalogue, sha256: str) -> Json:
    """A file with its document, which is `null` when it is held no more."""
    file = catalogue.file(sha256)
    document = catalogue.document(file.document) if file else None
    return {
        "document": answers.document(document) if document else None,
        "sha256": sha256,
        "files": list(catalogue.paths_of_file(sha256)),
    }
