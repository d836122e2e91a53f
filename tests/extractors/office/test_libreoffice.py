"""DOC, ODT and RTF through LibreOffice: what it makes of them is read as docx, and it reads nothing else."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
from pathlib import Path

import pytest

from cancu.extractors.office.libreoffice import Office
from cancu.extractors.registry import read
from cancu.extractors.sniff import DOC, ODT, RTF, media_type
from cancu.pipeline import record
from cancu.pipeline.config import Config
from cancu.pipeline.errors import DamagedFile, MissingTool, TookTooLong
from cancu.pipeline.model import Comparator, Source
from cancu.pipeline.text import assemble
from samples import plan
from samples.package import odt

needs_office = pytest.mark.tool("soffice")


def source(data: bytes, name: str = "a.bin") -> Source:
    return Source(Path(name), data, "0" * 64, media_type(data))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan as LibreOffice saves it in each format."""

    folder = tmp_path_factory.mktemp("office")
    (folder / "plan.docx").write_bytes(plan.word())
    for form in ("doc", "odt", "rtf"):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder), "plan.docx"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder


@needs_office
@pytest.mark.parametrize(("form", "type_"), [("doc", DOC), ("odt", ODT), ("rtf", RTF)])
def test_the_plan_is_tagged_from_each_format(made: Path, form: str, type_: str) -> None:
    given = source((made / f"plan.{form}").read_bytes())
    assert given.media_type == type_
    check_plan(given)


@pytest.mark.parametrize("data", [plan.word(), plan.page()], ids=["docx", "html"])
def test_the_plan_is_tagged(data: bytes) -> None:
    check_plan(source(data))


def check_plan(given: Source) -> None:
    text = assemble(read(given, Config()))
    found = record.read(text, given)
    assert found.number and found.number.canonical == "27/KH-CĐN"
    assert found.date and found.date.iso == "2026-01-15"
    assert found.kind and found.kind.name == "Kế hoạch"
    assert found.issuer and found.issuer.name == "Công đoàn ngành Giáo dục"
    assert found.title == plan.TITLE[1]
    assert [(target.value, target.comparator, target.unit, target.due) for target in found.targets] == [
        (95, Comparator.AT_LEAST, "%", "2026"),
        (1200, Comparator.EQUAL, "người", "2026"),
    ]
    rows = [row for row in text.value.splitlines() if row.startswith("|")]
    assert rows == [f"| {' | '.join(row)} |" for row in plan.TARGETS]
    assert all(target.surface == text.value[slice(*target.span)] for target in found.targets)
    assert found.signer and (found.signer.name, found.signer.position) == ("Trần Thị Hồng Nhung", "Chủ tịch")
    assert found.recipients == ("LĐLĐ tỉnh (b/c)", "Các CĐCS trực thuộc", "Lưu: VT")
    assert [reference.number.canonical for reference in found.references if reference.number] == ["02-NQ/TW"]
    assert "quảng cáo" not in text.value and "Trang chủ" not in text.value


def test_without_libreoffice_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert shutil.which("soffice") is None
    with pytest.raises(MissingTool, match=r"a\.odt: .*install LibreOffice \(Debian: libreoffice-writer-nogui\)"):
        Office(Config()).extract(source(odt("<text:p>Kế hoạch</text:p>"), "a.odt"))


@pytest.mark.parametrize(
    ("script", "seconds", "error"),
    [
        ("exec sleep 60", 0.3, TookTooLong),
        ("exit 1", 60.0, DamagedFile),
        ("exit 0", 60.0, DamagedFile),
        ("kill -9 $$", 60.0, DamagedFile),
    ],
)
def test_a_program_that_hangs_or_fails(
    script: str, seconds: float, error: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr("cancu.extractors.office.libreoffice._TIMEOUT", seconds)
    with pytest.raises(error, match=r"a\.odt: LibreOffice"):
        Office(Config()).extract(source(odt("<text:p>Kế hoạch</text:p>"), "a.odt"))


@needs_office
def test_nothing_else_is_read(tmp_path: Path) -> None:
    """No file of this computer by a linked section, nothing of the network by a linked picture."""
    (tmp_path / "secret.txt").write_text("mật khẩu", "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        calls: list[object] = []
        threading.Thread(target=_listen, args=(server, calls), daemon=True).start()
        where = f"http://127.0.0.1:{server.getsockname()[1]}/a.png"
        section = f'<text:section-source xlink:href="{(tmp_path / "secret.txt").as_uri()}" xlink:type="simple"/>'
        data = odt(
            f'<text:section text:name="s">{section}<text:p>phần</text:p></text:section>'
            f'<text:p>Kế hoạch <draw:frame draw:name="f"><draw:image xlink:href="{where}" xlink:type="simple"/>'
            "</draw:frame></text:p>"
        )
        (page,) = Office(Config()).extract(source(data))
    assert "Kế hoạch" in page.text and "mật khẩu" not in page.text
    assert calls == []


def _listen(server: socket.socket, calls: list[object]) -> None:
    while True:
        try:
            connection, address = server.accept()
        except OSError:
            return
        calls.append(address)
        connection.close()


@needs_office
def test_nothing_is_left_behind(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    given = source((made / "plan.odt").read_bytes())
    Office(Config()).extract(given)
    assert list(tmp_path.iterdir()) == []
