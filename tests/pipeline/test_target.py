"""Figures the document sets, and the many figures that are none."""
# ruff: noqa: E501 -- a case of a table stays on its line

from __future__ import annotations

from itertools import pairwise

import pytest

from cancu.pipeline.model import Comparator, Target
from cancu.pipeline.record import tag

HEAD = "Số: 39/KH-CĐYT\nHà Nội, ngày 10 tháng 01 năm 2023\n\nKẾ HOẠCH\nTổ chức các hoạt động\n\nI. NỘI DUNG\n"


def _targets(text: str) -> tuple[Target, ...]:
    whole = HEAD + text
    targets = tag(whole).targets
    assert all(whole[slice(*target.span)] == target.surface for target in targets)
    return targets


@pytest.mark.parametrize(
    ("sentence", "value", "high", "unit", "comparator"),
    [
        ("100% công đoàn cơ sở xây dựng kế hoạch.", 100, None, "%", "="),
        ("Bảo đảm 100 % đơn vị tham gia.", 100, None, "%", "="),
        ("75% trở lên CĐCS đạt vững mạnh.", 75, None, "%", ">="),
        ("70% CĐCS trở lên đạt vững mạnh.", 70, None, "%", ">="),
        ("Phấn đấu trên 40% tập thể đạt danh hiệu.", 40, None, "%", ">"),
        ("Phấn đấu hơn 40% tập thể đạt danh hiệu.", 40, None, "%", ">"),
        ("Đại biểu nữ khoảng 70%.", 70, None, "%", "~"),
        ("Đại biểu nữ xấp xỉ 30%.", 30, None, "%", "~"),
        ("Dành tối thiểu 15% tổng chi cho đào tạo.", 15, None, "%", ">="),
        ("Tỷ lệ nữ không dưới 30%.", 30, None, "%", ">="),
        ("Tỷ lệ nghỉ việc không quá 3%.", 3, None, "%", "<="),
        ("Chi tối đa 15% quỹ.", 15, None, "%", "<="),
        ("Dưới 2% số vụ việc kéo dài.", 2, None, "%", "<"),
        ("Phấn đấu tăng 12,5% đoàn viên.", 12.5, None, "%", "="),
        ("Mỗi đơn vị có ít nhất 01 công trình.", 1, None, "công trình", ">="),
        ("Phấn đấu có từ 1.200 sáng kiến được công nhận.", 1200, None, "sáng kiến", ">="),
        ("Phấn đấu kết nạp 6.071 đoàn viên.", 6071, None, "đoàn viên", "="),
        ("Hội nghị mời tối đa không quá 250 đại biểu.", 250, None, "đại biểu", "<="),
        ("Hội nghị mời không vượt quá 250 đại biểu.", 250, None, "đại biểu", "<="),
        ("Phấn đấu mở 05 lớp tập huấn.", 5, None, "lớp", "="),
        ("Đăng ít nhất 5 thông tin/tuần.", 5, None, "thông tin", ">="),
        ("Đăng ký ít nhất hai nội dung thi đua.", 2, None, "nội dung", ">="),
        ("Có ít nhất một công trình chào mừng.", 1, None, "công trình", ">="),
        ("Trao ít nhất mười suất quà.", 10, None, "suất quà", ">="),
        pytest.param("Giới thiệu ít nhất năm đoàn viên ưu tú.", 5, None, "đoàn viên", ">="),
        pytest.param("Trao ít nhất mười lăm suất quà.", 15, None, "suất quà", ">="),
        pytest.param("Trao ít nhất hai mươi suất quà.", 20, None, "suất quà", ">="),
        ("Phấn đấu 15 tác giả trở lên được khen.", 15, None, "tác giả", ">="),
        ("Phấn đấu mỗi năm xây 3-5 nhà mái ấm.", 3, 5, "nhà", "range"),
        ("Phấn đấu xây 3 – 5 nhà mái ấm.", 3, 5, "nhà", "range"),
        ("Mỗi đội có từ 03-07 người.", 3, 7, "người", "range"),
        ("Bảo đảm 90% - 95% đoàn viên hài lòng.", 90, 95, "%", "range"),
        ("Bảo đảm 90-95% đoàn viên hài lòng.", 90, 95, "%", "range"),
        pytest.param("Phấn đấu từ 90% đến 95% đoàn viên hài lòng.", 90, 95, "%", "range"),
        pytest.param("Phấn đấu từ 90 đến 95% đoàn viên hài lòng.", 90, 95, "%", "range"),
        pytest.param("Mỗi đội có từ 05 đến 10 người.", 5, 10, "người", "range"),
        ("Phấn đấu thu 1,5 tỷ đồng tài chính.", 1.5, None, "tỷ đồng", "="),
        ("Phấn đấu hỗ trợ 500.000 đồng/người.", 500_000, None, "đồng", "="),
        pytest.param(
            "Phấn đấu có 2000 sáng kiến được công nhận.",
            2000,
            None,
            "sáng kiến",
            "=",
        ),
        ("Phần đầu 80% đoàn viên biết bơi.", 80, None, "%", "="),
        ("Phân đấu kết nạp 20 đảng viên.", 20, None, "đảng viên", "="),
        ("Phần đầu kết nạp 20 đảng viên.", 20, None, "đảng viên", "="),
        ("Tối đa không\nquá 200 đại biểu.", 200, None, "đại biểu", "<="),
        ("Mở *05* lớp, mục tiêu ít nhất *05* lớp tập huấn.", 5, None, "lớp", ">="),
        ("Phấn đấu 85% doanh nghiệp có từ 25 lao động trở lên có tổ chức công đoàn.", 85, None, "%", "="),
    ],
)
def test_values(sentence: str, value: float, high: float | None, unit: str, comparator: str) -> None:
    found = [(t.value, t.value_max, " ".join(t.unit.split()), t.comparator) for t in _targets(sentence)]
    assert found[-1:] == [(value, high, unit, Comparator(comparator))]
    assert len(found) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Vận động doanh nghiệp có từ 25 CNLĐ trở lên thành lập công đoàn.",
        "Đơn vị có dưới 200 cán bộ được cử đại biểu.",
        "Đơn vị có trên 200 cán bộ được cử đại biểu.",
        "Hưởng ứng Chương trình “01 triệu sáng kiến”.",
        'Hưởng ứng Chương trình "01 triệu sáng kiến - nỗ lực vượt khó".',
        "Phấn đấu hưởng ứng Chương trình “100% đoàn viên học tập”.",
        "Kỷ niệm 76 năm Ngày thành lập.",
        "Phấn đấu lập thành tích chào mừng 94 năm Ngày thành lập Công đoàn Việt Nam.",
        "Chào mừng Đại hội lần thứ XVI.",
        "Chào mừng Đại hội lần thứ 16 của tỉnh.",
        "Hội nghị diễn ra trong 1/2 ngày.",
        "Hội nghị diễn ra trong 02 ngày.",
        "Năm qua đã đạt 95% kế hoạch.",
        "Kết quả đạt 1.250 sáng kiến.",
        "Toàn ngành đã kết nạp 250 đoàn viên.",
        "Toàn ngành có 42 công đoàn cơ sở.",
        "Theo Điều 5 khoản 2 của Quy chế.",
        "Phấn đấu thực hiện Nghị định số 91/2017/NĐ-CP ngày 31/7/2017.",
        "Phấn đấu hoàn thành trong năm 2023.",
        "Phấn đấu trong giai đoạn 2021-2025.",
        "Nhiệm kỳ 2023 - 2028.",
        "Phấn đấu hoàn thành trước ngày 15/5/2023.",
        "Thi đua chia làm hai đợt.",
        "Phòng, chống dịch COVID-19.",
        "Số điện thoại liên hệ: 0912345678.",
        "Một số đơn vị chưa quan tâm.",
        pytest.param("Phấn đấu phát triển đoàn viên trong độ tuổi từ 18 đến 35 tuổi."),
        pytest.param("Trong năm 2022 có 95% đơn vị hoàn thành nhiệm vụ."),
    ],
)
def test_traps(sentence: str) -> None:
    assert _targets(sentence) == ()


