"""The answers to questions about the chain of command as a clerk reads them: Vietnamese text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from ...pipeline.model import Relation
from ..answers import Json
from ..printed import RELATIONS, name, node, others, when

_SENTENCE = 240  # characters of a sentence that are shown
_SENTENCES = 3  # of one edge

_LISTS = {"file": "danh sách đã cho", "archive": "danh sách to-chuc.txt của kho", "recipients": "Nơi nhận của văn bản"}
_SEEN = {
    "covered": "Có văn bản thực hiện",
    "none": "Chưa thấy văn bản thực hiện (trong kho có văn bản khác của nơi này)",
    "unknown": "Không biết (trong kho không có văn bản nào của nơi này từ ngày đó)",
    "group": "Nhóm nhiều nơi, không đối chiếu được",
}

_Tellers = Mapping[str, Json]


def path(answer: Json) -> str:
    """How one document reaches another, a way after the other."""
    start, end = answer["from"], answer["to"]
    if answer["direction"] is None:
        return f"Không có đường nào: trong kho không thấy {name(start)} dựa vào {name(end)}, hay ngược lại."
    if answer["direction"] == "down":
        start, end = end, start
    lines = [] if start["id"] == answer["from"]["id"] else [f"Ngược lại: {name(start)} dựa vào {name(end)}."]
    nodes = {one["id"]: one for one in answer["nodes"]}
    edges: dict[tuple[str, str], list[Json]] = defaultdict(list)
    for edge in answer["edges"]:
        edges[edge["from"], edge["to"]].append(edge)
    for count, way in enumerate(answer["ways"], 1):
        lines += ["", f"Đường {count} ({len(way) - 1} bước): {node(nodes[way[0]])}"]
        for depth, (here, there) in enumerate(pairwise(way)):
            indent = "   " * depth
            lines.append(f"{indent}└─ {_relations(edges[here, there])}: {node(nodes[there])}")
            lines += [f"{indent}     {line}" for line in _sentences(edges[here, there], _tellers(answer))]
    return "\n".join([*lines, *(["", "… còn những đường khác"] if answer["more"] else [])]).lstrip("\n")


def cited_by(answer: Json) -> str:
    """The documents that name one, with the sentences."""
    count = "nhiều" if answer["documents"] is None else answer["documents"]
    lines = [f"{node(answer['document'])}: {count} văn bản dẫn, {answer['mentions']} lần"]
    lines += _citations(answer["citations"], _tellers(answer))
    if answer["possible"]:
        lines += ["", "Có thể cũng dẫn văn bản này (chỗ dẫn chưa đủ để biết là văn bản nào):"]
        lines += _citations(answer["possible"], _tellers(answer))
    return "\n".join(lines)


def cites(answer: Json) -> str:
    """The documents that one names, with the sentences."""
    lines = [f"{node(answer['document'])}: dẫn {len(answer['citations'])} văn bản"]
    return "\n".join([*lines, *_citations(answer["citations"], _tellers(answer))])


def coverage(answer: Json) -> str:
    """Which bodies carry a directive out; of the expected ones also which do not, and of which nothing is known."""
    asked = [one for one in answer["bodies"] if one["expected"]]
    others = [one for one in answer["bodies"] if not one["expected"]]
    lines = [node(answer["document"]), _counted(answer["expected_from"], asked, others)]
    for seen, label in _SEEN.items():
        lines += _bodies(label, [one for one in asked if one["seen"] == seen], answer)
    lines += _bodies("Ngoài danh sách, cũng có văn bản thực hiện" if asked else _SEEN["covered"], others, answer)
    resting = [f"  {node(one)}" for one in answer["resting"]]
    lines += ["", "Chỉ ghi là căn cứ, không ghi là thực hiện:", *resting] if resting else []
    lines += ["", f"Nơi nhận không đối chiếu: {'; '.join(answer['passed_over'])}"] if answer["passed_over"] else []
    return "\n".join(lines)


def _counted(expected_from: str | None, asked: Sequence[Json], others: Sequence[Json]) -> str:
    if expected_from is None:
        return f"{len(others)} nơi có văn bản thực hiện" if others else "Trong kho chưa thấy văn bản nào thực hiện."
    single = [one for one in asked if one["seen"] != "group"]
    covered = sum(one["seen"] == "covered" for one in single)
    return f"Đối chiếu với {_LISTS[expected_from]}: {covered}/{len(single)} nơi có văn bản thực hiện"


def _bodies(label: str, bodies: Iterable[Json], answer: Json) -> list[str]:
    lines = [line for one in bodies for line in _covering(one, _tellers(answer))]
    return ["", f"{label}:", *lines] if lines else []


def _covering(one: Json, tellers: _Tellers) -> Iterator[str]:
    printed, full = one["printed"] or "(không rõ cơ quan)", one["name"]
    called = f"{printed} ({full})" if full and one["expected"] and full != printed else full or printed
    yield f"  {called}: từ {when(one['since'])}" if one["since"] else f"  {called}"
    for each in one["documents"]:
        said = [_relations(each["edges"])]
        said += [f"cách {each['distance']} bước"] if each["distance"] > 1 else []
        told = [tellers[id] for edge in each["edges"] for id in edge["told_by"] if id != edge["from"]]
        by = ", ".join(dict.fromkeys(teller["number"] or name(teller) for teller in told))
        said += [f"theo {by}"] if by else []
        code = "" if each["document"]["number"] else f"  Mã: {each['document']['id']}"
        yield f"    {node(each['document'])}  [{', '.join(said)}]{code}"


def missing(answer: Json) -> str:
    """What to ask for, what most documents cite first."""
    if not answer["missing"]:
        return "Không còn văn bản nào." if answer["total"] else "Không thiếu văn bản nào."
    lines = [f"{answer['total']} văn bản được dẫn mà chưa có trong kho"]
    for one in answer["missing"]:
        citing = ", ".join(paper["number"] or name(paper) for paper in one["cited_by"])
        others = one["documents"] - len(one["cited_by"])
        newest = f"; mới nhất {when(one['newest'])}" if one["newest"] else ""
        lines += ["", one["ask"]["citation"]]
        lines.append(
            f"  {one['documents']} văn bản dẫn: {citing}{f' và {others} văn bản khác' if others else ''}{newest}"
        )
        lines += [f"  Hỏi: {one['ask']['body']}"] if one["ask"]["body"] else []
    return "\n".join(lines)


def lint(answer: Json) -> str:
    """What is to be looked at, document by document."""
    if not answer["documents"]:
        return "Không thấy điều gì cần xem lại trong các viện dẫn."
    lines = [f"{answer['total']} điều cần xem lại trong {len(answer['documents'])} văn bản"]
    for paper in answer["documents"]:
        lines += ["", name(paper["document"])]
        for count, one in enumerate(paper["findings"], 1):
            lines.append(f"  {count}. {_called(one['cited'])}: {one['fact']}")
            lines += [f"     tr. {each['page']}: “{sentence(each)}”" for each in one["evidence"]]
            lines += [
                f"     có thể là: {node(each)}: {', '.join(each['reasons'])}" for each in one["cited"]["candidates"]
            ]
            lines += [f"     {more}" for more in others(one["cited"])]
            lines += [f"     xem: {name(each)}" for each in one["others"] if each["held"]]
            lines += [f"     Viện dẫn đầy đủ: {each}" for each in one["citations"]]
    return "\n".join(lines)


def _called(cited: Json) -> str:
    return " ".join(filter(None, (cited["kind"], cited["number"]))) if cited["number"] else name(cited)


def _tellers(answer: Json) -> _Tellers:
    return {one["id"]: one for one in answer["tellers"]}


def _citations(citations: Iterable[Json], tellers: _Tellers) -> Iterator[str]:
    for one in citations:
        yield ""
        yield f"{node(one['document'])}  [{_relations(one['edges'])}]"
        for line in _sentences(one["edges"], tellers):
            yield f"  {line}"
        for each in one["document"]["candidates"]:
            yield f"  có thể là: {node(each)}: {', '.join(each['reasons'])}"
        yield from (f"  {more}" for more in others(one["document"]))


def _relations(edges: Iterable[Json]) -> str:
    return ", ".join(dict.fromkeys(RELATIONS[Relation(edge["relation"])] for edge in edges))


def _sentences(edges: Iterable[Json], tellers: _Tellers) -> Iterator[str]:
    """The first sentences of each relation, and whose they are where another document tells it."""
    for edge in edges:
        for one in edge["evidence"][:_SENTENCES]:
            yield f"{_whose(edge, one, tellers)}tr. {one['page']}: “{sentence(one)}”"
        if len(edge["evidence"]) > _SENTENCES:
            yield f"… và {len(edge['evidence']) - _SENTENCES} chỗ khác"


def _whose(edge: Json, evidence: Json, tellers: _Tellers) -> str:
    teller = tellers[evidence["document"]]
    return "" if evidence["document"] == edge["from"] else f"theo {teller['number'] or name(teller)}, "


def sentence(evidence: Json) -> str:
    """The sentence in one line; of a long one what stands around the mention."""
    text = evidence["text"]
    first, last = (at - evidence["span"][0] for at in evidence["mention"])
    if len(text) <= _SENTENCE:
        return " ".join(text.split())
    start = max(0, min(first - _SENTENCE // 2, len(text) - _SENTENCE))
    start = text.rfind(" ", 0, start) + 1
    end = text.find(" ", max(start + _SENTENCE, last))
    cut = text[start:] if end < 0 else f"{text[start:end]} …"
    return " ".join(f"{'… ' if start else ''}{cut}".split())
