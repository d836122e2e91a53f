"""The command line as a person meets it: a process, its two streams and its exit code."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cancu.cli import cli

Run = Callable[..., subprocess.CompletedProcess[str]]
COMMANDS = sorted(cli.commands)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `cancu` in an empty folder, as it is installed."""

    def call(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "cancu.cli", *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    return call


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, plans: tuple[Path, ...]) -> Iterator[Path]:
    """An archive of the five plans."""
    folder = tmp_path_factory.mktemp("kho")
    command = [sys.executable, "-m", "cancu.cli", "--archive", str(folder), "ingest", *map(str, plans)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    yield folder


@pytest.fixture
def answer(run: Run, archive: Path) -> Callable[..., dict[str, Any]]:
    """The JSON answer of a command on that archive."""

    def ask(*arguments: str | Path) -> dict[str, Any]:
        done = run("--archive", archive, *arguments, "--json")
        assert done.returncode == 0, done.stderr
        loaded: dict[str, Any] = json.loads(done.stdout)
        return loaded

    return ask


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert "Example:" in done.stdout
    assert f"cancu {command}" in done.stdout or f"--archive kho {command}" in done.stdout
    assert len(cli.commands[command].help or "") > 20


def test_commands_are_those_of_the_documentation() -> None:
    expected = [
        *(
            "cited-by",
            "cites",
            "coverage",
            "duplicates",
            "ingest",
            "lint",
            "missing",
            "path",
            "reindex",
            "remove",
            "rescan-list",
            "review",
            "search",
            "show",
            "similar",
            "status",
            "tag",
            "targets",
            "text",
        ),
        "trace",
    ]
    assert expected == COMMANDS


def test_tag_prints_one_record_a_line(run: Run, plans: tuple[Path, ...]) -> None:
    done = run("tag", "--json", *plans[:2])
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["file"]["name"] for record in records] == [plan.name for plan in plans[:2]]
    assert all(record["schema"] == "cancu/record/1" and record["keywords"] is None for record in records)
    assert "Kế hoạch" in done.stdout, "UTF-8 is not escaped"
    assert done.stderr == ""


def test_tag_with_keywords(run: Run, plans: tuple[Path, ...]) -> None:
    record = json.loads(run("tag", "--json", "--keywords", plans[0]).stdout)
    assert "công đoàn" in record["keywords"]


def test_help_is_asked_for_as_everywhere(run: Run) -> None:
    assert run("search", "-h").stdout == run("search", "--help").stdout != ""


def test_text_is_what_spans_count_in(run: Run, plans: tuple[Path, ...]) -> None:
    text = run("text", plans[4]).stdout
    record = json.loads(run("tag", "--json", plans[4]).stdout)
    for mention in [*record["references"], *record["dates"], *record["targets"]]:
        assert text[slice(*mention["span"])] == mention["surface"]


def test_search_without_marks_finds_what_marks_find(answer: Callable[..., dict[str, Any]]) -> None:
    plain, marked = answer("search", "phong trao thi dua"), answer("search", "phong trào thi đua")
    assert plain["total"] == marked["total"] == 5
    hit = marked["hits"][0]
    assert hit["document"]["held"] is True
    assert any("thi đua" in hit["snippet"][start:end].lower() for start, end in hit["highlights"])


@pytest.mark.parametrize("word", ["-covid", "-hội", "-"])
def test_a_minus_is_of_the_query_and_no_option(answer: Callable[..., dict[str, Any]], word: str) -> None:
    assert answer("search", "thi", "đua", word)["query"] == f"thi đua {word}"


@pytest.mark.parametrize("query", ["39/KH-CĐYT", "39 kh cdyt", "39khcdyt", "39/kh-cđyt"])
def test_a_number_in_any_spelling_comes_first(answer: Callable[..., dict[str, Any]], query: str) -> None:
    hit = answer("search", query)["hits"][0]
    assert hit["document"]["number"] == "39/KH-CĐYT"
    assert hit["why"] == ["number"]


def test_search_by_what_is_cited_and_by_filters(answer: Callable[..., dict[str, Any]]) -> None:
    numbers = [hit["document"]["number"] for hit in answer("search", "thi đua", "--cites", "02 nq tw")["hits"]]
    assert sorted(numbers) == ["05/KH-CĐNYT", "11/KH-LĐLĐ", "39/KH-CĐYT"]
    assert answer("search", "--cites", "02nqtw")["total"] == 3
    recent = answer("search", "thi đua", "--from", "2023", "--kind", "KH", "--issuer", "lđlđ tỉnh")
    assert [hit["document"]["number"] for hit in recent["hits"]] == ["11/KH-LĐLĐ"]


