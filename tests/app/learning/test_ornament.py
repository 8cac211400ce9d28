"""The ornament of certificates."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from app.learning.ornament import HEIGHT, WIDTH, draw_frame


def test_the_drawing_fits_the_page() -> None:
    drawing = draw_frame("DW-7K3M-Q0XA-94TT")
    root = ElementTree.fromstring(drawing)
    assert root.get("viewBox") == f"0 0 {WIDTH:g} {HEIGHT:g}"
    for path in root.findall("path"):
        for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path.get("d", "")):
            assert 0 <= float(x) <= WIDTH
            assert 0 <= float(y) <= HEIGHT


def test_each_number_has_its_own() -> None:
    numbers = ["DW-7K3M-Q0XA-94TT", "DW-0000-0000-0000", "DW-7K3M-Q0XA-9TT4"]
    assert len({draw_frame(number) for number in numbers}) == 3
    assert draw_frame(numbers[0]) == draw_frame(numbers[0])
