"""The pairs that verdicts on duplicates are measured on are what their names say."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from rapidfuzz import fuzz

from quality import baselines, duplicate_sets, duplicates
from quality.duplicate_sets import IDENTITY, KINDS, Named, Truth, everywhere

_PLAN = """LIÊN ĐOÀN LAO ĐỘNG TỈNH HẢI DƯƠNG

Số: 17/KH-LĐLĐ

Hải Dương, ngày 05 tháng 3 năm 2024

KẾ HOẠCH
Trồng cây đầu xuân năm 2024

(Kèm theo Kế hoạch số 17/KH-LĐLĐ ngày 05 tháng 3 năm 2024)
{body}
TM. BAN THƯỜNG VỤ
CHỦ TỊCH

Trần Văn Mẫu
"""
_TASK = "- Đợt {at}: mỗi tổ trồng {trees} cây, tưới đủ trong {days} ngày đầu, báo cáo trước ngày {at}/4/2024.\n"


@pytest.fixture(scope="module")
def plan() -> Named:
    body = "".join(_TASK.format(at=at, trees=20 + at, days=at % 9 + 2) for at in range(1, 29))
    return duplicate_sets.named("plans:made up", _PLAN.format(body=body * 4))


def test_the_plan_states_what_a_sibling_is_made_by(plan: Named) -> None:
    record = plan.paper.record
    assert record.number and record.date and record.issuer and record.signer
    assert (record.number.canonical, record.date.iso, record.place) == ("17/KH-LĐLĐ", "2024-03-05", "Hải Dương")


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("field", IDENTITY)
def test_one_field_of_identity_changes_and_no_other(plan: Named, field: str, seed: int) -> None:
    for change in (IDENTITY[field], everywhere(IDENTITY[field])):
        edits = change(plan.paper, random.Random(seed))
        made = duplicate_sets.named("sibling", duplicate_sets.edited(plan.paper.text, edits)).paper.record
        here = _fields(made)
        assert {name for name, value in _fields(plan.paper.record).items() if here[name] != value} == {field}


def _fields(record: object) -> dict[str, object]:
    iso = record.date.iso  # type: ignore[attr-defined]
    return {
        "number": record.number.canonical,  # type: ignore[attr-defined]
        "date": iso[4:],
        "year": iso[:4],
        "place and issuer": (record.place, record.issuer.name),  # type: ignore[attr-defined]
    }


@pytest.mark.parametrize(("field", "old"), [("number", "17/KH"), ("date", "05 tháng 3 năm"), ("year", "2024")])
def test_a_replace_all_leaves_none(plan: Named, field: str, old: str) -> None:
    once, all_ = (
        duplicate_sets.edited(plan.paper.text, change(plan.paper, random.Random(1)))
        for change in (IDENTITY[field], everywhere(IDENTITY[field]))
    )
    assert old in once
    assert old not in all_


def test_a_share_of_the_figures_changes(plan: Named) -> None:
    counts = [len(duplicate_sets.figures(share)(plan.paper, random.Random(1))) for share in duplicate_sets.SHARES]
    assert counts[0] >= 1
    assert counts[-1] >= 28 * 4 * 4
    assert all(fewer < more for fewer, more in pairwise(counts))


def test_siblings_of_all_kinds_are_other_documents(plan: Named) -> None:
    found = list(duplicate_sets.siblings(plan, 1, 50))
    assert {pair.truth for pair in found} == {Truth.OTHER}
    assert {kind.name for kind in KINDS} <= {pair.kind for pair in found}
    assert sum(pair.kind == "two siblings" for pair in found) == 50
    assert all(pair.here.paper.text != pair.there.paper.text for pair in found)


def test_a_seed_says_it_all(plan: Named) -> None:
    kind = KINDS[0]
    texts = [duplicate_sets.sibling(plan, kind, seed) for seed in (1, 1, 2, 3)]
    assert texts[0] == texts[1]
    assert len({made and made.text for made in texts}) > 1


def test_copies_are_the_document_or_a_part(plan: Named) -> None:
    torn = list(duplicate_sets.torn(plan, (0.0,)))
    whole = len(plan.paper.text)
    assert [(pair.truth, whole - len(pair.here.paper.text)) for pair in torn] == [(Truth.PART, duplicate_sets.PAGE)] * 3
    ways = {pair.kind: pair.here.paper.text for pair in duplicate_sets.rewritten(plan)}
    assert ways["decomposed"] == ways["line ends of Windows"] == plan.paper.text
    assert all("".join(text.split()).casefold() for text in ways.values())
    assert "".join(ways["lines broken elsewhere"].split()) == "".join(plan.paper.text.split())
    assert max(map(len, ways["lines broken elsewhere"].splitlines())) < max(map(len, plan.paper.text.splitlines()))


@pytest.mark.parametrize("rate", [0.0, 0.05, 0.2, 1.0])
def test_any_character_is_misread(rate: float) -> None:
    text = "Số 123/KH-LĐLĐ ngày 5 tháng 3 " * 200
    worn = duplicate_sets.misread(text, rate, 1)
    left = fuzz.ratio(text, worn) / 100
    assert worn == duplicate_sets.misread(text, rate, 1)
    assert 1 - 1.5 * rate <= left <= 1 - 0.5 * rate


def test_edits_that_overlap_are_not_both_made() -> None:
    assert duplicate_sets.edited("ngày 05", [((5, 7), "06"), ((0, 7), "hôm nay"), ((0, 4), "Ngày")]) == "Ngày 06"


@pytest.mark.parametrize(
    ("here", "there", "words", "characters"),
    [
        ("a b c d e f", "A  B c d\ne f", 1.0, 1.0),
        ("a b c d e f", "a b c d e g", 1 / 3, 6 / 8),
        ("", "", 0.0, 0.0),
        ("a b c d e", "v w x y z", 0.0, 0.0),
    ],
)
def test_shares_of_common_runs(here: str, there: str, words: float, characters: float) -> None:
    assert baselines.words(here, there) == pytest.approx(words)
    assert baselines.characters(here, there) == pytest.approx(characters)


def test_f1_is_that_of_the_textbook(plan: Named) -> None:
    pairs = [*duplicate_sets.siblings(plan, 1, 0), *duplicate_sets.rescans(plan, (0.01,), (1, 2))]
    found = [duplicates.judgement(pair) for pair in pairs]
    measure = duplicates._f1("all", found, lambda _: True)
    precision, recall = 2 / len(pairs), 1.0
    assert measure.value == pytest.approx(2 * precision * recall / (precision + recall))
