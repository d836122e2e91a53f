"""What the opening and the closing say of the document itself."""

from __future__ import annotations

import pytest

from cancu.pipeline.model import IssuerPlace, Record
from cancu.pipeline.record import tag

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


HEAD = "Số: {number}\n\n{place}, {date}\n\nKẾ HOẠCH\nTổ chức Tháng Công nhân\n\nI. MỤC ĐÍCH\nChăm lo đoàn viên.\n"


def _head(number: str = "39/KH-CĐYT", place: str = "Hà Nội", date: str = "ngày 10 tháng 01 năm 2023") -> str:
    return HEAD.format(number=number, place=place, date=date)


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("39/KH-CĐYT", "39/KH-CĐYT"),
        ("05 /KH-CĐNYT", "05/KH-CĐNYT"),
        ("*11* /KH-LĐLĐ", "11/KH-LĐLĐ"),
        ("23 /KH- CĐYT", "23/KH-CĐYT"),
        ("139/KH-CDYT", "139/KH-CĐYT"),
        ("39\n/KH-CĐYT", "39/KH-CĐYT"),
        ("\n39/KH-CĐYT", "39/KH-CĐYT"),
    ],
)
def test_own_number_as_printed(printed: str, canonical: str) -> None:
    assert _frame(tag(_head(number=printed)))["number"] == canonical


@pytest.mark.parametrize(
    "blank", ["     /KH-CĐYT", ".../KH-CĐYT", "……/KH-CĐYT", "___/KH-CĐYT", "   -KH/TU", " . . . /KH-CĐYT"]
)
def test_a_blank_number_is_none_and_is_said(blank: str) -> None:
    record = tag(_head(number=blank))
    assert record.number is None
    assert record.warnings == ("Số văn bản còn để trống",)


def test_a_blank_number_does_not_take_that_of_a_cited_document() -> None:
    text = _head(number="...../KH-CĐYT") + "Căn cứ Kế hoạch số 12/KH-LĐLĐ ngày 15/01/2023, các đơn vị thực hiện.\n"
    record = tag(text)
    assert record.number is None
    assert [r.number.canonical for r in record.references if r.number] == ["12/KH-LĐLĐ"]


@pytest.mark.parametrize("text", ["", "Một lá thư không có đầu đề.", "Căn cứ Kế hoạch số 12/KH-LĐLĐ ngày 15/01/2023."])
def test_no_opening(text: str) -> None:
    record = tag(text)
    assert (record.number, record.date, record.place, record.kind) == (None, None, None, None)
    assert len(record.warnings) == 2


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("ngày 10 tháng 01 năm 2023", "2023-01-10"),
        ("ngày 1 tháng 1 năm 2023", "2023-01-01"),
        ("ngày *11* tháng *01* năm 2023", "2023-01-11"),
        ("ngày  03  tháng  06  năm  2013", "2013-06-03"),
        ("ngày 14 tháng 9\nnăm 2021", "2021-09-14"),
        ("Ngày 14 tháng 9 năm 2021", "2021-09-14"),
        ("ngảy 14 thang 9 năm 2021", "2021-09-14"),
    ],
)
def test_issue_date_as_printed(printed: str, iso: str) -> None:
    record = tag(_head(date=printed))
    assert record.date is not None
    assert record.date.iso == iso
    assert record.date.surface == printed


@pytest.mark.parametrize(
    "blank",
    ["ngày...tháng...năm 2020", "ngày    tháng 5 năm 2020", "ngày …… tháng …… năm 2020", "ngày ___ tháng ___ năm 2020"],
)
def test_a_blank_date_is_none_and_is_said(blank: str) -> None:
    record = tag(_head(date=blank))
    assert record.date is None
    assert record.warnings == ("Ngày ban hành còn để trống",)


@pytest.mark.parametrize("wrong", ["ngày 31 tháng 02 năm 2023", "ngày 00 tháng 13 năm 2023"])
def test_no_day_of_the_calendar(wrong: str) -> None:
    assert tag(_head(date=wrong)).date is None


@pytest.mark.parametrize(
    "place",
    [
        "Hà Nội",
        "TP. Hồ Chí Minh",
        "Bà Rịa - Vũng Tàu",
        "Thừa Thiên Huế",
        "Huế",
        "Yên Bái",
        "Đắk Lắk",
        pytest.param("Ea H'leo"),
    ],
)
def test_place(place: str) -> None:
    assert tag(_head(place=place)).place == place


