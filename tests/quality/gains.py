"""`make gains`: what the working tree tags that an earlier commit did not, and what it no longer tags.

    python -m quality.gains [BASE]     BASE is a commit, `HEAD` unless told

On the five plans, and on the real documents where `CANCU_DATA` names their folder. One line a mention: `+` gained,
`-` lost, document, what it is, and its value.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_TAGS = "from quality.gains import write; write()"


def texts() -> Iterator[tuple[str, str]]:
    """Name and text of every document at hand."""
    from quality import shared

    for path in sorted((ROOT / "corpus" / "plans").glob("*.txt")):
        yield path.stem, path.read_text("utf-8")
    if data := shared.folder():
        for row in shared.rows(data / "official" / "documents.jsonl.gz"):
            yield row["id"], row["text"]


def write() -> None:
    """Print the tags of every text, one a line, by the package that is imported."""
    from cancu.pipeline import record

    for name, text in texts():
        tags = json.loads(record.to_json(record.tag(text)))
        number = tags["number"] and tags["number"]["canonical"]
        print(name, "number", number, sep="\t")
        for one in tags["references"]:
            called = one["number"]["canonical"] if one["number"] else one["name"] or one["kind"]
            place = f"{one['span'][0]} {called} {one['date']}"
            print(name, "reference", place, sep="\t")
            print(name, "relation", f"{place} {one['relation']} {one['source']}", sep="\t")
        for one in tags["dates"]:
            print(name, "date", f"{one['span'][0]} {one['start']} {one['end']} {one['role']}", sep="\t")
        for one in tags["targets"]:
            print(name, "target", f"{one['span'][1]} {one['comparator']}{one['value']} {one['unit']}", sep="\t")


def _tags(package: Path, links: Path) -> Counter[str]:
    """The tags by the package in a folder."""
    links.mkdir()
    (links / "cancu").symlink_to(package)
    path = os.pathsep.join(map(str, (links, ROOT / "tests")))
    done = subprocess.run(
        [sys.executable, "-c", _TAGS],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    return Counter(" ".join(line.split("\n")) for line in done.stdout.splitlines())


def main() -> None:
    base = sys.argv[1] if len(sys.argv) > 1 else "HEAD"
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder) / "old"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(old), base], cwd=ROOT, check=True)
        try:
            before, after = _tags(old, Path(folder) / "a"), _tags(ROOT, Path(folder) / "b")
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(old)], cwd=ROOT, check=True)
    changes = [(line, "+") for line in (after - before)] + [(line, "-") for line in (before - after)]
    for line, sign in sorted(changes):
        print(sign, line, sep="\t")
    kinds = Counter((line.split("\t")[1], sign) for line, sign in changes)
    print(*(f"{kind}: {sign}{count}" for (kind, sign), count in sorted(kinds.items())), sep="\n", file=sys.stderr)


if __name__ == "__main__":
    main()
