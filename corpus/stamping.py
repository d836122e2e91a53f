"""What is pressed onto a printed page: the round seal, the receiver's ĐẾN stamp, the stamp of urgency.

A stamp is its ink: an array of shares from 0 (none) to 1, at the size it is pressed. Receivers, numbers and dates are
made up.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Ink = NDArray[np.float32]
Pixels = NDArray[np.uint8]  # height, width, three colours

FONTS = Path("/usr/share/fonts/truetype/liberation2")
RED = (205, 30, 45)
BLUE = (35, 55, 150)
BLACK = (0, 0, 0)
SEAL = 36  # millimetres across: a body's seal (Thông tư 07/2010/TT-BCA)
RECEIVERS = ("CÔNG ĐOÀN CÁC KHU CÔNG NGHIỆP", "SỞ Y TẾ TỈNH HOA LƯ", "VĂN PHÒNG TỈNH ỦY")
URGENCIES = ("HỎA TỐC", "THƯỢNG KHẨN", "KHẨN")


def millimetres(length: float, dpi: int) -> int:
    return round(length / 25.4 * dpi)


def font(face: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"Liberation{face}.ttf", max(1, round(size)))


def seal(dpi: int, rim: str, centre: tuple[str, ...]) -> Ink:
    """Two rings, words round the rim, lines in the middle."""
    side = millimetres(SEAL, dpi)
    sheet = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(sheet)
    width, inner = max(2, side // 55), round(side * 0.27)
    draw.ellipse((width, width, side - width, side - width), outline=255, width=width)
    draw.ellipse((inner, inner, side - inner, side - inner), outline=255, width=max(1, width // 2))
    letters, middle = font("Serif-Bold", side * 0.085), (side / 2, side / 2)
    for at, letter in enumerate(rim):
        one = Image.new("L", sheet.size, 0)
        ImageDraw.Draw(one).text((side / 2, side * 0.075), letter, font=letters, fill=255, anchor="ma")
        sheet.paste(255, mask=one.rotate(90 - 360 * at / len(rim), center=middle))
    for at, line in enumerate(centre):
        place = (side / 2, side * (0.47 + 0.1 * (at - (len(centre) - 1) / 2)))
        draw.text(place, line, font=font("Serif-Bold", side * 0.075), fill=255, anchor="mm")
    return _ink(sheet)


def arrival(dpi: int, chance: np.random.Generator) -> Ink:
    """A box of two rules: the receiver, then ĐẾN beside number and date, which a hand wrote onto dotted lines."""
    width, height = millimetres(48, dpi), millimetres(18, dpi)
    sheet = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(sheet)
    rule = max(1, dpi // 90)
    draw.rectangle((0, 0, width - 1, height - 1), outline=255, width=rule)
    top, left = round(height * 0.34), round(width * 0.30)
    draw.line((0, top, width, top), fill=255, width=rule)
    receiver = str(chance.choice(RECEIVERS))
    fitting = width * 0.94 / font("Sans-Regular", 100).getlength(receiver) * 100
    letters = font("Sans-Regular", min(dpi / 9, fitting))
    draw.text((width / 2, top / 2), receiver, font=letters, fill=255, anchor="mm")
    draw.text((left / 2, (top + height) / 2), "ĐẾN", font=font("Sans-Bold", dpi / 7), fill=255, anchor="mm")
    day, month = chance.integers(1, 29), chance.integers(1, 13)
    written = (("Số:", f"{chance.integers(10, 2000)}"), ("Ngày:", f"{day}/{month}/{chance.integers(2019, 2026)}"))
    for row, (label, value) in enumerate(written):
        foot = round(top + (height - top) * (0.45 + 0.42 * row))
        draw.text((left, foot), label, font=font("Sans-Regular", dpi / 10), fill=255, anchor="ls")
        for dot in range(left + round(dpi / 3), width - dpi // 12, max(3, dpi // 40)):
            draw.point((dot, foot), fill=255)
        place = (left + dpi / 2.4, foot - rule)
        draw.text(place, value, font=font("Serif-BoldItalic", dpi / 6.5), fill=255, anchor="ls")
    return turned(_ink(sheet), chance.uniform(-1.5, 1.5))


def urgency(dpi: int, chance: np.random.Generator) -> Ink:
    """A word in a frame, put down askew."""
    word, letters = str(chance.choice(URGENCIES)), font("Serif-Bold", dpi / 5)
    width, height = round(letters.getlength(word)) + dpi // 6, dpi // 3
    sheet = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((0, 0, width - 1, height - 1), outline=255, width=max(2, dpi // 60))
    draw.text((width / 2, height / 2), word, font=letters, fill=255, anchor="mm")
    return turned(_ink(sheet), chance.uniform(3, 9))


def signature(dpi: int, chance: np.random.Generator) -> Ink:
    """Loops of a pen, some 45 mm wide."""
    width, height = millimetres(45, dpi), millimetres(20, dpi)
    time = np.linspace(0, 1, 400)
    loops, lean = chance.uniform(4, 7), chance.uniform(0, 2 * np.pi)
    x = width * (0.1 + 0.75 * time + 0.09 * np.sin(2 * np.pi * loops * time + lean))
    y = height * (0.5 + (0.38 - 0.3 * time) * np.cos(2 * np.pi * loops * time))
    sheet = np.zeros((height, width), np.uint8)
    line = np.stack([x, y], axis=1).astype(np.int32)
    cv2.polylines(sheet, [line], isClosed=False, color=255, thickness=max(2, dpi // 75), lineType=cv2.LINE_AA)
    return sheet.astype(np.float32) / 255


def turned(ink: Ink, degrees: float) -> Ink:
    """Anticlockwise, on as large a piece as it then needs."""
    sheet = Image.fromarray(np.uint8(ink * 255)).rotate(degrees, Image.Resampling.BICUBIC, expand=True)
    return _ink(sheet)


def uneven(ink: Ink, chance: np.random.Generator) -> Ink:
    """Ink that did not take equally everywhere."""
    spots = cv2.GaussianBlur(chance.random(ink.shape, dtype=np.float32), (0, 0), max(ink.shape) / 25)
    return ink * np.clip(spots * 2, 0.55, 1)


def press(page: Pixels, ink: Ink, centre: tuple[float, float], colour: tuple[int, int, int]) -> Pixels:
    """The page with a stamp whose centre is at shares of width and height, moved inside where it would stick out."""
    (height, width), (tall, broad) = page.shape[:2], ink.shape
    left = min(max(0, round(centre[0] * width - broad / 2)), width - broad)
    top = min(max(0, round(centre[1] * height - tall / 2)), height - tall)
    under = page[top : top + tall, left : left + broad].astype(np.float32)
    share = (ink * 0.88)[..., None]  # print shows through
    over = under * (1 - share) + under / 255 * np.array(colour, np.float32) * share
    stamped = page.copy()
    stamped[top : top + tall, left : left + broad] = np.minimum(over, under).astype(np.uint8)
    return stamped


def _ink(sheet: Image.Image) -> Ink:
    return np.asarray(sheet, dtype=np.float32) / 255
