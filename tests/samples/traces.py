"""Answers of traces, made up: any graph for properties, and one of sixty documents with a hub."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import strategies as st

from cancu.pipeline.model import Relation

Json = dict[str, Any]

# What titles of damaged scans and odd mentions may hold: marks of every format that is written, marks of Vietnamese,
# line breaks, control characters, marks of direction, letters of other scripts.
NASTY = "<>&\"'`\\|[](){};#%_*~$-–\n\t\0\x1b\x7f\u202e\u200f\ufffe\ud800 aăÂđỨựởẦ漢🎋i\u0301-->]]>"
TEXT = st.text(st.sampled_from(sorted(set(NASTY))), max_size=60) | st.just("W" * 300) | st.just("lá " * 90)


def document(id: str, **fields: Any) -> Json:
    """A document of an answer; what is not given is not known."""
    return dict.fromkeys(("number", "kind", "date", "issuer", "title")) | {"id": id, "held": True} | fields


def edge(start: str, end: str, relation: str = "implements", told_by: tuple[str, ...] = (), text: str = "…") -> Json:
    """An edge of an answer, told by its start if nobody else is named."""
    tellers = told_by or (start,)
    evidence = [{"document": teller, "page": 1, "span": [0, len(text)], "text": text} for teller in tellers]
    return {"from": start, "to": end, "relation": relation, "told_by": list(tellers), "evidence": evidence}


@st.composite
def answers(draw: st.DrawFn) -> Json:
    """Any trace: cycles, several relations between two documents, all states, texts of all kinds."""
    count = draw(st.integers(1, 14))
    ids = [f"vb-{number}" for number in range(count)]
    documents = [draw(_documents(id)) for id in ids]
    pairs = [(a, b) for a in ids for b in ids if a != b]
    relations = [relation.value for relation in Relation] + ["moi"]
    edges = draw(
        st.lists(
            st.builds(
                lambda pair, relation, told_by, text: edge(*pair, relation, tuple(told_by), text),
                st.sampled_from(pairs),
                st.sampled_from(relations),
                st.lists(st.sampled_from([*ids, "khac"]), max_size=4),
                TEXT,
            ),
            max_size=40,
        )
        if pairs
        else st.just([])
    )
    return {
        "root": documents[0],
        "direction": draw(st.sampled_from(["up", "down"])),
        "nodes": [one | {"distance": draw(st.integers(1, 4))} for one in documents[1:]],
        "edges": edges,
        "truncated": draw(st.booleans()),
    }


def _documents(id: str) -> st.SearchStrategy[Json]:
    maybe = st.none() | TEXT
    date = st.sampled_from([None, "2022", "2022-02", "2022-02-11"])
    states = st.sampled_from(
        [
            {},
            {"held": False},
            {"held": False, "status": "stub"},
            {
                "held": False,
                "status": "ambiguous",
                "candidates": [document("khac", number='1/"KH"', reasons=["cùng <số>", "khác ngày"])],
                "candidates_total": 12,
            },
        ]
    )
    return st.builds(
        lambda number, kind, date, issuer, title, state: document(
            id, number=number, kind=kind, date=date, issuer=issuer, title=title, **state
        ),
        maybe,
        maybe,
        date,
        maybe,
        maybe,
        states,
    )


def sixty(*, up: bool = False) -> Json:
    """Sixty documents: a directive, five programmes, forty plans that carry it out, and letters about these."""
    chance = random.Random(7)
    root = document("vb-0", number="07-CT/TW", kind="Chỉ thị", date="2020-03-05", issuer="Ban Bí thư Trung ương Đảng")
    nodes, edges = [], []
    for number in range(1, 60):
        nodes.append(
            document(
                f"vb-{number}",
                number=f"{chance.randint(1, 999)}/{chance.choice(['KH-LĐLĐ', 'QĐ-UBND', 'KH-BCĐCTMTQG'])}",
                kind=chance.choice(["Kế hoạch", "Chương trình hành động"]),
                date=f"202{chance.randint(0, 4)}-{chance.randint(1, 12):02}-10",
                issuer=f"Liên đoàn Lao động tỉnh {chance.choice(['Bà Rịa – Vũng Tàu', 'Nam Định', 'Thừa Thiên Huế'])}",
                title=chance.choice([None, "Triển khai phong trào trồng cây đầu xuân " * 3]),
                held=chance.random() < 0.6,
                distance=1 if number <= 45 else 2,
            )
        )
        above = 0 if number <= 45 else chance.randint(1, 45)
        told = (f"vb-{chance.randint(46, 59)}",) if chance.random() < 0.2 else ()
        edges.append(edge(f"vb-{number}", f"vb-{above}", chance.choice(["implements", "basis", "cites"]), told))
        if 5 < number <= 45 and chance.random() < 0.3:
            edges.append(edge(f"vb-{number}", f"vb-{chance.randint(1, 5)}", "basis"))
    if up:
        edges = [one | {"from": one["to"], "to": one["from"]} for one in edges]
    return {"root": root, "direction": "up" if up else "down", "nodes": nodes, "edges": edges, "truncated": False}
