"""A small course in a folder, whole and in order, for tests to break."""

from __future__ import annotations

from pathlib import Path

LESSON = """\
title: {zh-Hans: 毛利, en: Margin}
summary: {zh-Hans: 算毛利。, en: Work out a margin.}
skills: [planning.price]
minutes: 20
tools: [price-and-margin]
practice:
  - {scenario: mini, decision: how_deep}
calculations:
  - name: gross_margin
    expression: (price - cost) / price
    given: {price: 500, cost: 390}
    result: 0.22
    tolerance: 0.001
    shown: {zh-Hans: "22 %", en: "22 %"}
"""

ITEM = """\
- id: margin-{number}
  kind: {kind}
  skill: planning.price
  difficulty: {difficulty}
  ask: {{zh-Hans: 第 {number} 题, en: Item {number}}}
"""

OPTIONS = """\
  options:
    - {text: {zh-Hans: 甲, en: A}, right: true, why: {zh-Hans: 对, en: Yes}}
    - {text: {zh-Hans: 乙, en: B}, why: {zh-Hans: 错, en: No}}
    - {text: {zh-Hans: 丙, en: C}, why: {zh-Hans: 错, en: No}}
"""

ORDER = """\
  steps:
    - {zh-Hans: 一, en: one}
    - {zh-Hans: 二, en: two}
    - {zh-Hans: 三, en: three}
    - {zh-Hans: 四, en: four}
  why: {zh-Hans: 因为, en: Because}
"""

MATCH = """\
  pairs:
    - {left: {zh-Hans: 甲, en: A}, right: {zh-Hans: 一, en: one}}
    - {left: {zh-Hans: 乙, en: B}, right: {zh-Hans: 二, en: two}}
    - {left: {zh-Hans: 丙, en: C}, right: {zh-Hans: 三, en: three}}
  why: {zh-Hans: 因为, en: Because}
"""

NUMBER = """\
  answer: 22
  tolerance: 0.5
  unit: {zh-Hans: "%", en: "%"}
  why: {zh-Hans: 因为, en: Because}
  mistakes:
    - {answer: 28.2, why: {zh-Hans: 除以了成本。, en: Divided by the cost.}}
"""

KINDS = (
    ("single", OPTIONS),
    ("multiple", OPTIONS),
    ("order", ORDER),
    ("match", MATCH),
    ("number", NUMBER),
    ("case", "  story: {zh-Hans: 故事, en: A story}\n" + OPTIONS),
    ("single", OPTIONS),
    ("single", OPTIONS),
)

QUIZ = "".join(
    ITEM.format(number=number, kind=kind, difficulty=number % 3 + 1) + body
    for number, (kind, body) in enumerate(KINDS, 1)
)

CHART = """\
```chart
kind: bar
title: {title}
rows:
  - [{first}, 390]
  - [{second}, 110]
```
"""

CHINESE = (
    """\
## 学完能做什么 {#goals}

- 算毛利
- 定价格
- 说理由

## 讲解 {#idea}

### 毛利

[[margin]]、[[cost]]和[[price|价格]]。

### 价格

"""
    + "\n\n".join(["价格减去成本就是毛利，毛利除以价格就是毛利率。" * 8] * 9)
    + """

## 案例 {#case}

毛利率 22 %。

"""
    + CHART.format(title="钱", first="成本", second="毛利")
    + """
## 文件 {#document}

| 项 | 万元 |
|----|----:|
| [[price|价]] | 500 |

## 错误 {#mistakes}

- **“只看价格”**会亏钱。

## 清单 {#checklist}

- 算一遍

## 出处 {#sources}

- 假设
"""
)

ENGLISH = (
    """\
## What you will be able to do {#goals}

- Work out a margin
- Set a price
- Say why

## The idea {#idea}

### Margin

[[margin]], [[cost]] and [[price|the price]].

### Price

"""
    + "\n\n".join(["The price less the cost is the margin, divided by the price. " * 9] * 7)
    + """

## A case {#case}

The margin is 22 %.

"""
    + CHART.format(title="Money", first="Cost", second="Margin")
    + """
## A document {#document}

| Item | Amount |
|------|-------:|
| [[price|Price]] | 500 |

## Mistakes {#mistakes}

- **Price alone** loses money.

## Checklist {#checklist}

- Work it out

## Sources {#sources}

- Assumption
"""
)

GLOSSARY = """\
margin: {term: {zh-Hans: 毛利, en: margin}, meaning: {zh-Hans: 价减成本, en: Price less cost}}
cost: {term: {zh-Hans: 成本, en: cost}, meaning: {zh-Hans: 花掉的, en: What is spent}}
price:
  term: {zh-Hans: 价格, en: price}
  meaning: {zh-Hans: 客户付的, en: What is paid}
  also: {zh-Hans: [报价], en: [quote]}
  see: [cost]
"""

COURSE = """\
title: {zh-Hans: 课程, en: Course}
parts:
  - id: planning
    title: {zh-Hans: 规划, en: Planning}
    summary: {zh-Hans: 规划。, en: Planning.}
    lessons: [margin]
"""

SKILLS = "planning.price: {zh-Hans: 报价, en: Pricing}\n"

FILES = {
    "course.yaml": COURSE,
    "skills.yaml": SKILLS,
    "glossary/terms.yaml": GLOSSARY,
    "lessons/margin/lesson.yaml": LESSON,
    "lessons/margin/quiz.yaml": QUIZ,
    "lessons/margin/zh-Hans.md": CHINESE,
    "lessons/margin/en.md": ENGLISH,
}


def make_course(root: Path, changed: dict[str, str | None] | None = None) -> Path:
    """Write the course into a folder; `changed` replaces files, None leaves one out."""
    for name, text in {**FILES, **(changed or {})}.items():
        if text is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return root


def make_scenarios(root: Path) -> Path:
    """Write a folder with the small scenario that the lesson names, as ``mini``."""
    (root / "mini").mkdir(parents=True)
    text = (Path(__file__).parents[2] / "simengine" / "mini.yaml").read_text(encoding="utf-8")
    (root / "mini" / "scenario.yaml").write_text(text, encoding="utf-8")
    return root