def test_a_number_that_is_not_there_has_no_pieces_for_an_answer(run: Run, archive: Path) -> None:
    done = run("--archive", archive, "search", "999/KH-CĐYT", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["total"] == 0


def test_show_is_the_record_that_was_stored(answer: Callable[..., dict[str, Any]], run: Run, plans: Any) -> None:
    shown = answer("show", "39khcdyt")
    assert shown["keywords"]
    tagged = json.loads(run("tag", "--json", plans[4]).stdout)
    assert {**shown, "keywords": None} == tagged


def test_trace_up_and_down(answer: Callable[..., dict[str, Any]]) -> None:
    up = answer("trace", "39/KH-CĐYT", "--depth", "2")
    ids = {node["number"]: node for node in [up["root"], *up["nodes"]]}
    assert ids["11-CTr/TU"]["held"] is False
    told = next(e for e in up["edges"] if e["from"] == ids["11-CTr/TU"]["id"] and e["to"] == ids["02-NQ/TW"]["id"])
    assert told["relation"] == "implements"
    assert told["told_by"] == [up["root"]["id"]]
    down = answer("trace", "02-NQ/TW", "--down", "--depth", "1")
    nearest = {node["number"] for node in down["nodes"] if node["distance"] == 1}
    assert {"05/KH-CĐNYT", "11/KH-LĐLĐ", "39/KH-CĐYT", "11-CTr/TU", "02/CTr-BCH"} == nearest


def test_trace_in_other_formats(run: Run, archive: Path, tmp_path: Path) -> None:
    trace = ("--archive", archive, "trace", "02-NQ/TW", "--down")
    json_, text = run(*trace, "--json").stdout, run(*trace).stdout
    assert run(*trace, "--format", "json").stdout == run(*trace, "--format", "json", "--json").stdout == json_
    assert run(*trace, "--format", "text").stdout == text
    for form, start in (("mermaid", "flowchart BT\n"), ("dot", "digraph trace {\n"), ("html", "<!DOCTYPE html>\n")):
        assert run(*trace, "--format", form).stdout.startswith(start)
    for form in ("text", "json", "svg", "graphml"):
        printed = run(*trace, "--format", form).stdout
        done = run(*trace, "--format", form, "--output", "tệp.out")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert (tmp_path / "tệp.out").read_text("utf-8") == printed


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--json", "--format", "svg"), "--json"),
        (("--format", "png"), "png"),
        (("--format", "svg", "--output", "không có/a.svg"), "không có/a.svg"),
        (("--format", "svg", "--output", "."), "--output"),
        (("--format", "svg", "--output", ""), "--output"),
    ],
)
def test_trace_that_cannot_be_given(run: Run, archive: Path, options: tuple[str, ...], word: str) -> None:
    done = run("--archive", archive, "trace", "02-NQ/TW", "--down", *options)
    assert done.returncode == 2
    assert done.stdout == ""
    assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_duplicates_of_a_file(answer: Callable[..., dict[str, Any]], plans: Any, root: Path, tmp_path: Path) -> None:
    assert answer("duplicates", plans[0])["verdict"] == "same_file"
    typeset = answer("duplicates", root / "corpus" / "typeset" / f"{plans[0].stem}.pdf")
    assert typeset["verdict"] == "same_document"
    other = tmp_path / "other.txt"
    other.write_text(plans[0].read_text("utf-8").replace("10 tháng 01 năm 2023", "10 tháng 01 năm 2024"), "utf-8")
    assert answer("duplicates", other)["verdict"] == "template_sibling"
    other.write_text("Số: 7/TB-ABC\n\nHà Nội, ngày 1 tháng 2 năm 2020\n\nTHÔNG BÁO\nNghỉ lễ", "utf-8")
    assert answer("duplicates", other)["verdict"] == "new"


def test_targets_of_one_document_and_of_all(answer: Callable[..., dict[str, Any]]) -> None:
    one = answer("targets", "39/KH-CĐYT")
    assert one["total"] == len(one["targets"]) == 13
    assert {target["document"]["number"] for target in one["targets"]} == {"39/KH-CĐYT"}
    assert answer("targets")["total"] > 50


