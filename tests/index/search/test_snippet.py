"""The passage that is shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cancu.index.query.parser import parse
from cancu.index.search import snippet as snippets
from cancu.index.search.explanation import rows
from cancu.index.search.snippet import LENGTH
from cancu.pipeline.errors import InvalidQuery

FILLER = "Chim hót bên sông, gió thổi qua đồng lúa. " * 12


def cut(text, query, numbers=(), within=None):
    return snippets.cut(text, snippets.Wanted.of(rows(query)), numbers, within or (0, len(text)))


def shown(snippet):
    return [snippet.text[start:end] for start, end in snippet.highlights]


def test_highlights_are_of_the_original():
    snippet = cut(f"{FILLER}Hoà\nBình mở hội THI ĐUA. {FILLER}", parse("hoà bình thi dua"))
    assert shown(snippet) == ["Hoà Bình", "THI ĐUA"]
    assert "Hoà Bình mở" in snippet.text
    assert len(snippet.text) <= LENGTH


def test_phrases_are_highlighted_whole_and_only_in_a_row():
    snippet = cut("đua thi, rồi thi đua ở làng", parse('"thi đua"'))
    assert shown(snippet) == ["thi đua"]


def test_the_place_with_most_of_the_query_wins():
    text = f"Thi cử. Thi. Thi. {FILLER} thi đua trồng cây {FILLER} cây"
    assert shown(cut(text, parse("thi đua cây"))) == ["thi đua", "cây"]


def test_marks_as_typed_win():
    text = f"đương nhiên {FILLER} con đường {FILLER}"
    assert shown(cut(text, parse("đường"))) == ["đường"]


def test_a_word_of_which_the_beginning_is_asked_is_highlighted_whole():
    assert shown(cut("nghiêng ngả, nghĩ ngợi", parse("nghi*"))) == ["nghiêng", "nghĩ"]


def test_short_forms_are_highlighted_as_long_ones():
    assert shown(cut("Ban Chấp hành họp", parse("BCH"))) == ["Ban Chấp hành"]
    assert shown(cut("BCH họp", parse('"ban chấp hành họp"'))) == ["BCH họp"]


def test_only_one_passage_is_looked_at():
    text = f"thi đua {FILLER} thi {FILLER}"
    start = len(f"thi đua {FILLER}")
    assert cut(text, parse("thi đua"), within=(start, len(text))).start > 0
    assert shown(cut(text, parse("thi đua"), within=(start, len(text)))) == ["thi"]


def test_numbers_are_told_from_outside():
    text = f"{FILLER} Nghị quyết 02- NQ/TW về hội {FILLER}"
    start = text.index("02-")
    assert shown(cut(text, parse("02nqtw"), [(start, start + 9)])) == ["02- NQ/TW"]


def test_without_a_match_the_beginning_is_shown():
    snippet = cut(FILLER, parse("voi"))
    assert snippet.start == 0
    assert FILLER.startswith(snippet.text)
    assert FILLER[len(snippet.text)] in " ,."
    assert cut("", parse("voi")).text == ""


@given(st.text(alphabet="thi đua\n\f.ồ", max_size=600), st.text(alphabet='thi đua"', min_size=1, max_size=12))
def test_offsets_are_right(text, typed):
    try:
        query = parse(typed)
    except InvalidQuery:
        return
    snippet = cut(text, query)
    part = text[snippet.start : snippet.start + len(snippet.text)]
    assert part.replace("\n", " ").replace("\f", " ") == snippet.text
    assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.highlights)
    assert snippet.text or not text.strip()
