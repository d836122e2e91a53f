"""The second stage of ranking: passages, pairs and nearness of the candidates of an engine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.index.clause import Term
from cancu.index.engine import Candidate
from cancu.index.frequencies import Frequencies
from cancu.index.search import ranking
from cancu.index.search.passages import passages
from cancu.index.search.ranking import NEAR, Sketch, rescored
from cancu.pipeline.vietnamese import fold, word_spans

DOCUMENTS = 1_000
FREQUENCIES = {"xa": 900, "cho": 30, "ben": 20, "cu": 40, "cho_ben": 4, "ben_cu": 2}
KNOWN = Frequencies(
    DOCUMENTS, {Term("pairs" if "_" in token else "folded", token): count for token, count in FREQUENCIES.items()}
)
FILLER = "Các phòng ban rà soát danh sách đơn vị tham gia hội thao trong tháng tới rồi gửi về văn phòng. "


def sketch(text):
    spans = word_spans(text)
    return Sketch.build([fold(text[a:b]) for a, b in spans], [a for a, _ in spans], passages(text))


def candidate(name, text, score=1.0):
    return Candidate(name, score, sketch(text).pack())


def ranked(texts, query, scores=None):
    found = [candidate(name, text, (scores or {}).get(name, 1.0)) for name, text in texts.items()]
    return ranking.order(found, [tuple(query.split())], KNOWN)


def order(*args, **options):
    return [hit.id for hit in ranked(*args, **options)]


@pytest.mark.parametrize(
    ("better", "worse", "query"),
    [
        pytest.param("Sửa chợ Bến Cũ.", "Sửa cũ bến chợ.", "cho ben cu", id="in a row"),
        pytest.param(f"chợ và bến {FILLER}", f"chợ {FILLER} bến", "cho ben", id="near"),
        pytest.param(f"{FILLER}\n\nChợ Bến.", f"Chợ {FILLER}\n\n{FILLER} Bến", "cho ben", id="in one passage"),
        pytest.param("Sửa chợ.", "Sửa xã.", "xa cho", id="rare"),
        pytest.param(f"Chợ. {FILLER}", f"Chợ. {FILLER * 3}", "cho", id="in a short passage"),
        pytest.param("chợ bến", "chợ", "cho ben", id="more of the query"),
        pytest.param(f"1. Chợ Bến mở sớm. {FILLER}", f"1. {FILLER} Chợ Bến mở sớm.", "cho ben", id="at the start"),
    ],
)
def test_better_before_worse(better, worse, query):
    assert order({"a": worse, "b": better}, query) == ["b", "a"]


def test_the_score_of_the_engine_counts():
    assert order({"a": "Sửa chợ.", "b": "Sửa chợ."}, "cho", scores={"b": 1.5}) == ["b", "a"]


def test_a_passage_with_the_whole_query_comes_before_a_higher_score():
    texts = {"a": f"Chợ. {FILLER}\n\nBến. {FILLER}", "b": "Cũ chợ, sửa bến."}
    assert [(hit.id, hit.whole) for hit in ranked(texts, "cho ben", scores={"a": 50.0})] == [("b", True), ("a", False)]


def test_equal_scores_are_ordered_by_id():
    assert order(dict.fromkeys("cab", "Sửa chợ."), "cho") == ["a", "b", "c"]


def test_the_best_passage_is_told():
    text = f"  {FILLER}\n\n1. Dọn chợ. {FILLER}\n\n2. Dọn chợ Bến Cũ. {FILLER}\n\n3. Chợ. {FILLER}"
    start, end = ranked({"a": text}, "cho ben cu")[0].passage
    assert text[start:end].startswith("2. Dọn chợ Bến Cũ.")
    assert text[end:].startswith("3. Chợ.")


def test_of_equal_passages_the_first_is_told():
    texts = dict.fromkeys("ab", f"{FILLER}\n\n1. Dọn chợ. {FILLER}\n\n2. Dọn chợ. {FILLER}")
    assert all(texts[hit.id][slice(*hit.passage)].startswith("1.") for hit in ranked(texts, "cho"))


@pytest.mark.parametrize("text", ["", " \n", "!", "Không liên quan."])
def test_nothing_found_has_no_passage(text):
    (hit,) = ranked({"a": text}, "cho ben", scores={"a": 2.5})
    assert (hit.score, hit.passage, hit.whole) == (2.5, None, False)


@pytest.mark.parametrize("runs", [[], [[]], [["cho"]], [["cho", "cho"]], [["cho"], ["ben"]]])
def test_queries_without_a_pair(runs):
    assert [hit.id for hit in rescored([candidate("a", "chợ bến")], runs, KNOWN)] == ["a"]


def test_words_of_different_runs_are_no_pair():
    candidates = [candidate("a", "chợ bến"), candidate("b", "bến chợ")]
    apart, together = (rescored(candidates, runs, KNOWN) for runs in ([["cho"], ["ben"]], [["cho", "ben"]]))
    assert apart[0].score == apart[1].score
    assert together[0].score > together[1].score


def test_no_candidates():
    assert ranked({}, "cho") == []


def test_a_document_without_a_sketch_keeps_the_score_of_the_engine():
    (hit,) = rescored([Candidate("a", 2.5, b"")], [["cho"]], KNOWN)
    assert (hit.score, hit.passage) == (2.5, None)


def test_the_order_of_the_engine_can_be_kept():
    found = [candidate("a", "xã"), candidate("b", "chợ bến")]
    asked = [("cho", "ben")], KNOWN
    assert rescored(found, *asked) == [*reversed(ranking.order(found, *asked))]


def test_words_of_one_hash_are_both_found():
    (hit,) = ranked({"a": "nùi sẻng"}, "nui seng")
    assert hit.whole


@pytest.mark.parametrize(("apart", "near"), [(NEAR, True), (NEAR + 1, False)])
def test_near_ends_after_so_many_syllables(apart, near):
    text = " ".join(["chợ", *["x"] * (apart - 1), "bến"])
    without = ranked({"a": text}, "cho")[0].score + ranked({"a": text}, "ben")[0].score - 1
    assert (ranked({"a": text}, "cho ben")[0].score > without + 0.01) is near


def test_neighbours_in_two_documents_are_not_near():
    one, two = ranked({"a": "bến chợ", "b": "cũ x"}, "cho cu"), ranked({"a": "bến chợ"}, "cho cu")
    assert {hit.id: hit.score for hit in one}["a"] == two[0].score


def test_a_sketch_survives_packing():
    whole = sketch(f"{FILLER}\n\n{FILLER}")
    assert Sketch.unpack(whole.pack()) == whole
    assert Sketch.unpack(sketch("").pack()) == sketch("")


def test_a_sketch_is_small():
    text = f"{FILLER}\n\n" * 50
    assert len(sketch(text).pack()) <= 0.4 * len(text.encode())


def test_hashes_are_the_same_everywhere():
    assert sketch("chợ bến").syllables.hex() == "0d31e115"


def test_passages_after_very_many_blanks_are_found():
    text = FILLER + "\n" * 200_000 + "1. Dọn chợ. " + FILLER + " \n" * 50_000 + "2. Dọn bến."
    start, end = ranked({"a": text}, "cho")[0].passage
    assert text[start:end].startswith("1. Dọn chợ.")
    start, end = ranked({"a": text}, "ben")[0].passage
    assert text[start:end] == "2. Dọn bến."


WORDS = st.lists(st.sampled_from(["chợ", "bến", "cũ", "xã", "x", "\n\n"]), max_size=40).map(" ".join)


@given(st.lists(WORDS, min_size=1, max_size=6), st.lists(st.sampled_from(["cho", "ben", "cu", "xa"]), max_size=5))
def test_a_score_depends_on_its_document_alone(texts, query):
    named = {str(at): text for at, text in enumerate(texts)}
    together = {hit.id: hit for hit in ranked(named, " ".join(query))}
    assert all(ranked({name: text}, " ".join(query)) == [together[name]] for name, text in named.items())
