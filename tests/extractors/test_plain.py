"""Plain text in every encoding: told by its words, and left alone where it is Unicode."""

from __future__ import annotations

import random
import re
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cancu.extractors.charset import undo
from cancu.extractors.legacy import decode_1258
from cancu.extractors.plain import PlainText
from cancu.extractors.sniff import TEXT, media_type
from cancu.pipeline.config import Config
from cancu.pipeline.errors import DamagedFile, UnsupportedFormat
from cancu.pipeline.model import Page, Source
from cancu.pipeline.vietnamese import LOWER, UPPER

PLANS = sorted((Path(__file__).parents[2] / "corpus" / "plans").glob("*.txt"))
TEXTS = [unicodedata.normalize("NFC", plan.read_text(encoding="utf-8")) for plan in PLANS]
WORDS = sorted({word for text in TEXTS for word in text.split()})
PARAGRAPHS = [line for text in TEXTS for line in text.split("\n") if not line.isascii()]
LETTERS = LOWER.removeprefix("a-z") + UPPER.removeprefix("A-Z")
ENGLISH = re.findall(r"\w+", "the report of this year was sent to all members and will be read in the next meeting")
FOREIGN = re.findall(
    r"\w+",
    """où été à là août déjà élève garçon forêt hôpital café résumé façade naïve Noël für über Größe müde schön Übung
    Äpfel señor niño más José Málaga São João não três brød år høyre più città perché è così virtù äiti yö Dvořák""",
)
TONES = "\u0300\u0301\u0309\u0303\u0323"


def read(data: bytes) -> tuple[Page, ...]:
    assert media_type(data) == TEXT
    return PlainText(Config()).extract(Source(Path("a.txt"), data, "", TEXT))


def note(encoding: str) -> str:
    return f"Chữ {encoding} đã được đổi sang Unicode"


@pytest.fixture(scope="session")
def encoded(legacy_fonts: ModuleType) -> dict[str, Callable[[str], bytes]]:
    """Text as the programs of the time wrote it, by encoding."""
    abc = legacy_fonts.ABC

    def tcvn3(text: str) -> bytes:  # one font for all: capitals with tones come out as small letters
        return "".join(abc.get(letter, abc.get(letter.lower(), letter)) for letter in text).encode("cp1252")

    def vni(text: str) -> bytes:
        return str(legacy_fonts.vni(text)).encode("cp1252")

    return {"TCVN3": tcvn3, "VNI": vni, "windows-1258": windows_1258}


def windows_1258(text: str) -> bytes:
    """Tones follow their letter, hats and breves are part of it."""
    return "".join(map(_typed, text)).encode("cp1258")


def _typed(letter: str) -> str:
    marks = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in marks if mark in TONES), "")
    return unicodedata.normalize("NFC", marks.replace(tone, "")) + tone if tone else letter


@pytest.mark.parametrize("encoding", ["TCVN3", "VNI", "windows-1258"])
@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.split("\n")[2][:12])
def test_encodings_are_told_by_the_words(encoded: dict[str, Callable[[str], bytes]], encoding: str, text: str) -> None:
    for part in (text, text[:500], text[:200]):
        (page,) = read(encoded[encoding](part))
        assert page.warnings == (note(encoding),)
        if encoding == "TCVN3":
            assert page.text.lower() == part.lower()
        else:
            assert page.text == part


@pytest.mark.parametrize("encoding", ["TCVN3", "VNI", "windows-1258"])
def test_single_paragraphs_are_read_right_or_refused(encoded: dict[str, Callable[[str], bytes]], encoding: str) -> None:
    refused = 0
    for paragraph in PARAGRAPHS:
        try:
            (page,) = read(encoded[encoding](paragraph))
        except UnsupportedFormat:
            refused += 1
        else:
            assert page.text.lower() == paragraph.lower()
            assert note(encoding) in page.warnings
    assert refused <= 0.05 * len(PARAGRAPHS)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.split("\n")[2][:12])
def test_tcvn_with_all_its_capitals(text: str) -> None:
    text = re.sub("[“”]", '"', text).replace("–", "-").replace("…", "...")
    data = subprocess.run(["iconv", "-t", "TCVN"], input=text.encode(), capture_output=True, check=True).stdout
    (page,) = read(data)
    assert (page.text, page.warnings) == (text, (note("TCVN3"),))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        (
            "CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM\nUBND TØNH Hµ NAM",
            "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nUBND TỈNH HÀ NAM",
        ),
        ("UBND Hµ Néi, tØnh Hµ Nam", "UBND Hà Nội, tỉnh Hà Nam"),
        ("\x93Thi ®ua\x94 \x96 n¨m häc nh\xad mäi n¨m", "“Thi đua” – năm học như mọi năm"),
        ("Tr-êng THCS ng-êi d©n n-íc ViÖt Nam", "Trường THCS người dân nước Việt Nam"),  # 0xAD was taken for a hyphen
    ],
)
def test_lines_in_tcvn3(data: str, expected: str) -> None:
    assert [page.text for page in read(data.encode("latin-1"))] == [expected]


