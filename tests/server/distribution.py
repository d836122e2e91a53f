"""The files of a real Elasticsearch: where they are, and how they get there (`make elasticsearch`).

    python -m server.distribution [--optional]

`--optional`: a computer that cannot have them only gets told so, unless everything has to be there (CI=true).
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

POM = Path(__file__).with_name("pom.xml")
VERSION = ElementTree.parse(POM).findtext("{*}version", "")
HOME = Path(sys.prefix).resolve() / "share" / f"elasticsearch-{VERSION}"
URL = "CANCU_ELASTICSEARCH_URL"  # a server that is there already, used instead


class Unavailable(Exception):
    """This computer cannot run the server; says what to do."""


def java() -> Path:
    """The folder of the Java that runs the server. Raises Unavailable."""
    for name in ("ES_JAVA_HOME", "JAVA_HOME"):
        if named := os.environ.get(name):
            return Path(named)
    return Path(program("java")).resolve().parents[1]


def program(name: str) -> str:
    """Where a program is. Raises Unavailable."""
    if found := shutil.which(name):
        return found
    raise Unavailable(f"{name} is missing: run `make system`")


def home() -> Path:
    """The folder of the server. Raises Unavailable."""
    if not HOME.is_dir():
        raise Unavailable("the server is missing: run `make elasticsearch`")
    return HOME


def install(target: Path = HOME) -> None:
    """Get the server, unless it is there: what is there is whole. Raises Unavailable."""
    java()
    target.parent.mkdir(parents=True, exist_ok=True)
    with (target.parent / "elasticsearch.lock").open("w") as lock:  # two may want it at once
        fcntl.flock(lock, fcntl.LOCK_EX)
        if target.is_dir():
            return
        part = target.with_name(f"{target.name}.part")
        shutil.rmtree(part, ignore_errors=True)  # of a run that was ended
        try:
            _unpack(part)
            (part / "elasticsearch" / "plugins").mkdir()  # it wants to see the folder
            (part / "elasticsearch").rename(target)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def _unpack(folder: Path) -> None:
    """The download, 900 MB, is in this folder too and goes with it: nothing of it stays in ~/.m2."""
    maven = [program("mvn"), "--batch-mode", "--no-transfer-progress", "--quiet", "--file", str(POM)]
    settings = {"folder": folder, "maven.repo.local": folder / "repository"}
    print(f"elasticsearch: Maven gets {VERSION}, 900 MB, once", file=sys.stderr, flush=True)
    command = [*maven, *(f"-D{name}={value}" for name, value in settings.items()), "package"]
    if code := subprocess.run(command, stdin=subprocess.DEVNULL, check=False, umask=0o022).returncode:
        raise Unavailable(f"Maven could not get the server (exit code {code}, reasons above)")
    if not (folder / "elasticsearch" / "lib" / f"elasticsearch-{VERSION}.jar").is_file():
        raise Unavailable(f"what Maven got is not Elasticsearch {VERSION}")


def main(arguments: Sequence[str]) -> int:
    optional = "--optional" in arguments
    if optional and os.environ.get(URL):
        return 0
    try:
        install()
    except Unavailable as error:
        tolerated = optional and os.environ.get("CI") != "true"
        _complain(str(error), "ALL TESTS OF ELASTICSEARCH ARE SKIPPED" if tolerated else "nothing was installed")
        return 0 if tolerated else 1
    return 0


def _complain(reason: str, consequence: str) -> None:
    lines = (f"elasticsearch: {reason}", f"or name a server of yours in {URL} (8.19)", f"--> {consequence}")
    rule = "*" * (max(map(len, lines)) + 4)
    print("", rule, *(f"  {line}" for line in lines), rule, "", sep="\n", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