def test_an_archive_of_an_older_version_says_that_it_is_made_anew(run: Run, plans: Any, tmp_path: Path) -> None:
    assert "older" not in run("ingest", plans[0], "--no-keywords").stderr
    with closing(sqlite3.connect(tmp_path / "archive" / "catalogue.sqlite3")) as connection, connection:
        connection.execute("UPDATE derived SET version = 0")
    assert "older version made this archive: what is known of its 1 files" in run("duplicates").stderr
    assert "older" not in run("duplicates").stderr


def test_ingesting_twice_changes_nothing_and_says_so(run: Run, archive: Path, plans: Any) -> None:
    before = run("--archive", archive, "status", "--json").stdout
    again = json.loads(run("--archive", archive, "ingest", "--json", *plans).stdout)
    assert (again["seen"], again["stored"], again["known"]) == (5, 0, 5)
    assert {match["verdict"] for o in again["outcomes"] for match in o["duplicates"][:1]} == {"same_file"}
    assert run("--archive", archive, "status", "--json").stdout == before


def test_reindex_gives_the_same_answers(run: Run, archive: Path) -> None:
    ask = ("--archive", archive, "search", "đoàn viên ưu tú", "--json")
    before = run(*ask).stdout
    assert run("--archive", archive, "reindex").returncode == 0
    assert run(*ask).stdout == before


def test_the_archive_may_come_from_the_environment(run: Run, archive: Path) -> None:
    assert json.loads(run("status", "--json", CANCU_ARCHIVE=str(archive)).stdout)["documents"] == 5