def test_a_past_result_in_brackets_is_no_target() -> None:
    assert [t.value for t in _targets("Phấn đấu 95% (năm 2022 đạt 90%) đoàn viên được khám sức khỏe.")] == [95]


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("Đến năm 2025, 85% trở lên doanh nghiệp có tổ chức công đoàn.", "2025"),
        ("Đến hết quý II/2023, 50% đơn vị hoàn thành.", "2023-Q2"),
        ("Trước ngày 15/5/2023, 100% đơn vị gửi báo cáo.", "2023-05-15"),
        pytest.param("Bảo đảm 100% đơn vị gửi báo cáo trước ngày 15/5/2023.", "2023-05-15"),
        ("Bảo đảm 100% đơn vị gửi báo cáo.", None),
        ("Căn cứ Kế hoạch số 12/KH-LĐLĐ ngày 05/01/2023, bảo đảm 100% đơn vị tham gia.", None),
    ],
)
def test_due(sentence: str, due: str | None) -> None:
    (target,) = _targets(sentence)
    assert target.due == due


def test_due_from_the_heading() -> None:
    found = _targets(
        "II. MỤC TIÊU ĐẾN NĂM 2025\n1. Phát triển\n- 85% doanh nghiệp có công đoàn.\n- Kết nạp 250 đoàn viên.\nIII. KHÁC\n- 10% quỹ dự phòng."
    )
    assert [(t.value, t.due, t.section) for t in found] == [
        (85, "2025", "II.1"),
        (250, "2025", "II.1"),
        (10, None, "III"),
    ]


