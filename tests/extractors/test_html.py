"""Web pages: main text in its order, tables, encodings, and pages made to be slow."""

from __future__ import annotations

import codecs
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.extractors.html import Html
from cancu.extractors.markup import decoded, shallow
from cancu.extractors.sniff import HTML, media_type
from cancu.pipeline.config import Config
from cancu.pipeline.errors import DamagedFile, UnsupportedFormat
from cancu.pipeline.model import Source
from cancu.pipeline.text import clean


def text(page: str | bytes) -> str:
    data = page.encode() if isinstance(page, str) else page
    (only,) = Html(Config()).extract(Source(Path("a.html"), data, "", HTML))
    return clean(only.text)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>Một<p>Hai", "Một\n\nHai"),
        ("<h1>KẾ HOẠCH</h1>Năm <b>20</b>26<div>a</div>b", "KẾ HOẠCH\n\nNăm 2026\n\na\n\nb"),
        ("<p>a\n  b<br>c&nbsp;d &#7871; &ocirc;", "a b\nc\u00a0d ế ô"),
        ("<ul><li>a<li>b</ul>", "- a\n- b"),
        ("<ol start=3><li>a</li><li>b</li></ol>", "3. a\n\n4. b"),
        ('<ol type="a"><li>x</li><li>y<ol><li>z</ol></li></ol>', "a) x\n\nb) y\n\n1. z"),
        ("<center>KẾ HOẠCH</center><p style='text-align:center'>Năm 2026</p>", "KẾ HOẠCH\nNăm 2026"),
        ("<style>p {text-align: left}</style><p align=center>KẾ HOẠCH<p align=center>Năm 2026", "KẾ HOẠCH\nNăm 2026"),
        ("<pre>a\nb   c</pre>", "a\nb   c"),
        ("<p>a<!-- ghi chú --><script>x</script><style>y</style><noscript>z</noscript>", "a"),
        ("<nav>menu</nav><aside>tin khác</aside><div role=navigation>x</div><p>a<footer>cuối</footer>", "a"),
        ("<p hidden>x</p><p style='display: none'>x</p><p style='visibility:hidden'>x</p><p>a", "a"),
        ("<style>.an, p.b {display:none} .t {text-transform: uppercase}</style><p class='an'>x<p class=b>x<p class=t>a",
         "A"),
        ("<p>a<template>x</template><select><option>x</select><button>x</button>", "a"),
        ("<div>quảng cáo</div><main><p>một đoạn dài hơn</main>", "một đoạn dài hơn"),
        ("<main>x</main><p>hầu hết chữ của trang ở ngoài", "x\n\nhầu hết chữ của trang ở ngoài"),
        ("<p><font face='.VnTime'>C«ng ®oµn</font> <span style=\"font-family:'VNI-Times',serif\">Coâng ñoaøn</span>",
         "Công đoàn Công đoàn"),
        ("<style>p.c{font-family:\".VnTime\"}</style><p class=c>C«ng ®oµn", "Công đoàn"),
        ("<p>5 < 7 & 8 > 6</p>", "5 < 7 & 8 > 6"),
        ("<p>a</p", "a"),
        ("<!--> a <!-- b", "a"),
        ("<p>a<script>b", "a"),
    ],
)  # fmt: skip
def test_text(page: str, expected: str) -> None:
    assert text(page) == expected


def table(*rows: str, attributes: str = "border=1") -> str:
    return f"<table {attributes}>{''.join(f'<tr>{row}' for row in rows)}</table>"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("a" + table("<td>TT<td>Tên", "<td>1<td>x<br>y") + "b", "a\n\n| TT | Tên |\n| 1 | x y |\n\nb"),
        (table("<td colspan=2>a<td>b", "<td>1<td>2<td>3"), "| a |  | b |\n| 1 | 2 | 3 |"),
        (table("<td rowspan=2>a<td>b", "<td>c"), "| a | b |\n|  | c |"),
        ("<table border=1><caption>Biểu 1</caption><thead><tr><th>a<th>b</thead><tbody><tr><td>1<td>2</table>",
         "Biểu 1\n\n| a | b |\n| 1 | 2 |"),
        (table("<td>a<td>b|c"), "| a | b¦c |"),
        (table("<td>SỞ Y TẾ<br>Số: 5/KH<td>CỘNG HÒA<br>Lào Cai", attributes="border=0"),
         "SỞ Y TẾ\nSố: 5/KH\n\nCỘNG HÒA\nLào Cai"),
        (table("<td>SỞ Y TẾ<br>Số: 5/KH<td>CỘNG HÒA", attributes=""), "SỞ Y TẾ\nSố: 5/KH\n\nCỘNG HÒA"),
        (table("<td>a<td>b", "<td>c<td>d", attributes=""), "| a | b |\n| c | d |"),
        (table("<td>a<td>b", attributes="border=0") + table("<td>c<td>d", attributes="style='border:1px solid'"),
         "a\n\nb\n\n| c | d |"),
        (table("<td>" + table("<td>1<td>2") + "<td>b", attributes="border=0"), "| 1 | 2 |\n\nb"),
        (table("<th>a<th>b", "<td>c<td>d", attributes="border=0"), "| a | b |\n| c | d |"),
        (table("<td style='border-bottom:1px solid'>SỞ Y TẾ<td>CỘNG HÒA", attributes="border=0"),
         "SỞ Y TẾ\n\nCỘNG HÒA"),
        (table("<td style='border:solid 1pt;border-left:none'>a<td style='border:solid 1pt'>b", attributes="border=0"),
         "| a | b |"),
        (table("<td style='border:none'>a<td style='border:none'>b", "<td>c<td>d", attributes=""), "a\nc\n\nb\nd"),
    ],
)  # fmt: skip
def test_tables(page: str, expected: str) -> None:
    assert text(page) == expected


