"""Word files: what is printed is in the text, once and in its order."""

from __future__ import annotations

import unicodedata
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from cancu.extractors.office.docx import Docx
from cancu.extractors.sniff import DOCX
from cancu.pipeline.config import Config
from cancu.pipeline.errors import UnsupportedFormat
from cancu.pipeline.model import Page, Source
from samples import plan
from samples.package import docx, zipped


def page(data: bytes) -> Page:
    (only,) = Docx(Config()).extract(Source(Path("a.docx"), data, "", DOCX))
    return only


def text(body: str, **parts: str) -> str:
    return page(docx(body, **parts)).text


def p(runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def r(content: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{content}</w:t></w:r>'


def field(code: str, result: str) -> str:
    parts = [f"<w:r>{part}</w:r>" for part in (f"<w:instrText>{code}</w:instrText>", f"<w:t>{result}</w:t>")]
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return begin + parts[0] + separate + parts[1] + end


def box(content: str) -> str:
    shape = f"<wps:wsp><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp>"
    old = f"<w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData>{shape}'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p(r("Một")) + p(r("Hai")), "Một\n\nHai"),
        (p(r("Kế ") + r("hoạch")), "Kế hoạch"),
        (p(r("a") + "<w:r><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>"), "a\nb\tc"),
        (p(r("a") + '<w:r><w:br w:type="page"/></w:r>') + p(r("b")), "a\n\nb"),
        (p(r("05") + "<w:r><w:noBreakHyphen/><w:t>KH</w:t></w:r>"), "05-KH"),
        (p(r("thấy") + r("ẩn", "<w:vanish/>")), "thấy"),
        (p(r("thấy") + r(" rõ", '<w:vanish w:val="0"/>')), "thấy rõ"),
        (p(r("chủ tịch", "<w:caps/>")), "CHỦ TỊCH"),
        (p(f"<w:ins>{r('mới')}</w:ins><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>"), "mới"),
        (p(f"<w:moveTo>{r('đến')}</w:moveTo><w:moveFrom>{r('đi')}</w:moveFrom>"), "đến"),
        (p(r("Số "), "<w:rPr><w:del/></w:rPr>") + p(r("05")), "Số 05"),
        (p(f"<w:hyperlink>{r('trang chủ')}</w:hyperlink>"), "trang chủ"),
        (p(r("năm ") + field(" DATE ", "2026")), "năm 2026"),
        (p(f'<w:fldSimple w:instr=" REF x ">{r("Điều 5")}</w:fldSimple>'), "Điều 5"),
        (p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("không ai đóng")) + p(r("sau")), "không ai đóng\n\nsau"),
        (p('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + r(" 95%")), "≥ 95%"),
        (p(r("\uf0fc đạt", '<w:rFonts w:hAnsi="Wingdings"/>')), "✓ đạt"),
        (f"<w:sdt><w:sdtContent>{p(r('trong khung'))}</w:sdtContent></w:sdt>", "trong khung"),
        (p(f"<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>{r(' = 5')}"), "a+b = 5"),
        (p(r("trước") + box(p(r("trong hộp")) + p(r("hai")))) + p(r("sau")), "trước\n\ntrong hộp\n\nhai\n\nsau"),
        (p(r("Nơi nhận:")) + p(r("- A;")) + p(r("- B.")) + p(r("C")), "Nơi nhận:\n- A;\n- B.\n\nC"),
        (p("<w:r><w:t>Nơi nhận:</w:t><w:tab/><w:t>CHỦ TỊCH</w:t></w:r>") + p(r("- A.")), "Nơi nhận:\tCHỦ TỊCH\n- A."),
        (p(r("KẾ HOẠCH"), '<w:jc w:val="center"/>') + p(r("Năm 2026"), '<w:jc w:val="center"/>'), "KẾ HOẠCH\nNăm 2026"),
    ],
)  # fmt: skip
def test_paragraphs(body: str, expected: str) -> None:
    assert text(body) == expected


def test_runs_in_legacy_fonts() -> None:
    vni, abc = '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>', '<w:rFonts w:hAnsi=".VnTime"/>'
    assert text(p(r("Co", vni) + r("äng ñoaøn", vni) + r(" – công đoàn"))) == "Cộng đoàn – công đoàn"
    assert text(p(r("C«ng ®oµn", abc))) == "Công đoàn"
    assert text(p("<w:r><w:rPr>" + abc + "</w:rPr><w:t>t</w:t><w:softHyphen/></w:r>")) == "tư"
    assert text(p("<w:r><w:t>Kế</w:t><w:softHyphen/></w:r>")) == "Kế"


@pytest.mark.parametrize(
    "styles",
    [
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr></w:rPrDefault></w:docDefaults>',
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr>'
        "</w:style>",
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:basedOn w:val="O"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="O"><w:basedOn w:val="N"/><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr>'
        "</w:style>",
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"/></w:rPr>'
        "</w:style>",
    ],
    ids=["defaults", "style", "a circle of styles", "theme"],
)
def test_fonts_come_from_styles_and_theme(styles: str) -> None:
    theme = '<a:fontScheme><a:minorFont><a:latin typeface=".VnTime"/></a:minorFont></a:fontScheme>'
    assert text(p(r("C«ng ®oµn")), styles=styles, theme=theme) == "Công đoàn"


def level(at: int, form: str, shown: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{shown}"/></w:lvl>'
    )


def item(at: int, content: str = "x", numbers: int = 1) -> str:
    return p(r(content), f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{numbers}"/></w:numPr>')


def labels(body: str, levels: str, overrides: str = "", styles: str = "") -> list[str]:
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{overrides}</w:num>'
    )
    found = text(body, numbering=numbering, styles=styles)
    return [line.removesuffix(" x") for line in found.splitlines() if line]


THREE = level(0, "decimal", "Điều %1.") + level(1, "decimal", "%1.%2.") + level(2, "lowerLetter", "%3)")


@pytest.mark.parametrize(
    ("levels", "body", "expected"),
    [
        (THREE, [0, 1, 1, 2, 2, 1, 0, 1], ["Điều 1.", "1.1.", "1.2.", "a)", "b)", "1.3.", "Điều 2.", "2.1."]),
        (THREE, [2, 0], ["a)", "Điều 1."]),
        (level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2.", "<w:isLgl/>"), [0, 1], ["I.", "1.1."]),
        (level(0, "lowerRoman", "(%1)"), [0, 0, 0, 0], ["(i)", "(ii)", "(iii)", "(iv)"]),
        (level(0, "upperLetter", "%1."), [0] * 28, [*map("{}.".format, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), "AA.", "BB."]),
        (level(0, "decimalZero", "%1"), [0], ["01"]),
        (level(0, "bullet", "-"), [0], ["-"]),
        (level(0, "bullet", "\uf0b7"), [0], ["•"]),
        (level(0, "none", ""), [0], ["x"]),
        (level(0, "decimal", "%1.") + level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>'), [0, 1, 0, 1],
         ["1.", "1.", "2.", "2."]),
    ],
)  # fmt: skip
def test_numbers_that_word_makes(levels: str, body: list[int], expected: list[str]) -> None:
    assert labels("".join(map(item, body)), levels) == expected


def test_a_list_may_start_again() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = item(0) + item(0) + item(0, numbers=2) + item(0, numbers=2)
    assert labels(body, level(0, "decimal", "%1."), again) == ["1.", "2.", "1.", "2."]
    assert labels(body, level(0, "decimal", "%1.")) == ["1.", "2.", "3.", "4."]


def test_numbers_of_a_style() -> None:
    style = '<w:style w:styleId="D"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    body = p(r("x"), '<w:pStyle w:val="D"/>') * 2
    levels = level(0, "decimal", "Điều %1.", '<w:pStyle w:val="D"/>')
    assert labels(body, levels, styles=style) == ["Điều 1.", "Điều 2."]


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(*rows: str, lines: bool = True, properties: str = "") -> str:
    borders = '<w:insideH w:val="single"/><w:insideV w:val="single"/>' if lines else ""
    inner = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{properties}<w:tblBorders>{borders}</w:tblBorders></w:tblPr>{inner}</w:tbl>"


def cells(*contents: str, properties: str = "") -> str:
    return "".join(cell(p(r(content)), properties) for content in contents)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p(r("a")) + table(cells("TT", "Tên"), cells("1", "x")) + p(r("b")), "a\n\n| TT | Tên |\n| 1 | x |\n\nb"),
        (table(cell(p(r("a")) + p(r("b"))) + cells("c")), "| a b | c |"),
        (table(cells("a", "b", "c"), cell(p(r("rộng")), '<w:gridSpan w:val="2"/>') + cells("d")),
         "| a | b | c |\n| rộng |  | d |"),
        (table(cell(p(r("cao")), '<w:vMerge w:val="restart"/>') + cells("b"),
               cell(p(r("cao")), "<w:vMerge/>") + cells("c")), "| cao | b |\n|  | c |"),
        (table("<w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>" + cells("b"), cells("a", "c")), "|  | b |\n| a | c |"),
        (table(cell(table(cells("1", "2"))) + cells("b")), "| 1 2 | b |"),
        (table(cells("a", ""), cells("", ""), cells("b", "c|d")), "| a |  |\n| b | c¦d |"),
        (table(cells("a", "b"), "<w:trPr><w:del/></w:trPr>" + cells("c", "d")), "| a | b |"),
        (table(cells("Khung", )), "Khung"),
    ],
)  # fmt: skip
def test_tables_of_data_are_rows(body: str, expected: str) -> None:
    assert text(body) == expected


