"""RTF with LibreOffice and without."""

from __future__ import annotations

from pathlib import Path

import pytest

from cancu.extractors.office.rtf import Rtf
from cancu.extractors.sniff import RTF, media_type
from cancu.pipeline.config import Config
from cancu.pipeline.model import Page, Source
from cancu.pipeline.text import clean

BORDERS = "".join(rf"\clbrdr{side}\brdrs" for side in "tlbr")
ROW = rf"\trowd{BORDERS}\cellx3000{BORDERS}\cellx6000\intbl {{0}}\cell {{1}}\cell\row"


def plan(body: str) -> bytes:
    fonts = r"{\f0\fcharset163 Times New Roman;}{\f1\fcharset0 .VnTime;}{\f2\fcharset0 VNI-Times;}"
    return rf"{{\rtf1\ansi\ansicpg1258\deff0{{\fonttbl{fonts}}}\f0 {body}}}".encode("ascii")


def read(data: bytes) -> Page:
    (page,) = Rtf(Config()).extract(Source(Path("a.rtf"), data, "", RTF))
    return page


BODY = (
    r"K\u7871? ho\u7841?ch ti\'ea\'ecp\par \f1 C\'abng \'aeo\'b5n\par \f2 Co\'e4ng \'f1oa\'f8n\par\f0 "
    + ROW.format("TT", r"Ch\u7881?\line ti\'eau")
    + ROW.format("1", "b")
    + r"\pard sau{\v an}{\deleted xoa}{\footnote Ghi ch\'fa}\par"
)


@pytest.mark.tool("soffice")
def test_libreoffice_keeps_it_all() -> None:
    page = read(plan(BODY))
    assert clean(page.text) == (
        "Kế hoạch tiếp\n\nCông đoàn\n\nCộng đoàn\n\n| TT | Chỉ tiêu |\n| 1 | b |\n\nsau[1]\n\n[1] Ghi chú"
    )
    assert page.warnings == ()


def test_without_it_the_bare_text_comes_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    page = read(
        plan(r"K\u7871? ho\u7841?ch ti\'ea\'ecp\par " + ROW.format("a", "") + ROW.format("b", "c") + r"\pard d")
    )
    assert clean(page.text) == "Kế hoạch tiếp\n\n| a |  |\n| b | c |\n\nd"
    assert page.warnings == ("Tệp RTF được đọc không qua LibreOffice: bảng và phông chữ cũ (TCVN3, VNI) có thể sai",)


def test_told_by_content() -> None:
    assert media_type(plan("a")) == media_type(b"\n" + plan("a")) == RTF