VIETNAMESE = "Kế hoạch số 5 của Công đoàn ngành Y tế"


@pytest.mark.parametrize(
    "data",
    [
        f"<p>{VIETNAMESE}</p>".encode(),
        codecs.BOM_UTF8 + f"<p>{VIETNAMESE}</p>".encode(),
        f"<html><meta charset=iso-8859-1><p>{VIETNAMESE}".encode(),  # the bytes know better
        f"<html><p>{VIETNAMESE}".encode("utf-16"),
        f"<html><p>{VIETNAMESE}".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + f"<html><p>{VIETNAMESE}".encode("utf-16-be"),
        b"<html><meta http-equiv=Content-Type content='text/html; charset=windows-1258'>"
        b"<p>K\xea\xec hoa\xf2ch s\xf4\xec 5 cu\xd2a C\xf4ng \xf0oa\xccn nga\xccnh Y t\xea\xec",
    ],
)  # fmt: skip
def test_encodings(data: bytes) -> None:
    assert media_type(data) == HTML
    assert text(data) == VIETNAMESE


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<meta charset='utf-8'><p>K\xe1\xba\xbf ho\xe1", "Kế ho\ufffd"),
        (b"<meta charset=windows-1252><font face=.VnTime>C\xabng \xaeo\xb5n</font>", "Công đoàn"),
        (b"<font face=VNI-Times>Co\xe2ng \xf1oa\xf8n</font>", "Công đoàn"),
        (b"<p>C\xf4ng \xf0oa\xccn", "Công đoàn"),
        (b"<meta charset=hex><p>C\xf4ng", "Công"),
        (b"<p>C\xabng \xaeo\xb5n ng\xb5nh Gi\xb8o d\xf4c", "Công đoàn ngành Giáo dục"),
    ],
)
def test_eight_bit_pages(data: bytes, expected: str) -> None:
    assert text(data) == expected


DEEP = 100_000


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * DEEP + "chữ" + "</div>" * DEEP,
        "<div><!--</div>-->" * DEEP + "chữ",
        "<div></b>" * DEEP + "chữ",
        "<div a='</div>'>" * DEEP + "chữ",
        "<table><tr><td>" * (DEEP // 4) + "chữ",
        "<ul><li>" * (DEEP // 4) + "chữ",
        "<b>" * DEEP + "chữ",
        "".join(f"<p><font a={number}>" for number in range(DEEP // 10)) + "chữ",
        "".join(f"<x{number}>" for number in range(DEEP)) + "chữ",
        "<p " + " ".join(f"a{number}=1" for number in range(DEEP)) + ">chữ",
        "chữ" + "<a" * DEEP,
        "chữ" + "<!--" * DEEP,
        "chữ" + "<script>" * DEEP,
        "<style>" + "a{" * DEEP + "</style>chữ",
        "<ol>" + "<li>" * (DEEP // 10) + "chữ",
    ],
)
def test_pages_made_to_be_slow(page: str) -> None:
    began = time.process_time()
    assert text("<html>" + page).endswith("chữ")
    assert time.process_time() - began < 5  # quadratic time would be 20 s and more


def test_a_tag_beyond_the_depth_still_parts_words() -> None:
    assert text("<div>a" * 1_000).split() == ["a"] * 1_000


@given(st.text(st.sampled_from("<>/!-abp \"'="), max_size=40))
def test_no_page_is_too_broken(page: str) -> None:
    assert len(shallow(page)) <= len(page) + 8
    with suppress(UnsupportedFormat):
        text("<html>" + page)


@given(st.binary(max_size=60))
def test_any_bytes_decode(data: bytes) -> None:
    assert isinstance(decoded(data), str)


def test_no_text() -> None:
    with pytest.raises(UnsupportedFormat, match=r"a\.html: .*no text.*PDF"):
        text("<html><img src=a.png>")
    with pytest.raises(DamagedFile, match=r"a\.html: .*no text"):
        text(b"<html>\0\xff\xfe\x01")


def test_codes_without_their_font() -> None:
    given = Source(Path("a.html"), "<html><p>Céng hoµ x· héi chñ nghÜa ViÖt Nam".encode(), "", HTML)
    (page,) = Html(Config()).extract(given)
    assert page.text == "Cộng hoà xã hội chủ nghĩa Việt Nam"
    assert page.warnings == ("Chữ TCVN3 đã được đổi sang Unicode",)
    (page,) = Html(Config()).extract(Source(Path("a.html"), b"<html><p>qwrt zxcv plmk", "", HTML))
    assert page.warnings == ("Trang 1: chữ không giống tiếng Việt (0,00)",)