@pytest.mark.parametrize(
    ("line", "number", "place"),
    [
        ("Số: 39/KH-CĐYT            Hà Nội, ngày 10 tháng 01 năm 2023", "39/KH-CĐYT", "Hà Nội"),
        ("Số: 39/KH-CĐYT Hà Nội, ngày 10 tháng 01 năm 2023", "39/KH-CĐYT", "Hà Nội"),
        ("Số 31-CTr/TU    Lâm Đồng, ngày 10 tháng 01 năm 2023", "31-CTr/TU", "Lâm Đồng"),
        ("| Số: 39/KH-CĐYT | Hà Nội, ngày 10 tháng 01 năm 2023 |", "39/KH-CĐYT", "Hà Nội"),
        ("Số: 1250/SYT-NVY\tCà Mau, ngày 10 tháng 01 năm 2023", "1250/SYT-NVY", "Cà Mau"),
        ("Số:      /KH-CĐYT    Hà Nội, ngày 10 tháng 01 năm 2023", None, "Hà Nội"),
    ],
)
def test_number_and_date_on_one_line(line: str, number: str | None, place: str) -> None:
    frame = _frame(tag(f"{line}\n\nKẾ HOẠCH\nTổ chức hội nghị\n\nI. NỘI DUNG\n"))
    assert (frame["number"], frame["place"], frame["date"]) == (number, place, "2023-01-10")


def test_two_columns_in_one_line() -> None:
    """`pdftotext -layout` and OCR print the two columns of the opening side by side."""
    text = (
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH SƠN LA      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "CÔNG ĐOÀN VIÊN CHỨC                 Độc lập - Tự do - Hạnh phúc\n"
        "Số: 18/KH-CĐVC                      Sơn La, ngày 06 tháng 02 năm 2023\n\n"
        "KẾ HOẠCH\nTổ chức Hội nghị cán bộ\n\nI. MỤC ĐÍCH\n"
    )
    frame = _frame(tag(text))
    assert (frame["number"], frame["date"], frame["place"]) == ("18/KH-CĐVC", "2023-02-06", "Sơn La")


def test_issuer_in_two_columns() -> None:
    text = (
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH SƠN LA      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "CÔNG ĐOÀN VIÊN CHỨC                 Độc lập - Tự do - Hạnh phúc\n"
        "Số: 18/KH-CĐVC                      Sơn La, ngày 06 tháng 02 năm 2023\n\n"
        "KẾ HOẠCH\nTổ chức Hội nghị cán bộ\n\nI. MỤC ĐÍCH\n"
    )
    issuer = tag(text).issuer
    assert issuer is not None
    assert (issuer.name, issuer.parent) == ("Công đoàn viên chức", "Liên đoàn Lao động tỉnh Sơn La")


@pytest.mark.parametrize(
    ("heading", "kind", "title"),
    [
        ("KẾ HOẠCH\nTổ chức hội thao", "Kế hoạch", "Tổ chức hội thao"),
        ("KẾ HOẠCH Tổ chức hội thao", "Kế hoạch", "Tổ chức hội thao"),
        ("**KẾ HOẠCH**\n**Tổ chức hội thao**", "Kế hoạch", "Tổ chức hội thao"),
        ("# KẾ HOẠCH\n\nTổ chức hội thao", "Kế hoạch", "Tổ chức hội thao"),
        ("KẾ HOẠCH\n\nTổ chức hội thao", "Kế hoạch", "Tổ chức hội thao"),
        (
            "KẾ HOẠCH\nTổ chức hội thao chào mừng\nNgày Thầy thuốc Việt Nam",
            "Kế hoạch",
            "Tổ chức hội thao chào mừng Ngày Thầy thuốc Việt Nam",
        ),
        ("KẾ HOẠCH\nV/v tổ chức hội thao", "Kế hoạch", "tổ chức hội thao"),
    ],
)
def test_kind_and_title(heading: str, kind: str, title: str) -> None:
    text = f"Số: 39/KH-CĐYT\nHà Nội, ngày 10 tháng 01 năm 2023\n\n{heading}\n\nI. MỤC ĐÍCH\nVui khỏe.\n"
    frame = _frame(tag(text))
    assert (frame["kind"], frame["title"]) == (kind, title)


