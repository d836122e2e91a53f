"""What the opening says of the document itself: number, date, place, kind, subject."""

from __future__ import annotations

import pytest

from cancu.pipeline.model import Record
from cancu.pipeline.record import tag

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"


def _frame(record: Record) -> dict[str, object]:
    return {
        "number": record.number and record.number.canonical,
        "kind": record.kind and record.kind.name,
        "date": record.date and record.date.iso,
        "place": record.place,
        "title": record.title,
    }


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


def test_a_day_that_is_none_is_not_blank() -> None:
    record = tag(_head(date="ngày 32 tháng 12 năm 2020"))
    assert (record.date, record.warnings) == (None, ("Không tìm thấy ngày ban hành ở phần đầu",))


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
        "Ngày 07/3/2024, Sở Y tế đã tiếp nhận công văn\nsố 915/VPUB-KGVX ngày 05/3/2024.",
    ],
)
def test_a_number_cited_at_the_start_of_a_line_is_not_the_own_one(text: str) -> None:
    assert tag(text).number is None


def test_a_letter_whose_code_looks_like_a_kind() -> None:
    record = tag("Số: 5348/CT-CS\nV/v chính sách thuế\n\nHà Nội, ngày 3 tháng 12 năm 2025\n\nKính gửi: Công ty A\n")
    assert record.kind is not None
    assert (record.kind.name, record.title) == ("Công văn", "chính sách thuế")


def test_thu_tuong_is_no_letter() -> None:
    record = tag("THỦ TƯỚNG CHÍNH PHỦ\n\nSố: 1039/QĐ-TTg\n\nHà Nội, ngày 3 tháng 6 năm 2024\n\nQUYẾT ĐỊNH\nVề việc A\n")
    assert record.kind is not None
    assert (record.kind.name, record.title) == ("Quyết định", "Về việc A")


def test_a_rule_of_dashes_does_not_run_into_the_next_line() -> None:
    record = tag(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc---------------\nSố: 16/2025/NĐ-CP\n\nNGHỊ ĐỊNH"
    )
    assert record.number is not None
    assert record.number.canonical == "16/2025/NĐ-CP"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        # the cells of a web page on one line, its rules and breaks lost
        (
            "CHÍNH PHỦ_______ Số: 72/2031/NĐ-CP | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAMĐộc lập – Tự do – Hạnh phúc______ "
            "Hà Nội, ngày 3 tháng 3 năm 2031 |\n\n**NGHỊ ĐỊNH**\n\nVề cầu đường\n\nCăn cứ Luật Cầu;\n",
            "72/2031/NĐ-CP",
        ),
        (
            "Luật Đường mòn 2031\nQUỐC HỘI ------- CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc "
            "--------- Luật số: 18/2031/QH19 Hà Nội, ngày 21 tháng 6 năm 2031 LUẬT ĐƯỜNG MÒN\nCăn cứ Hiến pháp;\n",
            "18/2031/QH19",
        ),
        (
            "Luật Đường mòn 2031. QUỐC HỘI ------- CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc "
            "--------- Luật số: 18/2031/QH19 Hà Nội, ngày 21 tháng 6 năm 2031 LUẬT ĐƯỜNG MÒN\nCăn cứ Hiến pháp;\n",
            "18/2031/QH19",
        ),
        # a word processor's table: one cell a line
        (
            f"|\nSỞ XÂY DỰNG\n-------\n|\n{MOTTO}|\n|\nSố:\n12/QĐ-SXD\n|\n*Huế, ngày 3\ntháng 3 năm 2031*\n|\n",
            "12/QĐ-SXD",
        ),
        # what a gazette prints on every page, here on the line of the head
        (
            f"38 CÔNG BÁO/Số 12 + 13/Ngày 05-3-2031 BỘ Y TẾ BỘ Y TẾ Số: 7/2031/TT-BYT {MOTTO.replace(chr(10), ' ')}"
            "Hà Nội, ngày 3 tháng 3 năm 2031 THÔNG TƯ Về khám bệnh Căn cứ Luật Khám bệnh số 15/2023/QH15; A\n",
            "7/2031/TT-BYT",
        ),
        (
            f" \nCÔNG BÁO/Số 12 + 13/Ngày 05-3-2031\n4\n\nCHÍNH PHỦ\n____\n\nSố: 66.4/2031/NQ-CP\n{MOTTO}",
            "66.4/2031/NQ-CP",
        ),
        ("ỦY BAN THƯỜNG VỤ QUỐC HỘI\nNghị quyết số: 93/2031/UBTVQH19\n" + MOTTO, "93/2031/UBTVQH19"),
        ("TỈNH ỦY A\n*\nSố 02-NQ/TU\nĐẢNG CỘNG SẢN VIỆT NAM\n", "02-NQ/TU"),
        (f"VĂN PHÒNG CHÍNH PHỦ\n{MOTTO}Số: 115/VPCP-V.I\nV/v chợ đêm\n", "115/VPCP-V.I"),
        (f"BỘ TÀI CHÍNH\nSố 06/2031/TT-BTС\n{MOTTO}", "06/2031/TT-BTC"),  # with a Cyrillic letter
        (f"Ký bởi: CỔNG A\nEmail: a@b.vn\nSỞ Y TẾ\nSố: 8/TB-SYT\n{MOTTO}", "8/TB-SYT"),
        # a box of its own, which a PDF has below the first article
        (
            "NGHỊ ĐỊNH\nVề cầu\n\nCăn cứ Luật Cầu số 3/2030/QH18;\nĐiều 1. Phạm vi\nCHÍNH PHỦ\n____\n"
            f"Số: 72/2031/NĐ-CP\n{MOTTO}Hà Nội, ngày 3 tháng 3 năm 2031\nĐiều 2. Cầu\n",
            "72/2031/NĐ-CP",
        ),
    ],
)
def test_own_number_wherever_the_page_has_it(text: str, number: str) -> None:
    assert _frame(tag(text))["number"] == number


