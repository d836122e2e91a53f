"""Mentions of other documents: what is cited, what the sentence says of it, which words belong to which number."""
# ruff: noqa: E501 -- a case of a table stays on its line

from __future__ import annotations

import pytest

from cancu.pipeline.model import Provision, Reference, Relation
from cancu.pipeline.record import tag

HEAD = "Số: 39/KH-CĐYT\nHà Nội, ngày 10 tháng 01 năm 2023\n\nKẾ HOẠCH\nTổ chức các hoạt động\n\nI. NỘI DUNG\n"


def _references(text: str) -> tuple[Reference, ...]:
    whole = HEAD + text
    references = tag(whole).references
    for reference in references:
        assert whole[slice(*reference.span)] == reference.surface
        assert reference.evidence[0] <= reference.span[0] < reference.evidence[1]
        if reference.number:
            assert whole[slice(*reference.number.span)] == reference.number.surface
    return references


def _called(reference: Reference) -> str | None:
    return reference.number.canonical if reference.number else reference.name


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("Căn cứ Kế hoạch số 12/KH-LĐLĐ ngày 05/01/2023 của Liên đoàn Lao động tỉnh;", Relation.BASIS),
        ("Căn cứ vào Kế hoạch số 12/KH-LĐLĐ;", Relation.BASIS),
        ("CĂN CỨ Kế hoạch số 12/KH-LĐLĐ;", Relation.BASIS),
        ("Thực hiện Kế hoạch số 12/KH-LĐLĐ, các đơn vị báo cáo.", Relation.IMPLEMENTS),
        ("Tiếp tục thực hiện tốt Kế hoạch số 12/KH-LĐLĐ.", Relation.IMPLEMENTS),
        ("Nhằm triển khai có hiệu quả Kế hoạch số 12/KH-LĐLĐ.", Relation.IMPLEMENTS),
        ("Tổ chức quán triệt sâu rộng Kế hoạch số 12/KH-LĐLĐ.", Relation.IMPLEMENTS),
        ("Cụ thể hóa Kế hoạch số 12/KH-LĐLĐ bằng việc làm.", Relation.IMPLEMENTS),
        ("Cụ thể hoá Kế hoạch số 12/KH-LĐLĐ bằng việc làm.", Relation.IMPLEMENTS),
        ("Chi tiền theo Kế hoạch số 12/KH-LĐLĐ.", Relation.FOLLOWS),
        ("Chi tiền theo quy định của Kế hoạch số 12/KH-LĐLĐ.", Relation.FOLLOWS),
        ("Chi tiền theo đúng quy định tại Kế hoạch số 12/KH-LĐLĐ.", Relation.FOLLOWS),
        ("Làm việc theo tinh thần Kế hoạch số 12/KH-LĐLĐ.", Relation.FOLLOWS),
        pytest.param("Báo cáo theo hướng dẫn tại Công văn số 45/SYT-TCCB.", Relation.FOLLOWS),
        ("Thông tư này quy định chi tiết một số điều của Luật Bảo hiểm y tế.", Relation.DETAILS),
        ("Thông tư này hướng dẫn thi hành Nghị định số 91/2017/NĐ-CP.", Relation.DETAILS),
        ("Văn bản này hướng dẫn thực hiện Nghị định số 91/2017/NĐ-CP.", Relation.DETAILS),
        ("Nghị định này sửa đổi, bổ sung một số điều của Nghị định số 34/2016/NĐ-CP.", Relation.AMENDS),
        ("Sửa đổi khoản 2 Điều 5 Quyết định số 15/QĐ-CĐYT.", Relation.AMENDS),
        ("Bổ sung Quyết định số 15/QĐ-CĐYT.", Relation.AMENDS),
        ("Quyết định này thay thế Quyết định số 15/QĐ-CĐYT.", Relation.REPLACES),
        pytest.param("Quyết định này thay thế cho Quyết định số 15/QĐ-CĐYT.", Relation.REPLACES),
        ("Văn bản có hiệu lực từ ngày 01/3/2023 và thay thế Quyết định số 15/QĐ-CĐYT.", Relation.REPLACES),
        ("Bãi bỏ Quyết định số 15/QĐ-CĐYT.", Relation.REPEALS),
        ("Hủy bỏ Quyết định số 15/QĐ-CĐYT.", Relation.REPEALS),
        ("Huỷ bỏ Quyết định số 15/QĐ-CĐYT.", Relation.REPEALS),
        ("Công đoàn ngành đính chính Quyết định số 15/QĐ-CĐYT như sau.", Relation.CORRECTS),
        ("Trả lời Công văn số 45/SYT-TCCB, Công đoàn ngành có ý kiến như sau.", Relation.REPLIES_TO),
        ("Phúc đáp Công văn số 45/SYT-TCCB, Công đoàn ngành có ý kiến như sau.", Relation.REPLIES_TO),
        ("Xem thêm Công văn số 45/SYT-TCCB.", Relation.CITES),
        ("Quyết định số 15/QĐ-CĐYT đã được gửi các đơn vị.", Relation.CITES),
        pytest.param("Danh sách kèm theo Công văn số 45/SYT-TCCB.", Relation.CITES),
        pytest.param("Quy chế ban hành kèm theo Quyết định số 15/QĐ-CĐYT.", Relation.CITES),
    ],
)
def test_relation(sentence: str, relation: Relation) -> None:
    (reference,) = _references(sentence)
    assert (reference.relation, reference.source) == (relation, None)