@pytest.mark.parametrize(
    ("sentence", "per"),
    [
        ("Hằng năm, 80% đoàn viên được tập huấn.", "năm"),
        ("Hàng năm, 80% đoàn viên được tập huấn.", "năm"),
        ("Mỗi quý tổ chức ít nhất 01 buổi sinh hoạt.", "quý"),
        ("Mỗi tháng có ít nhất 02 tin bài.", "tháng"),
        ("Đăng ít nhất 5 thông tin/tuần.", "tuần"),
        ("80% đoàn viên được tập huấn.", None),
        pytest.param("Tổ chức ít nhất 02 buổi sinh hoạt mỗi quý.", "quý"),
    ],
)
def test_per(sentence: str, per: str | None) -> None:
    (target,) = _targets(sentence)
    assert target.per == per


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("100% công đoàn cơ sở xây dựng kế hoạch.", "công đoàn cơ sở xây dựng kế hoạch"),
        (
            "85% trở lên doanh nghiệp có 25 lao động trở lên có tổ chức công đoàn.",
            "doanh nghiệp có 25 lao động trở lên có tổ chức công đoàn",
        ),
        ("75% trở lên CĐCS đạt vững mạnh; tiếp tục đổi mới.", "CĐCS đạt vững mạnh"),
        ("Mỗi đơn vị có ít nhất 01 công trình chào mừng Đại hội.", "công trình chào mừng Đại hội"),
    ],
)
def test_subject(sentence: str, subject: str) -> None:
    (target,) = _targets(sentence)
    assert target.subject == subject


def test_several_in_one_sentence() -> None:
    found = _targets(
        "Phấn đấu 100% CĐCS khối hành chính và 75% trở lên CĐCS doanh nghiệp tổ chức hội nghị; thành lập mới 10 công đoàn cơ sở."
    )
    assert [(t.value, t.comparator, t.unit) for t in found] == [
        (100, Comparator.EQUAL, "%"),
        (75, Comparator.AT_LEAST, "%"),
        (10, Comparator.EQUAL, "công đoàn cơ sở"),
    ]
    spans = [t.span for t in found]
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


def test_surfaces_have_no_blanks_at_their_ends() -> None:
    found = _targets(
        "Phấn đấu 100% CĐCS khối trường học, 75% trở lên CĐCS doanh nghiệp, trên 40% tập thể đạt danh hiệu. Trên 90%, trong đó 50% là nữ."
    )
    assert [t.surface for t in found] == [t.surface.strip(" ,;(") for t in found]


def test_a_count_under_a_heading_of_goals_is_a_target() -> None:
    assert [t.value for t in _targets("II. CHỈ TIÊU\n- Kết nạp 250 đoàn viên.\n- Thành lập 18 CĐCS.")] == [250, 18]
    assert _targets("II. TÌNH HÌNH\n- Kết nạp 250 đoàn viên.\n- Thành lập 18 CĐCS.") == ()


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("90-95% đoàn viên hài lòng."),
        pytest.param(
            "Kết quả như sau:\n12.500 lượt người và ít nhất 80% đoàn viên.",
        ),
    ],
)
def test_a_figure_opens_no_section(sentence: str) -> None:
    assert {t.section for t in _targets(sentence)} == {"I"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Người đã đóng từ đủ 15 năm trở lên được hưởng chế độ.",
        "Phấn đấu thực hiện từ năm học 2025 - 2026.",
        "Hưởng ứng Chương trình 75 nghìn sáng kiến, phấn đấu đạt kết quả cao.",
    ],
)
def test_years_and_campaigns_are_no_targets(sentence: str) -> None:
    assert not _targets(sentence)


def test_a_range_that_goes_down_is_none() -> None:
    (target,) = _targets("Phấn đấu 90 - 80% đoàn viên tham gia.")
    assert (target.value_max, target.comparator) == (None, Comparator.EQUAL)


