"""Each format is valid whatever documents are called, and has every document and every edge once."""

from __future__ import annotations

import re
import shutil
import subprocess
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from cancu.index.picture.formats import NAMES, rendered
from cancu.index.picture.graph import read
from samples.traces import NASTY, answers, document, edge, sixty

SVG = "{http://www.w3.org/2000/svg}"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
MERMAID_NODE = re.compile(r'  n\d+\["[^"<>&|`\[\]{}]*(?:<br>[^"<>&|`\[\]{}]*)*"\]:::(held|stub|ambiguous)')
MERMAID_EDGE = re.compile(r'  n\d+ (-->|-\.->)\|"[^"<>&|`\[\]{}]*"\| n\d+')
DOT_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


class Tags(HTMLParser):
    """What is open, and what was seen."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    return parser.seen


def of_class(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [group for group in root.iter(f"{SVG}g") if group.get("class", "").split(" ")[0] == name]


@settings(deadline=None, max_examples=40)
@given(answers())
def test_svg_of_any_graph(answer: dict[str, Any]) -> None:
    graph, root = read(answer), ElementTree.fromstring(rendered(answer, "svg"))
    assert len(of_class(root, "node")) == len(graph.nodes)
    assert len(of_class(root, "edge")) == len(graph.edges)
    width, height = float(root.get("width", "")), float(root.get("height", ""))
    for text in root.iter(f"{SVG}text"):
        assert 0 <= float(text.get("x", "")) <= width
        assert 0 <= float(text.get("y", "")) <= height


@settings(deadline=None, max_examples=40)
@given(answers())
def test_page_of_any_graph(answer: dict[str, Any]) -> None:
    graph, page = read(answer), rendered(answer, "html")
    found = tags(page)
    assert page.startswith("<!DOCTYPE html>\n")
    assert sum(tag == "tr" for tag, _ in found) == len(graph.nodes) + 1
    assert sum(tag == "details" for tag, _ in found) == len(graph.edges)
    assert sum((attributes.get("class") or "").startswith("node ") for _, attributes in found) == len(graph.nodes)
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in found}


@settings(deadline=None, max_examples=40)
@given(answers())
def test_graphml_of_any_graph(answer: dict[str, Any]) -> None:
    graph, root = read(answer), ElementTree.fromstring(rendered(answer, "graphml"))
    types = {key.get("id"): key.get("attr.type") for key in root.iter(f"{GRAPHML}key")}
    ids = [node.get("id") for node in root.iter(f"{GRAPHML}node")]
    edges = list(root.iter(f"{GRAPHML}edge"))
    assert len(ids) == len(set(ids)) == len(graph.nodes)
    assert len(edges) == len(graph.edges)
    assert {end for one in edges for end in (one.get("source"), one.get("target"))} <= set(ids)
    for value in root.iter(f"{GRAPHML}data"):
        type_ = types[value.get("key")]
        assert type_ == "string" or re.fullmatch(
            {"int": r"\d+", "boolean": "true|false"}[type_ or ""], value.text or ""
        )


@settings(deadline=None, max_examples=40)
@given(answers())
def test_mermaid_of_any_graph(answer: dict[str, Any]) -> None:
    graph, lines = read(answer), rendered(answer, "mermaid").splitlines()
    assert lines[0] == "flowchart BT"
    assert sum(bool(MERMAID_NODE.fullmatch(line)) for line in lines) == len(graph.nodes)
    assert sum(bool(MERMAID_EDGE.fullmatch(line)) for line in lines) == len(graph.edges)
    rest = [line for line in lines[1:] if not MERMAID_NODE.fullmatch(line) and not MERMAID_EDGE.fullmatch(line)]
    assert all(line.startswith(("  classDef ", "  linkStyle ")) for line in rest)


@settings(deadline=None, max_examples=40)
@given(answers())
def test_dot_of_any_graph(answer: dict[str, Any]) -> None:
    graph, dot = read(answer), rendered(answer, "dot")
    bare = DOT_STRING.sub("S", dot).splitlines()
    assert sum(bool(re.fullmatch(r"  n\d+ \[[\w=, ]+\];", line)) for line in bare) == len(graph.nodes)
    assert sum(bool(re.fullmatch(r"  n\d+ -> n\d+ \[[\w=, ]+\];", line)) for line in bare) == len(graph.edges)
    assert len(bare) == len(graph.nodes) + len(graph.edges) + 5


@pytest.mark.skipif(shutil.which("dot") is None, reason="graphviz is not installed")
def test_graphviz_reads_it() -> None:
    odd = {"number": NASTY, "title": NASTY, "held": False, "distance": 1}
    tied = [edge("b", "a", text=NASTY, told_by=(NASTY,))]
    answer = {"root": document("a"), "direction": "down", "nodes": [document("b", **odd)], "edges": tied}
    done = subprocess.run(
        ["dot", "-Tsvg"], input=rendered(answer, "dot"), capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", NAMES)
def test_the_same_trace_gives_the_same_file(name: str) -> None:
    assert rendered(sixty(), name) == rendered(sixty(), name)


def test_what_a_reader_has_to_see() -> None:
    candidate = document("x", number="08/ĐA-LS", reasons=["cùng số", "khác ngày"])
    several = {"candidates": [candidate], "candidates_total": 12}
    nodes = [
        document("b", number="12/CTr-LS", held=False, distance=1),
        document("c", number="08/ĐA-LS", held=False, status="ambiguous", **several, distance=1),
        document("d", number="3/KH-LS", date="2022-02-11", issuer="Hội Làng Sen", distance=2),
    ]
    tied = [
        edge("b", "a", told_by=("d",), text="Chương trình 12/CTr-LS thực hiện Nghị quyết 5-NQ/LS"),
        edge("d", "b", "basis", text="Căn cứ Chương trình 12/CTr-LS;"),
        edge("d", "c", "cites"),
    ]
    root = document("a", number="5-NQ/LS", held=False)
    answer = {"root": root, "direction": "down", "nodes": nodes, "edges": tied, "truncated": True}
    page, svg = rendered(answer, "html"), rendered(answer, "svg")
    for text in (page, svg):
        assert "thực hiện 5-NQ/LS (theo 3/KH-LS)" in re.sub(r"</text>\s*<text[^>]*>", " ", text)
        assert "? 08/ĐA-LS" in text
        assert "08/ĐA-LS – cùng số – khác ngày" in text
        assert "và 11 văn bản khác" in text
        assert "3/KH-LS, tr. 1: “Căn cứ Chương trình 12/CTr-LS;”" in text
        assert "chưa có trong kho" in text
        assert "còn nữa" in text
    assert "“Chương trình 12/CTr-LS thực hiện Nghị quyết 5-NQ/LS” – 3/KH-LS, tr. 1" in page
    assert '-.->|"thực hiện, theo 3/KH-LS"|' in rendered(answer, "mermaid")


def test_edges_that_are_told_twice_are_one() -> None:
    tied = [edge("b", "a", told_by=("c",)), edge("b", "a", told_by=("d",)), edge("b", "a", "cites")]
    nodes = [document(id, number=id, distance=1) for id in "bcd"]
    found = read({"root": document("a"), "direction": "down", "nodes": nodes, "edges": tied}).edges
    assert [(one.relation, one.told, len(one.evidence)) for one in found] == [
        ("cites", "", 1),
        ("implements", "theo c, d", 2),
    ]


def test_a_long_picture_goes_on_from_sheet_to_sheet() -> None:
    views = [attributes for tag, attributes in tags(rendered(sixty(), "html")) if tag == "svg"][1:]
    assert len(views) > 1
    ends = 0.0
    for view in views:
        _, top, _, high = map(float, (view.get("viewbox") or "").split())
        assert top == pytest.approx(ends, abs=1)
        ends = top + high
        assert float(view["width"] or 0) <= 1048
        assert float(view["height"] or 0) <= 711
