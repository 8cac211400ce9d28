"""What a reader finds in a page: its heading, its links, its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_SILENT = frozenset({"script", "style", "template", "head"})
_FOREIGN = frozenset({"code", "pre", "textarea", "kbd", "samp"})
_SOURCES = "lesson-sources"
_SPOKEN_ATTRIBUTES = ("alt", "aria-label", "placeholder", "title", "aria-description")


@dataclass
class HtmlPage:
    """A page as read. `words` are its texts and spoken attributes in the page's own language.

    Code, what stands in text areas, what names another language by ``lang``, and the sources of a
    lesson, whose titles stay in the language of the work, are left out.
    """

    lang: str = ""
    title: str = ""
    headings: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def read_page(html: str) -> HtmlPage:
    """Read a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.page.headings = [" ".join(text.split()) for text in reader.page.headings]
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = HtmlPage()
        self._open: list[tuple[str, bool]] = []

    @property
    def _is_own(self) -> bool:
        return not any(is_foreign for _tag, is_foreign in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.page.lang = given.get("lang", "")
        elif tag == "h1":
            self.page.headings.append("")
        elif tag == "a" and "href" in given:
            self.page.links.append(given["href"])
        is_foreign = (
            tag in _SILENT
            or tag in _FOREIGN
            or given.get("lang", self.page.lang) != self.page.lang
            or _SOURCES in given.get("class", "").split()
        )  # fmt: skip
        if self._is_own and not is_foreign:
            self.page.words += [given[name] for name in _SPOKEN_ATTRIBUTES if given.get(name)]
        if tag not in _VOID:
            self._open.append((tag, is_foreign))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID and self._open:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        tags = [name for name, _ in self._open]
        if tag in tags:
            del self._open[len(tags) - 1 - tags[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        tags = [name for name, _ in self._open]
        if "title" in tags and "svg" not in tags:
            self.page.title += data
        elif "h1" in tags:
            self.page.headings[-1] += data
        if data.strip() and self._is_own:
            self.page.words.append(" ".join(data.split()))