HEAD = [("SỞ Y TẾ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("Số: 5/KH-SYT", "Lào Cai, ngày 5 tháng 3 năm 2026")]
LIST = [(str(number), f"ô {number}") for number in range(1, 7)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (table(*(cells(*row) for row in HEAD), lines=False),
         "SỞ Y TẾ\nSố: 5/KH-SYT\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nLào Cai, ngày 5 tháng 3 năm 2026"),
        (table(cells("Nơi nhận:", "", "CHỦ TỊCH"), cells("- Như trên;", "", "Lê Văn Bình"), lines=False),
         "Nơi nhận:\n- Như trên;\n\nCHỦ TỊCH\nLê Văn Bình"),
        (table(cell(p(r("BIÊN BẢN")), '<w:gridSpan w:val="2"/>'), cells("Thư ký", "Chủ trì"), lines=False),
         "BIÊN BẢN\n\nThư ký\n\nChủ trì"),
        (table(cells("Thư ký", "Kế toán", "Thủ trưởng"), cells("An", "Bình", "Chi"), lines=False),
         "Thư ký\nAn\n\nKế toán\nBình\n\nThủ trưởng\nChi"),
        (table(cell(table(cells("1", "2"))) + cells("b"), lines=False), "| 1 | 2 |\n\nb"),
        (table(*(cells(*row) for row in LIST), lines=False),
         "\n".join(f"| {number} | {name} |" for number, name in LIST)),
        (table(cells("a", "b", "c", "d"), lines=False), "| a | b | c | d |"),
        (table(cells("a", "b", properties='<w:tcBorders><w:right w:val="single"/></w:tcBorders>'), lines=False),
         "| a | b |"),
        (table(cells("a", "b", properties='<w:tcBorders><w:right w:val="nil"/><w:left w:val="nil"/></w:tcBorders>')),
         "a\n\nb"),
        (table(cells("a", "b", properties='<w:tcBorders><w:right w:val="single" w:color="FFFFFF"/></w:tcBorders>')),
         "a\n\nb"),
    ],
)  # fmt: skip
def test_tables_that_lay_out_are_columns(body: str, expected: str) -> None:
    assert text(body) == expected


def test_lines_of_a_table_come_from_its_style() -> None:
    lines = '<w:tblPr><w:tblBorders><w:insideV w:val="single"/></w:tblBorders></w:tblPr>'
    styles = f'<w:style w:styleId="B">{lines}</w:style><w:style w:styleId="G"><w:basedOn w:val="B"/></w:style>'
    bare = f'<w:tbl><w:tblPr><w:tblStyle w:val="G"/></w:tblPr><w:tr>{cells("a", "b")}</w:tr></w:tbl>'
    assert text(bare, styles=styles) == "| a | b |"
    assert text(bare) == "a\n\nb"


def test_notes_stand_at_the_end_with_their_marks() -> None:
    first, second = (f'<w:r><w:{kind}Reference w:id="2"/></w:r>' for kind in ("footnote", "endnote"))
    note = (
        '<w:{0} w:id="-1" w:type="separator"/><w:{0} w:id="2">'
        + p("<w:r><w:footnoteRef/></w:r>" + r(" Theo {0}."))
        + "</w:{0}>"
    )
    found = text(
        p(r("Luật") + first + r(" và nghị định") + second) + p(r("Hết.")),
        footnotes=note.format("footnote"),
        endnotes=note.format("endnote"),
    )
    assert found == "Luật[1] và nghị định[2]\n\nHết.\n\n[1] Theo footnote.\n\n[2] Theo endnote."


def test_headers_and_footers_once_and_without_page_numbers() -> None:
    def section(header: str, more: str = "") -> str:
        return f'<w:sectPr><w:headerReference w:type="default" r:id="{header}"/>{more}</w:sectPr>'

    body = p(r("một"), section("header1")) + p(r("hai"), section("header2")) + p(r("ba"))
    body += section("header1", '<w:footerReference w:type="default" r:id="footer1"/>')
    found = text(
        body,
        header1=p(r("MẬT")) + p(r("Trang ") + field("PAGE", "7") + r("/") + field(" NUMPAGES ", "9")),
        header2=p(r("- 7 -")) + p(r("Phụ lục II")),
        footer1=p(r("Lưu hành nội bộ")),
    )
    assert found == "MẬT\n\nmột\n\nPhụ lục II\n\nhai\n\nba\n\nLưu hành nội bộ"


def test_what_python_docx_writes() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "SAO Y"
    document.add_paragraph("KẾ HOẠCH").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("Mục một", style="List Number")
    document.add_paragraph("Mục hai", style="List Number")
    shade = document.add_paragraph().add_run("ẩn")
    shade._element.get_or_add_rPr().append(OxmlElement("w:vanish"))
    assert qn("w:vanish") in {child.tag for child in shade._element.rPr}
    assert page(plan.saved(document)).text == "SAO Y\n\nKẾ HOẠCH\n\n1. Mục một\n\n2. Mục hai"


@pytest.mark.parametrize(
    "main",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    ],
)
def test_macros_and_templates_are_read_and_never_run(main: str) -> None:
    assert page(docx(p(r("Kế hoạch")), main)).text == "Kế hoạch"


