"""The closing of a document: signature and recipients."""

from __future__ import annotations

import pytest

from cancu.pipeline.model import Record
from cancu.pipeline.record import tag

HEAD = "Số: 39/KH-CĐYT\n\nHà Nội, ngày 10 tháng 01 năm 2023\n\nKẾ HOẠCH\nTổ chức Tháng Công nhân\n\nI. NỘI DUNG\nA.\n"


def _head() -> str:
    return HEAD


def _frame(record: Record) -> dict[str, object]:
    return {
        "signer": record.signer and record.signer.name,
        "position": record.signer and record.signer.position and record.signer.position.lower(),
        "authority": record.signer and record.signer.authority,
    }


CLOSING = "Các đơn vị nghiêm túc thực hiện./.\n\nNơi nhận:\n{recipients}\n\n{signature}\n"


def _close(signature: str = "TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\n\nTrần Minh Đức", recipients: str = "- Lưu: VT.") -> Record:
    return tag(_head() + CLOSING.format(signature=signature, recipients=recipients))


@pytest.mark.parametrize(
    ("signature", "authority", "position", "name"),
    [
        ("TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\n\nTrần Minh Đức", "TM. BAN THƯỜNG VỤ", "chủ tịch", "Trần Minh Đức"),
        ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nTrần Minh Đức", "KT. CHỦ TỊCH", "phó chủ tịch", "Trần Minh Đức"),
        ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\nTrần Minh Đức", "TL. CHỦ TỊCH", "chánh văn phòng", "Trần Minh Đức"),
        (
            "TUQ. GIÁM ĐỐC\nTRƯỞNG PHÒNG TỔ CHỨC\n\nTrần Minh Đức",
            "TUQ. GIÁM ĐỐC",
            "trưởng phòng tổ chức",
            "Trần Minh Đức",
        ),
        ("Q. GIÁM ĐỐC\n\nTrần Minh Đức", "Q. GIÁM ĐỐC", "giám đốc", "Trần Minh Đức"),
        pytest.param(
            "T/M BAN THƯỜNG VỤ\nBÍ THƯ\n\nTrần Minh Đức",
            "T/M BAN THƯỜNG VỤ",
            "bí thư",
            "Trần Minh Đức",
        ),
        pytest.param(
            "T/L BAN THƯỜNG VỤ\nCHÁNH VĂN PHÒNG\n\nTrần Minh Đức",
            "T/L BAN THƯỜNG VỤ",
            "chánh văn phòng",
            "Trần Minh Đức",
        ),
        pytest.param(
            "K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\n\nTrần Minh Đức",
            "K/T TRƯỞNG BAN",
            "phó trưởng ban",
            "Trần Minh Đức",
        ),
        ("T/M. BAN THƯỜNG VỤ\nBÍ THƯ\n\nTrần Minh Đức", "T/M. BAN THƯỜNG VỤ", "bí thư", "Trần Minh Đức"),
        pytest.param(
            "TM. ĐOÀN CHỦ TỊCH\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nTrần Minh Đức",
            "TM. ĐOÀN CHỦ TỊCH",
            "phó chủ tịch",
            "Trần Minh Đức",
        ),
        ("**TM. BAN THƯỜNG VỤ**\n**CHỦ TỊCH**\n\n**Trần Minh Đức**", "TM. BAN THƯỜNG VỤ", "chủ tịch", "Trần Minh Đức"),
        (
            "TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\nBAN\nCHẤP HÀNH\nCÔNG ĐOÀN\nNGÀNH Y TẾ\n\nTrần Minh Đức",
            "TM. BAN THƯỜNG VỤ",
            "chủ tịch",
            "Trần Minh Đức",
        ),
        ("TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\n(Đã ký)\nTrần Minh Đức", "TM. BAN THƯỜNG VỤ", "chủ tịch", "Trần Minh Đức"),
    ],
)
def test_signature(signature: str, authority: str | None, position: str | None, name: str) -> None:
    frame = _frame(_close(signature))
    assert (frame["authority"], frame["position"], frame["signer"]) == (authority, position, name)


