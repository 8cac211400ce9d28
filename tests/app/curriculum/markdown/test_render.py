"""From Markdown to clean HTML."""

from __future__ import annotations

import re

import pytest

from app.curriculum.markdown.document import read_document
from app.curriculum.markdown.render import Links, TermNote, clean, formula, render

LINKS = Links(
    term=lambda term: TermNote("/glossary/bant", "BANT", "A < B") if term == "bant" else None,
    lesson=lambda slug: f"/course/{slug}" if slug == "bidding" else None,
    tool=lambda tool: None,
)


def html_of(text: str) -> str:
    document, problems = read_document(f"## Title {{#idea}}\n\n{text}", "x.md")
    assert problems == []
    (section,) = render(document, LINKS)
    assert (section.id, section.title) == ("idea", "Title")
    return "".join(str(block.html) for block in section.blocks).strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**“引号”**后", "<p><strong>“引号”</strong>后</p>"),
        ("前**“引号”**后", "<p>前<strong>“引号”</strong>后</p>"),
        ("甲**乙（丙）**丁", "<p>甲<strong>乙（丙）</strong>丁</p>"),
        ("**“一”**、**二。**三", "<p><strong>“一”</strong>、<strong>二。</strong>三</p>"),
        ("a ** b ** c", "<p>a ** b ** c</p>"),
        ("*em* and **bold**", "<p><em>em</em> and <strong>bold</strong></p>"),
        ("snake_case_name", "<p>snake_case_name</p>"),
        ("12 % of it", "<p>12&nbsp;% of it</p>"),
        ("$5 and $6", "<p>$5 and $6</p>"),
        ("<b>x</b> <script>alert(1)</script>",
         "<p>&lt;b&gt;x&lt;/b&gt; &lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("[here](lesson:bidding)", '<p><a href="/course/bidding">here</a></p>'),
        ("[gone](lesson:gone)", '<p><span class="not-yet">gone</span></p>'),
        ("[tool](tool:raci)", '<p><span class="not-yet">tool</span></p>'),
        ("[out](http://example.test/)", '<p><span class="not-yet">out</span></p>'),
        ("[up](#idea)", '<p><a href="#idea">up</a></p>'),
        ("[bad](javascript:alert(1))", "<p>[bad](javascript:alert(1))</p>"),
        ("![alt](x.png)", "<p>alt</p>"),
        ("[[unknown|words]] [[unknown]]", "<p>words unknown</p>"),
        ("[[bant]]",
         '<p><span class="term"><a class="term-word" href="/glossary/bant" '
         'aria-describedby="term-1">BANT</a><span class="term-note" role="tooltip" id="term-1">'
         "<strong>BANT</strong> A &lt; B</span></span></p>"),
        ("### Sub", '<h3 id="idea-1">Sub</h3>'),
        ("::: dialogue\n- **W:** hi\n:::",
         '<div class="dialogue"><ul>\n<li><strong>W:</strong> hi</li>\n</ul>\n</div>'),
    ],
)  # fmt: skip
def test_what_is_written_and_what_is_shown(text: str, expected: str) -> None:
    assert html_of(text) == expected


def test_a_table_scrolls_by_itself_and_keeps_its_alignment_without_style() -> None:
    assert html_of("| a | b | c |\n|---|--:|:-:|\n| [[bant|w]] | 2 | 3 |").startswith(
        '<div class="table-scroll" tabindex="0" role="group" aria-label="Title">'
        '<table class="table"><thead>\n<tr>\n<th scope="col">a</th>\n'
        '<th class="num" scope="col">b</th>\n<th class="centred" scope="col">c</th>'
    )


def test_columns_of_figures_stand_on_the_right() -> None:
    html = html_of(
        "| a | b | c | d |\n|---|---|---|---|\n| 1 | 2 % | **3** | x |\n| 2 | – | CNY 4 m | 5 |"
    )
    assert re.findall(r"<t[hd]\b([^>]*)>", html) == [
        ' scope="col"', ' class="num" scope="col"', ' class="num" scope="col"', ' scope="col"',
        "", ' class="num"', ' class="num"', "",
        "", ' class="num"', ' class="num"', "",
    ]  # fmt: skip


def test_formulas_are_mathml() -> None:
    html = html_of(r"Margin $\frac{a}{b}$ is")
    assert html.startswith('<p>Margin <math xmlns="http://www.w3.org/1998/Math/MathML"')
    assert "<mfrac>" in html


@pytest.mark.parametrize("text", ["$$\nx = y\n$$", "$x = y$"])
def test_a_formula_of_its_own_has_the_room_and_scrolls(text: str) -> None:
    box = '<div class="formula" tabindex="0" role="group" aria-label="Title"><math'
    assert html_of(text).startswith(box)
    assert 'display="block"' in html_of(text)
    assert "<div" not in html_of("- $x$")


@pytest.mark.parametrize("text", [r"\frac{1", r"\frac", r"\nonsense{a}", "x^"])
def test_a_formula_that_cannot_be_set_stays_as_it_is_written(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        formula(text)
    assert html_of(f"So ${text}$") == f"<p>So <code>{text}</code></p>"


@pytest.mark.parametrize(
    "payload",
    [
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href="data:text/html,x">x</a>',
        '<p style="color:red" onclick="alert(1)">x</p>',
        "<iframe src=//example.test></iframe>",
        "<script>alert(1)</script>",
    ],
)
def test_nothing_that_runs_is_left(payload: str) -> None:
    cleaned = str(clean(payload))
    for word in ("script", "onerror", "onload", "onclick", "style", "iframe", "data:", "<svg"):
        assert word not in cleaned
