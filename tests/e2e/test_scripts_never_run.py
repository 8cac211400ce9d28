"""Whatever people write, and wherever it is shown: it stays text, and no script of theirs runs.

The payloads are put into every place through the services, past all checks that would refuse them
at the door, and every page that shows them is opened once. A script that runs, an attempt that the
content security policy stops, a dialog, and an element or attribute that got into the page all fail
the test.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from app import create_app
from app.accounts.models import Person
from app.accounts.service import create_group
from app.curriculum import service as curriculum
from app.curriculum.own import FILES
from app.database import db
from app.lessons import service as lessons
from app.lessons.service import PlacedLesson, PlacedPart
from app.library import service as library
from app.play import service as play
from config import Settings
from tests.support.browser import Visitors
from tests.support.deals import NOON, mini_text
from tests.support.people import PASSWORD, make_person
from tests.support.servers import LiveServer

SLUG, SCENARIO, BROKEN = "own-payloads", "payloads", "broken-payloads"

SHORT = (
    "<script>window.ran = 1</script>",
    '"><script>window.ran = 1</script>',
    "'><img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "</textarea><script>window.ran = 1</script>",
    "</title></style><script>alert(1)</script>",
    '" autofocus onfocus="alert(1)" x="',
    "<details open ontoggle=alert(1)>",
    '<a href="javascript:window.ran = 1">x</a>',
    "<!--><img src=x onerror=alert(1)>-->",
    "&#60;script&#62;window.ran = 1&#60;/script&#62;",
    "{{ 7 * 7 }}{% raw %}<base href=//x.example>",
)
"""Short enough for a name."""

LONG = (
    *SHORT,
    '<iframe srcdoc="<script>parent.ran = 1</script>"></iframe>',
    "[x](javascript:window.ran%20=%201) [y](data:text/html,<script>alert(1)</script>)",
    "![x](javascript:alert(1)) ![y](x onerror=alert(1))",
    '[[<img src=x onerror=alert(1)>|words]] [[gross-margin|"><img src=x onerror=alert(1)>]]',
    '[z](lesson:"onmouseover=alert(1)) [q](#"><img src=x onerror=alert(1)>)',
    "$\\href{javascript:alert(1)}{x}$ $\\text{<img src=x onerror=alert(1)>}$",
    "<style>*{background:url(javascript:alert(1))}</style>",
    "<math><mtext><table><mglyph><style><!--</style>"
    '<img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<form action="javascript:alert(1)"><button>x</button></form>',
)
ALL = " ".join(LONG)

# What must not be in a page, each with how it is told.
INTRUDERS = """() => [
  ...[...document.querySelectorAll('script:not([src]), style, iframe, object, embed, base')],
  ...[...document.querySelectorAll('*')].filter((element) => [...element.attributes].some(
    (one) => one.name.startsWith('on') || one.name === 'srcdoc'
      || /^\\s*(javascript|data:text)/i.test(one.value) && one.name !== 'value')),
].map((element) => element.outerHTML.slice(0, 200))"""
WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) => {
  window.violations.push(event.violatedDirective + ' ' + event.sample);
});
"""


@dataclass(frozen=True)
class Prepared:
    """Who looks, and at what."""

    trainer: str
    member: str
    admin_pages: tuple[str, ...]
    trainer_pages: tuple[str, ...]
    member_pages: tuple[str, ...]


def text(value: str) -> str:
    """A text in YAML, in both languages."""
    return json.dumps({"zh-Hans": value, "en": value})


