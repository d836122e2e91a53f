"""Where a text names another document: where a law's name starts and ends, old and short numbers, one mention each."""
# ruff: noqa: E501 -- a case of a table stays on its line

from __future__ import annotations

import pytest

from cancu.pipeline.components import law, law_name, layout
from cancu.pipeline.model import Relation
from cancu.pipeline.record import tag

HEAD = "Số: 39/KH-CĐYT\nHà Nội, ngày 10 tháng 01 năm 2023\n\nKẾ HOẠCH\nTổ chức các hoạt động\n\nI. NỘI DUNG\n"


def _laws(text: str) -> list[tuple[str, str]]:
    """What is printed of each law, and its name."""
    return [(text[slice(*found.span)], found.name) for found in law.find(layout.read(text))]


def _printed(text: str) -> list[str]:
    return [printed for printed, _ in _laws(text)]


def _surfaces(text: str) -> list[str]:
    return [reference.surface for reference in tag(HEAD + text).references]


@pytest.mark.parametrize(
    ("text", "printed", "name"),
    [
        ("Căn cứ Luật Công đoàn;", "Luật Công đoàn", "Luật Công đoàn"),
        ("theo Luật công đoàn và các văn bản khác", "Luật công đoàn", "Luật Công đoàn"),
        ("CĂN CỨ LUẬT CÔNG ĐOÀN;", "LUẬT CÔNG ĐOÀN", "Luật Công đoàn"),
        ("theo luật Công đoàn hiện hành", "luật Công đoàn", "Luật Công đoàn"),
        ("theo Bộ Luật lao động Việt Nam", "Bộ Luật lao động Việt Nam", "Bộ luật Lao động"),
        ("thực hiện Pháp lệnh Cựu chiến binh trong ngành", "Pháp lệnh Cựu chiến binh", "Pháp lệnh Cựu chiến binh"),
        # the longest name, and no longer
        ("theo Luật Giáo dục đại học đã ban hành", "Luật Giáo dục đại học", "Luật Giáo dục đại học"),
        ("theo Luật Giáo dục đến từng trường", "Luật Giáo dục", "Luật Giáo dục"),
        ("theo Luật Đầu tư nước ngoài tại Việt Nam trước đây", "Luật Đầu tư nước ngoài tại Việt Nam", "Luật Đầu tư nước ngoài tại Việt Nam"),
        ("theo Luật Công đoàn phải đóng kinh phí", "Luật Công đoàn", "Luật Công đoàn"),
        ("theo Luật Tần số vô tuyến điện phải xin phép", "Luật Tần số vô tuyến điện", "Luật Tần số vô tuyến điện"),
        ("theo Luật các tổ chức tín dụng, ngân hàng cho vay", "Luật các tổ chức tín dụng", "Luật Các tổ chức tín dụng"),
        # joints: as printed, left out, apart, another one; none that the name does not have
        ("theo Luật Phòng , chống ma túy .", "Luật Phòng , chống ma túy", "Luật Phòng, chống ma túy"),
        ("theo Luật Phòng chống ma túy.", "Luật Phòng chống ma túy", "Luật Phòng, chống ma túy"),
        ("theo Luật thi đua-khen thưởng.", "Luật thi đua-khen thưởng", "Luật Thi đua, khen thưởng"),
        ("theo Luật Hôn nhân gia đình.", "Luật Hôn nhân gia đình", "Luật Hôn nhân và gia đình"),
        ("theo Luật Tiêu chuẩn và Quy chuẩn kĩ thuật.", "Luật Tiêu chuẩn và Quy chuẩn kĩ thuật", "Luật Tiêu chuẩn và quy chuẩn kỹ thuật"),
        ("theo Luật Đầu tư, công đoàn có ý kiến", "Luật Đầu tư", "Luật Đầu tư"),
        ("theo Luật Khoa học và công nghệ.", "Luật Khoa học và công nghệ", "Luật Khoa học và công nghệ"),
        # aliases, "về", quotation marks, footnotes, broken lines
        ("theo Luật BHXH và Luật", "Luật BHXH", "Luật Bảo hiểm xã hội"),
        ("theo Luật Phòng, chống HIV/AIDS", "Luật Phòng, chống HIV/AIDS", "Luật Phòng, chống nhiễm vi rút gây ra hội chứng suy giảm miễn dịch mắc phải ở người"),
        ("theo Pháp lệnh về phí và lệ phí.", "Pháp lệnh về phí và lệ phí", "Pháp lệnh Phí và lệ phí"),
        ("theo Pháp lệnh “Người cao tuổi” năm", "Pháp lệnh “Người cao tuổi”", "Pháp lệnh Người cao tuổi"),
        ("“Theo Luật Người cao tuổi”", "Luật Người cao tuổi", "Luật Người cao tuổi"),
        ("ban hành Luật Bảo hiểm y tế1.", "Luật Bảo hiểm y tế", "Luật Bảo hiểm y tế"),
        ("Căn cứ Luật Tổ chức\nChính phủ", "Luật Tổ chức\nChính phủ", "Luật Tổ chức Chính phủ"),
        ("Căn cứ Luật Đầu tư\nCông văn số 5", "Luật Đầu tư", "Luật Đầu tư"),
        ("Căn cứ Luật Khoa học, Công nghệ và\nĐổi mới sáng tạo", "Luật Khoa học, Công nghệ và\nĐổi mới sáng tạo", "Luật Khoa học, công nghệ và đổi mới sáng tạo"),
        ("Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 2013", "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam", "Hiến pháp"),
        # of one syllable the marks count
        ("theo Luật Giá và", "Luật Giá", "Luật Giá"),
        ("theo Luật dược.", "Luật dược", "Luật Dược"),
    ],
)  # fmt: skip
def test_names_of_the_table(text: str, printed: str, name: str) -> None:
    assert _laws(text)[:1] == [(printed, name)]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        # up to number, date or year
        ("Căn cứ Luật Bảo vệ sông hồ số 12/2031/QH17", "Luật Bảo vệ sông hồ"),
        ("Căn cứ Luật Bảo vệ sông hồ ngày 3/4/2031", "Luật Bảo vệ sông hồ"),
        ("Căn cứ Luật Bảo vệ sông hồ 2031", "Luật Bảo vệ sông hồ"),
        ("Căn cứ Luật Bảo vệ sông hồ số", "Luật Bảo vệ sông hồ"),
        ("Căn cứ Luật Bảo vệ sông hồ của miền núi ngày 3/4/2031", "Luật Bảo vệ sông hồ của miền núi"),
        # up to a sign, another document, what was done to the law
        ("theo Luật Bảo vệ sông hồ (sau đây gọi là", "Luật Bảo vệ sông hồ"),
        ("theo Luật Bảo vệ sông hồ và Nghị định này", "Luật Bảo vệ sông hồ"),
        ("theo Luật Bảo vệ sông hồ, Điều 5 của", "Luật Bảo vệ sông hồ"),
        ("Luật Bảo vệ sông hồ được Quốc hội thông qua", "Luật Bảo vệ sông hồ"),
        ("Luật Bảo vệ sông hồ có hiệu lực", "Luật Bảo vệ sông hồ"),
        # up to a word of the clause, unless names of the table have it so
        ("Điều 5 Luật Bảo vệ sông hồ quy định rằng", "Luật Bảo vệ sông hồ"),
        ("Điều 5 Luật Bảo vệ sông hồ thì phải", "Luật Bảo vệ sông hồ"),
        ("Điều 5 Luật Bảo vệ sông hồ về việc nạo vét", "Luật Bảo vệ sông hồ"),
        ("Điều 5 Luật Bảo vệ sông hồ tại các xã", "Luật Bảo vệ sông hồ"),
        ("Điều 5 Luật Kinh tế biển tại Việt Nam được", "Luật Kinh tế biển tại Việt Nam"),
        ("Điều 5 Luật Cứu hộ ở cơ sở và các", "Luật Cứu hộ ở cơ sở"),
        ("Điều 5 Luật Bảo vệ sông hồ1 thì", "Luật Bảo vệ sông hồ"),
        # commas and "và" of the name, and others
        ("theo Luật Đo, vẽ sông hồ phải", "Luật Đo, vẽ sông hồ"),
        ("theo Luật Đóng tàu, đóng thuyền phải", "Luật Đóng tàu, đóng thuyền"),
        ("theo Luật Đóng tàu , Sửa thuyền phải", "Luật Đóng tàu , Sửa thuyền"),
        ("Căn cứ Luật Đóng tàu và sửa thuyền;", "Luật Đóng tàu và sửa thuyền"),
        ("theo Luật Đóng tàu, cơ quan cấp phép.", "Luật Đóng tàu"),
        ("theo Luật Đóng tàu, bến cảng phải", "Luật Đóng tàu"),
        ("theo Luật Đóng tàu và bến cảng phải", "Luật Đóng tàu"),
        ("theo Luật Đóng tàu, xưởng nào làm thuyền lớn dài mười sải.", "Luật Đóng tàu"),
        # small letters: not at the start of a sentence
        ("theo Luật bảo vệ sông hồ đã ban hành", "Luật bảo vệ sông hồ"),
        ("theo Luật các bến cảng đã ban hành", "Luật các bến cảng"),
        # the name in the table goes on to its number
        ("Luật Giáo dục mầm non số 12/2031/QH17", "Luật Giáo dục mầm non"),
        ("Pháp lệnh về Bảo vệ sông hồ;", "Pháp lệnh về Bảo vệ sông hồ"),
    ],
)  # fmt: skip
def test_names_that_no_table_has(text: str, printed: str) -> None:
    assert _printed(text)[:1] == [printed]


