"""Words, kinds and names of laws with a slip of OCR or typing, and what only looks like one."""

from __future__ import annotations

import pytest

from cancu.pipeline import record
from cancu.pipeline.components import kind
from cancu.pipeline.components.damaged import Damaged
from cancu.pipeline.components.layout import read
from cancu.pipeline.vietnamese import fold, is_folded_syllable, slips

_PHRASES = Damaged(("căn cứ", "thực hiện", "nhận được", "sửa đổi, bổ sung"))


def _within(text: str) -> list[tuple[str, str]]:
    return [(text[slice(*span)], phrase) for span, phrase in _PHRASES.within(read(text), 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("về thực hiện Chỉ thị", [("thực hiện", "thuc hien")]),
        ("về thưc hiên Chỉ thị", [("thưc hiên", "thuc hien")]),  # marks lost
        ("về thựchiện Chỉ thị", [("thựchiện", "thuc hien")]),  # joined
        ("về thự c h iện Chỉ thị", [("thự c h iện", "thuc hien")]),  # split
        ("về thực h.iện Chỉ thị", [("thực h.iện", "thuc hien")]),  # a stray sign
        ("về thực hiệnChỉ thị", [("thực hiện", "thuc hien")]),  # the next word joined
        ("về thựe hiện Chỉ thị", [("thựe hiện", "thuc hien")]),  # a letter taken for another
        ("về thực hiệri Chỉ thị", [("thực hiệri", "thuc hien")]),
        ("về thc hiện Chỉ thị", [("thc hiện", "thuc hien")]),  # a letter lost
        ("về thực hhiện Chỉ thị", [("thực hhiện", "thuc hien")]),  # a letter doubled
        ("Ăn cứ Nghị định", [("Ăn cứ", "can cu")]),  # nothing else starts a paragraph so
        ("được sửa đổi,bổ suug bởi", [("sửa đổi,bổ suug", "sua doi, bo sung")]),
        ("hai lần: căn eứ và thựe hiện", [("căn eứ", "can cu"), ("thựe hiện", "thuc hien")]),
        # not: other words, two slips, parts of words
        ("của nhà nước", []),
        ("họ ăn cứ hai người", []),
        ("về tc hiệ Chỉ thị", []),
        ("khoản thu chi NSNN", []),
        ("sự hiện diện", []),
        ("", []),
    ],
)
def test_phrases(text: str, expected: list[tuple[str, str]]) -> None:
    assert _within(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("theo Nghị quyết số 12", "Nghị quyết"),
        ("theo Nghị qyết số 12", "Nghị quyết"),
        ("theo Nqhị quyết số 12", "Nghị quyết"),
        ("theo Nghịquyết sô 12", "Nghị quyết"),
        ("theo Ng hị quyết số 12", "Nghị quyết"),
        ("theo Quyêt đinh sô 12", "Quyết định"),
        ("theo Kếhoạch số 12", "Kế hoạch"),
        ("theo Kế hoạchsố 12", "Kế hoạch"),
        ("theo Kế hoaeh ố 12", "Kế hoạch"),
        ("thực hiệnKế hoạch s 12", "Kế hoạch"),
        ("theo Kết luậri số12", "Kết luận"),
        ("theo văn bản pháp luật; số 12", ""),
        ("theo văn bản của cấp trên số 12", ""),
        ("phòng số 12", ""),
        ("cần 12", None),
        ("theo Nghị quyết của Đảng, có 12", None),
    ],
)
def test_kind_before_a_number(text: str, expected: str | None) -> None:
    assert kind.kind_before(read(text), text.index("12"))[1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("theo Kết luậri số 03 ngày 18/01/2022", ["03"]),
        ("theo Kt luận số 03 ngày 18/01/2022", ["03"]),
        ("theo kt luận số 03 ngày 18/01/2022", []),
        ("họp tại phòng số 03 ngày 18/01/2022", []),
        ("theo Kết luận số 21-K/T ngày 18/01/2022", []),  # 21 is no number of its own there
    ],
)
def test_numbers_without_symbol_after_a_damaged_kind(text: str, expected: list[str]) -> None:
    found = [reference.number.canonical for reference in record.tag(text).references if reference.number]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Căn cứ Luật Thi đua, khen thưởrig;", "Luật Thi đua, khen thưởng"),
        ("Căn cứ Luật Thi đa, khen thưởng;", "Luật Thi đua, khen thưởng"),
        ("Căn cứ LuậtThi đua, khen thưởng;", "Luật Thi đua, khen thưởng"),
        ("Căn cứ Lnật Thi đua, khen thưởng;", "Luật Thi đua, khen thưởng"),
        ("Căn cứ Uật Thi đua, khen thưởng;", "Luật Thi đua, khen thưởng"),
        ("theo quy định của Bộ lut Lao động", "Bộ luật Lao động"),
        ("theo quy định của 8ộ luật Lao động", "Bộ luật Lao động"),
        # not: no capital, another word, what only begins so
        ("Căn cứ uật Thi đua, khen thưởng;", None),
        ("đã tuyên truyền pháp Luật Thi đa, khen thưởng", None),
        ("Hiệu lực của văn bản", None),
        ("Lựa chọn phương án thi đua, khen thưởng", None),
    ],
)
def test_names_of_laws(text: str, expected: str | None) -> None:
    assert [reference.name for reference in record.tag(text).references] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Căn eứ Nghị định số 12/2021/NĐ-CP;", "basis"),
        ("Thựchiện Nghị quyết số 12-NQ/TU.", "implements"),
        ("Đơn vị tổ chức thựe hiện tốt Nghị quyết số 12-NQ/TU.", "implements"),
        ("Việc quản lý của nhà nước nêu trong Nghị quyết số 12-NQ/TU.", "cites"),
    ],
)
def test_damaged_triggers(text: str, relation: str) -> None:
    assert [str(reference.relation) for reference in record.tag(text).references] == [relation]


def test_slips_of_a_word() -> None:
    forms = set(slips("nam"))
    assert {"am", "nm", "na", "nnam", "naam", "namm", "riam", "uam", "narn"} <= forms
    assert not {"nam", "lam", "nan", "nom"} & forms


@pytest.mark.parametrize(
    ("word", "expected"),
    [("đến", True), ("hết", True), ("ngày", True), ("đêri", False), ("trc", False), ("ngv", False)],
)
def test_folded_syllables(word: str, expected: bool) -> None:
    assert is_folded_syllable(fold(word)) is expected