@pytest.mark.parametrize(
    ("sentence", "kind", "called", "date", "issuer", "title"),
    [
        (
            "Căn cứ Kế hoạch số 12/KH-LĐLĐ ngày 05/01/2023 của Liên đoàn Lao động tỉnh Bắc Giang về việc tổ chức Tháng Công nhân;",
            "Kế hoạch",
            "12/KH-LĐLĐ",
            "2023-01-05",
            "Liên đoàn Lao động tỉnh Bắc Giang",
            "tổ chức Tháng Công nhân",
        ),
        (
            "Thực hiện Nghị quyết số 20-NQ/TW, ngày 25 tháng 10 năm 2017 của Ban Chấp hành Trung ương về công tác chăm sóc sức khỏe.",
            "Nghị quyết",
            "20-NQ/TW",
            "2017-10-25",
            "Ban Chấp hành Trung ương",
            "công tác chăm sóc sức khỏe",
        ),
        (
            "Thực hiện Chỉ thị 21-CT/TW, ngày 04/5/2023 của Ban Bí thư “Về đổi mới giáo dục nghề nghiệp”.",
            "Chỉ thị",
            "21-CT/TW",
            "2023-05-04",
            "Ban Bí thư",
            "Về đổi mới giáo dục nghề nghiệp",
        ),
        pytest.param(
            "Thực hiện Chỉ thị 21-CT/TW (ngày 04/5/2023) của Ban Bí thư “Về đổi mới giáo dục nghề nghiệp”.",
            "Chỉ thị",
            "21-CT/TW",
            "2023-05-04",
            "Ban Bí thư",
            "Về đổi mới giáo dục nghề nghiệp",
        ),
        (
            "Thực hiện Kết luận số 07 ngày 18/01/2022 của Thường trực Tỉnh ủy.",
            "Kết luận",
            "07",
            "2022-01-18",
            "Thường trực Tỉnh ủy",
            None,
        ),
        (
            "Thực hiện công văn số 123/UBND-VX ngày 04/01/2023 của UBND tỉnh.",
            "Công văn",
            "123/UBND-VX",
            "2023-01-04",
            "UBND tỉnh",
            None,
        ),
        ("Theo Quy định số 217-QĐ/TW của Bộ Chính trị.", "Quy định", "217-QĐ/TW", None, "Bộ Chính trị", None),
        ("Theo Quyết định số 217-QĐ/TW của Bộ Chính trị.", "Quyết định", "217-QĐ/TW", None, "Bộ Chính trị", None),
        ("Theo văn bản 12/HD-TLĐ.", "Văn bản", "12/HD-TLĐ", None, None, None),
        ("Theo số 12/HD-TLĐ.", "Hướng dẫn", "12/HD-TLĐ", None, None, None),
        (
            "Các đơn vị trong ngành tiếp tục thực hiện tốt Kế hoạch số 136/KH-\nLĐLĐ ngày\n10/9/2021 của Liên đoàn Lao\nđộng tỉnh Thái Nguyên.",
            "Kế hoạch",
            "136/KH-LĐLĐ",
            "2021-09-10",
            "Liên đoàn Lao động tỉnh Thái Nguyên",
            None,
        ),
        pytest.param(
            "Căn cứ Kế hoạch số 136/KH-\nLĐLĐ ngày 10/9/2021 của Liên đoàn Lao động.",
            "Kế hoạch",
            "136/KH-LĐLĐ",
            "2021-09-10",
            "Liên đoàn Lao động",
            None,
        ),
        pytest.param(
            "Thực hiện Kế hoạch số 12/KH-LĐLĐ ngày 05/01/2023, Công đoàn ngành Y tế ban hành kế hoạch.",
            "Kế hoạch",
            "12/KH-LĐLĐ",
            "2023-01-05",
            None,
            None,
        ),
        (
            "Thực hiện Kế hoạch *15/KH-UBND* ngày 03/4/2022 của Ủy ban nhân dân tỉnh Lạng Sơn v/v phòng, chống dịch.",
            "Kế hoạch",
            "15/KH-UBND",
            "2022-04-03",
            "Ủy ban nhân dân tỉnh Lạng Sơn",
            "phòng, chống dịch",
        ),
        pytest.param(
            "Thực hiện Kế hoạch 15/KH-UBND ngày 03/4/2022 của Ủy ban nhân dân tỉnh Lạng Sơn V/v phòng, chống dịch.",
            "Kế hoạch",
            "15/KH-UBND",
            "2022-04-03",
            "Ủy ban nhân dân tỉnh Lạng Sơn",
            "phòng, chống dịch",
        ),
        (
            "Căn cứ Nghị quyết số 06/NQ-BCH ngày 12/01/2017 của Ban Chấp hành Tổng Liên đoàn Lao động Việt Nam (khóa XI) về thương lượng tập thể;",
            "Nghị quyết",
            "06/NQ-BCH",
            "2017-01-12",
            "Ban Chấp hành Tổng Liên đoàn Lao động Việt Nam",
            "thương lượng tập thể",
        ),
    ],
)
def test_one_mention(  # noqa: PLR0917 -- a row of the table
    sentence: str, kind: str, called: str, date: str | None, issuer: str | None, title: str | None
) -> None:
    (reference,) = _references(sentence)
    assert (reference.kind, _called(reference), reference.date, reference.issuer, reference.title) == (
        kind,
        called,
        date,
        issuer,
        title,
    )


