"""Relations by their names."""

from __future__ import annotations

import pytest

from cancu.index.questions.relations import chosen
from cancu.pipeline.errors import InvalidQuery
from cancu.pipeline.model import Relation

NAMES = [
    ((), None),
    (("thực_hiện",), ("implements",)),
    (("thuc hien", "căn cứ"), ("implements", "basis")),
    (("implements", "triển_khai"), ("implements",)),
    (("viện_dẫn",), ("cites",)),
]


@pytest.mark.parametrize(("names", "expected"), NAMES)
def test_by_any_of_its_names(names: tuple[str, ...], expected: tuple[str, ...] | None) -> None:
    assert chosen(names) == expected


@pytest.mark.parametrize("relation", Relation)
def test_every_relation_has_a_name(relation: Relation) -> None:
    assert chosen([relation.value]) == (relation.value,)


@pytest.mark.parametrize("name", ["số", "thực hiệnn", ""])
def test_what_is_no_relation(name: str) -> None:
    with pytest.raises(InvalidQuery, match="is no relation: give one of viện_dẫn, căn_cứ, thực_hiện"):
        chosen([name])
