"""``/admin/people``: who has an account, and as what."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import clock
from app.accounts import service
from app.accounts.forms import InviteForm, RoleForm, SearchForm, show_refusal
from app.accounts.views import bp, form_page
from app.rights import allow


@bp.get("/admin/people")
@allow("admin")
def people() -> ResponseReturnValue:
    """Everybody, searched and filtered, and the invitations that wait for an answer."""
    form = SearchForm(request.args)
    form.offer_groups(_group_names())
    if not form.validate():
        return redirect(url_for("accounts.people"))
    found = service.paginate_people(
        search=form.q.data or "",
        role=form.role.data or None,
        is_active={"active": True, "inactive": False}.get(form.state.data),
        group_id=form.group.data,
        page=request.args.get("page", 1, type=int),
    )
    return render_template(
        "accounts/people.html",
        form=form,
        people=found,
        filters={name: value for name, value in form.data.items() if value},
        memberships=service.memberships_by_person(person.id for person in found),
        invitations=service.list_open_invitations(now=clock.now()),
    )


@bp.route("/admin/people/invite", methods=["GET", "POST"])
@allow("admin")
def invite() -> ResponseReturnValue:
    """Make an invitation; its link is shown this once."""
    form = InviteForm(group_id=request.args.get("group", type=int))
    form.offer_groups(_group_names())
    if form.validate_on_submit():
        token = service.new_token()
        try:
            invitation = service.invite(
                form.email.data,
                role=form.role.data,
                group_id=form.group_id.data,
                invited_by_id=current_user.id,
                token=token,
                now=clock.now(),
            )
        except service.Refused as refusal:
            show_refusal(form, refusal)
        else:
            return render_template("accounts/invited.html", invitation=invitation, token=token), 201
    return form_page("accounts/invite.html", form)


@bp.post("/admin/invitations/<int:invitation_id>/withdraw")
@allow("admin")
def withdraw_invitation(invitation_id: int) -> ResponseReturnValue:
    """Make an invitation worthless."""
    service.withdraw_invitation(invitation_id)
    flash(_("The invitation is withdrawn. Its link no longer works."), "success")
    return redirect(url_for("accounts.people"))


@bp.get("/admin/people/<int:person_id>")
@allow("admin")
def person(person_id: int) -> ResponseReturnValue:
    """One person: role, account and groups."""
    found = service.get_person(person_id)
    return render_template(
        "accounts/person.html",
        person=found,
        form=RoleForm(role=found.role),
        memberships=service.memberships_by_person([person_id])[person_id],
    )


@bp.post("/admin/people/<int:person_id>/role")
@allow("admin")
def change_role(person_id: int) -> ResponseReturnValue:
    """Give somebody another role."""
    form = RoleForm()
    if form.validate_on_submit():
        found = service.change_role(person_id, form.role.data, by_id=current_user.id)
        flash(_("The role of %(name)s is changed.", name=found.name), "success")
    return redirect(url_for("accounts.person", person_id=person_id))


@bp.post("/admin/people/<int:person_id>/deactivate")
@allow("admin")
def deactivate(person_id: int) -> ResponseReturnValue:
    """Shut somebody out."""
    found = service.deactivate(person_id, by_id=current_user.id)
    flash(_("%(name)s can no longer sign in.", name=found.name), "success")
    return redirect(url_for("accounts.person", person_id=person_id))


@bp.post("/admin/people/<int:person_id>/reactivate")
@allow("admin")
def reactivate(person_id: int) -> ResponseReturnValue:
    """Let somebody in again."""
    found = service.reactivate(person_id)
    flash(_("%(name)s can sign in again.", name=found.name), "success")
    return redirect(url_for("accounts.person", person_id=person_id))


def _group_names() -> dict[int, str]:
    return {group.id: group.name for group in service.list_groups()}
