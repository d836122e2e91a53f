"""Both engines give the same answers to hundreds of generated queries over real documents.

    CANCU_DATA=... pytest -s tests/contract/test_differential.py

tells the figures. Without real documents, sheets put together from the paragraphs of the five plans take their place.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from cancu.index import indexing
from cancu.index.archive import Archive
from cancu.index.clause import Order
from cancu.index.elastic.engine import Elastic
from cancu.index.engine import Index, IndexedDocument
from cancu.index.fields import FACET_SIZE
from cancu.index.fulltext import FullText
from cancu.index.query.parser import parse
from cancu.index.search import retrieval
from cancu.index.search.retrieval import Results
from cancu.pipeline import config, record
from cancu.pipeline.model import Record
from cancu.pipeline.vietnamese import WORD, fold
from quality import archives, shared

SEED = 6
COUNT = 60  # queries of each kind
SHEETS = 60
ALL = 10_000  # hits: more than there are documents
TOP = 10
OVERLAP = 0.9


Document = tuple[IndexedDocument, Record]


@dataclass(frozen=True, slots=True)
class Subject:
    """A document to ask for."""

    words: tuple[str, ...]
    record: Record


@dataclass(frozen=True, slots=True)
class Engines:
    """Both with the same documents."""

    embedded: Index
    server: Index
    subjects: tuple[Subject, ...]


def _texts(plans: tuple[Path, ...]) -> Iterator[str]:
    if data := shared.folder():
        yield from (row["text"] for row in shared.rows(data / "official" / "documents.jsonl.gz"))
        return
    rng = random.Random(SEED)
    originals = [path.read_text("utf-8").split("\n") for path in plans]
    for number in range(1, SHEETS + 1):
        lines = rng.choice(originals)
        head = (
            f"Số: {number}/KH-LS\n\nLàng Sen, ngày {rng.randint(1, 28)} tháng {rng.randint(1, 12)} năm 2022\n\nKẾ HOẠCH"
        )
        yield "\n".join([head, *(line for line in lines if rng.random() < 0.5)])


@pytest.fixture(scope="module")
def documents(
    plans: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[IndexedDocument, Record]]:
    papers = (archives.Paper("official", str(at), text, record.tag(text)) for at, text in enumerate(_texts(plans)))
    with Archive.open(tmp_path_factory.mktemp("kho") / "kho", create=True) as archive:
        archives.keep(archive, papers)
        return [(indexing.document(held), held.record) for held in archive.catalogue.all_held()]


@pytest.fixture(scope="module")
def engines(
    documents: list[Document],
    elasticsearch_url: str,
    elasticsearch_prefix: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Engines]:
    embedded = FullText(tmp_path_factory.mktemp("differential") / "index")
    server = Elastic(config.Elasticsearch(elasticsearch_url, index=f"{elasticsearch_prefix}differential"), "kho")
    for index in (embedded, server):
        assert index.rebuild(document for document, _ in documents) == ()
    subjects = tuple(Subject(tuple(str(document.fields["exact"]).split()), held) for document, held in documents)
    yield Engines(embedded, server, tuple(subject for subject in subjects if len(subject.words) > TOP))
    for index in (embedded, server):
        index.close()


def _word(rng: random.Random, subject: Subject) -> str:
    return _typed(rng, rng.choice([word for word in subject.words if WORD.fullmatch(word)]))


def _typed(rng: random.Random, text: str) -> str:
    """As somebody types it: with or without marks, composed or not, in small or in capital letters."""
    return rng.choice((str, str, fold, str.upper, lambda each: unicodedata.normalize("NFD", each)))(text)


def _run(rng: random.Random, subject: Subject, least: int, most: int) -> str:
    start = rng.randrange(len(subject.words) - 1)
    return _typed(rng, " ".join(subject.words[start : start + rng.randint(least, most)]))


def _tree(rng: random.Random, subject: Subject, depth: int) -> str:
    if not depth:
        return rng.choice((_word, _word, _prefix, _phrase))(rng, subject)
    one, two = (_tree(rng, subject, rng.randrange(depth)) for _ in range(2))
    return rng.choice((f"({one} AND {two})", f"({one} OR {two})", f"({one} AND NOT {two})", f"({one} -{two})"))


def _prefix(rng: random.Random, subject: Subject) -> str:
    word = rng.choice([word for word in subject.words if word.isalpha() and len(word) > 2])
    return f"{fold(word)[: rng.randint(2, 3)]}*"


def _phrase(rng: random.Random, subject: Subject) -> str:
    return f'"{_run(rng, subject, 2, 6)}"'


def _boolean(rng: random.Random, subject: Subject) -> str:
    return _tree(rng, subject, 3)


def _field(rng: random.Random, subject: Subject) -> str:
    held = subject.record
    told = {
        "loại": held.kind and held.kind.name,
        "cơ_quan": held.issuer and held.issuer.name,
        "người_ký": held.signer and held.signer.name,
        "nơi": held.place,
        "trích_yếu": held.title and " ".join(held.title.split()[:3]),
        "năm": held.date and held.date.iso[:4],
    }
    name, value = rng.choice([(name, value) for name, value in told.items() if value] or [("năm", "2020")])
    quoted = _typed(rng, value.replace('"', " "))
    return rng.choice((f'{name}:"{quoted}"', f"{name}:({quoted})", f'{_word(rng, subject)} {name}:"{quoted}"'))


def _range(rng: random.Random, subject: Subject) -> str:
    year = int(subject.record.date.iso[:4]) if subject.record.date else 2020
    first, last = year - rng.randint(0, 3), year + rng.randint(0, 3)
    return rng.choice(
        (
            f"ngày:{first}..{last}",
            f"ngày:{first}-{rng.randint(1, 12):02}..",
            f"ngày:..{rng.randint(1, 28)}/{rng.randint(1, 12)}/{last} {_word(rng, subject)}",
            f"năm:{first}..{last} -{_word(rng, subject)}",
        )
    )


def _number(rng: random.Random, subject: Subject) -> str:
    printed = [reference.number.canonical for reference in subject.record.references if reference.number]
    printed += [subject.record.number.canonical] if subject.record.number else []
    number = rng.choice(printed or ["02-NQ/TW"])
    typed = rng.choice((number, number.lower(), fold(number.lower()), number.replace("/", " ").replace("-", " ")))
    return rng.choice((typed, f"số:{number}", f"cites:{number}", f"căn_cứ:{number}", f"{typed} {_word(rng, subject)}"))


def _bag(rng: random.Random, subject: Subject) -> str:
    return rng.choice((_run(rng, subject, 2, 8), " ".join(_word(rng, subject) for _ in range(rng.randint(2, 5)))))


def _title(rng: random.Random, subject: Subject) -> str:
    words = WORD.findall(subject.record.title or "") or subject.words[:6]
    return _typed(rng, " ".join(words[:12]))


Kind = Callable[[random.Random, Subject], str]
SETS: dict[str, Kind] = {
    "boolean": _boolean,
    "phrase": _phrase,
    "field": _field,
    "range": _range,
    "number": _number,
    "words": _bag,
    "title": _title,
}
RANKED = ("words", "title")


def _queries(kind: str, subjects: tuple[Subject, ...]) -> list[str]:
    rng = random.Random(f"{SEED}:{kind}")
    return [SETS[kind](rng, rng.choice(subjects)) for _ in range(COUNT)]


def _answers(engines: Engines, text: str, limit: int) -> tuple[Results, Results]:
    query = parse(text, limit=limit)
    return retrieval.search(engines.embedded, query), retrieval.search(engines.server, query)


def _facets(results: Results) -> dict[str, dict[str, int]]:
    return {name: {each.value: each.count for each in values} for name, values in results.facets.items()}


@pytest.mark.parametrize("kind", SETS)
def test_the_same_documents_are_found(engines: Engines, kind: str) -> None:
    found = 0
    for text in _queries(kind, engines.subjects):
        embedded, server = _answers(engines, text, ALL)
        assert {hit.id for hit in embedded.hits} == {hit.id for hit in server.hits}, text
        assert embedded.total == server.total == len(server.hits), text
        assert _facets(embedded) == _facets(server), text
        assert all(len(values) <= FACET_SIZE for values in server.facets.values())
        found += bool(server.total)
    assert found > COUNT / 2
    print(f"\n{kind}: {COUNT} queries, {found} find something: documents, totals and facets are equal")


@pytest.mark.parametrize("kind", RANKED)
def test_the_best_come_first_on_both(engines: Engines, kind: str) -> None:
    overlaps, same = [], 0
    for text in _queries(kind, engines.subjects):
        one, two = ([hit.id for hit in results.hits] for results in _answers(engines, text, TOP))
        overlaps.append(len({*one} & {*two}) / max(len(one), 1))
        same += one == two
    mean = sum(overlaps) / len(overlaps)
    print(f"\n{kind}: top-{TOP} overlap {mean:.3f}, lowest {min(overlaps):.1f}, in the same order {same / COUNT:.2f}")
    assert mean >= OVERLAP


@pytest.mark.parametrize("order", [Order.NEWEST, Order.OLDEST])
def test_by_date_the_order_is_the_same(engines: Engines, order: Order) -> None:
    for text in _queries("words", engines.subjects)[:20]:
        query = replace(parse(text, limit=ALL), order=order)
        one, two = (retrieval.search(index, query).hits for index in (engines.embedded, engines.server))
        assert [hit.id for hit in one] == [hit.id for hit in two], text
