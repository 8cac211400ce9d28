"""What the application can do with own lessons and groups' courses as they are kept: the only
door of this area for the others.

``from app.lessons import service as lessons``. What a lesson's text means is `app.curriculum`'s
affair; here texts are kept, and who may see and change them.
"""

from app.lessons.service.courses import (
    Arrangement,
    CourseMovedOn,
    PlacedLesson,
    PlacedPart,
    arrange,
    arrangement_of,
    arrangements_of,
    find_part_title,
    groups_with,
)
from app.lessons.service.drafts import DraftFile, draft_of, reset_draft, save_file
from app.lessons.service.editions import (
    Edition,
    editions_visible_to,
    files_of,
    find_edition,
    newest_version,
    publish,
    version_of,
    versions_of,
)
from app.lessons.service.entries import (
    begin,
    check_may_write,
    find_entry,
    get_own_entry,
    list_entries,
    may_write,
    remove,
    restore,
    withdraw,
)
from app.lessons.service.sharing import groups_shared_with, share, usable_in

__all__ = [
    "Arrangement",
    "CourseMovedOn",
    "DraftFile",
    "Edition",
    "PlacedLesson",
    "PlacedPart",
    "arrange",
    "arrangement_of",
    "arrangements_of",
    "begin",
    "check_may_write",
    "draft_of",
    "editions_visible_to",
    "files_of",
    "find_edition",
    "find_entry",
    "find_part_title",
    "get_own_entry",
    "groups_shared_with",
    "groups_with",
    "list_entries",
    "may_write",
    "newest_version",
    "publish",
    "remove",
    "reset_draft",
    "restore",
    "save_file",
    "share",
    "usable_in",
    "version_of",
    "versions_of",
    "withdraw",
]
