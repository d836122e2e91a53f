"""The record as a whole: true for any text, and the same for every way one text is written."""
# ruff: noqa: E501 -- a case of a table stays on its line

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancu.pipeline.identity import text_sha256
from cancu.pipeline.model import SCHEMA, Method, Page, Record, Source
from cancu.pipeline.record import from_json, read, tag, to_json
from cancu.pipeline.text import assemble, clean

PLAN = """CÔNG ĐOÀN NGÀNH GIÁO DỤC
Số: 07/KH-CĐGD

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Quảng Ninh, ngày 03 tháng 3 năm 2024

KẾ HOẠCH
Tổ chức Tháng Công nhân năm 2024

Căn cứ Kế hoạch số 12/KH-LĐLĐ ngày 15/01/2024 của Liên đoàn Lao động tỉnh Quảng Ninh về việc tổ chức Tháng Công nhân;
Thực hiện Chương trình hành động số 31-CTr/TU ngày 05/8/2021 của Tỉnh ủy thực hiện Nghị quyết số 02-NQ/TW ngày 12/6/2021 \
của Bộ Chính trị, Công đoàn ngành Giáo dục ban hành kế hoạch như sau:

I. MỤC ĐÍCH
Thực hiện tốt Luật Thi đua, khen thưởng, Nghị quyết này và Kế hoạch số 12/KH-LĐLĐ.

II. CHỈ TIÊU
1. Đến năm 2025, 85% trở lên trường học có tổ chức công đoàn.
2. Kết nạp 1.250 đoàn viên; mỗi đơn vị có ít nhất hai công trình.
3. Xây 3-5 nhà mái ấm trong giai đoạn 2021-2025.

III. TỔ CHỨC THỰC HIỆN
Các đơn vị gửi báo cáo trước ngày 15/5/2024, chào mừng Ngày Quốc tế Lao động 1/5.

Nơi nhận:
- LĐLĐ tỉnh (để báo cáo);
- Lưu: VP.

TM. BAN THƯỜNG VỤ
CHỦ TỊCH

Lê Thị Hồng Gấm
"""


def _spans(record: Record) -> Iterator[tuple[str | None, tuple[int, int]]]:
    """Every span of a record with the surface it must show, None where it shows none."""
    for value in (record.number, record.date, *record.references, *record.dates, *record.targets):
        if value is not None:
            yield value.surface, value.span
    for reference in record.references:
        yield None, reference.evidence
        if reference.number:
            yield reference.number.surface, reference.number.span


def _check(text: str) -> Record:
    """Tag a text and hold the record against all that `docs/record.md` promises."""
    record = tag(text)
    own = "\f".join(clean(part) for part in text.split("\f"))
    assert record.schema == SCHEMA
    assert record.text.chars == len(own)
    for surface, (start, end) in _spans(record):
        assert 0 <= start <= end <= len(own)
        if surface is not None:
            assert surface == own[start:end] != ""
    for index, reference in enumerate(record.references):
        assert reference.same_as is None or 0 <= reference.same_as < index
        assert reference.number or reference.name or reference.same_as is not None
    for values in (record.references, record.dates, record.targets):
        starts = [value.span for value in values]
        assert starts == sorted(starts)
    assert from_json(to_json(record)) == record
    assert "" not in _strings(json.loads(to_json(record)))
    return record


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, str):
        yield value


