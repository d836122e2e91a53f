"""The frame of whole papers: what opening, closing and ending say of the document itself."""

from __future__ import annotations

import pytest

from cancu.pipeline.model import IssuerPlace, Record
from cancu.pipeline.record import tag

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
UNION = """CÔNG ĐOÀN VIỆT NAM
LIÊN ĐOÀN LAO ĐỘNG TỈNH QUẢNG NINH
CÔNG ĐOÀN NGÀNH GIÁO DỤC
Số: 07/KH-CĐGD
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Quảng Ninh, ngày 03 tháng 3 năm 2024

KẾ HOẠCH
Tổ chức hội thao chào mừng Ngày Quốc tế Phụ nữ

Căn cứ Kế hoạch số 12/KH-LĐLĐ ngày 15/01/2024 của Liên đoàn Lao động tỉnh Quảng Ninh, Công đoàn ngành Giáo dục \
ban hành kế hoạch như sau:

I. MỤC ĐÍCH
Tạo không khí vui tươi.

Nơi nhận:
- LĐLĐ tỉnh (để báo cáo);
- Các công đoàn cơ sở;
- Lưu: VP.

TM. BAN THƯỜNG VỤ
PHÓ CHỦ TỊCH

Lê Thị Hồng Gấm
"""


STATE = """ỦY BAN NHÂN DÂN
TỈNH NGHỆ AN
Số: 208/QĐ-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Nghệ An, ngày 19 tháng 01 năm 2022

QUYẾT ĐỊNH
Về việc thành lập Ban Chỉ đạo chuyển đổi số

ỦY BAN NHÂN DÂN TỈNH NGHỆ AN

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;
Theo đề nghị của Giám đốc Sở Nội vụ.

QUYẾT ĐỊNH:

Điều 1. Thành lập Ban Chỉ đạo chuyển đổi số tỉnh Nghệ An.

Nơi nhận:
- Như Điều 3;
- Lưu: VT, KSTT.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Trần Quốc Khánh
"""


PARTY = """TỈNH ỦY LÂM ĐỒNG
*
Số 31-CTr/TU

ĐẢNG CỘNG SẢN VIỆT NAM

Lâm Đồng, ngày 05 tháng 8 năm 2021

CHƯƠNG TRÌNH HÀNH ĐỘNG
thực hiện Nghị quyết số 02-NQ/TW, ngày 12/6/2021 của Bộ Chính trị

Ban Thường vụ Tỉnh ủy xây dựng chương trình hành động với các nội dung sau.

Nơi nhận:
- Ban Bí thư Trung ương Đảng (b/c),
- Các huyện ủy, thành ủy,
- Lưu Văn phòng Tỉnh ủy.

T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ

Phạm Văn Hậu
"""


LETTER = """UBND TỈNH CÀ MAU
SỞ Y TẾ
Số: 1250/SYT-NVY
V/v tăng cường phòng, chống
bệnh sốt xuất huyết

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Cà Mau, ngày 22 tháng 7 năm 2023

Kính gửi:
- Bệnh viện đa khoa Cà Mau;
- Trung tâm y tế các huyện.

Thực hiện Công văn số 4215/BYT-DP ngày 10/7/2023 của Bộ Y tế, Sở Y tế yêu cầu các đơn vị khẩn trương triển khai.

Nơi nhận:
- Như trên;
- Lưu: VT, NVY.

KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC

Huỳnh Ngọc Linh
"""