@pytest.mark.parametrize(
    ("number", "heading", "kind"),
    [
        ("217-QĐ/TU", "QUY ĐỊNH", "Quy định"),
        ("217-QĐ/TU", "QUYẾT ĐỊNH", "Quyết định"),
        ("12/QĐ-UBND", "QUYẾT ĐỊNH", "Quyết định"),
        ("12/BC-CĐYT", "BÁO CÁO", "Báo cáo"),
        ("12/TB-CĐYT", "THÔNG BÁO", "Thông báo"),
        ("12/HD-TLĐ", "HƯỚNG DẪN", "Hướng dẫn"),
        ("12/TTr-SYT", "TỜ TRÌNH", "Tờ trình"),
        ("12/CĐ-TTg", "CÔNG ĐIỆN", "Công điện"),
        ("12/2024/TT-BYT", "THÔNG TƯ", "Thông tư"),
        ("12-NQ/TU", "NGHỊ QUYẾT", "Nghị quyết"),
    ],
)
def test_the_heading_tells_the_kind(number: str, heading: str, kind: str) -> None:
    text = f"Số: {number}\nHà Nội, ngày 10 tháng 01 năm 2023\n\n{heading}\nVề công tác năm 2023\n\nI. NỘI DUNG\n"
    assert _frame(tag(text))["kind"] == kind


@pytest.mark.parametrize(
    ("number", "kind", "code"),
    [
        ("123/UBND-VX", "Công văn", None),
        ("311-CV/BTGTU", "Công văn", "CV"),
        ("12/QĐ-UBND", "Quyết định", "QĐ"),
        ("15/HD-TLĐ", "Hướng dẫn", "HD"),
    ],
)
def test_without_a_heading_the_number_tells_the_kind(number: str, kind: str, code: str | None) -> None:
    found = tag(f"Số: {number}\nHà Nội, ngày 10 tháng 01 năm 2023\n\nKính gửi: Các đơn vị.\n").kind
    assert found is not None
    assert (found.name, found.code) == (kind, code)


CLOSING = "Các đơn vị nghiêm túc thực hiện./.\n\nNơi nhận:\n{recipients}\n\n{signature}\n"


def _close(signature: str = "TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\n\nTrần Minh Đức", recipients: str = "- Lưu: VT.") -> Record:
    return tag(_head() + CLOSING.format(signature=signature, recipients=recipients))


@pytest.mark.parametrize(
    ("signature", "authority", "position", "name"),
    [
        ("TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\n\nTrần Minh Đức", "TM. BAN THƯỜNG VỤ", "chủ tịch", "Trần Minh Đức"),
        ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nTrần Minh Đức", "KT. CHỦ TỊCH", "phó chủ tịch", "Trần Minh Đức"),
        ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\nTrần Minh Đức", "TL. CHỦ TỊCH", "chánh văn phòng", "Trần Minh Đức"),
        (
            "TUQ. GIÁM ĐỐC\nTRƯỞNG PHÒNG TỔ CHỨC\n\nTrần Minh Đức",
            "TUQ. GIÁM ĐỐC",
            "trưởng phòng tổ chức",
            "Trần Minh Đức",
        ),
        ("Q. GIÁM ĐỐC\n\nTrần Minh Đức", "Q. GIÁM ĐỐC", "giám đốc", "Trần Minh Đức"),
        pytest.param(
            "T/M BAN THƯỜNG VỤ\nBÍ THƯ\n\nTrần Minh Đức",
            "T/M BAN THƯỜNG VỤ",
            "bí thư",
            "Trần Minh Đức",
        ),
        pytest.param(
            "T/L BAN THƯỜNG VỤ\nCHÁNH VĂN PHÒNG\n\nTrần Minh Đức",
            "T/L BAN THƯỜNG VỤ",
            "chánh văn phòng",
            "Trần Minh Đức",
        ),
        pytest.param(
            "K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\n\nTrần Minh Đức",
            "K/T TRƯỞNG BAN",
            "phó trưởng ban",
            "Trần Minh Đức",
        ),
        ("T/M. BAN THƯỜNG VỤ\nBÍ THƯ\n\nTrần Minh Đức", "T/M. BAN THƯỜNG VỤ", "bí thư", "Trần Minh Đức"),
        pytest.param(
            "TM. ĐOÀN CHỦ TỊCH\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nTrần Minh Đức",
            "TM. ĐOÀN CHỦ TỊCH",
            "phó chủ tịch",
            "Trần Minh Đức",
        ),
        ("**TM. BAN THƯỜNG VỤ**\n**CHỦ TỊCH**\n\n**Trần Minh Đức**", "TM. BAN THƯỜNG VỤ", "chủ tịch", "Trần Minh Đức"),
        (
            "TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\nBAN\nCHẤP HÀNH\nCÔNG ĐOÀN\nNGÀNH Y TẾ\n\nTrần Minh Đức",
            "TM. BAN THƯỜNG VỤ",
            "chủ tịch",
            "Trần Minh Đức",
        ),
        ("TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\n(Đã ký)\nTrần Minh Đức", "TM. BAN THƯỜNG VỤ", "chủ tịch", "Trần Minh Đức"),
    ],
)
def test_signature(signature: str, authority: str | None, position: str | None, name: str) -> None:
    frame = _frame(_close(signature))
    assert (frame["authority"], frame["position"], frame["signer"]) == (authority, position, name)