def test_surface_goes_from_the_kind_to_the_issuer() -> None:
    (reference,) = _references(
        "Căn cứ Kế hoạch số 12/KH-LĐLĐ ngày 05/01/2023 của Liên đoàn Lao động tỉnh Bắc Giang về việc thi đua;"
    )
    assert reference.surface == "Kế hoạch số 12/KH-LĐLĐ ngày 05/01/2023 của Liên đoàn Lao động tỉnh Bắc Giang"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ; Thông tư số 01/2019/TT-BNV; Kế hoạch số 12/KH-LĐLĐ của LĐLĐ tỉnh.",
            [
                ("30/2020/NĐ-CP", "2020-03-05", "Chính phủ", Relation.BASIS),
                ("01/2019/TT-BNV", None, None, Relation.BASIS),
                ("12/KH-LĐLĐ", None, "LĐLĐ tỉnh", Relation.BASIS),
            ],
        ),
        (
            "Căn cứ Thông tư số 01/2019/TT-BNV; Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.",
            [
                ("01/2019/TT-BNV", None, None, Relation.BASIS),
                ("30/2020/NĐ-CP", "2020-03-05", "Chính phủ", Relation.BASIS),
            ],
        ),
        (
            "Thực hiện Nghị quyết số 02-NQ/TW, ngày 12/6/2021 của Bộ Chính trị, Kế hoạch số 15/KH-UBND ngày 03/4/2022 của UBND tỉnh.",
            [
                ("02-NQ/TW", "2021-06-12", "Bộ Chính trị", Relation.IMPLEMENTS),
                ("15/KH-UBND", "2022-04-03", "UBND tỉnh", Relation.IMPLEMENTS),
            ],
        ),
        (
            "Giám sát theo Quyết định số 217-QĐ/TW và 218-QĐ/TW của Bộ Chính trị.",
            [
                ("217-QĐ/TW", None, "Bộ Chính trị", Relation.FOLLOWS),
                ("218-QĐ/TW", None, "Bộ Chính trị", Relation.FOLLOWS),
            ],
        ),
        (
            "Thực hiện các Nghị quyết số 18-NQ/TW, 20-NQ/TW và số 21-NQ/TW của Ban Chấp hành Trung ương.",
            [
                ("18-NQ/TW", None, "Ban Chấp hành Trung ương", Relation.IMPLEMENTS),
                ("20-NQ/TW", None, "Ban Chấp hành Trung ương", Relation.IMPLEMENTS),
                ("21-NQ/TW", None, "Ban Chấp hành Trung ương", Relation.IMPLEMENTS),
            ],
        ),
        (
            "Thực hiện Kế hoạch số 12/KH-LĐLĐ. Ngày 05/4/2023, Sở Y tế họp.",
            [("12/KH-LĐLĐ", None, None, Relation.IMPLEMENTS)],
        ),
        (
            "Căn cứ Luật Thi đua, khen thưởng ngày 15/6/2022; Luật Công đoàn năm 2012; Hiến pháp năm 2013.",
            [
                ("Luật Thi đua, khen thưởng", "2022-06-15", None, Relation.BASIS),
                ("Luật Công đoàn", "2012", None, Relation.BASIS),
                ("Hiến pháp", "2013", None, Relation.BASIS),
            ],
        ),
    ],
)
def test_lists(sentence: str, expected: list[tuple[str, str | None, str | None, Relation]]) -> None:
    assert [(_called(r), r.date, r.issuer, r.relation) for r in _references(sentence)] == expected