@pytest.mark.parametrize(
    ("printed", "position"),
    [
        ("CHỦ TỊCH", "Chủ tịch"),
        ("PHÓ CHỦ TỊCH", "Phó Chủ tịch"),
        ("PHÓ GIÁM ĐỐC", "Phó Giám đốc"),
        ("CHÁNH VĂN PHÒNG", "Chánh Văn phòng"),
    ],
)
def test_case_of_a_position(printed: str, position: str) -> None:
    signer = _close(f"TM. BAN THƯỜNG VỤ\n{printed}\n\nTrần Minh Đức").signer
    assert signer is not None
    assert signer.position == position


@pytest.mark.parametrize(
    "signature",
    [
        pytest.param("TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\n\nTS. Trần Minh Đức"),
        pytest.param("TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\n\nPGS.TS Trần Minh Đức"),
        pytest.param("TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\n\nTRẦN MINH ĐỨC"),
        pytest.param("CHỦ TỊCH\n\nTrần Minh Đức"),
        pytest.param("GIÁM ĐỐC\n\n\nTrần Minh Đức"),
        pytest.param("TM.  BAN THƯỜNG VỤ\nCHỦ TỊCH\n\nTrần Minh Đức"),
    ],
)
def test_who_signed(signature: str) -> None:
    signer = _close(signature).signer
    assert signer is not None
    assert signer.name.lower().endswith("trần minh đức")
    assert signer.position in ("Chủ tịch", "Giám đốc")


def test_no_signature() -> None:
    assert tag(_head()).signer is None


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("- LĐLĐ tỉnh;\n- Các CĐCS;\n- Lưu: VP.", ["LĐLĐ tỉnh", "Các CĐCS", "Lưu: VP"]),
        (
            "- LĐLĐ tỉnh (b/c);\n- Các CĐCS (t/h);\n- Lưu: VT, VP (02).",
            ["LĐLĐ tỉnh (b/c)", "Các CĐCS (t/h)", "Lưu: VT, VP (02)"],
        ),
        ("+ Như trên;\n+ Lưu VT.", ["Như trên", "Lưu VT"]),
        ("• Như trên\n• Lưu VT", ["Như trên", "Lưu VT"]),
        ("– Như trên;\n– Lưu VT.", ["Như trên", "Lưu VT"]),
        pytest.param(
            "- Thường trực Tỉnh ủy,\n- Lưu Văn phòng.",
            ["Thường trực Tỉnh ủy", "Lưu Văn phòng"],
        ),
        (
            "- Các phòng, ban, đơn vị trực thuộc\nSở Y tế;\n- Lưu: VT.",
            ["Các phòng, ban, đơn vị trực thuộc Sở Y tế", "Lưu: VT"],
        ),
        (
            "- Chủ tịch, các Phó Chủ tịch UBND tỉnh;\n- UBND huyện; UBND xã;\n- Lưu: VT.",
            ["Chủ tịch, các Phó Chủ tịch UBND tỉnh", "UBND huyện; UBND xã", "Lưu: VT"],
        ),
        ("*- Như trên;*\n*- Lưu: VT.*", ["Như trên", "Lưu: VT"]),
        pytest.param("Như trên;\nLưu: VT.", ["Như trên", "Lưu: VT"]),
    ],
)
def test_recipients(printed: str, expected: list[str]) -> None:
    assert list(_close(recipients=printed).recipients) == expected


def test_recipients_after_the_signature() -> None:
    text = _head() + "TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\n\nTrần Minh Đức\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    record = tag(text)
    assert record.recipients == ("Như trên", "Lưu: VT")
    assert record.signer is not None
    assert record.signer.name == "Trần Minh Đức"


@pytest.mark.parametrize("label", ["Nơi nhận:", "Aơi nhận:"])  # the second by OCR
def test_recipients_on_the_line_of_their_label(label: str) -> None:
    text = _head() + label + " Như trên;\n- Lưu: VT.\n\nTM. BAN THƯỜNG VỤ\nCHỦ TỊCH\n\nTrần Minh Đức\n"
    assert tag(text).recipients == ("Như trên", "Lưu: VT")


