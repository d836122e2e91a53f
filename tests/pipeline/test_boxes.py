"""Where on the pages the fields of a record stand."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from cancu.pipeline import boxes, record
from cancu.pipeline.model import Box, Doubt, FieldBoxes, Method, Page, Source, Stamp, StampKind, Text, Word
from cancu.pipeline.text import assemble

FIRST = """CÔNG ĐOÀN NGÀNH Y TẾ
Số: 07/KH-CĐYT
Hòa Sơn, ngày 03 tháng 4 năm 2023
KẾ HOẠCH
Phát triển đoàn viên
năm 2023
Thực hiện Nghị quyết số 12-NQ/TU ngày 06/02/2023 của Tỉnh ủy."""
SECOND = """Nơi nhận:
- Liên đoàn Lao động tỉnh;
- Lưu: VT.
TM. BAN THƯỜNG VỤ
CHỦ TỊCH
Lê Thị Mẫu"""
SEAL = Stamp(StampKind.SEAL, 2, (0.5, 0.5, 0.7, 0.6))


def page(text: str, stamps: tuple[Stamp, ...] = ()) -> Page:
    """Each letter is a hundredth of the width, each line a tenth of the height."""
    words, start = [], 0
    for row, line in enumerate(text.split("\n")):
        for word in re.finditer(r"\S+", line):
            box = (word.start() / 100, row / 10, word.end() / 100, row / 10 + 0.08)
            words.append(Word((start + word.start(), start + word.end()), box))
        start += len(line) + 1
    return Page(text, Method.OCR, words=tuple(words), stamps=stamps)


def found(*pages: Page) -> tuple[Text, dict[str, FieldBoxes]]:
    text = assemble(pages)
    tagged = record.read(text, Source(Path("a"), b"", "", ""))
    return text, {place.field: place for place in boxes.of(tagged, text)}


def row(number: int, start: int, end: int) -> Box:
    return start / 100, number / 10, end / 100, number / 10 + 0.08


def test_fields_stand_where_they_are_printed() -> None:
    text, places = found(page(FIRST), page(SECOND, (SEAL,)))
    assert places["number"].boxes == (row(1, 4, 14),)
    assert places["title"].boxes == (row(4, 0, 20), row(5, 0, 8))
    assert places["issuer"].boxes == (row(0, 0, 20),)
    assert (places["signer.name"].page, places["signer.name"].boxes) == (2, (row(5, 0, 10),))
    assert places["signer.position"].boxes == (row(4, 0, 8),)
    assert places["recipients[0]"].boxes == (row(1, 2, 26),)
    assert places["stamps.seal"] == FieldBoxes("stamps.seal", 2, (SEAL.box,), None)
    for place in places.values():
        assert place.span is None or text.page_of(place.span[0]) == place.page
    reference = places["references[0]"].span
    assert reference and text.value[slice(*reference)].startswith("Nghị quyết số 12-NQ/TU")


def test_figures_in_doubt_are_shown_too() -> None:
    start = FIRST.index("07/KH")
    unsure = replace(page(FIRST), doubts=(Doubt((start, start + 10), ()),))
    _, places = found(unsure)
    assert "number" not in places
    assert (places["doubts[0]"].page, places["doubts[0]"].boxes) == (1, (row(1, 4, 14),))


def test_a_tall_word_does_not_join_two_lines() -> None:
    stretched, upper, lower = (0.1, 0.1, 0.2, 0.2), (0.3, 0.13, 0.4, 0.16), (0.15, 0.17, 0.25, 0.2)
    words = [Word((index, index + 1), box) for index, box in enumerate((stretched, upper, lower))]
    assert boxes.lines(words) == ((0.1, 0.1, 0.4, 0.2), lower)


def test_without_words_there_are_no_boxes() -> None:
    _, places = found(Page(FIRST, Method.PLAIN))
    assert places == {}
