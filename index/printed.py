"""Answers as a clerk reads them: Vietnamese text from the JSON-ready values of `answers`, and from records."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter

from ..pipeline.model import Arrival, Organisation, Record, Reference, Relation
from ..pipeline.organisation import province_of
from ..pipeline.printable import printable
from ..pipeline.vocabulary import rows
from .answers import Json
from .dates import day

RELATIONS = {
    Relation.BASIS: "căn cứ",
    Relation.IMPLEMENTS: "thực hiện",
    Relation.FOLLOWS: "theo",
    Relation.DETAILS: "quy định chi tiết",
    Relation.AMENDS: "sửa đổi, bổ sung",
    Relation.REPLACES: "thay thế",
    Relation.REPEALS: "bãi bỏ",
    Relation.CORRECTS: "đính chính",
    Relation.REPLIES_TO: "trả lời",
    Relation.CITES: "dẫn",
}
VERDICTS = {
    "same_file": "trùng tệp",
    "same_document": "cùng một văn bản",
    "reissue": "văn bản đính chính hoặc thay thế",
    "excerpt": "một phần của văn bản",
    "review": "chưa kết luận được, cần người xem",
    "template_sibling": "cùng mẫu, khác văn bản",
    "same_number": "cùng số, khác văn bản",
    "new": "chưa có trong kho",
}
_OUTCOMES = {"stored": "lưu mới", "known": "đã có", "quarantined": "không đọc được", "skipped": "bỏ qua"}
_ORDER = ("known", "stored", "skipped", "quarantined")
# Which verdicts a person wants to hear of while files are stored.
_BESIDE = {
    "known": ("same_document", "reissue", "excerpt", "review", "template_sibling", "same_number"),
    "stored": ("same_document", "reissue", "excerpt", "review"),
}
_WHY = {
    "number": "số khớp",
    "cites": "có dẫn",
    "chain": "qua văn bản khác",
    "title": "trích yếu",
    "text": "nội dung",
    "partly": "chỉ khớp một phần",
}
_FACETS = {
    "kind": "Loại",
    "issuer": "Cơ quan",
    "level": "Cấp",
    "place": "Nơi",
    "year": "Năm",
    "signer": "Người ký",
    "cited": "Văn bản được dẫn",
}
_LEVELS = {row["level"]: row["names"].split("|")[0] for row in rows("levels")}
_COMPARATORS = {"=": "", ">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "~": "≈ ", "range": ""}
_SHOWN_COLUMNS = 70  # of a query, so that its caret stays in its line on any screen
_LEAD = re.compile(r"[\s│├└─]*")


def name(document: Json) -> str:
    """A document in a line: `Kế hoạch 39/KH-CĐYT ngày 11/02/2022 – Công đoàn ngành Y tế`."""
    number = document["number"]
    numbered = " ".join(part for part in (document["kind"], number) if part) if number else None
    head = numbered or document["title"] or document["kind"] or document["id"]
    dated = f"{head} {when(document['date'])}" if document["date"] else head
    return f"{dated} – {document['issuer']}" if document["issuer"] else dated


def record(tagged: Record, files: Sequence[str] = ()) -> str:
    """The record of one document."""
    date, signer = tagged.date, tagged.signer
    lines = [
        _field("Số", _unless_in_doubt(tagged.number.canonical if tagged.number else None, tagged.number_candidates)),
        _field("Loại", tagged.kind.name if tagged.kind else None),
        _field("Ngày", ", ".join(filter(None, (_dated(tagged), tagged.place if date else None)))),
        _field("Cơ quan", _body(tagged.issuer.name, tagged.issuer.organisation) if tagged.issuer else None),
        *_successor(tagged),
        _field("Trích yếu", tagged.title),
        *([_field("Độ khẩn", tagged.urgency)] if tagged.urgency else []),
        *([_field("Đến", _arrived(tagged.arrival))] if tagged.arrival else []),
        _field("Người ký", ", ".join(filter(None, (signer.name, signer.position))) if signer else None),
        _field("Nơi nhận", "; ".join(tagged.recipients) or None),
        _field("Mã", tagged.id),
        *(_field("Tệp", file) for file in files),
    ]
    lines += _section("Viện dẫn", _references(tagged.references))
    lines += _section("Chỉ tiêu", (_target(_as_json(target)) for target in tagged.targets))
    if tagged.keywords:
        lines += ["", "Từ khóa: " + ", ".join(tagged.keywords)]
    lines += _section("Lưu ý", tagged.warnings)
    return "\n".join(line for line in lines if line is not None)


def ingest(answer: Json) -> str:
    """What became of the files of one run: what needs a look last; the same file seen again is only counted."""
    lines: dict[str, list[str]] = defaultdict(list)
    for outcome in answer["outcomes"]:
        if outcome["outcome"] in _BESIDE:
            lines[outcome["outcome"]] += _beside(outcome)
        elif outcome["outcome"] == "skipped":
            lines["skipped"].append(f"bỏ qua: {outcome['file']} – {outcome['reason']}")
        elif outcome["outcome"] == "quarantined":
            lines["quarantined"].append(f"không đọc được: {outcome['reason']}")
    counts = ", ".join(f"{answer[key]} {word}" for key, word in _OUTCOMES.items())
    summary = [f"{answer['seen']} tệp: {counts}."]
    summary += _waiting(answer["review"])
    return "\n".join([*chain.from_iterable(lines[kind] for kind in _ORDER), *summary])


def _beside(outcome: Json) -> Iterator[str]:
    """What the file is to the nearest document that was there before."""
    nearest = outcome["duplicates"][0] if outcome["duplicates"] else None
    if nearest and nearest["verdict"] in _BESIDE[outcome["outcome"]]:
        said = f"{VERDICTS[nearest['verdict']]}: {name(nearest['document'])}"
        yield f"{_OUTCOMES[outcome['outcome']]}: {outcome['file']} – {said}"


def search(answer: Json) -> str:
    """Hits with the passage that matched."""
    behind = answer["behind"]
    waiting = [f"({behind} văn bản chưa vào chỉ mục nên chưa tìm được: chạy `cancu reindex`)"] if behind else []
    meant = [f"Không văn bản nào có nguyên văn “{phrase}”." for phrase in answer["nowhere"]]
    meant += [f"Có phải ý bạn là: {answer['suggestion']}"] if answer["suggestion"] else []
    if not answer["hits"]:
        nothing = "Không còn văn bản nào." if answer["total"] else "Không tìm thấy văn bản nào."
        return "\n".join([nothing, *meant, *waiting])
    lines = [f"{answer['total']} văn bản", *meant, *waiting]
    for hit in answer["hits"]:
        why = ", ".join(_WHY[reason] for reason in hit["why"])
        title = hit["document"]["title"]
        lines += ["", name(hit["document"]) + (f"  [{why}]" if why else "")]
        lines += [f"  {title}"] if title else []
        lines += [f"  Tệp: {hit['file']}"] if not (title or hit["document"]["number"]) else []
        lines += _code(hit["document"])
        lines += [f"  tr. {hit['page']}: {_marked(hit['snippet'], hit['highlights'])}"] if hit["snippet"] else []
    return "\n".join(lines)


def _code(document: Json) -> list[str]:
    """By what `show` knows a document without a number, unless that is its name already."""
    known = document["number"] or name(document) == document["id"]
    return [] if known else [f"  Mã: {document['id']}"]


def pointed(text: str, at: int) -> str:
    """A query, or what stands around the character meant where it is long, with a caret under that character."""
    start = max(min(at - _SHOWN_COLUMNS // 2, len(text) - _SHOWN_COLUMNS), 0)
    cells = [" " if char.isspace() else printable(char) for char in text]
    end = start + _SHOWN_COLUMNS
    before = "…" if start else ""
    line = before + "".join(cells[start:end]) + ("…" if end < len(text) else "")
    return f"  {line}\n  {' ' * _columns(before + ''.join(cells[start:at]))}^"


def _columns(text: str) -> int:
    """How wide a screen shows it: a mark that is not part of its letter takes no column, a letter of CJK width two."""
    return sum(
        0 if unicodedata.category(char) in ("Mn", "Me", "Cf") else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )


def facets(answer: Json) -> str:
    """What the hits have in common: a line for each facet."""
    lines = []
    for facet, label in _FACETS.items():
        values = answer["facets"].get(facet)
        shown = "; ".join(f"{_LEVELS.get(value, value)} ({count})" for value, count in (values or {}).items())
        lines += [f"{label}: {shown}"] if shown else []
    return "\n".join(lines)


def similar(answer: Json) -> str:
    """Documents like one, the most alike first."""
    if not answer["hits"]:
        return f"Không có văn bản nào giống {name(answer['document'])}."
    lines = [f"{answer['total']} văn bản giống {name(answer['document'])}"]
    for hit in answer["hits"]:
        lines += ["", name(hit["document"]), *([f"  {title}"] if (title := hit["document"]["title"]) else [])]
        lines += _code(hit["document"])
    return "\n".join(lines)


def trace(answer: Json) -> str:
    """The graph as a tree from its root; a document that was shown is not opened again."""
    nodes = {node["id"]: node for node in (answer["root"], *answer["nodes"])}
    up = answer["direction"] == "up"
    steps: dict[str, dict[str, list[Json]]] = defaultdict(lambda: defaultdict(list))
    for edge in answer["edges"]:
        near, far = (edge["from"], edge["to"]) if up else (edge["to"], edge["from"])
        steps[near][far].append(edge)
    lines = [node(answer["root"])]
    if not answer["edges"]:
        lines.append("  (không dẫn văn bản nào)" if up else "  (chưa có văn bản nào trong kho dẫn tới)")
    shown = {answer["root"]["id"]}

    def branch(near: str, indent: str) -> None:
        ordered = sorted(steps[near], key=lambda far: (nodes[far]["distance"] if far in nodes else 0, far))
        new = {far for far in ordered if far not in shown}
        shown.update(new)  # first all of this level: a document stands as near to the root as it is
        for far in ordered:
            last = far == ordered[-1]
            said = ", ".join(_relation(edge, nodes) for edge in steps[near][far])
            lines.append(
                f"{indent}{'└' if last else '├'}─ {said}: {node(nodes[far])}{'' if far in new else ' (đã nêu)'}"
            )
            if far in new:
                branch(far, indent + ("   " if last else "│  "))

    branch(answer["root"]["id"], "")
    if answer.get("truncated"):
        lines.append("… còn nữa, đồ thị quá lớn để liệt kê hết")
    return "\n".join(lines)


def targets(answer: Json) -> str:
    """Targets under the document that sets them."""
    if not answer["targets"]:
        return "Không có chỉ tiêu nào."
    lines = []
    current = None
    for target in answer["targets"]:
        if target["document"]["id"] != current:
            current = target["document"]["id"]
            lines += ["", name(target["document"])]
        lines.append("  " + _target(target))
    return "\n".join(lines[1:])


def status(answer: Json) -> str:
    """The archive in a few lines."""
    index, outcomes = answer["index"], answer["outcomes"]
    behind = f", còn {index['behind']} văn bản chờ: chạy `cancu reindex`" if index["behind"] else ""
    lines = [
        f"{answer['documents']} văn bản, {answer['files']} tệp",
        f"{answer['stubs']} văn bản được dẫn mà chưa có trong kho",
        f"{outcomes['quarantined']} tệp không đọc được, {outcomes['skipped']} tệp bỏ qua",
        *(f"  không đọc được: {file['reason']}" for file in answer["quarantine"]),
        "Chỉ mục: " + ("không dùng được" if index["documents"] is None else f"{index['documents']} văn bản{behind}"),
    ]
    lines += [f"  {problem}" for problem in index["problems"]]
    lines += [f"  chỉ mục không nhận {each['id']}: {each['reason']}" for each in index["rejected"]]
    lines += _waiting(answer["review"])
    if answer["rescan"]["pages"]:
        lines.append("{pages} trang của {files} tệp nên quét lại: xem `cancu rescan-list`".format(**answer["rescan"]))
    return "\n".join(lines)


def _waiting(pairs: int) -> list[str]:
    return [f"{pairs} cặp cần xem: `cancu review`"] if pairs else []


def rescans(answer: Json) -> str:
    """What to scan again, a file at a time."""
    if not answer["pages"]:
        return "Không có trang nào cần quét lại."
    lines: list[str] = []
    for file, pages in groupby(answer["pages"], key=itemgetter("file")):
        first, *others = pages
        lines += [f"{file}", f"  {name(first['document'])}"]
        lines += [f"  trang {page['page']}: {page['reason']}" for page in (first, *others)]
    return "\n".join(
        [*lines, "", f"{answer['total']} trang nên quét lại (300 dpi, thẳng, đủ nét), rồi nạp lại tệp mới."]
    )


def removed(answer: Json) -> str:
    """What was taken out, and what stays."""
    lines = [f"Đã lấy ra khỏi kho: {name(answer['document'])}", "Tệp gốc đã lưu vẫn còn:"]
    lines += [f"  {original}" for original in answer["originals"]]
    lines += [f"Nạp lại bằng `cancu ingest`: {'; '.join(answer['files'])}"] if answer["files"] else []
    return "\n".join(lines)


def wrapped(text: str, width: int) -> str:
    """Text for a screen: long lines broken between words, what goes on set in under where it began."""
    return "\n".join(part for line in text.split("\n") for part in _broken(line, width))


def _broken(line: str, width: int) -> list[str]:
    lead = _LEAD.match(line)
    margin = (lead[0] if lead else "").replace("├─", "│ ").replace("└─", "  ") + "  "
    return textwrap.wrap(line, width, subsequent_indent=margin, drop_whitespace=True, break_on_hyphens=False) or [line]


def _field(label: str, value: str | None) -> str:
    return f"{label + ':':<11}{value or '–'}"


def _unless_in_doubt(sure: str | None, candidates: Sequence[str]) -> str | None:
    """What is sure, and what it may be where it is not."""
    maybe = f"(chưa chắc: {' hoặc '.join(candidates)})" if candidates else None
    return " ".join(filter(None, (sure, maybe))) or None


def when(iso: str) -> str:
    """A date in a sentence: `ngày 11/02/2022`, `tháng 02/2022`, `năm 2022`."""
    return f"{('năm', 'tháng', 'ngày')[min(2, iso.count('-'))]} {day(iso)}"


def _dated(tagged: Record) -> str | None:
    return _unless_in_doubt(
        day(tagged.date.iso) if tagged.date else None, [day(date) for date in tagged.date_candidates]
    )


def _arrived(arrival: Arrival) -> str:
    """The receiver's stamp in a line: `số 123, ngày 20/09/2024, Văn phòng A`."""
    number = f"số {arrival.number}" if arrival.number else None
    date = f"ngày {day(arrival.date)}" if arrival.date else None
    missing = " và ".join(label for label, read in (("số", number), ("ngày", date)) if not read)
    said = ", ".join(filter(None, (number, date, arrival.by))) or "có dấu đến"
    return f"{said} (chưa đọc được {missing} đến)" if missing else said