@pytest.mark.parametrize(
    ("closing", "name", "position", "authority"),
    [
        # annexes and a web page's own words after it
        (
            "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nTrần Minh Đức\n|\nPHỤ LỤC\nDANH SÁCH\nÔng Lê Văn A\n" + "Dòng chữ.\n" * 60,
            "Trần Minh Đức",
            "Phó Giám đốc",
            "KT. GIÁM ĐỐC",
        ),
        ("CHỦ TỊCH\nLê Hải Hòa\n|\nMẫu số 1\nTHỦ TRƯỞNG ĐƠN VỊ\n(Ký, ghi rõ họ tên)\n", "Lê Hải Hòa", "Chủ tịch", None),
        # lines that are broken, in one emphasis or not
        (
            "**TM. ỦY BAN NHÂN\nDÂN **\nKT. CHỦ TỊCH\n**PHÓ\nCHỦ TỊCH**\n**Phan\nThị Thắng**\n",
            "Phan Thị Thắng",
            "Phó Chủ tịch",
            "TM. ỦY BAN NHÂN DÂN",
        ),
        ("**KT.\nBỘ TRƯỞNG**\n**THỨ\nTRƯỞNG**\nTrần Minh Đức\n", "Trần Minh Đức", "Thứ trưởng", "KT. BỘ TRƯỞNG"),
        (
            "**KT. BỘ TRƯỞNG,\nCHỦ NHIỆM**\nPHÓ CHỦ NHIỆM\nTrần Minh Đức\n",
            "Trần Minh Đức",
            "Phó Chủ nhiệm",
            "KT. BỘ TRƯỞNG, CHỦ NHIỆM",
        ),
        (
            "TL. CỤC TRƯỞNG\nKT. TRƯỞNG BAN CHỢ,\nPHỐ ĐÊM\nPH**Ó TRƯỞNG BAN**\nTrần Minh Đức\n",
            "Trần Minh Đức",
            "Phó Trưởng ban",
            "TL. CỤC TRƯỞNG",
        ),
        (
            "K/T CHÁNH\nVĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\nTrần Minh Đức\n",
            "Trần Minh Đức",
            "Phó Chánh Văn phòng",
            "K/T CHÁNH VĂN PHÒNG",
        ),
        # one line, its breaks lost
        ("CHỦ TỊCH QUỐC HỘI Nguyễn Thị Kim Ngân\n", "Nguyễn Thị Kim Ngân", "Chủ tịch Quốc hội", None),
        ("KT. BỘ TRƯỞNG THỨ TRƯỞNG Đỗ Hoàng Anh Tuấn\n", "Đỗ Hoàng Anh Tuấn", "Thứ trưởng", "KT. BỘ TRƯỞNG"),
        (
            "TM. CHÍNH PHỦKT. THỦ TƯỚNGPHÓ THỦ TƯỚNG(Đã ký)Hồ Văn Mẫu |\n",
            "Hồ Văn Mẫu",
            "Phó Thủ tướng",
            "TM. CHÍNH PHỦ",
        ),
        (
            "TM. CHÍNH PHỦ KT. THỦ TƯỚNG PHÓ THỦ TƯỚNG Trần Thị Mẫu PHỤ LỤC I DANH MỤC CHỢ\n",
            "Trần Thị Mẫu",
            "Phó Thủ tướng",
            "TM. CHÍNH PHỦ",
        ),
        ("XÁC THỰC VĂN BẢN HỢP NHẤT CHỦ NHIỆM Lê Quang Tùng [1] Luật Chợ\n", "Lê Quang Tùng", "Chủ nhiệm", None),
        (
            "Các xã thực hiện./. TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH ( đã kí) Trần Minh Đức\n",
            "Trần Minh Đức",
            "Phó Chủ tịch",
            "TM. ỦY BAN NHÂN DÂN",
        ),
        # columns side by side
        (
            "Nơi nhận:       TM. ỦY BAN NHÂN DÂN\n- Như trên;      KT. CHỦ TỊCH\n- Lưu: VT.       PHÓ CHỦ TỊCH\n"
            "\n                 Trần Minh Đức\n",
            "Trần Minh Đức",
            "Phó Chủ tịch",
            "TM. ỦY BAN NHÂN DÂN",
        ),
        # a body whose name has a position in it
        ("T/M BAN BÍ THƯ\nTrần Cẩm Tú\n", "Trần Cẩm Tú", None, "T/M BAN BÍ THƯ"),
        ("TM. ĐOÀN CHỦ TỊCH\nCHỦ TỊCH\nTrần Minh Đức\n", "Trần Minh Đức", "Chủ tịch", "TM. ĐOÀN CHỦ TỊCH"),
        # ranks, dirt, a position that is another's, a position of a unit, only what is signed
        ("BỘ TRƯỞNG\n(Đã ký)\nĐại tướng Lương Tam Quang\n", "Lương Tam Quang", "Bộ trưởng", None),
        (
            "TM. CHÍNH PHỦ\nKT. THỦ TƯỚNG\n     PHÓ THỦ TƯỚNGy]\n\nHồ Minh Mẫu\n",
            "Hồ Minh Mẫu",
            "Phó Thủ tướng",
            "TM. CHÍNH PHỦ",
        ),
        ("TL. CỤC TRƯỞNG\nTrần Minh Đức\n", "Trần Minh Đức", None, "TL. CỤC TRƯỞNG"),
        (
            "TL. BỘ TRƯỞNG\nCỤC TRƯỞNG CỤC\nCHỢ VÀ PHỐ\nTrần Minh Đức\n",
            "Trần Minh Đức",
            "Cục trưởng Cục chợ và phố",
            "TL. BỘ TRƯỞNG",
        ),
        ("|\n( Đã ký) Lê Thành Lâm |\n", "Lê Thành Lâm", None, None),
        (
            "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nY Thanh Hà Niê Kđăm\n",
            "Y Thanh Hà Niê Kđăm",
            "Chủ tịch",
            "TM. ỦY BAN NHÂN DÂN",
        ),
    ],
)
def test_signature_wherever_it_stands(closing: str, name: str, position: str | None, authority: str | None) -> None:
    signer = tag(f"{HEAD}\nCác đơn vị thực hiện./.\n\n{closing}").signer
    assert signer is not None
    assert (signer.name, signer.position, signer.authority) == (name, position, authority)