BAD = {
    "missing.txt": (None, 4, "no such file"),
    "empty.txt": (b"", 4, "is empty"),
    "blank.txt": (b" \n \n", 4, "no text"),
    "junk.txt": (bytes(range(256)) * 20, 4, "save it as one of these"),
    "cut.pdf": (b"%PDF-1.7\n1 0 obj\n<<", 4, "damaged"),
    "foreign.txt": ("Prüfung für Schüler".encode("latin-1"), 4, "none of UTF-8"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_one_clear_line(run: Run, tmp_path: Path, name: str) -> None:
    content, code, says = BAD[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = run("tag", name)
    assert done.returncode == code
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"cancu: {name}: ")
    assert says in line


def test_one_bad_file_does_not_end_a_run(run: Run, tmp_path: Path, plans: Any) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    (tmp_path / "good.txt").write_bytes(plans[0].read_bytes())
    (tmp_path / "notes.xlsx").write_bytes(b"PK")
    done = run("--archive", "kho", "ingest", ".", "--json", "--no-keywords")
    assert done.returncode == 1
    outcomes = {Path(one["file"]).name: one for one in json.loads(done.stdout)["outcomes"]}
    assert {name: one["outcome"] for name, one in outcomes.items()} == {
        "broken.pdf": "quarantined",
        "good.txt": "stored",
        "notes.xlsx": "skipped",
    }
    assert "broken.pdf" in outcomes["broken.pdf"]["reason"]
    status = json.loads(run("--archive", "kho", "status", "--json").stdout)
    assert status["outcomes"] == {"stored": 1, "known": 0, "quarantined": 1, "skipped": 1}
    tagged = run("tag", "broken.pdf", "good.txt")
    assert tagged.returncode == 1
    assert "05/KH-CĐNYT" in tagged.stdout


def test_a_folder_without_documents(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("--archive", "kho", "ingest", "empty")
    assert done.returncode == 0
    assert "0 tệp" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("status",), 3, "no archive in archive: run `cancu ingest PATH` first"),
        (("search", "thi đua"), 3, "no archive"),
        (("show",), 2, "Missing argument"),
        (("frobnicate",), 2, "No such command"),
        (("search", "thi", "--limt", "5"), 2, "--limit"),
        (("--archive", "file.txt", "ingest", "file.txt"), 3, "file.txt"),
    ],
)
def test_wrong_usage_and_archives(run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    (tmp_path / "file.txt").write_text("một tệp, không phải kho", "utf-8")
    done = run(*arguments)
    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("show", "99/KH-XYZ"), 1, "99/KH-XYZ"),
        (("trace", "99/KH-XYZ"), 1, "99/KH-XYZ"),
        (("show", "02-NQ/TW"), 1, "cited but not in the archive"),
        (("search",), 2, "nothing to search for"),
        (("search", "thi đua", "--from", "mai"), 2, "--from"),
    ],
)
def test_what_is_not_there(run: Run, archive: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    done = run("--archive", archive, *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (('"thi đua',), ('  "thi đua', "  ^")),
        (("thi đua", "OR"), ("  thi đua OR", "          ^")),
        ((unicodedata.normalize("NFD", "đường làng OR"),), ("  đường làng OR", "             ^")),
    ],
)
def test_a_caret_stands_under_what_is_wrong_in_a_query(
    run: Run, archive: Path, arguments: tuple[str, ...], shown: tuple[str, ...]
) -> None:
    done = run("--archive", archive, "search", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    message, *lines = done.stderr.splitlines()
    assert message.startswith("cancu: ")
    assert tuple(lines) == shown


def test_a_missing_model_says_how_to_get_it(run: Run, root: Path, plans: Any, tmp_path: Path) -> None:
    scan = root / "corpus" / "scans" / f"{plans[0].stem}.pdf"
    done = run("tag", scan, CANCU_TESSDATA=str(tmp_path))
    assert done.returncode == 5
    assert "python -m cancu.extractors.ocr.models" in done.stderr
    stored = run("--archive", "kho", "ingest", scan, plans[0], CANCU_TESSDATA=str(tmp_path))
    assert stored.returncode == 1
    assert "1 lưu mới" in stored.stdout


def test_a_newer_schema_and_a_damaged_index(run: Run, tmp_path: Path, plans: Any) -> None:
    import sqlite3

    assert run("--archive", "kho", "ingest", plans[1], "--no-keywords").returncode == 0
    (tmp_path / "kho" / "index" / "meta.json").write_text("{")
    broken = run("--archive", "kho", "search", "thi đua")
    assert (broken.returncode, len(broken.stderr.splitlines())) == (6, 1)
    assert "cancu reindex" in broken.stderr
    assert run("--archive", "kho", "reindex").returncode == 0
    assert run("--archive", "kho", "search", "thi đua").returncode == 0
    with sqlite3.connect(tmp_path / "kho" / "catalogue.sqlite3") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    newer = run("--archive", "kho", "status")
    assert newer.returncode == 3
    assert "upgrade cancu" in newer.stderr


def test_an_index_that_fails_loses_no_outcome(run: Run, tmp_path: Path, plans: Any) -> None:
    """The files are stored, what became of them is told, and `reindex` heals."""
    assert run("--archive", "kho", "ingest", plans[1], "--no-keywords").returncode == 0
    (tmp_path / "kho" / "index" / "meta.json").write_text("{")
    done = run("--archive", "kho", "ingest", plans[2], "--json")
    assert done.returncode == 6
    assert json.loads(done.stdout)["stored"] == 1
    assert "cancu reindex" in done.stderr
    assert run("--archive", "kho", "reindex").returncode == 0
    found = json.loads(run("--archive", "kho", "search", "điển hình tiên tiến", "--json").stdout)
    assert "23/KH-CĐYT" in [hit["document"]["number"] for hit in found["hits"]]


NOTICE = """CÔNG ĐOÀN TRƯỜNG MẦM NON SEN HỒNG
Số: 7/TB-CĐCS

Huế, ngày 5 tháng 3 năm 2024

THÔNG BÁO
Về việc tổ chức Tháng Công nhân

Các tổ công đoàn gặp mặt, tặng {gifts} suất quà cho đoàn viên có hoàn cảnh khó khăn, dọn vệ sinh sân trường, thi cắm hoa
và nấu ăn; kinh phí trích từ nguồn công đoàn cơ sở; tổ nữ công chuẩn bị hội trường trước một ngày và mời phụ huynh dự.
"""


@pytest.fixture
def asked(run: Run, tmp_path: Path) -> dict[str, Any]:
    """A pair that waits: one number, one day, another figure; and a file that was not stored."""
    (tmp_path / "other.txt").write_text("một tệp khác", "utf-8")
    for name, gifts in (("a.txt", 12), ("b.txt", 15)):
        (tmp_path / name).write_text(NOTICE.format(gifts=gifts), "utf-8")
    assert run("--archive", "kho", "ingest", "a.txt", "--no-keywords").stdout.endswith("bỏ qua.\n")
    second = run("--archive", "kho", "ingest", "b.txt", "--no-keywords")
    assert second.stdout.endswith("\n1 cặp cần xem: `cancu review`\n"), second.stdout
    answer = json.loads(run("--archive", "kho", "review", "--json").stdout)
    assert answer["total"] == 1
    pair: dict[str, Any] = answer["pairs"][0]
    return pair


def test_a_pair_is_listed_decided_and_taken_back(run: Run, asked: dict[str, Any]) -> None:
    review, pair = ("--archive", "kho", "review"), asked["id"][:8]
    listed = run(*review).stdout
    assert run(*review, pair).stdout == listed
    assert pair in listed and "a.txt" in listed and "b.txt" in listed and "Cùng số, ký hiệu 7/TB-CĐCS" in listed
    said = run(*review, pair, "--different", "--by", "Lê Thị Hoa")
    assert (said.returncode, said.stderr) == (0, "")
    assert "hai văn bản khác nhau (Lê Thị Hoa, ngày " in said.stdout
    assert said.stdout.endswith("Trong kho nay là hai văn bản.\nKhông còn cặp nào cần xem.\n")
    status = json.loads(run("--archive", "kho", "status", "--json").stdout)
    assert (status["documents"], status["index"]["documents"], status["index"]["behind"]) == (2, 2, 0)
    assert run(*review).stdout == "Không có cặp nào cần xem.\n"
    (decision,) = json.loads(run(*review, "--decided", "--json").stdout)["decisions"]
    assert (decision["id"], decision["decision"], decision["by"]) == (asked["id"], "different", "Lê Thị Hoa")
    assert {decision[side]["sha256"] for side in ("here", "there")} == {asked[s]["sha256"] for s in ("here", "there")}
    assert "Lê Thị Hoa" in run(*review, "--decided").stdout
    undone = json.loads(run(*review, pair, "--undo", "--json").stdout)
    assert (undone["undone"], undone["waiting"]) == (True, 1)
    assert json.loads(run("--archive", "kho", "status", "--json").stdout)["index"]["documents"] == 1
    assert run(*review, "--decided").stdout == "Chưa có cặp nào được xác nhận.\n"


def test_two_files_are_decided_on_without_being_asked(run: Run, tmp_path: Path) -> None:
    """Copies that the rules joined are set apart, and joined again."""
    for name, end in (("a.txt", ""), ("b.txt", "\nBản sao.\n")):
        (tmp_path / name).write_text(NOTICE.format(gifts=12) + end, "utf-8")
    assert run("--archive", "kho", "ingest", "a.txt", "b.txt", "--no-keywords").returncode == 0
    review = ("--archive", "kho", "review", "a.txt", "b.txt")
    for option, documents in (("--different", 2), ("--undo", 1), ("--sibling", 2), ("--same", 1)):
        done = run(*review, option)
        assert (done.returncode, done.stderr) == (0, "")
        status = json.loads(run("--archive", "kho", "status", "--json").stdout)
        assert (status["documents"], status["index"]["documents"]) == (documents, documents)


def test_who_decides_is_who_is_logged_in(run: Run, asked: dict[str, Any]) -> None:
    said = run("--archive", "kho", "review", asked["id"], "--same", "--json", LOGNAME="hoa.le")
    assert json.loads(said.stdout)["by"] == "hoa.le"
    assert run("--archive", "kho", "ingest", "b.txt", "--no-keywords").stdout.endswith("bỏ qua.\n")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("0123456789", "--same"), 1, "no pair is called 0123456789: `cancu review`"),
        (("0123456789",), 1, "no pair is called 0123456789"),
        (("0123456789", "--undo"), 1, "no pair is called 0123456789"),
        (("--same",), 2, "give an ID"),
        (("--undo",), 2, "give an ID"),
        (("{id}", "--same", "--undo"), 2, "give an ID"),
        (("{id}", "--same", "--different"), 2, "give an ID"),
        (("{id}", "--decided"), 2, "give an ID"),
        (("a.txt", "b.txt"), 2, "give an ID"),
        (("a.txt", "b.txt", "c.txt", "--same"), 2, "give an ID"),
        (("a.txt", "a.txt", "--same"), 1, "the same content"),
        (("a.txt", "c.txt", "--same"), 4, "c.txt: there is no such file"),
        (("a.txt", "other.txt", "--same"), 1, "not in the archive"),
        (("{id}", "--same", "--by", " "), 2, "--by"),
    ],
)
def test_a_pair_that_cannot_be_decided(
    run: Run, asked: dict[str, Any], arguments: tuple[str, ...], code: int, says: str
) -> None:
    done = run("--archive", "kho", "review", *(argument.format(id=asked["id"]) for argument in arguments))
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr
    assert code == 2 or len(done.stderr.splitlines()) == 1
