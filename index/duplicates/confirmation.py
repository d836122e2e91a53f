"""What a person decided, in place of what the rules find."""

from __future__ import annotations

from dataclasses import replace

from ..dates import day
from ..holdings import Held
from .decisions import Choice, Decision
from .paper import Paper
from .verdict import Finding, Verdict

_SAID = {
    Choice.SAME: "cùng một văn bản",
    Choice.DIFFERENT: "hai văn bản khác nhau",
    Choice.SIBLING: "hai văn bản khác nhau soạn theo cùng một mẫu",
}
_ONE = (Verdict.SAME_FILE, Verdict.SAME_DOCUMENT, Verdict.REVIEW)


def confirmed(finding: Finding, here: Paper, there: Held, decision: Decision | None) -> Finding:
    """The decision is certain, the reasons and differences found stay; what nobody decided stays as it is."""
    if decision is None:
        return finding
    number = here.record.number
    verdict = _verdict(finding.verdict, decision.choice, number is not None and number.key == there.document.number_key)
    return replace(finding, verdict=verdict, certainty=1.0, reasons=(sentence(decision), *finding.reasons))


def sentence(decision: Decision) -> str:
    """Who said it, when, and what."""
    return f"Đã xác nhận bởi {decision.person} ngày {day(decision.at[:10])}: {_SAID[decision.choice]}"


def _verdict(found: Verdict, choice: Choice, of_one_number: bool) -> Verdict:
    if choice is Choice.SAME:
        return found if found is Verdict.SAME_FILE else Verdict.SAME_DOCUMENT
    if choice is Choice.SIBLING:
        return Verdict.TEMPLATE_SIBLING
    if found not in _ONE:
        return found
    return Verdict.SAME_NUMBER if of_one_number else Verdict.TEMPLATE_SIBLING
