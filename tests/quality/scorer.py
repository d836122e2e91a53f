"""Compare records with hand labels: right, extra and missed values, field by field.

A mention is right when its value is and it stands where the label stands, give or take `NEAR` characters (a label made
on another rendering of the text). Labels marked `optional` count neither way. Dates without a day that match no label
count neither way: `năm 2023` is said everywhere. A predicted range may stand for two labelled days.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from cancu.pipeline.symbol import key
from cancu.pipeline.vietnamese import fold

Json = dict[str, Any]
NEAR = 120
_DAY = re.compile(r"(?:\d{4}|-)-\d\d-\d\d")


@dataclass
class Count:
    right: int = 0
    extra: int = 0
    missed: int = 0

    def add(self, right: int, extra: int, missed: int) -> None:
        self.right, self.extra, self.missed = self.right + right, self.extra + extra, self.missed + missed

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass
class Score:
    """Counts by field, and every error in words."""

    counts: dict[str, Count] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def of(self, name: str) -> Count:
        return self.counts.setdefault(name, Count())

    def errors_of(self, name: str) -> list[str]:
        """The errors of one field."""
        return [error for error in self.errors if error.startswith(f"{name}: ")]

    def check(self, name: str, right: bool, error: str) -> None:
        """One value that is either right or both extra and missed."""
        count = self.of(name)
        if right:
            count.right += 1
        else:
            count.extra += 1
            count.missed += 1
            self.errors.append(f"{name}: {error}")


def score(labels: Iterable[Json], records: Iterable[Json]) -> Score:
    """Score records against labels; they are joined on the name of the file, and a missing record is an empty one."""
    total = Score()
    by_name = {record["file"]["name"]: record for record in records}
    for label in labels:
        record = by_name.get(label["file"], {})
        _frame(total, label, record)
        _references(total, label, record)
        _dates(total, label, record)
        _targets(total, label, record)
    return total


def _plain(text: str | None) -> str:
    return " ".join(re.findall(r"[a-z0-9%]+", fold(text or "")))


def _frame(total: Score, label: Json, record: Json) -> None:
    file, number, signer = label["file"], record.get("number") or {}, record.get("signer") or {}
    total.check("number", number.get("canonical") == label["number"], f"{file} {number.get('canonical')}")
    total.check("date", (record.get("date") or {}).get("iso") == label["date"], f"{file} {record.get('date')}")
    for name, got, want in (
        ("kind", (record.get("kind") or {}).get("name"), label["type"]),
        ("place", record.get("place"), label["place"]),
        ("signer", signer.get("name"), label["signer"]),
        ("position", signer.get("position"), label["signer_role"]),
    ):
        total.check(name, _plain(got) == _plain(want), f"{file} {got!r} for {want!r}")
    title = difflib.SequenceMatcher(None, _plain(record.get("title")), _plain(label["title"]), autojunk=False).ratio()
    total.check("title", title >= 0.9, f"{file} {record.get('title')!r}")
    issuer = (record.get("issuer") or {}).get("name")
    wanted = label["issuer_contains"]
    either = wanted if isinstance(wanted, list) else [wanted]
    total.check("issuer", any(_plain(one) in _plain(issuer) for one in either), f"{file} {issuer!r}")
    want, got = [_plain(one) for one in label["recipients"]], [_plain(one) for one in record.get("recipients", ())]
    hits = sum(one in got for one in want)
    total.of("recipients").add(hits, len(got) - hits, len(want) - hits)


@dataclass
class Pairing:
    """Labels with the mentions that say the same, and what is left over on both sides; nothing optional."""

    pairs: list[tuple[Json, Json]]
    missed: list[Json]
    extra: list[Json]


def _pair(labels: list[Json], found: list[Json], same: Callable[[Json, Json], bool]) -> Pairing:
    """Each label with the nearest unused mention that says the same, required labels first."""
    unused = list(found)
    pairs, missed = [], []
    for label in sorted(labels, key=lambda one: bool(one.get("optional"))):
        near = [mention for mention in unused if same(label, mention) and _distance(label, mention)[0] <= NEAR]
        if near:
            best = min(near, key=lambda mention: _distance(label, mention))
            unused.remove(best)
            pairs.append((label, best))
        else:
            missed.append(label)
    return Pairing(
        [pair for pair in pairs if not pair[0].get("optional")],
        [label for label in missed if not label.get("optional")],
        unused,
    )


def _distance(label: Json, mention: Json) -> tuple[int, int]:
    """Characters between label and mention, then between their starts."""
    start, end = label["start_char"], label["start_char"] + len(label.get("quote", ""))
    return max(0, mention["span"][0] - end, start - mention["span"][1]), abs(mention["span"][0] - start)


def _count(total: Score, name: str, file: str, pairing: Pairing) -> None:
    total.of(name).add(len(pairing.pairs), len(pairing.extra), len(pairing.missed))
    total.errors += [f"{name}: {file} missed {label.get('quote')!r}" for label in pairing.missed]
    total.errors += [f"{name}: {file} extra {mention['surface']!r}" for mention in pairing.extra]


def _references(total: Score, label: Json, record: Json) -> None:
    file = label["file"]
    pairing = _pair(label["references"], _spelled_out(record.get("references", [])), _same_reference)
    _count(total, "references", file, pairing)
    for want, got in pairing.pairs:
        which = f"{file} {want.get('number') or want.get('name')}"
        if want.get("number"):
            total.check("reference number", got["number"]["canonical"] == want["number"], f"{which} {got['number']}")
            known = {other.get("date") for other in label["references"] if other.get("number") == want["number"]}
            dated = got["date"] == want.get("date") or (want.get("date") is None and got["date"] in known)
            total.check("reference date", dated, f"{which} {got['date']}")
        if want.get("issuer"):
            a, b = _plain(got["issuer"]), _plain(want["issuer"])
            total.check("reference issuer", bool(a) and (a in b or b in a), f"{which} {got['issuer']!r}")
        said = got["relation"]
        meant = want.get("relation_either", [want["relation"]])
        total.check("relation", said in meant, f"{which} {said} for {want['relation']}")
        source = key(got["source"] or "") == key(want.get("source") or "")
        total.check("source", source, f"{which} {got['source']} for {want.get('source')}")


def _spelled_out(references: list[Json]) -> list[Json]:
    """Mentions with what a short form stands for: "Nghị quyết này" by the number of the one it repeats."""
    return [
        {**one, "number": references[one["same_as"]]["number"], "name": references[one["same_as"]]["name"]}
        if one["same_as"] is not None and not one["number"] and not one["name"]
        else one
        for one in references
    ]


def _same_reference(label: Json, mention: Json) -> bool:
    number = mention["number"]
    if label.get("number"):
        return number is not None and number["key"] == key(label["number"])
    short, long = sorted((_plain(label.get("name")), _plain(mention["name"] or mention["surface"])), key=len)
    alike = short == long or (short in long and len(short) >= 0.6 * len(long))
    return number is None and bool(short) and (alike or difflib.SequenceMatcher(None, short, long).ratio() > 0.85)


def _dates(total: Score, label: Json, record: Json) -> None:
    mentions = _split(label["dates"], record.get("dates", []))
    pairing = _pair(label["dates"], mentions, _same_date)
    pairing.extra = [mention for mention in pairing.extra if _DAY.fullmatch(mention["start"] or mention["end"] or "")]
    _count(total, "dates", label["file"], pairing)
    for want, got in pairing.pairs:
        meant = want.get("role_either", [want["role"]])
        total.check("date role", got["role"] in meant, f"{label['file']} {want['quote']!r} {got['role']} for {meant}")


def _split(labels: list[Json], mentions: list[Json]) -> list[Json]:
    """A predicted range of which the labels know the two days alone counts as these days."""
    ranges = {(one["start"], one.get("end")) for one in labels}
    days = {one["start"] for one in labels if not one.get("end")}
    split = []
    for mention in mentions:
        start, end = mention["start"], mention["end"]
        if end and (start, end) not in ranges and (start in days or end in days):
            split += [{**mention, "end": None}, {**mention, "start": end, "end": None}]
        else:
            split.append(mention)
    return split


def _same_date(label: Json, mention: Json) -> bool:
    start = mention["start"] or ""
    if (label["start"] or "").startswith("--"):
        return bool(start[-5:] == label["start"][2:])
    return bool(start == (label["start"] or "") and mention["end"] == label.get("end"))


def _targets(total: Score, label: Json, record: Json) -> None:
    file = label["file"]
    pairing = _pair(label["targets"], record.get("targets", []), _same_target)
    _count(total, "targets", file, pairing)
    for trap in label.get("not_targets", []):
        start, end = trap["start_char"], trap["start_char"] + len(trap["quote"])
        fallen = any(m["span"][0] < end and start < m["span"][1] for m in pairing.extra)
        total.of("traps").right += not fallen
        total.of("traps").extra += fallen
    for want, got in pairing.pairs:
        which = f"{file} {want['quote']!r}"
        total.check("comparator", got["comparator"] == want["comparator"], f"{which} {got['comparator']}")
        if want.get("due"):
            total.check("target due", (got["due"] or "").startswith(want["due"]), f"{which} {got['due']}")
        if want.get("per"):
            total.check("target per", _plain(got["per"]) == _plain(want["per"]), f"{which} {got['per']}")


def _same_target(label: Json, mention: Json) -> bool:
    if float(mention["value"]) != float(label["value"]) or mention["value_max"] != label.get("value_max"):
        return False
    want, got = _plain(label["unit"]), _plain(mention["unit"])
    if "%" in (want[:1], got[:1]):
        return want[:1] == got[:1]
    return bool(got) and (want in got or got in want or want in _plain(mention["subject"]))
