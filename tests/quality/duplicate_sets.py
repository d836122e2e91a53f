"""Pairs of documents of which it is known whether they are the same, made by lot from real ones.

A *sibling* is what a typist makes of an old file for next year or for the neighbour: at least one field of its identity
differs (number, date, year, or place with issuer), and what the kind of pair says of the body. A *copy* is the document
itself as a scanner, a mail program or a page that fell behind the cupboard leave it.
"""

from __future__ import annotations

import random
import re
import string
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, pairwise

from cancu.index.duplicates.paper import Paper
from cancu.pipeline import record
from cancu.pipeline.model import Span
from cancu.pipeline.text import PAGE_BREAK, clean
from cancu.pipeline.vietnamese import LOWER, unmarked
from quality import noise

PAGE = 2500  # characters
_DAY = len("2022-02-11")


class Truth(StrEnum):
    """What two documents are to each other."""

    OTHER = "another document"
    SAME = "the same document"
    PART = "a part of it"


@dataclass(frozen=True, slots=True)
class Named:
    """A document with the name it has in our data: `official:ID`, `plans:000`."""

    name: str
    paper: Paper


@dataclass(frozen=True, slots=True)
class Pair:
    """An incoming document and one that is held; `kind` is the class that is counted, `seed` what it was made by."""

    set: str
    kind: str
    truth: Truth
    here: Named
    there: Named
    seed: int = 0


Edits = list[tuple[Span, str]]
Change = Callable[[Paper, random.Random], Edits]  # no edits: there is nothing of the kind to change


def named(name: str, text: str) -> Named:
    """A document as an archive has it: its pages cleaned, and tagged."""
    whole = PAGE_BREAK.join(map(clean, text.split(PAGE_BREAK)))
    return Named(name, Paper(record.tag(whole), whole))


def identified(paper: Paper) -> bool:
    """Does it have the fields that a sibling is made by: its number and the day of its date?"""
    return bool(paper.record.number and paper.record.date and len(paper.record.date.iso) == _DAY)


# The fields of identity. Each changes one field once, where the document states it of itself, or wherever it stands.


def number(paper: Paper, lot: random.Random) -> Edits:
    """Another serial of as many figures; mostly the next or the last."""
    stated = paper.record.number
    if stated is None:
        return []
    spans = _numerals(paper.text, stated.span)[:1]
    return [(span, _another(paper.text[slice(*span)], lot)) for span in spans]


def date(paper: Paper, lot: random.Random) -> Edits:
    """Another day of the year, half of the time of another month."""
    parts = _parts(paper)
    if not parts:
        return []
    days = [parts[0]] if lot.random() < 0.5 else parts[:2]
    limits = (28, 12)
    return [
        (span, _padded(_unlike(int(paper.text[slice(*span)]), limit, lot), paper.text[slice(*span)]))
        for span, limit in zip(days, limits, strict=False)
    ]


def year(paper: Paper, lot: random.Random) -> Edits:
    """The next year or the last; the number is kept, but for a year in it."""
    parts = _parts(paper)
    if not parts:
        return []
    old = paper.text[slice(*parts[2])]
    new = str(int(old) + lot.choice((1, 1, 1, -1)))
    numerals = _numerals(paper.text, paper.record.number.span) if paper.record.number else []
    inside = [span for span in numerals if paper.text[slice(*span)] == old]
    return [(span, new) for span in (parts[2], *inside)]


def place(paper: Paper, lot: random.Random) -> Edits:
    """Another province, in the head; only where the issuer bears the name of its place, and the head names both."""
    here, issuer = paper.record.place, paper.record.issuer
    if not here or not issuer or here.casefold() not in issuer.name.casefold():
        return []
    other = lot.choice([name for name in _PROVINCES if name.casefold() not in here.casefold()])
    edits = [(span, new) for span, new in _renamed(paper.text, here, other) if span[1] <= _body(paper) + _HEAD]
    return edits if len(edits) > 1 else []


_HEAD = 600  # characters below number and date; where columns were read one after the other the issuer comes there
_PROVINCES = (
    "Cao Bằng",
    "Điện Biên",
    "Hà Tĩnh",
    "Lai Châu",
    "Lạng Sơn",
    "Nghệ An",
    "Quảng Ninh",
    "Sơn La",
    "Thanh Hóa",
)
IDENTITY: dict[str, Change] = {"number": number, "date": date, "year": year, "place and issuer": place}


