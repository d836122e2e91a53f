"""Verdicts on pairs of documents: none called the same that is not, the same ones found, beside the usual tools.

python -m quality.duplicates     # by class of pair: verdicts, and what the usual tools say; CPU time
"""

from __future__ import annotations

import csv
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, product
from pathlib import Path
from typing import TypeVar

from cancu.index.catalogue import Catalogue
from cancu.index.duplicates.checking import check
from cancu.index.duplicates.rules import judge
from cancu.index.duplicates.verdict import Duplicates, Finding, Verdict
from cancu.pipeline.identity import same_number
from quality import archives, baselines, duplicate_sets, scans, shared
from quality import duplicate_pairs as pairs
from quality.duplicate_sets import Named, Pair, Truth
from quality.measure import Measure

_Found = TypeVar("_Found")
_SAME = frozenset({Verdict.SAME_FILE, Verdict.SAME_DOCUMENT})
_PART = _SAME | {Verdict.EXCERPT}
_ARCHIVED = 20  # documents of which siblings are made for the archive
_LABELLED = Path(__file__).parent / "duplicate_pairs.tsv"


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of a pair: our finding, the tools that call it the same, and how its own number is read."""

    set: str
    kind: str
    truth: Truth
    names: str
    finding: Finding
    said: frozenset[str]
    number: str

    @property
    def same(self) -> bool:
        """Do we call it one document, or a part of one where it is?"""
        return self.finding.verdict in (_PART if self.truth is Truth.PART else _SAME)

    @property
    def positive(self) -> bool:
        return self.truth is not Truth.OTHER

    @property
    def reviewed(self) -> bool:
        return self.finding.verdict is Verdict.REVIEW

    def __str__(self) -> str:
        told = "; ".join(self.finding.reasons)
        return f"{self.set}, {self.kind}: {self.names}: {self.finding.verdict} {self.finding.certainty:.2f}: {told}"


# What is said of them.


@cache
def judged(data: Path) -> tuple[Judged, ...]:
    """The findings on all pairs."""
    return tuple(map(judgement, pairs.pairs(data)))


def judgement(pair: Pair) -> Judged:
    """What is said of a pair by us and by the usual tools."""
    finding = judge(pair.here.paper, pair.there.paper)
    return _judged(pair, finding, baselines.same(pair.here.paper, pair.there.paper))


def _judged(pair: Pair, finding: Finding, said: frozenset[str]) -> Judged:
    told = Finding(finding.verdict, finding.certainty, finding.reasons)  # differences fill the memory
    names = f"{pair.here.name} | {pair.there.name} | seed {pair.seed}"
    return Judged(pair.set, pair.kind, pair.truth, names, told, said, _reading(pair))


def _reading(pair: Pair) -> str:
    """How the own number of the incoming document is read, by that of the held one."""
    here, there = pair.here.paper.record.number, pair.there.paper.record.number
    if here is None or there is None:
        return "unread"
    return "exact" if same_number(here.canonical) == same_number(there.canonical) else "another"


# The figures.


def measures(data: Path) -> Iterator[Measure]:
    """False "same document", the same ones found, copies, the usual tools, the labelled pairs, and an archive."""
    found = judged(data)
    yield from _none_merged(found)
    yield from _versions_found(data, found)
    yield from _copies_found("duplicates", found)
    yield from _beside_the_tools(found)
    yield from labelled(data)
    yield from archived(data)


def everything() -> Iterator[Measure] | None:
    """All figures; None where the real documents are not at hand."""
    data = shared.folder()
    return measures(data) if data else None


def own() -> Iterator[Measure]:
    """The five plans: against each other, their siblings, copies and scans."""
    held = pairs.own_plans()
    siblings = chain.from_iterable(duplicate_sets.siblings(one, pairs.SEED, pairs.AMONG) for one in held)
    copies = chain.from_iterable(map(pairs.copies_of, held))
    found = [judgement(pair) for pair in chain(siblings, pairs.plan_pairs(), copies)]
    others = [one for one in found if not one.positive]
    yield _measure("duplicates plans: not merged", others, _not_merged)
    yield from _copies_found("duplicates plans", found)
    yield from _scans_found("duplicates plans: scans", chain(pairs.printed(), pairs.pages(scans.SAMPLE)))


def scanned() -> Iterator[Measure]:
    """All generated scans of pages of the plans: minutes."""
    wanted = product(map(str, scans.scanned.CONDITIONS), map(str, scans.scanned.SHEETS))
    yield from _scans_found("duplicates scans: pages", pairs.pages(wanted))


def _scans_found(name: str, printed: Iterable[Pair]) -> Iterator[Measure]:
    found = [judgement(pair) for pair in printed]
    yield _measure(f"{name} found", found, lambda one: one.same or one.reviewed)
    yield _measure(f"{name} decided", found, lambda one: one.same)


def _measure(name: str, found: Iterable[_Found], right: Callable[[_Found], bool]) -> Measure:
    all_ = list(found)
    misses = tuple(str(one) for one in all_ if not right(one))
    return Measure(name, len(all_) - len(misses), len(all_), misses)


def _none_merged(found: Iterable[Judged]) -> Iterator[Measure]:
    """Pairs of two documents that are not called the same; of siblings, those not called a part of each other."""
    others = [one for one in found if not one.positive]
    for name in dict.fromkeys(one.set for one in others):
        of_set = [one for one in others if one.set == name]
        yield _measure(f"duplicates: {name} not merged", of_set, _not_merged)
    yield _measure("duplicates: no false part", others, lambda one: one.finding.verdict is not Verdict.EXCERPT)


def _versions_found(data: Path, found: Iterable[Judged]) -> Iterator[Measure]:
    """Versions called the same, parts called parts. Notes may be taken for what the other leaves out."""
    versions = [one for one in found if one.set == "versions"]
    yield _measure(
        "duplicates: versions found",
        versions,
        lambda one: one.same or (one.kind == "with notes" and one.finding.verdict is Verdict.EXCERPT),
    )
    parts = [one for one in versions if one.truth is Truth.PART]
    yield _measure("duplicates: parts named so", parts, lambda one: one.finding.verdict is Verdict.EXCERPT)
    rows = len(pairs.version_rows(data))
    yield Measure("duplicates: labels of versions right", len(versions), rows)


_WAYS = {  # copies counted together; the table has them apart
    **dict.fromkeys(("lines joined", "lines broken elsewhere", "blank lines lost"), "other line breaks"),
    **dict.fromkeys(("decomposed", "no-break spaces", "line ends of Windows"), "other encoding"),
    **{f"lost {page} page": "lost page" for page in ("first", "middle", "last")},
    **{f"lost {page} page, 2% noise": "lost page, 2% noise" for page in ("first", "middle", "last")},
}


def _copies_found(name: str, found: Iterable[Judged]) -> Iterator[Measure]:
    """By class of copy: decided right or left to a person, and decided right."""
    classes: dict[str, list[Judged]] = defaultdict(list)
    for one in found:
        if one.set == "copies":
            classes[_WAYS.get(one.kind, one.kind)].append(one)
    for kind, copies in classes.items():
        yield _measure(f"{name}: {kind}, found", copies, lambda one: one.same or one.reviewed)
        yield _measure(f"{name}: {kind}, decided", copies, lambda one: one.same)


def _beside_the_tools(found: tuple[Judged, ...]) -> Iterator[Measure]:
    """F1 of "the same document", what is left to a person counted as missed, then as found; classes of pair."""
    yield _f1("duplicates: F1", found, lambda one: one.same)
    printed = [one for one in found if not one.kind.endswith("misread")]
    yield _f1("duplicates: F1 without misread ones", printed, lambda one: one.same)
    yield _f1("duplicates: F1 with review", found, lambda one: one.same or (one.positive and one.reviewed))
    for tool in baselines.NAMES:
        yield _f1(f"duplicates: F1 of {tool}", found, lambda one, tool=tool: tool in one.said)
    yield _no_worse("duplicates: classes no worse", found, lambda one: one.same == one.positive)
    yield _no_worse(
        "duplicates: classes no worse with review", found, lambda one: one.reviewed or one.same == one.positive
    )


def _f1(name: str, found: Iterable[Judged], same: Callable[[Judged], bool]) -> Measure:
    """F1 as a share: twice the right ones, of those that are called the same and those that are."""
    right, stated, wanted = _counts(found, same)
    return Measure(name, 2 * right, stated + wanted)


def _counts(found: Iterable[Judged], same: Callable[[Judged], bool]) -> tuple[int, int, int]:
    told = [(one.positive, same(one)) for one in found]
    return sum(here and there for here, there in told), sum(there for _, there in told), sum(here for here, _ in told)


def _no_worse(name: str, found: Iterable[Judged], right: Callable[[Judged], bool]) -> Measure:
    """Classes of pair of which we decide as many right as the best of the usual tools."""
    classes = by_class(found)
    worse = []
    for told, those in classes.items():
        ours = sum(map(right, those))
        best, tool = max((sum((tool in one.said) == one.positive for one in those), tool) for tool in baselines.NAMES)
        if ours < best:
            worse.append(f"{told}: {ours} of {len(those)}, {tool}: {best}")
    return Measure(name, len(classes) - len(worse), len(classes), tuple(worse))


def by_class(found: Iterable[Judged]) -> dict[str, list[Judged]]:
    """The pairs under the names of set and class."""
    classes: dict[str, list[Judged]] = defaultdict(list)
    for one in found:
        classes[f"{one.set}, {one.kind}"].append(one)
    return classes


# Pairs that were labelled by reading.


@dataclass(frozen=True, slots=True)
class Label:
    """What was found by reading two documents, `verdict` or one of `others` that the definitions allow too, and our
    finding: with the heads that their rows have, and for their texts alone."""

    verdict: Verdict
    others: frozenset[Verdict]
    names: str
    finding: Finding
    of_texts: Finding

    def __str__(self) -> str:
        return f"{self.verdict}: {self.names}: {self.finding.verdict}: {'; '.join(self.finding.reasons)}"


def labels(data: Path, path: Path = _LABELLED) -> tuple[Label, ...]:
    """The labelled pairs with what is said of them; none where there is no table of them."""
    if not path.exists():
        return ()
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    held = pairs.by_name(data, {row[side] for row in rows for side in ("a", "b")})
    return tuple(_label(row, held[row["a"]], held[row["b"]]) for row in rows)


def _label(row: dict[str, str], one: tuple[Named, Named], other: tuple[Named, Named]) -> Label:
    texts, papers = ((one[at].paper, other[at].paper) for at in (0, 1))
    of_texts = judge(*texts)
    equal = texts[0].text == texts[1].text  # that they are is all that is asked
    others = frozenset(map(Verdict, re.findall(r"; or (\w+)", row["note"])))
    finding = of_texts if equal else judge(*papers)
    return Label(Verdict(row["class"]), others, f"{row['a']} | {row['b']}", finding, of_texts)


def labelled(data: Path) -> Iterator[Measure]:
    """Real pairs that are called what they are."""
    if found := labels(data):
        name = "duplicates: labelled class right"
        yield _measure(name, found, lambda one: one.finding.verdict is one.verdict)
        yield _measure(f"{name}, as allowed", found, lambda one: one.finding.verdict in (one.verdict, *one.others))
        yield _measure(f"{name}, of texts as they are", found, lambda one: one.of_texts.verdict is one.verdict)


# End to end.


def archived(data: Path) -> Iterator[Measure]:
    """Copies and siblings as they come in, checked against an archive of all originals."""
    originals = (*pairs.official(data), *pairs.own_plans())
    catalogue = archives.filled(map(_held, originals))
    lot = random.Random(pairs.SEED)
    stated = [one for one in pairs.moderate(originals) if duplicate_sets.identified(one.paper)]
    made = chain.from_iterable(duplicate_sets.siblings(one, 2, 0) for one in lot.sample(stated, _ARCHIVED))
    siblings = [_arrival(catalogue, pair) for pair in made]
    copies = [_arrival(catalogue, pair) for pair in pairs.copies(data) if pair.seed <= pairs.SEED]
    yield _measure("duplicates: archive, siblings not merged", (one.judged for one in siblings), _not_merged)
    copied = [one.judged for one in copies]
    yield _measure("duplicates: archive, copies found", copied, lambda one: one.same or one.reviewed)
    yield _measure("duplicates: archive, copies decided", copied, lambda one: one.same)
    all_ = (*siblings, *copies)
    merged = tuple(str(one) for one in all_ if one.others)
    yield Measure("duplicates: archive, no other found", len(all_) - len(merged), len(all_), merged)


def _arrival(catalogue: Catalogue, pair: Pair) -> Arrival:
    return Arrival(pair, check(catalogue, pair.here.paper.record, pair.here.paper.text))


@dataclass(frozen=True, slots=True)
class Arrival:
    """A pair whose second document is in an archive, and what the archive says of the first."""

    pair: Pair
    said: Duplicates

    @property
    def judged(self) -> Judged:
        """What is said of the document that the pair is about."""
        of_it = (match.finding for match in self.said.matches if match.document.id == self.pair.there.paper.record.id)
        return _judged(self.pair, next(of_it, Finding(Verdict.NEW, 0.0)), frozenset())

    @property
    def others(self) -> tuple[str, ...]:
        """Documents that it is called the same as, and is not."""
        same = {match.document.id for match in self.said.matches if match.finding.verdict in _SAME}
        return tuple(sorted(same - {self.pair.there.paper.record.id}))

    def __str__(self) -> str:
        return f"{self.pair.set}, {self.pair.kind}: {self.pair.here.name}: the same as {', '.join(self.others)}"


def _not_merged(one: Judged) -> bool:
    return one.finding.verdict not in _SAME


def _held(one: Named) -> archives.Paper:
    set_, _, name = one.name.partition(":")
    return archives.Paper(set_, name, one.paper.text, one.paper.record)


# The table.


def main() -> None:
    data = shared.folder()
    if data is None:
        print(shared.ABSENT)
        return
    start = time.process_time()
    found = judged(data)
    seconds = time.process_time() - start
    for name, those in by_class(found).items():
        print(row(name, those))
    print(score("ours", found, lambda one: one.same))
    print(score("ours with review", found, lambda one: one.same or (one.positive and one.reviewed)))
    for tool in baselines.NAMES:
        print(score(tool, found, lambda one, tool=tool: tool in one.said))
    print(f"{len(found)} pairs, {seconds:.0f} CPU seconds")
    said = Counter((label.verdict, label.finding.verdict) for label in labels(data))
    for (labelled_as, called), count in sorted(said.items()):
        print(f"labelled {labelled_as}, called {called}: {count}")


def score(name: str, found: Iterable[Judged], same: Callable[[Judged], bool]) -> str:
    """One line: precision, recall and F1 of "the same document"."""
    right, stated, wanted = _counts(found, same)
    precision, recall, f1 = right / max(1, stated), right / max(1, wanted), 2 * right / max(1, stated + wanted)
    return f"{name:48} precision {precision:.4f} recall {recall:.4f} F1 {f1:.4f} ({wanted} of one document)"


def row(name: str, found: list[Judged]) -> str:
    """One line: pairs, share called the same by us and by each tool, all our verdicts, readings of the own number."""
    shares = [sum(one.same for one in found), *(sum(tool in one.said for one in found) for tool in baselines.NAMES)]
    said = _tally(one.finding.verdict for one in found)
    read = _tally(one.number for one in found)
    return (
        f"{name:62}{len(found):6}" + "".join(f"{share / len(found):7.3f}" for share in shares) + f"  {said}  ({read})"
    )


def _tally(values: Iterable[str]) -> str:
    return ", ".join(f"{value} {count}" for value, count in Counter(map(str, values)).most_common())


if __name__ == "__main__":
    main()