@pytest.mark.parametrize(
    "text",
    [
        "THỦ TRƯỞNG ĐƠN VỊ\n(Ký, ghi rõ họ tên, đóng dấu)\n\nGhi chú: A\n",  # a form
        "CHỦ TỊCH\nÔng Trần Văn A, Chủ tịch hội đồng\n",
        "TRƯỞNG BAN\nÔng Trần Văn An\n",
        "GIÁM ĐỐC\nHà Nội\n",  # a province is nobody
        "QUYỀN HẠN, CHỨC VỤ\nVỤ CỦA NGƯỜI KÝ\n",
        "Chủ tịch\nCác đơn vị thực hiện nghiêm túc.\n",
        "Văn bản do Chủ tịch ký TM. ỦY BAN NHÂN DÂN Trần Minh Đức\n",  # within a sentence
        "TM. ỦY BAN NHÂN DÂN\nPHỤ LỤC\nDanh mục các chợ đêm trên địa bàn tỉnh và các huyện có phố\n",
    ],
)
def test_what_is_no_signature(text: str) -> None:
    assert tag(f"{HEAD}\nCác đơn vị thực hiện./.\n\n{text}").signer is None


def test_who_decides_does_not_sign() -> None:
    record = tag(
        "Số: 5/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề A\n\nCHỦ TỊCH ỦY BAN NHÂN DÂN THÀNH PHỐ\nHÀ NỘI\n\nCăn cứ Luật Chợ;\n\n"
        "GIÁM ĐỐC\nCù Ngọc Trà\n"
    )
    assert record.signer is not None
    assert (record.signer.name, record.signer.position) == ("Cù Ngọc Trà", "Giám đốc")


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        # an entry over several lines, the next in small letters, in capitals, in brackets
        ("- VPCP: các PCN,\ncác Vụ: KTTH,\nNN, PL;\n- Lưu: VT.", ["VPCP: các PCN, các Vụ: KTTH, NN, PL", "Lưu: VT"]),
        ("- Các chợ;\n(Giao xã gửi)\n- Lưu: VT.", ["Các chợ; (Giao xã gửi)", "Lưu: VT"]),
        ("-\nNhư Điều 3;\n- Lưu: VT.", ["Như Điều 3", "Lưu: VT"]),
        ("*-*** **Như Điều 4;\n- TTTT (*01 bản\ngiấy*);\n- Lưu: VT", ["Như Điều 4", "TTTT (01 bản giấy)", "Lưu: VT"]),
        ("- Như trên; - Lưu: VT, NN.", ["Như trên", "Lưu: VT, NN"]),
        ("- L\u00ad\u00adưu: VT.", ["Lưu: VT"]),
        # the next cell, the next part
        ("- Như trên;\n- Lưu: VT\n|\nTrang sau", ["Như trên", "Lưu: VT"]),
        ("- Như trên;\n- Lưu: VT;\nDANH SÁCH CHỢ", ["Như trên", "Lưu: VT"]),
    ],
)
def test_entries_of_the_list(printed: str, expected: list[str]) -> None:
    record = tag(f"{HEAD}\nCác đơn vị thực hiện./.\n|\nNơi nhận:\n{printed}\n|\nGIÁM ĐỐC\nTrần Minh Đức\n")
    assert list(record.recipients) == expected


