"""``/admin/groups``: groups, and who learns in, teaches and manages each."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.accounts import service
from app.accounts.forms import ComparisonForm, GroupForm, JoinForm, show_refusal
from app.accounts.views import bp, form_page
from app.rights import allow


@bp.route("/admin/groups", methods=["GET", "POST"])
@allow("admin")
def groups() -> ResponseReturnValue:
    """All groups, and a new one."""
    form = GroupForm()
    if form.validate_on_submit():
        try:
            made = service.create_group(form.name.data, now=clock.now())
        except service.Refused as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("The group “%(name)s” is made. Add its people.", name=made.name), "success")
            return redirect(url_for("accounts.group", group_id=made.id))
    return form_page(
        "accounts/groups.html", form, groups=service.list_groups(), sizes=service.sizes_of()
    )


@bp.get("/admin/groups/<int:group_id>")
@allow("admin")
def group(group_id: int) -> ResponseReturnValue:
    """One group with its people."""
    return _group_page(group_id)


@bp.post("/admin/groups/<int:group_id>/name")
@allow("admin")
def rename_group(group_id: int) -> ResponseReturnValue:
    """Give a group another name."""
    form = GroupForm()
    if form.validate_on_submit():
        try:
            service.rename_group(group_id, form.name.data)
        except service.Refused as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Your changes are saved."), "success")
            return redirect(url_for("accounts.group", group_id=group_id))
    return _group_page(group_id, rename=form)


@bp.post("/admin/groups/<int:group_id>/comparison")
@allow("admin")
def let_group_compare(group_id: int) -> ResponseReturnValue:
    """Let the members compare their scores, or no longer."""
    service.let_compare(group_id, is_allowed=ComparisonForm().compares_scores.data)
    flash(_("Your changes are saved."), "success")
    return redirect(url_for("accounts.group", group_id=group_id))


@bp.post("/admin/groups/<int:group_id>/people")
@allow("admin")
def add_to_group(group_id: int) -> ResponseReturnValue:
    """Let somebody belong to a group."""
    form = JoinForm()
    if form.validate_on_submit():
        try:
            added = service.add_to_group(group_id, form.email.data, form.kind.data)
        except service.Refused as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("%(name)s now belongs to the group.", name=added.name), "success")
            return redirect(url_for("accounts.group", group_id=group_id))
    return _group_page(group_id, join=form)


@bp.post("/admin/groups/<int:group_id>/memberships/<int:membership_id>/remove")
@allow("admin")
def remove_from_group(group_id: int, membership_id: int) -> ResponseReturnValue:
    """Let somebody no longer belong to a group."""
    service.remove_from_group(group_id, membership_id)
    flash(_("The person is removed from the group."), "success")
    return redirect(url_for("accounts.group", group_id=group_id))


def _group_page(
    group_id: int, *, rename: GroupForm | None = None, join: JoinForm | None = None
) -> ResponseReturnValue:
    """The page of a group, with the form that came back from it, if one did."""
    found = service.get_group(group_id)
    page = render_template(
        "accounts/group.html",
        group=found,
        rename=rename or GroupForm(formdata=None, name=found.name),
        join=join or JoinForm(formdata=None),
        comparison=ComparisonForm(formdata=None, compares_scores=found.compares_scores),
        memberships=service.memberships_in(group_id),
        known_people=service.people_who_may_join(group_id),
    )
    return page, 422 if rename or join else 200
