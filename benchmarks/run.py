"""`make bench`: how fast tagging, ingest and search are, written to RESULTS.md.

CPU time, because machines are shared; growth as a ratio inside one run. Nothing here is a test.
"""

from __future__ import annotations

import platform
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from cancu.index.archive import Archive
from cancu.index.query import parse
from cancu.pipeline import config, ingest, nlp, record

ROOT = Path(__file__).resolve().parents[1]
COPIES = 200  # of each plan
QUERIES = (
    "thi dua yeu nuoc",
    "thi đua yêu nước",
    '"đổi mới tổ chức"',
    "doan vien cong doan uu tu",
    "02nqtw",
    "745 kl tu",
    "cites:02-NQ/TW",
    "phong trào lao động giỏi lao động sáng tạo",
    "hoi nghi dien hinh tien tien",
    "kinh phí công đoàn doanh nghiệp",
)


def main() -> None:
    plans = [path.read_text("utf-8") for path in sorted((ROOT / "corpus" / "plans").glob("*.txt"))]
    rows = [*tagging(plans), *archive(plans)]
    width = max(len(name) for name, _ in rows)
    for name, figure in rows:
        print(f"{name:{width}}  {figure}")
    table = "\n".join(f"| {name} | {figure} |" for name, figure in rows)
    (ROOT / "benchmarks" / "RESULTS.md").write_text(
        f"""# Results of `make bench`

Python {platform.python_version()}, {platform.machine()}, one core; CPU time of the process unless said otherwise.

| what | figure |
|---|---|
{table}
""",
        encoding="utf-8",
    )


def tagging(plans: list[str]) -> Iterator[tuple[str, str]]:
    """Throughput of the rules alone, and with words; growth with the length of one text."""
    for name, words, rounds in (("tagging", False, 20), ("tagging with segmentation", True, 4)):
        pipe = nlp.pipeline(words)
        pipe(plans[0])  # loads the models
        seconds = cpu(lambda pipe=pipe, rounds=rounds: [pipe(text) for text in plans for _ in range(rounds)])
        yield f"{name}, kchars per CPU-second", f"{sum(map(len, plans)) * rounds / seconds / 1000:,.0f}"
    once = min(cpu(lambda: record.tag("\n\n".join(plans))) for _ in range(3))
    ten = min(cpu(lambda: record.tag("\n\n".join(plans * 10))) for _ in range(3))
    yield "tagging one text 10 times as long, CPU ratio", f"{ten / once:.1f}"


def archive(plans: list[str]) -> Iterator[tuple[str, str]]:
    """Ingest of varied copies, then searches in what came of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = [write(folder / "in", text, number) for number, text in enumerate(plans * COPIES)]
        with Archive.open(folder / "archive", create=True) as opened:
            tenth = ingested(opened, files[: len(files) // 10])
            rest = ingested(opened, files[len(files) // 10 :])
            yield f"ingest of {len(files):,} documents, documents per CPU-second", f"{len(files) / (tenth + rest):.1f}"
            yield "documents per CPU-second, last nine tenths to first tenth", f"{tenth * 9 / rest:.2f}"
            size = sum(path.stat().st_size for path in (folder / "archive").rglob("*") if path.is_file())
            yield "archive on disk, bytes per byte of text", f"{size / sum(path.stat().st_size for path in files):.1f}"
            documents = opened.status()["index"]["documents"]
            times = sorted(cpu(lambda query=query: opened.search(parse(query))) for query in QUERIES for _ in range(30))
            yield f"search in {documents:,} documents, p50 CPU ms", f"{statistics.median(times) * 1000:.1f}"
            yield f"search in {documents:,} documents, p95 CPU ms", f"{times[int(len(times) * 0.95)] * 1000:.1f}"
            sample = min(100, len(files))
            texts = [path.read_text("utf-8") for path in files[:sample]]
            keywords = cpu(lambda: [record.keywords(text) for text in texts])
            yield "keywords (after storing), documents per CPU-second", f"{sample / keywords:.1f}"


def write(folder: Path, text: str, number: int) -> Path:
    """A copy with its own number and date, its sentences varied: a tenth left out, years moved. Seeded."""
    draw = random.Random(number)
    day, month, year = draw.randint(1, 28), draw.randint(1, 12), draw.randint(2010, 2024)
    text = re.sub(r"Số:\s*\**\d+\**", f"Số: {number + 1}", text, count=1)
    text = re.sub(r"ngày.{1,6}tháng.{1,6}năm \d{4}", f"ngày {day} tháng {month} năm {year}", text, count=1)
    head, *paragraphs = text.split("\n\n")
    kept = [paragraph for index, paragraph in enumerate(paragraphs) if index < 6 or draw.random() > 0.1]
    folder.mkdir(exist_ok=True)
    path = folder / f"{number:05}.txt"
    path.write_text("\n\n".join([head, *kept]), encoding="utf-8")
    return path


def ingested(archive: Archive, files: list[Path]) -> float:
    def work() -> None:
        ingest.ingest(files, archive, config.Config(), lambda _: None)
        archive.drain()

    return cpu(work)


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process, all threads."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