@pytest.mark.parametrize(
    "text",
    [
        "Chấp hành pháp luật lao động.", "Tuyên truyền pháp Luật Công đoàn.", "kỷ Luật Lao động", "theo luật lao động", "theo luật định",
        "Luật sư phải có thẻ.", "Hội Luật gia", "Luật này có hiệu lực", "Luật đó được ban hành", "Luật có hiệu lực",
        "Luật theo mẫu số 5", "Luật và Điều lệ", "Luật số 5", "Luật ngày 5/6/2020", "Luật năm 1961", "Luật mới ban hành",
        "học Khoa Luật Kinh tế biển", "Công ty Luật Ánh Sáng", "dự thảo Luật Bảo vệ sông hồ;", "Luật bảo vệ đi trước.", "Luật về sông hồ, tàu thuyền đến",
        "Luật.", "Luật", "Thực hiện pháp lệnh",
    ],
)  # fmt: skip
def test_no_laws(text: str) -> None:
    assert _printed(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Luật sửa đổi, bổ sung một số điều của Luật Công đoàn;", "Luật sửa đổi, bổ sung một số điều của Luật Công đoàn"),
        ("Luật Sửa đổi , bổ sung một số điều của Luật công đoàn", "Luật sửa đổi, bổ sung một số điều của Luật Công đoàn"),
        ("Luật sửa đổi bổ sung một số điều của Luật Công đoàn", "Luật sửa đổi, bổ sung một số điều của Luật Công đoàn"),
        ("Luật bổ sung một số điều của Luật Công đoàn", "Luật bổ sung một số điều của Luật Công đoàn"),
        ("Luật sửa đổi, bổ sung Điều 5 và khoản 2 Điều 7 của Luật Công đoàn", "Luật sửa đổi, bổ sung điều 5 và khoản 2 điều 7 của Luật Công đoàn"),
        ("Pháp lệnh sửa đổi, bổ sung một số điều của Pháp lệnh Giá.", "Pháp lệnh sửa đổi, bổ sung một số điều của Pháp lệnh Giá"),
        ("Luật sửa đổi, bổ sung một số điều của Luật Bảo vệ sông hồ;", "Luật sửa đổi, bổ sung một số điều của Luật Bảo vệ sông hồ"),
        ("Luật sửa đổi, bổ sung một số điều của 9 luật có liên quan đến sông hồ;", "Luật sửa đổi, bổ sung một số điều của 9 luật có liên quan đến sông hồ"),
        ("Luật sửa đổi, bổ sung một số điều của các luật về thuế.", "Luật sửa đổi, bổ sung một số điều của các luật về thuế"),
    ],
)  # fmt: skip
def test_a_law_that_changes_laws_is_one(text: str, name: str) -> None:
    assert _laws(text) == [(text.rstrip(";."), name)]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Luật này sửa đổi, bổ sung Luật Công đoàn.", ["Luật Công đoàn"]),
        ("Luật Báo chí sửa đổi, bổ sung Luật Công đoàn.", ["Luật Báo chí", "Luật Công đoàn"]),
        ("Luật sửa đổi, bổ sung đã có hiệu lực.", []),
        ("Luật Công đoàn, Luật Báo chí và Luật Dược.", ["Luật Công đoàn", "Luật Báo chí", "Luật Dược"]),
        ("Luật sửa đổi, bổ sung một số điều của Luật Công đoàn và Luật Báo chí.", ["Luật sửa đổi, bổ sung một số điều của Luật Công đoàn", "Luật Báo chí"]),
    ],
)  # fmt: skip
def test_several_laws(text: str, printed: list[str]) -> None:
    assert _printed(text) == printed