@pytest.mark.parametrize(
    "text",
    [
        # titles of web pages, bodies only
        "Nghị định 99/2031/NĐ-CP về đăng ký biện pháp bảo đảm\nNghị quyết 02/2031/NQ-HĐTP hướng dẫn Bộ luật A ...\n",
        "VỀ VIỆC CÔNG BỐ DANH MỤC\n\n(Ban hành kèm theo Quyết định số: 28/QĐ-UBND ngày 19 tháng 11 năm 2031)\n",
        "NGHỊ QUYẾT\nSỬA ĐỔI NGHỊ QUYẾT\nSỐ 42/2018/NQ-HĐND NGÀY 08 THÁNG 8 NĂM 2018 CỦA HỘI ĐỒNG NHÂN DÂN TỈNH A\n",
        "**Kính gửi:** Công ty A\n\nSở Công Thương nhận được văn bản\nSố: 12/CV-A ngày 3/3/2031 của Công ty.\n",
        "THÔNG TƯ\nVề chợ\n\nCăn cứ Luật Chợ số 12/2030/QH18;\n\nSố: 15/QĐ-A\nĐiều 1. Chợ\n",
        "Điều 1. Chợ\nChợ họp theo Quyết định số 15/QĐ-UBND.\n",
        # a form in an annex has a motto and a number of its own
        f"PHỤ LỤC\n{MOTTO}ĐƠN ĐỀ NGHỊ\n{MOTTO}Số: 3/GM-ABC\n",
        f"SỞ Y TẾ\n{MOTTO}Số:      /QĐ-SYT\n\nQUYẾT ĐỊNH\nVề A\n\nCăn cứ Quyết định số 3/QĐ-UBND;\n",
        "| Số, ký hiệu | Số: 12/QĐ-UBND ngày 3/3/2031 |\n| --- | --- |\n",
    ],
)
def test_a_number_that_is_cited_is_never_the_own_one(text: str) -> None:
    assert _frame(tag(text))["number"] is None


@pytest.mark.parametrize(
    "blank", ["Số: /KH-CĐYT", "Số:......../2031/QĐ-UBND", "Số …… -KH/TU", "SỞ Y TẾ Số:      /QĐ-SYT"]
)
def test_blank_numbers(blank: str) -> None:
    record = tag(f"{blank}\nHà Nội, ngày 3 tháng 3 năm 2031\n\nKẾ HOẠCH\nVề A\n")
    assert (record.number, record.warnings) == (None, ("Số văn bản còn để trống",))


