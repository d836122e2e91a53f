"""Questions about the chain of command, through the command line, on the five plans."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
Json = dict[str, Any]
PLANS = {"05/KH-CĐNYT", "11/KH-LĐLĐ", "39/KH-CĐYT"}
STUBS = {"11-CTr/TU", "02/CTr-BCH"}


def cancu(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cancu.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, plans: tuple[Path, ...]) -> Path:
    folder = tmp_path_factory.mktemp("chain") / "kho"
    done = cancu("--archive", folder, "ingest", "--no-keywords", *plans)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def run(archive: Path) -> Run:
    return lambda *arguments: cancu("--archive", archive, *arguments)


@pytest.fixture(scope="module")
def answer(run: Run) -> Callable[..., Json]:
    def ask(*arguments: str | Path) -> Json:
        done = run(*arguments, "--json")
        assert (done.returncode, done.stderr) == (0, "")
        loaded: Json = json.loads(done.stdout)
        return loaded

    return ask


def numbers(documents: list[Json]) -> set[str]:
    return {one["number"] for one in documents}


def test_a_trace_of_some_relations(answer: Callable[..., Json]) -> None:
    found = answer("trace", "02-NQ/TW", "--down", "--depth", "3", "--relation", "thực_hiện")
    assert numbers(found["nodes"]) == PLANS | STUBS
    assert {edge["relation"] for edge in found["edges"]} == {"implements"}
    assert {node["status"] for node in found["nodes"]} == {"held", "stub"}
    none = answer("trace", "02-NQ/TW", "--down", "--relation", "bãi_bỏ", "--relation", "replaces")
    assert none["nodes"] == []


def test_how_a_plan_reaches_a_resolution(answer: Callable[..., Json], run: Run) -> None:
    found = answer("path", "39khcdyt", "02nqtw")
    names = {node["id"]: node["number"] for node in found["nodes"]}
    assert [[names[id] for id in way[1:-1]] for way in found["ways"]] == [[], ["11-CTr/TU"], ["02/CTr-BCH"]]
    assert {each["page"] for edge in found["edges"] for each in edge["evidence"]} == {1}
    shown = run("path", "39khcdyt", "02nqtw").stdout
    assert shown.startswith("Đường 1 (1 bước): Kế hoạch 39/KH-CĐYT ngày 11/02/2022")
    assert "theo 39/KH-CĐYT, tr. 1: “+ Chương trình hành động số 11- CTr/TU" in shown
    assert run("path", "11/KH-LĐLĐ", "39khcdyt").stdout.startswith("Không có đường nào")


def test_who_cites_what(answer: Callable[..., Json]) -> None:
    found = answer("cited-by", "02-NQ/TW")
    assert {one["document"]["number"] for one in found["citations"]} == PLANS | STUBS
    assert (found["documents"], found["possible"]) == (5, [])
    assert numbers([one["document"] for one in answer("cited-by", "02-NQ/TW", "--limit", "2")["citations"]]) == {
        "11/KH-LĐLĐ",
        "05/KH-CĐNYT",
    }
    cited = [one["document"]["number"] for one in answer("cites", "39/KH-CĐYT")["citations"]]
    assert cited[:2] == ["02-NQ/TW", "08/ĐA-LĐLĐ"]


def test_who_carries_a_resolution_out(answer: Callable[..., Json], tmp_path: Path) -> None:
    found = answer("coverage", "02-NQ/TW")
    assert {one["name"]: one["since"] for one in found["bodies"]} == {
        "Tổng Liên đoàn Lao động Việt Nam": "2021-07-20",
        "Tỉnh ủy Thái Bình": "2021-10-29",
        "Công đoàn ngành Y tế tỉnh Thái Bình": "2022-02-11",
        "Công đoàn ngành Y tế tỉnh Yên Bái": "2023-01-10",
        "Liên đoàn Lao động tỉnh Ninh Bình": "2023-01-11",
    }
    asked = tmp_path / "cong-doan.txt"
    asked.write_text("LĐLĐ tỉnh Ninh Bình\nLĐLĐ tỉnh Thái Bình\nCác LĐLĐ tỉnh, thành phố\n", "utf-8")
    found = answer("coverage", "02-NQ/TW", "--expected", asked)
    assert [one["seen"] for one in found["bodies"] if one["expected"]] == ["covered", "unknown", "group"]
    found = answer("coverage", "39/KH-CĐYT")
    assert [(one["printed"], one["seen"]) for one in found["bodies"]] == [
        ("Lãnh đạo Sở Y tế", "unknown"),
        ("Các CĐCS trực thuộc", "group"),
    ]


def test_what_is_missing(answer: Callable[..., Json]) -> None:
    found = answer("missing", "--limit", "3")
    assert found["total"] == answer("status")["stubs"]
    first = found["missing"][0]
    assert (first["documents"], first["newest"], numbers(first["cited_by"])) == (3, "2023-01-11", PLANS)
    assert first["ask"] == {
        "citation": "Nghị quyết số 02-NQ/TW ngày 12 tháng 6 năm 2021 của Bộ Chính trị về đổi mới tổ chức và hoạt động "
        "của Công đoàn Việt Nam trong tình hình mới",
        "body": "Bộ Chính trị",
    }
    assert "39/KH-LĐLĐ" in numbers(
        [one["document"] for one in answer("missing", "--issuer", "ldld tinh")["missing"]]
    ) | {one["document"]["number"] for one in answer("missing", "--issuer", "lien doan lao dong tinh")["missing"]}


def test_a_project_that_is_cited_with_two_titles(answer: Callable[..., Json], run: Run) -> None:
    (document,) = answer("lint", "39/KH-CĐYT")["documents"]
    (finding,) = document["findings"]
    assert (finding["code"], finding["cited"]["number"]) == ("two_titles", "08/ĐA-LĐLĐ")
    assert len(finding["citations"]) == len(finding["evidence"]) == 2
    shown = run("lint")
    assert shown.returncode == 0
    assert "Chỉ thị 05-CT/TW: viện dẫn không ghi đủ ngày, tháng, năm ban hành" in shown.stdout


WRONG = [
    (("trace", "02-NQ/TW", "--relation", "dựa_vào"), 2, "is no relation: give one of viện_dẫn, căn_cứ"),
    (("path", "39/KH-CĐYT", "99/KH-XYZ"), 1, "99/KH-XYZ"),
    (("cited-by", "99/KH-XYZ"), 1, "99/KH-XYZ"),
    (("lint", "02-NQ/TW"), 1, "cited but not in the archive"),
    (("remove", "02-NQ/TW"), 1, "cited but not in the archive"),
    (("remove", "99/KH-XYZ"), 1, "99/KH-XYZ"),
    (("coverage", "02-NQ/TW", "--expected", "khong-co.txt"), 3, "khong-co.txt cannot be read"),
]


@pytest.mark.parametrize(("arguments", "code", "says"), WRONG)
def test_what_cannot_be_answered(run: Run, arguments: tuple[str, ...], code: int, says: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_what_is_removed_is_gone_until_it_is_ingested_again(tmp_path: Path, plans: tuple[Path, ...]) -> None:
    def ask(*arguments: str | Path) -> Json:
        done = cancu("--archive", tmp_path / "kho", *arguments, "--json")
        assert done.returncode == 0, done.stderr
        loaded: Json = json.loads(done.stdout)
        return loaded

    ask("ingest", "--no-keywords", *plans[3:])
    before = ask("status"), ask("missing", "--limit", "99"), ask("trace", "02-NQ/TW", "--down")
    removed = ask("remove", "39khcdyt")
    assert removed["document"]["number"] == "39/KH-CĐYT"
    assert removed["files"] == [str(plans[4])]
    assert [Path(original).read_bytes() for original in removed["originals"]] == [plans[4].read_bytes()]
    assert ask("search", "cites:08/ĐA-LĐLĐ")["total"] == 0
    assert numbers(ask("trace", "02-NQ/TW", "--down")["nodes"]) == {"11/KH-LĐLĐ"}
    assert ask("status")["documents"] == ask("status")["index"]["documents"] == 1
    again = cancu("--archive", tmp_path / "kho", "remove", removed["document"]["id"])
    assert (again.returncode, again.stdout) == (1, "")
    ask("ingest", "--no-keywords", plans[4])
    assert (ask("status"), ask("missing", "--limit", "99"), ask("trace", "02-NQ/TW", "--down")) == before
