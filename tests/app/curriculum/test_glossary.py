"""The order of the glossary."""

from __future__ import annotations

import pytest

from app.curriculum.glossary import initial


@pytest.mark.parametrize(
    ("name", "letter"),
    [("项目性销售", "X"), ("采购中心", "C"), ("赢单率", "Y"), ("质保金", "Z"), ("阿尔法", "A"),
     ("win rate", "W"), ("ＳＷＯＴ", "S"), ("4P", "#"), ("鱻", "#"), ("①", "#")],
)  # fmt: skip
def test_a_term_stands_under_its_first_letter(name: str, letter: str) -> None:
    assert initial(name) == letter