LETTER = "Số: 39/CĐYT-TC\nHà Nội, ngày 10 tháng 01 năm 2023\nV/v trả lời kiến nghị\n\n"
DECREE = (
    "Số: 39/2023/QĐ-UBND\nHà Nội, ngày 10 tháng 01 năm 2023\n\nQUYẾT ĐỊNH\nBan hành Quy định về quản lý bến bãi\n\n"
)
DECISION = "Số: 39/QĐ-UBND\nHà Nội, ngày 10 tháng 01 năm 2023\n\nQUYẾT ĐỊNH\n{}\n\n"


@pytest.mark.parametrize(
    ("head", "sentence", "count"),
    [
        # In a paper that lays down rules a figure is a norm, unless a goal is spoken of.
        (DECREE, "Bến loại I có ít nhất 20 chỗ đỗ và thu 50% giá cụ thể.", 0),
        (DECREE, "Phấn đấu đến năm 2025 có ít nhất 20 bến đạt chuẩn.", 1),
        (DECISION.format("Ban hành Quy chế chấm điểm"), "Hội đồng có tối thiểu 05 ủy viên.", 0),
        (DECISION.format("Phê duyệt Chương trình trồng cây xanh"), "Trồng tối thiểu 500 cây xanh.", 1),
        # What somebody pays, and by what share something is reckoned.
        (LETTER, "Áp dụng thuế suất 10% đối với dịch vụ đào tạo.", 0),
        (LETTER, "Điều chỉnh lãi suất cho vay còn 6,5% từ tháng sau.", 0),
        (LETTER, "Đơn vị được tính bằng 30% giá cụ thể.", 0),
        (LETTER, "Thời gian giải quyết 12 ngày (giảm 3/15 ngày, tỷ lệ 20%).", 0),
        (LETTER, "Dự án có tổng mức trên 20 tỷ đồng phải thẩm tra.", 0),
        (LETTER, "Các đơn vị số hóa 100% hồ sơ còn hiệu lực.", 1),
        # Results.
        (LETTER, "Thu ngân sách tăng 14,5% so với cùng kỳ; giải ngân 70% vốn.", 0),
        (LETTER, "Trong 9 tháng đầu năm có 90% xã hoàn thành.", 0),
        (LETTER, "Đến nay 95% xã có nhà văn hóa.", 0),
        (LETTER, "100% các xã đã có nhà văn hóa.", 0),
        (LETTER, "Các xã đạt thấp gồm: Tân Lập (52%), Yên Sơn (48%).", 0),
        (LETTER, "I. KẾT QUẢ\n1. Có 90% thôn có nhà văn hóa.", 0),
        (LETTER, "I. KẾT QUẢ\n1. Phấn đấu 90% thôn có nhà văn hóa.", 1),
        # A scale.
        (HEAD, "Từ 80% đến dưới 90% đoàn viên tham gia: 15 điểm.", 0),
        # Names with the word of a goal in them.
        (DECREE, "Vốn Chương trình mục tiêu quốc gia chiếm 60% tổng số.", 0),
        # No unit that can be counted.
        (HEAD, "Phấn đấu sửa đổi danh mục có số thứ tự 03 phần A.", 0),
        (HEAD, "Phấn đấu đạt độ phân giải ít nhất 300 dpi.", 0),
    ],
)
def test_goals_norms_and_results(head: str, sentence: str, count: int) -> None:
    assert len(tag(head + sentence).targets) == count


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("1. Giai đoạn 2023 - 2025\nBảo đảm 90% thôn có nhà văn hóa.", "2025"),
        ("1. Đến năm 2030\nBảo đảm 90% thôn có nhà văn hóa.", "2030"),
        ("1. Mục tiêu đến năm 2030\n1.1. Về giáo dục\nBảo đảm 90% thôn có trường.", "2030"),
        ("Phấn đấu hoàn thành 90% kế hoạch năm 2023.", "2023"),
        ("Phấn đấu hoàn thành 90% kế hoạch.", None),
    ],
)
def test_due_from_headings_and_years(text: str, due: str | None) -> None:
    assert [target.due for target in _targets(text)] == [due]


def test_a_list_goes_on_with_its_comparator() -> None:
    found = _targets("Phấn đấu có ít nhất 100 mô hình tốt, 50 mô hình mới; xây 20 mô hình mẫu.")
    assert [(t.value, t.comparator) for t in found] == [
        (100, Comparator.AT_LEAST),
        (50, Comparator.AT_LEAST),
        (20, Comparator.EQUAL),
    ]


@pytest.mark.parametrize("text", ["1" * 5000 + " hộ dân", "| Chỉ tiêu | 2025 |\n| Số hộ | " + "1" * 5000 + "% |"])
def test_a_figure_longer_than_any_is_none(text: str) -> None:
    assert _targets("Phấn đấu " + text) == ()
