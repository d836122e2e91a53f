"""Paragraphs over broken lines, sentences, sections, and a view whose every offset is the text's own."""
# ruff: noqa: E501 -- a case of a table stays on its line

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.pipeline.components.layout import read

_PIECES = st.sampled_from(
    ["Căn cứ ", "Nghị quyết", " 02-NQ/TW", "; ", ". ", ".\n", "\n", "\n\n", "\f", "- ", "II. ", "1.2. ", "12", " *đậm* ", "| ", "–", "\u00a0", "Ð",
     "lao động", "KẾ HOẠCH", ":", "…", "“", "”"]
)  # fmt: skip
_ANY = st.one_of(st.text(), st.lists(_PIECES, max_size=30).map("".join))


@given(_ANY)
def test_the_view_has_the_offsets_of_the_text(text: str) -> None:
    layout = read(text)
    assert layout.text == text
    assert len(layout.view) == len(layout.folded) == len(text)
    for seen, printed in zip(layout.view, text, strict=True):
        assert seen in (printed, " ", "-", "\n", "Đ")


@given(_ANY)
def test_lines_and_paragraphs_are_in_order(text: str) -> None:
    layout = read(text)
    for spans in (layout.lines, layout.paragraphs):
        end = 0
        for start, stop in spans:
            assert end <= start < stop <= len(text)
            end = stop
    for start, stop in layout.paragraphs:
        assert "\n" not in layout.view[start:stop]


@given(_ANY)
def test_a_sentence_never_leaves_its_paragraph(text: str) -> None:
    layout = read(text)
    for offset in range(0, len(text), 3):
        first, last = layout.paragraph_at(offset)
        start, end = layout.sentence_at(offset)
        assert first <= start <= end <= last


def _paragraphs(text: str) -> list[str]:
    layout = read(text)
    return [" ".join(layout.view[start:end].split()) for start, end in layout.paragraphs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Công đoàn ngành phối hợp với chuyên môn tổ\nchức hội nghị.",
            ["Công đoàn ngành phối hợp với chuyên môn tổ chức hội nghị."],
        ),
        (
            "Công đoàn ngành phối hợp với chuyên môn tổ\fchức hội nghị.",
            ["Công đoàn ngành phối hợp với chuyên môn tổ chức hội nghị."],
        ),
        (
            "Công đoàn ngành phối hợp với chuyên môn tổ\n\n3\n\fchức hội nghị.",
            ["Công đoàn ngành phối hợp với chuyên môn tổ chức hội nghị."],
        ),
        (
            "Thực hiện chỉ đạo của Ban Thường vụ Liên đoàn Lao động tỉnh\nQuảng Ninh, các đơn vị báo cáo.",
            ["Thực hiện chỉ đạo của Ban Thường vụ Liên đoàn Lao động tỉnh Quảng Ninh, các đơn vị báo cáo."],
        ),
        ("Báo cáo trước ngày\n15/5/2020.", ["Báo cáo trước ngày 15/5/2020."]),
        ("Một câu đã hết.\nCâu khác bắt đầu.", ["Một câu đã hết.", "Câu khác bắt đầu."]),
        (
            "Các đơn vị gồm:\n- công đoàn trường;\n- công đoàn bệnh viện.",
            ["Các đơn vị gồm:", "- công đoàn trường;", "- công đoàn bệnh viện."],
        ),
        ("a) phần thứ nhất\nb) phần thứ hai", ["a) phần thứ nhất", "b) phần thứ hai"]),
        ("KẾ HOẠCH\nTổ chức hội thao", ["KẾ HOẠCH", "Tổ chức hội thao"]),
        ("", []),
        ("\n \n\f", []),
        ("Nơi nhận:\n- Lưu: VT.", ["Nơi nhận:", "- Lưu: VT."]),
        ("Kính gửi:\nCác công đoàn cơ sở", ["Kính gửi:", "Các công đoàn cơ sở"]),
        (
            "Căn cứ Điều lệ Công đoàn Việt Nam\nCăn cứ Nghị quyết đại hội",
            ["Căn cứ Điều lệ Công đoàn Việt Nam", "Căn cứ Nghị quyết đại hội"],
        ),
        # a short first line, as HTML breaks it
        (
            "Theo đề nghị của Giám đốc\nSở Y tế tại Tờ trình số 5.",
            ["Theo đề nghị của Giám đốc Sở Y tế tại Tờ trình số 5."],
        ),
        ("Theo dõi, đánh giá\nCác đơn vị tự đánh giá.", ["Theo dõi, đánh giá", "Các đơn vị tự đánh giá."]),
        ("b) Phối hợp với các\nSở, ban, ngành.", ["b) Phối hợp với các Sở, ban, ngành."]),
        ("b) Phối hợp\nSở Y tế chủ trì.", ["b) Phối hợp", "Sở Y tế chủ trì."]),
        ("Để thực hiện nghiêm\nChỉ thị số 05/CT-TTg.", ["Để thực hiện nghiêm Chỉ thị số 05/CT-TTg."]),
        ("Sau 3 năm thực hiện\nChỉ thị số 05/CT-TTg", ["Sau 3 năm thực hiện Chỉ thị số 05/CT-TTg"]),
        ("Điều 9. Tổ chức thực hiện\nThông tư này áp dụng", ["Điều 9. Tổ chức thực hiện", "Thông tư này áp dụng"]),
        (
            "Áp dụng khoản 1 Điều 25\nThông tư số 11/2013/TT-BTC.",
            ["Áp dụng khoản 1 Điều 25 Thông tư số 11/2013/TT-BTC."],
        ),
        ("Điều 2. Bổ sung Điều 25\nBổ sung khoản 4.", ["Điều 2. Bổ sung Điều 25", "Bổ sung khoản 4."]),
        ("- Luật Điện lực số\n61/2024/QH15;", ["- Luật Điện lực số 61/2024/QH15;"]),
        ("Luật số:\n61/2024/QH15", ["Luật số:", "61/2024/QH15"]),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert _paragraphs(text) == expected