def everywhere(change: Change) -> Change:
    """The change, and the same wherever the text repeats what was changed, as a typist's "replace all" does it."""

    def changed(paper: Paper, lot: random.Random) -> Edits:
        edits = change(paper, lot)
        if change is date and paper.record.date:
            return edits + _repeated(paper.text, edits, paper.record.date.span)
        if change is number and paper.record.number:
            return edits + _repeated(paper.text, edits, paper.record.number.span)
        found = [(paper.text[slice(*span)], new.title()) for span, new in edits[:1]]  # a year, or the name of a place
        return edits + [edit for old, new in found for edit in _renamed(paper.text, old, new)]

    return changed


def _repeated(text: str, edits: Edits, stated: Span) -> Edits:
    """The edits of a printed form, in all places where this form is printed, with whatever line breaks."""
    own = _numerals(text, stated)
    form = r"\s+".join(map(re.escape, text[slice(*stated)].split()))
    places = [_numerals(text, again.span()) for again in re.finditer(form, text)]
    return [(there[own.index(span)], new) for there in places for span, new in edits]


def _numerals(text: str, place: Span) -> list[Span]:
    return [_within(place, found.span()) for found in re.finditer(r"\d+", text[slice(*place)])]


def _stated(paper: Paper) -> list[Span]:
    """Where the document says its own number and date."""
    fields = (paper.record.number, paper.record.date)
    return [field.span for field in fields if field is not None]


def _parts(paper: Paper) -> list[Span]:
    """Where day, month and year of its date stand; none if it is printed in another way."""
    stated = paper.record.date
    if stated is None or len(stated.iso) != _DAY:
        return []
    spans = _numerals(paper.text, stated.span)
    told = [int(paper.text[slice(*span)]) for span in spans]
    return spans if told == [int(part) for part in reversed(stated.iso.split("-"))] else []


def _within(outer: Span, inner: Span) -> Span:
    return outer[0] + inner[0], outer[0] + inner[1]


def _another(figures: str, lot: random.Random) -> str:
    """A number of as many figures: a neighbour, or one with a figure changed."""
    near = [str(int(figures) + step).zfill(len(figures)) for step in (1, -1)]
    at = lot.randrange(len(figures))
    far = figures[:at] + str((int(figures[at]) + lot.randint(1, 9)) % 10) + figures[at + 1 :]
    fitting = [each for each in (*near, far) if len(each) == len(figures) and "-" not in each and int(each)]
    return lot.choice(fitting)


def _unlike(value: int, limit: int, lot: random.Random) -> int:
    return lot.choice([other for other in range(1, limit + 1) if other != value])


def _padded(value: int, like: str) -> str:
    return f"{value:0{len(like)}}" if like.startswith("0") or len(like) == len(str(value)) else str(value)


def _renamed(text: str, old: str, new: str) -> Edits:
    """All places of a name or number as a word of its own, its capitals kept and the line broken where it may be."""
    words = r"\s+".join(map(re.escape, old.split()))
    found = re.finditer(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE)
    return [(match.span(), new.upper() if match.group().isupper() else new) for match in found]


# The body.


def figures(share: float) -> Change:
    """A share of the figures below the head, dates among them: at least one. Labels of sections stay."""

    def changed(paper: Paper, lot: random.Random) -> Edits:
        found = list(_FIGURE.finditer(paper.text, _body(paper)))
        chosen = lot.sample(found, min(len(found), max(1, round(share * len(found)))))
        return [(match.span(), _another(match.group(), lot)) for match in chosen]

    return changed


_FIGURE = re.compile(r"(?<![\w./-])(?<!Điều )(?<!Khoản )(?<!khoản )\d+(?![.)] |\w)")


def line_added(paper: Paper, lot: random.Random) -> Edits:
    """A task of our own."""
    lines = _lines(paper)
    at = lot.choice(lines)[0] if lines else len(paper.text)
    return [((at, at), lot.choice(_TASKS) + "\n")]


def line_removed(paper: Paper, lot: random.Random) -> Edits:
    lines = _lines(paper)
    return [(lot.choice(lines), "")] if lines else []


def names(paper: Paper, lot: random.Random) -> Edits:
    """Another signer, wherever he is named."""
    signer = paper.record.signer
    return _renamed(paper.text, signer.name, lot.choice(_SIGNERS)) if signer and signer.name else []


