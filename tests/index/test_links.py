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
