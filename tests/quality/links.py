"""Which document a mention means: 200 mentions of the official documents, decided by reading (docs/labelling.md).

`links.tsv` says where each stands and what is meant:

    held        a document of our data, named by its set and id; where its set is not in the archive it is a stub
    stub        a document that we do not have: number (or name), date as far as it is known, body
    ambiguous   what the text does not tell
    self        the document that mentions
    none        no document: a heading, a notice of the web page
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations
from pathlib import Path

from cancu.index.catalogue import Catalogue
from cancu.pipeline.model import Span
from quality import archives
from quality.measure import Measure

ARCHIVES = {"official": ("official",), "all sets": ("official", "vbpl", "gazette")}


class Meant(StrEnum):
    HELD = "held"
    STUB = "stub"
    AMBIGUOUS = "ambiguous"
    SELF = "self"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Label:
    """What the mention at `span` of the official document `paper` means. `document` is alike for all that mean it."""

    paper: str
    span: Span
    meant: Meant
    document: str


@dataclass(frozen=True, slots=True)
class Link:
    """What we make of a labelled mention; `truth` is the id of the held document that is meant, None for a stub."""

    label: Label
    status: str
    node: str | None
    truth: str | None

    @property
    def missed(self) -> bool:
        return self.truth is not None and self.status != "held"

    def __str__(self) -> str:
        paper, (start, end) = self.label.paper, self.label.span
        return f"{paper} {start}-{end}: {self.status} {self.node}, meant {self.label.meant} {self.label.document}"


def measures(data: Path) -> Iterator[Measure]:
    """Links that are not wrong, links found to held documents, mentions of one document that share its node."""
    for name, sets in ARCHIVES.items():
        found = links(data, sets)
        yield _measure(f"links: {name} not wrong", found, wrong(found))
        held = [link for link in found if link.truth]
        yield _measure(f"links: {name} held found", held, [link for link in held if link.missed])
        yield together(f"links: {name} one document, one node", found)


@lru_cache
def links(data: Path, sets: tuple[str, ...]) -> tuple[Link, ...]:
    """What we make of every labelled mention in an archive of these sets."""
    catalogue, papers = archives.catalogue(data, sets)
    ids = {f"{paper.set}/{paper.name}": paper.id for paper in papers}
    texts = {paper.name: paper.text for paper in papers if paper.set == "official"}
    return tuple(_link(catalogue, label, ids) for label in labels(texts))


def labels(texts: dict[str, str]) -> Iterator[Label]:
    """The labels, checked against the texts that they were made on."""
    with (Path(__file__).parent / "links.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if hashlib.sha256(texts[row["id"]].encode()).hexdigest() != row["sha256"]:
                raise ValueError(f"{row['id']}: the label was made on another text")
            truth = Meant(row["meant"])
            document = " ".join(filter(None, (row["document"], row["date"], row["issuer"])))
            if truth in (Meant.SELF, Meant.NONE):
                document = f"{truth} {row['id']}"
            yield Label(row["id"], (int(row["start"]), int(row["end"])), truth, document)


def _link(catalogue: Catalogue, label: Label, ids: dict[str, str]) -> Link:
    teller = ids[f"official/{label.paper}"]
    truth = ids.get(label.document) if label.meant is Meant.HELD else None
    for said in catalogue.graph.said(teller):
        start, end = said.span
        if start < label.span[1] and label.span[0] < end:
            node = catalogue.graph.nodes([said.node])[said.node]
            truth = teller if label.meant is Meant.SELF and node.id == teller else truth
            return Link(label, node.status.value, node.id, truth)
    return Link(label, "no mention", None, truth)


def wrong(found: tuple[Link, ...]) -> list[Link]:
    """Links to a held document that is not meant, and links to one stub of mentions that mean several documents."""
    held = (link for link in found if link.status == "held" and link.node != link.truth)
    return list(dict.fromkeys((*held, *_merged(found))))


def _merged(found: tuple[Link, ...]) -> Iterator[Link]:
    """Links to a stub to which a mention of another document is linked too."""
    told = [link for link in found if link.status == "stub" and link.label.meant is not Meant.AMBIGUOUS]
    for one, other in combinations(told, 2):
        if one.node == other.node and one.label.document != other.label.document:
            yield from (one, other)


def together(name: str, found: tuple[Link, ...]) -> Measure:
    """Of the documents that several mentions mean, those whose mentions have one node."""
    nodes: dict[str, list[str | None]] = defaultdict(list)
    for link in found:
        if link.label.meant in (Meant.HELD, Meant.STUB):
            nodes[link.label.document].append(link.node)
    several = {document: Counter(told) for document, told in nodes.items() if len(told) > 1}
    apart = {document: told for document, told in several.items() if len(told) > 1 or None in told}
    misses = tuple(f"{document}: {dict(told)}" for document, told in apart.items())
    return Measure(name, len(several) - len(apart), len(several), misses)


def _measure(name: str, found: Sequence[Link], failed: Sequence[Link]) -> Measure:
    return Measure(name, len(found) - len(failed), len(found), tuple(map(str, failed)))
