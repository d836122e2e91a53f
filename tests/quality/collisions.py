"""Different documents of one number: are they kept apart, and does who cites one of them reach it and no other?

The real papers of such numbers (`collisions.jsonl`, and all of ours that share a number and differ in date) are held
together with papers made here. Each of these cites one of them in full or with less, or the paper of that number of
another body. A citation that does not tell which document is meant may be linked to none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, count
from pathlib import Path

from cancu.index.links.graph import Node
from cancu.pipeline import record
from cancu.pipeline.symbol import compact
from quality import archives, shared
from quality.archives import Paper
from quality.links import ARCHIVES
from quality.measure import Measure

_SETS = ARCHIVES["all sets"]
_CITING = """{head}

Số: {serial}/BC-{code}

{place}, ngày 05 tháng 02 năm 2026

BÁO CÁO
Về kết quả rà soát văn bản

Theo {kind} số {number}{told}, các đơn vị đã báo cáo.
"""
_ANOTHER = ("Điện Biên", "Sơn La")  # provinces; the first that is not that of the cited paper


class By(StrEnum):
    """Whose paper it is that cites."""

    MINISTRY = "a ministry"
    OWN = "the same province"
    ANOTHER = "another province"


@dataclass(frozen=True, slots=True)
class Form:
    """What a citation says after the number, by whom, and whether that is the paper that is held."""

    said: str
    by: By
    held: bool


FORMS = (
    Form(" ngày {day} của {issuer}", By.MINISTRY, held=True),
    Form(" ngày {day}", By.MINISTRY, held=True),
    Form(" của {issuer}", By.MINISTRY, held=True),
    Form("", By.MINISTRY, held=False),
    Form(" ngày 14/3/2025", By.MINISTRY, held=False),
    Form(" ngày 14/3/2025 của Ủy ban nhân dân tỉnh {another}", By.MINISTRY, held=False),
    Form(" ngày {day} của Ủy ban nhân dân tỉnh {another}", By.MINISTRY, held=False),
    Form(" của Ủy ban nhân dân tỉnh {another}", By.MINISTRY, held=False),
    Form(" ngày {day} của Ủy ban nhân dân tỉnh", By.ANOTHER, held=False),
    Form(" của Ủy ban nhân dân tỉnh", By.ANOTHER, held=False),
    Form(" ngày {day} của UBND tỉnh", By.ANOTHER, held=False),
    Form(" ngày {day} của {issuer}", By.ANOTHER, held=True),
    Form(" ngày {day} của Ủy ban nhân dân tỉnh", By.OWN, held=True),
    Form(" của Ủy ban nhân dân tỉnh", By.OWN, held=True),
    Form(" của UBND tỉnh", By.OWN, held=True),
    Form(" ngày 14/3/2025 của UBND tỉnh", By.OWN, held=False),
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A paper that cites a number in one of the forms; `member` is the held paper of which the form is made."""

    form: Form
    member: Paper
    paper: Paper


def measures(data: Path) -> Iterator[Measure]:
    """Pairs that are two documents, citations not linked to one that is not meant, and those linked to theirs."""
    pairs = list(_pairs(data))
    merged = tuple(f"{one.name} and {other.name}" for one, other in pairs if one.id == other.id)
    yield Measure("collisions: not merged", len(pairs) - len(merged), len(pairs), merged)
    nodes = _nodes(data)
    crossed = tuple(_said(c, node) for c, node in nodes if node.held and not (c.form.held and node.id == c.member.id))
    yield Measure("collisions: not cross-linked", len(nodes) - len(crossed), len(nodes), crossed)
    told = [(citation, node) for citation, node in nodes if citation.form.held]
    missed = tuple(_said(citation, node) for citation, node in told if node.id != citation.member.id)
    yield Measure("collisions: found where told", len(told) - len(missed), len(told), missed)


def _groups(data: Path) -> Iterator[list[Paper]]:
    """The papers at hand of each number that several documents have."""
    listed = {compact(row["number"]) for row in shared.rows(data / "collisions.jsonl")}
    sharing: dict[str, list[Paper]] = defaultdict(list)
    for paper in archives.catalogue(data, _SETS)[1]:
        if paper.record.number and paper.record.date:
            sharing[compact(paper.record.number.canonical)].append(paper)
    for number, group in sorted(sharing.items()):
        if number in listed or len({paper.record.date and paper.record.date.iso for paper in group}) > 1:
            yield group


def _pairs(data: Path) -> Iterator[tuple[Paper, Paper]]:
    """Two different documents of one number, both at hand."""
    papers = {paper.name: paper for paper in archives.catalogue(data, _SETS)[1]}
    for row in shared.rows(data / "collisions.jsonl"):
        for pair in row["pairs"]:
            one, other = papers.get(pair["a"][1]), papers.get(pair["b"][1])
            if one and other:
                yield one, other
    for group in _groups(data):
        yield from combinations(group, 2)


def _nodes(data: Path) -> list[tuple[Citation, Node]]:
    """What the one mention of every citing paper means, in an archive of all of them and the real papers."""
    serials = count(1)
    members = [member for group in _groups(data) for member in group]
    citations = [_citation(member, form, next(serials)) for member in members for form in _forms(member)]
    held = archives.catalogue(data, _SETS)[1]
    catalogue = archives.filled((*held, *(citation.paper for citation in citations)))
    found = []
    for citation in citations:
        (said,) = catalogue.graph.said(citation.paper.id)
        found.append((citation, catalogue.graph.nodes([said.node])[said.node]))
    return found


def _forms(member: Paper) -> Iterator[Form]:
    """Those in which the paper can be cited: only local bodies have their number beside others of their kind."""
    issuer = member.record.issuer.name if member.record.issuer else ""
    if issuer.startswith("Ủy ban nhân dân tỉnh "):
        return iter(FORMS)
    local = issuer.startswith("Ủy ban nhân dân ")
    return (form for form in FORMS if form.by is By.MINISTRY and (form.held or local))


def _citation(member: Paper, form: Form, serial: int) -> Citation:
    number, date, issuer, kind = member.record.number, member.record.date, member.record.issuer, member.record.kind
    assert number and date and issuer and kind, f"{member.name} cannot be cited in full"
    year, month, day = date.iso.split("-")
    own = issuer.name.removeprefix("Ủy ban nhân dân tỉnh ")
    another = _ANOTHER[own == _ANOTHER[0]]
    told = form.said.format(day=f"{day}/{month}/{year}", issuer=issuer.name, another=another)
    place = {By.MINISTRY: "Hà Nội", By.OWN: own, By.ANOTHER: another}[form.by]
    head, code = ("BỘ TƯ PHÁP", "BTP")
    if form.by is not By.MINISTRY:
        head, code = f"ỦY BAN NHÂN DÂN\nTỈNH {place.upper()}", "UBND"
    text = _CITING.format(
        head=head, code=code, place=place, serial=serial, kind=kind.name, number=number.canonical, told=told
    )
    return Citation(form, member, Paper("citing", f"{member.name} {serial}", text, record.tag(text)))


def _said(citation: Citation, node: Node) -> str:
    return f'{citation.member.id} cited "{citation.form.said}" by {citation.form.by}: {node}'