@pytest.mark.parametrize(
    ("closing", "expected"),
    [
        (
            "Nơi nhận:     TM. ỦY BAN NHÂN DÂN\n- Như trên;    CHỦ TỊCH\n- Các xã;\n- Lưu: VT.     Trần Minh Đức\n",
            ["Như trên", "Các xã", "Lưu: VT"],
        ),
        ("*Nơi\nnhận:*\n- Như trên;\n- Lưu: VT.\n|\nCHỦ TỊCH\nTrần Minh Đức\n", ["Như trên", "Lưu: VT"]),
        (
            "Nơi nhận:\n- Lưu: VT, ĐMDN (2b). Trung Anh BỘ TRƯỞNG, CHỦ NHIỆM Mai Tiến Dũng\n",
            ["Lưu: VT, ĐMDN (2b). Trung Anh"],
        ),
        # a form in an annex has a list too
        ("CHỦ TỊCH\nTrần Minh Đức\n" + "Dòng chữ.\n" * 30 + "Mẫu số 1\nNơi nhận:\n- Như trên;\n", []),
        ("Nơi nhận hồ sơ: Sở Y tế.\nCHỦ TỊCH\nTrần Minh Đức\n", []),
    ],
)
def test_the_list_by_the_signature(closing: str, expected: list[str]) -> None:
    assert list(tag(f"{HEAD}\nCác đơn vị thực hiện./.\n\n{closing}").recipients) == expected


@pytest.mark.parametrize(
    ("position", "expected"),
    [("… THỦ TƯỚNG", None), ("KT. THỦ TƯỚNG\n… THỦ TƯỚNG", None), ("… THỦ TƯỚNG\nPHÓ THỦ TƯỚNG", "Phó Thủ tướng")],
)
def test_a_position_that_begins_under_the_seal_is_unknown(position: str, expected: str | None) -> None:
    record = tag(f"{_head()}Nơi nhận:\n- Lưu: VT.\n\n{position}\n\nTrần Minh Đức\n")
    assert record.signer
    assert (record.signer.name, record.signer.position) == ("Trần Minh Đức", expected)
