"""Every number of the official documents, typed in all the ways people type a number: is its document first?

Right is an answer that begins with the document, or with all the documents of that number, found by their number.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from cancu.index.search.explanation import Why
from cancu.pipeline import symbol
from cancu.pipeline.vietnamese import unmarked
from quality.archives import EMBEDDED, Engine, Paper, Shelf, shelf
from quality.measure import Measure

_SEPARATORS = re.compile(r"[\W_]+")


def _separated(by: str) -> Callable[[str], str]:
    return lambda number: _SEPARATORS.sub(by, number)


def _zero(number: str) -> str:
    """A leading zero dropped, or added where there is none."""
    return number.lstrip("0") if number.startswith("0") else f"0{number}"


SPELLINGS: dict[str, Callable[[str], str]] = {
    "as printed": lambda number: number,
    "blanks": _separated(" "),
    "hyphens": _separated("-"),
    "strokes": _separated("/"),
    "lower case": str.lower,
    "no separators": _separated(""),
    "in a hurry": lambda number: unmarked(_separated("")(number)).lower(),
    "D for Đ": unmarked,
    "zero added or dropped": _zero,
    "decomposed": lambda number: unicodedata.normalize("NFD", f"số {number}"),  # Đ alone has no parts
    "blanks around separators": lambda number: re.sub(r"[-/]", r" \g<0> ", number),
    "after the word số": lambda number: f"số {number}",
}
Papers = tuple[Paper, ...]


def measures(data: Path, engine: Engine = EMBEDDED) -> Iterator[Measure]:
    """One figure a spelling, one of all; then two ways to name a document that are more than its number."""
    held = shelf(data, engine)
    numbered = _grouped(held, _compact)
    figures = [
        _measure(f"lookup: {engine.label}{name}", held, {spell(number): papers for number, papers in numbered.items()})
        for name, spell in SPELLINGS.items()
    ]
    yield from figures
    right, total = sum(each.right for each in figures), sum(each.total for each in figures)
    yield Measure(f"lookup: {engine.label}all spellings", right, total)
    kinds = {f"{_kind(papers[0])} số {number}": papers for number, papers in numbered.items()}
    yield _measure(f"lookup: {engine.label}after its kind", held, kinds)
    yield _measure(f"lookup: {engine.label}kind and serial", held, _grouped(held, _short))


def _grouped(held: Shelf, name: Callable[[Paper], str]) -> dict[str, Papers]:
    """Under the printed number, or the short name, of each official document all papers that share it."""
    sharing: dict[str, list[Paper]] = defaultdict(list)
    for paper in held.papers:
        if paper.record.number:
            sharing[name(paper)].append(paper)
    asked = [paper for paper in held.papers if paper.set == "official" and paper.record.number]
    printed = _printed if name is _compact else name
    return {printed(paper): tuple(sharing[name(paper)]) for paper in asked}


def _printed(paper: Paper) -> str:
    return paper.record.number.canonical if paper.record.number else ""


def _compact(paper: Paper) -> str:
    return symbol.compact(_printed(paper))


def _kind(paper: Paper) -> str:
    return paper.record.kind.name if paper.record.kind else "Văn bản"


def _short(paper: Paper) -> str:
    """As one says it: `quyết định 45`, `nghị định 30/2020`."""
    number = paper.record.number
    year = f"/{number.year}" if number and number.year else ""
    return f"{_kind(paper).lower()} {number.serial if number else ''}{year}"


def _measure(name: str, held: Shelf, asked: dict[str, Papers]) -> Measure:
    misses = tuple(wrong for typed, papers in asked.items() if (wrong := miss(held, typed, papers)))
    return Measure(name, len(asked) - len(misses), len(asked), misses)


def miss(held: Shelf, typed: str, papers: Papers) -> str | None:
    """What is wrong with the answer to what was typed; None if nothing is."""
    wanted = {paper.id for paper in papers}
    answer = held.ask(typed, limit=len(wanted))
    if set(answer.ids) == wanted and all(Why.NUMBER in hit["why"] for hit in answer.hits):
        return None
    return f"{typed!r}: {answer}; wanted {len(wanted)} of {_printed(papers[0])}"
