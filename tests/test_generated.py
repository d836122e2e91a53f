"""The made-up documents that search is measured on are like an archive, and always the same."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

PATH = Path(__file__).resolve().parents[1] / "benchmarks" / "generated.py"
COUNT = 300


@pytest.fixture(scope="module")
def generated() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generated", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["generated"] = module  # a dataclass looks itself up here
    spec.loader.exec_module(module)
    return module


def test_a_document_depends_on_seed_and_number_alone(generated):
    assert generated.document(7) == list(generated.documents(3, first=5))[2]
    assert generated.document(7) != generated.document(8)
    assert generated.document(7).text != generated.document(7, seed=1).text


def test_another_process_makes_the_same(generated):
    program = f"import sys; sys.path.insert(0, {str(PATH.parent)!r}); import generated; print(generated.document(41))"
    made = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True, encoding="utf-8")
    assert made.stdout.strip() == str(generated.document(41))


def test_documents_have_the_length_and_spread_of_an_archive(generated):
    found = list(generated.documents(COUNT))
    assert len({document.id for document in found}) == COUNT
    assert 6_400 < sum(len(document.text.encode()) for document in found) / COUNT < 6_800
    assert {len(document.citations) for document in found} <= set(range(1, 26))
    cited = Counter(citation.number for document in found for citation in document.citations)
    assert cited.most_common(1)[0][1] > 20 * cited.most_common()[len(cited) // 2][1]
    assert {document.kind for document in found} <= {kind for kind, _ in generated._world(generated.SEED).kinds}
    assert len({document.place for document in found}) > 50


def test_words_are_unevenly_spread(generated):
    counts: Counter[str] = Counter()
    for document in generated.documents(COUNT):
        counts.update(set(document.text.lower().split()))
    assert sum(count > 0.9 * COUNT for count in counts.values()) > 20
    assert sum(count < 0.02 * COUNT for count in counts.values()) > 1_000


def test_what_is_told_of_a_document_stands_in_its_text(generated):
    for document in generated.documents(20):
        told = (document.title, document.number, document.place, document.signer, document.issuer.upper())
        assert all(value in document.text for value in told)
        assert all(citation.number in document.text for citation in document.citations)