def test_pages_of_an_old_file(encoded: dict[str, Callable[[str], bytes]]) -> None:
    pages = read(b"\f".join(encoded["VNI"](text) for text in TEXTS[:2]))
    assert [page.text for page in pages] == TEXTS[:2]


def test_what_all_encodings_agree_on_is_read() -> None:
    (page,) = read("The \x93plan\x94 \x96 a draft".encode("latin-1"))
    assert page.text == "The “plan” – a draft"
    assert page.warnings == ("Trang 1: chữ không giống tiếng Việt (0,50)",)


@pytest.mark.parametrize(
    "text",
    [
        "Le conseil a décidé à l'unanimité que les travaux prévus à côté de l'école seront achevés avant l'été.",
        "Die Prüfung für Schüler wird nächste Woche durchgeführt; Größe, Straße, Übung, natürlich.",
        "© 2020",
        "\x81\x8d\x8f",
        "Phßng",  # one word is not enough to tell
    ],
)
def test_other_encodings_are_refused_with_a_way_out(text: str) -> None:
    with pytest.raises(UnsupportedFormat, match=r"a\.txt: .* none of UTF-8, .* VNI; open it .*save it as UTF-8"):
        read(text.encode("latin-1"))


@given(st.integers(0, 1 << 32))
def test_bytes_at_random_are_no_text(seed: int) -> None:
    data = bytes(byte for byte in random.Random(seed).randbytes(2_000) if byte >= 0x20 and byte != 0x7F)
    with pytest.raises(UnsupportedFormat):
        read(data)


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_utf16_that_was_cut_inside_a_letter(name: str) -> None:
    data = ("\ufeff" + TEXTS[0]).encode(name)[:-1]
    with pytest.raises(DamagedFile, match=rf"the UTF-16 text is damaged at byte {len(data) - 1:,}; get it again"):
        read(data)


@pytest.mark.parametrize("cut", [b"\xe1\xba", b"\xff", b"\xc3("])
def test_damaged_utf8_is_no_other_encoding(cut: bytes) -> None:
    data = TEXTS[0].encode()
    with pytest.raises(DamagedFile, match=rf"a\.txt: .* damaged at byte {len(data):,}; get it again"):
        read(data + cut)


@pytest.mark.parametrize("encoding", ["TCVN3", "VNI", "windows-1258"])
@pytest.mark.parametrize("page", ["cp1252", "latin-1"])
def test_codes_saved_as_unicode(encoded: dict[str, Callable[[str], bytes]], encoding: str, page: str) -> None:
    data = encoded[encoding](TEXTS[1])
    (read_back,) = read(data.decode(page).encode())
    assert read_back.text.lower() == TEXTS[1].lower()
    assert read_back.warnings == (note(encoding),)


def test_utf8_taken_for_windows_1252_and_saved_again() -> None:
    mistaken = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in TEXTS[2].encode())
    (page,) = read(mistaken.encode())
    assert (page.text, page.warnings) == (TEXTS[2], (note("UTF-8"),))


@pytest.mark.parametrize("encoding", ["TCVN3", "VNI", "windows-1258"])
def test_lines_of_unicode_between_lines_of_codes(encoded: dict[str, Callable[[str], bytes]], encoding: str) -> None:
    chance = random.Random(7)
    lines = TEXTS[4].split("\n")
    old = [chance.random() < 0.5 for _ in lines]
    mixed = [
        encoded[encoding](line).decode("cp1252") if is_old else line for line, is_old in zip(lines, old, strict=True)
    ]
    (page,) = read("\n".join(mixed).encode())
    found = page.text.split("\n")
    assert all(new == line for new, line, is_old in zip(found, lines, old, strict=True) if not is_old)
    wrong = sum(new.lower() != line.lower() for new, line in zip(found, lines, strict=True))
    assert wrong <= 0.03 * len(lines)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.split("\n")[2][:12])
def test_unicode_stays_as_it_is(text: str, form: str) -> None:
    text = unicodedata.normalize(form, text)
    assert undo(text) is None
    assert not any(undo(line) for line in text.split("\n"))
    assert not any(undo(text[at : at + 300]) for at in range(0, len(text), 300))


@given(st.lists(st.text(st.sampled_from(LETTERS))))
def test_1258_there_and_back(words: list[str]) -> None:
    text = " ".join(words)
    assert decode_1258(windows_1258(text)) == text


@given(st.lists(st.sampled_from(WORDS)))
def test_words_of_unicode_stay_as_they_are(words: list[str]) -> None:
    assert undo(" ".join(words)) is None


@given(st.lists(st.sampled_from(ENGLISH), min_size=8), st.lists(st.sampled_from(FOREIGN), max_size=4))
def test_english_with_foreign_words_stays_as_it_is(english: list[str], foreign: list[str]) -> None:
    assert undo(" ".join([*english, *foreign])) is None


@given(st.permutations(FOREIGN))
def test_foreign_text_stays_as_it_is(words: list[str]) -> None:
    assert undo(" ".join(words)) is None


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    found = undo(text)
    assert found is None or found.text