@pytest.mark.parametrize(
    ("printed", "position"),
    [
        ("CHỦ TỊCH", "Chủ tịch"),
        ("PHÓ CHỦ TỊCH", "Phó Chủ tịch"),
        ("PHÓ GIÁM ĐỐC", "Phó Giám đốc"),
        ("CHÁNH VĂN PHÒNG", "Chánh Văn phòng"),
    ],
)
def test_case_of_a_position(printed: str, position: str) -> None:
    signer = _close(f"TM. BAN THƯỜNG VỤ\n{printed}\n\nTrần Minh Đức").signer
    assert signer is not None
    assert signer.position == position


@pytest.mark.parametrize(
    "signature",
    [
        pytest.param("TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\n\nTS. Trần Minh Đức"),
        pytest.param("TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\n\nPGS.TS Trần Minh Đức"),
        pytest.param("TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\n\nTRẦN MINH ĐỨC"),
        pytest.param("CHỦ TỊCH\n\nTrần Minh Đức"),
        pytest.param("GIÁM ĐỐC\n\n\nTrần Minh Đức"),
        pytest.param("TM.  BAN THƯỜNG VỤ\nCHỦ TỊCH\n\nTrần Minh Đức"),
    ],
)
def test_who_signed(signature: str) -> None:
    signer = _close(signature).signer
    assert signer is not None
    assert signer.name.lower().endswith("trần minh đức")
    assert signer.position in ("Chủ tịch", "Giám đốc")


def test_no_signature() -> None:
    assert tag(_head()).signer is None


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("- LĐLĐ tỉnh;\n- Các CĐCS;\n- Lưu: VP.", ["LĐLĐ tỉnh", "Các CĐCS", "Lưu: VP"]),
        (
            "- LĐLĐ tỉnh (b/c);\n- Các CĐCS (t/h);\n- Lưu: VT, VP (02).",
            ["LĐLĐ tỉnh (b/c)", "Các CĐCS (t/h)", "Lưu: VT, VP (02)"],
        ),
        ("+ Như trên;\n+ Lưu VT.", ["Như trên", "Lưu VT"]),
        ("• Như trên\n• Lưu VT", ["Như trên", "Lưu VT"]),
        ("– Như trên;\n– Lưu VT.", ["Như trên", "Lưu VT"]),
        pytest.param(
            "- Thường trực Tỉnh ủy,\n- Lưu Văn phòng.",
            ["Thường trực Tỉnh ủy", "Lưu Văn phòng"],
        ),
        (
            "- Các phòng, ban, đơn vị trực thuộc\nSở Y tế;\n- Lưu: VT.",
            ["Các phòng, ban, đơn vị trực thuộc Sở Y tế", "Lưu: VT"],
        ),
        (
            "- Chủ tịch, các Phó Chủ tịch UBND tỉnh;\n- UBND huyện; UBND xã;\n- Lưu: VT.",
            ["Chủ tịch, các Phó Chủ tịch UBND tỉnh", "UBND huyện; UBND xã", "Lưu: VT"],
        ),
        ("*- Như trên;*\n*- Lưu: VT.*", ["Như trên", "Lưu: VT"]),
        pytest.param("Như trên;\nLưu: VT.", ["Như trên", "Lưu: VT"]),
    ],
)
def test_recipients(printed: str, expected: list[str]) -> None:
    assert list(_close(recipients=printed).recipients) == expected


def test_recipients_after_the_signature() -> None:
    text = _head() + "TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\n\nTrần Minh Đức\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    record = tag(text)
    assert record.recipients == ("Như trên", "Lưu: VT")
    assert record.signer is not None
    assert record.signer.name == "Trần Minh Đức"


def test_recipients_on_the_line_of_their_label() -> None:
    text = _head() + "Nơi nhận: Như trên;\n- Lưu: VT.\n\nTM. BAN THƯỜNG VỤ\nCHỦ TỊCH\n\nTrần Minh Đức\n"
    assert tag(text).recipients == ("Như trên", "Lưu: VT")


def test_issuer_of_the_body_where_the_opening_names_none() -> None:
    text = _head() + "Ban Thường vụ Công đoàn ngành Y tế Lạng Sơn ban hành kế hoạch như sau.\n"
    issuer = tag(text).issuer
    assert issuer is not None
    assert (issuer.name, issuer.found_in) == ("Công đoàn ngành Y tế Lạng Sơn", IssuerPlace.BODY)


