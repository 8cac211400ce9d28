"""``/tools``: all worksheets, and each with its example."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app import clock
from app.curriculum import service as curriculum
from app.curriculum.course import Lesson
from app.rights import signed_in
from app.worksheets import service
from app.worksheets.catalogue import TOOLS, get_tool
from app.worksheets.contents import blank
from app.worksheets.declaration import Tool
from app.worksheets.examples import example_of
from app.worksheets.forms import StartForm, read_token
from app.worksheets.views import bp, today
from app.worksheets.worked import work_out

TITLES = {tool.id: tool.title for tool in TOOLS}


@bp.get("/tools")
@signed_in
def tools() -> ResponseReturnValue:
    """All worksheets there are, one's own, and those that others share."""
    return render_template(
        "worksheets/tools.html",
        TOOLS=TOOLS,
        titles=TITLES,
        own=service.list_own(current_user.id),
        shared=service.shared_with(current_user),
    )


@bp.get("/tools/<kind>")
@signed_in
def tool(kind: str) -> ResponseReturnValue:
    """What a worksheet is for, its example, and one's own of the kind."""
    return _tool_page(get_tool(kind), StartForm(formdata=None))


@bp.post("/tools/<kind>")
@signed_in
def begin(kind: str) -> ResponseReturnValue:
    """Keep a new worksheet, blank or with the example filled in."""
    found = get_tool(kind)
    form = StartForm()
    if not form.validate():
        return _tool_page(found, form), 422
    now = clock.now()
    example = example_of(found)
    has_example = form.example.data
    made = service.create(
        current_user.id,
        kind,
        form.name.data or (example.name if has_example else ""),
        example.contents if has_example else blank(found, today()),
        form_token=read_token(form.token.data),
        now=now,
    )
    return redirect(url_for("worksheets.sheet", worksheet_id=made.id))


def _tool_page(found: Tool, form: StartForm) -> str:
    example = example_of(found)
    return render_template(
        "worksheets/tool.html",
        tool=found,
        form=form,
        titles=TITLES,
        own=service.list_own(current_user.id, found.id),
        lessons=lessons_with(found),
        example=example,
        worked=work_out(found, example.contents),
    )


def lessons_with(found: Tool) -> list[Lesson]:
    """The lessons that use a worksheet, in the order of the course."""
    return [lesson for lesson in curriculum.course().in_order() if found.id in lesson.head.tools]
