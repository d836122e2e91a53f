"""What a sentence says of the documents it names: relation, source, lists, titles, amenders."""
# ruff: noqa: E501 -- a case of a table stays on its line

from __future__ import annotations

import pytest

from cancu.pipeline.model import Reference, Relation
from cancu.pipeline.record import tag

HEAD = "Số: 39/KH-CĐYT\nHà Nội, ngày 10 tháng 01 năm 2023\n\nKẾ HOẠCH\nTổ chức các hoạt động\n\nI. NỘI DUNG\n"


def _references(text: str) -> tuple[Reference, ...]:
    return tag(HEAD + text).references


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


def _told(text: str, head: str = HEAD) -> list[str]:
    """`number relation`, and `< source` where another document speaks."""
    return [
        f"{_called(reference)} {reference.relation}{f' < {reference.source}' if reference.source else ''}"
        for reference in tag(head + text).references
    ]


A, B, C = "Nghị định số 11/2020/NĐ-CP", "Thông tư số 22/2021/TT-BYT", "Quyết định số 33/QĐ-UBND"
OF_A, OF_B, OF_C = "11/2020/NĐ-CP", "22/2021/TT-BYT", "33/QĐ-UBND"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # grounds: căn cứ reaches over its clause, not to what somebody does after it
        (f"Căn cứ chỉ đạo của Bộ Y tế tại {C};", [f"{OF_C} basis"]),
        (f"Căn cứ chức năng, nhiệm vụ được giao, Sở Y tế ban hành {C}.", [f"{OF_C} cites"]),
        (f"Mức đóng làm căn cứ tính lương quy định tại Điều 5 {A}.", [f"{OF_A} cites"]),
        ("Xét Tờ trình số 9/TTr-SYT ngày 1/2/2023 của Sở Y tế; Báo cáo thẩm tra số 8/BC-BPC;", ["9/TTr-SYT basis", "8/BC-BPC basis"]),
        (f"Đề nghị xem xét {C}.", [f"{OF_C} cites"]),
        ("Theo đề nghị của Giám đốc Sở Y tế tại Tờ trình số 9/TTr-SYT.", ["9/TTr-SYT basis"]),
        (f"Trên cơ sở {C}, các đơn vị rà soát.", [f"{OF_C} basis"]),
        (f"Căn cứ tình hình thực tế; mức thu được quy định tại Điều 5 {A}.", [f"{OF_A} cites"]),
        # tasks: the clause if they open it, else what is done
        (f"Để tiếp tục thực hiện nghiêm {C}, các đơn vị rà soát.", [f"{OF_C} implements"]),
        (f"Các đơn vị thực hiện các nhiệm vụ được giao tại {C}.", [f"{OF_C} implements"]),
        (f"Các đơn vị thực hiện Nghị quyết Đại hội Công đoàn, {C}.", [f"{OF_C} implements"]),
        (f"Việc triển khai các trạm biến áp được phê duyệt tại {C}.", [f"{OF_C} cites"]),
        (f"Thực hiện ý kiến của cấp trên, Bộ Y tế đã có {C}.", [f"{OF_C} cites"]),
        (f"Thực hiện các giao dịch dân sự đáp ứng quy định tại Điều 53 {A}.", [f"{OF_A} cites"]),
        (f"Thực hiện trách nhiệm của tổ chức quản lý quy định tại Điều 53 {A}.", [f"{OF_A} implements"]),
        (f"Tổ chức thi hành {A}.", [f"{OF_A} implements"]),
        (f"Quy định về hiệu lực thi hành của {A}.", [f"{OF_A} cites"]),
        # theo
        (f"Báo cáo theo chỉ đạo của Thủ tướng Chính phủ tại {C}.", [f"{OF_C} follows"]),
        (f"Nộp hồ sơ theo quy định tại điểm a và điểm b khoản 1 Điều 3, khoản 1 Điều 4 {A}.", [f"{OF_A} follows"]),
        (f"Chi theo đơn giá của {C}.", [f"{OF_C} follows"]),
        (f"Chi theo các văn bản: Luật Đầu tư công; {A}; {B}.", ["Luật Đầu tư công follows", f"{OF_A} follows", f"{OF_B} follows"]),
        ("Chi theo các Nghị định của Chính phủ: số 11/2020/NĐ-CP; số 12/2020/NĐ-CP.", [f"{OF_A} follows", "12/2020/NĐ-CP follows"]),
        (f"Nộp hồ sơ theo đối tượng quy định tại Điều 4 {A}.", [f"{OF_A} follows"]),
        (f"Cử người theo dõi {A}.", [f"{OF_A} cites"]),
        (f"Tiếp theo {C}, các đơn vị báo cáo.", [f"{OF_C} cites"]),
        (f"Hồ sơ gồm giấy tờ quy định tại khoản 2 Điều 4 {A}.", [f"{OF_A} cites"]),
        (f"Giấy đề nghị theo Mẫu số 05 ban hành kèm theo {A}.", [f"{OF_A} follows"]),
        # what is done to a document
        (f"Sửa đổi, bổ sung một số điều của Quy chế thi đua ban hành kèm theo {C}.", [f"{OF_C} amends"]),
        (f"Danh mục thủ tục được sửa đổi, bổ sung trong lĩnh vực y tế ban hành kèm theo {C}.", [f"{OF_C} cites"]),
        (f"Sửa đổi, bổ sng một số điều của {A}.", [f"{OF_A} amends"]),
        (f"Sửa đổi, bổ sung, bãi bỏ một số điều của {A}.", [f"{OF_A} amends"]),
        (f"Bãi bỏ các quy định về học phí tại {A}.", [f"{OF_A} repeals"]),
        (f"Bổ sung máy móc cho các chức danh tại {A}.", [f"{OF_A} cites"]),
        (f"Bổ sung một điều vào {A}.", [f"{OF_A} amends"]),
        (f"Hướng dẫn sửa đổi, bổ sung {B}.", [f"{OF_B} amends"]),
        (f"Quy định chi tiết và sửa đổi {A}.", [f"{OF_A} details"]),
        (f"Bãi bỏ khoản 1 Điều 2; điểm a khoản 3 Điều 4 {B}.", [f"{OF_B} repeals"]),
        (f"Bãi bỏ khoản 1 Điều 2; nội dung báo cáo tại {C}.", [f"{OF_C} cites"]),
        (f"Theo khoản 1 Điều 2; Điều 4 {B}.", [f"{OF_B} follows"]),
        (f"Thay thế cụm từ “Sở Y tế” bằng cụm từ “Sở Nội vụ” tại Điều 4 {C}.", [f"{OF_C} amends"]),
        (f"Nội dung thuộc phạm vi điều chỉnh của {A}.", [f"{OF_A} cites"]),
        (f"Thực hiện hướng dẫn của Bộ Y tế tại {B}.", [f"{OF_B} implements"]),
        (f"Biện pháp thi hành {A}.", [f"{OF_A} details"]),
        (f"{C} hết hiệu lực kể từ ngày Kế hoạch này có hiệu lực.", [f"{OF_C} repeals"]),
        (f"{C} đã hết hiệu lực từ năm 2020.", [f"{OF_C} cites"]),
        # amenders
        (f"Căn cứ {A} được sửa đổi, bổ sung bởi {B};", [f"{OF_A} basis", f"{OF_B} amends"]),
        (f"Theo {A} (đã được sửa đổi, bổ sung một số điều tại Điều 3 {B}) và {C}.", [f"{OF_A} follows", f"{OF_B} amends", f"{OF_C} follows"]),
        (f"Căn cứ {A} được thay thế bằng {B}; {C};", [f"{OF_A} basis", f"{OF_B} replaces", f"{OF_C} basis"]),
        ("Căn cứ Luật Đầu tư công được sửa đổi bởi: Luật số 5/2020/QH14; Luật số 6/2021/QH15; Luật Công đoàn;", ["Luật Đầu tư công basis", "5/2020/QH14 amends", "6/2021/QH15 amends", "Luật Công đoàn basis"]),
        (f"Căn cứ {A} được sửa đổi bởi {B}; Thông tư số 23/2021/TT-BYT;", [f"{OF_A} basis", f"{OF_B} amends", "23/2021/TT-BYT basis"]),
        (f"Sửa đổi, thay thế một số khoản, Mục và Phụ lục ban hành kèm theo {B}.", [f"{OF_B} amends"]),
        (f"Theo khoản 2 Điều 5 {A} được sửa đổi tại {B} và khoản 1 Điều 6 {A}.", [f"{OF_A} follows", f"{OF_B} amends", f"{OF_A} follows"]),
        (f"Số tiền được giao bổ sung tại {C}.", [f"{OF_C} cites"]),
        # answers
        (f"Công đoàn ngành nhận được {C} của Sở Y tế.", [f"{OF_C} replies_to"]),
        (f"Báo cáo sau khi nhận được {C}.", [f"{OF_C} cites"]),
        # titles with and without "về"
        (f"Căn cứ {B} của Bộ Y tế quy định việc báo cáo theo {A};", [f"{OF_B} basis", f"{OF_A} follows < {OF_B}"]),
        (f"Căn cứ {C} ban hành “Quy chế thực hiện {A}”;", [f"{OF_C} basis", f"{OF_A} implements < {OF_C}"]),
        (f"Căn cứ {C} về thi đua, Sở Y tế đề nghị thực hiện {A}.", [f"{OF_C} basis", f"{OF_A} implements"]),
        (f"Căn cứ {C} về việc thực hiện Chương trình hành động của Chính phủ thực hiện {A};", [f"{OF_C} basis", f"{OF_A} implements"]),
        (f"Sửa đổi {B} quy định chi tiết {A}.", [f"{OF_B} amends", f"{OF_A} details < {OF_B}"]),
        # lists: the next stands beside its like
        (f"Căn cứ {A} quy định chi tiết Luật Đầu tư công và Nghị định số 12/2020/NĐ-CP;", [f"{OF_A} basis", f"Luật Đầu tư công details < {OF_A}", "12/2020/NĐ-CP basis"]),
        (f"Căn cứ {B} hướng dẫn {A} và Nghị định số 12/2020/NĐ-CP;", [f"{OF_B} basis", f"{OF_A} details < {OF_B}", f"12/2020/NĐ-CP details < {OF_B}"]),
        (f"Thực hiện {A}, các đơn vị báo cáo, trong đó nêu rõ {C}.", [f"{OF_A} implements", f"{OF_C} cites"]),
        (f"Theo {A} (sau đây gọi là Nghị định số 11/2020/NĐ-CP).", [f"{OF_A} follows", f"{OF_A} follows"]),
        (f"Căn cứ {A} (được sửa đổi bởi {B}) quy định chi tiết Luật Đầu tư công;", [f"{OF_A} basis", f"{OF_B} amends", f"Luật Đầu tư công details < {OF_A}"]),
        (f"Căn cứ {B} hướng dẫn {A} và sửa đổi {C};", [f"{OF_B} basis", f"{OF_A} details < {OF_B}", f"{OF_C} amends < {OF_B}"]),
        (f"Căn cứ {B} hướng dẫn {A}, Sở Y tế sửa đổi {C}.", [f"{OF_B} basis", f"{OF_A} details < {OF_B}", f"{OF_C} amends"]),
        (f"Chi kinh phí thực hiện chính sách theo đặc thù, quy mô của từng nơi tại {C}.", [f"{OF_C} cites"]),
        # heads of lists
        (f"Bãi bỏ các văn bản sau đây:\n1. {B}.\n2. {C}.", [f"{OF_B} repeals", f"{OF_C} repeals"]),
        (f"Các quyết định sau đây hết hiệu lực:\na) {B};\nb) {C}.", [f"{OF_B} repeals", f"{OF_C} repeals"]),
        (f"Các quy định sau hết hiệu lực:\na) {B};\nb) Khoản 2, Khoản 5 Điều 2; Điều 3; các Khoản 1, 2 Điều 27 {C}.", [f"{OF_B} repeals", f"{OF_C} repeals"]),
        (f"Triển khai các nhiệm vụ sau:\n1. {B}.", [f"{OF_B} cites"]),
        (f"1. Cơ sở pháp lý\n- {A};\n- {C}.", [f"{OF_A} basis", f"{OF_C} basis"]),
        (f"Căn cứ {A};\n{B};\nsố 33/QĐ-UBND;", [f"{OF_A} basis", f"{OF_B} basis", f"{OF_C} basis"]),
        (f"| TT | Tên thủ tục | Căn cứ pháp lý |\n| 1 | Cấp phép | - {A} |\n", [f"{OF_A} basis"]),
        (f"| TT | Tên thủ tục | Ghi chú |\n| 1 | Cấp phép | - {A} |\n", [f"{OF_A} cites"]),
    ],
)  # fmt: skip
def test_sentences(text: str, expected: list[str]) -> None:
    assert _told(text) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU\nCỦA QUYẾT ĐỊNH SỐ 33/QĐ-UBND NGÀY 01/02/2020 CỦA ỦY BAN NHÂN DÂN TỈNH BAN HÀNH QUY CHẾ", ["33/QĐ-UBND amends"]),
        ("BÃI\nBỎ QUYẾT ĐỊNH SỐ 33/QĐ-UBND", ["33/QĐ-UBND repeals"]),
        ("Bãi bỏ Quyết định số 33/QĐ-UBND và Quyết định số 34/QĐ-UBND sửa đổi Quyết định số 33/QĐ-UBND", ["33/QĐ-UBND repeals", "34/QĐ-UBND repeals", "33/QĐ-UBND amends < 34/QĐ-UBND"]),
        ("Công bố thủ tục được sửa đổi trong lĩnh vực y tế quy định tại Thông tư số 22/2021/TT-BYT", ["22/2021/TT-BYT cites"]),
        ("Hướng dẫn chính sách cho người lao động quy định tại khoản 1 Điều 7 Nghị định số 11/2020/NĐ-CP", ["11/2020/NĐ-CP details"]),
    ],
)  # fmt: skip
def test_titles_of_the_document_itself(title: str, expected: list[str]) -> None:
    assert _told(title, "Số: 5/QĐ-UBND\nHuế, ngày 5 tháng 3 năm 2024\n\nQUYẾT ĐỊNH\n") == expected
