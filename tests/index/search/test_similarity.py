"""Documents like one."""

from __future__ import annotations

import pytest

from cancu.index.fulltext import FullText
from cancu.index.indexing import Facts, indexed
from cancu.index.search import similarity

COMMON = "Các đơn vị gửi báo cáo về văn phòng trước ngày họp."
TEXTS = {
    "plan": f"Kế hoạch trồng cây xoan quanh đình làng, mỗi hộ ba cây. {COMMON}",
    "last-year": f"Kế hoạch trồng cây xoan quanh đình làng, mỗi hộ hai cây. {COMMON}",
    "near": f"Trồng cây xoan ven đường. {COMMON}",
    "far": f"Hội thi nấu cơm niêu. {COMMON}",
    "farther": f"Sửa nhà văn hóa. {COMMON}",
}


@pytest.fixture
def index(tmp_path):
    opened = FullText(tmp_path / "index")
    opened.rebuild(indexed(Facts(id=name, text=text)) for name, text in TEXTS.items())
    yield opened
    opened.close()


def similar(index, text, first=0, size=10):
    total, found = similarity.similar(index, indexed(Facts(id="plan", text=text)), first, size)
    return total, [each.id for each in found]


def test_the_most_alike_come_first_and_the_document_itself_not_at_all(index):
    total, names = similar(index, TEXTS["plan"])
    assert names[:2] == ["last-year", "near"]
    assert total == len(names)
    assert "plan" not in names


def test_pages(index):
    _, names = similar(index, TEXTS["plan"])
    assert [similar(index, TEXTS["plan"], first, 1)[1] for first in range(len(names))] == [[name] for name in names]


@pytest.mark.parametrize("text", ["", "xoan", "không đâu có"])
def test_a_text_that_tells_nothing_is_like_none(index, text):
    assert similar(index, text) == (0, [])
