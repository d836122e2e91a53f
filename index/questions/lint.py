"""How a document cites others: facts to look at, each with where it stands, no verdict on who is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import combinations

from rapidfuzz import fuzz

from ...pipeline.identity import same_number
from ...pipeline.model import Relation
from ...pipeline.organisation import resolve
from ...pipeline.vietnamese import folded_words
from ..dates import day
from ..links.candidacy import NO_CANDIDATES, Asked, Candidates, candidates
from ..links.families import FULL_DATE, year_of
from ..links.graph import Direction, Evidence, Graph, Node, Said, Step
from ..links.resolving import Status, day_of
from ..printed import RELATIONS, when
from .citation import full, issued

_ALIKE = 75  # per cent; titles that agree less are two. One that was cut or misprinted agrees by more
_BEGINNING = 60  # characters; where a title ends is less sure than where it begins
_YEAR = len("2022")
_LEANING = (Relation.BASIS, Relation.IMPLEMENTS)  # what a document rests on has to be there before it
_ENDING = (Relation.REPLACES, Relation.REPEALS)


class Code(StrEnum):
    """What was found."""

    TWO_TITLES = "two_titles"
    TWO_DATES = "two_dates"
    OTHER_DATE = "other_date"
    OTHER_YEAR = "other_year"
    NO_DATE = "no_date"
    LATER = "later"
    REPLACED = "replaced"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fact (Vietnamese) about how `cited` is cited, with the sentences, and the full citation of what may be meant.

    `others` are the documents that tell against it: of the same number, or the one that replaced it.
    """

    code: Code
    cited: Node
    fact: str
    evidence: tuple[Evidence, ...]
    citations: tuple[str, ...]
    candidates: Candidates = NO_CANDIDATES
    others: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mentions:
    """What a paper says of one document, in the order of its text."""

    paper: Node
    cited: Node
    said: tuple[Said, ...]

    @property
    def asked(self) -> Asked:
        return self.cited, day_of(self.paper.date)


@dataclass(frozen=True, slots=True)
class _Fact:
    code: Code
    mentions: _Mentions
    text: str
    said: tuple[Said, ...]
    others: tuple[Node, ...] = ()
    steps: tuple[Step, ...] = ()  # what others say

    @property
    def told(self) -> tuple[Said | Step, ...]:
        return (*self.said, *self.steps)


IsPartial = Callable[[str, int], bool]  # does the mention of this document and position mean only a provision?
Endings = Callable[[int], Sequence[Step]]  # what is said to replace or repeal a node


def endings(graph: Graph) -> Endings:
    """Reads each node once: what all documents rest on is looked at for all of them."""
    return lru_cache(100_000)(lambda node: tuple(graph.steps([node], Direction.DOWN, _ENDING, -1)))


def lint(graph: Graph, paper: Node, is_partial: IsPartial, ended: Endings) -> tuple[Finding, ...]:
    """What is to be looked at in the citations of a document that is held, in the order of its text."""
    said = graph.said(paper.id)
    nodes = graph.nodes({one.node for one in said})
    several: dict[int, list[Said]] = defaultdict(list)
    for one in said:
        several[one.node].append(one)
    facts = list(_two_dates(paper, said, nodes))
    told = {one.node for fact in facts for one in fact.said}
    for number, of_one in several.items():
        if number != paper.node:
            found = _facts(graph, _Mentions(paper, nodes[number], tuple(of_one)), is_partial, ended)
            facts += (fact for fact in found if fact.code is not Code.OTHER_DATE or number not in told)
    return _findings(graph, sorted(facts, key=lambda fact: (fact.said[0].position, fact.code)))


def _facts(graph: Graph, mentions: _Mentions, is_partial: IsPartial, ended: Endings) -> Iterator[_Fact]:
    if mentions.cited.status is Status.AMBIGUOUS:
        if mentions.cited.number is None:
            return  # of a law the name is enough
        text = "chỗ dẫn chưa đủ để biết là văn bản nào"
        yield _Fact(Code.AMBIGUOUS, mentions, text, mentions.said[:1])
        return
    yield from _two_titles(mentions, is_partial)
    yield from _other_date(graph, mentions)
    yield from _other_year(mentions)
    yield from _no_date(mentions)
    yield from _later(mentions)
    yield from _replaced(graph, mentions, is_partial, ended)


