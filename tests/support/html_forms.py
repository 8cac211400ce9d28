"""The forms of a page as a browser without JavaScript sees them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

_NEVER_SENT = frozenset({"submit", "button", "reset", "image", "file"})
_TICKED = frozenset({"radio", "checkbox"})


@dataclass(frozen=True)
class Control:
    """An input, select or textarea. `choices` are the values of a select that can be chosen."""

    name: str
    type: str
    value: str = ""
    is_checked: bool = False
    is_disabled: bool = False
    choices: tuple[str, ...] = ()

    @property
    def is_sent(self) -> bool:
        """Whether a browser would send it as it stands."""
        if not self.name or self.is_disabled or self.type in _NEVER_SENT:
            return False
        return self.is_checked if self.type in _TICKED else True


@dataclass(frozen=True)
class Form:
    """A form with its attributes and controls, in the order of the page."""

    attributes: dict[str, str]
    controls: tuple[Control, ...]

    @property
    def action(self) -> str:
        """Where it is sent; "" means the page's own address."""
        return self.attributes.get("action", "")

    @property
    def names(self) -> frozenset[str]:
        """The names of its controls."""
        return frozenset(control.name for control in self.controls)

    def fields(self) -> list[tuple[str, str]]:
        """What a browser would send if nobody touched the form."""
        return [(control.name, control.value) for control in self.controls if control.is_sent]

    def filled(self, **values: str) -> list[tuple[str, str]]:
        """What a browser would send after these controls were given these values."""
        unknown = set(values) - self.names
        if unknown:
            raise KeyError(f"no fields {sorted(unknown)} in the form, only {sorted(self.names)}")
        kept = [(name, value) for name, value in self.fields() if name not in values]
        return [*kept, *values.items()]


def forms_of(html: str) -> list[Form]:
    """Every form of a page."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.forms


def find_form(html: str, attribute: str, value: str | None = None) -> Form | None:
    """The first form that has an attribute, of this value if one is given."""
    return next(_with_attribute(forms_of(html), attribute, value), None)


def get_form(html: str, attribute: str, value: str | None = None) -> Form:
    """The same as :func:`find_form`, but raises LookupError when there is none."""
    found = find_form(html, attribute, value)
    if found is None:
        raise LookupError(f"no form with {attribute}={value!r} in:\n{html}")
    return found


def _with_attribute(forms: list[Form], attribute: str, value: str | None) -> Iterator[Form]:
    for form in forms:
        if attribute in form.attributes and value in (None, form.attributes[attribute]):
            yield form


@dataclass
class _Parser(HTMLParser):
    forms: list[Form] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[Control] | None = None
        self._attributes: dict[str, str] = {}
        self._fieldsets_disabled: list[bool] = []
        self._select: Control | None = None
        self._text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open, self._attributes = [], given
        elif tag == "fieldset":
            self._fieldsets_disabled.append("disabled" in given)
        elif self._open is not None:
            self._handle_control(tag, given)

    def _handle_control(self, tag: str, given: dict[str, str]) -> None:
        assert self._open is not None
        is_disabled = "disabled" in given or any(self._fieldsets_disabled)
        name = given.get("name", "")
        if tag == "input":
            kind = given.get("type", "text")
            value = given.get("value", "on" if kind in _TICKED else "")
            self._open.append(Control(name, kind, value, "checked" in given, is_disabled))
        elif tag == "textarea":
            self._open.append(Control(name, "textarea", is_disabled=is_disabled))
            self._text = []
        elif tag == "select":
            self._select = Control(name, "select", is_disabled=is_disabled)
        elif tag == "option" and self._select is not None and "disabled" not in given:
            value = given.get("value", "")
            is_first = not self._select.choices
            self._select = replace(
                self._select,
                value=value if is_first or "selected" in given else self._select.value,
                choices=(*self._select.choices, value),
            )

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "fieldset" and self._fieldsets_disabled:
            self._fieldsets_disabled.pop()
        if self._open is None:
            return
        if tag == "form":
            self.forms.append(Form(self._attributes, tuple(self._open)))
            self._open = None
        elif tag == "select" and self._select is not None:
            self._open.append(self._select)
            self._select = None
        elif tag == "textarea" and self._text is not None:
            written = "".join(self._text).removeprefix("\n")
            self._open[-1] = replace(self._open[-1], value=written)
            self._text = None