def test_strict_open_xml() -> None:
    data = docx(p(r("Kế hoạch")))
    usual, strict = "schemas.openxmlformats.org/wordprocessingml/2006/main", "purl.oclc.org/ooxml/wordprocessingml/main"
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = {name: package.read(name).decode().replace(usual, strict) for name in package.namelist()}
    assert page(zipped(parts)).text == "Kế hoạch"


PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="6000000" cy="8000000"/><a:graphic><a:graphicData><pic:pic/>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)


def test_pictures_of_pages_are_told() -> None:
    assert page(docx(p(r("Kính gửi")) + p(PICTURE))).warnings == (
        "Tệp có 1 hình lớn, chữ trong hình chưa được đọc: nên lưu thành PDF rồi đọc lại",
    )
    with pytest.raises(UnsupportedFormat, match=r"a\.docx: .*no text.*save it as PDF"):
        page(docx(p(PICTURE)))


def test_an_embedded_file_is_told() -> None:
    found = page(docx(p(r("a")) + '<w:altChunk r:id="x"/>'))
    assert found.warnings == ("Tệp chứa một tệp khác được nhúng vào, phần ấy chưa được đọc: nên lưu riêng tệp ấy",)


def test_letters_in_pieces() -> None:
    found = page(docx(p(r(unicodedata.normalize("NFD", "Kế hoạch phát động phong trào")))))
    assert (found.text, found.warnings) == ("Kế hoạch phát động phong trào", ())
