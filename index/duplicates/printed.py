"""The answers on duplicates as a clerk reads them: Vietnamese text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..answers import Json
from ..dates import day
from ..printed import VERDICTS, name

_BRACKETS = re.compile("⟦[^⟧]*⟧")
_FILES = 20  # of a group
_PASSAGES = 10  # of a pair of documents
_ALIKE = 2  # passages that differ in the same words
_VALUES = 12  # numbers, dates, figures, names


def duplicates(answer: Json) -> str:
    """The verdict on one file; of each document that is like it the reasons, and what differs."""
    lines = [f"{answer['file']}: {VERDICTS[answer['verdict']]}"]
    for match in answer["matches"]:
        lines += ["", f"  {VERDICTS[match['verdict']]} ({match['certainty']:.0%}): {name(match['document'])}"]
        lines += [f"    - {reason}" for reason in match["reasons"]]
        lines += [f"    {line}" for line in _differences(match["differences"])]
    return "\n".join(lines)


def groups(answer: Json) -> str:
    """What the archive holds more than once, or under one number."""
    if not answer["groups"]:
        return "Không có văn bản trùng."
    lines = []
    for group in answer["groups"]:
        documents = group.get("documents") or [group["document"]]
        lines.append(f"{VERDICTS[group['verdict']]}: {' | '.join(name(document) for document in documents)}")
        lines += [f"  {file}" for file in group["files"][:_FILES]]
        lines += [f"  … và {len(group['files']) - _FILES} tệp nữa"] if len(group["files"]) > _FILES else []
    return "\n".join(lines)


def _differences(found: Json) -> Iterator[str]:
    dates = [day(date) for date in found["dates"]]
    several = (("Số", found["numbers"]), ("Ngày", dates), ("Số liệu", found["figures"]), ("Tên", found["names"]))
    for label, values in several:
        if values:
            yield f"{label} khác nhau{' (tệp này → đã lưu)' if label == 'Tên' else ''}: {_listed(values)}"
    if found["text"]:
        yield "Lời văn khác nhau (− đã lưu, + tệp này):"
        yield from _passages(found["text"])
    if found["noise"]:
        yield f"Ngoài ra {found['noise']} chỗ chỉ là chữ đọc hoặc gõ sai"


def _listed(values: list[str]) -> str:
    more = len(values) - _VALUES
    return "; ".join(values[:_VALUES]) + (f" … và {more} nữa" if more > 0 else "")


def _passages(passages: list[Json]) -> Iterator[str]:
    """The first of them; of those that differ in the same way, as where a year was set anew, only two."""
    shown, alike = 0, Counter[tuple[str, ...]]()
    for passage in passages:
        way = tuple(_BRACKETS.findall(f"{passage['there']} → {passage['here']}"))
        alike[way] += 1
        if alike[way] <= _ALIKE and shown < _PASSAGES:
            shown += 1
            yield f"  − {passage['there'] or '(không có)'}"
            yield f"  + {passage['here'] or '(không có)'}"
    if len(passages) > shown:
        yield f"  … và {len(passages) - shown} chỗ khác nữa"
