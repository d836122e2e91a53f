"""Which codified documents change which: the edges that a compiler drew, where the changing text states them.

An edge is stated if a sentence of the text (or its title; a list is one sentence with its head) names the target, by
number or as a law by name, and says before it, not in the passive, that something is changed, or behind it that it
expires; not if it is named as what another cited document changes or details. This is read without our tagger. The 15
statements in texts and the 34 titles that are not plainly "Sửa đổi … của" were checked by eye.
The compiler tells amendments from repeals by the single article, so either relation will do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from cancu.index import trace
from cancu.index.catalogue import Catalogue
from cancu.index.links.graph import Direction, Node
from cancu.pipeline.symbol import compact
from cancu.pipeline.text import clean
from cancu.pipeline.vietnamese import folded_words
from quality import archives, shared
from quality.archives import Paper
from quality.measure import Measure
from quality.shared import Json

CHANGES = {"sửa đổi/bổ sung", "bãi bỏ"}
RELATIONS = {"amends", "replaces", "repeals"}
LAWS = ("Bộ luật", "Luật", "Pháp lệnh")
_SAYS = re.compile(
    r"sửa đổi|bổ sung|thay thế|bãi bỏ|h[uủ][yỷ] bỏ|đính chính|ngưng hiệu lực|hết hiệu lực|điều chỉnh lại", re.I
)
_PASSIVE = re.compile(r"(?:được|đã|bị)(?: \S+){0,2},? ?$", re.I)
_EXPIRES = re.compile(r"hết hiệu lực|bãi bỏ", re.I)
_SENTENCE_ENDS = re.compile(r"(?<=[^\W\d][^\W\d])\.(?=\s)")
_NUMBER = re.compile(r"\d+[a-z]?/(?:\d{4}/)?[A-ZĐ][\w/Đ-]+")
_OF_THE_OTHER = re.compile(
    r"(?:hướng dẫn|quy định chi tiết|sửa đổi|bổ sung|thi hành|thực hiện)[^;]{0,80}(?:của|vào)(?: [^\W\d]+){1,4} ?$",
    re.I,
)
_LEAD = 25  # characters in which the passive is looked for


@dataclass(frozen=True, slots=True)
class Change:
    """An edge of the compiler: `source` changes `target`, of which maybe only the number is known."""

    source: Json
    number: str
    target: Json | None

    def __str__(self) -> str:
        return f"{self.source['number']} -> {self.number}"

    @property
    def law(self) -> str | None:
        """The name of the target if it is a law."""
        if self.target is None or self.target["type"] not in LAWS or not self.target["title"]:
            return None
        name = _printed(self.target["title"])
        return name if name.startswith(LAWS) else f"{self.target['type']} {name}"


def measures(data: Path) -> Iterator[Measure]:
    """Of the changes that the source states, those that are an edge of the trace."""
    found = [change for change in changes(data) if is_stated(change)]
    catalogue, ids = _archive(data)
    missed = [change for change in found if not _is_traced(catalogue, ids, change)]
    misses = tuple(f"{change}: {_made_of(catalogue, ids, change)}" for change in missed)
    yield Measure("codified edges: stated changes traced", len(found) - len(missed), len(found), misses)


@cache
def changes(data: Path) -> tuple[Change, ...]:
    """The changes whose source text is at hand and whose target has a number."""
    texts = _documents(data)
    return tuple(
        Change(texts[edge["src"]], edge["dst_number"], texts.get(edge["dst"]))
        for edge in shared.rows(data / "codified" / "edges.jsonl")
        if edge["relation"] in CHANGES and edge["src"] in texts and edge["dst_number"]
    )


@lru_cache
def _documents(data: Path) -> dict[int, Json]:
    return {row["id"]: row for row in shared.rows(data / "codified" / "documents.jsonl.gz")}


def is_stated(change: Change) -> bool:
    """Does title or text of the source say that it changes the target?"""
    names = [_number(change.number)]
    if change.law:
        names.append(re.compile(re.escape(change.law) + r"(?!\w)", re.I))
    texts = (_printed(change.source["title"] or ""), *sentences(change.source["text"] or ""))
    return any(_says(sentence, name) for sentence in texts for name in names)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text; the items of a list go with its head."""
    sentence = ""
    for paragraph in filter(None, map(_printed, text.split("\n"))):
        first, *others = _SENTENCE_ENDS.split(paragraph)
        if sentence.endswith((";", ",", ":")):
            sentence = f"{sentence} {first}"
        else:
            yield sentence
            sentence = first
        for other in others:
            yield sentence
            sentence = other
    yield sentence


