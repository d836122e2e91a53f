"""What of a document goes into the index."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.index.indexing import MAX_WORD, Facts, indexed
from cancu.pipeline.vietnamese import exact, fold, word_spans


@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from(["Hoà", "bình", "a", "02-NQ/TW", "\n"])).map(" ".join)))
def test_the_tokens_of_a_text(text: str) -> None:
    normal = exact(text)
    words = [normal[start:end] for start, end in word_spans(normal) if end - start <= MAX_WORD]
    folded = [fold(word) for word in words]
    fields = indexed(Facts(id="x", text=text)).fields
    assert fields.get("folded", "") == " ".join(folded)
    assert fields.get("pairs", "") == " ".join("_".join(pair) for pair in pairwise(folded))
    assert fields.get("exact", "") == " ".join(word for word in words if word != fold(word))


@pytest.mark.parametrize("length", [MAX_WORD, MAX_WORD + 1])
def test_what_is_too_long_is_no_word(length: int) -> None:
    fields = indexed(Facts(id="x", text=f"một {'x' * length} hai" + " ba" * 100)).fields
    assert str(fields["folded"]).startswith("mot hai ba" if length > MAX_WORD else "mot xxx")
