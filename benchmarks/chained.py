"""Records made up by the hundred thousand, as tagging would make them: chains of command in many provinces.

A directive of the centre is taken up by a programme of a province, that by plans of its bodies, and so on, six steps
deep; all rest besides on a few decrees and laws, of which some are cited in every third paper. Papers cite as people
do: with a date, half of one or none, with several names for a body, now and then a damaged date or title. Some papers
come after those which cite them, some never. What a paper is depends on the seed and on the papers before it alone.
"""

from __future__ import annotations

import hashlib
import heapq
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from cancu.pipeline import identity, organisation, symbol
from cancu.pipeline.model import (
    SCHEMA,
    FileInfo,
    IssueDate,
    Issuer,
    IssuerPlace,
    Kind,
    Method,
    Number,
    Organisation,
    Record,
    Reference,
    Relation,
    Source,
    TextInfo,
)
from cancu.pipeline.vocabulary import rows

SEED = 7
ACTS = 2_000  # of the centre, which everything rests on
DEPTH = 6
_SHARES = (0.02, 0.07, 0.2, 0.45, 0.75, 1.0)  # of the levels below the centre, cumulative
_ACT_EVERY = 300  # papers: one of the acts itself is held
_SERIALS = 300  # a year, low ones most
_LATE, _NEVER = 0.3, 0.1  # of the papers come after others that cite them, or never
_LATEST = 4_000  # papers later
_RECENT = 40  # papers of a level in a province, on which those of the next one rest
_LAST_DAY = date(2025, 12, 28)
_TOPICS = ("y tế", "giáo dục", "nông thôn mới", "chuyển đổi số", "cải cách hành chính", "an toàn giao thông", "thi đua")
_DETAILS = ("giai đoạn mới", "trên địa bàn", "trong tình hình mới", "đến năm sau", "của các cơ quan")

