"""Pictures of pages, and one page to look at them all."""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

SHEET = "index.html"


@dataclass(frozen=True)
class Gallery:
    """A folder with a subfolder for each page, and in it a picture for each look."""

    folder: Path

    def take(self, page: Page, name: str, look: str) -> None:
        """Photograph the whole page as it stands."""
        path = self.folder / name / f"{look}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=path, full_page=True)

    def hang(self) -> None:
        """Write the page that shows all pictures taken so far."""
        rooms = []
        for room in sorted(path for path in self.folder.iterdir() if path.is_dir()):
            pictures = "".join(
                f'<a href="{room.name}/{picture.name}"><img src="{room.name}/{picture.name}"'
                f' alt="{html.escape(picture.stem)}" title="{html.escape(picture.stem)}"'
                ' height="320" loading="lazy"></a>\n'
                for picture in sorted(room.glob("*.png"))
            )
            rooms.append(f"<h2>{html.escape(room.name)}</h2>\n{pictures}")
        sheet = "<!doctype html>\n<title>Pages</title>\n" + "\n".join(rooms)
        (self.folder / SHEET).write_text(sheet, encoding="utf-8")