def _section(label: str, entries: Iterable[str]) -> list[str]:
    lines = [f"  {entry}" for entry in entries]
    return ["", f"{label}:", *lines] if lines else []


def _body(printed: str, meant: Organisation | None) -> str:
    """A body as printed, with the one that is meant where the print does not say of which province it is."""
    if meant is None or meant.level != "province" or province_of(printed):
        return printed
    return f"{printed} ({meant.name})"


def _successor(tagged: Record) -> list[str]:
    """The body that took the issuer over."""
    meant = tagged.issuer.organisation if tagged.issuer else None
    return (
        [_field("Nay là", f"{meant.successor}, từ {day(meant.since)}")]
        if meant and meant.successor and meant.since
        else []
    )


def _references(references: Sequence[Reference]) -> list[str]:
    """Each thing that is said once, with how often; `Nghị quyết này` says nothing new."""
    said = Counter(_reference(one) for one in references if one.number or one.name)
    return [line if times == 1 else f"{line} (× {times})" for line, times in said.items()]


def _reference(reference: Reference) -> str:
    told = f" (theo {reference.source})" if reference.source else ""
    which = reference.number.canonical if reference.number else reference.name or reference.surface
    head = f"{reference.kind} {which}" if reference.kind and reference.number else which
    dated = f" {when(reference.date)}" if reference.date else ""
    issuer = f" – {_body(reference.issuer, reference.organisation)}" if reference.issuer else ""
    return f"{RELATIONS[reference.relation]}{told}: {head}{dated}{issuer}"