def _two_titles(mentions: _Mentions, is_partial: IsPartial) -> Iterator[_Fact]:
    """What follows an article that is cited may be its own subject; laws are cited by their names."""
    if mentions.cited.is_law:
        return
    titled = [one for one in mentions.said if one.title and not is_partial(one.document, one.position)]
    for one, other in combinations(titled, 2):
        if not _are_alike(one.title or "", other.title or ""):
            text = f"được ghi hai trích yếu: “{one.title}” và “{other.title}”"
            yield _Fact(Code.TWO_TITLES, mentions, text, (one, other))
            return


def _are_alike(one: str, other: str) -> bool:
    one, other = folded_words(one), folded_words(other)
    agree = max(fuzz.partial_ratio(one, other), fuzz.ratio(one[:_BEGINNING], other[:_BEGINNING]))
    return agree >= _ALIKE


def _two_dates(paper: Node, said: Iterable[Said], nodes: dict[int, Node]) -> Iterator[_Fact]:
    """One number with two days of one year, or with one title: numbers run through a year at least."""
    several: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        if one.number and one.date and len(one.date) == FULL_DATE and one.own:
            several[same_number(one.number)].append(one)
    for same in several.values():
        for one, other in combinations(same, 2):
            if one.date != other.date and _is_one(one, other):
                text = f"được ghi hai ngày: {when(one.date or '')} và {when(other.date or '')}"
                yield _Fact(Code.TWO_DATES, _Mentions(paper, nodes[one.node], (one, other)), text, (one, other))
                break


def _is_one(one: Said, other: Said) -> bool:
    if one.kind and other.kind and folded_words(one.kind) != folded_words(other.kind):
        return False
    if one.node == other.node or (one.date or "")[:_YEAR] == (other.date or "")[:_YEAR]:
        return True
    return bool(one.title and other.title) and _are_alike(one.title or "", other.title or "")


def _other_date(graph: Graph, mentions: _Mentions) -> Iterator[_Fact]:
    """Another day than that of the document that is meant, or of one of that number, year and body that is held."""
    cited = mentions.cited
    for one in mentions.said:
        if one.date is None or len(one.date) < FULL_DATE:
            continue
        known = [cited, *(same for same in graph.of_same_number(cited) if _is_of_one_body(cited, same))]
        others = [each for each in known if _differ(one.date, each.date or "")]
        if others and not any(each.date == one.date and each.held for each in known):
            where = "văn bản đang lưu ghi" if others[0].held else "những chỗ dẫn khác ghi"
            text = f"được ghi {when(one.date)}; {where} {when(others[0].date or '')}"
            yield _Fact(Code.OTHER_DATE, mentions, text, (one,), tuple(others))
            return


def _other_year(mentions: _Mentions) -> Iterator[_Fact]:
    year = year_of(mentions.cited.number)
    for one in mentions.said:
        if year and one.date and one.date[:_YEAR] != year:
            text = f"được ghi {when(one.date)}; năm trong số, ký hiệu: {year}"
            yield _Fact(Code.OTHER_YEAR, mentions, text, (one,))
            return


def _differ(one: str, other: str) -> bool:
    """Are these two days, of one year? Those of two years may be two documents."""
    return len(other) == FULL_DATE and one != other and one[:_YEAR] == other[:_YEAR]


def _is_of_one_body(cited: Node, held: Node) -> bool:
    if cited.kind and held.kind and folded_words(cited.kind) != folded_words(held.kind):
        return False
    return bool(cited.issuer and held.issuer) and _body(cited, held.place) == _body(held, held.place)


def _body(node: Node, province: str | None) -> str:
    meant = resolve(node.issuer or "", node.place or province)
    return folded_words(meant.name if meant else node.issuer or "")