def test_a_figure_alone_in_the_middle_of_a_page_is_no_page_number() -> None:
    assert _paragraphs("Số lượng:\n12\nCộng:") == ["Số lượng:", "12", "Cộng:"]


@pytest.mark.parametrize(
    ("printed", "seen"),
    [
        ("**đậm** và _nghiêng_", "  đậm   và  nghiêng "),
        ("02–NQ/TW — xem", "02-NQ/TW - xem"),
        ("| ô |", "  ô  "),
        ("Ðoàn", "Đoàn"),
        ("a\u00a0b", "a b"),
    ],
)
def test_view(printed: str, seen: str) -> None:
    assert read(printed).view == seen


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("Câu một. Câu hai có số. Câu ba.", "hai", "Câu hai có số."),
        ("Đồng chí Nguyễn Thị H. Lan phụ trách. Câu sau.", "phụ trách", "Đồng chí Nguyễn Thị H. Lan phụ trách."),
        ("Họp tại TP. Hồ Chí Minh. Câu sau.", "Chí", "Họp tại TP. Hồ Chí Minh."),
        ("Chi 1.200.000 đồng. Câu sau.", "đồng", "Chi 1.200.000 đồng."),
        pytest.param(
            "Tuyên truyền, tập huấn v.v. đến từng đoàn viên, ở mọi nơi. Câu sau.",
            "đến",
            "Tuyên truyền, tập huấn v.v. đến từng đoàn viên, ở mọi nơi.",
        ),
        ("Có phong trào “Giỏi việc nước.” Đảm việc nhà.", "Giỏi", "Có phong trào “Giỏi việc nước."),
    ],
)
def test_sentence_at(text: str, at: str, expected: str) -> None:
    layout = read(text)
    start, end = layout.sentence_at(text.index(at))
    assert text[start:end] == expected


def _labels(text: str) -> list[str]:
    return [section.label for section in read(text).sections]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I. MỤC ĐÍCH\nThi đua.\nII. CHỈ TIÊU\n1. Về đoàn viên\n2. Về chăm lo", ["I", "II", "II.1", "II.2"]),
        ("I. A\n1. B\n1.1. C\n1.2. D\n2. E", ["I", "I.1", "I.1.1", "I.1.2", "I.2"]),
        ("I- MỤC ĐÍCH\n1- Yêu cầu", ["I", "I.1"]),
        ("1. Một\n2. Hai", ["1", "2"]),
        ("1) Một\n2) Hai", ["1", "2"]),
        ("IV. TỔ CHỨC\n1.Ban Thường vụ", ["IV", "IV.1"]),
        ("Không có mục nào.", []),
    ],
)
def test_sections(text: str, expected: list[str]) -> None:
    assert _labels(text) == expected


def test_section_at_knows_the_headings_above() -> None:
    text = "Mở đầu.\nI. CHỈ TIÊU\n1. Về đoàn viên\nPhấn đấu 85%.\nII. TỔ CHỨC\nHết."
    layout = read(text)
    section = layout.section_at(text.index("85"))
    assert section is not None
    assert section.label == "I.1"
    assert [text[start:end] for start, end in section.headings] == ["I. CHỈ TIÊU", "1. Về đoàn viên"]
    assert layout.section_at(0) is None
    assert getattr(layout.section_at(len(text) - 1), "label", None) == "II"