def _frame(record: Record) -> dict[str, object]:
    return {
        "number": record.number and record.number.canonical,
        "kind": record.kind and record.kind.name,
        "code": record.kind and record.kind.code,
        "date": record.date and record.date.iso,
        "place": record.place,
        "issuer": record.issuer and record.issuer.name,
        "title": record.title,
        "signer": record.signer and record.signer.name,
        "position": record.signer and record.signer.position and record.signer.position.lower(),
        "authority": record.signer and record.signer.authority,
        "recipients": list(record.recipients),
        "warnings": list(record.warnings),
    }


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        (UNION, "number", "07/KH-CĐGD"),
        (UNION, "kind", "Kế hoạch"),
        (UNION, "code", "KH"),
        (UNION, "date", "2024-03-03"),
        (UNION, "place", "Quảng Ninh"),
        (UNION, "issuer", "Công đoàn ngành Giáo dục"),
        (UNION, "title", "Tổ chức hội thao chào mừng Ngày Quốc tế Phụ nữ"),
        (UNION, "signer", "Lê Thị Hồng Gấm"),
        (UNION, "position", "phó chủ tịch"),
        (UNION, "authority", "TM. BAN THƯỜNG VỤ"),
        (UNION, "recipients", ["LĐLĐ tỉnh (để báo cáo)", "Các công đoàn cơ sở", "Lưu: VP"]),
        (UNION, "warnings", []),
        (STATE, "number", "208/QĐ-UBND"),
        (STATE, "kind", "Quyết định"),
        (STATE, "date", "2022-01-19"),
        (STATE, "place", "Nghệ An"),
        pytest.param(
            STATE,
            "issuer",
            "Ủy ban nhân dân tỉnh Nghệ An",
        ),
        pytest.param(
            STATE,
            "title",
            "Về việc thành lập Ban Chỉ đạo chuyển đổi số",
        ),
        (STATE, "signer", "Trần Quốc Khánh"),
        (STATE, "position", "phó chủ tịch"),
        (STATE, "authority", "KT. CHỦ TỊCH"),
        (STATE, "recipients", ["Như Điều 3", "Lưu: VT, KSTT"]),
        (PARTY, "number", "31-CTr/TU"),
        (PARTY, "kind", "Chương trình hành động"),
        (PARTY, "date", "2021-08-05"),
        (PARTY, "place", "Lâm Đồng"),
        pytest.param(PARTY, "issuer", "Tỉnh ủy Lâm Đồng"),
        (PARTY, "title", "thực hiện Nghị quyết số 02-NQ/TW, ngày 12/6/2021 của Bộ Chính trị"),
        pytest.param(PARTY, "signer", "Phạm Văn Hậu"),
        pytest.param(PARTY, "position", "phó bí thư"),
        pytest.param(PARTY, "authority", "T/M BAN THƯỜNG VỤ"),
        pytest.param(
            PARTY,
            "recipients",
            ["Ban Bí thư Trung ương Đảng (b/c)", "Các huyện ủy, thành ủy", "Lưu Văn phòng Tỉnh ủy"],
        ),
        (LETTER, "number", "1250/SYT-NVY"),
        (LETTER, "kind", "Công văn"),
        (LETTER, "date", "2023-07-22"),
        (LETTER, "place", "Cà Mau"),
        (LETTER, "issuer", "Sở Y tế"),
        (LETTER, "title", "tăng cường phòng, chống bệnh sốt xuất huyết"),
        (LETTER, "signer", "Huỳnh Ngọc Linh"),
        (LETTER, "authority", "KT. GIÁM ĐỐC"),
        (LETTER, "position", "phó giám đốc"),
        (LETTER, "recipients", ["Như trên", "Lưu: VT, NVY"]),
    ],
)
def test_four_systems(text: str, field: str, expected: object) -> None:
    assert _frame(tag(text))[field] == expected


@pytest.mark.parametrize(
    ("text", "parent"),
    [
        (UNION, "Liên đoàn Lao động tỉnh Quảng Ninh"),
        (STATE, None),
        (PARTY, None),
        pytest.param(LETTER, "UBND tỉnh Cà Mau"),
    ],
)
def test_parent_body(text: str, parent: str | None) -> None:
    issuer = tag(text).issuer
    assert issuer is not None
    assert issuer.found_in is IssuerPlace.HEADER
    assert issuer.parent == parent


def test_the_number_of_an_annex_is_not_the_documents() -> None:
    text = "Số: 39/KH-CĐYT\n\nHà Nội, ngày 10 tháng 01 năm 2023\n\nKẾ HOẠCH\nVề A\n\nI. NỘI DUNG\n"
    text += "\n\fPHỤ LỤC\n(Kèm theo Kế hoạch số 39/KH-CĐYT ngày 10/01/2023)\nDanh sách đơn vị\n"
    record = tag(text)
    assert record.number is not None
    assert record.number.canonical == "39/KH-CĐYT"
    assert record.references == ()


LAW = f"""QUỐC HỘI
Luật số: 45/2031/QH19
{MOTTO}
LUẬT
ĐƯỜNG MÒN

Căn cứ Hiến pháp;
Điều 1. Phạm vi
Luật này sửa đổi Luật số 4/2020/QH14, được Quốc hội thông qua ngày 3 tháng 3 năm 2020.
{{adopted}}
CHỦ TỊCH QUỐC HỘI
(Đã ký)
Trần Văn Minh
"""
CONSOLIDATED = f"""CÔNG BÁO/Số 12/Ngày 05-3-2031
4
{MOTTO}
THÔNG TƯ
Quy định về chợ đêm

Thông tư số 24/2029/TT-BCT ngày 13 tháng 5 năm 2029 của Bộ trưởng Bộ Công Thương quy định về chợ đêm, có hiệu lực kể từ
ngày 01 tháng 7 năm 2029, được sửa đổi, bổ sung bởi:
Thông tư số 26/2030/TT-BCT ngày 20 tháng 5 năm 2030 của Bộ trưởng Bộ Công Thương.

Điều 1. Chợ họp đêm theo Quyết định số 5/QĐ-TTg.

BỘ CÔNG THƯƠNG
Số: 38/VBHN-BCT
XÁC THỰC VĂN BẢN HỢP NHẤT
Hà Nội, ngày 26 tháng 5 năm 2030

KT. BỘ TRƯỞNG
THỨ TRƯỞNG

Trương Thanh Hải
"""


