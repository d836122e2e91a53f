"""Encodings older than Unicode: against iconv, and there and back."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.extractors.legacy import Encoding, convert, decode, decode_tcvn, encoding_of
from cancu.extractors.office.docx import Docx
from cancu.extractors.pdf.pages import Pdf
from cancu.extractors.sniff import PDF, media_type
from cancu.pipeline.config import Config
from cancu.pipeline.model import Source
from cancu.pipeline.vietnamese import LOWER

SMALL = LOWER[3:]
LETTERS = SMALL + SMALL.upper()
WORDS = st.lists(st.text(st.sampled_from(LETTERS + "abcxyzABCXYZ 0123456789,.-/()%;:"), min_size=1), min_size=1)


def tcvn(text: str) -> bytes:
    """By the program everyone has."""
    if not shutil.which("iconv"):
        pytest.fail("iconv is missing: it belongs to the C library (libc-bin)")
    return subprocess.run(["iconv", "-t", "TCVN"], input=text.encode(), capture_output=True, check=True).stdout


@pytest.mark.parametrize("letter", LETTERS)
def test_tcvn_is_what_iconv_says(letter: str) -> None:
    assert decode_tcvn(tcvn(letter)) == letter


def test_every_byte_of_tcvn_is_what_iconv_says() -> None:
    data = b"".join(b"a" + bytes([code]) + b"." for code in range(1, 256))
    read = subprocess.run(["iconv", "-f", "TCVN", "-t", "UTF-8"], input=data, capture_output=True, check=True).stdout
    assert decode_tcvn(data) == unicodedata.normalize("NFC", read.decode())


@pytest.mark.parametrize("letter", SMALL + "ĂÂĐÊÔƠƯ")
def test_letters_of_abc_fonts(letter: str) -> None:
    code = tcvn(letter).decode("latin-1")
    assert convert(code, ".VnTime") == letter
    assert convert(chr(0xF000 + ord(code)), ".VnTime") == letter
    assert convert(code, ".VnTimeH") == letter.upper()


@pytest.mark.parametrize("letter", LETTERS)
def test_letters_of_vni_fonts(legacy_fonts: ModuleType, letter: str) -> None:
    typed = legacy_fonts.vni(letter)
    assert convert(typed, "VNI-Times") == letter
    assert convert("".join(chr(0xF000 + ord(code)) for code in typed), "VNI-Times") == letter
    assert convert(typed[0] + typed[1:].swapcase(), "VNI-Times") == letter


@pytest.mark.parametrize(
    ("font", "text", "expected"),
    [
        (".VnTime", "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        (".VnTimeH", "®éc lËp - tù do - h¹nh phóc", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"),
        (".VnTime", "Ng\xad\xeai d\xadíi 5 m², 30°C", "Người dưới 5 m², 30°C"),
        (".VnTime", "“Thi ®ua” – 1996", "“Thi đua” – 1996"),
        (".VnTime", "\x93lμ\x94 h∙ng", "“là” hãng"),
        ("VNI-Times", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("VNI-Times", "ÑOÄC LAÄP – TÖÏ DO – HAÏNH PHUÙC", "ĐỘC LẬP – TỰ DO – HẠNH PHÚC"),
        ("VNI-Helve", "“Ngöôøi toát, vieäc toát”", "“Người tốt, việc tốt”"),
        ("VNI-Times", "Aùnh saùng, kyû nieäm, ñeâm, kyø Mî", "Ánh sáng, kỷ niệm, đêm, kỳ Mỵ"),
        ("Times New Roman", "Cộng hoà", "Cộng hoà"),
        ("Times New Roman", "Céng hoµ", "Céng hoµ"),
        (".VnTime", "Ủy ban, là một", "Ủy ban, là một"),  # typed in Unicode, the font stayed
        (".VnTime", "là", "là"),
        (".VnTime", "và cà phê", "và cà phê"),
        ("VNI-Times", "là", "là"),
        ("VNI-Times", "", ""),
    ],
)
def test_runs(font: str, text: str, expected: str) -> None:
    assert convert(text, font) == expected


@pytest.mark.parametrize(
    ("font", "text", "expected"),
    [
        (".VnTime", "ng-êi lao ®éng, ph-¬ng ph¸p, h-ëng", "người lao động, phương pháp, hưởng"),
        (".VnTime", "T- ph¸p vµ nh- vËy, thø t-.", "Tư pháp và như vậy, thứ tư."),
        (".VnTime", "-u tiªn, -íc m¬, -ng", "ưu tiên, ước mơ, ưng"),
        (".VnTimeH", "tr-êng th- viÖn", "TRƯỜNG THƯ VIỆN"),
        (".VnTime", "kinh tÕ-x· héi - 1996, B¾c-Nam", "kinh tế-xã hội - 1996, Bắc-Nam"),
        (".VnTime", "02-NQ/TW, 12/Q§-UB, TT-BTC, H-5, A-B", "02-NQ/TW, 12/QĐ-UB, TT-BTC, H-5, A-B"),
        (".VnTime", "a- Mét\nb- Hai\nc- Ba\n- Bèn\n-a", "a- Một\nb- Hai\nc- Ba\n- Bốn\n-a"),
        (".VnTime", "C- d©n, d- luËn\nt- ph¸p, khu B-, nhãm N-", "Cư dân, dư luận\ntư pháp, khu B-, nhóm N-"),
        ("VNI-Times", "ng-t, t-", "ng-t, t-"),
    ],
)
def test_hyphens_that_are_letters(font: str, text: str, expected: str) -> None:
    assert convert(text, font) == expected


TCVN3, VNI, _ = Encoding


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", TCVN3),
        (".VnTimeH", TCVN3),
        ("ABCDEF+.VnTime", TCVN3),
        ("ABCDEF+.VnArialH,BoldItalic", TCVN3),
        (".VnArial NarrowH", TCVN3),
        (".VnCenturySchoolbook-Bold", TCVN3),
        (".VnSomethingNew", TCVN3),
        (".VNTIME", TCVN3),
        (" .VnTime ", TCVN3),
        ("VnTime", TCVN3),
        ("VnTimeH", TCVN3),
        ("vntime-bold", TCVN3),
        ("_VnTime", TCVN3),
        ("VNI-Times", VNI),
        ("VNI Times", VNI),
        ("VNITimes", VNI),
        ("ABCDEF+VNI-Helve-Condense,Italic", VNI),
        ("vni-times", VNI),
        ("Vni 12 Alex", VNI),
        ("VNI-DOS Sample Font", None),
        ("VNtimes new roman", None),  # VietWare
        ("Vinhan", None),
        ("Vn", None),
        ("SVN-Times New Roman", None),
        ("UVN Thang Vu", None),
        ("Times New Roman", None),
        ("", None),
    ],
)
def test_fonts(font: str, encoding: Encoding | None) -> None:
    assert encoding_of(font) is encoding


@pytest.mark.parametrize(
    ("font", "capitals"),
    [
        *((".VnTimeH", True), (".vntimeh", True), (".VNTIMEH", True), (".VnTimeH,Bold", True), (".VnNewH", True)),
        *((".VnTime", False), (".VNTIME", False), ("VNI-TimesH", False), (".VnOld English", False)),
    ],
)
def test_fonts_that_draw_capitals(font: str, capitals: bool) -> None:
    assert convert("a", font) == ("A" if capitals else "a")


@given(WORDS)
def test_vni_there_and_back(legacy_fonts: ModuleType, words: list[str]) -> None:
    text = " ".join(words)
    assert decode(legacy_fonts.vni(text), VNI) == text


@given(WORDS)
def test_tcvn_there_and_back(words: list[str]) -> None:
    text = " ".join(words)
    assert decode_tcvn(tcvn(text)) == text


@given(st.text(), st.sampled_from(["Arial", "Times New Roman", "Symbol", "Vinhan", ""]))
def test_other_fonts_change_nothing(text: str, font: str) -> None:
    assert convert(text, font) == text


@given(st.text(), st.sampled_from([".VnTime", ".VnTimeH", "VNI-Times"]))
def test_any_text_is_taken(text: str, font: str) -> None:
    assert isinstance(convert(text, font), str)


@pytest.fixture(scope="module")
def made(legacy_fonts: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan in each encoding, as PDFs and as Word files, and what they show."""
    folder = tmp_path_factory.mktemp("fonts")
    assert legacy_fonts.main([str(folder), "001"]) == 0
    return folder