def test_the_kind_of_a_list_is_that_of_its_head() -> None:
    assert [r.kind for r in _references("Theo Quy định số 217-QĐ/TW và 218-QĐ/TW của Bộ Chính trị.")] == [
        "Quy định",
        "Quy định",
    ]


def test_a_list_under_its_heading() -> None:
    text = (
        "Các căn cứ xây dựng kế hoạch:\n"
        "- Nghị quyết số 02-NQ/TW ngày 12/6/2021 của Bộ Chính trị;\n"
        "- Chương trình số 31-CTr/TU của Tỉnh ủy thực hiện Nghị quyết số 02-NQ/TW;\n"
        "- Luật Công đoàn;\n"
        "- Kế hoạch số 12/KH-LĐLĐ của LĐLĐ tỉnh.\n"
        "II. TỔ CHỨC\nĐã gửi Kế hoạch số 77/KH-SYT.\n"
    )
    assert [(_called(r), r.relation, r.source) for r in _references(text)] == [
        ("02-NQ/TW", Relation.BASIS, None),
        ("31-CTr/TU", Relation.BASIS, None),
        ("02-NQ/TW", Relation.IMPLEMENTS, "31-CTr/TU"),
        ("Luật Công đoàn", Relation.BASIS, None),
        ("12/KH-LĐLĐ", Relation.BASIS, None),
        ("77/KH-SYT", Relation.CITES, None),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Thực hiện Kết luận số 01-KL/TW ngày 18/5/2021 của Bộ Chính trị về tiếp tục thực hiện Chỉ thị số 05-CT/TW ngày 15/5/2016.",
            [("01-KL/TW", Relation.IMPLEMENTS, None), ("05-CT/TW", Relation.IMPLEMENTS, "01-KL/TW")],
        ),
        (
            "Căn cứ Chương trình hành động số 31-CTr/TU của Tỉnh ủy thực hiện Nghị quyết số 02-NQ/TW.",
            [("31-CTr/TU", Relation.BASIS, None), ("02-NQ/TW", Relation.IMPLEMENTS, "31-CTr/TU")],
        ),
        (
            "Thực hiện Nghị định số 98/2023/NĐ-CP của Chính phủ quy định chi tiết một số điều của Luật Thi đua, khen thưởng.",
            [
                ("98/2023/NĐ-CP", Relation.IMPLEMENTS, None),
                ("Luật Thi đua, khen thưởng", Relation.DETAILS, "98/2023/NĐ-CP"),
            ],
        ),
        (
            "Căn cứ Thông tư số 12/2022/TT-BYT hướng dẫn thi hành Nghị định số 91/2017/NĐ-CP.",
            [("12/2022/TT-BYT", Relation.BASIS, None), ("91/2017/NĐ-CP", Relation.DETAILS, "12/2022/TT-BYT")],
        ),
        (
            "Căn cứ Nghị định số 82/2019/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số 34/2016/NĐ-CP.",
            [("82/2019/NĐ-CP", Relation.BASIS, None), ("34/2016/NĐ-CP", Relation.AMENDS, "82/2019/NĐ-CP")],
        ),
        (
            "Thực hiện Kế hoạch số 12/KH-LĐLĐ thực hiện Nghị quyết số 02-NQ/TW; Đề án số 08/ĐA-LĐLĐ ngày 24/12/2021.",
            [
                ("12/KH-LĐLĐ", Relation.IMPLEMENTS, None),
                ("02-NQ/TW", Relation.IMPLEMENTS, "12/KH-LĐLĐ"),
                ("08/ĐA-LĐLĐ", Relation.IMPLEMENTS, None),
            ],
        ),
        (
            "Căn cứ Chương trình hành động của Ban Thường vụ Tỉnh ủy thực hiện Nghị quyết số 02-NQ/TW.",
            [("02-NQ/TW", Relation.IMPLEMENTS, None)],
        ),
        (
            "Căn cứ Nghị quyết số 02-NQ/TW “Về đổi mới tổ chức” và Kế hoạch số 12/KH-LĐLĐ.",
            [("02-NQ/TW", Relation.BASIS, None), ("12/KH-LĐLĐ", Relation.BASIS, None)],
        ),
        pytest.param(
            "Căn cứ Nghị quyết số 02-NQ/TW “Về đổi mới tổ chức, thực hiện nhiệm vụ” và Kế hoạch số 12/KH-LĐLĐ.",
            [("02-NQ/TW", Relation.BASIS, None), ("12/KH-LĐLĐ", Relation.BASIS, None)],
        ),
        pytest.param(
            "Căn cứ Kế hoạch số 12/KH-LĐLĐ, Công đoàn ngành thay thế Quyết định số 15/QĐ-CĐYT.",
            [("12/KH-LĐLĐ", Relation.BASIS, None), ("15/QĐ-CĐYT", Relation.REPLACES, None)],
        ),
    ],
)
def test_second_hand(sentence: str, expected: list[tuple[str, Relation, str | None]]) -> None:
    assert [(_called(r), r.relation, r.source) for r in _references(sentence)] == expected


