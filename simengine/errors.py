"""Errors of the simulator: an English template, its values, and no translation of its own.

The simulator knows no language. An error carries its message as a template and a dictionary of
values, so that whoever shows it can look the template up in a catalogue first. Templates are
marked with `N_`, where Babel finds them.
"""

from collections.abc import Callable, Mapping
from typing import Any

EXCERPT_WIDTH = 60


def N_(message: str) -> str:
    """Mark `message` for extraction and return it unchanged."""
    return message


def excerpt(text: str, width: int = EXCERPT_WIDTH) -> str:
    """`text` fit for a message: at most `width` characters, nothing that cannot be printed."""
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:width])
    return shown if len(text) <= width else shown[:-1] + "…"


class SimError(Exception):
    """Base of every error that the simulator raises on purpose.

    `str(error)` is `template % params`. A value in `params` may itself be a SimError: the part of
    the message that it tells is translated with it.
    """

    def __init__(self, template: str, params: Mapping[str, Any] | None = None) -> None:
        self.template = template
        self.params: dict[str, Any] = dict(params or {})
        super().__init__(template, self.params)

    def __str__(self) -> str:
        return self.template % self.params

    def translated(self, gettext: Callable[[str], str]) -> str:
        """The message in the language of `gettext`, nested errors included."""
        return gettext(self.template) % {
            name: value.translated(gettext) if isinstance(value, SimError) else value
            for name, value in self.params.items()
        }


class FormulaError(SimError):
    """A formula, or a value given to it, that is wrong.

    `column` counts characters of the formula from 1; None where no one place is at fault.
    """

    def __init__(
        self, template: str, params: Mapping[str, Any] | None = None, column: int | None = None
    ) -> None:
        super().__init__(template, params)
        self.column = column
        self.args = (template, self.params, column)
