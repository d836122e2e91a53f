"""Who issued the document, under whom, and where that is read."""

from __future__ import annotations

import pytest

from cancu.pipeline.model import IssuerPlace
from cancu.pipeline.record import tag
from cancu.pipeline.vietnamese import fold

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
HEAD = "Số: {number}\n\nHà Nội, ngày 10 tháng 01 năm 2023\n\nKẾ HOẠCH\nTổ chức Tháng Công nhân\n\nI. MỤC ĐÍCH\n"


def _head(number: str = "39/KH-CĐYT") -> str:
    return HEAD.format(number=number)


def test_issuer_in_two_columns() -> None:
    text = (
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH SƠN LA      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "CÔNG ĐOÀN VIÊN CHỨC                 Độc lập - Tự do - Hạnh phúc\n"
        "Số: 18/KH-CĐVC                      Sơn La, ngày 06 tháng 02 năm 2023\n\n"
        "KẾ HOẠCH\nTổ chức Hội nghị cán bộ\n\nI. MỤC ĐÍCH\n"
    )
    issuer = tag(text).issuer
    assert issuer is not None
    assert (issuer.name, issuer.parent) == ("Công đoàn Viên chức", "Liên đoàn Lao động tỉnh Sơn La")


def test_issuer_of_the_body_where_the_opening_names_none() -> None:
    text = _head() + "Ban Thường vụ Công đoàn ngành Y tế Lạng Sơn ban hành kế hoạch như sau.\n"
    issuer = tag(text).issuer
    assert issuer is not None
    assert (issuer.name, issuer.found_in) == ("Công đoàn ngành Y tế Lạng Sơn", IssuerPlace.BODY)


def test_nobody_named_but_by_the_number() -> None:
    """Schema: `found_in` may be `number`."""
    issuer = tag(_head(number="39/KH-CĐYT")).issuer
    assert issuer is None or issuer.found_in is IssuerPlace.NUMBER


def test_who_decides_stands_under_the_subject() -> None:
    record = tag(
        "Số: 01814/QĐ-UBND\n\nCà Mau, ngày 5 tháng 11 năm 2025\n\nQUYẾT ĐỊNH\nVỀ VIỆC CÔNG BỐ DANH MỤC THỦ TỤC\n"
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH CÀ MAU\n\nCăn cứ Thông tư số 02/2017/TT-VPCP ngày 31/10/2017 của Bộ trưởng, "
        "Chủ nhiệm Văn phòng Chính phủ hướng dẫn về nghiệp vụ;\n"
    )
    assert record.title == "VỀ VIỆC CÔNG BỐ DANH MỤC THỦ TỤC"
    assert record.issuer is not None
    assert record.issuer.name == "Ủy ban nhân dân tỉnh Cà Mau"


def test_a_bare_position_is_of_the_signature() -> None:
    record = tag(
        "Số: 8/TB-UBND\n\nCà Mau, ngày 5 tháng 11 năm 2025\n\nTHÔNG BÁO\nNghỉ lễ\n\n"
        "TM. ỦY BAN NHÂN DÂN TỈNH CÀ MAU\nCHỦ TỊCH\n\nTrần Minh Đức\n"
    )
    assert record.issuer is not None
    assert (record.issuer.name, record.issuer.found_in) == ("Ủy ban nhân dân tỉnh Cà Mau", "signature")
    assert record.title == "Nghỉ lễ"