@pytest.mark.parametrize(
    ("sentence", "kind", "name"),
    [
        ("Theo Luật Thi đua, khen thưởng.", "Luật", "Luật Thi đua, khen thưởng"),
        ("Theo Luật thi đua khen thưởng.", "Luật", "Luật Thi đua, khen thưởng"),
        ("Theo Luật Thi đua khen thưởng và các văn bản khác.", "Luật", "Luật Thi đua, khen thưởng"),
        ("Theo Luật TĐKT.", "Luật", "Luật Thi đua, khen thưởng"),
        ("Theo Luật BHXH.", "Luật", "Luật Bảo hiểm xã hội"),
        ("Theo Luật An toàn vệ sinh lao động.", "Luật", "Luật An toàn, vệ sinh lao động"),
        ("Theo Luật Phòng, chống tham nhũng.", "Luật", "Luật Phòng, chống tham nhũng"),
        ("Theo Bộ luật Lao động.", "Bộ luật", "Bộ luật Lao động"),
        ("Theo Bộ luật Lao\nđộng.", "Bộ luật", "Bộ luật Lao động"),
        ("Theo Luật Giáo dục đại học.", "Luật", "Luật Giáo dục đại học"),
        (
            "Theo Pháp lệnh Ưu đãi người có công với cách mạng.",
            "Pháp lệnh",
            "Pháp lệnh Ưu đãi người có công với cách mạng",
        ),
        # names the table does not know
        ("Theo Luật Phòng thủ dân sự;", "Luật", "Luật Phòng thủ dân sự"),
        ("Theo Luật Phòng thủ dân sự được Quốc hội thông qua.", "Luật", "Luật Phòng thủ dân sự"),
        (
            "Theo Luật Trật tự, an toàn giao thông đường bộ ngày 27/6/2024.",
            "Luật",
            "Luật Trật tự, an toàn giao thông đường bộ",
        ),
        pytest.param(
            "Theo Luật Bảo vệ trật tự ở cơ sở ngày 28/11/2023.",
            "Luật",
            "Luật Bảo vệ trật tự ở cơ sở",
        ),
    ],
)
def test_laws_by_name(sentence: str, kind: str, name: str) -> None:
    (reference,) = _references(sentence)
    assert (reference.kind, reference.name, reference.number) == (kind, name, None)


