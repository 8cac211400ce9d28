"""A trainer uploads a scenario with slips in it, mends it, tries it, publishes and withdraws it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from config import ROOT
from tests.support.browser import Visitors

STARTER = (ROOT / "app" / "authoring" / "starters" / "drill.yaml").read_text(encoding="utf-8")
SLIPS = {
    "    at: offer.start\n": "    at: offer.begin\n",
    "    role: {zh-Hans: 采购经理, en: Purchasing manager}\n": "    role: {zh-Hans: 采购经理}\n",
}


def scenario_text(slug: str) -> str:
    return STARTER.replace("id: new-scenario", f"id: {slug}")


def with_slips(text: str) -> str:
    for right, wrong in SLIPS.items():
        assert text.count(right) == 1
        text = text.replace(right, wrong)
    return text


def upload(page: Page, folder: Path, text: str) -> None:
    """Send a file from the page of all scenarios."""
    path = folder / "scenario.yaml"
    path.write_text(text, encoding="utf-8")
    page.goto("/authoring")
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Upload as a draft").click()


def test_from_a_broken_file_to_a_version_and_off_the_shelf(
    visitors: Visitors, tmp_path: Path
) -> None:
    trainer = visitors.sign_in("trainer@demo.example", locale="en")
    right = scenario_text("packing-line")
    wrong = with_slips(right)

    upload(trainer, tmp_path, wrong)
    problems = trainer.locator("[data-problem-line]")
    expect(problems).to_have_count(len(SLIPS))
    numbers = [problems.nth(i).get_attribute("data-problem-line") for i in range(len(SLIPS))]
    assert {wrong.splitlines(keepends=True)[int(n or 0) - 1] for n in numbers} == set(
        SLIPS.values()
    )
    expect(trainer.locator(".cm-lint-marker-error")).not_to_have_count(0)
    visitors.check(trainer)

    # Each problem leads to its line, which is then typed over.
    for wrong_line in [wrong.splitlines(keepends=True)[int(n or 0) - 1] for n in numbers]:
        mended = next(right for right, slip in SLIPS.items() if slip == wrong_line)
        problems.filter(has_text=wrong_line.strip()[:20]).get_by_role("link").click()
        trainer.keyboard.insert_text(mended.rstrip("\n"))
    trainer.get_by_role("button", name="Check and save").click()
    expect(trainer.locator(".alert-success").first).to_contain_text("The draft is saved.")
    expect(trainer.get_by_role("heading", name="What was understood")).to_be_visible()
    assert trainer.locator("#scenario-text").input_value() == right.rstrip("\n") + "\n"
    visitors.check(trainer)

    trainer.get_by_role("button", name="Save and try").click()
    expect(trainer.locator("form[data-decision]")).to_be_visible()
    visitors.check(trainer)

    trainer.goto("/authoring/packing-line/draft")
    trainer.get_by_role("button", name="Save and publish").click()
    expect(trainer.get_by_role("table").first).to_contain_text("Score")
    visitors.check(trainer)
    trainer.get_by_role("button", name="Publish as version 1").click()
    expect(trainer.locator(".alert-success")).to_have_text("Version 1 is published.")
    visitors.check(trainer)

    trainee = visitors.sign_in("wang.yutong@demo.example", locale="en")
    trainee.goto("/scenarios/packing-line")
    expect(trainee.get_by_role("heading", level=1)).to_have_text("One quotation")

    trainer.get_by_role("button", name="Take off offer").click()
    expect(trainer.locator(".alert-success")).to_contain_text("no longer offered")
    trainee.goto("/scenarios")
    expect(trainee.get_by_role("link", name="One quotation")).to_have_count(0)
    visitors.check(trainee)


@pytest.mark.parametrize("width", [1280, 390])
def test_without_javascript_the_text_is_mended_in_a_plain_field(
    visitors: Visitors, tmp_path: Path, width: int
) -> None:
    trainer = visitors.sign_in("trainer@demo.example", locale="en", javascript=False, width=width)
    slug = f"plain-{width}"
    upload(trainer, tmp_path, with_slips(scenario_text(slug)))
    expect(trainer.locator("[data-problem-line]")).to_have_count(len(SLIPS))

    trainer.locator("#scenario-text").fill(scenario_text(slug))
    trainer.get_by_role("button", name="Save and publish").click()
    trainer.get_by_role("button", name="Publish as version 1").click()
    expect(trainer.locator(".alert-success")).to_have_text("Version 1 is published.")

    trainer.get_by_role("button", name="Take off offer").click()
    expect(trainer.locator(".alert-success")).to_contain_text("no longer offered")