_PIECES = [
    "Số: ", "39/KH-CĐYT", "02-NQ/TW", "91/2017/NĐ-CP", "Hà Nội, ", "ngày 10 tháng 01 năm 2023", "12/6/2021", "1/5", "\n", "\n\n", "\f", " ", "; ", ", ", ". ", ":", "KẾ HOẠCH",
    "Kế hoạch số ", "Nghị quyết ", "này", "03", "Luật ", "Công đoàn", "Căn cứ ", "thực hiện ", "theo ", "sửa đổi, bổ sung ", "của ", "Bộ Chính trị", "Liên đoàn Lao động tỉnh ",
    "85%", " trở lên ", "từ ", "đến ", "3-5 ", "ít nhất ", "hai ", "đoàn viên ", "Phấn đấu ", "“", "”", '"', "(", ")", "*", "|", "–", "Nơi nhận:", "- Lưu: VT.", "TM. BAN THƯỜNG VỤ", "CHỦ TỊCH",
    "Trần Minh Đức", "I. ", "1.", "a) ", "quý II/2023", "năm 2023", "...", "/KH-CĐYT", "và ", "V/v ", "về việc ", "Điều 5 ", "khoản 2 ", "e\u0301", "\u00a0", "O2", "\r\n", "²", "½", "٣", "Ⅳ", "ß", "İ",
]  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(st.text())
def test_any_text(text: str) -> None:
    _check(text)


@settings(deadline=None, max_examples=400)
@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
def test_any_text_made_of_what_the_rules_look_for(text: str) -> None:
    _check(text)


@settings(deadline=None, max_examples=60)
@given(
    st.integers(0, len(PLAN)),
    st.integers(0, len(PLAN)),
    st.sampled_from(["", "\f", "\n\n3\n\f", "*", " ", "“", "\u00a0"]),
)
def test_any_piece_of_a_plan(left: int, right: int, between: str) -> None:
    _check(PLAN[:left] + between + PLAN[right:])


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\f",
        "\f\f",
        "\n",
        "\u0301",
        "\ufeff",
        "\x00",
        "đ",
        "²",
        "1" * 300,
        "½%",
        "٣٣/KH-CĐYT",
        "𝟙𝟚%",
        "/" * 50,
        "“" * 50,
    ],
)
def test_odd_texts(text: str) -> None:
    _check(text)


@pytest.mark.parametrize("text", ["\ud800", "Số: \udcff/KH"])
def test_lone_surrogates(text: str) -> None:
    """What `decode(errors="surrogateescape")` leaves."""
    assert tag(text).text.chars == len(text)


def _values(record: Record) -> dict[str, Any]:
    """All that a record says, without positions and what is printed as it is."""

    def said(text: str | None) -> str | None:
        return text and " ".join(text.split())

    return {
        "id": record.id if record.number and record.date else None,
        "number": record.number and (record.number.canonical, record.number.key),
        "kind": record.kind,
        "date": record.date and record.date.iso,
        "place": record.place,
        "issuer": record.issuer,
        "title": said(record.title),
        "signer": record.signer,
        "recipients": [said(entry) for entry in record.recipients],
        "references": [
            (
                r.kind,
                r.number and r.number.canonical,
                r.name,
                r.date,
                r.issuer,
                said(r.title),
                r.relation,
                r.source,
                r.same_as,
            )
            for r in record.references
        ],
        "dates": [(d.start, d.end, d.role) for d in record.dates],
        "targets": [
            (t.value, t.value_max, said(t.unit), t.comparator, said(t.subject), t.due, t.per, t.section)
            for t in record.targets
        ],
        "warnings": record.warnings,
    }


def test_the_plan_itself() -> None:
    values = _values(_check(PLAN))
    assert values["number"] == ("07/KH-CĐGD", "7-kh-cdgd")
    assert values["references"] == [
        (
            "Kế hoạch",
            "12/KH-LĐLĐ",
            None,
            "2024-01-15",
            "Liên đoàn Lao động tỉnh Quảng Ninh",
            "tổ chức Tháng Công nhân",
            "basis",
            None,
            None,
        ),
        ("Chương trình hành động", "31-CTr/TU", None, "2021-08-05", "Tỉnh ủy", None, "implements", None, None),
        ("Nghị quyết", "02-NQ/TW", None, "2021-06-12", "Bộ Chính trị", None, "implements", "31-CTr/TU", None),
        ("Luật", None, "Luật Thi đua, khen thưởng", None, None, None, "implements", None, None),
        ("Nghị quyết", None, None, None, None, None, "implements", None, 2),
        ("Kế hoạch", "12/KH-LĐLĐ", None, None, None, None, "implements", None, 0),
    ]
    assert [(t[0], t[1], t[3]) for t in values["targets"]] == [
        (85, None, ">="),
        (1250, None, "="),
        (2, None, ">="),
        (3, 5, "range"),
    ]
    assert [d[2] for d in values["dates"]] == [
        "issued",
        "reference",
        "reference",
        "reference",
        "deadline",
        "period",
        "deadline",
        "anniversary",
    ]