def test_a_law_that_amends_a_law() -> None:
    found = _references("Căn cứ Luật Sửa đổi, bổ sung một số điều của Luật Bảo hiểm y tế ngày 13/6/2014.")
    assert all(r.name is None or not r.name.endswith("một") for r in found)


def test_a_law_with_its_bare_year() -> None:
    assert [r.date for r in _references("Theo Luật Công đoàn 2012, đoàn viên có quyền.")] == ["2012"]


def test_a_law_with_its_number() -> None:
    (reference,) = _references("Theo Bộ luật Lao động số 45/2019/QH14 ngày 20/11/2019.")
    assert (reference.name, reference.date) == ("Bộ luật Lao động", "2019-11-20")
    assert reference.number is not None
    assert reference.number.canonical == "45/2019/QH14"


@pytest.mark.parametrize(
    "sentence",
    [
        "Chấp hành pháp luật lao động.", "Giữ nghiêm kỷ luật lao động.", "Đoàn Luật sư tỉnh phối hợp.", "Hội Luật gia tham gia.", "Tư vấn Pháp luật Lao động miễn phí.",
        "Các quy định của luật lao động.", "Căn cứ tình hình thực tế;", "Thực hiện quy chế dân chủ.", "Nghị quyết của Đảng.", "Theo quy định của pháp luật.",
        "Theo Kế hoạch năm 2023.", "Kế hoạch 5 năm tới.", "Chương trình 100 ngày thi đua.",
    ],
)  # fmt: skip
def test_no_mentions(sentence: str) -> None:
    assert _references(sentence) == ()


