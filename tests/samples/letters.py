"""Invented papers of offices that look alike, as texts and as they are compared."""

from __future__ import annotations

from dataclasses import dataclass

from cancu.index.duplicates.paper import Paper
from cancu.pipeline.record import tag

TREES = """Thực hiện Kết luận số 31-KL/TU ngày 05/12/2022 của Thường trực Tỉnh ủy về cải tạo cảnh quan, Ủy ban nhân dân
xây dựng kế hoạch trồng cây xanh trên các tuyến đường liên xã như sau:

I. MỤC ĐÍCH, YÊU CẦU

1. Tăng diện tích bóng mát dọc kênh mương và đường gom, giảm bụi quanh cụm công nghiệp, giữ đất hai bên bờ trong mùa
mưa bão; huy động học sinh, thanh niên và hội viên cao tuổi cùng tham gia chăm bón.

2. Cây giống phải khỏe, cao từ hai mét, có nguồn gốc rõ ràng; tuyệt đối không đào cây rừng tự nhiên mang về phố.

II. CHỈ TIÊU

1. Trồng mới 1.250 cây sao đen và bằng lăng; tỷ lệ sống sau một năm đạt 85% trở lên.

2. Mỗi trường học nhận chăm sóc ít nhất 40 cây; 100% khu dân cư có tổ tự quản vườn ươm.

III. TỔ CHỨC THỰC HIỆN

1. Phòng Kinh tế và Hạ tầng chủ trì khảo sát vỉa hè, cắm mốc hố trồng, hoàn thành trước ngày 20/02/2023.

2. Trung tâm Dịch vụ nông nghiệp cung ứng giống, phân hữu cơ, cọc chống; hướng dẫn kỹ thuật tỉa cành tại thực địa.

3. Đồng chí Nguyễn Hữu Thắng theo dõi, tổng hợp kết quả hằng quý, báo cáo Thường trực để chỉ đạo kịp thời.

4. Kho bạc kiểm soát thanh toán theo khối lượng nghiệm thu; phần vốn xã hội hóa công khai tại nhà văn hóa các thôn"""

SWIMMING = """Nhằm giảm tai nạn đuối nước ở trẻ em vùng ven sông, Ban Thường vụ Huyện đoàn hướng dẫn mở lớp dạy bơi miễn
phí trong dịp nghỉ hè: mỗi cụm xã dựng một bể lắp ghép, thuê hai huấn luyện viên có chứng chỉ cứu hộ, chia ca sáng và
chiều, mua bảo hiểm cho từng em. Bí thư chi đoàn đến tận nhà vận động phụ huynh ký cam kết đưa đón, lập nhóm trao đổi
hình ảnh buổi tập. Kết thúc khóa học, các em thi bơi ếch hai mươi lăm mét, em nào đạt được cấp giấy chứng nhận và tặng
áo phao. Nguồn kinh phí vận động từ các doanh nghiệp vận tải thủy, quyết toán công khai trước ngày tựu trường"""

ANNEX = """PHỤ LỤC
DANH SÁCH TUYẾN ĐƯỜNG TRỒNG CÂY

Tuyến số một từ cầu Đá Bạc tới ngã ba trạm bơm, lề phải rộng ba mét, nền đất thịt pha cát, không vướng cáp ngầm.
Tuyến số hai men theo kênh chính, qua hai cống tiêu, bờ trái có hàng phi lao già cần đốn bỏ trước khi trồng dặm.
Tuyến số ba nối trường mầm non với chợ phiên, vỉa hè lát gạch, phải khoét ô vuông cạnh một mét hai cho từng gốc.
Tuyến số bốn vòng sau nghĩa trang liệt sĩ, đất đồi nhiều sỏi, dùng thông mã vĩ thay bằng lăng, tưới nhỏ giọt.
Tuyến số năm chạy dọc bãi bồi, ngập nửa tháng mỗi năm, chỉ chọn gáo trắng và tràm, cắm cọc chống ba chân.
Tuyến số sáu ôm hồ điều hòa, đã có thảm cỏ, trồng xen kè đá, khoảng cách mười mét một cây phượng vĩ."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What an office writes on its form."""

    number: str | None = "39/KH-UBND"
    day: tuple[int, int, int] = (10, 1, 2023)
    issuer: str = "HUYỆN MƯỜNG LA"
    parent: str = "ỦY BAN NHÂN DÂN"
    place: str = "Sơn La"
    kind: str = "KẾ HOẠCH"
    title: str = "Trồng cây xanh trên các tuyến đường liên xã năm 2023"
    body: str = TREES
    signer: str = "Lò Văn Inh"
    annex: str | None = None

    def __str__(self) -> str:
        day, month, year = self.day
        return "\n".join(
            (
                f"{self.parent}\n{self.issuer}",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n",
                f"Số: {self.number or ''}",
                f"{self.place}, ngày {day:02} tháng {month:02} năm {year}\n",
                f"{self.kind}\n{self.title}\n",
                f"{self.body}./.\n",
                "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n",
                f"CHỦ TỊCH\n\n{self.signer}",
                *([f"\n{self.annex}"] if self.annex else []),
            )
        )


def paper(text: str | Letter) -> Paper:
    """A text as it is compared."""
    return Paper(tag(str(text)), str(text))