def _no_date(mentions: _Mentions) -> Iterator[_Fact]:
    """No mention has the day, which is known: the first one should."""
    cited = mentions.cited
    known = issued(cited)
    if cited.is_law or not known or len(known) < FULL_DATE:
        return
    if not any(one.date and len(one.date) == FULL_DATE for one in mentions.said):
        where = "trong kho" if cited.held else "theo chỗ dẫn của văn bản khác"
        text = f"viện dẫn không ghi đủ ngày, tháng, năm ban hành; {where}: {when(known)}"
        yield _Fact(Code.NO_DATE, mentions, text, mentions.said[:1])


def _later(mentions: _Mentions) -> Iterator[_Fact]:
    today = mentions.paper.date
    for one in mentions.said:
        date = one.date or issued(mentions.cited)
        if one.own and one.relation in _LEANING and date and today and _is_after(date, today):
            relation = RELATIONS[Relation(one.relation)]
            text = f"là văn bản {relation}, ghi {when(date)}, sau ngày của văn bản này ({day(today)})"
            yield _Fact(Code.LATER, mentions, text, (one,))
            return


def _is_after(date: str, today: str) -> bool:
    """Also of a year alone; within one year nothing is known of that."""
    length = min(len(date), len(today))
    return date[:length] > today[:length]


def _replaced(graph: Graph, mentions: _Mentions, is_partial: IsPartial, ended: Endings) -> Iterator[_Fact]:
    """A document that is held replaced or repealed it before this one was issued."""
    leaning = [one for one in mentions.said if one.own and one.relation in _LEANING]
    today = mentions.paper.date
    if not leaning or not today or len(today) < FULL_DATE:
        return
    steps = [
        step
        for step in ended(mentions.cited.node)
        if step.day < today and step.start != mentions.paper.node and not is_partial(step.document, step.position)
    ]
    enders = {node.node: node for node in graph.nodes(step.start for step in steps).values() if node.held}
    for step in sorted(steps, key=lambda step: (step.day, step.document, step.position)):
        if (other := enders.get(step.start)) and other.document == step.document:
            done = "thay thế" if step.relation == Relation.REPLACES else "bãi bỏ"
            text = (
                f"là văn bản {RELATIONS[Relation(leaning[0].relation)]}, đã có văn bản {done} ban hành {when(step.day)}"
            )
            yield _Fact(Code.REPLACED, mentions, text, tuple(leaning[:1]), (other,), (step,))
            return


def _findings(graph: Graph, facts: Sequence[_Fact]) -> tuple[Finding, ...]:
    evidence = graph.evidence(each for fact in facts for each in fact.told)
    several = candidates(graph, (fact.mentions.asked for fact in facts if fact.code is Code.AMBIGUOUS))
    return tuple(
        Finding(
            fact.code,
            fact.mentions.cited,
            fact.text,
            tuple(dict.fromkeys(evidence[each.document, each.position] for each in fact.told)),
            _citations(fact, several.get(fact.mentions.asked, NO_CANDIDATES)),
            several.get(fact.mentions.asked, NO_CANDIDATES),
            fact.others,
        )
        for fact in facts
    )


def _citations(fact: _Fact, several: Candidates) -> tuple[str, ...]:
    """Of two titles or days both: which one is right is not said. No day of another year than the number's."""
    cited = fact.mentions.cited
    meant: Iterable[Node] = (cited,)
    if fact.code is Code.AMBIGUOUS:
        meant = (one.node for one in several.first)
    elif fact.code is Code.TWO_TITLES:
        meant = (replace(cited, title=one.title) for one in fact.said)
    elif fact.code is Code.TWO_DATES:
        dated = [replace(cited, date=one.date) for one in fact.said]
        meant = [one for one in dated if issued(one) == one.date] or dated
    elif fact.code is Code.OTHER_DATE:
        meant = [one for one in fact.others if one.held] or (cited,)
    return tuple(dict.fromkeys(map(full, meant)))
