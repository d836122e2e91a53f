"""Which words are a document's own."""

from __future__ import annotations

import pytest

from cancu.index.duplicates.body import own
from cancu.pipeline.vietnamese import words
from samples.letters import ANNEX, TREES, Letter


def own_words(text: str) -> list[str]:
    found = words(text, 64)
    return [word for word, is_own in zip(found.marked, own(found, text), strict=True) if is_own]


def test_head_bases_recipients_and_annexes_are_not_its_own() -> None:
    text = str(Letter(body=f"Căn cứ Luật Lâm nghiệp;\nTheo đề nghị của Hạt Kiểm lâm;\n{TREES}", annex=ANNEX))
    found = " ".join(own_words(text))
    assert "bóng mát dọc kênh mương" in found and "công khai tại nhà văn hóa các thôn" in found
    for others in ("cộng hòa", "độc lập", "luật lâm nghiệp", "hạt kiểm lâm", "lưu vt", "gáo trắng"):
        assert others not in found, others


@pytest.mark.parametrize("text", ["", "Căn cứ Luật Lâm nghiệp;", "Đã xem./.\nNơi nhận:\n- Lưu: VT."])
def test_all_words_are_its_own_where_there_is_no_body(text: str) -> None:
    assert len(own_words(text)) == len(words(text, 64).folded)


@pytest.mark.parametrize("end", ["./.", "/.", " ./.", ".\n\nNơi nhận:"])
def test_the_end_mark_ends_the_body(end: str) -> None:
    assert "tuyến" not in own_words(f"{TREES.replace('tuyến', 'đoạn')}{end}\n\n{ANNEX}")


def test_an_end_mark_in_the_first_words_ends_nothing() -> None:
    assert "thôn" in own_words(f"Kính trình./.\n{TREES}")
