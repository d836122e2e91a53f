"""Administrative documents made up by the thousand, to measure search at the size of a province's archive.

Their sentences are those of corpus/plans, cut at commas and joined anew; every document has besides a few topics in
rare syllables, so that words are as unevenly spread as in print. A document depends on (seed, number) alone.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, product
from pathlib import Path

from cancu.pipeline import symbol
from cancu.pipeline.model import Relation
from cancu.pipeline.vietnamese import LOWER, WORD, is_syllable
from cancu.pipeline.vocabulary import column, kind_names, rows

SEED = 6
YEARS = range(2011, 2026)
LEVELS = ("central", "province", "district", "base")
_LEVEL_WEIGHTS = (0.05, 0.15, 0.45, 1.0)  # cumulative: most documents are of small offices
_KINDS = 20
_PLACES = 63
_ISSUERS = 500
_SIGNERS = 3_000
_CITED = 20_000
_RARE = 3_000  # syllables beside the thousand of the plans
_LENGTH = 5_060  # characters: about 6.6 KB in UTF-8
_FIELD = 60  # clauses near each other in the plans, of which one document is made: as real words and phrases spread
_TOPICS = 10  # of a document, of two or three rare syllables
_CLAUSE = re.compile(r"[.;:,\n“”\"*()]+|\s[-–]\s")
_LEAST, _MOST = 4, 25  # words of a clause
_ONSET = re.compile(rf"(?:gi(?=[{LOWER}])|qu|[bcdđghklmnprstvx]+)?")
_PLANS = Path(__file__).resolve().parents[1] / "corpus" / "plans"
_OFFICES = (
    ("Ủy ban nhân dân", "UBND"),
    ("Hội đồng nhân dân", "HĐND"),
    ("Liên đoàn Lao động", "LĐLĐ"),
    ("Sở Y tế", "SYT"),
    ("Sở Nội vụ", "SNV"),
    ("Sở Tài chính", "STC"),
    ("Công đoàn Viên chức", "CĐVC"),
    ("Công đoàn ngành Giáo dục", "CĐGD"),
)

_LEAD = {
    Relation.BASIS: "Căn cứ",
    Relation.IMPLEMENTS: "Thực hiện",
    Relation.CITES: "Theo",
    Relation.REPLACES: "Thay thế",
}
_LEAD_WEIGHTS = (0.5, 0.75, 0.97, 1.0)  # cumulative
_LEVEL_WORDS = {"central": "Trung ương tại", "province": "tỉnh", "district": "huyện", "base": "cơ sở"}


@dataclass(frozen=True, slots=True)
class Citation:
    relation: Relation
    number: str  # as printed


@dataclass(frozen=True, slots=True)
class GeneratedDocument:
    """All that an index is told of a document; numbers as printed, `date` ISO."""

    id: str
    text: str
    title: str
    number: str
    citations: tuple[Citation, ...]
    kind: str
    kind_code: str
    issuer: str
    level: str
    place: str
    date: str
    signer: str


@dataclass(frozen=True, slots=True)
class _World:
    """What the documents of one seed have in common. `…_weights` are cumulative."""

    clauses: tuple[str, ...]
    syllables: tuple[str, ...]
    syllable_weights: tuple[float, ...]
    kinds: tuple[tuple[str, str], ...]
    kind_weights: tuple[float, ...]
    issuers: tuple[tuple[str, str, str, str], ...]  # name, code, place, level
    issuer_weights: tuple[float, ...]
    signers: tuple[str, ...]
    cited: tuple[tuple[str, str], ...]  # kind and number
    cited_weights: tuple[float, ...]


def documents(count: int, seed: int = SEED, first: int = 0) -> Iterator[GeneratedDocument]:
    """Documents `first`, `first + 1` …"""
    return (document(number, seed) for number in range(first, first + count))


def document(number: int, seed: int = SEED) -> GeneratedDocument:
    """The document of this number: always the same."""
    world = _world(seed)
    rng = random.Random(f"{seed}:{number}")
    (kind, code) = rng.choices(world.kinds, cum_weights=world.kind_weights)[0]
    issuer, office, place, level = rng.choices(world.issuers, cum_weights=world.issuer_weights)[0]
    year, month, day = rng.choice(YEARS), rng.randint(1, 12), rng.randint(1, 28)
    topics = _topics(world, rng)
    own = f"{number % 4_999 + 1}/{code}-{office}"
    title = f"{rng.choice(world.clauses)} {topics[0]} năm {year}"
    cited = [_citation(world, rng) for _ in range(rng.randint(5, 25))]
    signer = rng.choice(world.signers)
    dated = f"{place}, ngày {day:02} tháng {month:02} năm {year}"
    head = f"{issuer.upper()}\nSố: {own}\n{dated}\n{kind.upper()}\n{title}\n\n"
    bases = "".join(f"{_LEAD[citation.relation]} {kind} {citation.number};\n" for kind, citation in cited)
    end = f"\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nCHỦ TỊCH\n{signer}\n"
    return GeneratedDocument(
        id=f"{seed}-{number:07}",
        text=head + bases + _body(world, rng, topics, _LENGTH - len(head) - len(bases) - len(end)) + end,
        title=title,
        number=own,
        citations=tuple(dict.fromkeys(citation for _, citation in cited)),
        kind=kind,
        kind_code=code,
        issuer=issuer,
        level=level,
        place=place,
        date=f"{year}-{month:02}-{day:02}",
        signer=signer,
    )


def _topics(world: _World, rng: random.Random) -> list[str]:
    drawn = rng.choices(world.syllables, cum_weights=world.syllable_weights, k=3 * _TOPICS)
    return [" ".join(drawn[at : at + 2 + at % 2]) for at in range(0, len(drawn), 3)]


def _citation(world: _World, rng: random.Random) -> tuple[str, Citation]:
    kind, number = rng.choices(world.cited, cum_weights=world.cited_weights)[0]
    relation = rng.choices(tuple(_LEAD), cum_weights=_LEAD_WEIGHTS)[0]
    return kind, Citation(relation, number)


def _body(world: _World, rng: random.Random, topics: list[str], length: int) -> str:
    """Numbered paragraphs of clauses, each with a topic, a figure or a rare syllable between them now and then."""
    start = rng.randrange(len(world.clauses))
    clauses = rng.choices((world.clauses + world.clauses)[start : start + _FIELD], k=length // 40)
    spice = rng.choices(world.syllables, cum_weights=world.syllable_weights, k=2 * len(clauses))
    chances = rng.choices(range(12), k=len(clauses))
    parts, size = [], 0
    for at, (clause, chance) in enumerate(zip(clauses, chances, strict=True)):
        if chance < 4:
            end = topics[(at * at + chance) % _TOPICS]  # some topics come up more than others
        elif chance < 6:
            end = f"đạt {at * 7 % 100 + 1}%"
        else:
            end = f"{spice[2 * at]} {spice[2 * at + 1]}"
        parts.append(f"{clause} {end}" + (f".\n\n{at // 3 + 1}. " if chance % 3 == 0 else ", "))
        size += len(parts[-1])
        if size >= length:
            break
    return "".join(parts)


@lru_cache(maxsize=2)
def _world(seed: int) -> _World:
    rng = random.Random(seed)
    text = "\n".join(path.read_text("utf-8") for path in sorted(_PLANS.glob("*.txt")))
    kinds = tuple((name, code) for name, code in kind_names().items() if code and name[0].isupper())[:_KINDS]
    issuers = _issuers(rng)
    return _World(
        clauses=_clauses(text),
        syllables=(syllables := _rare(text, rng)),
        syllable_weights=_zipf(len(syllables)),
        kinds=kinds,
        kind_weights=_zipf(len(kinds)),
        issuers=issuers,
        issuer_weights=_zipf(len(issuers), 0.6),
        signers=_signers(syllables, rng),
        cited=tuple(_cited(kinds, rng)),
        cited_weights=_zipf(_CITED),
    )


def _clauses(text: str) -> tuple[str, ...]:
    cut = (clause.strip(" -+.\t") for clause in _CLAUSE.split(unicodedata.normalize("NFC", text)))
    return tuple(dict.fromkeys(clause for clause in cut if _LEAST <= len(clause.split()) <= _MOST))


def _rare(text: str, rng: random.Random) -> tuple[str, ...]:
    """Syllables the plans have not, from the onsets and rimes that they have."""
    known = {word for word in WORD.findall(unicodedata.normalize("NFC", text).lower()) if is_syllable(word)}
    onsets = sorted({_onset(word) for word in known})
    rimes = sorted({word[len(_onset(word)) :] for word in known})
    possible = ("".join(parts) for parts in product(onsets, rimes))
    return tuple(rng.sample([word for word in possible if word not in known and is_syllable(word)], _RARE))


def _onset(word: str) -> str:
    found = _ONSET.match(word)
    return found[0] if found else ""


def _issuers(rng: random.Random) -> tuple[tuple[str, str, str, str], ...]:
    places = [row["name"] for row in rows("provinces")][:_PLACES]
    made = [
        (f"{office} {_LEVEL_WORDS[level]} {place}".replace("  ", " "), code, place, level)
        for (office, code), place in product(_OFFICES, places)
        for level in rng.choices(LEVELS, cum_weights=_LEVEL_WEIGHTS)
    ]
    rng.shuffle(made)
    return tuple(made[:_ISSUERS])


def _signers(syllables: tuple[str, ...], rng: random.Random) -> tuple[str, ...]:
    families = column("family_names")
    given = [syllable.capitalize() for syllable in syllables[:400]]
    names = {f"{rng.choice(families)} {rng.choice(given)} {rng.choice(given)}": None for _ in range(2 * _SIGNERS)}
    return tuple(names)[:_SIGNERS]


def _cited(kinds: tuple[tuple[str, str], ...], rng: random.Random) -> Iterator[tuple[str, str]]:
    """Numbers that are all different also without their signs."""
    seen: set[str] = set()
    while len(seen) < _CITED:
        kind, code = rng.choice(kinds)
        number = f"{rng.randint(1, 999)}/{rng.choice(YEARS)}/{code}-{rng.choice(_OFFICES)[1]}"
        if (compact := symbol.compact(number)) not in seen:
            seen.add(compact)
            yield kind, number


def _zipf(count: int, exponent: float = 1.0) -> tuple[float, ...]:
    """Cumulative weights 1, 1/2, 1/3 …"""
    return tuple(accumulate(rank**-exponent for rank in range(1, count + 1)))
