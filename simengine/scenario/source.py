"""YAML text to plain data, with the line of every key and value.

The nodes are built into data by our own few rules rather than by a YAML library's: a key that
stands twice, an alias (a small file can grow into gigabytes by them) or a tag is a problem with a
line, and only `true` and `false` are booleans, so that `no` or `on` stay words.
"""

from __future__ import annotations

import datetime
import re
from typing import Any

import yaml

from simengine.errors import N_, excerpt
from simengine.expressions import MAX_MAGNITUDE
from simengine.scenario.problems import Path, Problem, ScenarioInvalid, dotted
from simengine.scenario.slips import find_character, find_slip

MOST_BYTES = 1_000_000
MOST_NODES = 60_000
MOST_DEPTH = 24

_INTEGER = re.compile(r"[-+]?[0-9][0-9_]*\Z")
_NUMBER = re.compile(r"[-+]?([0-9][0-9_]*\.?[0-9_]*|\.[0-9]+)([eE][-+]?[0-9]+)?\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Source:
    """A parsed file: its `data` and the line (from 1) of every path in it."""

    def __init__(self, text: str, name: str) -> None:
        """Read `text`; raise ScenarioInvalid with every problem of its form."""
        self.name = name
        self.problems: list[Problem] = []
        self._lines: dict[Path, int] = {}
        self.data: Any = None
        root = self._compose(text)
        if root is not None:
            self.data = self._value(root, ())
        if self.problems:
            raise ScenarioInvalid(self.problems)

    def line(self, path: Path) -> int:
        """Return the line of the path, or of the nearest thing around it."""
        for end in range(len(path), -1, -1):
            if path[:end] in self._lines:
                return self._lines[path[:end]]
        return 1

    def problem(self, path: Path, template: str, **params: Any) -> Problem:
        """Return a problem of this file at `path`."""
        return Problem(self.line(path), dotted(path), template, params, self.name)

    def _refuse(self, line: int, path: Path, template: str, **params: Any) -> None:
        self.problems.append(Problem(line, dotted(path), template, params, self.name))

    def _compose(self, text: str) -> yaml.Node | None:
        if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
            self._refuse(
                1,
                (),
                N_("the file is larger than %(most)s bytes; make it smaller"),
                most=MOST_BYTES,
            )
            return None
        try:
            if not self._events_are_plain(text):
                return None
            return yaml.compose(text, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            slip = find_slip(error, text)
        except (yaml.YAMLError, UnicodeError, ValueError) as error:
            slip = find_character(error, text)
        self._refuse(slip.line, (), slip.template, **slip.params)
        return None

    def _events_are_plain(self, text: str) -> bool:
        """Check size, depth, anchors and tags before anything is built from the text."""
        depth = nodes = documents = 0
        plain = True
        for event in yaml.parse(text, Loader=_Loader):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(
                        line, (), N_("a second document starts here; remove the line `---`")
                    )
                    return False
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                self._refuse(
                    line,
                    (),
                    N_("anchors and aliases (& and *) are not allowed; write the part out again"),
                )
                plain = False
            if isinstance(event, yaml.NodeEvent):
                nodes += 1
            tag = getattr(event, "tag", None)
            if tag and not isinstance(event, yaml.AliasEvent):
                self._refuse(line, (), N_("tags (!) are not allowed; remove “%(tag)s”"), tag=tag)
                plain = False
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > MOST_DEPTH or nodes > MOST_NODES:
                self._refuse(line, (), N_("too much is nested or listed here; make it simpler"))
                return False
        return plain

    def _value(self, node: yaml.Node, path: Path) -> Any:
        self._lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return tuple(self._value(item, (*path, n)) for n, item in enumerate(node.value))
        assert isinstance(node, yaml.ScalarNode)
        return self._scalar(node, path)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self._refuse(line, path, N_("a key must be a word; this is a list or a mapping"))
                continue
            key = key_node.value
            if "：" in key:
                self._refuse(
                    line,
                    path,
                    N_("“%(key)s” has a full-width colon; write a half-width one and a space"),
                    key=excerpt(key),
                )
            if key in result:
                self._refuse(
                    line,
                    (*path, key),
                    N_("“%(key)s” stands here twice, first on line %(first)s; remove one"),
                    key=key,
                    first=self._lines[(*path, key)],
                )
                continue
            self._lines[(*path, key)] = line
            result[key] = self._value(value_node, (*path, key))
        return result

    def _scalar(self, node: yaml.ScalarNode, path: Path) -> Any:
        text: str = node.value
        if node.style:
            return text
        if text in ("", "~", "null"):
            return None
        if text in ("true", "false"):
            return text == "true"
        try:
            if _DATE.match(text):
                return datetime.date.fromisoformat(text)
            if not _NUMBER.match(text):
                return text
            number = int(text) if _INTEGER.match(text) else float(text)
            if abs(number) <= MAX_MAGNITUDE:
                return number
        except ValueError:
            pass
        self._refuse(
            node.start_mark.line + 1,
            path,
            N_(
                "“%(text)s” is no real date, or too large a number; correct it, "
                "or put a text in quotes"
            ),
            text=excerpt(text),
        )
        return text