def _says(sentence: str, name: re.Pattern[str]) -> bool:
    for named in name.finditer(sentence):
        if _is_of_another(sentence, named.start()):
            continue
        for verb in _SAYS.finditer(sentence, 0, named.start()):
            if not _PASSIVE.search(sentence, max(0, verb.start() - _LEAD), verb.start()):
                return True
        if _EXPIRES.search(sentence, named.end()):
            return True
    return False


def _is_of_another(sentence: str, position: int) -> bool:
    """ "Sửa đổi Thông tư số 1/2020/TT-BYT hướng dẫn một số điều của Nghị định số …": the circular does."""
    before = [number.end() for number in _NUMBER.finditer(sentence, 0, position)]
    return bool(before) and _OF_THE_OTHER.search(sentence[before[-1] : position]) is not None


def _number(number: str) -> re.Pattern[str]:
    """The number with any blanks or dashes at its separators, or none."""
    parts = [re.escape(part).replace("Đ", "[ĐD]") for part in re.split(r"[/-]", number.lstrip("0"))]
    return re.compile(r"(?<![\d/])0*" + r"\s*[/–-]?\s*".join(parts) + r"(?!\w)", re.I)


def _printed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


@cache
def _archive(data: Path) -> tuple[Catalogue, dict[int, str]]:
    """The sources of all stated changes and the targets that are at hand in a catalogue, with their ids there."""
    stated = [change for change in changes(data) if is_stated(change)]
    rows = {row["id"]: row for change in stated for row in (change.source, change.target) if row}
    papers = {id: _paper(row) for id, row in rows.items()}
    return archives.filled(papers.values()), {id: paper.id for id, paper in papers.items()}


def _paper(row: Json) -> Paper:
    text = clean(as_document(row))
    return Paper("codified", str(row["id"]), text, shared.tagged(text))


def as_document(row: Json) -> str:
    """Head and text of a codified document as a document prints them: the compilers keep its head in fields."""
    year, month, day = (row["date"] or "--").split("-")
    dated = f"Hà Nội, ngày {day} tháng {month} năm {year}\n" if year else ""
    title = _printed(row["title"] or "")
    about = re.sub(rf"^{re.escape(row['type'] or '')} ", "", title, flags=re.I)
    return (
        f"{(row['issuer'] or '').upper()}\n\nSố: {row['number']}\n\n{dated}\n{(row['type'] or '').upper()}\n\n"
        f"{about}\n\n{row['text'] or ''}\n"
    )


def _is_traced(catalogue: Catalogue, ids: dict[int, str], change: Change) -> bool:
    return bool(RELATIONS & _relations(catalogue, ids, change))


def _relations(catalogue: Catalogue, ids: dict[int, str], change: Change) -> set[str]:
    """The relations of the edges from source to target."""
    targets = set(_targets(ids, change))
    (root,) = catalogue.graph.find(ids[change.source["id"]])
    reached = trace.trace(catalogue.graph, root, trace.Route(Direction.UP, depth=1, cap=None))
    meant = {one.node.id for one in reached.nodes if targets & set(_names(one.node))}
    return {edge.relation for edge in reached.edges if edge.start == root.id and edge.end in meant}


def _targets(ids: dict[int, str], change: Change) -> Iterable[str]:
    yield compact(change.number)
    if change.target:
        yield ids[change.target["id"]]
    if change.law:
        yield folded_words(change.law)


def _names(node: Node) -> Iterable[str]:
    yield node.id
    if node.number:
        yield compact(node.number)
    elif node.title:
        yield folded_words(node.title)


def _made_of(catalogue: Catalogue, ids: dict[int, str], change: Change) -> str:
    """Why a stated change is no edge of its kind."""
    relations = _relations(catalogue, ids, change)
    return f"read as {', '.join(sorted(relations))}" if relations else "no edge"
