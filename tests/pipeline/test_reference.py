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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Điều 1 Nghị định số 5/2020/NĐ-CP Quy định về thi đua ngày 01/02/2020 của Chính phủ, có hiệu lực từ ngày 01/4/2020",
            [("5/2020/NĐ-CP", "2020-02-01", "Chính phủ", "Quy định về thi đua")],
        ),
        (
            "Điều 1 Nghị định số 5/2020/NĐ-CP, có hiệu lực từ ngày 01/4/2020",
            [("5/2020/NĐ-CP", None, None, None)],
        ),
        (  # over a `;` only what comes into force
            "Nghị định số 5/2020/NĐ-CP Quy định về thi đua; khen thưởng ngày 01/02/2020 của Chính phủ, có hiệu lực từ năm 2020",
            [("5/2020/NĐ-CP", "2020-02-01", "Chính phủ", "Quy định về thi đua; khen thưởng")],
        ),
        (
            "Căn cứ Nghị định số 5/2020/NĐ-CP Quy định về thi đua; biên bản kiểm tra ngày 01/02/2023 của Sở Y tế;",
            [("5/2020/NĐ-CP", None, None, None)],
        ),
        (
            "Nghị định số 5/2020/NĐ-CP Quy định về thi đua theo kết quả họp ngày 01/02/2023 của Sở Y tế.",
            [("5/2020/NĐ-CP", None, None, None)],
        ),
        (
            "Căn cứ Nghị định số 5/2020/NĐ-CP và đề nghị ngày 01/02/2023 của Sở Y tế;",
            [("5/2020/NĐ-CP", None, None, None)],
        ),
        (  # the paper that the title names has its own
            "Thông tư số 7/2021/TT-BYT Hướng dẫn Nghị định số 5/2020/NĐ-CP ngày 01/02/2020 của Chính phủ về thi đua ngày 03/04/2021 của Bộ Y tế",
            [
                ("7/2021/TT-BYT", "2021-04-03", "Bộ Y tế", "Hướng dẫn Nghị định số 5/2020/NĐ-CP ngày 01/02/2020 của Chính phủ về thi đua"),
                ("5/2020/NĐ-CP", "2020-02-01", "Chính phủ", "thi đua"),
            ],
        ),
        (  # a ministry issues no law
            "Thông tư số 7/2021/TT-BYT Hướng dẫn Luật Công đoàn ngày 03/04/2021 của Bộ Y tế",
            [("7/2021/TT-BYT", "2021-04-03", "Bộ Y tế", "Hướng dẫn Luật Công đoàn"), ("Luật Công đoàn", None, None, None)],
        ),
        (
            "Thông tư liên tịch số 7/2021/TTLT-BYT-BTC ngày 03/04/2021 của Bộ Y tế và Bộ Tài chính",
            [("7/2021/TTLT-BYT-BTC", "2021-04-03", "Bộ Y tế và Bộ Tài chính", None)],
        ),
        (
            "Thông tư số 7/2021/TT-BYT ngày 03/04/2021 của Bộ Y tế và Bộ Tài chính phối hợp",
            [("7/2021/TT-BYT", "2021-04-03", "Bộ Y tế", None)],
        ),
        (
            "Luật số 12/2012/QH13 Luật Công đoàn ngày 20/6/2012 của Quốc hội",
            [("12/2012/QH13", "2012-06-20", "Quốc hội", None)],
        ),
        (  # papers of one body in a row, and of two
            "Chỉ thị số 3-CT/TU ngày 01/02/2020, Kế hoạch số 4-KH/TU ngày 02/02/2020 của Tỉnh ủy",
            [("3-CT/TU", "2020-02-01", "Tỉnh ủy", None), ("4-KH/TU", "2020-02-02", "Tỉnh ủy", None)],
        ),
        (
            "Chỉ thị số 3-CT/TW ngày 01/02/2020, Kế hoạch số 4-KH/TU ngày 02/02/2020 của Tỉnh ủy",
            [("3-CT/TW", "2020-02-01", None, None), ("4-KH/TU", "2020-02-02", "Tỉnh ủy", None)],
        ),
        (  # who speaks in the next item is no issuer
            "Thông báo số 9-TB/TW ngày 01/02/2020, của Ban Bí thư tại văn bản số 8-KL/TW",
            [("9-TB/TW", "2020-02-01", None, None), ("8-KL/TW", None, None, None)],
        ),
        (
            "BÃI BỎ QUYẾT ĐỊNH SỐ 33/QĐ-UBND NGÀY 01/02/2020 CỦA ỦY BAN NHÂN DÂN TỈNH BAN HÀNH QUY CHẾ",
            [("33/QĐ-UBND", "2020-02-01", "ỦY BAN NHÂN DÂN TỈNH", None)],
        ),
    ],
)  # fmt: skip
def test_dates_and_issuers(text: str, expected: list[tuple[str | None, ...]]) -> None:
    assert [(_called(r), r.date, r.issuer, r.title) for r in _references(text)] == expected


def test_the_day_after_a_title_is_that_of_the_reference() -> None:
    record = tag(
        "Nghị định số 5/2020/NĐ-CP Quy định thi đua ngày 01/02/2020 của Chính phủ, có hiệu lực từ ngày 01/4/2020"
    )
    assert [(d.start, d.role) for d in record.dates] == [("2020-02-01", "reference"), ("2020-04-01", "effective")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Theo Quy chế số 5-QC/TU.\nQUY CHẾ\nQuy chế này áp dụng cho các đơn vị.", 1),
        ("Theo Quy chế số 5-QC/TU. Quy chế này áp dụng cho các đơn vị.", 2),
        ("Theo văn bản số 5/UBND-VX. Nhận văn bản này, các đơn vị báo cáo.", 1),
        ("Kế hoạch 39 được gửi các đơn vị. Kế hoạch số 39 được gửi các đơn vị.", 0),
        ("Kế hoạch số 38 được gửi các đơn vị.", 1),
    ],
)
def test_texts_that_speak_of_themselves(text: str, found: int) -> None:
    assert len(_references(text)) == found


def test_the_name_of_a_law_in_its_own_text() -> None:
    law = "QUỐC HỘI\nLuật số: 5/2024/QH15\n\nLUẬT\nCÔNG ĐOÀN\n\nTheo Luật Công đoàn. Theo Luật Công đoàn số 12/2012/QH13. Theo Luật Việc làm."
    assert [_called(reference) for reference in tag(law).references] == ["12/2012/QH13", "Luật Việc làm"]


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
        ("Theo khoản 2 và khoản 3 Điều 170 của Luật Công đoàn.", Provision("170", "2")),
        ("Theo Điều 5, Điều 7 Nghị định số 91/2017/NĐ-CP.", Provision("5")),
        ("Theo điểm a và điểm b khoản 1 Điều 3, khoản 1 Điều 4 Nghị định số 91/2017/NĐ-CP.", Provision("3", "1", "a")),
        ("Theo các điểm a, b, c khoản 1 Điều 2 của Luật Công đoàn.", Provision("2", "1", "a")),
        ("Theo Điều 10, 12 và 15 của Luật Công đoàn.", Provision("10")),
        ("Theo Điều 5 khoản 2 Luật Công đoàn.", Provision("5", "2")),
        ("Theo Điều 5, khoản 1 Điều 6 Luật Công đoàn.", Provision("5")),
        ("Theo điểm a.6 khoản 2 Điều 20 Luật Công đoàn.", Provision("20", "2", "a.6")),
        ("Theo mục 2 Chương III của Luật Công đoàn.", None),
        ("Theo Điều 5 của bản này và Luật Công đoàn.", None),
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
