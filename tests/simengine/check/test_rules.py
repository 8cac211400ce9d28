import re
from pathlib import Path

import pytest

from simengine.check.rules import RULES, SEVERITIES, guide
from simengine.errors import SimError

# fmt: off
VALUES = (
    "ahead", "at_best", "behind", "best", "better", "error", "expected", "first", "high", "least",
    "low", "mark", "mean", "minutes", "most", "n", "number", "option", "points", "policy", "r",
    "second", "seconds", "seed", "share", "spread", "worse",
)
# fmt: on
GUIDE = Path(__file__).parents[3] / "scenarios" / "README.md"


def test_the_guide_has_the_table_of_findings_as_it_is_now() -> None:
    """To bring it up to date: python -m simengine check --guide, between the markers."""
    text = GUIDE.read_text("utf-8")
    part = text.partition("<!-- findings:begin -->\n")[2].partition("<!-- findings:end -->")[0]
    assert part == f"\n{guide()}\n"


def test_every_rule_is_in_the_table_once() -> None:
    assert re.findall(r"^\| (B\d+) \|", guide(), re.M) == list(RULES) == sorted(RULES)


@pytest.mark.parametrize("code", RULES)
def test_a_rule_is_whole(code: str) -> None:
    rule = RULES[code]
    assert rule.code == code
    assert rule.severity in SEVERITIES
    assert all((rule.text, rule.advice, rule.when, rule.why))
    # The first digit is the theme's.
    of_theme = {each.code[1] for each in RULES.values() if each.theme == rule.theme}
    assert of_theme == {code[1]}


def test_a_threshold_is_told_where_there_is_one() -> None:
    told = {code for code, rule in RULES.items() if "{threshold" in rule.when}
    assert told == {code for code, rule in RULES.items() if rule.threshold}


@pytest.mark.parametrize("code", RULES)
def test_the_texts_need_no_value_that_a_finding_lacks(code: str) -> None:
    """Whoever adds a rule adds its values to the finding: here are all that there are."""
    values = dict.fromkeys(VALUES, "1")
    rule = RULES[code]
    for template in (rule.text, rule.advice):
        assert "%(" not in str(SimError(template, values))