_TASKS = (
    "- Bộ phận tổng hợp theo dõi, đôn đốc và báo cáo kết quả vào tuần cuối của đợt.",
    "- Các tổ trực thuộc cử 02 người tham gia, gửi danh sách về văn phòng.",
    "- Kinh phí thực hiện bố trí trong dự toán được giao đầu năm.",
)
_SIGNERS = ("Lò Văn Pánh", "Vừ Thị Dế", "Đinh Khắc Cương")


def _body(paper: Paper) -> int:
    """Where the body begins: below number and date."""
    return max((span[1] for span in _stated(paper)), default=0)


def _lines(paper: Paper) -> list[Span]:
    """Lines of the body that say something."""
    breaks = [match.end() for match in re.finditer("\n", paper.text[_body(paper) :])]
    spans = [(_body(paper) + start, _body(paper) + end) for start, end in pairwise(breaks)]
    return [(start, end) for start, end in spans if end - start >= _LINE]


_LINE = 40


def edited(text: str, edits: Iterable[tuple[Span, str]]) -> str:
    """The text after the edits; of two that overlap, the one that is told first."""
    kept: Edits = []
    for span, new in edits:
        if all(span[1] <= start or end <= span[0] for (start, end), _ in kept):
            kept.append((span, new))
    for (start, end), new in sorted(kept, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def misread(text: str, rate: float, seed: int) -> str:
    """The text with a share of its characters taken for another, lost or doubled, all alike likely, figures too.

    `noise.damaged` is kinder: what it takes for another character looks like it, and a plain letter loses no mark.
    """
    chance = random.Random(f"{seed} {rate} {len(text)}")
    return "".join(_misread(one, chance) if one != "\n" and chance.random() < rate else one for one in text)


def _misread(character: str, chance: random.Random) -> str:
    harm = chance.random()
    if harm < _TAKEN:
        letters = _LETTERS.upper() if character.isupper() else _LETTERS
        pool = string.digits if character.isdigit() else letters
        return chance.choice([other for other in pool if other != character])
    return "" if harm < _LOST else character * 2


_LETTERS = string.ascii_lowercase + LOWER.removeprefix("a-z")
_TAKEN, _LOST = 0.6, 0.8  # taken for another, lost, doubled: 60, 20 and 20 %


# Siblings.


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of siblings: the fields of identity to choose from, how many of them change, and what else does."""

    name: str
    identity: tuple[Change, ...]
    body: tuple[Change, ...] = ()
    all_fields: bool = False


_ONCE = tuple(IDENTITY.values())
_EVERYWHERE = tuple(map(everywhere, _ONCE))
_ANY = (*_ONCE, *_EVERYWHERE)
SHARES = (0.01, 0.05, 0.2, 0.5, 1.0)
KINDS = (
    *(Kind(f"only the {name}", (change,)) for name, change in IDENTITY.items()),
    *(Kind(f"only the {name}, everywhere", (everywhere(change),)) for name, change in IDENTITY.items()),
    *(Kind(f"{share:.0%} of the figures", _ANY, (figures(share),)) for share in SHARES),
    Kind("a line added", _ANY, (line_added,)),
    Kind("a line removed", _ANY, (line_removed,)),
    Kind("another signer", _ANY, (names,)),
    Kind("next year's", (everywhere(year), number, date), (figures(0.2), names), all_fields=True),
    Kind("the neighbour's", (everywhere(place), number, date), (figures(0.2), names), all_fields=True),
)
NOISES = (0.0, 0.01, 0.02)


@dataclass(frozen=True, slots=True)
class Sibling:
    """The text of another document made from a held one; what is alike in `identity` is one document."""

    kind: str
    text: str
    identity: frozenset[object]


def sibling(held: Named, kind: Kind, seed: int) -> Sibling | None:
    """A sibling of a kind; None if the document has not what this kind changes."""
    lot = random.Random(f"{held.name} {kind.name} {seed}")
    fields = [edits for change in kind.identity if (edits := change(held.paper, lot))]
    body = [edits for change in kind.body if (edits := change(held.paper, lot))]
    if not fields or (kind.body and not body) or (kind.all_fields and len(fields) < len(kind.identity)):
        return None
    chosen = fields if kind.all_fields else [lot.choice(fields)]
    edits = [edit for each in (*chosen, *body) for edit in each]
    identity = _identity(held.paper, edits)
    return Sibling(kind.name, edited(held.paper.text, edits), identity) if identity else None


def _identity(paper: Paper, edits: Edits) -> frozenset[object]:
    """What the edits make of number, date and place, as far as they touch them."""
    own = {
        (span, new)
        for span, new in edits
        for start, end in _stated(paper)
        if start <= span[0] and span[1] <= end and paper.text[slice(*span)] != new
    }
    return frozenset([*own, *(new.title() for _, new in edits if new.title() in _PROVINCES)])


def siblings(held: Named, seed: int, among: int) -> Iterator[Pair]:
    """Siblings of all kinds, clean and with noise, against the document; and `among` pairs of them, drawn by lot."""
    made: list[tuple[Sibling, Named]] = []
    for one in filter(None, (sibling(held, kind, seed) for kind in KINDS)):
        for rate in NOISES:
            told = one.kind + (f", {rate:.0%} noise" if rate else "")
            made.append((one, named(f"{held.name}, {told}", noise.damaged(one.text, rate, seed)[0])))
            yield Pair("siblings", told, Truth.OTHER, made[-1][1], held, seed)
        told = f"{one.kind}, {NOISES[-1]:.0%} misread"
        here = named(f"{held.name}, {told}", misread(one.text, NOISES[-1], seed))
        if not _undone(one, here.paper, held.paper):
            yield Pair("siblings", told, Truth.OTHER, here, held, seed)
    pairs = [(here, there) for (one, here), (other, there) in combinations(made, 2) if one.identity != other.identity]
    for here, there in random.Random(f"{held.name} {seed}").sample(pairs, min(among, len(pairs))):
        yield Pair("siblings", "two siblings", Truth.OTHER, here, there, seed)


def _undone(one: Sibling, made: Paper, held: Paper) -> bool:
    """Has a misread figure brought back the number and the date that were changed?"""
    here, there = (
        (paper.record.number and paper.record.number.canonical, paper.record.date and paper.record.date.iso)
        for paper in (made, held)
    )
    return here == there and any(isinstance(each, tuple) for each in one.identity)


# Copies.


def rescans(held: Named, rates: Iterable[float], seeds: Iterable[int]) -> Iterator[Pair]:
    """The document with noise."""
    for rate in rates:
        for seed in seeds:
            worn = noise.damaged(held.paper.text, rate, seed)[0]
            yield _copy(held, f"{rate:.0%} noise", worn, seed)


def misreadings(held: Named, rates: Iterable[float], seeds: Iterable[int]) -> Iterator[Pair]:
    """The document with any character taken for any other."""
    for rate in rates:
        for seed in seeds:
            yield _copy(held, f"{rate:.0%} misread", misread(held.paper.text, rate, seed), seed)


def rewritten(held: Named) -> Iterator[Pair]:
    """The document with other line breaks, other characters for the same letters, or with its marks lost."""
    text = held.paper.text
    lines = re.sub(r"(?<!\n)\n(?!\n)", " ", text)
    yield _copy(held, "lines joined", lines)
    yield _copy(held, "lines broken elsewhere", re.sub(r"([^\n]{50,60}) ", r"\1\n", lines))
    yield _copy(held, "blank lines lost", re.sub(r"\n\n+", "\n", text))
    yield _copy(held, "decomposed", unicodedata.normalize("NFD", text))
    yield _copy(held, "no-break spaces", text.replace(" ", "\u00a0"))
    yield _copy(held, "line ends of Windows", text.replace("\n", "\r\n"))
    yield _copy(held, "lost marks", unmarked(text))


def torn(held: Named, rates: Iterable[float] = (0.0, 0.02)) -> Iterator[Pair]:
    """The document without its first, a middle, or its last page; none if it has fewer than three."""
    text = held.paper.text
    if len(text) < 3 * PAGE:
        return
    middle = (len(text) - PAGE) // 2
    left = {"first": text[PAGE:], "middle": text[:middle] + text[middle + PAGE :], "last": text[:-PAGE]}
    for rate in rates:
        for page, rest in left.items():
            told = f"lost {page} page" + (f", {rate:.0%} noise" if rate else "")
            yield _copy(held, told, noise.damaged(rest, rate, 1)[0], truth=Truth.PART)


def _copy(held: Named, kind: str, text: str, seed: int = 0, truth: Truth = Truth.SAME) -> Pair:
    return Pair("copies", kind, truth, named(f"{held.name}, {kind}", text), held, seed)
