"""What docs/searching.md shows is what is found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cancu.index.answers import Json
from cancu.index.archive import Archive
from cancu.index.printed import search as printed
from cancu.index.query.parser import parse
from cancu.pipeline import config, ingest
from cancu.pipeline.errors import InvalidQuery
from cancu.pipeline.vocabulary import rows

TEXT = (Path(__file__).resolve().parents[1] / "docs" / "searching.md").read_text("utf-8")
CODE = re.compile(r"`([^`]+)`")


def table(*last: str) -> list[list[str]]:
    """The rows of all tables whose last headings are these."""
    found: list[list[str]] = []
    for block in re.findall(r"(?:^\|.*\n)+", TEXT, re.M):
        head, _, *lines = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in block.splitlines()]
        if tuple(head[-len(last) :]) == last:
            found += lines
    return found


def queries(*last: str) -> list[tuple[str, str]]:
    return [(CODE.findall(row[-len(last)])[0], row[-1]) for row in table(*last)]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, plans: tuple[Path, ...]) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("searching") / "kho"
    with Archive.open(folder, create=True) as opened:
        ingest.ingest(plans, opened, config.load(folder), lambda _: None)
        opened.drain()
        yield opened


def serial(hit: Json) -> str:
    return str(hit["document"]["number"]).split("/")[0]


FOUND = [*queries("Query", "What it means", "Finds"), *queries("For example", "Finds")]


@pytest.mark.parametrize(("query", "finds"), FOUND, ids=[query for query, _ in FOUND])
def test_what_is_found(archive: Archive, query: str, finds: str) -> None:
    hits = archive.search(parse(query))["hits"]
    shown = sorted(f"({serial(hit)})" if "partly" in hit["why"] else serial(hit) for hit in hits)
    told = finds.replace("*", "")
    assert shown == sorted(told.split(", ") if told != "none" else [])
    if first := re.search(r"\*\*(\d+)\*\*", finds):
        assert serial(hits[0]) == first[1]


@pytest.mark.parametrize(("query", "answer"), queries("Query", "Answer"))
def test_what_cannot_be_understood(query: str, answer: str) -> None:
    with pytest.raises(InvalidQuery) as error:
        parse(query)
    assert str(error.value) == answer.replace("\\", "")


ASKING = [(CODE.findall(row[0])[0], row[1]) for row in table("Query", "What it means", "Finds") if "asks " in row[1]]


@pytest.mark.parametrize(("query", "says"), ASKING)
def test_the_suggestion_that_is_shown(archive: Archive, query: str, says: str) -> None:
    lines = printed(archive.search(parse(query))).split("\n")
    assert [line for line in lines if line.startswith("Có phải")] == re.findall(r"_(Có phải ý bạn là: .*)_", says)


def test_every_field_is_in_the_table() -> None:
    shown = [name for row in table("For example", "Finds") for name in CODE.findall(row[0])]
    assert sorted(shown) == sorted(f"{name}:" for row in rows("query_fields") for name in row["names"].split())


def test_the_plans_are_those_of_the_archive(archive: Archive) -> None:
    shown = {row[0]: row[2] for row in table("place", "about")}
    held = archive.search(parse("loại:KH"))["hits"]
    dates = {serial(hit): hit["document"]["date"] for hit in held}
    days = {name: "-".join(part.zfill(2) for part in reversed(day.split("/"))) for name, day in shown.items()}
    assert days == dates
