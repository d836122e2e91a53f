"""What is resolved anew after each change, against an archive that is made anew from the same documents."""

from __future__ import annotations

import random

import pytest

from cancu.index.catalogue import Catalogue
from cancu.pipeline.model import Method

NUMBERS = ("2/KH-A", "2/KH-Â", "3-NQ/TW", "5/2020/NĐ-CP", "136/KH-LĐLĐ", "136/KH-LĐLĐ", "27/CT-TTg", "8/2020/QĐ-UBND")
DATES = (None, "2021", "2021-01", "2021-01-01", "2022-02-02", "2021-03-03")
KINDS = (None, "Kế hoạch", "Luật")
TITLES = (None, None, "a", "bb")
UNIONS = (f"Liên đoàn Lao động tỉnh {name}" for name in ("Thái Bình", "Hưng Yên", "Nghệ An"))
ISSUERS = (None, None, "Hội Làng Sen", *UNIONS)
GRAPH = (
    "SELECT id, status, family, told, document, number, kind, date, issuer, title, law, place FROM nodes",
    """SELECT namings.family, namings.date, namings.kind, namings.issuer, namings.place, mentions, sources, since,
    before, id FROM namings LEFT JOIN links USING (naming) LEFT JOIN nodes USING (node)""",
    """SELECT one.id, other.id FROM candidates JOIN nodes AS one USING (node)
    JOIN nodes AS other ON other.node = candidate""",
    "SELECT answers.family, id FROM answers JOIN nodes USING (node)",
    "SELECT * FROM said",
)


def state(catalogue: Catalogue) -> list[list[object]]:
    """All that is kept of the graph, but for the numbers of rows."""
    return [sorted(catalogue._database.all(query), key=repr) for query in GRAPH]


def anew(catalogue: Catalogue) -> list[list[object]]:
    """The same of the documents as they are, each added again."""
    catalogue._links.clear()
    catalogue._database.execute("UPDATE documents SET file = ''")
    for (document,) in catalogue._database.all("SELECT id FROM documents ORDER BY id"):
        catalogue._derive(document)
    return state(catalogue)


@pytest.mark.parametrize("seed", range(12))
def test_what_is_resolved_bit_by_bit_is_what_is_resolved_at_once(catalogue, paper, cite, seed):
    draw = random.Random(seed)

    def cited():
        if draw.random() < 0.1:
            return cite(name="Luật Tre", kind="Luật", date=draw.choice(DATES))
        source = draw.choice(NUMBERS) if draw.random() < 0.3 else None
        return cite(
            draw.choice((*NUMBERS, "2")),
            draw.choice(DATES),
            draw.choice(KINDS),
            draw.choice(ISSUERS),
            title=draw.choice(TITLES),
            source=source,
        )

    for _ in range(8):
        held = [document for (document,) in catalogue._database.all("SELECT id FROM documents ORDER BY id")]
        if held and draw.random() < 0.25:
            catalogue.remove(draw.choice(held))
        else:
            made = paper(
                draw.choice(NUMBERS),
                draw.choice((None, *DATES[3:])),
                issuer=draw.choice(ISSUERS),
                kind=draw.choice(KINDS[1:]),
                title=draw.choice((*TITLES, "Luật Tre")),
                copy=draw.choice(("", "b")),
                method=draw.choice((Method.PLAIN, Method.OCR)),
                cites=tuple(cited() for _ in range(draw.randint(0, 3))),
            )
            catalogue.add(*made)
        found = state(catalogue)
        with catalogue.transaction():
            assert found == anew(catalogue)


def called(catalogue, text):
    return [(node.date, node.issuer, node.title) for node in catalogue.graph.find(text)]


def test_a_date_of_another_year_than_the_number_is_no_date(catalogue, paper, cite):
    mentions = (
        cite("88/2024/NĐ-CP", "2025-07-15"),
        cite("55/2023/TT-BTC", "2025-08-15"),
        cite("55/2023/TT-BTC", "2023-08-15"),
    )
    catalogue.add(*paper("1/KH-A", "2025-09-09", cites=mentions))
    assert [date for date, *_ in called(catalogue, "88/2024/NĐ-CP")] == ["2024"]
    assert [date for date, *_ in called(catalogue, "55/2023/TT-BTC")] == ["2023-08-15"]


def test_a_law_is_called_by_its_name(catalogue, paper, cite):
    catalogue.add(*paper("1/KH-A", "2025-01-01", cites=(cite(name="Luật Nhà ở", title="phát triển nhà ở"),)))
    assert [title for *_, title in called(catalogue, "Luật Nhà ở")] == ["Luật Nhà ở"]


def test_of_titles_said_as_often_the_shortest_counts(catalogue, paper, cite):
    long = cite("5/KH-A", "2024-01-01", title="trồng tre, và còn nhiều việc khác mà câu này nói thêm")
    catalogue.add(*paper("1/KH-A", "2025-01-01", cites=(long, cite("5/KH-A", "2024-01-01", title="trồng tre"))))
    assert [title for *_, title in called(catalogue, "5/KH-A")] == ["trồng tre"]


def test_each_of_two_provinces_has_its_own_issuer(catalogue, paper, cite):
    for number, body in (
        ("1/KH-A", "UBND tỉnh Thái Bình"),
        ("2/KH-A", "UBND tỉnh Nghệ An"),
        ("3/KH-A", "UBND tỉnh Nghệ An"),
    ):
        told = cite("3/QĐ-UBND", "2020-02-02", kind="Quyết định", issuer=body)
        catalogue.add(*paper(number, "2022-02-02", cites=(told, cite("4/QĐ-UBND", kind="Quyết định", issuer=body))))
    both = {"UBND tỉnh Thái Bình", "UBND tỉnh Nghệ An"}
    assert {issuer for _, issuer, _ in called(catalogue, "3/QĐ-UBND")} == both
    assert {issuer for _, issuer, _ in called(catalogue, "4/QĐ-UBND")} == both