FULL = "Thực hiện Nghị quyết số 02-NQ/TW ngày 12/6/2021 của Bộ Chính trị và Kế hoạch số 136/KH-LĐLĐ ngày 10/9/2021 của LĐLĐ tỉnh. "


@pytest.mark.parametrize(
    ("sentence", "surface", "same_as"),
    [
        ("Quán triệt Nghị quyết số 02-NQ/TW đến đoàn viên.", "Nghị quyết số 02-NQ/TW", 0),
        ("Quán triệt Nghị quyết 02-NQ/TW của Bộ Chính trị.", "Nghị quyết 02-NQ/TW của Bộ Chính trị", 0),
        ("Quán triệt Nghị quyết này đến đoàn viên.", "Nghị quyết này", 0),
        ("Quán triệt Nghị quyết 02 đến đoàn viên.", "Nghị quyết 02", 0),
        ("Báo cáo theo Kế hoạch 136 của cấp trên.", "Kế hoạch 136", 1),
        ("Báo cáo theo Kế hoạch số 136 của cấp trên.", "Kế hoạch số 136", 1),
        pytest.param("Báo cáo theo Kế hoạch 136.", "Kế hoạch 136", 1),
        pytest.param("Theo Kế hoạch 136, các đơn vị báo cáo.", "Kế hoạch 136", 1),
        ("Báo cáo theo Kế hoạch 136/KH-LĐLĐ.", "Kế hoạch 136/KH-LĐLĐ", 1),
        ("Kế hoạch số 136/KH-LĐLĐ ngày 05/02/2020 đã hết hạn.", "Kế hoạch số 136/KH-LĐLĐ ngày 05/02/2020", None),
        ("Kế hoạch số 137/KH-LĐLĐ là mới.", "Kế hoạch số 137/KH-LĐLĐ", None),
    ],
)
def test_short_forms(sentence: str, surface: str, same_as: int | None) -> None:
    references = _references(FULL + sentence)
    assert len(references) == 3
    assert (references[2].surface.split(" của cấp")[0], references[2].same_as) == (surface, same_as)


@pytest.mark.parametrize(
    "sentence",
    [
        "Căn cứ Kế hoạch này, các đơn vị tổ chức thực hiện.",
        "Nhận Kế hoạch này, đề nghị các đơn vị triển khai.",
        "Theo Kế hoạch số 39/KH-CĐYT của ngành.",
    ],
)
def test_the_document_itself_is_no_reference(sentence: str) -> None:
    assert _references("Thực hiện Kế hoạch số 12/KH-LĐLĐ. " + sentence)[1:] == ()


def test_last_years_document_of_the_same_number_is_a_reference() -> None:
    found = _references("Thay thế Kế hoạch số 39/KH-CĐYT ngày 12/01/2022 của Công đoàn ngành.")
    assert [(_called(r), r.date, r.relation) for r in found] == [("39/KH-CĐYT", "2022-01-12", Relation.REPLACES)]


@pytest.mark.parametrize(
    ("sentence", "provision"),
    [
        ("Theo Điều 5 Nghị định số 91/2017/NĐ-CP.", Provision("5")),
        ("Theo khoản 2 Điều 5 Nghị định số 91/2017/NĐ-CP.", Provision("5", "2")),
        ("Theo điểm b khoản 2 Điều 5 của Nghị định số 91/2017/NĐ-CP.", Provision("5", "2", "b")),
        ("Theo điểm d khoản 2 Điều 5 Luật Công đoàn.", Provision("5", "2", "d")),
        pytest.param(
            "Theo điểm đ khoản 2 Điều 5 Luật Công đoàn.",
            Provision("5", "2", "đ"),
        ),
        ("Theo khoản 1a Điều 12b, Luật Công đoàn.", Provision("12b", "1a")),
        ("Theo Luật Công đoàn.", None),
        ("Điều 5. Giao Sở Y tế chủ trì. Theo Luật Công đoàn.", None),
    ],
)
def test_provision(sentence: str, provision: Provision | None) -> None:
    (reference,) = _references(sentence)
    assert reference.provision == provision