@pytest.mark.parametrize(
    ("line", "place", "iso"),
    [
        ("Thành phố Hồ Chí Minh, ngày 3 tháng 3 năm 2031", "Thành phố Hồ Chí Minh", "2031-03-03"),
        ("TP.HCM, ngày 3 tháng 3 năm 2031", "TP.HCM", "2031-03-03"),
        ("Quận 7, ngày 3 tháng 3 năm 2031", "Quận 7", "2031-03-03"),
        ("Xã Tân Lập, ngày 3 tháng 3 năm 2031", "Xã Tân Lập", "2031-03-03"),
        ("Hà Nội ngày 3 tháng 3 năm 2031", "Hà Nội", "2031-03-03"),
        ("*Tây\nNinh, ngày 03 tháng 3 năm 2031*", "Tây Ninh", "2031-03-03"),
        ("*Thành phố Hồ\nChí Minh, ngày 03 tháng12 năm 2031*", "Thành phố Hồ Chí Minh", "2031-12-03"),
        ("*Hà Nội, ng**ày\n01 tháng 12 năm 2031*", "Hà Nội", "2031-12-01"),
        ("*Thành phố Huế**, ngày 8 tháng 11 năm 2031*", "Thành phố Huế", "2031-11-08"),
        ("Hà Nội, ngày 32 tháng 12 năm 2031", None, None),
        ("*........, ngày\ntháng năm*", None, None),
        ("Ngày 3 tháng 3 năm 2031, Sở họp", None, None),
    ],
)
def test_place_and_date_of_one_cell(line: str, place: str | None, iso: str | None) -> None:
    frame = _frame(tag(f"Số: 5/KH-SYT\n|\n{line}\n|\n\nKẾ HOẠCH\nVề A\n\nI. NỘI DUNG\n"))
    assert (frame["place"], frame["date"]) == (place, iso)


def test_a_day_in_a_sentence_dates_nothing() -> None:
    record = tag("Kính gửi: Công ty A\n\nTại cuộc họp ở Hà Nội, ngày 3 tháng 3 năm 2031, Sở đã kết luận.\n")
    assert record.date is None


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("Số: 5/NQ-HĐND\n\n**NGHỊ\nQUYẾT**\n\nQUY ĐỊNH HỌC PHÍ\n", "Nghị quyết", "NQ"),  # not the `QUY ĐỊNH` below
        ("Số: 5/2031/NĐ-CP\n\nNGHỊ ĐỊNH1\nQuy định về A\n", "Nghị định", "NĐ"),
        ("Số: 5106/CT-CS\n*V/v:\nThuế TNCN*\n|\nKính gửi: Bà A\n", "Công văn", None),
        ("Số: 13/CT-TTg\n\nKính gửi: Các bộ\n", "Chỉ thị", "CT"),
        ("Số: 12-CV/TU\nV/v họp\n", "Công văn", "CV"),
        ("**Kính gửi:** Công ty A\n\nSở trả lời như sau.\n", "Công văn", None),
        ("Số: 45/2031/QH19\nHà Nội, ngày 3 tháng 3 năm 2031\n", None, None),  # a law without its heading is no letter
        (
            "LUẬT\nBẢO VỆ CHỢ\n\nLuật Bảo vệ chợ số 4/2030/QH18 ngày 3 tháng 3 năm 2030 của Quốc hội, có hiệu lực "
            "kể từ ngày 01 tháng 7 năm 2030, được sửa đổi, bổ sung bởi:\nLuật Phố số 5/2031/QH19.\n",
            "Văn bản hợp nhất",
            "VBHN",
        ),
        ("Số: 7/VBHN-BCT\n\nTHÔNG TƯ\nQuy định về chợ\n\nThông tư số 2/2030/TT-BCT\n", "Văn bản hợp nhất", "VBHN"),
        ("PHỤ LỤC\nDanh sách\nSTT\nTên\nKẾ HOẠCH\nGhi chú\n", None, None),  # a word of a table
        (f"{MOTTO}MỤC LỤC\nHồ sơ\n{MOTTO}BIÊN BẢN\nGiao nhận\n", None, None),  # forms of an annex
    ],
)
def test_kind(text: str, kind: str | None, code: str | None) -> None:
    found = tag(text).kind
    assert (found and found.name, found and found.code) == (kind, code)


@pytest.mark.parametrize(
    ("head", "kind_code", "body_code"),
    [
        ("Số: 5706/CT-CS\nV/v thuế\n\nKính gửi: Công ty A\n", None, "CT-CS"),
        ("Số: 11/CT-UBND\n\nCHỈ THỊ\nVề A\n", "CT", "UBND"),
        ("Số: 311-CV/BTGTU\nV/v họp\n\nKính gửi: Các xã\n", "CV", "BTGTU"),
    ],
)
def test_the_code_of_a_letter_is_its_body(head: str, kind_code: str | None, body_code: str) -> None:
    number = tag(head).number
    assert number is not None
    assert (number.kind_code, number.body_code) == (kind_code, body_code)


