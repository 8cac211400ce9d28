"""``/worksheets/<id>``: a worksheet, to be filled in by its owner and read by its trainers."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import clock
from app.errors import Invalid
from app.rights import signed_in
from app.worksheets import service
from app.worksheets.catalogue import get_tool
from app.worksheets.contents import Contents, from_json, is_blank, tidy
from app.worksheets.declaration import Tool
from app.worksheets.differences import compare
from app.worksheets.examples import example_of
from app.worksheets.forms import new_token, pairs_of, read_contents, read_token
from app.worksheets.models import Worksheet
from app.worksheets.rows import Act, perform, read_act
from app.worksheets.service import MovedOn
from app.worksheets.views import bp, is_htmx
from app.worksheets.worked import work_out


@dataclass(frozen=True)
class Sent:
    """A worksheet's form as it came in."""

    name: str
    contents: Contents
    revision: int
    act: Act | None


@bp.get("/worksheets/<int:worksheet_id>")
@signed_in
def sheet(worksheet_id: int) -> ResponseReturnValue:
    """A worksheet: a form for its owner, a page to read for a trainer."""
    return sheet_page(service.get_readable(worksheet_id, current_user))


@bp.post("/worksheets/<int:worksheet_id>")
@signed_in
def save(worksheet_id: int) -> ResponseReturnValue:
    """Keep what was typed, and do what the button asked for."""
    worksheet = service.get_own(worksheet_id, current_user.id)
    tool = get_tool(worksheet.kind)
    sent = _read(tool)
    now = clock.now()
    if request.form.get("do") == "apart":
        token = read_token(request.form.get("token"))
        made = service.copy(
            worksheet_id, current_user.id, contents=sent.contents, form_token=token, now=now
        )
        flash(_("Yours is kept as a worksheet of its own."), "success")
        return redirect(url_for("worksheets.sheet", worksheet_id=made.id))
    try:
        worksheet = service.save(
            worksheet_id, current_user.id, sent.name, sent.contents, sent.revision, now=now
        )
    except MovedOn as error:
        return _conflict(tool, error, sent)
    return _saved(tool, worksheet, sent)


@bp.post("/worksheets/<int:worksheet_id>/copy")
@signed_in
def copy(worksheet_id: int) -> ResponseReturnValue:
    """Make a second worksheet like this one."""
    token = read_token(request.form.get("token"))
    made = service.copy(worksheet_id, current_user.id, form_token=token, now=clock.now())
    flash(_("This is the copy. The worksheet itself is as it was."), "success")
    return redirect(url_for("worksheets.sheet", worksheet_id=made.id))


@bp.get("/worksheets/<int:worksheet_id>/delete")
@signed_in
def confirm_delete(worksheet_id: int) -> ResponseReturnValue:
    """Ask whether a worksheet is really to go."""
    worksheet = service.get_own(worksheet_id, current_user.id)
    return render_template("worksheets/delete.html", worksheet=worksheet)


@bp.post("/worksheets/<int:worksheet_id>/delete")
@signed_in
def delete(worksheet_id: int) -> ResponseReturnValue:
    """Delete a worksheet."""
    worksheet = service.get_own(worksheet_id, current_user.id)
    name = worksheet.name
    service.delete(worksheet_id, current_user.id)
    flash(_("“%(name)s” is deleted.", name=name), "success")
    return redirect(url_for("worksheets.tools"))


def sheet_page(worksheet: Worksheet, **facts: object) -> str:
    """The page of a worksheet, as whoever reads it may see it."""
    tool = get_tool(worksheet.kind)
    contents = from_json(worksheet.contents)
    is_own = worksheet.person_id == current_user.id
    return render_template(
        "worksheets/sheet.html" if is_own else "worksheets/read.html",
        worksheet=worksheet,
        tool=tool,
        worked=work_out(tool, contents),
        can_fill=is_blank(tool, contents),
        sharing=service.sharing_of(worksheet) if is_own else None,
        comments=service.comments_of(worksheet.id),
        token=new_token(),
        **facts,
    )


def _read(tool: Tool) -> Sent:
    """What the form holds, after what its button asked for. Raises Invalid when it is not whole."""
    revision = request.form.get("revision", type=int)
    if revision is None:
        raise Invalid(_("The worksheet did not arrive whole. Nothing was changed; send it again."))
    contents = tidy(tool, read_contents(tool, request.form))
    wished = request.form.get("do", "")
    act = read_act(wished)
    if act is not None:
        contents = perform(tool, contents, act)
    elif wished == "example" and is_blank(tool, contents):
        contents = example_of(tool).contents
    return Sent(request.form.get("name", ""), contents, revision, act)


def _saved(tool: Tool, worksheet: Worksheet, sent: Sent) -> ResponseReturnValue:
    if not is_htmx():
        anchor = None if sent.act is None else f"s-{sent.act.section}"
        if anchor is None:
            flash(_("The worksheet is saved."), "success")
        return redirect(url_for("worksheets.sheet", worksheet_id=worksheet.id, _anchor=anchor))
    contents = from_json(worksheet.contents)
    return render_template(
        "worksheets/_live.html" if sent.act is None else "worksheets/_changed.html",
        worksheet=worksheet,
        tool=tool,
        worked=work_out(tool, contents),
        focus=_new_row(contents, sent.act),
    )


def _new_row(contents: Contents, act: Act | None) -> str:
    """The row that was added, where somebody goes on typing; "" for none."""
    if act is None or act.verb != "add" or not contents.rows(act.section):
        return ""
    return f"{act.section}:{contents.rows(act.section)[-1]['id']}"


def _conflict(tool: Tool, error: MovedOn, sent: Sent) -> ResponseReturnValue:
    """Both versions to choose from; a hint where the page is only being typed in."""
    if is_htmx():
        page = render_template(
            "worksheets/_state.html", moved_on=True, revision=sent.revision, worksheet=error.theirs
        )
        return page, 422, {"HX-Retarget": "#sheet-state", "HX-Reswap": "outerHTML show:top"}
    mine = work_out(tool, error.mine)
    theirs = work_out(tool, from_json(error.theirs.contents))
    page = render_template(
        "worksheets/conflict.html",
        worksheet=error.theirs,
        tool=tool,
        name=error.name,
        pairs=list(pairs_of(tool, error.mine)),
        differences=list(compare(error.name, mine, error.theirs.name, theirs)),
        token=new_token(),
    )
    return make_response(page, 409)
