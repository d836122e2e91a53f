"""Letters, tones and syllables: what folds together, what stays apart, and that no offset moves."""
# ruff: noqa: E501 -- a case of a table stays on its line

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.pipeline import vietnamese
from cancu.pipeline.vietnamese import WORD, exact, fold, fold_whole, is_syllable, lower, word_spans, words


@given(st.text())
def test_length_is_kept(text: str) -> None:
    for function in (lower, fold, exact):
        assert len(function(text)) == len(text)


@given(st.text())
def test_done_twice_is_done_once(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    for function in (lower, fold, exact):
        assert function(function(text)) == function(text)


@given(
    st.text(
        alphabet="aăâeêioôơuưyđAĂÂEÊIOÔƠUƯYĐàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ bcnqtÀẢÃÁẠ"
    )
)
def test_vietnamese_folds_to_ascii(text: str) -> None:
    assert fold(text).isascii()
    assert fold(fold(text)) == fold(text) == fold(text.upper())


@given(st.text())
def test_words_are_in_order_and_hold_no_punctuation(text: str) -> None:
    end = 0
    for start, stop in word_spans(text):
        assert end <= start < stop
        assert "_" not in text[start:stop]
        assert not any(c.isspace() for c in text[start:stop])
        end = stop


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đổi mới", "doi moi"),
        ("đường Ðiện Biên Phủ", "duong dien bien phu"),  # Ð: the Icelandic letter of old files
        ("ð", "d"),
        ("Nghị quyết số 02-NQ/TW", "nghi quyet so 02-nq/tw"),
        ("ƯU TIÊN, Ơ, ư", "uu tien, o, u"),
        ("Khuỷu tay, ngoằn ngoèo", "khuyu tay, ngoan ngoeo"),
        ("İstanbul", "istanbul"),
        ("", ""),
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == expected


def test_fold_of_decomposed_text_after_nfc() -> None:
    text = "Liên đoàn Lao động tỉnh Hoà Bình"
    assert fold(unicodedata.normalize("NFC", unicodedata.normalize("NFD", text))) == "lien doan lao dong tinh hoa binh"


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("Hoà Bình", "hòa bình"),
        ("hoá", "hóa"),
        ("hoả tốc", "hỏa tốc"),
        ("xoã", "xõa"),
        ("hoạ", "họa"),
        ("khoẻ", "khỏe"),
        ("loè", "lòe"),
        ("UỶ BAN", "ủy ban"),
        ("thuý", "thúy"),
        ("luỹ kế", "lũy kế"),
        ("thuỵ", "thụy"),
        ("văn hoá, hoà giải.", "văn hóa, hòa giải."),
        pytest.param("hoà_bình", "hòa_bình"),
    ],
)
def test_both_placements_of_a_tone_are_one(new: str, old: str) -> None:
    assert exact(new) == old == exact(old)


@pytest.mark.parametrize(
    "word",
    ["đoàn", "toàn", "hoàn", "khoản", "loại", "hoạt", "quý", "quỹ", "quỷ", "quỳ", "khuyến", "thuyền", "toán", "xoáy", "quà", "quả",
     "quá", "ngoài", "của", "được", "huỳnh", "suýt"],
)  # fmt: skip
def test_where_there_is_one_placement_nothing_moves(word: str) -> None:
    assert exact(word) == word
    assert exact(word.upper()) == word


@pytest.mark.parametrize(("left", "right"), [("ma", "má"), ("la", "lá"), ("đa", "da"), ("tơ", "tờ"), ("Hà", "Hạ")])
def test_exact_keeps_what_differs(left: str, right: str) -> None:
    assert exact(left) != exact(right)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Số 02-NQ/TW", ["Số", "02", "NQ", "TW"]),
        ("viên_chức", ["viên", "chức"]),
        ("85% đoàn viên; 1.200", ["85", "đoàn", "viên", "1", "200"]),
        ("…./.", []),
    ],
)
def test_words_of_a_line(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in word_spans(text)] == expected


@pytest.mark.parametrize(
    "word",
    ["đoàn", "Đoàn", "ĐOÀN", "nghiêm", "nghị", "quyết", "quý", "quỹ", "gì", "gìn", "giữ", "giếng", "quốc", "khuya", "khuỷu", "huýt",
     "thuở", "uỷ", "ủy", "hoà", "hòa", "yêu", "ý", "y", "ăn", "ơn", "ông", "êm", "trưởng", "nghiêng", "ngoằn", "ngoèo", "xoong",
     "khuếch", "tuần", "luật", "được", "phẩy", "quạnh", "quynh", "thuế", "vượt", "hươu", "rượu", "đắk", "oản", "kỷ"],
)  # fmt: skip
def test_syllables(word: str) -> None:
    expected_miss = word in ("đắk",)  # a name from another language
    assert is_syllable(word) is not expected_miss
    assert is_syllable(unicodedata.normalize("NFD", word)) is not expected_miss


@pytest.mark.parametrize(
    "word",
    ["", "b", "xyz", "cdyt", "ttr", "covid", "word", "file", "nghj", "cac", "hoat", "tâp", "ướưc", "toàán", "zalo", "wifi", "facebook",
     "nh©n", "d©n", "123", "ngg", "clb"],
)  # fmt: skip
def test_no_syllables(word: str) -> None:
    """`cac`, `hoat`: a rime closed by a stop bears a tone, so text that lost its marks shows."""
    assert not is_syllable(word)


@given(st.one_of(st.text(), st.text(alphabet="ÁẵĐðİΣς😀\ud800 aB“-")))
def test_a_whole_text_is_folded_alike(text: str) -> None:
    assert fold_whole(text) == fold(text)


@pytest.fixture(scope="module")
def no_text_is_short() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vietnamese, "_SHORT", 0)
        yield


@pytest.mark.usefixtures("no_text_is_short")
@given(
    st.one_of(st.text(), st.text(alphabet="ÁẵĐðİΣς😀\ud83d\ude00_-–  \n\u0301oàqquýUỶhH2"), st.just("oà" * 1000)),
    st.sampled_from([3, 60, 10_000]),
)
def test_words_of_a_whole_text_are_those_of_its_letters(text: str, longest: int) -> None:
    normal = exact(text)
    spans = [(start, end) for start, end in word_spans(normal) if end - start <= longest]
    marked = [normal[start:end] for start, end in spans]
    for _ in range(2):  # from memory too
        found = words(text, longest)
        assert found.marked == marked
        assert found.folded == [fold(word) for word in marked]
        assert list(found.starts) == [start for start, _ in spans]


@pytest.mark.usefixtures("no_text_is_short")
def test_every_character_is_part_of_a_word_or_not() -> None:
    for code in range(1 << 16):
        text = f"x{chr(code)}y"
        assert words(text, 60).marked == WORD.findall(exact(text)), hex(code)