def test_nobody_named_but_by_the_number() -> None:
    """Schema: `found_in` may be `number`."""
    issuer = tag(_head(number="39/KH-CĐYT")).issuer
    assert issuer is None or issuer.found_in is IssuerPlace.NUMBER


def test_the_number_of_an_annex_is_not_the_documents() -> None:
    text = _head() + "\n\fPHỤ LỤC\n(Kèm theo Kế hoạch số 39/KH-CĐYT ngày 10/01/2023)\nDanh sách đơn vị\n"
    record = tag(text)
    assert record.number is not None
    assert record.number.canonical == "39/KH-CĐYT"
    assert record.references == ()


def test_arrival_stamp_is_not_the_number() -> None:
    text = "CÔNG VĂN ĐẾN\nSố: 512\nNgày 20/01/2023\n" + _head()
    record = tag(text)
    assert record.number is not None
    assert (record.number.canonical, record.date and record.date.iso) == ("39/KH-CĐYT", "2023-01-10")


@pytest.mark.parametrize(
    "text",
    [
        "Sở Nội vụ nhận được đề nghị của công ty về danh mục công việc tại Phụ lục II kèm theo Nghị định\n"
        "số 145/2020/NĐ-CP ngày 14 tháng 12 năm 2020 của Chính phủ.",
        "Ngày 27/11/2025, Sở Tài chính đã nhận được công văn\nsố 11598/VPCP-KTTH ngày 26/11/2025.",
    ],
)
def test_a_number_cited_at_the_start_of_a_line_is_not_the_own_one(text: str) -> None:
    assert tag(text).number is None


def test_who_decides_stands_under_the_subject() -> None:
    record = tag(
        "Số: 01814/QĐ-UBND\n\nCà Mau, ngày 5 tháng 11 năm 2025\n\nQUYẾT ĐỊNH\nVỀ VIỆC CÔNG BỐ DANH MỤC THỦ TỤC\n"
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH CÀ MAU\n\nCăn cứ Thông tư số 02/2017/TT-VPCP ngày 31/10/2017 của Bộ trưởng, "
        "Chủ nhiệm Văn phòng Chính phủ hướng dẫn về nghiệp vụ;\n"
    )
    assert record.title == "VỀ VIỆC CÔNG BỐ DANH MỤC THỦ TỤC"
    assert record.issuer is not None
    assert record.issuer.name == "Ủy ban nhân dân tỉnh Cà Mau"


def test_a_letter_whose_code_looks_like_a_kind() -> None:
    record = tag("Số: 5348/CT-CS\nV/v chính sách thuế\n\nHà Nội, ngày 3 tháng 12 năm 2025\n\nKính gửi: Công ty A\n")
    assert record.kind is not None
    assert (record.kind.name, record.title) == ("Công văn", "chính sách thuế")


def test_thu_tuong_is_no_letter() -> None:
    record = tag("THỦ TƯỚNG CHÍNH PHỦ\n\nSố: 1039/QĐ-TTg\n\nHà Nội, ngày 3 tháng 6 năm 2024\n\nQUYẾT ĐỊNH\nVề việc A\n")
    assert record.kind is not None
    assert (record.kind.name, record.title) == ("Quyết định", "Về việc A")


def test_a_bare_position_is_of_the_signature() -> None:
    record = tag(
        "Số: 8/TB-UBND\n\nCà Mau, ngày 5 tháng 11 năm 2025\n\nTHÔNG BÁO\nNghỉ lễ\n\n"
        "TM. ỦY BAN NHÂN DÂN TỈNH CÀ MAU\nCHỦ TỊCH\n\nTrần Minh Đức\n"
    )
    assert record.issuer is not None
    assert (record.issuer.name, record.issuer.found_in) == ("Ủy ban nhân dân tỉnh Cà Mau", "signature")
    assert record.title == "Nghỉ lễ"


def test_a_rule_of_dashes_does_not_run_into_the_next_line() -> None:
    record = tag(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc---------------\nSố: 16/2025/NĐ-CP\n\nNGHỊ ĐỊNH"
    )
    assert record.number is not None
    assert record.number.canonical == "16/2025/NĐ-CP"


def test_a_comma_at_the_end_of_a_line_of_the_subject_is_kept() -> None:
    text = (
        "Số: 12/KH-CĐYT\n\nHuế, ngày 5 tháng 3 năm 2024\n\nKẾ HOẠCH\nTổ chức phong trào nỗ lực vượt khó,\nsáng tạo\n\n"
    )
    assert tag(text).title == "Tổ chức phong trào nỗ lực vượt khó, sáng tạo"
