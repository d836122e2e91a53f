"""How fast the chain of command is in an archive of 200,000 made-up documents with a million mentions.

`PYTHONPATH=tests python benchmarks/chain.py [documents] [folder]` measures this alone; a folder is kept for the next
time, and has then no figures of how it was filled.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from chained import World, made
from search import Row, best

from cancu.index import trace
from cancu.index.catalogue import Catalogue
from cancu.index.links.graph import Direction, Node
from cancu.index.questions import citations, path
from cancu.index.trace import Route

SIZE = 200_000
_BATCH = 100  # documents a transaction
_MARKS = (2_000, 20_000, 200_000)  # documents, with five mentions each, up to which the cost of the last ones is told
_WINDOW = 2_000  # documents
_HUB = 1_000  # mentions
_SAMPLE = 1_000  # other documents that are asked for
_DEPTH = 5
_PAGE = 10  # what `cancu cited-by` shows first
_SEED = 8


def rows(size: int = SIZE, folder: Path | None = None) -> Iterator[Row]:
    """The figures of filling an archive and of asking it."""
    with tempfile.TemporaryDirectory() as name:
        archive = (folder or Path(name)) / str(size)
        yield from filled(archive, size)
        with Catalogue.open(archive, create=False) as catalogue:
            yield from asked(catalogue)
            mentions = catalogue._database.all("SELECT count(*) FROM mentions")[0][0]
            yield "chain: mentions", f"{mentions:,}"
            yield (
                "chain: catalogue without records and texts, bytes per mention",
                f"{_bytes(catalogue) / mentions:,.0f}",
            )


def filled(folder: Path, size: int) -> Iterator[Row]:
    """What deriving and linking a document costs as the archive grows; nothing if it is there."""
    with Catalogue.open(folder, create=True) as catalogue:
        if catalogue.counts().files == size:
            return
        papers, costs, count = World().papers(size), list[float](), 0
        while batch := [made(*paper) for paper in islice(papers, _BATCH)]:
            with catalogue.transaction():
                for source, record, text in batch:
                    catalogue._insert_file(source, record, text)
                    start = time.process_time()
                    catalogue._derive(record.id)
                    costs.append(time.process_time() - start)
            count += len(batch)
            if count in {*_MARKS, size}:
                last = sorted(costs[-_WINDOW:])
                figure = f"{1000 * sum(last) / len(last):.2f} ({1000 * last[len(last) // 2]:.2f})"
                yield f"chain: deriving and linking one document of {count:,}, mean (median) CPU ms", figure


def asked(catalogue: Catalogue) -> Iterator[Row]:
    """Every question, for what is cited most and for a sample of the rest; the fastest of three times of each."""
    graph = catalogue.graph
    hubs, others = sampled(catalogue)
    questions: dict[str, Callable[[Node], object]] = {
        f"trace down, depth {_DEPTH}": lambda node: trace.trace(graph, node, Route(Direction.DOWN, _DEPTH)),
        f"trace up, depth {_DEPTH}": lambda node: trace.trace(graph, node, Route(Direction.UP, _DEPTH)),
        f"cited-by, first {_PAGE}": lambda node: citations.cited_by(graph, node, 0, _PAGE),
        f"perhaps cited-by, first {_PAGE}": lambda node: citations.possibly_cited_by(graph, node, _PAGE),
        "find by number": lambda node: graph.find(node.number or node.title or node.id),
        "path to the most cited": lambda node: path.path(graph, node, hubs[0]),
    }
    with catalogue.snapshot():  # as an archive asks
        yield from _asked(questions, hubs, others)


def _asked(questions: dict[str, Callable[[Node], object]], hubs: list[Node], others: list[Node]) -> Iterator[Row]:
    for name, question in questions.items():
        for whose, nodes in ((f"all {len(hubs)} hubs", hubs), ("hubs and a sample", hubs + others)):
            yield f"chain: {name}, {whose}, p50 / p95 / max CPU ms", _times(question, nodes)


def sampled(catalogue: Catalogue) -> tuple[list[Node], list[Node]]:
    """Documents of a thousand mentions and more, the most cited first, and as many others as are asked for."""
    cited = catalogue._database.all(
        """SELECT node, sum(mentions) FROM links JOIN namings USING (naming)
        GROUP BY node HAVING sum(mentions) >= ? ORDER BY 2 DESC""",
        _HUB,
    )
    every = [node for (node,) in catalogue._database.all("SELECT node FROM nodes ORDER BY id")]
    drawn = random.Random(_SEED).sample(every, min(_SAMPLE, len(every)))
    hubs = catalogue.graph.nodes(node for node, _ in cited)
    others = catalogue.graph.nodes(node for node in drawn if node not in hubs)
    return [hubs[node] for node, _ in cited], list(others.values())


def _times(question: Callable[[Node], object], nodes: Sequence[Node]) -> str:
    taken = sorted(best(lambda node=node: question(node), time.process_time) for node in nodes)
    return f"{taken[len(taken) // 2]:.1f} / {taken[int(len(taken) * 0.95)]:.1f} / {taken[-1]:.1f}"


def _bytes(catalogue: Catalogue) -> int:
    """Of the tables of the graph, with their indexes."""
    tables = "'mentions', 'namings', 'links', 'nodes', 'said', 'candidates', 'answers'"
    return int(
        catalogue._database.all(
            f"""SELECT sum(pgsize) FROM dbstat
            WHERE name IN (SELECT name FROM sqlite_schema WHERE tbl_name IN ({tables}))"""
        )[0][0]
    )


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else SIZE
    for name, figure in rows(size, Path(sys.argv[2]) if len(sys.argv) > 2 else None):
        print(f"{name:90}  {figure}", flush=True)


if __name__ == "__main__":
    main()