def test_without_the_table_most_names_end_where_they_must(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Căn cứ Luật Công đoàn ngày 20/6/2012; Luật Phòng, chống ma túy và Luật Báo chí;"
    with_table = _printed(text)
    monkeypatch.setattr(law, "_names", dict)
    monkeypatch.setattr(law_name, "_pairs", frozenset)
    assert _printed(text) == with_table == ["Luật Công đoàn", "Luật Phòng, chống ma túy", "Luật Báo chí"]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Căn cứ Luật Công đoàn số 12/2012/QH13 ngày 20/6/2012;", "Luật Công đoàn số 12/2012/QH13 ngày 20/6/2012"),
        ("Căn cứ Luật Công đoàn (số 12/2012/QH13);", "Luật Công đoàn (số 12/2012/QH13"),
        ("Căn cứ Luật Bảo vệ sông hồ số: 12/2031/QH17;", "Luật Bảo vệ sông hồ số: 12/2031/QH17"),
        ("Căn cứ Luật số 12/2012/QH13 Luật Công đoàn ngày 20/6/2012;", "Luật số 12/2012/QH13 Luật Công đoàn ngày 20/6/2012"),
        ("Căn cứ Luật số 12/2012/QH13 - Luật Công đoàn;", "Luật số 12/2012/QH13 - Luật Công đoàn"),
        ("Luật sửa đổi, bổ sung một số điều của Luật Công đoàn số 12/2012/QH13;", "Luật sửa đổi, bổ sung một số điều của Luật Công đoàn số 12/2012/QH13"),
        ("Căn cứ Luật Công đoàn năm 2012;", "Luật Công đoàn năm 2012"),
        ("Căn cứ Luật Đầu tư ngày 29 tháng 11 năm 2005;", "Luật Đầu tư ngày 29 tháng 11 năm 2005"),
        ("Căn cứ Luật Giao dịch điện tử ngày 29/11/2005;", "Luật Giao dịch điện tử ngày 29/11/2005"),
        # the body between kind and number, or between number and date
        ("Theo Nghị định của Chính phủ số 59/2005/NĐ-CP ngày 4/5/2005.", "Nghị định của Chính phủ số 59/2005/NĐ-CP ngày 4/5/2005"),
        ("Theo Thông tư liên tịch Bộ Y tế - Bộ Tài chính số 5/2014/TTLT-BYT-BTC.", "Thông tư liên tịch Bộ Y tế - Bộ Tài chính số 5/2014/TTLT-BYT-BTC"),
        ("Theo Nghị định số 59/2005/NĐ-CP của Chính phủ ngày 4/5/2005.", "Nghị định số 59/2005/NĐ-CP của Chính phủ ngày 4/5/2005"),
        ("Theo Quyết định số 15/2003/QĐ-BCA (A11) ngày 11/3/2003.", "Quyết định số 15/2003/QĐ-BCA (A11) ngày 11/3/2003"),
        ("Theo Nghị định số 59/2005/NĐ-CP ngày 4 ngày 5 năm 2005.", "Nghị định số 59/2005/NĐ-CP ngày 4 ngày 5 năm 2005"),
        # old numbers
        ("Theo Nghị định số 94-CP ngày 25/8/1994.", "Nghị định số 94-CP ngày 25/8/1994"),
        ("Theo Nghị định số 18-HĐBT.", "Nghị định số 18-HĐBT"),
        ("Theo Thông tư 105 TC/ĐT ngày 8/12/1994.", "Thông tư 105 TC/ĐT ngày 8/12/1994"),
        ("Theo Quyết định số 150 CP ngày 10/6/1977.", "Quyết định số 150 CP ngày 10/6/1977"),
        ("Theo Thông tư liên bộ số 12/TT-LB ngày 26/7/1995.", "Thông tư liên bộ số 12/TT-LB ngày 26/7/1995"),
        ("Theo Thông tư liên tịch số 01/2022/TTLT-VKSNDTC-TANDTC.", "Thông tư liên tịch số 01/2022/TTLT-VKSNDTC-TANDTC"),
        ("Theo Luật Dược số 34/2005-QH11 ngày 14/6/2005.", "Luật Dược số 34/2005-QH11 ngày 14/6/2005"),
        # glued
        ("Theo Quyết định số 35/2025/QĐ-TTgcủa Thủ tướng Chính phủ.", "Quyết định số 35/2025/QĐ-TTgcủa Thủ tướng Chính phủ"),
        ("Theo Nghị định số 59/2005/NĐ-CPngày 4/5/2005.", "Nghị định số 59/2005/NĐ-CPngày 4/5/2005"),
        # without symbol
        ("Theo Kết luận số 5 ngày 01/02/2020.", "Kết luận số 5 ngày 01/02/2020"),
        ("Theo Nghị định 54 để xử phạt.", "Nghị định 54"),
        ("Theo khoản 5 Điều 1 Quyết định 1791 và các quyết định khác.", "Quyết định 1791"),
        # markup of a web page is blank
        ("Theo <b>Luật</b> <i class=\"x\">Công đoàn</i>.", "Luật</b> <i class=\"x\">Công đoàn"),
    ],
)  # fmt: skip
def test_one_mention_and_its_span(text: str, surface: str) -> None:
    assert _surfaces(text) == [surface]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Theo Luật Công đoàn, số 5/KH-UBND.", ["Luật Công đoàn", "5/KH-UBND"]),
        ("Theo Luật số 12/2012/QH13, Luật Công đoàn.", ["Luật số 12/2012/QH13", "Luật Công đoàn"]),
        ("Nghị định của Chính phủ và Quyết định số 5/QĐ-UBND.", ["Quyết định số 5/QĐ-UBND"]),
        ("Quyết định của Sở Y tế về hồ sơ số 5/QĐ-SYT.", ["5/QĐ-SYT"]),
        ("Quyết định 1791 việc trong năm.", []),
        ("Kế hoạch số 15 UBND các xã gửi.", ["Kế hoạch số 15"]),
        ("Luật Ban hành văn bản quy phạm pháp luật; số 18/2025/NĐ-CP.", ["Luật Ban hành văn bản quy phạm pháp luật", "18/2025/NĐ-CP"]),
        ("Nghị định 5 chương.", []),
        ("Nghị định này, Thông tư đó.", []),
        ("Tại Điều 5 Luật này.", []),
        ("Quyết định do Sở Y tế ban hành.", []),
        ("Thông tư số 08.a/2010/TT-BTP.", []),
        ("Nghị định số 59/2005/NĐ-CP của Chính phủ, ngày mai có hiệu lực.", ["Nghị định số 59/2005/NĐ-CP của Chính phủ"]),
    ],
)  # fmt: skip
def test_no_more_than_what_is_named(text: str, surfaces: list[str]) -> None:
    assert _surfaces(text) == surfaces


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("Luật này quy định.", 0),
        ("Luật đó quy định.", 0),
        ("Luật Công đoàn quy định.", 0),
        ("Nghị định này quy định.", 1),
        ("Nghị định đó quy định.", 1),
        ("Nghị định 59 quy định.", 1),
    ],
)
def test_short_forms_of_laws_and_others(text: str, same_as: int) -> None:
    full = "Căn cứ Luật Công đoàn số 12/2012/QH13 ngày 20/6/2012; Nghị định số 59/2005/NĐ-CP ngày 4/5/2005. "
    references = tag(HEAD + full + text).references
    assert [reference.same_as for reference in references] == [None, None, same_as]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sẽ hướng dẫn khi Luật Quản lý thuế được thông qua.", []),
        ("Sẽ hướng dẫn sau khi Luật Quản lý thuế được Quốc hội thông qua.", []),
        ("Theo Luật Quản lý thuế được Quốc hội thông qua ngày 13/6/2019.", ["Luật Quản lý thuế"]),
        ("Khi Luật Quản lý thuế có hiệu lực thì báo cáo.", ["Luật Quản lý thuế"]),
        ("Trình Quốc hội Luật Quản lý thuế (sửa đổi) và Luật Nhà ở.", ["Luật Quản lý thuế (sửa đổi)", "Luật Nhà ở"]),
        ("Căn cứ Luật Quản lý thuế (sửa đổi) số 38/2019/QH14;", ["Luật Quản lý thuế"]),
        ("Theo Luật Quản lý thuế (sửa đổi, bổ sung năm 2020).", ["Luật Quản lý thuế"]),
    ],
)
def test_a_bill_is_not_the_law_of_its_name(text: str, names: list[str]) -> None:
    assert [reference.name for reference in tag(HEAD + text).references] == names