@pytest.mark.parametrize(
    "broken",
    [
        "Thực hiện Nghị quyết số 02-NQ/TW ngày 12/6/2021\n\n3\n\fcủa Bộ Chính trị về đổi mới tổ chức.",
        "Thực hiện Nghị quyết số 02-NQ/TW ngày 12/6/2021 của Bộ\fChính trị về đổi mới tổ chức.",
        pytest.param(
            "Thực hiện Nghị quyết số 02-NQ/TW ngày 12/6/2021 của Bộ\n\n3\n\fChính trị về đổi mới tổ chức.",
        ),
    ],
)
def test_a_mention_over_two_pages(broken: str) -> None:
    (reference,) = _references(broken)
    assert (reference.date, reference.issuer, reference.title) == ("2021-06-12", "Bộ Chính trị", "đổi mới tổ chức")


def test_evidence_is_the_sentence() -> None:
    text = "Mở đầu một câu. Thực hiện Kế hoạch số 12/KH-LĐLĐ của cấp trên. Câu cuối."
    (reference,) = _references(text)
    assert (HEAD + text)[slice(*reference.evidence)] == "Thực hiện Kế hoạch số 12/KH-LĐLĐ của cấp trên."


def test_what_another_paper_does_is_not_done_by_this_one() -> None:
    """The basis is a law that amends; this decision amends nothing."""
    record = tag("Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ ngày 22/11/2019;")
    assert {reference.relation for reference in record.references} == {Relation.BASIS}


def test_papers_in_the_title_of_a_cited_one_are_only_cited() -> None:
    record = tag(
        "Nghị quyết này thay thế Nghị quyết số 09/2026/NQ-CP ngày 04/02/2026 của Chính phủ về tạm ngưng hiệu lực của "
        "Nghị định số 46/2026/NĐ-CP và Nghị quyết số 66.13/2026/NQ-CP."
    )
    assert [(r.number and r.number.canonical, r.relation, r.source) for r in record.references] == [
        ("09/2026/NQ-CP", Relation.REPLACES, None),
        ("46/2026/NĐ-CP", Relation.CITES, "09/2026/NQ-CP"),
        ("66.13/2026/NQ-CP", Relation.CITES, "09/2026/NQ-CP"),
    ]


def test_the_name_of_a_law_ends_before_its_number() -> None:
    (reference,) = tag("Căn cứ Luật Hải quan số: 54/2014/QH13 ngày 23/6/2014;").references
    assert (reference.name, reference.number and reference.number.canonical) == ("Luật Hải quan", "54/2014/QH13")


def test_a_comma_does_not_end_a_title_unless_somebody_acts_after_it() -> None:
    (one,) = tag("Thực hiện Kế hoạch số 5/KH-LĐLĐ ngày 1/2/2023 về xây dựng, ban hành quy chế.").references
    assert one.title == "xây dựng, ban hành quy chế"
    (two,) = tag(
        "Thực hiện Kế hoạch số 5/KH-LĐLĐ ngày 1/2/2023 về thi đua, Ban Thường vụ CĐN ban hành kế hoạch."
    ).references
    assert two.title == "thi đua"


def test_itself_with_another_zero() -> None:
    record = tag("Số: 05/KH-CĐCS\n\nHuế, ngày 5 tháng 3 năm 2024\n\nKẾ HOẠCH\nA\n\nTheo Kế hoạch số 5/KH-CĐCS.")
    assert record.references == ()


def test_a_day_without_a_year_dates_no_document() -> None:
    """A slip of the typist must not make another document of a number."""
    (reference,) = tag(
        "Căn cứ Quyết định số 1085/QĐ-TTg ngày 15 tháng 9 tháng 2022 của Thủ tướng Chính phủ;"
    ).references
    assert reference.date is None