def lesson_files() -> dict[str, str]:
    """A lesson that says nothing else, in every place that a lesson has."""
    option = f"{{text: {text(ALL)}, why: {text(ALL)}}}"
    right = f"{{text: {text(ALL + '!')}, right: true, why: {text(ALL)}}}"
    sides = [f"{{left: {text(one)}, right: {text(one)}}}" for one in SHORT[:6]]
    steps = ", ".join(map(text, SHORT[6:]))
    head = f"skill: execution.bidding, difficulty: 1, ask: {text(ALL)}"
    items = [
        f"{{id: a, kind: single, {head}, options: [{option}, {right}]}}",
        f"{{id: b, kind: case, story: {text(ALL)}, {head}, options: [{option}, {right}]}}",
        f"{{id: c, kind: match, {head}, pairs: [{', '.join(sides)}], why: {text(ALL)}}}",
        f"{{id: d, kind: order, {head}, steps: [{steps}], why: {text(ALL)}}}",
        f"{{id: e, kind: number, {head}, answer: 1, tolerance: 0, unit: {text(ALL)}, "
        f"why: {text(ALL)}, mistakes: [{{answer: 2, why: {text(ALL)}}}]}}",
    ]
    label = json.dumps(SHORT[2])
    chart = (
        f"```chart\nkind: bar\ntitle: {label}\nunit: {json.dumps(SHORT[3])}\n"
        f"series: [{label}, {label}]\nrows:\n  - [{label}, [1, 2]]\n  - [b, [3, 4]]\n```\n"
    )
    paragraphs = "\n\n".join(LONG)
    cells = "\n".join(f"| {one.replace('|', '/')} |" for one in SHORT)
    items_of_a_list = "\n".join(f"- {one}" for one in SHORT)
    markdown = (
        f"## {SHORT[2]} {{#one}}\n\n### {SHORT[3]}\n\n{paragraphs}\n\n{items_of_a_list}\n\n"
        f"| {SHORT[0]} |\n|---|\n{cells}\n\n> {SHORT[1]}\n\n::: dialogue\n- **{SHORT[3]}**\n:::\n\n"
        f"    {SHORT[0]}\n\n```{SHORT[1]}\n{ALL}\n```\n\n{chart}"
    )
    title = f"title: {text(ALL)}\nsummary: {text(ALL)}\nskills: [execution.bidding]\nminutes: 9\n"
    quiz = "\n".join(f"- {item}" for item in items)
    return dict(zip(FILES, (title, markdown, markdown, quiz), strict=True))


def scenario_text() -> str:
    """A small deal whose texts are payloads."""
    payload = json.dumps(ALL)
    found = mini_text(slug=SCENARIO)
    for name in ("title", "summary", "briefing", "role"):
        found = re.sub(rf"(?m)^{name}: .*$", lambda _line, n=name: f"{n}: {{en: {payload}}}", found)
    return found


def prepare() -> Prepared:
    """Put the payloads into the database."""
    group = create_group(SHORT[2], now=NOON)
    trainer = make_person("trainer", name=SHORT[0], teaches=group)
    members = [make_person(name=name, learns_in=group) for name in SHORT]
    member, files = members[0], lesson_files()
    entry = lessons.begin(SLUG, files, by=trainer, now=NOON)
    lessons.publish(entry, files, by=trainer, now=NOON)
    lessons.publish(entry, {**files, "en.md": files["en.md"] + ALL}, by=trainer, now=NOON)
    placed = (PlacedLesson(SLUG), PlacedLesson("bidding", False))
    parts = [
        PlacedPart(None, title, NOON.date(), lessons=() if number else placed)
        for number, title in enumerate(SHORT)
    ]
    lessons.arrange(group, parts, 0, by=trainer, now=NOON)
    curriculum.mark_read(member.id, SLUG, now=NOON, version=1)
    curriculum.write_note(member.id, SLUG, ALL, 0, now=NOON)
    finished = curriculum.start_quiz(member.id, SLUG, now=NOON)
    curriculum.finish(finished.id, member.id, now=NOON)
    opened = curriculum.start_quiz(member.id, SLUG, now=NOON)
    _write_scenarios(trainer, member)
    return Prepared(
        trainer=trainer.email,
        member=member.email,
        admin_pages=("/teaching", "/admin/people?search=script", f"/admin/groups/{group.id}"),
        trainer_pages=(
            "/teaching", "/course", "/course/analysis", f"/course/analysis/{SLUG}",
            *(f"/teaching/lessons/{SLUG}/files/{name}" for name in FILES),
            *(f"/teaching/lessons/{SLUG}/{page}"
              for page in ("about", "preview", "publish", "versions", "versions/2")),
            f"/teaching/courses/{group.id}", f"/teaching/courses/{group.id}/progress",
            f"/authoring/{SCENARIO}/draft", f"/authoring/{BROKEN}/draft",
            "/authoring?page=2", "/insights",
        ),
        member_pages=(
            f"/scenarios/{SCENARIO}", "/course", "/learning",
            f"/course/{SLUG}", f"/course/{SLUG}?newest=1",
            f"/quizzes/{finished.id}", f"/quizzes/{opened.id}", "/glossary/gross-margin",
            *(f"/search?q={quote(one)}" for one in (SHORT[1], SHORT[2], "script onerror")),
        ),
    )  # fmt: skip