@pytest.mark.parametrize(("between", "same_as"), [(1_000, [None, None, 1]), (2_000, [None, None])])
def test_this_does_not_reach_far_back(between: int, same_as: list[int | None]) -> None:
    full = "Căn cứ Luật Công đoàn số 12/2012/QH13; Nghị định số 59/2005/NĐ-CP. "
    text = f"{HEAD}{full}{'Báo cáo kết quả. ' * (between // 17)}Theo Nghị định này, Sở Y tế báo cáo."
    assert [reference.same_as for reference in tag(text).references] == same_as


def test_this_with_a_day_of_its_own_repeats_nothing() -> None:
    text = f"{HEAD}Thực hiện Nghị quyết số 02-NQ/TW. Theo Nghị quyết này ngày 12/6/2021 của Bộ Chính trị."
    assert [reference.same_as for reference in tag(text).references] == [None]


def test_a_number_of_the_old_form() -> None:
    number = tag("Theo Thông tư 105 TC/ĐT ngày 8/12/1994.").references[0].number
    assert number is not None
    assert (number.canonical, number.key, number.body_code) == ("105-TC/ĐT", "105-tc-dt", "TC/ĐT")


def test_the_body_between_number_and_date_is_the_issuer() -> None:
    (reference,) = tag("Theo Nghị định số 59/2005/NĐ-CP của Chính phủ ngày 4/5/2005.").references
    assert (reference.issuer, reference.date) == ("Chính phủ", "2005-05-04")


