"""Who is meant: what is known of a family and how it is named, against what each naming means."""

from __future__ import annotations

import pytest

from cancu.index.links import families
from cancu.index.links.resolving import ALWAYS, NEVER, Known, Named, Status, resolve

LOCAL, PARTY, DECREE, LETTER, LAW = "39/KH-LĐLĐ", "02-NQ/TW", "91/2017/NĐ-CP", "27/CT-TTG", "luat thue"


def known(id, date="", *, kind="", issuer="", place=""):
    return Known(id, date, kind, issuer, place)


def named(naming=1, date="", *, kind="", issuer="", place=""):
    return Named(naming, date, kind, issuer, place)


def meant(family, held, namings):
    """By naming: since when what is meant, held ones by id, the others by status and date."""
    resolved = resolve(family, "so", held, namings)
    cited = {one.id: one for one in resolved.cited}
    found = {}
    for link in resolved.links:
        one = cited.get(link.meant)
        said = link.meant if one is None else (one.status.value, one.date, *one.candidates)
        found.setdefault(link.naming, []).append((link.since, said))
    return {naming: said[0][1] if [since for since, _ in said] == [ALWAYS] else said for naming, said in found.items()}


@pytest.mark.parametrize(
    ("family", "held", "namings", "expected"),
    [
        pytest.param(LOCAL, [known("a", "2021-01-01")], [named(date="2021-01-01")], {1: "a"}, id="number and date"),
        pytest.param(
            LOCAL, [known("a", "2021-01-01")], [named(date="2022-01-01")], {1: ("stub", "2022-01-01")}, id="other date"
        ),
        pytest.param(
            LOCAL,
            [known("a", "2021-03-04")],
            [named(date="2021")],
            {1: [("", ("stub", "2021")), ("2021-03-04", "a")]},
            id="half a date",
        ),
        pytest.param(
            LOCAL,
            [known("a", "2021-01-01"), known("b", "2022-01-01")],
            [named()],
            {1: [("", ("stub", "")), ("2021-01-01", "a"), ("2022-01-01", ("ambiguous", "", "a", "b"))]},
            id="without date what was issued until then",
        ),
        pytest.param(
            LOCAL,
            [known("a", "2021-01-01", place="Thái Bình")],
            [named(1, "2021-01-01", place="Nghệ An"), named(2, place="Thái Bình")],
            {1: ("stub", "2021-01-01"), 2: [("", ("stub", "")), ("2021-01-01", "a")]},
            id="other province",
        ),
        pytest.param(
            LOCAL,
            [],
            [named(1, "2021-01-01", place="Nghệ An"), named(2, "2021-01-01", place="Thái Bình")],
            {1: ("stub", "2021-01-01"), 2: ("stub", "2021-01-01")},
            id="stubs of two provinces",
        ),
        pytest.param(
            LOCAL,
            [known("a", "2021-01-01", place="Bắc Giang")],
            [named(1, "2021-01-01", place="Bắc Ninh"), named(2, "2021", place="Bắc Ninh")],
            {1: "a", 2: ("stub", "2021")},
            id="a province that was taken over",
        ),
        pytest.param(
            LOCAL,
            [known("a", "2021-01-01", issuer="hoi sen"), known("b", "2021-01-01", issuer="hoi chua")],
            [named(1, "2021-01-01", issuer="hoi chua"), named(2, "2021-01-01")],
            {1: "b", 2: ("ambiguous", "2021-01-01", "a", "b")},
            id="the body that is named",
        ),
        pytest.param(
            PARTY,
            [known("a", "2012-01-16", kind="nghi quyet")],
            [named(1, kind="nghi quyet"), named(2, kind="quy dinh"), named(3, "2012-01-16", kind="quy dinh")],
            {1: [("", ("stub", "")), ("2012-01-16", "a")], 2: ("stub", ""), 3: "a"},
            id="the word before the number, where there is no date",
        ),
        pytest.param(
            DECREE,
            [known("a", "2017-07-31")],
            [named(1), named(2, "2017-07-31"), named(3, "2017-07-13"), named(4, "2017")],
            {1: "a", 2: "a", 3: "a", 4: "a"},
            id="a decree has its year in its number",
        ),
        pytest.param(DECREE, [], [named(1), named(2, "2017-07-13")], {1: ("stub", ""), 2: ("stub", "")}, id="its stub"),
        pytest.param(
            LETTER,
            [known("a", "2024-08-15")],
            [named(1, "2024-07-15"), named(2, "2023-07-15")],
            {1: "a", 2: ("stub", "2023")},
            id="numbers of the Prime Minister run through a year",
        ),
        pytest.param(
            LAW,
            [known("a", "2014-06-13"), known("b", "2024-06-29")],
            [named(1, "2014"), named(2, "2024-06-29"), named(3, "2019")],
            {1: "a", 2: "b", 3: ("stub", "2019")},
            id="laws of one name",
        ),
    ],
)
def test_who_is_meant(family, held, namings, expected):
    assert meant(family, held, namings) == expected


def test_what_no_paper_mentions_is_no_stub():
    found = resolve(LOCAL, "so", [known("a", "2021-01-01")], [named()], lambda _, since, __: since == "2021-01-01")
    assert found.cited == ()
    assert [(link.since, link.before, link.meant) for link in found.links] == [("2021-01-01", NEVER, "a")]


def test_stubs_of_two_provinces_are_two():
    found = resolve(LOCAL, "so", [], [named(1, place="Nghệ An"), named(2, place="Thái Bình"), named(3)])
    assert len({link.meant for link in found.links}) == 3
    assert {one.status for one in found.cited} == {Status.STUB}
    assert len({link.meant for link in resolve(LOCAL, "so", [], [named(1, place="Nghệ An"), named(2)]).links}) == 1
    taken_over = [named(1, "2021-01-01", place="Bắc Giang"), named(2, "2021-01-01", place="Bắc Ninh")]
    assert len({link.meant for link in resolve(LOCAL, "so", [], taken_over).links}) == 1


@pytest.mark.parametrize(
    ("family", "characters"),
    [(LOCAL, 10), (PARTY, 10), (DECREE, 0), (LETTER, 4), (LAW, 4), ("12/2025/QĐ-UBND", 10), ("38/2019/QH14", 0)],
)
def test_how_much_of_a_date_tells_documents_apart(family, characters):
    assert families.telling(family) == characters


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (("03-KL/TU", "Kết luận", "2022-01-18", None), {"3 ket luan 2022-01-18"}),
        (("03-KL/TU", "Kết luận", "2022", None), set()),
        (("38/2019/QH14", "Luật", "2019-06-13", "Luật Quản lý thuế"), {"38 luat 2019-06-13", "luat quan ly thue"}),
        ((None, "Luật", None, None), set()),
    ],
)
def test_other_families_that_a_document_answers_to(told, expected):
    assert set(families.answered_by(*told)) == expected