def _as_json(target: object) -> Json:
    import msgspec

    built: Json = msgspec.to_builtins(target)
    return built


def _target(target: Json) -> str:
    high = f"–{_figure(target['value_max'])}" if target["value_max"] is not None else ""
    unit = "%" if target["unit"] == "%" else f" {target['unit']}"
    value = f"{_COMPARATORS[target['comparator']]}{_figure(target['value'])}{high}{unit}"
    extra = [f"đến {day(target['due'])}" if target["due"] else "", f"mỗi {target['per']}" if target["per"] else ""]
    when = ", ".join(part for part in extra if part)
    where = f"[{target['section']}] " if target["section"] else ""
    # In a table the surface is a figure in its cell: the row tells what it counts.
    said = target["surface"] if any(map(str.isalpha, target["surface"])) else target["subject"] or target["surface"]
    return f"{where}{value}{f' ({when})' if when else ''}: {' '.join(said.split())}"


def _figure(value: float) -> str:
    """As it is printed in Vietnam: a dot for thousands, a comma for decimals."""
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


def node(document: Json) -> str:
    """A document in a line, and whether it is in the archive."""
    if several := document.get("candidates"):
        each = " hoặc ".join(map(candidate, several))
        return f"{name(document)}  (chưa rõ là văn bản nào: {' '.join([each, *others(document)])})"
    return name(document) + ("" if document["held"] else "  (chưa có trong kho)")


def others(document: Json) -> list[str]:
    """That there are more candidates than are named; nothing where there are not."""
    more = document["candidates_total"] - len(document["candidates"])
    return [f"và {more} văn bản khác"] if more else []


def candidate(document: Json) -> str:
    return " – ".join(
        filter(None, (when(document["date"]) if document["date"] else "không rõ ngày", document["issuer"]))
    )


def _relation(edge: Json, nodes: dict[str, Json]) -> str:
    told = [teller for teller in edge["told_by"] if teller != edge["from"]]
    said = RELATIONS[Relation(edge["relation"])]
    return f"{said} (theo {', '.join(_short(nodes.get(teller), teller) for teller in told)})" if told else said


def _short(document: Json | None, identifier: str) -> str:
    return (document and document["number"]) or identifier


def _marked(snippet: str, highlights: Sequence[Sequence[int]]) -> str:
    """The snippet with what matched in «guillemets»."""
    parts, position = [], 0
    for start, end in highlights:
        parts += [snippet[position:start], "«", snippet[start:end], "»"]
        position = end
    return "".join([*parts, snippet[position:]])