def test_the_law_that_a_law_changes_is_told_by_its_title() -> None:
    title = "SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU VÀ PHỤ LỤC DANH MỤC CHỈ TIÊU THỐNG KÊ QUỐC GIA CỦA LUẬT THỐNG KÊ"
    references = tag(f"QUỐC HỘI\n\nLuật số: 12/2031/QH17\n\nLUẬT\n\n{title}\n\nĐiều 1. Sửa đổi khoản 2.\n").references
    assert [(reference.name, reference.relation) for reference in references] == [("Luật Thống kê", Relation.AMENDS)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("**Quy trình số 01**\n1. Quy trình nội bộ cấp lại giấy phép.", 0),
        ("| **10 ngày** |\n**Quy\ntrình số: 02**\n**2. Cấp lại giấy phép**", 0),
        ("Làm việc theo Quy trình số 01.", 1),
        ("Quy trình số 01 ngày 05/02/2021 của Bộ Y tế", 1),
    ],
)
def test_a_numbered_heading_is_no_mention(text: str, found: int) -> None:
    assert len(tag(f"{HEAD}\n{text}\n").references) == found


def test_a_law_does_not_refer_to_itself_by_its_name() -> None:
    text = (
        "QUỐC HỘI\n\nLuật số: 12/2031/QH17\n\nLUẬT\nBẢO VỆ SÔNG HỒ\n\nCăn cứ Hiến pháp năm 2013;\n"
        "Quốc hội ban hành Luật Bảo vệ sông hồ.\n\nĐiều 1. Luật này thay thế Luật Bảo vệ sông hồ năm 2021.\n"
    )
    assert [reference.surface for reference in tag(text).references] == [
        "Hiến pháp năm 2013",
        "Luật Bảo vệ sông hồ năm 2021",
    ]