@pytest.mark.tool("fonts-liberation2")
@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
@pytest.mark.parametrize("kind", [".pdf", "-winansi.pdf", ".docx"])
def test_files_in_fonts_of_the_time_come_out_exactly(made: Path, encoding: str, kind: str) -> None:
    data = (made / f"001-{encoding}{kind}").read_bytes()
    reader = Docx(Config()) if kind == ".docx" else Pdf(Config())
    pages = reader.extract(Source(Path(f"a{kind}"), data, "", media_type(data)))
    shown = (made / f"001-{encoding}.txt").read_text(encoding="utf-8")
    assert " ".join(page.text for page in pages).split() == shown.split()
    assert not any(page.warnings for page in pages)


@pytest.mark.tool("fonts-liberation2")
@pytest.mark.parametrize("symbolic", [True, False])
def test_lines_that_end_in_a_code_for_a_hyphen(legacy_fonts: ModuleType, tmp_path: Path, symbolic: bool) -> None:
    lines = ["Điều tra dân cư", "theo số dư", "thì xử lý như", "người hưu trí - ưu tiên"]
    legacy_fonts.pdf(lines, "tcvn3", tmp_path / "a.pdf", symbolic=symbolic)
    (page,) = Pdf(Config()).extract(Source(Path("a.pdf"), (tmp_path / "a.pdf").read_bytes(), "", PDF))
    assert page.text.split("\n") == lines


@pytest.mark.tool("fonts-liberation2")
def test_the_fonts_hold_no_unicode(made: Path) -> None:
    with closing(pypdfium2.PdfDocument(made / "001-tcvn3.pdf")) as document:
        text = document[0].get_textpage().get_text_bounded()
    assert "th¸ng" in text
    assert not re.search("[ăđơư\u1ea0-\u1eff]", text)


@pytest.mark.tool("fonts-liberation2")
def test_the_same_plan_gives_the_same_bytes(legacy_fonts: ModuleType, made: Path, tmp_path: Path) -> None:
    legacy_fonts.main([str(tmp_path), "001"])
    for path in sorted(made.iterdir()):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_a_letter_and_its_mark_in_two_runs() -> None:
    halves = convert("To", "VNI-Times") + convert("å", "VNI-Times")
    assert unicodedata.normalize("NFC", halves) == "Tổ"
