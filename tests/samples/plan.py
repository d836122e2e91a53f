"""An invented plan as a Word file and as a web page: header, table of targets and signature as offices lay them out."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH

HEADER = (
    ("LIÊN ĐOÀN LAO ĐỘNG TỈNH LÀO CAI", "CÔNG ĐOÀN NGÀNH GIÁO DỤC", "Số: 27/KH-CĐN"),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Lào Cai, ngày 15 tháng 01 năm 2026"),
)
TITLE = ("KẾ HOẠCH", "Phát động phong trào thi đua năm 2026")
BASIS = "Căn cứ Nghị quyết số 02-NQ/TW ngày 12 tháng 6 năm 2021 của Bộ Chính trị;"
HEADING = "I. CHỈ TIÊU"
TARGETS = (
    ("TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2026"),
    ("1", "Tỷ lệ đoàn viên được học tập nghị quyết", "%", "≥ 95"),
    ("2", "Kết nạp đoàn viên mới", "người", "1.200"),
)
END = "Ban Thường vụ đề nghị các đơn vị tổ chức thực hiện Kế hoạch này./."
SIGNATURE = (
    ("Nơi nhận:", "- LĐLĐ tỉnh (b/c);", "- Các CĐCS trực thuộc;", "- Lưu: VT."),
    ("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "", "", "Trần Thị Hồng Nhung"),
)


def word() -> bytes:
    document = Document()
    _layout(document, HEADER)
    for line in TITLE:
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph(BASIS)
    document.add_paragraph(HEADING)
    table = document.add_table(rows=0, cols=4, style="Table Grid")
    for row in TARGETS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph(END)
    _layout(document, SIGNATURE)
    return saved(document)


def _layout(document: Word, columns: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=1, cols=len(columns))
    for cell, lines in zip(table.rows[0].cells, columns, strict=True):
        cell.text = lines[0]
        for line in lines[1:]:
            cell.add_paragraph(line)


def saved(document: Word) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def page() -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in TARGETS)
    return f"""<!-- saved --><!DOCTYPE html><html><head><meta charset="utf-8"><title>Cổng thông tin</title>
<style>.menu {{ display: none }}</style><script>document.write("<p>quảng cáo</p>")</script></head><body>
<nav><a href="/">Trang chủ</a></nav><div class="menu">Danh mục</div>
{_columns(HEADER)}<p align="center"><b>{TITLE[0]}</b></p><p align="center">{TITLE[1]}</p>
<p>{BASIS}</p><h2>{HEADING}</h2><table border="1">{rows}</table><p>{END}</p>{_columns(SIGNATURE)}
<footer>Bản quyền</footer></body></html>""".encode()


def _columns(columns: Sequence[Sequence[str]]) -> str:
    cells = "".join("<td>" + "<br>".join(lines) + "</td>" for lines in columns)
    return f'<table border="0"><tr>{cells}</tr></table>'