@pytest.mark.parametrize(
    ("adopted", "iso"),
    [
        (
            "Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XIX, kỳ họp thứ 4 thông qua "
            "ngày 29 tháng 11 năm 2031.",
            "2031-11-29",
        ),
        ("Luật này đã được Quốc hội thông qua\nngày 9 tháng 1 năm 2031./.", "2031-01-09"),
        ("Luật này có hiệu lực từ ngày 01 tháng 7 năm 2032.", None),
        ("Luật này được Quốc hội thông qua ngày 32 tháng 1 năm 2031.", None),
    ],
)
def test_a_law_is_dated_by_its_adoption(adopted: str, iso: str | None) -> None:
    record = tag(LAW.format(adopted=adopted))
    assert (record.date and record.date.iso, record.place) == (iso, None)
    assert record.date is None or [date.role for date in record.dates if date.span == record.date.span] == ["issued"]


def test_the_date_in_the_head_goes_before_that_of_the_adoption() -> None:
    text = LAW.format(adopted="Luật này được Quốc hội thông qua ngày 29 tháng 11 năm 2031.")
    record = tag(text.replace("LUẬT\nĐƯỜNG", "Hà Nội, ngày 10 tháng 12 năm 2031\n\nLUẬT\nĐƯỜNG"))
    assert (record.date and record.date.iso, record.place) == ("2031-12-10", "Hà Nội")


def test_place_and_date_above_the_signature() -> None:
    text = LAW.format(adopted="Hà Nội, ngày 30 tháng 6 năm 2031")
    record = tag(text)
    assert (record.date and record.date.iso, record.place) == ("2031-06-30", "Hà Nội")


def test_a_date_left_blank_in_the_head_is_not_taken_from_elsewhere() -> None:
    text = LAW.format(adopted="Hà Nội, ngày 30 tháng 6 năm 2031")
    record = tag(text.replace("LUẬT\nĐƯỜNG", "Hà Nội, ngày ... tháng ... năm 2031\n\nLUẬT\nĐƯỜNG"))
    assert (record.date, record.warnings) == (None, ("Ngày ban hành còn để trống",))


def test_a_consolidated_text_has_its_number_where_it_is_certified() -> None:
    record = tag(CONSOLIDATED)
    frame = _frame(record)
    assert (frame["number"], frame["kind"], frame["code"]) == ("38/VBHN-BCT", "Văn bản hợp nhất", "VBHN")
    assert (frame["date"], frame["place"], frame["issuer"]) == ("2030-05-26", "Hà Nội", "Bộ Công Thương")
    assert (frame["title"], frame["signer"]) == ("Thông tư Quy định về chợ đêm", "Trương Thanh Hải")
    assert [r.number.canonical for r in record.references if r.number] == [
        "24/2029/TT-BCT",
        "26/2030/TT-BCT",
        "5/QĐ-TTg",
    ]


@pytest.mark.parametrize("cut", ["XÁC THỰC VĂN BẢN HỢP NHẤT", "Số: 38/VBHN-BCT"])
def test_a_consolidated_text_is_never_what_it_is_made_of(cut: str) -> None:
    record = tag(CONSOLIDATED.replace(cut, ""))
    assert record.number is None
    assert record.kind is not None
    assert record.kind.code == "VBHN"


def test_the_frame_is_that_of_the_covering_document() -> None:
    record = tag(
        STATE
        + "\n\nQUY CHẾ\nHoạt động của Ban Chỉ đạo\n(Ban hành kèm theo Quyết định số 208/QĐ-UBND ngày 19/01/2022)\n\n"
        "Điều 1. Chợ\n\nMẫu số 1\nSở A\nSố: 3/GM-SA\nHuế, ngày 3 tháng 3 năm 2023\nGIẤY MỜI\nNơi nhận:\n- A;\n\n"
        "GIÁM ĐỐC\nLê Văn An\n"
    )
    assert _frame(record) == _frame(tag(STATE))


@pytest.mark.parametrize(
    "text",
    [
        "DANH MỤC CHỢ\n(Ban hành kèm theo Quyết định số: 28/QĐ-UBND ngày 19/11/2031)\n| STT | Tên |\n| 1 | Chợ A |\n",
        "Điều 5. Chợ\n1. Giao Sở Công Thương chủ trì theo Quyết định số 5/QĐ-UBND.\n",
    ],
)
def test_an_annex_or_an_extract_has_no_frame(text: str) -> None:
    frame = _frame(tag(text))
    assert {frame[part] for part in ("number", "kind", "date", "place", "issuer", "title", "signer")} == {None}


def test_a_comma_at_the_end_of_a_line_of_the_subject_is_kept() -> None:
    text = (
        "Số: 12/KH-CĐYT\n\nHuế, ngày 5 tháng 3 năm 2024\n\nKẾ HOẠCH\nTổ chức phong trào nỗ lực vượt khó,\nsáng tạo\n\n"
    )
    assert tag(text).title == "Tổ chức phong trào nỗ lực vượt khó, sáng tạo"
