"""Text layers in fonts older than Unicode: told run by run, and text in other fonts left alone."""

from __future__ import annotations

import pytest

from cancu.extractors.pdf.pages import Pdf
from cancu.pipeline.config import Config
from cancu.pipeline.model import Method, Page
from samples.pdfs import source


def page(content: bytes, *fonts: bytes, config: Config | None = None) -> Page:
    """A page of 600 × 300 points with fonts F1, F2 … of these names."""
    entries = b"".join(b"/F%d %d 0 R" % (n + 1, n + 5) for n in range(len(fonts)))
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 300]/Contents 4 0 R/Resources<</Font<<" + entries + b">>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        *(b"<</Type/Font/Subtype/TrueType/Encoding/WinAnsiEncoding/BaseFont/" + font + b">>" for font in fonts),
    ]
    numbered = b"".join(b"%d 0 obj%s endobj\n" % item for item in enumerate(bodies, 1))
    data = b"%PDF-1.4\n" + numbered + b"trailer<</Size 9/Root 1 0 R>>\n%%EOF"
    (found,) = Pdf(config or Config()).extract(source(data))
    return found


@pytest.mark.parametrize(
    ("content", "fonts", "expected"),
    [
        pytest.param(b"/F1 12 Tf (C\xe9ng h\xdfa) Tj", [b".VnTime"], "Cộng hòa", id="TCVN3"),
        pytest.param(b"/F1 12 Tf (c\xe9ng h\xdfa) Tj", [b"ABCDEF+.VnTimeH,Bold"], "CỘNG HÒA", id="TCVN3, capitals"),
        pytest.param(b"/F1 12 Tf (Co\xe4ng ho\xf8a) Tj", [b"VNI-Times"], "Cộng hòa", id="VNI"),
        pytest.param(
            b"/F1 12 Tf (th\xabng t\xad) Tj T* (s\xe8 5) Tj", [b".VnTime"], "thông tư\nsố 5", id="ư at the end"
        ),
        pytest.param(
            b"/F1 12 Tf (C\xe9ng ) Tj /F2 12 Tf (ho\xf8a ) Tj /F3 12 Tf (\xe9t\xe9) Tj",
            [b".VnTime", b"VNI-Helve", b"Helvetica"],
            "Cộng hòa été",
            id="three encodings in a line",
        ),
        pytest.param(
            b"/F1 12 Tf (Co) Tj (\xe4ng) Tj", [b"VNI-Times"], "Cộng", id="a letter and its mark written apart"
        ),
    ],
)
def test_runs_of_legacy_fonts(content: bytes, fonts: list[bytes], expected: str) -> None:
    found = page(b"BT 14 TL 20 250 Td " + content + b" ET", *fonts)
    assert found.text == expected and found.method == Method.TEXT_LAYER


def test_places_are_those_of_the_converted_words() -> None:
    found = page(b"BT 20 250 Td /F1 12 Tf (Co\xe4ng ho\xf8a xa\xf5) Tj ET", b"VNI-Times", config=Config(boxes=True))
    assert [found.text[slice(*word.span)] for word in found.words] == ["Cộng", "hòa", "xã"]
    lefts = [word.box[0] for word in found.words]
    assert lefts == sorted(lefts) and lefts[0] == pytest.approx(20 / 600, abs=0.01)
