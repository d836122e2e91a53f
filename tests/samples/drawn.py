"""Pages drawn for tests: printed lines, stamps, seals, ruled tables; all measures in millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PIL import Image, ImageDraw, ImageFont

DPI = 200
_FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-{}.ttf"
RED, VIOLET, BLACK = (200, 20, 30), (110, 40, 150), (0, 0, 0)
Colour = tuple[int, int, int]


def pixels(millimetres: float) -> int:
    return round(millimetres * DPI / 25.4)


def font(points: float, face: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONT.format(face), round(points * DPI / 72))


@dataclass
class Sheet:
    """A part of a page as wide as A4."""

    height: float
    image: Image.Image = field(init=False)

    def __post_init__(self) -> None:
        self.image = Image.new("RGB", (pixels(210), pixels(self.height)), "white")

    @property
    def draw(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.image)

    def write(self, x: float, y: float, text: str, points: float = 13, face: str = "Regular") -> None:
        self.draw.text((pixels(x), pixels(y)), text, BLACK, font(points, face))

    def centre(self, x: float, y: float, text: str, points: float = 13, face: str = "Bold") -> None:
        letters = font(points, face)
        left = pixels(x) - self.draw.textlength(text, font=letters) / 2
        self.draw.text((left, pixels(y)), text, BLACK, letters)

    def lines(self, x: float, y: float, lines: Sequence[str], points: float = 13) -> None:
        for index, line in enumerate(lines):
            self.write(x, y + index * points * 0.45, line, points)

    def rule(self, left: float, top: float, right: float, bottom: float) -> None:
        ends = (pixels(left), pixels(top), pixels(right), pixels(bottom))
        self.draw.line(ends, BLACK, 3)

    def frame(self, left: float, top: float, right: float, bottom: float) -> None:
        self.draw.rectangle((pixels(left), pixels(top), pixels(right), pixels(bottom)), outline=BLACK, width=3)

    def press(self, stamp: Image.Image, x: float, y: float, angle: float = 0) -> None:
        turned = stamp.rotate(angle, expand=True, resample=Image.Resampling.BICUBIC)
        self.image.paste(turned, (pixels(x), pixels(y)), turned)

    def scanned(self, mode: str = "L") -> Image.Image:
        image = self.image.convert("L").point(lambda grey: 255 * (grey > 150), "1") if mode == "1" else self.image
        image = image.convert(mode)
        image.info["dpi"] = (DPI, DPI)
        return image


def stamp(width: float, height: float, lines: Sequence[str], ink: Colour = RED, points: float = 13) -> Image.Image:
    image = Image.new("RGBA", (pixels(width) + 8, pixels(height) + 8), (255, 255, 255, 0))
    draw, letters = ImageDraw.Draw(image), font(points, "Bold")
    draw.rectangle((4, 4, pixels(width) + 4, pixels(height) + 4), outline=ink, width=3)
    for index, line in enumerate(lines):
        left = (image.width - draw.textlength(line, font=letters)) / 2
        draw.text((left, 4 + pixels(1.2 + index * points * 0.44)), line, ink, letters)
    return image


def seal(diameter: float, ink: Colour = RED) -> Image.Image:
    side = pixels(diameter)
    image = Image.new("RGBA", (side + 8, side + 8), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    for inset, width in ((0, 6), (pixels(5), 3)):
        draw.ellipse((4 + inset, 4 + inset, side + 4 - inset, side + 4 - inset), outline=ink, width=width)
    draw.regular_polygon((side / 2 + 4, side / 2 + 4, pixels(5)), 5, outline=ink, fill=ink)
    return image


LETTER = (
    "Thực hiện chương trình công tác năm, đơn vị tổ chức tập huấn cho cán bộ ở cơ",
    "sở; các phòng chuẩn bị tài liệu, bố trí kinh phí và báo cáo kết quả về văn",
    "phòng trước ngày 20 hằng tháng để tổng hợp, trình lãnh đạo xem xét.",
)