@pytest.mark.parametrize(
    ("lines", "name", "parent"),
    [
        ("ỦY BAN NHÂN DÂN\nTỈNH NGHỆ AN", "Ủy ban nhân dân tỉnh Nghệ An", None),
        ("|\n**ỦY BAN NHÂN\nDÂN **\nTỈNH NGHỆ AN\n-------\n|", "Ủy ban nhân dân tỉnh Nghệ An", None),
        ("BỘ TÀI CHÍNH\n**CỤC THUẾ**", "Cục Thuế", "Bộ Tài chính"),
        ("CỤC THUẾ\nTHUẾ TỈNH VĨNH LONG", "Thuế tỉnh Vĩnh Long", "Cục Thuế"),
        ("UBND TỈNH CÀ MAU\nSỞ Y TẾ", "Sở Y tế", "UBND tỉnh Cà Mau"),
        ("UBND TỈNH CÀ MAU\nBỆNH VIỆN MẮT", "Bệnh viện mắt", "UBND tỉnh Cà Mau"),
        ("VĂN PHÒNG\nCHÍNH PHỦ", "Văn phòng Chính phủ", None),  # one body: the first line is an organ of the second
        ("ỦY BAN THƯỜNG VỤ\nQUỐC HỘI", "Ủy ban Thường vụ Quốc hội", None),
        ("BAN CHẤP HÀNH\nTRUNG ƯƠNG\n**BAN TỔ CHỨC**\n*", "Ban Tổ chức", "Ban Chấp hành Trung ương"),
        ("ĐẢNG ỦY\nCÔNG AN TỈNH PHÚ YÊN", "Đảng ủy Công an tỉnh Phú Yên", None),
        ("BỘ LAO ĐỘNG - THƯƠNG BINH\nVÀ XÃ HỘI", "Bộ Lao động - Thương binh và Xã hội", None),
        ("BỘ LAO ĐỘNG THƯƠNG BINH VÀ XÃ HỘI", "Bộ Lao động - Thương binh và Xã hội", None),
        ("CHÍNH PHỦ\n\nCHÍNH PHỦ\n____", "Chính phủ", None),  # a gazette prints it twice
        ("VĂN BẢN QUY PHẠM PHÁP LUẬT\n\nBỘ Y TẾ", "Bộ Y tế", None),
        ("HỎA TỐC\nSỞ NỘI VỤ", "Sở Nội vụ", None),
        ("QUỐC HỘI -------", "Quốc hội", None),
        ("THỦ TƯỚNG CHÍNHPHỦ\nW—W", "Thủ tướng Chính phủ", None),  # as a scan is read
        ("BỘ CÔNG AN -\nBỘ QUỐC PHÒNG -\nBỘ Y TẾ", "Bộ Công an - Bộ Quốc phòng - Bộ Y tế", None),  # together
        ("BỘ CÔNG AN\n-\nCỤC CẢNH SÁT", "Cục cảnh sát", "Bộ Công an"),
    ],
)
def test_names_above_the_number(lines: str, name: str, parent: str | None) -> None:
    issuer = tag(f"{lines}\n{MOTTO}Số: 5/KH-ABC\n\nKẾ HOẠCH\nVề A\n\nI. NỘI DUNG\n").issuer
    assert issuer is not None
    assert (issuer.name, issuer.parent, issuer.found_in) == (name, parent, IssuerPlace.HEADER)


@pytest.mark.parametrize(
    "motto",
    [
        "CỘNG HÒA XÃ HỘI\nCHHỦ NGHĨ VIỆT NAM",
        "CỘNG HÒÉ XÃ HỘI\nCHỦ NGHĨA VIỆT NAM",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA V1ỆT NAM",
        "CỘNG HÒA XÃ HỘI\nCHỦ NGHĨAVIỆT NAM",
        "CONG HOA XÃ HOI\nCHỦ NGHĨA VIỆT NA M",
        "CỘNG HÒA X'Ã\nHỘI CHỦ NGHA V'IỆT NAM",
        "CÔNG HÒA XÃ HỘI CHỦ\nNGHĨA VỊT NAM",
        "DẢNG ỘNG SẢN\nVIỆT NAM",
        "ĐẢNG CỘNG SẢN\nVỆT NAM",
        "ĐẢNG CỌNG SẢNVIỆT NAM",
    ],
)
def test_a_misread_motto_names_nobody(motto: str) -> None:
    issuer = tag(f"TỈNH ỦY CÀ MAU\n{motto}\nSố: 5/KH-ABC\n\nKẾ HOẠCH\nVề A\n\nI. NỘI DUNG\n").issuer
    assert issuer is not None
    assert (issuer.name, issuer.parent) == ("Tỉnh ủy Cà Mau", None)


@pytest.mark.parametrize(
    "name",
    [
        "CÔNG ĐOÀN VIỆT NAM",
        "HỘI PHỤ NỮ VIỆT NAM",
        "HỘI CHỮ THẬP ĐỎ VIỆT NAM",
        "HỘI CỰU CHIẾN BINH\nVIỆT NAM",
        "TỔNG LIÊN ĐOÀN LAO ĐỘNG\nVIỆT NAM",
        "NGÂN HÀNG NHÀ NƯỚC\nVIỆT NAM",
        "ĐẢNG BỘ CÔNG AN",
        "ĐẢNG ỦY CÔNG TY",
    ],
)
@pytest.mark.parametrize("form", ["{name}\n{motto}", "{motto}\n{name}\n"])
def test_a_name_like_a_motto_is_a_name(name: str, form: str) -> None:
    above = form.format(name=name, motto=MOTTO)
    issuer = tag(f"{above}Số: 5/KH-ABC\n\nKẾ HOẠCH\nVề A\n\nI. NỘI DUNG\n").issuer
    assert issuer is not None
    assert fold(issuer.name) == fold(" ".join(name.split()))


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("BỘ TRƯỞNG BỘ CÔNG THƯƠNG", "Bộ Công Thương"),
        ("**BỘ\nTRƯỞNG BỘ TƯ PHÁP**", "Bộ Tư pháp"),
        ("BỘ TRƯỞNG, CHỦ NHIỆM VĂN PHÒNG CHÍNH PHỦ", "Văn phòng Chính phủ"),
        ("CHÁNH VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH CÀ MAU", "Văn phòng ủy ban nhân dân tỉnh Cà Mau"),
        ("TỔNG KIỂM TOÁN NHÀ NƯỚC", "Kiểm toán nhà nước"),
        ("CỤC TRƯỞNG CỤC HẢI QUAN", "Cục Hải quan"),
        ("THỦ TƯỚNG CHÍNH PHỦ", "Thủ tướng Chính phủ"),  # he is himself the issuer
        ("CHỦ TỊCH NƯỚC", "Chủ tịch nước"),
    ],
)
def test_the_body_of_who_decides(line: str, name: str) -> None:
    issuer = tag(f"{MOTTO}Số: 5/QĐ-ABC\n\nQUYẾT ĐỊNH\nVề chợ đêm\n\n{line}\n\nCăn cứ Luật Chợ;\n").issuer
    assert issuer is not None
    assert (issuer.name.lower(), issuer.found_in) == (name.lower(), IssuerPlace.HEADER)


