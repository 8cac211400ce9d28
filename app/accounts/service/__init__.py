"""What the application can do with people: the only door of this area for the others.

``from app.accounts import service as accounts``. What comes back are rows to read; change them
through these functions only.
"""

from app.accounts.refusals import Refused
from app.accounts.service.admission import (
    INVITATION_DAYS,
    accept_invitation,
    get_open_invitation,
    invite,
    list_open_invitations,
    withdraw_invitation,
)
from app.accounts.service.directory import (
    find_person,
    find_person_by_email,
    get_person,
    paginate_people,
)
from app.accounts.service.groups import (
    add_to_group,
    create_group,
    get_group,
    let_compare,
    list_groups,
    memberships_by_person,
    memberships_in,
    people_who_may_join,
    remove_from_group,
    rename_group,
    sizes_of,
)
from app.accounts.service.password_links import (
    get_person_of_password_link,
    make_password_link,
    use_password_link,
)
from app.accounts.service.people import (
    change_role,
    create_person,
    deactivate,
    reactivate,
    update_profile,
)
from app.accounts.service.signing_in import change_password, sign_in
from app.accounts.service.visibility import (
    can_see_group,
    can_see_person,
    groups_managed_by,
    groups_of,
    groups_taught_by,
    groups_visible_to,
    members_of,
    people_visible_to,
    select_visible_person_ids,
    teachers_of,
)
from app.accounts.tokens import new_token

__all__ = [
    "INVITATION_DAYS",
    "Refused",
    "accept_invitation",
    "add_to_group",
    "can_see_group",
    "can_see_person",
    "change_password",
    "change_role",
    "create_group",
    "create_person",
    "deactivate",
    "find_person",
    "find_person_by_email",
    "get_group",
    "get_open_invitation",
    "get_person",
    "get_person_of_password_link",
    "groups_managed_by",
    "groups_of",
    "groups_taught_by",
    "groups_visible_to",
    "invite",
    "let_compare",
    "list_groups",
    "list_open_invitations",
    "make_password_link",
    "members_of",
    "memberships_by_person",
    "memberships_in",
    "new_token",
    "paginate_people",
    "people_visible_to",
    "people_who_may_join",
    "reactivate",
    "remove_from_group",
    "rename_group",
    "select_visible_person_ids",
    "sign_in",
    "sizes_of",
    "teachers_of",
    "update_profile",
    "use_password_link",
    "withdraw_invitation",
]
