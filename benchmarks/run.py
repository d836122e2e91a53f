"""`make bench`: how fast tagging, ingest, search and the rest are, written to RESULTS.md.

CPU time, because machines are shared; growth as a ratio inside one run. Nothing here is a test.
"""

from __future__ import annotations

import gzip
import json
import os
import platform
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import chain
import duplicates
import ocr
import pdf
import search

from cancu.index.archive import Archive
from cancu.pipeline import config, ingest, record
from cancu.pipeline.components import layout, segmenter
from cancu.pipeline.text import clean

Row = tuple[str, str]

ROOT = Path(__file__).resolve().parents[1]
COPIES = 200  # of each plan


def main() -> None:
    plans = [path.read_text("utf-8") for path in sorted((ROOT / "corpus" / "plans").glob("*.txt"))]
    rows = [
        *tagging(plans),
        *segmentation(plans),
        *long_lines(),
        *ocr.rows(),
        *pdf.rows(),
        *archive(plans),
        *search.both(),
        *chain.rows(),
        *duplicates.rows(),
    ]
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


def official() -> list[str]:
    """Real documents, where `CANCU_DATA` names the folder that has them."""
    path = Path(os.environ.get("CANCU_DATA") or "/nonexistent") / "official" / "documents.jsonl.gz"
    return [json.loads(line)["text"] for line in gzip.open(path)] if path.is_file() else []


def tagging(plans: list[str]) -> Iterator[Row]:
    """Throughput from text to record, each text once; growth with the length of one text."""
    record.tag(plans[0])  # builds the patterns
    for name, texts in (("the five plans, varied", varied(plans)), ("official documents", official())):
        if texts:
            seconds = cpu(lambda texts=texts: [record.tag(text) for text in texts])
            yield f"tagging {name}, kchars per CPU-second", f"{kchars(texts) / seconds:,.0f}"
        else:
            print(f"CANCU_DATA names no folder: {name} are NOT measured")
    once = min(cpu(lambda: record.tag("\n\n".join(plans))) for _ in range(3))
    ten = min(cpu(lambda: record.tag("\n\n".join(plans * 10))) for _ in range(3))
    yield "tagging one text 10 times as long, CPU ratio", f"{ten / once:.1f}"


def segmentation(plans: list[str]) -> Iterator[Row]:
    """Words and keywords; the same lines through the library's own call, in the same run."""
    from underthesea import word_tokenize

    word_tokenize(plans[0])
    list(segmenter.words(plans[0]))  # loads the models
    for name, texts in (("the five plans", plans), ("every fourth official document", official()[::4])):
        if not texts:
            continue
        views = [layout.read(clean(text)).view for text in texts]
        library = cpu(lambda views=views: [word_tokenize(line) for view in views for line in view.split("\n") if line])
        own = cpu(lambda views=views: [list(segmenter.words(view)) for view in views])
        yield f"segmentation of {name}, kchars per CPU-second", f"{kchars(views) / own:,.0f}"
        yield f"segmentation of {name}, times as fast as word_tokenize", f"{library / own:.1f}"
        seconds = cpu(lambda texts=texts: [record.keywords(text) for text in texts])
        yield f"keywords of {name}, kchars per CPU-second", f"{kchars(texts) / seconds:,.0f}"


def long_lines() -> Iterator[Row]:
    """One line of a megabyte, and of 100,000 numbers, against a quarter of it: 4.0 is linear."""
    for piece in ("1-1-1/", "thực hiện ", "Căn cứ ", "Luật ", "ngày ", "100% "):
        yield f"1 MB of `{piece}`", growth([piece] * (1_000_000 // len(piece)))
    for form in ("{}/KH-UBND, ", "Kế hoạch số {}/KH-UBND ngày 1/1/2020; "):
        yield f"100,000 of `{form.format(12)}`", growth([form.format(number) for number in range(100_000)])


def growth(pieces: list[str]) -> str:
    few, many = (cpu(lambda size=size: record.tag("".join(pieces[:size]))) for size in (len(pieces) // 4, len(pieces)))
    return f"{many / few:.1f} times the time of a quarter of it, {many:.1f} CPU-seconds"


def archive(plans: list[str]) -> Iterator[Row]:
    """Ingest of varied copies."""
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
            sample = min(100, len(files))
            texts = [path.read_text("utf-8") for path in files[:sample]]
            keywords = cpu(lambda: [record.keywords(text) for text in texts])
            yield "keywords (after storing), documents per CPU-second", f"{sample / keywords:.1f}"


def kchars(texts: list[str]) -> float:
    return sum(map(len, texts)) / 1000


def varied(plans: list[str]) -> list[str]:
    return [vary(text, number) for number, text in enumerate(plans * 20)]


def vary(text: str, number: int) -> str:
    """A copy with its own number and date, its sentences varied: a tenth left out, years moved. Seeded."""
    draw = random.Random(number)
    day, month, year = draw.randint(1, 28), draw.randint(1, 12), draw.randint(2010, 2024)
    text = re.sub(r"Số:\s*\**\d+\**", f"Số: {number + 1}", text, count=1)
    text = re.sub(r"ngày.{1,6}tháng.{1,6}năm \d{4}", f"ngày {day} tháng {month} năm {year}", text, count=1)
    head, *paragraphs = text.split("\n\n")
    return "\n\n".join([head, *(part for index, part in enumerate(paragraphs) if index < 6 or draw.random() > 0.1)])


def write(folder: Path, text: str, number: int) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{number:05}.txt"
    path.write_text(vary(text, number), encoding="utf-8")
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
