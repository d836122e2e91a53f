"""What waits for a person, and what people decided, as a clerk reads it: Vietnamese text."""

from __future__ import annotations

from ..answers import Json
from ..dates import day
from ..printed import name

_SHOWN = 8  # digits of an id that are typed; more are taken too
_SAID = {
    "same": "cùng một văn bản",
    "different": "hai văn bản khác nhau",
    "sibling": "hai văn bản khác nhau, soạn theo cùng một mẫu",
}


def pairs(answer: Json) -> str:
    """Pairs to look at, the oldest first, and how to answer."""
    if not answer["pairs"]:
        return "Không có cặp nào cần xem."
    lines = [f"{answer['total']} cặp cần xem"]
    for pair in answer["pairs"]:
        lines += ["", f"{pair['id'][:_SHOWN]}  (từ ngày {day(pair['at'][:10])})"]
        lines += [*_file("Đến sau", pair["here"]), *_file("Đã có", pair["there"])]
        lines += [f"    - {reason}" for reason in pair["reasons"]]
    first = answer["pairs"][0]["id"][:_SHOWN]
    return "\n".join(
        [
            *lines,
            "",
            f"Trả lời: `cancu review {first} --same` (cùng một văn bản), `--different` (hai văn bản khác nhau),",
            "`--sibling` (hai văn bản khác nhau, soạn theo cùng một mẫu); đổi ý: `--undo`.",
        ]
    )


def decisions(answer: Json) -> str:
    """What was decided, by whom and when."""
    if not answer["decisions"]:
        return "Chưa có cặp nào được xác nhận."
    return "\n\n".join("\n".join(_decision(one)) for one in answer["decisions"])


def done(answer: Json) -> str:
    """What a decision, or taking it back, came to."""
    lines = ["Đã bỏ xác nhận:", *_decision(answer)] if "undone" in answer else _decision(answer)
    documents = [answer[side]["document"] for side in ("here", "there")]
    if all(documents):
        one = documents[0]["id"] == documents[1]["id"]
        lines.append("  Trong kho nay là một văn bản." if one else "  Trong kho nay là hai văn bản.")
    lines.append(f"Còn {answer['waiting']} cặp cần xem." if answer["waiting"] else "Không còn cặp nào cần xem.")
    return "\n".join(lines)


def _decision(decision: Json) -> list[str]:
    who = f"{decision['by']}, ngày {day(decision['at'][:10])}"
    return [
        f"{decision['id'][:_SHOWN]}  {_SAID[decision['decision']]} ({who})",
        *_file("Một", decision["here"]),
        *_file("Hai", decision["there"]),
    ]


def _file(label: str, file: Json) -> list[str]:
    """A file with its document and where it was seen."""
    called = name(file["document"]) if file["document"] else f"không còn trong kho (SHA-256 {file['sha256'][:16]}…)"
    return [f"  {label + ':':<8} {called}", *(f"           Tệp: {path}" for path in file["files"])]