# Kind, symbol, the body by all the names that papers have for it; the first is its own.
_CENTRE = (
    ("Nghị định", "{}/{}/NĐ-CP", ("Chính phủ", "CP")),
    ("Quyết định", "{}/QĐ-TTg", ("Thủ tướng Chính phủ", "TTg", "Thủ tướng")),
    ("Chỉ thị", "{}-CT/TW", ("Ban Bí thư", "Ban Bí thư Trung ương Đảng")),
    ("Nghị quyết", "{}-NQ/TW", ("Ban Chấp hành Trung ương", "BCH Trung ương", "Trung ương")),
    ("Thông tư", "{}/{}/TT-BYT", ("Bộ Y tế", "BYT")),
    ("Luật", "", ("Quốc hội",)),
)
_LOCAL = (
    (("Kế hoạch", "{}/KH-TLĐ", "Tổng Liên đoàn Lao động Việt Nam"), ("Chỉ thị", "{}/CT-TTg", "Thủ tướng Chính phủ")),
    (("Chương trình", "{}-CTr/TU", "Tỉnh ủy {}"), ("Nghị quyết", "{}/NQ-HĐND", "HĐND tỉnh {}")),
    (("Kế hoạch", "{}/KH-UBND", "UBND tỉnh {}"), ("Quyết định", "{}/QĐ-UBND", "UBND tỉnh {}")),
    (
        ("Kế hoạch", "{}/KH-SYT", "Sở Y tế {}"),
        ("Kế hoạch", "{}/KH-LĐLĐ", "LĐLĐ tỉnh {}"),
        ("Hướng dẫn", "{}/HD-SNV", "Sở Nội vụ {}"),
    ),
    (("Kế hoạch", "{}/KH-UBND", "UBND huyện số {}"), ("Báo cáo", "{}/BC-UBND", "UBND huyện số {}")),
    (
        ("Kế hoạch", "{}/KH-UBND", "UBND xã số {}"),
        ("Thông báo", "{}/TB-UBND", "UBND xã số {}"),
        ("Kế hoạch", "{}/KH-CĐCS", "Công đoàn cơ sở số {}"),
    ),
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as its head has it; `names` are those of its body, `above` what it carries out."""

    number: str | None
    kind: str
    day: date
    names: tuple[str, ...]
    place: str | None
    title: str
    above: Paper | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A mention as it is printed."""

    paper: Paper
    relation: Relation
    kind: str | None
    day: str | None
    issuer: str | None
    title: str | None
    source: Paper | None = None


@dataclass(slots=True)
class World:
    """Makes papers one after the other."""

    seed: int = SEED
    rng: random.Random = field(init=False)
    acts: tuple[Paper, ...] = field(init=False)
    _weights: tuple[float, ...] = field(init=False)
    _recent: dict[tuple[str, int], list[Paper]] = field(default_factory=lambda: defaultdict(list))
    _taken: set[tuple[str, str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.acts = tuple(self._act(rank) for rank in range(ACTS))
        self._weights = tuple(accumulate(1 / rank for rank in range(1, ACTS + 1)))

    def papers(self, count: int) -> Iterator[tuple[Paper, tuple[Cited, ...]]]:
        """The first `count` papers, as they arrive, with what they cite."""
        held = self.rng.sample(range(ACTS), ACTS)
        late: list[tuple[int, int, tuple[Paper, tuple[Cited, ...]]]] = []
        arrived = made = 0
        while arrived < count:
            made += 1
            if late and late[0][0] <= made:
                given = heapq.heappop(late)[2]
            elif made % _ACT_EVERY == 0 and held:
                given = self.acts[held.pop()], ()
            else:
                paper = self._paper()
                given, chance = (paper, self._citations(paper)), self.rng.random()
                if chance < _LATE + _NEVER:
                    if chance < _LATE:
                        heapq.heappush(late, (made + self.rng.randint(1, _LATEST), made, given))
                    continue
            arrived += 1
            yield given

    def _act(self, rank: int) -> Paper:
        kind, form, names = _CENTRE[rank % len(_CENTRE)]
        day = date(2008, 1, 1) + timedelta(self.rng.randrange(1_500))
        title = f"{_TOPICS[rank % len(_TOPICS)]} {_DETAILS[rank % len(_DETAILS)]} thứ {rank}"
        if not form:
            return Paper(None, kind, day, names, None, f"Luật {title}")
        number = form.format(rank + 1, day.year) if form.count("{}") == 2 else form.format(rank % 400 + 1)
        return Paper(number, kind, day, names, None, f"về {title}")

    def _paper(self) -> Paper:
        draw, level = self.rng.random(), 0
        while draw > _SHARES[level]:
            level += 1
        place = _places()[int(len(_places()) * self.rng.random() ** 1.5)]
        while level and not self._recent[_home(place, level - 1), level - 1]:
            level -= 1
        recent = self._recent[_home(place, level - 1), level - 1] if level else None
        above = self.rng.choice(recent[-_RECENT:]) if recent else self._some_act()
        paper = self._named(level, place, above)
        self._recent[_home(place, level), level].append(paper)
        return paper

    def _named(self, level: int, place: str, above: Paper) -> Paper:
        kind, form, body = self.rng.choice(_LOCAL[level])
        unit = place if level < 4 else f"{self.rng.randint(1, 12)} {place}"
        named = body.format(unit)
        day = min(max(above.day, date(2011, 1, 1)) + timedelta(self.rng.randint(5, 400)), _LAST_DAY)
        if level == 0:
            day = date(2011, 1, 1) + timedelta(self.rng.randrange(4_700))
        number = self._number(form, named, day.year)
        title = f"{self.rng.choice(_TOPICS)} {self.rng.choice(_DETAILS)} năm {day.year}"
        return Paper(number, kind, day, (named,), place if level else None, title, above)

    def _number(self, form: str, body: str, year: int) -> str:
        while True:
            number = form.format(int(_SERIALS * self.rng.random() ** 1.5) + 1)
            if (number, body, year) not in self._taken or self.rng.random() < 0.2:
                self._taken.add((number, body, year))
                return number

    def _some_act(self) -> Paper:
        return self.rng.choices(self.acts, cum_weights=self._weights)[0]

    def _citations(self, paper: Paper) -> tuple[Cited, ...]:
        above = paper.above
        assert above
        cited = [self._cited(act, Relation.BASIS) for act in {id(act): act for act in self._some_acts()}.values()]
        cited.append(self._cited(above, Relation.IMPLEMENTS))
        if above.above and above.number and self.rng.random() < 0.5:
            cited.append(replace(self._cited(above.above, Relation.IMPLEMENTS), source=above))
        if paper.place and self.rng.random() < 0.6:
            near = self._recent[paper.place, self.rng.randint(1, DEPTH - 1)]
            cited += [self._cited(self.rng.choice(near), Relation.CITES)] if near else []
        return tuple(cited)

    def _some_acts(self) -> list[Paper]:
        return self.rng.choices(self.acts, cum_weights=self._weights, k=self.rng.randint(1, 6))

    def _cited(self, paper: Paper, relation: Relation) -> Cited:
        """Six in ten with a date, one in a hundred with a damaged one."""
        how, day = self.rng.random(), paper.day.isoformat()
        said = day if how < 0.6 else day[:4] if how < 0.7 else day[:7] if how < 0.75 else None
        if how < 0.01:
            said = (paper.day + timedelta(self.rng.randint(1, 900))).isoformat()
        issuer = self.rng.choice((*paper.names, None))
        title = paper.title if self.rng.random() < 0.5 else None
        if title and self.rng.random() < 0.05:
            at = self.rng.randrange(len(title))
            title = title[:at] + title[at + 1 :]
        kind = self.rng.choices((paper.kind, None, "Văn bản"), (0.85, 0.13, 0.02))[0]
        return Cited(paper, relation, kind, said, issuer, title)


def _home(place: str, level: int) -> str:
    return place if level > 0 else ""


@lru_cache
def _places() -> tuple[str, ...]:
    return tuple(row["name"] for row in rows("provinces"))[:63]


def made(paper: Paper, cited: tuple[Cited, ...]) -> tuple[Source, Record, str]:
    """What ingest gives to the catalogue, from a text of the head and the sentences that cite."""
    text = f"{paper.names[0]}\nSố: {paper.number}\n{paper.day}\n{paper.kind} {paper.title}\n"
    references = []
    for each in cited:
        line = _sentence(each)
        references.append(_reference(each, paper, line, len(text)))
        text += line + "\n"
    data = text.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    source = Source(Path(f"{sha256[:12]}.txt"), data, sha256, "text/plain")
    return source, _record(paper, source, text, tuple(references)), text


def _record(paper: Paper, source: Source, text: str, references: tuple[Reference, ...]) -> Record:
    number = _number(paper.number, 0) if paper.number else None
    day = IssueDate(paper.day.isoformat(), paper.day.isoformat(), (0, 0))
    issuer = Issuer(paper.names[0], None, IssuerPlace.HEADER, _meant(paper.names[0], paper.place))
    return Record(
        schema=SCHEMA,
        id=identity.document_id(number, day, issuer, paper.place, source.sha256),
        file=FileInfo(source.name, source.sha256, source.media_type, len(source.data)),
        text=TextInfo(1, len(text), Method.PLAIN, 1.0, (Method.PLAIN,), (0,)),
        number=number,
        kind=Kind(paper.kind, None),
        date=day,
        place=paper.place,
        issuer=issuer,
        title=paper.title,
        signer=None,
        recipients=(),
        references=references,
        dates=(),
        targets=(),
        keywords=(),
        warnings=(),
    )


def _sentence(cited: Cited) -> str:
    said = cited.paper.number or cited.paper.title
    source = f"{cited.source.kind} số {cited.source.number} " if cited.source else ""
    when = f" ngày {cited.day}" if cited.day else ""
    whose = f" của {cited.issuer}" if cited.issuer else ""
    return f"{source}{cited.relation.value}: {cited.kind or ''} số {said}{when}{whose} {cited.title or ''};"


def _reference(cited: Cited, paper: Paper, line: str, start: int) -> Reference:
    said, span = cited.paper, (start, start + len(line))
    return Reference(
        surface=line,
        span=span,
        kind=cited.kind,
        number=_number(said.number, start) if said.number else None,
        name=None if said.number else said.title,
        date=cited.day,
        issuer=cited.issuer,
        title=cited.title,
        relation=cited.relation,
        source=cited.source.number if cited.source else None,
        same_as=None,
        evidence=span,
        organisation=_meant(cited.issuer, paper.place) if cited.issuer else None,
    )


def _number(printed: str, start: int) -> Number:
    return replace(_parsed(printed), span=(start, start + len(printed)))


@lru_cache(50_000)
def _parsed(printed: str) -> Number:
    number = symbol.parse(printed)
    assert number, printed
    return number


@lru_cache(10_000)
def _meant(name: str, place: str | None) -> Organisation | None:
    return organisation.resolve(name, place)
