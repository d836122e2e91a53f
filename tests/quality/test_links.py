"""What counts as a wrong link, a missed one, and a document in several nodes."""

from __future__ import annotations

import pytest

from quality.links import Label, Link, Meant, together, wrong


def link(status: str, node: str | None, meant: Meant, document: str, truth: str | None = None) -> Link:
    return Link(Label("p", (0, 1), meant, document), status, node, truth)


STUB = link("stub", "s1", Meant.STUB, "1/KH-A 2020 A")


@pytest.mark.parametrize(
    ("other", "wrongs"),
    [
        (link("held", "h1", Meant.HELD, "official/a", "h1"), 0),
        (link("held", "h2", Meant.HELD, "official/a", "h1"), 1),
        (link("held", "h1", Meant.STUB, "1/KH-A 2021 A"), 1),
        (link("held", "h1", Meant.NONE, "none p"), 1),
        (link("stub", "s2", Meant.STUB, "1/KH-A 2021 A"), 0),
        (link("stub", "s1", Meant.STUB, "1/KH-A 2021 A"), 2),  # neither of the two has the node for itself
        (link("stub", "s1", Meant.STUB, "1/KH-A 2020 A"), 0),
        (link("stub", "s1", Meant.AMBIGUOUS, "Luật A"), 0),
        (link("ambiguous", None, Meant.HELD, "official/a", "h1"), 0),
        (link("no mention", None, Meant.NONE, "none p"), 0),
    ],
)
def test_wrong_links(other: Link, wrongs: int) -> None:
    assert len(wrong((STUB, other))) == wrongs


@pytest.mark.parametrize(
    ("status", "truth", "missed"),
    [("held", "h1", False), ("stub", "h1", True), ("ambiguous", "h1", True), ("stub", None, False)],
)
def test_missed_links(status: str, truth: str | None, missed: bool) -> None:
    assert link(status, "h1", Meant.HELD, "official/a", truth).missed is missed


@pytest.mark.parametrize(("node", "right"), [("s1", 1), ("s2", 0), (None, 0)])
def test_a_document_has_one_node(node: str | None, right: int) -> None:
    found = together("one node", (STUB, link("stub", node, Meant.STUB, STUB.label.document)))
    assert (found.right, found.total) == (right, 1)