def test_number_and_heading_that_contradict_each_other_are_told() -> None:
    record = tag(
        f"CHÍNH PHỦ\n{MOTTO}Số: 100/2031/TT-BCA\nHà Nội, ngày 3 tháng 3 năm 2031\nNGHỊ ĐỊNH\nVề A\nCăn cứ B;\n"
    )
    assert _frame(record)["kind"] == "Nghị định"
    assert record.warnings == ("Ký hiệu ghi Thông tư, tên loại ghi Nghị định",)


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        # wrapped, in capitals, with figures and words that begin a body elsewhere
        (
            "KẾ HOẠCH\n\nTRIỂN KHAI LUẬT CHỢ\nTHEO LỘ TRÌNH ĐẾN\nNĂM 2031\n\n**ỦY BAN NHÂN DÂN**\n",
            "TRIỂN KHAI LUẬT CHỢ THEO LỘ TRÌNH ĐẾN NĂM 2031",
        ),
        ("QUYẾT ĐỊNH\nVỀ\nVIỆC MỞ CHỢ NĂM HỌC\n2031-2032\nCăn cứ Luật Chợ;\n", "VỀ VIỆC MỞ CHỢ NĂM HỌC 2031-2032"),
        (
            "THÔNG TƯ\nSửa đổi Thông tư số 3/2030/TT-BCT\nngày 3 tháng 3 năm 2030 của Bộ trưởng\nCăn cứ A;\n",
            "Sửa đổi Thông tư số 3/2030/TT-BCT ngày 3 tháng 3 năm 2030 của Bộ trưởng",
        ),
        (
            "THÔNG TƯ\nQuy định chi tiết Luật Chợ và\nNghị định số 5/2031/NĐ-CP quy định về chợ đêm, chợ phiên "
            "ở các huyện; phố;\nCăn cứ A;\n",
            "Quy định chi tiết Luật Chợ và Nghị định số 5/2031/NĐ-CP quy định về chợ đêm, chợ phiên ở các huyện; phố",
        ),
        (
            "THÔNG BÁO\n\nKẾT LUẬN CỦA PHÓ CHỦ TỊCH\n\nTẠI CUỘC HỌP\n\nNgày 3 tháng 3, Phó Chủ tịch họp.\n",
            "KẾT LUẬN CỦA PHÓ CHỦ TỊCH TẠI CUỘC HỌP",
        ),
        ("**QUYẾT ĐỊNH**\n\n**V****ề việc s****ắp xếp chợ**\n\nCăn cứ A;\n", "Về việc sắp xếp chợ"),
        ("NGHỊ QUYẾT\nVề chợ\n(sửa đổi)\nCăn cứ A;\n", "Về chợ (sửa đổi)"),
        ("CÔNG ĐIỆN\nV/V CHỐNG RÉT\nTHỦ TƯỚNG CHÍNH PHỦ điện:\n- Các tỉnh;\n", "CHỐNG RÉT"),
        # who decides
        (
            "QUYẾT ĐỊNH\nVỀ VIỆC MỞ CHỢ TRÊN ĐỊA BÀN TỈNH CAO BẰNG\n"
            "**CHỦ TỊCH ỦY BAN\nNHÂN DÂN TỈNH CAO BẰNG**\nCăn cứ A;\n",
            "VỀ VIỆC MỞ CHỢ TRÊN ĐỊA BÀN TỈNH CAO BẰNG",
        ),
        ("THÔNG BÁO\nVỀ MÃ SỐ CỦA\nBỘ CÔNG THƯƠNG\nCăn cứ A;\n", "VỀ MÃ SỐ CỦA BỘ CÔNG THƯƠNG"),  # `CỦA` leads on
        ("NGHỊ QUYẾT\nĐiều chỉnh chương trình\nỦY BAN THƯỜNG VỤ QUỐC HỘI\nCăn cứ A;\n", "Điều chỉnh chương trình"),
        # the body on the same line, and what a publisher puts between the words
        (
            "CHỈ THỊ VỀ CÔNG TÁC ĐO ĐẠC Ngày 24 tháng 6 năm 2030 " + "Hội đồng đã ra quyết định về việc này. " * 4,
            "VỀ CÔNG TÁC ĐO ĐẠC",
        ),
        ("LUẬT [Điều này được hướng dẫn bởi Nghị định 1/2030/NĐ-CP] ĐƯỜNG MÒN [xem]\nCăn cứ A;\n", "ĐƯỜNG MÒN"),
        ("LUẬT CỦA QUỐC HỘI NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM SỐ 28/2001/QH10 VỀ CHỢ\nCăn cứ A;\n", "VỀ CHỢ"),
        ("LUẬT\nĐƯỜNG MÒN\nCỦA QUỐC HỘI KHOÁ XII, KỲ HỌP THỨ 5, SỐ 35/2009/QH12\nCăn cứ A;\n", "ĐƯỜNG MÒN"),
        ("QUYẾT ĐỊNH\nCăn cứ Luật Chợ;\n", None),
        # a scan, where the gap between lines was taken for one between paragraphs
        (
            "QUYẾT ĐỊNH\n\nVề việc khen thưởng ông Lê Văn Mẫu,\n\nChủ tịch Hội Sen\n\nBỘ TRƯỞNG BỘ Y TẾ\n\nCăn cứ A;\n",
            "Về việc khen thưởng ông Lê Văn Mẫu, Chủ tịch Hội Sen",
        ),
        # on one line with who decides and the body
        ("QUYẾT ĐỊNH Về mở chợ CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH CAO BẰNG Căn cứ Luật Chợ; A.\n", "Về mở chợ"),
        (
            "QUYẾT ĐỊNH VỀ MỞ CHỢ CỦA BỘ CÔNG THƯƠNG BỘ TRƯỞNG BỘ CÔNG THƯƠNG Căn cứ Luật Chợ; A.\n",
            "VỀ MỞ CHỢ CỦA BỘ CÔNG THƯƠNG",
        ),
        ("NGHỊ QUYẾT VỀ MỞ CHỢ **CHÍNH PHỦ** *Căn cứ Luật Chợ; A.\n", "VỀ MỞ CHỢ"),
        ("NGHỊ QUYẾT VỀ CHỢ CỦA CHÍNH PHỦ Căn cứ Luật Chợ; A.\n", "VỀ CHỢ CỦA CHÍNH PHỦ"),  # `CỦA` leads on
        ("NGHỊ QUYẾT Về các căn cứ Cách mạng\nCăn cứ Luật Chợ; A.\n", "Về các căn cứ Cách mạng"),
        ("LUẬT BẢO HIỂM XÃ HỘI Căn cứ Hiến pháp; A.\n", "BẢO HIỂM XÃ HỘI"),  # a law has the name of a body
    ],
)
def test_subject(heading: str, title: str | None) -> None:
    assert tag(f"SỞ A\n{MOTTO}Số: 5/A-B\nHà Nội, ngày 3 tháng 3 năm 2031\n\n{heading}").title == title


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "Số: 5/SYT-NVY\n*V/v phòng dịch,\nchống dịch.*\n|\n*Huế, ngày 3 tháng 3 năm 2031*\n",
            "phòng dịch, chống dịch",
        ),
        ("Số: 5/SYT-NVY\nV/v phòng dịch,      Huế, ngày 3 tháng 3 năm 2031\nchống dịch\n\n", "phòng dịch, chống dịch"),
        ("Số: 5/SYT-NVY\n*Về hướng dẫn phòng dịch*\n|\n*Huế, ngày 3 tháng 3 năm 2031*\n", "Về hướng dẫn phòng dịch"),
        ("Số: 5/SYT-NVY V/v phòng dịch\nHuế, ngày 3 tháng 3 năm 2031 ", "phòng dịch"),
        ("Số: 5/SYT-NVY\nHuế, ngày 3 tháng 3 năm 2031\n\n", None),
    ],
)
def test_subject_of_a_letter(head: str, title: str | None) -> None:
    assert tag(f"{MOTTO}{head}Kính gửi: Các xã\n\nSở đề nghị các xã thực hiện.\n").title == title


def test_subject_of_a_consolidated_text_is_what_it_is_made_of() -> None:
    record = tag("Số: 7/VBHN-BCT\n\nTHÔNG TƯ\nQuy định về chợ\n\nThông tư số 2/2030/TT-BCT, được sửa đổi bởi:\n")
    assert record.title == "Thông tư Quy định về chợ"