@pytest.mark.parametrize(
    "variant",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        pytest.param(
            lambda text: text.replace(" ", "  ")),
        lambda text: text.replace(" của ", "  của ").replace("Kế hoạch", "Kế  hoạch").replace("đoàn viên", "đoàn  viên"),
        lambda text: text.replace("năm ", "năm\u00a0").replace("số ", "số\u00a0").replace("ngày ", "ngày\u00a0"),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("-CTr/TU", "–CTr/TU").replace("-NQ/TW", "–NQ/TW").replace("/KH-", "/KH–").replace("3-5", "3–5").replace("2021-", "2021–"),
        lambda text: text + "\n\n\n",
        lambda text: "\ufeff" + text,
        lambda text: text.replace("Kế hoạch số 12/KH-LĐLĐ", "**Kế hoạch số 12/KH-LĐLĐ**"),
        lambda text: text.replace("ngày 15/01/2024 của", "ngày\n15/01/2024 của").replace("trường học có", "trường học\ncó"),
        lambda text: text.replace("Tỉnh ủy thực hiện", "Tỉnh ủy\n\n2\n\fthực hiện"),
        lambda text: text.replace("Hồng Gấm", "Hồng Gấm\n").replace("hòa", "hoà").replace("HÒA", "HOÀ"),
    ],
    ids=["NFD", "CRLF", "CR", "double blanks", "double blanks in the body", "some no-break spaces", "all no-break spaces", "en dashes", "blank end", "BOM", "emphasis", "broken lines", "broken page", "tones"],
)  # fmt: skip
def test_one_plan_in_many_spellings(variant: Callable[[str], str]) -> None:
    assert _values(_check(variant(PLAN))) == _values(tag(PLAN))


def test_case_and_place_of_tones_change_no_reference() -> None:
    changed = PLAN.replace("ủy", "uỷ").replace("HÒA", "HOÀ")
    record, other = tag(PLAN), tag(changed)
    assert [(r.number and r.number.key, r.relation) for r in record.references] == [
        (r.number and r.number.key, r.relation) for r in other.references
    ]


def test_pages_do_not_move_offsets() -> None:
    first, second = PLAN.split("II. CHỈ TIÊU")
    record = _check(f"{first}\fII. CHỈ TIÊU{second}")
    assert record.text.page_starts == (0, len(first) + 1)
    assert record.text.page_methods == (Method.PLAIN, Method.PLAIN)
    assert len(record.targets) == 4


def test_warnings_of_the_pages_come_first() -> None:
    page = Page("Một trang.", Method.OCR, ("Trang 1: chữ mờ",))
    text = assemble([page])
    source = Source(Path("x.png"), b"x", "0" * 64, "image/png")
    record = read(text, source)
    assert record.warnings[0] == "Trang 1: chữ mờ"
    assert (record.file.name, record.file.bytes, record.text.method) == ("x.png", 1, Method.OCR)
    assert record.keywords is None
    assert isinstance(read(text, source, with_keywords=True).keywords, tuple)


def test_json_is_one_line_and_readable() -> None:
    data = to_json(tag(PLAN))
    assert b"\n" not in data
    assert "Liên đoàn Lao động".encode() in data
    assert json.loads(data)["number"]["canonical"] == "07/KH-CĐGD"


def test_the_fingerprint_is_of_the_text() -> None:
    one, other = (assemble([Page(text, Method.PLAIN)]) for text in ("a\r\nb", "a\nb"))
    assert text_sha256(one.value) == text_sha256(other.value)
