"""Why one of several documents may be meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cancu.index.links.candidacy import candidates, reasons
from cancu.index.links.graph import Direction, Named, Node
from cancu.index.links.resolving import Status

UNION = "Liên đoàn Lao động tỉnh Thái Bình"
NUMBER = "cùng số 39/KH-LĐLĐ"
BEFORE = "ban hành không muộn hơn văn bản dẫn"
NO_BODY = "chỗ dẫn không ghi cơ quan ban hành"
PROVINCE = "cùng tỉnh, thành phố (Thái Bình)"

CITED = Node(1, "a", Status.AMBIGUOUS, "39/KH-LĐLĐ", "Kế hoạch", None, None, None, None, None)
HELD = Node(2, "b", Status.HELD, "39/KH-LĐLĐ", "Kế hoạch", "2021-09-10", UNION, None, "Thái Bình", "b")
PLAIN = Named(None, None, False)
OURS = Named("lien doan lao dong tinh thai binh", "Thái Bình", False)

REASONS = [
    (CITED, HELD, PLAIN, (BEFORE, NO_BODY)),
    (CITED, HELD, replace(PLAIN, undated=True), ("văn bản dẫn không rõ ngày", NO_BODY)),
    (CITED, HELD, OURS, (BEFORE, PROVINCE, "cùng cơ quan ban hành")),
    (CITED, HELD, replace(OURS, body="cong doan nganh y te"), (BEFORE, PROVINCE, "chỗ dẫn ghi tên cơ quan khác")),
    (CITED, replace(HELD, issuer=None), OURS, (BEFORE, PROVINCE, "không rõ cơ quan ban hành")),
    (CITED, replace(HELD, issuer="LĐLĐ tỉnh"), OURS, (BEFORE, PROVINCE, "cùng cơ quan ban hành")),
    (CITED, replace(HELD, date=None), PLAIN, ("không rõ ngày ban hành", NO_BODY)),
    (replace(CITED, date="2021"), HELD, PLAIN, ("cùng năm", BEFORE, NO_BODY)),
    (replace(CITED, date="2021-09"), HELD, PLAIN, ("cùng tháng", BEFORE, NO_BODY)),
    (replace(CITED, date="2021-09-10"), HELD, PLAIN, ("cùng ngày", NO_BODY)),
]


@pytest.mark.parametrize(("cited", "candidate", "named", "expected"), REASONS)
def test_reasons(cited: Node, candidate: Node, named: Named, expected: tuple[str, ...]) -> None:
    assert reasons(cited, candidate, [named]) == (NUMBER, *expected)


def test_of_laws_the_name_and_the_date(catalogue, paper, cite):
    for number, date in (("1/2013/QH13", "2013-01-01"), ("2/2023/QH15", "2023-01-01")):
        catalogue.add(*paper(number, date, kind="Luật", title="Trồng rừng", issuer="Quốc hội"))
    catalogue.add(*paper("1/KH-A", "2024-01-01", cites=(cite(name="Luật Trồng rừng", kind="Luật"),)))
    (root,) = catalogue.graph.find("1/KH-A")
    (step,) = catalogue.graph.steps([root.node], Direction.UP, None, -1)
    either = catalogue.graph.nodes([step.end])[step.end]
    found = candidates(catalogue.graph, [(either, step.day)])[either, step.day].first
    assert [one.node.date for one in found] == ["2013-01-01", "2023-01-01"]
    assert [one.reasons for one in found] == [("cùng tên Luật Trồng rừng", BEFORE)] * 2


def test_how_papers_name_a_document(catalogue, paper, cite):
    catalogue.add(*paper("1/KH-A", None, cites=(cite("9/KH-B", issuer="UBND tỉnh Thái Bình"),)))
    catalogue.add(*paper("2/KH-A", "2024-01-01", cites=(cite("9/KH-B"),)))
    (node,) = catalogue.graph.find("9/KH-B")
    told = [Named(None, None, False), Named("ubnd tinh thai binh", "Thái Bình", True)]
    assert catalogue.graph.named([node.node]) == {node.node: tuple(told)}
