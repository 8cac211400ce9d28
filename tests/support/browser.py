"""Debian's Chromium, driven by Playwright. What goes wrong in a page fails the test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from app.accounts.demo import PASSWORD
from tests.support import services

# Two cores are shared with servers and other tests: slow is not wrong.
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS / 2)

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; the test is skipped where none is installed."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    if path is None:
        services.missing("no Chromium: sudo apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@dataclass
class Visitors:
    """Opens pages, each like a person with a browser of their own, and remembers every problem."""

    browser: Browser
    base_url: str
    problems: list[str] = field(default_factory=list)

    def open(
        self,
        path: str = "/",
        *,
        locale: str = "zh-CN",
        width: int = 1280,
        dark: bool = False,
        javascript: bool = True,
        still: bool = True,
        tolerated_status: int | None = None,
    ) -> Page:
        """Go to ``path`` as a new visitor. An error status is a problem unless tolerated.

        ``still`` visitors prefer reduced motion, which spares tests the time that it takes.
        """
        context = self.browser.new_context(
            base_url=self.base_url,
            locale=locale,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            reduced_motion="reduce" if still else "no-preference",
        )
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        self._watch(page, tolerated_status)
        page.goto(path)
        return page

    def sign_in(self, email: str, *, password: str = PASSWORD, **options: Any) -> Page:
        """A new visitor who has signed in through the page; ``options`` as of :meth:`open`."""
        page = self.open("/login", **options)
        page.locator("#email").fill(email)
        page.locator("#password").fill(password)
        page.locator("#password").press("Enter")
        page.wait_for_url(lambda url: not url.endswith("/login"))
        return page

    def open_tab(self, page: Page, path: str, *, tolerated_status: int | None = None) -> Page:
        """Go to ``path`` in another tab of the same person's browser."""
        tab = page.context.new_page()
        self._watch(tab, tolerated_status)
        tab.goto(path)
        return tab

    def check(self, page: Page) -> None:
        """Fail when the page as it stands is not accessible, or wider than the window."""
        self.check_accessibility(page)
        self.check_nothing_sticks_out(page)

    def check_accessibility(self, page: Page) -> None:
        """Fail with every violation of WCAG that axe finds in the page as it stands."""
        results = Axe().run(page)
        found = [
            f"{violation['id']}: {violation['help']}: {node['target']} {node['failureSummary']}"
            for violation in results.response["violations"]
            for node in violation["nodes"]
        ]
        assert found == [], f"{page.url}\n" + "\n".join(found)

    def check_nothing_sticks_out(self, page: Page) -> None:
        """Fail when the page can be scrolled sideways."""
        width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert width <= 0, f"{page.url} is {width} px too wide"

    def _watch(self, page: Page, tolerated_status: int | None) -> None:
        page.on("console", lambda said: self._note_console(page, said, tolerated_status))
        page.on("pageerror", lambda error: self.problems.append(f"{page.url}: {error}"))
        page.on("requestfailed", lambda sent: self._note_failed_request(sent.url, sent.failure))
        page.on("request", lambda sent: self._note_foreign_request(sent.url))

    def _note_console(self, page: Page, said: ConsoleMessage, tolerated: int | None) -> None:
        # The first is how Chromium says it, the second how HTMX does.
        sayings = (f"status of {tolerated} ", f"Error Code {tolerated} ")
        if said.type in ("error", "warning") and not any(text in said.text for text in sayings):
            self.problems.append(f"{page.url}: console: {said.text}")

    def _note_failed_request(self, url: str, failure: str | None) -> None:
        # A page that is left takes its unfinished requests with it; nobody misses them.
        if failure != "net::ERR_ABORTED":
            self.problems.append(f"{url}: {failure}")

    def _note_foreign_request(self, url: str) -> None:
        if not url.startswith((self.base_url, "data:", "blob:", "about:")):
            self.problems.append(f"a request left the machine: {url}")
