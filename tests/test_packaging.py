"""The wheel: built, installed in a clean environment, its list of files as meant; and a clone in an awkward folder."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def clone(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What git would give a stranger: the tracked files and those not yet added, in a folder with an awkward name."""
    folder = tmp_path_factory.mktemp("clone") / "a-b.c"
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (root / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((root / name).read_bytes())
    return folder


@pytest.fixture(scope="module")
def wheel(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(out), str(clone)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = out.glob("*.whl")
    return built


@pytest.mark.tool("git")
def test_wheel_holds_the_package_and_nothing_else(clone: Path, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        info = {name.rpartition("/")[2] for name in archive.namelist() if ".dist-info/" in name}
    expected = set()
    for path in (clone / "__init__.py", clone / "cli.py"):
        expected.add(f"cancu/{path.name}")
    for package in ("extractors", "index", "pipeline"):
        expected |= {f"cancu/{path.relative_to(clone)}" for path in (clone / package).rglob("*.py")}
    expected |= {f"cancu/{p.relative_to(clone)}" for p in (clone / "pipeline/vocabulary").iterdir() if p.is_file()}
    expected.add("cancu/index/elastic/mapping.json")
    assert names == expected
    assert {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "LICENSE"} <= info


@pytest.mark.tool("git")
def test_wheel_works_in_a_clean_environment(wheel: Path, plans: tuple[Path, ...], tmp_path: Path) -> None:
    """Its own files in a new environment; the libraries are those that are here, to spare the network."""
    venv.create(tmp_path / "env", with_pip=False)
    python = tmp_path / "env" / "bin" / "python"
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--quiet", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    here = next(path for path in map(Path, sys.path) if (path / "spacy").is_dir())
    libraries = tmp_path / "libraries"
    libraries.mkdir()
    for entry in here.iterdir():
        if "cancu" not in entry.name:
            (libraries / entry.name).symlink_to(entry)
    (Path(site) / "libraries.pth").write_text(str(libraries))
    command = tmp_path / "env" / "bin" / "cancu"
    done = subprocess.run([command, "tag", plans[1]], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "139/KH-CĐYT" in done.stdout
    where = subprocess.run(
        [python, "-c", "import cancu.pipeline; print(cancu.pipeline.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert where.stdout.startswith(site)


@pytest.mark.tool("git")
def test_a_clone_in_a_folder_with_an_awkward_name(clone: Path) -> None:
    tests = ["tests/pipeline/test_symbol.py", "tests/contract"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests],
        cwd=clone,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