def _write_scenarios(trainer: Person, member: Person) -> None:
    """A scenario that is played, with a draft, and a draft that is nothing but problems."""
    library.save_draft(SCENARIO, scenario_text(), by=trainer, now=NOON)
    library.publish(SCENARIO, scenario_text(), trainer, now=NOON)
    library.save_draft(SCENARIO, f"{scenario_text()}# {ALL}\n", by=trainer, now=NOON)
    play.start(member.id, SCENARIO, "practice", now=NOON)
    lines = "\n".join(f"{json.dumps(one)}: {json.dumps(one)}" for one in LONG)
    library.save_draft(BROKEN, f"id: {ALL}\n{lines}\n", by=trainer, now=NOON)


@pytest.fixture
def prepared(live_server: LiveServer) -> Iterator[Prepared]:
    app = create_app(Settings(instance_path=live_server.instance_path, database_url=""))
    with app.app_context():
        yield prepare()
        db.session.remove()
        db.engine.dispose()


def look(page: Page, paths: tuple[str, ...]) -> list[str]:
    """Open the pages; return those on which no payload can be read."""
    page.context.add_init_script(WATCH)
    page.on("dialog", lambda dialog: pytest.fail(f"{page.url}: a dialog says {dialog.message}"))
    silent = []
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        check(page)
        if "alert(1)" not in page.content():
            silent.append(path)
    return silent


def check(page: Page) -> None:
    """Fail when anything of a payload has become more than text."""
    assert page.evaluate("window.ran") is None, page.url
    assert page.evaluate("window.violations") == [], page.url
    assert page.evaluate(INTRUDERS) == [], page.url


def test_no_script_in_anybodys_text_runs(visitors: Visitors, prepared: Prepared) -> None:
    trainer = visitors.sign_in(
        prepared.trainer, password=PASSWORD, locale="en", tolerated_status=422
    )
    assert look(trainer, prepared.trainer_pages) == []

    # What a browser calls an uploaded file is told back when it is none of a lesson.
    trainer.goto(f"/teaching/lessons/{SLUG}/files/en.md")
    trainer.get_by_text("Upload files").click()
    for name in (SHORT[2], SHORT[3].replace("/", " ")):
        file = {"name": f"{name}.md", "mimeType": "text/markdown", "buffer": b"x"}
        trainer.locator("input[type=file]").set_input_files(file)
        trainer.get_by_role("button", name="Upload and replace").click()
        expect(trainer.locator(".error-summary")).to_contain_text(name)
        check(trainer)

    member = visitors.sign_in(prepared.member, password=PASSWORD, locale="zh-TW")
    assert look(member, prepared.member_pages) == []
    admin = visitors.sign_in("admin@demo.example", locale="en")
    assert look(admin, prepared.admin_pages) == []