@pytest.mark.parametrize(
    ("number", "body", "name"),
    [
        ("5/2031/NĐ-CP", "NGHỊ ĐỊNH\nVề chợ\n\nCăn cứ A;\nChính phủ ban hành Nghị định về chợ.\n", "Chính phủ"),
        ("5/2031/TT-BYT", "THÔNG TƯ\nVề chợ\n\nCăn cứ A;\nBộ trưởng Bộ Y tế ban hành Thông tư về chợ.\n", "Bộ Y tế"),
        # who is told, many bodies, and a body of another number do not issue it
        ("5/CHQ-GSQL", "V/v chợ\n\nKính gửi: Công ty A\n\nBộ Y tế đề nghị Cục Hải quan trả lời.\n", "Cục Hải quan"),
        ("5/2031/QĐ-UBND", "QUYẾT ĐỊNH\nVề chợ\n\nCăn cứ A;\nỦy ban nhân dân cấp xã tổ chức họp.\n", "Ủy ban nhân dân"),
        ("5/BTC-CT", "V/v chợ\n\nKính gửi: Công ty A\n", "Bộ Tài chính"),
        ("5-CV/BTC", "V/v chợ\n\nKính gửi: Các xã\n", "Ban Tổ chức"),  # of the Party
    ],
)
def test_issuer_where_the_header_is_lost(number: str, body: str, name: str) -> None:
    issuer = tag(f"{MOTTO}Số: {number}\nHà Nội, ngày 3 tháng 3 năm 2031\n\n{body}").issuer
    assert issuer is not None
    assert issuer.name == name


@pytest.mark.parametrize(
    "text",
    [
        "Kính gửi: Công ty A\n\nTrong thời gian Hội nghị, Ban Tổ chức hướng dẫn các đoàn.\n",
        "Kính gửi: Công ty A\n\nPhó Thủ tướng Chính phủ Trần Văn A có ý kiến như sau.\n",
        "DANH MỤC HỒ SƠ\nTÀI LIỆU NỘP LƯU\n| STT | TÊN HỒ SƠ |\n",
    ],
)
def test_nobody_is_better_than_somebody_else(text: str) -> None:
    assert tag(text).issuer is None


@pytest.mark.parametrize(
    ("place", "text", "name"),
    [
        ("Hà Tĩnh", "Chợ của tỉnh Hà Tĩnh họp đêm.", "Ủy ban nhân dân tỉnh Hà Tĩnh"),
        ("Cần Thơ", "Chợ của thành phố Cần Thơ họp đêm.", "Ủy ban nhân dân thành phố Cần Thơ"),
        ("Hà Tĩnh", "Chợ họp đêm.", "Ủy ban nhân dân"),
        ("Xã Tân Lập", "Chợ của tỉnh Hà Tĩnh họp đêm.", "Ủy ban nhân dân"),
    ],
)
def test_the_province_of_a_bare_name(place: str, text: str, name: str) -> None:
    record = tag(
        f"{MOTTO}Số: 5/KH-UBND\n{place}, ngày 3 tháng 3 năm 2031\n\nKẾ HOẠCH\nVề chợ\n\nI. NỘI DUNG\n{text}\n\n"
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Minh Đức\n"
    )
    assert record.issuer is not None
    assert (record.issuer.name, record.issuer.found_in) == (name, IssuerPlace.SIGNATURE)


def test_motto_with_a_stroke_names_nobody() -> None:
    issuer = tag(
        "SỞ NỘI VỤ CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT-NAM -\nĐộc lập - Tự do - Hạnh phúc\nSố: 5/KH-SNV\n\nKẾ HOẠCH\nVề A\n"
    ).issuer
    assert issuer is not None
    assert issuer.name == "Sở Nội vụ"
